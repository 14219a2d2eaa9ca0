"""Companies' conventions, kept ready: most companies' evidence stays the same from one question to the next.

It keeps counts and the conventions that follow from them. It holds no store: an answer that is looked at later sees
what was known when it was made.

Start reading at `Conventions.about`.
"""

from __future__ import annotations

from collections.abc import Sequence

from emailguess.answer.query import DomainHypothesis
from emailguess.evidence.counts import NO_MONTH, Counts
from emailguess.model.convention import Convention
from emailguess.model.prior import Prior

__all__ = ["Conventions", "Ready"]

# About what all conventions that are kept may take; and what one takes by itself, and for each match in the signatures
# of its evidence (measured with one to a hundred colleagues; matches that names share take a third of it).
_KEPT_BYTES = 32 * 1024 * 1024
_CONVENTION_BYTES = 15_000
_WAY_BYTES = 100


class Conventions:
    """Companies' conventions under one prior, each computed once for the same evidence."""

    def __init__(self, prior: Prior) -> None:
        self.prior = prior
        self._companies: dict[tuple[object, ...], Convention] = {}
        self._bytes = 0

    def about(self, place: DomainHypothesis, now: int) -> Convention:
        """The convention of the company at a domain, in the month `now` (as `month_of` counts)."""
        features = place.features
        if not place.dated:
            now = NO_MONTH
        counts = place.counts
        key = (features, place.headcount, counts, place.related, now)
        company = self._companies.get(key)
        if company is None:
            company = place.convention(self.prior, self.prior.setting(features, place.headcount), now)
            self._bytes += _size(counts, place.related)
            if self._bytes > _KEPT_BYTES:
                self._companies, self._bytes = {}, _size(counts, place.related)
            self._companies[key] = company
        return company


def _size(counts: Counts, related: Sequence[tuple[str, Counts]]) -> int:
    """About how many bytes a convention takes, with the evidence that it is found by."""
    return _CONVENTION_BYTES + _WAY_BYTES * sum(
        [len(seen.signature) for each in (counts, *(c for _, c in related)) for seen in each]
    )


class Ready:
    """Conventions of one month, those at some domains at hand: their evidence is not summed up again."""

    def __init__(self, conventions: Conventions, now: int, places: Sequence[DomainHypothesis]) -> None:
        self._conventions = conventions
        self.now = now
        """The month, as `month_of`."""
        self._places = [(place, conventions.about(place, now)) for place in places]

    def __call__(self, place: DomainHypothesis) -> Convention:
        """The convention of the company at a domain."""
        for known, company in self._places:
            if (
                place.given is known.given
                and place.remembered is known.remembered
                and place.public is known.public
                and place.related is known.related
                and place.where is known.where
            ):
                return company
        return self._conventions.about(place, self.now)
