"""From people to a prior: signatures, listed patterns, habits and the mixture, in alternation.

Which explanation an ambiguous address deserves depends on the fit and the fit on the explanations, so both are
repeated a few times from a fixed seed.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emailguess.fit.calibrate import ask, company_parts, fit_suitability
from emailguess.fit.circumstances import fit_circumstances
from emailguess.fit.corpus import Person
from emailguess.fit.habits import Habits, fit_dirichlets, fit_habits
from emailguess.fit.inventory import NEW_SHARE, Prepared, prepare
from emailguess.fit.mixture import Mixture, fit_mixture
from emailguess.fit.sampling import Estimate, simplicity, start_habits, sweep
from emailguess.model.prior import Prior, domain_features, size_of
from emailguess.names.questions import PSEUDO_COUNTS, asked_in, is_belief, question_of

__all__ = ["dump_prior", "fit_prior"]


def fit_prior(
    people: Sequence[Person],
    *,
    components: int = 12,
    seed: int = 1,
    rounds: int = 4,
    parts: int = 6,
    companies: Mapping[str, Collection[str]] | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Prior:
    """Fit everything that ships from a corpus; the same corpus and seed give the same prior.

    - `people`: the corpus (`read_corpus`)
    - `components`: the number of kinds of company, 1 or more. Default: 12
    - `seed`: what all draws follow from. Default: 1
    - `rounds`: how often explanations and mixture are fitted in turn. Default: 4
    - `parts`: the parts that the companies are divided into for the weights of how well patterns suit names: each part
      is asked about with a prior fitted on the others. With fewer than 2 those weights are left out. Default: 6
    - `companies`: domains of one company, by its name (`read_companies`): they tell how alike a company's domains are.
      Default: none
    - `say`: is called with what is done next, for whoever waits. Default: nothing is told

    The fewer the parts, the less their priors know: weights of 3 parts had a calibration error of .031 after ten
    colleagues with a prior of two thirds of the companies, and of .051 with the whole one.
    """
    prepared = prepare(people, say)
    document = _fit_document(prepared, components, seed, rounds, say)
    if parts > 1:
        divided = company_parts(people, parts)
        asked = []
        for i, judged in enumerate(divided):
            say(f"calibration, part {i + 1} of {parts}")
            others = prepared.only(set().union(*divided) - judged)
            prior = Prior(_fit_document(others, components, seed, rounds, lambda _: None))
            mine = prepared.only(judged)
            asked += ask(mine.people, mine.spelled, prior, seed)
        document["suitability"] = fit_suitability(asked)
    say("siblings, age, namesakes")
    document |= fit_circumstances(prepared, Prior(document), seed, companies or {})
    return Prior(document)


def _fit_document(
    prepared: Prepared, components: int, seed: int, rounds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Add the fitted habits and mixture to what was counted."""
    habits, packed, kinds, new_share = _fit_mixture(prepared, components, seed, rounds, say)
    return {
        **prepared.document,
        "new_share": new_share,
        "habits": habits.pseudo,
        "rules": habits.rules,
        "slip": habits.slip,
        "components": packed,
        "kinds": kinds,
    }


_Fit = tuple[Habits, list[dict[str, Any]], dict[str, list[float]], float]


