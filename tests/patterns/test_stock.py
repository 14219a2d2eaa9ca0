"""The listed patterns by shape, on a list small enough to say of each pattern why it is there."""

from __future__ import annotations

from math import log

import pytest

from emailguess.patterns.index import STRANGERS, Piece, Plan, Stock
from emailguess.patterns.language import Pattern

F, L = "F", "L"
PATTERNS = (
    "{f}{last}|8", "{f}{last}|6", "{f}{last}|5", "{first:2}{last}|8", "{f}{last:4}", "{f}{last:5}", "{f}{last:7}",
    "{first}{last}|8", "{first}{last}|9", "{first}{last}|11", "{first}.{m}.{last}", "{first}.{last}", "{m}",
)  # fmt: skip


def stock() -> Stock:
    """The patterns with two initials, three numbers, and six of ten people without a middle name."""
    return Stock(map(Pattern, PATTERNS), {"a": 0.5, "b": 0.0}, {"1": 0.5, "2": 0.25}, 0.6)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        # j + smith: what keeps one letter and five, or cuts at six or later.
        (((F, 1, False), (L, 5, True)), ["{f}{last}|8", "{f}{last}|6", "{f}{last:5}", "{f}{last:7}"]),
        # j + montg of montgomery: a slice of five, or a cut that takes the rest; with separators two letters earlier.
        (((F, 1, False), (L, 5, False)), ["{f}{last}|8", "{f}{last}|6", "{f}{last:5}"]),
        # jan + montg: the cut at eight, or at nine behind a separator that fell; at eleven there was room for more.
        (((F, 3, True), (L, 5, False)), ["{first}{last}|8", "{first}{last}|9"]),
        (((F, 3, True), (L, 5, True)), ["{first}{last}|8", "{first}{last}|9", "{first}{last}|11"]),
        # ja + smith: two letters of a longer name, or a given name of two letters.
        (((F, 2, False), (L, 5, True)), ["{first:2}{last}|8"]),
        (((F, 2, True), (L, 5, True)), ["{first:2}{last}|8", "{first}{last}|8", "{first}{last}|9", "{first}{last}|11"]),
        # A cut may have left nothing of the family name.
        (((F, 9, False),), ["{first}{last}|9", "{first}{last}|11"]),
        (((L, 5, True),), []),
    ],
)
def test_what_fits_a_parse(pieces: tuple[Piece, ...], expected: list[str]) -> None:
    """Of the patterns that shorten names those that may give just these letters, whatever the name goes on with."""
    made = stock()
    assert expected == [pattern.text for pattern in made.fitting(pieces)]
    assert made.fitting(pieces) is made.fitting(pieces)


def test_what_a_listed_pattern_costs() -> None:
    """Costs are tenths of nats: an initial is that of somebody with a middle name; nothing costs more than 1e-6 does."""
    made = stock()
    assert {"a": round(-10 * log(0.4 * 0.5)), "b": round(-10 * log(1e-6))} == made.initial_cost
    assert {"1": 7, "2": 14} == made.number_cost
    assert round(-10 * log(0.6)) == made.elided_cost
    assert {"": 0.0, PATTERNS[0]: 0.0, PATTERNS[1]: 10 * log(2), PATTERNS[2]: 10 * log(3)} == {
        name: made.rarity[name] for name in ("", *PATTERNS[:3])
    }


def test_what_a_list_knows_of_itself() -> None:
    """Places count each text once; a pattern with a middle initial is also what remains of it without."""
    made = Stock(map(Pattern, [*PATTERNS, PATTERNS[0]]), {}, {}, 0.6)
    assert {text: place for place, text in enumerate(PATTERNS)} == made.names
    assert {"{first}.{last}": ["{first}.{m}.{last}"]} == made.elisions
    assert STRANGERS == made.strangers
    assert {"family": 0.5} == Stock((), {}, {}, 0.6, {"family": 0.5}).strangers


def test_places_are_numbered() -> None:
    """The same places have the same number, others another one."""
    made = stock()
    assert [0, 1, 0, 2] == [made.numbered(places) for places in ((0, 3), (1,), (0, 3), ())]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What parses found is forgotten when there is too much of it; what is asked for then is found again."""
    monkeypatch.setattr("emailguess.patterns.index._MAX_PLANS", 2)
    monkeypatch.setattr("emailguess.patterns.index._MAX_WAYS", 2)
    monkeypatch.setattr("emailguess.patterns.index._MAX_FITTING", 2)
    made, plan = stock(), Plan([], [])
    for n in range(3):
        made.keep((n,), plan)
        made.keep_ways((n,), (), plan)
        made.numbered(n)
        made.fitting(((F, n + 1, False), (L, 5, True)))
    assert ([(2,)], [(2,)]) == (list(made.plans), list(made.ways))
    assert (((), plan), plan) == (made.ways[2,], made.plans[2,])
    assert [2, 3, 4] == [made.numbered(2), made.numbered(0), made.numbered(1)]
    assert ["{first:2}{last}|8"] == [p.text for p in made.fitting(((F, 2, False), (L, 5, True)))]
