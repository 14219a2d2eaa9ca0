"""The answer to one question: a frozen value with documented fields.

It is plain data: it can be compared, hashed, copied, sent to another process and written as JSON. What else can be
asked of it (why, how risky, what would help) is worked out when it is first asked for, from what was known when the
answer was made.

Start reading at `Guess`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args, overload

from emailguess.errors import InvalidAddress, InvalidArgument, NotKept, shown
from emailguess.results.documents import Document, Plain, figure
from emailguess.results.notes import summed_up
from emailguess.results.parts import Candidate, Evidence

if TYPE_CHECKING:
    from rich.table import Table

    import emailguess as later
else:
    from emailguess.results.later import later

__all__ = [
    "Analysis",
    "Candidate",
    "Evidence",
    "Guess",
    "Suppression",
    "explained",
    "expected_bounces",
]

SCHEMA = "emailguess.guess/1"

Suppression: TypeAlias = Literal["", "address", "person", "domain"]
"""What the do-not-contact list holds back."""


class Analysis(Protocol):
    """Looks closer at one answer; it speaks of the answer's candidates and of no other address."""

    def routes(self, address: str) -> tuple[later.Route, ...]:
        """The ways to a candidate, the weightiest first."""

    def misdelivery_risk(self, address: str) -> float:
        """Probability that a candidate exists and belongs to somebody else."""

    @property
    def would_help(self) -> tuple[later.Help, ...]:
        """Facts that could still be learned, the most helpful first."""

    @property
    def counterfactuals(self) -> tuple[later.Counterfactual, ...]:
        """What the answer would be without each piece of evidence."""

    @property
    def contributions(self) -> tuple[later.Contribution, ...]:
        """What each sort of evidence did, from none to all of it."""

    @property
    def next_if_bounced(self) -> Candidate | None:
        """The likeliest address once the first is known to bounce."""

    def usage(self, address: str) -> tuple[later.Usage, ...]:
        """Who follows what at a candidate's domain."""

    def assumed(self, address: str) -> tuple[str, ...]:
        """What a candidate assumes of how the name is read and written."""

    def is_told(self, address: str) -> bool:
        """Whether a candidate is itself among the evidence."""

    def explain(self, answer: Guess, address: str, *, steps: bool) -> str:
        """Words for a person, or the arithmetic."""

    def provenance(self, answer: Guess, address: str, when: datetime | None) -> later.Provenance:
        """Where a candidate comes from."""

    def kept(self, answer: Guess) -> Analysis:
        """The same as plain values, all of it worked out."""


