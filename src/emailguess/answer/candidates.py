"""Candidates: the rankings of all places put together, less what may not be shown.

It ranks questions again and again, for the answer and for what else is asked of it; it makes no answer itself.

Start reading at `Ranker`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from emailguess import results
from emailguess.addresses import providers
from emailguess.answer.query import DomainHypothesis, Question
from emailguess.model import collisions, misdelivery, ranking
from emailguess.model.collisions import name_keys
from emailguess.model.convention import Convention
from emailguess.model.prior import HEADCOUNT, Prior
from emailguess.names.forms import Form
from emailguess.patterns.language import Pattern
from emailguess.store import Hidden, Owner
from emailguess.store.likeness import asked_keys

if TYPE_CHECKING:

    class _Memory(Protocol):
        """What of a store bears on a ranking."""

        def suppresses(self) -> bool:
            """Whether anything is suppressed at all."""

        def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
            """What may not be shown."""

        def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
            """Whose the addresses known among these are."""


__all__ = ["ConventionAt", "Here", "Ranked", "Ranker", "Recalled", "Scored", "headcount_at"]

ConventionAt = Callable[[DomainHypothesis], Convention]


class Here(NamedTuple):
    """One place with what was made of it."""

    place: DomainHypothesis
    company: Convention
    found: ranking.Ranking | collisions.Settled
    hidden: frozenset[str] = frozenset()
    """Local parts on the do-not-contact list."""
    cleared: frozenset[str] | None = None
    """Local parts looked up and not held back; None where no single address is known, so that none can be."""


class Scored(NamedTuple):
    """A candidate at one place."""

    local: str
    host: str
    probability: float
    pattern: Pattern | None
    """None where it is known to be this person's and follows none."""


class Ranked(NamedTuple):
    """The candidates of all places, the likeliest first."""

    candidates: list[Scored]
    unlisted: float
    """Probability of the candidates beyond the limit."""
    here: dict[str, Here]
    suppressed: results.Suppression


class Recalled:
    """What an answer knows of single addresses, so that it can be asked again without the store."""

    def __init__(self, here: Mapping[str, Here]) -> None:
        self._here = here

    def suppresses(self) -> bool:
        """Whether anything may have been held back."""
        return True

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """The candidates that were held back; everything at a domain that gave none."""
        here = self._here.get(domain)
        return Hidden(domain=True) if here is None else Hidden(locals=here.hidden)

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose addresses were known."""
        found = self._here[domain].found if domain in self._here else None
        owned = found.owned if isinstance(found, collisions.Settled) else {}
        return {local: owned[local] for local in locals_ if local in owned}


class Ranker:
    """Ranks questions with one prior, one store, and the conventions that follow from them."""

    def __init__(self, convention_at: ConventionAt, knowledge: Prior, memory: _Memory) -> None:
        self.convention_at = convention_at
        self.knowledge = knowledge
        self.memory = memory

    def ranked(self, question: Question) -> Ranked:
        """The candidates of all places together."""
        ranked: list[Scored] = []
        here: dict[str, Here] = {}
        unlisted = 0.0
        limit = question.limit
        suppressed: results.Suppression = ""
        held_most = 0.0
        suppresses = self.memory.suppresses()
        for place in question.places:
            host = place.where.name
            if providers.open_to_all(host):
                continue
            company = self.convention_at(place)
            plain = ranking.rank(question.spelled, company, self.knowledge)
            found = self._settled(question, place, company, plain) if place.owned or place.remembered else plain
            masses = found.masses
            scale = place.probability / found.whole
            held_back: frozenset[str] = frozenset()
            if suppresses:
                names = asked_keys([each.form for each in question.spelled])
                hidden = self.memory.suppressed(host, names, list(masses))
                if hidden.person:
                    return Ranked([], 0.0, {}, "person")
                held_back = frozenset(masses) if hidden.domain else hidden.locals
                most = max([masses.get(local, 0.0) for local in held_back], default=0.0) * scale
                if hidden.reason and most >= held_most:
                    held_most, suppressed = most, hidden.reason
                if hidden.domain:
                    continue
                masses = {local: mass for local, mass in masses.items() if local not in held_back}
            cleared = self._cleared(place, masses, limit) if suppresses or place.remembered else None
            here[host] = Here(place, company, found, held_back, cleared)
            patterns = found.patterns
            likeliest = islice(masses.items(), limit)
            ranked += [Scored(local, host, mass * scale, patterns.get(local)) for local, mass in likeliest]
            unlisted += sum(islice(masses.values(), limit, None)) * scale
        if len(question.places) > 1:
            ranked.sort(key=_likeliest)
            unlisted += sum([scored.probability for scored in ranked[limit:]])
            del ranked[limit:]
        if suppressed and all(scored.probability <= held_most for scored in ranked[:1]):
            # The likeliest address is on the list, so the person most likely is: any other would reach them as well.
            return Ranked([], 0.0, {}, suppressed)
        return Ranked(ranked, unlisted, here, suppressed)

    def _cleared(self, place: DomainHypothesis, masses: Iterable[str], limit: int) -> frozenset[str]:
        """What may be told of beside the answer: that was looked up and is nobody else's."""
        return frozenset(islice(masses, _looked_up(limit)) if place.remembered else masses)

    def asked(self, question: Question) -> dict[str, float]:
        """Addresses with their probabilities, the likeliest first."""
        return {f"{c.local}@{c.host}": c.probability for c in self.ranked(question).candidates}

    def _settled(
        self, question: Question, place: DomainHypothesis, company: Convention, found: ranking.Ranking
    ) -> collisions.Settled | ranking.Ranking:
        """Apply what is known of single addresses, passed and remembered."""
        host = place.where.name

        def owners_of(locals_: Collection[str]) -> Mapping[str, Owner]:
            # Hardly any address is known; only of one that is does the name matter.
            known = self.memory.owners(host, (), locals_) if place.remembered else {}
            return self.memory.owners(host, name_keys(question.spelled), known) if known else known

        # Each look-up costs a digest: candidates that are not shown are looked up only where they may move up.
        shown = _looked_up(question.limit)
        locals_ = list(found.masses)
        owned = {**owners_of(locals_[:shown]), **place.owned}
        if not owned:
            return found
        owned = {**owners_of(locals_[shown:]), **owned}

        def form_of(local: str) -> Form | None:
            ways = ranking.paths(question.spelled, company, self.knowledge, local)
            return ways[0].spelled.form if ways else None

        def elsewhere(local: str) -> float:
            return misdelivery.taken_elsewhere(local, company, headcount_at(place), self.knowledge)

        return collisions.settle(found, owned, owners_of, form_of, elsewhere, self.knowledge)


# Candidates whose owners are looked up even where fewer are shown: those a what-if is likely to put first.
_LOOKED_UP = 10


def _looked_up(limit: int) -> int:
    return max(limit, _LOOKED_UP)


def _likeliest(candidate: Scored) -> tuple[float, str, str]:
    return -candidate.probability, candidate.local, candidate.host


def headcount_at(place: DomainHypothesis) -> int:
    """People at the company: as told, or else at least those of whom something is known."""
    return place.headcount if place.headcount is not None else max(HEADCOUNT, place.counts.total)
