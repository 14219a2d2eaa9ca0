"""How many small faults the tests notice: `python -m benchmarks mutation [--sample 400]`, with `pip install mutmut`.

Each mutant is the package with one small fault (`+` for `-`, a constant changed, a condition turned round). One that
no test notices shows what is not tested. `[tool.mutmut]` in `pyproject.toml` says which modules are mutated and which
tests are tried; they are the quick ones, so what they notice is a lower bound.

All mutants of `model/`, `evidence/` and `patterns/` take hours. A random sample estimates the share, with its interval.
The checkout is copied first and stays untouched; a folder given with `--work` keeps the copy, and a run that was
stopped goes on there.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path

from benchmarks.markdown import table

__all__ = ["configure", "interval", "run", "told"]

ROOT = Path(__file__).parents[1]
# mutmut makes all mutants and learns which test reaches which function before it tries any; these are few.
FIRST = "emailguess.model.misdelivery.*"
KILLED = ("killed", "timeout", "suspicious", "segfault")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--sample", type=int, help="how many mutants to try, drawn at random (by default all)")
    parser.add_argument("--seed", type=int, default=0, help="what the sample is drawn by")
    parser.add_argument("--only", default="emailguess.", help="beginning of the names of the mutants that count")
    parser.add_argument("--work", type=Path, help="folder for the copy of the checkout; kept")
    parser.add_argument("--out", type=Path, help="Markdown file for the figures")


def run(options: argparse.Namespace) -> int:
    """Copy, mutate, try, and write the figures."""
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing) / "checkout"
        _copied(work)
        if not (work / "mutants" / "mutmut-stats.json").exists():
            _mutmut(work, "run", "--max-children", "1", FIRST)
        statuses = _statuses(work)
        named = sorted(name for name in statuses if name.startswith(options.only))
        drawn = named if options.sample is None else random.Random(options.seed).sample(named, options.sample)  # noqa: S311 # a sample, no secret
        left = [name for name in drawn if statuses[name] == "not checked"]
        if left:
            _mutmut(work, "run", "--max-children", "1", *left)
        statuses = _statuses(work)
    text = told({name: statuses[name] for name in drawn}, len(named))
    sys.stdout.write(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0


def told(statuses: dict[str, str], of: int) -> str:
    """The figures as Markdown: by module, in all, and the mutants that nothing noticed.

    >>> print(told({"emailguess.model.kinds.x_a__mutmut_1": "killed"}, 1).splitlines()[4])
    | model/kinds | 1 | 1 | 1.00 |
    """
    modules: dict[str, list[str]] = {}
    for name, status in statuses.items():
        modules.setdefault("/".join(name.split(".")[1:3]), []).append(status)
    rows = [_row(module, found) for module, found in sorted(modules.items())]
    low, high = interval(sum(s in KILLED for s in statuses.values()), len(statuses))
    whole = "all of them" if len(statuses) == of else f"a random sample of {of:,}; 95% interval {low:.2f} to {high:.2f}"
    kinds = ", ".join(f"{status} {number}" for status, number in Counter(statuses.values()).most_common())
    lines = [
        f"{len(statuses):,} mutants, {whole}. {kinds}.\n",
        table(["module", "mutants", "killed", "share"], [*rows, _row("**all**", list(statuses.values()))]),
        "\nNoticed by no test:\n",
        *(f"- `{name}` ({status})" for name, status in sorted(statuses.items()) if status not in KILLED),
    ]
    return "\n".join(lines) + "\n"


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Wilson's interval of 95% for a share.

    >>> [round(end, 3) for end in interval(80, 100)]
    [0.711, 0.867]
    """
    z = 1.96
    share, scale = hits / tries, 1 + z * z / tries
    middle = (share + z * z / (2 * tries)) / scale
    half = z * sqrt(share * (1 - share) / tries + z * z / (4 * tries * tries)) / scale
    return middle - half, middle + half


def _row(module: str, statuses: Sequence[str]) -> list[str]:
    killed = sum(status in KILLED for status in statuses)
    return [module, str(len(statuses)), str(killed), f"{killed / len(statuses):.2f}"]


def _copied(work: Path) -> None:
    """The files of the checkout, as they are in it now; those that did not change keep their time."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, work / name
        if source.exists() and not (target.exists() and target.read_bytes() == source.read_bytes()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _mutmut(work: Path, *arguments: str) -> str:
    """What mutmut prints; its progress goes to our standard error."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(work)}
    quiet = arguments[0] == "results"
    done = subprocess.run(
        command, cwd=work, env=environment, stdout=subprocess.PIPE if quiet else sys.stderr, text=True, check=True
    )
    return done.stdout or ""


def _statuses(work: Path) -> dict[str, str]:
    """What became of each mutant, as mutmut says it."""
    configured = tomllib.loads((work / "pyproject.toml").read_text(encoding="utf-8"))
    assert "mutmut" in configured["tool"]
    return dict(_pairs(_mutmut(work, "results", "--all", "true").splitlines()))


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, colon, status = line.strip().partition(": ")
        if colon and "__mutmut_" in name:
            yield name, status
