"""`python -m benchmarks known CORPUS.tsv`: what the table of known companies is worth, one person left out at a time.

For each company with ten people and more (and, apart, with eight or nine) some people are asked about. The company is
summed up as in the shipped table but without the person asked about, so the answer never rests on them. Every company
weighs alike. The prior is the one that ships; it was fitted on these companies too, with this person among tens of
thousands.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figures, Judged, figures
from benchmarks.markdown import table
from emailguess import Guesser
from emailguess.evidence.counts import Counts
from emailguess.fit import Person, read_corpus
from emailguess.fit.corpus import by_domain
from emailguess.fit.known_companies import LEAST_PEOPLE, Observed, observed, summed_up
from emailguess.model.prior import Prior, shipped
from emailguess.store import MemoryStore

__all__ = ["configure", "run"]

_TARGETS = 6
_LIMIT = 1_000
_HEAD = """\
# What known companies are worth

`python -m benchmarks known people.tsv`: people at companies of the corpus, one left out at a time. The company is
summed up as in the table that ships, without the person asked about; every company weighs alike.

"""


class _Case(NamedTuple):
    """One person to ask about, and what is known of the others."""

    target: Person
    table: Counts
    colleagues: tuple[tuple[str, str], ...]
    people: int


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("corpus", type=Path, help="TSV with the columns name, email, source and last_year")
    parser.add_argument("--companies", type=int, default=0, help="ask at so many companies only (default: all)")
    parser.add_argument("--out", type=Path, help="write known.md and known.json to this directory")


def run(options: argparse.Namespace) -> int:
    """Ask with and without the table, with and without three colleagues; report."""
    prior = shipped()
    groups = [(d, g) for d, g in sorted(by_domain(read_corpus(options.corpus)).items()) if len(g) >= LEAST_PEOPLE]
    random.Random("known companies").shuffle(groups)  # noqa: S311 -- a reproducible draw, not a secret
    judged: dict[tuple[str, str], list[Judged]] = {}
    for domain, group in groups[: options.companies or None]:
        for case in _cases(domain, group, prior):
            size = "ten people and more" if case.people >= 10 else "eight or nine people"
            for how, counts, known in (
                ("nothing", Counts(), ()),
                ("the table", case.table, ()),
                ("3 colleagues", Counts(), case.colleagues),
                ("the table and 3 colleagues", case.table, case.colleagues),
            ):
                judged.setdefault((size, how), []).append(_ask(case.target, counts, known, prior))
    if not judged:
        print("no company has enough people", file=sys.stderr)
        return 2
    result = {key: figures(answers) for key, answers in sorted(judged.items())}
    text = _markdown(result)
    print(text)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "known.md").write_text(f"{_HEAD}{text}\n", encoding="utf-8")
        document = [{"size": size, "evidence": how, **f.to_dict()} for (size, how), f in result.items()]
        (options.out / "known.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 0


def _cases(domain: str, group: list[Person], prior: Prior) -> Iterator[_Case]:
    """Some people of a company, each with what the table would say without them."""
    rng = random.Random(domain)  # noqa: S311 -- as above
    seen: dict[str, Observed] = {each.name: each for each in observed(group, prior)}
    people = {person.name: person for person in group if person.name in seen}
    if len(people) < LEAST_PEOPLE + 1:
        return
    for name in rng.sample(sorted(people), min(_TARGETS, len(people))):
        others = [each for each in seen.values() if each.name != name and people[each.name].local != people[name].local]
        if len(others) < LEAST_PEOPLE:
            continue
        drawn = rng.sample(others, 3)
        yield _Case(
            people[name],
            summed_up(others, people[name].domain, prior).counts,
            tuple((each.name, f"{people[each.name].local}@{domain}") for each in drawn),
            len(people),
        )


def _ask(target: Person, counts: Counts, known: tuple[tuple[str, str], ...], prior: Prior) -> Judged:
    store = MemoryStore()
    store.add({target.domain.name: counts})
    answer = Guesser(prior=prior, store=store, known_companies=False).guess(
        target.name, target.domain.name, known=known, limit=_LIMIT
    )
    return Judged.of(target, answer)


def _markdown(result: dict[tuple[str, str], Figures]) -> str:
    head = ["companies", "known", "questions", "top-1", "top-3", "log loss", "ECE", "cover@90"]
    rows = [
        [size, how, f"{f.questions:,}", *(f"{x:.3f}" for x in (f.top1, f.top3, f.log_loss, f.ece, f.cover90))]
        for (size, how), f in result.items()
    ]
    return table(head, rows, text_columns=2)
