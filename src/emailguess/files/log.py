"""What a reader passes over, and the row as it comes from any table.

Start reading at `Log`.
"""

from __future__ import annotations

from collections import Counter

__all__ = ["Log", "Row"]

Row = tuple[int, list[str]]
"""Number of a row in its file, from 1, and its cells."""
_KEPT_NOTES = 1_000


class Log:
    """What was passed over, and why: all of it counted, the first thousand with their places."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[int, str]] = []
        """Row and reason."""
        self.last: tuple[int, str] = (0, "")
        """The one that came last."""

    def add(self, row: int, reason: str) -> None:
        """Note that a row, or a part of it, was not used."""
        self.counts[reason] += 1
        self.last = row, reason
        if len(self.notes) < _KEPT_NOTES:
            self.notes.append((row, reason))
