"""Fitting habits: what companies do about each spelling question, from their drawn answers.

Some companies have a rule, at the others people choose: a mixture of rules (with slips) and one Dirichlet, for each
question. Sorts of one question (`questions.family_of`) share the rules and have a Dirichlet each. It works on counts of
answers by company and knows no names.

Start reading at `fit_habits`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln, logsumexp

from emailguess.model.habits import log_chosen
from emailguess.names.questions import choice_of, family_of

__all__ = ["Habits", "fit_dirichlets", "fit_habits", "least_rules"]

Array = NDArray[np.float64]
Answers = Sequence[Mapping[str, float]]
Questions = Mapping[str, Mapping[str, float]]

_ROUNDS = 40
# Where to start: as many companies with a rule as without.
_RULED = 0.5
# How often an address does not follow its company's rule. It is set, not fitted: answers that are drawn agree with one
# another more than real ones do, and a fit would find a fifth of it.
_SLIP = 0.005
# Companies imagined beside the real ones, half of them with a rule, for questions seen at few companies.
_IMAGINED = 2.0
# Which of a name's words are given, middle and family names is the people's to say, and three colleagues settle it for
# no other: such a rule is as probable as it was found to be.
_OF_PEOPLE = ("givens", "inner", "order", "order0", "order1")
# A rule that three colleagues keep and none breaks is so probable, though one in fifteen of their addresses may mean
# something else.
_SURE_AFTER, _BELIEVED = 2.8, 0.925
_MOST_RULED = 0.95
_THINKABLE, _MOST_THINKABLE = 0.01, 0.06


class Habits(NamedTuple):
    """What was fitted."""

    pseudo: dict[str, dict[str, float]]
    """Where people choose: the Dirichlet of each question."""
    rules: dict[str, dict[str, float]]
    """Probability of each rule, by question (sorts of one question under its name) and answer."""
    slip: float
    """How often an address does not follow its company's rule."""


def fit_dirichlets(answers: Answers, known: Questions) -> dict[str, dict[str, float]]:
    """One Dirichlet for each question, by Minka's fixed point over the companies that were asked it."""
    return {q: _rounded(table.names, alpha) for q, (table, alpha) in _dirichlets(_tables(answers, known)).items()}


def fit_habits(answers: Answers, known: Questions) -> Habits:
    """Rules and Dirichlets together, by EM from the Dirichlets alone."""
    sorts: dict[str, dict[str, tuple[_Table, Array]]] = defaultdict(dict)
    for question, found in _dirichlets(_tables(answers, known)).items():
        sorts[family_of(question)][question] = found
    families = {family: _Family(found) for family, found in sorts.items()}
    pseudo: dict[str, dict[str, float]] = {}
    rules: dict[str, dict[str, float]] = {}
    for name, family in families.items():
        for _ in range(_ROUNDS):
            family.step()
        pseudo |= (counts := family.pseudo())
        if family.rules.any():
            fitted = _thinkable(dict(zip(family.answers, map(float, family.rules), strict=True)))
            raised = fitted if name in _OF_PEOPLE else least_rules(counts, fitted, _SLIP)
            rules[name] = {answer: float(f"{chance:.4g}") for answer, chance in raised.items()}
    return Habits(pseudo, rules, _SLIP)


