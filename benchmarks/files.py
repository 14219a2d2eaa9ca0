"""How fast `learn` takes a large file in, in how much memory, and whether a run that is stopped can be run again.

`python -m benchmarks files --rows 1000000`: a CSV of invented people at invented companies is written, learned by the
command line in a process of its own, learned again with a Ctrl-C and with a SIGKILL in the middle, each followed by a
second run; the counts must be those of the undisturbed run.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from emailguess.guesser import Guesser

GIVEN = "jane bob ann kim tom eve max lea omar priya zoe paul nina igor sara hugo".split()
SYLLABLES = "ba ko ri ma tel son der wick lan mor fin ga shi ro ven dal".split()


def written(path: Path, rows: int, companies: int, seed: int) -> None:
    """Write a file of invented people; every company has its own convention."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    with path.open("w", encoding="utf-8") as out:
        out.write("First Name,Last Name,Email Address,Company,Position,Connected On\n")
        for _ in range(rows):
            given = chance.choice(GIVEN)
            family = "".join(chance.choices(SYLLABLES, k=3))
            company = int(companies * chance.random() ** 2)
            local = (f"{given}.{family}", f"{given[0]}{family}", f"{family}.{given}")[company % 3]
            out.write(f"{given},{family},{local}@company{company}.example,Company {company} Ltd,Engineer,05 Mar 2026\n")


def learned(file: Path, store: Path, *, stop: int | None = None, after: float = 0.0) -> tuple[int, float]:
    """Learn a file in a process of its own, which may be stopped; its exit status and seconds."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "emailguess", "learn", str(file), "--store", str(store)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if stop is not None:
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, stop)
    return process.wait(), time.perf_counter() - begun


def counts(store: Path) -> Mapping[str, object]:
    """Everything that is counted, by domain."""
    with Guesser.open(store, read_only=True) as guesser:
        return {domain: guesser.store.counts(domain) for domain in guesser.store.domains()}


def main() -> int:
    """Measure, and compare the counts; status 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        written(file, options.rows, options.companies, options.seed)
        status, seconds = learned(file, Path(folder) / "whole.db")
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"learn: {options.rows:,} rows in {seconds:.1f} s, {options.rows / seconds:,.0f} rows/s, {megabytes:.0f} MB"
        )
        whole = counts(Path(folder) / "whole.db")
        right = status == 0 and bool(whole)
        for stop in (signal.SIGINT, signal.SIGKILL):
            store = Path(folder) / f"{stop.name}.db"
            stopped, _ = learned(file, store, stop=stop, after=seconds / 2)
            again, _ = learned(file, store)
            same = again == 0 and counts(store) == whole
            right = right and same
            print(f"{stop.name} in the middle (status {stopped}), run again: counts {'equal' if same else 'DIFFER'}")
    return 0 if right else 1


if __name__ == "__main__":
    raise SystemExit(main())
