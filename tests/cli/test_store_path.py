"""The do-not-contact list fails closed: whoever names a store gets its list, or no answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emailguess import Guesser, StoreError
from emailguess.cli import main
from emailguess.store.opening import located

READING = [
    ["guess", "Jane Doe", "acme.example"],
    ["guess", "Jane Doe", "acme.example", "--no-store"],
    ["patterns", "acme.example"],
    ["domains", "Acme"],
    ["provenance", "Jane Doe", "acme.example"],
    ["forget", "acme.example"],
    ["store", "stats"],
    ["store", "check"],
    ["store", "export"],
    ["store", "expire", "--keep-months", "12"],
    ["store", "vacuum"],
]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A home with a store that keeps Jane Doe from being shown."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    with Guesser.open(tmp_path / "known.db") as guesser:
        guesser.suppress("acme.example", name="Jane Doe")
    yield tmp_path


def run(*arguments: str | Path) -> Result:
    """Run the command line in this process, its output piped."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="emailguess")


@pytest.mark.parametrize("written", ["~/known.db", "  ~/known.db ", "{home}/known.db", "{home}/./known.db"])
@pytest.mark.parametrize("options", [[], ["--no-store"]])
def test_every_way_to_write_the_path_finds_the_list(
    home: Path, monkeypatch: pytest.MonkeyPatch, written: str, options: list[str]
) -> None:
    """A `~` means the home, in the environment as in --store and in Python."""
    path = written.format(home=home)
    monkeypatch.setenv("EMAILGUESS_STORE", path)
    assert "jane.doe@" not in run("guess", "Jane Doe", "acme.example", *options).stdout
    monkeypatch.delenv("EMAILGUESS_STORE")
    assert "jane.doe@" not in run("guess", "Jane Doe", "acme.example", *options, "--store", path.strip()).stdout
    with Guesser.open(path.strip(), create=False) as guesser:
        assert "person" == guesser.guess("Jane Doe", "acme.example").suppressed


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("missing", ["typo.db", "unmounted/disk/known.db", "known.db/inside.db", "~nobody-has-this/k"])
def test_a_named_store_that_is_not_there_is_an_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], missing: str
) -> None:
    """By the environment or --store, for all that reads: nothing on stdout, and no file is made."""
    before = sorted(home.rglob("*"))
    path = missing if missing.startswith("~") else str(home / missing)
    named = run(*words, "--store", path)
    monkeypatch.setenv("EMAILGUESS_STORE", path)
    for done in (named, run(*words)):
        assert (2, "") == (done.exit_code, done.stdout)
        assert done.stderr.startswith("emailguess: ")
        assert "Traceback" not in done.stderr
    assert before == sorted(home.rglob("*"))


def test_the_error_says_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the path, and the variable where that named it."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(home / "typo.db"))
    told = run("guess", "Jane Doe", "acme.example").stderr
    assert str(home / "typo.db") in told
    assert "EMAILGUESS_STORE" in told
    assert "EMAILGUESS_STORE" not in run("guess", "Jane Doe", "acme.example", "--store", home / "other.db").stderr


