"""Trying mutants: what tests notice is noticed, what they do not survives, and an endless loop ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.mutant_trials import Trials
from benchmarks.mutants import Mutant, drawn

from benchmarks import mutant_trials

TEXT = """def larger(a, b):
    return a if a > b else b


def steps(number):
    taken = 0
    while number > 0:
        number -= 1
        taken += 1
    return taken
"""
TESTS = """from tinyhouse import larger, steps


def test_larger():
    assert 3 == larger(3, 2)


def test_steps():
    assert 2 == steps(2)
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of one module with two tests."""
    pytest.importorskip("coverage")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "tinyhouse.py").write_text(TEXT, encoding="utf-8")
    (tmp_path / "test_tinyhouse.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faulty(house: Path, before: str, after: str) -> Mutant:
    """The module with one text in place of another."""
    assert 1 == TEXT.count(before)
    line = 1 + TEXT[: TEXT.index(before)].count("\n")
    file = str(house / "src" / "tinyhouse.py")
    return Mutant("a", "tinyhouse", file, line, line, "", TEXT.replace(before, after))


def test_what_becomes_of_mutants(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer and an import that fails are noticed, `>=` for `>` is not, and a loop without end is stopped."""
    monkeypatch.setattr(mutant_trials, "_BESIDES_S", 2)
    trials = Trials(house, ["test_tinyhouse.py"], ())
    file = house / "src" / "tinyhouse.py"
    survey = trials.surveyed([file], house / "survey.json")
    near = faulty(house, "a > b", "a < b")
    assert ["test_tinyhouse.py::test_larger"] == survey.tests(near)
    assert "killed" == trials.tried(near, survey)
    assert "survived" == trials.tried(faulty(house, "a > b", "a >= b"), survey)
    assert "killed" == trials.tried(faulty(house, "taken += 1", "taken += 2"), survey)
    assert "killed" == trials.tried(faulty(house, "def larger(a, b):", "def larger(a, b=c):"), survey)
    assert "timeout" == trials.tried(faulty(house, "number -= 1", "number -= 0"), survey)
    assert TEXT == file.read_text(encoding="utf-8")


def test_tests_that_fail_by_themselves_judge_nothing(house: Path) -> None:
    """Where a test fails though nothing is changed, no mutant is tried."""
    (house / "test_tinyhouse.py").write_text("def test_never():\n    assert 1 == 2\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="though nothing is changed"):
        Trials(house, ["test_tinyhouse.py"], ()).surveyed([house / "src" / "tinyhouse.py"], house / "survey.json")


def test_a_draw_is_of_each_package_in_turn() -> None:
    """So many of each package, the same for the same seed; a beginning of it holds all packages alike."""
    names = [f"emailguess.{package}.m.x_f__mutmut_{i}" for package in ("model", "store") for i in range(50)]
    order = drawn(names, 8, 3)
    assert order == drawn(names, 8, 3) != drawn(names, 8, 4)
    assert ["model", "store"] * 8 == [name.split(".")[1] for name in order]
    assert sorted(names) == sorted(drawn(names, None, 0))
