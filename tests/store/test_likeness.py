"""Which names may be one person's: keys meet just where two names fit, whatever either tells in full."""

from __future__ import annotations

from itertools import product

import pytest

from emailguess.names.forms import Form
from emailguess.store.likeness import asked_keys, listed_keys

WORDS = ("ana", "al", "bea", "bo")
# A part is told in full, by its initial, or not at all.
PARTS = (*WORDS, "a", "b", "")


def _form(given: str, family: str) -> Form:
    return Form(
        given if len(given) > 1 else "",
        family if len(family) > 1 else "",
        f=given[:1],
        l=family[:1],
    )


def _agree(one: str, other: str) -> bool:
    return not one or not other or (one == other if len(one) > 1 < len(other) else one[0] == other[0])


def _fits(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """In either order one part is the same word, and nothing told of the other part differs."""
    return any(
        len(a) > 1 and a == c and _agree(b, d)
        for a, b in (one, one[::-1])
        for c, d in (other, other[::-1])
    )  # fmt: skip


@pytest.mark.parametrize("listed", list(product(PARTS, PARTS)))
def test_keys_meet_just_where_names_fit(listed: tuple[str, str]) -> None:
    """An entry of every depth against questions of every depth, compared part by part."""
    kept = set(listed_keys([_form(*listed)]))
    for asked in product(PARTS, PARTS):
        assert _fits(listed, asked) == bool(kept & set(asked_keys([_form(*asked)]))), asked


def test_initials_alone_have_no_key() -> None:
    """They fit too many to stand for one."""
    assert () == listed_keys([_form("a", "b"), Form("a", "b", f="a", l="b"), _form("", "")])
