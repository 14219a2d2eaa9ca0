"""Pictures: drawn as they were looked at, in light and dark, with everything escaped and nothing from elsewhere."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from emailguess import Guess, Guesser, MissingExtra, guess
from emailguess.fill.summary import FillReport
from emailguess.pictures.chart import of_answer, of_decisions

GOLDEN = Path(__file__).parent / "golden"
# Root mean square of the differences of 255 levels. Without letters matplotlib 3.9 and 3.11 draw the same to the pixel;
# two colours that are swapped differ by 21, one bar that is longer by .02 by 5.
TOLERANCE = 2.0
STEPS = [
    ("what companies of this kind usually do", 0.42),
    ("colleagues who use first.last", 0.91),
    ("bounces", 0.75),
]
CANDIDATES = [("jane.doe@acme.example", 0.75), ("jdoe@acme.example", 0.12), ("jane@acme.example", 0.03)]
REPORT = FillReport(
    rows=1200, known=200, answered=950, send=600, verify_first=250, skip=150, expected_bounces=29.4, held_back=3,
    companies=80, companies_unknown=12, paid_lookups=40, would_help=(), seconds=20.0,
)  # fmt: skip
BOB = "Bob Jones <bob.jones@acme.example>"


def _bars_alone(figure: Any) -> None:
    """Take away the letters, and fix where the axes are: releases of matplotlib draw letters with other widths."""
    from matplotlib.text import Text

    figure.set_layout_engine("none")
    for place, axes in enumerate(figure.axes):
        axes.set_position((0.05 + place / len(figure.axes), 0.05, 0.9 / len(figure.axes), 0.9))
    for text in figure.findobj(Text):
        text.set_visible(False)


def _drawn(name: str, **changed: Any) -> Any:
    if name == "decisions":
        return of_decisions("1,200 rows", [("known", 200), ("send", 600), ("skip", 400)], changed.get("bounces", 29.4))
    return of_answer("Jane Doe at acme.example", CANDIDATES, changed.get("none", 0.1), changed.get("steps", STEPS))


@pytest.mark.parametrize("style", ["default", "dark_background"])
@pytest.mark.parametrize("name", ["answer", "decisions"])
def test_charts_look_as_they_did(name: str, style: str, tmp_path: Path) -> None:
    """The bars of each chart are those that were looked at; another length or colour of one is noticed."""
    pytest.importorskip("matplotlib")
    from matplotlib import style as styles
    from matplotlib.testing.compare import compare_images

    odd = {"bounces": 60.0} if name == "decisions" else {"none": 0.15}
    with styles.context(style):
        for number, (changed, same) in enumerate((({}, True), (odd, False))):
            figure = _drawn(name, **changed)
            _bars_alone(figure)
            drawn = tmp_path / f"{number}.png"
            figure.savefig(drawn, dpi=50)
            found = compare_images(str(GOLDEN / f"{name}-{style}.png"), str(drawn), TOLERANCE)
            assert same == (found is None), found


@pytest.mark.parametrize("style", ["default", "dark_background"])
def test_letters_and_bars_stay_inside_the_chart(style: str) -> None:
    """No label is cut off at an edge or stands on another one, also where addresses and evidence are long."""
    pytest.importorskip("matplotlib")
    from matplotlib import style as styles

    long = [(f"bartholomew.featherstonehaugh{i}@a-rather-long-company-name.example", 0.2) for i in range(4)]
    steps = [*STEPS, ("colleagues who use firstlast (first cut to 2 letters, cut after 8 letters)", 0.8)]
    with styles.context(style):
        figure = of_answer("Bartholomew Featherstonehaugh at A Rather Long Company Name Ltd", long, 0.2, steps)
        figure.canvas.draw()
        (left, top), (right, bottom) = figure.bbox.min, figure.bbox.max
        boxes = [
            text.get_window_extent()
            for axes in figure.axes
            for text in (*axes.get_yticklabels(), *axes.texts, axes.title)
            if text.get_text()
        ]
    assert all(left <= b.x0 and b.x1 <= right and top <= b.y0 and b.y1 <= bottom for b in boxes)
    assert not [1 for i, one in enumerate(boxes) for other in boxes[:i] if one.overlaps(other)]


def test_an_answer_draws_itself() -> None:
    """Two charts with the evidence, one without; a notebook gets a picture; no figure is kept open."""
    pytest.importorskip("matplotlib")
    answer = guess("Jane Doe", "acme.example", known=[BOB], limit=3)
    figure = answer.plot()
    assert ["How the first one came about", "Candidates"] == [axes.get_title() for axes in figure.axes]
    labels = [label.get_text() for label in figure.axes[1].get_yticklabels()]
    assert [*(c.address for c in answer), "none of these"] == labels
    widths = [bar.get_width() for bar in figure.axes[1].patches]
    assert [*(c.probability for c in answer), answer.p_none] == pytest.approx(widths)
    assert 1 == len(Guess.from_dict(answer.to_dict()).plot().axes)
    assert figure._repr_png_().startswith(b"\x89PNG")
    assert ["known", "send", "verify first", "skip", "expected to bounce"] == [
        label.get_text() for label in REPORT.plot().axes[0].get_yticklabels()
    ]
    assert guess("Jane Doe", "gmail.com").plot().axes


def test_without_matplotlib_the_command_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtra, match=r"emailguess\[plot\]"):
        guess("Jane Doe", "acme.example").plot()


class Tags(HTMLParser):
    """Collects tags and checks that they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def test_notebooks_get_tables_with_bars() -> None:
    """Answers, domains and reports: well-formed, escaped, with nothing loaded, and no colour of letters or paper."""
    hostile = guess("Jane <img src=x> Doe", "acme.example", known=[BOB, "<b@other.example>"])
    learned = Guesser().learn([BOB])
    found = guess("Jane Doe", company="Blue Widget Networks, Inc.")
    for value in (hostile, REPORT, found, found.domains, learned, hostile.evidence, hostile.usage()[0]):
        html = value._repr_html_()  # type: ignore[union-attr]  # a company was asked about
        tags = Tags()
        tags.feed(html)
        assert [] == tags.open
        assert {"div", "table"} <= set(tags.seen) <= {"div", "table", "thead", "tbody", "tr", "th", "td", "p", "b"}
        assert not re.search(r"https?:|url\(|<script|[^-]color:#|white|black", html.replace("background:#", ""))
    assert "bars" not in hostile._repr_html_()
    cut = guess("Jane Doe", "acme.example", pattern="{f}{last}|8")._repr_html_()
    assert re.search(r"text-align:left[^>]*>\{f\}\{last\}\|8<", cut)
    assert "How the first one came about" in hostile._repr_html_()
    assert "How the first one" not in Guess.from_dict(hostile.to_dict())._repr_html_()


def test_rich_prints_a_table() -> None:
    """`rich.print` of an answer, of domains and of a filled sheet: a table, and no markup out of a name."""
    from rich.console import Console

    found = guess("Jane [red]Doe", company="Blue Widget Networks, Inc.", limit=2)
    for value, says in (
        (found, "Jane [red]Doe at Blue Widget Networks, Inc."),
        (found.domains, "inferred"),
        (REPORT, "verify first"),
    ):
        told = io.StringIO()
        Console(file=told, width=100).print(value)
        assert says in told.getvalue()
        assert "█" in told.getvalue()
