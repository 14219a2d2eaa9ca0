"""Ranking: prior, evidence and name give candidates with probabilities.

Everything here is a pure function: no clock, no disk, no network. It decides what a company probably does
(`posterior`) and what that makes of a name (`rank`); it never looks up who else has an address.

Start reading at `posterior`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, lgamma, log
from typing import NamedTuple

from emailguess.evidence import Signature
from emailguess.explain import elided, parsed
from emailguess.patterns import MAX_LOCAL, Form, Pattern
from emailguess.prior import Prior
from emailguess.spelling import Spelled
from emailguess.suitability import NONE, NUMBER, factors, kind_of, known_step, situation

__all__ = ["Company", "Path", "Ranking", "Share", "assumed", "paths", "posterior", "rank", "weigh"]

_ROUNDS = 5
# Below this a candidate cannot matter: the accuracy protocol's floor for the true address is 1e-4.
LEAST = 1e-4
_LEAST_SPELLING = 2e-3
# An answer the corpus never showed.
_UNSEEN_ANSWER = 1e-3


class Share(NamedTuple):
    """A pattern with its probability at one company."""

    pattern: Pattern
    probability: float
    kind: int
    """Its place in `suitability.KINDS`."""
    sharpened: float
    """The probability to the power fitted for this amount of evidence; not normalised."""


class Company(NamedTuple):
    """What we believe one company does."""

    patterns: Sequence[Share]
    """The likeliest first; they and `p_none` sum to one (tiny ones dropped)."""
    p_none: float
    """Probability that an address here follows no pattern we could name."""
    habits: Mapping[str, float]
    """Probability of each answered spelling question, as `question=answer`."""
    total: int
    """Pieces of evidence behind this belief."""
    unmiddled: Sequence[Share]
    """As `patterns`, for a person without a middle name: its fields elided."""
    lettered: Sequence[Share]
    """Patterns that would need a middle initial nobody told us, with the probability that there is one."""


class Path(NamedTuple):
    """One way from a name to a local part."""

    pattern: Pattern
    spelled: Spelled
    pattern_probability: float
    spelling_probability: float
    share: float
    """Chance of an assumed initial or number; 1 where none was."""
    fit: float


class Ranking(NamedTuple):
    """Candidates for one name at one company."""

    locals: Sequence[tuple[str, float, Pattern]]
    """Local part, probability and likeliest pattern; the likeliest first."""
    p_none: float
    """Probability that none of them is right."""


def posterior(counts: Mapping[Signature, int], prior: Prior, weights: Sequence[float]) -> Company:
    """Combine a company's counts with the prior, whose components start with these weights.

    Ambiguous signatures are shared among their explanations by expectation-maximisation.
    """
    habits = prior.habit_means
    if not counts:
        return _company({}, 0.0, 0, list(weights), habits, prior)
    kinds = list(weights)
    shares = _PatternShares(prior, kinds)
    soft: dict[str, float] = {}
    none = 0.0
    for _ in range(_ROUNDS):
        soft, answers, none = _share(counts, shares, habits)
        kinds = _responsibilities(soft, none, prior, weights)
        habits = _habits(answers, prior)
        shares = _PatternShares(prior, kinds, soft, sum(soft.values()) + none)
    return _company(soft, none, sum(counts.values()), kinds, habits, prior)


class _PatternShares:
    """P(pattern | company), computed only for patterns somebody asks for."""

    def __init__(self, prior: Prior, kinds: Sequence[float], soft: Mapping[str, float] | None = None, total: float = 0.0) -> None:
        self._terms = [(r / (c.total + total), c) for r, c in zip(kinds, prior.components, strict=True) if r > 1e-4]
        self._seen = sum(t for t, _ in self._terms)
        self._soft = soft or {}
        self._prior = prior
        self._cache: dict[str, float] = {}

    def __call__(self, pattern: str) -> float:
        known = self._cache.get(pattern)
        if known is None:
            known = self._seen * self._soft.get(pattern, 0.0)
            if pattern in self._prior.patterns:
                for term, component in self._terms:
                    known += term * component.alpha.get(pattern, 0.0)
            else:
                for term, component in self._terms:
                    known += term * component.new * self._prior.new_share
            self._cache[pattern] = known
        return known


def _share(
    counts: Mapping[Signature, int], shares: _PatternShares, habits: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float], float]:
    """Divide each signature's count among its explanations under the current belief."""
    soft: dict[str, float] = {}
    answers: dict[str, float] = {}
    none = 0.0
    for signature, count in counts.items():
        if not signature:
            none += count
            continue
        weights = []
        for pattern, choices, cost in signature:
            weight = shares(pattern)
            for choice in choices:
                weight *= habits.get(choice, _UNSEEN_ANSWER)
            weights.append(weight * exp(-cost / 10) if cost else weight)
        scale = count / (sum(weights) or 1e-300)
        for (pattern, choices, _), weight in zip(signature, weights, strict=True):
            part = weight * scale
            soft[pattern] = soft.get(pattern, 0.0) + part
            for choice in choices:
                answers[choice] = answers.get(choice, 0.0) + part
    return soft, answers, none


