"""Workbooks: xlsx, xlsm, xlsb, xls and ods, through `python-calamine` (extra `excel`), which runs no formula.

Start reading at `sheets`.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from emailguess.errors import EmailGuessError, MissingExtra
from emailguess.files.log import Row

__all__ = ["sheets", "text_of", "typed_sheets"]

# A million rows of names and addresses take some 150 MB unpacked.
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_PACKED = 256 * 1024 * 1024
_BLOCK = 1024 * 1024


def sheets(stream: IO[bytes], name: str) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each sheet with its rows. Raises `MissingExtra`, or `EmailGuessError` for what is no workbook or too large."""
    for sheet, rows in typed_sheets(stream, name):
        yield sheet, ((number, [text_of(c) for c in cells]) for number, cells in rows)


def typed_sheets(stream: IO[bytes], name: str) -> Iterator[tuple[str, Iterator[tuple[int, list[Any]]]]]:
    """Each sheet with its rows as numbers, texts and dates. Raises as `sheets` does."""
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise MissingExtra(
            f"{name} is a workbook; to read it, run: pip install 'emailguess[excel]' (or save it as CSV)"
        ) from None
    data = stream.read(_MOST_PACKED + 1)
    if len(data) > _MOST_PACKED:
        raise EmailGuessError(f"{name} is a workbook of more than {_MOST_PACKED // 1024**2} MB; save it as CSV")
    if data[:2] == b"PK":
        _check_size(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
    except Exception as error:
        raise EmailGuessError(f"{name}: not readable as a workbook ({error})") from error
    for sheet in names:
        try:
            table = workbook.get_sheet_by_name(sheet)
        except Exception as error:  # a chart, or a sheet that is damaged
            if len(names) == 1:
                raise EmailGuessError(f"{name}: the sheet {sheet!a} is not readable ({error})") from error
            continue
        yield sheet, _rows(table)


def _rows(table: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows with their numbers on the sheet, from 1; empty rows above the first are counted."""
    start = table.start[0] if table.start else 0
    yield from enumerate(table.to_python(skip_empty_area=True), start + 1)


def text_of(value: Any) -> str:
    """A cell of a workbook as a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return "" if value is None else str(value)


def _check_size(data: bytes, name: str) -> None:
    """Unpack the archive's parts into nothing and count: what their headers say is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise EmailGuessError(f"{name}: not readable as a workbook: it is cut or damaged ({error})") from error
    total = 0
    for part in parts:
        if part.file_size > _MOST_UNPACKED:
            raise _too_large(name)
        offset = part.header_offset
        head = data[offset : offset + 30]
        if len(head) < 30:
            raise EmailGuessError(f"{name}: not readable as a workbook: it is cut or damaged")
        begin = offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
        if part.compress_type != zipfile.ZIP_DEFLATED:
            total += part.compress_size
            continue
        unpack = zlib.decompressobj(-15)
        left = data[begin : begin + part.compress_size]
        while left and not unpack.eof:
            try:
                total += len(unpack.decompress(left, _BLOCK))
            except zlib.error as error:
                raise EmailGuessError(f"{name}: not readable as a workbook: it is cut or damaged ({error})") from error
            left = unpack.unconsumed_tail
            if total > _MOST_UNPACKED:
                raise _too_large(name)


def _too_large(name: str) -> EmailGuessError:
    return EmailGuessError(
        f"{name} would take more than {_MOST_UNPACKED // 1024**2:,} MB unpacked and was not opened; save it as CSV"
    )
