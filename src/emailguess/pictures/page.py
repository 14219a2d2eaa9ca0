"""HTML for notebooks: tables with bars, without a script, a style sheet or anything from elsewhere.

Colours are taken from what surrounds it, so that it is read on light and on dark paper.

Start reading at `bars`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["bars", "facts", "framed", "waterfall"]

# Contrast with white and with black is above 3, as WCAG 2.1 (1.4.11) asks of what carries meaning.
_BLUE, _GREEN, _RED, _GREY = "#2f7ebc", "#2e8b57", "#d1495b", "#808080"
_FRAME = '<div style="color:inherit;font-size:inherit;max-width:60em">{}</div>'
_CELL = "text-align:{};padding:.15em .6em;background:none"
_TRACK = '<div style="position:relative;width:12em;height:.8em" aria-hidden="true">{}</div>'
_PIECE = '<div style="position:absolute;left:{:.1f}%;width:{:.1f}%;height:100%;background:{};border-radius:2px"></div>'


_FIGURE = re.compile(r"[+-]?[\d.,]+%?")


def framed(parts: Iterable[str]) -> str:
    """Parts of a picture in one frame."""
    return _FRAME.format("".join(parts))


def bars(titles: Sequence[str], rows: Iterable[tuple[Sequence[str], float, bool]]) -> str:
    """A table whose rows end in a bar: their cells, a share from 0 to 1, and whether it is the rest."""
    lines = []
    for cells, share, is_rest in rows:
        piece = _PIECE.format(0, 100 * share, _GREY if is_rest else _BLUE)
        lines.append((cells, _TRACK.format(piece)))
    return _table(titles, lines)


def waterfall(titles: Sequence[str], steps: Sequence[tuple[str, float]]) -> str:
    """A table of steps, each with what it changed; the first one stands for itself."""
    lines = []
    before = 0.0
    for number, (what, share) in enumerate(steps):
        colour = _GREY if number == 0 else _GREEN if share >= before else _RED
        piece = _PIECE.format(100 * min(before, share), 100 * abs(share - before), colour)
        change = "" if number == 0 else f"{share - before:+.0%}"
        lines.append(((what, f"{share:.0%}", change), _TRACK.format(piece)))
        before = share
    return _table(titles, lines)


def facts(title: str, values: Mapping[str, Any]) -> str:
    """A table of names and values."""
    lines: list[tuple[Sequence[str], str]] = [((name, _shown(value)), "") for name, value in values.items()]
    return framed([f"<p><b>{escape(title)}</b></p>", _table(("", ""), lines)])


def _shown(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _table(titles: Sequence[str], lines: Iterable[tuple[Sequence[str], str]]) -> str:
    heads = "".join(f'<th scope="col" style="{_CELL.format("left")}">{escape(title)}</th>' for title in titles)
    body = "".join(
        "<tr>"
        + "".join(map(_cell, cells))
        + (f'<td style="{_CELL.format("left")}">{picture}</td>' if picture else "")
        + "</tr>"
        for cells, picture in lines
    )
    return f'<table style="border-collapse:collapse"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str) -> str:
    """A cell; a figure is set to the right."""
    side = "right" if _FIGURE.fullmatch(text) else "left"
    return f'<td style="{_CELL.format(side)}">{escape(text)}</td>'