def _fit_mixture(prepared: Prepared, components: int, seed: int, rounds: int, say: Callable[[str], None]) -> _Fit:
    """Fit one mixture: habits, components and the components' weights by feature of the domain."""
    patterns: list[str] = prepared.document["patterns"]
    index = {name: i for i, name in enumerate(patterns)}
    learned = [(p.domain.name, s) for p, s in zip(prepared.people, prepared.signatures, strict=True)]
    domains = sorted({d for d, _ in learned})
    features, names = _features(prepared.people, domains)
    explained = [item for item in learned if item[1]]
    unexplained = Counter(d for d, s in learned if not s)
    assigned = [-1] * len(explained)
    rng = random.Random(seed)  # noqa: S311 -- a reproducible draw, not a secret
    simple = {name: simplicity(name) for name in patterns}
    habits = start_habits(prepared.spelled)
    estimates = {d: Estimate(simple, 0.1) for d in domains}
    mixture: Mixture | None = None
    for turn in range(rounds):
        for _ in range(3):
            sweep(explained, assigned, estimates, habits, rng)
        habits |= {
            question: counts
            for question, counts in fit_dirichlets([b.answers for b in estimates.values()], habits).items()
            if question not in _NOT_FOR_THE_CORPUS
        }
        counts = _counts([estimates[d].counts for d in domains], [unexplained[d] for d in domains], index)
        mixture = fit_mixture(
            counts,
            len(index) + 2,
            features,
            components=components,
            base=_base(counts, len(index)),
            seed=seed,
            rounds=60 if turn == 0 else 30,
            start=None if mixture is None else mixture.alpha,
        )
        say(f"round {turn + 1} of {rounds}: log likelihood {mixture.log_likelihood:,.0f}")
        for name, (mean, seen) in zip(domains, _prior_shares(counts, mixture, patterns), strict=True):
            estimates[name].mean, estimates[name].seen = mean, seen
    if mixture is None:
        raise ValueError(f"rounds is a number from 1, not {rounds}")
    kinds = {
        n: [round(float(v), 3) for v in row] for n, row in zip(["*", "size", *names], mixture.weights, strict=True)
    }
    fitted = _fit_rules({d: estimates[d].answers for d in domains}, features, names, habits, say)
    new_share = _new_share([estimates[d].counts for d in domains], mixture, index)
    say(f"share of a pattern that a kind of company never showed: {new_share}")
    return fitted, _pack_components(mixture, len(index)), kinds, new_share


def _new_share(drawn: Sequence[Mapping[str, float]], mixture: Mixture, index: Mapping[str, int]) -> float:
    """Part of the mass for what a component never showed that one such pattern gets, be it listed or not.

    It is how often two companies that surprise their component do so by the same pattern: Σ m (m − 1) / M (M − 1),
    where m companies surprise by a pattern and M do in all (Simpson 1949, "Measurement of diversity"). A pattern that
    one colleague alone has is no convention, and surprises nobody.
    """
    surprises: Counter[str] = Counter()
    whole = mixture.alpha.sum(axis=1)
    for counts, kind in zip(drawn, mixture.responsibilities.argmax(axis=1), strict=True):
        for pattern, number in counts.items():
            place = index.get(pattern)
            if number >= 2 and (place is None or mixture.alpha[kind, place] < _SHOWN * whole[kind]):
                surprises[pattern] += 1
    total = sum(surprises.values())
    if total < _LEAST_SURPRISES:
        return NEW_SHARE
    same = sum(m * (m - 1) for m in surprises.values()) / (total * (total - 1))
    return float(f"{max(same, _LEAST_SHARE):.3g}")


# A component has shown a pattern where it gives it more than what keeps rare patterns alive everywhere.
_SHOWN = 1e-4
# With fewer companies that surprise, what they share is chance.
_LEAST_SURPRISES = 30
# With less, three colleagues would not make a pattern believed that disciplined companies hardly ever show
# (`tests/laws/test_evidence.py`).
_LEAST_SHARE = NEW_SHARE


def dump_prior(prior: Prior, provenance: Mapping[str, Any]) -> bytes:
    """Write a prior as the bytes that `Prior.load` reads; the same prior gives the same bytes."""
    document = {**prior.document, "provenance": dict(provenance)}
    text = json.dumps(document, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), mtime=0)


def _features(people: Sequence[Person], domains: Sequence[str]) -> tuple[NDArray[np.float64], list[str]]:
    """One row a domain: the intercept, the size, then every feature shared by at least eight domains.

    The corpus does not tell how many people a company has. How many of them it shows, beside what it shows of a typical
    one, stands for it; that understates what size does, for large companies of which few are shown count as small.
    """
    example = {p.domain.name: p.domain for p in people}
    shown = Counter(p.domain.name for p in people)
    typical = float(np.exp2(np.mean([np.log2(shown[d]) for d in domains])))
    each = [domain_features(example[d]) for d in domains]
    number = Counter(f for fs in each for f in fs)
    names = sorted(f for f, n in number.items() if n >= _LEAST_SHARING)
    index = {f: i + 2 for i, f in enumerate(names)}
    matrix = np.zeros((len(domains), len(names) + 2))
    matrix[:, 0] = 1
    for i, (d, fs) in enumerate(zip(domains, each, strict=True)):
        matrix[i, 1] = size_of(shown[d], typical)
        for f in fs:
            if f in index:
                matrix[i, index[f]] = 1
    return matrix, names


