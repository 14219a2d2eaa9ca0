"""What one company does: prior and weighed evidence give a belief about its patterns and habits.

It is a pure function of its arguments and looks at nothing else. What the belief makes of a name is for `ranking`.

Start reading at `posterior`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, lgamma, log
from typing import NamedTuple

from emailguess.evidence.counts import Signature, Weighed
from emailguess.model.convention import LEAST_PATTERN, Company, company_of
from emailguess.model.habits import answered, kept
from emailguess.model.name_fit import known_step
from emailguess.model.prior import Component, Prior, Setting
from emailguess.names.questions import choice_of, family_of, question_of, split

__all__ = ["LEFT", "MOST_SHARED", "UNSEEN_ANSWER", "posterior"]

# An answer the corpus never showed.
UNSEEN_ANSWER = 1e-3
# What a component gives, in pseudo-counts, to a listed pattern that it never showed.
_UNSEEN_PATTERN = 1e-5
# A right address bounces when its owner has left. The median US employee has been with the employer for 3.9 years (BLS,
# Employee Tenure, January 2024); a name that is a year old then belongs to somebody gone in 1 − 2^(−1/3.9) of cases.
LEFT = 0.16
# However many related domains there are, this one may be its own.
MOST_SHARED = 0.9
# Up to so many bounces of one sort are taken one by one; after as many of one address nothing of its pattern is left.
_MOST_STEPS = 64
# A kind of company less likely than this adds nothing to the belief.
_LEAST_KIND = 1e-4


# A signature ready for weighing: its patterns, each with the chance that name and habits give just this text.
_Reading = tuple[list[tuple[str, float]], float]


class _Kind(NamedTuple):
    """One component's view of a company."""

    responsibility: float
    """Probability that the company is of this kind."""
    soft: Mapping[str, float]
    """The evidence by pattern, as this kind shares it out; under "" what no pattern explains."""
    total: float
    """Pseudo-counts and evidence together."""


def posterior(
    evidence: Weighed, prior: Prior, setting: Setting, related: Sequence[tuple[Weighed, float]] = ()
) -> Company:
    """Combine what is known of a company with what the prior expects in its setting.

    Each component takes the evidence in one signature at a time, the least ambiguous first, and shares an ambiguous
    one among its patterns by what it believes by then; the product of its predictions is how well it explains the
    company. Bounces come last and take from the patterns that gave the address. Habits follow from the shares, and the
    shares are made once more under the habits.

    `related` is evidence at other domains, each with the chance that the company builds addresses there as it does
    here; what is known of this domain itself makes that more or less likely.
    """
    own = _views(evidence, prior, setting)
    alternatives = [own]
    chances = [1 - min(sum(chance for _, chance in related), MOST_SHARED)]
    for other, chance in related:
        together = _views(evidence + other, prior, setting)
        agree = _plain(together) - _plain(own) - _view(other, prior, setting).log_evidence
        alternatives.append(together)
        chances.append(chance * exp(min(agree, 50.0)))
    whole = sum(chances)
    views = [
        (view, part * chance / whole) for each, chance in zip(alternatives, chances, strict=True) for view, part in each
    ]
    return _company(views, 1 - chances[0] / whole, prior)


def _plain(views: Sequence[tuple[_View, float]]) -> float:
    """Log-probability of the evidence where nothing is turned round."""
    return views[0][0].log_evidence


def _views(evidence: Weighed, prior: Prior, setting: Setting) -> list[tuple[_View, float]]:
    """Views of a company with their probabilities, the one in which nothing is turned round first.

    Whether names are listed family name first there or the addresses are built so is one question for all of them: the
    same addresses come of it. It is asked of the company as a whole, not of each address.
    """
    plain = _view(evidence, prior, setting)
    views, chances = [plain], [1.0]
    choices = {choice for signature in evidence.support for e in signature for choice in e.choices}
    asked = {question_of(choice) for choice in choices}
    for family, turned in _TURNED.items():
        sorts = [question for question in setting.families.get(family, ()) if question in asked]
        rule = setting.questions[sorts[0]].rules.get(turned, 0.0) if sorts else 0.0
        if not rule:
            continue
        other = _view(evidence, prior, _ruled(setting, family, turned))
        views.append(other)
        chances.append(rule / (1 - rule) * exp(min(other.log_before - plain.log_before, 50.0)))
    whole = sum(chances)
    return [(view, chance / whole) for view, chance in zip(views, chances, strict=True)]


# Questions of order, with the answer that the family name stands first.
_TURNED = {"order": "fg", "initial-first": "fg"}


