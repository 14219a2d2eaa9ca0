"""Owners: whether the address beside a name is that person's, and what the pair means where that is not sure.

A name known in part (`J. Smith`, `Lee`) is a constraint: the missing part is any name that fits, as common as names
are. A name that does not give the address, or gives it only with text left over, may not be the owner's. The owner may
have another family name (marriage), another given name (an unlisted nickname), or both (rows that slipped, `Mom`). How
often each happens is fitted on a corpus (`family`, `given`, `other`). With P(text | …) from `patterns.unnamed`, the
weight of pattern z is

    P(text | z, name) + family·P(text | z, given name) + given·P(text | z, family name) + other·P(text | z)

and that of "no pattern" is P(text), letter by letter as handles are spelled. If the name itself explains nothing of the
text, `other` is 1: then the pair weighs as much as the bare address.

Start reading at `owned`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log

from emailguess.evidence.counts import Signature
from emailguess.names.forms import Form
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.frequencies.mixture import Commonness
from emailguess.names.questions import question_of
from emailguess.names.spelling import Spelled, letters
from emailguess.patterns.language import parsed
from emailguess.patterns.literals import has_literal, literal_share
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import ASSUMED, Match, Way, open_questions, ways
from emailguess.patterns.unnamed import Beginning, Told, Words, anybody, chances_of, worthy

__all__ = ["doubtful", "is_login", "is_partial", "known_parts", "owned", "strangers"]

# A literal is as good as a pattern this far down the prior's list, before its letters are looked at.
_LITERAL_RANK = 100
_MOST_LITERALS = 8
# Of a name with more spellings, the plainest bear witness.
_MOST_PARTS = 4
# The corpora have slips in about one name in two hundred (their README). Of a word of n letters we take some 6 n to be
# made: letters left out, doubled or swapped, and neighbours on the keyboard.
_SLIP, _SLIPS = 0.005, 6
_LEAST_MISTYPED = 3
# Of a name with more spellings slips are sought in the plainest.
_MOST_SLIPPED = 2
# So short a text behind a hyphen is an affix as well (`alee-sa`).
_SHORT = 2

_Way = tuple[str, tuple[str, ...]]
"""A pattern with the answers it assumes."""
_NO_PATTERN: _Way = ("", ())


def owned(spelled: Iterable[Spelled], local: str, matcher: Matcher) -> Signature:
    """The signature of a name with a local part, where the name may be known in part or be somebody else's."""
    told = [known_parts(s) for s in spelled]
    own = ways(told, local, matcher.stock)
    partial = any([not form.first or not form.last for form, _ in told])  # noqa: C419 -- quicker than a generator
    if not partial and not doubtful([(pattern, cost) for pattern, _, cost in own]):
        return _certain(own, matcher)
    costs: dict[_Way, float] = {(pattern, choices): cost for pattern, choices, cost in own}
    if partial:
        fitting = _fitting(tuple(told), local, matcher)
        if fitting:  # what literal text explains needs more than any name that fits
            costs = {way: cost for way, cost in costs.items() if cost < ASSUMED and not has_literal(way[0])}
        for way, cost in fitting.items():
            costs[way] = min(cost, costs.get(way, cost))
    unowned = not costs
    if doubtful([(pattern, cost) for (pattern, _), cost in costs.items()]):
        for pattern, chance in strangers(told, local, matcher, unowned=unowned).items():
            way = pattern, ()
            cost = -10 * log(chance)
            costs[way] = min(cost, costs.get(way, cost))
    if not unowned:
        costs.pop(_NO_PATTERN, None)
    return _worthiest(costs, own, matcher, unowned=unowned)


@lru_cache(maxsize=512)
def _certain(own: tuple[Way, ...], matcher: Matcher) -> Signature:
    """The matches that the name itself gives."""
    return _worthiest({(pattern, choices): cost for pattern, choices, cost in own}, own, matcher, unowned=False)


