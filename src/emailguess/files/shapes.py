"""Sheets that are laid out another way: a person a column, or several tables side by side; they become a person a row.

Start reading at `straightened`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from emailguess.files.columns import header_score
from emailguess.files.log import Row
from emailguess.files.titles import meaning

__all__ = ["is_turned", "straightened"]

# A person a column is a sheet that somebody typed: no longer than this.
_MOST_ROWS = 60


def straightened(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows as they are, or, of a sheet that is laid out another way, one for each person.

    >>> list(straightened([(1, ["Name", "Bob Jones"]), (2, ["E-mail", "bob@acme.example"])]))
    [(0, ['Name', 'E-mail']), (2, ['Bob Jones', 'bob@acme.example'])]
    """
    source = iter(rows)
    ahead = list(islice(source, _MOST_ROWS + 1))
    if len(ahead) <= _MOST_ROWS and is_turned([cells for _, cells in ahead]):
        yield from _turned([cells for _, cells in ahead])
        return
    groups: list[slice] = []
    for number, cells in ahead:
        found = _repeated(cells) if not groups else []
        if found:
            groups = found
            yield number, cells[groups[0]]
        else:
            yield from _unfolded(number, cells, groups)
    for number, cells in source:
        yield from _unfolded(number, cells, groups) if groups else ((number, cells),)


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


def _repeated(cells: Sequence[str]) -> list[slice]:
    """Where the same titles stand again and again in a row: the tables side by side."""
    titles = [c.strip().casefold() for c in cells]
    if len(titles) < 4 or header_score(cells) < 2:
        return []
    first = titles[0]
    starts = [i for i, t in enumerate(titles) if t == first]
    if not first or len(starts) < 2:
        return []
    groups = [slice(a, b) for a, b in zip(starts, [*starts[1:], len(titles)], strict=True)]
    said = [[t for t in titles[g] if t] for g in groups]
    return groups if len(said[0]) > 1 and all(s == said[0] for s in said) else []


def _unfolded(number: int, cells: list[str], groups: Sequence[slice]) -> Iterator[Row]:
    if not groups:
        yield number, cells
        return
    for group in groups:
        part = cells[group]
        if any(c.strip() for c in part):
            yield number, part
