"""Writing: the rows of a sheet as they were, with the added cells behind them, in any of the formats.

A text that stays a text keeps its bytes: encoding, mark, delimiter, quotation marks and line ends. Everything else is
written anew, each cell with the value it had.

Start reading at `writer_for`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, Protocol

from emailguess.errors import EmailGuessError, MissingExtra
from emailguess.files.spreadsheets import text_of
from emailguess.fill.cells import defused, runs, spans
from emailguess.fill.columns import COLUMNS, Cell
from emailguess.fill.kept_lines import body_and_end
from emailguess.fill.options import Chosen
from emailguess.fill.sheet import Line, Sheet

__all__ = ["Writer", "format_of", "widened", "writer_for"]

# Rows with so many cells more than the titles are broken; for those alone the others are not widened.
_WIDENED = 20
_PARQUET_ROWS = 20_000


class Writer(Protocol):
    """Writes the rows of a sheet one by one."""

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row with its added cells; None where nothing is added."""

    def close(self, told: Mapping[str, Any]) -> None:
        """Write what comes last; `told` is the summary, for formats that have a place for it."""


def format_of(name: str, sheet: Sheet | None, options: Chosen) -> str:
    """The format to write: as told, else by the output's name, else as the input."""
    if options.format is not None:
        return options.format
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    named = {"ndjson": "jsonl", "txt": "", "tab": "tsv", "json": "jsonl", "pq": "parquet", "xlsm": "xlsx"}
    ending = named.get(ending, ending)
    if ending in ("csv", "tsv", "xlsx", "jsonl", "parquet"):
        return ending
    if ending not in ("", name.lower()):
        raise EmailGuessError(
            f"the name {name[-60:]!a} does not tell which format to write; pass one: csv, tsv, xlsx, jsonl, parquet"
        )
    kinds = {"workbook": "xlsx", "json": "jsonl", "columns": "parquet"}
    return kinds.get(sheet.kind, "csv") if sheet is not None else "csv"


def writer_for(kind: str, out: IO[bytes], sheet: Sheet, options: Chosen, titles: Sequence[str], width: int) -> Writer:
    """The writer of a format. `width` is how many cells stand before the added ones.

    Raises `MissingExtra` where a package is not installed.
    """
    shaped = options.shape is not None
    if kind == "csv" and sheet.kind == "table" and not shaped and sheet.delimiter != "\t":
        return TextWriter(out, sheet, options, titles, width)
    if kind == "tsv" and sheet.kind == "table" and not shaped and sheet.delimiter == "\t":
        return TextWriter(out, sheet, options, titles, width)
    if kind in ("csv", "tsv"):
        return RowWriter(out, sheet, "\t" if kind == "tsv" else ",", options, titles, width)
    if kind == "jsonl":
        return JsonWriter(out, sheet, titles)
    if kind == "parquet":
        # Import files of other programs are of texts.
        are_numbers = [False] * len(titles) if shaped else [column.is_number for column in COLUMNS.values()]
        return ParquetWriter(out, titles, width, are_numbers)
    from emailguess.fill.workbooks import WorkbookWriter

    return WorkbookWriter(out, titles, width)


def widened(headers: int, widest: int) -> int:
    """How many cells stand before the added ones: those of the titles, or a few more where rows have more.

    >>> widened(5, 4), widened(5, 6), widened(5, 900)
    (5, 6, 5)
    """
    return max(headers, widest) if widest <= headers + _WIDENED else headers


