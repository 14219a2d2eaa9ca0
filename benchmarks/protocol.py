"""The accuracy protocol: which questions are asked of a guesser.

A question is a person at a company and what is known of their colleagues. Questions are drawn with seeds made from
the domain's name, so that two runs on one corpus ask the same ones. Nothing here knows how a guess is made.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from emailguess.fit import Person

__all__ = ["FOLDS", "KINDS", "LEAST_PEOPLE", "Question", "fold_of", "questions", "split"]

FOLDS = 5
LEAST_PEOPLE = 4
TARGETS_PER_DOMAIN = 12
Kind = Literal["pairs", "bare", "dirty"]
KINDS: dict[Kind, tuple[int, ...]] = {"pairs": (0, 1, 3, 10), "bare": (1, 3, 10), "dirty": (1, 3, 10)}
_ROLES = ("info", "careers", "office", "sales", "support", "hr")


class Question(NamedTuple):
    """Which address has this person?"""

    target: Person
    known: tuple[tuple[str, str], ...]
    """(name, address) of the colleagues; the name is empty where only the address is known."""
    kind: Kind
    k: int


def fold_of(registrable: str) -> int:
    """The fold a company belongs to; every domain it has registered names below goes with it."""
    return int.from_bytes(hashlib.sha256(registrable.encode()).digest()[:4], "big") % FOLDS


def split(people: Iterable[Person], fold: int) -> tuple[list[Person], list[Person]]:
    """Divide people into those to fit on and those to judge on."""
    fit, judge = [], []
    for person in people:
        (judge if fold_of(person.domain.registrable) == fold else fit).append(person)
    return fit, judge


def questions(people: Sequence[Person], kind: Kind, k: int) -> Iterator[Question]:
    """Ask about up to twelve people of every domain with at least four people and more than `k`."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[person.domain.name].append(person)
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda p: (p.local, p.name))
        if len(group) < max(LEAST_PEOPLE, k + 1):
            continue
        rng = random.Random(f"{name}/{k}")  # noqa: S311 -- a reproducible draw, not a secret
        targets = rng.sample(group, min(TARGETS_PER_DOMAIN, len(group)))
        for target in targets:
            others = [p for p in group if p.local != target.local and p.name != target.name]
            if len(others) < k:
                continue
            drawn = rng.sample(others, k)
            yield Question(target, _known(drawn, kind, rng), kind, k)


def _known(drawn: Sequence[Person], kind: Kind, rng: random.Random) -> tuple[tuple[str, str], ...]:
    if kind == "pairs":
        return tuple((p.name, f"{p.local}@{p.domain.name}") for p in drawn)
    known = [("", f"{p.local}@{p.domain.name}") for p in drawn]
    if kind == "dirty" and drawn:
        where = drawn[0].domain.name
        known.append(("", f"{rng.choice(_ROLES)}@{where}"))
        known.append(("", f"{rng.choice(('pat', 'kim', 'robin'))}.{rng.choice(('doe', 'roe'))}@elsewhere.example"))
        known.append(known[0])
        rng.shuffle(known)
    return tuple(known)
