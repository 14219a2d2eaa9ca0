"""What reaches a terminal: nothing raw, and the age of what ships."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from emailguess.addresses.parser import domain
from emailguess.addresses.suffixes import aged, published
from emailguess.cli import main
from emailguess.errors import InvalidPattern
from emailguess.patterns.language import Pattern
from emailguess.patterns.notations import noted

HOSTILE = "[red]\x1b[31m\u202e"


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "known.db")


def run(*words: object) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("words", ["learn FILE", "columns FILE", "columns FILE --json", "columns GONE"])
def test_nothing_raw_reaches_a_terminal(words: str, tmp_path: Path) -> None:
    """Names of files, titles and cells that hold markup, ESC and U+202E are shown, and give no order."""
    file = tmp_path / f"{HOSTILE}.csv"
    file.write_text(f"name,email,{HOSTILE}\nBob Jones,bob@acme.example,{HOSTILE}\n", encoding="utf-8")
    places = {"FILE": file, "GONE": tmp_path / f"{HOSTILE}.gone"}
    result = run(*(places.get(word, word) for word in words.split()))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.output
    assert not {"\x1b", "\u202e"} & set(result.output)
    if words == "learn FILE":
        assert "[red]U+001B[31mU+202E.csv" in result.output


def test_the_age_of_the_suffix_list_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--version -v` dates the list; past two years a note says so, there and beside a guess."""
    assert published() not in run("--version").output
    assert f"public suffixes: {published()}" in run("--version", "-v").output
    day = date.fromisoformat(published())
    assert "" == aged(day.replace(year=day.year + 1))
    monkeypatch.setattr("emailguess.cli.version._today", lambda: day.replace(year=day.year + 3))
    for words in (("-v", "--version"), ("guess", "Jane Doe", "acme.example")):
        assert "more than two years old" in run(*words).stderr


@pytest.mark.parametrize("text", ["{first}.", ".{first}", "{first}..{last}", "{first}" + "x" * 64])
def test_a_stated_pattern_gives_addresses(text: str) -> None:
    """A pattern none of whose local parts may stand in an address is refused; one in a store stays readable."""
    with pytest.raises(InvalidPattern, match="before the @"):
        noted(text)
    assert text == str(Pattern(text))


@pytest.mark.parametrize(
    ("host", "warns"),
    [
        ("\u0430\u0441\u043c\u0435.example", True),
        ("\u0430\u0441\u043c\u0435.ru", False),
        ("\u0431\u0430\u043d\u043a.example", False),
        ("acme.com", False),
    ],
)
def test_a_domain_in_look_alike_letters_warns(host: str, warns: bool) -> None:
    """Every letter of another script looks Latin; one that does not, or a country of that script, is trusted."""
    assert warns == any("looks like" in said for said in domain(host).warnings)
