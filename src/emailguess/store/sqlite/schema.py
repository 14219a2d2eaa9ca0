"""The tables of a store on disk, and the way from one version of them to the next.

Migrations go forward only, each in one transaction; a store from a newer emailguess is refused, not guessed at.

Whatever is kept a million times is a number or packed bytes (`packing`): signatures and sorts of evidence stand in
tables of their own, and a domain's counts are one row. No table has a column for a name or a local part.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Mapping
from zlib import crc32

from emailguess.errors import StoreError
from emailguess.store.digests import SECRET_BYTES
from emailguess.store.people import this_month
from emailguess.store.sqlite import lookups, withheld
from emailguess.store.sqlite.codec import Damaged, mark, unpacked_counts

__all__ = [
    "APPLICATION_ID",
    "KEEP_MONTHS",
    "MIGRATIONS",
    "SEALED",
    "migrate",
    "read_meta",
    "rostered",
    "schema_of",
    "seal",
    "write_meta",
]

APPLICATION_ID = 0x45475331
"""`EGS1` in the file's header, by which `file` and we tell a store from any other SQLite file."""

KEEP_MONTHS = 36
"""Default age limit: the three years that the CNIL's reference framework for commercial activities recommends for data
of prospects; a company's convention that still holds has been seen again by then."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL, mark INTEGER NOT NULL) WITHOUT ROWID;
-- What a piece of evidence can mean, as JSON.
CREATE TABLE signatures (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL UNIQUE, mark INTEGER NOT NULL);
-- One sort of evidence; a number is never used again, so that other processes may remember it.
CREATE TABLE seens (
    id INTEGER PRIMARY KEY AUTOINCREMENT, signature INTEGER NOT NULL, kind TEXT NOT NULL, month INTEGER NOT NULL,
    tenths INTEGER NOT NULL, mark INTEGER NOT NULL, UNIQUE (signature, kind, month, tenths)
);
-- What was learned here. oldest: no evidence in the row or of the domain's people is from before that month.
CREATE TABLE domains (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, registered TEXT NOT NULL, oldest INTEGER NOT NULL,
    counts BLOB NOT NULL
);
CREATE INDEX domains_registered ON domains (registered);
CREATE INDEX domains_oldest ON domains (oldest);
-- By whom something was learned, as keyed digests.
CREATE TABLE people (domain INTEGER NOT NULL, person BLOB NOT NULL, facts BLOB NOT NULL, PRIMARY KEY (domain, person))
    WITHOUT ROWID;
-- What other stores learned.
CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT, store TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    mark INTEGER NOT NULL);
CREATE TABLE merged (
    domain TEXT NOT NULL, part INTEGER NOT NULL, registered TEXT NOT NULL, oldest INTEGER NOT NULL,
    counts BLOB NOT NULL, PRIMARY KEY (domain, part)
) WITHOUT ROWID;
CREATE INDEX merged_part ON merged (part);
CREATE INDEX merged_registered ON merged (registered);
CREATE INDEX merged_oldest ON merged (oldest);
-- Part 0 is this store itself.
CREATE TABLE companies (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, domain TEXT NOT NULL, part INTEGER NOT NULL,
    number INTEGER NOT NULL, mark INTEGER NOT NULL, UNIQUE (key, domain, part)
);
CREATE INDEX companies_domain ON companies (domain);
CREATE TABLE aliases (
    one TEXT NOT NULL, other TEXT NOT NULL, part INTEGER NOT NULL, mark INTEGER NOT NULL, PRIMARY KEY (one, other, part)
) WITHOUT ROWID;
CREATE INDEX aliases_other ON aliases (other);
CREATE TABLE suppressed (digest BLOB PRIMARY KEY, mark INTEGER NOT NULL) WITHOUT ROWID;
"""

_CHECKED = """
-- persons: how many people of the domain are in their table; roster: the sum of their digests' checksums; pieces: the
-- sum of the counts. All with a mark over the row, so that a row that is lost or changed is noticed when it is read.
ALTER TABLE domains ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN persons INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN roster INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE merged ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;
-- Of thousands of domains under one name those with the most evidence are found at once.
DROP INDEX domains_registered;
DROP INDEX merged_registered;
CREATE INDEX domains_named ON domains (registered, pieces);
CREATE INDEX merged_named ON merged (registered, pieces);
-- Sorts of evidence that lost a use; whether they have others is looked up when somebody is forgotten.
CREATE TABLE stale (seen INTEGER PRIMARY KEY);
-- The do-not-contact list in groups (`withheld`).
CREATE TABLE withheld (id INTEGER PRIMARY KEY, digests BLOB NOT NULL);
"""

_DATED = """
-- dating: how the month is known (`observations`); 0 where an older version did not note it. No number is used again.
CREATE TABLE sorts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, signature INTEGER NOT NULL, kind TEXT NOT NULL, month INTEGER NOT NULL,
    tenths INTEGER NOT NULL, dating INTEGER NOT NULL, mark INTEGER NOT NULL,
    UNIQUE (signature, kind, month, tenths, dating)
);
INSERT OR IGNORE INTO sorts SELECT id, signature, kind, month, tenths, 0, mark FROM seens;
DELETE FROM sqlite_sequence WHERE name = 'sorts';
INSERT INTO sqlite_sequence SELECT 'sorts', seq FROM sqlite_sequence WHERE name = 'seens';
DROP TABLE seens;
ALTER TABLE sorts RENAME TO seens;
"""

