"""How fast a cluster of one machine learns and answers, beside one process and several, and how that grows.

`python -m benchmarks spark --rows 2000,4000,8000`: invented people, a tenth of them with addresses, are learned and
answered by Spark in local mode on two cores, then filled by one process and by two. The largest frame is answered once
more with half of its rows at one domain, and with a worker killed; the answers must be the same. With `--exact` those
on 1, 3 and 64 partitions must be, too.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import spark_costs, synthetic

__all__ = ["main"]

_COLUMNS = ("Row", "Name", "Email", "Website")
# Memory of the workers is looked at so often.
_EVERY_S = 0.1


def main() -> int:
    """Measure; status 1 where answers differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="2000,4000,8000", help="sizes, the largest last")
    parser.add_argument("--companies", type=int, default=0, help="companies (default: a fiftieth of the rows)")
    parser.add_argument("--learn", type=int, default=0, help="learn so many rows with addresses, besides")
    parser.add_argument("--exact", action="store_true", help="hold 1, 3 and 64 partitions against one process")
    parser.add_argument("--costs", action="store_true", help="only what a row costs a worker, without Spark itself")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the figures to this file as JSON")
    options = parser.parse_args()
    sizes = [int(part) for part in options.rows.split(",")]
    if options.costs:
        print(json.dumps(spark_costs.measured(_rows(sizes[0], max(1, sizes[0] // 50), options.seed)), indent=1))
        return 0
    with tempfile.TemporaryDirectory(prefix="emailguess-") as name:
        run = _Run(Path(name), options.seed)
        try:
            found, right = _measured(run, sizes, options)
        finally:
            run.session.stop()
    text = json.dumps(found, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    return 0 if right else 1


class _Run:
    """A session in local mode on two cores, and a folder to work in."""

    def __init__(self, folder: Path, seed: int) -> None:
        from pyspark.sql import SparkSession

        self.folder, self.seed = folder, seed
        (folder / "events").mkdir()
        os.environ["PYSPARK_PYTHON"] = sys.executable
        builder = SparkSession.builder.master("local[2,4]").appName("emailguess benchmark")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "8",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.dir": (folder / "events").as_uri(),
            "spark.log.level": "ERROR",
        }.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()

    def frame(self, rows: list[tuple[Any, ...]], partitions: int = 4) -> Any:
        """Rows as a frame that lies on disk."""
        path = self.folder / f"{len(rows)}-{partitions}-{random.random()}.csv"  # noqa: S311 -- a name, not a secret
        _written(path, rows)
        return self.session.read.csv(
            str(path), header=True, schema="Row int, Name string, Email string, Website string"
        ).repartition(partitions)

    def stages(self, since_ms: float) -> list[dict[str, Any]]:
        """Seconds, rows and spill of each stage since then, the longest first."""
        found = []
        for path in (self.folder / "events").rglob("*"):
            if not path.is_file():
                continue
            for line in path.read_text(encoding="utf-8").splitlines():
                event = json.loads(line)
                if event.get("Event") != "SparkListenerStageCompleted":
                    continue
                info = event["Stage Info"]
                if info.get("Submission Time", 0) < since_ms:
                    continue
                sums = {a["Name"]: a["Value"] for a in info["Accumulables"] if str(a.get("Value", "")).isdecimal()}
                found.append(
                    {
                        "seconds": round((info["Completion Time"] - info["Submission Time"]) / 1_000, 1),
                        "tasks": info["Number of Tasks"],
                        "spilled_bytes": int(sums.get("internal.metrics.diskBytesSpilled", 0)),
                        "python_rows": int(sums.get("number of output rows", 0)),
                    }
                )
        return sorted(found, key=lambda stage: -stage["seconds"])


def _rows(rows: int, companies: int, seed: int, *, skewed: bool = False) -> list[tuple[Any, ...]]:
    """Row, name, address, domain: a tenth of the people have an address; of skewed rows half are at one company."""
    planted = synthetic.conventions(companies, seed=seed)
    share = max(1, rows // companies // 10)
    known = [(n, a, c.domain) for c in planted for n, a in synthetic.people(c, share, seed=seed)]
    others = synthetic.distinct_names(max(0, rows - len(known)), seed=seed)
    half = len(others) // 2 if skewed else 0
    asked = [(n, None, planted[0 if i < half else i % companies].domain) for i, n in enumerate(others)]
    made = [*known, *asked]
    random.Random(seed).shuffle(made)  # noqa: S311 -- a reproducible draw, not a secret
    return [(i, *row) for i, row in enumerate(made)]


def _written(path: Path, rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(rows)


def _measured(run: _Run, sizes: list[int], options: Any) -> tuple[dict[str, Any], bool]:
    found: dict[str, Any] = {"cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "sizes": []}
    right = True
    _answered(run, run.frame(_rows(200, 4, run.seed)))  # what Java and the workers load once is no row's cost
    last: dict[int, Any] = {}
    for size in sizes:
        companies = options.companies or max(1, size // 50)
        rows = _rows(size, companies, run.seed)
        figures, last = _answered(run, run.frame(rows))
        found["sizes"].append({"rows": size, "companies": companies, **figures})
        print(json.dumps(found["sizes"][-1]), flush=True)
    found["exponent"] = _exponent([(s["rows"], s["guess_seconds"]) for s in found["sizes"]])
    found["one_process"] = _filled(run, rows, 1)
    found["two_jobs"] = _filled(run, rows, 2)
    found["equal_to_one_process"] = right = found["one_process"].pop("answers") == last
    found["two_jobs"].pop("answers")
    found["skewed"], _ = _answered(run, run.frame(_rows(sizes[-1], companies, run.seed, skewed=True)))
    killed, again = _answered(run, run.frame(rows), kill=True)
    found["killed_worker"] = {"killed": killed["killed"], "equal": again == last}
    right = right and again == last
    if options.learn:
        found["learned"] = _learned(run, options.learn)
    if options.exact:
        for partitions in (1, 3, 64):
            _, other = _answered(run, run.frame(rows, partitions), partitions=partitions)
            found[f"equal_on_{partitions}_partitions"] = other == last
            right = right and other == last
    return found, right


def _exponent(points: list[tuple[int, float]]) -> float | None:
    """How seconds grow with rows: 1 is in proportion."""
    if len(points) < 2:
        return None
    (rows, seconds), (more, longer) = points[0], points[-1]
    return round(math.log(longer / seconds) / math.log(more / rows), 2)


def _answered(
    run: _Run, people: Any, *, partitions: int | None = None, kill: bool = False
) -> tuple[dict[str, Any], dict[int, Any]]:
    """Learn and answer a frame; the figures, and the answers by row."""
    from emailguess import spark as cluster

    with _Watched(kill=kill) as watched:
        begun, begun_ms = time.perf_counter(), time.time() * 1_000
        path = str(run.folder / f"counts-{begun}")
        cluster.learn(people, seen=date.today()).write.parquet(path)
        learned = time.perf_counter() - begun
        begun = time.perf_counter()
        found = cluster.guess(people, run.session.read.parquet(path), order="Row", partitions=partitions).collect()
        guessed = time.perf_counter() - begun
    run.session.catalog.clearCache()
    answers = {
        r["Row"]: {k: v for k, v in r.asDict().items() if k.startswith("emailguess_") and v is not None} for r in found
    }
    stages = run.stages(begun_ms)
    return {
        "learn_seconds": round(learned, 1),
        "guess_seconds": round(guessed, 1),
        "rows_per_second": round(len(found) / guessed, 1),
        "peak_mb_a_worker": round(watched.peak_mb),
        "spilled_mb": round(sum(s["spilled_bytes"] for s in stages) / 1e6, 1),
        "stages": len(stages),
        "longest_stages_seconds": [s["seconds"] for s in stages[:5]],
        "killed": watched.killed,
    }, answers


def _learned(run: _Run, rows: int) -> dict[str, Any]:
    """Learn rows that all have addresses."""
    from emailguess import spark as cluster

    planted = synthetic.conventions(max(1, rows // 50), seed=run.seed)
    people = [(0, n, a, c.domain) for c in planted for n, a in synthetic.people(c, 50, seed=run.seed)]
    frame = run.frame(people)
    begun = time.perf_counter()
    sorts = cluster.learn(frame, seen=date.today()).count()
    seconds = time.perf_counter() - begun
    return {
        "rows": len(people),
        "sorts": sorts,
        "seconds": round(seconds, 1),
        "rows_per_second": round(len(people) / seconds),
    }


def _filled(run: _Run, rows: list[tuple[Any, ...]], jobs: int) -> dict[str, Any]:
    """Fill the same rows as a file."""
    source, out = run.folder / "people.csv", run.folder / f"filled-{jobs}.csv"
    _written(source, rows)
    command = [sys.executable, "-m", "emailguess", "fill", str(source), "-o", str(out), "--jobs", str(jobs)]
    environment = {k: v for k, v in os.environ.items() if k != "EMAILGUESS_STORE"}
    environment["XDG_DATA_HOME"] = str(run.folder / "data")
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    seconds = time.perf_counter() - begun
    numbers = {f"emailguess_{n}" for n in ("probability", "domain_probability", "p_none", "misdelivery_risk")}
    with out.open(encoding="utf-8", newline="") as file:
        answers = {
            int(r["Row"]): {
                k: float(v) if k in numbers else v for k, v in r.items() if k.startswith("emailguess_") and v != ""
            }
            for r in csv.DictReader(file)
        }
    return {"seconds": round(seconds, 1), "rows_per_second": round(len(rows) / seconds, 1), "answers": answers}


class _Watched:
    """Watches the memory of the workers of Spark, and kills one where told to."""

    def __init__(self, *, kill: bool) -> None:
        self.peak_mb = 0.0
        self.killed = 0
        self._kill = kill
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> _Watched:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        begun = time.monotonic()
        while not self._done.wait(_EVERY_S):
            for worker in _workers():
                self.peak_mb = max(self.peak_mb, _peak_mb(worker))
                if self._kill and not self.killed and time.monotonic() - begun > 3:
                    os.kill(worker, signal.SIGKILL)
                    self.killed += 1


def _workers() -> list[int]:
    """The workers below this process."""
    lines: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(") ")[2].split()[1])
                lines[int(entry.name)] = parent, (entry / "cmdline").read_text()
            except OSError:
                continue

    def ours(pid: int) -> bool:
        while pid in lines and pid != os.getpid():
            pid = lines[pid][0]
        return pid == os.getpid()

    daemons = {pid for pid, (_, line) in lines.items() if "pyspark.daemon" in line}
    return [pid for pid, (parent, _) in lines.items() if parent in daemons and ours(pid)]


def _peak_mb(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    raise SystemExit(main())