def _worthiest(costs: Mapping[_Way, float], own: Sequence[Way], matcher: Matcher, *, unowned: bool) -> Signature:
    """The signature of the likely matches; those that are hopeless beside the others are left out."""
    kept = worthy({way: cost + _rarity(way[0], matcher) for way, cost in costs.items()})
    # However unlikely a text is, a second colleague may have it too; and "no pattern" marks that the owner is unknown.
    if len(kept) < len(costs):
        chosen = set(kept)
        rest = [(pattern, choices) for pattern, choices, _ in own]
        kept += [way for way in rest if way in costs and way not in chosen][:_MOST_LITERALS]
    kept += [_NO_PATTERN] if unowned and _NO_PATTERN not in kept else []
    # Costs of one signature only matter beside one another.
    least = min([costs[way] for way in kept])
    kept.sort()
    return tuple([Match(pattern, choices, round(costs[pattern, choices] - least)) for pattern, choices in kept])


def known_parts(spelled: Spelled) -> Spelled:
    """Take a part of one letter out of a form: it is the beginning of a name that is not known.

    >>> known_parts(Spelled(Form("j", "smith", f="j", l="s"), ())).form.first
    ''
    """
    form = spelled.form
    if len(form.first) == 1:
        form = form._replace(first="")
    if len(form.last) == 1:
        form = form._replace(last="")
    return spelled if form is spelled.form else Spelled(form, spelled.choices)


def is_partial(form: Form) -> bool:
    """Whether the given or the family name is not known in full."""
    return not form.first or not form.last


def doubtful(ways: Iterable[tuple[str, float]]) -> bool:
    """Whether these patterns, with their costs, all need text or letters that the name does not tell."""
    return all(cost >= ASSUMED or has_literal(pattern) for pattern, cost in ways)


def is_login(name: str, local: str, lexicon: Lexicon) -> bool:
    """Whether a login stands in the place of the name: it repeats the local part and is no known name.

    >>> is_login("jdoe", "jdoe", Lexicon({}, {})), is_login("Judith", "judith", Lexicon({"judith": 9}, {}))
    (True, False)
    """
    word = letters(name).replace("-", "").replace("'", "")
    plain = "".join(c for c in local if c.isalpha())
    if not word or " " in name.strip() or plain not in (word, "".join(c for c in word if c.isalpha())):
        return False
    return not (lexicon.given(word) or lexicon.family(word))


def _rarity(pattern: str, matcher: Matcher) -> float:
    """How much rarer a pattern is than the commonest, before any evidence; in tenths of nats."""
    rarity = matcher.stock.rarity.get(pattern)
    if rarity is not None:
        return rarity
    return 10 * log(_LITERAL_RANK) - 10 * log(literal_share(pattern, matcher.lexicon))


def _words(part: str, start: str, names: Words) -> Words:
    return Told(part) if part else Beginning(start[:1], names) if start else names


def _fitting(told: tuple[Spelled, ...], local: str, matcher: Matcher) -> dict[_Way, float]:
    """Costs of the patterns under which somebody whose name fits what is known of it has this local part."""
    lexicon, stock = matcher.lexicon, matcher.stock
    found: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for (first, last, middle, f, l, m, _), choices in told:  # noqa: E741
        given = _words(first, f, lexicon.given_names)
        family = _words(last, l, lexicon.family_names)
        # What is told must have been used; a cut may have left nothing of it.
        starts = {"first": first[:3] or f, "f": f, "last": last[:3] or l, "l": l}
        used = {field for field, start in starts.items() if start and start in local}
        for pattern, chance in chances_of(local, given, family, stock, middle=middle or m).items():
            # What the name does not tell is a name, not text.
            if not has_literal(pattern) and not used.isdisjoint(parsed(pattern).fields):
                found.setdefault(pattern, []).append((choices, chance))
    answers = {choice for _, choices in told for choice in choices}
    return {
        (pattern, choices): -10 * log(chance)
        for pattern, ways in found.items()
        for choices, chance in _closed(ways, answers)
    }


