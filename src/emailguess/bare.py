"""Bare addresses: a local part without a name gives explanations weighed by how common names are.

`jsmith` is an initial and a surname because *smith* is a surname and *jsmith* no given name; what stays ambiguous
stays so. Each listed pattern is asked how likely a person unknown to us would give just this text; affixes that
nobody listed are not sought, since without a name there is nothing to hold them against.

Start reading at `explain_bare`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from emailguess.explain import Explanation, Stock
from emailguess.lexicon import Lexicon
from emailguess.patterns import Element, Pattern

__all__ = ["explain_bare"]

# Explanations this much less likely than the best one (in tenths of nats) are dropped, and those beyond so many.
_WORST = 80
_MAX_EXPLANATIONS = 48
# A longer local part has been made of something else than one name.
_LONGEST = 40


class _Shape(NamedTuple):
    """A listed pattern, ready to be asked."""

    name: str
    elements: tuple[Element, ...]
    cut: int
    shorter: str
    """The same pattern without the middle name, for people who have none; empty where it asks for none."""


def explain_bare(local: str, lexicon: Lexicon, stock: Stock) -> tuple[Explanation, ...]:
    """Explain a local part of an unknown person; the empty pattern stands for "no pattern"."""
    chances: dict[str, float] = {"": lexicon.handles.chance(local)}
    if len(local) <= _LONGEST:
        asked = _Question(local, lexicon, stock)
        for shape in _possible(local, stock):
            chance = asked.chance(shape)
            if chance > 0:
                chances[shape.name] = chance
    best = max(chances.values())
    costs = {name: round(10 * log(best / chance)) for name, chance in chances.items()}
    kept = sorted((cost, len(name), name) for name, cost in costs.items() if cost <= _WORST)
    return tuple(sorted(Explanation(name, (), cost) for cost, _, name in kept[:_MAX_EXPLANATIONS]))


class _Question:
    """How likely each pattern gives one local part for a person unknown to us."""

    def __init__(self, local: str, lexicon: Lexicon, stock: Stock) -> None:
        self.local = local
        self.given = lexicon.given_names
        self.family = lexicon.family_names
        self.stock = stock
        self.middle = 1 - exp(-stock.elided_cost / 10)
        """Probability that a person has a middle name, as far as patterns can tell."""

    def chance(self, shape: _Shape) -> float:
        """Probability of just this text under a pattern."""
        size = len(self.local)
        if shape.cut and size > shape.cut:
            return 0.0
        found = self._from(shape.elements, 0, 0, bool(shape.cut) and size == shape.cut)
        if shape.shorter:
            found += (1 - self.middle) * self.chance(_shape(shape.shorter))
        return found

    def _from(self, elements: Sequence[Element], i: int, start: int, cut: bool) -> float:
        """Probability that the elements from the i-th on give the rest of the text; cut, the text may end early."""
        local = self.local
        if start == len(local):
            return 1.0 if cut or i == len(elements) else 0.0
        if i == len(elements):
            return 0.0
        element = elements[i]
        field, length, text = element
        if not field:
            if local.startswith(text, start):
                return self._from(elements, i + 1, start + len(text), cut)
            return 1.0 if cut and text.startswith(local[start:]) else 0.0
        if field == "n":
            return self._number(elements, i, start, cut)
        if len(field) == 1:
            return self._piece(field, local[start], False, True) * self._from(elements, i + 1, start + 1, cut)
        longest = min(length or _LONGEST, len(local) - start)
        rest = i + 1 == len(elements)
        total = 0.0
        if cut and start + longest == len(local):  # the field itself may have been cut
            total = self._piece(field, local[start:], False, True)
            longest -= 1
            if rest:
                return total
        follows = "" if rest else elements[i + 1].text
        for end in range(len(local) if rest else start + 1, start + longest + 1):
            if not follows or local.startswith(follows, end):
                after = 1.0 if rest else self._from(elements, i + 1, end, cut)
                if after:
                    sliced = end - start == length
                    total += after * self._piece(field, local[start:end], not sliced, sliced)
        return total

    def _piece(self, field: str, piece: str, whole: bool, sliced: bool) -> float:
        """Probability that a field is just this, or, sliced, that it starts with this."""
        if field in ("first", "f"):
            return self.given.share(piece) if whole else self.given.starting(piece)
        if field in ("last", "l"):
            return self.family.share(piece) if whole else self.family.starting(piece)
        if field == "m":
            cost = self.stock.initial_cost.get(piece)  # it counts those who have no middle name
            return exp(-cost / 10) if cost is not None else 0.0
        # A middle name is a second given name as often as a first surname.
        return self.middle * (self._piece("first", piece, whole, sliced) + self._piece("last", piece, whole, sliced)) / 2

    def _number(self, elements: Sequence[Element], i: int, start: int, cut: bool) -> float:
        end = start
        while end < len(self.local) and self.local[end].isdigit():
            end += 1
        number = self.local[start:end]
        cost = self.stock.number_cost.get(number, self.stock.number_cost.get(f"#{len(number)}"))
        if not number or cost is None:
            return 0.0
        return exp(-cost / 10) * self._from(elements, i + 1, end, cut)


@lru_cache(maxsize=4096)
def _shape(name: str) -> _Shape:
    pattern = Pattern(name)
    field = next((f for f in pattern.fields if f in ("m", "middle")), "")
    shorter = pattern.without(field) if field else None
    return _Shape(name, pattern.elements, pattern.cut, str(shorter) if shorter is not None else "")


# What of a text tells patterns apart at a glance: its dots, its underscores, whether it has digits.
_Marks = tuple[int, int, bool]


def _marks(text: str) -> _Marks:
    return text.count("."), text.count("_"), any(map(str.isdigit, text))


@lru_cache(maxsize=4)
def _by_marks(stock: Stock) -> dict[_Marks, list[_Shape]]:
    """The listed patterns by the marks of what they can give."""
    found: dict[_Marks, list[_Shape]] = {}
    for name in sorted(stock.names):
        shape = _shape(name)
        each = set()
        for some in [shape, _shape(shape.shorter)] if shape.shorter else [shape]:
            ends = range(len(some.elements) + 1) if shape.cut else [len(some.elements)]
            texts = ["".join(e.text or "0" * (e.field == "n") for e in some.elements[:end]) for end in ends]
            each.update(map(_marks, texts))
        for marks in each:
            found.setdefault(marks, []).append(shape)
    return found


def _possible(local: str, stock: Stock) -> list[_Shape]:
    return _by_marks(stock).get(_marks(local), [])
