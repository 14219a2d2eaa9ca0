"""Cells that a spreadsheet would run become texts, and can be had back."""

from __future__ import annotations

import csv

from hypothesis import given
from hypothesis import strategies as st

from emailguess.fill.cells import defused, restored, runs, spans

_CELLS = st.text(alphabet="=+-@'\t aB1(|!,\"", max_size=12)


@given(_CELLS)
def test_a_defused_cell_is_run_by_nobody_and_can_be_had_back(cell: str) -> None:
    """`restored` undoes `defused` for any cell, and what is defused begins like no formula."""
    assert cell == restored(defused(cell))
    assert not runs(defused(cell))


@given(st.lists(st.text(alphabet=',;"ab c', max_size=6), min_size=1, max_size=5))
def test_spans_are_the_cells_that_the_csv_module_reads(cells: list[str]) -> None:
    """The pieces of a line, read by the csv module one by one, are its cells."""
    from io import StringIO

    out = StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    line = out.getvalue()
    pieces = [line[start:end] for start, end in spans(line, ",")]
    assert cells == [next(iter(csv.reader([piece])), [""])[0] if piece else "" for piece in pieces]


def test_numbers_and_telephone_numbers_stay() -> None:
    """A sign makes no formula of an amount, a telephone number, a handle or a note."""
    kept = ["+49 30 123-45", "-5", "-5.2%", "@jane", "- see below", "+1 (555) 0123", "a=b"]
    assert kept == [defused(cell) for cell in kept]
