"""Domains of companies that are known by name, read from a packed table when a company is first asked for.

A name is found as it is, by its words in another order, language or length, or by its initials where one company alone
has them. The table holds organisations' names and domains, and nobody's.

Start reading at `listed`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from emailguess import data as shipped
from emailguess.data.company_words import GENERIC, SAME_WORDS, STOP_WORDS
from emailguess.data.institution_words import COUNCIL_WORDS, SCHOOLS
from emailguess.data.known_organisations import ORGANISATIONS
from emailguess.errors import EmailGuessError

__all__ = ["Listed", "core_of", "initials_of", "listed", "packed"]

FORMAT = "companies-1"
# Initials of fewer words are words, or anybody's.
_LEAST_INITIALS = 3
# Probability that the company found is the one meant. Of 30 companies whose own words one other entry of the table
# shares, 26 share a domain with it (`python -m emailguess.fit.listed_companies` counts); the others are our judgement:
# nothing counts how often two companies have one name, or one set of initials.
TRUST = {"name": 0.95, "words": 0.9, "core": 26 / 30, "initials": 0.5, "written out": 0.3}


class Listed(NamedTuple):
    """What the table has for a name."""

    domains: Mapping[str, int]
    """People seen at each domain."""
    trust: float
    """Probability that this is the company meant."""


class _Table(NamedTuple):
    names: dict[str, str]
    """The line of a company, by its key."""
    words: dict[str, str]
    """Its key by its words in one language and any order; empty where several share them."""
    cores: dict[str, str]
    initials: dict[str, str]
    by_hand: frozenset[str]
    """Keys of the list kept by hand: so many abbreviations that others have them, too."""


def listed(key: str) -> Listed | None:
    """What is listed for a company's key (`company_key`); None where nothing is."""
    table = _table()
    if key in table.names:
        return Listed(_domains(table.names[key]), TRUST["name"])
    short = initials_of(key)
    same = _same(key)
    for rule, found in (
        ("words", table.words.get(" ".join(sorted(same)))),
        ("core", table.cores.get(_core(same))),
        ("initials", table.initials.get(key)),
        ("written out", short if short in table.names and short not in table.by_hand else None),
    ):
        if found:
            return Listed(_domains(table.names[found]), TRUST[rule])
    return None


def _same(key: str) -> list[str]:
    return [SAME_WORDS.get(word, word) for word in key.replace("-", " ").split() if word not in STOP_WORDS]


def _words_of(key: str) -> str:
    return " ".join(sorted(_same(key)))


def core_of(key: str) -> str:
    """The words of a name that are its own: without Technologies, Group, Networks.

    >>> core_of("zorblat networks"), core_of("networks group")
    ('zorblat', 'group network')
    """
    return _core(_same(key))


# What tells one organisation from another of the same place: Georgia Tech is not the University of Georgia.
_INSTITUTIONS = (
    SCHOOLS
    | COUNCIL_WORDS
    | frozenset("association clinic council foundation hospital institute institution school society".split())
)
# Kinds of company in the one language they are compared in, and others that a name is known without.
_KINDS = (GENERIC | frozenset(SAME_WORDS.values())) - _INSTITUTIONS


def _core(words: list[str]) -> str:
    own = [word for word in words if word not in _KINDS]
    return " ".join(sorted(own or words))


def initials_of(key: str) -> str:
    """First letters of a name of three words or more; empty for a shorter one.

    >>> initials_of("blue widget machines"), initials_of("blue widget")
    ('bwm', '')
    """
    words = [word for word in key.replace("-", " ").split() if word not in STOP_WORDS]
    return "".join(word[0] for word in words) if len(words) >= _LEAST_INITIALS else ""


def _domains(line: str) -> dict[str, int]:
    found = {}
    for item in line.split():
        domain, _, people = item.partition(":")
        found[domain] = int(people)
    return found


def packed(table: Mapping[str, Mapping[str, int]]) -> bytes:
    """The table as it ships; equal tables give equal bytes."""
    lines = [
        f"{key}\t" + " ".join(f"{d}:{n}" for d, n in sorted(domains.items(), key=lambda item: (-item[1], item[0])))
        for key, domains in sorted(table.items())
    ]
    return zlib.compress("\n".join([FORMAT, *lines]).encode("ascii"), 9)


@lru_cache(maxsize=1)
def _table() -> _Table:
    head, *lines = zlib.decompress(shipped.load("listed_companies.bin")).decode("ascii").split("\n")
    if head != FORMAT:
        raise EmailGuessError(f"the table of companies is {head!r}, not {FORMAT!r}: reinstall emailguess")
    names = dict(line.split("\t") for line in lines)
    by_hand = {
        key: f"{domain}:1"
        for domain, _, keys in (entry.partition(": ") for entry in ORGANISATIONS)
        for key in keys.split("; ")
    }
    names |= by_hand
    return _Table(
        names,
        _only({key: _words_of(key) for key in names}, names),
        _only({key: core_of(key) for key in names}, names),
        _only({key: initials_of(key) for key in names if _INSTITUTIONS.isdisjoint(key.split())}, names),
        frozenset(by_hand),
    )


def _only(ways: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The company of each way to write one; none where companies with other domains share it."""
    found: dict[str, str] = {}
    for key, way in ways.items():
        if not way:
            continue
        other = found.get(way)
        if other is None:
            found[way] = key
        elif other and _first(names[other]) != _first(names[key]):
            found[way] = ""
    return found


def _first(line: str) -> str:
    return line.partition(":")[0]
