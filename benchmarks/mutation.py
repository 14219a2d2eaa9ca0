"""How many small faults the tests notice: `python -m benchmarks mutation --sample 60`, with `pip install mutmut`.

Each mutant is the package with one small fault (`+` for `-`, a constant changed, a condition turned round), as mutmut
makes them. One that no test notices shows what is not tested. The tests are the quick ones of the packages that are
mutated, so what they notice is a lower bound.

A random sample of each package estimates the share: that of all packages is the average of theirs, weighed by how many
mutants they have. Those drawn are tried in the order of the draw, the packages in turn, so that what a run has tried
when it is stopped (`--minutes`, Ctrl-C) is a random sample as well. A folder given with `--work` keeps what became of
each, and the next run with the same options goes on there, as long as sources and tests stay as they are.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from math import sqrt
from pathlib import Path

from benchmarks.markdown import table
from benchmarks.mutant_trials import NOTICED, Trials
from benchmarks.mutants import Mutant, drawn, mutants_of, names_of, package_of

__all__ = ["configure", "run", "told", "whole"]

ROOT = Path(__file__).parents[1]
MUTATED = ("model", "evidence", "patterns", "store", "names/spelling.py")
TESTS = (
    "tests/model", "tests/evidence", "tests/patterns", "tests/names/test_spelling.py", "tests/store/test_contract.py",
    "tests/store/test_aggregation.py", "tests/store/test_interchange.py", "tests/store/test_suppression.py",
    "tests/laws/test_evidence.py", "tests/test_cases.py", "tests/test_reports.py",
)  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--sample", type=int, help="mutants to try of each package, drawn at random (by default all)")
    parser.add_argument("--seed", type=int, default=0, help="what the sample is drawn by")
    parser.add_argument("--only", default="", help="packages that count, parted by commas (by default all)")
    parser.add_argument("--work", type=Path, help="folder for what is kept between runs")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin nothing new after so long")
    parser.add_argument("--out", type=Path, help="Markdown file for the figures")


def run(options: argparse.Namespace) -> int:
    """Draw, try, and write the figures."""
    until = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing)
        _require_the_same(work, f"{options.sample} {options.seed} {options.only}")
        numbers, mutants = _kept_or(work / "mutants.json", lambda: _mutants(options))
        trials = Trials(ROOT, TESTS, ("--hypothesis-profile=few",))
        survey = trials.surveyed(_mutated(), work / "survey.json")
        kept = work / "statuses.json"
        statuses: dict[str, str] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        sound = mutants[0]._replace(text=Path(mutants[0].path).read_text(encoding="utf-8"))
        if (status := trials.tried(sound, survey)) != "survived":
            raise RuntimeError(f"a module without a fault is {status}: the tests or the trials are wrong")
        for number, mutant in enumerate(mutants, 1):
            if mutant.name not in statuses and time.monotonic() < until:
                statuses[mutant.name] = trials.tried(mutant, survey)
                kept.write_text(json.dumps(statuses), encoding="utf-8")
                print(f"{number:,} of {len(mutants):,}: {mutant.name} {statuses[mutant.name]}", file=sys.stderr)
    tried = [(mutant, statuses[mutant.name]) for mutant in takewhile(lambda m: m.name in statuses, mutants)]
    text = told(tried, numbers) if tried else ""
    if options.out and text:
        options.out.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


def _mutants(options: argparse.Namespace) -> tuple[dict[str, int], list[Mutant]]:
    """How many mutants each package has, and those that are drawn, in the order of the draw."""
    modules = {_module(path): path for path in _mutated()}
    named = [name for module, path in modules.items() for name in names_of(path, module)]
    only = [package for package in options.only.split(",") if package]
    named = [name for name in named if not only or package_of(name) in only]
    order = drawn(named, options.sample, options.seed)
    wanted = {name.rpartition(".")[0] for name in order}
    made = {m.name: m for module in wanted for m in mutants_of(modules[module], module, set(order))}
    return dict(Counter(map(package_of, named))), [made[name] for name in order]


def _kept_or(
    kept: Path, made: Callable[[], tuple[dict[str, int], list[Mutant]]]
) -> tuple[dict[str, int], list[Mutant]]:
    """The mutants that are kept, or else made and kept."""
    if kept.exists():
        numbers, rows = json.loads(kept.read_text(encoding="utf-8"))
        return numbers, [Mutant(*row) for row in rows]
    found = made()
    kept.write_text(json.dumps(found), encoding="utf-8")
    return found


def _mutated() -> list[Path]:
    package = ROOT / "src" / "emailguess"
    return sorted(
        path for each in MUTATED for path in [*(package / each).rglob("*.py"), package / each] if path.is_file()
    )


def _module(path: Path) -> str:
    """The name a file is imported by."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _require_the_same(work: Path, asked: str) -> None:
    """Raises `SystemExit` where what is kept is of other sources, tests or options."""
    digest = hashlib.sha256(asked.encode())
    for path in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        digest.update(path.read_bytes())
    mark = work / "of.txt"
    if mark.exists() and mark.read_text(encoding="utf-8") != digest.hexdigest():
        raise SystemExit(f"what {work} holds is of other sources, tests or options; pass another folder")
    work.mkdir(parents=True, exist_ok=True)
    mark.write_text(digest.hexdigest(), encoding="utf-8")


