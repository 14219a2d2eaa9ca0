"""Tables for a terminal, by rich, for whoever prints a value with it; imported when one is printed.

Start reading at `table`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["BAR_STYLE", "table"]

_BAR_CELLS = 20
BAR_STYLE = "magenta"
"""The one of the eight colours that has a contrast above 3 with light and with dark ground on common terminals.

Xterm's blue has 2.2 with black, its cyan 2.0 with white (WCAG 2.2, 1.4.11; those of xterm, VGA, VS Code, GNOME, macOS).
"""


def table(title: str, titles: Sequence[str], rows: Iterable[tuple[Sequence[str], float | None]]) -> Table:
    """A table whose rows may end in a bar: their cells, and a share from 0 to 1 or None for no bar."""
    from rich.table import Table
    from rich.text import Text

    made = Table(title=Text(title), title_justify="left", box=None, pad_edge=False)
    for place, each in enumerate(titles):
        made.add_column(Text(each), justify="right" if place == 1 else "left", style="bold" if place == 0 else "")
    made.add_column("", style=BAR_STYLE)
    for cells, share in rows:
        made.add_row(*map(Text, cells), Text("█" * round(_BAR_CELLS * share) if share is not None else ""))
    return made
