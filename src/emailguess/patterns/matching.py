"""Explanations: every pattern and spelling under which a name gives a local part.

The search runs in the pattern language itself, so affixes and slices nobody listed are found; it does not judge
how common an explanation is (`ranking` does, with the prior).

Start reading at `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import NamedTuple

from emailguess.names.forms import Form
from emailguess.names.questions import question_of
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import Pattern
from emailguess.patterns.literals import Found, too_long, with_glued_letter, with_literal

__all__ = ["Explanation", "Stock", "explain"]

_MAX_PARSES = 48
# What one search may cost, in steps of the parser and in ways found; only contrived names (`Aaaa Aaaa Aaaa`) get there.
_MAX_STEPS = 8_000
_MAX_WAYS = 800
# Enough for every pattern that a short local part such as `jdoe` fits; what falls off are rarer spellings.
_MAX_EXPLANATIONS = 64
# From here on a cost stands for letters or digits nobody told us.
_ASSUMED = 20
_SEPARATORS = "._-"


class Explanation(NamedTuple):
    """One way a name gives a local part."""

    pattern: str
    choices: tuple[str, ...] = ()
    """Answers to the spelling questions the name raised."""
    cost: int = 0
    """Tenths of −ln of the chance that pattern and spelling give just this text; 0 means they always do."""


class Stock:
    """The patterns the prior knows, indexed by shape, so that a parse finds its ambiguous siblings.

    ``jsmith`` fits ``{f}{last}`` and, being short, also ``{f}{last}|8``.
    """

    def __init__(
        self, patterns: Iterable[Pattern], initials: Mapping[str, float], numbers: Mapping[str, float], elided: float
    ) -> None:
        self.by_shape: dict[tuple[str, ...], list[Pattern]] = {}
        self.elisions: dict[str, list[str]] = {}
        self.names: dict[str, int] = {}
        """The patterns' texts, with their places in the order given (the prior lists the commonest first)."""
        self.initial_cost = {letter: _cost((1 - elided) * p) for letter, p in initials.items()}
        self.number_cost = {number: _cost(p) for number, p in numbers.items()}
        self.elided_cost = _cost(elided)
        for pattern in patterns:
            self.names.setdefault(str(pattern), len(self.names))
            if pattern.cut or any(e.length for e in pattern.elements):
                shape = _shape(pattern)
                for end in range(1, len(shape) + 1):
                    if end == len(shape) or pattern.cut:
                        self.by_shape.setdefault(shape[:end], []).append(pattern)
            for field in ("m", "middle"):
                base = pattern.without(field)
                if base is not None:
                    self.elisions.setdefault(str(base), []).append(str(pattern))


_LETTER = {"first": "F", "f": "F", "last": "L", "l": "L", "middle": "M", "m": "M", "n": "N"}


def _shape(pattern: Pattern) -> tuple[str, ...]:
    return tuple(_LETTER[e.field] if e.field else e.text for e in pattern.elements)


def _cost(probability: float) -> int:
    return round(-10 * log(max(probability, 1e-6)))


@lru_cache(maxsize=4096)
def elided(name: str, field: str) -> str:
    """Drop a field from a printed pattern; empty where nothing would remain."""
    base = parsed(name).without(field)
    return str(base) if base is not None else ""


# A parse: pieces of (shape letter or separator, how many letters it took, whether that was the whole field).
_Piece = tuple[str, int, bool]


def explain(names: Iterable[Spelled], local: str, stock: Stock) -> tuple[Explanation, ...]:
    """Find all explanations of a lower-case local part; empty if there is none.

    Literal text is tried only where fields, separators and a trailing number leave something unexplained.
    """
    spelled = list(names)
    found: Found = {}
    steps = [_MAX_STEPS]
    ways = 0
    for name in spelled:
        for pattern, cost in _patterns(name.form, local, stock, steps):
            found.setdefault(pattern, []).append((name, cost))
            ways += 1
        if ways > _MAX_WAYS:
            break
    if not found:
        with_literal(spelled, local, found)
    elif all(cost >= _ASSUMED for each in found.values() for _, cost in each):
        with_glued_letter(spelled, local, found)
    answers = {choice for name in spelled for choice in name.choices}
    # Readings and spellings come plainest first and so do the patterns found for them; every pattern's plainest way
    # goes before any other's second one, so that the limit drops no pattern while it can drop a spelling.
    ranked = [(rank, e) for pattern, each in found.items() for rank, e in enumerate(_merge(pattern, each, answers))]
    ranked.sort(key=lambda item: (item[1].cost >= _ASSUMED, item[0]))
    return tuple([e for _, e in ranked[:_MAX_EXPLANATIONS]])


def _merge(pattern: str, ways: list[tuple[Spelled, int]], answers: set[str]) -> Iterable[Explanation]:
    """Drop questions this address leaves open: `jdoe` does not tell whether Jane is called Janie there."""
    if len(ways) == 1:
        (_, choices), cost = ways[0]
        return (Explanation(pattern, choices, cost),)
    values = parsed(pattern).values
    groups: dict[object, list[tuple[tuple[str, ...], int]]] = {}
    for (form, choices), cost in ways:
        groups.setdefault(values(form), []).append((choices, cost))
    merged: dict[tuple[str, ...], int] = {}
    for group in groups.values():
        open_questions = _open_questions([choices for choices, _ in group], answers) if len(group) > 1 else set()
        for choices, cost in group:
            kept = tuple(c for c in choices if question_of(c) not in open_questions)
            merged[kept] = min(cost, merged.get(kept, cost))
    return [Explanation(pattern, choices, cost) for choices, cost in merged.items()]


