"""What all commands have in common, tried on each: a new command without an entry here fails."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from emailguess import Guesser
from emailguess.cli import main
from emailguess.cli.showing import in_options

# Each command with words it takes. FILE holds colleagues, EXPORT what another store told, ID is that store's.
TRIED = {
    "guess": "guess Jane_Doe acme.example -f FILE -n 3",
    "fill": "fill FILE -o OUT",
    "patterns": "patterns acme.example -f FILE",
    "domains": "domains Acme_Corp",
    "columns": "columns FILE",
    "mx": "mx 192.0.2.1.example --timeout 0.01",
    "learn": "learn FILE",
    "bounced": "bounced jane.doe@acme.example --name Jane_Doe",
    "delivered": "delivered jane.doe@acme.example",
    "forget": "forget bob.jones@acme.example",
    "suppress": "suppress pat@acme.example -f FILE -f FILE",
    "provenance": "provenance Jane_Doe acme.example -f FILE",
    "demo": "demo",
    "store stats": "store stats",
    "store check": "store check",
    "store repair": "store repair",
    "store export": "store export",
    "store parts": "store parts",
    "store drop": "store drop ID",
    "store merge": "store merge EXPORT",
    "store expire": "store expire",
    "store vacuum": "store vacuum",
}
TABLES = ["guess", "patterns", "domains", "columns", "mx", "learn", "store stats", "store parts"]
# They go on until they are stopped; `tests/serving` tries them.
SERVERS = ["serve", "mcp"]
# A worked example is for a person to read, and servers answer elsewhere.
NO_JSON = ["demo", *SERVERS]
# Files that are no lists of people: what is written, and a secret.
WRITTEN = ("store_path", "output", "token_file")


def commands(group: click.Group = main, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


ALL = dict(commands())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a store that knows two people, a file of them, and an export of another store."""
    (tmp_path / "people.csv").write_text(
        "name,email,company\nBob Jones,bob.jones@acme.example,Acme\nAnn Lee,ann.lee@acme.example,Acme\nTom Roe,,Acme\n"
    )
    monkeypatch.setenv("EMAILGUESS_STORE", str(tmp_path / "theirs.db"))
    run("learn", tmp_path / "people.csv")
    run("store", "export", tmp_path / "export.json", "--min-people", "1")
    monkeypatch.setenv("EMAILGUESS_STORE", str(tmp_path / "known.db"))
    run("learn", tmp_path / "people.csv")
    run("store", "merge", tmp_path / "export.json")
    return tmp_path


def run(*words: object) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="emailguess")


def tried(name: str, place: Path, *more: str) -> Any:
    part = json.loads(run("store", "parts", "--json").stdout)[0]["store"]
    words = {"FILE": place / "people.csv", "OUT": place / "out.csv", "EXPORT": place / "export.json", "ID": part}
    return run(*[words.get(word, word.replace("_", " ")) for word in TRIED[name].split()], *more)


def test_every_command_is_tried() -> None:
    """No command is left out of what follows."""
    assert set(ALL) == {*TRIED, *SERVERS}


@pytest.mark.parametrize("name", ALL)
def test_help_says_all(name: str) -> None:
    """A sentence on what it does; the options that all commands have; what a file may be."""
    words = " ".join(run(*name.split(), "--help").stdout.split())
    assert f"Usage: emailguess {name}" in words
    assert re.search("--quiet", words)
    assert ("--json" in words) == (name not in NO_JSON)
    for option in ALL[name].params:
        if isinstance(option.type, click.Path) and option.name not in WRITTEN and name != "store export":
            assert option.type.allow_dash, option.name
            assert option.multiple if isinstance(option, click.Option) else option.nargs in (1, -1)


@pytest.mark.parametrize("name", [name for name in ALL if name not in NO_JSON])
def test_json_is_one_document(name: str, place: Path) -> None:
    """With --json stdout is one JSON document, whatever else was found out."""
    done = tried(name, place, "--json")
    assert done.exit_code in (0, 1), done.output
    assert isinstance(json.loads(done.stdout), dict | list)


@pytest.mark.parametrize("name", TRIED)
def test_quiet_leaves_out_notes(name: str, place: Path) -> None:
    """With --quiet nothing but errors goes to the error output."""
    done = tried(name, place, "--quiet")
    assert done.exit_code in (0, 1), done.output
    assert "" == done.stderr or name == "demo"


