"""What is told of an answer that is looked at closer, and of what a store took in: frozen, in documented fields.

They hold what happened and decide nothing. They stand apart from the answers, so that a guess does not pay for them.

Start reading at `Route`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from emailguess.results.documents import Plain, figure

__all__ = ["Counterfactual", "Help", "LearnReport", "PatternShare", "Rejected", "Route", "SuppressReport"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Route(Plain):
    """One way to the address: a step of the explanation. The products of all routes add up to the probability."""

    pattern: str
    """The pattern this route renders."""
    before: float
    """Probability of the pattern at a company of this kind, before any evidence."""
    after: float
    """Probability of the pattern here, after the evidence."""
    spelling: tuple[str, ...]
    """Answers to the questions the name's writing leaves open, as `umlaut=expanded`."""
    spelling_probability: float
    """Probability of these answers here; 1 where the name leaves nothing open."""
    share: float
    """Chance of a middle initial or number that had to be assumed; 1 where none was."""
    fit: float
    """How much likelier (above 1) or less likely this kind of pattern is for a name like this one."""
    domain_probability: float = 1.0
    """Probability that the company's people have their mail at this domain; 1 where the domain was named."""
    roster: float = 1.0
    """What is known of single addresses: above 1 where others are ruled out, 1 where nothing is known."""
    tie_break: bool = False
    """Whether this is what companies give where the usual address is somebody else's; whose, is not told."""

    @property
    def product(self) -> float:
        """This route's part of the candidate's probability."""
        pattern = self.after * self.spelling_probability * self.share * self.fit
        return pattern * self.domain_probability * self.roster

    def with_roster(self, factor: float) -> Route:
        """The same route where other addresses are ruled out or confirmed."""
        return replace(self, roster=factor)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "pattern": self.pattern,
            "before": figure(self.before),
            "after": figure(self.after),
            "spelling": list(self.spelling),
            "spelling_probability": figure(self.spelling_probability),
            "share": figure(self.share),
            "fit": figure(self.fit),
            "domain_probability": figure(self.domain_probability),
            "roster": figure(self.roster),
            "tie_break": self.tie_break,
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Help(Plain):
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

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "fact": self.fact,
            "chance": figure(self.chance),
            "gain": figure(self.gain),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counterfactual(Plain):
    """What the answer would be without one sort of evidence."""

    without: str
    """The evidence left out, in words."""
    pieces: int
    """How many pieces that is."""
    probability: float
    """Probability that the first candidate would have then."""
    best: str
    """The address that would be first then; empty where there is none that may be told."""

    def __str__(self) -> str:
        first = self.best or "another address"
        return f"without {self.without} ({self.pieces}): {self.probability:.0%}, and {first} first"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "without": self.without,
            "pieces": self.pieces,
            "probability": figure(self.probability),
            "best": self.best,
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatternShare(Plain):
    """A pattern with the share of people it holds for at one company."""

    pattern: str
    """The pattern, as `{first}.{last}`; empty for "no pattern"."""
    probability: float
    """Probability, 0 to 1, that a colleague's address follows it."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "pattern": self.pattern,
            "probability": figure(self.probability),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rejected(Plain):
    """A piece of evidence that could not be used."""

    row: int
    """Its place in what was passed, from 1."""
    reason: str
    """Why, in a sentence for a person."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "row": self.row,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LearnReport(Plain):
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

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": "emailguess.learned/1",
            "learned": self.learned,
            "repeated": self.repeated,
            "unexplained": self.unexplained,
            "domains": self.domains,
            "rejected": [each.to_dict() for each in self.rejected],
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SuppressReport(Plain):
    """What `suppress_file` took in."""

    entries: int
    """Entries that hold."""
    new: int
    """Those among them that were not suppressed before."""
    rejected: tuple[Rejected, ...] = ()
    """Lines that could not be read, with the reason."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "schema": "emailguess.suppressed/1",
            "entries": self.entries,
            "new": self.new,
            "rejected": [each.to_dict() for each in self.rejected],
        }
