"""How many small faults the tests notice: `python -m benchmarks mutation [--sample 60]`, with `pip install mutmut`.

Each mutant is the package with one small fault (`+` for `-`, a constant changed, a condition turned round). One that
no test notices shows what is not tested. `[tool.mutmut]` in `pyproject.toml` says which modules are mutated and which
tests are tried; they are the quick ones, so what they notice is a lower bound.

All mutants take hours. A random sample of each package estimates the share: that of all packages is the average of
theirs, weighed by how many mutants they have. Those drawn are tried in the order of the draw, the packages in turn, so
that what a run has tried when it is stopped (`--minutes`, Ctrl-C) is a random sample as well; `--out` is written after
each few. The checkout is copied first and stays untouched; a folder given with `--work` keeps the copy, and the next
run goes on there.

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
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile, zip_longest
from math import sqrt
from pathlib import Path

from benchmarks.markdown import table

__all__ = ["configure", "run", "told", "whole"]

ROOT = Path(__file__).parents[1]
# mutmut makes all mutants and learns which test reaches which function before it tries any; these are few.
FIRST = "emailguess.model.misdelivery.*"
# So many are tried before the figures are written. Each call of mutmut lists and runs the tests once.
_AT_ONCE = 50
_LEFT = "not checked"
KILLED = ("killed", "timeout", "suspicious", "segfault")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--sample", type=int, help="mutants to try of each package, drawn at random (by default all)")
    parser.add_argument("--seed", type=int, default=0, help="what the sample is drawn by")
    parser.add_argument("--only", default="emailguess.", help="beginning of the names of the mutants that count")
    parser.add_argument("--work", type=Path, help="folder for the copy of the checkout; kept")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin nothing new after so long")
    parser.add_argument("--out", type=Path, help="Markdown file for the figures")


def run(options: argparse.Namespace) -> int:
    """Copy, mutate, try, and write the figures."""
    until = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing) / "checkout"
        _copied(work)
        _cleared(work)
        if not (work / "mutants" / "mutmut-stats.json").exists():
            _mutmut(work, "run", "--max-children", "1", FIRST)
        statuses = _statuses(work)
        named = sorted(name for name in statuses if name.startswith(options.only))
        drawn = _drawn(named, options.sample, options.seed)
        text = _figures(drawn, statuses, named)
        for start in range(0, len(drawn), _AT_ONCE):
            left = [name for name in drawn[start : start + _AT_ONCE] if statuses[name] == _LEFT]
            if left and time.monotonic() < until:
                _mutmut(work, "run", "--max-children", "1", *left)
                statuses = _statuses(work)
                text = _figures(drawn, statuses, named)
            if options.out:
                options.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


def _figures(drawn: Sequence[str], statuses: Mapping[str, str], named: Sequence[str]) -> str:
    """The figures of those that were tried without a gap, from the first one drawn on."""
    tried = list(takewhile(lambda name: statuses[name] != _LEFT, drawn))
    return told({name: statuses[name] for name in tried}, Counter(map(_package, named))) if tried else ""


def _package(name: str) -> str:
    """The package of a mutant: `emailguess.model.kinds.x_a__mutmut_1` is one of `model`."""
    return name.split(".")[1]


def _drawn(named: Sequence[str], sample: int | None, seed: int) -> list[str]:
    """So many of each package, the packages in turn, the same for the same seed."""
    packages: dict[str, list[str]] = {}
    for name in named:
        packages.setdefault(_package(name), []).append(name)
    each = [
        random.Random(f"{seed}/{package}").sample(names, min(sample or len(names), len(names)))  # noqa: S311 -- a sample, no secret
        for package, names in sorted(packages.items())
    ]
    return [name for turn in zip_longest(*each) for name in turn if name is not None]


def told(statuses: Mapping[str, str], of: Mapping[str, int]) -> str:
    """The figures as Markdown: by package and module, in all, and the mutants that nothing noticed.

    `of` tells how many mutants each package has.

    >>> print(told({"emailguess.model.kinds.x_a__mutmut_1": "killed"}, {"model": 1}).splitlines()[4])
    | **model**, 1 in all | 1 | 1 | 1.00 |
    """
    packages: dict[str, dict[str, list[str]]] = {}
    for name, status in statuses.items():
        packages.setdefault(_package(name), {}).setdefault("/".join(name.split(".")[1:3]), []).append(status)
    rows = []
    for package, modules in sorted(packages.items()):
        rows.append(_row(f"**{package}**, {of[package]:,} in all", [s for found in modules.values() for s in found]))
        rows += [_row(module, found) for module, found in sorted(modules.items())]
    tried = {p: [s for found in modules.values() for s in found] for p, modules in packages.items()}
    share, error = whole({p: (sum(s in KILLED for s in found), len(found), of[p]) for p, found in tried.items()})
    kinds = ", ".join(f"{status} {number}" for status, number in Counter(statuses.values()).most_common())
    lines = [
        f"{len(statuses):,} of {sum(of.values()):,} mutants: {kinds}. Noticed, by packages' sizes: **{share:.2f}** "
        f"(± {1.96 * error:.2f}, 95%).\n",
        table(["module", "mutants", "killed", "share"], rows),
        "\nNoticed by no test:\n",
        *(f"- `{name}` ({status})" for name, status in sorted(statuses.items()) if status not in KILLED),
    ]
    return "\n".join(lines) + "\n"


def whole(packages: Mapping[str, tuple[int, int, int]]) -> tuple[float, float]:
    """The share of all mutants that are noticed, and its standard error, by (noticed, tried, all there are).

    Packages are strata: p = Σ W p_h, variance Σ W² p_h (1 − p_h) / n_h × (1 − n_h / N_h), W the part of all mutants.

    >>> [round(x, 3) for x in whole({"model": (8, 10, 100), "patterns": (12, 20, 300)})]
    [0.65, 0.085]
    """
    every = sum(all_ for _, _, all_ in packages.values())
    share = variance = 0.0
    for killed, tried, all_ in packages.values():
        weight, part = all_ / every, killed / tried
        share += weight * part
        variance += weight**2 * part * (1 - part) / tried * (1 - tried / all_)
    return share, sqrt(variance)


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


def _cleared(work: Path) -> None:
    """Take away what a stopped run had written of a module, which mutmut would take for all of it."""
    configured = tomllib.loads((work / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    for pattern in configured["only_mutate"]:
        for module in (work / "mutants").glob(pattern.replace("/*", "/**/*.py")):
            if not module.with_name(f"{module.name}.meta").exists():
                module.unlink()


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
    return dict(_pairs(_mutmut(work, "results", "--all", "true").splitlines()))


def _pairs(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        name, colon, status = line.strip().partition(": ")
        if colon and "__mutmut_" in name:
            yield name, status
