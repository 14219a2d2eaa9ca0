"""From people to a prior: signatures, listed patterns, habits and the mixture, in alternation.

Which explanation an ambiguous address deserves depends on the fit and the fit on the explanations, so both are
repeated a few times from a fixed seed.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import Any, NamedTuple

import numpy as np
from scipy.special import digamma

from emailguess.errors import InvalidName
from emailguess.evidence import Signature, signature
from emailguess.explain import Stock
from emailguess.fit.calibrate import ask, company_parts, fit_suitability
from emailguess.fit.corpus import LEAST_DOMAINS, LEAST_PEOPLE, Person, by_domain, common_words
from emailguess.fit.mixture import Mixture, fit_mixture
from emailguess.lexicon import Lexicon
from emailguess.names import parse
from emailguess.patterns import Pattern
from emailguess.prior import FORMAT, VERSION, Prior, domain_features
from emailguess.spelling import Spelled, forms, letters

__all__ = ["dump_prior", "fit_prior"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MAX_PATTERNS = 700
# Of the mass kept for patterns nobody listed, the part one such pattern gets before it is seen.
NEW_SHARE = 0.02
# Chance that a person whose middle name nobody told us has none in the address either.
ELIDED = 0.7


class _Prepared(NamedTuple):
    """A corpus as the fit sees it: signatures by domain, and what they were made with."""

    people: Sequence[Person]
    spelled: Sequence[tuple[Spelled, ...]]
    signatures: Sequence[Signature]
    document: dict[str, Any]
    """What is counted, not fitted: listed patterns, initials, numbers, name frequencies."""

    def only(self, companies: set[str]) -> _Prepared:
        """Keep the people of these companies (registrable domains)."""
        keep = [i for i, p in enumerate(self.people) if p.domain.registrable in companies]
        return _Prepared(*([part[i] for i in keep] for part in self[:3]), self.document)


def fit_prior(
    people: Sequence[Person],
    *,
    components: int = 12,
    seed: int = 1,
    rounds: int = 4,
    parts: int = 3,
    say: Callable[[str], None] = lambda _: None,
) -> Prior:
    """Fit everything that ships from a corpus; the same corpus and seed give the same prior.

    `components` is the number of kinds of company. The suitability weights are fitted on `parts` parts of the
    companies in turn, each asked about with a prior fitted on the others; with fewer than 2 they are left out.
    """
    prepared = _prepare(people, say)
    document = _fit_document(prepared, components, seed, rounds, say)
    if parts > 1:
        divided = company_parts(people, parts)
        asked = []
        for i, judged in enumerate(divided):
            say(f"calibration, part {i + 1} of {parts}")
            others = prepared.only(set().union(*divided) - judged)
            prior = Prior(_fit_document(others, components, seed, rounds, lambda _: None))
            mine = prepared.only(judged)
            asked += ask(mine.people, mine.spelled, mine.signatures, prior, seed)
        document["suitability"] = fit_suitability(asked)
    return Prior(document)


def _prepare(people: Sequence[Person], say: Callable[[str], None]) -> _Prepared:
    """Read all names, list the patterns, and explain all addresses."""
    lexicon = _count_names(people)
    kept = [(p, s) for p in people if (s := _spelled(p, lexicon))]
    document = _first_guess(lexicon)
    say(f"{len(kept):,} people at {len(by_domain(p for p, _ in kept)):,} domains")
    # Twice: a middle initial nobody told us can only be told from literal text once its patterns are listed.
    for _ in range(2):
        document["patterns"] = _listed(kept, document)
    say(f"{len(document['patterns'])} patterns listed")
    _count_initials_and_numbers(kept, document)
    stock = _stock(document)
    signatures = [signature(s, p.local, stock) for p, s in kept]
    return _Prepared([p for p, _ in kept], [s for _, s in kept], signatures, document)


def _fit_document(
    prepared: _Prepared, components: int, seed: int, rounds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Add the fitted habits and mixture to what was counted."""
    habits, packed, kinds = _fit_mixture(prepared, components, seed, rounds, say)
    return {**prepared.document, "habits": habits, "components": packed, "kinds": kinds}


