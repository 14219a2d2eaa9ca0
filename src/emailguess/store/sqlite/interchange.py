"""Parts of a store on disk, out to a document and in again; the document itself is `exchange`.

Functions on an open transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from emailguess.addresses.related import registered_name
from emailguess.evidence.counts import Seen
from emailguess.store.interchange import Part, written
from emailguess.store.protocol import Merged
from emailguess.store.sqlite.codec import Damaged, mark, packed_counts, unpacked_counts
from emailguess.store.sqlite.domain_row import NEVER
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import read_meta
from emailguess.store.sqlite.tables import OWN

__all__ = ["export", "merge"]


def export(db: sqlite3.Connection, ledger: Ledger, store: str) -> str:
    """Write all parts, this store's own among them once it has learned anything."""
    parts = [_part(db, ledger, *row) for row in _held(db)]
    version = int(str(read_meta(db)["version"]))
    if version:
        parts.append(_part(db, ledger, OWN, store, version))
    return written(sorted(parts, key=lambda part: part.store))


def _held(db: sqlite3.Connection) -> list[tuple[int, str, int]]:
    held = []
    for number, store, version, checksum in db.execute("SELECT id, store, version, mark FROM parts"):
        if mark(store, version) != checksum:
            raise Damaged
        held.append((number, store, version))
    return held


def _part(db: sqlite3.Connection, ledger: Ledger, number: int, store: str, version: int) -> Part:
    def counts() -> Iterable[tuple[str, Mapping[Seen, int]]]:
        query, values = "SELECT name, counts FROM domains ORDER BY name", []
        if number != OWN:
            query, values = "SELECT domain, counts FROM merged WHERE part = ? ORDER BY domain", [number]
        for domain, blob in db.execute(query, values).fetchall():
            held = ledger.counts(db, unpacked_counts(domain, blob))
            if held:
                yield domain, held

    companies: dict[str, dict[str, int]] = {}
    for key, domain, seen in db.execute(
        "SELECT key, domain, number FROM companies WHERE part = ? AND number > 0", (number,)
    ):
        companies.setdefault(key, {})[domain] = seen
    links = frozenset(db.execute("SELECT one, other FROM aliases WHERE part = ?", (number,)).fetchall())
    return Part(store, version, counts(), companies, links)


def merge(db: sqlite3.Connection, ledger: Ledger, own: str, parts: Iterable[Part], since: int) -> Merged:
    """Take in every part that is new or newer; of a version met before, the larger of every count."""
    held = {store: (number, version) for number, store, version in _held(db)}
    stores = unchanged = domains = old = 0
    for part in parts:
        number, version = held.get(part.store, (None, 0))
        if part.store == own or version > part.version:
            unchanged += 1
            continue
        if number is None:
            row = (part.store, part.version, mark(part.store, part.version))
            number = int(db.execute("INSERT INTO parts VALUES (NULL, ?, ?, ?)", row).lastrowid or 0)
        elif version < part.version:
            for table in ("merged", "companies", "aliases"):
                db.execute(f"DELETE FROM {table} WHERE part = ?", (number,))  # noqa: S608 -- names from above
            newer = (part.version, mark(part.store, part.version), number)
            db.execute("UPDATE parts SET version = ?, mark = ? WHERE id = ?", newer)
        before = db.total_changes
        taken, late = _take(db, ledger, number, part, since)
        if version == part.version and db.total_changes == before:
            unchanged += 1
            continue
        stores += 1
        domains += taken
        old += late
    return Merged(stores, unchanged, domains, old)


def _take(db: sqlite3.Connection, ledger: Ledger, number: int, part: Part, since: int) -> tuple[int, int]:
    """Write a part; how many domains it has, and how many of its pieces are too old."""
    domains = old = 0
    for domain, counts in part.counts:
        young = {seen: n for seen, n in counts.items() if not 0 < seen.month < since}
        old += sum(counts.values()) - sum(young.values())
        if not young:
            continue
        domains += 1
        rows = {ledger.number(db, seen): n for seen, n in young.items()}
        held = db.execute("SELECT counts FROM merged WHERE domain = ? AND part = ?", (domain, number)).fetchone()
        if held is not None:
            before = unpacked_counts(domain, held[0])
            rows = {key: max(rows.get(key, 0), before.get(key, 0)) for key in {**rows, **before}}
            if rows == before:
                continue
        oldest = min((seen.month for seen in ledger.counts(db, rows) if seen.month), default=NEVER)
        db.execute(
            "INSERT OR REPLACE INTO merged VALUES (?, ?, ?, ?, ?)",
            (domain, number, registered_name(domain), oldest, packed_counts(domain, rows)),
        )
    for key, seen in part.companies.items():
        for domain, n in seen.items():
            row = (key, domain, number, n, mark(key, domain, number, n))
            db.execute(
                "INSERT INTO companies VALUES (NULL, ?, ?, ?, ?, ?) ON CONFLICT (key, domain, part) DO UPDATE "
                "SET number = excluded.number, mark = excluded.mark WHERE excluded.number > number",
                row,
            )
    for one, other in part.aliases:
        db.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?)", (one, other, number, mark(one, other, number)))
    return domains, old
