"""Evidence weighed by every kind of company at once: how likely each kind makes it, and how each shares it out.

A kind is a Dirichlet over patterns. Only patterns that are in the evidence are touched, each with its pseudo-counts in
every kind. What the shares mean for a company is for `posterior`.

Start reading at `weigh_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, inf, lgamma, log, log1p
from operator import add, mul
from typing import NamedTuple, TypeAlias

from emailguess.evidence.counts import Signature
from emailguess.model.kinds import Kinds

__all__ = ["LEFT", "UNSEEN_ANSWER", "Digest", "Shares", "bounces", "digest", "weigh_kinds"]

# An answer the corpus never showed.
UNSEEN_ANSWER = 1e-3
# A right address bounces when its owner has left. The median US employee has been with the employer for 3.9 years (BLS,
# Employee Tenure, January 2024); a name that is a year old then belongs to somebody gone in 1 − 2^(−1/3.9) of cases.
LEFT = 0.16
# A pattern's part of an ambiguous signature that is less than this is left out. It is so little because a literal text
# that looks like a name may be another colleague's, too: then it is no name.
_LEAST_PART = 1e-9
# Up to so many bounces of one sort are taken one by one, which is the rule itself; of more, as only a forged store
# holds of one address, so many at once as change what is left by a tenth. That moves no share by more than 10⁻⁴ and no
# log-likelihood by more than a thousandth of it (tests/model/test_weighing.py), and takes some hundred steps at most.
_SINGLY = 64
_STEP = 0.1
# So small a part of the total makes no bounce likelier.
_NOTHING = 1e-12

Digest = Sequence[tuple[Sequence[tuple[str, float]], float]]
"""Signatures by pattern alone, each pattern with its chance; alike ones together, the least ambiguous first."""


Group: TypeAlias = tuple[str, ...]
"""Patterns that stand in the same signatures with the same chances."""


class Shares(NamedTuple):
    """What every kind of company makes of the evidence; kinds stand in the order of the prior's components."""

    responsibilities: Sequence[float]
    """Probability of each kind."""
    soft: Mapping[Group, Sequence[float]]
    """Evidence by patterns that cannot be told apart, as each kind shares it out; under "" what no pattern explains."""
    totals: Sequence[float]
    """Pseudo-counts and evidence together, of each kind."""

    def counted(self, terms: Sequence[float], kinds: Kinds) -> Iterator[tuple[str, float]]:
        """Each pattern in the evidence with its counts, weighed by kind: Σ_c t_c n_cz.

        Of the counts of a group a pattern has its part by pseudo-counts: n_cz = n_cG α_cz / α_cG.
        """
        rows = kinds.rows
        for group, counts in self.soft.items():
            if len(group) == 1:
                yield group[0], sum(map(mul, terms, counts))
                continue
            parts = [t * n / a if n else 0.0 for t, n, a in zip(terms, counts, kinds.sums[group], strict=True)]
            for pattern in group:
                yield pattern, sum(map(mul, parts, rows[pattern]))


def digest(counts: Mapping[Signature, float], habits: Mapping[str, float]) -> Digest:
    """Sum each signature's explanations by pattern; alike ones are put together, the least ambiguous come first."""
    merged: dict[tuple[tuple[str, float], ...], float] = {}
    chances: dict[tuple[tuple[str, ...], int], float] = {}
    rounded: dict[float, float] = {}
    for signature, count in counts.items():
        weights: dict[str, float] = {}
        for pattern, choices, cost in signature:
            assumed = choices, cost
            weight = chances.get(assumed)
            if weight is None:
                weight = exp(-cost / 10)
                for choice in choices:
                    weight *= habits.get(choice, UNSEEN_ANSWER)
                chances[assumed] = weight
            weights[pattern] = weights.get(pattern, 0.0) + weight
        if not signature:
            weights[""] = 1.0
        for weight in weights.values():
            if weight not in rounded:
                rounded[weight] = float(f"{weight:.2g}")
        key = tuple([(pattern, rounded[weight]) for pattern, weight in weights.items()])
        merged[key] = merged.get(key, 0) + count
    return sorted(merged.items(), key=lambda item: (len(item[0]), item[0]))


