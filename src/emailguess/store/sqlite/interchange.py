"""Parts of a store on disk, out to a document and in again; the document itself is `exchange`.

Functions on an open transaction.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from emailguess.addresses.related import registered_name
from emailguess.errors import shown
from emailguess.evidence.counts import Seen
from emailguess.store.aggregation import MIN_PEOPLE, NOTHING_EXPECTED, Expected
from emailguess.store.interchange import Part, parts_of, written
from emailguess.store.protocol import HeldPart, Merged
from emailguess.store.sqlite import lookups
from emailguess.store.sqlite.clock import first_kept
from emailguess.store.sqlite.codec import Damaged, mark, packed_counts, unpacked_counts
from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.domain_row import NEVER
from emailguess.store.sqlite.erasing import erase
from emailguess.store.sqlite.forgetting import drop_unused
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import read_meta, write_meta
from emailguess.store.sqlite.tables import OWN, check_families, loosen

__all__ = ["Exchanging"]

# So many damaged rows are named.
_MOST_TOLD = 5


class Exchanging:
    """What a store on disk tells others, and takes from them; `SqliteStore` is one."""

    _link: Connection
    _ledger: Ledger
    _id: str

    def _writing(self) -> AbstractContextManager[tuple[sqlite3.Connection, dict[str, Any]]]:
        """Change the store in one transaction."""
        raise NotImplementedError

    def export(self, minimum: int = MIN_PEOPLE, expected: Expected = NOTHING_EXPECTED) -> str:
        """All counts, this store's and merged ones, as a JSON document of groups of at least `minimum` people."""
        with self._link.reading() as db:
            return _export(db, self._ledger, self._id, minimum, expected)

    def merge(self, document: str) -> Merged:
        """Take in what `export` gave: commutative, associative, idempotent."""
        told = parts_of(document)
        with self._writing() as (db, meta):
            return _merge(db, self._ledger, self._id, told, first_kept(meta))

    def parts(self) -> tuple[HeldPart, ...]:
        """The stores whose exports were merged, by id."""
        with self._link.reading() as db:
            return _parts(db)

    def drop_part(self, store: str) -> bool:
        """Take out what another store's exports brought; whether any did."""
        with self._writing() as (db, meta):
            found = _drop(db, store)
            if found:
                drop_unused(db, self._ledger, meta)
                write_meta(db, {"epoch": meta["epoch"] + 1})
        if found:
            erase(self._link, everything=True)
        return found


def _export(db: sqlite3.Connection, ledger: Ledger, store: str, minimum: int, expected: Expected) -> str:
    """Write all parts, this store's own among them once it has learned anything; rows that are damaged are left out."""
    damaged: list[str] = []
    every = [_part(db, ledger, damaged, *row) for row in _held(db, damaged)]
    version = int(str(read_meta(db)["version"]))
    if version:
        every.append(_part(db, ledger, damaged, OWN, store, version))
    document = written(sorted(every, key=lambda part: part.store), minimum, expected)
    if damaged:
        logging.getLogger("emailguess").warning(
            "damaged rows of the store are not in the export: %d (%s); run `emailguess store repair`, and export again",
            len(damaged),
            ", ".join(damaged[:_MOST_TOLD]) + (", …" if len(damaged) > _MOST_TOLD else ""),
        )
    return document


def _held(db: sqlite3.Connection, damaged: list[str] | None = None) -> list[tuple[int, str, int]]:
    """The parts that are held; a damaged row is noted, or raises `Damaged` where nobody asked for that."""
    lost = lookups.hidden(db)
    if lost and damaged is None:
        raise Damaged
    if damaged is not None:
        damaged += map(shown, sorted(lost))
    held = []
    for number, store, version, checksum in db.execute("SELECT id, store, version, mark FROM parts"):
        if mark(store, version) == checksum:
            held.append((number, store, version))
        elif damaged is None:
            raise Damaged
        else:
            damaged.append("a store that was merged")
    if orphans := lookups.orphaned(db):
        if damaged is None:
            raise Damaged
        damaged += [f"{number} rows of {table} that belong to no store" for table, number in orphans.items()]
    return held


def _parts(db: sqlite3.Connection) -> tuple[HeldPart, ...]:
    """The stores whose exports were merged, by id."""
    found = []
    for number, store, version in sorted(_held(db), key=lambda row: row[1]):
        rows, lost = lookups.merged(db, number)
        if lost:
            raise Damaged
        found.append(
            HeldPart(
                store, version, len(rows), sum(sum(unpacked_counts(domain, blob).values()) for domain, blob in rows)
            )
        )
    return tuple(found)


def _drop(db: sqlite3.Connection, store: str) -> bool:
    """Take out a store's part; whether there was one. A damaged row is no reason to keep it."""
    row = db.execute("SELECT id FROM parts WHERE store = ?", (store,)).fetchone()
    if row is None:
        return False
    loosen(db, "SELECT domain, counts FROM merged WHERE part = ?", *row)
    for table in ("merged", "companies", "aliases"):
        db.execute(f"DELETE FROM {table} WHERE part = ?", row)  # noqa: S608 -- names from above
    db.execute("DELETE FROM parts WHERE id = ?", row)
    return True


def _part(db: sqlite3.Connection, ledger: Ledger, damaged: list[str], number: int, store: str, version: int) -> Part:
    """One part, with a note of every row of it that is damaged."""

    def counts() -> Iterable[tuple[str, Mapping[Seen, int]]]:
        rows, lost = lookups.own(db) if number == OWN else lookups.merged(db, number)
        damaged.extend(map(shown, sorted(lost)))
        for domain, blob in rows:
            try:
                held = ledger.told(db, domain, blob)
            except (Damaged, UnicodeEncodeError):
                damaged.append(shown(domain))
                continue
            if held:
                yield domain, held

    companies: dict[str, dict[str, int]] = {}
    for key, domain, seen, checksum in db.execute(
        "SELECT key, domain, number, mark FROM companies WHERE part = ?", (number,)
    ):
        if mark(key, domain, number, seen) != checksum:
            damaged.append("a company's name")
        elif seen:
            companies.setdefault(key, {})[domain] = seen
    links = set()
    for one, other, checksum in db.execute("SELECT one, other, mark FROM aliases WHERE part = ?", (number,)):
        if mark(one, other, number) != checksum:
            damaged.append("an alias")
        else:
            links.add((one, other))
    return Part(store, version, counts(), companies, frozenset(links))


def _merge(db: sqlite3.Connection, ledger: Ledger, own: str, told: Sequence[Part], since: int) -> Merged:
    """Take in every part that is new or newer; of a version met before, the larger of every count."""
    held = {store: (number, version) for number, store, version in _held(db)}
    stores = unchanged = domains = old = 0
    for part in told:
        number, version = held.get(part.store, (None, 0))
        if part.store == own or version > part.version:
            unchanged += 1
            continue
        if number is None:
            row = (part.store, part.version, mark(part.store, part.version))
            number = int(db.execute("INSERT INTO parts VALUES (NULL, ?, ?, ?)", row).lastrowid or 0)
        elif version < part.version:
            loosen(db, "SELECT domain, counts FROM merged WHERE part = ?", number)
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
    if any(part.aliases for part in told):
        check_families(db)
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
            "INSERT OR REPLACE INTO merged VALUES (?, ?, ?, ?, ?, ?)",
            (domain, number, registered_name(domain), oldest, packed_counts(domain, rows), sum(rows.values())),
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
