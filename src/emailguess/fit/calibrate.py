"""Suitability weights, fitted on companies that the prior under test has not seen.

The training companies are divided; each part is asked about with a prior fitted on the others, as a user would ask,
and the weights are those under which the true addresses were likeliest. That also makes the probabilities honest: a
prior is surer of the companies it was fitted on than of new ones.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from emailguess.evidence.counts import Counts, Seen, Signature, Weighed
from emailguess.evidence.ownership import owned
from emailguess.fit.corpus import Person, ordinary
from emailguess.model.convention import LEAST, Convention
from emailguess.model.name_fit import FEATURES, KINDS, NONE, STEPS, feature_row, situation
from emailguess.model.posterior import posterior
from emailguess.model.prior import Prior, Setting, domain_features
from emailguess.model.ranking import ways, weigh
from emailguess.names.spelling import Spelled
from emailguess.patterns.unnamed import explain_bare

__all__ = ["Asked", "Case", "ask", "company_parts", "fit_suitability"]

Array = NDArray[np.float64]

_KNOWN = (0, 1, 3, 10)
_TARGETS = 6
# Companies with fewer people are not asked about.
_LEAST = 4
_MOST_EMPHASIS = 4.0
_PENALTY = 3.0


class Case(NamedTuple):
    """What a company may be, and what a name gives there."""

    chance: float
    """Probability of the case; those of one question sum to one."""
    row: tuple[float, ...]
    """The features of the situation."""
    known: int
    """Amount of evidence, as `name_fit.known_step`."""
    ways: tuple[tuple[float, float, int, bool], ...]
    """Each way to a candidate: its pattern's probability, the chance of the rest, its kind, whether it is right."""
    none: float
    """Probability that no candidate is right."""


class Asked(NamedTuple):
    """What one question contributes to the fit."""

    cases: tuple[Case, ...]
    """One, or where an order may be turned round one for each, as `ranking.rank` averages them."""
    weight: float
    """Every domain weighs alike at each amount of evidence."""


