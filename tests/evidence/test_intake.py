"""Texts with several mailboxes: each comes out as it stands there, with its name or alone."""

from __future__ import annotations

import pytest

from emailguess.evidence.intake import several


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Lee <ann.lee@acme.example>, bob@acme.example",
            [("Ann Lee", "ann.lee@acme.example"), "bob@acme.example"],
        ),
        ("ann.lee@acme.example;bob@acme.example", ["ann.lee@acme.example", "bob@acme.example"]),
        ("Ann Lee <ann.lee@acme.example>", ["Ann Lee <ann.lee@acme.example>"]),
        ("nobody", ["nobody"]),
    ],
)
def test_each_mailbox_of_a_text(text: str, expected: list[str | tuple[str, str]]) -> None:
    """With a name it is a pair, without one the address alone; a text with one mailbox or none stays a text."""
    assert expected == list(several(text))