def _responsibilities(soft: Mapping[str, float], none: float, prior: Prior, weights: Sequence[float]) -> list[float]:
    """r_c ∝ π_c · DirichletMultinomial(n | α_c)."""
    total = sum(soft.values()) + none
    scores = []
    for weight, component in zip(weights, prior.components, strict=True):
        score = log(weight + 1e-12) + lgamma(component.total) - lgamma(component.total + total)
        for pattern, number in soft.items():
            if number < 1e-3:
                continue
            alpha = component.alpha.get(pattern) if pattern in prior.patterns else component.new * prior.new_share
            alpha = alpha or 1e-6
            score += lgamma(alpha + number) - lgamma(alpha)
        if none:
            score += lgamma(component.none + none) - lgamma(component.none)
        scores.append(score)
    top = max(scores)
    raw = [exp(s - top) for s in scores]
    whole = sum(raw)
    return [r / whole for r in raw]


def _habits(answers: Mapping[str, float], prior: Prior) -> dict[str, float]:
    """Posterior mean of each question somebody's name raised; the others keep the prior's."""
    habits = dict(prior.habit_means)
    asked = {choice.partition("=")[0] for choice in answers}
    for question in asked:
        pseudo = prior.habits.get(question)
        if pseudo is None:
            continue
        seen = {a: answers.get(f"{question}={a}", 0.0) for a in pseudo}
        total = sum(pseudo.values()) + sum(seen.values())
        for answer, number in seen.items():
            habits[f"{question}={answer}"] = (pseudo[answer] + number) / total
    return habits


def _company(
    soft: Mapping[str, float], none: float, pieces: int, kinds: Sequence[float], habits: Mapping[str, float], prior: Prior
) -> Company:
    total = sum(soft.values()) + none
    probabilities: dict[str, float] = {}
    p_none = seen = 0.0
    for responsibility, component in zip(kinds, prior.components, strict=True):
        if responsibility < 1e-4:
            continue
        term = responsibility / (component.total + total)
        seen += term
        p_none += term * (component.none + none + component.new)
        least = LEAST / 4 / term
        for name, alpha in component.alpha.items():
            if alpha >= least:
                probabilities[name] = probabilities.get(name, 0.0) + term * alpha
    for name, number in soft.items():
        probabilities[name] = probabilities.get(name, 0.0) + seen * number
    merged, lettered = _without_middle(probabilities, prior)
    sharpness = prior.suitability.sharpness[known_step(pieces)] if prior.suitability else 1.0
    listed, unmiddled, assumed_initial = (_sorted(p, prior, sharpness) for p in (probabilities, merged, lettered))
    return Company(listed, p_none, habits, pieces, unmiddled, assumed_initial)


def _sorted(probabilities: Mapping[str, float], prior: Prior, sharpness: float) -> list[Share]:
    shares = []
    for name, p in probabilities.items():
        if p >= LEAST / 2:
            pattern = prior.patterns.get(name) or parsed(name)
            shares.append(Share(pattern, p, kind_of(pattern), p**sharpness))
    shares.sort(key=_likeliest)
    return shares


def _likeliest(share: Share) -> tuple[float, str]:
    return -share.probability, str(share.pattern)


def _without_middle(probabilities: Mapping[str, float], prior: Prior) -> tuple[dict[str, float], dict[str, float]]:
    """Patterns for a person without a middle name, and those that assume an initial nobody told us."""
    merged: dict[str, float] = {}
    lettered: dict[str, float] = {}
    for name, p in probabilities.items():
        if p < LEAST / 2:
            continue
        if "{m" not in name:
            merged[name] = merged.get(name, 0.0) + p
            continue
        field = "m" if "{m}" in name else "middle"
        base = elided(name, field)
        if base:
            merged[base] = merged.get(base, 0.0) + p * prior.elided
        if field == "m":
            lettered[name] = p * (1 - prior.elided)
    return merged, lettered


