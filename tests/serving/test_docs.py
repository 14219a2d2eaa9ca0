"""What the pages on the web server and on tools show is what comes: every command is sent, every script is run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.serving.rigs import Web, running

from emailguess import Guesser
from emailguess.asking.operations import OPERATIONS
from emailguess.asking.service import Service
from emailguess.serving.limits import Limits
from emailguess.serving.openapi import document
from emailguess.serving.tools import TOOLS

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
_BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _agree(shown: str, printed: str) -> bool:
    """Equal but for what the page leaves out (`...`)."""
    pattern = ".*?".join(re.escape(part) for part in shown.strip().split("..."))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """A server as the page starts it."""
    with Guesser.open(tmp_path / "team.db") as guesser, running(Service(guesser, may_write=True)) as web:
        yield web


def _sent(command: list[str], web: Web, folder: Path) -> str:
    """What `curl` prints, or `cat`; of their options those that the page uses."""
    if command[0] == "cat":
        return (folder / command[1]).read_text(encoding="utf-8")
    program, *words = command
    assert "curl" == program
    url, out, headers, body = "", "", {}, b""
    while words:
        word = words.pop(0)
        if word == "-s":
            continue
        if word in ("-H", "-d", "--data-binary", "-o"):
            value = words.pop(0)
            if word == "-H":
                name, _, text = value.partition(": ")
                headers[name.replace("-", "_")] = text
            elif word == "-o":
                out = value
            else:
                body = (folder / value[1:]).read_bytes() if value.startswith("@") else value.encode()
        else:
            url = word
    assert url.startswith("http://127.0.0.1:8484/")
    method = "POST" if body else "GET"
    answer = web.send(method, url.removeprefix("http://127.0.0.1:8484"), body or None, **headers)
    if out:
        (folder / out).write_bytes(answer.body)
        return ""
    return answer.body.decode()


def test_requests_answer_what_the_page_shows(web: Web, tmp_path: Path) -> None:
    """Each `curl` of the page, in order, at one server with one store."""
    tried = 0
    for kind, title, block in _BLOCK.findall((HOW_TO / "web.md").read_text(encoding="utf-8")):
        if title:
            (tmp_path / title).write_text(block, encoding="utf-8")
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:] if kind == "sh" else ():
            command, _, shown = piece.partition("\n")
            printed = _sent(shlex.split(command), web, tmp_path)
            assert _agree(shown, printed), f"{command}\n{printed}"
            tried += 1
    assert 9 == tried


def test_a_script_prints_what_the_page_shows(tmp_path: Path) -> None:
    """The client on the page of tools, run as it stands there."""
    blocks = {
        title: block for _, title, block in _BLOCK.findall((HOW_TO / "assistants.md").read_text("utf-8")) if title
    }
    (tmp_path / "ask.py").write_text(blocks["ask.py"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "ask.py"], cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert _agree(blocks["what it prints"], done.stdout), done.stdout + done.stderr


def test_the_pages_name_all_there_is() -> None:
    """Every operation, every tool and every status stands on its page."""
    web, assistants = ((HOW_TO / f"{name}.md").read_text(encoding="utf-8") for name in ("web", "assistants"))
    assert [] == [name for name in OPERATIONS if f"`{name}`" not in web]
    assert [] == [name for name in TOOLS if f"| `{name}` |" not in assistants]
    statuses = {
        status
        for path in document(Limits())["paths"].values()
        for each in path.values()
        for status in each["responses"]
    }
    assert [] == [status for status in sorted(statuses - {"200"}) if status not in web]
