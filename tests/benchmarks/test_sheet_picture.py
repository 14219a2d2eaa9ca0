"""The README's picture of a filled sheet."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from benchmarks.sheet_picture import SHEET, filled


def test_the_readme_says_what_the_picture_shows() -> None:
    """The decisions of the sheet that is drawn are those that the README's summary counts."""
    head, *rows = filled(SHEET)
    decisions = Counter(row[head.index("… decision")] for row in rows)
    section = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8").partition("## A list")[2]
    found = re.search(r"(\d+) rows: (.+)", section)
    assert found is not None
    told = {what: int(number) for number, what in (part.split(" ", 1) for part in found[2].split(", "))}
    assert told == {what: decisions[what] for what in ("known", "send", "verify first", "skip")}
    assert int(found[1]) == len(rows)
