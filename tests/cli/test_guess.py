"""The command line: what it prints where, and the exit status it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emailguess.cli import main


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever runs the tests may have a store; these commands have none."""
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "none.db")


BOB = "Bob Jones <bob.jones@acme.example>"


def run(*arguments: str | Path) -> Result:
    """Run the command line in this process, its output piped."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="emailguess")


def test_guess_prints_plain_rows_when_piped() -> None:
    """One candidate a line: address, probability, pattern, separated by tabs; "none of these" comes last."""
    result = run("guess", "Jane Doe", "acme.example", "--known", BOB, "--limit", "3")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert 0 == result.exit_code
    assert ("jane.doe@acme.example", "{first}.{last}") == (rows[0][0], rows[0][2])
    assert 4 == len(rows)
    assert "none of these" == rows[-1][0]
    assert 100 == pytest.approx(sum(float(row[1].rstrip("%")) for row in rows), abs=0.3)
    assert "" == result.stderr


def test_name_order_and_country_settle_the_order() -> None:
    """`--name-order` says which part stands first; `--country` sways it for names of that country's kind."""
    for option in (("--name-order", "family-first"), ("--country", "HU")):
        result = run("guess", "Kovács Botond", "acme.example", "--known", BOB, *option)
        assert "botond.kovacs@acme.example" == result.stdout.split("\t")[0]


@pytest.mark.parametrize(("option", "value"), [("--name-order", "western"), ("--country", "Hungary")])
def test_another_order_or_country_is_wrong_usage(option: str, value: str) -> None:
    """Exit status 2 and a sentence, no traceback."""
    result = run("guess", "Jane Doe", "acme.example", option, value)
    assert 2 == result.exit_code
    assert value in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_guess_prints_json_on_request() -> None:
    """The JSON is what `Guess.to_dict` gives, letters of all alphabets unescaped."""
    result = run("guess", "Jürgen Müller", "acme.example", "--known", BOB, "--json")
    document = json.loads(result.stdout)
    assert 0 == result.exit_code
    assert ("emailguess.guess/1", "Jürgen Müller", 1) == (
        document["schema"],
        document["name"],
        document["evidence"]["pairs"],
    )
    assert "Jürgen" in result.stdout


def test_guess_explains_on_request() -> None:
    """With --explain sentences stand below the table; with --explain=steps the arithmetic does."""
    result = run("guess", "Jane Doe", "acme.example", "--known", BOB, "--explain")
    assert 0 == result.exit_code
    assert result.stdout.startswith("jane.doe@acme.example\t")
    assert "\n\njane.doe@acme.example is the likeliest address of Jane Doe" in result.stdout
    assert "The one colleague you gave uses first.last." in result.stdout


def test_known_may_be_repeated() -> None:
    """Every --known is a colleague."""
    result = run("guess", "Jane Doe", "acme.example", "-k", BOB, "-k", "Ann Lee <ann.lee@acme.example>", "--json")
    assert 2 == json.loads(result.stdout)["evidence"]["pairs"]


def test_known_file(tmp_path: Path) -> None:
    """Colleagues may come from a file, beside those on the command line."""
    team = tmp_path / "team.csv"
    team.write_text("name,email\nAnn Lee,alee@acme.example\nTom Baker,tbaker@acme.example\n", encoding="utf-8")
    result = run("guess", "Jane Doe", "acme.example", "--known-file", team, "--known", BOB, "--json")
    document = json.loads(result.stdout)
    assert 3 == document["evidence"]["pairs"]
    assert "jdoe@acme.example" == document["candidates"][0]["address"]


def test_stated_pattern() -> None:
    """A pattern somebody told of can be passed."""
    result = run("guess", "Jane Doe", "acme.example", "--pattern", "{f}{last}", "--json")
    document = json.loads(result.stdout)
    assert ("jdoe@acme.example", "{f}{last}") == (document["candidates"][0]["address"], document["evidence"]["stated"])


def test_warnings_go_to_stderr() -> None:
    """Notes do not mix with the rows a script reads."""
    result = run("guess", "Jane Doe", "acme.example", "--known", "Bob Jones <bob@other.example>")
    assert 0 == result.exit_code
    assert "other.example was ignored" in result.stderr
    assert "ignored" not in result.stdout


