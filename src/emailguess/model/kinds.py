"""The prior's components laid side by side: a pattern's pseudo-counts in all kinds of company stand in one row.

Start reading at `Kinds`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from emailguess.model.prior import Component

__all__ = ["Group", "Kinds", "kinds_of"]

Group: TypeAlias = tuple[str, ...]
"""Patterns that stand in the same signatures with the same chances."""

_MOST_ROWS = 20_000
# About half a kilobyte each.
_MOST_SUMS = 4_000


class Rows(dict[str, Sequence[float]]):
    """A row of pseudo-counts (one for each kind) by pattern; that of an unlisted pattern is computed when asked for."""

    def __init__(self, listed: Mapping[str, Sequence[float]], new: Sequence[float], share: Callable[[str], float]):
        super().__init__(listed)
        self._listed, self._new, self._share = listed, new, share

    def __missing__(self, pattern: str) -> Sequence[float]:
        if len(self) >= _MOST_ROWS:
            self.clear()
            self.update(self._listed)
        share = self._share(pattern)
        row = self[pattern] = tuple([new * share for new in self._new])
        return row


class Sums(dict[Group, Sequence[float]]):
    """The sum of several patterns' rows; computed when asked for."""

    def __init__(self, row_of: Callable[[str], Sequence[float]]) -> None:
        super().__init__()
        self._row_of = row_of

    def __missing__(self, patterns: Group) -> Sequence[float]:
        if len(self) >= _MOST_SUMS:
            self.clear()
        row = self[patterns] = tuple(map(sum, zip(*map(self._row_of, patterns), strict=True)))
        return row


class Kinds(NamedTuple):
    """All components of a prior; each sequence has one entry for each of them."""

    totals: Sequence[float]
    """Sum of all pseudo-counts."""
    rows: Rows
    """Pseudo-counts of each pattern, and under "" of none."""
    sums: Sums
    """Pseudo-counts of groups of patterns, as `rows`."""
    alpha: Sequence[Mapping[str, float]]
    """The patterns each component showed, with their pseudo-counts, the largest first."""
    shown: Sums
    """As `sums`, but nothing of a pattern that a component never showed."""

    def of(self, group: Group) -> Sequence[float]:
        """The row of a group of patterns."""
        return self.rows[group[0]] if len(group) == 1 else self.sums[group]


def kinds_of(components: Sequence[Component], patterns: Collection[str], share: Callable[[str], float]) -> Kinds:
    """Lay the components of a prior side by side.

    Each component keeps some mass for patterns that it never showed. `share` gives the part of that mass which a
    pattern gets. No pattern has less than that, listed or not.
    """
    listed = ("", *patterns)
    listed_rows = {}
    shown_or_new = [(c.alpha.get, c.new) for c in components]
    for name in listed:
        least = share(name)
        listed_rows[name] = tuple([max(shown(name, 0.0), new * least) for shown, new in shown_or_new])
    rows = Rows(listed_rows, [c.new for c in components], share)
    return Kinds(
        totals=[c.total for c in components],
        rows=rows,
        sums=Sums(rows.__getitem__),
        alpha=[dict(sorted(c.alpha.items(), key=_largest)) for c in components],
        shown=Sums(partial(_shown, components)),
    )


def _shown(components: Sequence[Component], name: str) -> Sequence[float]:
    return tuple([c.alpha.get(name, 0.0) for c in components])


def _largest(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
