"""Which columns are used, and for what: the result of looking at a table, and what a caller says of one.

How titles and cells are weighed is for `understanding`.

Start reading at `Columns`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emailguess.errors import EmailGuessError, InvalidArgument, shown
from emailguess.files.titles import FIELDS, meaning, normalised

__all__ = ["Column", "Columns", "header_score", "mapped", "named_columns"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is used."""

    place: int
    """From 0."""
    title: str
    """As it stands in the file; empty where there is none."""
    kind: str = ""
    """Of an address: `work` or `private`, where the title says so."""
    label: int = -1
    """Of an address: the column that says which kind it is, row by row; -1 for none."""
    status: int = -1
    """Of an address: the column with the verdict on it; -1 for none."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table were understood to hold."""

    fields: Mapping[str, tuple[Column, ...]]
    """Field to its columns, the first one the best."""
    width: int
    """How many columns the header has."""
    day_first: bool = True
    """How dates in numbers are read."""
    by_title: bool = True
    """Whether there was a header at all."""
    unused: tuple[str, ...] = ()
    """Titles of columns that nothing is read from."""
    with_at: frozenset[int] = frozenset()
    """Places of all columns with an address in any cell that was looked at, whoever's."""

    def first(self, name: str) -> int:
        """The place of a field's first column; -1 where there is none."""
        found = self.fields.get(name)
        return found[0].place if found else -1


def header_score(cells: Sequence[str]) -> float:
    """How much a row looks like a header: its titles that mean something, each field counted once.

    >>> header_score(["First Name", "Last Name", "Email"]), header_score(["Bob", "Jones", "bob@acme.example"])
    (3.0, 0.0)
    """
    if any("@" in c for c in cells):
        return 0.0
    found = [meaning(c.strip()) for c in cells if c.strip()]
    if not found:
        return 0.0
    said = {m.field for m in found} - {"", "noise", "stranger", "perhaps_address"}
    odd = sum(m.field in ("noise", "stranger", "perhaps_address") for m in found)
    # A cell of the table below, such as the company "Contact" or the person "An", means something by accident.
    return len(said) + min(odd, 3) / 4 if len(said) + odd > 1 or len(found) == 1 else len(said) / 2


def named_columns(columns: Any) -> Mapping[str, str | Sequence[str]] | None:
    """The columns that a caller named for fields, as texts. Raises `InvalidArgument` for anything else.

    >>> named_columns({"name": 1, "address": ["Email 1", "Email 2"]})
    {'name': '1', 'address': ['Email 1', 'Email 2']}
    """
    if columns is None:
        return None
    found: dict[str, str | Sequence[str]] = {}
    pairs: list[tuple[Any, Any]] = list(columns.items()) if isinstance(columns, Mapping) else [("", None)]
    for field, named in pairs:
        several = isinstance(named, list | tuple)
        texts: list[Any] = [str(one) if type(one) is int else one for one in (named if several else [named])]
        if not all(isinstance(one, str) for one in texts):
            raise InvalidArgument(f"columns maps fields to titles or numbers of columns, not {shown(columns)}")
        found[field] = texts if several else texts[0]
    return found


def mapped(wishes: Mapping[str, str | Sequence[str]], titles: Sequence[str]) -> dict[str, tuple[Column, ...]]:
    """The columns a caller named for fields, by title or by number from 1. Raises `EmailGuessError`."""
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        places.setdefault(normalised(title), place)
        places.setdefault(title.strip(), place)
    done: dict[str, tuple[Column, ...]] = {}
    for wish, named in wishes.items():
        if wish not in FIELDS:
            raise EmailGuessError(f"there is no field {shown(wish)}; the fields are {', '.join(FIELDS)}")
        chosen = []
        for one in (named,) if isinstance(named, str) else named:
            place = places.get(one.strip(), -1)
            place = places.get(normalised(one), -1) if place < 0 else place
            if place < 0 and one.strip().isdecimal() and 1 <= int(one) <= len(titles):
                place = int(one) - 1
            if one.strip() and place < 0:
                seen = ", ".join(repr(t.strip()[:40]) for t in titles[:20] if t.strip())
                raise EmailGuessError(f"there is no column {shown(one)}; the columns are {seen}")
            if one.strip():
                chosen.append(Column(place, titles[place].strip()))
        done[wish] = tuple(chosen)
    return done