def _ruled(setting: Setting, family: str, answer: str) -> Setting:
    """The same where a company has this rule."""
    habits, questions = dict(setting.habits), dict(setting.questions)
    for question in setting.families[family]:
        for other, probability in kept(questions.pop(question), answer).items():
            habits[choice_of(question, other)] = probability
    return setting._replace(habits=habits, questions=questions)


class _View(NamedTuple):
    """What one body of evidence makes of a company."""

    kinds: Sequence[_Kind]
    log_evidence: float
    """Log-probability of the evidence, with the habits it teaches."""
    log_before: float
    """Log-probability of the evidence, with the habits of companies in general."""
    habits: Mapping[str, float]
    pieces: float
    bare: float


def _view(evidence: Weighed, prior: Prior, setting: Setting) -> _View:
    support, denied = evidence
    habits, weights = setting.habits, setting.weights
    if not support and not denied:
        empty = [_Kind(w, {}, c.total) for w, c in zip(weights, prior.components, strict=True)]
        return _View(empty, 0.0, 0.0, habits, 0, 0)
    kinds, log_before = _weigh_kinds(evidence, habits, prior, weights)
    habits = _habits(support, kinds, prior, setting)
    kinds, log_evidence = _weigh_kinds(evidence, habits, prior, weights)
    # Only a bare address has "no pattern" among its explanations.
    bare = sum(weight for signature, weight in support.items() if any(not e.pattern for e in signature))
    return _View(kinds, log_evidence, log_before, habits, sum(support.values()), bare)


def _digest(counts: Mapping[Signature, float], habits: Mapping[str, float]) -> list[_Reading]:
    """Sum each signature's explanations by pattern; alike ones are put together, the least ambiguous come first."""
    merged: dict[tuple[tuple[str, float], ...], float] = {}
    for signature, count in counts.items():
        weights: dict[str, float] = {}
        for pattern, choices, cost in signature:
            weight = exp(-cost / 10)
            for choice in choices:
                weight *= habits.get(choice, UNSEEN_ANSWER)
            weights[pattern] = weights.get(pattern, 0.0) + weight
        if not signature:
            weights[""] = 1.0
        key = tuple((p, float(f"{w:.2g}")) for p, w in weights.items())
        merged[key] = merged.get(key, 0) + count
    return [(list(key), count) for key, count in sorted(merged.items(), key=lambda item: (len(item[0]), item[0]))]


def _weigh_kinds(
    evidence: Weighed, habits: Mapping[str, float], prior: Prior, weights: Sequence[float]
) -> tuple[list[_Kind], float]:
    """For each component: its probability given the evidence, and the counts it makes of it; and how likely that is."""
    digest, denied = _digest(evidence.support, habits), _digest(evidence.denied, habits)
    taken = []
    for component in prior.components:
        score, soft = _take(component, digest, prior)
        total = component.total + sum(count for _, count in digest)
        if denied:
            # What was too little to be shared out must not be left over when bounces have taken the rest.
            total = component.total + sum(soft.values())
            lost, total = _deny(component, denied, soft, total)
            score += lost
        taken.append((score, soft, total))
    scores = [log(w + 1e-12) + score for w, (score, _, _) in zip(weights, taken, strict=True)]
    top = max(scores)
    raw = [exp(s - top) for s in scores]
    whole = sum(raw)
    return [_Kind(r / whole, soft, total) for r, (_, soft, total) in zip(raw, taken, strict=True)], top + log(whole)


def _take(component: Component, digest: Sequence[_Reading], prior: Prior) -> tuple[float, dict[str, float]]:
    """Log-likelihood of the evidence under one Dirichlet, and its soft counts.

    A set of patterns is as good as one pattern with the sum of their pseudo-counts, hence the gamma functions.
    """
    alpha, listed = component.alpha, prior.patterns
    new = component.new * prior.new_share
    soft: dict[str, float] = {}
    score = 0.0
    total = component.total
    for items, count in digest:
        parts = []
        for pattern, weight in items:
            pseudo = alpha.get(pattern)
            if pseudo is None:
                pseudo = _UNSEEN_PATTERN if pattern in listed else new
            parts.append(weight * (pseudo + soft.get(pattern, 0.0)))
        mass = sum(parts)
        for (pattern, _), part in zip(items, parts, strict=True):
            if part > 1e-4 * mass:
                soft[pattern] = soft.get(pattern, 0.0) + count * part / mass
        if count == 1:
            score += log(mass / total)
        else:
            score += lgamma(mass + count) - lgamma(mass) + lgamma(total) - lgamma(total + count)
        total += count
    return score, soft


