"""What one company does: prior and weighed evidence give its convention, the probabilities of patterns and answers.

Everything here is a pure function of its arguments. What the convention means for a name is for `ranking`.

Start reading at `posterior`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, inf, log
from operator import mul
from typing import NamedTuple

from emailguess.evidence.counts import Weighed
from emailguess.model.convention import LEAST_PATTERN, Convention, Habits
from emailguess.model.habits import after_colleagues, kept
from emailguess.model.kinds import Group, Kinds
from emailguess.model.name_fit import known_step
from emailguess.model.prior import Prior, Setting
from emailguess.model.weighing import LEFT, UNSEEN_ANSWER, Denied, Digest, Grouped, Shares, denials, weigh_kinds
from emailguess.names.questions import choice_of, family_of, question_of, split

__all__ = ["LEFT", "MOST_SHARED", "UNSEEN_ANSWER", "posterior"]

# However many related domains there are, this one may be its own.
MOST_SHARED = 0.9
# A kind of company less likely than this adds nothing to the patterns; nothing to the habits, below the second.
_LEAST_KIND = 1e-4
_LOG_LEAST_KIND = log(_LEAST_KIND)
_LEAST_SHARE_KIND = 1e-3
# An order less likely than this is averaged with the other: what comes of it is below any candidate worth listing.
_LEAST_APART = 0.02
# Of so many colleagues it is first asked whether they agree on a habit.
_FEW = 12


def posterior(
    evidence: Weighed, prior: Prior, setting: Setting, related: Sequence[tuple[Weighed, float]] = ()
) -> Convention:
    """Combine what is known of a company with what the prior expects in its setting.

    - `evidence`: the domain's signatures with their weights, of colleagues and of bounces
    - `prior`: what companies in general do
    - `setting`: what the prior expects of a company with this domain, country and headcount
    - `related`: evidence at other domains of the company, each with the prior chance (0 to 1) that addresses are built
      there as they are here; evidence at this domain makes that more or less likely

    Each component takes one signature after the other, the least ambiguous first (`weighing`). Bounces come last and
    take from the patterns that gave the address. Habits follow from the shares, and the shares are computed once more
    with the habits. The result is P(z) = Σ_c r_c (α_cz + n_cz) / (α_c0 + N), where r_c is the probability of a
    component.
    """
    own = _views(evidence, prior, setting)
    alternatives = [own]
    chances = [1 - min(sum(chance for _, chance in related), MOST_SHARED)]
    for other, chance in related:
        together = _views(evidence + other, prior, setting)
        agree = _plain(together) - _plain(own) - _view(_Evidence(other), prior, setting).log_evidence
        alternatives.append(together)
        chances.append(chance * exp(min(agree, 50.0)))
    whole = sum(chances)
    views = [
        (view, part * chance / whole) for each, chance in zip(alternatives, chances, strict=True) for view, part in each
    ]
    shared = 1 - chances[0] / whole
    company = _company(views, shared, prior, setting)
    company.apart = _apart(views, shared, prior, setting)
    return company


def _apart(
    views: Sequence[tuple[_View, float]], shared: float, prior: Prior, setting: Setting
) -> list[tuple[Convention, float]]:
    """The company with names in the usual order and in the other one, with their probabilities, if both are likely."""
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
            _company([(view, chance / sums[turned]) for view, chance in groups[turned]], shared, prior, setting),
            sums[turned] / whole,
        )
        for turned in likely
    ]


def _plain(views: Sequence[tuple[_View, float]]) -> float:
    """Log-probability of the evidence if names stand in the usual order."""
    return views[0][0].log_evidence


def _views(evidence: Weighed, prior: Prior, setting: Setting) -> list[tuple[_View, float]]:
    """Views of a company with their probabilities; the first has names in the usual order.

    "Names are written family name first" and "addresses are built family name first" give the same addresses. Which one
    holds is therefore asked once for the company, and not for each address.
    """
    grouped = _Evidence(evidence)
    views, chances = [_view(grouped, prior, setting)], [1.0]
    plain = views[0].log_before
    asked = {question_of(choice) for each, _ in grouped.support.assumed for choice in each}
    for family, turned in _TURNED.items():
        sorts = [question for question in setting.families.get(family, ()) if question in asked]
        rule = setting.questions[sorts[0]].rules.get(turned, 0.0) if sorts else 0.0
        if not rule:
            continue
        odds = rule / (1 - rule)
        ruled = _ruled(setting, family, turned)
        other = _view(grouped, prior, setting, ruled, plain - log(odds))._replace(turned=family)
        views.append(other)
        chances.append(odds * exp(min(other.log_before - plain, 50.0)))
    whole = sum(chances)
    return [(view, chance / whole) for view, chance in zip(views, chances, strict=True)]


# Questions of order, with the answer that the family name stands first.
_TURNED = {"order": "fg", "initial-first": "fg"}
_NO_RULE: Mapping[str, float] = {}


def _ruled(setting: Setting, family: str, answer: str) -> dict[str, float]:
    """Probability of each answer to a question, in all its sorts, where a company has this rule."""
    return {
        choice_of(question, other): probability
        for question in setting.families[family]
        for other, probability in kept(setting.questions[question], answer).items()
    }


class _Evidence:
    """Evidence, prepared once to be weighed under several views and habits."""

    __slots__ = ("bare", "denied", "pieces", "support")

    def __init__(self, evidence: Weighed) -> None:
        support, self.denied = evidence
        self.support = Grouped(support, apart=bool(self.denied))
        self.pieces = sum(support.values())
        # Only a bare address has "no pattern" among its explanations; it sorts first.
        self.bare = sum([weight for signature, weight in support.items() if signature and not signature[0].pattern])

    def digests(self, habits: Mapping[str, float]) -> tuple[Digest, Denied]:
        """The digests of colleagues and of bounces under these habits."""
        return self.support.digest(habits), denials(self.denied, habits) if self.denied else ()


class _View(NamedTuple):
    """A company as one body of evidence shows it."""

    shares: Shares
    log_evidence: float
    """Log-probability of the evidence, with the habits it teaches."""
    log_before: float
    """Log-probability of the evidence, with the habits of companies in general."""
    answers: Mapping[str, float]
    """Probability of each answer that is not as companies in general have it."""
    pieces: float
    bare: float
    turned: str = ""
    """The question of order that is answered the unusual way in it; empty for none."""


def _view(
    evidence: _Evidence, prior: Prior, setting: Setting, ruled: Mapping[str, float] = _NO_RULE, rival: float = -inf
) -> _View:
    """Weigh the evidence in one setting; `ruled` holds the answers that a rule of the company settles.

    `rival` is the log-probability at which another view is as likely as this one. If this view is so unlikely beside it
    that `_company` leaves its kinds out, they are weighed once and not again: only the habits are needed.
    """
    grouped, weights, kinds = evidence.support, setting.weights, prior.kinds
    if not grouped.rows and not evidence.denied:
        return _View(Shares(weights, (), [()] * len(weights), kinds.totals), 0.0, 0.0, ruled, 0, 0)
    habits = {**setting.habits, **ruled} if ruled else setting.habits
    before = evidence.digests(habits)
    shares, log_before = weigh_kinds(grouped.groups, *before, kinds, weights)
    if grouped.divides and 1 < evidence.pieces <= _FEW:
        habits, shares = _agreed(evidence, before[0], prior, setting, habits, ruled)
    answers = _answers(grouped, shares, kinds, setting, habits, ruled)
    log_evidence = log_before
    if log_before - rival > _LOG_LEAST_KIND and answers:
        after = evidence.digests({**habits, **answers})
        if after != before or grouped.divides:
            shares, log_evidence = weigh_kinds(grouped.groups, *after, kinds, weights)
    return _View(shares, log_evidence, log_before, {**ruled, **answers}, evidence.pieces, evidence.bare)


def _agreed(
    evidence: _Evidence,
    digest: Digest,
    prior: Prior,
    setting: Setting,
    habits: Mapping[str, float],
    ruled: Mapping[str, float],
) -> tuple[Mapping[str, float], Shares]:
    """Habits as a single colleague of the average sort teaches them, and the shares of patterns with those.

    `ana.garcia.lopez` is {first}.{last} with both surnames, or {first}.{middle}.{last}. Taken one by one, with habits
    as companies in general have them, two or three such colleagues would speak for the rare pattern and the usual
    habit. That they agree on a habit is as likely as that they agree on a pattern, so the habit is learned first. Of
    more colleagues the patterns tell enough.
    """
    grouped, kinds = evidence.support, prior.kinds
    single = [(places, chances, count / evidence.pieces) for places, chances, count in digest]
    shares, _ = weigh_kinds(grouped.groups, single, (), kinds, setting.weights)
    learned = {**habits, **_answers(grouped, shares, kinds, setting, habits, ruled)}
    shares, _ = weigh_kinds(grouped.groups, *evidence.digests(learned), kinds, setting.weights)
    return learned, shares


def _answers(
    grouped: Grouped,
    shares: Shares,
    kinds: Kinds,
    setting: Setting,
    habits: Mapping[str, float],
    ruled: Mapping[str, float],
) -> dict[str, float]:
    """Posterior mean of each answer to the questions that colleagues' names raised; others keep the prior's."""
    assumed = grouped.assumed
    if not any([choices for choices, _ in assumed]):  # noqa: C419 -- quicker than a generator
        return {}
    chances = grouped.chances(habits)
    likely = _group_shares(grouped.groups, shares, kinds)
    answers: dict[str, float] = {}
    for row, count in zip(grouped.rows, grouped.support.values(), strict=True):
        weights: dict[int, float] = {}
        for place, ways in row.items():
            for way in ways:
                weights[way] = weights.get(way, 0.0) + likely[place] * chances[way]
        scale = count / (sum(weights.values()) or 1.0)
        for way, weight in weights.items():
            for choice in assumed[way][0]:
                answers[choice] = answers.get(choice, 0.0) + weight * scale
    return _answered(answers, setting, ruled)


def _group_shares(groups: Sequence[Group], shares: Shares, kinds: Kinds) -> list[float]:
    """Probability of each group of patterns so far, over the kinds that matter: Σ r_c (α_cG + n_cG) / (α_c0 + N)."""
    terms = [
        r / total if r > _LEAST_SHARE_KIND else 0.0
        for r, total in zip(shares.responsibilities, shares.totals, strict=True)
    ]
    shown = kinds.shown
    counted = shares.by_group(terms)
    return [
        sum(map(mul, terms, shown[group]), 1e-9 * len(group)) + number
        for group, number in zip(groups, counted, strict=False)  # bounces bring more, which no colleague shows
    ]


def _answered(answers: Mapping[str, float], setting: Setting, ruled: Mapping[str, float]) -> dict[str, float]:
    habits: dict[str, float] = {}
    seen: dict[str, dict[str, float]] = {}
    for choice, weight in answers.items():
        question, answer = split(choice)
        habit = None if choice in ruled else setting.questions.get(question)
        if habit is not None and answer in habit.pseudo:
            seen.setdefault(question, {})[answer] = weight
    for family in {family_of(question) for question in seen}:
        sorts = {q: setting.questions[q] for q in setting.families[family] if q in setting.questions}
        for question, found in after_colleagues(sorts, seen).items():
            for answer, probability in found.items():
                habits[choice_of(question, answer)] = probability
    return habits


def _company(views: Sequence[tuple[_View, float]], shared: float, prior: Prior, setting: Setting) -> Convention:
    """Average the components of every view: P(z) = Σ r_c (α_cz + n_cz) / (α_c0 + N)."""
    probabilities: dict[str, float] = {}
    p_none = 0.0
    kinds = prior.kinds
    for view, chance in views:
        responsibilities, totals = view.shares.responsibilities, view.shares.totals
        terms = [0.0] * len(totals)
        for i, component in enumerate(prior.components):
            if responsibilities[i] * chance < _LEAST_KIND:
                continue
            term = terms[i] = responsibilities[i] * chance / totals[i]
            p_none += term * component.new
            least = LEAST_PATTERN / 4 / term
            for name, alpha in kinds.alpha[i].items():
                if alpha < least:
                    break
                probabilities[name] = probabilities.get(name, 0.0) + term * alpha
        if any(terms):
            for name, number in view.shares.counted(terms, kinds):
                probabilities[name] = probabilities.get(name, 0.0) + number
    # Rounded, or of three colleagues seen in two views it would be chance whether they are three.
    pieces = round(sum([view.pieces * chance for view, chance in views]), 9)
    bare = round(sum([view.bare * chance for view, chance in views]), 9)
    p_none += probabilities.pop("", 0.0)
    habits = Habits(setting.habits, _averaged([(view.answers, chance) for view, chance in views], setting.habits))
    return Convention(probabilities, p_none, habits, known_step(pieces, bare), shared, prior)


def _averaged(views: Sequence[tuple[Mapping[str, float], float]], general: Mapping[str, float]) -> Mapping[str, float]:
    """Average the answers over the views; where a view learned nothing of a question, the prior's answer counts."""
    if len(views) == 1:
        return views[0][0]
    learned = {choice for answers, _ in views for choice in answers}
    return {
        choice: sum([(answers[choice] if choice in answers else general[choice]) * chance for answers, chance in views])
        for choice in learned
    }
