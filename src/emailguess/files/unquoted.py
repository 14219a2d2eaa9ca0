"""Rows whose quotes are missing, `Jones, Bob,bob@acme.example` below `Name,Email`, or stand around the whole row.

A row with an unquoted comma is longer than its titles. Its cells are put together again where the addresses then stand
below their titles; else it stays as it is, and whoever reads it tells.

Start reading at `rejoined` and `unpacked`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from emailguess.files.columns import header_score
from emailguess.files.content import EMPTY
from emailguess.files.log import Row
from emailguess.files.titles import meaning

__all__ = ["rejoined", "unpacked"]

_LOOKED_AT = 60
# More commas in the texts of one row are no names and companies.
_MOST_COMMAS = 8
_HALVES = frozenset({"given", "family"})
_NAMES = frozenset({"whole", "name"})


def unpacked(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those whose only cell is a whole row of its own taken apart, as where a table was quoted twice.

    >>> list(unpacked([(1, ["Name;Email", ""]), (2, ["Bob Jones;bob@acme.example", ""])]))
    [(1, ['Name', 'Email']), (2, ['Bob Jones', 'bob@acme.example'])]
    """
    source = iter(rows)
    ahead = list(islice(source, _LOOKED_AT))
    mark = _packed_by([cells for _, cells in ahead if any(c.strip() for c in cells)])
    if not mark:
        yield from ahead
        yield from source
        return
    for number, cells in chain(ahead, source):
        try:
            yield number, next(csv.reader([cells[0]], delimiter=mark), [""]) if cells else cells
        except csv.Error:
            yield number, cells[0].split(mark)


def _packed_by(rows: Sequence[Sequence[str]]) -> str:
    """What parts the cells within the only cell of each row; empty where rows have others."""
    if not rows or any(c.strip() for cells in rows for c in cells[1:]):
        return ""
    marks = [m for m in ",;\t|" if all(m in cells[0] for cells in rows)]
    titled = {m: header_score(rows[0][0].split(m)) for m in marks}
    best = max(marks, key=lambda m: titled[m], default="")
    return best if best and titled[best] >= 2 else ""


class _Titles(NamedTuple):
    width: int
    addresses: list[int]
    name: int
    """Place of the column of whole names; -1 where names stand in parts, or in none."""


def rejoined(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those that are too long by unquoted commas as they were meant.

    >>> list(rejoined([(1, ["Name", "Email"]), (2, ["Jones", " Bob", "bob@acme.example"])]))
    [(1, ['Name', 'Email']), (2, ['Jones, Bob', 'bob@acme.example'])]
    """
    source = iter(rows)
    ahead = list(islice(source, _LOOKED_AT))
    titles = _titles([cells for _, cells in ahead])
    if titles is None:
        yield from ahead
        yield from source
        return
    for number, cells in chain(ahead, source):
        yield number, _joined(cells, titles) if len(cells) > titles.width else cells


def _titles(rows: Sequence[Sequence[str]]) -> _Titles | None:
    """What the header says, if one of the rows is one and any row below is longer."""
    best = max(range(len(rows)), key=lambda i: header_score(rows[i]), default=0)
    if not rows or header_score(rows[best]) < 2 or any(c[:1] == " " for c in rows[best]):
        return None
    said = [meaning(c.strip()).field for c in rows[best]]
    addresses = [i for i, field in enumerate(said) if field == "address"]
    names = [i for i, field in enumerate(said) if field in _NAMES]
    alone = len(names) == 1 and not _HALVES & set(said)
    return _Titles(len(said), addresses, names[0] if alone else -1) if addresses else None


def _joined(cells: list[str], titles: _Titles) -> list[str]:
    extra = len(cells) - titles.width
    if extra > _MOST_COMMAS:
        return cells
    behind = [i for i, c in enumerate(cells) if i and c[:1] == " " and c.strip()]
    for places in (behind, [titles.name + 1] if titles.name >= 0 else []):
        if len(places) != extra:
            continue
        done: list[str] = []
        for i, cell in enumerate(cells):
            if i in places:
                done[-1] = f"{done[-1]}, {cell.strip()}"
            else:
                done.append(cell)
        if _fits(done, titles):
            return done
    return cells


def _fits(cells: Sequence[str], titles: _Titles) -> bool:
    """Whether the addresses stand below their titles, and one does."""
    own = [cells[i].strip() for i in titles.addresses if i < len(cells)]
    return any("@" in c for c in own) and all("@" in c or c.lower() in EMPTY for c in own)
