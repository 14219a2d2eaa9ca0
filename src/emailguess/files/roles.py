"""Whose a column is, where a row names two people: the one it is about, and who sold, sent, invited or looks after.

Titles tell it by the word before the field, `Buyer Email` beside `Email`; cells by one address in row after row.

Start reading at `of_others` and `unmasked`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from emailguess.addresses.pasted import found_in
from emailguess.files.titles import Meaning, meaning, normalised, table

__all__ = ["of_others", "unmasked"]

_NAMES = frozenset({"given", "family", "whole", "name"})
_PERSONS = _NAMES | {"address", "company", "job", "title", "domain"}
# Fewer addresses say nothing about whether they repeat.
_LEAST_REPEATED = 3


def of_others(titles: Sequence[str], said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> frozenset[int]:
    """Places of the columns about somebody beside the person of the row."""
    return _by_titles(titles, said, cells) | _by_cells(said, cells)


def unmasked(titles: Sequence[str], said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> list[Meaning]:
    """The titles as they are meant in a list of recruiters or owners: where nobody else is named, it is about them."""
    own = [s.field for s in said]
    strangers = [i for i, field in enumerate(own) if field == "stranger"]
    if not any(_holds_addresses(cells[i]) for i in strangers) or _NAMES & set(own):
        return list(said)
    if any(field == "address" and _holds_addresses(cells[i]) for i, field in enumerate(own)):
        return list(said)
    words = table().words["stranger"]
    roles = {i: frozenset(w for w in normalised(titles[i]).split() if w in words) for i in strangers}
    chosen = next(roles[i] for i in strangers if _holds_addresses(cells[i]))
    meant = list(said)
    for i in strangers:
        if roles[i] == chosen:
            left = " ".join(w for w in normalised(titles[i]).split() if w not in words)
            meant[i] = meaning(left) if left else Meaning("whole")
    return meant


def _by_titles(titles: Sequence[str], said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> frozenset[int]:
    """Of several groups with a name and an address each, all but the plainest, or the one with the most people."""
    groups: dict[frozenset[str], list[int]] = defaultdict(list)
    for i, title in enumerate(titles):
        role = _role(title)
        if role is not None and (said[i].field in _PERSONS or role):
            groups[role].append(i)
    whole = {
        role: _different(cells, places)
        for role, places in groups.items()
        if any(_field(titles[i], role) in _NAMES for i in places) and _different(cells, places)
    }
    if len(whole) < 2:
        return frozenset()
    plainest = frozenset[str]()
    kept = plainest if plainest in whole else max(whole, key=lambda role: (whole[role], -groups[role][0]))
    return frozenset(i for role in whole if role != kept for i in groups[role])


def _role(title: str) -> frozenset[str] | None:
    """The words before a person's field, `buyer` in `Buyer Name`, without those for any person; None for others."""
    known = table()
    tokens = normalised(title).split()
    for cut in range(len(tokens)):
        if known.titles.get(" ".join(tokens[cut:]), ("", 0))[0] in _PERSONS:
            usual = known.words["person"] | known.words["filler"] | known.words["work"] | known.words["private"]
            return frozenset(tokens[:cut]) - usual
    return None


def _field(title: str, role: frozenset[str]) -> str:
    return meaning(" ".join(w for w in normalised(title).split() if w not in role)).field


def _different(cells: Sequence[Sequence[str]], places: Sequence[int]) -> int:
    """How many different addresses stand in the fullest of these columns."""
    return max((len(set(_addresses(cells[i]))) for i in places), default=0)


def _by_cells(said: Sequence[Meaning], cells: Sequence[Sequence[str]]) -> frozenset[int]:
    """Columns with a few addresses again and again, beside one where almost every row has its own."""
    found = {i: _addresses(column) for i, column in enumerate(cells) if said[i].field != "stranger"}
    found = {i: addresses for i, addresses in found.items() if addresses}
    if len(found) < 2:
        return frozenset()
    best = max(found, key=lambda i: len(set(found[i])))
    return frozenset(
        i
        for i, addresses in found.items()
        if len(addresses) >= _LEAST_REPEATED
        and 2 * len(addresses) >= len(found[best])
        and 2 * len(set(addresses)) <= len(set(found[best]))
    )


def _holds_addresses(column: Sequence[str]) -> bool:
    return any("@" in c for c in column)


def _addresses(column: Sequence[str]) -> list[str]:
    """The first address of each cell that has one, in lower case."""
    return [found.address.lower() for c in column if "@" in c and (found := next(iter(found_in(c[:300])), None))]
