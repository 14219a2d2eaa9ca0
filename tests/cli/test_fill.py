"""The command `fill`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.fill.sheets import TEAM

from emailguess.cli import main


@pytest.fixture(autouse=True)
def _no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_a_file_is_filled_into_another(tmp_path: Path) -> None:
    """`fill people.csv -o filled.csv` writes the file and says on stderr what became of the rows."""
    (tmp_path / "people.csv").write_text(TEAM)
    done = CliRunner().invoke(main, ["fill", str(tmp_path / "people.csv"), "-o", str(tmp_path / "filled.csv")])
    assert (0, "") == (done.exit_code, done.stdout)
    assert "4 rows: 2 known" in done.stderr
    assert "jdoe@acme.example" in (tmp_path / "filled.csv").read_text()


def test_standard_input_and_output() -> None:
    """`-` is read and the csv printed where no file is named."""
    done = CliRunner().invoke(main, ["fill", "-", "--min-probability", "50%"], input=TEAM)
    assert 0 == done.exit_code
    assert "send" in done.stdout.splitlines()[3]


def test_the_summary_as_json(tmp_path: Path) -> None:
    """`--json` prints the summary; without a file to write it is wrong usage."""
    (tmp_path / "people.csv").write_text(TEAM)
    command = ["fill", str(tmp_path / "people.csv"), "--json"]
    assert 2 == CliRunner().invoke(main, command).exit_code
    done = CliRunner().invoke(main, [*command, "-o", str(tmp_path / "filled.csv"), "--max-bounce", "20%"])
    assert (4, 2, True) == tuple(json.loads(done.stdout)[k] for k in ("rows", "known", "complete"))


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--max-bounce", "5"], "share"), (["--resume"], "-o"), (["--map", "name=Nobody"], "there is no column")],
)
def test_wrong_usage(tmp_path: Path, options: list[str], said: str) -> None:
    """Wrong options end with status 2 and say what to pass."""
    (tmp_path / "people.csv").write_text(TEAM)
    done = CliRunner().invoke(main, ["fill", str(tmp_path / "people.csv"), *options])
    assert 2 == done.exit_code
    assert said in done.stderr
