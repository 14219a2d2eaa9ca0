"""What else is promised, judged with the same folds: bounces, siblings, and the risk of reaching somebody else.

- *bounced*: with three pairs, where the first candidate was wrong and the true address is among the others: is the
  next answer right, and would it be if the bounce had taught nothing?
- *siblings*: with nothing known of the domain and three pairs at one related domain, beside nothing at all and three
  pairs of the domain's own.
- *risk*: how often the first candidate is wrong and somebody else's in the corpus, beside the risk told for as many
  people as the corpus shows there.

Every domain counts alike. Start reading at `ask_outcomes`.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from benchmarks.markdown import table
from benchmarks.protocol import LEAST_PEOPLE, Question, questions
from emailguess import Guesser
from emailguess.addresses.related import kinship, registered_name
from emailguess.errors import EmailGuessError
from emailguess.fit import Person
from emailguess.model.collisions import name_words
from emailguess.results import Guess

__all__ = ["Outcomes", "ask_outcomes", "markdown", "summary"]

_LIMIT = 1_000
_SIBLING_TARGETS = 6
_KNOWN = 3
# Bounds of the risk's bins; most risks are small.
_RISKS = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 1.0)
LEAST_ANSWERS = 5


class Bounced(NamedTuple):
    """One question asked again after its first candidate bounced."""

    domain: str
    learned: bool
    """The next answer is right."""
    ignored: bool
    """The second candidate of the answer before was right."""


class Sibling(NamedTuple):
    """One question with three kinds of evidence; each True where the first candidate is right."""

    domain: str
    kinship: str
    nothing: bool
    sibling: bool
    own: bool


class Risk(NamedTuple):
    """The first candidate of one answer."""

    domain: str
    told: float
    """Risk of misdelivery, as told."""
    reached: bool
    """It is wrong and somebody else's."""


class Outcomes(NamedTuple):
    """Judged outcomes; they add."""

    bounced: list[Bounced]
    siblings: list[Sibling]
    risks: list[Risk]

    def extend(self, other: Outcomes) -> None:
        """Take in another fold's."""
        for mine, theirs in zip(self, other, strict=True):
            mine.extend(theirs)  # type: ignore[arg-type]


def ask_outcomes(guesser: Guesser, people: Sequence[Person], *, targets_per_domain: int) -> Outcomes:
    """Ask all of it about people no one fitted on."""
    asked = list(questions(people, "pairs", _KNOWN, targets_per_domain=targets_per_domain))
    return Outcomes(
        list(_bounced(guesser, asked)), list(_siblings(guesser, people)), list(_risks(guesser, asked, people))
    )


def _guess(guesser: Guesser, person: Person, known: Sequence[tuple[str, str]], **more: Any) -> Guess | None:
    try:
        return guesser.guess(person.name, person.domain.name, known=known, limit=_LIMIT, **more)
    except EmailGuessError:
        return None


def _bounced(guesser: Guesser, asked: Iterable[Question]) -> Iterator[Bounced]:
    for question in asked:
        before = _guess(guesser, question.target, question.known)
        truth = question.address
        if before is None or before.best is None or before.best.address == truth:
            continue
        if truth not in {c.address for c in before}:
            continue
        after = _guess(guesser, question.target, question.known, bounced=[before.best.address])
        best = after.best.address if after is not None and after.best is not None else ""
        yield Bounced(question.target.domain.name, best == truth, before.candidates[1].address == truth)


def _siblings(guesser: Guesser, people: Sequence[Person]) -> Iterator[Sibling]:
    at: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(people, key=lambda p: (p.domain.name, p.local, p.name)):
        at[person.domain.name].append(person)
    named: dict[str, list[str]] = defaultdict(list)
    for host, group in at.items():
        if len(group) >= LEAST_PEOPLE:
            named[registered_name(host)].append(host)
    for hosts in named.values():
        for host in hosts:
            rng = random.Random(f"{host}/siblings")  # noqa: S311 -- a reproducible draw, not a secret
            related = {other: kinship(at[host][0].domain, at[other][0].domain) for other in hosts if other != host}
            kin = sorted(other for other, relation in related.items() if relation)
            for target in rng.sample(at[host], min(_SIBLING_TARGETS, len(at[host]))) if kin else ():
                other = rng.choice(kin)
                there, here = _others(target, at[other]), _others(target, at[host])
                if min(len(there), len(here)) < _KNOWN:
                    continue
                right = [
                    _is_right(guesser, target, known)
                    for known in ([], rng.sample(there, _KNOWN), rng.sample(here, _KNOWN))
                ]
                yield Sibling(host, str(related[other]), *right)


def _others(target: Person, group: Iterable[Person]) -> list[tuple[str, str]]:
    return [(p.name, f"{p.local}@{p.domain.name}") for p in group if p.local != target.local and p.name != target.name]


