"""Dates as files write them: in numbers in any order, with months in words of many languages, as seconds.

Start reading at `read_date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from emailguess.files.titles import normalised, table

__all__ = ["day_first", "read_date", "read_serial"]

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(\d{1,2}))?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:\d{6}(?:\.\d+)?Z?)?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?((?:19|20)?\d\d)(?!\d)")
_WORDY = re.compile(r"\d{1,4}|[^\W\d_]+")
_SECONDS = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
# Days from 1999 to 2064, with a time of day (ECMA-376, part 1, 18.17.4.1).
_SERIAL = re.compile(r"(3[67]\d{3}|[45]\d{4})(?:[.,]\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_LONGEST = 60
# An address file older than this is no evidence of anything, and a smaller number is no year.
_FIRST_YEAR = 1980


def read_date(text: str, *, day_first: bool = True) -> date | None:
    """Read a day; None for what is no date. `day_first` settles 03/04/2024.

    >>> read_date("05 Mar 2024"), read_date("11/20/2026 9:12 AM", day_first=False), read_date("2024年3月5日")
    (datetime.date(2024, 3, 5), datetime.date(2026, 11, 20), datetime.date(2024, 3, 5))
    >>> read_date("5 марта 2024"), read_date("Tue Mar 5 10:00:00 2024 +0100"), read_date("soon")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    text = text.strip()[:_LONGEST]
    if not text or not any(c.isdecimal() for c in text):
        return None
    if _SECONDS.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=UTC).date()
    found = _YEAR_FIRST.search(text) or _COMPACT.search(text)
    if found is not None:
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    found = _YEAR_LAST.search(text)
    if found is not None:
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        day, month = (one, two) if (day_first and two <= 12) or one > 12 else (two, one)
        return _day(year, month, day)
    return _in_words(text)


def read_serial(text: str) -> date | None:
    """Read a day as spreadsheets count them, from 30 December 1899; None for what is none.

    Any number of five digits is one, so it counts only below a title that says when.

    >>> read_serial("45356"), read_serial("45356.5"), read_serial("12345")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    found = _SERIAL.fullmatch(text.strip()[:_LONGEST])
    return _SERIAL_ZERO + timedelta(days=int(found[1])) if found is not None else None


def _in_words(text: str) -> date | None:
    """`March 5, 2024`, `5. März 2024`, `05-Mar-2024`, `Tue, 5 Mar 2024 10:00:00`."""
    months = table().months
    day = month = year = 0
    for piece in _WORDY.findall(text):
        if piece.isdecimal():
            number = int(piece)
            if len(piece) == 4 and number >= _FIRST_YEAR:
                year = year or number
            elif not day and 1 <= number <= 31:
                day = number
        elif not month:
            month = months.get(normalised(piece), 0)
    return _day(year, month, day or 1) if month and year else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if year >= _FIRST_YEAR else None


def day_first(texts: Iterable[str], *, otherwise: bool) -> bool:
    """Whether a column writes the day before the month, by its own numbers above twelve; or what is usual.

    >>> day_first(["3/4/2024", "3/25/2024"], otherwise=True), day_first(["3.4.2024"], otherwise=False)
    (False, True)
    """
    for text in texts:
        found = _YEAR_LAST.search(text[:_LONGEST])
        if found is not None:
            if int(found[1]) > 12:
                return True
            if int(found[2]) > 12:
                return False
            if "." in found[0]:  # nobody writes the month first with dots
                return True
    return otherwise