class TextWriter:
    """Writes a table in text as it was, byte for byte, with cells added at the end of each row."""

    def __init__(self, out: IO[bytes], sheet: Sheet, options: Chosen, titles: Sequence[str], width: int) -> None:
        self._out = out
        self._encoding = sheet.encoding
        self._delimiter = sheet.delimiter
        self._titles = titles
        self._width = width
        self._safe_cell = _safe(sheet, options)

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row."""
        raw = self._safe(line)
        if line.kind == "other" or len(line.cells) - len(line.ours) > self._width:
            self._out.write(raw)
            return
        told = self._titles if line.kind == "header" else cells or [""] * len(self._titles)
        body, end = body_and_end(raw, self._encoding)
        padding = self._delimiter * (self._width - (len(line.cells) - len(line.ours)))
        more = self._delimiter.join([_quoted(_text(c), self._delimiter) for c in told])
        text = f"{padding}{self._delimiter}{more}"
        self._out.write(body + text.encode(self._encoding, "replace") + end)

    def close(self, told: Mapping[str, Any]) -> None:
        """Nothing comes last."""

    def _safe(self, line: Line) -> bytes:
        """The row's bytes, without cells added before, and with cells that a spreadsheet would run as texts."""
        safe = self._safe_cell
        risky = any(safe(c) is not c for c in line.cells)
        if not risky and not line.ours:
            return line.raw
        body, end = body_and_end(line.raw, self._encoding)
        text = body.decode(self._encoding, "surrogateescape")
        mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
        found = spans(text, self._delimiter)
        if len(found) != len(line.cells):
            # An open quotation mark: the row was read another way, and is written as it was read.
            cells = [c for i, c in enumerate(line.cells) if i not in line.ours]
            pieces = [_quoted(safe(c), self._delimiter) for c in cells]
        else:
            pieces = [
                self._piece(text[start:stop], line.cells[i])
                for i, (start, stop) in enumerate(found)
                if i not in line.ours
            ]
        return (mark + self._delimiter.join(pieces)).encode(self._encoding, "surrogateescape") + end

    def _piece(self, piece: str, cell: str) -> str:
        if self._safe_cell(cell) is cell:
            return piece
        return f"\"'{piece[1:]}" if piece.startswith('"') else f"'{piece}"


class RowWriter:
    """Writes a table in text anew: UTF-8, a line feed at each end."""

    def __init__(
        self, out: IO[bytes], sheet: Sheet, delimiter: str, options: Chosen, titles: Sequence[str], width: int
    ) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=False)
        self._csv = csv.writer(self._text, delimiter=delimiter, lineterminator="\n")
        self._titles, self._width = titles, width
        self._safe = _safe(sheet, options)

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row."""
        own = [self._safe(text_of(c)) for c in line.cells]
        if line.kind == "header":
            cells = self._titles
        if cells is not None and len(own) <= self._width:
            own += [""] * (self._width - len(own))
            own += [_text(c) for c in cells]
        self._csv.writerow(own)

    def close(self, told: Mapping[str, Any]) -> None:
        """Write what is left, and let go of the file without closing it."""
        self._text.flush()
        self._text.detach()


class JsonWriter:
    """Writes a record a line; a record that came as a line keeps its bytes."""

    def __init__(self, out: IO[bytes], sheet: Sheet, titles: Sequence[str]) -> None:
        self._out = out
        self._keeps = sheet.lines_of_json
        self._encoding = sheet.encoding if self._keeps else "utf-8"
        self._titles = titles
        self._header: list[str] = []

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row."""
        if line.kind == "header":
            self._header = _distinct([str(c) for c in line.cells], len(line.cells), self._titles)
            return
        if line.kind == "other" and line.record is None:
            if self._keeps:
                self._out.write(line.raw)
            return
        ours = {t: c for t, c in zip(self._titles, cells or (), strict=False) if c != ""}
        if line.raw and line.record is not None and not set(self._titles) & line.record.keys():
            self._out.write(self._extended(line, ours))
            return
        own = line.record
        if own is None:
            named = enumerate(line.cells)
            own = {self._header[i] if i < len(self._header) else f"column {i + 1}": _plain(c) for i, c in named}
        record = {k: v for k, v in own.items() if k not in self._titles} | ours
        self._out.write(json.dumps(record, ensure_ascii=False, default=str).encode(self._encoding, "replace") + b"\n")

    def _extended(self, line: Line, ours: Mapping[str, Cell]) -> bytes:
        """The record's line with further keys before its last brace."""
        body, end = body_and_end(line.raw, self._encoding)
        text = body.decode(self._encoding, "surrogateescape").rstrip().rstrip(",").rstrip()
        more = json.dumps(ours, ensure_ascii=False)[1:-1]
        comma = ", " if line.record and more else ""
        text = f"{text[:-1]}{comma}{more}}}"
        return text.encode(self._encoding, "surrogateescape") + (end or "\n".encode(self._encoding))

    def close(self, told: Mapping[str, Any]) -> None:
        """Nothing comes last."""


