"""The counts of one domain while a transaction changes them: read, changed, written once.

It keeps the row's oldest month right, by which expiry finds rows without reading them all, and leaves no empty row.

Start reading at `Sheet`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from emailguess.addresses.related import registered_name
from emailguess.evidence.counts import Counts, Seen
from emailguess.store.people import NO_FACTS, Facts, changes
from emailguess.store.sqlite import lookups
from emailguess.store.sqlite.codec import (
    Damaged,
    mark,
    packed_counts,
    packed_facts,
    unpacked_counts,
    unpacked_facts,
    unpacked_texts,
)
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import SEALED, rostered
from emailguess.store.sqlite.tables import count_company
from emailguess.store.texts import marks_of, settled

__all__ = ["NEVER", "Sheet"]

NEVER = 1 << 30
"""The oldest month of a row that holds nothing with a month."""


class Sheet:
    """What was learned at one domain here."""

    def __init__(self, db: sqlite3.Connection, ledger: Ledger, domain: str) -> None:
        self._db = db
        self._ledger = ledger
        self.domain = domain
        row = lookups.domain(db, f"{SEALED}, mark, counts", domain)
        self.number: int | None = None
        self._oldest = NEVER
        self._counts: dict[int, int] = {}
        self.texts: dict[str, str] = {}
        """The patterns that marks here stand for, shown by enough people (`texts`)."""
        self.persons = self._roster = 0
        if row is not None:
            *sealed, checksum, blob = row
            if mark(*sealed) != checksum:
                raise Damaged
            self.number, _, _, self._oldest, pieces, self.persons, self._roster = sealed
            self._counts = unpacked_counts(domain, blob)
            self.texts = unpacked_texts(domain, blob)
            if self.pieces != pieces:
                raise Damaged
        self._lost: set[int] = set()
        """Sorts of evidence that lost a use here."""
        self._offered: dict[str, str] = {}
        self._unsure: set[str] = set()
        """Marks that lost somebody here."""
        self.closed: list[str] = []
        """Patterns that too few people show now; nothing of them is kept."""
        self._changed: dict[bytes, Facts] = {}
        self._dirty = False
        self._companies: dict[str, int] = {}

    @property
    def pieces(self) -> int:
        """How many pieces of evidence are counted."""
        return sum(self._counts.values())

    def counts(self) -> Counts:
        """What is counted here."""
        return self._ledger.counts(self._db, self._counts)

    def change(self, seen: Seen, number: int) -> None:
        """Add to a count, or take from it."""
        key = self._ledger.number(self._db, seen)
        left = self._counts.get(key, 0) + number
        if left < 0:
            raise Damaged
        self._counts[key] = left
        if number < 0:
            self._lost.add(key)
        self._dirty = True
        if 0 < seen.month < self._oldest:
            self._oldest = seen.month

    def offer(self, patterns: Mapping[str, str]) -> None:
        """Tell which patterns some marks stand for; they are kept if enough people show them."""
        self._offered |= {mark_: pattern for mark_, pattern in patterns.items() if mark_ not in self.texts}

    def _settle_texts(self) -> None:
        """Keep the patterns that enough people show, after whoever came and went."""
        asked = self._offered.keys() | (self._unsure & self.texts.keys())
        if not asked:
            return
        patterns = self.texts | self._offered
        shown = settled(asked, patterns, self.counts(), self._everybody())
        self.closed = [self.texts.pop(mark_) for mark_ in asked - shown if mark_ in self.texts]
        opened = shown - self.texts.keys()
        self.texts |= {mark_: patterns[mark_] for mark_ in opened}
        self._dirty |= bool(opened or self.closed)
        self._offered = {}
        self._unsure = set()

    def _everybody(self) -> Iterable[Facts]:
        """The facts of all people here, as they will be written."""
        yield from (facts for facts in self._changed.values() if facts)
        if self.number is not None:
            rows = self._db.execute("SELECT person, facts FROM people WHERE domain = ?", (self.number,)).fetchall()
            yield from (self._facts_of(person, blob) for person, blob in rows if person not in self._changed)

    def employ(self, company: str, number: int) -> None:
        """Note so many more people, or fewer, of a company by its key."""
        self._companies[company] = self._companies.get(company, 0) + number

    def facts(self, person: bytes) -> Facts:
        """What is known of a person."""
        changed = self._changed.get(person)
        if changed is not None:
            return changed
        if self.number is None:
            return NO_FACTS
        row = self._db.execute(
            "SELECT facts FROM people WHERE domain = ? AND person = ?", (self.number, person)
        ).fetchone()
        return self._facts_of(person, row[0]) if row else NO_FACTS

    def _facts_of(self, person: bytes, blob: bytes) -> Facts:
        return self._ledger.facts(self._db, unpacked_facts(person, blob))

    def people(self) -> Iterable[tuple[bytes, Facts]]:
        """Everybody recognised here; raises `Damaged` where somebody is missing or is nobody of here."""
        rows = self._db.execute("SELECT person, facts FROM people WHERE domain = ?", (self.number,)).fetchall()
        if not self._changed:
            self._compare([person for person, _ in rows])
        for person, blob in rows:
            yield person, self._facts_of(person, blob)

    def verify(self) -> None:
        """Raise `Damaged` unless all who are recognised here are there: who is not found is then really unknown."""
        rows = self._db.execute("SELECT person FROM people WHERE domain = ?", (self.number,))
        self._compare([person for (person,) in rows])

    def _compare(self, people: list[bytes]) -> None:
        if len(people) != self.persons or rostered(people) != self._roster:
            raise Damaged

    def some_facts(self, people: Iterable[bytes]) -> Mapping[bytes, Facts]:
        """What is known of those among some people of whom anything is."""
        known = ((person, self.facts(person)) for person in people)
        return {person: facts for person, facts in known if facts}

    def replace(self, person: bytes, before: Facts, after: Facts) -> None:
        """Replace what is known of a person, and count accordingly; without facts the person goes."""
        for fact, number in changes(before, after):
            self.change(fact.seen, number)
            if fact.company:
                self.employ(fact.company, number)
        self._changed[person] = after
        self._unsure |= marks_of(before)
        there = bool(after) - bool(before)
        if there:
            self.persons += there
            self._roster = (self._roster + there * rostered((person,))) & 0xFFFFFFFF
        self._dirty = True
        self._lost.update(self._ledger.number(self._db, f.seen) for f in before.values() if f not in after.values())
        for fact in after.values():
            self._oldest = min(self._oldest, fact.seen.month)

    def drop_older(self, since: int) -> int:
        """Take out counts older than a month, and find the oldest month anew; people are the caller's."""
        gone = 0
        for key in list(self._counts):
            if 0 < self._ledger.seen(self._db, key).month < since:
                gone += self._counts.pop(key)
                self._lost.add(key)
        self._dirty = True
        months = [self._ledger.seen(self._db, key).month for key, number in self._counts.items() if number]
        known = {person: facts for person, facts in self.people() if person not in self._changed}
        months += [fact.seen.month for facts in (known | self._changed).values() for fact in facts.values()]
        self._oldest = min((month for month in months if month), default=NEVER)
        return gone

    def write(self) -> bool:
        """Write what changed; whether anything did."""
        self._settle_texts()
        if not self._dirty and not self._changed and not self._companies:
            return False
        self._counts = {key: number for key, number in self._counts.items() if number}
        blob = packed_counts(self.domain, self._counts, self.texts)
        kept = [(person, facts) for person, facts in self._changed.items() if facts]
        told = {fact.company: 0 for _, facts in kept for fact in facts.values() if fact.company}
        companies = {
            key: count_company(self._db, key, self.domain, number) for key, number in (told | self._companies).items()
        }
        if self.number is None:
            if not self._counts and not kept:
                return False
            row = self.domain, registered_name(self.domain), self._oldest, blob
            query = "INSERT INTO domains (name, registered, oldest, counts) VALUES (?, ?, ?, ?)"
            self.number = self._db.execute(query, row).lastrowid
        tallies = self._oldest, self.pieces, self.persons, self._roster
        checksum = mark(self.number, self.domain, registered_name(self.domain), *tallies)
        self._db.execute(
            "UPDATE domains SET oldest = ?, pieces = ?, persons = ?, roster = ?, counts = ?, mark = ? WHERE id = ?",
            (*tallies, blob, checksum, self.number),
        )
        if kept:
            self._db.executemany(
                "INSERT OR REPLACE INTO people VALUES (?, ?, ?)",
                [(self.number, p, packed_facts(p, self._ledger.rows(self._db, facts, companies))) for p, facts in kept],
            )
        gone = [(self.number, person) for person, facts in self._changed.items() if not facts]
        if gone:
            self._db.executemany("DELETE FROM people WHERE domain = ? AND person = ?", gone)
        if not self._counts and not kept:
            self._db.execute(
                "DELETE FROM domains WHERE id = ? AND NOT EXISTS (SELECT 1 FROM people WHERE domain = ?)",
                (self.number, self.number),
            )
        self._db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(number,) for number in self._lost])
        self._changed = {}
        self._companies = {}
        self._lost = set()
        self._dirty = False
        return True
