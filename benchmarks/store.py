"""`python -m benchmarks store`: a million domains on disk, many processes at once, processes killed, faults done to it.

Times depend on the machine; sizes and what is lost (nothing) do not. Nothing else should run on the machine meanwhile.
With `--json` each part's figures are written when it is done, and `--resume` goes on with what is missing.

Start reading at `main` and `measure`.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import emailguess
from benchmarks.parts import OtherRun, Parts
from benchmarks.store_faults import clocks, killed_anywhere, mutated, readers
from benchmarks.store_size import cold, filled, learned, repeated
from benchmarks.store_stress import killed, together
from benchmarks.store_told import markdown
from emailguess.store.sqlite.schema import MIGRATIONS

__all__ = ["PARTS", "Size", "check", "main", "measure"]

PARTS: Mapping[str, int] = {
    "clocks": 4, "kills": 10, "mutations": 15, "large": 15, "readers": 1, "killed": 4, "together": 1, "learn": 1,
    "people": 1, "size": 1,
}  # fmt: skip
"""Every part, and in how many slices it is measured."""


class Size(NamedTuple):
    """How much is measured."""

    domains: int = 1_000_000
    """Domains with ten signatures each."""
    seconds: float = 60.0
    """How long processes work on one store at once."""
    kills: int = 200
    """Processes killed while they learn."""
    faults: float = 1.0
    """Share of 3,000 mutations, 200 walks of the clock, 60 seconds of readers and 300 kills."""
    fresh: int = 5
    """Processes that open the cold store."""
    learned: int = 1_000
    """Addresses given to `Guesser.learn`."""


def main() -> int:
    """Measure, print, write, and compare with the aims."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks store", description=__doc__)
    whole = Size()
    parser.add_argument("--domains", type=int, default=whole.domains, help="domains with ten signatures (%(default)s)")
    parser.add_argument("--seconds", type=float, default=whole.seconds, help="how long eight processes learn and guess")
    parser.add_argument("--kills", type=int, default=whole.kills, help="processes killed while learning (%(default)s)")
    parser.add_argument("--faults", type=float, default=1.0, help="share of the faults that are tried (%(default)s)")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=[], help="measure these parts anew, keep the others"
    )
    parser.add_argument("--resume", action="store_true", help="go on with what the file of --json lacks")
    parser.add_argument("--folder", type=Path, help="where the stores are made; by default a temporary folder")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, part by part")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to this file, too")
    options = parser.parse_args()
    # Of wrong clocks and damage the store warns; here both are done on purpose.
    logging.getLogger("emailguess").addHandler(logging.NullHandler())
    size = Size(options.domains, options.seconds, options.kills, options.faults)
    parts = Parts(head(size), options.json, only=options.only)
    try:
        if options.resume or options.only:
            parts.resume(without=() if options.resume else options.only)
    except OtherRun as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(Path(folder), parts, size)
    text = markdown(parts.figures, check(parts.figures))
    print(text)
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    if not parts.complete(PARTS):
        print("some parts are not measured yet: --resume goes on", file=sys.stderr)
        return 2
    return 0 if all(row["ok"] for row in check(parts.figures)) else 1


def head(size: Size) -> dict[str, Any]:
    """What tells one run from another."""
    return {
        "benchmark": "store-2",
        "emailguess": emailguess.__version__,
        "schema": len(MIGRATIONS),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "faults": size.faults,
    }


