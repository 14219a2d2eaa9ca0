"""Repair: what of a damaged store can be read stays, what cannot is taken out and told.

Where the counts of a domain are lost, those of the people recognised there are counted anew; where somebody's row is
lost, what it counted stays and is nobody's. What nothing can be made of is named, so that it can be learned again.

Functions on an open transaction. Start reading at `repaired`; `_mend_domain` does one domain.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from emailguess.addresses.related import registered_name
from emailguess.errors import StoreError, shown
from emailguess.store import secrets
from emailguess.store.people import Facts, needed, this_month
from emailguess.store.sqlite import lookups, withheld
from emailguess.store.sqlite.codec import (
    Damaged,
    FactRow,
    mark,
    packed_counts,
    packed_facts,
    unpacked_counts,
    unpacked_facts,
    unpacked_texts,
)
from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.domain_row import NEVER
from emailguess.store.sqlite.observations import SORT, Ledger, sort_mark
from emailguess.store.sqlite.schema import KEEP_MONTHS, SEALED, read_meta, rostered, write_meta
from emailguess.store.sqlite.sealing import Sealing
from emailguess.store.texts import settled

__all__ = ["indexed_anew", "mend_for", "repair_file", "repaired"]


def repair_file(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Repair a store that cannot even be opened, as where its settings are damaged. Raises `StoreError`.

    Where the secret is kept outside the file `EMAILGUESS_KEY` tells it.
    """
    try:
        return _repaired_file(path)
    except StoreError as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise StoreError(f"the file itself is damaged ({error.__cause__}); {_RESTORE}") from error
        raise


def _repaired_file(path: str | os.PathLike[str]) -> tuple[str, ...]:
    link = Connection(path)
    try:
        with link.reading(anyhow=True) as db:
            sound = dict(_sound_settings(db))
        outside = {"salt", "verifier"} <= sound.keys()
        sealing = Sealing(secrets.check(sound, secrets.told(None))) if outside else None
        return repaired(link, Ledger(sealing))
    finally:
        link.close()


def repaired(link: Connection, ledger: Ledger) -> tuple[str, ...]:
    """Repair an open store; what was dropped or set anew, in sentences. Raises `StoreError`."""
    with link.lock:
        with link.writing(anyhow=True) as db:
            told = _repair(db, ledger)
            if told:
                meta = read_meta(db)
                version, epoch = (int(str(meta[key])) for key in ("version", "epoch"))
                write_meta(db, {"version": max(version + 1, _stamp()), "epoch": epoch + 1})
        link.look_again()
    return tuple(told)


def _stamp() -> int:
    return time.time_ns() // 1_000_000


def _repair(db: sqlite3.Connection, ledger: Ledger) -> list[str]:
    """Make a store sound; what was dropped or set anew, in sentences. Raises `StoreError` where that cannot be."""
    found = [line for (line,) in db.execute("PRAGMA integrity_check(20)") if line != "ok"]
    told: list[str] = []
    if found:
        told = [f"indexes were made anew ({found[0]})", *indexed_anew(db)]
        _refuse(db, but="NULL value in ")  # below they are mended as other rows are
    told += _settings(db)
    told += _sorts(db, ledger)
    told += _plain(db)
    for number, domain in db.execute("SELECT id, name FROM domains").fetchall():
        told += _mend_domain(db, ledger, number, domain)
    told += _merged(db, ledger)
    strays = db.execute("DELETE FROM people WHERE domain NOT IN (SELECT id FROM domains)").rowcount
    if strays:
        told.append(f"{strays} people who belong to no domain were dropped")
    told += withheld.mend(db)
    if found:
        _refuse(db)
    return told


_RESTORE = "restore the store from a copy or from an export"


def _refuse(db: sqlite3.Connection, but: str = "ok") -> None:
    """Raise `StoreError` where SQLite still finds something wrong."""
    left = [line for (line,) in db.execute("PRAGMA integrity_check") if line != "ok" and not line.startswith(but)]
    if left:
        raise StoreError(f"the file itself is damaged ({left[0]}); {_RESTORE}")


# Tables whose rows have numbers: what a mark is over, how it is made, and where the key of a row stands in that.
_MARKED: dict[str, tuple[str, Callable[..., int], slice]] = {
    "signatures": ("body", mark, slice(0, 1)),
    "seens": (SORT, sort_mark, slice(0, 5)),
    "domains": (SEALED, mark, slice(1, 2)),
    "parts": ("store, version", mark, slice(0, 1)),
    "companies": ("key, domain, part, number", mark, slice(0, 3)),
}


