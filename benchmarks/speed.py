"""`python -m benchmarks speed`: guesses a second, start-up, memory and worst cases, with the peers in the same run.

Times are the processor's and depend on the machine; the ratios to the peers, to earlier releases and to bare Python are
what travels. How busy the machine was stands beside them.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import emailguess
from benchmarks.markdown import table

__all__ = ["check", "configure", "markdown", "measure", "run"]

# (figure, path in the document, at least, bar, aim)
_BARS: tuple[tuple[str, tuple[str, ...], bool, float, float], ...] = (
    ("warm guesses a second", ("throughput", "warm_guesses_per_second"), True, 8_000, 25_000),
    ("a question with 3 colleagues over emailguesser's", ("one_shot", "3", "emailguesser"), True, 2.5, 8),
    ("warm guesses over emailguesser's", ("throughput", "peers", "emailguesser", "warm_ratio"), True, 20, 40),
    ("a further name after `at` over a warm guess", ("throughput", "further_name_over_warm"), False, 1.2, 1),
    ("import over bare Python, ms", ("startup", "import_ms"), False, 40, 25),
    ("import and first guess over bare Python, ms", ("startup", "import_and_first_guess_ms"), False, 70, 45),
    ("command line from start to answer, ms", ("startup", "command_line_ms"), False, 120, 90),
    ("memory after all companies and a third of a round's names, MiB", ("startup", "memory_worked_mib"), False, 48, 32),
    ("first guess with 10,000 known, ms", ("large", "first_guess_ms"), False, 30, 5),
    ("guess at a company with 10,000 known, ms", ("large", "guess_ms"), False, 2, 2),
    ("worst case, ms", ("worst_ms",), False, 50, 50),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to this file, too")
    parser.add_argument("--companies", type=int, default=500, help="invented companies (default 500)")
    parser.add_argument("--names", type=int, default=15_000, help="different names in each of three rounds")
    parser.add_argument("--runs", type=int, default=15, help="fresh processes for each start-up figure (default 15)")
    parser.add_argument(
        "--before", type=Path, action="append", default=[], metavar="FOLDER",
        help="an earlier checkout to compare with; may be given more than once",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="exit with 1 where a bar is missed")


def run(options: argparse.Namespace) -> int:
    """Measure, print, write, and compare with the bars."""
    with _one_core():
        result = measure(options.companies, options.names, options.runs, before=options.before)
    text = markdown(result)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    missed = [row["figure"] for row in result["check"] if not row["ok"]]
    if missed:
        print(f"below the bar: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed and options.check else 0


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process and those it starts on one core, where the system lets us."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})  # not the first, which serves most interrupts
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def measure(
    companies: int, names: int, runs: int, *, known: int = 10_000, before: Sequence[Path] = ()
) -> dict[str, Any]:
    """Measure everything; the parts say what they do. `before` are earlier checkouts to compare with."""
    from benchmarks.one_shot import history, one_shot
    from benchmarks.startup import startup
    from benchmarks.throughput import one_large_company, throughput
    from benchmarks.worst import worst

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    result: dict[str, Any] = {
        "benchmark": "speed-1",
        "emailguess": emailguess.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }
    say("guesses a second …")
    result["throughput"] = throughput(companies, names)
    say("questions with colleagues …")
    result["one_shot"] = one_shot(min(companies, 60))
    say("earlier checkouts …")
    result["history"] = history(min(companies, 60), before)
    say("one large company …")
    large = one_large_company(known)
    result["large"] = {**large["steps"][-1], "growth": large["growth"], "steps": large["steps"]}
    say("fresh processes …")
    result["startup"] = startup(runs=runs, companies=companies, names=names // 3)
    say("worst cases …")
    result["worst"] = worst()
    result["worst_ms"] = max(row["ms"] for row in result["worst"])
    result["check"] = check(result)
    return result


def check(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare with the bars; what could not be measured is not reached."""
    rows = []
    for figure, path, at_least, bar, aim in _BARS:
        value: Any = result
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        ok = value is not None and (value >= bar if at_least else value <= bar)
        rows.append(
            {"figure": figure, "value": value, "at_least" if at_least else "at_most": bar, "aim": aim, "ok": ok}
        )
    return rows


