"""The prior's components side by side: for each pattern its pseudo-counts in every kind of company at once.

Start reading at `Kinds`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from emailguess.model.prior import Component

__all__ = ["Kinds", "kinds_of"]

# What a component gives, in pseudo-counts, to a listed pattern that it never showed.
_UNSEEN_PATTERN = 1e-5


class Kinds(NamedTuple):
    """All components of a prior; each sequence has one entry for each of them."""

    totals: Sequence[float]
    """Sum of all pseudo-counts."""
    new: Sequence[float]
    """Pseudo-count of any one pattern that the prior does not list."""
    rows: Mapping[str, Sequence[float]]
    """Pseudo-counts of each listed pattern, and under "" of none."""
    alpha: Sequence[Mapping[str, float]]
    """The patterns each component showed, with their pseudo-counts, the largest first."""
    shown: Mapping[str, Sequence[float]]
    """As `rows`, but nothing where a component never showed the pattern."""
    nothing: Sequence[float]
    """Nothing, for a pattern that is not listed."""


def kinds_of(components: Sequence[Component], patterns: Collection[str], new_share: float) -> Kinds:
    """Lay the components of a prior side by side."""
    listed = ("", *patterns)
    return Kinds(
        totals=[c.total for c in components],
        new=tuple(c.new * new_share for c in components),
        rows={name: tuple(c.alpha.get(name, _UNSEEN_PATTERN) for c in components) for name in listed},
        alpha=[dict(sorted(c.alpha.items(), key=_largest)) for c in components],
        shown={name: tuple(c.alpha.get(name, 0.0) for c in components) for name in listed},
        nothing=(0.0,) * len(components),
    )


def _largest(item: tuple[str, float]) -> tuple[float, str]:
    return -item[1], item[0]
