"""Legal forms at the end, and sometimes the front, of a company's name: "Ltd", "GmbH", "Sp. z o.o.".

The terms are cleanco's; it takes them off and says which they were, and knows nothing else of a name.

Start reading at `without_legal`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from emailguess.data.company_words import (
    CASED_LEGAL,
    DOTTED_LEGAL,
    LEGAL_COUNTRIES,
    LEGAL_PREFIXES,
    LEGAL_SUFFIXES,
    NATIVE_FORMS,
    NOT_LEGAL,
    SHORT_LEGAL,
    WRITTEN_FORMS,
)

__all__ = ["NOT_LETTER", "letters", "telling_marks", "without_legal", "without_native"]

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
            if joined not in forms and joined not in DOTTED_LEGAL:
                continue
            form = _dotted(tokens[end - size : end], joined) or forms.get(joined)
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
    if end > 1 and plain[0] == "sc" and legal and legal[-1] in ("srl", "sa"):  # Romanian registers: S.C. X S.R.L.
        legal.insert(0, "srlro")
        start = 1
    elif end > 1 and plain[0] in LEGAL_PREFIXES:
        legal.insert(0, plain[0])
        start = 1
    while start < end and plain[end - 1] in ("and", "et", "und"):
        end -= 1
    return tokens[start:end], legal


# S. de R.L. de C.V.
_MOST_WORDS = 6
_SLASHED = re.compile(r"\b([AaSs])/([SsAa])(?![\w/])")
_PARTNERS = re.compile(r"\b(s\.?\s?a\.?\s?s|s\.?\s?n\.?\s?c)\.?\s+di\s.+$", re.IGNORECASE)
# In brackets before Ltd and its kin: (Pty) Ltd, (M) Sdn Bhd. They tell the country.
_BRACKETED = re.compile(
    r"\((pty|proprietary|p|pvt|private|s|m|hk)\)\s*\.?\s*(?=(?:ltd|limited|sdn|pte)\b)", re.IGNORECASE
)
_BRACKETS = {"pty": "ptyza ", "proprietary": "ptyza ", "p": "pvt ", "pvt": "pvt ", "private": "pvt "}
_MESSRS = re.compile(r"^\s*m/s\.?\s+", re.IGNORECASE)
_QUOTES = re.compile('["„“«”]')
_BEFORE_QUOTES = re.compile(r"^\s*(?:AB|AS|SA|MB|AD|SC)\s+(?=[\"„“«”])")
_TURKISH_TRADES = re.compile(
    r"(?:\s(?:san(?:ayi)?|tic(?:aret)?|paz(?:arlama)?|ins(?:aat)?|ve|d[iı][sş]|[iİi]ç|ic|ith|ihr)\.?)+"
    r"(?=\s(?:a\.?\s?[sş]|anonim|ltd|limited)\b)",
    re.IGNORECASE,
)


def telling_marks(company: str) -> str:
    """Write out what only capitals, full stops, slashes or brackets tell, before lower case loses it.

    >>> telling_marks("Blue Widget A/S"), telling_marks("Blue Widget eG"), telling_marks("Blue (Pty) Ltd")
    ('Blue Widget asdk', 'Blue Widget e.g.', 'Blue ptyza Ltd')
    """
    if "/" in company:
        company = _MESSRS.sub("", _SLASHED.sub(lambda found: "asdk" if found[1] in "Aa" else "sabr", company))
    if "(" in company:
        company = _BRACKETED.sub(lambda found: _BRACKETS.get(found[1].lower(), ""), company)
    if " di " in company.lower():
        company = _PARTNERS.sub("sasit", company)
    company = _BEFORE_QUOTES.sub("", company) if _QUOTES.search(company) else company
    if company[-1:] in ".şŞSsi":
        company = _TURKISH_TRADES.sub("", company)
    before, space, last = company.rstrip().rpartition(" ")
    return f"{before}{space}{CASED_LEGAL[last]}" if before.strip() and last in CASED_LEGAL else company


def _dotted(tokens: list[str], joined: str) -> str | None:
    """The form whose letters each stand by themselves: e.V., a. s."""
    if joined not in DOTTED_LEGAL or not all(len(t) == 1 or all(len(p) == 1 for p in t.split(".")) for t in tokens):
        return None
    return DOTTED_LEGAL[joined]


def without_native(text: str) -> tuple[str, list[str]]:
    """Take forms in other letters off both ends of a lower-case text; give the rest, and the forms.

    >>> without_native("株式会社blue widget"), without_native("ооо «blue»")
    ((' blue widget', ['kk']), ('blue', ['ooo']))
    """
    found = []
    for written, form in NATIVE_FORMS.items():
        if written in text:
            text = text.replace(written, " ")
            found.append(form)
    words = text.split()
    for front in (True, False):
        while len(words) > 1:
            size, form = _at_end(words, front=front)
            if not size:
                break
            words = words[size:] if front else words[:-size]
            found.append(form)
            text = " ".join(words).strip("«»„“”\"' ")
    return text, found


@lru_cache(maxsize=1)
def _written_forms() -> dict[str, str]:
    """The written forms, as unified as a name's letters are."""
    from unicodedata import normalize

    return {normalize("NFKC", written): form for written, form in WRITTEN_FORMS.items()}


def _at_end(words: list[str], *, front: bool) -> tuple[int, str]:
    """The longest written form that stands first or last, as the number of its words, and its short name."""
    for size in range(min(4, len(words) - 1), 0, -1):
        piece = words[:size] if front else words[-size:]
        form = _written_forms().get("".join([c for c in "".join(piece) if c.isalpha() or ord(c) > 0x0E30]))
        if form is not None:
            return size, form
    return 0, ""


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
