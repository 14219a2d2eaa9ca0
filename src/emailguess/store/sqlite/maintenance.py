"""The upkeep of a store on disk: what grows old goes, what is unused is swept, all is checked.

Functions on an open transaction; who may call them when is for `sqlite`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from emailguess.addresses.related import registered_name
from emailguess.errors import EmailGuessError, InvalidDomain, shown
from emailguess.store.people import needed
from emailguess.store.protocol import Stats
from emailguess.store.sqlite import lookups, withheld
from emailguess.store.sqlite.clock import first_kept
from emailguess.store.sqlite.codec import (
    Damaged,
    mark,
    packed_counts,
    unpacked_counts,
    unpacked_facts,
)
from emailguess.store.sqlite.domain_row import NEVER, Sheet
from emailguess.store.sqlite.forgetting import used
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import read_meta
from emailguess.store.texts import settled

__all__ = [
    "any_older",
    "check",
    "expire",
    "stats",
    "sweep",
]

_MOST_PROBLEMS = 20


def any_older(db: sqlite3.Connection, since: int) -> bool:
    """Whether anything is older than a month; asks two indexes."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM domains WHERE oldest < ?) OR EXISTS (SELECT 1 FROM merged WHERE oldest < ?)",
        (since, since),
    ).fetchone()
    return bool(row[0])


def expire(db: sqlite3.Connection, ledger: Ledger, since: int) -> tuple[int, bool]:
    """Take out everything older than a month; how many pieces went, and whether anything changed.

    Rows that are damaged stay until they are repaired; the others go all the same.
    """
    gone, changed = 0, False
    for (domain,) in db.execute("SELECT name FROM domains WHERE oldest < ?", (since,)).fetchall():
        try:
            gone += _expire_domain(db, ledger, domain, since)
            changed = True
        except Damaged:
            continue
    for domain, part, blob in db.execute(
        "SELECT domain, part, counts FROM merged WHERE oldest < ?", (since,)
    ).fetchall():
        try:
            gone += _expire_merged(db, ledger, domain, part, blob, since)
            changed = True
        except Damaged:
            continue
    return gone, changed


def _expire_domain(db: sqlite3.Connection, ledger: Ledger, domain: str, since: int) -> int:
    sheet = Sheet(db, ledger, domain)
    before = sheet.pieces
    for person, facts in sheet.people():
        kept = {kind: fact for kind, fact in facts.items() if fact.seen.month >= since}
        if len(kept) < len(facts):
            sheet.replace(person, facts, kept)
    sheet.drop_older(since)
    gone = before - sheet.pieces
    sheet.write()
    return gone


def _expire_merged(db: sqlite3.Connection, ledger: Ledger, domain: str, part: int, blob: bytes, since: int) -> int:
    rows = unpacked_counts(domain, blob)
    months = {number: ledger.seen(db, number).month for number in rows}
    kept = {number: count for number, count in rows.items() if not 0 < months[number] < since}
    oldest = min((months[number] for number in kept if months[number]), default=NEVER)
    if kept:
        db.execute(
            "UPDATE merged SET oldest = ?, counts = ?, pieces = ? WHERE domain = ? AND part = ?",
            (oldest, packed_counts(domain, kept), sum(kept.values()), domain, part),
        )
    else:
        db.execute("DELETE FROM merged WHERE domain = ? AND part = ?", (domain, part))
    db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(number,) for number in rows if number not in kept])
    return sum(rows.values()) - sum(kept.values())


def stats(db: sqlite3.Connection, meta: Mapping[str, Any]) -> Stats:
    """The size and age of the store."""

    def number(query: str) -> int:
        return int(db.execute(query).fetchone()[0])

    return Stats(
        domains=number("SELECT count(*) FROM (SELECT name FROM domains UNION SELECT domain FROM merged)"),
        pieces=number("SELECT coalesce(sum(pieces), 0) FROM domains")
        + number("SELECT coalesce(sum(pieces), 0) FROM merged"),
        people=number("SELECT count(*) FROM people"),
        stores=number("SELECT count(*) FROM parts"),
        suppressed=withheld.number(db),
        since=first_kept(meta),
        keep_months=meta["keep_months"],
        size_bytes=number("PRAGMA page_count") * number("PRAGMA page_size"),
    )


