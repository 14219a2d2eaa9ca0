"""How fast `learn` takes a large file in, in how much memory, and whether a run that is stopped can be run again.

`python -m benchmarks files --rows 1000000`: a CSV of invented people at invented companies is written, learned by the
command line in a process of its own, learned again with a Ctrl-C and with a SIGKILL at three places, each time run
again; the counts must be those of the undisturbed run. `--stopped-rows` stops a smaller file.

`python -m benchmarks files --stream-mb 300`: a CSV and an mbox without end are made as they are read, at
a third of this size and at all of it: the peak of memory may not grow with the size, nor the time more than it.

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
from collections.abc import Iterator, Mapping
from itertools import islice
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


_READER = """
import resource, sys, time
from emailguess.files import read_people
begun = time.process_time()
people = sum(1 for _ in read_people(sys.stdin.buffer))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(people, round(time.process_time() - begun, 2), peak)
"""


def _csv_rows() -> Iterator[bytes]:
    yield b"First Name,Last Name,Email Address,Company,Position,Connected On\n"
    number = 0
    while True:
        number += 1
        yield f"Bob,Jones{number},bob.jones{number}@acme.example,Acme Ltd,Engineer,05 Mar 2026\n".encode()


def _messages() -> Iterator[bytes]:
    number = 0
    while True:
        number += 1
        yield (
            f"From x@y.example Tue Mar  5 10:00:00 2024\nFrom: Bob Jones <bob{number}@acme.example>\n"
            f"To: ann{number}@acme.example\nDate: Tue, 5 Mar 2024 10:00:00 +0100\n\n{'words and more words' * 100}\n\n"
        ).encode()


def streamed(rows: Iterator[bytes], megabytes: float) -> tuple[int, float, int]:
    """Read so much through a pipe in a process of its own: people, seconds of its processor, peak in MB."""
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False
    )
    if reader.stdin is None or reader.stdout is None:
        raise RuntimeError("no pipe")
    left = int(megabytes * 1024 * 1024)
    while left > 0:
        block = b"".join(islice(rows, 1_000))
        reader.stdin.write(block)
        left -= len(block)
    reader.stdin.close()
    people, seconds, peak = reader.stdout.read().split()
    reader.wait()
    return int(people), float(seconds), int(peak)


def _stream(megabytes: float) -> int:
    """Read at two sizes; status 1 where memory is above 100 MB or grows."""
    right = True
    for name, rows in (("CSV", _csv_rows), ("mbox", _messages)):
        _, small_s, small_mb = streamed(rows(), megabytes / 3)
        people, seconds, peak = streamed(rows(), megabytes)
        right = right and peak <= 100 and peak <= small_mb + 10
        hours = seconds / megabytes * 10 * 1024 / 3600
        print(
            f"{name}: {megabytes:,.0f} MB, {people:,} people, {seconds:.1f} s ({megabytes / seconds:.1f} MB/s), peak "
            f"{peak} MB; at a third of it {small_s:.1f} s, {small_mb} MB; 10 GB at this rate: {hours:.1f} h"
        )
    return 0 if right else 1


def main() -> int:
    """Measure, and compare the counts; status 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--stopped-rows", type=int, help="rows of the file that is stopped, 0 for none; default: --rows"
    )
    parser.add_argument("--stream-mb", type=float, default=0, help="read so much of an endless CSV and mbox instead")
    options = parser.parse_args()
    if options.stream_mb:
        return _stream(options.stream_mb)
    stopped_rows = options.rows if options.stopped_rows is None else options.stopped_rows
    with tempfile.TemporaryDirectory() as folder:
        file, store = Path(folder) / "people.csv", Path(folder) / "whole.db"
        right, seconds = _whole(file, store, options.rows, options.companies, options.seed)
        if stopped_rows and stopped_rows != options.rows:
            file, store = Path(folder) / "fewer.csv", Path(folder) / "fewer.db"
            again, seconds = _whole(file, store, stopped_rows, options.companies, options.seed)
            right = right and again
        for stop in (signal.SIGINT, signal.SIGKILL) if stopped_rows else ():
            right = _stopped(file, counts(store), stop, seconds) and right
    return 0 if right else 1


def _whole(file: Path, store: Path, rows: int, companies: int, seed: int) -> tuple[bool, float]:
    """Learn a file undisturbed: whether that went well, and seconds."""
    written(file, rows, companies, seed)
    status, seconds = learned(file, store)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = store.stat().st_size / 1024**2
    print(
        f"learn: {rows:,} rows in {seconds:.1f} s, {rows / seconds:,.0f} rows/s, peak {megabytes:.0f} MB, "
        f"the store {size:.1f} MB",
        flush=True,
    )
    return status == 0 and bool(counts(store)), seconds


def _stopped(file: Path, whole: Mapping[str, object], stop: signal.Signals, seconds: float) -> bool:
    """Stop at a tenth, a half and nine tenths of the time, go on each time: whether the counts are the whole's."""
    store = file.with_name(f"{stop.name}.db")
    ended = [learned(file, store, stop=stop, after=seconds * share)[0] for share in (0.1, 0.5, 0.9)]
    again, _ = learned(file, store)
    same = again == 0 and counts(store) == whole
    print(
        f"{stop.name} three times (status {ended}), then to the end: counts {'equal' if same else 'DIFFER'}", flush=True
    )
    return same


if __name__ == "__main__":
    raise SystemExit(main())
