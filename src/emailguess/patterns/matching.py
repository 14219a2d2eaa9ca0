"""Explanations: every pattern and spelling under which a name gives a local part.

The search runs in the pattern language itself, so affixes and slices nobody listed are found; it does not judge
how common an explanation is (`ranking` does, with the prior).

Start reading at `explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from emailguess.names.questions import choice_of, question_of
from emailguess.names.spelling import Spelled
from emailguess.patterns.index import Stock
from emailguess.patterns.language import parsed
from emailguess.patterns.literals import Found, with_glued_letter, with_literal
from emailguess.patterns.search import Search

__all__ = ["ASSUMED", "Match", "Stock", "Way", "explain", "open_questions", "ways"]

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
    return tuple([Match(*way) for way in ways(list(names), local, stock)])


Way: TypeAlias = tuple[str, tuple[str, ...], int]
"""What a `Match` holds; bare, because far more are made than kept."""


def ways(spelled: Sequence[Spelled], local: str, stock: Stock) -> tuple[Way, ...]:
    """As `explain`, with plain tuples. Results are kept by what the parses found, which many names share."""
    plans, parsed_all = _plans(spelled, local, stock)
    answers = {choice for _, choices in spelled for choice in choices}
    if not parsed_all:
        return tuple(_merged(plans, spelled, answers))
    key: tuple[object, ...] = tuple([(id(p), tuple([spelled[at].choices for at in places])) for p, places in plans])
    if len(plans) > 1 or len(plans[0][1]) > 1:
        # Which spellings are alike in a field, and what else the name might have been asked.
        fields: dict[str, int] = {}
        alike = [fields.setdefault(v, len(fields)) for _, places in plans for i in places for v in spelled[i].form]
        key = (*key, tuple(alike), frozenset(answers))
    kept = stock.ways.get(key)
    if kept is not None:
        return kept[0]
    found = tuple(_merged(plans, spelled, answers))
    stock.keep_ways(key, found, plans)  # as long as the plans are held, nothing else has their identity
    return found


def _merged(plans: _Plans, spelled: Sequence[Spelled], answers: set[str]) -> list[Way]:
    """The ways that plans allow, the plainest first."""
    names = [pattern for plan, _ in plans for pattern, _ in plan]
    if all(len(places) == 1 for _, places in plans) and len(set(names)) == len(names):  # nothing is said twice
        single = [(pattern, spelled[at].choices, cost) for plan, (at, *_) in plans for pattern, cost in plan]
        return sorted(single, key=_is_assumed)[:_MAX_EXPLANATIONS]
    holders: dict[str, tuple[tuple[int, int], ...]] = {}
    for i, (plan, _) in enumerate(plans):
        for pattern, cost in plan:
            holders[pattern] = (*holders.get(pattern, ()), (i, cost))
    merged: dict[object, list[tuple[int, tuple[tuple[str, ...], int]]]] = {}
    # Readings and spellings come plainest first and so do the patterns found for them; every pattern's plainest way
    # goes before any other's second one, so that the limit drops no pattern while it can drop a spelling.
    ranked: list[tuple[bool, int, Way]] = []
    for pattern, held in holders.items():
        # Patterns that use the same fields, for the same spellings, leave the same questions open.
        key = _fields_of(pattern), held
        if key not in merged:
            each = sorted([(place, cost) for i, cost in held for place in plans[i][1]])
            merged[key] = list(enumerate(_merge(pattern, [(spelled[place], cost) for place, cost in each], answers)))
        ranked += [(cost >= ASSUMED, rank, (pattern, choices, cost)) for rank, (choices, cost) in merged[key]]
    ranked.sort(key=_by_rank)
    return [way for _, _, way in ranked[:_MAX_EXPLANATIONS]]


def _is_assumed(way: Way) -> bool:
    return way[2] >= ASSUMED


def _by_rank(item: tuple[bool, int, Way]) -> tuple[bool, int]:
    return item[:2]


_Plans = list[tuple[Sequence[tuple[str, int]], list[int]]]
"""Patterns with their costs, and the places of the spellings that have just these."""


def _plans(spelled: Sequence[Spelled], local: str, stock: Stock) -> tuple[_Plans, bool]:
    """The patterns of every spelling, those with the same ones together; and whether they are just what parses found.

    Literal text is sought where fields, separators and a number leave something unexplained.
    """
    search = Search(local, stock)
    found: dict[int, tuple[Sequence[tuple[str, int]], list[int]]] = {}
    number = 0
    parsed_all = True
    for place, (form, _) in enumerate(spelled):
        plan, sure = search.patterns(form)
        if plan:
            found.setdefault(id(plan), (plan, []))[1].append(place)
            parsed_all = parsed_all and sure
            number += len(plan)
            if number > _MAX_WAYS:
                break
    plans = list(found.values())
    if not plans:
        return _literal(with_literal, spelled, local), False
    if all(cost >= ASSUMED for plan, _ in plans for _, cost in plan):
        return plans + _literal(with_glued_letter, spelled, local), False
    return plans, parsed_all


def _literal(search: Callable[[list[Spelled], str, Found], None], spelled: Sequence[Spelled], local: str) -> _Plans:
    found: Found = {}
    search(list(spelled), local, found)
    return [([(pattern, cost)], [spelled.index(name)]) for pattern, each in found.items() for name, cost in each]


@lru_cache(maxsize=4096)
def _fields_of(pattern: str) -> tuple[str, ...]:
    return tuple(sorted(parsed(pattern).fields))


def _merge(pattern: str, each: Sequence[tuple[Spelled, int]], answers: set[str]) -> list[tuple[tuple[str, ...], int]]:
    """Drop the questions that this address leaves open: `jdoe` does not show whether Jane is called Janie there."""
    if len(each) == 1:
        (_, choices), cost = each[0]
        return [(choices, cost)]
    values = parsed(pattern).values
    groups: dict[object, list[tuple[tuple[str, ...], int]]] = {}
    for (form, choices), cost in each:
        groups.setdefault(values(form), []).append((choices, cost))
    merged: dict[tuple[str, ...], int] = {}
    for group in groups.values():
        unasked = open_questions([choices for choices, _ in group], answers) if len(group) > 1 else set()
        for choices, cost in group:
            kept = tuple([c for c in choices if question_of(c) not in unasked]) if unasked else choices
            merged[kept] = min(cost, merged.get(kept, cost))
    return list(merged.items())


def open_questions(ways: list[tuple[str, ...]], answers: set[str]) -> set[str]:
    """Questions to which every answer this name allows gives the same text.

    Nearly every is enough where short names are asked for: those that begin with another letter are few.
    """
    first = set(ways[0])
    seen = {choice for choices in ways for choice in choices}
    questions = {question_of(choice) for choice in seen - first}
    return {q for q in questions if q in _SHORT_NAMES and choice_of(q, "asis") in seen} | {
        q for q in questions if all(a in seen for a in answers if question_of(a) == q)
    }


_SHORT_NAMES = frozenset({"nick", "formal"})
