"""One reader for every file a sourcer holds: people come out, and with them what was understood and what was not used.

The format is told by the content; each has its module. A reader reads: what a piece means is for `evidence`.

Start reading at `read_people`.
"""

from __future__ import annotations

import codecs
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import Any, cast

from emailguess.errors import EmailGuessError
from emailguess.files import (
    aligned,
    blocks,
    calendars,
    delimited,
    elements,
    frames,
    git,
    ldif,
    mail,
    markup,
    pasted,
    records,
    shapes,
    spreadsheets,
    sql,
    unquoted,
    vcards,
)
from emailguess.files.columns import Columns, named_columns
from emailguess.files.encoding import FALLBACK, detected, strange_bytes
from emailguess.files.lines import LONGEST_LINE, Lines
from emailguess.files.log import Log, Row
from emailguess.files.people import Person
from emailguess.files.sniffing import binary_format, sniffed
from emailguess.files.sources import Input, Source, opened
from emailguess.files.table import LOOKED_AT, Tables

__all__ = ["People", "read_people"]

Map = Mapping[str, "str | Sequence[str]"]


def read_people(source: Any, *, columns: Map | None = None, also_companies: bool = False) -> People:
    """Read people from a path, an open file, a text, or a frame of pandas, polars or Arrow.

    Reads CSV and other tables in any usual encoding, Excel and ODF workbooks (extra ``excel``), JSON and JSON Lines,
    vCard, LDIF, mbox, Maildir, messages, git histories, Markdown and HTML tables, and pasted text; Parquet, Arrow and
    frames with the extra ``frames``. The format is recognised by the content.

    - `source`: the path, file, text or frame
    - `columns`: which column holds what, where titles mislead, by title or by number from 1:
      ``{"name": "Candidate", "address": ["Email 1", "Email 2"]}``; default: as the titles and the cells say
    - `also_companies`: whether rows that name a company with its website, and nobody, are given as well; default: no

    People are read as they are asked for, in flat memory; iterate over them once. Raises `EmailGuessError` for what
    cannot be read at all, with the file's name and, on the way, the line.

    >>> people = read_people("Vorname;Nachname;E-Mail;Firma\\nBob;Jones;bjones@acme.example;Acme GmbH\\n")
    >>> [(p.full_name, p.address, p.company) for p in people]
    [('Bob Jones', 'bjones@acme.example', 'Acme GmbH')]
    >>> people.format, people.read, people.left_out
    ('table', 1, {})
    """
    return People(source, columns=columns, also_companies=also_companies)


