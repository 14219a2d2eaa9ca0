"""Pictures: drawn as they were looked at, in light and dark, with everything escaped and nothing from elsewhere."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from emailguess import Guess, Guesser, MissingExtra, guess
from emailguess.fill.summary import FillReport
from emailguess.pictures.chart import of_answer, of_decisions

GOLDEN = Path(__file__).parent / "golden"
# Root mean square of the differences of 255 levels: letters are drawn a little differently by other releases.
TOLERANCE = 12.0
STEPS = [
    ("what companies of this kind usually do", 0.42),
    ("names that follow {first}.{last}", 0.91),
    ("bounces", 0.75),
]
CANDIDATES = [("jane.doe@acme.example", 0.75), ("jdoe@acme.example", 0.12), ("jane@acme.example", 0.03)]
REPORT = FillReport(
    rows=1200, known=200, answered=950, send=600, verify_first=250, skip=150, expected_bounces=29.4, held_back=3,
    companies=80, companies_unknown=12, paid_lookups=40, would_help=(), seconds=20.0,
)  # fmt: skip
BOB = "Bob Jones <bob.jones@acme.example>"


@pytest.mark.parametrize("style", ["default", "dark_background"])
@pytest.mark.parametrize("name", ["answer", "decisions"])
def test_charts_look_as_they_did(name: str, style: str, tmp_path: Path) -> None:
    """Each chart is the one that was looked at, but for how letters are drawn."""
    pytest.importorskip("matplotlib")
    from matplotlib import style as styles
    from matplotlib.testing.compare import compare_images

    with styles.context(style):
        figure = (
            of_answer("Jane Doe at acme.example", CANDIDATES, 0.1, STEPS)
            if name == "answer"
            else of_decisions("1,200 rows", [("known", 200), ("send", 600), ("skip", 400)], 29.4)
        )
        drawn = tmp_path / f"{name}-{style}.png"
        figure.savefig(drawn, dpi=50)
    assert compare_images(str(GOLDEN / drawn.name), str(drawn), TOLERANCE) is None


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
    assert "How the first one came about" in hostile._repr_html_()
    assert "How the first one" not in Guess.from_dict(hostile.to_dict())._repr_html_()


def test_rich_prints_a_table() -> None:
    """`rich.print` of an answer, of domains and of a filled sheet: a table, and no markup out of a name."""
    from rich.console import Console

    found = guess("Jane [red]Doe", company="Blue Widget Networks, Inc.", limit=2)
    for value, says in (
        (found, "Jane [red]Doe at bluewidget.com"),
        (found.domains, "inferred"),
        (REPORT, "verify first"),
    ):
        told = io.StringIO()
        Console(file=told, width=100).print(value)
        assert says in told.getvalue()
        assert "█" in told.getvalue()
