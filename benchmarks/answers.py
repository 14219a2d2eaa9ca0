"""`python -m benchmarks answers CORPUS.tsv --out FILE [--against FILE]`: compare the answers of two checkouts.

It asks some thousand questions of the accuracy protocol and writes each answer: its figures unrounded, its addresses
and all else that `to_dict` tells as digests. A change of structure or of speed must leave them as they were, to 1e-9; a
change of the ranking is listed by what it changed. 5,000 questions take about two minutes of a processor; `--jobs 2`
halves that, `--questions 500` is for a quick look. Only calls that every version has are made, so one copy of
`benchmarks` can ask two versions of the library: `PYTHONPATH=other/src:. python -m benchmarks answers …`.

Start reading at `differences`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

import emailguess
from benchmarks.protocol import KINDS, Question, questions
from emailguess.errors import EmailGuessError
from emailguess.fit import Person, read_corpus

__all__ = ["configure", "differences", "recorded", "run", "sample"]

Record: TypeAlias = Mapping[str, Any]
"""One answer in figures, by what they say."""

SCHEMA = "emailguess.benchmarks.answers/2"
_QUESTIONS = 5_000
_LIMIT = 20
# Questions that a process takes at a time.
_CHUNK = 50
# Looking closer (risk, ways, advice, what-if) costs as much as many answers; every so many answers are looked at.
_CLOSER = 25
TOLERANCE = 1e-9


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("corpus", type=Path, help="TSV with the columns name and email")
    parser.add_argument("--out", type=Path, help="write the answers in figures to this file")
    parser.add_argument("--against", type=Path, help="compare with a file that was written before")
    parser.add_argument("--questions", type=int, default=_QUESTIONS, help=f"how many to ask (default {_QUESTIONS:,})")
    parser.add_argument("--jobs", type=int, default=1, help="processes that ask at the same time (default 1)")


def run(options: argparse.Namespace) -> int:
    """Ask, write, compare; 1 where anything differs."""
    try:
        people = read_corpus(options.corpus)
        before = json.loads(options.against.read_text(encoding="ascii")) if options.against else None
    except (EmailGuessError, OSError, ValueError) as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    if before is not None and before.get("schema") != SCHEMA:
        print(f"{options.against} is no record of answers ({SCHEMA})", file=sys.stderr)
        return 2
    asked = list(enumerate(sample(people, options.questions)))
    if options.jobs == 1:
        now = dict(starmap(_asked, asked))
    else:
        with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
            now = dict(pool.map(_asked, *zip(*asked, strict=True), chunksize=_CHUNK))
    if options.out:
        document = {"schema": SCHEMA, "version": emailguess.__version__, "answers": now}
        options.out.write_text(json.dumps(document, indent=0) + "\n", encoding="ascii")
    print(f"{len(now):,} questions answered by {Path(emailguess.__file__).parent}")
    if before is None:
        return 0
    found = list(differences(before["answers"], now))
    _print(found, len(now))
    return 1 if found else 0


def sample(people: Sequence[Person], number: int) -> list[Question]:
    """Choose as many questions of each kind, the same in every run: those whose digests are the smallest."""
    amounts = [(kind, k) for kind, ks in KINDS.items() for k in ks]
    share = -(-number // len(amounts))
    chosen: list[Question] = []
    for kind, k in amounts:
        every = sorted(
            (_digest(q.address, kind, str(k)), place, q) for place, q in enumerate(questions(people, kind, k))
        )
        chosen += [question for _, _, question in every[:share]]
    return chosen[:number]


@cache
def _guesser() -> emailguess.Guesser:
    """What is asked: without the table of single companies, which is no part of the protocol."""
    try:
        return emailguess.Guesser(known_companies=False)
    except TypeError:  # an earlier checkout ships nothing of the kind
        return emailguess.Guesser()


def _asked(place: int, question: Question) -> tuple[str, dict[str, Any]]:
    """The digest of a question, and its answer."""
    return _digest(*question), recorded(_guesser(), question, closer=place % _CLOSER == 0)


def recorded(guesser: emailguess.Guesser, question: Question, *, closer: bool) -> dict[str, Any]:
    """Ask one question: the answer's figures, and digests of the rest; `closer` looks at risk, ways and advice too."""
    known = [(name, address) if name else address for name, address in question.known]
    record: dict[str, Any] = {"asked": f"{question.kind}, k = {question.k}"}
    try:
        answer = guesser.guess(question.target.name, question.target.domain.name, known=known, limit=_LIMIT)
    except EmailGuessError as error:
        return record | {"refused": type(error).__name__}
    record |= {
        "addresses": [_digest(c.address) for c in answer],
        "probabilities": [c.probability for c in answer],
        "patterns": [c.pattern for c in answer],
        "p_none": answer.p_none,
        "p_unlisted": answer.p_unlisted,
        "evidence": answer.evidence.to_dict(),
        "warnings": len(answer.warnings),
        "suppressed": answer.suppressed,
        "told": _digest(_words(answer.to_dict())),
    }
    if closer:
        record["risk"] = [answer.misdelivery_risk(c.address) for c in answer]
        record["routes"] = [[route.product for route in answer.routes(c.address)] for c in answer]
        record["would_help"] = [[each.fact, each.chance, each.gain] for each in answer.would_help]
        record["counterfactuals"] = [
            [each.without, each.pieces, each.probability, _digest(each.best)] for each in answer.counterfactuals
        ]
    return record


