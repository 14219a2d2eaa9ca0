"""Reports: frozen accounts of what was learned, refused and found, in documented fields.

They hold what happened and decide nothing. They stand apart from the answers, so that a guess does not pay for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Counterfactual", "Help", "LearnReport", "PatternShare", "Rejected", "SuppressReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """A fact that could still be learned, and what it is expected to do."""

    fact: Literal["pair", "middle", "bounce"]
    """One more colleague's name with the address; the person's middle name; whether the first candidate bounces."""
    chance: float
    """Expected chance, 0 to 1, that the first answer is right once the fact is known."""
    gain: float
    """By how much that is more than now; what promises nothing is not listed."""

    def __str__(self) -> str:
        what = {
            "pair": "one more colleague's name and address",
            "middle": "the person's middle name",
            "bounce": "knowing whether the first candidate bounces",
        }[self.fact]
        return f"{what} would raise the chance of a right first answer by {self.gain:.0%} to {self.chance:.0%}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What the answer would be without one sort of evidence."""

    without: str
    """The evidence left out, in words."""
    pieces: int
    """How many pieces that is."""
    probability: float
    """Probability that the first candidate would have then."""
    best: str
    """The address that would be first then."""

    def __str__(self) -> str:
        return f"without {self.without} ({self.pieces}): {self.probability:.0%}, and {self.best} first"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternShare:
    """A pattern with the share of people it holds for at one company."""

    pattern: str
    """The pattern, as `{first}.{last}`; empty for "no pattern"."""
    probability: float
    """Probability, 0 to 1, that a colleague's address follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A piece of evidence that could not be used."""

    row: int
    """Its place in what was passed, from 1."""
    reason: str
    """Why, in a sentence for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnReport:
    """What `learn` took in."""

    learned: int
    """Pieces of evidence counted."""
    unexplained: int
    """Pieces, repeated ones among them, that follow no pattern; they count as such."""
    domains: int
    """Companies they belong to."""
    rejected: tuple[Rejected, ...] = ()
    """Pieces that could not be used; the others were."""
    repeated: int = 0
    """Pieces about an address that was counted before; they do not count again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressReport:
    """What `suppress_file` took in."""

    entries: int
    """Entries that hold."""
    new: int
    """Those among them that were not suppressed before."""
    rejected: tuple[Rejected, ...] = ()
    """Lines that could not be read, with the reason."""