def indexed_anew(db: sqlite3.Connection) -> list[str]:
    """Make all indexes anew, after dropping rows that none can hold: without a key, or with that of another row."""
    told = []
    # SQLite deletes a row that an index does not have only for who says that the tables themselves are being mended.
    db.execute("PRAGMA writable_schema = ON")
    try:
        for table, (columns, marked, key) in _MARKED.items():
            # Of rows with one key the one that fits its mark stays, the oldest of several.
            rows = db.execute(f"SELECT id, {columns}, mark FROM {table} NOT INDEXED").fetchall()  # noqa: S608
            rows.sort(key=lambda row: (marked(*row[1:-1]) != row[-1], row[0]))
            met: set[Any] = set()
            gone = 0
            for number, *values, _ in rows:
                name = tuple(values[key])
                if None in values or name in met:
                    db.execute(f"DELETE FROM {table} NOT INDEXED WHERE id = ?", (number,))  # noqa: S608 -- from above
                    gone += 1
                met.add(name)
            if gone:
                told.append(f"{gone} rows of {table} had no key of their own and were dropped")
        db.execute("REINDEX")
    finally:
        db.execute("PRAGMA writable_schema = OFF")
    return told


def _sound_settings(db: sqlite3.Connection) -> Iterator[tuple[str, object]]:
    for key, value, checksum in db.execute("SELECT key, value, mark FROM meta"):
        if mark(key, value) == checksum:
            yield key, value


def _settings(db: sqlite3.Connection) -> Iterator[str]:
    """Set anew what is damaged among the settings; without the secret and the id a store is none."""
    sound = dict(_sound_settings(db))
    if "store" not in sound or not ("secret" in sound or {"salt", "verifier"} <= sound.keys()):
        raise StoreError(
            "the secret of the store is damaged: neither people nor the do-not-contact list can be recognised with "
            "another; restore the store from a copy"
        )
    month = this_month()
    (newest,) = db.execute("SELECT max(month) FROM seens WHERE month <= ?", (month + 1,)).fetchone()
    usual: dict[str, Any] = {"version": 0, "since": 0, "keep_months": KEEP_MONTHS, "epoch": 0}
    usual["clock"] = min(month, newest or month)
    lost = {key: value for key, value in usual.items() if key not in sound}
    # Above what was exported or remembered by other processes before.
    lost |= {key: _stamp() for key in lost.keys() & {"version", "epoch"}}
    write_meta(db, lost)
    for key in lost:
        yield f"the setting {key!r} was damaged and is {lost[key]} now"


def _sorts(db: sqlite3.Connection, ledger: Ledger) -> Iterator[str]:
    """Drop sorts of evidence that cannot be read."""
    gone = 0
    for number, body, checksum in db.execute("SELECT id, body, mark FROM signatures").fetchall():
        try:
            ledger.read(body, checksum)
        except Damaged:
            db.execute("DELETE FROM signatures WHERE id = ?", (number,))
            gone += 1
    for number, *values, checksum in db.execute(f"SELECT id, {SORT}, mark FROM seens").fetchall():  # noqa: S608
        there = db.execute("SELECT 1 FROM signatures WHERE id = ?", (values[0],)).fetchone()
        if sort_mark(*values) != checksum or not there:
            db.execute("DELETE FROM seens WHERE id = ?", (number,))
            gone += 1
    if gone:
        yield f"{gone} rows of sorts of evidence could not be read and were dropped"


_PLAIN = {
    "companies": ("id", "key, domain, part, number"),
    "aliases": ("one, other, part", "one, other, part"),
    "parts": ("id", "store, version"),
}


def _plain(db: sqlite3.Connection) -> Iterator[str]:
    for table, (key, columns) in _PLAIN.items():
        gone = 0
        for *row, checksum in db.execute(f"SELECT {key}, {columns}, mark FROM {table}").fetchall():  # noqa: S608
            places = key.split(", ")
            if mark(*row[len(places) :]) != checksum:
                where = " AND ".join(map(_same, places))
                db.execute(f"DELETE FROM {table} WHERE {where}", row[: len(places)])  # noqa: S608 -- names from above
                gone += 1
        if gone:
            yield f"{gone} rows of {table} were damaged and were dropped"
    for table, number in lookups.orphaned(db, drop=True).items():
        what = f"merged counts of {number} domains belong" if table == "merged" else f"{number} rows of {table} belong"
        yield f"{what} to no store any more and were dropped; merge the export again"


def _same(column: str) -> str:
    """A condition that a row is the one that was read: what is no text was read as bytes, and compares with none."""
    return f"CAST({column} AS BLOB) IS CAST(? AS BLOB)"


