"""A domain where a person may have an address, with what is known of it.

It holds and sums evidence; it ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from emailguess import addresses, evidence, results
from emailguess.patterns import Pattern

__all__ = ["Place", "evidence_of"]


class Place(NamedTuple):
    """A domain where the person may have an address, and what is known of it."""

    where: addresses.Domain
    probability: float
    given: evidence.Given
    remembered: evidence.Counts


def evidence_of(places: Sequence[Place], stated: Pattern | None) -> results.Evidence:
    """What an answer rests on, over all the domains considered."""
    remembered = pairs = bare = unexplained = 0
    for place in places:
        remembered += place.remembered.total
        pairs += place.given.pairs
        bare += place.given.bare
        unexplained += place.remembered.unexplained + place.given.counts.unexplained
    return results.Evidence(
        remembered=remembered,
        pairs=pairs,
        bare=bare,
        stated=str(stated or ""),
        unexplained=unexplained,
        ignored=min([place.given.ignored for place in places], default=0),
    )