def test_no_answer_possible_is_status_1() -> None:
    """Where there is no company pattern there is no answer, and the reason is on stderr."""
    result = run("guess", "Jane Doe", "gmail.com")
    assert 1 == result.exit_code
    assert "none of these\t100.0%" in result.stdout
    assert "free-mail" in result.stderr
    assert "jane" not in result.stdout.lower()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["guess", "123", "acme.example"], "a name needs letters"),
        (["guess", "Jane Doe", "acme"], "has a dot"),
        (["guess", "Jane Doe", "192.0.2.1"], "IP address"),
        (["guess", "Jane Doe", "acme.example", "--pattern", "{nope}"], "no field {nope}"),
        (["guess", "Jane Doe", "acme.example", "--limit", "0"], "--limit"),
        (["guess", "Jane Doe", "acme.example", "--known-file", "missing.csv"], "missing.csv"),
        (["guess", "Jane Doe"], "which company?"),
        (["guess"], "NAME"),
        (["nonsense"], "nonsense"),
        (["guess", "Jane Doe", "acme.example", "--nonsense"], "--nonsense"),
        (["patterns", "co.uk"], "public suffix"),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], says: str) -> None:
    """What the user can mend is one message on stderr, nothing on stdout, and no traceback."""
    result = run(*arguments)
    assert 2 == result.exit_code
    assert says in result.stderr
    assert "" == result.stdout
    assert "Traceback" not in result.stderr


def test_patterns_prints_shares() -> None:
    """The company's patterns with the share of people each holds for; "no pattern" comes last."""
    result = run("patterns", "acme.example", "--known", BOB, "--known", "Ann Lee <ann.lee@acme.example>")
    lines = result.stdout.splitlines()
    assert 0 == result.exit_code
    assert lines[0].startswith("{first}.{last}")
    assert lines[-1].startswith("no pattern")
    shares = [float(line.split()[-1].rstrip("%")) for line in lines]
    assert 100 == pytest.approx(sum(shares), abs=1.5)
    assert "█" not in result.stdout


def test_patterns_prints_json_on_request() -> None:
    """All patterns, likeliest first; the empty pattern is "no pattern"."""
    shares = json.loads(run("patterns", "acme.example", "--known", BOB, "--json").stdout)
    assert ("{first}.{last}", "") == (shares[0]["pattern"], shares[-1]["pattern"])
    assert 1 == pytest.approx(sum(s["probability"] for s in shares), abs=1e-3)


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["guess"],
        ["patterns"],
        ["domains"],
        ["mx"],
        ["learn"],
        ["bounced"],
        ["delivered"],
        ["forget"],
        ["suppress"],
        ["provenance"],
        ["store"],
    ],
)
def test_help(command: list[str]) -> None:
    """Every command has --help; those that take arguments show examples that begin with the program's name."""
    result = run(*command, "--help")
    assert 0 == result.exit_code
    assert "Usage: emailguess" in result.stdout
    if command:
        assert f"emailguess {command[0]} " in result.stdout.partition("Examples:")[2]


def test_version() -> None:
    """--version tells name and version."""
    result = run("--version")
    assert 0 == result.exit_code
    assert result.stdout.startswith("emailguess ")


def test_hostile_text_stays_text() -> None:
    """Escape sequences in a message are shown escaped, so that they cannot rewrite the terminal."""
    result = run("guess", "Jane\x1b[2J\x07Doe", "acme.example")
    assert 2 == result.exit_code
    assert "\x1b" not in result.stderr
    assert "\\x1b" in result.stderr


def test_as_a_module(tmp_path: Path) -> None:
    """`python -m emailguess` is the same program, with the same streams and status, from any directory."""
    command = [sys.executable, "-m", "emailguess", "guess", "Jane Doe", "acme.example", "--known", BOB]
    # Whoever runs the tests may have a store of their own.
    apart = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, env=apart
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("jane.doe@acme.example\t")
    failed = subprocess.run([*command, "--pattern", "{"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (2, "") == (failed.returncode, failed.stdout)
    assert "cannot read" in failed.stderr
