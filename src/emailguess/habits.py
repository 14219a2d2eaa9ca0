"""Habits: how companies answer the questions that a name's spelling leaves open.

Some companies have a rule and keep to it but for slips; at the others people choose, each company with its own leaning.
Which a company is, its colleagues tell. It knows questions and answers, not what they mean.

Start reading at `answered`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, lgamma, log
from typing import NamedTuple

__all__ = ["Habit", "answered", "expected"]


class Habit(NamedTuple):
    """What companies in general do about one question."""

    pseudo: Mapping[str, float]
    """Where people choose: pseudo-counts of the answers (a Dirichlet)."""
    rules: Mapping[str, float] = {}
    """Probability that a company has the rule to answer so; what they lack to one is the chance that people choose."""
    slip: float = 0.0
    """Where there is a rule: how often an address does not follow it."""


def expected(habit: Habit) -> dict[str, float]:
    """Probability of each answer at a company nothing is known of; they sum to one.

    >>> expected(Habit({"plain": 1.0, "expanded": 3.0}))
    {'plain': 0.25, 'expanded': 0.75}
    """
    return answered(habit, {})


def answered(habit: Habit, seen: Mapping[str, float]) -> dict[str, float]:
    """Probability of each answer after some colleagues' (weights by answer).

    >>> after = answered(Habit({"plain": 1.0, "expanded": 1.0}, {"plain": 0.3, "expanded": 0.3}, 0.03), {"expanded": 3})
    >>> after["expanded"] > 0.9
    True
    """
    pseudo, rules, slip = habit
    total, number = sum(pseudo.values()), sum(seen.get(a, 0.0) for a in pseudo)
    free = 1 - sum(rules.values())
    chosen = {a: (p + seen.get(a, 0.0)) / (total + number) for a, p in pseudo.items()}
    if not rules:
        return chosen
    weights = rule_weights(habit, seen) if number else {**rules, "": free}
    other = slip / max(len(pseudo) - 1, 1)
    ruled = sum(weights[a] for a in rules)
    return {
        a: weights[""] * p + weights.get(a, 0.0) * (1 - slip) + (ruled - weights.get(a, 0.0)) * other
        for a, p in chosen.items()
    }


def rule_weights(habit: Habit, seen: Mapping[str, float]) -> dict[str, float]:
    """Probability of each rule after what was seen; under "" that people choose."""
    pseudo, rules, slip = habit
    total, number = sum(pseudo.values()), sum(seen.get(a, 0.0) for a in pseudo)
    keeps, slips = log(max(1 - slip, 1e-9)), log(max(slip / max(len(pseudo) - 1, 1), 1e-9))
    score = log(max(1 - sum(rules.values()), 1e-9)) + lgamma(total) - lgamma(total + number)
    for answer, p in pseudo.items():
        n = seen.get(answer, 0.0)
        if n:
            score += lgamma(p + n) - lgamma(p)
    scores = {"": score}
    for answer, chance in rules.items():
        n = seen.get(answer, 0.0)
        scores[answer] = log(max(chance, 1e-9)) + n * keeps + (number - n) * slips
    top = max(scores.values())
    raw = {a: exp(s - top) for a, s in scores.items()}
    whole = sum(raw.values())
    return {a: r / whole for a, r in raw.items()}
