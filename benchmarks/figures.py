"""The figures of the accuracy protocol, from a list of judged answers.

Every figure is macro-averaged over domains: an answer weighs one over the number of answers at its domain.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from emailguess import Guess
    from emailguess.fit import Person

__all__ = ["Bin", "Figures", "Judged", "figures", "reliability"]

FLOOR = 1e-4
BINS = 10
COVER_AT = 0.9
_DRAWS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One answered question: what the guesser said, and where the truth stood."""

    domain: str
    source: str
    hard: bool
    """Whether the name is non-ASCII, hyphenated, apostrophised, longer than two words, or shouted."""
    ordinary: bool
    """Whether the company is an ordinary one: what recruiters ask for."""
    first: float
    """Probability of the first candidate; 0 where there was none."""
    rank: int
    """Rank of the true address, from 1; 0 where it was not among the candidates."""
    truth: float
    """Probability given to the true address."""

    @classmethod
    def of(cls, target: Person, answer: Guess) -> Judged:
        """An answer about this person, whatever their name and company are like."""
        addresses = [candidate.address for candidate in answer]
        right = f"{target.local}@{target.domain.name}"
        place = addresses.index(right) if right in addresses else -1
        return cls(
            domain=target.domain.name,
            source=target.source,
            hard=False,
            ordinary=False,
            first=answer.candidates[0].probability if answer.candidates else 0.0,
            rank=place + 1,
            truth=answer.candidates[place].probability if place >= 0 else 0.0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One line of the results table."""

    questions: int
    domains: int
    top1: float
    top3: float
    top10: float
    log_loss: float
    brier: float
    ece: float
    ece_by_chance: float
    """The mean ECE that exactly right probabilities show at so few companies."""
    cover90: float
    bounces_projected: float
    bounces_actual: float

    def to_dict(self) -> dict[str, float]:
        """Figures rounded to four places."""
        return {k: round(v, 4) for k, v in asdict(self).items()}


class Bin(NamedTuple):
    """First candidates whose stated probability falls into one tenth."""

    weight: float
    """Their part of all answers, every domain counting alike."""
    stated: float
    """Their mean stated probability."""
    right: float
    """The share of them that is right."""
    answers: int
    """How many they are."""


def _weights(answers: Sequence[Judged]) -> list[float]:
    number = Counter(a.domain for a in answers)
    return [1 / (number[a.domain] * len(number)) for a in answers]


def figures(answers: Sequence[Judged]) -> Figures:
    """Compute all figures; the answers must not be empty."""
    weights = _weights(answers)

    def mean(values: list[float]) -> float:
        return sum(w * v for w, v in zip(weights, values, strict=True))

    right = [float(a.rank == 1) for a in answers]
    table = reliability(answers)
    return Figures(
        questions=len(answers),
        domains=len({a.domain for a in answers}),
        top1=mean(right),
        top3=mean([float(1 <= a.rank <= 3) for a in answers]),
        top10=mean([float(1 <= a.rank <= 10) for a in answers]),
        log_loss=mean([-log(max(a.truth, FLOOR)) for a in answers]),
        brier=mean([(a.first - r) ** 2 for a, r in zip(answers, right, strict=True)]),
        ece=sum(b.weight * abs(b.stated - b.right) for b in table),
        ece_by_chance=_by_chance(answers, weights),
        cover90=_cover(answers, weights),
        bounces_projected=mean([1 - a.first for a in answers]),
        bounces_actual=mean([1 - r for r in right]),
    )


def reliability(answers: Sequence[Judged]) -> list[Bin]:
    """Divide first candidates into ten equal-width bins by their stated probability."""
    weights = _weights(answers)
    sums = [[0.0, 0.0, 0.0] for _ in range(BINS)]
    number = Counter(_bin(a.first) for a in answers)
    for answer, weight in zip(answers, weights, strict=True):
        row = sums[_bin(answer.first)]
        row[0] += weight
        row[1] += weight * answer.first
        row[2] += weight * (answer.rank == 1)
    return [Bin(w, p / w, r / w, number[i]) if w else Bin(0.0, 0.0, 0.0, 0) for i, (w, p, r) in enumerate(sums)]


def _by_chance(answers: Sequence[Judged], weights: Sequence[float]) -> float:
    """The calibration error that is left where every company's errors count up or down at random.

    People of one company are right and wrong together, so the companies are what is drawn, whole (a wild bootstrap by
    cluster: Cameron, Gelbach and Miller 2008, "Bootstrap-based improvements for inference with clustered errors").
    """
    errors: dict[str, dict[int, float]] = {}
    for answer, weight in zip(answers, weights, strict=True):
        company = errors.setdefault(answer.domain, {})
        place = _bin(answer.first)
        company[place] = company.get(place, 0.0) + weight * ((answer.rank == 1) - answer.first)
    draw = random.Random("chance")  # noqa: S311 -- a reproducible draw, not a secret
    total = 0.0
    for _ in range(_DRAWS):
        sums = [0.0] * BINS
        signs = draw.getrandbits(len(errors))
        for company in errors.values():
            sign = 1 if signs & 1 else -1
            signs >>= 1
            for place, error in company.items():
                sums[place] += sign * error
        total += sum(map(abs, sums))
    return total / _DRAWS


def _bin(probability: float) -> int:
    return min(int(probability * BINS), BINS - 1)


def _cover(answers: Sequence[Judged], weights: Sequence[float]) -> float:
    """The largest share of people, most confident first, of whom at least nine in ten are answered rightly."""
    order = sorted(range(len(answers)), key=lambda i: -answers[i].first)
    seen = right = best = 0.0
    for place, i in enumerate(order):
        seen += weights[i]
        right += weights[i] * (answers[i].rank == 1)
        tied = place + 1 < len(order) and answers[order[place + 1]].first == answers[i].first
        # Sums of weights are not exact; nine right of ten are nine in ten.
        if not tied and right >= COVER_AT * seen - 1e-12:
            best = seen
    return best