def _words(document: Any) -> Any:
    """What a JSON value holds besides figures, which are rounded there."""
    if isinstance(document, Mapping):
        return {key: _words(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [_words(each) for each in document]
    return None if isinstance(document, float) else document


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def differences(before: Mapping[str, Record], now: Mapping[str, Record]) -> Iterator[tuple[str, str, float]]:
    """Compare two records: what differs, the kind of question, and by how much (infinite where no number says).

    >>> list(differences({"1": {"asked": "pairs", "p_none": 0.5}}, {"1": {"asked": "pairs", "p_none": 0.25}}))
    [('p_none', 'pairs', 0.25)]
    """
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key), now.get(key)
        if old is None or new is None:
            yield "asked of one only", (old or new or {}).get("asked", ""), float("inf")
            continue
        asked = old["asked"]
        if "addresses" in old and old.get("addresses") != new.get("addresses"):
            # What follows in the order of the addresses cannot be compared any more.
            yield _reordered(old["addresses"], new.get("addresses")), asked, float("inf")
            continue
        for what in sorted(old.keys() | new.keys()):
            far = _distance(old.get(what), new.get(what))
            if far > TOLERANCE:
                yield what, asked, far


def _reordered(old: Sequence[str], new: Sequence[str] | None) -> str:
    if not old or not new:
        return "answered by one only"
    if old[0] != new[0]:
        return "another first address"
    return "addresses in another order" if sorted(old) == sorted(new) else "other addresses below the first"


def _distance(old: Any, new: Any) -> float:
    """How far apart two JSON values are: the largest difference of their numbers."""
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new)
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old.keys() == new.keys():
        return max((_distance(old[key], new[key]) for key in old), default=0.0)
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return max(map(_distance, old, new), default=0.0)
    return 0.0 if old == new else float("inf")


def _print(found: Sequence[tuple[str, str, float]], asked: int) -> None:
    if not found:
        print(f"no answer differs by more than {TOLERANCE:g}")
        return
    for what, number in Counter(what for what, _, _ in found).most_common():
        kinds = Counter(kind for other, kind, _ in found if other == what)
        far = max(distance for other, _, distance in found if other == what)
        by = f", by up to {far:.3g}" if far != float("inf") else ""
        where = "; ".join(f"{kind}: {count:,}" for kind, count in kinds.most_common())
        print(f"{what}: {number:,} of {asked:,} answers{by} ({where})")
