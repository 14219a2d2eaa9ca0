"""Suitability weights, fitted on companies that the prior under test has not seen.

The training companies are divided; each part is asked about with a prior fitted on the others, as a user would ask,
and the weights are those under which the true addresses were likeliest. That also makes the probabilities honest: a
prior is surer of the companies it was fitted on than of new ones.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emailguess.evidence import Counts, Signature
from emailguess.fit.corpus import Person
from emailguess.prior import Prior, domain_features
from emailguess.ranking import LEAST, assumed, posterior, weigh
from emailguess.spelling import Spelled
from emailguess.suitability import FEATURES, KINDS, NONE, feature_row, situation

__all__ = ["Asked", "ask", "company_parts", "fit_suitability"]

Array = NDArray[np.float64]

_KNOWN = (0, 1, 3, 10)
_TARGETS = 8
_PENALTY = 3.0


class Asked(NamedTuple):
    """What one question contributes to the fit."""

    row: tuple[float, ...]
    """The features of the situation."""
    truth: tuple[float, ...]
    """Probability given to the true address, by kind of pattern; under "none" where no candidate was right."""
    total: tuple[float, ...]
    """Probability given away, by kind of pattern."""
    weight: float
    """Every domain weighs alike at each amount of evidence."""


def ask(
    people: Sequence[Person],
    spelled: Sequence[tuple[Spelled, ...]],
    signatures: Sequence[Signature],
    prior: Prior,
    seed: int,
) -> list[Asked]:
    """Ask about people of companies the prior was not fitted on."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, person in enumerate(people):
        groups[person.domain.name].append(i)
    asked: list[Asked] = []
    for name in sorted(groups):
        group = groups[name]
        if len(group) < 4:
            continue
        rng = random.Random(f"{seed}/{name}")  # noqa: S311 -- a reproducible draw, not a secret
        weights = prior.weights(domain_features(people[group[0]].domain))
        for known in _KNOWN:
            if len(group) <= known:
                continue
            targets = rng.sample(group, min(_TARGETS, len(group)))
            for i in targets:
                others = [j for j in group if people[j].local != people[i].local and people[j].name != people[i].name]
                if len(others) < known:
                    continue
                counts = Counts.of(signatures[j] for j in rng.sample(others, known))
                asked.append(_asked(spelled[i], people[i].local, counts, prior, weights, 1 / len(targets)))
    return asked


def _asked(
    spelled: Sequence[Spelled], local: str, counts: Counts, prior: Prior, weights: Sequence[float], weight: float
) -> Asked:
    company = posterior(counts, prior, weights)
    weighted = weigh(spelled, company.habits)
    truth, total = [0.0] * len(KINDS), [0.0] * len(KINDS)
    for (form, _), chance in weighted:
        for pattern, p, kind in company.patterns if form.m else company.unmiddled:
            if p * chance < LEAST:
                break
            text = pattern.render(form)
            if text is not None:
                total[kind] += p * chance
                truth[kind] += p * chance * (text == local)
    for text, _, p, kind in assumed(weighted, company, prior):
        total[kind] += p
        truth[kind] += p * (text == local)
    total[NONE] = max(1 - sum(total), LEAST)
    if not any(truth):
        truth[NONE] = total[NONE]
    top = company.patterns[0].probability
    row = feature_row(situation(weighted[0][0].form, len(weighted), company.total, top, prior.lexicon))
    return Asked(row, tuple(truth), tuple(total), weight)


def fit_suitability(asked: Sequence[Asked]) -> dict[str, list[float]]:
    """Fit a weight for every kind of pattern and feature by penalised maximum likelihood."""
    rows, truth, total = (np.array([getattr(a, n) for a in asked]) for n in ("row", "truth", "total"))
    weight = np.array([a.weight for a in asked])
    shape = len(KINDS), len(FEATURES)

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(shape)
        factor = np.exp(rows @ w.T)
        right, whole = truth * factor, total * factor
        right_sum, whole_sum = right.sum(axis=1), whole.sum(axis=1)
        value = -(weight * (np.log(right_sum) - np.log(whole_sum))).sum() + _PENALTY * (w**2).sum()
        slope = weight[:, None] * (whole / whole_sum[:, None] - right / right_sum[:, None])
        gradient = slope.T @ rows + 2 * _PENALTY * w
        return float(value), gradient.ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    fitted = found.x.reshape(shape)
    return {kind: [round(float(v), 3) for v in row] for kind, row in zip(KINDS, fitted, strict=True)}


def company_parts(people: Sequence[Person], parts: int) -> list[set[str]]:
    """Divide the companies (registrable domains) into equal parts."""
    companies = sorted({p.domain.registrable for p in people})
    random.Random(0).shuffle(companies)  # noqa: S311 -- a reproducible draw, not a secret
    return [set(companies[i::parts]) for i in range(parts)]