def _closed(
    ways: Sequence[tuple[tuple[str, ...], float]], answers: set[str]
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Drop the questions whose answers do not change the chance."""
    groups: dict[float, list[tuple[str, ...]]] = {}
    for choices, chance in ways:
        groups.setdefault(chance, []).append(choices)
    for chance, group in groups.items():
        unasked = open_questions(group, answers) if len(group) > 1 else set()
        for choices in dict.fromkeys(tuple(c for c in each if question_of(c) not in unasked) for each in group):
            yield choices, chance


def strangers(told: Sequence[Spelled], local: str, matcher: Matcher, *, unowned: bool) -> dict[str, float]:
    """How likely each pattern explains a local part by an owner who is not, or not quite, the person named.

    Under "" stands that no pattern does. `unowned`: nothing explains it by the person named.
    """
    lexicon, stock = matcher.lexicon, matcher.stock
    rates = stock.strangers
    whole = rates["other"] if unowned else 1.0
    found = {pattern: chance * rates["other"] / whole for pattern, chance in anybody(local, matcher).items()}
    given, family = lexicon.given_names, lexicon.family_names
    for first, last in dict.fromkeys([(form.first, form.last) for form, _ in told][:_MOST_SLIPPED]):
        if _has_slip(local, first, last):
            _raise(found, chances_of(local, Told(first), _Mistyped(last, family), stock, whole=True), 1 / whole)
        if _has_slip(local, last, first):
            _raise(found, chances_of(local, _Mistyped(first, given), Told(last), stock, whole=True), 1 / whole)
    firsts = [first for first in _parts(form.first for form, _ in told) if first in local]
    lasts = [last for last in _parts(form.last for form, _ in told) if last in local]
    for first in firsts:
        _raise(found, chances_of(local, Told(first), family, stock, whole=True), rates["family"] / whole)
        for last in lasts if "-" in local else ():  # Ann Lee, now Lee-Berg
            # Her given name must be there, or Goro beside the hyphen would be half of a family name.
            chances = chances_of(local, Told(first), _Doubled(last, family), stock, whole=True)
            _raise(found, chances, rates["family"] / whole)
    for last in lasts:
        _raise(found, chances_of(local, given, Told(last), stock, whole=True), rates["given"] / whole)
    found[""] = max(lexicon.handles.chance(local), 1e-300)
    return found


class _Doubled:
    """A family name that another one was joined to at marriage, before it or behind it."""

    __slots__ = ("_names", "word")

    def __init__(self, word: str, names: Commonness) -> None:
        self.word = word
        self._names = names

    def share(self, word: str, /) -> float:
        """How common the other name is, if it is a known one; each order is as likely."""
        before, _, behind = word.partition("-")
        other = behind if before == self.word else before if behind == self.word else ""
        return self._names.share(other) / 2 if len(other) > _SHORT and self._names.lists(other) else 0.0

    def starting(self, start: str, /) -> float:
        """Only whole names are asked for."""
        return float(self.word.startswith(start)) / 2


class _Mistyped:
    """A name that may have been written with a slip: Petersem for Petersen. It must be a known name without it."""

    __slots__ = ("_names", "word")

    def __init__(self, word: str, names: Commonness) -> None:
        self.word = word
        self._names = names

    def share(self, word: str, /) -> float:
        """The chance that just this slip was made."""
        if abs(len(word) - len(self.word)) > 1 or not _is_slip(self.word, word) or not self._names.lists(word):
            return 0.0
        return _SLIP / (_SLIPS * len(word))

    def starting(self, start: str, /) -> float:
        """Only whole names are asked for."""
        return float(self.word.startswith(start)) * _SLIP


def _has_slip(local: str, told: str, other: str) -> bool:
    """Whether a local part is one name as it is told, and the other but for a slip: a quick first test."""
    return len(told) > 1 and told in local and _is_slip(other, local.replace(told, "", 1).strip("._-0123456789"))


def _is_slip(one: str, two: str) -> bool:
    """Whether words differ by one letter that is missing, too many, another, or swapped with its neighbour."""
    if one == two or min(len(one), len(two)) < _LEAST_MISTYPED:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    a, b = one[start:], two[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _parts(words: Iterable[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if len(word) > 1][:_MOST_PARTS]


def _raise(found: dict[str, float], chances: Mapping[str, float], rate: float) -> None:
    for pattern, chance in chances.items():
        if has_literal(pattern):
            continue
        found[pattern] = max(found.get(pattern, 0.0), rate * chance)
