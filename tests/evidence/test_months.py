"""Months, as evidence is dated: counted from a day, written down and read again in one place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.errors import InvalidArgument
from emailguess.evidence.counts import NO_MONTH, month_of, month_read, month_text, year_of


@given(st.dates())
def test_a_month_is_read_as_it_was_written(day: date) -> None:
    """Writing down and reading are inverse; the text is the day's own year and month."""
    month = month_of(day)
    assert day.isoformat()[:7] == month_text(month)
    assert month == month_read(month_text(month))
    assert day.year == year_of(month)
    assert ("", NO_MONTH) == (month_text(NO_MONTH), month_read(""))


@pytest.mark.parametrize(
    "text", ["2026", "2026-13", "2026-00", "0000-01", "2026-1", "2026-01-01", " 2026-01", "२०२६-०१", None, 24312]
)
def test_what_is_no_month_is_refused(text: object) -> None:
    """Four digits, a hyphen and two from 01 to 12, in the digits of ASCII."""
    with pytest.raises(InvalidArgument, match="no month such as 2026-01"):
        month_read(text)  # type: ignore[arg-type]
