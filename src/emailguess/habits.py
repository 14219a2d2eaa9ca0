"""Habits: how companies answer the questions that a name's spelling leaves open.

Some companies have a rule and keep to it but for slips; at the others people choose, each company with its own leaning.
Which a company is, its colleagues tell. It knows questions and answers, not what they mean.

Start reading at `answered`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, lgamma, log
from typing import NamedTuple

__all__ = ["Habit", "answered", "expected", "family_of", "kept", "least_rules", "thinkable_rules"]

# Questions that are one question asked of names of several sorts (`order3`: the words look turned round): where people
# choose, each sort is answered in its own way, but a company's rule holds for all of them. No rule turns round what
# plainly stands in its place.
_FAMILIES = ("order", "inner", "givens")
_ALONE = frozenset({"order0", "order1"})
# A rule that three colleagues keep and none breaks is so probable, though one in fifteen of their addresses may mean
# something else.
_SURE_AFTER, _BELIEVED = 2.8, 0.925
_MOST_RULED = 0.95
_THINKABLE, _MOST_THINKABLE = 0.01, 0.06


class Habit(NamedTuple):
    """What companies in general do about one question."""

    pseudo: Mapping[str, float]
    """Where people choose: pseudo-counts of the answers (a Dirichlet)."""
    rules: Mapping[str, float] = {}
    """Probability that a company has the rule to answer so; what they lack to one is the chance that people choose."""
    slip: float = 0.0
    """Where there is a rule: how often an address does not follow it."""


def family_of(question: str) -> str:
    """The question that a question is a sort of; most stand alone.

    >>> family_of("order3"), family_of("order@country"), family_of("umlaut")
    ('order', 'order@country', 'umlaut')
    """
    if question.startswith(_FAMILIES) and "@" not in question and question not in _ALONE:
        return next(family for family in _FAMILIES if question.startswith(family))
    return question


def expected(habit: Habit) -> dict[str, float]:
    """Probability of each answer at a company nothing is known of; they sum to one.

    >>> expected(Habit({"plain": 1.0, "expanded": 3.0}))
    {'plain': 0.25, 'expanded': 0.75}
    """
    return _mixed(habit, {}, {**habit.rules, "": 1 - sum(habit.rules.values())})


def answered(sorts: Mapping[str, Habit], seen: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Probability of each answer to the sorts of one question, after some colleagues' (weights by sort and answer).

    >>> habit = Habit({"plain": 1.0, "expanded": 1.0}, {"plain": 0.3, "expanded": 0.3}, 0.03)
    >>> answered({"umlaut": habit}, {"umlaut": {"expanded": 3}})["umlaut"]["expanded"] > 0.9
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
        number, chosen = sum(found.values()), _chosen(habit.pseudo, found)
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


def _chosen(pseudo: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Log-probability of answers where people choose."""
    total, number = sum(pseudo.values()), sum(found.values())
    score = lgamma(total) - lgamma(total + number)
    for answer, n in found.items():
        if n:
            score += lgamma(pseudo[answer] + n) - lgamma(pseudo[answer])
    return score


def thinkable_rules(rules: Mapping[str, float]) -> dict[str, float]:
    """Raise rules to at least one in a hundred each, and those never seen to six in a hundred together.

    No rule is unthinkable (Cromwell's rule).

    >>> thinkable_rules({"plain": 0.3, "expanded": 0.0})
    {'plain': 0.3, 'expanded': 0.01}
    """
    least = min(_THINKABLE, _MOST_THINKABLE / len(rules))
    return {answer: max(chance, least) for answer, chance in rules.items()}


def least_rules(sorts: Mapping[str, Mapping[str, float]], rules: Mapping[str, float], slip: float) -> dict[str, float]:
    """Raise the rules that three colleagues would not make believed.

    `sorts` are the pseudo-counts by sort of question. A rule is raised until three colleagues who keep it, of any one
    sort, and nobody who breaks it make its answer `_BELIEVED` probable; all rules together leave people some choice.
    """
    raised = dict(rules)
    for _ in range(20):
        for pseudo in sorts.values():
            # A rule that says nothing of this sort of name leaves it to the people.
            free = 1 - sum(raised.get(answer, 0.0) for answer in pseudo)
            for answer in pseudo:
                raised[answer] = max(raised[answer], _needed(pseudo, answer, free, slip))
        whole = sum(raised.values())
        if whole > _MOST_RULED:
            raised = {answer: chance * _MOST_RULED / whole for answer, chance in raised.items()}
    return raised


def _needed(pseudo: Mapping[str, float], answer: str, free: float, slip: float) -> float:
    """Probability a rule must have to be believed after three who keep it."""
    number = {answer: _SURE_AFTER}
    chosen = (pseudo[answer] + _SURE_AFTER) / (sum(pseudo.values()) + _SURE_AFTER)
    follows = 1.0 - slip
    if chosen >= _BELIEVED:
        return 0.0
    weight = (_BELIEVED - chosen) / (follows - chosen)
    needed: float = weight / (1 - weight) * free * exp(_chosen(pseudo, number)) / follows**_SURE_AFTER
    return needed
