"""A store over others: a personal one over the company's, say. Reads add up; what is written goes to the top.

It holds nothing itself and never writes below the top.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from emailguess.errors import StoreError
from emailguess.evidence.counts import Counts
from emailguess.store.aggregation import MIN_PEOPLE, NOTHING_EXPECTED, Expected
from emailguess.store.people import Owner
from emailguess.store.protocol import MOST_NAMED, Entry, HeldPart, Hidden, Merged, Recorded, Stats, Store, Target

__all__ = ["LayeredStore"]


class LayeredStore:
    """Stores one over another, the one to write to first.

    >>> from emailguess.store import MemoryStore
    >>> company = MemoryStore()
    >>> company.add_alias("acme.example", "acme.test")
    >>> LayeredStore(MemoryStore(), company).aliases("acme.test")
    frozenset({'acme.example'})
    """

    def __init__(self, top: Store, *below: Store) -> None:
        self._top = top
        self._below = below

    @property
    def _all(self) -> tuple[Store, ...]:
        return (self._top, *self._below)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that all layers keep themselves in."""
        return tuple(path for store in self._all for path in getattr(store, "paths", ()))

    def counts(self, domain: str) -> Counts:
        """What is known of a domain, in all layers; empty counts if nothing."""
        whole = self._top.counts(domain)
        for store in self._below:
            whole = whole + store.counts(domain)
        return whole

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain to the top."""
        self._top.add(counts)

    def record(self, entries: Iterable[Entry], *, remember: bool = True, month: int = 0) -> Recorded:
        """Count evidence at the top, each address once: what a layer below holds as well is not counted again."""
        given = list(entries)
        known = self._below_knows(given)
        fresh = [place for place in range(len(given)) if place not in known]
        done = self._top.record([given[place] for place in fresh], remember=remember, month=month)
        old, damaged = (tuple(fresh[place] for place in places) for places in (done.old, done.damaged))
        return Recorded(done.new, done.repeated + len(known), old, damaged)

    def _below_knows(self, entries: list[Entry]) -> set[int]:
        """Places of entries whose address is known below, by a pair or as well as they tell it."""
        locals_: dict[str, set[str]] = {}
        for entry in entries:
            if entry.local and entry.seen.kind in ("pair", "bare"):
                locals_.setdefault(entry.domain, set()).add(entry.local)
        owners: dict[tuple[str, str], set[Owner]] = {}
        for store in self._below:
            for domain, names in locals_.items():
                for local, owner in store.owners(domain, (), names).items():
                    owners.setdefault((domain, local), set()).add(owner)
        return {
            place
            for place, entry in enumerate(entries)
            if entry.seen.kind in ("pair", "bare")
            and (held := owners.get((entry.domain, entry.local)))
            and (entry.seen.kind == "bare" or "other" in held)
        }

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are; a layer that knows the name is believed first."""
        found: dict[str, Owner] = {}
        for store in self._all:
            for local, owner in store.owners(domain, names, locals_).items():
                if _CERTAINTY[owner] > _CERTAINTY.get(found.get(local, ""), -1):
                    found[local] = owner
        return found

    def forget(self, domain: str, local: str) -> int:
        """Take one person's evidence out of the top; raises `StoreError` where a layer below knows the person too."""
        gone = self._top.forget(domain, local)
        if any(store.owners(domain, (), (local,)) for store in self._below):
            raise StoreError(
                "the person is forgotten in the store on top, but a store below knows the address too; forget it there"
            )
        return gone

    def forget_domain(self, domain: str) -> int:
        """Take a domain out of the top; raises `StoreError` where a layer below knows it too."""
        gone = self._top.forget_domain(domain)
        if any(store.counts(domain) for store in self._below):
            raise StoreError(
                f"{domain} is forgotten in the store on top, but a store below knows it too; forget it there"
            )
        return gone

    def expire(self, before: int = 0) -> int:
        """Take what is older than a month (as `counts.month_of`) out of the top."""
        return self._top.expire(before)

    def trust_clock(self) -> None:
        """Have the top take the computer's clock for right."""
        self._top.trust_clock()

    def domains(self) -> Iterator[str]:
        """The domains any layer knows, in alphabetical order."""
        return iter(sorted({domain for store in self._all for domain in store.domains()}))

    def named(self, name: str) -> Iterable[str]:
        """The domains any layer knows that are registered under a name."""
        return tuple({domain: None for store in self._all for domain in store.named(name)})[:MOST_NAMED]

    def company(self, key: str) -> Mapping[str, int]:
        """The domains a company was seen with, and how often, in all layers."""
        whole: dict[str, int] = {}
        for store in self._all:
            for domain, number in store.company(key).items():
                whole[domain] = whole.get(domain, 0) + number
        return whole

    def add_company(self, key: str, domain: str) -> None:
        """Note at the top that a company has its mail at a domain."""
        self._top.add_company(key, domain)

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared, in any layer, to belong to the same company."""
        family, fresh = {domain}, [domain]
        while fresh:
            name = fresh.pop()
            more = {other for store in self._all for other in store.aliases(name)} - family
            family |= more
            fresh += more
        return frozenset(family - {domain})

    def add_alias(self, one: str, other: str) -> None:
        """Declare at the top that two domains belong to the same company."""
        self._top.add_alias(one, other)

    def suppress(self, targets: Iterable[Target]) -> int:
        """Keep these from being shown, by the top."""
        return self._top.suppress(targets)

    def suppresses(self) -> bool:
        """Whether any layer forbids to show anything."""
        return any(store.suppresses() for store in self._all)

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What any layer forbids to show, at this domain or at one that any layer says belongs with it."""
        if not self.suppresses():
            return Hidden()
        from emailguess.store.suppression import relatives

        family = relatives(domain, self.aliases)
        each = [store.suppressed(host, names, locals_) for store in self._all for host in family]
        return Hidden(
            domain=any(hidden.domain for hidden in each),
            person=any(hidden.person for hidden in each),
            locals=frozenset().union(*(hidden.locals for hidden in each)),
        )

    def export(self, minimum: int = MIN_PEOPLE, expected: Expected = NOTHING_EXPECTED) -> str:
        """The counts of the top; a layer below is exported by itself."""
        return self._top.export(minimum, expected)

    def merge(self, document: str) -> Merged:
        """Take an export into the top."""
        return self._top.merge(document)

    def parts(self) -> tuple[HeldPart, ...]:
        """The stores whose exports were merged into the top."""
        return self._top.parts()

    def drop_part(self, store: str) -> bool:
        """Take out of the top what another store's exports brought."""
        return self._top.drop_part(store)

    def stats(self) -> Stats:
        """The sizes of all layers together; a domain or person two of them know counts twice."""
        top, *below = (store.stats() for store in self._all)
        for each in below:
            top = top._replace(
                domains=top.domains + each.domains,
                pieces=top.pieces + each.pieces,
                people=top.people + each.people,
                stores=top.stores + each.stores,
                suppressed=top.suppressed + each.suppressed,
                size_bytes=top.size_bytes + each.size_bytes,
            )
        return top

    def check(self) -> tuple[str, ...]:
        """What is wrong with any layer, in sentences; empty where all are sound."""
        return tuple(problem for store in self._all for problem in store.check())

    def repair(self) -> tuple[str, ...]:
        """Take out of the top what cannot be read; a layer below is repaired by itself."""
        return self._top.repair()

    def vacuum(self) -> None:
        """Give back the space of what was taken out of the top."""
        self._top.vacuum()

    def close(self) -> None:
        """Close all layers."""
        for store in self._all:
            store.close()


_CERTAINTY = {"unknown": 0, "other": 1, "same": 2, "bounced": 3}
