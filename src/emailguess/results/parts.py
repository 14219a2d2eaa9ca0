"""The parts of an answer: a candidate, and what the answer rests on, in numbers.

Start reading at `Candidate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emailguess.results.documents import Document, Plain, figure

__all__ = ["Candidate", "Evidence"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Candidate(Plain):
    """An address with the probability that it is this person's.

    >>> one = Candidate(address="jane.doe@acme.example", probability=0.86, pattern="{first}.{last}")
    >>> one.local, one.domain
    ('jane.doe', 'acme.example')
    """

    address: str
    """Local part and domain, lower case."""
    probability: float
    """Probability, 0 to 1, that this is the person's address at this company."""
    pattern: str
    """The likeliest pattern that gives this address, as `{first}.{last}`."""
    deliverable: bool | None = None
    """Whether the domain takes mail, by its DNS records; None where that was not asked or is not known."""

    @property
    def local(self) -> str:
        """The part before the @."""
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """The part after the @."""
        return self.address.rpartition("@")[2]

    def __repr__(self) -> str:
        return f"Candidate({self.address} {self.probability:.2f} {self.pattern})"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "address": self.address,
            "probability": figure(self.probability),
            "pattern": self.pattern,
            "deliverable": self.deliverable,
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Candidate:
        """Read what `to_dict` wrote. Raises `InvalidArgument`."""
        read = Document(document, "a candidate")
        return cls(
            address=read.text("address"),
            probability=read.probability("probability"),
            pattern=read.text("pattern"),
            deliverable=read.maybe("deliverable", bool),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence(Plain):
    """What the answer rests on."""

    remembered: int = 0
    """Pieces of evidence from the store."""
    public: int = 0
    """People at this company of whom the patterns ship with the library (`Guesser(known_companies=…)`)."""
    public_until: int = 0
    """The latest year in which any of them was seen there; 0 where that is not known."""
    pairs: int = 0
    """Names with addresses passed with the question."""
    bare: int = 0
    """Addresses without a name passed with the question."""
    bounced: int = 0
    """Addresses that bounced, passed with the question."""
    related: int = 0
    """Pieces of evidence, remembered or passed, at other domains of the company; they count less."""
    shared: float = 0.0
    """Probability that the company builds addresses here as at those; 0 where there are none."""
    stated: str = ""
    """The stated pattern, if one was passed."""
    unexplained: int = 0
    """Pieces among all of them that follow no pattern."""
    ignored: int = 0
    """Pieces passed with the question that say nothing about this company; the warnings tell why."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "remembered": self.remembered,
            "public": self.public,
            "public_until": self.public_until,
            "pairs": self.pairs,
            "bare": self.bare,
            "bounced": self.bounced,
            "related": self.related,
            "shared": figure(self.shared),
            "stated": self.stated,
            "unexplained": self.unexplained,
            "ignored": self.ignored,
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Evidence:
        """Read what `to_dict` wrote. Raises `InvalidArgument`."""
        read = Document(document, "evidence")
        numbers = (
            "remembered", "public", "public_until", "pairs", "bare", "bounced", "related", "unexplained", "ignored",
        )  # fmt: skip
        return cls(
            **{key: read.count(key) for key in numbers}, shared=read.probability("shared"), stated=read.text("stated")
        )
