"""Size and speed of a store: how large a million domains are, how fast they are learned and read when nobody asked yet.

The people are numbers at `.example` domains; signatures are those of invented names.

Start reading at `filled`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from emailguess import Guesser
from emailguess.evidence.counts import Seen
from emailguess.evidence.reading import read_item
from emailguess.model.prior import shipped
from emailguess.store import Entry, SqliteStore
from emailguess.store.people import this_month

__all__ = ["BATCH", "cold", "filled", "learned", "repeated"]

BATCH = 10_000
_COLD_GUESSES = 200
# What a company's people have in common, and how many sorts of evidence there are for all of it.
_SHAPES = ("{0}.{1}", "{0[0]}{1}", "{0}", "{0}{1[0]}", "{0[0]}.{1}", "{0}_{1}", "{1}.{0}", "{1}{0[0]}")
_SIGNATURES = 640
_MONTHS = 30

_COLD = """
import sys, time
from emailguess import Guesser
from emailguess.model.prior import shipped
started = time.perf_counter()
import emailguess.store.sqlite.store
imported = time.perf_counter() - started
shipped()
in_memory = Guesser()
in_memory.guess("Jane Doe", "warm.example")
started = time.perf_counter()
guesser = Guesser.open(sys.argv[1], keep_months=0)
opened = time.perf_counter() - started
times = []
for line in sys.stdin:
    domain = line.strip()
    started = time.perf_counter()
    counts = guesser.store.counts(domain)
    read = time.perf_counter() - started
    guesser.guess("Jane Doe", domain)
    whole = time.perf_counter() - started
    in_memory.store.add({domain: counts})
    started = time.perf_counter()
    in_memory.guess("Jane Doe", domain)
    times.append((read, whole, time.perf_counter() - started))
print(imported, opened, *(":".join(map(str, each)) for each in times))
"""


@lru_cache(maxsize=1)
def _seens() -> list[list[Seen]]:
    """Sorts of evidence as invented people give them, for each of some companies' patterns."""
    random = Random(3)  # noqa: S311 -- invented people
    knowledge = shipped()
    given = "jane robert anna-maria jürgen william josé katarzyna thomas mehmet ingrid søren chloë".split()
    family = "dole o'neil van-dyke müller zhang garcía-lópez nowak smithson yılmaz berg jensen dupont".split()
    month = this_month()
    pools = []
    for shape in _SHAPES:
        found: dict[Seen, None] = {}
        while len(found) < _SIGNATURES // len(_SHAPES):
            names = random.choice(given), random.choice(family)
            plain = [word.replace("-", random.choice(["", "-"])).replace("'", "") for word in names]
            local = shape.format(*plain).encode("ascii", "ignore").decode()
            told = read_item((" ".join(names), f"{local}@c.example"), knowledge.matcher)
            assert not isinstance(told, str)
            found[told[1]._replace(month=month - random.randrange(_MONTHS))] = None
        pools.append(list(found))
    return pools


def _entries(domains: int) -> Iterator[Entry]:
    """Ten people at each domain, the domains in random order; each a signature of its own, most of one pattern."""
    random = Random(5)  # noqa: S311 -- invented people
    pools = _seens()
    order = list(range(domains))
    random.shuffle(order)
    for number in order:
        house, other = random.sample(pools, 2)
        for person, seen in enumerate(random.sample(house, 8) + random.sample(other, 2)):
            yield Entry(_name(number), seen, f"p{person}", f"n{person}")


def _name(number: int) -> str:
    return f"company{number}.example"


def _batches(domains: int) -> Iterator[list[Entry]]:
    batch: list[Entry] = []
    for entry in _entries(domains):
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def filled(path: Path, domains: int, *, remember: bool) -> dict[str, Any]:
    """Learn ten addresses at each domain, and time the store's part alone."""
    spent = 0.0
    with SqliteStore(path, keep_months=0) as store:
        for batch in _batches(domains):
            started = time.perf_counter()
            store.record(batch, remember=remember)
            spent += time.perf_counter() - started
    size = path.stat().st_size
    copy = path.with_suffix(".vacuumed")
    shutil.copyfile(path, copy)
    with SqliteStore(copy, keep_months=0) as store:
        store.vacuum()
    vacuumed = copy.stat().st_size
    copy.unlink()
    return {
        "domains": domains,
        "addresses": domains * 10,
        "per_second": round(domains * 10 / spent),
        "megabytes": round(size / 1e6, 1),
        "vacuumed_megabytes": round(vacuumed / 1e6, 1),
        "bytes_a_domain": round(size / domains, 1),
    }


def cold(path: Path, domains: int, fresh: int) -> dict[str, Any]:
    """Open the store and ask for domains nobody asked for, in fresh processes and with the file out of the cache."""
    random = Random(11)  # noqa: S311 -- which to ask for
    imported, opened, times = [], [], []
    for _ in range(fresh):
        _drop_from_cache(path)
        asked = "\n".join(_name(random.randrange(domains)) for _ in range(_COLD_GUESSES))
        done = subprocess.run(
            [sys.executable, "-c", _COLD, str(path)], input=asked, capture_output=True, text=True, check=True
        )
        first, second, *rest = done.stdout.split()
        imported.append(float(first) * 1000)
        opened.append(float(second) * 1000)
        times += [[float(number) * 1000 for number in each.split(":")] for each in rest]
    reads, guesses, in_memory = zip(*times, strict=True)
    return {
        "import_ms": round(median(imported), 2),
        "open_ms": round(median(opened), 2),
        "read_ms": round(median(reads), 3),
        "guess_ms": round(median(guesses), 3),
        "in_memory_ms": round(median(in_memory), 3),
        "guess_p95_ms": round(sorted(guesses)[len(guesses) * 95 // 100], 3),
    }


def _drop_from_cache(path: Path) -> None:
    """Ask the system to forget the file's pages, where it can."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def repeated(path: Path, domains: int) -> int:
    """The same people again: nothing is written, everybody is looked up."""
    rows = spent = 0.0
    with SqliteStore(path, keep_months=0) as store:
        for batch in _batches(min(domains, 10_000)):
            started = time.perf_counter()
            done = store.record(batch)
            spent += time.perf_counter() - started
            rows += len(batch)
            assert done.new in (0, len(batch))
    return round(rows / spent)


def learned(path: Path, number: int) -> int:
    """`Guesser.learn` in whole: reading addresses, explaining them by names, and the store."""
    given = [f"{a}{b}" for a in "al be ca de el fa".split() for b in "na rik mo lia sander wen".split()]
    family = [f"{a}{b}" for a in "ber cor dal fen gar hol".split() for b in "ger mann nelli ovic quist sen".split()]
    rows = [
        (f"{first.title()} {last.title()}", f"{first}.{last}@c{place % 50}.example")
        for place, (first, last) in enumerate((first, last) for first in given for last in family)
    ][:number]
    with Guesser.open(path) as guesser:
        guesser.learn(rows[:20])
        started = time.perf_counter()
        guesser.learn(rows)
        return round(len(rows) / (time.perf_counter() - started))