def _mend_domain(db: sqlite3.Connection, ledger: Ledger, number: int, domain: str) -> list[str]:
    """Make what is known of one domain sound; what was dropped, in sentences."""
    query = f"SELECT {SEALED}, mark, counts FROM domains WHERE id = ?"  # noqa: S608 -- names of columns
    *sealed, checksum, blob = db.execute(query, (number,)).fetchone()
    told = []
    try:
        counts: dict[int, int] | None = unpacked_counts(domain, blob)
    except (Damaged, UnicodeEncodeError):
        counts = None
        if mark(*sealed) != checksum:
            db.execute("DELETE FROM domains WHERE id = ?", (number,))
            return [f"a domain's row, {shown(domain)}, could not be read and was dropped; learn its people again"]
        told.append(f"{domain}: its counts were damaged, and those of the people recognised there were counted anew")
    people, lost = _people(db, ledger, number)
    if lost:
        told.append(f"{domain}: {lost} people can no longer be recognised; what they counted is nobody's now")
    kept = {seen: n for seen, n in (counts or {}).items() if _is_readable(db, ledger, seen)}
    if counts and len(kept) < len(counts):
        gone = sum(counts.values()) - sum(kept.values())
        told.append(f"{domain}: {gone} pieces of evidence could not be read and were dropped")
    texts = unpacked_texts(domain, blob) if counts is not None else {}
    common = settled(texts, texts, ledger.counts(db, kept), people.values())
    if common != texts.keys():
        told.append(f"{domain}: text that fewer people show than it takes is told no more")
        texts = {mark_: pattern for mark_, pattern in texts.items() if mark_ in common}
    for seen, least in needed(people.values()).items():
        place = ledger.number(db, seen)
        kept[place] = max(kept.get(place, 0), least)
    months = [ledger.seen(db, seen).month for seen in kept]
    months += [fact.seen.month for facts in people.values() for fact in facts.values()]
    oldest = min((month for month in months if month), default=NEVER)
    row = number, domain, registered_name(domain), oldest, sum(kept.values()), len(people), rostered(people)
    if told or tuple(sealed) != row or mark(*row) != checksum or counts != kept:
        told = told or [f"{domain}: its row did not fit what is known there, and was written anew"]
        db.execute(
            "UPDATE domains SET registered = ?, oldest = ?, pieces = ?, persons = ?, roster = ?, mark = ?, counts = ? "
            "WHERE id = ?",
            (*row[2:], mark(*row), packed_counts(domain, kept, texts), number),
        )
    return told


def mend_for(db: sqlite3.Connection, ledger: Ledger, domain: str, person: bytes) -> int:
    """Make a domain sound enough to forget somebody there; 1 where the person's row was lost with what is damaged."""
    indexed_anew(db)
    row = db.execute("SELECT id FROM domains WHERE name = ?", (domain,)).fetchone()
    if row is None:
        return 0
    here = "SELECT count(*) FROM people WHERE domain = ? AND person = ?"
    (before,) = db.execute(here, (*row, person)).fetchone()
    for sentence in _mend_domain(db, ledger, int(row[0]), domain):
        logging.getLogger("emailguess").warning("%s", sentence)
    (after,) = db.execute(here, (*row, person)).fetchone()
    return int(before) - int(after)


def _people(db: sqlite3.Connection, ledger: Ledger, domain: int) -> tuple[Mapping[bytes, Facts], int]:
    """Whom a domain's rows still recognise, and how many no longer; what cannot be read of them is dropped."""
    people: dict[bytes, Facts] = {}
    lost = 0
    for person, blob in db.execute("SELECT person, facts FROM people WHERE domain = ?", (domain,)).fetchall():
        try:
            rows = unpacked_facts(person, blob)
        except (Damaged, TypeError):
            rows = []
        kept = [fact for row in rows for fact in _readable(db, ledger, row)]
        if not kept:
            query = f"DELETE FROM people WHERE domain = ? AND {_same('person')}"  # noqa: S608 -- a condition from above
            db.execute(query, (domain, person))
            lost += 1
            continue
        if kept != rows:
            db.execute(
                "UPDATE people SET facts = ? WHERE domain = ? AND person = ?",
                (packed_facts(person, kept), domain, person),
            )
        people[person] = ledger.facts(db, kept)
    return people, lost


def _readable(db: sqlite3.Connection, ledger: Ledger, row: FactRow) -> Iterator[FactRow]:
    """A fact, without its company where that is lost; nothing where the evidence is."""
    for each in (row, row._replace(company=0)):
        try:
            ledger.facts(db, [each])
        except Damaged:
            continue
        yield each
        return


def _is_readable(db: sqlite3.Connection, ledger: Ledger, seen: int) -> bool:
    try:
        ledger.seen(db, seen)
    except Damaged:
        return False
    return True


def _merged(db: sqlite3.Connection, ledger: Ledger) -> Iterator[str]:
    """Drop what cannot be read of other stores' counts."""
    for domain, part, registered, oldest, pieces, blob in db.execute(
        "SELECT domain, part, registered, oldest, pieces, counts FROM merged"
    ).fetchall():
        try:
            rows = unpacked_counts(domain, blob)
        except (Damaged, UnicodeEncodeError):
            query = f"DELETE FROM merged WHERE {_same('domain')} AND part = ?"  # noqa: S608 -- a condition from above
            db.execute(query, (domain, part))
            yield f"merged counts of {shown(domain)} were damaged and were dropped; merge the export again"
            continue
        kept = {seen: n for seen, n in rows.items() if _is_readable(db, ledger, seen)}
        months = [ledger.seen(db, seen).month for seen in kept]
        right = registered_name(domain), min((m for m in months if m), default=NEVER), sum(kept.values())
        if kept != rows or right != (registered, oldest, pieces):
            db.execute(
                "UPDATE merged SET registered = ?, oldest = ?, pieces = ?, counts = ? WHERE domain = ? AND part = ?",
                (*right, packed_counts(domain, kept), domain, part),
            )
            gone = sum(rows.values()) - right[2]
            yield f"merged counts of {domain}: {gone} pieces could not be read and were dropped"
