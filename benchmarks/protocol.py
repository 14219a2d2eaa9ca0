"""The accuracy protocol: which questions are asked of a guesser.

A question is a person at a company and what is known of their colleagues. Questions are drawn with seeds made from
the domain's name, so that two runs on one corpus ask the same ones. Nothing here knows how a guess is made.

Start reading at `questions`.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from benchmarks.damage import damaged
from emailguess.fit import Person
from emailguess.fit.corpus import ordinary

__all__ = [
    "FOLDS",
    "KINDS",
    "LEAST_PEOPLE",
    "TARGETS_PER_DOMAIN",
    "Kind",
    "Question",
    "Split",
    "fold_of",
    "is_hard",
    "questions",
    "split",
]

FOLDS = 5
LEAST_PEOPLE = 4
TARGETS_PER_DOMAIN = 12
Kind = Literal["pairs", "damaged", "bare", "dirty"]
Split = Literal["registrable", "domain"]
KINDS: dict[Kind, tuple[int, ...]] = {
    "pairs": (0, 1, 3, 10),
    "damaged": (1, 3, 10),
    "bare": (1, 3, 10),
    "dirty": (1, 3, 10),
}
_ROLES = ("info", "careers", "office", "sales", "support", "hr")


class Question(NamedTuple):
    """Which address has this person?"""

    target: Person
    known: tuple[tuple[str, str], ...]
    """(name, address) of the colleagues; the name is empty where only the address is known."""
    kind: Kind
    k: int
    ordinary: bool = False
    """Whether the company is an ordinary one (`emailguess.fit.corpus.ordinary`)."""

    @property
    def address(self) -> str:
        """The true address."""
        return f"{self.target.local}@{self.target.domain.name}"


def fold_of(company: str) -> int:
    """The fold a company belongs to; every domain it has registered names below goes with it."""
    return int.from_bytes(hashlib.sha256(company.encode()).digest()[:4], "big") % FOLDS


def split(people: Iterable[Person], fold: int, by: Split = "registrable") -> tuple[list[Person], list[Person]]:
    """Divide people into those to fit on and those to judge on.

    Split `by` registrable domain, no company is on both sides. Split by domain, `us.acme.com` may be fitted on while
    `acme.com` is judged: siblings leak, and the figures flatter.
    """
    fit: list[Person] = []
    judge: list[Person] = []
    for person in people:
        company = person.domain.registrable if by == "registrable" else person.domain.name
        (judge if fold_of(company) == fold else fit).append(person)
    return fit, judge


def questions(
    people: Sequence[Person], kind: Kind, k: int, *, targets_per_domain: int = TARGETS_PER_DOMAIN
) -> Iterator[Question]:
    """Ask about up to twelve people of every domain with at least four people and more than `k`.

    No colleague has the target's name or address, however they are written. Fewer `targets_per_domain` ask the first
    of the same questions.
    """
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        groups[person.domain.name].append(person)
    for name in sorted(groups):
        group = sorted(groups[name], key=lambda p: (p.local, p.name))
        if len(group) < max(LEAST_PEOPLE, k + 1):
            continue
        keys = [_keys(p) for p in group]
        usual = ordinary(group)
        rng = random.Random(f"{name}/{k}")  # noqa: S311 -- a reproducible draw, not a secret
        dirt = random.Random(f"{name}/{k}/dirt")  # noqa: S311 -- apart, so that every kind draws the same colleagues
        places = rng.sample(range(len(group)), min(TARGETS_PER_DOMAIN, len(group)))
        for place in places[:targets_per_domain]:
            who, where = keys[place]
            others = [p for p, (n, a) in zip(group, keys, strict=True) if n != who and a != where]
            if len(others) < k:
                continue
            drawn = rng.sample(others, k)
            if kind == "damaged":
                strangers = [p.name for p in others if p not in drawn]
                known = damaged(_known(drawn, "pairs", dirt), strangers, dirt)
            else:
                known = _known(drawn, kind, dirt)
            yield Question(group[place], known, kind, k, usual)


def _keys(person: Person) -> tuple[str, str]:
    """What makes two rows the same person: the name's words in any order, or the mailbox without its tag (RFC 5233)."""
    return "".join(sorted(person.name.casefold().replace(",", " ").split())), person.local.partition("+")[0]


def _known(drawn: Sequence[Person], kind: Kind, dirt: random.Random) -> tuple[tuple[str, str], ...]:
    if kind == "pairs":
        return tuple((p.name, f"{p.local}@{p.domain.name}") for p in drawn)
    known = [("", f"{p.local}@{p.domain.name}") for p in drawn]
    if kind == "dirty" and drawn:
        where = drawn[0].domain.name
        known.append(("", f"{dirt.choice(_ROLES)}@{where}"))
        known.append(("", f"{dirt.choice(('pat', 'kim', 'robin'))}.{dirt.choice(('doe', 'roe'))}@elsewhere.example"))
        known.append(known[0])
        dirt.shuffle(known)
    return tuple(known)


def is_hard(name: str) -> bool:
    """Tell whether a name is non-ASCII, hyphenated, apostrophised, longer than two words, or shouted.

    >>> [is_hard(n) for n in ("Jane Doe", "Jürgen Doe", "Ann-Marie Roe", "Pat O'Roe", "Jane Q. Doe", "DOE Jane")]
    [False, True, True, True, True, True]
    """
    words = name.split()
    return (
        not name.isascii()
        or "-" in name
        or "'" in name
        or len(words) > 2
        or any(len(w) > 1 and w.isalpha() and w.isupper() for w in words)
    )