def told(tried: Sequence[tuple[Mutant, str]], of: Mapping[str, int]) -> str:
    """The figures as Markdown: by package and module, in all, and the mutants that nothing noticed.

    - `tried`: mutants with what became of them
    - `of`: how many mutants each package has

    >>> mutant = Mutant("emailguess.model.kinds.x_a__mutmut_1", "emailguess.model.kinds", "", 3, 3, "1 → 2", "")
    >>> print(told([(mutant, "killed")], {"model": 1}).splitlines()[4])
    | **model**, 1 in all | 1 | 1 | 1.00 |
    """
    statuses = {mutant.name: status for mutant, status in tried}
    packages: dict[str, dict[str, list[str]]] = {}
    for name, status in statuses.items():
        packages.setdefault(package_of(name), {}).setdefault("/".join(name.split(".")[1:-1]), []).append(status)
    rows = []
    for package, modules in sorted(packages.items()):
        rows.append(_row(f"**{package}**, {of[package]:,} in all", [s for found in modules.values() for s in found]))
        rows += [_row(module, found) for module, found in sorted(modules.items())]
    kinds = ", ".join(f"{status} {number}" for status, number in Counter(statuses.values()).most_common())
    lines = [f"{len(statuses):,} of {sum(of.values()):,} mutants: {kinds}. {_shares(statuses, of)}\n"]
    lines += [table(["module", "mutants", "noticed", "share"], rows), "\nNoticed by no test:\n"]
    for mutant, status in sorted(tried):
        if status not in NOTICED:
            place = "/".join(mutant.module.split(".")[1:])
            lines.append(f"- `{place}.py`, line {mutant.line}: `{_cut(mutant.change)}`")
    return "\n".join(lines) + "\n"


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _shares(statuses: Mapping[str, str], of: Mapping[str, int]) -> str:
    """The share of all that are noticed, and of those in the core."""
    tried = {p: [s for name, s in statuses.items() if package_of(name) == p] for p in map(package_of, statuses)}
    parts = []
    for words, packages in (
        ("in `model/`, `evidence/` and `patterns/`", {"model", "evidence", "patterns"}),
        ("in all", set(of)),
    ):
        if chosen := [p for p in tried if p in packages]:
            share, error = whole({p: (sum(s in NOTICED for s in tried[p]), len(tried[p]), of[p]) for p in chosen})
            parts.append(f"{words} **{share:.2f}** (± {1.96 * error:.2f}, 95%)")
    return f"Noticed, by packages' sizes: {', '.join(parts)}."


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


def _row(module: str, statuses: Iterable[str]) -> Sequence[str]:
    found = list(statuses)
    noticed = sum(status in NOTICED for status in found)
    return [module, str(len(found)), str(noticed), f"{noticed / len(found):.2f}"]
