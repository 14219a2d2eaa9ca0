"""`python -m benchmarks store`: a million domains on disk, many processes at once, and processes killed.

Times depend on the machine; sizes and what is lost (nothing) do not. Nothing else should run on the machine meanwhile.
The people are numbers at `.example` domains; signatures are those of invented names.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import emailguess
from benchmarks.markdown import table
from benchmarks.store_faults import clocks, killed_anywhere, mutated, readers
from benchmarks.store_stress import killed, together
from emailguess import Guesser
from emailguess.evidence.counts import Seen
from emailguess.evidence.reading import read_item
from emailguess.model.prior import shipped
from emailguess.store import Entry, SqliteStore
from emailguess.store.people import this_month

__all__ = ["main", "markdown", "measure"]

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


def main() -> int:
    """Measure, print, write, and compare with the aims."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks store", description=__doc__)
    parser.add_argument(
        "--domains", type=int, default=1_000_000, help="domains with ten signatures (default 1,000,000)"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long eight processes learn and guess")
    parser.add_argument("--kills", type=int, default=200, help="processes killed while they learn (default 200)")
    parser.add_argument("--faults", type=float, default=1.0, help="share of the faults that are tried (default 1)")
    parser.add_argument(
        "--faults-only",
        nargs="*",
        choices=_FAULTS,
        help="try the faults alone, all or these, and take the other figures from --json",
    )
    parser.add_argument("--folder", type=Path, help="where the stores are made; by default a temporary folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to this file, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        if options.faults_only is not None:
            result = json.loads(options.json.read_text(encoding="utf-8"))
        else:
            result = measure(Path(folder), options.domains, options.seconds, options.kills)
        done = faults(Path(folder), options.faults, options.faults_only or _FAULTS)
        result["faults"] = result.get("faults", {}) | done
        result["check"] = _check(result)
    text = markdown(result)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    return 0 if all(row["ok"] for row in result["check"]) else 1


def measure(
    folder: Path, domains: int, seconds: float, kills: int, *, fresh: int = 5, learned: int = 1_000
) -> dict[str, Any]:
    """Measure everything, the cold store in `fresh` processes; the parts say what they do."""

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    result: dict[str, Any] = {
        "benchmark": "store-1",
        "emailguess": emailguess.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "domains": domains,
    }
    say("a store of counts …")
    result["counts"] = _filled(folder / "counts.db", domains, remember=False)
    result["cold"] = _cold(folder / "counts.db", domains, fresh)
    say("a store that recognises people …")
    result["people"] = _filled(folder / "people.db", max(1, domains // 10), remember=True)
    result["repeated_per_second"] = _repeated(folder / "people.db", max(1, domains // 10))
    result["learn_per_second"] = _learned(folder / "learned.db", learned)
    say("eight processes …")
    result["together"] = together(folder / "together.db", seconds=seconds)._asdict() | {"seconds": seconds}
    say("killed processes …")
    result["killed"] = killed(folder / "killed.db", runs=kills)._asdict()
    if hasattr(os, "getloadavg"):
        result["load"] = round(os.getloadavg()[2], 1)
    result["check"] = _check(result)
    return result


_FAULTS = ("mutations", "large", "clocks", "readers", "kills")


def faults(folder: Path, share: float = 1.0, only: Collection[str] = _FAULTS) -> dict[str, Any]:
    """Do to a store what disks, clocks and people do; `share` is how much of it."""
    done: dict[str, Any] = {}
    for name, fault in {
        "mutations": lambda: mutated(folder, mutations=round(3_000 * share)),
        "large": lambda: mutated(folder, mutations=round(3_000 * share), large=True),
        "clocks": lambda: clocks(folder, walks=round(200 * share)),
        "readers": lambda: readers(folder / "readers.db", seconds=60 * share),
        "kills": lambda: killed_anywhere(folder, kills=round(300 * share)),
    }.items():
        if name not in only:
            continue
        print(f"{name} …", file=sys.stderr, flush=True)
        done[name] = fault()._asdict()
    return done


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


def _filled(path: Path, domains: int, *, remember: bool) -> dict[str, Any]:
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


def _cold(path: Path, domains: int, fresh: int) -> dict[str, Any]:
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


def _repeated(path: Path, domains: int) -> int:
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


def _learned(path: Path, number: int) -> int:
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


def _check(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Compare with the aims."""
    share = result["domains"] / 1_000_000
    lost = result["together"]["learned"] - result["together"]["counted"]
    broken = result["killed"]["lost"] + result["killed"]["halves"] + len(result["killed"]["problems"])
    rows = (
        ("counts of a million domains, MB", result["counts"]["megabytes"] / share, 300.0, False),
        ("guess from a cold store, median ms", result["cold"]["guess_ms"], 1.0, False),
        ("of which the store's, median ms", result["cold"]["read_ms"], 1.0, False),
        ("addresses a second into the store", result["counts"]["per_second"], 20_000, True),
        ("the same, people recognised", result["people"]["per_second"], 20_000, True),
        ("opening, ms", result["cold"]["open_ms"], 20.0, False),
        ("updates lost among eight processes", lost, 0, False),
        ("errors told to eight processes", len(result["together"]["problems"]), 0, False),
        ("batches lost or halved by kills", broken, 0, False),
    )
    if "faults" in result:
        bytes_, walks, reads, kills = (result["faults"][name] for name in ("mutations", "clocks", "readers", "kills"))
        large = result["faults"].get("large")  # figures of before hold none
        if large:
            figure = f"of {large['mutations']:,} files above 2 MiB: read wrongly, or the check silent"
            rows += ((figure, large["silent"] + large["unnoticed"], 0, False),)
        rows += (
            (f"of {bytes_['mutations']:,} mutated files: read wrongly without an error", bytes_["silent"], 0, False),
            ("of them refused without the check telling", bytes_["unnoticed"], 0, False),
            (f"pieces lost by {walks['walks']:,} walks of the clock", walks["lost"], 0, False),
            ("wrong answers to readers beside writers", reads["wrong"] + len(reads["problems"]), 0, False),
            (f"changes lost by {kills['kills']:,} kills, or damage", kills["lost"] + len(kills["problems"]), 0, False),
        )
    return [
        {"figure": figure, "value": value, "aim": aim, "ok": value >= aim if at_least else value <= aim}
        for figure, value, aim, at_least in rows
    ]


def markdown(result: dict[str, Any]) -> str:
    """Write the figures for people."""
    parts = ["# The store"]
    parts.append(
        f"emailguess {result['emailguess']}, Python {result['python']}, {result['machine']}. "
        f"{result['domains']:,} domains with ten signatures each, learned in random order in batches of {BATCH:,}."
    )
    if "load" in result:
        parts.append(f"Load average of the machine over the last quarter of an hour: {result['load']}.")
    cells = [
        [row["figure"], _number(row["value"]), f"{row['aim']:,}", "ok" if row["ok"] else "**not**"]
        for row in result["check"]
    ]
    parts += ["## The aims", table(["figure", "measured", "aim", "ok"], cells)]
    rows = []
    for name, filled in (("counts only", result["counts"]), ("people recognised by digests", result["people"])):
        rows.append(
            [
                name,
                f"{filled['domains']:,}",
                f"{filled['megabytes']:,}",
                f"{filled['vacuumed_megabytes']:,}",
                f"{filled['bytes_a_domain']:,}",
                f"{filled['per_second']:,}",
            ]
        )
    head = ["store", "domains", "MB", "MB after vacuum", "bytes a domain", "addresses a second"]
    parts += ["## Size and learning", table(head, rows)]
    parts.append(
        f"Addresses learned before are looked up and left at {result['repeated_per_second']:,} a second. The whole of "
        f"`Guesser.learn`, which explains every address by its name, does {result['learn_per_second']:,} a second."
    )
    cold = result["cold"]
    parts.append(
        f"A cold store: opening takes {cold['open_ms']} ms (and loading SQLite {cold['import_ms']} ms once), reading a "
        f"domain's counts {cold['read_ms']} ms, a first guess there in whole {cold['guess_ms']} ms (95 of 100 under "
        f"{cold['guess_p95_ms']} ms), nearly all of it the belief about a company never met before: from "
        f"memory the same first guess takes {cold['in_memory_ms']} ms."
    )
    many, dead = result["together"], result["killed"]
    parts += [
        "## Many processes",
        f"Eight processes learned and guessed on one store for {many['seconds']:.0f} seconds: {many['learned']:,} "
        f"addresses learned, {many['counted']:,} counted, {many['guesses']:,} guesses, the longest wait for a batch "
        f"{many['worst_wait_s']} s.",
        f"{dead['runs']} processes were killed (SIGKILL) while they learned: of {dead['committed']:,} batches told to "
        f"be kept {dead['lost']} are missing, and {dead['halves']} batches are there in part.",
    ]
    if "faults" in result:
        parts += _faults_told(result["faults"])
    return "\n\n".join(parts)


def _faults_told(found: dict[str, Any]) -> list[str]:
    bytes_, walks, reads, kills = (found[name] for name in ("mutations", "clocks", "readers", "kills"))
    large = found.get("large")
    kinds = ", ".join(f"{number} in {name}" for name, number in kills["by_operation"].items())
    above = (
        [
            f"{large['mutations']:,} files too large to be checked as a whole when they are opened (above 2 MiB), with "
            f"one byte changed: {large['harmless']:,} were read as before, {large['noticed']:,} noticed by "
            f"`store check`, {large['silent']} read wrongly without an error, {large['unnoticed']} refused without "
            "the check telling.",
        ]
        if large
        else []
    )
    return [
        "## Faults",
        *above,
        f"{bytes_['mutations']:,} files with one byte changed: {bytes_['harmless']:,} were read as before, "
        f"{bytes_['noticed']:,} were noticed by `store check`; of those {bytes_['refused']:,} refused an answer. Read "
        f"wrongly without an error: {bytes_['silent']}; refused without the check telling: {bytes_['unnoticed']}. "
        f"Of a tenth of those noticed `store repair` made {bytes_['mended'] / max(1, bytes_['noticed']):.0%} sound.",
        f"{walks['walks']:,} random walks of the clock, {walks['steps']:,} steps years ahead and back over questions, "
        f"learning and expiry: of {walks['kept']:,} pieces {walks['lost']} were lost.",
        f"Eight writers with {reads['vacuums']:,} vacuums beside eight readers: {reads['writes']:,} writes, "
        f"{reads['reads']:,} reads, {reads['wrong']} wrong.",
        f"{kills['kills']:,} processes killed (SIGKILL) at random points ({kinds}): {kills['lost']} changes lost that "
        f"were told to be done, {len(kills['problems'])} problems found by the check.",
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"
