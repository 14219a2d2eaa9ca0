"""Rules in words that a person can read.

It only words what `candidates` and `schools` call their rules; a rule without an entry is worded by its name.

Start reading at `wording`.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["wording"]

_FORMS = {
    "of": "university",
    "x": "university",
    "college": "college",
    "institute": "institute",
    "system": "campus",
    "state of": "state",
    "state x": "state",
    "state college": "state",
    "state institute": "state",
    "state system": "state",
}
_CODES = {
    "place": "the place or person it is named for",
    "place+u": "its name + u",
    "u+place": "u + its name",
    "campus": "the campus alone",
    "PCk": "initials of name and campus + u or c",
    "kPC": "u or c + initials of name and campus",
    "PkC1": "initials of the name + u or c + the campus's initial",
    "Pk, campus unsaid": "initials, campus left out",
    "kP, campus unsaid": "u or c + initials, campus left out",
    "kP+campus": "u or c + initials + campus",
    "Pk+campus": "initials + campus",
    "k+campus": "u or c + campus",
    "kC": "u or c + the campus's initials",
    "Ck": "the campus's initials + u or c",
    "Pk": "initials of the name + u or c",
    "kP": "u or c + initials of the name",
    "P": "initials of the name",
    "short": "the state's traditional abbreviation",
    "code": "the state's postal code",
    "state": "the state's name",
    "k+short": "u + the state's traditional abbreviation",
    "k+code": "u + the state's postal code",
    "k+code+campus": "u + the state's postal code + the campus's initial",
    "k+short+campus": "u + the state's abbreviation + the campus's initial",
    "short+k": "the state's traditional abbreviation + u",
    "code+k": "the state's postal code + u",
    "Pk+code": "initials + the state's postal code",
    "kS+campus": "u + the state's and the campus's initials",
    "k+state": "u + the state's name",
    "short3+rest": "the state cut at three letters + the rest",
    "s+rest": "the state's initial + the rest",
    "state unsaid": "the state left out",
    "first": "first word of the name",
    "last": "last word of the name",
    "cut3": "first three letters",
    "cut4": "first four letters",
    "u+cut3": "u + first three letters",
    "u+cut4": "u + first four letters",
    "hyphens": "words with hyphens",
    "shortened": "words shortened",
    "place, kind unsaid": "the name without state, community or technical",
}


def wording(rule: str, stem: str, domain: str) -> str:
    """Say how a domain was inferred.

    >>> wording("joined/2", "bluewidget", "bluewidget.com")
    'joined (bluewidget) + .com'
    >>> wording("of:k+code", "uzz", "cs.uzz.edu")
    "university: u + the state's postal code (uzz) + .edu, below it cs"
    """
    start = f"{stem}."
    before, after = "", domain[len(start) :]
    if not domain.startswith(start):
        before, _, after = f".{domain}".partition(f".{start}")
    below = f", below it {before[1:]}" if before else ""
    return f"{_said(rule)} ({stem}) + .{after}{below}"


@lru_cache(maxsize=512)
def _said(rule: str) -> str:
    """A rule in words; there are some hundred."""
    form, colon, code = rule.partition(":")
    if colon and form in _FORMS:
        return f"{_FORMS[form]}: {_CODES.get(code, code)}"
    if colon:
        return "generic words kept" if form == "keep" else f"without {code!r}"
    return rule.partition("/")[0]
