"""What reaches a terminal: nothing raw, and the age of what ships."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from emailguess.addresses.parser import domain
from emailguess.addresses.suffixes import aged, published
from emailguess.cli import main
from emailguess.cli.filling import _output
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


@pytest.mark.parametrize(
    "words",
    [
        "learn FILE",
        "columns FILE",
        "columns FILE --json",
        "columns GONE",
        "guess -f FILE",
        "guess -f FILE --json",
        "guess HOSTILE acme.example",
        "guess HOSTILE acme.example --json",
        "guess HOSTILE --company HOSTILE",
        "guess Jane acme.example -k HOSTILE",
        "patterns HOSTILE",
        "domains HOSTILE",
        "provenance HOSTILE acme.example",
        "suppress HOSTILE",
        "forget HOSTILE",
        "bounced HOSTILE",
        "delivered HOSTILE@acme.example",
        "mx HOSTILE",
        "store merge FILE",
        "store merge GONE",
        "store drop HOSTILE",
        "store check --store GONE",
        "store expire --before HOSTILE",
    ],
)
def test_nothing_raw_reaches_a_terminal(words: str, tmp_path: Path) -> None:
    """Names of files, titles and cells that hold markup, ESC and U+202E are shown, and give no order."""
    file = tmp_path / f"{HOSTILE}.csv"
    file.write_text(f"name,email,{HOSTILE}\nBob Jones,bob@acme.example,{HOSTILE}\n", encoding="utf-8")
    places = {"FILE": file, "GONE": tmp_path / f"{HOSTILE}.gone", "HOSTILE": f"Jane {HOSTILE} Doe"}
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
        ("\u03b1\u03bf\u03bf.com", True),
        ("\u03b4\u03b5\u03bb\u03c4\u03b1.com", False),
        ("\u03b1\u03bf\u03bf.gr", False),
        ("\u057d\u0578\u057d.com", True),
        ("\u0574\u0561\u0580\u057f.com", False),
        ("\u13aa\u13df\u13b7\u13ac.com", True),
        ("\u1405\u1455\u15f0\u156e.com", True),
        ("\ua4e5\ua4e8\ua4e5.com", True),
        ("\u0251pple.com", True),
        ("\u1d00\u1d04.com", True),
        ("\u0440\u0430\u0443\u0440\u04301.com", True),
        ("\u05d1\u05e0\u05e7.com", False),
        ("\u65e5\u672c\u8a9e.com", False),
        ("stra\u00dfe.com", False),
    ],
)
def test_a_domain_in_look_alike_letters_warns(host: str, warns: bool) -> None:
    """All letters of another script look Latin, or one is of a script no domain has; others, or at home, are trusted."""
    assert warns == any("may imitate" in said for said in domain(host).warnings)


@pytest.mark.parametrize(
    "host", ["\u0430cme.com", "\u03b1cme.com", "ac\u0578e.com", "\u13aacme.com", "\u03bf\u0585\u043e.com"]
)
def test_a_domain_in_mixed_alphabets_warns(host: str) -> None:
    """One letter of another alphabet among Latin ones, or of several others."""
    assert ["mixes alphabets" in said for said in domain(host).warnings] == [True]


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
@pytest.mark.parametrize("name", ["Jane Doe", "Maximiliane Wolkenstein-Trostburg"])
def test_a_narrow_terminal_cuts_nothing_to_a_riddle(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every address and probability is whole, a pattern is whole or a good part of it, and no line is too long."""
    rows = [line.split("\t") for line in run("guess", name, "acme.example").output.splitlines()]
    monkeypatch.setattr("emailguess.cli.showing.on_terminal", lambda **_: True)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = run("guess", name, "acme.example").output.splitlines()
    start = 0
    for address, probability, *pattern in rows:
        start = next(i for i, line in enumerate(shown) if i >= start and f"{line} ".startswith(f"{address} "))
        row = " ".join(shown[start : start + 2])
        assert probability in row
        assert all(text in row or text[:11] + "…" in row or text[:10] + "…" in row for text in pattern)
    assert len(rows) == sum("%" in line for line in shown)
    longest = max(len(address) for address, *_ in rows)
    assert all(len(line.rstrip()) <= max(width, 40, longest) for line in shown)


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("command", ["guess", "fill", "learn", "store", "provenance", "serve"])
def test_help_fits_a_narrow_terminal(command: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of it is longer than the terminal is wide, but for words that are, and examples, which are copied whole."""
    monkeypatch.setenv("COLUMNS", str(width))
    for line in run(command, "--help").output.splitlines():
        is_example = "emailguess " in line or "[" in line
        assert len(line.rstrip()) <= width or is_example or " " not in line.strip()


def test_notes_and_errors_are_wrapped_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal; in a pipe each is one line."""
    words = ("guess", "Jane Doe", "acme.example", "-k", "Bob Jones <bob.jones@another-company.example>", "-n", "1")
    (piped,) = run(*words).stderr.splitlines()
    monkeypatch.setattr("emailguess.cli.showing.on_terminal", lambda **_: True)
    monkeypatch.setenv("COLUMNS", "40")
    shown = run(*words).stderr.splitlines()
    assert piped in " ".join(shown)
    assert all(len(line) <= 40 for line in shown)
    wrong = run("guess", "Jane Doe", "acme.example", "--pattern", "{nonsense}").stderr.splitlines()
    assert 1 < len(wrong)
    assert all(len(line) <= 40 or " " not in line for line in wrong)
    for words in (("guess", "Jane Doe"), ("guess",), ("nonsense",), ("store", "nonsense")):
        assert all(len(line) <= 40 for line in run(*words).stderr.splitlines())


def test_a_sheet_filled_onto_a_terminal_gives_no_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are left as they were in a file or a pipe; a screen shows code points for what it would obey."""

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    with _output(None) as (file, _):
        file.write_text(f"Name\n{HOSTILE}\n", encoding="utf-8")
    assert "Name\n[red]U+001B[31mU+202E\n" == screen.getvalue()
