"""The search for patterns: a local part is covered with the fields of one spelling after the other.

Start reading at `Search.patterns`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from emailguess.names.forms import SEPARATORS, Form
from emailguess.patterns.index import Piece, Plan, Step, Stock
from emailguess.patterns.language import Element, printed

__all__ = ["Search"]

_MAX_PARSES = 48
# What one search may cost, in steps of the parser; only contrived names (`Aaaa Aaaa Aaaa`) get there.
_MAX_STEPS = 8_000


# Where a field may start, and what it can take from there: how many letters of the text, how many of the field, and
# whether that is the whole field. None for a middle name that nobody told us.
_Starts = tuple[tuple[int, tuple[tuple[int, int, bool], ...]], ...] | None


class Search:
    """Looks for the patterns that give one local part, for one spelling after the other.

    The result of a parse depends on where letters of the fields stand in the text, and not on which letters they are.
    It is kept by these places, so that most spellings of a name, and many people, share one parse.
    """

    def __init__(self, local: str, stock: Stock) -> None:
        self.local, self.stock = local, stock
        self.undigited = local.rstrip("0123456789")
        self.digits = len(local) - len(self.undigited)
        self.body, self.number_cost = local, 0
        if 0 < self.digits < len(local):
            self.body = self.undigited
            costs = stock.number_cost
            self.number_cost = costs.get(local[-self.digits :], costs.get(f"#{self.digits}", 100))
        self.skeleton = "".join([c if c in SEPARATORS else "a" if c.isalpha() else "0" for c in self.body])
        self.letters = len(self.undigited) - sum(map(self.undigited.count, SEPARATORS))
        self.steps = [_MAX_STEPS]
        self._starts: dict[tuple[str, str], tuple[int, _Starts]] = {}

    def patterns(self, form: Form) -> tuple[Sequence[tuple[str, int]], bool]:
        """All literal-free patterns for one spelling, with their costs; and whether the plan kept says just this.

        Then it is the same object for all that have one parse.
        """
        first, last, middle, f, l, m, _ = form  # noqa: E741
        # The fields, with one initial nobody told us, must have as many letters as the text.
        if not self.local or self.letters > len(first) + len(last) + (len(middle) or 1):
            return (), True
        start = self.body[:1]  # a text starts with a field that is known
        if not any([word.startswith(start) for word in (first, last, f, l, middle, m)]):  # noqa: C419 -- the quicker
            return (), True
        # Of plain words lengths tell what a pattern gives; others are written out and compared.
        plain = f == first[:1] and l == last[:1] and m == middle[:1] and f"{first}{last}{middle}".isalnum()
        places = (self._field(first, f), self._field(last, l), self._field(middle, m) if middle else _UNTOLD)
        flags = first != "", last != "", m == "", plain
        key = self.skeleton, self.digits, flags, places[0][0], places[1][0], places[2][0]
        plan = self.stock.plans.get(key)
        if plan is None:
            plan = self._planned(form, places, no_initial=not m, plain=plain)
            self.stock.keep(key, plan)
        if not plan.open and not self.number_cost:
            return plan.sure, True
        found = [*plan.sure]
        for name, cost, pattern, at in plan.open:
            if at >= 0:
                letter = self.stock.initial_cost.get(self.body[at])
                if letter is not None:
                    found.append((name, cost + letter))
            elif pattern is None or pattern.render(form) == self.local:
                found.append((name, cost))
        return [(name, self.number_cost + cost) for name, cost in found] if self.number_cost else found, False

    def _planned(self, form: Form, places: Sequence[tuple[int, _Starts]], *, no_initial: bool, plain: bool) -> Plan:
        """Find the plan for a text with the fields at these places."""
        first, last, middle = (starts for _, starts in places)
        steps = _plan(self.skeleton, self.digits, no_initial, first, last, middle, self.stock, self.steps)
        if not plain or any(step.told_by_nobody >= 0 for step in steps):
            return Plan([], steps)
        cheapest: dict[str, int] = {}
        for name, cost, pattern, _ in steps:
            if pattern is None or pattern.render(form) == self.local:
                cheapest[name] = min(cost, cheapest.get(name, cost))
        return Plan(list(cheapest.items()), [])

    def _field(self, value: str, initial: str) -> tuple[int, _Starts]:
        """Where a field may start in the text, and a number for it."""
        key = value, initial
        found = self._starts.get(key)
        if found is None:
            starts = tuple(_starts(self.body, value, initial)) if value or initial else ()
            found = self._starts[key] = self.stock.numbered(starts), starts
        return found


# A middle name that nobody told us.
_UNTOLD: tuple[int, _Starts] = (-1, None)


def _starts(text: str, value: str, initial: str) -> Iterator[tuple[int, tuple[tuple[int, int, bool], ...]]]:
    """What a field can take at each place of a text, the most first; of `J. Doe` only the initial is known."""
    if initial[:1] == value[:1] or not value:
        letters: tuple[str, ...] = (initial[:1],)
    else:
        letters = (value[0], initial[0]) if initial else (value[0],)
    whole = len(value)
    for position in sorted([at for letter in letters for at in _places(letter, text)]):
        char = text[position]
        more: tuple[tuple[int, int, bool], ...] = ()
        if len(initial) > 1 and text.startswith(initial, position):
            more = ((len(initial), 1, False),)
        if value and value[0] == char:
            common = whole if text.startswith(value, position) else _common(value, text, position)
            takes = more + _takes(common, whole, whole == 1 or initial == char)
            if takes:
                yield position, takes
        elif initial == char:
            yield position, (*more, (1, 1, False))
        elif more:
            yield position, more


def _places(letter: str, text: str) -> Iterator[int]:
    place = text.find(letter)
    while place >= 0:
        yield place
        place = text.find(letter, place + 1)


@lru_cache(maxsize=1024)
def _takes(common: int, whole: int, alone: bool) -> tuple[tuple[int, int, bool], ...]:
    """How many leading letters of a field the text may hold at a place; one letter only where `alone` allows it."""
    return tuple([(length, length, length == whole) for length in range(common, 0 if alone else 1, -1)])


def _common(value: str, text: str, position: int) -> int:
    count = 0
    for a, b in zip(value, text[position : position + len(value)], strict=False):
        if a != b:
            break
        count += 1
    return count


def _plan(
    skeleton: str,
    digits: int,
    no_initial: bool,
    first: _Starts,
    last: _Starts,
    middle: _Starts,
    stock: Stock,
    steps: list[int],
) -> list[Step]:
    """The patterns that give a text, by where the letters of each field stand in it."""
    parses: list[tuple[Piece, ...]] = []
    fields = tuple([(s, dict(x) if x is not None else None) for s, x in (("F", first), ("L", last), ("M", middle))])
    _parse(skeleton, 0, fields, (), parses, steps)
    plan: list[Step] = []
    for pieces in parses:
        if digits:
            pieces = (*pieces, ("N", digits, True))
        exact = _exact(pieces)
        if _TOLD_BY_NOBODY in pieces and no_initial:
            if exact in stock.names:
                plan.append(Step(exact, 0, None, _offset(pieces)))
            continue
        plan.append(Step(exact, 0))
        if pieces[0] == ("F", 1, True) or ("L", 1, True) in pieces or ("M", 1, True) in pieces:
            initials = [(s, n, False) if n == 1 and s in "FLM" else (s, n, w) for s, n, w in pieces]
            plan.append(Step(_exact(tuple(initials)), 0))
        if digits:
            continue
        plan += [Step(other.text, 0, other) for other in stock.fitting(pieces) if other.text != exact]
        end = pieces[-1]
        if end[0] in "FLM" and not end[2] and end[1] > 1 and len(pieces) > 1:
            plan.append(Step(_exact((*pieces[:-1], (end[0], 0, True)), len(skeleton)), 0))
        if no_initial:
            plan += [Step(longer, stock.elided_cost) for longer in stock.elisions.get(exact, ())]
    return plan


# A middle initial nobody told us, where there is no middle name.
_TOLD_BY_NOBODY: Piece = ("M", 1, False)


def _offset(pieces: tuple[Piece, ...]) -> int:
    """The place of an unknown initial."""
    position = 0
    for symbol, length, whole in pieces:
        if symbol == "M" and not whole:
            return position
        position += length
    return position


# A field that a parse may still use: its letter in a shape, and what it can take where; None where nobody told.
_Field = tuple[str, Mapping[int, tuple[tuple[int, int, bool], ...]] | None]
# An initial nobody told us is any one letter between or beside the other fields.
_ONE_LETTER = ((1, 1, False),)


def _parse(
    skeleton: str,
    position: int,
    fields: tuple[_Field, ...],
    pieces: tuple[Piece, ...],
    out: list[tuple[Piece, ...]],
    steps: list[int],
) -> None:
    """Cover the rest of the text with fields and separators; each field once."""
    steps[0] -= 1
    if len(out) >= _MAX_PARSES or steps[0] < 0:
        return
    end = len(skeleton)
    char = skeleton[position]
    if char in SEPARATORS and pieces and pieces[-1][0] not in SEPARATORS and position + 1 < end:
        _parse(skeleton, position + 1, fields, (*pieces, (char, 1, True)), out, steps)
    for i, (symbol, starts) in enumerate(fields):
        takes = starts.get(position, ()) if starts is not None else _ONE_LETTER if pieces and char == "a" else ()
        rest = fields[:i] + fields[i + 1 :]
        for length, taken, whole in takes:
            after = position + length
            if after == end:
                out.append((*pieces, (symbol, taken, whole)))
            elif skeleton[after] in SEPARATORS or _goes_on(skeleton, after, rest):
                _parse(skeleton, after, rest, (*pieces, (symbol, taken, whole)), out, steps)


def _goes_on(skeleton: str, position: int, fields: tuple[_Field, ...]) -> bool:
    """Whether anything can follow: a field, or an unknown initial with something behind it. A quick first test."""
    told = True
    for _, starts in fields:
        if starts is None:
            told = False
        elif position in starts:
            return True
    after = position + 1
    if told or skeleton[position] != "a":
        return False
    return (
        after == len(skeleton)
        or skeleton[after] in SEPARATORS
        or any(starts is not None and after in starts for _, starts in fields)
    )


_WHOLE = {"F": "first", "L": "last", "M": "middle", "N": "n"}
_INITIAL = {"F": "f", "L": "l", "M": "m"}


@lru_cache(maxsize=65536)
def _exact(pieces: tuple[Piece, ...], cut: int = 0) -> str:
    """Print the pattern that a parse found, as it stands."""
    return printed([_element(piece) for piece in pieces], cut)


@lru_cache(maxsize=1024)
def _element(piece: Piece) -> Element:
    symbol, length, whole = piece
    if symbol not in _WHOLE:
        return Element("", 0, symbol)
    if whole:
        return Element(_WHOLE[symbol])
    return Element(_INITIAL[symbol]) if length == 1 else Element(_WHOLE[symbol], length)
