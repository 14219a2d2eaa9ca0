"""A batch of evidence on its way into the tables, domain by domain.

Functions on an open transaction; who may write when is for `store`.

Start reading at `Batch.record`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from emailguess.store.digests import Digests
from emailguess.store.people import join
from emailguess.store.protocol import Entry, Recorded
from emailguess.store.sqlite.codec import Damaged
from emailguess.store.sqlite.domain_row import Sheet
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.texts import fact_of

__all__ = ["Batch"]


class Batch:
    """A batch, and what became of it."""

    def __init__(self, ledger: Ledger, digests: Digests, remember: bool, month: int, since: int) -> None:
        self._ledger = ledger
        self._digests = digests
        self._remember = remember
        self._month = month
        self._since = since
        self._new = self._repeated = 0
        self._old: list[int] = []
        self._damaged: list[int] = []
        self.changed = False
        """Whether anything was written."""

    def record(self, db: sqlite3.Connection, entries: Iterable[Entry]) -> None:
        """Write what is new; a domain that is damaged is left as it is, and stops no other."""
        by_domain: dict[str, list[tuple[int, Entry]]] = {}
        for place, entry in enumerate(entries):
            by_domain.setdefault(entry.domain, []).append((place, entry))
        for domain, group in by_domain.items():
            try:
                self._record(db, domain, group)
            except Damaged:
                self._damaged += [place for place, _ in group]

    def recorded(self) -> Recorded:
        """What became of it."""
        return Recorded(self._new, self._repeated, tuple(sorted(self._old)), tuple(sorted(self._damaged)))

    def _record(self, db: sqlite3.Connection, domain: str, group: list[tuple[int, Entry]]) -> None:
        sheet = Sheet(db, self._ledger, domain)
        new = repeated = 0
        old = []
        for place, entry in group:
            fact, patterns = fact_of(entry, self._digests, self._month, remember=self._remember)
            seen = fact.seen
            if seen.month < self._since:
                old.append(place)
                continue
            person = self._digests.entry(entry)
            before = sheet.facts(person)
            repeated += bool(before)
            new += not before
            if not self._remember:
                if not before:
                    sheet.change(seen, 1)
                    if entry.company:
                        sheet.employ(entry.company, 1)
                continue
            after = join(before, fact)
            if after is not before:
                sheet.replace(person, before, after)
            sheet.offer(patterns)
        self.changed |= sheet.write()
        self._new += new
        self._repeated += repeated
        self._old += old
