"""Dumps of databases: the rows of `INSERT INTO … VALUES` and of PostgreSQL's `COPY … FROM stdin`, table by table.

Nothing is run. Literals are read as MySQL, PostgreSQL, SQLite and SQL Server write them.

Start reading at `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from emailguess.files.lines import Lines
from emailguess.files.log import Log, Row

__all__ = ["is_sql", "tables"]

_NAME = r"(?:[`\"\[]?[\w$ ]{1,64}[`\"\]]?\.){0,2}[`\"\[]?([\w$]{1,64})[`\"\]]?"
_CREATE = re.compile(rf"\s*create\s+(?:temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?{_NAME}\s*\(?", re.IGNORECASE)
_COLUMN = re.compile(r"\s*[`\"\[]?([A-Za-z_][\w$ ]{0,63}?)[`\"\]]?\s+[A-Za-z]")
_NO_COLUMN = re.compile(r"(?i)\s*(?:primary|key|unique|constraint|index|foreign|check|fulltext)\b")
_INSERT = re.compile(
    rf"\s*(?:insert|replace)\s+(?:ignore\s+|or\s+\w+\s+)?(?:into\s+)?{_NAME}\s*(?:\(([^()]{{1,20000}})\)\s*)?values\s*",
    re.IGNORECASE,
)
_INSERT_BEGUN = re.compile(r"\s*(?:insert|replace)\s+(?:ignore\s+|or\s+\w+\s+)?(?:into\s+)?\S+", re.IGNORECASE)
_COPY = re.compile(rf"\s*copy\s+{_NAME}\s*(?:\(([^()]{{1,20000}})\)\s*)?from\s+stdin", re.IGNORECASE)
# A literal, and what stands behind it; a text goes on behind a doubled quote or a backslash.
_TEXT = re.compile(r"[NnEe]?'((?:[^'\\]|''|\\.)*+)'(?!')", re.DOTALL)
_PLAIN = re.compile(r"[^\s,()';]+(?:\([^()']{0,100}\))?")
_BLANKS = re.compile(r"\s*")
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "0": "", "b": "", "Z": ""}
# A row that does not end within this is no row: letters, lines, and lines of it that could be the last one.
_LONGEST_ROW = 1_000_000
_MOST_LINES = 500
_MOST_TRIES = 50
# So far the word VALUES stands behind the table's name.
_LONGEST_HEAD = 40_000

_Found = tuple[str, tuple[str, ...], Row]
"""A table's name, its columns, and one of its rows."""


def is_sql(text: str) -> bool:
    """Whether a text is a dump of a database.

    >>> is_sql("-- dump\\nINSERT INTO people VALUES (1,'Bob Jones','bob@acme.example');"), is_sql("Insert the name")
    (True, False)
    """
    return bool(
        re.search(r"(?im)^[ \t]*(?:insert|replace)\s+(?:ignore\s+|or\s+\w+\s+)?into\s[^\n]{1,20000}", text)
        and re.search(r"(?i)\bvalues\s*\(", text)
    ) or bool(re.search(r"(?im)^copy\s[^\n]{1,20000}\sfrom\s+stdin", text))


def tables(lines: Lines, log: Log) -> Iterator[Iterator[Row]]:
    """The tables with any rows, one after the other: a row of titles where the dump has them, then its rows."""
    for (_, columns), found in groupby(_found(lines, log), key=lambda f: f[:2]):
        yield _with_titles(columns, found)


def _with_titles(columns: tuple[str, ...], found: Iterator[_Found]) -> Iterator[Row]:
    yield 0, list(columns)
    for _, _, row in found:
        yield row


