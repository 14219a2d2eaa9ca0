"""The call that every script makes, `guess(known=[…])`, by how many colleagues come with it; the peers in turn.

Each question is put to this library and to each peer one after the other, and the median of the ratios is kept: what
else the machine does meanwhile slows all of them. Earlier checkouts are asked in processes that alternate with ours.

Start reading at `one_shot`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import emailguess
from benchmarks import peers, synthetic

__all__ = ["KNOWN", "history", "one_shot"]

KNOWN = (0, 1, 3, 10, 100)
_ROUNDS = 3


class _Asked(NamedTuple):
    """One question: no name and no company comes twice, so that nothing is answered from memory."""

    name: str
    domain: str
    known: Sequence[tuple[str, str]]


def _questions(companies: int, known: int) -> Iterator[_Asked]:
    names = synthetic.distinct_names(companies, seed=known + 11)
    for name, convention in zip(names, synthetic.conventions(companies, seed=known + 11), strict=True):
        yield _Asked(name, convention.domain, synthetic.people(convention, known, seed=known + 11) if known else ())


def _ms(work: Callable[[], object]) -> float:
    """Milliseconds of the processor: other programs hardly bear on them."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1_000


def one_shot(companies: int = 60) -> dict[str, Any]:
    """Median time of a question with so many colleagues, and how much longer each peer takes."""
    installed, _ = peers.find()
    emailguess.guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
    found: dict[str, Any] = {}
    for known in KNOWN:
        ours: list[float] = []
        theirs: dict[str, list[float]] = {peer.name: [] for peer in installed}
        guesser = emailguess.Guesser()
        for asked in _questions(companies, known):
            ours.append(_ms(lambda: guesser.guess(asked.name, asked.domain, known=asked.known)))  # noqa: B023
            for peer in installed:
                theirs[peer.name].append(_ms(lambda: peer.guess(asked.name, asked.domain, asked.known)))  # noqa: B023
        row: dict[str, Any] = {"ms": round(median(ours), 3)}
        for name, times in theirs.items():
            row[name] = round(median(t / o for t, o in zip(times, ours, strict=True)), 2)
        found[str(known)] = row
    return found


def history(companies: int, checkouts: Sequence[Path]) -> dict[str, dict[str, float]]:
    """How much longer each earlier checkout takes for the same work: medians over rounds of the ratio, by its name."""
    here = Path(emailguess.__file__).parents[1]
    return {folder.name: _compared(here, folder / "src", companies) for folder in checkouts}


def _compared(here: Path, other: Path, companies: int) -> dict[str, float]:
    ratios: dict[str, list[float]] = {}
    for turn in range(_ROUNDS):
        sources = (here, other) if turn % 2 else (other, here)
        found = {source: _process(source, companies) for source in sources}
        for work, ours in found[here].items():
            ratios.setdefault(work, []).append(found[other][work] / ours)
    return {work: round(median(each), 2) for work, each in ratios.items()}


# What a checkout is asked with: its public interface and nothing of these benchmarks, which are of today.
_CHILD = """
import json, sys, time
from statistics import median
import emailguess

def ms(work):
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1_000

emailguess.guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
found, asked = {}, json.load(sys.stdin)
for number, questions in asked.items():
    guesser, times = emailguess.Guesser(), []
    for name, domain, known in questions:
        known = [tuple(pair) for pair in known]
        times.append(ms(lambda: guesser.guess(name, domain, known=known)))
    found[f"one-shot, {number} known"] = median(times)
questions = asked["3"]
guesser = emailguess.Guesser()
pairs = [tuple(pair) for _, _, known in questions for pair in known]
found["learn"] = ms(lambda: guesser.learn(pairs)) / len(pairs)
found["cold"] = median([ms(lambda: guesser.guess(name, domain)) for name, domain, _ in questions])
names = [name for name, *_ in questions]
warm = [ms(lambda: guesser.guess(name, domain)) for name, (_, domain, _) in zip(names[1:], questions)]
found["warm"] = median(warm)
print(json.dumps(found))
"""


def _process(source: Path, companies: int) -> dict[str, float]:
    """Medians of one checkout in a process of its own."""
    asked = json.dumps({known: list(_questions(companies, known)) for known in KNOWN})
    environment = os.environ | {"PYTHONPATH": str(source)}
    command = [sys.executable, "-c", _CHILD]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, env=environment, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
