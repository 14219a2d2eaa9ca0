"""Fuzzing, seeded and short: hostile calls keep every promise, and a broken promise is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from benchmarks.fuzz import Fuzz, added, markdown, result

from emailguess import Guesser


def test_hostile_calls_keep_every_promise(tmp_path: Path) -> None:
    """Some hundred calls of every kind: no fault, and each call was made and sometimes answered."""
    fuzz = Fuzz(20, tmp_path)
    fuzz.run(cases=700)
    assert {} == fuzz.faults
    assert 700 == sum(n for name, n in fuzz.cases.items() if name != "check")
    assert all(fuzz.cases[name] > fuzz.refused[name] for name in fuzz.cases)
    found = result(fuzz, 1.0)
    twice = added(found, found)
    assert (2 * found["cases"], "20, 20", 2.0) == (twice["cases"], twice["seed"], twice["seconds"])
    assert twice["calls"]["guess"]["cases"] == 2 * found["calls"]["guess"]["cases"]
    assert all(f"| {name} | {call['cases']:,} |" in markdown(found) for name, call in found["calls"].items())


def test_the_same_seed_draws_the_same_cases(tmp_path: Path) -> None:
    """So that a fault can be met again."""
    runs = []
    for _ in range(2):
        fuzz = Fuzz(5, tmp_path)
        fuzz.run(cases=40)
        runs.append((fuzz.cases, fuzz.refused))
    assert runs[0] == runs[1]


@pytest.mark.parametrize("error", [AttributeError("x"), UnicodeEncodeError("utf-8", "x", 0, 1, "x"), ValueError("")])
def test_a_fault_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Whatever is raised that nobody documented, with what was passed."""

    def broken(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(Guesser, "learn_company", broken)
    fuzz = Fuzz(5, tmp_path)
    fuzz.run(cases=150)
    assert [True] == [key.startswith(f"company: {type(error).__name__}") for key in fuzz.faults]
    assert "('company'," in next(iter(fuzz.faults.values()))["passed"]


def test_a_broken_promise_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that says it is damaged is a fault, though nothing was raised."""
    monkeypatch.setattr("emailguess.store.sqlite.store.SqliteStore.check", lambda _: ("odd",))
    fuzz = Fuzz(7, tmp_path)
    fuzz.run(cases=400)
    assert "check: Broken" in " ".join(fuzz.faults)
