"""Every command with its output closed, each in a process of its own."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    "guess Jane_Doe acme.example|guess Jane_Doe acme.example --json|patterns acme.example|domains Acme|columns FILE|"
    "learn FILE|suppress pat@acme.example|forget pat@acme.example|bounced pat@acme.example|delivered pat@acme.example|"
    "provenance Jane_Doe acme.example|mx 192.0.2.1.example --timeout 0.01|store stats|store check|store export|"
    "store parts|store vacuum|store expire|store repair|--version|--help"
).split("|")


@pytest.mark.parametrize("words", COMMANDS)
def test_a_closed_output_is_no_fault_of_ours(words: str, tmp_path: Path) -> None:
    """With stdout closed from the start, or by a reader that went, no command ends in a traceback."""
    file = tmp_path / "people.csv"
    file.write_text("name,email\nBob Jones,bob.jones@acme.example\n", encoding="utf-8")
    given = [word.replace("_", " ").replace("FILE", str(file)) for word in words.split()]
    command = " ".join(shlex.quote(word) for word in [sys.executable, "-m", "emailguess", *given])
    environment = os.environ | {"EMAILGUESS_STORE": str(tmp_path / "known.db"), "PYTHONPATH": os.pathsep.join(sys.path)}
    for closed in (f"{command} >&-", f"{command} | true"):
        done = subprocess.run(
            ["/bin/sh", "-c", closed], env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
@pytest.mark.parametrize("words", ["guess Jane_Doe acme.example --json --no-store", "--version"])
def test_a_full_disk_is_told_of(words: str) -> None:
    """What could not be written is said in a line, and the status tells it."""
    given = [word.replace("_", " ") for word in words.split()]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "emailguess", *given],
            env=os.environ | {"EMAILGUESS_STORE": "", "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert 2 == done.returncode
    assert "emailguess: the output could not be written (No space left on device)" in done.stderr
    assert "Traceback" not in done.stderr
