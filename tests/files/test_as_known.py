"""A file in place of a list of colleagues."""

from __future__ import annotations

from pathlib import Path

import pytest

from emailguess import EmailGuessError, Guesser, guess


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Three colleagues in a file."""
    rows = "Bob Jones,bjones@acme.example\nAnn Lee,alee@acme.example\nKim Zhang,kzhang@acme.example\n"
    (tmp_path / "team.csv").write_text("Name,Email\n" + rows)
    return tmp_path / "team.csv"


def test_a_path_is_known(team: Path) -> None:
    """`known` takes the path of a file of any kind, and gives what the list in it gives."""
    listed = ["Bob Jones <bjones@acme.example>", "Ann Lee <alee@acme.example>", "Kim Zhang <kzhang@acme.example>"]
    assert (
        guess("Jane Doe", "acme.example", known=listed).to_dict()
        == guess("Jane Doe", "acme.example", known=team).to_dict()
    )
    assert "{f}{last}" == Guesser().patterns("acme.example", known=team)[0].pattern


def test_a_path_is_learned(team: Path) -> None:
    """`learn` takes a path, too; a wrong one is an error that names the file."""
    guesser = Guesser()
    assert 3 == guesser.learn(team).learned
    with pytest.raises(EmailGuessError, match=r"missing\.csv"):
        guesser.learn(team.with_name("missing.csv"))
