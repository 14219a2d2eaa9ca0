"""Beliefs about companies, kept ready: what is known of most companies stays the same from one question to the next.

It remembers counts and what follows from them; it holds no store, so that an answer which keeps it to look closer
later sees what was known when it was made.

Start reading at `Beliefs.about`.
"""

from __future__ import annotations

from collections.abc import Sequence

from emailguess.answer.query import DomainHypothesis
from emailguess.evidence.counts import NO_MONTH, Counts
from emailguess.model.convention import Convention
from emailguess.model.prior import Prior

__all__ = ["Beliefs", "Ready"]

# What the beliefs kept ready may take together, about; and what one takes by itself and for each way in which a piece
# of its evidence may be meant (measured with one to a hundred colleagues; ways that names share take a third of it).
_KEPT_BYTES = 32 * 1024 * 1024
_BELIEF_BYTES = 15_000
_WAY_BYTES = 100


class Beliefs:
    """Beliefs that follow from one prior."""

    def __init__(self, prior: Prior) -> None:
        self.prior = prior
        self._companies: dict[tuple[object, ...], Convention] = {}
        self._bytes = 0

    def about(self, place: DomainHypothesis, now: int) -> Convention:
        """The belief about a company in a month (as `month_of`), as long as what is known of it stays the same."""
        features = place.features
        if not place.dated:
            now = NO_MONTH
        counts = place.counts
        key = (features, place.headcount, counts, place.related, now)
        company = self._companies.get(key)
        if company is None:
            company = place.believed(self.prior, self.prior.setting(features, place.headcount), now)
            self._bytes += _size(counts, place.related)
            if self._bytes > _KEPT_BYTES:
                self._companies, self._bytes = {}, _size(counts, place.related)
            self._companies[key] = company
        return company


def _size(counts: Counts, related: Sequence[tuple[str, Counts]]) -> int:
    """About how many bytes a belief takes, with the evidence by which it is known again."""
    return _BELIEF_BYTES + _WAY_BYTES * sum(
        [len(seen.signature) for each in (counts, *(c for _, c in related)) for seen in each]
    )


class Ready:
    """Beliefs of one month, those about some places at hand: a place is recognised, its evidence not summed again."""

    def __init__(self, beliefs: Beliefs, now: int, places: Sequence[DomainHypothesis]) -> None:
        self._beliefs = beliefs
        self.now = now
        """The month, as `month_of`."""
        self._places = [(place, beliefs.about(place, now)) for place in places]

    def __call__(self, place: DomainHypothesis) -> Convention:
        """The belief about the company that has its mail at a place."""
        for known, company in self._places:
            if (
                place.given is known.given
                and place.remembered is known.remembered
                and place.public is known.public
                and place.related is known.related
                and place.where is known.where
            ):
                return company
        return self._beliefs.about(place, self.now)
