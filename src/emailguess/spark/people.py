"""How a frame of people is read: its titles tell what the columns hold, and a row becomes a `Person`, as in a file.

A frame has no order, so nothing is judged by its first rows: the titles alone count, and what the caller says of them.

Start reading at `titles_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from emailguess.errors import InvalidArgument, shown
from emailguess.files import Person
from emailguess.files.builder import Rows
from emailguess.files.columns import Column, Columns, mapped
from emailguess.files.frames import cell_text
from emailguess.files.titles import FIELDS, meaning
from emailguess.spark.schemas import functions, quoted, require_frame

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["Titles", "persons", "require_rows", "titles_of"]

# What a title says, to the field that is read there, where that is called otherwise.
_FIELDS = {"whole": "name", "name": "name", "title": "job", "perhaps_address": "address"}
_TEXT = ("string", "varchar", "char")
_NUMBER = ("int", "bigint", "smallint", "tinyint", "float", "double", "decimal")
_TYPES: Mapping[str, tuple[str, ...]] = {
    "address": (*_TEXT, "array<string>"),
    "headcount": (*_TEXT, *_NUMBER),
    "seen": (*_TEXT, "date", "timestamp"),
    "catch_all": (*_TEXT, "boolean"),
}
_NAMES = ("name", "given", "family")


class Titles(NamedTuple):
    """What the columns of a frame hold."""

    titles: tuple[str, ...]
    columns: Columns

    def of(self, field: str) -> tuple[str, ...]:
        """The titles of a field's columns."""
        return tuple(self.titles[c.place] for c in self.columns.fields.get(field, ()))

    @property
    def used(self) -> tuple[str, ...]:
        """The titles of all columns that anything is read from."""
        places = {c.place for columns in self.columns.fields.values() for c in columns}
        return tuple(title for i, title in enumerate(self.titles) if i in places)

    def only_used(self) -> Titles:
        """The same for a frame of the used columns alone."""
        used = self.used
        place = {title: i for i, title in enumerate(used)}

        def moved(column: Column) -> Column:
            status = place[self.titles[column.status]] if column.status >= 0 else -1
            return Column(place[self.titles[column.place]], column.title, column.kind, -1, status)

        fields = {name: tuple(map(moved, columns)) for name, columns in self.columns.fields.items()}
        return Titles(used, Columns(fields, len(used), self.columns.day_first))


def titles_of(people: DataFrame, wishes: Mapping[str, str | Sequence[str]] | None, *needed: str) -> Titles:
    """Tell what the columns of a frame of people hold. Raises `InvalidArgument`, or `EmailGuessError` for a bad wish.

    Each of `needed` is a field, or several with `|` between them of which one will do.
    """
    require_frame(people, "people")
    types = people.dtypes
    titles = tuple(title for title, _ in types)
    twice = [t for i, t in enumerate(titles) if t.lower() in {other.lower() for other in titles[:i]}]
    if twice:
        raise InvalidArgument(f"people has two columns {shown(twice[0])}; rename one")
    said = [meaning(title) for title in titles]
    fields: dict[str, list[tuple[int, Column]]] = {}
    for place, (title, says) in enumerate(zip(titles, said, strict=True)):
        field = _FIELDS.get(says.field, says.field)
        if field in FIELDS or field == "catch_all":
            fields.setdefault(field, []).append((says.rank, Column(place, title, says.kind)))
    found = {
        field: tuple(c for _, c in sorted(each, key=lambda x: (x[0], x[1].place))) for field, each in fields.items()
    }
    for wish, chosen in mapped(wishes or {}, titles).items():
        places = {c.place for c in chosen}
        found = {name: tuple(c for c in each if c.place not in places) for name, each in found.items()}
        found[wish] = chosen
    found = {field: each for field, each in found.items() if each}
    if "status" in found and "address" in found:
        verdict = found["status"][0].place
        found["address"] = tuple(Column(c.place, c.title, c.kind, -1, verdict) for c in found["address"])
    for need in needed:
        if not any(field in found for field in need.split("|")):
            raise InvalidArgument(
                f"people has no column for {need.replace('|', ' or ')}, but {', '.join(titles) or 'none at all'}; "
                f"rename one, or say which it is: columns={{{need.split('|')[0]!r}: 'its title'}}"
            )
    for field, columns in found.items():
        for column in columns:
            _require_type(field, column.title, types[column.place][1])
    return Titles(titles, Columns(found, len(titles)))


def _require_type(field: str, title: str, kind: str) -> None:
    allowed = _TYPES.get(field, _TEXT)
    if not kind.startswith(tuple(a for a in allowed if a != "array<string>")) and kind not in allowed:
        raise InvalidArgument(
            f"the column {title!a} of people holds {kind}, and {field} is read from {allowed[0]}: cast it, or name "
            f"another column: columns={{{field!r}: 'its title'}}"
        )


def require_rows(people: DataFrame, titles: Sequence[str], what: str, advice: str) -> None:
    """Look, by one small job, whether any row of a frame has something in one of these columns.

    Raises `InvalidArgument` where none has.
    """
    f = functions()
    filled = [f.trim(f.coalesce(f.col(quoted(t)).cast("string"), f.lit(""))) != "" for t in titles]
    one = filled[0]
    for other in filled[1:]:
        one = one | other
    if people.where(one).limit(1).collect():
        return
    if not people.limit(1).collect():
        raise InvalidArgument(
            "people is empty: there is no row to work on; was it filtered, or read from a wrong place?"
        )
    raise InvalidArgument(f"no row of people has {what} (in {', '.join(titles)}): {advice}")


def persons(titles: Titles, columns: Sequence[Any]) -> Iterator[tuple[Person | None, str]]:
    """The person of each row, or why there is none, from the values of the columns in their order."""
    rows = Rows(titles.columns, titles.titles)
    for number, values in enumerate(zip(*columns, strict=True), 1):
        yield rows.read(number, [cell_text(v) for v in values])
