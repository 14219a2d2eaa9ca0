"""Evidence weighed by every kind of company at once: how likely it is under each, and which patterns each sees in it.

A kind of company is a Dirichlet over patterns. Only patterns that are in the evidence are touched; patterns that no
signature tells apart are weighed as one group. What the shares mean for a company is for `posterior`.

Start reading at `weigh_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, inf, lgamma, log, log1p
from operator import itemgetter, mul, sub
from typing import NamedTuple, TypeAlias

from emailguess.evidence.counts import Signature
from emailguess.model.kinds import Group, Kinds
from emailguess.patterns.matching import Match

__all__ = ["LEFT", "UNSEEN_ANSWER", "Denied", "Digest", "Grouped", "Shares", "bounces", "denials", "weigh_kinds"]

# An answer the corpus never showed.
UNSEEN_ANSWER = 1e-3
# A right address bounces when its owner has left. The median US employee has been with the employer for 3.9 years (BLS,
# Employee Tenure, January 2024); a name that is a year old then belongs to somebody gone in 1 − 2^(−1/3.9) of cases.
LEFT = 0.16
# A pattern's part of an ambiguous signature that is less than this is left out. It is so little because a literal text
# that looks like a name may be another colleague's, too: then it is no name.
_LEAST_PART = 1e-9
# Up to so many bounces of one sort are taken one by one, which is the rule itself; of more, as only a forged store
# holds of one address, so many at once as change what is left by a tenth. That moves no share by more than .01 and no
# log-likelihood by more than three thousandths of it (tests/model/test_weighing.py), in some hundred steps at most.
_SINGLY = 64
_STEP = 0.1
# So small a part of the total makes no bounce likelier.
_NOTHING = 1e-12
# Of many colleagues, after so many signatures each time, a kind that makes them e^-60 times as likely as another is
# given up: what follows would have to be 10^26 times as likely under it to bring it back.
_SIGNATURES = 16
_HOPELESS = 60.0

Digest: TypeAlias = Sequence[tuple[tuple[int, ...], tuple[float, ...], float]]
"""Signatures by groups of patterns: the groups' places, the chance of each, and how many are alike; the least ambiguous
first."""

Denied: TypeAlias = Sequence[tuple[Sequence[tuple[str, float]], float]]
"""Bounced addresses: the patterns that gave each, with their chances, and how many are alike."""

_Alike: TypeAlias = tuple[tuple[int, ...], tuple[float, ...]]
"""What signatures have in common that are taken together: groups and chances."""

# Questions about the words inside a name.
_DIVIDING = ("inner", "givens", "surnames", "compound", "two-surnames")
_UNEXPLAINED = (Match(""),)


class Grouped:
    """Evidence by groups of patterns. A group's patterns stand in the same signatures, with the same choices and costs.

    A Dirichlet over patterns is also one over groups of them, with the sums of their pseudo-counts. So a group is
    weighed like a single pattern. The one difference: a pattern's tiny part (below `_LEAST_PART`) counts if its group's
    does.
    """

    __slots__ = ("assumed", "divides", "groups", "rows", "support")

    def __init__(self, support: Mapping[Signature, float], *, apart: bool = False) -> None:
        self.support = support
        assumed: dict[tuple[tuple[str, ...], int], int] = {}
        places: dict[str, list[tuple[int, int]]] = {}
        for i, signature in enumerate(support):
            for pattern, choices, cost in signature or _UNEXPLAINED:
                way = assumed.setdefault((choices, cost), len(assumed))
                places.setdefault(pattern, []).append((i, way))
        self.assumed = list(assumed)
        """Choices with costs, as ways have them."""
        self.divides = any([c.startswith(_DIVIDING) for choices, _ in self.assumed for c in choices])  # noqa: C419
        """Whether the names raise the question what the words between the first and the last are."""
        alike: dict[object, list[str]] = {}
        for pattern, where in places.items():
            alike.setdefault(pattern if apart else tuple(where), []).append(pattern)
        self.groups = [tuple(patterns) for patterns in alike.values()]
        self.rows: list[dict[int, list[int]]] = [{} for _ in support]
        """Of each signature the places of its groups, with those of their choices and costs."""
        for place, group in enumerate(self.groups):
            for i, way in places[group[0]]:
                self.rows[i].setdefault(place, []).append(way)

    def chances(self, habits: Mapping[str, float]) -> list[float]:
        """Probability of each entry of `assumed`: exp(−cost / 10) times the probabilities of its choices."""
        chances = []
        for choices, cost in self.assumed:
            chance = exp(-cost / 10)
            for choice in choices:
                chance *= habits.get(choice, UNSEEN_ANSWER)
            chances.append(chance)
        return chances

    def digest(self, habits: Mapping[str, float]) -> Digest:
        """Add up the matches of each signature by group. Equal signatures are one; the least ambiguous come first."""
        chances = self.chances(habits)
        rounded = [_rounded(chance) for chance in chances]
        merged: dict[_Alike, float] = {}
        first: dict[_Alike, Signature] = {}
        for (signature, count), row in zip(self.support.items(), self.rows, strict=True):
            weights = [
                rounded[ways[0]] if len(ways) == 1 else _rounded(sum([chances[w] for w in ways]))
                for ways in row.values()
            ]
            key = tuple(row), tuple(weights)
            if key in merged:
                merged[key] += count
            else:
                merged[key], first[key] = count, signature
        if len(merged) == 1:
            return [(*key, count) for key, count in merged.items()]
        place_of = {pattern: place for place, group in enumerate(self.groups) for pattern in group}

        def ambiguity(key: _Alike) -> tuple[int, list[tuple[str, float]]]:
            weight = dict(zip(*key, strict=True))
            names = dict.fromkeys([match[0] for match in first[key] or _UNEXPLAINED])
            return len(names), list(zip(names, [weight[place_of[name]] for name in names], strict=True))

        return [(*key, merged[key]) for key in sorted(merged, key=ambiguity)]


def _rounded(chance: float) -> float:
    """The chance to two digits, so that signatures that differ by less count as equal."""
    return float(f"{chance:.2g}")


class Shares(NamedTuple):
    """What the evidence means under every kind of company. Kinds stand in the order of the prior's components."""

    responsibilities: Sequence[float]
    """Probability of each kind."""
    groups: Sequence[Group]
    """Patterns that cannot be told apart; ("",) is what no pattern explains."""
    counts: Sequence[Sequence[float]]
    """Evidence by group, as each kind shares it out; empty for a kind that was given up."""
    totals: Sequence[float]
    """Pseudo-counts and evidence together, of each kind."""

    def by_group(self, terms: Sequence[float]) -> list[float]:
        """The counts of each group, weighed by kind: Σ_c t_c n_cG."""
        rows = [[term * n for n in counts] for term, counts in zip(terms, self.counts, strict=True) if term and counts]
        return list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(self.groups)

    def counted(self, terms: Sequence[float], kinds: Kinds) -> Iterator[tuple[str, float]]:
        """Each pattern in the evidence with its counts, weighed by kind: Σ_c t_c n_cz.

        Of the counts of a group a pattern has its part by pseudo-counts: n_cz = n_cG α_cz / α_cG.
        """
        rows = kinds.rows
        live = [(c, term) for c, term in enumerate(terms) if term and self.counts[c]]
        for place, (group, number) in enumerate(zip(self.groups, self.by_group(terms), strict=True)):
            if len(group) == 1:
                yield group[0], number
                continue
            whole = kinds.sums[group]
            parts = [(c, term * self.counts[c][place] / whole[c]) for c, term in live]
            for pattern in group:
                row = rows[pattern]
                yield pattern, sum([part * row[c] for c, part in parts])


