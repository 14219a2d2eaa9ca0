"""What is kept of a person: facts that join in any order, and what of them counts.

Pure functions on values; nothing here knows where facts are kept, and no fact holds a name or an address.

A person has at most one fact of a kind and sort of date. When the same comes again, the better fact stays, by one total
order; so the facts of a person are a join, and neither order nor repetition matters. A pair hides a bare address, and a
told month that of learning, instead of replacing it: when what hides grows too old and goes, what is left is what a
store would hold that never saw it.

Start reading at `join`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from emailguess.errors import InvalidArgument, shown
from emailguess.evidence.counts import Seen, month_of

__all__ = [
    "NO_FACTS",
    "Fact",
    "Facts",
    "Owner",
    "changes",
    "counting",
    "covered",
    "join",
    "latest_month",
    "month_told",
    "needed",
    "owner_of",
    "place",
    "stamped",
    "standing",
    "this_month",
    "young",
]

Owner: TypeAlias = Literal["same", "other", "unknown", "bounced"]
"""Whose an address is: this very person's, somebody else's, learned without a name, or nobody's any more."""


class Fact(NamedTuple):
    """One piece of evidence about one address."""

    seen: Seen
    """What it counts as, with a month."""
    dated: bool
    """Whether the evidence told its month; otherwise it is the month of learning."""
    name: bytes = b""
    """Keyed digest of the person's name; empty where none was told."""
    company: str = ""
    """Key of the company's name; empty where none was told."""


Facts: TypeAlias = Mapping[str, Fact]
"""A person's facts by their `place`."""

NO_FACTS: Facts = {}


def place(fact: Fact) -> str:
    """Where a fact stands among a person's: one of each kind with a told month, and one with that of learning."""
    return fact.seen.kind if fact.dated else f"{fact.seen.kind} learned"


def standing(facts: Facts) -> Mapping[str, Fact]:
    """The better fact of each kind: a told month beats that of learning, which shows again when the told one goes."""
    every: dict[str, Fact] = {fact.seen.kind: fact for fact in facts.values()}
    return every | {fact.seen.kind: fact for fact in facts.values() if fact.dated}


def join(facts: Facts, more: Fact) -> Facts:
    """Add a fact; the better one stays of each kind with a told month, and of each with that of learning.

    Of told months the latest stays; of stamped ones the first, so that importing the same export every month renews
    nothing.
    """
    held = facts.get(place(more))
    if held is not None and _rank(held) >= _rank(more):
        return facts
    return {**facts, place(more): more}


def _rank(fact: Fact) -> tuple[int, int, object, str, bytes]:
    """The name comes last: its digest differs from store to store, and counts must not."""
    seen = fact.seen
    return seen.month if fact.dated else -seen.month, seen.tenths, seen.signature, fact.company, fact.name


def counting(facts: Facts) -> Iterator[Fact]:
    """What of a person's facts counts: each says nothing that a better one does not say already.

    A bare address says less than a pair, a delivery less than either; and where somebody is known to have had an
    address, its bounce says that the owner left, and nothing of the pattern.
    """
    facts = standing(facts)
    known = "pair" in facts or "bare" in facts
    for kind, fact in facts.items():
        if kind == "bare" and "pair" in facts:
            continue
        if kind in ("bounce", "delivery") and known:
            continue
        yield fact


def changes(before: Facts, after: Facts) -> Iterator[tuple[Fact, int]]:
    """What counts more (1) and what counts no longer (-1) when a person's facts change."""
    if before is after:
        return
    old, new = list(counting(before)), list(counting(after))
    for fact in new:
        if fact not in old:
            yield fact, 1
    for fact in old:
        if fact not in new:
            yield fact, -1


def stamped(seen: Seen, month: int) -> Seen:
    """Give evidence without a month the month of learning."""
    return seen if seen.month else seen._replace(month=month, dating="learned")


def this_month() -> int:
    """The month it is, by the computer's clock."""
    return month_of(date.today())


def latest_month() -> int:
    """The last month evidence can be of: clocks differ, but what is dated years ahead would never grow old."""
    return this_month() + 1


def owner_of(facts: Facts, names: Collection[bytes]) -> Owner | None:
    """Whose an address is, by the digests of the name asked about; None where somebody only tried to write there."""
    facts = standing(facts)
    pair, bounce = facts.get("pair"), facts.get("bounce")
    if bounce is not None and bounce.seen.month >= max(f.seen.month for f in facts.values()):
        return "bounced"
    if pair is not None and pair.name:
        return "same" if pair.name in names else "other"
    return "unknown" if pair is not None or "bare" in facts else None


def young(people: Mapping[bytes, Facts], since: int) -> Mapping[bytes, Facts]:
    """People, by digest, without what is older than a month."""
    if not since:
        return people
    kept = {
        person: {kind: fact for kind, fact in facts.items() if fact.seen.month >= since}
        for person, facts in people.items()
    }
    return {person: facts for person, facts in kept.items() if facts}


def needed(people: Iterable[Facts]) -> Mapping[Seen, int]:
    """What the facts of some people count for together."""
    counts: dict[Seen, int] = {}
    for facts in people:
        for fact in counting(facts):
            counts[fact.seen] = counts.get(fact.seen, 0) + 1
    return counts


def covered(people: Iterable[Facts], counts: Mapping[Seen, int]) -> bool:
    """Whether everything that people's facts count for is in the counts."""
    return all(counts.get(seen, 0) >= number for seen, number in needed(people).items())


def month_told(seen: date | None) -> int:
    """The month of a day evidence is dated by; 0 where none was told. Raises `InvalidArgument`."""
    if seen is None:
        return 0
    if not isinstance(seen, date):
        raise InvalidArgument(f"the day evidence was seen is a datetime.date, not {shown(seen)}")
    month = month_of(seen)
    if month > latest_month():
        raise InvalidArgument(f"{seen.isoformat()} is in the future; pass the day it was seen")
    return month
