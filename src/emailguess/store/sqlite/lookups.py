"""Looking up twice: what one index does not find and another does is damaged, not missing.

A changed byte in a page of an index hides rows, and SQLite then answers that there are none. Opening compares the
indexes of a small file as a whole; of a large one each answer is held against a second index. Two pages of two indexes
are not hit by one fault.

Functions on an open transaction; each raises `Damaged`. Start reading at `counts`.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from emailguess.addresses.related import registered_name
from emailguess.store.sqlite.codec import Damaged

__all__ = [
    "CROSSED",
    "aliases",
    "companies",
    "counts",
    "domain",
    "domains",
    "hidden",
    "merged",
    "named",
    "orphaned",
    "own",
]

CROSSED = """
-- Each finds what another index finds (`lookups`).
CREATE INDEX domains_twice ON domains (registered, name);
CREATE INDEX merged_twice ON merged (registered, domain);
CREATE INDEX companies_twice ON companies (key);
CREATE INDEX aliases_one ON aliases (one);
CREATE INDEX aliases_turned ON aliases (other, one);
"""


def domain(db: sqlite3.Connection, columns: str, name: str) -> Any:
    """A domain's row; None where there is none."""
    if not isinstance(name, str):  # in a damaged page anything may stand there
        raise Damaged
    row = db.execute(f"SELECT {columns} FROM domains WHERE name = ?", (name,)).fetchone()  # noqa: S608 -- columns
    if row is None and _number(
        db, "domains INDEXED BY domains_twice WHERE registered = ? AND name = ?", registered_name(name), name
    ):
        raise Damaged
    return row


def counts(db: sqlite3.Connection, name: str) -> list[bytes]:
    """The packed counts of a domain: learned here, if any, and of each part that was merged."""
    row = domain(db, "counts", name)
    others = db.execute("SELECT counts FROM merged WHERE domain = ?", (name,)).fetchall()
    where = "merged INDEXED BY merged_twice WHERE registered = ? AND domain = ?"
    if len(others) != _number(db, where, registered_name(name), name):
        raise Damaged
    return [blob for (blob,) in ([row] if row else []) + others]


def domains(db: sqlite3.Connection) -> list[str]:
    """Every domain of which there are counts, in order."""
    whole: set[str] = set()
    for table, column in (("domains", "name"), ("merged", "domain")):
        # The conditions hold for every row; without one SQLite takes any index.
        first = f"{table} INDEXED BY sqlite_autoindex_{table}_1 WHERE {column} >= ''"
        rows = _named(db.execute(f"SELECT {column} FROM {first}").fetchall())  # noqa: S608 -- from above
        twice = f"{table} INDEXED BY {table}_twice WHERE registered >= ''"
        again = db.execute(f"SELECT {column} FROM {twice}").fetchall()  # noqa: S608 -- from above
        if [name for name, *_ in rows] != [name for name, *_ in _named(again)]:
            raise Damaged
        whole |= {name for name, *_ in rows}
    return sorted(whole)


def own(db: sqlite3.Connection) -> tuple[list[tuple[str, bytes]], set[str]]:
    """The packed counts of all domains learned here, by name; and the names of those that are not found."""
    rows, lost = _readable(db, "SELECT name, counts FROM domains NOT INDEXED")
    told, more = _readable(db, "SELECT name FROM domains INDEXED BY domains_twice WHERE registered >= ''")
    return rows, lost | more | {name for name, *_ in told} ^ {name for name, *_ in rows}


def merged(db: sqlite3.Connection, part: int) -> tuple[list[tuple[str, bytes]], set[str]]:
    """The packed counts of one part that was merged, by name; and what of it is not found."""
    return _readable(db, "SELECT domain, counts FROM merged WHERE part = ?", part)


def hidden(db: sqlite3.Connection) -> set[str]:
    """The domains of which `merged` would not find all that was merged."""
    if _number(db, "merged NOT INDEXED") == _number(db, "merged INDEXED BY merged_part WHERE part >= 0"):
        return set()
    rows, lost = _readable(db, "SELECT domain, part FROM merged NOT INDEXED")
    told, more = _readable(db, "SELECT domain, part FROM merged INDEXED BY merged_part WHERE part >= 0")
    return lost | more | {name for name, _ in set(rows) ^ set(told)}


_ORPHANED = {
    "merged": "coalesce(part NOT IN (SELECT id FROM parts), 1)",
    "companies": "coalesce(part NOT IN (SELECT 0 UNION ALL SELECT id FROM parts), 1)",
    "aliases": "coalesce(part NOT IN (SELECT 0 UNION ALL SELECT id FROM parts), 1)",
}
"""By table, which rows belong to no part that is held, as where the part's own row lost its number; 0 is this store."""


