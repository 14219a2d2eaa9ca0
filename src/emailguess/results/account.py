"""What an answer tells of its evidence: who follows what, and what each sort of evidence did to the probability.

They hold what was found and decide nothing; how it is found is for `answer.account`.

Start reading at `Usage`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from emailguess.results.documents import Plain, figure

__all__ = ["Contribution", "Source", "Usage"]

Source = Literal["passed", "remembered", "related", "public"]
"""Passed with the question, learned before, either of them at another domain of the company, or shipped."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Usage(Plain):
    """How many pieces of evidence of one sort follow one pattern."""

    source: Source
    """Where they come from."""
    kind: str
    """`pair` (a name with its address), `bare` (an address alone), `stated`, `bounce` or `delivery`."""
    pattern: str
    """The pattern that most likely explains them, as `{first}.{last}`; empty where none does."""
    number: int
    """How many pieces."""
    weight: float = 1.0
    """What one of them weighs, in colleagues' addresses, before its age is counted."""
    seen_in: str = ""
    """Where people were seen of whom the patterns ship; else empty."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "source": self.source,
            "kind": self.kind,
            "pattern": self.pattern,
            "number": self.number,
            "weight": figure(self.weight),
            "seen_in": self.seen_in,
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contribution(Plain):
    """A step from what companies usually do to the answer: one sort of evidence more."""

    what: str
    """The evidence that was added, in words; the first step is what companies of this kind usually do."""
    pieces: int
    """How many pieces that is; 0 for the first step."""
    probability: float
    """Probability, 0 to 1, of the first candidate with this and all before it; the last one is the answer's."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"what": self.what, "pieces": self.pieces, "probability": figure(self.probability)}
