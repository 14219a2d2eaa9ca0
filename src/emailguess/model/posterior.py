"""What one company does: prior and weighed evidence give a belief about its patterns and habits.

It is a pure function of its arguments and looks at nothing else. What the belief makes of a name is for `ranking`.

Start reading at `posterior`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, inf, log
from operator import add, mul, truediv
from typing import NamedTuple

from emailguess.evidence.counts import Signature, Weighed
from emailguess.model.convention import LEAST_PATTERN, Convention, convention_of
from emailguess.model.habits import after_colleagues, kept
from emailguess.model.kinds import Kinds
from emailguess.model.name_fit import known_step
from emailguess.model.prior import Prior, Setting
from emailguess.model.weighing import LEFT, UNSEEN_ANSWER, Shares, digest, weigh_kinds
from emailguess.names.questions import choice_of, family_of, question_of, split

__all__ = ["LEFT", "MOST_SHARED", "UNSEEN_ANSWER", "posterior"]

# However many related domains there are, this one may be its own.
MOST_SHARED = 0.9
# A kind of company less likely than this adds nothing to the belief; nothing to the habits, below the second.
_LEAST_KIND = 1e-4
_LOG_LEAST_KIND = log(_LEAST_KIND)
_LEAST_SHARE_KIND = 1e-3
# An order less likely than this is averaged with the other: what comes of it is below any candidate worth listing.
_LEAST_APART = 0.02


def posterior(
    evidence: Weighed, prior: Prior, setting: Setting, related: Sequence[tuple[Weighed, float]] = ()
) -> Convention:
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
    shared = 1 - chances[0] / whole
    return _company(views, shared, prior)._replace(apart=_apart(views, shared, prior))


def _apart(views: Sequence[tuple[_View, float]], shared: float, prior: Prior) -> list[tuple[Convention, float]]:
    """The company where nothing is turned round and where an order is, if both may be."""
    groups: dict[str, list[tuple[_View, float]]] = {}
    for view, chance in views:
        groups.setdefault(view.turned, []).append((view, chance))
    sums = {turned: sum([chance for _, chance in group]) for turned, group in groups.items()}
    likely = [turned for turned, chance in sums.items() if chance > _LEAST_APART]
    if len(likely) < 2:
        return []
    whole = sum([sums[turned] for turned in likely])
    return [
        (
            _company([(view, chance / sums[turned]) for view, chance in groups[turned]], shared, prior),
            sums[turned] / whole,
        )
        for turned in likely
    ]


def _plain(views: Sequence[tuple[_View, float]]) -> float:
    """Log-probability of the evidence where nothing is turned round."""
    return views[0][0].log_evidence


def _views(evidence: Weighed, prior: Prior, setting: Setting) -> list[tuple[_View, float]]:
    """Views of a company with their probabilities, the one in which nothing is turned round first.

    Whether names are listed family name first there or the addresses are built so is one question for all of them: the
    same addresses come of it. It is asked of the company as a whole, not of each address.
    """
    views, chances = [_view(evidence, prior, setting)], [1.0]
    plain = views[0].log_before
    choices = {choice for signature in evidence.support for e in signature for choice in e.choices}
    asked = {question_of(choice) for choice in choices}
    for family, turned in _TURNED.items():
        sorts = [question for question in setting.families.get(family, ()) if question in asked]
        rule = setting.questions[sorts[0]].rules.get(turned, 0.0) if sorts else 0.0
        if not rule:
            continue
        odds = rule / (1 - rule)
        other = _view(evidence, prior, _ruled(setting, family, turned), plain - log(odds))._replace(turned=family)
        views.append(other)
        chances.append(odds * exp(min(other.log_before - plain, 50.0)))
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

    shares: Shares
    log_evidence: float
    """Log-probability of the evidence, with the habits it teaches."""
    log_before: float
    """Log-probability of the evidence, with the habits of companies in general."""
    habits: Mapping[str, float]
    pieces: float
    bare: float
    turned: str = ""
    """The question of order that is answered the unusual way in it; empty for none."""


def _view(evidence: Weighed, prior: Prior, setting: Setting, rival: float = -inf) -> _View:
    """Weigh the evidence in one setting.

    `rival` is the log-probability that makes another view as likely as this one. Where it is so much likelier that
    `_company` will leave the kinds of this view out, they are weighed once: only their habits are asked for.
    """
    support, denied = evidence
    habits, weights, kinds = setting.habits, setting.weights, prior.kinds
    if not support and not denied:
        return _View(Shares(weights, {}, kinds.totals), 0.0, 0.0, habits, 0, 0)
    shares, log_before = weigh_kinds(digest(support, habits), digest(denied, habits), kinds, weights)
    habits = _habits(support, shares, kinds, setting)
    log_evidence = log_before
    if log_before - rival > _LOG_LEAST_KIND:
        shares, log_evidence = weigh_kinds(digest(support, habits), digest(denied, habits), kinds, weights)
    # Only a bare address has "no pattern" among its explanations.
    bare = sum([weight for signature, weight in support.items() if any(not e.pattern for e in signature)])
    return _View(shares, log_evidence, log_before, habits, sum(support.values()), bare)


def _habits(counts: Mapping[Signature, float], shares: Shares, kinds: Kinds, setting: Setting) -> dict[str, float]:
    """Posterior mean of each question somebody's name raised; the others keep the prior's."""
    answers: dict[str, float] = {}
    habits = setting.habits
    if any(choices for signature in counts for _, choices, _ in signature):
        likely = _pattern_shares({e.pattern for signature in counts for e in signature}, shares, kinds)
        for signature, count in counts.items():
            weights = []
            for pattern, choices, cost in signature:
                weight = likely[pattern] * exp(-cost / 10) if cost else likely[pattern]
                for choice in choices:
                    weight *= habits.get(choice, UNSEEN_ANSWER)
                weights.append(weight)
            scale = count / (sum(weights) or 1.0)
            for (_, choices, _), weight in zip(signature, weights, strict=True):
                for choice in choices:
                    answers[choice] = answers.get(choice, 0.0) + weight * scale
    return _answered(answers, setting)


def _pattern_shares(patterns: Iterable[str], shares: Shares, kinds: Kinds) -> dict[str, float]:
    """Probability of each pattern so far, over the kinds that matter: Σ r_c (α_cz + n_cz) / (α_c0 + N)."""
    matter = [r if r > _LEAST_SHARE_KIND else 0.0 for r in shares.responsibilities]
    likely = {}
    for pattern in patterns:
        shown = kinds.shown.get(pattern, kinds.nothing)
        if pattern in shares.soft:
            shown = list(map(add, shown, shares.soft[pattern]))
        likely[pattern] = sum(map(truediv, map(mul, matter, shown), shares.totals), 1e-9)
    return likely


def _answered(answers: Mapping[str, float], setting: Setting) -> dict[str, float]:
    habits = dict(setting.habits)
    seen: dict[str, dict[str, float]] = {}
    for choice, weight in answers.items():
        question, answer = split(choice)
        if question in setting.questions and answer in setting.questions[question].pseudo:
            seen.setdefault(question, {})[answer] = weight
    for family in {family_of(question) for question in seen}:
        sorts = {q: setting.questions[q] for q in setting.families[family] if q in setting.questions}
        for question, found in after_colleagues(sorts, seen).items():
            for answer, probability in found.items():
                habits[choice_of(question, answer)] = probability
    return habits


def _company(views: Sequence[tuple[_View, float]], shared: float, prior: Prior) -> Convention:
    """Average the components of every view: P(z) = Σ r_c (α_cz + n_cz) / (α_c0 + N)."""
    probabilities: dict[str, float] = {}
    p_none = 0.0
    for view, chance in views:
        responsibilities, soft, totals = view.shares
        terms = [0.0] * len(totals)
        for i, component in enumerate(prior.components):
            if responsibilities[i] * chance < _LEAST_KIND:
                continue
            term = terms[i] = responsibilities[i] * chance / totals[i]
            p_none += term * component.new
            least = LEAST_PATTERN / 4 / term
            for name, alpha in prior.kinds.alpha[i].items():
                if alpha < least:
                    break
                probabilities[name] = probabilities.get(name, 0.0) + term * alpha
        if any(terms):
            for name, row in soft.items():
                number = sum(map(mul, terms, row))
                probabilities[name] = probabilities.get(name, 0.0) + number
    habits = views[0][0].habits if len(views) == 1 else _averaged([(view.habits, chance) for view, chance in views])
    known = known_step(
        sum(view.pieces * chance for view, chance in views), sum(view.bare * chance for view, chance in views)
    )
    p_none += probabilities.pop("", 0.0)
    return convention_of(probabilities, p_none, habits, known, shared, prior)


def _averaged(habits: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    """Averaged over the views; most answers are the same in all of them."""
    first, chance = habits[0]
    averaged = dict(first)
    for choice, probability in first.items():
        if any(each[choice] != probability for each, _ in habits[1:]):
            averaged[choice] = probability * chance + sum([each[choice] * part for each, part in habits[1:]])
    return averaged
