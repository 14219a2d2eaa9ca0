"""Conventions kept ready: they save time, within a bound of memory."""

from __future__ import annotations

import pytest

from emailguess import Guesser
from emailguess.answer import conventions

PEOPLE = ["ann.lee", "bob.jones", "carla.roe", "dora.stone", "emil.fisk", "frida.lund", "georg.holm", "hanna.berg"]


def most_kept(colleagues: int) -> int:
    """How many conventions are ready at most, while sixteen companies with so many colleagues each are asked about."""
    guesser, most = Guesser(known_companies=False), 0
    answers = {}
    for number in [*range(16), *range(16)]:
        host = f"site{number}.example"
        known = [(box.replace(".", " ").title(), f"{box}@{host}") for box in PEOPLE[:colleagues]]
        answer = guesser.guess("Jane Doe", host, headcount=100 + number, known=known).candidates
        assert answer == answers.setdefault(host, answer)
        most = max(most, len(guesser._conventions._companies))
    return most


def test_conventions_kept_are_bounded_by_what_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """The more colleagues the companies have, the fewer conventions are kept; answers are the same, kept or made again."""
    assert most_kept(1) == most_kept(8) == 16
    monkeypatch.setattr(conventions, "_KEPT_BYTES", 200_000)
    assert most_kept(8) < most_kept(1) < 16