def _found(lines: Lines, log: Log) -> Iterator[_Found]:
    """Every row of the dump."""
    known: dict[str, tuple[str, ...]] = {}
    creating = table = ""
    columns: tuple[str, ...] = ()
    copying, pending, tries, held = False, "", 0, 0
    for line in lines:
        if copying:
            if line.rstrip() == "\\.":
                copying = False
            else:
                yield table, columns, (lines.number, [_unescaped(c) for c in line.split("\t")])
            continue
        if pending or (table and line.lstrip()[:1] in ("(", ",")):
            text = f"{pending}\n{line}" if pending else line
        elif (begun := _COPY.match(line)) is not None:
            table, columns, copying = begun[1], _listed(begun[2]) or known.get(begun[1], ()), True
            continue
        elif creating or (begun := _CREATE.match(line)) is not None:
            creating = _created(line, creating, known)
            continue
        elif _INSERT_BEGUN.match(line):
            table, text = "", line
        else:
            table = ""
            continue
        if not table:
            begun = _INSERT.match(text)
            if begun is None:  # its columns or the word VALUES stand in the next line
                pending = text if len(text) < _LONGEST_HEAD and ";" not in text else ""
                continue
            table, columns = begun[1], _listed(begun[2]) or known.get(begun[1], ())
            text = text[begun.end() :]
        held = held + 1 if pending else 0
        if pending and ")" not in line and len(text) < _LONGEST_ROW and held < _MOST_LINES:
            pending = text
            continue
        place = 0
        while (row := _row(text, place)) is not None:
            place, cells = row
            yield table, columns, (lines.number, cells)
        pending = text[place:].strip(" ,\t\r")
        if pending[:1] != "(":
            table = "" if pending[:1] == ";" else table
            pending = ""
        tries = tries + 1 if pending and not place else 0
        if len(pending) > _LONGEST_ROW or tries > _MOST_TRIES or held >= _MOST_LINES:
            log.add(lines.number, "a row of the dump that does not end")
            pending, table, tries = "", "", 0
    if pending:
        log.add(lines.number, "the file ends inside of this row: it may be cut")


def _created(line: str, creating: str, known: dict[str, tuple[str, ...]]) -> str:
    """Note the columns that a line of CREATE TABLE declares; the table's name while the statement goes on."""
    begun = None if creating else _CREATE.match(line)
    if begun is not None:
        creating, line = begun[1], line[begun.end() :]
        known[creating] = ()
    end = re.search(r"\)\s*(?:[^,()]*)?;\s*\Z", line)
    for piece in re.split(r",(?![^(]*\))", line[: end.start() + 1] if end else line):
        found = _COLUMN.match(piece.strip(" (") + " ")
        if found is not None and not _NO_COLUMN.match(piece):
            known[creating] = (*known[creating], found[1])
    return "" if line.rstrip().endswith(";") else creating


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(c.strip(' `"[]\n\r\t') for c in text.split(",")) if text else ()


def _row(text: str, place: int) -> tuple[int, list[str]] | None:
    """The literals between the next brackets, and where they end; None where no whole row follows."""
    place = _BLANKS.match(text, place).end()  # type: ignore[union-attr]
    if text[place : place + 1] == ",":
        place = _BLANKS.match(text, place + 1).end()  # type: ignore[union-attr]
    if text[place : place + 1] != "(":
        return None
    place += 1
    cells: list[str] = []
    while True:
        place = _BLANKS.match(text, place).end()  # type: ignore[union-attr]
        if (found := _TEXT.match(text, place)) is not None:
            cells.append(_ESCAPED.sub(lambda m: _MEANT.get(m[1], m[1]) if m[1] else "'", found[1]))
        elif (found := _PLAIN.match(text, place)) is not None:
            cells.append("" if found[0].lower() == "null" else found[0])
        else:
            return None
        place = _BLANKS.match(text, found.end()).end()  # type: ignore[union-attr]
        mark = text[place : place + 1]
        place += 1
        if mark == ")":
            return place, cells
        if mark != ",":
            return None


def _unescaped(cell: str) -> str:
    """A cell as `COPY` writes it."""
    return "" if cell == "\\N" else _ESCAPED.sub(lambda m: _MEANT.get(m[1], m[1]) if m[1] else "''", cell)
