"""What a column's title says: the field, in any of the kept languages, and whose it is.

It knows words alone; whether the cells are what the title says is for `columns`.

Start reading at `meaning`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from emailguess import data as shipped
from emailguess.errors import EmailGuessError

__all__ = ["FIELDS", "Meaning", "Table", "meaning", "normalised", "table"]

FORMAT, VERSION = "emailguess-titles", 1
# A longer text is no title, but a sentence above a table.
_LONGEST = 120

FIELDS = (
    "name given middle particle family second_family address company domain job salutation country headcount seen "
    "status"
).split()
"""Fields that a column can be told to hold."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NO_WORD = re.compile(r"['’]s\b|[^\w'’]+|_+")
_BRACKETED = re.compile(r"\([^()]*\)")
_TIME_WORDS = frozenset({"date", "time", "at", "on", "utc", "gmt"})
# Words in the longest known title.
_MOST_WORDS = 4
# A word of no more letters is in many titles: `first`, `family`.
_SHORT = 6
_HALVES = ("given", "family")
# What a form asks people for, and the field of the answer.
_ASKED_FOR = {f: f for f in "given middle family whole company job country domain".split()} | {
    "name": "whole",
    "title": "job",
}
# Titles that speak of one half of a name only beside the other half.
_FIELD_ORDER = (
    "given middle particle family second_family whole company domain address job headcount country seen status "
    "catch_all label salutation suffix title name perhaps_address"
).split()


class Meaning(NamedTuple):
    """What a title says."""

    field: str
    """A key of the kept table, such as `given`; `stranger` for somebody else's column; empty where nothing is said."""
    rank: int = 0
    """How plain the title is among those of its field; 0 is the plainest."""
    kind: str = ""
    """`work` or `private`, where the title says so."""


class Table(NamedTuple):
    """The kept table, ready to look up."""

    titles: Mapping[str, tuple[str, int]]
    """Title to field and rank."""
    words: Mapping[str, frozenset[str]]
    address_words: tuple[str, ...]
    address_starts: frozenset[str]
    """The first word of each of these."""
    half_words: frozenset[str]
    """The words of titles for a half of a name."""
    salutations: frozenset[str]
    months: Mapping[str, int]
    verdicts: Mapping[str, str]
    """What verifiers write, to what it means: `valid`, `invalid`, `catch_all`, `risky`."""
    seen: frozenset[frozenset[str]]
    """The words of titles of dates, whichever way they stand: `Date Last Modified`."""
    code_pages: Mapping[str, str]
    """Titles of one family of languages, to the Windows code page of its letters."""


@lru_cache(maxsize=1)
def table() -> Table:
    """Read the shipped table."""
    import json

    document = json.loads(shipped.load("titles.json"))
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise EmailGuessError("the table of titles is damaged or of another release; install emailguess again")
    titles: dict[str, tuple[str, int]] = {}
    for field in _FIELD_ORDER:
        for rank, title in enumerate(document["titles"][field]):
            titles.setdefault(normalised(title), (field, rank))
    verdicts = document["verdicts"]
    address_words = tuple(sorted(map(normalised, document["titles"]["address"]), key=len, reverse=True))
    return Table(
        titles,
        {kind: frozenset(map(normalised, words)) - {""} for kind, words in document["words"].items()},
        address_words,
        frozenset(word for words in address_words for word in words.split()[:1]),
        frozenset(w for title, (field, _) in titles.items() if field in _HALVES for w in title.split()),
        frozenset(map(normalised, document["salutations"])) - {""},
        {normalised(month): number for month, number in document["months"].items()},
        {normalised(w): kind for kind in ("risky", "catch_all", "invalid", "valid") for w in verdicts[kind]},
        frozenset(w for title, (field, _) in titles.items() if field == "seen" and len(w := _when(title)) > 1),
        {normalised(title): page for title, page in document["code_pages"].items()},
    )


