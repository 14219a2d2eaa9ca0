"""Many processes on one store, and processes killed at random: does it keep what it committed, and count right?

The tests run it small, `python -m benchmarks store` at full size. People are numbers at `.example` domains.

Start reading at `together` and `killed`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import emailguess
from emailguess.store import SqliteStore

__all__ = ["Killed", "Together", "killed", "together"]

BATCH = 40
# Addresses every process learns too, so that repetitions meet.
_SHARED = 200

_WORKER = """
import json, sys, time
from emailguess import Guesser
from emailguess.evidence.counts import Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry
path, process, seconds, shared, batch = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
seen = Seen((Match("{first}.{last}"),))
with Guesser.open(path) as guesser:
    guesser.guess("Jane Doe", "c0.example")
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + seconds
    learned = guesses = 0
    worst = 0.0
    while time.monotonic() < end:
        own = [Entry(f"c{n % 5}.example", seen, f"p{process}x{n}") for n in range(learned, learned + batch)]
        first = learned % shared
        everybodys = [Entry(f"c{n % 5}.example", seen, f"all{n}") for n in range(first, first + 5)]
        started = time.monotonic()
        guesser.store.record(own + everybodys)
        worst = max(worst, time.monotonic() - started)
        learned += batch
        for n in range(5):
            assert guesser.guess("Jane Doe", f"c{n}.example").best is not None
            guesses += 1
    print(json.dumps([learned, guesses, worst]))
"""

_VICTIM = """
import sys
from emailguess.evidence.counts import Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, SqliteStore
path, run, batch = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = Seen((Match("{first}.{last}"),))
store = SqliteStore(path)
print("ready", flush=True)
number = 0
while True:
    store.record([Entry(f"r{run}b{number}.example", seen, f"p{n}") for n in range(batch)])
    print(number, flush=True)
    number += 1
"""


class Together(NamedTuple):
    """What many processes did, and whether it is all there."""

    learned: int
    """Addresses the processes learned, each once."""
    counted: int
    """Pieces of evidence in the store afterwards; the same, where nothing was lost or counted twice."""
    guesses: int
    """Guesses meanwhile."""
    worst_wait_s: float
    """The longest one batch took, waiting for the others included."""
    problems: tuple[str, ...]
    """Errors of the processes and of the store's check."""


class Killed(NamedTuple):
    """What processes left that were killed while they learned."""

    runs: int
    """Processes killed."""
    committed: int
    """Batches they had been told were kept."""
    lost: int
    """Batches among them that are not there."""
    halves: int
    """Batches of which only a part is there."""
    problems: tuple[str, ...]
    """What the store's check finds."""


def together(path: Path, *, processes: int = 8, seconds: float = 60.0) -> Together:
    """Let processes learn and guess on one store at once."""
    started = [
        _python(_WORKER, path, process, seconds, _SHARED, BATCH, stdin=subprocess.PIPE) for process in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    done = [process.communicate("go\n", timeout=seconds * 10 + 60) for process in _told(started)]
    problems = [err.strip().splitlines()[-1] for _, err in done if err.strip()]
    results = [json.loads(out.strip().splitlines()[-1]) for out, _ in done if out.strip().startswith("[")]
    with SqliteStore(path) as store:
        counted, sound = store.stats().pieces, store.check()
        shared = sum(
            len(store.owners(f"c{c}.example", (), [f"all{n}" for n in range(c, _SHARED + 5, 5)])) for c in range(5)
        )
    return Together(
        learned=sum(learned for learned, _, _ in results) + shared,
        counted=counted,
        guesses=sum(guesses for _, guesses, _ in results),
        worst_wait_s=round(max((worst for *_, worst in results), default=0.0), 3),
        problems=(*problems, *sound),
    )


def _told(started: list[subprocess.Popen[str]]) -> Iterator[subprocess.Popen[str]]:
    """Give all the word to start before the first is waited for."""
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    yield from started


def killed(path: Path, *, runs: int = 200, seed: int = 1) -> Killed:
    """Kill processes (SIGKILL) at random points while they learn, one after another on one store."""
    random = Random(seed)  # noqa: S311 -- when to kill
    acknowledged: set[str] = set()
    for run in range(runs):
        victim = _python(_VICTIM, path, run, BATCH)
        assert victim.stdout is not None
        victim.stdout.readline()
        out = "".join([victim.stdout.readline() for _ in range(random.randrange(4))])
        time.sleep(random.random() * 0.02)
        victim.send_signal(signal.SIGKILL)
        rest, _ = victim.communicate()
        # The last line may be cut, as the process was.
        acknowledged |= {f"r{run}b{line}.example" for line in (out + rest).split("\n")[:-1]}
    with SqliteStore(path) as store:
        held = {name: store.counts(name).total for name in store.domains()}
        problems = store.check()
    return Killed(
        runs=runs,
        committed=len(acknowledged),
        lost=sum(name not in held for name in acknowledged),
        halves=sum(total != BATCH for total in held.values()),
        problems=problems,
    )


def _python(code: str, *arguments: Any, **options: Any) -> subprocess.Popen[str]:
    here = str(Path(emailguess.__file__).parent.parent)
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": here},
        **options,
    )
