"""A store in one SQLite file, for one person or a team on one machine: the embedded default.

It keeps what `people` describes in the tables of `schema`. Names and addresses pass through on their way to a digest;
none is written, into the file or beside it.

Start reading at `SqliteStore.record`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emailguess.errors import StoreError, named
from emailguess.evidence.counts import Counts
from emailguess.store.digests import Digests
from emailguess.store.people import Facts, Owner, owner_of, this_month, young
from emailguess.store.protocol import MOST_NAMED, Entry, Hidden, Recorded, Stats, Target
from emailguess.store.signatures import checked
from emailguess.store.sqlite import forgetting, lookups, mending, tables, withheld
from emailguess.store.sqlite import maintenance as upkeep
from emailguess.store.sqlite.clock import believed, check_limit, first_kept, tell
from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.domain_row import Sheet
from emailguess.store.sqlite.erasing import emptied, erase
from emailguess.store.sqlite.interchange import Exchanging
from emailguess.store.sqlite.keyed import sealing_of, secret_of
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.recording import Batch
from emailguess.store.sqlite.schema import read_meta, write_meta
from emailguess.store.suppression import NOTHING_HIDDEN, digest_of, hidden

__all__ = ["SqliteStore"]

# Answers kept ready until somebody changes the store.
_KEPT = 10_000
# Up to so many people of a domain are read at once and kept; of more, those asked about are looked up.
_ROSTER = 200


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
        key: str | bytes | None = None,
    ) -> None:
        """Open or make a store.

        - `path`: the file; made where there is none, unless `read_only`
        - `read_only`: whether writing is refused; default: no
        - `keep_months`: the age limit in months (1 to 1200; 0: none). Older evidence is not used, and is deleted when
          something is learned or by `expire`. Default: as it is, 36 in a new store
        - `never_changes`: whether nobody writes the file, such as one on a disk that can only be read. Then nothing is
          locked, and what is read may be wrong if the file is written all the same. Default: no
        - `key`: the secret of a store that keeps it outside the file (`secrets`); default: what `EMAILGUESS_KEY` says

        Raises `StoreError`.
        """
        check_limit(keep_months)
        self._link = Connection(path, read_only=read_only, never_changes=never_changes)
        self._known: dict[tuple[str, str], Any] = {}
        self._known_at = -1
        self._keep_months = keep_months if read_only else None
        try:
            with self._link.reading(anyhow=True) as db:
                meta = read_meta(db)
            self._id = str(meta["store"])
            secret = secret_of(self._link, meta, key)
            self._digests = Digests(secret)
            self._ledger = Ledger(sealing_of(self._link, secret))
            self._limit(meta)
            if not read_only and keep_months is not None and keep_months != meta["keep_months"]:
                with self._writing() as (db, meta):
                    write_meta(db, {"keep_months": keep_months})
                    self._limit(meta | {"keep_months": keep_months})
        except BaseException:
            self._link.close()
            raise

    def _limit(self, meta: Mapping[str, Any]) -> None:
        """Note the first month that is kept: what is older is told to nobody, and goes when something is learned."""
        if self._keep_months is not None:
            meta = {**meta, "keep_months": self._keep_months}
        self._since = first_kept(meta)
        self._limited_in = this_month()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that it keeps itself in."""
        return tuple(Path(f"{self._link.path}{end}") for end in ("", "-wal", "-shm"))

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
    def _writing(self, *, anyhow: bool = False) -> Iterator[tuple[sqlite3.Connection, dict[str, Any]]]:
        """Change the store in one transaction; what was remembered of a failed one is forgotten."""
        with self._link.lock:
            try:
                with self._link.writing(anyhow=anyhow) as db:
                    meta: dict[str, Any] = dict(self._own(read_meta(db)))
                    self._ledger.begin(meta["epoch"])
                    yield db, meta
            except BaseException:
                self._ledger.clear()
                raise

    def _own(self, meta: Mapping[str, Any]) -> Mapping[str, Any]:
        """The settings, unless they are another store's: that was copied over this one, and has another secret."""
        if meta["store"] != self._id:
            raise StoreError(f"another store was copied over {named(self._link.path)} in use; open it again")
        return meta

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
            if now != self._known_at or len(self._known) > _KEPT or this_month() != self._limited_in:
                with self._link.reading() as db:
                    self._limit(self._own(read_meta(db)))
                self._known = {}
                self._known_at = now
            return self._known

    def counts(self, domain: str) -> Counts:
        """What is known of a domain, learned and merged; empty counts if nothing."""
        answers = self._answers()
        known = answers.get(("counts", domain))
        if known is None:
            with self._link.reading() as db:
                known = Counts()
                for blob in lookups.counts(db, domain):
                    known = known + self._ledger.told(db, domain, blob, self._since)
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
        """Count evidence, each address once; what has grown too old goes with it."""
        entries = list(entries)
        checked(seen for entry in entries for seen in entry.sayings)
        with self._writing() as (db, meta):
            tell(meta)
            since = first_kept(meta)
            batch = Batch(self._ledger, self._digests, remember, month or believed(meta), since)
            batch.record(db, entries)
            gone = self._expire(db, meta) if upkeep.any_older(db, since) else -1
            if batch.changed and gone < 0:
                self._grown(db, meta)
            self._believe(db, meta)
        if gone > 0:
            erase(self._link, everything=True)
        return batch.recorded()

    def _believe(self, db: sqlite3.Connection, meta: dict[str, Any]) -> None:
        """Move the store's clock on."""
        month = believed(meta)
        if month != meta["clock"]:
            write_meta(db, {"clock": month})
            meta["clock"] = month

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are, for a person whose name has these keys."""
        people = self._roster(domain)
        if people is not None and not people:
            return {}
        asked = self._digests.addresses(domain, locals_)
        if people is None:
            with self._link.reading() as db:
                people = young(Sheet(db, self._ledger, domain).some_facts(p for p, _ in asked), self._since)
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
                few = sheet.persons <= _ROSTER
                if not few:
                    sheet.verify()
                known = (young(dict(sheet.people()), self._since) if few else None,)
            answers["people", domain] = known
        return known[0]

    def forget(self, domain: str, local: str) -> int:
        """Take one person's evidence out; how many pieces were known. 0 for who was learned without `remember`."""
        person = self._digests.address(domain, local)
        with self._writing(anyhow=True) as (db, meta):
            pieces, gone = forgetting.forget(db, self._ledger, domain, person, flawed=bool(self._link.flaw))
            if pieces:
                gone += forgetting.drop_unused(db, self._ledger, meta)
                self._grown(db, meta)
        if pieces:
            erase(self._link, gone)
        return pieces

    def forget_domain(self, domain: str) -> int:
        """Take out everything about a domain; how many pieces were known."""
        with self._writing(anyhow=True) as (db, meta):
            known, gone = forgetting.forget_domain(db, domain)
            gone += forgetting.drop_unused(db, self._ledger, meta)
            self._grown(db, meta)
        erase(self._link, gone)
        return known

    def expire(self, before: int = 0) -> int:
        """Take out what is older than a month (as `counts.month_of`), for good, and than the age limit; how much went.

        Raises `StoreError` for a month after the last one the store believes in: the clock may be wrong.
        """
        with self._writing() as (db, meta):
            tell(meta)
            if before > believed(meta):
                raise StoreError(
                    "that is after the month the store saw last, and nothing learned until then would be kept; if the "
                    "computer's clock is right, tell so first (`emailguess store expire --clock-is-right`)"
                )
            meta["since"] = max(before, meta["since"])
            write_meta(db, {"since": meta["since"]})
            gone = self._expire(db, meta)
            self._believe(db, meta)
        erase(self._link, everything=bool(gone))
        return gone

    def _expire(self, db: sqlite3.Connection, meta: dict[str, Any]) -> int:
        gone, changed = upkeep.expire(db, self._ledger, first_kept(meta))
        if changed:
            forgetting.drop_unused(db, self._ledger, meta)
            self._grown(db, meta)
        self._limit(meta)
        return gone

    def trust_clock(self) -> None:
        """Take the computer's clock for right, however far it is from what the store saw last."""
        with self._writing() as (db, _):
            write_meta(db, {"clock": this_month()})

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""
        with self._link.reading() as db:
            return iter(lookups.domains(db))

    def named(self, name: str) -> Iterable[str]:
        """The domains something is known of that are registered under a name: "acme" gives acme.com, us.acme.de."""
        answers = self._answers()
        known = answers.get(("named", name))
        if known is None:
            with self._link.reading() as db:
                known = answers["named", name] = lookups.named(db, name, MOST_NAMED)
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
            new = withheld.add(db, digests)
        erase(self._link)
        return new

    def suppresses(self) -> bool:
        """Whether anything is suppressed at all."""
        answers = self._answers()
        some = answers.get(("suppressed", ""))
        if some is None:
            with self._link.reading() as db:
                some = answers["suppressed", ""] = withheld.some(db)
        return bool(some)

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What of a domain, a person by the keys of the name, and candidates may not be shown."""
        if not self.suppresses():
            return NOTHING_HIDDEN

        def kept(digests: set[bytes]) -> set[bytes]:
            with self._link.reading() as db:
                return withheld.among(db, digests)

        return hidden(kept, self._digests, domain, names, locals_, self.aliases)

    def stats(self) -> Stats:
        """The size and age of the store."""
        with self._link.reading() as db:
            return upkeep.stats(db, read_meta(db))

    def check(self) -> tuple[str, ...]:
        """What is wrong with the store, in sentences; empty where it is sound."""
        try:
            with self._link.reading(anyhow=True) as db:
                return upkeep.check(db, Ledger(self._ledger.sealing))
        except StoreError as error:
            return (str(error),)

    def repair(self) -> tuple[str, ...]:
        """Take out what cannot be read; what was dropped or written anew, in sentences. Raises `StoreError`."""
        with self._link.lock:
            told = mending.repaired(self._link, Ledger(self._ledger.sealing))
            self._ledger.clear()
        return told

    def vacuum(self) -> None:
        """Give back the space of what was taken out."""
        with self._writing() as (db, meta):
            upkeep.sweep(db)
            write_meta(db, {"epoch": meta["epoch"] + 1})
        with self._link.alone() as db:
            db.execute("VACUUM")
            emptied(db)

    def close(self) -> None:
        """Close the file; every later call raises `StoreError`."""
        self._link.close()


def _opened(path: str, read_only: bool, never_changes: bool = False) -> SqliteStore:
    return SqliteStore(path, read_only=read_only, never_changes=never_changes)
