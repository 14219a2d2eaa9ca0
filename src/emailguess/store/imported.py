"""Another store's part, as a store in memory holds it.

It knows versions and ages; adding parts up is for `memory`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from emailguess.errors import StoreError, shown
from emailguess.evidence.counts import Counts
from emailguess.store.interchange import Part
from emailguess.store.protocol import MOST_ALIASES, HeldPart

__all__ = ["Held", "families", "without"]

_K = TypeVar("_K")
_EMPTY = Counts()


class Held:
    """Another store's part, as far as it is young enough."""

    def __init__(
        self,
        version: int,
        counts: dict[str, Counts],
        companies: dict[str, dict[str, int]],
        aliases: frozenset[tuple[str, str]],
    ) -> None:
        self.version = version
        self.counts = counts
        self.companies = companies
        self.aliases = aliases

    @classmethod
    def of(cls, part: Part, since: int) -> tuple[Held, int]:
        """Take a part in; also how many pieces were too old."""
        counts = {domain: Counts(held) for domain, held in part.counts}
        companies = {key: dict(seen) for key, seen in part.companies.items()}
        held = cls(part.version, counts, companies, part.aliases)
        return held, held.expire(since)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def part(self, store: str) -> Part:
        """As it is written."""
        return Part(store, self.version, self.counts.items(), self.companies, self.aliases)

    def told(self, store: str) -> HeldPart:
        """The size of the part."""
        return HeldPart(store, self.version, len(self.counts), sum(counts.total for counts in self.counts.values()))

    def expire(self, since: int) -> int:
        """Take out what is older than a month; how many pieces went."""
        before = sum(counts.total for counts in self.counts.values())
        kept = {
            d: Counts({s: n for s, n in held.items() if not 0 < s.month < since}) for d, held in self.counts.items()
        }
        self.counts = {domain: counts for domain, counts in kept.items() if counts}
        return before - sum(counts.total for counts in self.counts.values())

    def drop(self, domain: str) -> None:
        """Take out everything about a domain."""
        self.counts.pop(domain, None)
        self.companies = without(self.companies, domain)
        self.aliases = frozenset(pair for pair in self.aliases if domain not in pair)

    def joined(self, other: Held) -> Held:
        """The same version met twice, cut at different ages: the larger of every count."""
        counts = {
            domain: Counts(_larger(self.counts.get(domain, _EMPTY), other.counts.get(domain, _EMPTY)))
            for domain in {**self.counts, **other.counts}
        }
        companies = {
            key: _larger(self.companies.get(key, {}), other.companies.get(key, {}))
            for key in {**self.companies, **other.companies}
        }
        return Held(self.version, counts, companies, self.aliases | other.aliases)


def _larger(one: Mapping[_K, int], other: Mapping[_K, int]) -> dict[_K, int]:
    return {key: max(one.get(key, 0), other.get(key, 0)) for key in {**one, **other}}


def without(companies: Mapping[str, Mapping[str, int]], domain: str) -> dict[str, dict[str, int]]:
    """Companies as they are known when a domain is not."""
    rest = {key: {d: n for d, n in seen.items() if d != domain} for key, seen in companies.items()}
    return {key: seen for key, seen in rest.items() if seen}


def families(links: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """All domains that belong together, for each of them, from the pairs that were declared.

    Raises `StoreError` where more do than any company has.
    """
    found: dict[str, set[str]] = {}
    for one, other in links:
        family = found.get(one, {one}) | found.get(other, {other})
        if len(family) > MOST_ALIASES:
            raise StoreError(
                f"more than {MOST_ALIASES} domains would belong to one company, {shown(one)} among them: nothing of it "
                "was taken in. `emailguess store parts` and `emailguess store drop` take out what another store said"
            )
        found |= dict.fromkeys(family, family)
    return {domain: frozenset(family) for domain, family in found.items()}