_Fit = tuple[dict[str, dict[str, float]], list[dict[str, Any]], dict[str, list[float]]]


def _fit_mixture(
    prepared: _Prepared, components: int, seed: int, rounds: int, say: Callable[[str], None]
) -> _Fit:
    """Fit one mixture: habits, components and the components' weights by feature of the domain."""
    patterns: list[str] = prepared.document["patterns"]
    index = {name: i for i, name in enumerate(patterns)}
    learned = [(p.domain.name, s) for p, s in zip(prepared.people, prepared.signatures, strict=True)]
    domains = sorted({d for d, _ in learned})
    features, names = _features({p.domain.name: p for p in prepared.people}, domains)
    explained = [item for item in learned if item[1]]
    unexplained = Counter(d for d, s in learned if not s)
    assigned = [-1] * len(explained)
    rng = random.Random(seed)  # noqa: S311 -- a reproducible draw, not a secret
    simple = {name: _simplicity(name) for name in patterns}
    habits = _start_habits(prepared.spelled)
    beliefs = {d: _Belief(simple, 0.1) for d in domains}
    mixture: Mixture | None = None
    for turn in range(rounds):
        for _ in range(3):
            _sweep(explained, assigned, beliefs, habits, rng)
        habits = _fit_habits([b.answers for b in beliefs.values()], habits)
        counts = _counts([beliefs[d].counts for d in domains], [unexplained[d] for d in domains], index)
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
            beliefs[name].mean, beliefs[name].seen = mean, seen
    assert mixture is not None
    kinds = {n: [round(float(v), 3) for v in row] for n, row in zip(["*", *names], mixture.weights, strict=True)}
    return habits, _pack_components(mixture, len(index)), kinds


def dump_prior(prior: Prior, provenance: Mapping[str, Any]) -> bytes:
    """Write a prior as the bytes that `Prior.load` reads; the same prior gives the same bytes."""
    document = {**prior.document, "provenance": dict(provenance)}
    text = json.dumps(document, separators=(",", ":"), sort_keys=True)
    return gzip.compress(text.encode(), mtime=0)


def _count_names(people: Sequence[Person]) -> Lexicon:
    """Words standing first and last; frequencies per hundred thousand people."""
    first, last = [], []
    for person in people:
        words = [letters(w).strip("-'") for w in person.name.replace(",", " ").split()]
        words = [w for w in words if len(w) > 1]
        if len(words) > 1:
            first.append((words[0], person.domain.name))
            last.append((words[-1], person.domain.name))
    scale = 100_000 / max(len(first), 1)
    return Lexicon(
        {w: max(1, round(n * scale)) for w, n in common_words(first).items()},
        {w: max(1, round(n * scale)) for w, n in common_words(last).items()},
    )


def _spelled(person: Person, lexicon: Lexicon) -> tuple[Spelled, ...]:
    try:
        return forms(parse(person.name, lexicon), lexicon)
    except InvalidName:
        return ()


