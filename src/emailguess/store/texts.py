"""Text beside a name in an address: a mark in place of it, until three different people of a domain show the same.

`jane.doe.xu@` of Jane Doe reads as ``{first}.{last}.xu``. That is a habit of the company or another name of Jane's, and
one address does not tell. Of such a pattern a store keeps a keyed digest, the mark, among what the address can mean.
Once three people with different names have it, the pattern is told, for all of them; with one of them forgotten or
expired, it is a mark again. What is told so depends on who is known, not on the order of learning.

Pure functions on values; where marks and patterns are kept is for each store.

Start reading at `marked` and `told`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from emailguess.evidence.counts import Counts, Seen
from emailguess.patterns.matching import Match
from emailguess.store.digests import Digests
from emailguess.store.people import Fact, Facts, stamped, standing
from emailguess.store.protocol import Entry
from emailguess.store.signatures import MARK, MOST_EXPLANATIONS

__all__ = ["LEAST_PEOPLE", "common", "fact_of", "marked", "marks_of", "opened", "settled", "told"]

LEAST_PEOPLE = 3
"""So many people with different names make a text a habit: a family of two at one company is not rare, three are."""


def marked(entry: Entry, digests: Digests) -> tuple[Seen, Mapping[str, str]]:
    """An entry's evidence as it is kept, with marks for its texts, and which pattern each mark stands for."""
    if not entry.texts:
        return entry.seen, {}
    patterns = {f"{MARK}{digests.text(entry.domain, e.pattern).hex()}": e.pattern for e in entry.texts}
    marks = {pattern: mark for mark, pattern in patterns.items()}
    every = {*entry.seen.signature, *(e._replace(pattern=marks[e.pattern]) for e in entry.texts)}
    return entry.seen._replace(signature=tuple(sorted(every))[:MOST_EXPLANATIONS]), patterns


def fact_of(entry: Entry, digests: Digests, month: int, *, remember: bool = True) -> tuple[Fact, Mapping[str, str]]:
    """The fact to keep of an entry, and which pattern each mark in it stands for; `month` is that of learning.

    Without `remember` it tells of nobody.
    """
    if not remember:
        return Fact(stamped(entry.seen, month), False), {}
    kept, patterns = marked(entry, digests)
    seen = stamped(kept, month)
    name = digests.name(entry.domain, entry.name) if entry.name else b""
    return Fact(seen, seen.dating == "told", name, entry.company), patterns


def marks_of(facts: Facts) -> set[str]:
    """The marks among what a person's addresses can mean."""
    return {e.pattern for fact in facts.values() for e in fact.seen.signature if e.pattern.startswith(MARK)}


def common(counts: Mapping[Seen, int]) -> set[str]:
    """The marks that enough pairs of a name and an address have; whether of different people they do not tell."""
    pairs: dict[str, int] = {}
    for seen, number in counts.items():
        if seen.kind == "pair" and _has_marks(seen):
            for explanation in seen.signature:
                if explanation.pattern.startswith(MARK):
                    pairs[explanation.pattern] = pairs.get(explanation.pattern, 0) + number
    return {mark for mark, number in pairs.items() if number >= LEAST_PEOPLE}


def settled(
    asked: Collection[str], known: Mapping[str, str], counts: Mapping[Seen, int], people: Iterable[Facts]
) -> set[str]:
    """Which of some marks enough different people show; `people` are read only where that is possible."""
    possible = common(counts).intersection(asked, known)
    if not possible:
        return set()
    names: dict[str, set[bytes]] = {mark: set() for mark in possible}
    for facts in people:
        pair = standing(facts).get("pair")
        if pair is not None and pair.name:
            for mark in marks_of({"pair": pair}) & possible:
                names[mark].add(pair.name)
    return {mark for mark, who in names.items() if len(who) >= LEAST_PEOPLE}


def told(counts: Mapping[Seen, int], texts: Mapping[str, str]) -> Counts:
    """Counts as they are told: the patterns behind marks that enough people show, and nothing of the others.

    >>> seen = Seen((Match("~00c5d1a2b3f4e596"),))
    >>> list(told({seen: 2}, {}))[0].signature
    ()
    """
    if not any(map(_has_marks, counts)):
        return counts if isinstance(counts, Counts) else Counts(counts)
    open_ = {mark: texts[mark] for mark in common(counts) if mark in texts}
    found: dict[Seen, int] = {}
    for seen, number in counts.items():
        plain = opened(seen, open_)
        found[plain] = found.get(plain, 0) + number
    return Counts(found)


def opened(seen: Seen, patterns: Mapping[str, str]) -> Seen:
    """Evidence with these patterns in place of their marks, and without the other marks."""
    if not _has_marks(seen):
        return seen
    kept = {
        Match(patterns.get(pattern, pattern), choices, cost)
        for pattern, choices, cost in seen.signature
        if pattern in patterns or not pattern.startswith(MARK)
    }
    return seen._replace(signature=tuple(sorted(kept)))


def _has_marks(seen: Seen) -> bool:
    """Whether there are any: they sort after every pattern."""
    return bool(seen.signature) and seen.signature[-1].pattern.startswith(MARK)