def denials(denied: Mapping[Signature, float], habits: Mapping[str, float]) -> Denied:
    """Bounced addresses with the patterns that gave each, in the order of a digest."""
    alone = Grouped(denied, apart=True)
    return [
        ([(alone.groups[place][0], weight) for place, weight in zip(places, weights, strict=True)], count)
        for places, weights, count in alone.digest(habits)
    ]


def weigh_kinds(
    groups: Sequence[Group], support: Digest, denied: Denied, kinds: Kinds, weights: Sequence[float]
) -> tuple[Shares, float]:
    """Compute each kind's probability given the evidence, its counts by group, and the evidence's log-probability.

    Each kind takes one signature after the other. It divides an ambiguous one among its patterns by their probabilities
    so far. The product of its predictions says how well the kind explains the company. Bounces come last. They tell
    patterns apart that no colleague does, so with bounces each group is a single pattern. A kind whose weight is 0 is
    left out.
    """
    scores = [log(w + 1e-12) for w in weights]
    counts = _take(groups, support, kinds, scores)
    number = sum([count for *_, count in support])
    totals = [total + number for total in kinds.totals]
    if denied:
        groups, counts = _denied(groups, counts, denied, kinds, scores, totals)
    top = max(scores)
    raw = [exp(score - top) for score in scores]
    whole = sum(raw)
    return Shares([r / whole for r in raw], groups, counts, totals), top + log(whole)


