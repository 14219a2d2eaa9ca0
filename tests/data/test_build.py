"""The build of the tables: what is committed is what the command makes, and a list with a fault is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLES = "src/emailguess/data"


def _built_here(folder: Path) -> None:
    """A clone of what the command reads and writes."""
    for part in ("data", "src/emailguess"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def _build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as from a fresh clone: nothing is installed."""
    return subprocess.run(
        [sys.executable, "-S", "data/build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    tables = {path.name: path.read_bytes() for path in (folder / TABLES).iterdir() if path.is_file()}
    return {**tables, "SOURCES.toml": (folder / "data" / "SOURCES.toml").read_bytes()}


def test_what_is_committed_is_what_the_command_makes(tmp_path: Path) -> None:
    """From the TOML files alone the command makes every table that names it, byte for byte, and the same checksums."""
    _built_here(tmp_path)
    before = _contents(tmp_path)
    sources = tomllib.loads((ROOT / "data" / "SOURCES.toml").read_text(encoding="utf-8"))
    made = [entry["file"] for entry in sources.values() if entry["command"] == "python data/build"]
    assert {path.name for path in (ROOT / TABLES).glob("*.py")} - {"__init__.py"} <= set(made)
    for name in made:
        (tmp_path / TABLES / name).unlink()
    done = _build(tmp_path)
    assert (0, "") == (done.returncode, done.stderr)
    assert sorted(f"written: {TABLES}/{name}" for name in made) == sorted(done.stdout.splitlines())
    assert before == _contents(tmp_path)


def test_a_new_word_reaches_the_library_and_the_checksums(tmp_path: Path) -> None:
    """A line in a list is all that a new title needs; the build writes the module and seals it."""
    _built_here(tmp_path)
    titles = tmp_path / "data" / "names" / "titles.toml"
    text = titles.read_text(encoding="utf-8")
    titles.write_text(text.replace('words = """\n', 'words = """\ngrandwizard\n', 1), encoding="utf-8")
    assert [f"written: {TABLES}/name_words.py", "sealed: data/SOURCES.toml"] == _build(tmp_path).stdout.splitlines()
    known: dict[str, frozenset[str]] = {}
    exec((tmp_path / TABLES / "name_words.py").read_text(encoding="utf-8"), known)  # noqa: S102 -- what we just built
    assert "grandwizard" in known["TITLES"]
    assert "" == _build(tmp_path).stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "table"),
    [
        ("mail/roles.toml", 'en = """\n', 'en = """\nbeekeeping ', "mailboxes.json"),
        ("mail/free_mail.toml", "hey.com ", "hey.com freepost.example ", "mailboxes.json"),
        ("names/nicknames/short_forms.toml", 'rows = """\n', 'rows = """\nzebulonia zeb\n', "nicknames.json"),
        ("names/jobs.toml", 'words = """\n', 'words = """\nzookeeperess ', "name_words.py"),
        ("names/legal_forms.toml", 'words = """\n', 'words = """\nqqzz ', "name_words.py"),
        ("companies/legal_forms.toml", 'pairs = """\n', 'pairs = """\nqqzz qqzz\n', "company_words.py"),
        ("files/titles.toml", 'de = "', 'de = "taufnamensfeld; ', "titles.json"),
        ("mail/providers.toml", 'suffixes = ["', 'suffixes = ["mx.invented.example", "', "mail_providers.json"),
    ],
)
def test_a_word_in_any_list_needs_one_line_and_one_command(
    tmp_path: Path, file: str, old: str, new: str, table: str
) -> None:
    """Roles, free mail, short forms, jobs, legal forms, titles of columns, mail servers: one line, and the table has it."""
    _built_here(tmp_path)
    path = tmp_path / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = _build(tmp_path)
    assert f"written: {TABLES}/{table}" in done.stdout.splitlines(), done.stderr
    word = new.removeprefix(old).strip().split()[0].strip(';,"')
    assert word in (tmp_path / TABLES / table).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("names/words_too.toml", '[titles]\nabout = "x"\n[titles.a]\nsource = "x"\nwords = "a"\n', "already"),
        ("names/more.toml", '[more]\nabout = "x"\n', "at least one group"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nwords = "a"\n', "`source`"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = ""\nwords = "a"\n', "`source`"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = "x"\nwords = "a b a"\n', "twice in the list: a"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = "x"\nword = "a"\n', "one and the same of"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = "x"\npairs = "a"\n', "what belongs to it"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = "x"\npairs = "a b c"\n', "what belongs to it"),
        ("names/more.toml", '[more]\nabout = "x"\n[more.a]\nsource = "x"\nlist = ["a|b"]\n', "no |"),
        ("names/more.toml", '[more]\nabout = "x\n', "line 2"),
        ("conventions.toml", 'total = 1.0\n[q]\nshares = { a = 1.0 }\nsource = "x"\n', "`asks`"),
        ("conventions.toml", 'total = 1.0\n[q]\nasks = "x"\nshares = { a = 1.0 }\n', "`source`"),
        ("conventions.toml", 'total = 1.0\n[q]\nasks = "x"\n', "either `shares` or `answers`"),
        ("conventions.toml", 'total = 1.0\n[q]\nasks = "x"\nanswers = "a"\nwording = { b = "x" }\n', "no answer: b"),
        ("conventions.toml", 'total = 1.0\n[q]\nasks = "x"\nanswers = "a"\nwordings = "x"\n', "no wordings"),
        (
            "mail/providers.toml",
            '[[families]]\nfamily = "X"\nsuffixes = ["a.example"]\nsource = "x"\nevidence = "hearsay"\n',
            "`evidence`",
        ),
        (
            "mail/providers.toml",
            '[[families]]\nfamily = "X"\nsuffixes = ["a.example", "a.example"]\nsource = "x"\nevidence = "public"\n',
            "a.example is there twice",
        ),
    ],
)
def test_a_list_with_a_fault_is_refused(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    """Every group has a source, no word is there twice, every question its answers; the message says where and what."""
    _built_here(tmp_path)
    (tmp_path / "data" / file).write_text(text, encoding="utf-8")
    before = _contents(tmp_path)
    done = _build(tmp_path)
    assert 1 == done.returncode
    assert complaint in done.stderr
    assert Path(file).name in done.stderr
    assert "Traceback" not in done.stderr
    assert before == _contents(tmp_path)
