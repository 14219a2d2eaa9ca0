"""A question in full: whose address, at which domains, and what is known of each.

It holds and sums evidence; it ranks nothing.

Start reading at `Question`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from emailguess import results
from emailguess.addresses import parser as addresses
from emailguess.evidence import reading as evidence
from emailguess.evidence.counts import Counts
from emailguess.model.convention import Convention
from emailguess.model.posterior import posterior
from emailguess.model.prior import Prior, Setting, domain_features
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import Pattern
from emailguess.store import Owner

if TYPE_CHECKING:
    from emailguess.companies import DomainGuess
    from emailguess.mx import MxReport
    from emailguess.store.known_companies import KnownCompany

__all__ = ["DomainHypothesis", "Question", "evidence_of"]


class DomainHypothesis(NamedTuple):
    """A domain where the person may have an address, and what is known of it."""

    where: addresses.Domain
    probability: float
    given: evidence.Given = evidence.NOTHING
    remembered: Counts = Counts()
    public: KnownCompany | None = None
    """What ships with the library about it; None where that is nothing, or not wanted."""
    related: tuple[tuple[str, Counts], ...] = ()
    """Evidence at the company's other domains, given and remembered, by kinship."""
    owned: Mapping[str, Owner] = {}
    """Local parts of which it is known whose they are."""
    told: frozenset[str] = frozenset()
    """Local parts that were passed with the question."""
    headcount: int | None = None
    """People at the company, where that was told."""
    country: str = ""
    """Where it is, as two letters in lower case, where that was told."""

    @property
    def features(self) -> tuple[str, ...]:
        """What bears on the company's convention before any evidence."""
        features = domain_features(self.where)
        return (*features, f"country:{self.country}") if self.country else features

    @property
    def counts(self) -> Counts:
        """What is known of this very domain."""
        known = self.remembered + self.given.counts
        return known + self.public.counts if self.public is not None else known

    @property
    def dated(self) -> bool:
        """Whether what is known fades with time."""
        public = self.public is not None and self.public.counts.dated
        return public or self.remembered.dated or self.given.counts.dated or any(c.dated for _, c in self.related)

    def convention(self, knowledge: Prior, setting: Setting, now: int) -> Convention:
        """The convention of the company that has its mail here."""
        half_life = knowledge.half_life_months
        related: dict[str, Counts] = {}
        for kin, counts in self.related:
            related[kin] = related.get(kin, Counts()) + counts
        return posterior(
            self.counts.weighed(now=now, half_life_months=half_life),
            knowledge,
            setting,
            [
                (counts.weighed(now=now, half_life_months=half_life), knowledge.agreement(kin, self.where))
                for kin, counts in related.items()
            ],
        )


class Question(NamedTuple):
    """All that an answer depends on, besides the prior."""

    name: str
    spelled: tuple[Spelled, ...]
    places: Sequence[DomainHypothesis]
    stated: Pattern | None
    limit: int
    found: DomainGuess | None
    reports: Mapping[str, MxReport]
    odd: tuple[str, ...] = ()
    """What was odd about the name, in sentences."""


def evidence_of(question: Question, shared: float) -> results.Evidence:
    """What an answer rests on, over all the domains considered; `shared` is how alike related domains are."""
    remembered = pairs = bare = bounced = unexplained = related = 0
    ignored = []
    public = until = 0
    for place in question.places:
        if place.public is not None:
            public += place.public.people
            until = max(until, place.public.last_year)
            unexplained += place.public.counts.unexplained
        remembered += place.remembered.total
        unexplained += place.remembered.unexplained
        given = place.given
        pairs += given.pairs
        bare += given.bare
        bounced = max(bounced, given.bounced)
        unexplained += given.counts.unexplained
        ignored.append(given.ignored)
        if place.related:
            related = max(related, sum([counts.total for _, counts in place.related]))
    stated = question.stated.text if question.stated else ""
    fewest = min(ignored, default=0)
    alike = shared if related else 0.0
    return _told(remembered, public, until, pairs, bare, bounced, related, alike, stated, unexplained, fewest)


@lru_cache(maxsize=1024)
def _told(
    remembered: int, public: int, until: int, pairs: int, bare: int, bounced: int, related: int, shared: float,
    stated: str, unexplained: int, ignored: int,
) -> results.Evidence:  # fmt: skip
    """The same value for the same evidence, since most questions rest on the same."""
    return results.Evidence(
        remembered=remembered, public=public, public_until=until, pairs=pairs, bare=bare, bounced=bounced,
        related=related, shared=shared, stated=stated, unexplained=unexplained, ignored=ignored,
    )  # fmt: skip
