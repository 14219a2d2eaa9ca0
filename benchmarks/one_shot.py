"""The call that every script makes, `guess(known=[…])`, by how many colleagues come with it; the peers in turn.

Each question is put to this library and to each peer one after the other, and the median of the ratios is kept: what
else the machine does meanwhile slows all of them. An earlier checkout is asked in processes that alternate with ours.

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

__all__ = ["KNOWN", "one_shot"]

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
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1_000


def one_shot(companies: int = 60, before: Path | None = None) -> dict[str, Any]:
    """Median time of a question with so many colleagues, how much longer each peer takes, and the checkout `before`."""
    installed, _ = peers.find()
    emailguess.guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
    earlier = _earlier(companies, before) if before is not None else {}
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
        if earlier:
            row["before"] = earlier[known]
        found[str(known)] = row
    return found


def _earlier(companies: int, before: Path) -> dict[int, float]:
    """How much longer an earlier checkout takes for the same questions: the median over rounds of the ratio."""
    here = Path(emailguess.__file__).parents[1]
    ratios: dict[int, list[float]] = {known: [] for known in KNOWN}
    for _ in range(_ROUNDS):
        ours, theirs = (_process(source, companies) for source in (here, before / "src"))
        for known in KNOWN:
            ratios[known].append(theirs[str(known)] / ours[str(known)])
    return {known: round(median(each), 2) for known, each in ratios.items()}


# What an earlier checkout is asked with: its public interface and nothing of these benchmarks, which are of today.
_CHILD = """
import json, sys, time
from statistics import median
import emailguess
emailguess.guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
medians = {}
for number, questions in json.load(sys.stdin).items():
    guesser, times = emailguess.Guesser(), []
    for name, domain, known in questions:
        known = [tuple(pair) for pair in known]
        started = time.perf_counter()
        guesser.guess(name, domain, known=known)
        times.append(time.perf_counter() - started)
    medians[number] = median(times)
print(json.dumps(medians))
"""


def _process(source: Path, companies: int) -> dict[str, float]:
    """Medians of one checkout in a process of its own."""
    asked = json.dumps({known: list(_questions(companies, known)) for known in KNOWN})
    environment = os.environ | {"PYTHONPATH": str(source)}
    command = [sys.executable, "-c", _CHILD]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, env=environment, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