class ParquetWriter:
    """Writes columns; all of the sheet's own as texts, those added as numbers where `are_numbers` says so."""

    def __init__(self, out: IO[bytes], titles: Sequence[str], width: int, are_numbers: Sequence[bool]) -> None:
        try:
            import pyarrow
        except ImportError:
            raise MissingExtra("to write Parquet, run: pip install 'emailguess[frames]'") from None
        self._arrow = pyarrow
        self._out = out
        self._titles, self._width, self._are_numbers = list(titles), width, are_numbers
        self._own: list[str] = []
        self._rows: list[list[Any]] = []
        self._writer: Any = None
        self._schema: Any = None

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row."""
        if line.kind == "header":
            if not self._own:
                self._own = _distinct([str(c) for c in line.cells], self._width, self._titles)
            return
        own = [text_of(c) for c in line.cells]
        if len(own) > self._width:
            raise EmailGuessError(
                f"row {line.row:,} has {len(own):,} cells where the titles are {self._width:,}; such a sheet cannot be "
                "written as columns: write a csv"
            )
        own += [""] * (self._width - len(own))
        added = [c if c != "" else None for c in cells] if cells is not None else [None] * len(self._titles)
        self._rows.append([*own, *added])
        if len(self._rows) >= _PARQUET_ROWS:
            self._flush()

    def _flush(self) -> None:
        arrow = self._arrow
        if self._writer is None:
            from pyarrow import parquet

            own = self._own or _distinct([], self._width, self._titles)
            kinds = [arrow.float64() if is_number else arrow.string() for is_number in self._are_numbers]
            fields = [*((t, arrow.string()) for t in own), *zip(self._titles, kinds, strict=True)]
            self._schema = arrow.schema(fields)
            self._writer = parquet.ParquetWriter(self._out, self._schema)
        columns = list(zip(*self._rows, strict=True)) or [() for _ in self._schema]
        arrays = [arrow.array(c, type=f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def close(self, told: Mapping[str, Any]) -> None:
        """Write what is left."""
        self._flush()
        self._writer.close()


def _distinct(titles: list[str], width: int, taken: Sequence[str]) -> list[str]:
    """Names for all columns, no two alike."""
    names: dict[str, None] = {}
    for place in range(width):
        name = (titles[place].strip() if place < len(titles) else "") or f"column {place + 1}"
        number, plain = 1, name
        while name in names or name in taken:
            number += 1
            name = f"{plain} {number}"
        names[name] = None
    return list(names)


def _safe(sheet: Sheet, options: Chosen) -> Callable[[str], str]:
    """Makes a sheet's own cells safe for a spreadsheet; those that an earlier run made safe stay as they are."""
    if options.keep_formulas:
        return str
    if sheet.clash:
        return lambda cell: f"'{cell}" if runs(cell) else cell
    return defused


def _quoted(text: str, delimiter: str) -> str:
    if delimiter in text or text[:1] == '"' or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _text(cell: Cell) -> str:
    """An added cell as a text: one line, which no spreadsheet runs."""
    if isinstance(cell, str):
        return defused(" ".join(cell.split())) if not cell.isalnum() else cell
    return f"{cell:.4f}".rstrip("0").rstrip(".") if cell else "0"


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) or value is None else text_of(value)
