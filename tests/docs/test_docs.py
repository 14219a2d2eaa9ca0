"""The documentation: commands print what the pages show, pages hang together, and the site builds strictly."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

import emailguess
from emailguess.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
# A shown figure may move by so much before the page has to be brought up to date: ten in a hundred.
TOLERANCE = 0.1
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.@])(?:\d+(?:\.\d)?%|\d\.\d{4})(?!\w)")


class Shown(NamedTuple):
    """A command and what the page says that it prints."""

    command: str
    output: str


def _shown(block: str) -> Iterator[Shown]:
    for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = piece.partition("\n")
        yield Shown(command, output)


def _agree(shown: str, printed: str) -> bool:
    """Equal but for figures, which may differ a little, and for what the page leaves out (`...`)."""
    pattern = _NUMBER.sub("§", shown.strip())
    expected = [re.escape(part) for part in pattern.split("...")]
    match = re.fullmatch(".*?".join(expected).replace("§", r"(\d+(?:\.\d+)?%?)"), printed.strip(), re.DOTALL)
    if match is None:
        return False
    pairs = zip(_NUMBER.findall(shown), match.groups(), strict=True)
    return all(abs(_figure(one) - _figure(other)) <= TOLERANCE for one, other in pairs)


def _figure(text: str) -> float:
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


@pytest.mark.parametrize(
    "page",
    [p for p in (ROOT / "README.md", *PAGES) if "```console" in p.read_text(encoding="utf-8")],
    ids=lambda p: p.name,
)
def test_commands_print_what_the_page_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of a page, in order, in one folder, with one store: the output is the one shown."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    for folder in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(folder, str(tmp_path))
    tried = 0
    for kind, title, block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            (tmp_path / title).write_text(block, encoding="utf-8")
        for command, output in _shown(block) if kind == "console" else ():
            program, *arguments = shlex.split(command)
            assert program in ("emailguess", "python")
            printed, errors = _tried(arguments) if program == "emailguess" else _run(arguments, tmp_path)
            assert _agree(output, printed), f"{command}\n{printed}{errors}"
            tried += 1
    assert tried


def _tried(arguments: list[str]) -> tuple[str, str]:
    """What a command of ours prints."""
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), arguments
    return done.stdout, done.stderr


def _run(arguments: list[str], folder: Path) -> tuple[str, str]:
    """What a script of the page prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def test_figures_are_compared() -> None:
    """A wrong word, a wrong figure or a missing line is noticed; a figure may move a little."""
    shown = "jdoe@acme.example\t70.6%\t{f}{last}\nnone of these\t14.7%\t\n"
    assert _agree(shown, shown)
    assert _agree(shown, shown.replace("70.6", "66.0"))
    assert not _agree(shown, shown.replace("70.6", "50.0"))
    assert not _agree(shown, shown.replace("jdoe", "jane"))
    assert not _agree(shown, shown.partition("\n")[0])


def test_every_page_is_in_the_navigation() -> None:
    """A page that no menu leads to is not found."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = set(re.findall(r": ([\w/-]+\.md)$", navigation, re.MULTILINE))
    assert listed == {page.relative_to(ROOT / "docs").as_posix() for page in PAGES}


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="the extra `docs` is not installed")
def test_the_site_builds_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    """The strict build passes; from a folder, without network, every page finds its styles, scripts and pictures.

    Whatever a user imports or receives stands in the reference.
    """
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--site-dir",
            str(tmp_path / "site"),
        ],  # --quiet hides all
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    pages = sorted(set((tmp_path / "site").rglob("*.html")) - {tmp_path / "site" / "404.html"})  # that is a server's
    assert len(PAGES) <= len(pages)
    reference = "".join(
        (tmp_path / "site" / "reference" / f"{name}.html").read_text("utf-8") for name in ("api", "errors")
    )
    assert "<blockquote>" not in reference  # an example that Markdown took for a quotation
    shown = set(re.findall(r'id="emailguess\.(?:[\w.]+\.)?(\w+)"', reference))
    assert set() == set(emailguess.__all__) - shown
    loaded = re.compile(r"<(?:script|img)[^>]+src=\"([^\"]+)\"|<link[^>]+rel=\"stylesheet\"[^>]+href=\"([^\"]+)\"")
    for page in pages:
        for source in filter(None, (a or b for a, b in loaded.findall(page.read_text(encoding="utf-8")))):
            assert not re.match(r"https?:|//|/", source), f"{page.name} loads {source}"
            assert (page.parent / source.partition("?")[0]).exists(), f"{page.name} lacks {source}"


def test_the_json_page_lists_every_schema() -> None:
    """Each schema that the code writes stands in the table, and no other."""
    written = re.compile(r'"(emailguess(?:\.[a-z_]+)+/[0-9]+)"')
    source = {s for p in (ROOT / "src").rglob("*.py") for s in written.findall(p.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8").partition("## Every document")[2]
    assert source == set(re.findall(r"`(emailguess(?:\.[a-z_]+)+/[0-9]+)`", page))


def test_the_glossary_has_each_word_once() -> None:
    """In the order of the alphabet, each with its meaning, and each word of the glossary that is set off has an entry."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^\*\*(.+)\*\*$", text, re.MULTILINE)
    assert len(words) > 30
    assert sorted(set(words)) == words
    assert len(words) == len(re.findall(r"^: ", text, re.MULTILINE))
    known = {word for entry in words for word in entry.split(", ")} | {"lexicon", "stock"}
    used = re.findall(r"(?<!\*)\*([a-z ]+)\*(?!\*)", text)
    assert [] == [word for word in used if not {word, word.removesuffix("s"), word.removesuffix("es")} & known]