def _take(groups: Sequence[Group], support: Digest, kinds: Kinds, scores: list[float]) -> list[Sequence[float]]:
    """Count the evidence by group, as each kind divides it; its log-likelihood is added to `scores` (−∞: hopeless).

    The mass of a signature is m = Σ w_z (α_cz + n_cz), and pattern z gets w_z (α_cz + n_cz) / m of it. With T = α_c0 +
    N before, one signature has the probability m / T, and k equal ones Γ(m + k) / Γ(m) × Γ(T) / Γ(T + k).
    """
    pseudo = list(zip(*[kinds.of(group) for group in groups], strict=True)) or [()] * len(scores)
    posteriors = [list(each) for each in pseudo]
    live = [(c, total, posteriors[c]) for c, total in enumerate(kinds.totals) if scores[c] > -inf]
    seen = 0.0
    for number, (places, weights, count) in enumerate(_first_and_rest(support), 1):
        get = itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
        for c, total, posterior in live:
            parts = list(map(mul, weights, get(posterior)))
            mass = sum(parts)
            if count == 1:
                scores[c] += log(mass / (total + seen))
            else:
                t = total + seen
                scores[c] += lgamma(mass + count) - lgamma(mass) + lgamma(t) - lgamma(t + count)
            share, least = count / mass, _LEAST_PART * mass
            for place, part in zip(places, parts, strict=True):
                if part > least:
                    posterior[place] += part * share
        seen += count
        if number % _SIGNATURES == 0:
            least = max([scores[c] for c, _, _ in live]) - _HOPELESS
            for c, _, _ in live:
                if scores[c] < least:
                    scores[c] = -inf
            live = [each for each in live if scores[each[0]] > -inf]
    return [
        list(map(sub, posterior, each)) if score > -inf else ()
        for posterior, each, score in zip(posteriors, pseudo, scores, strict=True)
    ]


def _first_and_rest(support: Digest) -> Iterator[tuple[tuple[int, ...], tuple[float, ...], float]]:
    """Take the first of several equal ambiguous signatures by itself: it makes clearer what the others mean."""
    for places, weights, count in support:
        if count > 1 and len(places) > 1:
            yield places, weights, 1.0
            yield places, weights, count - 1
        else:
            yield places, weights, count


