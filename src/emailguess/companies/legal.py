"""Legal forms at the end, and sometimes the front, of a company's name: "Ltd", "GmbH", "Sp. z o.o.".

The terms are cleanco's; it takes them off and says which they were, and knows nothing else of a name.

Start reading at `without_legal`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from emailguess.data.company_words import LEGAL_COUNTRIES, LEGAL_PREFIXES, LEGAL_SUFFIXES, NOT_LEGAL, SHORT_LEGAL

__all__ = ["NOT_LETTER", "letters", "without_legal"]

NOT_LETTER = re.compile(r"[^a-z0-9]+")


def letters(word: str) -> str:
    """The letters and digits of a lower-case word."""
    return word if word.isalnum() else NOT_LETTER.sub("", word)


def without_legal(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Take legal forms off the end, and the few that stand in front; give the rest, and the forms outermost first.

    >>> without_legal(["blue", "widget", "inc", "ltd"])
    (['blue', 'widget'], ['ltd', 'inc'])
    """
    forms = legal_forms()
    plain = [letters(t) for t in tokens]
    legal: list[str] = []
    end = len(plain)
    found = True
    while found and end:
        found = False
        for size in range(min(_MOST_WORDS, end), 0, -1):
            joined = "".join(plain[end - size : end])
            form = forms.get(joined)
            # IKS APS: what only a long table calls a form may be all the name there is.
            if (
                size == end
                and joined not in LEGAL_SUFFIXES
                and joined not in SHORT_LEGAL
                and not _is_well_known(joined)
            ):
                continue
            if form is not None and (size == 1 or len(plain[end - size]) < 5 or joined in LEGAL_SUFFIXES):
                legal.append(form)
                end -= size
                found = True
                break
    start = 0
    if (end > 1 or (end and legal)) and plain[0] in LEGAL_PREFIXES and end > 1:
        legal.append(plain[0])
        start = 1
    while start < end and plain[end - 1] in ("and", "et", "und"):
        end -= 1
    return tokens[start:end], legal


# S. de R.L. de C.V.
_MOST_WORDS = 6


def _is_well_known(form: str) -> bool:
    """Whether a form is one by itself: GmbH, Inc."""
    if form in LEGAL_SUFFIXES or form in SHORT_LEGAL:
        return True
    return form in LEGAL_COUNTRIES or form in ("inc", "ltd", "llc", "corp", "plc", "llp", "gmbh")


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, str]:
    """Legal forms by their letters alone, from cleanco's tables of terms.

    Two-letter terms are mostly words or initials elsewhere, so only the well-known ones count.
    """
    from cleanco.termdata import terms_by_country, terms_by_type

    forms = {}
    for table in (terms_by_country, terms_by_type):
        for terms in table.values():
            for term in terms:
                form = NOT_LETTER.sub("", term.lower())
                if len(form) > 2 and form not in NOT_LEGAL:
                    forms[form] = form
    forms.update(LEGAL_SUFFIXES)
    forms.update((form, form) for form in SHORT_LEGAL)
    return forms