def _deny(
    component: Component, denied: Sequence[_Reading], soft: dict[str, float], total: float
) -> tuple[float, float]:
    """Log-likelihood of bounces under one Dirichlet, whose soft counts lose what the bounces take; and its new total.

    A bounce is one draw from what did not give the address (or did, and its owner left). Instead of adding that draw
    to all other patterns, its share is taken from those that gave it: the same proportions, and far fewer patterns.
    """
    score = 0.0
    for items, count in denied:
        # One by one as far as a real company goes; a count beyond that, as a forged store may hold, in as many steps.
        least = max(1.0, count / _MOST_STEPS)
        while count > 0:
            step = min(count, max(least, total / 4))
            count -= step
            masses = [(p, w, component.alpha.get(p, 0.0) + soft.get(p, 0.0)) for p, w in items if p]
            gives = min(sum(min(w, 1.0) * mass for _, w, mass in masses) / total, 1.0)
            arrives = 1 - (1 - LEFT) * gives
            score += step * log(arrives)
            added = step / (total * arrives)
            for pattern, weight, mass in masses:
                lost = mass * (1 - LEFT) * min(weight, 1.0) * added / (1 + added)
                soft[pattern] = soft.get(pattern, 0.0) - lost
                total -= lost
    return score, total


def _habits(
    counts: Mapping[Signature, float],
    kinds: Sequence[_Kind],
    prior: Prior,
    setting: Setting,
) -> dict[str, float]:
    """Posterior mean of each question somebody's name raised; the others keep the prior's."""
    habits = setting.habits
    shares: dict[str, float] = {}

    def share(pattern: str) -> float:
        known = shares.get(pattern)
        if known is None:
            known = 1e-9
            for kind, component in strong:
                pseudo = component.alpha.get(pattern, 0.0) + kind.soft.get(pattern, 0.0)
                known += kind.responsibility * pseudo / kind.total
            shares[pattern] = known
        return known

    strong = [(k, c) for k, c in zip(kinds, prior.components, strict=True) if k.responsibility > 1e-3]
    answers: dict[str, float] = {}
    for signature, count in counts.items():
        weights = []
        for pattern, choices, cost in signature:
            weight = share(pattern) * exp(-cost / 10)
            for choice in choices:
                weight *= habits.get(choice, UNSEEN_ANSWER)
            weights.append(weight)
        scale = count / (sum(weights) or 1.0)
        for (_, choices, _), weight in zip(signature, weights, strict=True):
            for choice in choices:
                answers[choice] = answers.get(choice, 0.0) + weight * scale
    return _answered(answers, setting)


def _answered(answers: Mapping[str, float], setting: Setting) -> dict[str, float]:
    habits = dict(setting.habits)
    seen: dict[str, dict[str, float]] = {}
    for choice, weight in answers.items():
        question, answer = split(choice)
        if question in setting.questions and answer in setting.questions[question].pseudo:
            seen.setdefault(question, {})[answer] = weight
    for family in {family_of(question) for question in seen}:
        sorts = {q: setting.questions[q] for q in setting.families[family] if q in setting.questions}
        for question, found in answered(sorts, seen).items():
            for answer, probability in found.items():
                habits[choice_of(question, answer)] = probability
    return habits


def _company(views: Sequence[tuple[_View, float]], shared: float, prior: Prior) -> Company:
    """Average the components of every view: P(z) = Σ r_c (α_cz + n_cz) / (α_c0 + N)."""
    probabilities: dict[str, float] = {}
    p_none = 0.0
    for view, chance in views:
        for (responsibility, soft, total), component in zip(view.kinds, prior.components, strict=True):
            if responsibility * chance < _LEAST_KIND:
                continue
            term = responsibility * chance / total
            p_none += term * component.new
            least = LEAST_PATTERN / 4 / term
            for name, alpha in component.alpha.items():
                if alpha >= least:
                    probabilities[name] = probabilities.get(name, 0.0) + term * alpha
            for name, number in soft.items():
                probabilities[name] = probabilities.get(name, 0.0) + term * number
    habits = views[0][0].habits if len(views) == 1 else _averaged([(view.habits, chance) for view, chance in views])
    known = known_step(
        sum(view.pieces * chance for view, chance in views), sum(view.bare * chance for view, chance in views)
    )
    p_none += probabilities.pop("", 0.0)
    return company_of(probabilities, p_none, habits, known, shared, prior)


def _averaged(habits: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    return {choice: sum(each[choice] * chance for each, chance in habits) for choice in habits[0][0]}