def _denied(
    groups: Sequence[Group],
    counts: Sequence[Sequence[float]],
    denied: Denied,
    kinds: Kinds,
    scores: list[float],
    totals: list[float],
) -> tuple[Sequence[Group], list[Sequence[float]]]:
    """Compute groups and counts after bounces; `scores` and `totals` are changed in place."""
    new = dict.fromkeys(p for items, _ in denied for p, _ in items if p and (p,) not in groups)
    groups = [*groups, *((pattern,) for pattern in new)]
    left: list[Sequence[float]] = []
    for c, each in enumerate(counts):
        if scores[c] == -inf:
            left.append(())
            continue
        soft = {group[0]: n for group, n in zip(groups, [*each, *[0.0] * len(new)], strict=True)}
        # What was too little to be shared out must not be left over when bounces have taken the rest.
        lost, totals[c] = _deny(kinds.alpha[c], denied, soft, kinds.totals[c] + sum(each))
        scores[c] += lost
        left.append(list(soft.values()))
    return groups, left


def _deny(alpha: Mapping[str, float], denied: Denied, soft: dict[str, float], total: float) -> tuple[float, float]:
    """Compute the log-likelihood of bounces under one Dirichlet and its new total; `soft` (counts) is changed in place.

    A bounce says that the address came from no pattern that gives it (or that its owner left). That is one draw from
    all other patterns. Adding it to them, or taking as much from those that gave the address, leaves the same
    proportions; the second touches far fewer patterns.
    """
    score = 0.0
    for items, count in denied:
        gave = [(p, (1 - LEFT) * min(w, 1.0)) for p, w in items if p]
        before = [alpha.get(p, 0.0) + soft[p] for p, _ in gave]
        lost, after, total = bounces([cut for _, cut in gave], before, total, count)
        score += lost
        for (p, _), had, has in zip(gave, before, after, strict=True):
            soft[p] -= had - has
    return score, total


def bounces(
    cuts: Sequence[float], masses: Sequence[float], total: float, count: float
) -> tuple[float, list[float], float]:
    """Compute the log-likelihood of `count` equal bounces, the masses that they leave, and the total that they leave.

    - `cuts`: of each pattern that gives the address, how unlikely a bounce is if it holds (c, 0 to 1)
    - `masses`: the same patterns' pseudo-counts and counts together (m)
    - `total`: the sum over all patterns (T)
    - `count`: how many equal bounces

    R = T − Σ c m is the part of T that explains a bounce. A bounce has the probability R / T, and each pattern keeps
    1 − c / (R + 1) of its mass. The first 64 bounces are taken one by one. Of more, as many are taken at once as hardly
    change R: n bounces leave the n-th power of that part, with R as it is in their midst, and their log-probabilities
    are summed by Simpson's rule. R and T fall with each step, so that some hundred steps do for any count.

    >>> score, left, total = bounces([0.84], [10.0], 100.0, 1.0)
    >>> f"{score:.3f} {left[0]:.3f} {total:.3f}"
    '-0.088 9.909 99.909'
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
    """Compute the masses that many bounces leave and their log-likelihood, from R at the start, midway, at the end."""
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
    """Sum `number` values of which three are known: the first, the middle one, and the one after the last.

    The sum is the integral (Simpson's rule) less half of the difference of last and first (Euler and Maclaurin).
    """
    first, then, last = values
    return number * (first + 4 * then + last) / 6 - (last - first) / 2


def _explains(cuts: Sequence[float], masses: Sequence[float], total: float) -> float:
    """The part R of the total that explains a bounce; at least that all owners left."""
    return max(total - sum([c * m for c, m in zip(cuts, masses, strict=True)]), LEFT * total)


def _slowly(cuts: Sequence[float], masses: Sequence[float], total: float, rest: float) -> float:
    """How many bounces may be taken at once, such that neither T nor R nor R / T changes by more than a tenth."""
    gives = [c * m for c, m in zip(cuts, masses, strict=True)]
    whole = sum(gives)
    if whole < _NOTHING * total:
        return inf
    slower = sum([c * g for c, g in zip(cuts, gives, strict=True)])
    return _STEP * (rest + 1) / max(whole / total, (whole - slower) / (rest + 1), slower / whole / 4)
