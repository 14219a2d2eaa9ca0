"""Domains of towns, regions and schools by the custom of their country: Stadt Köln, Comune di Roma, Universität Bonn.

The form of the name tells the custom, and mostly the country; of an English form a gazetteer tells it. What is no such
name is left alone.

Start reading at `by_custom`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from emailguess import data as shipped
from emailguess.companies.names import CompanyName
from emailguess.data.company_words import STOP_WORDS
from emailguess.data.institution_words import COUNCIL_CUSTOMS, COUNCIL_FORMS, ENGLISH_COUNTIES, SCHOOL_WORDS

__all__ = ["by_custom"]

# The longest form: freie und hansestadt.
_MOST_WORDS = 4
# What stands behind a place in its full name and in no domain: Frankfurt am Main.
_WATERS = frozenset("am an bei im in ob upon".split())
# Of the ways to write a place, so much is the usual one's; our judgement.
_USUAL = 0.8


def by_custom(name: CompanyName) -> dict[str, float]:
    """Domains with their shares by custom; empty where the name is of none whose custom is known.

    >>> from emailguess.companies.names import parse
    >>> by_custom(parse("Gemeente Nergenshuizen")), by_custom(parse("Blue Widget Networks"))
    ({'nergenshuizen.nl': 0.85}, {})
    """
    custom, start, end = _form(name.words)
    if not custom or name.legal or end - start > _MOST_WORDS:
        return {}
    words, german = name.words[start:end], (name.german or name.words)[start:end]
    country, _, form = custom.partition("/")
    if name.told:
        country = name.countries[0]
    elif not country:
        country = _country("".join(words), form)
    initials = "".join([word[0] for word in words])
    shares: dict[str, float] = {}
    for template in COUNCIL_CUSTOMS.get(f"{country}/{form}", ()):
        domain, _, percent = template.partition("=")
        for place, share in _places(words, german, country):
            found = domain.replace("{p}", place).replace("{i}", initials)
            shares[found] = shares.get(found, 0.0) + share * int(percent) / 100
    return shares


def _form(words: Sequence[str]) -> tuple[str, int, int]:
    """The custom that a name's first or last words tell, and where its place begins and ends."""
    for size in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        if custom := COUNCIL_FORMS.get("-".join(words[:size])):
            return custom, size, len(words)
        if custom := COUNCIL_FORMS.get("-" + "-".join(words[-size:])):
            return custom, 0, len(words) - size
    return "", 0, 0


def _places(words: Sequence[str], german: Sequence[str], country: str) -> Iterator[tuple[str, float]]:
    """The ways to write a place in a domain, with their shares."""
    kept = list(words if country != "de" else german)
    water = next((i for i, word in enumerate(kept) if i and word in _WATERS), 0)
    if water and country != "uk":
        kept = kept[:water]
    if country in ("se", "fi", "no", "dk"):
        kept = [_nominative(word, country) for word in kept]
    silent = STOP_WORDS if country in ("uk", "ie", "nz", "us", "ca") else ()
    kept = [word for word in kept if word not in silent] or kept
    joined, parted = "".join(kept).replace("-", ""), "-".join(kept)
    if joined == parted:
        yield joined, 1.0
    elif country in ("de", "fr"):
        yield parted, _USUAL
        yield joined, 1 - _USUAL
    else:
        yield joined, _USUAL
        yield parted, 1 - _USUAL


def _nominative(word: str, country: str) -> str:
    """The name of a place that stands in the genitive before its kind: Stockholms stad, Tampereen kaupunki."""
    if country == "fi":
        return SCHOOL_WORDS.get(word, word[:-1] if word.endswith("n") else word)
    if country == "se":
        return word[:-1] if word.endswith("s") and len(word) > 4 else word
    return word


def _country(place: str, form: str) -> str:
    """Where a place with an English form of name is; empty where that is not known."""
    county = "shire" in place[-5:] and len(place) > 5
    if form in ("countycouncil", "district", "citycouncil"):
        if county:
            return "uk"
        if place in ENGLISH_COUNTIES and form != "district":
            return ENGLISH_COUNTIES[place]
    found = _gazetteer().get(place, "")
    if form == "countycouncil":
        return "uk" if found in ("", "uk") else found
    return found


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in zlib.decompress(shipped.load("places.bin")).decode("ascii").split("\n"):
        country, *names = line.split(" ")
        found |= dict.fromkeys(names, country)
    return found
