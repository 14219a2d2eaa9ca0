"""`learn` that is stopped in the middle, and what it shows on the way: what was learned stays, and counts once."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from emailguess import Guesser
from emailguess.cli import learning, main

FAMILY = "jones lee zhang reed stone weber king moss page lane hart cole".split()
# Stops in the way that is named when the third batch comes.
STOPPED = """
import os, signal, sys
from emailguess.cli import learning, main
learning.BATCH = 4
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a shell ignores it else
batch, told = learning._learn_batch, []
def stop(*arguments):
    if len(told) == 2:
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    told.append(1)
    batch(*arguments)
learning._learn_batch = stop
main(["learn", sys.argv[2], "--store", sys.argv[3]])
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list of twelve people at two companies."""
    rows = [f"Bob {f.title()},b{f}@{('acme', 'other')[i % 2]}.example" for i, f in enumerate(FAMILY)]
    path = tmp_path / "team.csv"
    path.write_text("\n".join(["Name,Email", *rows, ""]), encoding="utf-8")
    return path


def counts(store: Path) -> Mapping[str, object]:
    """Everything that is counted, by domain."""
    with Guesser.open(store, read_only=True) as guesser:
        return {domain: guesser.store.counts(domain) for domain in guesser.store.domains()}


def learn(file: Path, store: Path) -> None:
    """Learn the file undisturbed."""
    assert 0 == CliRunner().invoke(main, ["learn", str(file), "--store", str(store)]).exit_code


@pytest.mark.parametrize("how", ["SIGINT", "SIGKILL"])
def test_stopped_and_run_again(file: Path, tmp_path: Path, how: str) -> None:
    """Whichever way it is stopped, a second run ends with the counts of one undisturbed run."""
    store = tmp_path / f"{how}.db"
    process = subprocess.run(
        [sys.executable, "-c", STOPPED, how, str(file), str(store)], capture_output=True, text=True, check=False
    )
    if how == "SIGINT":
        assert 130 == process.returncode
        assert "stopped: team.csv: 8 learned of 8 read, up to line 9; they are kept." in process.stderr
        assert "run the same command again" in process.stderr
    else:
        assert -signal.SIGKILL == process.returncode
    learn(file, tmp_path / "whole.db")
    assert counts(store) != counts(tmp_path / "whole.db")
    learn(file, store)
    assert counts(store) == counts(tmp_path / "whole.db")


def test_without_memory_it_says_where_to_go_on(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --no-remember rows count twice when they come twice: the message tells the line instead."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(learning, "_learn_batch", stop)
    arguments = ["learn", str(file), "--store", str(tmp_path / "x.db"), "--no-remember"]
    stopped = CliRunner().invoke(main, arguments)
    assert 130 == stopped.exit_code
    assert "with --no-remember those rows would count twice; go on behind line 0" in stopped.stderr


def test_a_bar_on_a_terminal_and_none_in_a_pipe(file: Path, tmp_path: Path) -> None:
    """On a terminal rows, rate and time left are shown; a pipe gets the report alone."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "emailguess", "learn", str(file), "--store", str(tmp_path / "x.db")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment, text=True)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the terminal is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert 0 == process.wait()
    text = shown.decode()
    assert "12 rows" in text
    assert "a second" in text
    assert "100%" in text
    assert "0:00:0" in text  # time left
    piped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert piped.stderr.startswith("team.csv: 12 read, 0 learned, 12 known before, at 2 companies")
