"""A closer look at one answer: routes, risks, advice, computed only when they are asked for.

It tells of the answer it belongs to and changes nothing in it.

Start reading at `Lens.routes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from emailguess import results
from emailguess.answer.candidates import Here, Ranker, Recalled, headcount_at
from emailguess.answer.query import Place, Question
from emailguess.model import collisions as roster
from emailguess.model import misdelivery as risk
from emailguess.model import ranking
from emailguess.model.convention import Company
from emailguess.patterns.language import Pattern

if TYPE_CHECKING:
    from emailguess.reports import Counterfactual, Help

__all__ = ["Lens"]


class Lens:
    """Looks closer at one answer: computes what is asked of it only when it is asked."""

    def __init__(self, question: Question, here: Mapping[str, Here], ranker: Ranker) -> None:
        self._question = question
        self._here = here
        self._ranker = ranker

    def routes(self, address: str) -> tuple[results.Route, ...]:
        """The ways to an address, the weightiest first."""
        local, _, host = address.rpartition("@")
        here = self._here.get(host)
        if here is None or local in here.hidden:
            return ()
        routes = self._plain_routes(here, local)
        found = here.found
        if isinstance(found, roster.Settled):
            masses = {name: -mass / found.whole for mass, name in found.masses}
            routes = self._settled_routes(here, found, routes, masses.get(local, 0.0), local)
            routes.sort(key=_by_product)
        return tuple(routes)

    def _plain_routes(self, here: Here, local: str) -> list[results.Route]:
        """The ways to a local part as patterns and spellings give it."""
        place, company, *_ = here
        before = self._ranker.believe(Place(place.where, 1.0, headcount=place.headcount, country=place.country))
        return [
            results.Route(
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

    def _settled_routes(
        self, here: Here, found: roster.Settled, routes: list[results.Route], probability: float, local: str
    ) -> list[results.Route]:
        """The same where single addresses are known: scaled, with what comes of an address that is taken."""
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
            results.Route(
                pattern=str(tie.pattern),
                before=0.0,
                after=mass / tie.share,
                spelling=(),
                spelling_probability=1.0,
                share=tie.share,
                fit=1.0,
                domain_probability=scale,
                roster=factor,
                instead_of=tie.taken,
            )
            for tie, mass in ties
        ]

    def misdelivery_risk(self, address: str) -> float:
        """Probability that an address exists and belongs to somebody else."""
        local, _, host = address.rpartition("@")
        here = self._here.get(host)
        if here is None or local in here.hidden:
            return 0.0
        place, company, found, _ = here
        right = next((-mass / found.whole for mass, name in found.masses if name == local), 0.0)
        owner = found.owned.get(local) if isinstance(found, roster.Settled) else None
        if owner == "other":
            return place.probability
        headcount = headcount_at(place)
        if owner == "unknown":
            return place.probability * (1 - right)
        return place.probability * risk.misdelivery(right, local, company, headcount, self._ranker.knowledge)

    @cached_property
    def would_help(self) -> tuple[Help, ...]:
        """Facts that could still be learned, the most helpful first."""
        company = self._first_company()
        if company is None:
            return ()
        from emailguess.answer import sensitivity as advice

        ranker = Ranker(self._ranker.believe, self._ranker.knowledge, Recalled(self._here))
        return advice.would_help(self._question, company, ranker.knowledge, ranker.asked)

    @cached_property
    def counterfactuals(self) -> tuple[Counterfactual, ...]:
        """What the answer would be without each piece of evidence."""
        from emailguess.answer import sensitivity as advice

        company = self._first_company()
        return advice.counterfactuals(self._question, company, self._ranker.asked) if company else ()

    def _first_company(self) -> Company | None:
        places = self._question.places
        here = self._here.get(places[0].where.name) if places else None
        return here.company if here else None


def _by_product(route: results.Route) -> float:
    return -route.product


def _known(probability: float, scale: float) -> results.Route:
    """The way to an address that is known to be this person's and follows no pattern."""
    return results.Route(
        pattern="", before=0.0, after=probability, spelling=(), spelling_probability=1.0, share=1.0, fit=1.0,
        domain_probability=scale,
    )  # fmt: skip


def _share_of(company: Company, pattern: Pattern) -> float:
    return next((s.probability for s in company.every if s.pattern == pattern), 0.0)
