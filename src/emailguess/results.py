"""The answers: frozen values with documented fields.

They hold and print what was found; they compute nothing about companies or people.

Start reading at `Guess`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from emailguess.answer.provenance import Provenance
    from emailguess.companies import DomainGuess
    from emailguess.mx import MxReport
    from emailguess.reports import Counterfactual, Help

    class Lens(Protocol):
        """Looks closer at one answer."""

        def routes(self, address: str) -> tuple[Route, ...]:
            """The ways to an address, the weightiest first."""

        def misdelivery_risk(self, address: str) -> float:
            """Probability that an address exists and belongs to somebody else."""

        @property
        def would_help(self) -> tuple[Help, ...]:
            """Facts that could still be learned, the most helpful first."""

        @property
        def counterfactuals(self) -> tuple[Counterfactual, ...]:
            """What the answer would be without each piece of evidence."""


__all__ = [
    "Candidate",
    "Evidence",
    "Guess",
    "Route",
    "expected_bounces",
    "Suppression",
]

SCHEMA = "emailguess.guess/1"

Suppression: TypeAlias = Literal["", "address", "person", "domain"]
"""What the do-not-contact list holds back."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Candidate:
    """An address with the probability that it is this person's."""

    address: str
    """Local part and domain, lower case."""
    probability: float
    """Probability, 0 to 1, that this is the person's address at this company."""
    pattern: str
    """The likeliest pattern that gives this address, as `{first}.{last}`."""
    deliverable: bool | None = None
    """Whether the domain takes mail, by its DNS records; None where that was not asked or is not known."""

    def __repr__(self) -> str:
        return f"Candidate({self.address} {self.probability:.2f} {self.pattern})"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "address": self.address,
            "probability": round(self.probability, 6),
            "pattern": self.pattern,
            "deliverable": self.deliverable,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
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
    instead_of: str = ""
    """The local part that somebody else has, where this route is what companies give in its place."""

    @property
    def product(self) -> float:
        """This route's part of the candidate's probability."""
        pattern = self.after * self.spelling_probability * self.share * self.fit
        return pattern * self.domain_probability * self.roster

    def with_roster(self, factor: float) -> Route:
        """The same route where other addresses are ruled out or confirmed."""
        return replace(self, roster=factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the answer rests on."""

    remembered: int = 0
    """Pieces of evidence from the store."""
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
            "pairs": self.pairs,
            "bare": self.bare,
            "bounced": self.bounced,
            "related": self.related,
            "shared": round(self.shared, 6),
            "stated": self.stated,
            "unexplained": self.unexplained,
            "ignored": self.ignored,
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Guess:
    """The answer to "which address does this person have, and how sure are we?"."""

    name: str
    """The name that was asked about."""
    domain: str
    """The company's mail domain, as DNS knows it; the likeliest one where only the company's name was given."""
    candidates: tuple[Candidate, ...]
    """Candidates, the likeliest first, at most `limit` of them."""
    p_none: float
    """Probability that none of `candidates` is right; it and their probabilities sum to one."""
    p_unlisted: float
    """The part of `p_none` that belongs to candidates left out by `limit`."""
    evidence: Evidence
    """What the answer rests on."""
    warnings: tuple[str, ...] = ()
    """What was odd about the question, in sentences for a person."""
    domains: DomainGuess | None = None
    """The domains considered, where only the company's name was given."""
    mx: Mapping[str, MxReport] = field(default_factory=dict)
    """What DNS says of each domain considered, where that was asked for."""
    suppressed: Suppression = ""
    """What the do-not-contact list holds back: an `address` among the candidates, the `person` or the `domain`
    (then there is no candidate at all); empty for nothing."""
    _lens: Lens = field(compare=False)
    _tell: Callable[[Guess, str | None], str] = field(compare=False)
    _provenance: Callable[[Guess, str | None, datetime | None], Provenance] = field(compare=False)

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, or None where no address can be guessed at all."""
        return self.candidates[0] if self.candidates else None

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.candidates)

    def __len__(self) -> int:
        return len(self.candidates)

    def __repr__(self) -> str:
        if self.best is None:
            return f"Guess({self.name!r} at {self.domain}: no candidate)"
        return f"Guess({self.best.address} {self.best.probability:.2f}, {len(self)} candidates, none {self.p_none:.2f})"

    def routes(self, address: str | None = None) -> tuple[Route, ...]:
        """List the ways to an address (the best one's by default), the weightiest first.

        Their products add up to the candidate's probability; for an address that is no candidate there are none.
        """
        if address is None:
            if self.best is None:
                return ()
            address = self.best.address
        return self._lens.routes(address)

    def misdelivery_risk(self, address: str | None = None) -> float:
        """Probability, 0 to 1, that an address (the best one by default) exists and belongs to another person.

        It rises with the number of people at the company (`headcount=`, or else a typical one) and with how common the
        names behind the address are; 0 where there is no candidate.
        """
        if address is None:
            address = self.best.address if self.best is not None else ""
        return self._lens.misdelivery_risk(address)

    @property
    def would_help(self) -> tuple[Help, ...]:
        """Which one further fact is expected to raise the chance of a right first answer, the most helpful first.

        Computed when first asked for (some ten milliseconds).
        """
        return self._lens.would_help

    @property
    def counterfactuals(self) -> tuple[Counterfactual, ...]:
        """What the first candidate's probability would be without each sort of evidence, the weightiest first.

        Computed when first asked for (some milliseconds).
        """
        return self._lens.counterfactuals

    def explain(self, address: str | None = None) -> str:
        """Tell a person why: the patterns behind an address, what the evidence changed, and what stays open."""
        return self._tell(self, address)

    def provenance(self, address: str | None = None, *, when: datetime | None = None) -> Provenance:
        """Record where an address comes from (the best one by default), for the person who asks.

        `when` dates the record; by default it is now. Raises `InvalidAddress` for an address that is no candidate.
        """
        return self._provenance(self, address, when)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the keys are stable within the version named under `schema`."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "domain": self.domain,
            "candidates": [c.to_dict() for c in self.candidates],
            "p_none": round(self.p_none, 6),
            "p_unlisted": round(self.p_unlisted, 6),
            "evidence": self.evidence.to_dict(),
            "warnings": list(self.warnings),
            "domains": self.domains.to_dict() if self.domains is not None else None,
            "mx": {name: report.to_dict() for name, report in self.mx.items()},
        }

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><td>{escape(c.address)}</td><td>{c.probability:.1%}</td><td><code>{escape(c.pattern)}</code></td></tr>"
            for c in self.candidates
        )
        warnings = "".join(f"<p>⚠ {escape(w)}</p>" for w in self.warnings)
        return (
            f"<table><thead><tr><th>{escape(self.name)}</th><th>probability</th><th>pattern</th></tr></thead>"
            f"<tbody>{rows}<tr><td><i>none of these</i></td><td>{self.p_none:.1%}</td><td></td></tr></tbody></table>"
            f"{warnings}"
        )


def expected_bounces(answers: Iterable[Guess]) -> float:
    """How many messages of a list are expected to reach nobody meant, if each goes to the first candidate.

    Answers without a candidate are not written to and count nothing.
    """
    return sum(1 - answer.best.probability for answer in answers if answer.best is not None)
