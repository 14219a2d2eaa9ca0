"""The plain tables of a store on disk: companies with their domains, and domains that belong together.

Functions on an open transaction; counts and people are for `domain_row`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from emailguess.store.imported import families
from emailguess.store.sqlite import lookups
from emailguess.store.sqlite.codec import Damaged, mark, unpacked_counts

__all__ = ["OWN", "add_alias", "aliases", "check_families", "company", "count_company", "loosen"]

OWN = 0
"""The part that is this store itself."""


def company(db: sqlite3.Connection, key: str) -> Mapping[str, int]:
    """The domains a company was seen with, by anyone, and how often; raises `Damaged`."""
    whole: dict[str, int] = {}
    for domain, part, number, checksum in lookups.companies(db, key):
        if mark(key, domain, part, number) != checksum:
            raise Damaged
        if number:
            whole[domain] = whole.get(domain, 0) + number
    return whole


def count_company(db: sqlite3.Connection, key: str, domain: str, change: int) -> int:
    """Note that this store saw a company with a domain so many times more, or fewer; the row's number."""
    row = db.execute(
        "SELECT id, number FROM companies WHERE key = ? AND domain = ? AND part = ?", (key, domain, OWN)
    ).fetchone()
    number = max(0, (row[1] if row else 0) + change)
    checksum = mark(key, domain, OWN, number)
    if row is None:
        values = (key, domain, OWN, number, checksum)
        return int(db.execute("INSERT INTO companies VALUES (NULL, ?, ?, ?, ?, ?)", values).lastrowid or 0)
    # A row that counts nobody stays until the next sweep: a fact that does not count may still name it.
    db.execute("UPDATE companies SET number = ?, mark = ? WHERE id = ?", (number, checksum, row[0]))
    return int(row[0])


def aliases(db: sqlite3.Connection, domain: str) -> frozenset[str]:
    """The other domains that lead to this one, by one declaration or several; raises `Damaged`."""
    family, fresh = {domain}, [domain]
    while fresh:
        name = fresh.pop()
        for one, other, part, checksum in lookups.aliases(db, name):
            if mark(one, other, part) != checksum:
                raise Damaged
            fresh += {one, other} - family
            family |= {one, other}
    return frozenset(family - {domain})


def add_alias(db: sqlite3.Connection, one: str, other: str) -> None:
    """Declare that two domains belong to the same company. Raises `StoreError` where too many would."""
    first, second = sorted((one, other))
    declared = [(domain, alias) for domain in (one, other) for alias in aliases(db, domain)]
    families([*declared, (first, second)])
    db.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?)", (first, second, OWN, mark(first, second, OWN)))


def check_families(db: sqlite3.Connection) -> None:
    """Raise `StoreError` where more domains belong together than any company has."""
    families(db.execute("SELECT one, other FROM aliases").fetchall())


def loosen(db: sqlite3.Connection, query: str, *values: object) -> None:
    """Note that rows of counts go: what they count may have lost its last use."""
    for domain, blob in db.execute(query, values).fetchall():
        try:
            numbers = unpacked_counts(domain, blob)
        except Damaged:
            continue
        db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(number,) for number in numbers])
