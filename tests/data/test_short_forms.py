"""The table of short names: our rows first and in their order, then what the package lists and the rule lets pass."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from emailguess import Guesser
from emailguess.names.frequencies.lexicon import Lexicon

sys.path.insert(0, str(Path(__file__).parents[2] / "data" / "build"))

from short_forms import merged, own_rows, plausible

SHARES = {"jane": 0.002, "jincy": 1e-7, "virginia": 0.001, "robert": 0.01, "bob": 0.0005, "jonathan": 0.003}


@pytest.mark.parametrize(
    ("formal", "short", "expected"),
    [
        ("jincy", "jane", False),
        ("virginia", "jane", False),
        ("robert", "bob", True),
        ("jonathan", "jon", True),
        ("elizabeth", "beth", True),
        ("jane", "janie", False),
    ],
)
def test_a_name_of_its_own_is_no_short_form(formal: str, short: str, expected: bool) -> None:
    """What is cut from the formal name counts, and what few bear as a name of their own."""
    assert expected == plausible(formal, short, lambda name: SHARES.get(name, 0.0))


def test_our_rows_come_first() -> None:
    """A row's order is kept, the package's forms follow, and what it lists the other way round is left out."""
    table = merged({"robert": ["rob", "bob"]}, {"robert": {"bert"}, "bob": {"robert"}}, lambda _: 0.0)
    assert {"robert": ["rob", "bob", "bert"]} == table


def test_every_row_is_in_the_shipped_table() -> None:
    """The shipped table holds the short forms of our rows in their order; an edit needs a new build."""
    lexicon = Lexicon({}, {})
    rows = own_rows(Path(__file__).parents[2] / "data")
    assert rows == {formal: list(lexicon.nicknames(formal)[: len(short)]) for formal, short in rows.items()}


def test_a_name_with_many_bearers_is_no_short_form_of_a_rare_one() -> None:
    """Formal names are ordered by their bearers and by how usual the short form is; rare ones are left out."""
    lexicon = Lexicon({"alex": 50, "alexander": 300, "alexandra": 90, "alexandros": 1}, {})
    assert ("alexander", "alexandra") == lexicon.formal("alex")[:2]
    assert "alexandros" not in lexicon.formal("alex")


def test_a_plain_answer_keeps_the_name_as_written() -> None:
    """Without a colleague a short form gets a small share: the name as written stays first."""
    answer = Guesser().guess("Francisco Ruiz", "acme.example")
    shares = {c.address: c.probability for c in answer}
    assert answer.best is not None
    assert "francisco.ruiz@acme.example" == answer.best.address
    assert 0 < shares.get("paco.ruiz@acme.example", 0) < 0.06