def weigh_kinds(support: Digest, denied: Digest, kinds: Kinds, weights: Sequence[float]) -> tuple[Shares, float]:
    """The probability of each kind given the evidence, and the counts it makes of it; and how likely all that is.

    Each kind takes one signature at a time and shares an ambiguous one among its patterns by what it believes by then;
    the product of its predictions is how well it explains the company. Bounces come last.
    """
    # Bounces tell patterns apart that no colleague does.
    scores, soft, totals = _take(_alone(support) if denied else _grouped(support), kinds)
    if denied:
        # What was too little to be shared out must not be left over when bounces have taken the rest.
        totals = [total + sum([row[i] for row in soft.values()]) for i, total in enumerate(kinds.totals)]
        single = {pattern: row for (pattern,), row in soft.items()}
        for i in range(len(totals)):
            lost, totals[i] = _deny(i, kinds, denied, single, totals[i])
            scores[i] += lost
        soft = {(pattern,): row for pattern, row in single.items()}
    scores = [log(w + 1e-12) + score for w, score in zip(weights, scores, strict=True)]
    top = max(scores)
    raw = [exp(score - top) for score in scores]
    whole = sum(raw)
    return Shares([r / whole for r in raw], soft, totals), top + log(whole)


_Grouped = Sequence[tuple[Sequence[tuple[Group, float]], float]]
"""A digest by groups of patterns."""


def _alone(support: Digest) -> _Grouped:
    return [([((pattern,), weight) for pattern, weight in items], count) for items, count in support]


def _grouped(support: Digest) -> _Grouped:
    """Put patterns together that no signature tells apart.

    A Dirichlet over patterns is one over groups of them, with the sums of their pseudo-counts: nothing is lost but
    that a tiny part (`_LEAST_PART`) is kept where its group is not tiny.
    """
    places: dict[str, list[tuple[int, float]]] = {}
    for i, (items, _) in enumerate(support):
        for pattern, weight in items:
            places.setdefault(pattern, []).append((i, weight))
    alike: dict[tuple[tuple[int, float], ...], list[str]] = {}
    for pattern, signatures in places.items():
        alike.setdefault(tuple(signatures), []).append(pattern)
    grouped: list[list[tuple[Group, float]]] = [[] for _ in support]
    for where, patterns in alike.items():
        group = tuple(patterns)
        for i, weight in where:
            grouped[i].append((group, weight))
    return [(items, count) for items, (_, count) in zip(grouped, support, strict=True)]


def _take(support: _Grouped, kinds: Kinds) -> tuple[list[float], dict[Group, list[float]], list[float]]:
    """Log-likelihood of the evidence under each Dirichlet, its soft counts by group, and its total with them.

    A set of patterns is as good as one pattern with the sum of their pseudo-counts, hence the gamma functions: the
    mass of a signature is m = Σ w_z (α_cz + n_cz), and z gets w_z (α_cz + n_cz) / m of it. A row has all kinds.
    """
    soft: dict[Group, list[float]] = {}
    totals, scores = kinds.totals, [0.0] * len(kinds.totals)
    for items, count in _first_and_rest(support):
        parts: list[Sequence[float]] = []
        for group, weight in items:
            pseudo: Iterable[float] = kinds.rows[group[0]] if len(group) == 1 else kinds.sums[group]
            if group in soft:
                pseudo = map(add, pseudo, soft[group])
            parts.append([weight * x for x in pseudo])
        masses = list(map(sum, zip(*parts, strict=True)))
        for (group, _), part in zip(items, parts, strict=True):
            # Tiny parts get nothing.
            row = [count * p / m if p > _LEAST_PART * m else 0.0 for p, m in zip(part, masses, strict=True)]
            if any(row):
                soft[group] = list(map(add, soft[group], row)) if group in soft else row
        if count == 1:
            scores = [s + log(m / t) for s, m, t in zip(scores, masses, totals, strict=True)]
        else:
            scores = [
                s + lgamma(m + count) - lgamma(m) + lgamma(t) - lgamma(t + count)
                for s, m, t in zip(scores, masses, totals, strict=True)
            ]
        totals = [t + count for t in totals]
    return scores, soft, list(totals)


def _first_and_rest(support: _Grouped) -> Iterator[tuple[Sequence[tuple[Group, float]], float]]:
    """Of equal ambiguous signatures the first is shared out before the others, which it makes clearer."""
    for items, count in support:
        if count > 1 and len(items) > 1:
            yield items, 1.0
            yield items, count - 1
        else:
            yield items, count