@pytest.mark.parametrize("name", TABLES)
def test_piped_rows_are_parted_by_tabs(name: str, place: Path) -> None:
    """Each row has as many cells as every other; no frame, no colour, no padding, no heading."""
    lines = tried(name, place).stdout.splitlines()
    assert lines
    assert 1 == len({line.count("\t") for line in lines})
    assert not re.search("[\x1b█─│]|  ", "".join(lines))


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", TABLES)
def test_a_terminal_has_a_table(name: str, width: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows that are piped, under headings; what may be cut is cut, addresses and figures never are."""
    piped = [line.split("\t") for line in tried(name, place).stdout.splitlines()]
    monkeypatch.setattr("emailguess.cli.showing.on_terminal", lambda **_: True)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = tried(name, place).stdout
    assert "\t" not in shown
    for row in piped:
        for cell in row:
            if re.fullmatch(r"\S+@\S+|[\d.]+%", cell):
                assert cell in shown
    if name != "store parts":  # an id is as long as it is
        assert all(len(line.rstrip()) <= width for line in shown.splitlines())


@pytest.mark.parametrize("name", ALL)
def test_wrong_usage_is_status_2(name: str, place: Path) -> None:
    """An option that is none, said in one message."""
    done = run(*name.split(), "--nonsense")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "--nonsense" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["guess", "Jane Doe"], "its name with --company"),
        (["guess", "Acme GmbH", "acme.example"], "--company"),
        (["guess", "Jane", "Doe", "acme.example"], "put the name in quotes"),
        (["Jane Doe", "acme.example"], "emailguess guess 'Jane Doe' acme.example"),
        (["gues", "Jane Doe"], "did you mean `emailguess guess`?"),
        (["guess", "Jane Doe", "acme.con"], "did you mean acme.com?"),
        (["guess", "acme.example"], "whose address? Pass the NAME before the domain"),
        (["provenance", "jane.doe@acme.example"], "whose address? Pass the NAME before the domain"),
        (["guess", "Jane Doe", "Acme Corp"], "--company 'Acme Corp'"),
        (["guess", "Jane Doe", "acme.example", "--country", "XX"], "no country has the code 'XX'"),
        (["suppress", "Jane Doe"], "for a person by name: suppress acme.com --name 'Jane Doe'"),
        (["guess"], 'NAME is missing; write it as in emailguess guess "Jane Doe" acme.com'),
        (["store", "merge"], "FILE is missing; write it as in emailguess store merge FILE..."),
        (["help"], "no command 'help'; emailguess --help lists them"),
        (["store", "foo"], "no command 'foo'; emailguess store --help lists them"),
        (["guess", "Jane Doe", "acme.example", "--knwon", "x"], "no option --knwon; did you mean --known?"),
        (["guess", "Jane Doe", "acme.example", "--xyz"], "no option --xyz; emailguess guess --help lists them"),
        (["guess", "Jane Doe", "acme.example", "-n", "many"], "--limit is a whole number from 1 to 1,000, not 'many'"),
        (["guess", "Jane Doe", "acme.example", "-n", "0"], "--limit is a whole number from 1 to 1,000, not 0"),
        (["guess", "Jane Doe", "acme.example", "-p"], "-p wants a value behind it: -p PATTERN"),
        (["guess", "Jane Doe", "acme.example", "--json=1"], "--json stands alone"),
        (["guess", "Jane Doe", "acme.example", "--explain=x"], "--explain is one of words, steps, not 'x'"),
        (["guess", "Jane Doe", "acme.example", "--store", "/"], "--store names a file, and this is a folder"),
        (["domains", "Acme", "Widgets"], 'put what belongs together in quotes, as in emailguess domains "Acme Widgets'),
        (["mx", "acme.example", "--timeout", "0"], "--timeout is a number above 0, not 0.0"),
        (["fill", "people.csv", "--max-bounce", "lots"], "--max-bounce: 'lots' is no share; write 5% or 0.05"),
    ],
)
def test_messages_are_in_the_words_of_the_command_line(words: list[str], says: str) -> None:
    """What to do is said by options, never by an argument of Python."""
    done = run(*words)
    assert says in done.stderr
    assert not re.search(r"\w=|Guesser|None", done.stderr)


def test_arguments_become_options() -> None:
    """What a message of the library calls an argument is an option here; other words stay."""
    assert "pass --company 'its name' or --country" == in_options("pass company='its name' or country=")
    assert "umlaut=plain, a=b" == in_options("umlaut=plain, a=b")


def test_a_domain_may_stand_beside_the_company(place: Path) -> None:
    """The domain is believed; the name is no contradiction."""
    plain = run("guess", "Jane Doe", "acme.example", "--no-store")
    both = run("guess", "Jane Doe", "acme.example", "--company", "Acme Corp", "--no-store")
    assert (0, plain.stdout) == (both.exit_code, both.stdout)


def test_an_empty_store_or_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is printed where nothing is; a note says what to do."""
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "none.db")
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    empty = run("patterns")
    assert (1, "") == (empty.exit_code, empty.stdout)
    assert "nothing is learned yet" in empty.stderr
    (tmp_path / "empty.csv").write_text("name,email\n")
    done = run("learn", tmp_path / "empty.csv")
    assert (1, "") == (done.exit_code, done.stdout)
    assert "nobody is in it" in done.stderr
    filled = run("fill", tmp_path / "empty.csv", "-o", tmp_path / "filled.csv")
    assert "nobody is in it" in filled.stderr
    listed = run("suppress", "--file", tmp_path / "empty.csv", "--store", tmp_path / "new.db")
    assert 1 == listed.exit_code
    assert "names nobody" in listed.stderr


