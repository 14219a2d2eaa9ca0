"""Explanations: every pattern and spelling under which a name gives a local part.

The search runs in the pattern language itself, so affixes and slices nobody listed are found; it does not judge
how common an explanation is (`ranking` does, with the prior).

Start reading at `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from emailguess.names.questions import question_of
from emailguess.names.spelling import Spelled
from emailguess.patterns.index import Stock, parsed
from emailguess.patterns.literals import Found, with_glued_letter, with_literal
from emailguess.patterns.search import Search

__all__ = ["ASSUMED", "Match", "Stock", "explain", "open_questions", "parsed"]

# Ways that one search may find; only contrived names (`Aaaa Aaaa Aaaa`) have more.
_MAX_WAYS = 800
# Enough for every pattern that a short local part such as `jdoe` fits; what falls off are rarer spellings.
_MAX_EXPLANATIONS = 64
ASSUMED = 20
"""From here on a cost stands for letters or digits nobody told us."""


class Match(NamedTuple):
    """One way a name gives a local part."""

    pattern: str
    choices: tuple[str, ...] = ()
    """Answers to the spelling questions the name raised."""
    cost: int = 0
    """Tenths of −ln of the chance that pattern and spelling give just this text; 0 means they always do."""


def explain(names: Iterable[Spelled], local: str, stock: Stock) -> tuple[Match, ...]:
    """Find all explanations of a lower-case local part; empty if there is none.

    Literal text is tried only where fields, separators and a trailing number leave something unexplained.
    """
    spelled = list(names)
    found: Found = {}
    search = Search(local, stock)
    ways = 0
    for name in spelled:
        for pattern, cost in search.patterns(name.form):
            found.setdefault(pattern, []).append((name, cost))
            ways += 1
        if ways > _MAX_WAYS:
            break
    if not found:
        with_literal(spelled, local, found)
    elif all(cost >= ASSUMED for each in found.values() for _, cost in each):
        with_glued_letter(spelled, local, found)
    answers = {choice for name in spelled for choice in name.choices}
    # Readings and spellings come plainest first and so do the patterns found for them; every pattern's plainest way
    # goes before any other's second one, so that the limit drops no pattern while it can drop a spelling.
    ranked = [(rank, e) for pattern, each in found.items() for rank, e in enumerate(_merge(pattern, each, answers))]
    ranked.sort(key=lambda item: (item[1].cost >= ASSUMED, item[0]))
    return tuple([e for _, e in ranked[:_MAX_EXPLANATIONS]])


def _merge(pattern: str, ways: list[tuple[Spelled, int]], answers: set[str]) -> Iterable[Match]:
    """Drop questions this address leaves open: `jdoe` does not tell whether Jane is called Janie there."""
    if len(ways) == 1:
        (_, choices), cost = ways[0]
        return (Match(pattern, choices, cost),)
    values = parsed(pattern).values
    groups: dict[object, list[tuple[tuple[str, ...], int]]] = {}
    for (form, choices), cost in ways:
        groups.setdefault(values(form), []).append((choices, cost))
    merged: dict[tuple[str, ...], int] = {}
    for group in groups.values():
        unasked = open_questions([choices for choices, _ in group], answers) if len(group) > 1 else set()
        for choices, cost in group:
            kept = tuple(c for c in choices if question_of(c) not in unasked)
            merged[kept] = min(cost, merged.get(kept, cost))
    return [Match(pattern, choices, cost) for choices, cost in merged.items()]


def open_questions(ways: list[tuple[str, ...]], answers: set[str]) -> set[str]:
    """Questions to which every answer this name allows gives the same text.

    Nearly every is enough where short names are asked for: those that begin with another letter are few.
    """
    first = set(ways[0])
    seen = {choice for choices in ways for choice in choices}
    questions = {question_of(choice) for choice in seen - first}
    return {
        q
        for q in questions
        if (q in _SHORT_NAMES and f"{q}=asis" in seen) or all(a in seen for a in answers if question_of(a) == q)
    }


_SHORT_NAMES = frozenset({"nick", "formal"})
