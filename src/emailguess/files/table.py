"""Rows of any table become people: the header is found, the columns are understood, footers are passed over.

It knows no format; rows come as texts with their numbers.

Start reading at `Tables`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from emailguess.files.builder import Builder
from emailguess.files.columns import Columns, header_score, mapped
from emailguess.files.groups import Groups
from emailguess.files.log import Log, Row
from emailguess.files.people import Person
from emailguess.files.titles import meaning, normalised
from emailguess.files.understanding import understood

__all__ = ["LOOKED_AT", "RowRead", "Tables"]


class RowRead(NamedTuple):
    """A row of a table with what was made of it."""

    row: int
    """Its number, from 1."""
    cells: list[str]
    kind: Literal["person", "header", "nobody", "other"]
    """A person; titles; a row of the table that names nobody; or what is no row of it: blank, a note, a footer."""
    person: Person | None = None
    reason: str = ""
    """Why a row names nobody."""
    others: tuple[Person, ...] = ()
    """Further people of the row, where one of its cells lists several."""


LOOKED_AT = 200
"""So many rows are looked at before the columns are decided on."""
# A header stands below no more than this: notes, titles, blank lines.
_HEADER_WITHIN = 60
_MOST_LETTERS = 1_000_000


class Tables:
    """People from the rows of one or several tables that stand one below the other."""

    def __init__(
        self,
        log: Log,
        *,
        wishes: Mapping[str, str | Sequence[str]] | None = None,
        header: Sequence[str] | None = None,
        european: bool = False,
        also_companies: bool = False,
    ) -> None:
        self.log = log
        self.columns: Columns | None = None
        """How the first table's columns were understood."""
        self.header_row = 0
        """The row of the first table's header; 0 where there is none."""
        self.sample: list[list[str]] = []
        """The first three rows below the header."""
        self._wishes = wishes
        self._header = list(header) if header is not None else None
        self._european = european
        self._also_companies = also_companies
        self._ahead: deque[Row] = deque()
        self._groups: Groups | None = None

    def people(self, rows: Iterable[Row]) -> Iterator[Person]:
        """Read the people of all rows."""
        for read in self.read(rows):
            if read.person is not None:
                yield read.person
                yield from read.others

    def read(self, rows: Iterable[Row]) -> Iterator[RowRead]:
        """Read all rows, in their order and none left out, each with what was made of it."""
        source = iter(rows)
        while True:
            self._look(source)
            if not self._ahead:
                return
            above: list[RowRead] = []
            given = self._header is not None  # records, which stand in no order
            titles, has_header = self._below_preamble(above)
            yield from above
            below = [cells for _, cells in self._ahead if any(c.strip() for c in cells)]
            wishes = None
            if self._wishes:
                width = max((len(c) for c in below), default=0)
                wishes = mapped(self._wishes, titles if has_header else [""] * width)
            columns = understood(titles, below, has_header=has_header, wishes=wishes, european=self._european)
            if self.columns is None:
                self.columns, self.sample = columns, below[:3]
            self._groups = self._grouped(columns, below) if not given else None
            builder = Builder(columns, titles if has_header else None, self.log, also_companies=self._also_companies)
            again = yield from self._built(builder, source)
            if not again:
                return

    def _look(self, source: Iterator[Row]) -> None:
        """Take rows until there are enough to judge by."""
        letters = sum(len(c) for _, cells in self._ahead for c in cells)
        for row in islice(source, max(0, LOOKED_AT + _HEADER_WITHIN - len(self._ahead))):
            self._ahead.append(row)
            letters += sum(map(len, row[1]))
            if letters > _MOST_LETTERS:
                break

    def _below_preamble(self, above: list[RowRead]) -> tuple[list[str], bool]:
        """Find the header, taken with what stands above it into a list; the titles, and whether there are any."""
        if self._header is not None:
            titles, self._header = self._header, None
            return titles, True
        best, place = 0.0, -1
        least = max((len(cells) for _, cells in self._ahead), default=0)
        for i, (_, cells) in enumerate(islice(self._ahead, _HEADER_WITHIN)):
            if best >= 1 and any("@" in c for c in cells):
                break  # rows have begun; what looks like a header below is another table's
            score = header_score(cells)
            if self._wishes:
                score += self._named(cells)
            if score > best:
                best, place = score, i
        if place < 0 or best < 1 or (best < 2 and least > 1 and place > 0 and not self._stands_alone(place)):
            place = self._by_structure()
        if place < 0:
            return [], False
        number = self._ahead[place][0]
        for _ in range(place):
            row, cells = self._ahead.popleft()
            above.append(RowRead(row, cells, "other"))
            if any("@" in c for c in cells):
                self.log.add(row, "above the header")
        header = self._ahead.popleft()[1]
        above.append(RowRead(number, header, "header"))
        titles = list(header)
        if self._ahead and (joined := _two_lines(titles, self._ahead[0][1])):
            above.append(RowRead(*self._ahead.popleft(), "header"))
            titles = joined
        self.header_row = self.header_row or number
        while titles and not titles[-1].strip():
            titles.pop()
        return titles, True

    def _named(self, cells: Sequence[str]) -> int:
        named = {normalised(t) for w in (self._wishes or {}).values() for t in ((w,) if isinstance(w, str) else w)}
        return 10 * len(named & {normalised(c) for c in cells})

    def _stands_alone(self, place: int) -> bool:
        """Whether the rows below a possible header are about as wide as it is."""
        width = len([c for c in self._ahead[place][1] if c.strip()])
        below = [len(cells) for _, cells in islice(self._ahead, place + 1, place + 6)]
        return width > 1 and bool(below) and max(below) >= width

    def _by_structure(self) -> int:
        """A header in words nobody knows: no address in it, and one right below, row after row."""
        rows = list(islice(self._ahead, _HEADER_WITHIN))
        with_address = [i for i, (_, cells) in enumerate(rows) if any("@" in c for c in cells)]
        if not with_address or with_address[0] == 0:
            return -1
        place = with_address[0] - 1
        cells = rows[place][1]
        column = next(i for i, c in enumerate(rows[with_address[0]][1]) if "@" in c)
        filled = [c.strip() for c in cells if c.strip()]
        below = rows[with_address[0]][1]
        if len(filled) < 2 or len(set(filled)) < len(filled) or column >= len(cells) or not cells[column].strip():
            return -1
        alike = sum(len(c) == len(below) for _, c in rows[with_address[0] :])
        return place if abs(len(cells) - len(below)) <= 1 and alike > 1 and max(map(len, filled)) < 60 else -1

    def _built(self, builder: Builder, source: Iterator[Row]) -> Generator[RowRead, None, bool]:
        """Build people until another table's header comes; then true is returned."""
        while True:
            while self._ahead:
                number, cells = row = self._ahead.popleft()
                person = builder.person(number, cells)
                if person is None and builder.other_header(cells):
                    self._ahead.appendleft(row)
                    return True
                yield self._read(builder, number, cells, person)
            for row in source:
                number, cells = row
                person = builder.person(number, cells)
                if person is None and builder.other_header(cells):
                    self._ahead.append(row)
                    return True
                yield self._read(builder, number, cells, person)
            return False

    def _grouped(self, columns: Columns, below: Sequence[Sequence[str]]) -> Groups:
        place = columns.first("company")
        return Groups([cells[place] if place < len(cells) else "" for cells in below] if place >= 0 else [])

    def _read(self, builder: Builder, number: int, cells: list[str], person: Person | None) -> RowRead:
        if person is not None:
            person = self._groups.completed(person) if self._groups else person
            return RowRead(number, cells, "person", person, others=builder.others(person, cells))
        if builder.same_header(cells):
            return RowRead(number, cells, "header")
        row, reason = self.log.last
        if row == number:
            return RowRead(number, cells, "nobody", None, reason)
        if self._groups and len(cells) > 1 and sum(bool(c.strip()) for c in cells) == 1:
            self._groups.head(cells)
        return RowRead(number, cells, "other")


def _two_lines(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Titles over two lines, `First` above `Name`, joined; empty where the second line is none of titles alone."""
    below = [c.strip() for c in second]
    filled = [c for c in below if c]
    if len(filled) < 2 or len(second) > len(first) or not all(meaning(c).field and not c.isdecimal() for c in filled):
        return []
    below += [""] * (len(first) - len(below))
    joined = [_joined(one.strip(), other) for one, other in zip(first, below, strict=True)]
    return joined if header_score(joined) >= header_score(first) else []


def _joined(one: str, other: str) -> str:
    both = f"{one} {other}".strip()
    return next((title for title in (both, one, other) if meaning(title).field), both)