def test_a_folder_that_may_not_be_looked_into_is_an_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the list is there cannot be told: at the usual place too that is no reason to answer without it."""

    def refused(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "lstat", refused)
    done = run("guess", "Jane Doe", "acme.example")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "Permission denied" in done.stderr


def test_a_list_that_cannot_be_read_gives_no_answer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither with what was learned nor without it."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(home / "known.db"))
    (home / "known.db").write_bytes(b"x" * 5000)
    for options in ([], ["--no-store"]):
        done = run("guess", "Jane Doe", "acme.example", *options)
        assert (2, "") == (done.exit_code, done.stdout)


@pytest.mark.parametrize("options", [[], ["--no-store"]], ids=["", "no-store"])
@pytest.mark.parametrize("named", [True, False], ids=["named", "usual"])
def test_an_empty_file_is_a_list_that_was_lost(
    home: Path, monkeypatch: pytest.MonkeyPatch, named: bool, options: list[str]
) -> None:
    """A full disk or a copy that was cut leaves a file of no bytes; it is no store without a list."""
    path = home / "known.db" if named else home / "data" / "emailguess" / "known.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    done = run("guess", "Jane Doe", "acme.example", *options, *(["--store", path] if named else []))
    assert (2, "") == (done.exit_code, done.stdout)
    assert "is an empty file" in done.stderr
    assert b"" == path.read_bytes()
    with pytest.raises(StoreError, match="is an empty file"):
        Guesser.open(path, create=False)
    monkeypatch.setenv("EMAILGUESS_STORE", str(path))
    assert f"note: a new store was made: {path}\n" == run("suppress", "acme.example").stderr


def test_a_disk_behind_a_link_that_is_not_there_is_an_error(home: Path) -> None:
    """At the usual place too: the folder is a link to where the list would be, so there may be one."""
    (home / "data").symlink_to(home / "unmounted")
    done = run("guess", "Jane Doe", "acme.example")
    assert (2, "") == (done.exit_code, done.stdout)
    assert "a link to what is not there" in done.stderr


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_a_log_without_its_store_is_an_error(home: Path, end: str) -> None:
    """The file was lost, and its list with it; nothing new is made in its place."""
    path = home / "data" / "emailguess" / "known.db"
    path.parent.mkdir(parents=True)
    (path.parent / f"known.db{end}").write_bytes(b"x")
    for words in (["guess", "Jane Doe", "acme.example"], ["suppress", "acme.example"]):
        done = run(*words)
        assert (2, "") == (done.exit_code, done.stdout)
        assert "is gone" in done.stderr
    assert not path.exists()


def test_learning_makes_the_store_and_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is not mounted looks like a first use, so a first use is told."""
    monkeypatch.setenv("EMAILGUESS_STORE", "~/new.db")
    done = run("suppress", "acme.example")
    assert (0, f"note: a new store was made: {home}/new.db\n") == (done.exit_code, done.stderr)
    assert "" == run("suppress", "other.example").stderr
    assert (home / "new.db").exists()


def test_without_a_store_nothing_is_asked_for(home: Path) -> None:
    """Nobody named one and none is at the usual place: there is no list to keep to."""
    assert (False, False, False) == located()[1:]
    assert 0 == run("guess", "Jane Doe", "acme.example").exit_code
    assert not (home / "data").exists()


def test_a_program_can_insist_on_its_store(home: Path) -> None:
    """`create=False` never starts a new list."""
    with pytest.raises(StoreError, match="there is no store"):
        Guesser.open(home / "typo.db", create=False)
    with pytest.raises(StoreError, match="not empty"):
        Guesser.open("")
    assert not (home / "typo.db").exists()


def test_parts_are_listed_and_dropped(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the id or its first letters; what is none of them is an error."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(home / "known.db"))
    with Guesser.open(home / "theirs.db") as theirs:
        theirs.learn([f"{c}.jones@acme.example" for c in "abcdefghi"])
        (home / "theirs.json").write_text(theirs.export(), encoding="ascii")
    assert "" == run("store", "parts").stdout
    assert 0 == run("store", "merge", home / "theirs.json").exit_code
    listed = run("store", "parts").stdout.split("\t")
    assert "1" == listed[1]
    assert 2 == run("store", "drop", "zz").exit_code
    assert 2 == run("store", "drop", "").exit_code
    assert 0 == run("store", "drop", listed[0][:6]).exit_code
    assert "" == run("store", "parts").stdout


def test_an_export_never_replaces_the_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever name; nor the files beside it."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(home / "known.db"))
    (home / "soft.db").symlink_to(home / "known.db")
    for name in ("known.db", "./known.db", "soft.db", "known.db-wal"):
        done = run("store", "export", f"{home}/{name}")
        assert (2, "") == (done.exit_code, done.stdout), name
        assert "is the store itself" in done.stderr
    with Guesser.open(home / "known.db", create=False) as guesser:
        assert guesser.store.suppresses()


def test_an_export_that_fails_leaves_what_was_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written beside and moved into place; nothing is left lying about."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(home / "known.db"))
    target = home / "ours.json"
    target.write_text("before", encoding="ascii")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        done = run("store", "export", target)
    assert 2 == done.exit_code
    assert "No space left" in done.stderr
    assert "before" == target.read_text(encoding="ascii")
    assert [] == [path for path in home.iterdir() if path.name.startswith(".")]
    assert 0 == run("store", "export", target).exit_code
    assert "emailguess.evidence.counts" in target.read_text(encoding="ascii")
    assert "single people" in run("store", "export", target, "--min-people", "1").stderr


def test_a_store_that_is_made_meanwhile_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two looks another process may make the store, whose log of changes lies beside it from the start."""
    path = tmp_path / "known.db"

    def made(log: str) -> bool:
        path.write_bytes(b"SQLite format 3\0")
        return log.endswith("-journal")

    monkeypatch.setattr(os.path, "lexists", made)
    assert located(path).exists
