"""A mixture of Dirichlets over patterns, fitted to the counts of many companies.

Companies are rows of (soft) counts; the components that come out are kinds of company. The weights of the
components depend on features of the domain by a multinomial logistic regression. It knows arrays, not people.

The updates: T. P. Minka, "Estimating a Dirichlet distribution" (2000), the fixed point of section 3, inside EM for
the mixture. A small pseudo-count towards the overall pattern frequencies keeps rare patterns alive everywhere.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import digamma, gammaln, logsumexp

__all__ = ["Mixture", "fit_mixture"]

Array = NDArray[np.float64]


class Mixture(NamedTuple):
    """What `fit_mixture` found."""

    alpha: Array
    """Pseudo-counts, components by categories."""
    weights: Array
    """Logits of the components by feature; the first row is the intercept."""
    responsibilities: Array
    """Companies by components."""
    log_likelihood: float


class _Sparse(NamedTuple):
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: Array
    total: Array
    columns: int


def fit_mixture(
    counts: list[dict[int, float]],
    categories: int,
    features: Array,
    *,
    components: int,
    base: Array,
    seed: int,
    rounds: int = 60,
    smoothing: float = 0.3,
    start: Array | None = None,
) -> Mixture:
    """Fit by EM from a seeded start; `base` is the overall distribution over the categories.

    `features` has one row a company (the first column is 1). `smoothing` is the number of pseudo-counts, spread
    like `base`, that every component's Dirichlet gets.
    """
    rng = np.random.default_rng(seed)
    data = _sparse(counts, categories)
    if start is None:
        picked = _spread_start(data, components, base, rng)
        alpha = 2.0 * (0.5 * base + 0.5 * picked) + 1e-4
    else:
        alpha = start.copy()
    logits = np.zeros((features.shape[1], components))
    likelihood = -np.inf
    responsibilities = np.full((len(counts), components), 1 / components)
    for step in range(rounds):
        scores = features @ logits
        scores -= logsumexp(scores, axis=1, keepdims=True)
        scores = scores + _log_dirichlet_multinomial(data, alpha)
        evidence = logsumexp(scores, axis=1)
        likelihood = float(evidence.sum())
        responsibilities = np.exp(scores - evidence[:, None])
        alpha = _update_alpha(data, alpha, responsibilities, base, smoothing)
        if step % 5 == 0 or step == rounds - 1:
            logits = _update_logits(features, responsibilities, logits)
    return Mixture(alpha, logits, responsibilities, likelihood)


def _sparse(counts: list[dict[int, float]], categories: int) -> _Sparse:
    rows, columns, values = [], [], []
    for i, row in enumerate(counts):
        for j, n in row.items():
            rows.append(i)
            columns.append(j)
            values.append(n)
    total = np.zeros(len(counts))
    np.add.at(total, rows, values)
    return _Sparse(
        np.array(rows, dtype=int), np.array(columns, dtype=int), np.array(values, dtype=float), total, categories
    )


def _spread_start(data: _Sparse, components: int, base: Array, rng: np.random.Generator) -> Array:
    """Pick companies far from each other (k-means++ on frequencies) as the first centres."""
    dense = np.zeros((len(data.total), data.columns))
    dense[data.row, data.column] = data.value
    dense = (dense + base) / (data.total[:, None] + 1)
    root = np.sqrt(dense)
    chosen = [int(rng.integers(len(dense)))]
    distance = np.full(len(dense), np.inf)
    for _ in range(components - 1):
        distance = np.minimum(distance, ((root - root[chosen[-1]]) ** 2).sum(axis=1))
        # A small corpus may have fewer different companies than components; then some start alike.
        odds = distance + 1e-12
        chosen.append(int(rng.choice(len(dense), p=odds / odds.sum())))
    picked: Array = dense[chosen]
    return picked


def _log_dirichlet_multinomial(data: _Sparse, alpha: Array) -> Array:
    """Companies by components, up to a constant of each company."""
    whole = alpha.sum(axis=1)
    result = np.empty((len(data.total), len(alpha)))
    for c in range(len(alpha)):
        a = alpha[c, data.column]
        terms = gammaln(a + data.value) - gammaln(a)
        sums = np.bincount(data.row, weights=terms, minlength=len(data.total))
        result[:, c] = sums + gammaln(whole[c]) - gammaln(whole[c] + data.total)
    return result


def _update_alpha(data: _Sparse, alpha: Array, responsibilities: Array, base: Array, smoothing: float) -> Array:
    updated = np.empty_like(alpha)
    for c in range(len(alpha)):
        r = responsibilities[:, c]
        a = alpha[c]
        for _ in range(3):
            seen = a[data.column]
            gain = np.bincount(
                data.column, weights=r[data.row] * (digamma(seen + data.value) - digamma(seen)), minlength=data.columns
            )
            whole = a.sum()
            loss = float((r * (digamma(whole + data.total) - digamma(whole))).sum())
            a = (a * gain + smoothing * base) / (loss + smoothing / max(whole, 1e-9) + 1e-9)
            # A kind seen at a handful of companies must not claim certainty: no more than 300 pseudo-counts.
            a = np.maximum(a, 1e-7) * min(1.0, 300 / a.sum())
        updated[c] = a
    return updated


def _update_logits(features: Array, responsibilities: Array, logits: Array, penalty: float = 1.0) -> Array:
    """Multinomial logistic regression of the responsibilities; features beside the intercept are shrunk to nought."""
    shape = logits.shape

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(shape)
        scores = features @ w
        log_p = scores - logsumexp(scores, axis=1, keepdims=True)
        value = -(responsibilities * log_p).sum() + 0.5 * penalty * (w[1:] ** 2).sum() + 0.5e-3 * (w[0] ** 2).sum()
        gradient = features.T @ (np.exp(log_p) - responsibilities)
        gradient[1:] += penalty * w[1:]
        gradient[0] += 1e-3 * w[0]
        return float(value), gradient.ravel()

    found = minimize(loss, logits.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 40})
    result: Array = found.x.reshape(shape)
    return result
