"""Workbooks, through XlsxWriter (extra `excel`): the sheet with its decisions in colour, and a summary behind it.

Every text is written as a text, so nothing of a sheet is run; numbers and dates stay what they are.

Start reading at `WorkbookWriter`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import IO, Any

from emailguess.errors import EmailGuessError, MissingExtra
from emailguess.files.spreadsheets import text_of
from emailguess.fill.columns import Cell
from emailguess.fill.sheet import Line

__all__ = ["WorkbookWriter"]

# Limits of Excel ("Excel specifications and limits").
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_MOST_LETTERS = 32_767
# Beyond, a number would lose digits: Excel keeps fifteen.
_MOST_NUMBER = 10**15
BANDS = {"send": "#C6EFCE", "known": "#DDEBF7", "verify first": "#FFEB9C", "skip": "#E7E6E6"}
_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {"address": 32, "reason": 50, "decision": 12, "evidence": 28, "second": 28, "third": 28, "warnings": 40}


class WorkbookWriter:
    """Writes a workbook, row by row in flat memory."""

    def __init__(self, out: IO[bytes], titles: Sequence[str], width: int) -> None:
        try:
            import xlsxwriter
        except ImportError:
            raise MissingExtra("to write workbooks, run: pip install 'emailguess[excel]' (or write a csv)") from None
        self._book = xlsxwriter.Workbook(
            out,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False},
        )
        self._titles, self._width = list(titles), width
        self._bold = self._book.add_format({"bold": True})
        self._dates = {
            kind: self._book.add_format({"num_format": form})
            for kind, form in ((datetime, "yyyy-mm-dd hh:mm:ss"), (date, "yyyy-mm-dd"), (time, "hh:mm:ss"))
        }
        self._percent = self._book.add_format({"num_format": "0.0%"})
        self._sheet: Any = None
        self._name: str | None = None
        self._row = 0
        self._headers: list[int] = []

    def write(self, line: Line, cells: Sequence[Cell] | None) -> None:
        """Write a row."""
        if self._sheet is None or line.sheet != self._name:
            self._begin(line.sheet)
        if self._row >= _MOST_ROWS:
            raise EmailGuessError(f"a workbook holds {_MOST_ROWS:,} rows, and the sheet has more; write a csv")
        header = line.kind == "header"
        if header and not self._headers:
            self._headers.append(self._row)
        form = self._bold if header else None
        for place, value in enumerate(line.cells):
            self._put(place, value, form)
        added = () if len(line.cells) > self._width else self._titles if header else cells or ()
        for place, value in enumerate(added):
            percent = self._percent if isinstance(value, float) else form
            self._put(self._width + place, value, percent)
        self._row += 1

    def _begin(self, name: str) -> None:
        self._finish()
        self._name = name
        self._sheet = self._book.add_worksheet(name or "People")
        self._row, self._headers = 0, []
        for place, title in enumerate(self._titles):
            width = next((w for end, w in _WIDTHS.items() if title.endswith(end)), 11)
            self._sheet.set_column(self._width + place, self._width + place, width)

    def _put(self, place: int, value: Any, form: Any) -> None:
        """Write a cell as what it is; a text is never taken for a formula, a link or a number."""
        if place >= _MOST_COLUMNS:
            raise EmailGuessError(f"a workbook holds {_MOST_COLUMNS:,} columns, and the sheet has more; write a csv")
        if value is None or value == "":
            return
        sheet, row = self._sheet, self._row
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, form)
        elif isinstance(value, int | float) and isfinite(value) and abs(value) < _MOST_NUMBER:
            sheet.write_number(row, place, value, form)
        elif isinstance(value, datetime | date) and _plain_date(value):
            kind = datetime if isinstance(value, datetime) else date
            sheet.write_datetime(row, place, value, self._dates[kind])
        elif isinstance(value, time | timedelta) and not isinstance(value, datetime):
            sheet.write_datetime(row, place, value, self._dates[time])
        else:
            text = text_of(value)
            if len(text) > _MOST_LETTERS:
                raise EmailGuessError(
                    f"row {row + 1:,}: a cell of a workbook holds {_MOST_LETTERS:,} letters, and this one has "
                    f"{len(text):,}; write a csv"
                )
            sheet.write_string(row, place, text, form)

    def _finish(self) -> None:
        """Colour the decisions of the sheet that is done, and keep its titles in view."""
        if self._sheet is None or not self._row:
            return
        decision = next((i for i, t in enumerate(self._titles) if t.endswith("decision")), None)
        if decision is not None:
            column = self._width + decision
            for what, colour in BANDS.items():
                self._sheet.conditional_format(
                    0, column, self._row - 1, column,
                    {"type": "cell", "criteria": "==", "value": f'"{what}"',
                     "format": self._book.add_format({"bg_color": colour})},
                )  # fmt: skip
        if self._headers:
            self._sheet.freeze_panes(self._headers[0] + 1, 0)
            self._sheet.autofilter(
                self._headers[0], 0, max(self._row - 1, self._headers[0] + 1), self._width + len(self._titles) - 1
            )

    def close(self, told: Mapping[str, Any]) -> None:
        """Write the summary and the file."""
        if self._sheet is None:
            self._begin("")
        self._finish()
        names = {sheet.get_name().lower() for sheet in self._book.worksheets()}
        name, number = "Summary", 1
        while name.lower() in names:
            number += 1
            name = f"Summary {number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.set_column(0, 0, 36)
        self._sheet.set_column(1, 1, 60)
        self._row = 0
        for key, value in told.items():
            self._put(0, key.replace("_", " "), self._bold)
            listed = "; ".join(f"{e['domain']} ({e['rows']:,})" for e in value) if isinstance(value, list) else value
            self._put(1, listed, self._percent if "rate" in key else None)
            self._row += 1
        self._book.close()


def _plain_date(value: datetime | date) -> bool:
    """Whether Excel can hold a date: its calendar is wrong before March 1900 and knows no time zones."""
    day = value.date() if isinstance(value, datetime) else value
    return day >= _FIRST_DAY and getattr(value, "tzinfo", None) is None