MIGRATIONS: list[str] = [_TABLES, _CHECKED, _DATED, lookups.CROSSED]
"""What leads from each version to the next; the first makes version 1 of an empty file. Only ever append."""


def schema_of(db: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty file. Raises `StoreError` for a file that is no store of ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application == APPLICATION_ID:
        return int(version)
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application or version or tables:
        raise StoreError("the file is another program's database, not a store of emailguess; pass another path")
    return 0


def migrate(db: sqlite3.Connection) -> None:
    """Bring the tables to this version; the caller holds the transaction."""
    version = schema_of(db)
    if version > len(MIGRATIONS):
        raise StoreError(
            f"the store was written by a newer emailguess (schema {version}; this one reads up to {len(MIGRATIONS)}): "
            "update emailguess"
        )
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        for statement in _statements(script):
            db.execute(statement)
        if number in _FILLED:
            _FILLED[number](db)
    if version == 0:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        new = {"store": os.urandom(16).hex(), "secret": os.urandom(SECRET_BYTES), "version": 0}
        write_meta(db, {**new, "since": 0, "keep_months": KEEP_MONTHS, "epoch": 0, "clock": this_month()})
    if version < len(MIGRATIONS):
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _checked(db: sqlite3.Connection) -> None:
    """Fill what version 2 added. A row that is damaged already stays so, and `check` tells of it."""
    for number, name, blob in db.execute("SELECT id, name, counts FROM domains").fetchall():
        people = [person for (person,) in db.execute("SELECT person FROM people WHERE domain = ?", (number,))]
        tallies = _pieces(name, blob), len(people), rostered(people)
        db.execute("UPDATE domains SET pieces = ?, persons = ?, roster = ? WHERE id = ?", (*tallies, number))
        seal(db, number)
    for name, part, blob in db.execute("SELECT domain, part, counts FROM merged").fetchall():
        db.execute("UPDATE merged SET pieces = ? WHERE domain = ? AND part = ?", (_pieces(name, blob), name, part))
    withheld.begin(db)
    withheld.add(db, [digest for (digest,) in db.execute("SELECT digest FROM suppressed") if isinstance(digest, bytes)])
    db.execute("DROP TABLE suppressed")
    # A clock that was wrong may have moved the limit; no evidence is from after the last month that anything was seen.
    month = this_month()
    (seen,) = db.execute("SELECT max(month) FROM seens WHERE month <= ?", (month + 1,)).fetchone()
    clock = min(month, seen or month)
    (since,) = db.execute("SELECT value FROM meta WHERE key = 'since'").fetchone() or (0,)
    write_meta(db, {"clock": clock, "since": int(since) if int(since) <= clock else 0})


def _pieces(name: str, blob: bytes) -> int:
    try:
        return sum(unpacked_counts(name, blob).values())
    except Damaged:
        return 0


def _dated(db: sqlite3.Connection) -> None:
    """Make what was exported before older than what is now: merged into one store, both would count."""
    row = db.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    if row and row[0]:
        write_meta(db, {"version": max(int(row[0]) + 1, time.time_ns() // 1_000_000)})


_FILLED = {2: _checked, 3: _dated}


def rostered(people: Iterable[bytes]) -> int:
    """The sum by which it is noticed that somebody's row is lost or is another's; raises `Damaged`."""
    try:
        return sum(map(crc32, people)) & 0xFFFFFFFF
    except TypeError as error:  # a damaged page may hold something else than digests
        raise Damaged from error


def seal(db: sqlite3.Connection, number: int) -> None:
    """Mark a domain's row as it is now."""
    row = db.execute(f"SELECT {SEALED} FROM domains WHERE id = ?", (number,)).fetchone()  # noqa: S608 -- names from here
    db.execute("UPDATE domains SET mark = ? WHERE id = ?", (mark(*row), number))


SEALED = "id, name, registered, oldest, pieces, persons, roster"
"""What a domain's mark is over; its counts have a checksum of their own."""


def _statements(script: str) -> list[str]:
    """Split a script: `executescript` would commit what the caller holds open."""
    plain = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement for statement in plain.split(";") if statement.strip()]


def read_meta(db: sqlite3.Connection) -> dict[str, object]:
    """All settings; raises `Damaged`, also where one is missing."""
    found: dict[str, object] = {}
    for key, value, checksum in db.execute("SELECT key, value, mark FROM meta"):
        if mark(key, value) != checksum:
            raise Damaged
        found[key] = value
    if not _SETTINGS <= found.keys() or not ("secret" in found or {"salt", "verifier"} <= found.keys()):
        raise Damaged
    return found


_SETTINGS = frozenset("store version since keep_months epoch clock".split())


def write_meta(db: sqlite3.Connection, values: Mapping[str, object]) -> None:
    """Change some settings."""
    db.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?, ?)",
        [(key, value, mark(key, value)) for key, value in values.items()],
    )
