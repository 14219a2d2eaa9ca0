"""`python -m benchmarks accuracy CORPUS.tsv`: the accuracy protocol in full.

Five folds; the prior is fitted anew for each on the other four. Two runs write the same bytes: nothing depends on the
clock, on the number of processes or on what was cached.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import emailguess
from benchmarks import charts, peers, report
from benchmarks.figures import Judged
from benchmarks.judging import Asked, Fold, Task, judge_fold
from benchmarks.outcomes import Outcomes, summary
from benchmarks.protocol import FOLDS
from emailguess.errors import EmailGuessError
from emailguess.fit import read_corpus

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("corpus", type=Path, help="TSV with the columns name, email and, where known, source")
    parser.add_argument("--quick", action="store_true", help="a sketch within a minute: one fold, a cheap fit")
    parser.add_argument("--folds", type=_folds, help=f"which of the folds 0 to {FOLDS - 1}, as 0,2 (default: all)")
    parser.add_argument("--jobs", type=int, default=1, help="folds judged at the same time (default 1)")
    parser.add_argument("--no-peers", action="store_true", help="leave the other libraries out")
    parser.add_argument("--split", choices=("registrable", "domain"), default="registrable", help="what makes folds")
    parser.add_argument("--out", type=Path, help="write accuracy.md, accuracy.json and the charts to this directory")
    parser.add_argument("--cache", type=Path, help="keep fitted priors in this directory and use them again")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a bar is missed")


def _folds(text: str) -> tuple[int, ...]:
    found = tuple(sorted({int(part) for part in text.split(",")}))
    if not found or not set(found) <= set(range(FOLDS)):
        raise argparse.ArgumentTypeError(f"folds are numbers from 0 to {FOLDS - 1}, as 0,2")
    return found


def run(options: argparse.Namespace) -> int:
    """Judge, report, and compare with the bars."""
    try:
        people = read_corpus(options.corpus)
    except (EmailGuessError, OSError, UnicodeError) as error:
        print(f"cannot read the corpus: {error}", file=sys.stderr)
        return 2
    folds = options.folds or ((0,) if options.quick else tuple(range(FOLDS)))
    found, notices = ([], []) if options.no_peers else peers.find()
    for notice in notices:
        print(notice, file=sys.stderr)
    tasks = [
        Task(options.corpus, fold, options.split, options.quick, not options.no_peers, options.cache) for fold in folds
    ]
    judged, refused, outcomes = _together(_judged(tasks, options.jobs))
    if not any(judged.values()):
        print("no domain of these folds has enough people to ask about", file=sys.stderr)
        return 2
    about: dict[str, Any] = {
        "mode": "quick" if options.quick else "full",
        "corpus": {
            "people": len(people),
            "domains": len({p.domain.name for p in people}),
            "sha256": hashlib.sha256(options.corpus.read_bytes()).hexdigest(),
        },
        "split": options.split,
        "folds": list(folds),
        "emailguess": emailguess.__version__,
        "peers": {p.name: p.version for p in found},
        "notices": notices,
        "refused": dict(sorted(refused.items())),
    }
    result = report.document(judged, about) | {"outcomes": summary(outcomes)}
    text = report.markdown(result)
    print(text)
    if options.out:
        _write(options.out, result, text)
    missed = [row["figure"] for row in result["check"] if not row["ok"]]
    if missed:
        print(f"below the bar: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed and options.check else 0


def _judged(tasks: list[Task], jobs: int) -> Iterable[Fold]:
    """The folds in order, whatever order they finish in."""
    if jobs <= 1 or len(tasks) == 1:
        yield from map(judge_fold, tasks)
        return
    # A fresh interpreter for each: a forked one would inherit the threads of numerical libraries.
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(judge_fold, tasks)


def _together(folds: Iterable[Fold]) -> tuple[dict[Asked, list[Judged]], Counter[str], Outcomes]:
    """Pool the answers: a domain is in one fold, so every domain still counts alike."""
    judged: dict[Asked, list[Judged]] = {}
    refused: Counter[str] = Counter()
    outcomes = Outcomes([], [], [])
    for fold in folds:
        refused.update(fold.refused)
        outcomes.extend(fold.outcomes)
        for asked, answers in fold.judged.items():
            judged.setdefault(asked, []).extend(answers)
    return judged, refused, outcomes


def _write(directory: Path, result: dict[str, Any], text: str) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "accuracy.md").write_text(text, encoding="utf-8")
    (directory / "accuracy.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if not charts.draw(result, directory):
        print("matplotlib is not installed: no charts; pip install 'emailguess[bench]' brings it", file=sys.stderr)
