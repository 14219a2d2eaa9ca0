"""Counts in memory, gone with the process.

It keeps just what a store on disk keeps, digests in place of people, so that all of it can be written down.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from threading import RLock
from typing import TYPE_CHECKING

from emailguess.addresses.related import registered_name
from emailguess.errors import StoreClosed
from emailguess.evidence.counts import Counts, Seen
from emailguess.store.aggregation import MIN_PEOPLE, NOTHING_EXPECTED, Expected
from emailguess.store.digests import SECRET_BYTES, Digests
from emailguess.store.forking import held_over_forks
from emailguess.store.people import NO_FACTS, Facts, changes, covered, join, owner_of, standing, this_month, young
from emailguess.store.protocol import MOST_NAMED, Entry, HeldPart, Merged, Owner, Recorded, Stats
from emailguess.store.signatures import checked
from emailguess.store.texts import fact_of, settled, told
from emailguess.store.withholding import Withholding

if TYPE_CHECKING:
    from emailguess.store.imported import Held

__all__ = ["MemoryStore"]

_EMPTY = Counts()


class MemoryStore(Withholding):
    """Counts in memory, gone with the process; safe to share between threads.

    >>> store = MemoryStore()
    >>> store.counts("acme.com").total
    0
    """

    def __init__(self) -> None:
        self._own: dict[str, Counts] = {}
        self._counts: dict[str, Counts] = {}  # own and merged together
        self._people: dict[str, dict[bytes, Facts]] = {}
        self._texts: dict[str, dict[str, str]] = {}  # the patterns that marks stand for, shown by enough people
        self._named: dict[str, set[str]] = {}
        self._most: dict[str, tuple[str, ...]] = {}
        self._companies: dict[str, dict[str, int]] = {}
        self._links: set[tuple[str, str]] = set()
        self._aliases: dict[str, frozenset[str]] = {}
        self._merged: dict[str, Held] = {}
        self._suppressed: set[bytes] = set()
        self._since = 0
        self._version = 0
        self._made: tuple[str, Digests] | None = None
        self._closed = False
        self._lock = RLock()
        held_over_forks(self)

    def __getstate__(self) -> dict[str, object]:
        """A copy for another process; what either learns from then on is its own."""
        with self._lock:
            return {key: value for key, value in vars(self).items() if key != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._lock = RLock()
        held_over_forks(self)

    @property
    def _identity(self) -> tuple[str, Digests]:
        """The store's id and digests, drawn when first needed: a plain guess pays nothing for them."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = os.urandom(16).hex(), Digests(os.urandom(SECRET_BYTES))
        return self._made

    @property
    def _digests(self) -> Digests:
        return self._identity[1]

    def counts(self, domain: str) -> Counts:
        """What is known of a domain, learned and merged; empty counts if nothing."""
        self._open()
        return self._counts.get(domain, _EMPTY)

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain that belong to nobody: they cannot be recognised when they come again."""
        with self._writing():
            for more in counts.values():
                checked(more)
            self._change({name: dict(more) for name, more in counts.items()})

    def record(self, entries: Iterable[Entry], *, remember: bool = True, month: int = 0) -> Recorded:
        """Count evidence, each address once."""
        month = month or this_month()
        entries = list(entries)
        checked(seen for entry in entries for seen in entry.sayings)
        with self._writing():
            deltas: dict[str, dict[Seen, int]] = {}
            companies: list[tuple[str, str, int]] = []
            facts: dict[tuple[str, bytes], Facts] = {}
            patterns: dict[str, dict[str, str]] = {}
            new, repeated, old = 0, 0, list[int]()
            for place, entry in enumerate(entries):
                fact, offered = fact_of(entry, self._digests, month, remember=remember)
                patterns.setdefault(entry.domain, {}).update(offered)
                seen = fact.seen
                if seen.month < self._since:
                    old.append(place)
                    continue
                person = self._digests.entry(entry)
                before = facts.get((entry.domain, person)) or self._people.get(entry.domain, {}).get(person, NO_FACTS)
                repeated += bool(before)
                new += not before
                delta = deltas.setdefault(entry.domain, {})
                if not remember:
                    if not before:
                        delta[seen] = delta.get(seen, 0) + 1
                        companies.append((entry.company, entry.domain, 1))
                    continue
                after = join(before, fact)
                facts[entry.domain, person] = after
                for fact, number in changes(before, after):
                    delta[fact.seen] = delta.get(fact.seen, 0) + number
                    companies.append((fact.company, entry.domain, number))
            self._change(deltas, companies)
            for (domain, person), after in facts.items():
                self._people.setdefault(domain, {})[person] = after
            for domain, offered in patterns.items():
                self._settle(domain, offered)
            return Recorded(new, repeated, tuple(old))

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are, for a person whose name has these keys."""
        self._open()
        people = self._people.get(domain)
        if not people:
            return {}
        asked = self._digests.addresses(domain, locals_)
        known = [(local, people[person]) for person, local in asked if person in people]
        wanted = {self._digests.name(domain, name) for name in names} if known else ()
        return {local: owner for local, facts in known if (owner := owner_of(facts, wanted))}

    def forget(self, domain: str, local: str) -> int:
        """Take one person's evidence out; how many pieces were known. 0 for who was learned without `remember`."""
        with self._writing():
            people = self._people.get(domain, {})
            facts = people.pop(self._digests.address(domain, local), NO_FACTS)
            if not people:
                self._people.pop(domain, None)
            self._replace(domain, [(facts, NO_FACTS)])
            self._settle(domain)
            return len(standing(facts))

    def forget_domain(self, domain: str) -> int:
        """Take out everything about a domain; how many pieces were known."""
        from emailguess.store.imported import without

        with self._writing():
            known = self.counts(domain).total
            self._own.pop(domain, None)
            self._people.pop(domain, None)
            self._texts.pop(domain, None)
            for held in self._merged.values():
                held.drop(domain)
            self._companies = without(self._companies, domain)
            self._links = {link for link in self._links if domain not in link}
            self._version += 1
            self._total([domain])
            self._join_aliases()
            return known

    def trust_clock(self) -> None:
        """Nothing in memory follows the clock."""

    def expire(self, before: int = 0) -> int:
        """Take out what is older than a month (as `counts.month_of`), for good; how many pieces went."""
        with self._writing():
            self._since = max(self._since, before)
            gone = 0
            for domain, people in list(self._people.items()):
                kept = self._people[domain] = dict(young(people, self._since))
                gone -= self._replace(domain, [(facts, kept.get(person, NO_FACTS)) for person, facts in people.items()])
                if not kept:
                    del self._people[domain]
            for domain, held in list(self._own.items()):
                rest = {seen: -number for seen, number in held.items() if 0 < seen.month < self._since}
                gone -= sum(rest.values())
                self._change({domain: rest})
            gone += sum(part.expire(self._since) for part in self._merged.values())
            for domain in list(self._texts):
                self._settle(domain)
            self._total(list(self._counts))
            return gone

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""
        self._open()
        return iter(sorted(self._counts))

    def named(self, name: str) -> Iterable[str]:
        """The domains registered under a name of which most is known, at most `MOST_NAMED`: "acme" gives us.acme.de."""
        self._open()
        hosts = self._named.get(name, ())
        if len(hosts) <= MOST_NAMED:
            return tuple(hosts)
        with self._lock:
            if name not in self._most:
                ranked = sorted(hosts, key=lambda host: (-self._counts[host].total, host))
                self._most[name] = tuple(ranked[:MOST_NAMED])
            return self._most[name]

    def company(self, key: str) -> Mapping[str, int]:
        """The domains a company (by its `companies.company_key`) was seen with, and how often."""
        self._open()
        whole = {domain: number for domain, number in self._companies.get(key, {}).items() if number}
        for part in self._merged.values():
            for domain, number in part.companies.get(key, {}).items():
                whole[domain] = whole.get(domain, 0) + number
        return whole

    def add_company(self, key: str, domain: str) -> None:
        """Note once more that a company has its mail at a domain."""
        with self._writing():
            seen = self._companies.setdefault(key, {})
            seen[domain] = seen.get(domain, 0) + 1
            self._version += 1

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""
        self._open()
        return self._aliases.get(domain, frozenset()) - {domain}

    def add_alias(self, one: str, other: str) -> None:
        """Declare that two domains, and all their aliases, belong to the same company."""
        if one == other:
            return
        with self._writing():
            link = (min(one, other), max(one, other))
            self._join_aliases([link])
            self._links.add(link)
            self._version += 1

    def export(self, minimum: int = MIN_PEOPLE, expected: Expected = NOTHING_EXPECTED) -> str:
        """All counts, this store's and merged ones, as a JSON document of groups of at least `minimum` people."""
        from emailguess.store.interchange import Part, written

        with self._lock:
            self._open()
            parts = [held.part(store) for store, held in self._merged.items()]
            if self._version:
                companies = {key: {d: n for d, n in seen.items() if n} for key, seen in self._companies.items()}
                counts = [(domain, told(held, self._texts.get(domain, {}))) for domain, held in self._own.items()]
                parts.append(Part(self._identity[0], self._version, counts, companies, frozenset(self._links)))
            return written(sorted(parts, key=lambda part: part.store), minimum, expected)

    def merge(self, document: str) -> Merged:
        """Take in what `export` gave: commutative, associative, idempotent."""
        from emailguess.store.imported import Held
        from emailguess.store.interchange import parts_of

        parts = parts_of(document)
        with self._writing():
            self._join_aliases(*(part.aliases for part in parts))
            stores = domains = old = 0
            for part in parts:
                held = self._merged.get(part.store)
                if part.store == self._identity[0] or (held and held.version > part.version):
                    continue
                taken, late = Held.of(part, self._since)
                if held is not None and held.version == part.version:
                    taken = held.joined(taken)
                    if taken == held:
                        continue
                stores += 1
                old += late
                domains += len(taken.counts)
                self._merged[part.store] = taken
                self._total({*taken.counts, *(held.counts if held else ())})
            self._join_aliases()
            return Merged(stores, len(parts) - stores, domains, old)

    def parts(self) -> tuple[HeldPart, ...]:
        """The stores whose exports were merged, by id."""
        self._open()
        return tuple(held.told(store) for store, held in sorted(self._merged.items()))

    def drop_part(self, store: str) -> bool:
        """Take out what another store's exports brought; whether any did."""
        with self._writing():
            held = self._merged.pop(store, None)
            self._total(held.counts if held else ())
            self._join_aliases()
            return held is not None

    def stats(self) -> Stats:
        """The size and age of the store."""
        with self._lock:
            self._open()
            return Stats(
                domains=len(self._counts),
                pieces=sum(counts.total for counts in self._counts.values()),
                people=sum(map(len, self._people.values())),
                stores=len(self._merged),
                suppressed=len(self._suppressed),
                since=self._since,
                keep_months=0,
                size_bytes=0,
            )

    def check(self) -> tuple[str, ...]:
        """What is wrong with the store, in sentences; empty where it is sound."""
        with self._lock:
            self._open()
            return tuple(
                f"{domain}: more people are recognised than counted"
                for domain, people in self._people.items()
                if not covered(people.values(), self._own.get(domain, _EMPTY))
            )

    def repair(self) -> tuple[str, ...]:
        """Nothing in memory is damaged by a disk."""
        return ()

    def vacuum(self) -> None:
        """Give back the space of what was taken out; memory gives it back by itself."""
        self._open()

    def close(self) -> None:
        """Forget everything; every later call raises `StoreError`."""
        self._closed = True

    def _open(self) -> None:
        if self._closed:
            raise StoreClosed("the store is closed; open it again")

    def _writing(self) -> RLock:
        self._open()
        return self._lock

    def _replace(self, domain: str, people: Iterable[tuple[Facts, Facts]]) -> int:
        """Count people's facts as they are after a change and not as before; by how much the counts grew."""
        delta: dict[Seen, int] = {}
        companies = []
        for before, after in people:
            for fact, number in changes(before, after):
                delta[fact.seen] = delta.get(fact.seen, 0) + number
                companies.append((fact.company, domain, number))
        self._change({domain: delta}, companies)
        return sum(delta.values())

    def _settle(self, domain: str, offered: Mapping[str, str] | None = None) -> None:
        """Tell the patterns that enough people show, after whoever came and went, and no others."""
        known = self._texts.get(domain, {})
        patterns = known | dict(offered or {})
        shown = settled(patterns, patterns, self._own.get(domain, _EMPTY), self._people.get(domain, {}).values())
        if shown != known.keys():
            self._texts[domain] = {mark: patterns[mark] for mark in shown}
            self._total([domain])

    def _change(self, deltas: Mapping[str, Mapping[Seen, int]], companies: Iterable[tuple[str, str, int]] = ()) -> None:
        """Change own counts, all or none."""
        changed = {}
        for domain, delta in deltas.items():
            if any(delta.values()):
                counts = dict(self._own.get(domain, {}))
                for seen, number in delta.items():
                    counts[seen] = counts.get(seen, 0) + number
                changed[domain] = Counts(counts)
        for company, domain, number in companies:
            if company:
                seen_with = self._companies.setdefault(company, {})
                seen_with[domain] = seen_with.get(domain, 0) + number
        if changed:
            self._own.update(changed)
            self._version += 1
            self._total(changed)

    def _total(self, domains: Iterable[str]) -> None:
        """Sum own and merged counts anew."""
        self._most.clear()
        for domain in domains:
            whole = told(self._own.get(domain, _EMPTY), self._texts.get(domain, {}))
            if not whole:
                self._own.pop(domain, None)
            for part in self._merged.values():
                whole = whole + part.counts.get(domain, _EMPTY)
            if whole:
                if domain not in self._counts:
                    self._named.setdefault(registered_name(domain), set()).add(domain)
                self._counts[domain] = whole
            elif self._counts.pop(domain, None) is not None:
                self._named[registered_name(domain)].discard(domain)

    def _join_aliases(self, *more: Iterable[tuple[str, str]]) -> None:
        from emailguess.store.imported import families

        self._aliases = families(self._links.union(*more, *(part.aliases for part in self._merged.values())))
