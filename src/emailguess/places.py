"""A domain where a person may have an address, with what is known of it.

It holds and sums evidence; it ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from emailguess import addresses, evidence, results
from emailguess.belief import Company, posterior
from emailguess.counts import Counts
from emailguess.patterns import Pattern
from emailguess.prior import Prior

__all__ = ["Place", "evidence_of"]


class Place(NamedTuple):
    """A domain where the person may have an address, and what is known of it."""

    where: addresses.Domain
    probability: float
    given: evidence.Given
    remembered: Counts
    related: tuple[tuple[str, Counts], ...] = ()
    """Evidence at the company's other domains, given and remembered, by kinship."""

    @property
    def counts(self) -> Counts:
        """What is known of this very domain."""
        return self.remembered + self.given.counts

    @property
    def dated(self) -> bool:
        """Whether what is known fades with time."""
        return self.remembered.dated or self.given.counts.dated or any(c.dated for _, c in self.related)

    def believed(self, knowledge: Prior, weights: Sequence[float], now: int) -> Company:
        """The belief about the company that has its mail here."""
        half_life = knowledge.half_life_months
        related: dict[str, Counts] = {}
        for kin, counts in self.related:
            related[kin] = related.get(kin, Counts()) + counts
        return posterior(
            self.counts.weighed(now=now, half_life_months=half_life),
            knowledge,
            weights,
            [
                (counts.weighed(now=now, half_life_months=half_life), knowledge.kinship.get(kin, 0.0))
                for kin, counts in related.items()
            ],
        )


def evidence_of(places: Sequence[Place], stated: Pattern | None) -> results.Evidence:
    """What an answer rests on, over all the domains considered."""
    remembered = pairs = bare = unexplained = related = 0
    for place in places:
        remembered += place.remembered.total
        pairs += place.given.pairs
        bare += place.given.bare
        unexplained += place.remembered.unexplained + place.given.counts.unexplained
        related = max(related, sum(counts.total for _, counts in place.related))
    return results.Evidence(
        remembered=remembered,
        pairs=pairs,
        bare=bare,
        related=related,
        stated=str(stated or ""),
        unexplained=unexplained,
        ignored=min([place.given.ignored for place in places], default=0),
    )
