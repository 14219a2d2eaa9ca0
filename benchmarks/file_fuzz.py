"""Fuzzing of the readers of files: broken twins of the samples of every format, each read to its end.

    python -m benchmarks file_fuzz --seconds 3600 --seed 7 --out benchmarks/results/file_fuzz.json
    python -m benchmarks file_fuzz --seconds 900 --seed 8 --add --out benchmarks/results/file_fuzz.json
    python -m benchmarks file_fuzz --atheris --seconds 600      (guided by coverage; pip install 'emailguess[fuzz]')

Reading may end with people, or with an error on purpose that names the file. Whoever comes out has addresses that are
some and a name that a terminal shows. A case that takes longer than its bytes allow is a
fault, and so is another error.

Start reading at `judged`.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from emailguess import EmailGuessError
from emailguess.files import read_people

__all__ = ["CONTENTS", "judged", "main", "mutated"]

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "files"
SAMPLES = sorted(
    p for p in FOLDER.iterdir() if p.suffix not in (".py", ".md", ".toml") and p.is_file() and p.name != "expected.json"
)
sys.path.insert(0, str(FOLDER))
formats = import_module("formats")
_MADE = [make(import_module("layouts").PEOPLE[group]) for make in formats.FORMATS.values() for group in formats.GROUPS]
CONTENTS = [p.read_bytes() for p in SAMPLES] + [m if isinstance(m, bytes) else m.encode() for m in _MADE]
"""The samples: every format, language and encoding."""
_TEXT_PIECES = (
    '" ; , \t \r \n \0 @ < > | =?utf-8?q? ?= { } [ ] : BEGIN:VCARD\n END:VCARD\n dn:\\x20x\n <table> <tr><td> '
    "</td> Email Name: \x1b[31m =cmd|'/C\\x20calc'!A0 BEGIN:VCALENDAR\n ATTENDEE;CN=x:mailto: \\x20at\\x20 [at] "
    "#TYPE sep=; 5.1.1 &#64; <contact> </contact> <!-- INSERT\\x20INTO\\x20t\\x20VALUES\\x20( \\'x','y') ----\\x20---- "
    "COPY\\x20t\\x20FROM\\x20stdin;\n || │ CREATE\\x20TABLE\\x20t\\x20( [[a]]\n ''"
).split(" ")
PIECES = [p.replace("\\x20", " ").encode() for p in _TEXT_PIECES]
PIECES += [b"\xff\xfe", b"\x80", b"\xef\xbb\xbf", b"From x@y.z Tue Mar  5 10:00:00 2024\n", b" " * 300]
# Far above what such inputs take, so that a busy machine reports nothing; what explodes takes minutes.
PATIENCE_S = 20.0
_MOST_FAULTS = 20


def mutated(chance: random.Random) -> bytes:
    """A sample that is cut, glued, repeated, or has pieces put in and letters changed."""
    data = bytearray(chance.choice(CONTENTS))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                del data[place : place + chance.randint(1, 200)]
            case 1:
                data[place:place] = chance.choice(PIECES) * chance.choice((1, 1, 2, 300))
            case 2:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                data[place:place] = chance.choice(CONTENTS)[: chance.randint(1, 500)]
            case _:
                data = data[:place] or data
    return bytes(data)


def judged(data: bytes, path: Path, read: Callable[..., Any] = read_people) -> str:
    """Read a file to its end; the format it was taken for, or `refused`. `AssertionError` tells a broken promise."""
    path.write_bytes(data)
    begun = time.process_time()
    try:
        people = read(path)
        for person in people:
            if not all("@" in a and a.isprintable() for a in person.addresses):
                raise AssertionError(f"no address: {person.addresses!a}")
            if not all(c.isprintable() or c in "\u200c\u200d" for c in person.full_name + person.company):
                raise AssertionError(f"raw letters: {person.full_name!a}")
        said = people.format
    except EmailGuessError as error:
        if path.name not in str(error) and "column" not in str(error):
            raise AssertionError(f"the error does not name the file: {error}") from error
        said = "refused"
    if time.process_time() - begun > PATIENCE_S:
        raise AssertionError(f"{len(data):,} bytes took {time.process_time() - begun:.0f} s")
    return said


def _by_chance(seconds: float, seed: int, path: Path) -> dict[str, Any]:
    """Read mutations until the time is over."""
    chance = random.Random(seed)  # noqa: S311 - invented input
    counts: Counter[str] = Counter()
    faults: list[str] = []
    begun = time.monotonic()
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))  # what was read until then is reported
    while time.monotonic() - begun < seconds and len(faults) < _MOST_FAULTS and not stopped:
        data = mutated(chance)
        try:
            counts[judged(data, path)] += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is reported with its input
            faults.append(traceback.format_exc(limit=-3))
            kept = path.with_name(f"fault{len(faults)}.bin")
            kept.write_bytes(data)
            print(f"{kept}\n{faults[-1]}", file=sys.stderr)
    took = round(time.monotonic() - begun)
    return {
        "seed": seed,
        "seconds": took,
        "cases": counts.total(),
        "formats": dict(counts.most_common()),
        "faults": faults,
    }


def _added(before: dict[str, Any], done: dict[str, Any]) -> dict[str, Any]:
    """A run put to those before it, each of another seed. Raises `ValueError` for a seed that was run already."""
    seeds = before["seeds"] if "seeds" in before else [before["seed"]]
    if done["seed"] in seeds:
        raise ValueError(f"the seed {done['seed']} was run already: it would read the same files again")
    counts = Counter(before["formats"]) + Counter(done["formats"])
    return {
        "seeds": [*seeds, done["seed"]],
        "seconds": before["seconds"] + done["seconds"],
        "cases": before["cases"] + done["cases"],
        "formats": dict(counts.most_common()),
        "faults": before["faults"] + done["faults"],
    }


def _guided(seconds: float, seed: int, path: Path) -> None:
    """Let `atheris` look for input that reaches new code; it ends the process itself."""
    import atheris  # type: ignore[import-not-found]

    corpus = path.parent / "corpus"
    corpus.mkdir()
    for i, content in enumerate(CONTENTS):
        (corpus / str(i)).write_bytes(content[:20_000])
    # The readers are imported again, so that they count their branches; the rest need not.
    for name in [n for n in sys.modules if n.startswith("emailguess.files")]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["emailguess.files"], enable_loader_override=False):
        readers = import_module("emailguess.files")
    arguments = [sys.argv[0], str(corpus), f"-max_total_time={seconds:.0f}", f"-seed={seed}", "-max_len=20000"]

    def one(data: bytes) -> None:
        judged(data, path, readers.read_people)

    atheris.Setup(arguments, one)
    atheris.Fuzz()


def main() -> int:
    """Fuzz, and report; status 1 where anything was at fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--atheris", action="store_true", help="guided by coverage")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--add", action="store_true", help="put this run to those that --out holds already")
    options = parser.parse_args()
    path = Path(tempfile.mkdtemp()) / "x.dat"
    if options.atheris:
        _guided(options.seconds, options.seed, path)
    done = _by_chance(options.seconds, options.seed, path)
    print(json.dumps(done, indent=1))
    if options.out:
        if options.add and options.out.exists():
            done = _added(json.loads(options.out.read_text(encoding="utf-8")), done)
        options.out.write_text(json.dumps(done, indent=1) + "\n", encoding="utf-8")
    return 1 if done["faults"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
