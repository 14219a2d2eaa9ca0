"""The plain tables of a store on disk: companies with their domains, domains that belong together, who is suppressed.

Functions on an open transaction; counts and people are for `sheet`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from emailguess.store.sqlite.codec import Damaged, mark

__all__ = ["OWN", "add_alias", "aliases", "company", "count_company", "suppressed_among"]

OWN = 0
"""The part that is this store itself."""
_CHUNK = 500


def company(db: sqlite3.Connection, key: str) -> Mapping[str, int]:
    """The domains a company was seen with, by anyone, and how often; raises `Damaged`."""
    whole: dict[str, int] = {}
    rows = db.execute("SELECT domain, part, number, mark FROM companies WHERE key = ?", (key,)).fetchall()
    for domain, part, number, checksum in rows:
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
    number = (row[1] if row else 0) + change
    if number < 0:
        raise Damaged
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
        for one, other, part, checksum in db.execute("SELECT * FROM aliases WHERE one = ? OR other = ?", (name, name)):
            if mark(one, other, part) != checksum:
                raise Damaged
            fresh += {one, other} - family
            family |= {one, other}
    return frozenset(family - {domain})


def add_alias(db: sqlite3.Connection, one: str, other: str) -> None:
    """Declare that two domains belong to the same company."""
    first, second = sorted((one, other))
    db.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?)", (first, second, OWN, mark(first, second, OWN)))


def suppressed_among(db: sqlite3.Connection, digests: Iterable[bytes]) -> set[bytes]:
    """Those of some digests that are on the do-not-contact list."""
    asked, found = list(digests), set()
    for start in range(0, len(asked), _CHUNK):
        some = asked[start : start + _CHUNK]
        query = f"SELECT digest FROM suppressed WHERE digest IN ({','.join('?' * len(some))})"  # noqa: S608 -- marks
        found |= {digest for (digest,) in db.execute(query, some)}
    return found
