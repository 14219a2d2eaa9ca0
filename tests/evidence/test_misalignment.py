"""Slipped rows: whose address another row has is told by the plainest patterns, and by nothing less."""

from __future__ import annotations

import pytest

from emailguess.evidence.misalignment import _is_own, _plain, _words, mispaired


def test_words_are_bare_letters() -> None:
    """Commas part words; hyphens and apostrophes join them; single letters tell nothing; six words are enough."""
    assert ["doe", "jane"] == _words("Doe,Jane Q.")
    assert ["annmarie", "oneil"] == _words("Ann-Marie O'Neil")
    assert ["ab", "cd", "ef", "gh", "ij", "kl"] == _words("Ab Cd Ef Gh Ij Kl Mn Op")
    assert ["ab", "cd", "ef", "gh", "ij", "kl"] == _words("X Ab Cd Ef Gh Ij Kl Mn")
    assert ["ab", "cd", "ef", "gh", "ij"] == _words("X Y Ab Cd Ef Gh Ij Kl")


def test_plain_patterns_of_two_and_three_words() -> None:
    """Both names with a mark or none, or one of them as its initial; the given name first or last."""
    halves = {("jane", "doe"), ("doe", "jane")}
    forms = {
        f"{one}{mark}{other}"
        for first, second in halves
        for mark in ("", ".", "_", "-")
        for one, other in ((first, second), (first[0], second), (second, first[0]), (first, second[0]))
    }
    assert forms == set(_plain(["jane", "doe"]))
    three = set(_plain(["ana", "ruiz", "soto"]))
    assert {"ana.soto", "asoto", "ana.ruizsoto", "aruizsoto", "soto.ana", "sana", "anas", "anar"} <= three
    assert not {"ana.ruiz", "aruiz", "ruiz.ana", "ruizsoto"} & three
    assert set() == set(_plain(["jane"]))


@pytest.mark.parametrize(
    ("local", "own"),
    [
        ("jane.smith", True),  # a word
        ("jan77", True),  # its start
        ("jd", True),  # the initials
        ("jdj", True),  # one letter more than there are words, and all initials
        ("jdjd", False),
        ("jx", False),
        ("bob.jones", False),
        ("ja", False),
    ],
)
def test_what_of_a_name_is_in_an_address(local: str, own: bool) -> None:
    """A word, its first three letters, or the initials."""
    assert own == _is_own(["jane", "doe"], local)


def test_a_short_word_counts_whole() -> None:
    """Two letters are no start of anything, but they are the whole name."""
    assert _is_own(["li", "wong"], "li.x")
    assert not _is_own(["li", "wong"], "zx")


def test_who_may_own_an_address() -> None:
    """One of a row without a name, or with a strange one; never one that is its own row's."""
    assert {0} == mispaired([("Bob Jones", "ann.lee"), ("", "bjones")])
    assert set() == mispaired([("Bob Jones", "ann.lee"), ("Beth Jones", "bjones")])
    assert {0, 1} == mispaired([("Bob Jones", "xyzzy"), ("Ann Lee", "bjones3")])
