"""A store in one SQLite file, for one person or a team on one machine: the embedded default.

It keeps what `facts` describes in the tables of `schema`. Names and addresses pass through on their way to a digest;
none is written, into the file or beside it.

Start reading at `SqliteStore.record`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from emailguess.errors import StoreError
from emailguess.evidence.counts import Counts
from emailguess.store.digests import Digests
from emailguess.store.people import NO_FACTS, Fact, Facts, Owner, join, owner_of, stamped, this_month
from emailguess.store.protocol import Entry, Hidden, Recorded, Stats, Target
from emailguess.store.signatures import checked
from emailguess.store.sqlite import maintenance as upkeep
from emailguess.store.sqlite import tables
from emailguess.store.sqlite.codec import mark, unpacked_counts
from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.domain_row import Sheet
from emailguess.store.sqlite.interchange import Exchanging
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import read_meta, write_meta
from emailguess.store.suppression import NOTHING_HIDDEN, digest_of, hidden

__all__ = ["SqliteStore"]

# Answers kept ready until somebody changes the store.
_KEPT = 10_000
# Up to so many people of a domain are read at once and kept; of more, those asked about are looked up.
_ROSTER = 200
MAX_KEEP_MONTHS = 1_200


class SqliteStore(Exchanging):
    """Counts in a file; safe to share between threads and processes.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, SqliteStore(folder + "/known.db") as store:
    ...     store.add_alias("acme.example", "acme.test")
    ...     store.aliases("acme.test")
    frozenset({'acme.example'})
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        read_only: bool = False,
        keep_months: int | None = None,
        never_changes: bool = False,
    ) -> None:
        """Open or make a store.

        `never_changes` says that nobody writes the file, such as one on a disk that only can be read; then nothing is
        locked and nothing looked for beside it. What is read of a file that is written all the same may be wrong.

        `keep_months` changes the age limit that is applied whenever the store is opened (1 to 1200; 0: no limit);
        None leaves it, at 36 in a new store. Raises `StoreError`.
        """
        if keep_months is not None and (
            isinstance(keep_months, bool) or not isinstance(keep_months, int) or not 0 <= keep_months <= MAX_KEEP_MONTHS
        ):
            raise StoreError(f"keep_months is a number from 0 (no limit) to {MAX_KEEP_MONTHS}, not {keep_months!r}")
        self._link = Connection(path, read_only=read_only, never_changes=never_changes)
        self._ledger = Ledger()
        self._known: dict[tuple[str, str], Any] = {}
        self._known_at = -1
        try:
            with self._link.reading() as db:
                meta = read_meta(db)
            self._id = str(meta["store"])
            self._digests = Digests(bytes(meta["secret"]))  # type: ignore[call-overload]  # a blob, by its checksum
            self._since = self._age_limit(meta, keep_months)
            if not read_only:
                self._apply_age_limit(keep_months)
        except BaseException:
            self._link.close()
            raise

    def _age_limit(self, meta: Mapping[str, Any], keep_months: int | None = None) -> int:
        """The first month that is kept."""
        months = meta["keep_months"] if keep_months is None else keep_months
        return max(int(meta["since"]), this_month() - int(months) if months else 0)

    def _apply_age_limit(self, keep_months: int | None) -> None:
        with self._link.reading() as db:
            meta = read_meta(db)
            late = upkeep.any_older(db, self._since)
        changed = keep_months is not None and keep_months != meta["keep_months"]
        if late or changed or self._since > int(meta["since"]):  # type: ignore[call-overload]  # a number, as above
            with self._writing() as (db, meta):
                if changed:
                    write_meta(db, {"keep_months": keep_months})
                self._expire(db, meta, self._since)

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> tuple[object, ...]:
        """Another process opens the same file for itself."""
        return _opened, (str(self._link.path), self._link.read_only, self._link.never_changes)

    def __repr__(self) -> str:
        return f"SqliteStore({str(self._link.path)!r}{', read_only=True' if self._link.read_only else ''})"

    @contextmanager
    def _writing(self) -> Iterator[tuple[sqlite3.Connection, dict[str, Any]]]:
        """Change the store in one transaction; what was remembered of a failed one is forgotten."""
        with self._link.lock:
            try:
                with self._link.writing() as db:
                    meta: dict[str, Any] = dict(read_meta(db))
                    self._ledger.begin(meta["epoch"])
                    yield db, meta
            except BaseException:
                self._ledger.clear()
                raise

    def _grown(self, db: sqlite3.Connection, meta: dict[str, Any]) -> None:
        """Note that what was learned here changed.

        The version follows the clock, so that a store restored from a copy soon overtakes what it exported before.
        """
        meta["version"] = max(meta["version"] + 1, time.time_ns() // 1_000_000)
        write_meta(db, {"version": meta["version"]})

    def _answers(self) -> dict[tuple[str, str], Any]:
        """The answers given since anybody changed the store last.

        Who computes a new one puts it where this was before reading: what is read meanwhile can only be newer.
        """
        now = self._link.changed()
        with self._link.lock:
            if now != self._known_at or len(self._known) > _KEPT:
                self._known = {}
                self._known_at = now
            return self._known

    def counts(self, domain: str) -> Counts:
        """What is known of a domain, learned and merged; empty counts if nothing."""
        answers = self._answers()
        known = answers.get(("counts", domain))
        if known is None:
            with self._link.reading() as db:
                blobs = db.execute(
                    "SELECT counts FROM domains WHERE name = ? UNION ALL SELECT counts FROM merged WHERE domain = ?",
                    (domain, domain),
                ).fetchall()
                known = Counts()
                for (blob,) in blobs:
                    known = known + self._ledger.counts(db, unpacked_counts(domain, blob))
            if self._link.read_only and self._since:
                known = Counts({seen: n for seen, n in known.items() if not 0 < seen.month < self._since})
            answers["counts", domain] = known
        return known

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain that belong to nobody: they cannot be recognised when they come again."""
        for more in counts.values():
            checked(more)
        with self._writing() as (db, meta):
            for domain, more in counts.items():
                sheet = Sheet(db, self._ledger, domain)
                for seen, number in more.items():
                    sheet.change(seen, number)
                sheet.write()
            self._grown(db, meta)

    def record(self, entries: Iterable[Entry], *, remember: bool = True, month: int = 0) -> Recorded:
        """Count evidence, each address once."""
        month = month or this_month()
        by_domain: dict[str, list[tuple[int, Entry, bytes, bytes]]] = {}
        digests = self._digests
        entries = list(entries)
        checked([entry.seen for entry in entries])
        for place, entry in enumerate(entries):
            name = digests.name(entry.domain, entry.name) if entry.name and remember else b""
            by_domain.setdefault(entry.domain, []).append((place, entry, digests.entry(entry), name))
        new = repeated = 0
        old: list[int] = []
        changed = False
        with self._writing() as (db, meta):
            since = meta["since"]
            for domain, group in by_domain.items():
                sheet = Sheet(db, self._ledger, domain)
                for place, entry, person, name in group:
                    seen = stamped(entry.seen, month)
                    if seen.month < since:
                        old.append(place)
                        continue
                    before = sheet.facts(person)
                    repeated += bool(before)
                    new += not before
                    if not remember:
                        if not before:
                            sheet.change(seen, 1)
                            if entry.company:
                                sheet.employ(entry.company, 1)
                        continue
                    after = join(before, Fact(seen, bool(entry.seen.month), name, entry.company))
                    if after is not before:
                        sheet.replace(person, before, after)
                changed |= sheet.write()
            if changed:
                self._grown(db, meta)
        return Recorded(new, repeated, tuple(sorted(old)))

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are, for a person whose name has these keys."""
        people = self._roster(domain)
        if people is not None and not people:
            return {}
        asked = self._digests.addresses(domain, locals_)
        if people is None:
            with self._link.reading() as db:
                people = Sheet(db, self._ledger, domain).some_facts(person for person, _ in asked)
        known = [(local, people[person]) for person, local in asked if person in people]
        wanted = {self._digests.name(domain, name) for name in names} if known else ()
        return {local: owner for local, facts in known if (owner := owner_of(facts, wanted))}

    def _roster(self, domain: str) -> Mapping[bytes, Facts] | None:
        """Everybody known at a domain, by digest; None where that is many."""
        answers = self._answers()
        known = answers.get(("people", domain))
        if known is None:
            with self._link.reading() as db:
                sheet = Sheet(db, self._ledger, domain)
                known = (dict(sheet.people()) if sheet.at_most(_ROSTER) else None,)
            answers["people", domain] = known
        return known[0]

    def forget(self, domain: str, local: str) -> int:
        """Take one person's evidence out; how many pieces were known. 0 for who was learned without `remember`."""
        person = self._digests.address(domain, local)
        with self._writing() as (db, meta):
            sheet = Sheet(db, self._ledger, domain)
            facts = sheet.facts(person)
            if facts:
                sheet.replace(person, facts, NO_FACTS)
                sheet.write()
                self._grown(db, meta)
        if facts:
            self._tidy()
        return len(facts)

    def forget_domain(self, domain: str) -> int:
        """Take out everything about a domain; how many pieces were known."""
        known = self.counts(domain).total
        with self._writing() as (db, meta):
            upkeep.forget_domain(db, domain)
            self._grown(db, meta)
        self._tidy()
        return known

    def expire(self, before: int) -> int:
        """Take out what is older than a month (as `counts.month_of`), for good; how many pieces went."""
        with self._writing() as (db, meta):
            gone = self._expire(db, meta, before)
        self._tidy()
        return gone

    def _expire(self, db: sqlite3.Connection, meta: dict[str, Any], before: int) -> int:
        since = max(before, meta["since"])
        write_meta(db, {"since": since})
        gone, changed = upkeep.expire(db, self._ledger, since)
        if changed:
            write_meta(db, {"epoch": meta["epoch"] + 1})
            self._grown(db, meta)
        self._since = max(self._since, since)
        return gone

    def _tidy(self) -> None:
        """Overwrite what was deleted in the write-ahead log too, unless somebody is reading just now."""
        with self._link.alone() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""
        with self._link.reading() as db:
            rows = db.execute("SELECT name FROM domains UNION SELECT domain FROM merged ORDER BY 1").fetchall()
        return iter([name for (name,) in rows])

    def named(self, name: str) -> Iterable[str]:
        """The domains something is known of that are registered under a name: "acme" gives acme.com, us.acme.de."""
        answers = self._answers()
        known = answers.get(("named", name))
        if known is None:
            with self._link.reading() as db:
                rows = db.execute(
                    "SELECT name FROM domains WHERE registered = ? "
                    "UNION SELECT domain FROM merged WHERE registered = ?",
                    (name, name),
                ).fetchall()
            known = answers["named", name] = tuple(host for (host,) in rows)
        return known

    def company(self, key: str) -> Mapping[str, int]:
        """The domains a company (by its `companies.company_key`) was seen with, and how often."""
        with self._link.reading() as db:
            return tables.company(db, key)

    def add_company(self, key: str, domain: str) -> None:
        """Note once more that a company has its mail at a domain."""
        with self._writing() as (db, meta):
            tables.count_company(db, key, domain, 1)
            self._grown(db, meta)

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""
        answers = self._answers()
        known = answers.get(("aliases", domain))
        if known is None:
            with self._link.reading() as db:
                known = answers["aliases", domain] = tables.aliases(db, domain)
        return known

    def add_alias(self, one: str, other: str) -> None:
        """Declare that two domains, and all their aliases, belong to the same company."""
        if one != other:
            with self._writing() as (db, meta):
                tables.add_alias(db, one, other)
                self._grown(db, meta)

    def suppress(self, targets: Iterable[Target]) -> int:
        """Keep these from ever being shown; how many were new."""
        digests = {digest for target in targets for digest in digest_of(target, self._digests)}
        with self._writing() as (db, _):
            before = db.total_changes
            db.executemany("INSERT OR IGNORE INTO suppressed VALUES (?, ?)", [(d, mark(d)) for d in digests])
            return db.total_changes - before

    def suppresses(self) -> bool:
        """Whether anything is suppressed at all."""
        answers = self._answers()
        some = answers.get(("suppressed", ""))
        if some is None:
            with self._link.reading() as db:
                some = bool(db.execute("SELECT 1 FROM suppressed LIMIT 1").fetchone())
            answers["suppressed", ""] = some
        return bool(some)

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What of a domain, a person by the keys of the name, and candidates may not be shown."""
        if not self.suppresses():
            return NOTHING_HIDDEN

        def kept(digests: set[bytes]) -> set[bytes]:
            with self._link.reading() as db:
                return tables.suppressed_among(db, digests)

        return hidden(kept, self._digests, domain, names, locals_)

    def stats(self) -> Stats:
        """The size and age of the store."""
        with self._link.reading() as db:
            return upkeep.stats(db, read_meta(db))

    def check(self) -> tuple[str, ...]:
        """What is wrong with the store, in sentences; empty where it is sound."""
        try:
            with self._link.reading() as db:
                return upkeep.check(db, Ledger())
        except StoreError as error:
            return (str(error),)

    def vacuum(self) -> None:
        """Give back the space of what was taken out."""
        with self._writing() as (db, meta):
            upkeep.sweep(db)
            write_meta(db, {"epoch": meta["epoch"] + 1})
        with self._link.alone() as db:
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close the file; every later call raises `StoreError`."""
        self._link.close()


def _opened(path: str, read_only: bool, never_changes: bool = False) -> SqliteStore:
    return SqliteStore(path, read_only=read_only, never_changes=never_changes)
