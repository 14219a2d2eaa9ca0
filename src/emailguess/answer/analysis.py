"""A closer look at one answer: routes, risks and advice, computed when they are asked for.

It uses what was known when the answer was made, and holds no store: what is learned or suppressed later changes
nothing. It speaks of the answer's candidates and of no other address (`disclosure`).

Start reading at `Analysis.routes`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from emailguess.answer.candidates import Here, Ranker, Recalled, headcount_at
from emailguess.answer.disclosure import Disclosure
from emailguess.answer.query import DomainHypothesis, Question
from emailguess.model import collisions, misdelivery, ranking
from emailguess.model.convention import Convention
from emailguess.names.questions import question_of
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import Pattern
from emailguess.results import Guess

if TYPE_CHECKING:
    from emailguess.answer.provenance import Provenance, Sources
    from emailguess.results import Candidate, Contribution, Counterfactual, Help, Route, Usage

__all__ = ["Analysis", "Kept"]


class Kept(NamedTuple):
    """All that an answer can tell of itself, worked out: plain values that travel with it."""

    routes_of: Mapping[str, tuple[Route, ...]]
    risk_of: Mapping[str, float]
    would_help: tuple[Help, ...]
    counterfactuals: tuple[Counterfactual, ...]
    contributions: tuple[Contribution, ...]
    next_if_bounced: Candidate | None
    usage_at: Mapping[str, tuple[Usage, ...]]
    assumed_of: Mapping[str, tuple[str, ...]]
    sources: Sources

    def routes(self, address: str) -> tuple[Route, ...]:
        """The ways to a candidate, the weightiest first."""
        return self.routes_of.get(address, ())

    def misdelivery_risk(self, address: str) -> float:
        """Probability that a candidate exists and belongs to somebody else."""
        return self.risk_of.get(address, 0.0)

    def usage(self, address: str) -> tuple[Usage, ...]:
        """Who follows what at a candidate's domain."""
        return self.usage_at.get(address.rpartition("@")[2], ()) if address in self.routes_of else ()

    def assumed(self, address: str) -> tuple[str, ...]:
        """What a candidate assumes of how the name is read and written."""
        return self.assumed_of.get(address, ())

    def is_told(self, address: str) -> bool:
        """Whether a candidate is itself among the evidence."""
        return address in self.sources.obtained

    def explain(self, answer: Guess, address: str, *, steps: bool) -> str:
        """Words for a person, or the arithmetic."""
        return _explain(answer, address, steps=steps)

    def provenance(self, answer: Guess, address: str, when: datetime | None) -> Provenance:
        """Where a candidate comes from."""
        return _provenance(self.sources, answer, address, when)

    def kept(self, answer: Guess) -> Kept:
        """This."""
        return self


def _explain(answer: Guess, address: str, *, steps: bool) -> str:
    if steps:
        from emailguess.answer.steps import replayed

        return replayed(answer, address)
    from emailguess.answer.wording import sentences

    return sentences(answer, address)


def _provenance(sources: Sources, answer: Guess, address: str, when: datetime | None) -> Provenance:
    from emailguess.answer import provenance

    return provenance.of(sources, answer, address, when)