_LEAST_SHARING = 8
# Questions whose answer is a matter of the country's language; one is answered on its own where enough companies were
# asked it.
_LOCAL_QUESTIONS = ("umlaut", "nordic")


# Fewer companies say less about a spelling question than what is published about it: a share of a half, seen at
# twenty companies, is right within .22 nineteen times in twenty, at fifty within .14.
_LEAST_ASKED = 50
# Whoever signs a public history as `J. Doe` has often taken that from the address; what people elsewhere are called
# whose name we are told in part, such a corpus does not say.
_NOT_FOR_THE_CORPUS = ("first-initial", "last-initial")


def _fit_rules(
    answers: Mapping[str, Mapping[str, float]],
    features: NDArray[np.float64],
    names: Sequence[str],
    questions: Mapping[str, Mapping[str, float]],
    say: Callable[[str], None],
) -> Habits:
    """Habits everywhere, and once more for each top-level domain where enough companies were asked."""
    habits = fit_habits(list(answers.values()), questions)
    asked_at = Counter(q for found in answers.values() for q in {question_of(c) for c, n in found.items() if n > 0})
    for question in PSEUDO_COUNTS:
        # What few companies were asked, and what is known of the world rather than of companies, stays as published.
        if asked_at[question]:
            say(f"{question}: asked at {asked_at[question]} companies")
        if is_belief(question) or question in _NOT_FOR_THE_CORPUS or asked_at[question] < _LEAST_ASKED:
            habits.pseudo.pop(question, None)
            habits.rules.pop(question, None)
    for column, name in enumerate(names, 2):
        if not name.startswith("tld:"):
            continue
        here = [found for found, row in zip(answers.values(), features, strict=True) if row[column]]
        for question in _LOCAL_QUESTIONS:
            rows = [{c: n for c, n in found.items() if n > 0 and question_of(c) == question} for found in here]
            asked = [row for row in rows if row]
            if question in questions and len(asked) >= _LEAST_SHARING:
                local = fit_habits(asked, {question: questions[question]})
                key = asked_in(question, name.removeprefix("tld:"))
                habits.pseudo[key] = local.pseudo[question]
                habits.rules[key] = local.rules.get(question, {})
    return habits


def _counts(
    drawn: Sequence[Mapping[str, float]], unexplained: Sequence[int], index: Mapping[str, int]
) -> list[dict[int, float]]:
    """Counts by category; the last two are "a pattern not listed" and "no pattern"."""
    counts: list[dict[int, float]] = []
    for share, none in zip(drawn, unexplained, strict=True):
        row: dict[int, float] = defaultdict(float)
        for name, value in share.items():
            if value:
                row[index.get(name, len(index))] += value
        if none:
            row[len(index) + 1] = none
        counts.append(dict(row))
    return counts


def _base(counts: Sequence[Mapping[int, float]], size: int) -> NDArray[np.float64]:
    """How often each category occurs, every domain counting alike."""
    base = np.full(size + 2, 1e-5)
    for row in counts:
        total = sum(row.values())
        for j, n in row.items():
            base[j] += n / total
    base /= base.sum()
    return base


def _prior_shares(
    counts: Sequence[Mapping[int, float]], mixture: Mixture, patterns: Sequence[str]
) -> list[tuple[dict[str, float], float]]:
    """For each domain: the prior's part of every listed pattern's probability, and what one count adds."""
    whole = mixture.alpha.sum(axis=1)
    result = []
    for row, r in zip(counts, mixture.responsibilities, strict=True):
        term = r / (whole + sum(row.values()))
        mean = term @ mixture.alpha
        result.append(({name: float(mean[i]) for i, name in enumerate(patterns) if mean[i] > 1e-7}, float(term.sum())))
    return result


def _pack_components(mixture: Mixture, size: int) -> list[dict[str, Any]]:
    """Keep what can matter: a pattern with less than a hundred-thousandth of its component is dropped."""
    packed = []
    for alpha in mixture.alpha:
        whole = alpha.sum()
        packed.append(
            {
                "alpha": {
                    str(i): float(f"{alpha[i]:.4g}") for i in np.argsort(-alpha[:size]) if alpha[i] >= 2e-5 * whole
                },
                "none": float(f"{alpha[size + 1]:.4g}"),
                "new": float(f"{alpha[size]:.4g}"),
            }
        )
    return packed
