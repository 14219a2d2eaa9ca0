"""A sheet as it stands: every row in its order, with what was made of it and with all that is needed to give it back.

It can be read again and again. What a row means is read by `emailguess.files`; columns that an earlier run added are
kept from it, for a guess is no evidence.

Start reading at `Sheet.lines`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, NamedTuple

from emailguess.errors import EmailGuessError
from emailguess.files import Person, read_people
from emailguess.files.delimited import rows as delimited_rows
from emailguess.files.encoding import detected
from emailguess.files.frames import arrow_rows
from emailguess.files.log import Log, Row
from emailguess.files.records import json_records
from emailguess.files.records import rows as record_rows
from emailguess.files.sniffing import binary_format, sniffed
from emailguess.files.sources import Source, opened
from emailguess.files.spreadsheets import text_of, typed_sheets
from emailguess.files.table import RowRead, Tables
from emailguess.fill.kept_lines import KeptLines, marked

__all__ = ["PEOPLE_TITLES", "SUMMARY", "Kind", "Line", "Sheet"]

PEOPLE_TITLES = ("name", "address", "company", "domain", "title", "country")
"""Titles of what is no table: an address book, a mailbox, a pasted list."""


SUMMARY = ["schema", "emailguess.filled/1"]
"""What the first row of a summary's sheet says."""
_PEOPLE = {"name", "given", "family", "address"}


Kind = Literal["person", "header", "nobody", "other"]


class Line(NamedTuple):
    """A row of a sheet."""

    row: int
    kind: Kind
    """As in `RowRead`; what is `other` is given back and nothing added."""
    cells: Sequence[Any]
    """Its cells, without those that an earlier run added; of a workbook as numbers, texts and dates."""
    person: Person | None = None
    reason: str = ""
    """Why it names nobody."""
    raw: bytes = b""
    """Its bytes, where the sheet is a text."""
    record: Mapping[str, Any] | None = None
    """Its record, where the sheet is of JSON."""
    sheet: str = ""
    """Of which sheet of a workbook it is."""
    ours: tuple[int, ...] = ()
    """Places of the cells in `raw` that an earlier run added."""


