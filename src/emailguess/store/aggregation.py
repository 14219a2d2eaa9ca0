"""What of a domain's counts may leave a store: patterns and spelling answers, by groups of people.

What a store counts are signatures: everything one address can mean. That of a bare address is a vector of costs, and at
a company of three hundred nearly everybody's is unique; who has a staff list finds the person. So an export holds no
signature. For each domain it says of how many people a pattern, or an answer to a question of spelling, holds:

- a cell stands for at least `minimum` people, and smaller ones are left out;
- its number is rounded to a multiple of `minimum`;
- patterns and answers are told apart, not who has both;
- a domain has one date, the mean of its evidence by quarters of a year, and one weight.

With a minimum of one nothing is disguised: that is for moving one's own store, not for others.

The result is written as counts again, of invented people who have these patterns and answers, so that whoever merges it
needs nothing new. Doing it twice changes nothing.

Start reading at `published`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import exp
from typing import NamedTuple

from emailguess.evidence.counts import FULL, NO_MONTH, Counts, Dating, Kind, Seen, Signature
from emailguess.names.questions import answer_of, question_of
from emailguess.patterns.matching import Match

__all__ = ["MIN_PEOPLE", "NOTHING_EXPECTED", "Expected", "published"]

MIN_PEOPLE = 5
"""The usual smallest group: statistical offices publish no cell of fewer than three to ten people, most of them five
(the threshold rule; Hundepool and others, Statistical Disclosure Control, 2012, chapter 4)."""
_MOST_ROUNDS = 50
_QUARTER = 3
# What nobody expects: patterns that the prior does not list have about this share (`model.posterior`).
_RARE = 1e-3
# As many answers as one explanation may hold (`signatures`).
_MOST_QUESTIONS = 24


def _nobody(key: str, domain: str) -> bool:
    return False


class Expected(NamedTuple):
    """What companies in general do: it decides which of several explanations an address counts for."""

    patterns: Mapping[str, float] = {}
    """Share of people by pattern."""
    habits: Mapping[str, float] = {}
    """Share of each answer to its question, as `question=answer`."""
    persons: Callable[[str, str], bool] = _nobody
    """Which companies' keys, with their domain, may be names of people; those are not told of."""


NOTHING_EXPECTED = Expected()


def published(counts: Mapping[Seen, int], minimum: int, latest: int, expected: Expected = NOTHING_EXPECTED) -> Counts:
    """What may be told of one domain's counts; nothing of evidence dated after `latest` stays in the future.

    >>> seen = Seen((Match("{first}.{last}"), Match("{first}.{last}|9", (), 2)), month=24310)
    >>> dict(published({seen: 4}, 5, 24320)), list(published({seen: 11}, 5, 24320).values())
    ({}, [10])
    """
    if minimum == 1:
        return _undisguised(counts, latest)
    support: dict[Signature, int] = {}
    denied: dict[Signature, int] = {}
    people: dict[Seen, int] = {}
    for seen, number in counts.items():
        if seen.kind == "bounce":
            if seen.signature:
                denied[seen.signature] = denied.get(seen.signature, 0) + number
            continue
        support[seen.signature] = support.get(seen.signature, 0) + number
        people[seen] = number
    patterns, answers = _shared_out(support, expected)
    cells = {p: n for p, n in _rounded(patterns, minimum) if n}
    if not cells:
        return Counts()
    kind, month, tenths, dating = _circumstances(people, latest)
    found = {
        Seen((Match(pattern, choices),) if pattern else (), kind, month, tenths, dating): number
        for (pattern, choices), number in _invented(cells, dict(_rounded(answers, minimum))).items()
    }
    failed, _ = _shared_out(denied, expected, cells)
    for pattern, number in _rounded(failed, minimum):
        if number and pattern:
            found[Seen((Match(pattern),), "bounce", month, FULL, dating)] = number
    return Counts(found)


def _undisguised(counts: Mapping[Seen, int], latest: int) -> Counts:
    """All of it, for one's own other store; evidence of a wrong clock is of today."""
    told: dict[Seen, int] = {}
    for seen, number in counts.items():
        kept = seen._replace(month=min(seen.month, latest))
        told[kept] = told.get(kept, 0) + number
    return Counts(told)


def _rounded(cells: Mapping[str, float], minimum: int) -> Iterable[tuple[str, int]]:
    """Multiples of the minimum; 0 for what fewer people share.

    Nobody adds more than one to a cell, so that one of 4.6 is of five people or more.
    """
    for name in sorted(cells):
        size = round(cells[name], 3)
        yield name, max(1, int(size / minimum + 0.5)) * minimum if size > minimum - 0.5 else 0


