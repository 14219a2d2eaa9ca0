"""Laws of filling sheets: nothing of a sheet is lost or moved, whatever is in its cells."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from emailguess import Guesser
from emailguess.fill.cells import restored

_GUESSER = Guesser()
_CELL = st.text(alphabet="ab1 ,;\"'=+-@(\n\té中", max_size=8)
_ROWS = st.lists(st.tuples(st.integers(1, 99).map(str), _CELL, _CELL), min_size=1, max_size=6)


@settings(settings.get_profile("few"))  # each fills a file
@given(
    _ROWS, st.sampled_from([",", ";", "|"]), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig"])
)
def test_every_cell_of_a_csv_comes_back_in_its_place(rows: list, delimiter: str, end: str, encoding: str) -> None:
    """Read by the csv module, the first columns are what they were, but for apostrophes before formulas, and in order;
    each row has all added cells or, where it is no row of the table, none."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    titles = ("Id", "Name", "Note", "Website")
    writer.writerow(titles)
    # The last column holds a domain, so that the table is one whatever else is in it.
    writer.writerows([*row, "acme.example"] for row in rows)
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        source.write_bytes(out.getvalue().encode(encoding))
        report = _GUESSER.fill(source, target, columns={"name": "Name", "domain": "Website"})
        text = target.read_bytes().decode(encoding)
        read = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        expected = list(csv.reader(StringIO(out.getvalue(), newline=""), delimiter=delimiter))
        assert expected == [[restored(cell) for cell in row[:4]] for row in read]
        assert {len(read[0])} == set(map(len, read))
        assert len(rows) == report.rows == report.known + report.send + report.verify_first + report.skip
        assert target.read_bytes().startswith(source.read_bytes().splitlines()[0])