def _is_right(guesser: Guesser, target: Person, known: Sequence[tuple[str, str]]) -> bool:
    answer = _guess(guesser, target, known)
    return bool(answer and answer.best and answer.best.address == f"{target.local}@{target.domain.name}")


def _risks(guesser: Guesser, asked: Iterable[Question], people: Sequence[Person]) -> Iterator[Risk]:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in people:
        holders[person.domain.name, person.local.partition("+")[0]].add(name_words(person.name))
    shown = Counter(p.domain.name for p in people)
    for question in asked:
        host = question.target.domain.name
        answer = _guess(guesser, question.target, question.known, headcount=shown[host])
        if answer is not None and answer.best is not None:
            local = answer.best.address.rpartition("@")[0]
            # Somebody who has two addresses is not somebody else.
            others = holders.get((host, local), set())
            wrong = answer.best.address != question.address
            reached = wrong and bool(others) and name_words(question.target.name) not in others
            yield Risk(host, answer.misdelivery_risk(), reached)


def summary(outcomes: Outcomes) -> dict[str, Any]:
    """All figures, as plain JSON values."""
    result: dict[str, Any] = {}
    if outcomes.bounced:
        result["bounced"] = {
            "questions": len(outcomes.bounced),
            "learned": _share(outcomes.bounced, lambda b: b.learned),
            "ignored": _share(outcomes.bounced, lambda b: b.ignored),
        }
    for kind in ("all", *sorted({s.kinship for s in outcomes.siblings})):
        rows = [s for s in outcomes.siblings if kind in ("all", s.kinship)]
        if len({s.domain for s in rows}) >= LEAST_ANSWERS:
            result.setdefault("siblings", {})[kind] = {
                "questions": len(rows),
                "domains": len({s.domain for s in rows}),
                "nothing": _share(rows, lambda s: s.nothing),
                "sibling": _share(rows, lambda s: s.sibling),
                "own": _share(rows, lambda s: s.own),
            }
    if outcomes.risks:
        result["risk"] = _risk_table(outcomes.risks)
    return result


def _share(rows: Sequence[Any], right: Callable[[Any], float]) -> float:
    number = Counter(r.domain for r in rows)
    return round(sum(right(r) / number[r.domain] for r in rows) / len(number), 4)


def _risk_table(risks: Sequence[Risk]) -> dict[str, Any]:
    number = Counter(r.domain for r in risks)
    bins = []
    error = 0.0
    for low, high in pairwise(_RISKS):
        rows = [r for r in risks if low <= r.told < high or (high == 1.0 and r.told == 1.0)]
        weights = [1 / (number[r.domain] * len(number)) for r in rows]
        weight = sum(weights)
        if not weight:
            continue
        told = sum(w * r.told for w, r in zip(weights, rows, strict=True)) / weight
        reached = sum(w * r.reached for w, r in zip(weights, rows, strict=True)) / weight
        error += weight * abs(told - reached)
        if len(rows) >= LEAST_ANSWERS:
            bins.append(
                {"from": low, "to": high, "answers": len(rows), "told": round(told, 4), "reached": round(reached, 4)}
            )
    return {
        "questions": len(risks),
        "told": _share(risks, lambda r: r.told),
        "reached": _share(risks, lambda r: r.reached),
        "ece": round(error, 4),
        "bins": bins,
    }


def markdown(result: dict[str, Any]) -> list[str]:
    """The figures for people, as paragraphs."""
    parts = []
    if bounced := result.get("bounced"):
        parts += [
            "## After a bounce",
            f"Three pairs known, the first candidate bounced, the true address among the others "
            f"({bounced['questions']:,} questions): the next answer is right in {bounced['learned']:.3f}; without the "
            f"bounce's lesson it would be in {bounced['ignored']:.3f}.",
        ]
    if siblings := result.get("siblings"):
        rows = [
            [
                kind,
                f"{row['questions']:,}",
                str(row["domains"]),
                *(f"{row[c]:.3f}" for c in ("nothing", "sibling", "own")),
            ]
            for kind, row in siblings.items()
        ]
        parts += [
            "## Siblings",
            "Top-1 with nothing known of the domain, with three pairs at a related domain, and with three of its own.",
            table(("kinship", "questions", "domains", "nothing", "3 at a sibling", "3 of its own"), rows),
        ]
    if risk := result.get("risk"):
        rows = [
            [f"{b['from']:g} to {b['to']:g}", f"{b['answers']:,}", f"{b['told']:.4f}", f"{b['reached']:.4f}"]
            for b in risk["bins"]
        ]
        parts += [
            "## Risk of reaching somebody else",
            f"Told {risk['told']:.4f} on average, reached {risk['reached']:.4f}, as far as the corpus shows; ECE "
            f"{risk['ece']:.4f}.",
            table(("risk told", "answers", "told", "reached"), rows),
        ]
    return parts
