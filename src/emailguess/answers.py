"""Answers: places ranked and put together become a frozen answer, which can be asked further.

It reads no evidence and keeps nothing; where the places and beliefs come from is for the guesser.

Start reading at `answered`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from emailguess import advice, providers, ranking, results, risk, roster, telling
from emailguess.belief import Company
from emailguess.patterns import Form, Pattern
from emailguess.places import Place, Question, evidence_of
from emailguess.prior import HEADCOUNT, Prior
from emailguess.roster import name_keys
from emailguess.store import Hidden, Owner, Store

if TYPE_CHECKING:
    from emailguess.provenance import Provenance

__all__ = ["answered"]

Believe = Callable[[Place], Company]


class _Here(NamedTuple):
    """One place with what was made of it."""

    place: Place
    company: Company
    found: ranking.Ranking | roster.Settled
    hidden: frozenset[str] = frozenset()
    """Local parts on the do-not-contact list."""


class _Ranked(NamedTuple):
    """The candidates of all places: negated probability, local part, host, pattern; likeliest first."""

    candidates: list[tuple[float, str, str, Pattern | None]]
    unlisted: float
    """Probability of the candidates beyond the limit."""
    here: dict[str, _Here]
    suppressed: results.Suppression


def answered(question: Question, believe: Believe, knowledge: Prior, memory: Store) -> results.Guess:
    """Rank at every domain considered and put the rankings together, less what `memory` holds back."""
    ranker = _Ranker(believe, knowledge, memory)
    ranked = ranker.ranked(question)
    deliverable = {host: _DELIVERABLE[report.status] for host, report in question.reports.items()}
    candidates = tuple(
        [
            results.Candidate(
                address=f"{local}@{host}",
                probability=-mass,
                pattern=str(best) if best is not None else "",
                deliverable=deliverable.get(host),
            )
            for mass, local, host, best in ranked.candidates
        ]
    )
    warnings = _warnings(question, ranked)
    return results.Guess(
        name=question.name,
        domain=question.places[0].where.name if question.places else "",
        candidates=candidates,
        p_none=max(0.0, 1 - sum([c.probability for c in candidates])),
        p_unlisted=ranked.unlisted,
        evidence=evidence_of(question),
        warnings=tuple(dict.fromkeys(warnings)) if warnings else (),
        domains=question.found,
        mx=question.reports,
        suppressed=ranked.suppressed,
        _lens=_Lens(question, ranked.here, ranker),
        _tell=telling.told,
        _provenance=partial(_provenance, question, ranked.here),
    )


def _provenance(
    question: Question,
    here: Mapping[str, _Here],
    answer: results.Guess,
    address: str | None,
    when: datetime | None,
) -> Provenance:
    from emailguess import provenance

    def told(host: str, local: str) -> bool:
        found = here[host].found
        return isinstance(found, roster.Settled) and found.owned.get(local, "bounced") != "bounced"

    return provenance.of(question.places, told, answer, address, when)


_DELIVERABLE = {"accepts": True, "rejects": False, "unknown": None}


_SUPPRESSED: Mapping[results.Suppression, str] = {
    "domain": "the domain is on the do-not-contact list: no address there is shown",
    "person": "this person is on the do-not-contact list: no address is shown",
    "address": "a candidate is on the do-not-contact list and is not shown",
}


class _Memory(Protocol):
    """What of a store bears on a ranking."""

    def suppresses(self) -> bool:
        """Whether anything is suppressed at all."""

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What may not be shown."""

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are."""


class _Recalled:
    """What an answer already knows of single addresses: enough where no address is shown."""

    def __init__(self, here: Mapping[str, _Here]) -> None:
        self._here = here

    def suppresses(self) -> bool:
        return False

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        return Hidden()

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        found = self._here[domain].found if domain in self._here else None
        owned = found.owned if isinstance(found, roster.Settled) else {}
        return {local: owned[local] for local in locals_ if local in owned}


class _Ranker:
    """Ranks questions with one prior, one store, and the beliefs that follow from them."""

    def __init__(self, believe: Believe, knowledge: Prior, memory: _Memory) -> None:
        self.believe = believe
        self.knowledge = knowledge
        self.memory = memory

    def ranked(self, question: Question) -> _Ranked:
        """The candidates of all places together."""
        ranked: list[tuple[float, str, str, Pattern | None]] = []
        here: dict[str, _Here] = {}
        unlisted = 0.0
        limit = question.limit
        suppressed: results.Suppression = ""
        suppresses = self.memory.suppresses()
        for place in question.places:
            host = place.where.name
            if providers.open_to_all(host):
                continue
            company = self.believe(place)
            plain = ranking.rank(question.spelled, company, self.knowledge)
            found = self._settled(question, place, company, plain) if place.owned or place.remembered else plain
            masses = found.masses
            held_back: frozenset[str] = frozenset()
            if suppresses:
                hidden = self.memory.suppressed(host, name_keys(question.spelled), [local for _, local in masses])
                suppressed = hidden.reason or suppressed
                if hidden.domain or hidden.person:
                    continue
                held_back = hidden.locals
                masses = [item for item in masses if item[1] not in held_back]
            here[host] = _Here(place, company, found, held_back)
            scale = place.probability / found.whole
            patterns = found.patterns
            ranked += [(mass * scale, local, host, patterns.get(local)) for mass, local in masses[:limit]]
            unlisted -= sum([mass for mass, _ in masses[limit:]]) * scale
        if len(question.places) > 1:
            ranked.sort(key=_likeliest)
            unlisted -= sum([mass for mass, *_ in ranked[limit:]])
            del ranked[limit:]
        return _Ranked(ranked, unlisted, here, suppressed)

    def asked(self, question: Question) -> dict[str, float]:
        """Addresses with their probabilities, the likeliest first."""
        return {f"{local}@{host}": -mass for mass, local, host, _ in self.ranked(question).candidates}

    def _settled(
        self, question: Question, place: Place, company: Company, found: ranking.Ranking
    ) -> roster.Settled | ranking.Ranking:
        """Apply what is known of single addresses, passed and remembered."""
        host = place.where.name
        keys = name_keys(question.spelled) if place.remembered else ()

        def owners_of(locals_: Collection[str]) -> Mapping[str, Owner]:
            return self.memory.owners(host, keys, locals_) if place.remembered else {}

        # Each look-up costs a digest: candidates that are not shown are looked up only where they may move up.
        shown = question.limit
        owned = {**owners_of([local for _, local in found.masses[:shown]]), **place.owned}
        if not owned:
            return found
        owned = {**owners_of([local for _, local in found.masses[shown:]]), **owned}

        def form_of(local: str) -> Form | None:
            ways = ranking.paths(question.spelled, company, self.knowledge, local)
            return ways[0].spelled.form if ways else None

        def elsewhere(local: str) -> float:
            return risk.taken_elsewhere(local, company, _headcount(place), self.knowledge)

        return roster.settle(found, owned, owners_of, form_of, elsewhere, self.knowledge)


def _likeliest(candidate: tuple[float, str, str, Pattern | None]) -> tuple[float, str, str]:
    return candidate[:3]


def _headcount(place: Place) -> int:
    """People at the company: as told, or else at least those of whom something is known."""
    return place.headcount if place.headcount is not None else max(HEADCOUNT, place.counts.total)


def _warnings(question: Question, ranked: _Ranked) -> list[str]:
    warnings: list[str] = []
    for place in question.places:
        host = place.where.name
        warnings += place.where.warnings
        warnings += place.given.warnings
        if reason := providers.open_to_all(host):
            warnings.append(f"{reason}: anyone may have any address there, so there is no company pattern")
        elif question.stated is not None and host in ranked.here:
            shares = ranked.here[host].company.patterns
            if place.counts.total > 1 and shares and shares[0].pattern != question.stated:
                warnings.append(
                    f"the stated pattern {question.stated} does not fit what is known of {host}, where "
                    f"{shares[0].pattern} is likelier"
                )
    warnings += [
        f"{report.domain}: {report.explanation}" for report in question.reports.values() if report.status != "accepts"
    ]
    if question.found is not None:
        warnings += question.found.notes
    if ranked.suppressed:
        warnings.append(_SUPPRESSED[ranked.suppressed])
    return warnings


class _Lens:
    """Looks closer at one answer: computes what is asked of it only when it is asked."""

    def __init__(self, question: Question, here: Mapping[str, _Here], ranker: _Ranker) -> None:
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

    def _plain_routes(self, here: _Here, local: str) -> list[results.Route]:
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
        self, here: _Here, found: roster.Settled, routes: list[results.Route], probability: float, local: str
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
        headcount = _headcount(place)
        if owner == "unknown":
            return place.probability * (1 - right)
        return place.probability * risk.misdelivery(right, local, company, headcount, self._ranker.knowledge)

    @cached_property
    def would_help(self) -> tuple[results.Help, ...]:
        """Facts that could still be learned, the most helpful first."""
        company = self._first_company()
        if company is None:
            return ()
        ranker = _Ranker(self._ranker.believe, self._ranker.knowledge, _Recalled(self._here))
        return advice.would_help(self._question, company, ranker.knowledge, ranker.asked)

    @cached_property
    def counterfactuals(self) -> tuple[results.Counterfactual, ...]:
        """What the answer would be without each piece of evidence."""
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
    shares = (*company.patterns, *company.numbered)
    return next((s.probability for s in shares if s.pattern == pattern), 0.0)
