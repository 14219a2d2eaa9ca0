"""Taking people and companies out of the tables, with all that only they left there.

Functions on an open transaction; that nothing of it stays in the file is for `erasing`.

Start reading at `forget`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from emailguess.store.people import NO_FACTS, standing
from emailguess.store.sqlite import lookups
from emailguess.store.sqlite.codec import Damaged, packed_number, unpacked_counts, unpacked_facts
from emailguess.store.sqlite.domain_row import Sheet
from emailguess.store.sqlite.mending import indexed_anew, mend_for
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import write_meta
from emailguess.store.sqlite.tables import OWN, loosen

__all__ = ["drop_unused", "forget", "forget_domain", "used"]

# Up to so many sorts of evidence SQLite searches the rows for each; for more all rows are read once.
_SEARCHED = 16


def forget(
    db: sqlite3.Connection, ledger: Ledger, domain: str, person: bytes, *, flawed: bool
) -> tuple[int, list[bytes]]:
    """Take one person out; how many pieces were known, and what must not be in the file any more.

    Whatever is damaged, nothing of the person stays: what cannot be read of the domain is dropped first then.
    """
    db.execute("SAVEPOINT whole")
    try:
        if flawed:
            raise Damaged
        return _take_out(db, ledger, domain, person)
    except Damaged:
        db.execute("ROLLBACK TO whole")
        lost = mend_for(db, ledger, domain, person)
        pieces, gone = _take_out(db, ledger, domain, person)
        return pieces or lost, gone or ([person] if lost else [])


def _take_out(db: sqlite3.Connection, ledger: Ledger, domain: str, person: bytes) -> tuple[int, list[bytes]]:
    sheet = Sheet(db, ledger, domain)
    facts = sheet.facts(person)
    if facts:
        sheet.replace(person, facts, NO_FACTS)
        sheet.write()
    else:
        sheet.verify()
        return 0, []
    return len(standing(facts)), [person, *(pattern.encode() for pattern in sheet.closed), *_drop_idle(db, domain)]


def forget_domain(db: sqlite3.Connection, domain: str) -> tuple[int, list[bytes]]:
    """Take out everything about a domain; how many pieces went, and what must not be in the file any more."""
    try:
        lookups.counts(db, domain)
    except Damaged:
        indexed_anew(db)  # what an index hides would stay
    (pieces,) = db.execute(
        "SELECT (SELECT coalesce(sum(pieces), 0) FROM domains WHERE name = ?) "
        "+ (SELECT coalesce(sum(pieces), 0) FROM merged WHERE domain = ?)",
        (domain, domain),
    ).fetchone()
    loosen(
        db,
        "SELECT name, counts FROM domains WHERE name = ? UNION ALL SELECT domain, counts FROM merged WHERE domain = ?",
        domain,
        domain,
    )
    here = "domain = (SELECT id FROM domains WHERE name = ?)"
    gone = [domain.encode()]
    for person, blob in db.execute(f"SELECT person, facts FROM people WHERE {here}", (domain,)).fetchall():  # noqa: S608
        gone.append(person)
        with suppress(Damaged):
            stale = [(row.seen,) for row in unpacked_facts(person, blob)]
            db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", stale)
    db.execute(f"DELETE FROM people WHERE {here}", (domain,))  # noqa: S608 -- a condition from above
    db.execute("DELETE FROM domains WHERE name = ?", (domain,))
    db.execute("DELETE FROM merged WHERE domain = ?", (domain,))
    db.execute("DELETE FROM companies WHERE domain = ?", (domain,))
    db.execute("DELETE FROM aliases WHERE one = ? OR other = ?", (domain, domain))
    return pieces, gone


def _drop_idle(db: sqlite3.Connection, domain: str) -> list[bytes]:
    """Take out companies seen with a domain that nobody there names any more; their keys."""
    idle = db.execute(
        "SELECT id, key FROM companies WHERE domain = ? AND part = ? AND number = 0", (domain, OWN)
    ).fetchall()
    told: set[int] = set()
    if idle:
        query = "SELECT person, facts FROM people WHERE domain = (SELECT id FROM domains WHERE name = ?)"
        for person, blob in db.execute(query, (domain,)):
            told |= {row.company for row in unpacked_facts(person, blob)}
    gone = [(number, key) for number, key in idle if number not in told]
    db.executemany("DELETE FROM companies WHERE id = ?", [(number,) for number, _ in gone])
    return [str(key).encode() for _, key in gone]


def drop_unused(db: sqlite3.Connection, ledger: Ledger, meta: dict[str, Any]) -> list[bytes]:
    """Take out sorts of evidence that lost their last use; the texts that went with them.

    A new epoch tells other processes that their numbers are gone.
    """
    stale = [number for (number,) in db.execute("SELECT seen FROM stale")]
    if not stale:
        return []
    held = _held(db, stale)
    unused = [number for number in stale if number not in held]
    db.execute("DELETE FROM stale")
    if not unused:
        return []
    ledger.clear()
    meta["epoch"] += 1
    write_meta(db, {"epoch": meta["epoch"]})
    texts = []
    for number in unused:
        row = db.execute("SELECT signature FROM seens WHERE id = ?", (number,)).fetchone()
        db.execute("DELETE FROM seens WHERE id = ?", (number,))
        if row and not db.execute("SELECT 1 FROM seens WHERE signature = ? LIMIT 1", row).fetchone():
            bodies = [body for (body,) in db.execute("SELECT body FROM signatures WHERE id = ?", row)]
            texts += [body if isinstance(body, bytes) else body.encode() for body in bodies]
            db.execute("DELETE FROM signatures WHERE id = ?", row)
    return texts


def _held(db: sqlite3.Connection, stale: Collection[int]) -> Collection[int]:
    """Those of some sorts of evidence that anything counts; of what is damaged, as far as it may."""
    if len(stale) > _SEARCHED:
        with suppress(Damaged):
            return used(db)
    return {number for number in stale if _is_used(db, number)}


def _is_used(db: sqlite3.Connection, number: int) -> bool:
    """Whether anything counts a sort of evidence; SQLite finds the few rows that hold its bytes."""
    written = packed_number(number)
    for query, column, unpacked in _HOLDERS:
        for key, blob in db.execute(f"{query} WHERE instr({column}, ?)", (written,)):
            try:
                if number in unpacked(key, blob):
                    return True
            except Damaged:
                return True  # it may be
    return False


def used(db: sqlite3.Connection) -> set[int]:
    """Every sort of evidence that anything counts; raises `Damaged`."""
    return {
        number for query, _, unpacked in _HOLDERS for key, blob in db.execute(query) for number in unpacked(key, blob)
    }


def _in_facts(person: bytes, blob: bytes) -> set[int]:
    return {row.seen for row in unpacked_facts(person, blob)}


_HOLDERS: tuple[tuple[str, str, Callable[[Any, bytes], Collection[int]]], ...] = (
    ("SELECT name, counts FROM domains", "counts", unpacked_counts),
    ("SELECT domain, counts FROM merged", "counts", unpacked_counts),
    ("SELECT person, facts FROM people", "facts", _in_facts),
)