def sweep(db: sqlite3.Connection) -> None:
    """Take out sorts of evidence that nothing counts any more; none where a row cannot be read."""
    try:
        held = used(db)
        told = {
            row.company
            for person, blob in db.execute("SELECT person, facts FROM people")
            for row in unpacked_facts(person, blob)
        }
    except Damaged:
        return
    unused = [(number,) for (number,) in db.execute("SELECT id FROM seens") if number not in held]
    db.executemany("DELETE FROM seens WHERE id = ?", unused)
    db.execute("DELETE FROM signatures WHERE id NOT IN (SELECT signature FROM seens)")
    idle = db.execute("SELECT id FROM companies WHERE number = 0").fetchall()
    db.executemany("DELETE FROM companies WHERE id = ?", [(number,) for (number,) in idle if number not in told])
    db.execute("DELETE FROM stale")


def check(db: sqlite3.Connection, ledger: Ledger) -> tuple[str, ...]:
    """Everything that is wrong, as far as it can be read."""
    problems = [f"SQLite: {line}" for (line,) in db.execute("PRAGMA integrity_check(20)") if line != "ok"]
    if problems:
        return tuple(problems)
    for say in _oddities(db, ledger):
        problems.append(say)
        if len(problems) >= _MOST_PROBLEMS:
            problems.append("there are more problems of such kinds")
            break
    return tuple(problems)


def _oddities(db: sqlite3.Connection, ledger: Ledger) -> Iterator[str]:
    try:
        read_meta(db)
    except Damaged:
        yield "a setting is damaged"
    for (number,) in db.execute("SELECT id FROM seens").fetchall():
        try:
            ledger.seen(db, number)
        except (Damaged, EmailGuessError, ValueError, TypeError):
            yield f"sort of evidence {number} is damaged"
    plain = {
        "companies": "SELECT key, domain, part, number, mark FROM companies",
        "aliases": "SELECT one, other, part, mark FROM aliases",
        "parts": "SELECT store, version, mark FROM parts",
        "signatures": "SELECT body, mark FROM signatures",
    }
    for table, query in plain.items():
        for *values, checksum in db.execute(query):
            if mark(*values) != checksum:
                yield f"a row of {table} is damaged"
    yield from withheld.damaged(db)
    yield from _odd_domains(db, ledger)
    for domain, blob, *told in db.execute("SELECT domain, counts, registered, oldest, pieces FROM merged").fetchall():
        try:
            counts = ledger.counts(db, unpacked_counts(domain, blob))
        except Damaged:
            yield f"merged counts of {shown(domain)} are damaged"
            continue
        oldest = min((seen.month for seen in counts if seen.month), default=NEVER)
        if told != [registered_name(domain), oldest, counts.total]:
            yield f"the row of merged counts of {shown(domain)} does not fit them"
    for table, number in lookups.orphaned(db).items():
        yield f"{number} rows of {table} belong to no store"
    (strays,) = db.execute("SELECT count(*) FROM people WHERE domain NOT IN (SELECT id FROM domains)").fetchone()
    if strays:
        yield f"{strays} people belong to no domain"


def _odd_domains(db: sqlite3.Connection, ledger: Ledger) -> Iterator[str]:
    for domain, oldest in db.execute("SELECT name, oldest FROM domains").fetchall():
        try:
            sheet = Sheet(db, ledger, domain)
            counts = sheet.counts()
            people = [facts for _, facts in sheet.people()]
        except (Damaged, InvalidDomain):
            yield f"what is known of {shown(domain)}, or of somebody there, is damaged"
            continue
        if settled(sheet.texts, sheet.texts, counts, people) != sheet.texts.keys():
            yield f"{domain}: text is told that fewer people show than it takes"
        if any(counts.get(seen, 0) < n for seen, n in needed(people).items()):
            yield f"{domain}: more people are recognised than counted"
        months = [seen.month for seen in counts] + [fact.seen.month for facts in people for fact in facts.values()]
        if oldest > min((month for month in months if month), default=NEVER):
            yield f"{domain}: it holds evidence older than its row tells, which would not expire"
