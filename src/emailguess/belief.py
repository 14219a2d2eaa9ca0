"""What one company does: prior and weighed evidence give a belief about its patterns and habits.

It is a pure function of its arguments and looks at nothing else. What the belief makes of a name is for `ranking`.

Start reading at `posterior`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from math import exp, lgamma, log
from operator import itemgetter
from typing import Any, NamedTuple

from emailguess.counts import Signature, Weighed
from emailguess.explain import elided, parsed
from emailguess.habits import answered, family_of, kept
from emailguess.patterns import FIELDS, SEPARATORS, Form, Pattern
from emailguess.prior import Component, Prior, Setting
from emailguess.suitability import kind_of, known_step

__all__ = ["LEAST", "LEAST_ASSUMED", "UNSEEN_ANSWER", "Company", "Share", "Sheet", "posterior"]

# A way to an address with less than this is left to "none of these": each costs time, and ten of them change nothing.
LEAST = 8e-4
# An assumed initial or number multiplies the candidates; it must be worth it.
LEAST_ASSUMED = 1e-3
# A pattern with less at a company than this can give no candidate worth listing.
_LEAST_PATTERN = 2e-4
# An answer the corpus never showed.
UNSEEN_ANSWER = 1e-3
# What a component gives, in pseudo-counts, to a listed pattern that it never showed.
_UNSEEN_PATTERN = 1e-5
_ROUNDS = 2
# A right address bounces when its owner has left. The median US employee has been with the employer for 3.9 years (BLS,
# Employee Tenure, January 2024); a name that is a year old then belongs to somebody gone in 1 − 2^(−1/3.9) of cases.
LEFT = 0.16
# However many related domains there are, this one may be its own.
MOST_SHARED = 0.9
# A kind of company less likely than this adds nothing to the belief.
_LEAST_KIND = 1e-4


class Share(NamedTuple):
    """A pattern with its probability at one company."""

    pattern: Pattern
    probability: float
    kind: int
    """Its place in `suitability.KINDS`."""
    sharpened: float
    """The probability to the power fitted for this amount of evidence; not normalised."""


# Up to so many patterns have a format of their own.
_FEW = 8


class Sheet:
    """Patterns of a company ready to be rendered together: one percent format for many of them, a line for each."""

    __slots__ = ("_cuts", "_descending", "_templates", "before", "patterns", "shares", "weights")

    def __init__(self, shares: Sequence[Share]) -> None:
        self.shares = shares
        self.patterns = [share.pattern for share in shares]
        self.weights = [(share.sharpened, share.kind) for share in shares]
        """What `ranking` needs of each."""
        self.before = [0.0]
        """Probability of all patterns before each place."""
        for share in shares:
            self.before.append(self.before[-1] + share.probability)
        self._descending = [-share.probability for share in shares]
        self._cuts = [(i, pattern.cut) for i, pattern in enumerate(self.patterns) if pattern.cut]
        self._templates: dict[int, tuple[str, Callable[[Form], Any]]] = {}

    def likely(self, least: float) -> int:
        """How many patterns have at least this probability."""
        return bisect_right(self._descending, -least)

    def render(self, form: Form, number: int) -> list[str]:
        """The first local parts, at least so many, for a form that has every field the patterns use."""
        if not number:
            return []
        template, values = self._template(number if number < _FEW else len(self.patterns))
        locals_: list[str] = (template % values(form)).split("\n")
        for i, cut in self._cuts:
            if i >= number:
                break
            locals_[i] = locals_[i][:cut].rstrip(SEPARATORS)
        return locals_

    def _template(self, number: int) -> tuple[str, Callable[[Form], Any]]:
        """The format of so many patterns, and what takes its values from a form."""
        known = self._templates.get(number)
        if known is None:
            patterns = self.patterns[:number]
            places = [FIELDS.index(field) for pattern in patterns for field in pattern.fields]
            known = "\n".join(pattern.template for pattern in patterns), itemgetter(*places)
            self._templates[number] = known
        return known


class Company(NamedTuple):
    """What we believe one company does."""

    patterns: Sequence[Share]
    """The likeliest first; they and `p_none` sum to one (tiny ones dropped)."""
    p_none: float
    """Probability that an address here follows no pattern we could name."""
    habits: Mapping[str, float]
    """Probability of each answered spelling question, as `question=answer`."""
    known: int
    """Amount and sort of the evidence behind this belief, as `suitability.known_step`."""
    unmiddled: Sheet
    """As `patterns`, for a person without a middle name: its fields elided."""
    middled: Sheet
    """`patterns`, for a person whose middle name is known."""
    lettered: Sequence[Share]
    """Patterns that would need a middle initial nobody told us, with the probability that there is one."""
    numbered: Sequence[Share]
    """Patterns that end in a number nobody can know; in no other list."""
    shared: float
    """Probability that the company builds addresses here as at the related domains of which something is known."""

    @property
    def every(self) -> Sequence[Share]:
        """All patterns, those that end in a number among them; the latter come last."""
        return (*self.patterns, *self.numbered)


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
    own, log_evidence = _views(evidence, prior, setting)
    shared = []
    chances = [1 - min(sum(chance for _, chance in related), MOST_SHARED)]
    for other, chance in related:
        together, log_together = _views(evidence + other, prior, setting)
        agree = log_together - log_evidence - _views(other, prior, setting)[1]
        shared.append(together)
        chances.append(chance * exp(min(agree, 50.0)))
    whole = sum(chances)
    alone = chances[0] / whole
    every = [(view, chance * alone) for view, chance in own]
    for together, chance in zip(shared, chances[1:], strict=True):
        every += [(view, part * chance / whole) for view, part in together]
    return _company(every, 1 - alone, prior)


def _views(evidence: Weighed, prior: Prior, setting: Setting) -> tuple[list[tuple[_View, float]], float]:
    """Views of a company with their probabilities, and the log-probability of the evidence.

    Whether names are listed family name first there or the addresses are built so is one question for all of them: the
    same addresses come of it. It is asked of the company as a whole, not of each address.
    """
    plain = _view(evidence, prior, setting)
    views, chances = [plain], [1.0]
    for question, turned in _TURNED.items():
        asked = {c.partition("=")[0] for s in evidence.support for e in s for c in e.choices if c.startswith(question)}
        sorts = [q for q in asked if q in setting.questions and family_of(q) == question]
        rule = setting.questions[sorts[0]].rules.get(turned, 0.0) if sorts else 0.0
        if not rule:
            continue
        other = _view(evidence, prior, _ruled(setting, question, turned))
        views.append(other)
        chances.append(rule / (1 - rule) * exp(min(other.log_before - plain.log_before, 50.0)))
    whole = sum(chances)
    return [(view, chance / whole) for view, chance in zip(views, chances, strict=True)], plain.log_evidence


# Questions of order, with the answer that the family name stands first.
_TURNED = {"order": "fg", "initial-first": "fg"}


def _ruled(setting: Setting, family: str, answer: str) -> Setting:
    """The same where a company has this rule."""
    habits, questions = dict(setting.habits), dict(setting.questions)
    for question in setting.families[family]:
        for other, probability in kept(questions.pop(question), answer).items():
            habits[f"{question}={other}"] = probability
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
    log_before = 0.0
    for turn in range(_ROUNDS):
        kinds, log_evidence = _weigh_kinds(_digest(support, habits), _digest(denied, habits), prior, weights)
        log_before = log_before if turn else log_evidence
        if turn + 1 < _ROUNDS:
            habits = _habits(support, kinds, prior, setting)
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
    digest: Sequence[_Reading], denied: Sequence[_Reading], prior: Prior, weights: Sequence[float]
) -> tuple[list[_Kind], float]:
    """For each component: its probability given the evidence, and the counts it makes of it; and how likely that is."""
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
        while count > 0:
            step = min(count, max(1.0, total / 4))
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
        question, _, answer = choice.partition("=")
        if question in setting.questions and answer in setting.questions[question].pseudo:
            seen.setdefault(question, {})[answer] = weight
    for family in {family_of(question) for question in seen}:
        sorts = {q: setting.questions[q] for q in setting.families[family] if q in setting.questions}
        for question, found in answered(sorts, seen).items():
            for answer, probability in found.items():
                habits[f"{question}={answer}"] = probability
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
            least = _LEAST_PATTERN / 4 / term
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
    sharpness = prior.suitability.sharpness[known] if prior.suitability else 1.0
    numbered = {name: probabilities.pop(name) for name in list(probabilities) if "{n}" in name}
    merged, lettered = _without_middle(probabilities, prior)
    # Kept only where a single assumed initial or number can be worth a candidate.
    lettered = _worth(lettered, prior.initials)
    numbered = _worth(numbered, prior.numbers)
    lists = (_sorted(p, prior, sharpness) for p in (probabilities, merged, lettered, numbered))
    listed, unmiddled, with_initial, with_number = lists
    return Company(listed, p_none, habits, known, _sheet(unmiddled), _sheet(listed), with_initial, with_number, shared)


def _averaged(habits: Sequence[tuple[Mapping[str, float], float]]) -> dict[str, float]:
    return {choice: sum(each[choice] * chance for each, chance in habits) for choice in habits[0][0]}


def _sheet(shares: Sequence[Share]) -> Sheet:
    return Sheet([share for share in shares if share.probability >= LEAST])


def _worth(probabilities: Mapping[str, float], texts: Mapping[str, float]) -> dict[str, float]:
    likeliest = max((p for text, p in texts.items() if text[0] != "#"), default=0.0)
    return {name: p for name, p in probabilities.items() if p * likeliest >= LEAST_ASSUMED}


def _sorted(probabilities: Mapping[str, float], prior: Prior, sharpness: float) -> list[Share]:
    shares = []
    for name, p in probabilities.items():
        if p >= _LEAST_PATTERN:
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
        if p < _LEAST_PATTERN:
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