class People(Iterator[Person]):
    """The people of a file, one by one, and what was understood of it."""

    def __init__(self, source: Any, *, columns: Map | None = None, also_companies: bool = False) -> None:
        self.name = ""
        """The file's name, for messages."""
        self.format = ""
        """What it was taken for, such as `table`, `vcard` or `mbox`."""
        self.encoding = ""
        """How its letters were read; empty where that is no question."""
        self.delimiter = ""
        """What parts a table's cells."""
        self.read = 0
        """People read so far."""
        self.row = 0
        """The row that came last."""
        self.size: int | None = None
        """Bytes of the file; None where that is not known."""
        self._log = Log()
        self._wishes = named_columns(columns)
        self._also_companies = also_companies
        self._tables: list[Tables] = []
        self._stack = ExitStack()
        self._source: Source | None = None
        self._people = self._opened(source)

    def __iter__(self) -> Iterator[Person]:
        return self

    def __next__(self) -> Person:
        try:
            person = next(self._people)
        except BaseException:
            self.close()
            raise
        self.read += 1
        self.row = person.row
        return person

    def __enter__(self) -> People:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; it is done by itself at the end."""
        self._stack.close()

    @property
    def columns(self) -> Columns | None:
        """How the columns of the first table were understood; None where there is no table."""
        return self._told.columns if self._told is not None else None

    @property
    def _told(self) -> Tables | None:
        """The first table in which anything was understood; a workbook's cover is none."""
        read = [t for t in self._tables if t.columns is not None]
        return next((t for t in read if t.columns is not None and t.columns.fields), read[0] if read else None)

    @property
    def header_row(self) -> int:
        """The row of the header; 0 without one."""
        return self._told.header_row if self._told is not None else 0

    @property
    def sample(self) -> list[list[str]]:
        """The first three rows below the header."""
        return self._told.sample if self._told is not None else []

    @property
    def left_out(self) -> dict[str, int]:
        """What was not used, by reason, and how often."""
        return dict(Counter(self._log.counts))

    @property
    def notes(self) -> list[tuple[int, str]]:
        """Row and reason of what was not used, the first thousand; row 0 is the file as a whole."""
        return list(self._log.notes)

    @property
    def place(self) -> int:
        """Bytes read so far."""
        return self._source.place if self._source is not None else 0

    def _opened(self, what: Any) -> Iterator[Person]:
        """Open and sniff now, so that a wrong path fails before any work; read on the way."""
        if frames.is_frame(what):
            self.name, self.format = type(what).__name__, "frame"
            return self._table(frames.rows(what), first_is_header=True)
        if isinstance(what, Iterable) and not isinstance(what, str | bytes | os.PathLike) and not hasattr(what, "read"):
            self.name, self.format = "records", "records"
            return self._table(records.rows(_mappings(what)), first_is_header=True)
        path = Path(what) if isinstance(what, os.PathLike) or (isinstance(what, str) and _is_folder(what)) else None
        if path is not None and mail.is_maildir(path):
            self.name, self.format = path.name, "maildir"
            return mail.maildir(path, self._log)
        try:
            source = self._stack.enter_context(opened(cast("Input", what)))
            self._source, self.name, self.size = source, source.name, source.size
            return self._checked(source, self._sniffed(source))
        except BaseException:
            self.close()
            raise

    def _checked(self, source: Source, people: Iterator[Person]) -> Iterator[Person]:
        before = strange_bytes()
        yield from people
        if strange_bytes() > before:
            self._log.add(0, "letters that are no UTF-8, though most are; they were read as Windows-1252")
        source.check_unchanged(self.row)

    def _sniffed(self, source: Source) -> Iterator[Person]:
        binary, refused = binary_format(source.head)
        if refused:
            raise EmailGuessError(f"cannot read {source.name}: it is {refused}")
        if binary is not None:
            self.format = binary
            return self._binary(source)
        self.encoding = "utf-8" if source.is_text else detected(source.head, source.sample())
        errors = FALLBACK if self.encoding.startswith("utf-8") else "replace"
        head = source.head
        if head.startswith(codecs.BOM_UTF8) and not self.encoding.startswith("utf"):
            head = head.removeprefix(codecs.BOM_UTF8)
            self._log.add(0, f"its mark says UTF-8, but it is not; it was read as {self.encoding}")
        text = _decoded_head(head, self.encoding, errors).replace("\0", "")
        self._check_is_text(text, source)
        self.format, self.delimiter = sniffed(text)
        if self.format in ("mbox", "message"):
            if self.format == "mbox":
                return mail.people(source.stream(), self._log)
            return mail.message(source.stream(), self._log, self.encoding)
        if self.format == "html":
            tables, people = markup.html_people(source.stream(), self.encoding, self._log, self._wishes)
            self._tables.append(tables)
            return people
        if self.format == "json":
            found = records.json_records(source.stream(), self.encoding, source.name, self._log)
            return self._table(records.rows(found), first_is_header=True)
        if self.format == "xml":
            found = elements.xml_records(source.stream(), self.encoding, source.name, self._log)
            return self._table(records.rows(found), first_is_header=True)
        return self._by_lines(Lines(source.stream(), self.encoding))

    def _check_is_text(self, text: str, source: Source) -> None:
        odd = sum(c < " " and c not in "\t\n\r\x0b\x0c\x1b\x1f\x01" for c in text[:4096])
        if odd > len(text[:4096]) / 10:
            raise EmailGuessError(f"cannot read {source.name}: it is neither a text nor a format that is known here")

    def _by_lines(self, lines: Lines) -> Iterator[Person]:
        self._stack.callback(lines.detach)
        people = self._people_of(lines)
        yield from people
        if lines.nuls:
            self._log.add(0, f"{lines.nuls:,} lines with zero bytes, which were taken out")

    def _people_of(self, lines: Lines) -> Iterator[Person]:
        if self.format == "vcard":
            return vcards.people(lines, self._log)
        if self.format == "calendar":
            return calendars.people(lines, self._log)
        if self.format == "fields":
            return self._table(records.rows(blocks.records(lines)), first_is_header=True)
        if self.format == "ldif":
            return ldif.people(lines, self._log)
        if self.format == "git history":
            return git.people(lines, self._log)
        if self.format == "text":
            return pasted.people(lines, self._log)
        if self.format == "json lines":
            return self._table(records.rows(records.jsonl_records(lines, self._log)), first_is_header=True)
        if self.format == "markdown table":
            return self._table(markup.markdown_rows(lines))
        if self.format == "aligned table":
            return self._table(self._cut_told(lines, aligned.rows(lines)))
        if self.format == "sql":
            return self._dump(lines)
        rows = self._cut_told(lines, delimited.rows(lines, self.delimiter, self._log))
        rows = unquoted.unpacked(rows)
        if self.delimiter == ",":
            rows = unquoted.rejoined(rows)
        return self._table(shapes.straightened(rows, several=not self._wishes))

    def _dump(self, lines: Lines) -> Iterator[Person]:
        """The people of a database's tables; a table without any address is passed over."""
        for rows in sql.tables(lines, self._log):
            titles = next(rows)
            ahead = list(islice(rows, LOOKED_AT))
            if any("@" in c for _, cells in ahead for c in cells):
                above = [titles] if titles[1] else []
                yield from self._table(chain(above, ahead, rows), first_is_header=bool(above))
            else:
                self._log.add(ahead[0][0], "a table of the dump without addresses")

    def _cut_told(self, lines: Lines, rows: Iterable[Row]) -> Iterator[Row]:
        told = 0
        for row in rows:
            if len(lines.cut) > told:
                told = len(lines.cut)
                self._log.add(row[0], f"a line of more than {LONGEST_LINE:,} letters; the rest of it was passed over")
            yield row

    def _binary(self, source: Source) -> Iterator[Person]:
        if self.format != "workbook":
            rows = frames.arrow_rows(source.stream(), source.name, parquet=self.format == "parquet")
            yield from self._table(rows, first_is_header=True)
            return
        for _, rows in spreadsheets.sheets(source.stream(), source.name):
            yield from self._table(shapes.straightened(rows, several=not self._wishes))

    def _table(self, rows: Iterable[Row], *, first_is_header: bool = False) -> Iterator[Person]:
        source = iter(rows)
        header = next(source, (0, [""]))[1] if first_is_header else None
        tables = Tables(
            self._log,
            wishes=self._wishes,
            header=header,
            european=self.delimiter in (";", "\t"),
            also_companies=self._also_companies,
        )
        self._tables.append(tables)
        yield from tables.people(source)


def _mappings(what: Iterable[Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, each in enumerate(what, 1):
        if not isinstance(each, Mapping):
            raise EmailGuessError(f"records are read from mappings of titles to values, not from {type(each).__name__}")
        yield number, each


def _is_folder(text: str) -> bool:
    try:
        return len(text) < 4096 and os.path.isdir(text)
    except ValueError:
        return False


def _decoded_head(head: bytes, encoding: str, errors: str) -> str:
    """The beginning as text; a letter that is cut at its end is left out."""
    return codecs.getincrementaldecoder(encoding)(errors=errors).decode(head, final=False)
