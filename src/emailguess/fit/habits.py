"""Fitting habits: what companies do about each spelling question, from their drawn answers.

Some companies have a rule, at the others people choose: a mixture of rules (with slips) and one Dirichlet, for each
question. It works on counts of answers by company and knows no names.

Start reading at `fit_habits`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln, logsumexp

__all__ = ["Habits", "fit_dirichlets", "fit_habits"]

Array = NDArray[np.float64]
Answers = Sequence[Mapping[str, float]]
Questions = Mapping[str, Mapping[str, float]]

_ROUNDS = 40
# Where to start: as many companies with a rule as without, and a slip in thirty addresses.
_RULED, _SLIP = 0.5, 0.03
# Companies imagined beside the real ones, half of them with a rule, for questions seen at few companies.
_IMAGINED = 2.0
# No rule is unthinkable (Cromwell's rule): each has a chance of one in a hundred, all that were never seen no more than
# six. A rule planted in three colleagues' addresses is believed then (`tests/test_habits.py`).
_THINKABLE, _MOST_THINKABLE = 0.01, 0.06


class Habits(NamedTuple):
    """What was fitted."""

    pseudo: dict[str, dict[str, float]]
    """Where people choose: the Dirichlet of each question."""
    rules: dict[str, dict[str, float]]
    """Probability of each rule, by question and answer."""
    slip: float
    """How often an address does not follow its company's rule."""


def fit_dirichlets(answers: Answers, known: Questions) -> dict[str, dict[str, float]]:
    """One Dirichlet for each question, by Minka's fixed point over the companies that were asked it."""
    found = {}
    for question, (names, counts) in _tables(answers, known).items():
        alpha = 2.0 * (counts.sum(axis=0) + 0.5) / (counts.sum() + 0.5 * len(names))
        everyone = np.ones(len(counts))
        for _ in range(60):
            alpha = _step(counts, everyone, alpha)
        found[question] = _rounded(names, alpha)
    return found


def fit_habits(answers: Answers, known: Questions) -> Habits:
    """Rules, slips and Dirichlets together, by EM from the Dirichlets alone."""
    tables = _tables(answers, known)
    start = fit_dirichlets(answers, known)
    alphas = {q: np.array([start[q][a] for a in names]) for q, (names, _) in tables.items()}
    rules = {q: _RULED * (alpha + 0.1) / (alpha + 0.1).sum() for q, alpha in alphas.items()}
    slip = _SLIP
    for _ in range(_ROUNDS):
        kept = strayed = 0.0
        for question, (_, counts) in tables.items():
            if counts.shape[1] < 2:
                rules[question] = np.zeros(counts.shape[1])
                continue
            ruled, free = _responsibilities(counts, alphas[question], rules[question], slip)
            spread = (counts.sum(axis=0) + 0.5) / (counts.sum() + 0.5 * counts.shape[1])
            rules[question] = (ruled.sum(axis=0) + _IMAGINED / 2 * spread) / (len(counts) + _IMAGINED)
            alphas[question] = _step(counts, free, alphas[question])
            total = counts.sum(axis=1, keepdims=True)
            kept += float((ruled * counts).sum())
            strayed += float((ruled * (total - counts)).sum())
        slip = (strayed + 1) / (kept + strayed + 2)
    return Habits(
        {q: _rounded(names, alphas[q]) for q, (names, _) in tables.items()},
        {q: _rounded(names, _thinkable(rules[q])) for q, (names, _) in tables.items() if rules[q].any()},
        round(float(slip), 4),
    )


def _tables(answers: Answers, known: Questions) -> dict[str, tuple[list[str], Array]]:
    """For each question: its answers in order, and how often each company gave them."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for given in answers:
        grouped: dict[str, dict[str, float]] = defaultdict(dict)
        for choice, n in given.items():
            question, _, answer = choice.partition("=")
            if n > 0:
                grouped[question][answer] = n
        for question, row in grouped.items():
            rows[question].append(row)
    tables = {}
    for question in sorted(known):
        names = sorted(known[question])
        each = rows[question] or [{}]
        tables[question] = names, np.array([[row.get(a, 0.0) for a in names] for row in each])
    return tables


def _responsibilities(counts: Array, alpha: Array, rules: Array, slip: float) -> tuple[Array, Array]:
    """For each company: the probability of each rule, and that people choose."""
    total = counts.sum(axis=1)
    free = gammaln(alpha.sum()) - gammaln(alpha.sum() + total) + (gammaln(alpha + counts) - gammaln(alpha)).sum(axis=1)
    ruled = counts * np.log(1 - slip) + (total[:, None] - counts) * np.log(slip / (len(alpha) - 1))
    scores = np.column_stack([ruled + np.log(rules + 1e-12), free + np.log(max(1 - rules.sum(), 1e-9))])
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


def _thinkable(rules: Array) -> Array:
    least = min(_THINKABLE, _MOST_THINKABLE / len(rules))
    raised = np.maximum(rules, least)
    result: Array = raised * min(1.0, 0.95 / raised.sum())
    return result


def _rounded(names: Sequence[str], values: Array) -> dict[str, float]:
    return {a: round(float(v), 4) for a, v in zip(names, values, strict=True)}
