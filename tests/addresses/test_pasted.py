"""Pasted text: addresses come out with the names beside them, whatever parts the entries, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.addresses.pasted import found_in, mailboxes

BOB, ANN = ("Bob Jones", "bob@acme.example"), ("Ann Lee", "ann@acme.example")


@pytest.mark.parametrize(
    "text",
    [
        "Bob Jones <bob@acme.example>; Ann Lee <ann@acme.example>",
        "Bob Jones <bob@acme.example>, Ann Lee <ann@acme.example>",
        "To: Bob Jones <bob@acme.example>\nCc: Ann Lee <ann@acme.example>",
        "Bob Jones (bob@acme.example)\nAnn Lee (ann@acme.example)",
        "bob@acme.example (Bob Jones), ann@acme.example (Ann Lee)",
        "Bob Jones, bob@acme.example, Ann Lee, ann@acme.example",
        "bob@acme.example, Bob Jones, ann@acme.example, Ann Lee",
        "Bob Jones\tbob@acme.example\nAnn Lee\tann@acme.example",
        "* Bob Jones: bob@acme.example\n* Ann Lee: ann@acme.example",
        "1. Bob Jones - bob@acme.example\n2. Ann Lee - ann@acme.example",
        "[Bob Jones](mailto:bob@acme.example) [Ann Lee](mailto:ann@acme.example)",
        "Bob Jones [mailto:bob@acme.example]; Ann Lee [mailto:ann@acme.example]",
        "Bob Jones <SMTP:bob@acme.example>, 'Ann Lee' <ann@acme.example<mailto:ann@acme.example>>",
    ],
)
def test_shapes(text: str) -> None:
    """One list in the shapes that mail programs, pages and people give it."""
    assert [BOB, ANN] == list(mailboxes(text))


def test_family_name_first() -> None:
    """A comma inside of a name parts no mailboxes, quoted or not, and a department stays with it."""
    text = 'Jones, Bob (HR) <bob@acme.example>; "Lee, Ann" <ann@acme.example>, Zhang, Kim <kim@acme.example>'
    assert ["Jones, Bob (HR)", "Lee, Ann", "Zhang, Kim"] == [name for name, _ in mailboxes(text)]


def test_words_that_are_no_name() -> None:
    """Sentences, labels and headings beside an address are nobody's name."""
    for text in (
        "write to bob@acme.example",
        "E: bob@acme.example",
        "bob@acme.example (Work)",
        "Mail bob@acme.example",
    ):
        assert [("", "bob@acme.example")] == list(mailboxes(text)), text


@pytest.mark.parametrize("text", ["", "@", "a@b", "a@@acme.example", "no address", "bob@", "@acme.example"])
def test_nothing_to_find(text: str) -> None:
    """Half an address is none."""
    assert [] == list(mailboxes(text))


@given(st.text(alphabet="ab@.,;<>()[]\"' \n\t:-", max_size=200))
def test_places_hold(text: str) -> None:
    """What is found stands where it is said to stand, in order, and has both halves."""
    found = list(found_in(text))
    for each in found:
        assert text[each.start : each.end] == each.address
        assert all(each.address.partition("@")[::2])
    assert sorted(found, key=lambda f: f.start) == found
    assert [f.end for f in found[:-1]] <= [f.start for f in found[1:]]
    list(mailboxes(text))
