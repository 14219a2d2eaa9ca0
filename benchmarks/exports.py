"""`python -m benchmarks exports CORPUS.tsv`: what the discretion of exports costs, and what the file gives away.

At each company of a sample some people are asked about. The others are learned by one store; another only merges its
export. Both are asked the same. Every company weighs alike, and only sums are told. The prior is the one that ships.

Whom the file gives away: of the people learned, how many have a signature that no other of the company has, so that who
holds the file and a list of the staff knows that they were learned.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figures, Judged, figures
from benchmarks.markdown import table
from emailguess import EmailGuessError, Guesser
from emailguess.fit import Person, read_corpus
from emailguess.fit.corpus import by_domain
from emailguess.store import MemoryStore, Store
from emailguess.store.aggregation import MIN_PEOPLE

__all__ = ["configure", "run"]

_TARGETS = 3
# So many people a company are learned at most: a few companies of the corpus have thousands.
_MOST_LEARNED = 300
_LIMIT = 1_000
_SIZES = ((5, "5 to 9"), (10, "10 to 29"), (30, "30 to 99"), (100, "100 and more"))


class _Unique(NamedTuple):
    """People learned, and those whose signature nobody else of the company has."""

    people: int = 0
    unique: int = 0


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("corpus", type=Path, help="TSV with the columns name, email, source and last_year")
    parser.add_argument("--companies", type=int, default=200, help="so many companies of each size (default 200)")
    parser.add_argument("--out", type=Path, help="write exports.md and exports.json to this directory")


def run(options: argparse.Namespace) -> int:
    """Ask a store and who merged its export; report."""
    groups = [(d, g) for d, g in sorted(by_domain(read_corpus(options.corpus)).items()) if _size(len(g) - _TARGETS)]
    random.Random("exports").shuffle(groups)  # noqa: S311 -- a reproducible draw, not a secret
    judged: dict[tuple[str, str, str], list[Judged]] = {}
    unique: dict[tuple[str, str], _Unique] = {}
    taken: Counter[str] = Counter()
    for domain, group in groups:
        size = _size(len(group) - _TARGETS)
        if taken[size] >= options.companies:
            continue
        taken[size] += 1
        for kind in ("with names", "bare"):
            people = random.Random(domain).sample(group, len(group))  # noqa: S311 -- as above
            asked, others = people[:_TARGETS], people[_TARGETS : _TARGETS + _MOST_LEARNED]
            own = _learned(others, named=kind == "with names")
            merged = MemoryStore()
            Guesser(store=merged).merge(Guesser(store=own).export())
            for how, store in (("nothing", MemoryStore()), ("its own store", own), ("the export", merged)):
                judged.setdefault((size, kind, how), []).extend(_judged(asked, store))
            before = unique.get((size, kind), _Unique())
            held = Counter(seen.signature for seen, n in own.counts(domain).items() for _ in range(n))
            alone = sum(number == 1 for number in held.values())
            unique[size, kind] = _Unique(before.people + held.total(), before.unique + alone)
    if not judged:
        print("no company has enough people", file=sys.stderr)
        return 2
    result = {key: figures(answers) for key, answers in sorted(judged.items(), key=_order)}
    text = _markdown(result, unique, taken.total())
    print(text)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "exports.md").write_text(text + "\n", encoding="utf-8")
        document = {
            "accuracy": [{"people": s, "learned": k, "known": h, **f.to_dict()} for (s, k, h), f in result.items()],
            "unique": [{"people": s, "learned": k, **u._asdict()} for (s, k), u in sorted(unique.items())],
        }
        (options.out / "exports.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 0


def _size(people: int) -> str:
    return next((name for least, name in reversed(_SIZES) if people >= least), "")


def _order(item: tuple[tuple[str, str, str], list[Judged]]) -> tuple[int, str, str]:
    (size, kind, how), _ = item
    return [name for _, name in _SIZES].index(size), kind, how


def _learned(people: list[Person], *, named: bool) -> MemoryStore:
    store = MemoryStore()
    rows = [(person.name if named else "", f"{person.local}@{person.domain.name}") for person in people]
    Guesser(store=store).learn(rows)
    return store


def _judged(asked: list[Person], store: Store) -> Iterator[Judged]:
    """Answers about people a store was not told of."""
    guesser = Guesser(store=store, known_companies=False)
    for target in asked:
        try:
            answer = guesser.guess(target.name, target.domain.name, limit=_LIMIT)
        except EmailGuessError:  # no name of a person; every store is asked the same
            continue
        yield Judged.of(target, answer)


def _markdown(
    result: dict[tuple[str, str, str], Figures], unique: dict[tuple[str, str], _Unique], companies: int
) -> str:
    rows = [
        [size, kind, how, f"{f.questions:,}", *(f"{x:.3f}" for x in (f.top1, f.top3, f.log_loss, f.ece))]
        for (size, kind, how), f in result.items()
    ]
    alone = [
        [size, kind, f"{u.people:,}", f"{u.unique / max(1, u.people):.0%}"]
        for (size, kind), u in sorted(unique.items())
    ]
    return "\n\n".join(
        [
            "# What exports cost",
            f"At {companies} companies of a corpus, some people are asked about and the others learned; an export is "
            f"for groups of {MIN_PEOPLE} people. `people` is how many were learned.",
            table(
                ["people", "learned", "known", "questions", "top-1", "top-3", "log loss", "ECE"], rows, text_columns=3
            ),
            "How many of the people learned have a signature in the store's file that nobody else of the company has:",
            table(["people", "learned", "people learned", "alone with it"], alone, text_columns=2),
        ]
    )
