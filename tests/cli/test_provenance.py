"""`provenance` tells of the answer that `guess` gave, and nothing it cannot know; what is printed is safe to print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from emailguess import Guesser
from emailguess.cli import main
from emailguess.cli.showing import visible


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAILGUESS_STORE", str(tmp_path / "known.db"))
    Guesser.open(tmp_path / "known.db").close()


def run(*words: str) -> Any:
    return CliRunner().invoke(main, [*words])


def test_it_tells_of_the_answer_that_was_given() -> None:
    """With the same options the address and its probability are those that `guess` showed."""
    options = ["Jane Doe", "acme.example", "-k", "Bob Jones <bjones@acme.example>", "--bounced", "jdoe@acme.example"]
    answer = json.loads(run("guess", *options, "--json").stdout)["candidates"][0]
    record = json.loads(run("provenance", *options, "--json").stdout)
    assert (answer["address"], answer["probability"]) == (record["address"], record["probability"])
    assert {("pair", 1), ("bounce", 1)} == {(each["kind"], each["number"]) for each in record["examples"]}


def test_it_names_the_company_and_the_doubt() -> None:
    """Where the domain was inferred, from which name and how surely."""
    record = Guesser().guess("Jane Doe", company="Blue Widget Networks, Inc.").provenance()
    assert ("Blue Widget Networks, Inc.", True) == (record.company, 0 < record.domain_probability < 1)
    said = run("provenance", "Jane Doe", "--company", "Blue Widget Networks, Inc.").stdout
    assert "Blue Widget Networks, Inc." in said
    assert f"inferred with a probability of {record.domain_probability:.0%}" in said


def test_it_does_not_say_what_it_cannot_know() -> None:
    """Counts kept without digests hide whose address was told; only where nothing is remembered can it be excluded."""
    guesser = Guesser()
    assert "was not among" in guesser.guess("Jane Doe", "acme.example").provenance().paragraph()
    guesser.learn([("Jane Doe", "jane.doe@acme.example")], remember=False)
    record = guesser.guess("Jane Doe", "acme.example").provenance()
    assert ("jane.doe@acme.example", False) == (record.address, record.recognised)
    assert "was not among" not in record.paragraph()
    assert "recognise" in record.paragraph()


def test_nothing_raw_reaches_a_terminal() -> None:
    """Controls and marks that turn or hide text are shown as code points; other letters stay."""
    assert "U+001B[31m Zoë U+202E" == visible("\x1b[31m Zoë \u202e")
    said = run("guess", "Jane Doe", "acme.example", "-k", "x\u202ey@acme.example")
    assert "\u202e" not in said.output


@pytest.mark.parametrize("timeout", ["nan", "inf", "0", "-1"])
def test_a_timeout_is_a_number_of_seconds(timeout: str) -> None:
    """Whatever is none is wrong usage, and nothing is asked."""
    assert 2 == run("mx", "acme.example", "--timeout", timeout).exit_code