def ask(
    people: Sequence[Person],
    spelled: Sequence[tuple[Spelled, ...]],
    prior: Prior,
    seed: int,
) -> list[Asked]:
    """Ask about people of companies the prior was not fitted on."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, person in enumerate(people):
        groups[person.domain.name].append(i)
    asked: list[Asked] = []

    @cache
    def shown(i: int) -> Signature:
        return owned(spelled[i], people[i].local, prior.matcher)

    emphasis = _emphasis([[people[i] for i in group] for group in groups.values() if len(group) >= _LEAST])
    for name in sorted(groups):
        group = groups[name]
        if len(group) < _LEAST:
            continue
        worth = emphasis if ordinary([people[i] for i in group]) else 1.0
        rng = random.Random(f"{seed}/{name}")  # noqa: S311 -- a reproducible draw, not a secret
        setting = prior.setting(domain_features(people[group[0]].domain))
        for known in _KNOWN:
            if len(group) <= known:
                continue
            targets = rng.sample(group, min(_TARGETS, len(group)))
            for i in targets:
                others = [j for j in group if people[j].local != people[i].local and people[j].name != people[i].name]
                if len(others) < known:
                    continue
                drawn = rng.sample(others, known)
                every = [[shown(j) for j in drawn]]
                if known:
                    every.append([explain_bare(people[j].local, prior.matcher) for j in drawn])
                for found in every:
                    evidence = Counts.of(map(Seen, found)).weighed()
                    asked.append(_asked(spelled[i], people[i].local, evidence, prior, setting, worth / len(targets)))
    return asked


def _emphasis(groups: Sequence[Sequence[Person]]) -> float:
    """What an ordinary company weighs beside another, so that together they weigh half: they are asked for most."""
    usual = sum(map(ordinary, groups))
    return min(max((len(groups) - usual) / max(usual, 1), 1.0), _MOST_EMPHASIS)


def _asked(
    spelled: Sequence[Spelled], local: str, evidence: Weighed, prior: Prior, setting: Setting, weight: float
) -> Asked:
    company = posterior(evidence, prior, setting)
    cases = company.apart or [(company, 1.0)]
    return Asked(tuple([_case(spelled, local, case, chance, prior) for case, chance in cases]), weight)


def _case(spelled: Sequence[Spelled], local: str, company: Convention, chance: float, prior: Prior) -> Case:
    weighted = weigh(spelled, company.habits)
    found = [
        (share.probability, rest, share.kind, text == local)
        for _, _, text, share, rest in ways(weighted, company, prior)
    ]
    none = max(1 - sum(p * rest for p, rest, _, _ in found), LEAST)
    where = situation(weighted[0][0].form, len(weighted), company.known, company.top, prior.lexicon)
    return Case(chance, feature_row(where), where.known, tuple(found), none)


def fit_suitability(asked: Sequence[Asked]) -> dict[str, Any]:
    """Fit the weights of kinds of pattern and the sharpness together, by penalised maximum likelihood."""
    cases = [case for a in asked for case in a.cases]
    chance = np.array([case.chance for case in cases])
    question = np.repeat(np.arange(len(asked)), [len(a.cases) for a in asked])
    weight = np.array([a.weight for a in asked])
    rows = np.array([case.row for case in cases])
    log_none = np.log([case.none for case in cases])
    place = np.repeat(np.arange(len(cases)), [len(case.ways) for case in cases])
    every = np.array([way for case in cases for way in case.ways])
    log_p, log_rest, kind, right = np.log(every[:, 0]), np.log(every[:, 1]), every[:, 2].astype(int), every[:, 3] > 0
    step = np.array([case.known for case in cases])[place]
    # A question is answered where any of its cases has the right address; "none" of another case is then wrong.
    answered = (np.bincount(question[place[right]], minlength=len(asked)) > 0)[question]
    kinds, features, steps = len(KINDS), len(FEATURES), STEPS
    size = kinds * features

    def loss(flat: Array) -> tuple[float, Array]:
        w, sharpness = flat[:size].reshape(kinds, features), flat[size:]
        scores = rows @ w.T
        parts = np.exp(sharpness[step] * log_p + log_rest + scores[place, kind])
        none = np.exp(log_none + scores[:, NONE])
        whole = np.bincount(place, weights=parts, minlength=len(cases)) + none
        true = np.bincount(place, weights=parts * right, minlength=len(cases)) + np.where(answered, 0.0, none)
        given = chance * true / whole
        likely = np.bincount(question, weights=given, minlength=len(asked))
        value = -(weight * np.log(likely)).sum() + _PENALTY * ((w**2).sum() + ((sharpness - 1) ** 2).sum())
        # How much each way is owed: its share of what is given away, less its share of what was right; each case
        # counts as far as the right answer came of it.
        owing = (weight / likely)[question] * chance / whole
        lost = owing * true / whole
        owed = lost[place] * parts - np.where(right, owing[place] * parts, 0.0)
        slope = np.zeros((len(cases), kinds))
        np.add.at(slope, (place, kind), owed)
        slope[:, NONE] += none * (lost - np.where(answered, 0.0, owing))
        gradient = slope.T @ rows + 2 * _PENALTY * w
        sharper = np.bincount(step, weights=owed * log_p, minlength=steps) + 2 * _PENALTY * (sharpness - 1)
        return float(value), np.concatenate([gradient.ravel(), sharper])

    start = np.concatenate([np.zeros(size), np.ones(steps)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    fitted = found[:size].reshape(kinds, features)
    return {
        "weights": {name: [round(float(v), 3) for v in row] for name, row in zip(KINDS, fitted, strict=True)},
        "sharpness": [round(float(v), 3) for v in found[size:]],
    }


def company_parts(people: Sequence[Person], parts: int) -> list[set[str]]:
    """Divide the companies (registrable domains) into equal parts."""
    companies = sorted({p.domain.registrable for p in people})
    random.Random(0).shuffle(companies)  # noqa: S311 -- a reproducible draw, not a secret
    return [set(companies[i::parts]) for i in range(parts)]