class Analysis:
    """Looks closer at one answer: computes what is asked of it only when it is asked."""

    def __init__(
        self, question: Question, here: Mapping[str, Here], ranker: Ranker, disclosure: Disclosure, best: str
    ) -> None:
        """`best` is the first candidate; empty where there is none."""
        self._question = question
        self._here = here
        self._ranker = Ranker(ranker.convention_at, ranker.knowledge, Recalled(here))
        self._disclosure = disclosure
        self._best = best

    def routes(self, address: str) -> tuple[Route, ...]:
        """The ways to a candidate, the weightiest first."""
        if not self._disclosure.is_candidate(address):
            return ()
        local, _, host = address.rpartition("@")
        here = self._here[host]
        routes = self._plain_routes(here, local)
        found = here.found
        if isinstance(found, collisions.Settled):
            probability = found.masses.get(local, 0.0) / found.whole
            routes = self._settled_routes(here, found, routes, probability, local)
            routes.sort(key=_by_product)
        return tuple(routes)

    def _plain_routes(self, here: Here, local: str) -> list[Route]:
        """The ways to a local part as patterns and spellings give it."""
        from emailguess.results import Route

        place, company, *_ = here
        before = self._before(place)
        return [
            Route(
                pattern=str(path.pattern),
                before=_share_of(before, path.pattern),
                after=path.pattern_probability,
                spelling=path.spelled.choices,
                spelling_probability=path.spelling_probability,
                share=path.share,
                fit=path.fit,
                domain_probability=place.probability,
            )
            for path in ranking.paths(self._question.spelled, company, self._ranker.knowledge, local)
        ]

    def _before(self, place: DomainHypothesis) -> Convention:
        """The convention of a company were nothing known of it."""
        return self._ranker.convention_at(
            DomainHypothesis(place.where, 1.0, headcount=place.headcount, country=place.country)
        )

    def _settled_routes(
        self, here: Here, found: collisions.Settled, routes: list[Route], probability: float, local: str
    ) -> list[Route]:
        """The same where single addresses are known: scaled, with what comes of an address that is taken."""
        from emailguess.results import Route

        if not probability:
            return []
        scale = here.place.probability
        ties = []
        for tie in found.ties.get(local, ()):
            gave = sum(r.product for r in self._plain_routes(here, tie.taken)) / scale
            ties.append((tie, gave * tie.share))
        own = sum(r.product for r in routes) / scale
        whole = own + sum(mass for _, mass in ties)
        if not whole:
            return [_known(probability, scale)]
        factor = probability / whole
        return [r.with_roster(factor) for r in routes] + [
            Route(
                pattern=str(tie.pattern),
                before=0.0,
                after=mass / tie.share,
                spelling=(),
                spelling_probability=1.0,
                share=tie.share,
                fit=1.0,
                domain_probability=scale,
                roster=factor,
                tie_break=True,
            )
            for tie, mass in ties
        ]

    def misdelivery_risk(self, address: str) -> float:
        """Probability that a candidate exists and belongs to somebody else; 0 for what is none."""
        if not self._disclosure.is_candidate(address):
            return 0.0
        local, _, host = address.rpartition("@")
        place, company, found, *_ = self._here[host]
        right = found.masses.get(local, 0.0) / found.whole
        owner = found.owned.get(local) if isinstance(found, collisions.Settled) else None
        if owner == "unknown":
            return place.probability * (1 - right)
        headcount = headcount_at(place)
        return place.probability * misdelivery.misdelivery(right, local, company, headcount, self._ranker.knowledge)

    @cached_property
    def would_help(self) -> tuple[Help, ...]:
        """Facts that could still be learned, the most helpful first."""
        company = self._first_company()
        if company is None:
            return ()
        from emailguess.answer import sensitivity

        return sensitivity.would_help(self._question, company, self._ranker.knowledge, self._ranker.asked)

    @cached_property
    def counterfactuals(self) -> tuple[Counterfactual, ...]:
        """What the answer would be without each piece of evidence."""
        company = self._first_company()
        if company is None:
            return ()
        from emailguess.answer import sensitivity

        return sensitivity.counterfactuals(self._question, company, self._ranker.asked, self._disclosure.address)

    def _first_company(self) -> Convention | None:
        places = self._question.places
        here = self._here.get(places[0].where.name) if places else None
        return here.company if here else None

    def _judge(self, here: Here) -> Convention:
        """What tells which pattern a piece of evidence follows: a single one does not speak for itself."""
        place = here.place
        alone = place.counts.total + sum([counts.total for _, counts in place.related]) == 1
        return self._before(place) if alone else here.company

    @cached_property
    def _sources(self) -> Sources:
        from emailguess.answer import provenance

        return provenance.sources_of(self._question, self._here, self._disclosure.is_candidate)

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each sort of evidence did to the first candidate, from none to all of it."""
        if not self._best:
            return ()
        from emailguess.answer import account

        company = self._judge(self._here[self._best.rpartition("@")[2]])
        return account.contributions(self._question, self._best, company, self._ranker.asked)

    @cached_property
    def next_if_bounced(self) -> Candidate | None:
        """The likeliest address once the first is known to bounce, where it may be told."""
        if not self._best:
            return None
        from emailguess.answer import account

        return account.next_after_bounce(
            self._question, self._best, self._ranker.knowledge, self._ranker.ranked, self._disclosure.address
        )

    def usage(self, address: str) -> tuple[Usage, ...]:
        """Who follows what at a candidate's domain."""
        if not self._disclosure.is_candidate(address):
            return ()
        return self._usage_at(address.rpartition("@")[2])

    def _usage_at(self, host: str) -> tuple[Usage, ...]:
        from emailguess.answer import account

        here = self._here[host]
        return account.usage(here.place, self._judge(here))

    def assumed(self, address: str) -> tuple[str, ...]:
        """What a candidate assumes of how the name is read and written, where another answer gives another address."""
        if not self._disclosure.is_candidate(address):
            return ()
        local, _, host = address.rpartition("@")
        names = self._question.spelled
        found = ranking.paths(names, self._here[host].company, self._ranker.knowledge, local)
        if not found:
            return ()
        spelled, pattern = found[0].spelled, found[0].pattern
        return tuple([c for c in spelled.choices if _matters(c, spelled.choices, names, pattern, local)])

    def is_told(self, address: str) -> bool:
        """Whether a candidate is itself among the evidence."""
        return address in self._sources.obtained

    def explain(self, answer: Guess, address: str, *, steps: bool) -> str:
        """Words for a person, or the arithmetic."""
        return _explain(answer, address, steps=steps)

    def provenance(self, answer: Guess, address: str, when: datetime | None) -> Provenance:
        """Where a candidate comes from."""
        return _provenance(self._sources, answer, address, when)

    def kept(self, answer: Guess) -> Kept:
        """The same as plain values, all of it worked out."""
        addresses = [c.address for c in answer.candidates]
        return Kept(
            {address: self.routes(address) for address in addresses},
            {address: self.misdelivery_risk(address) for address in addresses},
            self.would_help,
            self.counterfactuals,
            self.contributions,
            self.next_if_bounced,
            {host: self._usage_at(host) for host in dict.fromkeys([c.domain for c in answer.candidates])},
            {address: self.assumed(address) for address in addresses},
            self._sources,
        )


def _matters(choice: str, choices: Collection[str], names: Iterable[Spelled], pattern: Pattern, local: str) -> bool:
    """Whether the address would be another if the question were answered otherwise and as little else as can be."""
    question = question_of(choice)
    others = [
        (len(set(choices).intersection(name.choices)), name)
        for name in names
        if choice not in name.choices and any(question_of(c) == question for c in name.choices)
    ]
    most = max([alike for alike, _ in others], default=0)
    return not others or any(pattern.render(name.form) != local for alike, name in others if alike == most)


def _by_product(route: Route) -> float:
    return -route.product


def _known(probability: float, scale: float) -> Route:
    """The way to an address that is known to be this person's and follows no pattern."""
    from emailguess.results import Route

    return Route(
        pattern="", before=0.0, after=probability, spelling=(), spelling_probability=1.0, share=1.0, fit=1.0,
        domain_probability=scale,
    )  # fmt: skip


def _share_of(company: Convention, pattern: Pattern) -> float:
    return next((s.probability for s in company.every if s.pattern == pattern), 0.0)
