"""Files people already have: a CSV, TSV or plain list gives pieces of evidence.

Every cell is text and nothing else: no formula is run, no link followed. What the pieces mean is for `evidence`.

Start reading at `read_known`.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

from emailguess.errors import EmailGuessError

__all__ = ["read_known", "read_rows", "read_text"]

MAX_FILE_BYTES = 512 * 1024 * 1024
_ADDRESS_COLUMNS = ("email", "e-mail", "mail", "email address", "e-mail address", "address", "work email")
_NAME_COLUMNS = ("name", "full name", "fullname", "display name", "contact", "person")
_COMPANY_COLUMNS = ("company", "company name", "organisation", "organization", "employer", "account")
_GIVEN_COLUMNS = ("first name", "firstname", "first", "given name", "given")
_FAMILY_COLUMNS = ("last name", "lastname", "last", "surname", "family name", "family")


Piece = str | tuple[str, str] | tuple[str, str, str]
"""A mailbox, or name and address, or name, address and company."""


def read_known(path: Path) -> Iterator[Piece]:
    """Read colleagues from a file: one mailbox a line, or columns separated by comma, semicolon or tab.

    With a header, the columns for name (or given and family name), address and company are found by their usual titles;
    without one, each row's address is the cell with an @ and the name is the cell before it, or after it. Empty rows
    and rows without an @ are passed over. Raises `EmailGuessError` for a file that cannot be read.
    """
    for _, piece in _rows(path, strict=True):
        if piece is not None:
            yield piece


def read_rows(path: Path) -> Iterator[tuple[int, Piece | None]]:
    """As `read_known`, with the number of each line from 1; None stands for a row that holds no address.

    A row that cannot be read, such as one with a cell of a megabyte, is such a row too.
    """
    return _rows(path, strict=False)


def _rows(path: Path, *, strict: bool) -> Iterator[tuple[int, Piece | None]]:
    text = read_text(path)
    separator = _separator(text)
    if separator is None:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield number, line.strip() if "@" in line else None
        return
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    columns: tuple[int, list[int], int] | None = None
    first = True
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if strict:
                where = f"{path.name}, line {rows.line_num}"
                raise EmailGuessError(f"{where}: not readable as a table ({error})") from error
            yield rows.line_num, None
            continue
        if first:
            first = False
            columns = _columns(row)
            if columns is not None:
                continue
        if any(cell.strip() for cell in row):
            yield rows.line_num, _piece(row, columns)


def read_text(path: str | PathLike[str], most_bytes: int = MAX_FILE_BYTES) -> str:
    """Read a text file of any usual encoding. Raises `EmailGuessError` for a file that cannot be read."""
    path = Path(path)
    try:
        if path.stat().st_size > most_bytes:
            raise EmailGuessError(f"{path.name} is larger than {most_bytes // 1024**2} MB; split it")
        raw = path.read_bytes()
    except OSError as error:
        raise EmailGuessError(f"cannot read {path.name}: {error.strerror}") from error
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = raw.decode("utf-16", errors="replace")
    else:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors=_WINDOWS)
    return text.replace("\0", "")


_WINDOWS = "emailguess-windows"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as Windows-1252: lists put together from several sources mix both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    return "".join([bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in odd]), error.end


codecs.register_error(_WINDOWS, _as_windows)


def _separator(text: str) -> str | None:
    """The separator of a table, judged by its first line with content; None for a plain list."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "<" in first and "@" in first:
        return None
    return next((mark for mark in ("\t", ";", ",") if mark in first), None)


def _columns(header: list[str]) -> tuple[int, list[int], int] | None:
    titles = [cell.strip().lower().replace("_", " ") for cell in header]
    if any("@" in title for title in titles):
        return None
    address = next((titles.index(t) for t in _ADDRESS_COLUMNS if t in titles), -1)
    if address < 0:
        return None
    whole = [titles.index(t) for t in _NAME_COLUMNS if t in titles][:1]
    parts = [
        next(titles.index(t) for t in group if t in titles)
        for group in (_GIVEN_COLUMNS, _FAMILY_COLUMNS)
        if any(t in titles for t in group)
    ]
    company = next((titles.index(t) for t in _COMPANY_COLUMNS if t in titles), -1)
    return address, whole or parts, company


def _piece(row: list[str], columns: tuple[int, list[int], int] | None) -> Piece | None:
    cells = [cell.strip() for cell in row]
    company = ""
    if columns is not None:
        place, names, employer = columns
        company = cells[employer] if 0 <= employer < len(cells) else ""
        address = cells[place] if place < len(cells) else ""
        name = " ".join(cells[i] for i in names if i < len(cells)).strip()
    else:
        place = next((i for i, cell in enumerate(cells) if "@" in cell), -1)
        address = cells[place] if place >= 0 else ""
        others = [cell for cell in (cells[:place][::-1] + cells[place + 1 :]) if any(c.isalpha() for c in cell)]
        name = others[0] if others else ""
    if "@" not in address:
        return None
    if company:
        return name, address, company
    return (name, address) if name else address
