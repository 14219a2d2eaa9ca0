"""The commands `serve` and `mcp`: how they start, what they refuse to start with, and how they stop."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.serving.rigs import Web

from emailguess.cli import main


@contextmanager
def _started(home: Path, *options: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, once it says where it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "emailguess", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home,
        env={**os.environ, "HOME": str(home), **environment},
    )  # fmt: skip
    assert process.stderr is not None
    try:
        told = ""
        while not (found := re.search(r"listening at (http://\S+/)", told)):
            line = process.stderr.readline()
            assert line, told
            told += line
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="signals are told otherwise on Windows")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_stops(tmp_path: Path, stop: signal.Signals) -> None:
    """On a free port of loopback; a signal ends it without an error, and its log has no query."""
    with _started(tmp_path) as (process, url):
        assert url.startswith("http://127.0.0.1:")
        web = Web(int(url.rstrip("/").rpartition(":")[2]))
        assert 200 == web.get("/v2/email-finder?full_name=Jane+Doe&domain=acme.example").status
        process.send_signal(stop)
        printed, told = process.communicate(timeout=60)
        assert (0, "") == (process.returncode, printed)
        assert "GET /v2/email-finder 200" in told
        assert "Jane" not in told
        assert "Traceback" not in told


def _refused(*arguments: str, **environment: str) -> str:
    """What the command says that does not start."""
    done = CliRunner().invoke(main, arguments, env={"EMAILGUESS_TOKEN": None, **environment})
    assert 2 == done.exit_code, done.output
    return done.stderr


def test_it_does_not_start_for_everybody(tmp_path: Path) -> None:
    """Beyond loopback a token is needed that is worth one; what is wrong with a file of one is told."""
    assert "a token is needed" in _refused("serve", "--host", "0.0.0.0", "--no-store")
    assert "at least 16" in _refused("serve", "--host", "0.0.0.0", "--no-store", EMAILGUESS_TOKEN="short")  # noqa: S106 - too short to be one
    assert "cannot read a token" in _refused("serve", "--token-file", str(tmp_path / "none"))
    (tmp_path / "empty").write_text("\n")
    assert "there is no token in" in _refused("serve", "--token-file", str(tmp_path / "empty"))


def test_a_store_is_named_or_left_out() -> None:
    """Both at once are a contradiction."""
    for command in ("serve", "mcp"):
        assert "pass one of them" in _refused(command, "--store", "x.db", "--no-store")


def test_a_store_that_was_named_elsewhere_has_to_be_there(tmp_path: Path) -> None:
    """A do-not-contact list that cannot be read is not passed over."""
    for command in ("serve", "mcp"):
        assert "none.db" in _refused(command, EMAILGUESS_STORE=str(tmp_path / "none.db"))


@pytest.mark.parametrize(("command", "package", "extra"), [("serve", "uvicorn", "server"), ("mcp", "mcp", "mcp")])
def test_a_missing_extra_is_named(command: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the pip command that installs it; no traceback."""
    for name in [name for name in sys.modules if name.startswith(("emailguess.serving", f"{package}."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    assert f"pip install 'emailguess[{extra}]'" in _refused(command)
