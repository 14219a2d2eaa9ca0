"""Explanations: every pattern and spelling under which a name gives a local part.

The search runs in the pattern language itself, so affixes and slices nobody listed are found; it does not judge
how common an explanation is (`ranking` does, with the prior).

Start reading at `explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import log
from typing import NamedTuple

from emailguess.patterns import LITERAL, Element, Form, Pattern
from emailguess.spelling import Spelled

__all__ = ["Explanation", "Stock", "explain"]

_MAX_PARSES = 48
# What one search may cost, in steps of the parser and in ways found; only contrived names (`Aaaa Aaaa Aaaa`) get there.
_MAX_STEPS = 8_000
_MAX_WAYS = 800
# Enough for every pattern that a short local part such as `jdoe` fits; what falls off are rarer spellings.
_MAX_EXPLANATIONS = 64
_MAX_LITERAL = 9
# Spellings searched for literal text; a real name and address have fewer that could hold it.
_MAX_LITERAL_FORMS = 8
# From here on a cost stands for letters or digits nobody told us.
_ASSUMED = 20
# A letter glued to the given name (`janex.doe`) is an affix or an initial nobody told us; 30 makes a usual initial
# as likely as the affix, and two colleagues with the same letter settle it.
_GLUED_LETTER_COST = 30
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
        self.names: set[str] = set()
        self.initial_cost = {letter: _cost((1 - elided) * p) for letter, p in initials.items()}
        self.number_cost = {number: _cost(p) for number, p in numbers.items()}
        self.elided_cost = _cost(elided)
        for pattern in patterns:
            self.names.add(str(pattern))
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
_UNKNOWN = ("N", 0, False)


def explain(names: Iterable[Spelled], local: str, stock: Stock) -> tuple[Explanation, ...]:
    """Find all explanations of a lower-case local part; empty if there is none.

    Literal text is tried only where fields, separators and a trailing number leave something unexplained.
    """
    spelled = list(names)
    found: dict[str, list[tuple[Spelled, int]]] = {}
    steps = [_MAX_STEPS]
    ways = 0
    for name in spelled:
        for pattern, cost in _patterns(name.form, local, stock, steps):
            found.setdefault(pattern, []).append((name, cost))
            ways += 1
        if ways > _MAX_WAYS:
            break
    if not found:
        _with_literal(spelled, local, found)
    elif all(cost >= _ASSUMED for each in found.values() for _, cost in each):
        _with_glued_letter(spelled, local, found)
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
            kept = tuple(c for c in choices if c.partition("=")[0] not in open_questions)
            merged[kept] = min(cost, merged.get(kept, cost))
    return [Explanation(pattern, choices, cost) for choices, cost in merged.items()]


def _open_questions(ways: list[tuple[str, ...]], answers: set[str]) -> set[str]:
    """Questions to which every answer this name allows gives the same text.

    Nearly every is enough where short names are asked for: those that begin with another letter are few.
    """
    first = set(ways[0])
    seen = {choice for choices in ways for choice in choices}
    questions = {choice.partition("=")[0] for choice in seen - first}
    return {
        q
        for q in questions
        if (q in _SHORT_NAMES and f"{q}=asis" in seen) or all(a in seen for a in answers if a.partition("=")[0] == q)
    }


_SHORT_NAMES = frozenset({"nick", "formal"})


@lru_cache(maxsize=65536)
def parsed(text: str) -> Pattern:
    """Parse a pattern the search itself printed, once."""
    return Pattern(text)


def _patterns(form: Form, local: str, stock: Stock, steps: list[int]) -> Iterable[tuple[str, int]]:
    """All literal-free patterns for one spelling."""
    if _too_long(local.rstrip("0123456789"), form):
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


def _too_long(text: str, form: Form) -> bool:
    """Tell cheaply that the fields, with one initial nobody told us, have too few letters for the text."""
    letters = len(text) - sum(map(text.count, _SEPARATORS))
    return letters > len(form.first) + len(form.last) + max(len(form.middle), 1)


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


def _with_literal(names: list[Spelled], local: str, found: dict[str, list[tuple[Spelled, int]]]) -> None:
    """Explain with one run of literal text before, inside or after the fields; keep the shortest literals."""
    if not LITERAL.fullmatch(local):
        return
    best = _MAX_LITERAL + 1
    results: list[tuple[int, str, Spelled]] = []
    holding = [
        n
        for n in names
        if any(len(v) > 2 and v in local for v in (n.form.first, n.form.last))
        and not _too_long(local[_MAX_LITERAL:], n.form)
    ]
    holding.sort(key=lambda n: (n.form.first in local) + (n.form.last in local), reverse=True)
    for name in holding[:_MAX_LITERAL_FORMS]:
        form = name.form
        for start in range(len(local)):
            if next(iter(_cover_part(local[:start], form, frozenset())), None) is None:
                continue
            for length in range(1, min(best, len(local) - start) + 1):
                text = local[start : start + length]
                body = local[:start] + "\0" + local[start + length :]
                if text.strip(_SEPARATORS) == "":
                    continue
                elements = _cover(body, form)
                if elements is None or _goes_on_from_initial(text, elements):
                    continue
                weight = sum(c not in _SEPARATORS for c in text)
                taken = sum(
                    len(form.first if e.field == "first" else form.last if e.field == "last" else "x")
                    for e in elements
                    if e.field
                )
                if taken < 3 or not _plausible(text, local[:start], local[start + length :], taken):
                    continue
                pattern = Pattern.of(tuple(Element("", 0, text) if e.text == "\0" else e for e in elements))
                results.append((weight, str(pattern), name))
                best = min(best, length + 1)
    if results:
        least = min(weight for weight, _, _ in results)
        for weight, pattern_text, name in results:
            if weight == least:
                found.setdefault(pattern_text, []).append((name, 0))


def _with_glued_letter(names: list[Spelled], local: str, found: dict[str, list[tuple[Spelled, int]]]) -> None:
    """Explain `janex.doe` by an affix too, beside the initial nobody told us."""
    literal: dict[str, list[tuple[Spelled, int]]] = {}
    _with_literal(names, local, literal)
    for pattern, ways in literal.items():
        if _GLUED_LETTER.match(pattern):
            found.setdefault(pattern, []).extend((name, _GLUED_LETTER_COST) for name, _ in ways)


_GLUED_LETTER = re.compile(r"\{first\}[a-z][._-]")


def _goes_on_from_initial(text: str, elements: list[Element]) -> bool:
    """Tell that text and an initial beside it are one word: `senator.doe` is not `senato{f}.{last}`."""
    place = next(i for i, e in enumerate(elements) if e.text == "\0")
    before, after = elements[:place][-1:], elements[place + 1 :][:1]
    if before and before[0].field in ("f", "l", "m") and text[0].isalnum():
        return True
    return bool(after) and after[0].field in ("f", "l", "m") and text[-1].isalnum() and len(text.strip(_SEPARATORS)) > 2


def _plausible(text: str, before: str, after: str, taken: int) -> bool:
    """Keep affixes, not words of which the name happens to be a part.

    Text set off by separators may be long (`senator.doe`); in front of a name it must be outweighed by it
    (`crjanedoe`); glued behind one it is a letter or two (`janex.doe`), or `Tim` would explain `timothy`.
    """
    if before and before[-1] not in _SEPARATORS and text[0] not in _SEPARATORS:
        return len(text.strip(_SEPARATORS)) <= 2
    apart = not text[-1].isalnum() or not after or after[0] in _SEPARATORS
    return apart or len(text) <= taken


def _cover(body: str, form: Form) -> list[Element] | None:
    """Cover the text around one literal (the NUL) with whole fields and initials, at least one field whole."""
    left, right = body.split("\0")
    for used in _cover_part(left, form, frozenset()):
        taken = frozenset(f for e in used if e.field for f in _TAKES[e.field])
        for rest in _cover_part(right, form, taken):
            elements = [*used, Element("", 0, "\0"), *rest]
            if any(e.field in ("first", "last") and len(getattr(form, e.field)) > 2 for e in elements):
                return elements
    return None


_TAKES = {
    "first": ("first", "f"),
    "f": ("first", "f"),
    "last": ("last", "l"),
    "l": ("last", "l"),
    "middle": ("middle", "m"),
    "m": ("middle", "m"),
}


def _cover_part(text: str, form: Form, taken: frozenset[str]) -> Iterable[list[Element]]:
    if not text:
        yield []
        return
    if text[0] in _SEPARATORS:
        for rest in _cover_part(text[1:], form, taken):
            yield [Element("", 0, text[0]), *rest]
        return
    for field in ("first", "last", "middle", "f", "l", "m"):
        value = getattr(form, field)
        if value and field not in taken and text.startswith(value):
            for rest in _cover_part(text[len(value) :], form, taken | set(_TAKES[field])):
                yield [Element(field), *rest]
