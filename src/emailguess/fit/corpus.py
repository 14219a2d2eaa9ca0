"""Reading a corpus: a table of names and addresses gives people grouped by domain.

It keeps people in memory only; what leaves this package are aggregates.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from emailguess.addresses.parser import Domain, domain
from emailguess.errors import EmailGuessError, shown
from emailguess.model.prior import domain_features

__all__ = ["Person", "by_domain", "common_words", "ordinary", "read_companies", "read_corpus"]

# Anything seen for fewer people or domains than this could point to a person, and is dropped.
LEAST_PEOPLE, LEAST_DOMAINS = 5, 3


class Person(NamedTuple):
    """One row of a corpus."""

    name: str
    local: str
    domain: Domain
    source: str = ""
    year: int = 0
    """When the address was last seen in use; 0 where the corpus does not tell."""


def read_corpus(path: Path) -> list[Person]:
    """Read a TSV with the columns `name` and `email`; `source` and `last_year` are kept, other columns are ignored.

    - `path`: the file, in UTF-8

    Rows whose address cannot be read are skipped. Raises `EmailGuessError` where a column is missing.
    """
    people: list[Person] = []
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = {"name", "email"} - set(rows.fieldnames or ())
        if missing:
            raise EmailGuessError(
                f"{path} lacks the column {', '.join(sorted(missing))}; found {shown(rows.fieldnames)}"
            )
        for row in rows:
            local, at, host = (row["email"] or "").strip().lower().rpartition("@")
            if not at or not local or not row["name"]:
                continue
            try:
                where = domain(host)
            except EmailGuessError:
                continue
            people.append(Person(row["name"], local, where, row.get("source") or "", _year(row.get("last_year"))))
    if not people:
        raise EmailGuessError(f"{path} has no row with a name and an address")
    return people


def read_companies(path: Path) -> dict[str, set[str]]:
    """Read a TSV with the columns `company` and `domain`: the domains of each company.

    - `path`: the file, in UTF-8

    Raises `EmailGuessError` where a column is missing.
    """
    companies: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"company", "domain"} <= set(rows.fieldnames or ()):
            raise EmailGuessError(f"{path} lacks the columns company and domain; found {shown(rows.fieldnames)}")
        for row in rows:
            companies[row["company"]].add((row["domain"] or "").strip().lower())
    return companies


def _year(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) == 4 else 0


def by_domain(people: Iterable[Person]) -> Mapping[str, list[Person]]:
    """Group people by the domain of their address."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[person.domain.name].append(person)
    return groups


# What recruiters ask for: people of the trades, at companies that are no giants.
_TRADES = frozenset({"software", "business"})
_GIANT = 200


def ordinary(group: Sequence[Person]) -> bool:
    """Whether the people of one domain are of an ordinary company: software or business, fewer than 200, commercial.

    A suffix is commercial where it is none of schools, governments, the military, associations and networks.
    """
    trades = sum(p.source in _TRADES for p in group)
    features = domain_features(group[0].domain)
    special = any(f.startswith("sector:") or f == "word:uni" for f in features)
    return 2 * trades > len(group) and len(group) < _GIANT and not special


def common_words(people: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count words given as (word, domain); those seen too seldom to be nobody's in particular are dropped."""
    number: dict[str, int] = defaultdict(int)
    domains: dict[str, set[str]] = defaultdict(set)
    for word, where in people:
        number[word] += 1
        if len(domains[word]) < LEAST_DOMAINS:
            domains[word].add(where)
    return {w: n for w, n in sorted(number.items()) if n >= LEAST_PEOPLE and len(domains[w]) >= LEAST_DOMAINS}