class Sheet:
    """A file that is a sheet of people."""

    def __init__(
        self, path: Path, *, wishes: Mapping[str, str | Sequence[str]] | None = None, titles: Sequence[str] = ()
    ) -> None:
        """`titles` are those of the columns that are added. Raises `EmailGuessError` for what cannot be read."""
        self.path = path
        self.name = path.name
        self.kind = "people"
        """`table`, `workbook`, `json`, `columns` (Parquet, Arrow) or `people` for what is no table."""
        self.delimiter = ""
        self.encoding = ""
        self.lines_of_json = False
        """Whether it is JSON with a record a line."""
        self.clash = ""
        """A title of an added column that the sheet has already."""
        self._wishes = wishes
        self._titles = {title: place for place, title in enumerate(titles)}
        self._log, self._width = Log(), 0
        self._quick = False
        with opened(path) as source:
            self._sniff(source)

    def _sniff(self, source: Source) -> None:
        binary, refused = binary_format(source.head)
        if refused:
            raise EmailGuessError(f"cannot read {self.name}: it is {refused}")
        if binary is not None:
            self.kind = "workbook" if binary == "workbook" else "columns"
            self._parquet = binary == "parquet"
            return
        self.encoding = marked(detected(source.head, source.sample()), source.head)
        text = source.head.decode(self.encoding, "replace").replace("\0", "")
        found, self.delimiter = sniffed(text)
        self.lines_of_json = found == "json lines"
        self.kind = {"table": "table", "json": "json", "json lines": "json"}.get(found, "people")

    def lines(self) -> Iterator[Line]:
        """All rows in their order. Raises `EmailGuessError` where the file cannot be read on."""
        self._quick = False
        return self._lines()

    def lines_of(self, kinds: Iterable[Kind]) -> Iterator[Line]:
        """As `lines`, where an earlier reading told the kinds of the rows: names and addresses are not read again."""
        self._quick = True
        for line, kind in zip_longest(self._lines(), kinds):
            if line is None or kind is None:
                raise EmailGuessError(f"{self.name} was changed while it was read; fill it again")
            yield line._replace(kind=kind)

    def _lines(self) -> Iterator[Line]:
        self._log, self._width = Log(), 0
        if self.kind == "people":
            yield from self._people()
            return
        with opened(self.path) as source:
            if self.kind == "table":
                yield from self._text_lines(source)
            elif self.kind == "json":
                yield from self._json_lines(source)
            elif self.kind == "workbook":
                for sheet, rows in typed_sheets(source.stream(), self.name):
                    cells = list(rows)
                    if not cells or [str(c) for c in cells[0][1][:2]] != SUMMARY:
                        for line in self._typed_lines(cells):
                            yield line._replace(sheet=sheet)
            else:
                rows = arrow_rows(source.stream(), self.name, parquet=self._parquet)
                yield from self._typed_lines(rows, header=next(rows, (0, [""]))[1])
            source.check_unchanged(self._log.last[0])

    def _tables(self, header: Sequence[str] | None = None) -> Tables:
        european = self.delimiter in (";", "\t")
        return Tables(self._log, wishes=self._wishes, header=header, european=european)

    def _text_lines(self, source: Source) -> Iterator[Line]:
        kept = KeptLines(source.stream(), self.encoding, source.head)
        ours = _Ours(self)
        pending: deque[tuple[bytes, bytes, list[str], tuple[int, ...]]] = deque()

        def rows() -> Iterator[Row]:
            before: tuple[int, list[str], list[str]] | None = None
            for number, cells in delimited_rows(kept, self.delimiter, self._log):
                if before is not None:
                    pending.append((kept.take(before[0], number - before[0]), b"", before[2], ours.places))
                    yield before[0], before[1]
                before = number, ours.without(cells), ours.last
            if before is not None:
                # What is behind the last row was not understood: it is given back all the same.
                own = kept.take(before[0], 1 + sum(c.count("\n") for c in before[1]))
                pending.append((own, kept.left(), before[2], ours.places))
                yield before[0], before[1]

        for read in self._read(self._tables(), rows()):
            raw, rest, earlier, places = pending.popleft()
            yield self._line(read, earlier, raw=raw, ours=places)
            if rest:
                yield Line(read.row, "other", (), raw=rest)
        if rest := kept.left():
            yield Line(0, "other", (), raw=rest)

    def _read(self, tables: Tables, rows: Iterable[Row]) -> Iterator[RowRead]:
        """The rows of a table with what is made of them; nothing where that is known."""
        if self._quick:
            return (RowRead(number, cells, "other") for number, cells in rows)
        return tables.read(rows)

    def _line(self, read: RowRead, earlier: Sequence[str], **more: Any) -> Line:
        if self._quick:
            return Line(read.row, read.kind, read.cells, **more)
        person = read.person
        if person is not None and not person.addresses and person.status and earlier and "@" in earlier[0]:
            # What was guessed before came back with a verdict: then it is evidence.
            person = replace(person, addresses=(earlier[0].strip(),))
        if read.kind == "header":
            self._width = len(read.cells)
        elif read.kind == "other" and 0 < self._width <= len(read.cells) and any(c.strip() for c in read.cells):
            # A note or a footer has no cells; this is a row of the table.
            read = read._replace(kind="nobody", reason="only one of its cells is filled")
        return Line(read.row, read.kind, read.cells, person, read.reason, **more)

    def _json_lines(self, source: Source) -> Iterator[Line]:
        pending: deque[tuple[int, bytes, Mapping[str, Any] | None]] = deque()

        def records() -> Iterator[tuple[int, Mapping[str, Any]]]:
            for number, raw, record in self._records(source):
                pending.append((number, raw, record))
                if record is not None:
                    yield number, {k: v for k, v in record.items() if k not in self._titles}

        rows = record_rows(records())
        header = next(rows, None)
        if header is not None:
            yield Line(0, "header", header[1])
            for read in self._read(self._tables(header[1]), rows):
                while pending and pending[0][2] is None:
                    yield Line(pending[0][0], "other", (), raw=pending.popleft()[1])
                _, raw, record = pending.popleft()
                earlier = self._earlier_of(record or {})
                if read.person is None and not self._quick:
                    read = read._replace(kind="nobody")
                yield self._line(read, earlier, raw=raw, record=record)
        while pending:
            yield Line(pending[0][0], "other", (), raw=pending.popleft()[1])

    def _earlier_of(self, record: Mapping[str, Any]) -> list[str]:
        found = [str(record.get(title, "")) for title in self._titles]
        if any(title in record for title in self._titles):
            self.clash = self.clash or next(title for title in self._titles if title in record)
        return found

    def _records(self, source: Source) -> Iterator[tuple[int, bytes, Mapping[str, Any] | None]]:
        import json

        if not self.lines_of_json:
            for number, record in json_records(source.stream(), self.encoding, self.name, self._log):
                yield number, b"", record
            return
        kept = KeptLines(source.stream(), self.encoding, source.head)
        for text in kept:
            raw = kept.take(kept.number)
            try:
                value = json.loads(text.strip().rstrip(","))
            except (ValueError, RecursionError):
                value = None
            yield kept.number, raw, value if isinstance(value, dict) else None

    def _typed_lines(self, rows: Iterable[tuple[int, list[Any]]], header: list[str] | None = None) -> Iterator[Line]:
        ours = _Ours(self)
        pending: deque[tuple[list[Any], list[str]]] = deque()
        if header is not None:
            header = ours.without(header)
            yield Line(0, "header", ours.kept(header))

        def texts() -> Iterator[Row]:
            for number, cells in rows:
                clean = ours.without([text_of(c) for c in cells])
                pending.append((ours.kept(cells), ours.last))
                yield number, clean

        tables = self._tables(header)
        for read in self._read(tables, texts()):
            cells, earlier = pending.popleft()
            line = self._line(read, earlier)._replace(cells=cells)
            # A sheet of notes or figures in a workbook is nobody's row.
            people = header is not None or tables.columns is None or bool(_PEOPLE & tables.columns.fields.keys())
            yield line if people else line._replace(kind="other", person=None)

    def _people(self) -> Iterator[Line]:
        yield Line(0, "header", PEOPLE_TITLES)
        with read_people(self.path, columns=self._wishes) as people:
            for p in people:
                cells = (p.full_name, "; ".join(p.addresses), p.company, p.domain, p.title, p.country)
                yield Line(p.row, "person", cells, p)


class _Ours:
    """Finds the columns that an earlier run added, and takes their cells away from each row."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._titles = sheet._titles
        self.places: tuple[int, ...] = ()
        self._in_order: list[int] = []
        self.last: list[str] = []
        """Cells of the row that came last, in the order of the added columns; empty where there are none."""

    def without(self, cells: list[str]) -> list[str]:
        """The cells, with those emptied that an earlier run added."""
        found = {self._titles[c.strip()]: i for i, c in enumerate(cells) if c.strip() in self._titles}
        if found:
            self._sheet.clash = self._sheet.clash or cells[min(found.values())].strip()
            self.places = tuple(sorted(found.values()))
            self._in_order = [found.get(i, -1) for i in range(len(self._titles))]
        if not self.places:
            return cells
        self.last = [cells[i] if 0 <= i < len(cells) else "" for i in self._in_order]
        return ["" if i in self.places else c for i, c in enumerate(cells)]

    def kept(self, cells: Sequence[Any]) -> list[Any]:
        """The cells without those that an earlier run added."""
        return [c for i, c in enumerate(cells) if i not in self.places] if self.places else list(cells)