def markdown(result: Mapping[str, Any]) -> str:
    """Write the document for people."""
    rates, start, large = result["throughput"], result["startup"], result["large"]
    parts = ["# Speed"]
    parts.append(
        f"emailguess {result['emailguess']}, Python {result['python']}, {result['machine']}, one core. "
        f"{rates['names']:,} different names, {rates['companies']:,} companies with three known colleagues each. "
        f"Times are of the processor. {_busy(result['load'], result['processors'])}"
    )
    parts += [f"Note: {notice}." for notice in rates["notices"]]
    parts += ["## The bars", _bars(result["check"])]
    rows = [
        ["`guess`, company known (warm)", f"{rates['warm_guesses_per_second']:,.0f}"],
        ["`guess`, first time at a company (cold)", f"{rates['cold_guesses_per_second']:,.0f}"],
        ["`guess(known=…)`, three colleagues, every company new", f"{rates['known_guesses_per_second']:,.0f}"],
        ["`guess` after `at(known=…)`, each further name", f"{rates['further_names_per_second']:,.0f}"],
        ["`learn`, colleagues", f"{rates['learnt_per_second']:,.0f}"],
    ]
    parts += ["## A second", table(["", "a second"], rows)]
    parts += [
        "## A question with its colleagues",
        "Every company new; how many times as long the others take for the same questions, in turn.",
        _one_shot(result["one_shot"]),
    ]
    if result["history"]:
        parts += [
            "## Earlier checkouts",
            "How many times as long they take for the same work; above 1 this one is the quicker.",
            _history(result["history"]),
        ]
    if rates["peers"]:
        peers = [
            [
                f"{name} {peer['version']}",
                f"{peer['guesses_per_second']:,.0f}",
                f"{_value(peer['warm_ratio'])} ×",
                f"{_value(peer['known_ratio'])} ×",
            ]
            for name, peer in rates["peers"].items()
        ]
        parts.append(table(["peer, three colleagues passed", "a second", "ours warm", "ours `known=`"], peers))
    fresh = [[_LABELS[key], _value(value)] for key, value in start.items() if key in _LABELS]
    parts += ["## A fresh process", table(["", ""], fresh)]
    if start["command_line_ms"] is None:
        parts.append(f"The command line gave {start['command_line']}.")
    steps = [
        [f"{s['known']:,}", f"{s['learn_us_each']:.0f}", f"{s['first_guess_ms']:.2f}", f"{s['guess_ms']:.3f}"]
        for s in large["steps"]
    ]
    head = ["known", "learn, µs each", "first guess, ms", "guess, ms"]
    parts += ["## One company with many known addresses", table(head, steps)]
    cases = [[r["case"], f"{r['ms']:.2f}", r["outcome"], "ok" if r["ok"] else "**not**"] for r in result["worst"]]
    parts += ["## Inputs meant to be slow", table(["input", "ms", "outcome", "under 50 ms"], cases)]
    return "\n\n".join(parts)


_LABELS = {
    "python_ms": "bare Python, ms",
    "import_ms": "`import emailguess` over bare Python, ms",
    "import_and_first_guess_ms": "import and first guess over bare Python, ms",
    "command_line_ms": "`emailguess guess …` from start to answer, ms",
    "memory_python_mib": "peak memory, bare Python, MiB",
    "memory_imported_mib": "peak memory, imported, MiB",
    "memory_first_guess_mib": "peak memory, first guess, MiB",
    "memory_worked_mib": "peak memory after all companies and a third of a round's names, MiB",
}


def _one_shot(found: Mapping[str, Mapping[str, float]]) -> str:
    others = list(dict.fromkeys(key for row in found.values() for key in row if key != "ms"))
    rows = [
        [known, f"{row['ms']:.2f}", *(f"{row[key]:.2f} ×" if key in row else "–" for key in others)]
        for known, row in found.items()
    ]
    return table(["colleagues", "ms", *others], rows)


def _history(found: Mapping[str, Mapping[str, float]]) -> str:
    works = list(dict.fromkeys(work for row in found.values() for work in row))
    return table(["work", *found], [[w, *(_value(row.get(w)) for row in found.values())] for w in works])


def _busy(load: float | None, processors: int | None) -> str:
    """How busy the machine was when the run began; a busy one is slower for all, and its ratios are rougher."""
    if load is None or not processors:
        return ""
    state = "idle" if load < 1 else "half busy" if load <= processors else "busy"
    return f"The machine was {state}: load {load:g} on {processors} processors."


def _value(value: float | None) -> str:
    return "–" if value is None else f"{value:,.1f}" if value >= 10 else f"{value:.3g}"


def _bars(rows: list[dict[str, Any]]) -> str:
    cells = []
    for row in rows:
        bar = f"≥ {row['at_least']:,}" if "at_least" in row else f"≤ {row['at_most']:,}"
        cells.append([row["figure"], bar, f"{row['aim']:,}", _value(row["value"]), "ok" if row["ok"] else "**not**"])
    return table(["figure", "bar", "aim", "measured", "ok"], cells)