def test_patterns_say_what_they_rest_on(place: Path) -> None:
    """Nothing known, an address left out and a free-mail domain are told; where the company is known nothing is."""
    nothing = "nothing is known of how other.example builds its addresses: this is what companies usually do"
    assert nothing in run("patterns", "other.example", "--no-store").stderr
    assert "info@ was ignored" in run("patterns", "acme.example", "--no-store", "-k", "info@acme.example").stderr
    assert "there is no company pattern" in run("patterns", "gmail.com", "--no-store").stderr
    assert "nothing is known" not in run("patterns", "acme.example", "-k", "jroe@acme.example").stderr


def test_a_company_is_told_by_the_name_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the table stands the company, and not the likeliest of its domains."""
    monkeypatch.setattr("emailguess.cli.showing.on_terminal", lambda **_: True)
    shown = run("guess", "Jane Doe", "--company", "Blue Widget Ltd", "--no-store").stdout
    assert "Jane Doe at Blue Widget Ltd" == shown.splitlines()[0]


def test_notes_of_a_kind_are_told_once(tmp_path: Path) -> None:
    """Twenty-one addresses that were left out for one reason are one note."""
    known = [word for i in range(21) for word in ("-k", f"Pat Roe <pat.roe@other{i}.example>")]
    done = run("guess", "Jane Doe", "acme.example", "--no-store", *known)
    assert 1 == len([line for line in done.stderr.splitlines() if "it is not at acme.example" in line])
    assert "more of this kind" in done.stderr


def test_explanations_come_as_json_too() -> None:
    """--json with --explain has the words, who follows what, and the steps."""
    told = json.loads(run("guess", "Jane Doe", "acme.example", "--no-store", "--explain", "--json").stdout)
    assert {"words", "usage", "contributions", "routes", "next_if_bounced", "would_help"} == set(told["explanation"])
    steps = run("guess", "Jane Doe", "acme.example", "--no-store", "--explain=steps").stdout
    assert "the ways to it add up to" in steps
    behind = run("guess", "--explain", "Jane Doe", "acme.example", "--no-store")
    assert (0, True) == (behind.exit_code, "is the likeliest address of Jane Doe" in behind.stdout)


def test_without_a_command_five_lines_show_how_to_begin() -> None:
    """They fit a terminal, and each command in them is one there is."""
    done = run()
    lines = done.stdout.splitlines()
    assert (0, 5, True) == (done.exit_code, len(lines), all(len(line) <= 80 for line in lines))
    assert set(re.findall(r"^  emailguess (\w+)", done.stdout, re.MULTILINE)) <= set(ALL)


def test_the_demo_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers, fills and tells where an address comes from; no file and no store stays."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "none.db")
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    done = run("demo")
    assert 0 == done.exit_code
    assert 4 == done.stdout.count("\n$ emailguess ")
    assert ["jane.doe@acme.example", "verify first", "was inferred, not obtained"] == [
        text for text in ("jane.doe@acme.example", "verify first", "was inferred, not obtained") if text in done.stdout
    ]
    assert [] == list(tmp_path.iterdir())


def test_the_demo_does_not_depend_on_the_users_own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom the user keeps off is invented again in it, and what it says is the same."""
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "none.db")
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    alone = run("demo").stdout
    own = tmp_path / "own.db"
    with Guesser.open(own) as guesser:
        guesser.suppress("acme.example")
    monkeypatch.setenv("EMAILGUESS_STORE", str(own))
    assert alone == run("demo").stdout
    assert str(own) == os.environ["EMAILGUESS_STORE"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("plain", [True, False])
def test_no_color_is_heeded(plain: bool, tmp_path: Path) -> None:
    """On a terminal there is colour, and none with NO_COLOR."""
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment = {key: value for key, value in environment.items() if key not in ("NO_COLOR", "EMAILGUESS_STORE")}
    if plain:
        environment["NO_COLOR"] = "1"
    command = [sys.executable, "-m", "emailguess", "guess", "Jane Doe", "acme.example", "--no-store", "-n", "2"]
    subprocess.run(
        command, env=environment | {"HOME": str(tmp_path)}, stdout=theirs, stderr=subprocess.PIPE, check=True
    )
    os.close(theirs)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    assert "jane.doe@acme.example" in shown
    assert plain == ("\x1b[3" not in shown)


def test_completion_is_offered() -> None:
    """The shells that click knows get a script, by the variable the documentation names."""
    done = CliRunner().invoke(main, [], prog_name="emailguess", env={"_EMAILGUESS_COMPLETE": "bash_source"})
    assert "_emailguess_completion" in done.stdout