class _Analysed(Plain):
    """Holds what looks closer at an answer, which is no field of it: it is not compared, written or shown."""

    __slots__ = ("_analysis",)
    _analysis: Analysis | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Guess(_Analysed):
    """The answer to "which address does this person have, and how sure are we?".

    A sequence of its candidates: it can be indexed and iterated over, has a length, and is true where there is one.
    Two answers are equal where they tell the same (`to_dict`). It pickles with all that can be asked of it.

    >>> from emailguess import guess
    >>> answer = guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
    >>> answer[0].address, bool(answer), answer == Guess.from_dict(answer.to_dict())
    ('jane.doe@acme.example', True, True)
    """

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
    domains: later.DomainGuess | None = None
    """The domains considered, where only the company's name was given."""
    mx: Mapping[str, later.MxReport] = field(default_factory=dict)
    """What DNS says of each domain considered, where that was asked for."""
    suppressed: Suppression = ""
    """What the do-not-contact list holds back: an `address` among the candidates, the `person` or the `domain`; empty
    for nothing. There is no candidate at all where it is the person, or else the likeliest address."""

    @property
    def best(self) -> Candidate | None:
        """The likeliest candidate, or None where no address can be guessed at all."""
        return self.candidates[0] if self.candidates else None

    @property
    def where(self) -> str:
        """The company as it was asked about: its name where only that was given, else its domain."""
        return self.domains.company if self.domains is not None else self.domain

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.candidates)

    def __len__(self) -> int:
        return len(self.candidates)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Candidate, ...]: ...
    def __getitem__(self, place: int | slice) -> Candidate | tuple[Candidate, ...]:
        return self.candidates[place]

    def __repr__(self) -> str:
        if self.best is None:
            return f"Guess({self.name!r} at {self.domain}: no candidate)"
        return f"Guess({self.best.address} {self.best.probability:.2f}, {len(self)} candidates, none {self.p_none:.2f})"

    def __copy__(self) -> Guess:
        return self

    def __deepcopy__(self, memo: object) -> Guess:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        analysis = getattr(self, "_analysis", None)
        values = {name: getattr(self, name) for name in self.__slots__}
        return _unpickled, (values, analysis.kept(self) if analysis is not None else None)

    def _closer(self) -> Analysis:
        analysis: Analysis | None = getattr(self, "_analysis", None)
        if analysis is None:
            raise NotKept("this answer was read from JSON, which holds what was found and not why; ask again")
        return analysis

    def _address(self, address: str | None) -> str:
        """The address meant; the best one's by default."""
        if address is None:
            return self.best.address if self.best is not None else ""
        if not isinstance(address, str):
            raise InvalidAddress("an address is a text; pass one of the answer's candidates, or none for the best")
        return address.strip().lower()

    def routes(self, address: str | None = None) -> tuple[later.Route, ...]:
        """List the ways to an address (the best one's by default), the weightiest first.

        Their products add up to the candidate's probability; for an address that is no candidate there are none.
        """
        return self._closer().routes(self._address(address))

    def misdelivery_risk(self, address: str | None = None) -> float:
        """Probability, 0 to 1, that a candidate (the best one by default) exists and belongs to another person.

        It rises with the number of people at the company (`headcount=`, or else a typical one) and with how common the
        names behind the address are. An answer speaks of its own candidates only: for any other address it is 0,
        whoever has it.
        """
        return self._closer().misdelivery_risk(self._address(address))

    @property
    def would_help(self) -> tuple[later.Help, ...]:
        """Which one further fact is expected to raise the chance of a right first answer, the most helpful first.

        Computed when first asked for (some ten milliseconds).
        """
        return self._closer().would_help

    @property
    def counterfactuals(self) -> tuple[later.Counterfactual, ...]:
        """What the first candidate's probability would be without each sort of evidence, the weightiest first.

        Computed when first asked for (some milliseconds).
        """
        return self._closer().counterfactuals

    @property
    def contributions(self) -> tuple[later.Contribution, ...]:
        """How the first candidate's probability came about: one sort of evidence more at each step.

        The first step is what companies of this kind usually do, the last one the answer. Computed when first asked for
        (some milliseconds).
        """
        return self._closer().contributions

    @property
    def next_if_bounced(self) -> Candidate | None:
        """Which address to try next if the first bounces as unknown, with its probability then; None for none."""
        return self._closer().next_if_bounced

    def usage(self, address: str | None = None) -> tuple[later.Usage, ...]:
        """Count who follows which pattern at an address's domain (the best one's by default), by sort of evidence.

        For an address that is no candidate there is nothing.
        """
        return self._closer().usage(self._address(address))

    def assumed(self, address: str | None = None) -> tuple[str, ...]:
        """List what an address (the best one by default) assumes of how the name is read and written.

        Answers to spelling questions, as `question=answer`; only those of which another answer gives another address.
        """
        return self._closer().assumed(self._address(address))

    def is_told(self, address: str | None = None) -> bool:
        """Whether a candidate (the best one by default) is itself among the addresses told, so that it is no guess."""
        return self._closer().is_told(self._address(address))

    def explain(self, address: str | None = None, *, steps: bool = False) -> str:
        """Explain an address in plain words: what the evidence says, how sure the answer is, and what stays open.

        - `address`: one of the candidates; default: the likeliest
        - `steps`: whether to give the arithmetic in place of words: each way to the address with its factors. Their
          products add up to the candidate's probability. Default: words
        """
        return self._closer().explain(self, self._address(address), steps=steps)

    def provenance(self, address: str | None = None, *, when: datetime | None = None) -> later.Provenance:
        """Record where an address comes from, for the person who asks.

        - `address`: one of the candidates; default: the likeliest
        - `when`: the date of the record; default: now

        Raises `InvalidAddress` for an address that is no candidate.
        """
        if when is not None and not isinstance(when, datetime):
            raise InvalidArgument("when is a datetime.datetime, or None for now")
        return self._closer().provenance(self, self._address(address), when)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the keys are stable within the version named under `schema`."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "domain": self.domain,
            "candidates": [c.to_dict() for c in self.candidates],
            "p_none": figure(self.p_none),
            "p_unlisted": figure(self.p_unlisted),
            "evidence": self.evidence.to_dict(),
            "warnings": list(self.warnings),
            "domains": self.domains.to_dict() if self.domains is not None else None,
            "mx": {name: report.to_dict() for name, report in self.mx.items()},
            "suppressed": self.suppressed,
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Guess:
        """Read what `to_dict` wrote: all that was found. Why it was found is not in it (`explain` raises `NotKept`).

        Raises `InvalidArgument` for anything else.
        """
        read = Document(document, "an answer", SCHEMA)
        domains = read.maybe("domains", dict)
        return cls(
            name=read.text("name"),
            domain=read.text("domain"),
            candidates=tuple(map(Candidate.from_dict, read.list("candidates"))),
            p_none=read.probability("p_none"),
            p_unlisted=read.probability("p_unlisted"),
            evidence=Evidence.from_dict(read.object("evidence")),
            warnings=read.texts("warnings"),
            domains=later.DomainGuess.from_dict(domains) if domains is not None else None,
            mx={name: later.MxReport.from_dict(each) for name, each in read.object("mx").items()},
            suppressed=read.one_of("suppressed", get_args(Suppression)),
        )

    def plot(self) -> Any:
        """Draw the candidates as bars and, for an answer that was not read from JSON, how the first one came about.

        Gives a `matplotlib.figure.Figure` in the style in use, which a notebook shows; `savefig` writes it. Raises
        `MissingExtra` where matplotlib is not installed (`pip install 'emailguess[plot]'`).
        """
        from emailguess.pictures.chart import of_answer

        candidates = [(c.address, c.probability) for c in self.candidates]
        return of_answer(f"{self.name} at {self.where}", candidates, self.p_none, self._steps())

    def _steps(self) -> list[tuple[str, float]]:
        """What each sort of evidence did, where that is kept and there is any."""
        if getattr(self, "_analysis", None) is None or len(self.contributions) < 2:
            return []
        return [(step.what, step.probability) for step in self.contributions]

    def _rows(self) -> list[tuple[tuple[str, str, str], float]]:
        rows = [((c.address, f"{c.probability:.1%}", c.pattern), c.probability) for c in self.candidates]
        return [*rows, (("none of these", f"{self.p_none:.1%}", ""), self.p_none)]

    def _repr_html_(self) -> str:
        from html import escape

        from emailguess.pictures import page

        *rows, rest = [(cells, share, False) for cells, share in self._rows()]
        parts = [
            page.bars((f"{self.name} at {self.where}", "probability", "pattern", ""), [*rows, (rest[0], rest[1], True)])
        ]
        if steps := self._steps():
            parts.append(page.waterfall(("How the first one came about", "", "", ""), steps))
        return page.framed([*parts, *[f"<p>⚠ {escape(w)}</p>" for w in summed_up(self.warnings)]])

    def __rich__(self) -> Table:
        from emailguess.pictures.terminal import table

        return table(f"{self.name} at {self.where}", ("address", "probability", "pattern"), self._rows())


def explained(answer: Guess, analysis: Analysis | None) -> Guess:
    """Give a new answer what looks closer at it."""
    object.__setattr__(answer, "_analysis", analysis)
    return answer


def _unpickled(values: Mapping[str, Any], analysis: Analysis | None) -> Guess:
    return explained(Guess(**values), analysis)


def expected_bounces(answers: Iterable[Guess]) -> float:
    """How many messages of a list are expected to reach nobody meant, if each goes to the first candidate.

    Answers without a candidate are not written to and count nothing. Raises `InvalidArgument` for anything but answers.
    """
    listed = list(answers) if isinstance(answers, Iterable) else [answers]
    for answer in listed:
        if not isinstance(answer, Guess):
            raise InvalidArgument(f"expected_bounces takes answers, as `guess` gives them, not {shown(answer)}")
    return sum(1 - answer.best.probability for answer in listed if answer.best is not None)