def normalised(title: str) -> str:
    """Bring a title to the form in which titles are compared: words in lower case, without accents or punctuation.

    >>> normalised("First Name [Required]"), normalised("companyURL"), normalised("Prénom"), normalised("e-mail2")
    ('first name required', 'company url', 'prenom', 'e mail 2')
    """
    text = title[: 2 * _LONGEST]
    if text.isascii():
        text = _NO_WORD.sub(" ", _NUMBERED.sub(" ", _CAMEL.sub(" ", text)).lower())
        return " ".join(filter(None, [word.strip("'") for word in text.split()]))
    text = unicodedata.normalize("NFKC", text)
    text = _NUMBERED.sub(" ", _CAMEL.sub(" ", text)).casefold()
    text = _NO_WORD.sub(" ", text)
    # Accents go where letters of the alphabet bear them; Japanese voiced kana and Hangul are letters of their own.
    folded = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    folded = unicodedata.normalize("NFC", folded).replace("ı", "i").replace("ł", "l").replace("ø", "o")
    return " ".join(filter(None, (word.strip("'’") for word in folded.split())))


@lru_cache(maxsize=4096)
def meaning(title: str) -> Meaning:
    """Tell what a title says.

    >>> meaning("Person - E-mail (Work)"), meaning("Contact Owner").field, meaning("Firma").field
    (Meaning(field='address', rank=0, kind='work'), 'stranger', 'company')
    >>> [meaning(x).field for x in ("姓", "Фамилия", "Sobrenome", "Bob Jones", "Email Opt Out")]
    ['family', 'family', 'family', '', 'noise']
    """
    if len(title) > _LONGEST or "@" in title:
        return Meaning("")
    words = normalised(title)
    if not words:
        return Meaning("")
    known = table()
    if words in known.titles:
        return Meaning(*known.titles[words])
    if _when(words) in known.seen:
        return Meaning("seen", 100)
    tokens = words.split()
    said = set(tokens)
    plain = [t for t in tokens if t not in known.words["filler"]]
    person = [t for t in plain if t not in known.words["person"]]
    for left in (plain, person):
        found = known.titles.get(" ".join(left))
        if found is not None and left:
            return _named(found, whole=len(person) < len(plain))
    bare = normalised(_BRACKETED.sub(" ", title)) if "(" in title else words
    if bare in known.titles and not (said - set(bare.split())) & known.words["stranger"]:
        return _named(known.titles[bare], whole=False)  # `Name (Original Name)`, `(Do Not Modify) Full Name`
    if _is_of_bounces(said):
        return Meaning("bounced")
    if said & known.words["former"]:
        return Meaning("noise")
    strangers = known.words["stranger"]
    if (said | {t.removesuffix("s") for t in tokens}) & strangers or _unspaced(words, strangers):
        return Meaning("stranger")
    asked = title.rstrip()[-1:] in ("?", "\uff1f", "\u037e") or bool(said & known.words["asking"])
    return (
        _address(" ".join(plain), said)
        or (_asked(plain) if asked else None)
        or _qualified(plain)
        or _qualified(tokens)
        or _ending(plain)
        or _half(plain)
        or _compound(words)
    )


def _when(words: str) -> frozenset[str]:
    """The words of a date's title without those that say nothing: `last modified` of `Last Modified At (UTC)`."""
    return frozenset(words.split()) - _TIME_WORDS


def _is_of_bounces(said: set[str]) -> bool:
    """Whether a column tells who bounced: `Has hard bounced`, `Bounce reason`; Mailchimp calls it `CLEAN_TIME`."""
    if said & {"soft", "rate", "count", "number", "total"}:
        return False
    return bool(said & {"bounced", "bounce", "bouncing"}) or {"clean", "time"} <= said or {"invalid", "email"} <= said


def _asked(tokens: Sequence[str]) -> Meaning | None:
    """What a question of a form asks for: `Which company do you work for?`, by the longest known title in it."""
    found = [f for f in _inside(tokens) if f[1] in _ASKED_FOR]
    # "What is the name of your company?" asks for a company.
    best = max(found, key=lambda f: (f[0], f[1] == "company", f[2]), default=None)
    return Meaning(_ASKED_FOR[best[1]], 100) if best is not None else None


def _ending(tokens: Sequence[str]) -> Meaning | None:
    """A company or a job with anything before it, or several of them: `Default Address Company`, `Organizations`."""
    known = table().titles
    last = tokens[-1] if tokens else ""
    for word in (last, last.removesuffix("s") if len(last) > _SHORT else last):
        field, rank = known.get(word, ("", 0))
        if field == "company" or (field == "job" and len(tokens) == 1):
            return Meaning(field, rank + 100)
    return None