def _thinkable(rules: Mapping[str, float]) -> dict[str, float]:
    """Raise rules to at least one in a hundred each, and those never seen to six in a hundred together.

    No rule is unthinkable (Cromwell's rule).

    >>> _thinkable({"plain": 0.3, "expanded": 0.0})
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
    needed: float = weight / (1 - weight) * free * exp(log_chosen(pseudo, number)) / follows**_SURE_AFTER
    return needed


class _Table(NamedTuple):
    """How often each company gave each answer to one question; companies that were not asked have zeros."""

    names: list[str]
    counts: Array


def _tables(answers: Answers, known: Questions) -> dict[str, _Table]:
    """A table for each question."""
    places = {choice_of(q, a): (q, i) for q in known for i, a in enumerate(sorted(known[q]))}
    tables = {q: _Table(sorted(known[q]), np.zeros((len(answers), len(known[q])))) for q in sorted(known)}
    for row, given in enumerate(answers):
        for choice, n in given.items():
            if n > 0 and choice in places:
                question, column = places[choice]
                tables[question].counts[row, column] = n
    return tables


def _dirichlets(tables: Mapping[str, _Table]) -> dict[str, tuple[_Table, Array]]:
    """Each table with the Dirichlet of the companies that were asked."""
    found = {}
    for question, table in tables.items():
        counts = table.counts[table.counts.any(axis=1)]
        alpha = 2.0 * (counts.sum(axis=0) + 0.5) / (counts.sum() + 0.5 * len(table.names))
        everyone = np.ones(len(counts))
        for _ in range(60):
            alpha = _step(counts, everyone, alpha)
        found[question] = table, alpha
    return found


class _Family:
    """The sorts of one question while they are fitted: what companies have as a rule, and what people choose."""

    def __init__(self, sorts: Mapping[str, tuple[_Table, Array]]) -> None:
        self.sorts = list(sorts)
        self.tables = [table for table, _ in sorts.values()]
        self.alphas = [alpha for _, alpha in sorts.values()]
        self.answers = sorted({name for table in self.tables for name in table.names})
        self.places = [[self.answers.index(name) for name in table.names] for table in self.tables]
        asked = np.any([table.counts.any(axis=1) for table in self.tables], axis=0)
        self.counts = [table.counts[asked] for table in self.tables]
        seen = np.full(len(self.answers), 0.5)
        for place, each in zip(self.places, self.counts, strict=True):
            seen[place] += each.sum(axis=0)
        self.spread = seen / seen.sum()
        self.rules: Array = (_RULED if len(self.answers) > 1 else 0.0) * self.spread

    def step(self) -> None:
        """One step of EM."""
        if len(self.answers) < 2:
            return
        ruled, free = self._responsibilities()
        self.rules = (ruled.sum(axis=0) + _IMAGINED / 2 * self.spread) / (len(ruled) + _IMAGINED)
        for i, each in enumerate(self.counts):
            here = each.any(axis=1)
            self.alphas[i] = _step(each[here], free[here], self.alphas[i])

    def pseudo(self) -> dict[str, dict[str, float]]:
        """The Dirichlet of each sort."""
        return {
            question: _rounded(table.names, alpha)
            for question, table, alpha in zip(self.sorts, self.tables, self.alphas, strict=True)
        }

    def _responsibilities(self) -> tuple[Array, Array]:
        """For each company: the probability of each rule, and that people choose."""
        rules = self.rules
        scores = np.tile(np.append(np.log(rules + 1e-12), np.log(max(1 - rules.sum(), 1e-9))), (len(self.counts[0]), 1))
        for each, place, alpha in zip(self.counts, self.places, self.alphas, strict=True):
            total = each.sum(axis=1)
            whole = alpha.sum()
            free = gammaln(whole) - gammaln(whole + total) + (gammaln(alpha + each) - gammaln(alpha)).sum(axis=1)
            # A rule that says nothing of this sort of name leaves it to the people.
            added = np.tile(free[:, None], (1, len(rules) + 1))
            added[:, place] = each * np.log(1 - _SLIP) + (total[:, None] - each) * np.log(
                _SLIP / max(len(alpha) - 1, 1)
            )
            scores += added
        shares = np.exp(scores - logsumexp(scores, axis=1, keepdims=True))
        return shares[:, :-1], shares[:, -1]


def _step(counts: Array, weights: Array, alpha: Array) -> Array:
    """One fixed-point step of a Dirichlet whose companies count by their weights; a little smoothing, at most 100."""
    total = counts.sum(axis=1)
    gain = weights @ (digamma(counts + alpha) - digamma(alpha))
    loss = float(weights @ (digamma(total + alpha.sum()) - digamma(alpha.sum())))
    stepped = np.maximum((alpha * gain + 0.05 / len(alpha)) / (loss + 0.025), 1e-3)
    result: Array = stepped * min(1.0, 100 / stepped.sum())
    return result


def _rounded(names: Sequence[str], values: Array) -> dict[str, float]:
    return {a: round(float(v), 4) for a, v in zip(names, values, strict=True)}