def _first_guess(lexicon: Lexicon) -> dict[str, Any]:
    """A document that knows nothing yet, enough to build a stock from."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "patterns": [],
        "components": [],
        "kinds": {},
        "habits": {},
        "new_share": NEW_SHARE,
        "elided": ELIDED,
        "initials": {c: 1 / 26 for c in _LETTERS},
        "numbers": {"#1": 0.1, "#2": 0.01, "#3": 0.001},
        "given": dict(lexicon._given),
        "family": dict(lexicon._family),
    }


def _stock(document: Mapping[str, Any]) -> Stock:
    return Stock(map(Pattern, document["patterns"]), document["initials"], document["numbers"], document["elided"])


def _listed(kept: Sequence[tuple[Person, tuple[Spelled, ...]]], document: Mapping[str, Any]) -> list[str]:
    """Patterns seen for enough people at enough domains to be nobody's in particular.

    Middle-initial patterns are listed from people whose middle name is known; the search needs a stock to start from,
    so it runs twice.
    """
    number: Counter[str] = Counter()
    domains: dict[str, Counter[str]] = defaultdict(Counter)
    stock = _stock(document)
    for person, spelled in kept:
        for name in {e.pattern for e in signature(spelled, person.local, stock)}:
            number[name] += 1
            domains[name][person.domain.name] += 1
    common = [n for n in number if number[n] >= LEAST_PEOPLE and len(domains[n]) >= LEAST_DOMAINS]
    # A slice or a cut seen once in a company is a name cut short by chance; a convention shows twice.
    kept_names = [
        n
        for n in common
        if not (Pattern(n).cut or any(e.length for e in Pattern(n).elements))
        or sum(seen >= 2 for seen in domains[n].values()) >= LEAST_DOMAINS
    ]
    return sorted(kept_names, key=lambda n: (-number[n], n))[:_MAX_PATTERNS]


def _count_initials_and_numbers(kept: Sequence[tuple[Person, tuple[Spelled, ...]]], document: dict[str, Any]) -> None:
    """Frequencies of middle initials (from names that show one) and of trailing numbers (from addresses)."""
    initials: Counter[str] = Counter({c: 1 for c in _LETTERS})
    for _, spelled in kept:
        letter = next((s.form.m[:1] for s in spelled if s.form.m), "")
        if letter in initials:
            initials[letter] += 1
    whole = sum(initials.values())
    document["initials"] = {c: round(n / whole, 5) for c, n in sorted(initials.items(), key=lambda i: -i[1])}
    numbers = [
        (p.local[len(p.local.rstrip("0123456789")) :], p.domain.name)
        for p, _ in kept
        if p.local[-1:].isdigit() and not p.local.isdigit()
    ]
    common = common_words(numbers)
    total = max(len(numbers), 1)
    lengths = Counter(len(n) for n, _ in numbers if n not in common)
    document["numbers"] = {n: round(c / total, 5) for n, c in sorted(common.items(), key=lambda i: (-i[1], i[0]))}
    for length in range(1, 7):
        document["numbers"][f"#{length}"] = round((lengths[length] + 0.5) / (total + 3) / 10**length, 9)


def _features(people: Mapping[str, Person], domains: Sequence[str]) -> tuple[np.ndarray[Any, Any], list[str]]:
    """One row a domain: the intercept, then every feature shared by at least eight domains."""
    each = [domain_features(people[d].domain) for d in domains]
    number = Counter(f for fs in each for f in fs)
    names = sorted(f for f, n in number.items() if n >= 8)
    index = {f: i + 1 for i, f in enumerate(names)}
    matrix = np.zeros((len(domains), len(names) + 1))
    matrix[:, 0] = 1
    for i, fs in enumerate(each):
        for f in fs:
            if f in index:
                matrix[i, index[f]] = 1
    return matrix, names


def _simplicity(name: str) -> float:
    """Where to start from: plain patterns before contrived ones, or ambiguous addresses drift to the contrived."""
    pattern = Pattern(name)
    weight = 0.03 if pattern.cut else 1.0
    for element in pattern.elements:
        if element.length:
            weight *= 0.03
        elif not element.field:
            weight *= 0.5 if len(element.text) == 1 and not element.text.isalnum() else 0.03
        elif element.field in ("m", "middle", "n"):
            weight *= 0.2
    fields = "".join(f[0] for f in pattern.fields)
    return weight * (0.3 if "l" in fields and "f" in fields and fields.index("l") < fields.index("f") else 1.0)


def _start_habits(names: Sequence[tuple[Spelled, ...]]) -> dict[str, dict[str, float]]:
    """Where to start from: the answer that the spelling lists first, which is the plain one."""
    habits: dict[str, dict[str, float]] = defaultdict(dict)
    for spelled in names:
        for item in spelled:
            for choice in item.choices:
                question, _, answer = choice.partition("=")
                answers = habits[question]
                if answer not in answers:
                    answers[answer] = 0.2 if answers else 2.0
    for question, answers in habits.items():
        if question.startswith("order"):
            answers["fg"] = _START_FAMILY_FIRST[int(question[-1])] * answers["gf"]
    return dict(habits)


# Odds of "family name first" to start from, by how far the words themselves say so (`names._order_class`).
_START_FAMILY_FIRST = (0.003, 0.02, 0.02, 0.2, 1.0)


class _Belief:
    """What the fit currently believes of one domain, besides its counts."""

    __slots__ = ("answers", "asked", "counts", "mean", "seen")

    def __init__(self, mean: Mapping[str, float], seen: float) -> None:
        self.mean = mean
        """Share of each pattern owed to the prior."""
        self.seen = seen
        """Share each counted address adds to its pattern."""
        self.counts: dict[str, float] = defaultdict(float)
        self.answers: dict[str, float] = defaultdict(float)
        self.asked: dict[str, float] = defaultdict(float)


def _sweep(
    learned: Sequence[tuple[str, Signature]],
    assigned: list[int],
    beliefs: Mapping[str, _Belief],
    habits: Mapping[str, Mapping[str, float]],
    rng: random.Random,
) -> None:
    """Draw an explanation for every address given all others at its domain (collapsed Gibbs sampling), in place.

    Drawn, not shared out: shares would make companies look more alike than they are, and the prior too sure.
    """
    pseudo = {f"{q}={a}": (v, sum(answers.values())) for q, answers in habits.items() for a, v in answers.items()}
    for i, (where, explanations) in enumerate(learned):
        belief = beliefs[where]
        counts, answers, asked = belief.counts, belief.answers, belief.asked
        if assigned[i] >= 0:
            old = explanations[assigned[i]]
            counts[old.pattern] -= 1
            for choice in old.choices:
                answers[choice] -= 1
                asked[choice.partition("=")[0]] -= 1
        weights = []
        for pattern, choices, cost in explanations:
            weight = belief.mean.get(pattern, 1e-6) + belief.seen * counts[pattern]
            for choice in choices:
                value, total = pseudo.get(choice, (1e-3, 1.0))
                weight *= (value + answers[choice]) / (total + asked[choice.partition("=")[0]])
            weights.append(weight * exp(-cost / 10))
        drawn = rng.choices(range(len(weights)), weights)[0] if len(weights) > 1 else 0
        assigned[i] = drawn
        new = explanations[drawn]
        counts[new.pattern] += 1
        for choice in new.choices:
            answers[choice] += 1
            asked[choice.partition("=")[0]] += 1


def _fit_habits(
    answers: Sequence[Mapping[str, float]], known: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """A Dirichlet for each question, by Minka's fixed point over the domains that were asked it."""
    rows: dict[str, list[dict[str, float]]] = defaultdict(list)
    for domain_answers in answers:
        grouped: dict[str, dict[str, float]] = defaultdict(dict)
        for choice, n in domain_answers.items():
            question, _, answer = choice.partition("=")
            grouped[question][answer] = n
        for question, row in grouped.items():
            rows[question].append(row)
    habits = {}
    for question in sorted(known):
        each = rows[question] or [{}]
        names = sorted(known[question])
        n = np.array([[row.get(a, 0.0) for a in names] for row in each])
        total = n.sum(axis=1)
        alpha = 2.0 * (n.sum(axis=0) + 0.5) / (n.sum() + 0.5 * len(names))
        for _ in range(60):
            gain = (digamma(n + alpha) - digamma(alpha)).sum(axis=0)
            loss = (digamma(total + alpha.sum()) - digamma(alpha.sum())).sum()
            alpha = np.maximum((alpha * gain + 0.05 / len(names)) / (loss + 0.025), 1e-3)
            alpha *= min(1.0, 100 / alpha.sum())
        habits[question] = {a: round(float(v), 4) for a, v in zip(names, alpha, strict=True)}
    return habits


def _counts(drawn: Sequence[Mapping[str, float]], unexplained: Sequence[int], index: Mapping[str, int]) -> list[dict[int, float]]:
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


def _base(counts: Sequence[Mapping[int, float]], size: int) -> np.ndarray[Any, Any]:
    """How often each category occurs, every domain counting alike."""
    base = np.full(size + 2, 1e-5)
    for row in counts:
        total = sum(row.values())
        for j, n in row.items():
            base[j] += n / total
    return base / base.sum()


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
                "alpha": {str(i): float(f"{alpha[i]:.4g}") for i in np.argsort(-alpha[:size]) if alpha[i] >= 2e-5 * whole},
                "none": float(f"{alpha[size + 1]:.4g}"),
                "new": float(f"{alpha[size]:.4g}"),
            }
        )
    return packed