def measure(folder: Path, parts: Parts, size: Size) -> None:
    """Measure each part in a folder of its own, gone when it is done: a million domains take room."""

    @contextmanager
    def fresh() -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=folder) as made:
            yield Path(made)

    def inside(measured: Callable[[Path], Mapping[str, Any]]) -> Mapping[str, Any]:
        with fresh() as here:
            return measured(here)

    def share(whole: int, name: str, number: int) -> int:
        """How many of a whole are in one slice of a part."""
        slices = PARTS[name]
        return whole * (number + 1) // slices - whole * number // slices

    faults, people = size.faults, max(1, size.domains // 10)
    for name, whole, part in (
        ("clocks", round(200 * faults), lambda here, walks, n: clocks(here, walks=walks, seed=90 + n)),
        ("kills", round(300 * faults), lambda here, kills, n: killed_anywhere(here, kills=kills, seed=30 + n)),
        ("mutations", round(3_000 * faults), lambda here, m, n: mutated(here, mutations=m, seed=70 + n)),
        ("large", round(3_000 * faults), lambda here, m, n: mutated(here, mutations=m, seed=70 + n, large=True)),
        ("readers", 1, lambda here, _, n: readers(here / "readers.db", seconds=60 * faults)),
        ("killed", size.kills, lambda here, runs, n: killed(here / "killed.db", runs=runs, seed=1 + n)),
    ):  # fmt: skip
        parts.add(
            name,
            PARTS[name],
            lambda n, name=name, whole=whole, part=part: inside(  # type: ignore[misc]  # defaults bind the loop's values
                lambda here: part(here, share(whole, name, n), n)._asdict()
            ),
        )
    parts.measure("size", lambda: inside(lambda here: _size(here / "counts.db", size)))
    parts.measure("people", lambda: inside(lambda here: _people(here / "people.db", people)))
    parts.measure("learn", lambda: inside(lambda here: {"per_second": learned(here / "learned.db", size.learned)}))
    parts.measure(
        "together",
        lambda: inside(
            lambda here: together(here / "together.db", seconds=size.seconds)._asdict() | {"seconds": size.seconds}
        ),
    )


def _size(path: Path, size: Size) -> dict[str, Any]:
    """A store of counts, and the same when nobody asked it yet."""
    return {"counts": filled(path, size.domains, remember=False), "cold": cold(path, size.domains, size.fresh)}


def _people(path: Path, domains: int) -> dict[str, Any]:
    """A store that recognises people, and the same people once more."""
    return filled(path, domains, remember=True) | {"repeated_per_second": repeated(path, domains)}


def check(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare what was measured with the aims."""
    rows = [row for name, told in _AIMS.items() if name in result for row in told(result[name])]
    return [
        {"figure": figure, "value": value, "aim": aim, "ok": value >= aim if at_least else value <= aim}
        for figure, value, aim, at_least in rows
    ]


_Row = tuple[str, float, float, bool]
_AIMS: Mapping[str, Callable[[Any], list[_Row]]] = {
    "size": lambda part: [
        ("counts of a million domains, MB", part["counts"]["bytes_a_domain"], 300.0, False),
        ("guess from a cold store, median ms", part["cold"]["guess_ms"], 1.0, False),
        ("of which the store's, median ms", part["cold"]["read_ms"], 1.0, False),
        ("opening, ms", part["cold"]["open_ms"], 20.0, False),
        ("addresses a second into the store", part["counts"]["per_second"], 20_000, True),
    ],
    "people": lambda part: [("the same, people recognised", part["per_second"], 20_000, True)],
    "together": lambda part: [
        ("updates lost among eight processes", part["learned"] - part["counted"], 0, False),
        ("errors told to eight processes", len(part["problems"]), 0, False),
    ],
    "killed": lambda part: [
        ("batches lost or halved by kills", part["lost"] + part["halves"] + len(part["problems"]), 0, False),
    ],
    "mutations": lambda part: [
        (f"of {part['mutations']:,} mutated files: read wrongly without an error", part["silent"], 0, False),
        ("of them refused without the check telling", part["unnoticed"], 0, False),
    ],
    "large": lambda part: [
        (
            f"of {part['mutations']:,} files above 2 MiB: read wrongly, or the check silent",
            part["silent"] + part["unnoticed"],
            0,
            False,
        ),
    ],
    "clocks": lambda part: [(f"pieces lost by {part['walks']:,} walks of the clock", part["lost"], 0, False)],
    "readers": lambda part: [
        ("wrong answers to readers beside writers", part["wrong"] + len(part["problems"]), 0, False),
    ],
    "kills": lambda part: [
        (f"changes lost by {part['kills']:,} kills, or damage", part["lost"] + len(part["problems"]), 0, False),
    ],
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
