"""Unknown names: the patterns that may give a local part, weighed by how common the names are that it would need.

`jsmith` is an initial and a surname, because *smith* is a surname and *jsmith* no given name. What is ambiguous stays
ambiguous. For each listed pattern z it computes P(local part | z): the probability that a person gives just this text
under it. The person may be unknown (a bare address) or known in part (`Told`, `Beginning`). Unlisted affixes are not
looked for, since without a name nothing tells where they end.

Start reading at `explain_bare`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import exp, inf, log
from typing import NamedTuple, Protocol, TypeVar

from emailguess.patterns.language import Element, Pattern, parsed
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import Match, Stock

__all__ = ["Beginning", "Told", "Words", "anybody", "chance_among", "chances_of", "explain_bare", "worthy"]

_Key = TypeVar("_Key", bound=str | tuple[str, tuple[str, ...]])

# Explanations this much worse than the best one (in tenths of nats) are dropped, and those beyond so many. A pattern is
# worth the less the further down the prior lists it, as words are: one over its place.
_WORST = 70
_MAX_EXPLANATIONS = 24
# A longer local part has been made of something else than one name.
_LONGEST = 40
# No name is borne by more than one of so many: the commonest given names are borne by one of thirty (a test looks).
_COMMONEST = 1 / 20


class Words(Protocol):
    """What is known of one part of a name, as probabilities of words and of first letters."""

    def share(self, word: str, /) -> float:
        """Probability that the part is just this word."""

    def starting(self, start: str, /) -> float:
        """Probability that the part starts with these letters."""


class Told:
    """A part of a name that is known in full.

    >>> Told("jane").share("jane"), Told("jane").starting("ja"), Told("jane").share("ja")
    (1.0, 1.0, 0.0)
    """

    __slots__ = ("word",)

    def __init__(self, word: str) -> None:
        self.word = word

    def share(self, word: str, /) -> float:
        """1 for the word itself."""
        return 1.0 if word == self.word else 0.0

    def starting(self, start: str, /) -> float:
        """1 for each of its beginnings."""
        return 1.0 if self.word.startswith(start) else 0.0


class Beginning:
    """A part of a name of which the first letters are known: any name that fits them, as common as names are."""

    __slots__ = ("_names", "_whole", "start")

    def __init__(self, start: str, names: Words) -> None:
        self.start = start
        self._names = names
        self._whole = names.starting(start) or 1.0

    def share(self, word: str, /) -> float:
        """How common the word is among the names that start so."""
        return self._names.share(word) / self._whole if word.startswith(self.start) else 0.0

    def starting(self, start: str, /) -> float:
        """How common names with these first letters are among those that start so."""
        if self.start.startswith(start):
            return 1.0
        return self._names.starting(start) / self._whole if start.startswith(self.start) else 0.0


class _Rest:
    """The end of a pattern, from one element on. Patterns with the same end share it, and the results for it."""

    __slots__ = ("ends", "field", "last", "length", "marks", "most", "next", "text")

    def __init__(self, elements: tuple[Element, ...]) -> None:
        self.field, self.length, self.text = elements[0]
        self.last = len(elements) == 1
        self.ends = self.last and len(self.field) > 1 and not self.length
        """Whether all of it is one whole name."""
        self.next: _Rest | None = None if self.last else _rest(elements[1:])
        self.marks = _parting("".join([element.text for element in elements]))
        """Dots and underscores in its text, as `_parting` counts them."""
        whole = len(self.field) > 1 and not self.length
        self.most: float = (_COMMONEST if whole else 1.0) * (self.next.most if self.next is not None else 1.0)
        """No text is likelier, where people are unknown and nothing is cut off."""


@lru_cache(maxsize=4096)
def _rest(elements: tuple[Element, ...]) -> _Rest:
    return _Rest(elements)


class _Shape(NamedTuple):
    """A listed pattern, ready to be asked."""

    name: str
    start: _Rest
    cut: int
    most: float
    """The most letters that it can give."""
    cuts: bool
    """Whether it cuts anything off, a name or the whole."""
    shorter: _Shape | None
    """The same pattern without the middle name, for people who have none; None where it asks for none."""


@lru_cache(maxsize=16384)
def explain_bare(local: str, matcher: Matcher) -> tuple[Match, ...]:
    """Explain a local part of an unknown person; the empty pattern stands for "no pattern"."""
    names = matcher.stock.names
    chances = {"": matcher.lexicon.handles.chance(local), **anybody(local, matcher)}
    best = max(chances.values())
    costs = {name: round(10 * log(best / chance)) for name, chance in chances.items()}
    # "No pattern" always stays: it marks an address whose owner we do not know.
    kept = {"", *worthy({name: cost + 10 * log(1 + names.get(name, 0)) for name, cost in costs.items()})}
    least = min(costs[name] for name in kept)
    return tuple(sorted(Match(name, (), costs[name] - least) for name in kept))


def worthy(worth: Mapping[_Key, float]) -> list[_Key]:
    """Leave out patterns that are hopeless beside the best one; costs are in tenths of nats, smaller is better."""
    worst = min(worth.values()) + _WORST
    return [name for _, name in sorted((value, name) for name, value in worth.items() if value <= worst)][
        :_MAX_EXPLANATIONS
    ]


@lru_cache(maxsize=4096)
def anybody(local: str, matcher: Matcher) -> Mapping[str, float]:
    """P(local part | pattern) of a person unknown to us, for each listed pattern that can give it."""
    return chances_of(local, matcher.lexicon.given_names, matcher.lexicon.family_names, matcher.stock)


def chances_of(
    local: str,
    given: Words,
    family: Words,
    stock: Stock,
    *,
    middle: str = "",
    whole: bool = False,
) -> dict[str, float]:
    """P(local part | pattern) of a person known in part, for each listed pattern that can give it.

    `whole` asks only the patterns that cut nothing off.
    """
    if len(local) > _LONGEST:
        return {}
    asked = _Question(local, given, family, stock, middle)
    shapes = _by_marks(stock).get(_marks(local), _NO_SHAPES).values()
    chances = {shape.name: asked.chance(shape) for shape in shapes if not (whole and shape.cuts)}
    return {name: chance for name, chance in chances.items() if chance > 0}


def chance_among(
    local: str, given: Words, family: Words, stock: Stock, shares: Mapping[str, float], least: float
) -> float:
    """Σ_z share(z) P(local part | z) of an unknown person, over listed patterns z with their shares.

    Ways to part the text into names that would add less than `least` are left out: most make names of what nobody is
    called. A pattern of two names has fewer ways than the text has letters, one of three fewer than their square.
    """
    if len(local) > _LONGEST:
        return 0.0
    asked = _Question(local, given, family, stock, "")
    possible = _by_marks(stock).get(_marks(local), _NO_SHAPES)
    return sum(
        [share * asked.chance(possible[name], least / share) for name, share in shares.items() if name in possible]
    )


class _Kept(dict[str, float]):
    """Chances by their texts, each worked out when it is first asked for."""

    __slots__ = ("_chance",)

    def __init__(self, chance: Callable[[str], float]) -> None:
        self._chance = chance

    def __missing__(self, text: str) -> float:
        found = self[text] = self._chance(text)
        return found


class _Question:
    """How likely each pattern gives one local part for a person of whom at most a part of the name is known."""

    def __init__(self, local: str, given: Words, family: Words, stock: Stock, middle: str) -> None:
        self.local = local
        self.size = len(local)
        self.given = given
        self.family = family
        self.stock = stock
        self.told_middle = middle
        self.middle = 1.0 if middle else 1 - exp(-stock.elided_cost / 10)
        """Probability that a person has a middle name, as far as patterns can tell."""
        self._found: dict[tuple[_Rest, int, bool], float] = {}
        self._marks = [_parting(local[start:]) for start in range(self.size + 1)]
        """Of each place in the text, the dots and underscores from there on: no name has any."""
        first, last = _Kept(given.starting), _Kept(family.starting)
        self.starts = {
            "first": first, "f": first, "last": last, "l": last,
            "middle": _Kept(self._middle_starts), "m": _Kept(self._initial),
        }  # fmt: skip
        """Probability that a field starts with a text."""
        self.shares = {"first": _Kept(given.share), "last": _Kept(family.share), "middle": _Kept(self._middle_share)}
        """Probability that a field is just a text."""

    def chance(self, shape: _Shape, least: float = 0.0) -> float:
        """Probability of this text, as a whole, under a pattern; ways less likely than `least` do not count."""
        if self.size > shape.most:
            return 0.0
        found = self._from(shape.start, 0, shape.cut == self.size, least)
        if shape.shorter is not None:
            found += (1 - self.middle) * self.chance(shape.shorter, least)
        return found

    def _from(self, rest: _Rest | None, start: int, cut: bool, least: float) -> float:
        """Probability that the rest of a pattern gives the rest of the text; with a cut the text may end early."""
        local, size, chance = self.local, self.size, 1.0
        if rest is not None and not cut and rest.marks != self._marks[start]:
            return 0.0
        while rest is not None:
            if start == size:
                return chance if cut else 0.0
            field = rest.field
            if not field:
                if not local.startswith(rest.text, start):
                    return chance if cut and rest.text.startswith(local[start:]) else 0.0
                start += len(rest.text)
            elif field == "n":
                end = size - len(local[start:].lstrip("0123456789"))
                chance *= self._number(local[start:end])
                start = end
            elif len(field) == 1:
                chance *= self.starts[field][local[start]]
                start += 1
            else:
                return chance and chance * self._name(rest, start, cut, least / chance)
            if not chance:
                return 0.0
            rest = rest.next
        return chance if start == size else 0.0

    def _name(self, rest: _Rest, start: int, cut: bool, least: float) -> float:
        """The same where the rest begins with a name, whole or a slice of it."""
        longest = min(rest.length or _LONGEST, self.size - start)
        if rest.last:
            if start + longest != self.size:
                return 0.0
            chances = self.starts if cut or longest == rest.length else self.shares
            return chances[rest.field][self.local[start:]]
        if least:
            return self._parted(rest, start, longest, least, cut=cut)
        key = rest, start, cut
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._parted(rest, start, longest, 0.0, cut=cut)
        return found

    def _parted(self, rest: _Rest, start: int, longest: int, least: float, *, cut: bool) -> float:
        """The same of a name that others follow: summed over all places where it can end."""
        local, field = self.local, rest.field
        starts, shares = self.starts[field], self.shares[field]
        total = 0.0
        if cut and start + longest == self.size:  # the field itself may have been cut
            total = starts[local[start:]]
            longest -= 1
        after = rest.next
        follows = after.text if after is not None else ""
        parting = _PARTING.search(local, start)
        if parting is not None:
            longest = min(longest, parting.start() - start)
        # What most often follows is a whole name, the last: it needs no further search.
        ends = self.shares[after.field] if after is not None and after.ends and not cut else None
        # What a name must be at the least for the names behind it to matter; 0 where it is quicker to ask them first.
        needed = least / after.most if after is not None and after.most < 1 and not cut else 0.0
        last, end = start + longest, local.find(follows, start + 1)
        if ends is not None and not follows and not rest.length:
            places = range(start + 1, min(last, self.size - 1) + 1)
            fronts = [(shares[local[start:place]], place) for place in places]
            return total + sum([front * ends[local[place:]] for front, place in fronts if front > needed])
        while 0 < end <= last:
            chances = starts if end - start == rest.length else shares
            front = chances[local[start:end]] if needed else 1.0
            if front <= needed:
                chance = 0.0
            elif ends is not None:
                chance = ends[local[end:]] if end < self.size else 0.0
            else:
                chance = self._from(after, end, cut, least / front)
            if chance:
                total += chance * (front if needed else chances[local[start:end]])
            end = local.find(follows, end + 1)
        return total

    def _middle_share(self, piece: str) -> float:
        if self.told_middle:
            return float(piece == self.told_middle)
        # A middle name is a second given name as often as a first surname.
        return self.middle * (self.given.share(piece) + self.family.share(piece)) / 2

    def _middle_starts(self, piece: str) -> float:
        if self.told_middle:
            return float(self.told_middle.startswith(piece))
        return self.middle * (self.given.starting(piece) + self.family.starting(piece)) / 2

    def _initial(self, piece: str) -> float:
        if self.told_middle:
            return float(self.told_middle.startswith(piece))
        cost = self.stock.initial_cost.get(piece)  # it counts those who have no middle name
        return exp(-cost / 10) if cost is not None else 0.0

    def _number(self, number: str) -> float:
        cost = self.stock.number_cost.get(number, self.stock.number_cost.get(f"#{len(number)}"))
        return 0.0 if not number or cost is None else exp(-cost / 10)


@lru_cache(maxsize=4096)
def _shape(pattern: Pattern) -> _Shape:
    shorter = pattern.unmiddled if pattern.middle else None
    most = sum([_longest(element) for element in pattern.elements])
    return _Shape(
        pattern.text,
        _rest(pattern.elements),
        pattern.cut,
        min(most, pattern.cut or most),
        pattern.shortens,
        _shape(shorter) if shorter is not None else None,
    )


def _longest(element: Element) -> float:
    """The most letters that an element can give."""
    if not element.field:
        return len(element.text)
    return inf if element.field == "n" else element.length or (1 if len(element.field) == 1 else inf)


def _parting(text: str) -> int:
    """The dots and underscores of a text, as one number."""
    return 100 * text.count(".") + text.count("_")


_PARTING = re.compile(r"[._]")
# What of a text tells patterns apart at a glance: its dots, its underscores, whether it has digits.
_Marks = tuple[int, int, bool]
_NO_SHAPES: Mapping[str, _Shape] = {}


def _marks(text: str) -> _Marks:
    return text.count("."), text.count("_"), any(map(str.isdigit, text))


@lru_cache(maxsize=4)
def _by_marks(stock: Stock) -> dict[_Marks, dict[str, _Shape]]:
    """The listed patterns by their names, by the separators and digits in what they give."""
    found: dict[_Marks, dict[str, _Shape]] = {}
    for name in stock.names:
        pattern = parsed(name)
        shape = _shape(pattern)
        each = _marks_of(pattern)
        if shape.shorter is not None:
            each |= _marks_of(parsed(shape.shorter.name))
        for marks in each:
            found.setdefault(marks, {})[name] = shape
    return found


def _marks_of(pattern: Pattern) -> set[_Marks]:
    size = len(pattern.elements)
    texts = [e.text or "0" * (e.field == "n") for e in pattern.elements]
    return {_marks("".join(texts[:end])) for end in range(0 if pattern.cut else size, size + 1)}
