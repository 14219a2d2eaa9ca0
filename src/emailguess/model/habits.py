"""Habits: how companies answer the questions that a name's spelling leaves open.

Some companies have a rule and keep to it but for slips; at the others people choose, each company with its own leaning.
Which a company is, its colleagues tell. It knows questions and answers, not what they mean.

Start reading at `after_colleagues`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, lgamma, log
from typing import NamedTuple

__all__ = ["Habit", "after_colleagues", "expected", "kept", "log_chosen"]


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
    return _mixed(habit, {}, {**habit.rules, "": 1 - sum(habit.rules.values())})


def after_colleagues(
    sorts: Mapping[str, Habit], seen: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Probability of each answer to the sorts of one question, after some colleagues' (weights by sort and answer).

    >>> habit = Habit({"plain": 1.0, "expanded": 1.0}, {"plain": 0.3, "expanded": 0.3}, 0.03)
    >>> after_colleagues({"umlaut": habit}, {"umlaut": {"expanded": 3}})["umlaut"]["expanded"] > 0.9
    True
    """
    weights = _rule_weights(sorts, seen)
    return {question: _mixed(habit, seen.get(question, {}), weights) for question, habit in sorts.items()}


def kept(habit: Habit, rule: str) -> dict[str, float]:
    """Probability of each answer at a company that has a rule.

    >>> kept(Habit({"plain": 1.0, "expanded": 1.0}, {}, 0.03), "plain")
    {'plain': 0.97, 'expanded': 0.03}
    """
    return _mixed(habit, {}, {rule: 1.0})


def _mixed(habit: Habit, seen: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """Average over the rules a company may have and over people's choice, by their weights."""
    pseudo, slip = habit.pseudo, habit.slip
    total = sum(pseudo.values()) + sum(seen.values())
    other = slip / max(len(pseudo) - 1, 1)
    # A rule that says nothing of this sort of name leaves it to the people.
    free = weights.get("", 0.0) + sum(w for a, w in weights.items() if a and a not in pseudo)
    ruled = 1 - free
    mixed = {}
    for answer, p in pseudo.items():
        follows = weights.get(answer, 0.0)
        mixed[answer] = free * (p + seen.get(answer, 0.0)) / total + follows * (1 - slip) + (ruled - follows) * other
    return mixed


def _rule_weights(sorts: Mapping[str, Habit], seen: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Probability of each rule after what was seen; under "" that people choose."""
    rules = next(iter(sorts.values())).rules
    weights = {**rules, "": max(1 - sum(rules.values()), 1e-9)}
    scores = {rule: log(max(chance, 1e-9)) for rule, chance in weights.items()}
    asked = [
        (habit, found) for question, habit in sorts.items() if (found := seen.get(question)) and any(found.values())
    ]
    if not asked or not rules:
        return weights
    for habit, found in asked:
        number, chosen = sum(found.values()), log_chosen(habit.pseudo, found)
        keeps = log(max(1 - habit.slip, 1e-9))
        slips = log(max(habit.slip / max(len(habit.pseudo) - 1, 1), 1e-9))
        for rule in scores:
            if rule in habit.pseudo:
                follows = found.get(rule, 0.0)
                scores[rule] += follows * keeps + (number - follows) * slips
            else:
                scores[rule] += chosen
    top = max(scores.values())
    raw = {rule: exp(score - top) for rule, score in scores.items()}
    whole = sum(raw.values())
    return {rule: r / whole for rule, r in raw.items()}


def log_chosen(pseudo: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Log-probability of answers where people choose."""
    total, number = sum(pseudo.values()), sum(found.values())
    score = lgamma(total) - lgamma(total + number)
    for answer, n in found.items():
        if n:
            score += lgamma(pseudo[answer] + n) - lgamma(pseudo[answer])
    return score