def orphaned(db: sqlite3.Connection, *, drop: bool = False) -> dict[str, int]:
    """How many rows of which tables belong to nobody, if any do; with `drop` they are taken out."""
    what = "DELETE" if drop else "SELECT count(*)"
    found = {}
    for table, where in _ORPHANED.items():
        done = db.execute(f"{what} FROM {table} WHERE {where}")
        number = done.rowcount if drop else done.fetchone()[0]
        if number:
            found[table] = int(number)
    return found


UNREADABLE = "what cannot be read"
"""Stands for domains whose names are damaged, too."""


def _readable(db: sqlite3.Connection, query: str, *values: object) -> tuple[list[Any], set[str]]:
    """Rows in order of the names they begin with, as far as they can be read; and a word for the others."""
    found: list[Any] = []
    lost: set[str] = set()
    try:
        for row in db.execute(query, values):
            found.append(row)  # noqa: PERF402 -- what was read before a damaged page counts
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        lost.add(UNREADABLE)
    rows = [row for row in found if isinstance(row[0], str)]
    if len(rows) < len(found):
        lost.add(UNREADABLE)
    return sorted(rows, key=_name), lost


def named(db: sqlite3.Connection, name: str, most: int) -> tuple[str, ...]:
    """The domains registered under a name of which most is known, at most so many."""
    query = """
        SELECT name, sum(pieces) FROM (
            SELECT * FROM (SELECT name, pieces FROM domains INDEXED BY domains_named
                WHERE registered = ? ORDER BY pieces DESC LIMIT ?)
            UNION ALL
            SELECT * FROM (SELECT domain, pieces FROM merged INDEXED BY merged_named
                WHERE registered = ? ORDER BY pieces DESC LIMIT ?)
        ) GROUP BY name ORDER BY 2 DESC, name LIMIT ?
    """
    hosts = tuple(host for host, _ in db.execute(query, (name, most, name, most, most)))
    unknown = set(hosts)
    for table, column in (("domains", "name"), ("merged", "domain")):
        twice = f"{table} INDEXED BY {table}_twice WHERE registered = ?"
        if _number(db, f"{table} INDEXED BY {table}_named WHERE registered = ?", name) != _number(db, twice, name):
            raise Damaged
        unknown.difference_update(host for (host,) in db.execute(f"SELECT {column} FROM {twice}", (name,)))  # noqa: S608
    if unknown:
        raise Damaged
    return hosts


def companies(db: sqlite3.Connection, key: str) -> list[tuple[str, int, int, int]]:
    """Where a company was seen, by whom and how often, with the rows' marks."""
    # That of the table's own rule, which SQLite would not choose.
    where = "companies INDEXED BY sqlite_autoindex_companies_1 WHERE key = ?"
    rows = db.execute(f"SELECT domain, part, number, mark FROM {where}", (key,)).fetchall()  # noqa: S608 -- from above
    if len(rows) != _number(db, "companies INDEXED BY companies_twice WHERE key = ?", key):
        raise Damaged
    return rows


def aliases(db: sqlite3.Connection, name: str) -> list[tuple[str, str, int, int]]:
    """The rows that declare a domain to belong with another."""
    where = "aliases INDEXED BY sqlite_autoindex_aliases_1 WHERE one = ?"
    rows = db.execute(f"SELECT * FROM {where}", (name,)).fetchall()  # noqa: S608 -- from above
    turned = db.execute("SELECT * FROM aliases INDEXED BY aliases_other WHERE other = ?", (name,)).fetchall()
    if len(rows) != _number(db, "aliases INDEXED BY aliases_one WHERE one = ?", name):
        raise Damaged
    if len(turned) != _number(db, "aliases INDEXED BY aliases_turned WHERE other = ?", name):
        raise Damaged
    return rows + turned


def _named(rows: list[Any]) -> list[Any]:
    """Rows in order of the names they begin with; a damaged page may hold no text there."""
    if not all(isinstance(row[0], str) for row in rows):
        raise Damaged
    return sorted(rows, key=_name)


def _name(row: Any) -> str:
    return str(row[0])


def _number(db: sqlite3.Connection, where: str, *values: object) -> int:
    return int(db.execute(f"SELECT count(*) FROM {where}", values).fetchone()[0])  # noqa: S608 -- conditions from above
