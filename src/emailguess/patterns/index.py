"""The prior's patterns, indexed by shape: a parse of a local part finds those that may give it as well.

Start reading at `Stock`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from math import log
from typing import Any, NamedTuple

from emailguess.patterns.language import Pattern

__all__ = ["Piece", "Plan", "Step", "Stock"]

# A parse: pieces of (shape letter or separator, how many letters it took, whether that was the whole field).
Piece = tuple[str, int, bool]
_MAX_FITTING = 4_096
# Parses kept; an entry takes about a kilobyte.
_MAX_PLANS = 2_048
# About three kilobytes each.
_MAX_WAYS = 512


class Step(NamedTuple):
    """A pattern that gives the text, as a parse suggests it."""

    name: str
    cost: int
    pattern: Pattern | None = None
    """Where the letters must still be compared: what to render."""
    told_by_nobody: int = -1
    """Where the text has an initial that nobody told us."""


class Plan(NamedTuple):
    """What a parse found, for every text and name with letters in the same places."""

    sure: list[tuple[str, int]]
    """Patterns that give the text, with their costs."""
    open: list[Step]
    """In their place: steps that must be looked at again, because a field is no plain word or a letter was told by
    nobody."""


# As `matching.Way`.
_Ways = tuple[tuple[str, tuple[str, ...], int], ...]

# Until a prior brings fitted ones: about what the shipped prior holds.
STRANGERS: Mapping[str, float] = {"family": 0.01, "given": 0.02, "other": 0.01}


class Stock:
    """The patterns the prior knows, indexed by shape, so that a parse finds its ambiguous siblings.

    ``jsmith`` fits ``{f}{last}`` and, being short, also ``{f}{last}|8``.
    """

    def __init__(
        self,
        patterns: Iterable[Pattern],
        initials: Mapping[str, float],
        numbers: Mapping[str, float],
        elided: float,
        strangers: Mapping[str, float] | None = None,
    ) -> None:
        self.by_shape: dict[tuple[str, ...], list[Pattern]] = {}
        self.plans: dict[tuple[object, ...], Plan] = {}
        """What parses found, by where the letters of a name stand in a text."""
        self.ways: dict[tuple[object, ...], tuple[_Ways, object]] = {}
        """What `matching` made of plans, by their identity and the answers that go with them; and the plans."""
        self._numbers: dict[object, int] = {}
        self._next_number = count()
        self._fitting: dict[tuple[Piece, ...], list[Pattern]] = {}
        self.elisions: dict[str, list[str]] = {}
        self.names: dict[str, int] = {}
        """The patterns' texts, with their places in the order given (the prior lists the commonest first)."""
        self.initial_cost = {letter: _cost((1 - elided) * p) for letter, p in initials.items()}
        self.number_cost = {number: _cost(p) for number, p in numbers.items()}
        self.elided_cost = _cost(elided)
        self.strangers: Mapping[str, float] = strangers or STRANGERS
        """How often the address beside a name has an owner with another family name, given name, or both (`other`)."""
        for pattern in patterns:
            self.names.setdefault(str(pattern), len(self.names))
            if pattern.shortens:
                shape = _shape(pattern)
                for end in range(1, len(shape) + 1):
                    if end == len(shape) or pattern.cut:
                        self.by_shape.setdefault(shape[:end], []).append(pattern)
            if pattern.middle and (base := pattern.unmiddled) is not None:
                self.elisions.setdefault(base.text, []).append(pattern.text)
        self.rarity = {"": 0.0} | {name: 10 * log(1 + place) for name, place in self.names.items()}
        """What each pattern is worth before any evidence, in tenths of nats below the commonest."""

    def __getstate__(self) -> dict[str, Any]:
        """A copy (or a pickle) starts without the results of parses that are kept here."""
        return {**self.__dict__, "plans": {}, "ways": {}, "_numbers": {}, "_next_number": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _next_number=count())

    def keep(self, key: tuple[object, ...], plan: Plan) -> None:
        """Keep the result of a parse."""
        if len(self.plans) >= _MAX_PLANS:
            self.plans.clear()
        self.plans[key] = plan

    def keep_ways(self, key: tuple[object, ...], found: _Ways, plans: object) -> None:
        """Keep the ways that plans gave."""
        if len(self.ways) >= _MAX_WAYS:
            self.ways.clear()
        self.ways[key] = found, plans

    def numbered(self, places: object) -> int:
        """A number that stands for the places of a field in a text: quicker to look up than the places themselves."""
        number = self._numbers.get(places)
        if number is None:
            if len(self._numbers) >= _MAX_PLANS:
                self._numbers.clear()
            number = self._numbers.setdefault(places, next(self._next_number))
        return number

    def fitting(self, pieces: tuple[Piece, ...]) -> list[Pattern]:
        """The patterns with slices or cuts that may give the same text as a parse, by how many letters they keep."""
        found = self._fitting.get(pieces)
        if found is None:
            shape = tuple([symbol for symbol, _, _ in pieces])
            found = [other for other in self.by_shape.get(shape, ()) if _may_give(other, pieces)]
            if len(self._fitting) >= _MAX_FITTING:
                self._fitting.clear()
            self._fitting[pieces] = found
        return found


def _may_give(pattern: Pattern, pieces: tuple[Piece, ...]) -> bool:
    """Whether a pattern keeps as many letters of each field as a parse found; the last one a cut may have shortened."""
    total = sum([length for _, length, _ in pieces])
    if pattern.cut and total > pattern.cut:
        return False
    # Separators at the cut, two of them at most, were dropped.
    shortened = len(pieces) - 1 if pattern.cut and total >= pattern.cut - 2 else -1
    for i, (element, (_, length, whole)) in enumerate(zip(pattern.elements, pieces, strict=False)):
        kept = 1 if len(element.field) == 1 else element.length
        if element.field and i != shortened and kept != length and not (whole and (not kept or length < kept)):
            return False
    return True


_LETTER = {"first": "F", "f": "F", "last": "L", "l": "L", "middle": "M", "m": "M", "n": "N"}


def _shape(pattern: Pattern) -> tuple[str, ...]:
    return tuple(_LETTER[e.field] if e.field else e.text for e in pattern.elements)


def _cost(probability: float) -> int:
    return round(-10 * log(max(probability, 1e-6)))
