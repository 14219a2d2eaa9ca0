"""Drawing an explanation for every address: collapsed Gibbs sampling.

It works on signatures by domain and knows no names.

Start reading at `sweep`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp

from emailguess.evidence.counts import Signature
from emailguess.names.questions import PSEUDO_COUNTS, choice_of, question_of, split
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import Pattern

__all__ = ["Estimate", "simplicity", "start_habits", "sweep"]


def simplicity(name: str) -> float:
    """Where to start from: plain patterns before contrived ones, or ambiguous addresses drift to the contrived."""
    pattern = Pattern(name)
    weight = 0.03 if pattern.cut else 1.0
    for element in pattern.elements:
        if element.length:
            weight *= 0.03
        elif not element.field:
            weight *= 0.5 if len(element.text) == 1 and not element.text.isalnum() else 0.03
        elif element.field in ("m", "middle", "n"):
            weight *= 0.2
    fields = "".join(f[0] for f in pattern.fields)
    return weight * (0.3 if "l" in fields and "f" in fields and fields.index("l") < fields.index("f") else 1.0)


def start_habits(names: Sequence[tuple[Spelled, ...]]) -> dict[str, dict[str, float]]:
    """Where to start from: the convention, or else the answer that the spelling lists first, which is the plain one."""
    habits: dict[str, dict[str, float]] = defaultdict(dict)
    for spelled in names:
        for item in spelled:
            for choice in item.choices:
                question, answer = split(choice)
                answers = habits[question]
                if answer not in answers:
                    answers[answer] = 0.2 if answers else 2.0
    for question, answers in habits.items():
        if question in PSEUDO_COUNTS:
            answers.update(PSEUDO_COUNTS[question])
        elif question in _START_FAMILY_FIRST:
            answers["fg"] = _START_FAMILY_FIRST[question] * answers["gf"]
    return dict(habits)


# Odds of "family name first" to start from, by how far the words themselves say so (`names.order.order_class`).
_START_FAMILY_FIRST = {"order0": 0.003, "order1": 0.02, "order2": 0.02, "order3": 0.2, "order4": 1.0}


class Estimate:
    """What the fit makes of one domain so far: its counts, and what the prior adds to them."""

    __slots__ = ("answers", "asked", "counts", "mean", "seen")

    def __init__(self, mean: Mapping[str, float], seen: float) -> None:
        self.mean = mean
        """Share of each pattern owed to the prior."""
        self.seen = seen
        """Share each counted address adds to its pattern."""
        self.counts: dict[str, float] = defaultdict(float)
        self.answers: dict[str, float] = defaultdict(float)
        self.asked: dict[str, float] = defaultdict(float)


def sweep(
    learned: Sequence[tuple[str, Signature]],
    assigned: list[int],
    estimates: Mapping[str, Estimate],
    habits: Mapping[str, Mapping[str, float]],
    rng: random.Random,
) -> None:
    """Draw an explanation for every address given all others at its domain (collapsed Gibbs sampling), in place.

    Drawn, not shared out: shares would make companies look more alike than they are, and the prior too sure.
    """
    pseudo = {choice_of(q, a): (v, sum(answers.values())) for q, answers in habits.items() for a, v in answers.items()}
    for i, (where, explanations) in enumerate(learned):
        estimate = estimates[where]
        counts, answers, asked = estimate.counts, estimate.answers, estimate.asked
        if assigned[i] >= 0:
            old = explanations[assigned[i]]
            counts[old.pattern] -= 1
            for choice in old.choices:
                answers[choice] -= 1
                asked[question_of(choice)] -= 1
        weights = []
        for pattern, choices, cost in explanations:
            weight = estimate.mean.get(pattern, 1e-6) + estimate.seen * counts[pattern]
            for choice in choices:
                value, total = pseudo.get(choice, (1e-3, 1.0))
                weight *= (value + answers[choice]) / (total + asked[question_of(choice)])
            weights.append(weight * exp(-cost / 10))
        drawn = rng.choices(range(len(weights)), weights)[0] if len(weights) > 1 else 0
        assigned[i] = drawn
        new = explanations[drawn]
        counts[new.pattern] += 1
        for choice in new.choices:
            answers[choice] += 1
            asked[question_of(choice)] += 1
