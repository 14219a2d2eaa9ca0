"""The budget of bounces: kept, used up, and decided in the order of the sheet."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.errors import InvalidArgument
from emailguess.fill.answers import Answered
from emailguess.fill.deciding import UNITS, Deciding, Settled, settled
from emailguess.fill.options import chosen


def _answers(probabilities: list[float]) -> list[Answered]:
    return [Answered("guessed", f"a{i}@acme.example", p, company="acme.example") for i, p in enumerate(probabilities)]


def _decided(answers: list[Answered], **options) -> list[str]:
    deciding = Deciding(chosen(**options))
    for answer in answers:
        deciding.note(answer)
    return [deciding.decide(answer).what for answer in answers]


def test_as_many_rows_as_the_budget_allows() -> None:
    """Of 0.99, 0.96, 0.9 and 0.5 the first three have a mean doubt of 5%, and the fourth would break it."""
    what = _decided(_answers([0.5, 0.99, 0.9, 0.96]), max_bounce=0.05)
    assert ["verify first", "send", "send", "send"] == what


def test_of_equal_rows_the_first_are_sent_to() -> None:
    """With 0.98 and three rows of 0.92 a budget of 5% has room for one of the three: the first in the sheet."""
    what = _decided(_answers([0.92, 0.98, 0.92, 0.92]), max_bounce=0.05)
    assert ["send", "send", "verify first", "verify first"] == what


@given(st.lists(st.integers(0, 10_000), max_size=40), st.sampled_from([0.0, 0.02, 0.05, 0.2, 1.0]))
def test_the_budget_is_kept_and_used_up(units: list[int], budget: float) -> None:
    """The mean doubt of the rows sent to is within the budget, and with any further row it would not be."""
    answers = _answers([u / 10_000 for u in units])
    what = _decided(answers, max_bounce=budget, skip_below=0)
    doubts = sorted(10_000 - u for u, w in zip(units, what, strict=True) if w == "send")
    most = Fraction(str(budget)) * 10_000
    assert sum(doubts) <= most * len(doubts)
    left = sorted(10_000 - u for u, w in zip(units, what, strict=True) if w != "send")
    if left:
        assert sum(doubts) + left[0] > most * (len(doubts) + 1)
        assert not doubts or doubts[-1] <= left[0]


def test_what_may_not_be_sent_uses_no_budget() -> None:
    """Risk and do-not-contact come first: such rows are skipped, and the others get the whole budget."""
    risky = Answered("guessed", "a@acme.example", 0.97, risk=0.2)
    held = Answered(
        "guessed", "b@acme.example", 0.97, held_back=True, reason="the person is on the do-not-contact list"
    )
    what = _decided([risky, held, *_answers([0.95])], max_bounce=0.05, max_risk=0.1)
    assert ["skip", "skip", "send"] == what


def test_least_probabilities() -> None:
    """`min_probability` decides alone where no budget is passed; below `skip_below` a row is left."""
    what = _decided(_answers([0.9, 0.6, 0.3]), min_probability=0.6, skip_below=0.4)
    assert ["send", "send", "skip"] == what


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"max_bounce": 5}, "share from 0 to 1"),
        ({"jobs": 0}, "number of processes"),
        ({"format": "doc"}, "format is one of"),
        ({"shape": "x"}, "shape is one of"),
        ({"known": "x@acme.example"}, "list of colleagues"),
        ({"max_bounces": 0.1}, "no option"),
    ],
)
def test_wrong_options_say_what_to_pass(options: dict, said: str) -> None:
    """A wrong option fails before any work."""
    with pytest.raises(InvalidArgument, match=said):
        chosen(**options)


def test_a_budget_is_settled_from_the_numbers_of_rows_alone() -> None:
    """Whom to send to follows from how many rows have each probability, wherever and in whatever order they stand."""
    numbers = [0] * (UNITS + 1)
    numbers[9_900], numbers[9_000], numbers[5_000] = 3, 4, 9
    assert Settled(least=9_000, at_least=1, sent=True) == settled(numbers, 0.04)
    assert Settled(least=0, at_least=16, sent=True) == settled(numbers, None)
    assert Settled(least=9_900, at_least=0, sent=False) == settled(numbers, 0.0)
    assert Settled() == settled([0] * (UNITS + 1), 0.05)