def _half(tokens: Sequence[str]) -> Meaning | None:
    """One half of a name with anything around it: `Person : Full Name: Last`; a short word may be part of anything."""
    if table().half_words.isdisjoint(tokens):
        return None
    found = [f for f in _inside(tokens) if f[1] in _HALVES and (f[0] > 1 or f[3] > _SHORT)]
    best = max(found, key=lambda f: (f[2] == len(tokens), f[0], f[2]), default=None)
    return Meaning(best[1], 100) if best is not None else None


def _inside(tokens: Sequence[str]) -> list[tuple[int, str, int, int]]:
    """Known titles within another: how many words, the field, where it ends, how many letters."""
    known = table().titles
    parts = [(a, b) for a in range(len(tokens)) for b in range(a + 1, min(len(tokens), a + _MOST_WORDS) + 1)]
    texts = [(b - a, b, " ".join(tokens[a:b])) for a, b in parts]
    return [(words, known[text][0], end, len(text)) for words, end, text in texts if text in known]


def _named(found: tuple[str, int], *, whole: bool) -> Meaning:
    """`Candidate Name` is a person's, however open `Name` alone is."""
    field, rank = found
    return Meaning("whole" if field == "name" and whole else field, rank)


def _address(words: str, said: set[str]) -> Meaning | None:
    """An address's title with anything around it: `Recommended Work Email`, `correo del trabajo`."""
    known = table()
    if said.isdisjoint(known.address_starts) and words.isascii():
        return None
    padded = f" {words} "
    found = next((w for w in known.address_words if f" {w} " in padded or (not w.isascii() and w in words)), None)
    if found is None:
        return None
    rest = said - set(found.split())
    if rest & known.words["noise"]:
        if {"catch", "all"} <= rest and "status" in rest:
            return Meaning("catch_all")
        verdict = rest & known.words["verdict"] and not rest & known.words["noise"] - known.words["verdict"]
        return Meaning("status" if verdict else "noise")
    kind = "private" if rest & known.words["private"] else "work" if rest & known.words["work"] else ""
    if not kind and not words.isascii():
        kind = next((k for k in ("private", "work") if any(not w.isascii() and w in words for w in known.words[k])), "")
    return Meaning("address", 0 if kind == "work" else 1, kind)


def _qualified(tokens: list[str]) -> Meaning | None:
    """A field with a word for work or for the company around it: `Business Country`, `Organization Website`."""
    known = table()
    left = [t for t in tokens if t not in known.words["work"] and t not in known.words["person"]]
    found = known.titles.get(" ".join(left)) if left and len(left) < len(tokens) else None
    if found is not None and found[0] not in ("name", "seen", "label", "title", "perhaps_address"):
        return Meaning(found[0], found[1] + 100, "work")
    for cut in range(1, min(4, len(tokens))):
        if known.titles.get(" ".join(tokens[:cut]), ("", 0))[0] == "company":
            field, rank = known.titles.get(" ".join(tokens[cut:]), ("", 0))
            if field in ("domain", "headcount", "country", "company"):
                return Meaning(field, rank + 100, "work")
            if field == "name":
                return Meaning("company", rank + 100, "work")
    return None


def _compound(words: str) -> Meaning:
    """A title without blanks between its words: `関連する会社`, by the longest known title at its end or in it."""
    if words.isascii() or not any("\u2e80" <= c <= "\ud7ff" or "\uf900" <= c for c in words):
        return Meaning("")
    known = table()
    found = [t for t in known.titles if len(t) > 1 and not t.isascii() and t in words]
    found = [t for t in found if known.titles[t][0] not in ("label", "salutation", "suffix", "seen")]
    best = max(found, key=lambda t: (words.endswith(t), len(t)), default="")
    if not best:
        return Meaning("")
    field, rank = known.titles[best]
    return Meaning(field, rank + 100) if words.endswith(best) or field == "address" else Meaning("")


def _unspaced(words: str, marks: frozenset[str]) -> bool:
    """Whether a word of a script without blanks is in a title: `招聘负责人邮箱`."""
    return not words.isascii() and any(len(w) > 1 and w in words for w in marks if "\u2e80" <= w[0] <= "\ud7ff")