def _shared_out(
    counts: Mapping[Signature, int], expected: Expected, known: Mapping[str, float] | None = None
) -> tuple[dict[str, float], dict[str, float]]:
    """Share each signature out among its explanations (EM), until the shares stay; how many people each gets.

    Shares start from what companies in general do: of two explanations that always go together nothing else can tell.
    With `known` patterns the shares are theirs.
    """
    rows = sorted(counts.items())
    usual = {e.pattern: expected.patterns.get(e.pattern, _RARE) for signature, _ in rows for e in signature}
    weights = {pattern: weight + (known or {}).get(pattern, 0.0) for pattern, weight in usual.items()}
    habits: Mapping[str, float] = expected.habits
    patterns: dict[str, float] = {}
    answers: dict[str, float] = {}
    for _ in range(_MOST_ROUNDS):
        before, patterns, answers = patterns, {}, {}
        for signature, number in rows:
            if not signature:
                patterns[""] = patterns.get("", 0.0) + number
                continue
            scores = [_score(e, weights, habits) for e in signature]
            whole = sum(scores)
            for explanation, score in zip(signature, scores, strict=True):
                part = number * score / whole
                patterns[explanation.pattern] = patterns.get(explanation.pattern, 0.0) + part
                for choice in explanation.choices:
                    answers[choice] = answers.get(choice, 0.0) + part
        if known is not None or all(abs(patterns[p] - before.get(p, 0.0)) < 1e-4 for p in patterns):
            break
        weights = {pattern: weight + patterns.get(pattern, 0.0) for pattern, weight in usual.items()}
        habits = _habits(answers, expected.habits)
    return patterns, answers


def _score(explanation: Match, weights: Mapping[str, float], habits: Mapping[str, float]) -> float:
    score = weights[explanation.pattern] * exp(-explanation.cost / 10)
    for choice in explanation.choices:
        score *= habits.get(choice, _RARE)
    return score


def _habits(answers: Mapping[str, float], usual: Mapping[str, float]) -> dict[str, float]:
    """The share of each answer to its question, with one person more who does as people do in general."""
    totals: dict[str, float] = {}
    for choice, number in answers.items():
        question = question_of(choice)
        totals[question] = totals.get(question, 1.0) + number
    return {c: (number + usual.get(c, _RARE)) / totals[question_of(c)] for c, number in answers.items()}


def _circumstances(people: Mapping[Seen, int], latest: int) -> tuple[Kind, int, int, Dating]:
    """The usual kind, the mean date by quarters, the mean weight of a domain's evidence, and how the date is known.

    The date is that of the people whose dates are known as most are, so that what was told is not mixed with stamps. As
    the middle of a group it is nobody's own, and is not passed off as such.
    """
    kinds: dict[Kind, int] = {}
    datings: dict[Dating, int] = {}
    months: dict[Dating, int] = {}
    tenths = 0
    for seen, number in people.items():
        kinds[seen.kind] = kinds.get(seen.kind, 0) + number
        tenths += seen.tenths * number
        if seen.month != NO_MONTH:
            datings[seen.dating] = datings.get(seen.dating, 0) + number
            months[seen.dating] = months.get(seen.dating, 0) + min(seen.month, latest) * number
    usual = max(sorted(kinds), key=kinds.__getitem__)
    most: Dating = max(sorted(datings), key=datings.__getitem__) if datings else "told"
    month = months[most] // datings[most] // _QUARTER * _QUARTER if datings else NO_MONTH
    return usual, month, max(1, round(tenths / sum(people.values()))), "unknown" if datings else "told"


def _invented(patterns: Mapping[str, int], answers: Mapping[str, int]) -> Mapping[tuple[str, tuple[str, ...]], int]:
    """People who have these patterns and gave these answers, each question's handed out from the first person on."""
    explained = sorted(((p, n) for p, n in patterns.items() if p), key=lambda cell: (-cell[1], cell[0]))
    whole = sum(n for _, n in explained)
    questions: dict[str, list[tuple[str, int]]] = {}
    for choice, number in sorted(answers.items()):
        if number:
            questions.setdefault(question_of(choice), []).append((choice, number))
    asked = sorted(questions.items(), key=lambda item: (-sum(n for _, n in item[1]), item[0]))[:_MOST_QUESTIONS]
    edges = {0, whole}
    spans: list[tuple[int, int, str]] = []
    for pieces in (explained, *(each for _, each in asked)):
        start = 0
        for name, number in pieces:
            end = min(start + number, whole)
            spans.append((start, end, name))
            edges |= {start, end}
            start = end
    found: dict[tuple[str, tuple[str, ...]], int] = {}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        held = [name for first, last, name in spans if first <= start and end <= last]
        (pattern,) = [name for name in held if not answer_of(name)]
        choices = tuple(sorted(filter(answer_of, held)))
        found[pattern, choices] = found.get((pattern, choices), 0) + end - start
    if patterns.get(""):
        found["", ()] = patterns[""]
    return found
