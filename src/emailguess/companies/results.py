"""The answers: candidate domains of a company, with probabilities that add up.

Values only; how they come about is the business of `model` and of `emailguess.companies.domains`.

Start reading at `DomainGuess`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

from emailguess.errors import InvalidArgument, shown
from emailguess.results.documents import Document, Plain, figure

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["DomainCandidate", "DomainGuess", "TableEntry", "combine"]

TableEntry: TypeAlias = str | Iterable[str] | Mapping[str, float]
"""What a caller's table says of a company: its domain, several, or domains with weights."""

_Answer = TypeVar("_Answer")
_SCHEMA = "emailguess.domains/1"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class DomainCandidate(Plain):
    """One domain where the company's people may have their addresses."""

    domain: str
    """The domain, lower case, as DNS knows it."""
    probability: float
    """The probability that a person of this company has an address at exactly this domain, 0 to 1."""
    source: str
    """`learned` from people of the company, `table` that the caller supplied, or `inferred` from the name."""
    rule: str
    """How it was found, in words."""

    def __repr__(self) -> str:
        return f"DomainCandidate({self.domain} {self.probability:.2f} {self.source})"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        probability = figure(self.probability)
        return {"domain": self.domain, "probability": probability, "source": self.source, "rule": self.rule}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> DomainCandidate:
        """Read what `to_dict` wrote. Raises `InvalidArgument`."""
        read = Document(document, "a domain")
        return cls(
            domain=read.text("domain"),
            probability=read.probability("probability"),
            source=read.text("source"),
            rule=read.text("rule"),
        )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class DomainGuess(Plain):
    """A company's candidate domains, likeliest first: a sequence of them, which is true where there is one.

    Two are equal where they tell the same (`to_dict`).
    """

    company: str
    """The company's name as it was given."""
    key: str
    """The name as it is looked up: lower case, no legal form, no punctuation, no diacritics."""
    candidates: tuple[DomainCandidate, ...]
    """The candidates, likeliest first; equal ones in alphabetical order."""
    p_none: float
    """The probability that none of them is the person's domain: 1 minus the sum of theirs."""
    warnings: tuple[str, ...] = ()
    """What a person should see beside the answer, such as that the name was itself a domain."""

    def __iter__(self) -> Iterator[DomainCandidate]:
        return iter(self.candidates)

    def __len__(self) -> int:
        return len(self.candidates)

    @overload
    def __getitem__(self, place: int) -> DomainCandidate: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[DomainCandidate, ...]: ...
    def __getitem__(self, place: int | slice) -> DomainCandidate | tuple[DomainCandidate, ...]:
        return self.candidates[place]

    def __repr__(self) -> str:
        shown = ", ".join(f"{c.domain} {c.probability:.2f}" for c in self.candidates[:3])
        more = ", …" if len(self.candidates) > 3 else ""
        return f"DomainGuess({self.key!r}: {shown}{more}; none {self.p_none:.2f})"

    @property
    def best(self) -> DomainCandidate | None:
        """The likeliest candidate; None where there is no candidate."""
        return self.candidates[0] if self.candidates else None

    def without(self, rejected: Iterable[str]) -> DomainGuess:
        """The answer once some domains are known not to take mail.

        Their share goes to the other candidates and to `p_none`, in proportion: what Bayes' rule asks for.
        """
        gone = frozenset(rejected)
        kept = [c for c in self.candidates if c.domain not in gone]
        if len(kept) == len(self.candidates):
            return self
        left = sum(c.probability for c in kept) + self.p_none
        if left <= 0.0:
            return replace(self, candidates=(), p_none=1.0)
        scaled = tuple([replace(c, probability=c.probability / left) for c in kept])
        return replace(self, candidates=scaled, p_none=remainder(scaled))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the keys are stable within the version named under `schema`."""
        return {
            "schema": _SCHEMA,
            "company": self.company,
            "key": self.key,
            "candidates": [c.to_dict() for c in self.candidates],
            "p_none": figure(self.p_none),
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> DomainGuess:
        """Read what `to_dict` wrote. Raises `InvalidArgument`."""
        read = Document(document, "domains", _SCHEMA)
        return cls(
            company=read.text("company"),
            key=read.text("key"),
            candidates=tuple(map(DomainCandidate.from_dict, read.list("candidates"))),
            p_none=read.probability("p_none"),
            warnings=read.texts("warnings"),
        )

    def _repr_html_(self) -> str:
        from emailguess.pictures import page

        rows = [((c.domain, f"{c.probability:.1%}", f"{c.source}: {c.rule}"), c.probability, False) for c in self]
        rows.append((("none of these", f"{self.p_none:.1%}", ""), self.p_none, True))
        return page.framed([page.bars((self.company, "probability", "how", ""), rows)])

    def __rich__(self) -> Table:
        from emailguess.pictures.terminal import table

        rows = [((c.domain, f"{c.probability:.1%}", f"{c.source}: {c.rule}"), c.probability) for c in self]
        rows.append((("none of these", f"{self.p_none:.1%}", ""), self.p_none))
        return table(self.company, ("domain", "probability", "how"), rows)

    def explain(self) -> str:
        """Lines for a person: each candidate with its probability and how it was found."""
        width = max((len(c.domain) for c in self.candidates), default=0)
        lines = [f"{self.company}: looked up as {self.key!r}"]
        lines += [f"note: {warning}" for warning in self.warnings]
        lines += [f"  {c.probability:6.1%}  {c.domain:<{width}}  {c.source}: {c.rule}" for c in self.candidates]
        lines.append(f"  {self.p_none:6.1%}  none of these")
        return "\n".join(lines)


def remainder(candidates: Iterable[DomainCandidate]) -> float:
    """What candidates leave of 1, never below zero by rounding."""
    return max(0.0, 1.0 - sum([c.probability for c in candidates]))


def combine(
    domains: DomainGuess, answers: Mapping[str, Iterable[tuple[_Answer, float]]]
) -> tuple[list[tuple[_Answer, float]], float]:
    """Combine answers that depend on the domain: the doubt about the domain enters their probabilities.

    - `domains`: the candidate domains
    - `answers`: for each candidate domain its answers, with probabilities that sum to at most 1 there; a domain without
      an entry has none

    Returns the answers of all domains, the likeliest first, and the probability that none is right. The shares of an
    answer that several domains give are added.

    >>> one = DomainCandidate(domain="a.example", probability=0.5, source="table", rule="")
    >>> two = DomainCandidate(domain="b.example", probability=0.25, source="table", rule="")
    >>> doubt = DomainGuess(company="A", key="a", candidates=(one, two), p_none=0.25)
    >>> combine(doubt, {"a.example": [("jane@a.example", 0.5)], "b.example": [("jane@b.example", 1.0)]})
    ([('jane@a.example', 0.25), ('jane@b.example', 0.25)], 0.5)
    """
    if not isinstance(domains, DomainGuess) or not isinstance(answers, Mapping):
        raise InvalidArgument(f"combine takes a DomainGuess and answers by domain, not {shown(domains)}")
    shares: dict[_Answer, float] = {}
    for candidate in domains.candidates:
        for answer, probability in answers.get(candidate.domain, ()):
            shares[answer] = shares.get(answer, 0.0) + candidate.probability * probability
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return ranked, max(0.0, 1.0 - sum(p for _, p in ranked))
