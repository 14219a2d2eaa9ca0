"""The accuracy report's two figures as PNG; matplotlib is imported only when one is drawn.

They are drawn from the JSON document, so a chart shows what the tables say. The same document gives the same bytes.

Start reading at `draw`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.judging import OURS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]

_DPI = 160
# Okabe and Ito's palette, told apart by people who see colours differently.
_COLOURS = ("#0072B2", "#D55E00", "#999999", "#009E73", "#CC79A7")
_MARKERS = "osD^v"
_FONT: Any = {"font.size": 13, "axes.titlesize": 15, "axes.labelsize": 14, "legend.fontsize": 12}


def draw(result: Mapping[str, Any], directory: Path) -> list[Path]:
    """Draw both figures; nothing where matplotlib is not installed."""
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
    except ImportError:
        return []
    written = []
    with matplotlib.rc_context(_FONT):
        for name, figure in (("reliability.png", _reliability(result)), ("top1.png", _top1(result))):
            FigureCanvasAgg(figure)
            # No software version and no date, so that the bytes depend on the figures alone.
            figure.savefig(directory / name, dpi=_DPI, metadata={"Software": None})
            written.append(directory / name)
    return written


def _reliability(result: Mapping[str, Any]) -> Figure:
    from matplotlib.figure import Figure

    by_k = result["reliability"].get("pairs", {})
    figure = Figure(figsize=(4.2 * max(len(by_k), 1), 4.9), layout="constrained")
    for i, (k, bins) in enumerate(by_k.items()):
        axes = figure.add_subplot(1, len(by_k), i + 1)
        axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1.5, zorder=1)
        share = [b["weight"] for b in bins]
        axes.bar([b["from"] + 0.05 for b in bins], share, width=0.09, color="#56B4E9", alpha=0.35, zorder=0)
        axes.plot([b["stated"] for b in bins], [b["right"] for b in bins], marker="o", color=_COLOURS[0], linewidth=2)
        error = result["figures"][OURS]["pairs"][k].get("all", {}).get("ece")
        axes.set_title(f"k = {k}" + (f", ECE {error:.3f}" if error is not None else ""))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal")
        axes.set_xlabel("stated probability")
        if i == 0:
            axes.set_ylabel("share right")
    figure.suptitle(_title(result, "First candidates: stated probability and share right (bars: share of answers)"))
    return figure


def _top1(result: Mapping[str, Any]) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 6), layout="constrained")
    axes = figure.add_subplot()
    amounts = list(result["figures"][OURS].get("pairs", {}))
    highest = 0.7
    for i, (guesser, kinds) in enumerate(result["figures"].items()):
        found = [(amounts.index(k), s["all"]["top1"]) for k, s in kinds.get("pairs", {}).items() if "all" in s]
        highest = max(highest, *(y for _, y in found))
        axes.plot(
            [x for x, _ in found],
            [y for _, y in found],
            marker=_MARKERS[i % len(_MARKERS)],
            color=_COLOURS[i % len(_COLOURS)],
            linewidth=3 if guesser == OURS else 1.8,
            markersize=8,
            label=guesser,
        )
        if guesser == OURS:
            for x, y in found:
                axes.annotate(f"{y:.3f}", (x, y), textcoords="offset points", xytext=(0, 10), ha="center")
    axes.set_xticks(range(len(amounts)), amounts)
    axes.set_xlabel("colleagues known, with names and addresses")
    axes.set_ylabel("top-1: first candidate right")
    axes.set_ylim(0, highest + 0.08)
    axes.grid(axis="y", color="#dddddd")
    axes.set_title(_title(result, "First candidate right, by evidence"))
    axes.legend(loc="lower right")
    return figure


def _title(result: Mapping[str, Any], text: str) -> str:
    return f"{text} (a sketch)" if result["mode"] == "quick" else text