def _deny(kind: int, kinds: Kinds, denied: Digest, soft: dict[str, list[float]], total: float) -> tuple[float, float]:
    """Log-likelihood of bounces under one Dirichlet, whose soft counts lose what the bounces take; and its new total.

    A bounce is one draw from what did not give the address (or did, and its owner left). Instead of adding that draw
    to all other patterns, its share is taken from those that gave it: the same proportions, and far fewer patterns.
    """
    alpha, score = kinds.alpha[kind], 0.0
    for items, count in denied:
        gave = [(p, (1 - LEFT) * min(w, 1.0), alpha.get(p, 0.0)) for p, w in items if p]
        for p, _, pseudo in gave:
            if pseudo and p not in soft:
                soft[p] = [0.0] * len(kinds.totals)
        gave = [item for item in gave if item[0] in soft]
        cuts = [cut for _, cut, _ in gave]
        before = [pseudo + soft[p][kind] for p, _, pseudo in gave]
        lost, after, total = bounces(cuts, before, total, count)
        score += lost
        for (p, _, _), had, has in zip(gave, before, after, strict=True):
            soft[p][kind] -= had - has
    return score, total


def bounces(
    cuts: Sequence[float], masses: Sequence[float], total: float, count: float
) -> tuple[float, list[float], float]:
    """Log-likelihood of so many bounces of one sort, what they leave of the patterns' masses, and of the total.

    `cuts` are the chances that an address bounces if its pattern holds and gave it. Of the total T a part
    R = T − Σ c m explains a bounce, with the chance R / T, and each pattern keeps 1 − c / (R + 1) of its mass.

    While R hardly changes, n bounces leave the n-th power of that and of R / T: so many are taken at once, by R in
    their midst, and their chances are summed by Simpson's rule. As R and T fall, the steps are few whatever the count.

    >>> score, left, total = bounces([0.84], [10.0], 100.0, 1.0)
    >>> f"{score:.4f} {left[0]:.4f} {total:.4f}"
    '-0.0877 9.9094 99.9094'
    """
    score, singly = 0.0, max(0.0, count - _SINGLY)
    masses = list(masses)
    while count > 0:
        rest = _explains(cuts, masses, total)
        step = min(count, 1.0)
        if count <= singly:
            step = max(step, min(count, _slowly(cuts, masses, total, rest)))
        if step <= 1:
            score += step * log(rest / total)
            left = [m - m * c * step / (rest + step) for c, m in zip(cuts, masses, strict=True)]
        else:
            left, added = _many(cuts, masses, total, rest, step)
            score += added
        total -= sum(masses) - sum(left)
        masses = left
        count -= step
    return score, masses, total


def _many(
    cuts: Sequence[float], masses: Sequence[float], total: float, rest: float, step: float
) -> tuple[list[float], float]:
    """What many bounces leave, and their log-likelihood: R is foretold in their midst and at their end."""
    fixed = total - sum(masses)

    def at(rests: Sequence[float], number: float) -> tuple[list[float], float, float]:
        factors = [exp(_summed([log1p(-c / (r + 1)) for r in rests], number)) for c in cuts]
        left = list(map(mul, masses, factors))
        whole = fixed + sum(left)
        return left, whole, _explains(cuts, left, whole)

    *_, near = at((rest, rest, rest), step / 2)
    _, total_then, then = at((rest, (rest + near) / 2, near), step / 2)
    *_, end = at((then, then, then), step)
    left, total_last, last = at((rest, then, end), step)
    return left, _summed((log(rest / total), log(then / total_then), log(last / total_last)), step)


def _summed(values: Sequence[float], number: float) -> float:
    """The sum of so many values, of which the first, that in their midst and the one after the last are known.

    It is the integral, by Simpson's rule, less half of what the last has over the first (Euler and Maclaurin).
    """
    first, then, last = values
    return number * (first + 4 * then + last) / 6 - (last - first) / 2


def _explains(cuts: Sequence[float], masses: Sequence[float], total: float) -> float:
    """What of the total explains a bounce."""
    return max(total - sum([c * m for c, m in zip(cuts, masses, strict=True)]), LEFT * total)


def _slowly(cuts: Sequence[float], masses: Sequence[float], total: float, rest: float) -> float:
    """How many bounces hardly change the total, what explains them, and how likely they are."""
    gives = [c * m for c, m in zip(cuts, masses, strict=True)]
    whole = sum(gives)
    if whole < _NOTHING * total:
        return inf
    slower = sum([c * g for c, g in zip(cuts, gives, strict=True)])
    return _STEP * (rest + 1) / max(whole / total, (whole - slower) / (rest + 1), slower / whole / 4)
