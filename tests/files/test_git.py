"""Version histories: telling one from other texts is cheap, whatever the text."""

from __future__ import annotations

import pytest

from emailguess.files import git


@pytest.mark.parametrize("head", ["Ann", "1\tAnn", "Author: Ann", "Signed-off-by: Ann", "Author:", "commit"])
def test_a_line_of_blanks_costs_no_more_than_its_length(head: str) -> None:
    """A quarter of a million blanks that lead to no address are read at once; their square would take an hour."""
    assert not git.is_log([head + " " * 250_000 + "x"] * 2)


def test_names_lose_their_blanks() -> None:
    """Blanks between a name and its address belong to neither."""
    assert git.is_log(["Ann Lee   <ann@acme.example> (2):", "      a change"])
