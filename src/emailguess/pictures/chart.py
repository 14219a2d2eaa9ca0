"""Charts by matplotlib (the extra `plot`): figures of their own, in the colours and letters of the style in use.

Nothing is kept open, so a program that draws thousands needs to close none.

Start reading at `of_answer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from emailguess.errors import MissingExtra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["of_answer", "of_decisions"]

_BLUE, _GREEN, _RED, _GREY = "#2f7ebc", "#2e8b57", "#d1495b", "#808080"
_BAR_INCHES, _LEAST_INCHES, _WIDE_INCHES, _NARROW_INCHES = 0.34, 1.6, 10.5, 6.0
_LONGEST = 44
# A bar needs room for the figure beside it.
_ROOM = 1.18


def _figure(width: float, rows: int) -> Figure:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("to draw charts, run: pip install 'emailguess[plot]'") from None

    class Picture(Figure):
        """A figure that a notebook shows as it is."""

        def _repr_png_(self) -> bytes:
            from io import BytesIO

            kept = BytesIO()
            self.savefig(kept, format="png")
            return kept.getvalue()

    figure = Picture(figsize=(width, _LEAST_INCHES + _BAR_INCHES * rows), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def of_answer(
    title: str, candidates: Sequence[tuple[str, float]], none: float, steps: Sequence[tuple[str, float]]
) -> Figure:
    """Candidates as bars with "none of these"; beside them, where there are steps, how the first one came about.

    Raises `MissingExtra`.
    """
    rows = max(len(candidates) + 1, len(steps))
    figure = _figure(_WIDE_INCHES if steps else _NARROW_INCHES, rows)
    axes: Any = figure.subplots(1, 2 if steps else 1, squeeze=False)[0]
    figure.suptitle(title)
    if steps:
        _waterfall(axes[0], steps, rows)
    labels = [address for address, _ in candidates] + ["none of these"]
    shares = [share for _, share in candidates] + [none]
    colours = [_BLUE] * len(candidates) + [_GREY]
    axes[-1].set_title("Candidates", fontsize="medium")
    _bars(axes[-1], labels, [(0.0, share) for share in shares], colours, [f"{share:.1%}" for share in shares], rows)
    return figure


def _waterfall(axes: Axes, steps: Sequence[tuple[str, float]], rows: int) -> None:
    pieces, colours, told = [], [], []
    before = 0.0
    for number, (_, share) in enumerate(steps):
        pieces.append((before, share))
        colours.append(_GREY if number == 0 else _GREEN if share >= before else _RED)
        told.append(f"{share:.0%}" if number == 0 else f"{share - before:+.0%} → {share:.0%}")
        before = share
    axes.set_title("How the first one came about", fontsize="medium")
    _bars(axes, [what for what, _ in steps], pieces, colours, told, rows)


def _bars(
    axes: Axes,
    labels: Sequence[str],
    pieces: Sequence[tuple[float, float]],
    colours: Sequence[str],
    told: Sequence[str],
    rows: int,
) -> None:
    """Horizontal bars from one share to another, the first on top, each with its figure beside it."""
    places = list(range(len(labels)))
    axes.barh(places, [end - start for start, end in pieces], left=[start for start, _ in pieces], color=colours)
    axes.set_yticks(places, [_cut(label) for label in labels])
    axes.set_ylim(rows - 0.5, -0.5)
    widest = max(max(start, end) for start, end in pieces)
    axes.set_xlim(0, max(widest, 0.05) * _ROOM + 0.12)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    for place, (start, end), text in zip(places, pieces, told, strict=True):
        axes.annotate(text, (max(start, end), place), (4, 0), textcoords="offset points", va="center", fontsize="small")


def _cut(label: str) -> str:
    import textwrap

    # A dollar sign begins a formula in matplotlib.
    return "\n".join(textwrap.wrap(label.replace("$", r"\$"), _LONGEST)[:2]) or label


def of_decisions(title: str, decisions: Sequence[tuple[str, int]], bounces: float) -> Figure:
    """What is to be done with the rows of a sheet, a bar a decision, and how many messages are expected to bounce.

    Raises `MissingExtra`.
    """
    figure = _figure(_NARROW_INCHES, len(decisions) + 1)
    axes = figure.subplots()
    figure.suptitle(title)
    whole = max([number for _, number in decisions] + [1])
    labels = [label for label, _ in decisions] + ["expected to bounce"]
    numbers: list[float] = [number for _, number in decisions] + [bounces]
    told = [f"{number:,}" for _, number in decisions] + [f"{bounces:,.1f}"]
    colours = {"send": _GREEN, "known": _BLUE}
    _bars(
        axes, labels, [(0.0, number / whole) for number in numbers],
        [colours.get(label, _GREY) for label, _ in decisions] + [_RED], told, len(labels),
    )  # fmt: skip
    return figure