def rank(names: Iterable[Spelled], company: Company, prior: Prior) -> Ranking:
    """Render a name under every pattern and spelling this company may use; the likeliest local part first."""
    weighted = weigh(names, company.habits)
    suits = _suits(weighted, company, prior)
    mass: dict[str, float] = {}
    best: dict[str, tuple[float, Pattern]] = {}
    seen = 0.0
    for (form, _), chance in weighted:
        least = LEAST / chance
        for pattern, p, kind, sharpened in company.patterns if form.m else company.unmiddled:
            if p < least:
                break
            local = pattern.render(form)
            if local is None:
                continue
            seen += p * chance
            part = sharpened * chance * suits[kind]
            known = mass.get(local)
            if known is None:
                mass[local] = part
                best[local] = part, pattern
            else:
                mass[local] = known + part
                if part > best[local][0]:
                    best[local] = part, pattern
    for local, share, chance in assumed(weighted, company, prior):
        seen += share.probability * chance
        part = share.sharpened * chance * suits[share.kind]
        mass[local] = mass.get(local, 0.0) + part
        if local not in best or part > best[local][0]:
            best[local] = part, share.pattern
    whole = sum(mass.values()) + suits[NONE] * max(1 - seen, LEAST)
    ranked = [(local, p / whole, best[local][1]) for local, p in mass.items() if len(local) <= MAX_LOCAL]
    ranked.sort(key=_by_probability)
    return Ranking(ranked, max(0.0, 1 - sum([p for _, p, _ in ranked])))


def _by_probability(item: tuple[str, float, Pattern]) -> tuple[float, str]:
    return -item[1], item[0]


def _suits(weighted: Sequence[tuple[Spelled, float]], company: Company, prior: Prior) -> Sequence[float]:
    """Suitability of each kind of pattern for this name here."""
    if not weighted:
        return factors(situation(Form("", ""), 0, company.total, 0.0, prior.lexicon), None)
    top = company.patterns[0].probability if company.patterns else 0.0
    return factors(situation(weighted[0][0].form, len(weighted), company.total, top, prior.lexicon), prior.suitability)


def paths(names: Iterable[Spelled], company: Company, prior: Prior, wanted: str) -> list[Path]:
    """All ways to one local part, weightiest first; the products of their numbers add up to its probability."""
    weighted = weigh(names, company.habits)
    suits = _suits(weighted, company, prior)
    found: list[Path] = []
    seen = whole = 0.0
    for spelled, spelling, local, share, chance in _all_ways(weighted, company, prior):
        seen += share.probability * spelling * chance
        whole += share.sharpened * spelling * chance * suits[share.kind]
        if local == wanted:
            fit = suits[share.kind] * share.sharpened / share.probability
            found.append(Path(share.pattern, spelled, share.probability, spelling, chance, fit))
    whole += suits[NONE] * max(1 - seen, LEAST)
    found = [path._replace(fit=path.fit / whole) for path in found]
    found.sort(key=_by_product)
    return found


def _by_product(path: Path) -> float:
    return -path.pattern_probability * path.spelling_probability * path.share * path.fit


def _all_ways(
    weighted: Iterable[tuple[Spelled, float]], company: Company, prior: Prior
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """What `rank` adds up, one way at a time: (spelled, its probability, local, share, chance of what was assumed)."""
    for spelled, spelling in weighted:
        for share in company.patterns if spelled.form.m else company.unmiddled:
            if share.probability * spelling < LEAST:
                break
            local = share.pattern.render(spelled.form)
            if local is not None:
                yield spelled, spelling, local, share, 1.0
        for local, share, chance in assumed([(spelled, spelling)], company, prior):
            yield spelled, spelling, local, share, chance / spelling


def assumed(
    weighted: Iterable[tuple[Spelled, float]], company: Company, prior: Prior
) -> Iterator[tuple[str, Share, float]]:
    """Local parts with a middle initial or a number that nobody told us: (local, share, chance of form and text)."""
    for (form, _), spelling in weighted:
        least = LEAST / spelling
        if not form.m:
            for share in company.lettered:
                if share.probability < least:
                    break
                for letter, chance in prior.initials.items():
                    if share.probability * chance < least:
                        break
                    local = share.pattern.render(form._replace(m=letter))
                    if local is not None:
                        yield local, share, chance * spelling
        for share in company.patterns if form.m else company.unmiddled:
            if share.probability < 4 * least:
                break
            if share.kind == NUMBER:
                for number, chance in prior.numbers.items():
                    if number[0] != "#" and share.probability * chance >= least:
                        local = share.pattern.render(form._replace(n=number))
                        if local is not None:
                            yield local, share, chance * spelling


def weigh(names: Iterable[Spelled], habits: Mapping[str, float]) -> list[tuple[Spelled, float]]:
    """Probability of each spelling under the company's habits; hopeless ones are dropped."""
    weighted = []
    total = 0.0
    for name in names:
        weight = 1.0
        for choice in name.choices:
            weight *= habits.get(choice, _UNSEEN_ANSWER)
        total += weight
        weighted.append((name, weight))
    if len(weighted) == 1:
        return [(weighted[0][0], 1.0)]
    kept = [(name, weight / total) for name, weight in weighted if weight >= _LEAST_SPELLING * total]
    kept.sort(key=_by_weight)
    return kept


def _by_weight(item: tuple[Spelled, float]) -> float:
    return -item[1]
