"""How fast a sheet is filled, in how much memory, and whether kills and several processes change a byte of it.

`python -m benchmarks fill --rows 1000000 --companies 20000`: a CSV of invented people at invented companies, a tenth
with addresses, is filled by the command line with one job, with two and with five, sorted and shuffled, and after kills
at random times; the peers answer some of the same rows in a loop. Beside the clock stand the seconds of the processor,
which other programs hardly bear on. `python -m benchmarks fill CORPUS.tsv --cache DIR` measures the
budget of bounces on a corpus instead (`fill_budget`).

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import fill_budget, peers, synthetic

__all__ = ["main"]

_PEER_ROWS = 500
_RUNS = "sorted:1,sorted:2,sorted:5,shuffled:1"
# A process group's memory is looked at so often.
_EVERY_S = 0.2


def main() -> int:
    """Measure; status 1 where bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpus", type=Path, nargs="?", help="TSV with name, email and source: measure the budget on it"
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--companies", type=int, default=20_000)
    parser.add_argument("--runs", default=_RUNS, help="order and jobs of each run, as sorted:2,shuffled:1")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", default="0", help="of a corpus: which folds, as 0,2")
    parser.add_argument("--sheets", type=int, default=0, help="of a corpus: so many sheets a fold (default: all)")
    parser.add_argument("--cache", type=Path, help="of a corpus: where fitted priors are kept")
    parser.add_argument("--prior", type=Path, help="of a corpus: the prior of the fold, in place of a fit")
    parser.add_argument("--out", type=Path, help="write the figures to this file as JSON")
    options = parser.parse_args()
    if options.corpus is not None:
        folds = [int(part) for part in options.folds.split(",")]
        found, right = fill_budget.measured(options.corpus, folds, options.sheets, options.cache, options.prior), True
    else:
        found, right = _measured(options.rows, options.companies, options.runs, options.kills, options.seed)
    text = json.dumps(found, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    return 0 if right else 1


def _measured(rows: int, companies: int, runs: str, kills: int, seed: int) -> tuple[dict[str, Any], bool]:
    found: dict[str, Any] = {"rows": rows, "companies": companies}
    with tempfile.TemporaryDirectory(prefix="emailguess-") as made:
        folder = Path(made)
        table = list(_rows(rows, companies, seed))
        _written(folder / "sorted.csv", sorted(table, key=lambda row: row[3]))
        random.Random(seed).shuffle(table)  # noqa: S311 -- a reproducible draw, not a secret
        _written(folder / "shuffled.csv", table)
        digests: set[str] = set()
        seconds = 0.0
        for run in runs.split(","):
            how, _, number = run.partition(":")
            jobs = int(number)
            status, seconds, spent, megabytes = _filled(folder / f"{how}.csv", folder / "out.csv", jobs)
            if how == "sorted":
                digests.add(_digest(folder / "out.csv"))
            found[name := f"{how}, {jobs} job{'s' * (jobs > 1)}"] = {
                "rows_per_second": round(rows / seconds, 1),
                "rows_per_processor_second": round(rows / spent, 1),
                "seconds": round(seconds, 1),
                "peak_mb_a_process": round(megabytes),
                "status": status,
            }
            print(name, found[name], file=sys.stderr, flush=True)
        if kills:
            digests.add(_killed(folder, kills, seed, seconds))
        found["kills"] = kills
        found["bytes_equal"] = len(digests) <= 1
        found["peers"] = _peers(table[:_PEER_ROWS])
    return found, bool(found["bytes_equal"])


def _rows(rows: int, companies: int, seed: int) -> Any:
    """Name, address, title, domain: every tenth person of a company has an address."""
    planted = synthetic.conventions(companies, seed=seed)
    known = {c.domain: dict(synthetic.people(c, max(1, rows // companies // 10), seed=seed)) for c in planted}
    for convention in planted:
        for name, address in known[convention.domain].items():
            yield name, address, "Engineer", convention.domain
    given = sum(map(len, known.values()))
    for i, name in enumerate(synthetic.distinct_names(max(0, rows - given), seed=seed)):
        yield name, "", "Engineer", planted[i % companies].domain


def _written(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Name", "Email", "Title", "Website"))
        writer.writerows(rows)


def _begun(source: Path, out: Path, jobs: int, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "emailguess", "fill", str(source), "-o", str(out), "--jobs", str(jobs), *more]
    environment = {k: v for k, v in os.environ.items() if k != "EMAILGUESS_STORE"}
    environment["XDG_DATA_HOME"] = str(source.parent / "data")
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def _filled(source: Path, out: Path, jobs: int) -> tuple[int, float, float, float]:
    """Exit status, seconds of the clock and of all its processes, and the largest process's peak in megabytes."""
    begun, before, most = time.perf_counter(), os.times(), 0.0
    process = _begun(source, out, jobs)
    while process.poll() is None:
        most = max(most, *map(_peak, [process.pid, *_children(process.pid)]))
        time.sleep(_EVERY_S)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return process.returncode, time.perf_counter() - begun, spent, most


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    """A process's largest resident size so far, in megabytes; 0 where the system does not tell."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def _killed(folder: Path, kills: int, seed: int, seconds: float) -> str:
    """The digest of a file that was killed so many times on its way."""
    chance = random.Random(seed)  # noqa: S311 -- a reproducible draw, not a secret
    for _ in range(kills):
        process = _begun(folder / "sorted.csv", folder / "killed.csv", 1, "--resume")
        try:
            process.wait(timeout=seconds * chance.uniform(0.1, 0.4))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    _begun(folder / "sorted.csv", folder / "killed.csv", 1, "--resume").wait()
    return _digest(folder / "killed.csv")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _peers(rows: list[tuple[str, ...]]) -> dict[str, Any]:
    """Rows a second of the processor, of the peers in a loop over the same kind of rows."""
    found = {}
    for peer in peers.find()[0]:
        begun = time.process_time()
        for name, _, _, domain in rows:
            peer.guess(name, domain, ())
        found[peer.name] = round(len(rows) / (time.process_time() - begun), 1)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