def _open_questions(ways: list[tuple[str, ...]], answers: set[str]) -> set[str]:
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


@lru_cache(maxsize=65536)
def parsed(text: str) -> Pattern:
    """Parse a pattern the search itself printed, once."""
    return Pattern(text)


def _patterns(form: Form, local: str, stock: Stock, steps: list[int]) -> Iterable[tuple[str, int]]:
    """All literal-free patterns for one spelling."""
    if too_long(local.rstrip("0123456789"), form):
        return
    parses: list[tuple[_Piece, ...]] = []
    digits = len(local) - len(local.rstrip("0123456789"))
    base_cost = 0
    body = local
    if 0 < digits < len(local):
        body = local[:-digits]
        base_cost = stock.number_cost.get(local[-digits:], stock.number_cost.get(f"#{digits}", 100))
    _parse(body, 0, form, 0, (), parses, steps)
    for pieces in parses:
        cost = base_cost
        if digits:
            pieces = (*pieces, ("N", digits, True))
        shape = tuple([p[0] for p in pieces])
        if any(p[0] == "M" and p[2] is False and not form.m for p in pieces):
            letter = body[_offset(pieces)]
            name = _exact(pieces)
            if name in stock.names and letter in stock.initial_cost:
                yield name, cost + stock.initial_cost[letter]
            continue
        exact = _exact(pieces)
        yield exact, cost
        if pieces[0] == ("F", 1, True) or ("L", 1, True) in pieces or ("M", 1, True) in pieces:
            yield _exact(tuple([(s, n, False) if n == 1 and s in "FLM" else (s, n, w) for s, n, w in pieces])), cost
        if not digits:
            for other in stock.by_shape.get(shape, ()):
                if str(other) != exact and other.render(form) == local:
                    yield str(other), cost
            last = pieces[-1]
            if last[0] in "FLM" and not last[2] and last[1] > 1 and len(pieces) > 1:
                yield f"{_exact((*pieces[:-1], (last[0], 0, True)))}|{len(local)}", cost
        if not form.m and not digits:
            for longer in stock.elisions.get(exact, ()):
                yield longer, cost + stock.elided_cost


def _offset(pieces: tuple[_Piece, ...]) -> int:
    position = 0
    for symbol, length, whole in pieces:
        if symbol == "M" and not whole:
            return position
        position += length
    return position


def _parse(
    text: str,
    position: int,
    form: Form,
    used: int,
    pieces: tuple[_Piece, ...],
    out: list[tuple[_Piece, ...]],
    steps: list[int],
) -> None:
    """Cover the text with fields and separators; each field once."""
    if position == len(text):
        if pieces and pieces[-1][0] not in _SEPARATORS:
            out.append(pieces)
        return
    steps[0] -= 1
    if len(out) >= _MAX_PARSES or steps[0] < 0:
        return
    if text[position] in _SEPARATORS and pieces and pieces[-1][0] not in _SEPARATORS:
        _parse(text, position + 1, form, used, (*pieces, (text[position], 1, True)), out, steps)
    for bit, symbol, value, initial in (
        (1, "F", form.first, form.f),
        (2, "L", form.last, form.l),
        (4, "M", form.middle, form.m),
    ):
        if used & bit:
            continue
        if not value:
            # A middle initial nobody told us: any one letter between or beside the other fields.
            if bit == 4 and pieces and text[position].isalpha() and used:
                _parse(text, position + 1, form, used | bit, (*pieces, ("M", 1, False)), out, steps)
            continue
        if len(initial) > 1 and text.startswith(initial, position):
            _parse(text, position + len(initial), form, used | bit, (*pieces, (symbol, 1, False)), out, steps)
        common = _common(value, text, position)
        if not common:
            if initial and text[position] == initial:
                _parse(text, position + 1, form, used | bit, (*pieces, (symbol, 1, False)), out, steps)
            continue
        for length in range(common, 1, -1):
            _parse(
                text, position + length, form, used | bit, (*pieces, (symbol, length, length == len(value))), out, steps
            )
        if len(value) == 1 or initial == text[position]:
            _parse(text, position + 1, form, used | bit, (*pieces, (symbol, 1, len(value) == 1)), out, steps)


def _common(value: str, text: str, position: int) -> int:
    if text.startswith(value, position):
        return len(value)
    count = 0
    for a, b in zip(value, text[position:], strict=False):
        if a != b:
            break
        count += 1
    return count


_WHOLE = {"F": "first", "L": "last", "M": "middle", "N": "n"}
_INITIAL = {"F": "f", "L": "l", "M": "m"}


@lru_cache(maxsize=65536)
def _exact(pieces: tuple[_Piece, ...]) -> str:
    """Print the pattern that says just what a parse saw."""
    out = []
    for symbol, length, whole in pieces:
        if symbol not in _WHOLE:
            out.append(symbol)
        elif whole:
            out.append(f"{{{_WHOLE[symbol]}}}")
        elif length == 1:
            out.append(f"{{{_INITIAL[symbol]}}}")
        else:
            out.append(f"{{{_WHOLE[symbol]}:{length}}}")
    return "".join(out)
