"""Sheets that are laid out another way: a person a column, several tables side by side, or several people a row.

They become a person a row.

Start reading at `straightened`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from emailguess.files.columns import header_score
from emailguess.files.log import Row
from emailguess.files.titles import meaning, normalised, table

__all__ = ["is_turned", "straightened"]

# A person a column is a sheet that somebody typed: no longer than this.
_MOST_ROWS = 60
# Wider tables are exports of programs, and a longer title is a sentence.
_MOST_TITLES = 300
_LONGEST_TITLE = 60
_OF_ONE = frozenset({"given", "middle", "family", "whole", "name", "job", "title"})


def straightened(rows: Iterable[Row], *, several: bool = True) -> Iterator[Row]:
    """The rows as they are, or, of a sheet that is laid out another way, one for each person.

    Without `several` a row that names more than one person stays one row, so that its titles can be named.

    >>> list(straightened([(1, ["Name", "Bob Jones"]), (2, ["E-mail", "bob@acme.example"])]))
    [(0, ['Name', 'E-mail']), (2, ['Bob Jones', 'bob@acme.example'])]
    """
    source = iter(rows)
    ahead = list(islice(source, _MOST_ROWS + 1))
    if len(ahead) <= _MOST_ROWS and is_turned([cells for _, cells in ahead]):
        yield from _turned([cells for _, cells in ahead])
        return
    layout: _Layout | None = None
    for place, (number, cells) in enumerate(ahead):
        found = _repeated(cells) if layout is None else None
        if several and layout is None and found is None:
            found = _several(cells, [c for _, c in ahead[place + 1 :]])
        if found:
            layout = found
            yield number, layout.titles
        else:
            yield from _unfolded(number, cells, layout)
    for number, cells in source:
        yield from _unfolded(number, cells, layout) if layout is not None else ((number, cells),)


class _Layout(NamedTuple):
    """How a row is taken apart."""

    titles: list[str]
    shared: list[int]
    """Places of the columns that each person of a row has."""
    people: list[list[int]]
    """Places of the columns of each person, in the same order."""


def is_turned(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the titles stand in the first column, and the addresses in a row."""
    rows = [cells for cells in rows if any(c.strip() for c in cells)]
    if not 2 <= len(rows) <= _MOST_ROWS or header_score([cells[0] for cells in rows]) < 2:
        return False
    addresses = [cells for cells in rows if any("@" in c for c in cells)]
    titled = [cells for cells in addresses if meaning(cells[0].strip()).field == "address" and "@" not in cells[0]]
    return bool(titled) and titled == addresses and header_score(rows[0]) < 2 and len({len(c) for c in rows}) <= 2


def _turned(rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    rows = [cells for cells in rows if any(c.strip() for c in cells)]
    yield 0, [cells[0] for cells in rows]
    for place in range(1, max(map(len, rows))):
        column = [cells[place] if place < len(cells) else "" for cells in rows]
        if any(c.strip() for c in column):
            yield place + 1, column


def _repeated(cells: Sequence[str]) -> _Layout | None:
    """Where the same titles stand again and again in a row: the tables side by side."""
    titles = [c.strip().casefold() for c in cells]
    if len(titles) < 4 or header_score(cells) < 2:
        return None
    first = titles[0]
    starts = [i for i, t in enumerate(titles) if t == first]
    if not first or len(starts) < 2:
        return None
    groups = [list(range(a, b)) for a, b in zip(starts, [*starts[1:], len(titles)], strict=True)]
    said = [[titles[i] for i in g if titles[i]] for g in groups]
    if len(said[0]) < 2 or any(s != said[0] for s in said):
        return None
    return _Layout([cells[i] for i in groups[0]], [], groups)


def _several(cells: Sequence[str], below: Sequence[Sequence[str]]) -> _Layout | None:
    """Where a row names several people, told apart by a number or a word: `Contact 1 Name`, `CEO Email`."""
    if len(cells) < 4 or len(cells) > _MOST_TITLES or header_score(cells) < 2:
        return None
    alike: dict[str, dict[str, int]] = defaultdict(dict)
    for place, title in enumerate(cells):
        tokens = normalised(title).split() if len(title) < _LONGEST_TITLE else []
        for k, token in enumerate(tokens):
            alike[" ".join([*tokens[:k], *tokens[k + 1 :]])].setdefault(token, place)
    fields = {left: meaning(left).field for left, places in alike.items() if len(places) > 1}
    named = [alike[left].keys() for left, field in fields.items() if field in ("whole", "name", "given", "family")]
    named += [  # `Billing Contact` beside `Billing Email`, where it holds names
        alike[left].keys()
        for left, field in fields.items()
        if field == "perhaps_address"
        and not any("@" in c[p] for p in alike[left].values() for c in below if p < len(c))
    ]
    addressed = [alike[left] for left, field in fields.items() if field == "address"]
    words = table().words
    about_one = words["stranger"] | words["work"] | words["private"] | words["former"]
    for places in addressed:
        for names in named:
            marks = [m for m in places if m in names and m not in about_one and _differs(places[m], below)]
            if len(marks) > 1:
                return _apart(cells, alike, fields, marks)
    return None


def _apart(
    cells: Sequence[str], alike: Mapping[str, Mapping[str, int]], fields: Mapping[str, str], marks: Sequence[str]
) -> _Layout:
    own = [left for left, field in fields.items() if field and any(m in alike[left] for m in marks)]
    # What only one of them has, such as both halves of the first one's name, is nobody else's.
    own += [
        left
        for left, places in alike.items()
        if len(places) == 1 and any(m in places for m in marks) and meaning(left).field in _OF_ONE
    ]
    people = [[alike[left].get(mark, -1) for left in own] for mark in marks]
    taken = {place for person in people for place in person}
    shared = [i for i in range(len(cells)) if i not in taken]
    return _Layout([cells[i] for i in shared] + own, shared, people)


def _differs(place: int, below: Sequence[Sequence[str]]) -> bool:
    """Whether addresses differ from row to row, as those of one who looks after everybody do not."""
    found = [c[place].strip().lower() for c in below if place < len(c) and "@" in c[place]]
    return len(found) < 3 or 2 * len(set(found)) > len(found)


def _unfolded(number: int, cells: list[str], layout: _Layout | None) -> Iterator[Row]:
    if layout is None:
        yield number, cells
        return
    shared = [cells[i] if i < len(cells) else "" for i in layout.shared]
    empty = True
    for places in layout.people:
        part = [cells[i] if 0 <= i < len(cells) else "" for i in places]
        if any(c.strip() for c in part):
            empty = False
            yield number, shared + part
    if empty and any(c.strip() for c in shared):
        yield number, shared
