"""The README's picture of a filled sheet: `python -m benchmarks.sheet_picture` fills one and draws it as it comes back.

Colours are those of a filled workbook. The people are invented; without matplotlib there is no picture.

Start reading at `draw`.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from emailguess import Guesser
from emailguess.fill.workbooks import BANDS

__all__ = ["SHEET", "draw", "filled"]

_WHERE = Path(__file__).parent / "results" / "filled.png"
SHEET = (
    ("Name", "Email", "Company"),
    ("Bob Jones", "bjones@acme.example", "Acme Corp."),
    ("Ann Lee", "alee@acme.example", "Acme, Inc."),
    ("Carla Roe-Stone", "", "ACME"),
    ("Jane Doe", "", "ACME"),
    ("Jörg Müller", "", "acme inc"),
    ("Kim Reed", "kreed@lunar.example", "Lunar Freight"),
    ("Tom Fisk", "", "Lunar Freight"),
    ("Li Na", "", ""),
)
_ADDED = ("emailguess_address", "emailguess_probability", "emailguess_decision", "emailguess_evidence")
_WIDTHS = (0.12, 0.16, 0.12, 0.17, 0.1, 0.1, 0.23)


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The sheet as it comes back: its own columns and the first of those that are added."""
    with tempfile.TemporaryDirectory(prefix="emailguess-") as name:
        source, out = Path(name) / "people.csv", Path(name) / "filled.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        Guesser(known_companies=False).fill(source, out, max_bounce=0.2)
        with out.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
    titles = [*rows[0], *_ADDED]
    return [[title.replace("emailguess_", "… ") for title in titles], *([row[t] for t in titles] for row in found)]


def draw(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Draw a filled sheet; the row's colour is that of its decision."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 0.36 * len(rows)))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.axis("off")
    decision = rows[0].index("… decision")
    colours = [["#E8E8E8"] * len(rows[0])]
    colours += [["white"] * 3 + [BANDS.get(row[decision], "white")] * (len(row) - 3) for row in rows[1:]]
    drawn = axes.table(
        [list(row) for row in rows], cellColours=colours, colWidths=list(_WIDTHS), cellLoc="left", bbox=(0, 0, 1, 1)
    )
    drawn.auto_set_font_size(False)
    drawn.set_fontsize(10)
    for cell in drawn.get_celld().values():
        cell.set_edgecolor("#C0C0C0")
    FigureCanvasAgg(figure)
    figure.savefig(path, dpi=120, metadata={"Software": None})


if __name__ == "__main__":
    draw(filled(SHEET), _WHERE)
