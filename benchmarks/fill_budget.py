"""What a budget of bounces promises and what comes of it, and what a sheet teaches itself, on a corpus.

Sheets of 200 people at 40 companies, one of five with an address, are put together from the companies of a fold; the
prior is fitted on the others. The others of each sheet are asked about, once with the sheet's addresses and once
without. Only sums leave here.

Start reading at `measured`.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.judging import Task, fitted
from benchmarks.protocol import split
from emailguess import Guesser, Prior
from emailguess.fill.answers import Answered
from emailguess.fill.deciding import Deciding
from emailguess.fill.options import chosen
from emailguess.fit import Person, read_corpus

__all__ = ["measured"]

BUDGETS = (0.02, 0.05, 0.1, 0.2)
_COMPANIES, _PEOPLE = 40, 5


class _Row(NamedTuple):
    """A row that was asked about."""

    source: str
    answer: Answered
    right: bool
    alone: bool
    """Whether the first answer was right without the sheet's addresses."""


def measured(corpus: Path, folds: Sequence[int], sheets: int, cache: Path | None, prior: Path | None) -> dict[str, Any]:
    """The figures of some folds, pooled."""
    people = read_corpus(corpus)
    asked: list[list[_Row]] = []
    for fold in folds:
        training, judged = split(people, fold)
        if prior is not None:
            knowledge = Prior.load(prior.read_bytes())
        else:
            task = Task(corpus, fold, "registrable", False, False, cache)
            knowledge = fitted(task, training, lambda said: print(said, file=sys.stderr))
        guesser = Guesser(prior=knowledge, known_companies=False)
        for number, sheet in enumerate(_sheets(judged, fold), 1):
            if sheets and number > sheets:
                break
            asked.append(_asked(guesser, sheet))
            print(f"fold {fold}, sheet {number}", file=sys.stderr)
    rows = [row for sheet in asked for row in sheet]
    return {
        "folds": list(folds),
        "sheets": len(asked),
        "rows_asked": len(rows),
        "top1_with_the_sheet": _share(sum(r.right for r in rows), len(rows)),
        "top1_without": _share(sum(r.alone for r in rows), len(rows)),
        "budgets": {str(budget): _budget(asked, budget) for budget in BUDGETS},
    }


def _sheets(people: Sequence[Person], fold: int) -> Iterator[list[list[Person]]]:
    """Sheets of forty companies with five people each, drawn without repetition."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[person.domain.name].append(person)
    chance = random.Random(f"sheets/{fold}")  # noqa: S311 -- a reproducible draw, not a secret
    drawn = []
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda p: (p.local, p.name))
        chance.shuffle(group)
        drawn += [group[i : i + _PEOPLE] for i in range(0, len(group) - _PEOPLE + 1, _PEOPLE)][:3]
    chance.shuffle(drawn)
    for place in range(0, len(drawn), _COMPANIES):
        yield drawn[place : place + _COMPANIES]


def _asked(guesser: Guesser, sheet: list[list[Person]]) -> list[_Row]:
    """Ask about four of five people of each company."""
    records = [
        {"Name": p.name, "Email": f"{p.local}@{p.domain.name}" if place == 0 else "", "Domain": p.domain.name}
        for group in sheet
        for place, p in enumerate(group)
    ]
    people = [p for group in sheet for p in group]
    wishes = {"name": "Name", "address": "Email", "domain": "Domain"}
    told = list(guesser.fill(records, columns=wishes, max_bounce=1.0, skip_below=0.0))
    blank = [{**record, "Email": ""} for record in records]
    alone = list(guesser.fill(blank, columns=wishes, max_bounce=1.0, skip_below=0.0))
    rows = []
    # Who has two addresses at a company and is met twice is told the one that is known: that is no bounce.
    known = {(p.name.lower(), p.domain.name) for p, record in zip(people, records, strict=True) if record["Email"]}
    for person, one, other in zip(people, told, alone, strict=True):
        if (person.name.lower(), person.domain.name) in known:
            continue
        truth = f"{person.local}@{person.domain.name}".lower()
        first = str(one.get("emailguess_address", ""))
        probability = float(one.get("emailguess_probability") or 0.0)
        answer = Answered("guessed" if first else "none", first, probability)
        rows.append(_Row(person.source, answer, first == truth, other.get("emailguess_address") == truth))
    return rows


def _budget(sheets: list[list[_Row]], budget: float) -> dict[str, Any]:
    """What is promised, expected and reached, over all sheets, each decided by itself."""
    sent: Counter[str] = Counter()
    bounced: Counter[str] = Counter()
    expected = 0.0
    rows: Counter[str] = Counter()
    for sheet in sheets:
        deciding = Deciding(chosen(max_bounce=budget, skip_below=0.0))
        for row in sheet:
            deciding.note(row.answer)
        for row in sheet:
            for group in ("all", row.source):
                rows[group] += 1
            if deciding.decide(row.answer).what != "send":
                continue
            expected += 1 - row.answer.probability
            for group in ("all", row.source):
                sent[group] += 1
                bounced[group] += not row.right
    return {
        "expected": _share(expected, sent["all"]),
        **{
            group: {
                "sent": sent[group],
                "share_sent": _share(sent[group], rows[group]),
                "bounced": _share(bounced[group], sent[group]),
            }
            for group in sorted(rows, key=lambda g: (g != "all", g))
        },
    }


def _share(number: float, whole: float) -> float | None:
    return round(number / whole, 4) if whole else None
