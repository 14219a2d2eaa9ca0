"""Answers of two versions are compared to the last figure, and what is written of them names nobody."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the benchmarks read corpora; the fit extra is not installed")

from benchmarks.__main__ import main
from benchmarks.answers import differences

from benchmarks import synthetic
from emailguess import Guess


@pytest.fixture(scope="module")
def corpus_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of invented people."""
    path = tmp_path_factory.mktemp("corpus") / "people.tsv"
    synthetic.write_tsv(synthetic.corpus(40, 12, seed=8), path)
    return path


def test_the_same_version_gives_the_same_answers(
    corpus_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two runs differ in nothing; the record holds no name, no address and no domain of the corpus."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert 0 == main(["answers", str(corpus_path), "--out", str(first), "--questions", "40"])
    assert 0 == main(["answers", str(corpus_path), "--out", str(second), "--against", str(first), "--questions", "40"])
    assert "no answer differs by more than 1e-09" in capsys.readouterr().out
    assert first.read_bytes() == second.read_bytes()
    written = first.read_text(encoding="ascii")
    assert 40 == len(json.loads(written)["answers"])
    rows = [line.split("\t") for line in corpus_path.read_text(encoding="utf-8").splitlines()[1:]]
    assert not [row for row in rows if row[0] in written or row[1] in written or row[1].rpartition("@")[2] in written]


def test_a_changed_figure_is_noticed(corpus_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One probability moved by a millionth: told by its kind, with how far, and the exit status says so."""
    path = tmp_path / "before.json"
    assert 0 == main(["answers", str(corpus_path), "--out", str(path), "--questions", "20"])
    document = json.loads(path.read_text(encoding="ascii"))
    next(iter(document["answers"].values()))["probabilities"][0] += 1e-6
    path.write_text(json.dumps(document), encoding="ascii")
    capsys.readouterr()
    assert 1 == main(["answers", str(corpus_path), "--against", str(path), "--questions", "20"])
    assert "probabilities: 1 of 20 answers, by up to 1e-06" in capsys.readouterr().out
    path.write_text("{}", encoding="ascii")
    assert 2 == main(["answers", str(corpus_path), "--against", str(path), "--questions", "20"])


def test_several_processes_give_the_answers_of_one(
    corpus_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever is asked: each answer is the same, in the same order."""
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    assert 0 == main(["answers", str(corpus_path), "--out", str(one), "--questions", "60"])
    assert 0 == main(["answers", str(corpus_path), "--out", str(two), "--questions", "60", "--jobs", "2"])
    assert one.read_bytes() == two.read_bytes()


def test_what_an_answer_tells_besides_figures_is_compared(
    corpus_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One more word in a warning differs; a rounded figure of the document does not, as figures are held unrounded."""
    path = tmp_path / "before.json"
    asking = ["answers", str(corpus_path), "--questions", "30"]
    assert 0 == main([*asking, "--out", str(path)])
    told = Guess.to_dict
    monkeypatch.setattr(Guess, "to_dict", lambda answer: {**told(answer), "p_none": 0.123456})
    assert 0 == main([*asking, "--against", str(path)])
    monkeypatch.setattr(Guess, "to_dict", lambda answer: {**told(answer), "warnings": ["a word"]})
    capsys.readouterr()
    assert 1 == main([*asking, "--against", str(path)])
    assert "told: 30 of 30 answers" in capsys.readouterr().out


def test_differences_have_a_kind() -> None:
    """Where the addresses differ, their figures are not compared one by one."""
    old = {"asked": "pairs", "addresses": ["a", "b"], "probabilities": [0.5, 0.25]}
    for new, kind in (
        ({"addresses": ["b", "a"]}, "another first address"),
        ({"addresses": ["a", "c"]}, "other addresses below the first"),
        ({"addresses": []}, "answered by one only"),
        ({"probabilities": [0.5]}, "probabilities"),
    ):
        assert [(kind, "pairs", math.inf)] == list(differences({"1": old}, {"1": old | new}))
    moved = old | {"probabilities": [0.5, 0.125]}
    assert [("probabilities", "pairs", 0.125)] == list(differences({"1": old}, {"1": moved}))
    assert [("asked of one only", "pairs", math.inf)] == list(differences({"1": old}, {}))
