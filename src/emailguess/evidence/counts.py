"""Counts: what was seen at one company, of which kind, how old, and how often.

They are values that add, in any order and on any machine, and hold no address. They weigh evidence by its age and
source; what it means for a company is for `model`.

Start reading at `Counts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from emailguess.errors import InvalidArgument, shown
from emailguess.patterns.matching import Match

__all__ = [
    "DATINGS",
    "FULL",
    "KINDS",
    "NO_MONTH",
    "Counts",
    "Dating",
    "Kind",
    "Seen",
    "Signature",
    "Weighed",
    "month_of",
    "month_read",
    "month_text",
    "year_of",
]

Signature: TypeAlias = tuple[Match, ...]
"""All explanations of one piece of evidence, sorted; empty when no pattern explains it."""

Kind: TypeAlias = Literal["pair", "bare", "stated", "bounce", "delivery"]
KINDS: tuple[Kind, ...] = ("pair", "bare", "stated", "bounce", "delivery")

Dating: TypeAlias = Literal["told", "learned", "unknown"]
"""How a month is known: the evidence told it, it is that of learning, or an older store did not note which."""
DATINGS: tuple[Dating, ...] = ("told", "learned", "unknown")

NO_MONTH = 0
"""The month of evidence whose date nobody told."""
_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")
FULL = 10
"""The weight of one colleague's address, in tenths."""


def month_of(day: date) -> int:
    """Count months from the year 0, as evidence is dated.

    >>> month_of(date(2026, 11, 22)) - month_of(date(2025, 12, 1))
    11
    """
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """Write a month down; nothing where there is none.

    >>> month_text(month_of(date(2026, 11, 22))), month_text(NO_MONTH)
    ('2026-11', '')
    """
    return f"{year_of(month):04}-{month % 12 + 1:02}" if month else ""


def month_read(text: str) -> int:
    """Read what `month_text` wrote. Raises `InvalidArgument`.

    >>> month_read("2026-11") == month_of(date(2026, 11, 1)), month_read("")
    (True, 0)
    """
    if not isinstance(text, str) or (text and not _MONTH.fullmatch(text)):
        raise InvalidArgument(f"{shown(text)} is no month such as 2026-01")
    return int(text[:4]) * 12 + int(text[5:]) - 1 if text else NO_MONTH


def year_of(month: int) -> int:
    """The year of a month; 0 where there is none.

    >>> year_of(month_of(date(2026, 11, 22)))
    2026
    """
    return month // 12


class Seen(NamedTuple):
    """One sort of evidence: what `Counts` counts."""

    signature: Signature
    kind: Kind = "pair"
    """With a name (`pair`), without one (`bare`), a pattern somebody stated, an address that bounced or arrived."""
    month: int = NO_MONTH
    """When it was so, as `month_of`; 0 where nobody told."""
    tenths: int = FULL
    """How much its source is trusted, in tenths of one colleague's address."""
    dating: Dating = "told"
    """How the month is known; `told` where there is none."""

    @property
    def unexplained(self) -> bool:
        """Whether the name told does not give the address under any pattern: its owner may be another."""
        if self.kind in ("pair", "delivery"):
            return not self.signature or not self.signature[0].pattern  # "no pattern" sorts first
        return not self.signature and self.kind != "bounce"


class Weighed(NamedTuple):
    """Evidence weighed by age and source, as the posterior is computed from it."""

    support: Mapping[Signature, float]
    """Weight of each signature, in colleagues."""
    denied: Mapping[Signature, float]
    """Weight of the bounces: what gave these addresses was wrong."""

    def __add__(self, other: object) -> Weighed:
        if not isinstance(other, Weighed):
            return NotImplemented
        return Weighed(_sum(self.support, other.support), _sum(self.denied, other.denied))


def _sum(one: Mapping[Signature, float], other: Mapping[Signature, float]) -> Mapping[Signature, float]:
    if not other:
        return one
    whole = dict(one)
    for signature, weight in other.items():
        whole[signature] = whole.get(signature, 0.0) + weight
    return whole


class Counts(Mapping[Seen, int]):
    """How often each sort of evidence was seen at one company; an immutable value that adds.

    >>> one = Counts({Seen((Match("{first}"),)): 1})
    >>> (one + one).total
    2
    >>> one + Counts() == one
    True
    """

    __slots__ = ("_counts", "_hash", "dated", "total", "unexplained")

    def __init__(self, counts: Mapping[Seen, int] | Iterable[tuple[Seen, int]] = ()) -> None:
        self._counts: dict[Seen, int] = {s: n for s, n in dict(counts).items() if n > 0}
        self.total: int = sum(self._counts.values())
        """Pieces of evidence."""
        self.unexplained: int = 0
        """Pieces of evidence whose name does not give the address under any pattern."""
        self.dated: bool = False
        """Whether the date of any piece is known, so that weighing depends on today's."""
        for seen, number in self._counts.items():
            if seen.unexplained:
                self.unexplained += number
            if seen.month != NO_MONTH:
                self.dated = True
        self._hash: int | None = None

    @classmethod
    def of(cls, seen: Iterable[Seen]) -> Counts:
        """Count pieces of evidence."""
        counts: dict[Seen, int] = {}
        for item in seen:
            counts[item] = counts.get(item, 0) + 1
        return cls(counts)

    def __add__(self, other: Counts) -> Counts:
        if not other:
            return self
        if not self:
            return other
        counts = dict(self._counts)
        for item, number in other.items():
            counts[item] = counts.get(item, 0) + number
        return Counts(counts)

    def __sub__(self, other: Mapping[Seen, int]) -> Counts:
        """Take counts out again; what is not there stays at nothing."""
        counts = dict(self._counts)
        for item, number in other.items():
            counts[item] = counts.get(item, 0) - number
        return Counts(counts)

    def weighed(self, *, now: int = NO_MONTH, half_life_months: float = 0.0) -> Weighed:
        """Weigh every signature: tenths / 10 × 2^(−age / half-life), where both dates are known.

        Evidence `half_life_months` old counts half; 0 switches ageing off. Dates to come count as today.
        """
        support: dict[Signature, float] = {}
        denied: dict[Signature, float] = {}
        for (signature, kind, month, tenths, _), number in self._counts.items():
            weight = number * tenths / FULL
            if half_life_months and now > month > NO_MONTH:
                weight *= 0.5 ** ((now - month) / half_life_months)
            if kind == "bounce" and not signature:  # its owner left: that says nothing of the company
                continue
            into = denied if kind == "bounce" else support
            into[signature] = into.get(signature, 0.0) + weight
        return Weighed(support, denied)

    def __getitem__(self, item: Seen) -> int:
        return self._counts[item]

    def __iter__(self) -> Iterator[Seen]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._counts == other._counts

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._counts.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Counts({self.total} pieces of evidence, {len(self)} sorts)"
