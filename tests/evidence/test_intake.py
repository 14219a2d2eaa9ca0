"""Texts with several mailboxes: each comes out as it stands there, with its name or alone."""

from __future__ import annotations

import pytest

from emailguess.evidence.intake import one_mailbox, several
from emailguess.evidence.reading import read_list


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


def test_the_pieces_of_a_list_stand_at_their_places() -> None:
    """What can be read has its piece; what cannot has none; names that slipped by a row are told by their places."""
    straight = ["Bob Jones <bob.jones@acme.example>", "no address", ("Ann Lee", "ann.lee@acme.example")]
    found, slipped = read_list(straight)
    assert {0: "bob.jones", 2: "ann.lee"} == {place: piece.box.local for place, piece in found.items()}
    assert frozenset() == slipped
    names = ["Ann Lee", "Carla Roe", "Dora Stone", "Bob Jones"]
    locals_ = ["bob.jones", "ann.lee", "carla.roe", "dora.stone"]
    _, slipped = read_list([(name, f"{local}@acme.example") for name, local in zip(names, locals_, strict=True)])
    assert frozenset(range(4)) == slipped


@pytest.mark.parametrize("text", ["bob.jones(at)acme(dot)example", "bob.jones [at] acme [dot] example"])
def test_a_disguised_mailbox_is_read(text: str) -> None:
    """Words in round and in square brackets stand for the at and the dot."""
    assert "bob.jones@acme.example" == one_mailbox(text).address
