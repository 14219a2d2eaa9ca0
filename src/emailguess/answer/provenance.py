"""Provenance: what a person may be told who asks where their address comes from.

It states what an answer rests on, in aggregates; it never names a colleague or shows a colleague's address.

Article 14 of the General Data Protection Regulation (EU 2016/679) obliges whoever uses data not obtained from the
person to say, within a month and at the latest in the first message, where the data came from (14(2)(f), 14(3)). This
record answers that one question. The rest of the article only the sender can fill in; `OWED` lists it.

Start reading at `of`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from emailguess.answer.wording import spoken_pattern
from emailguess.errors import InvalidAddress
from emailguess.evidence.counts import month_text, year_of
from emailguess.model import collisions

if TYPE_CHECKING:
    from emailguess.answer.candidates import Here
    from emailguess.answer.query import DomainHypothesis, Question
    from emailguess.evidence.counts import Counts
    from emailguess.results import Guess

__all__ = ["OWED", "Examples", "Provenance", "Sources", "of", "sources_of"]

SCHEMA = "emailguess.answer.provenance/1"

OWED = (
    "who you are and how to reach you, and your data protection officer if you have one (14(1)(a), (b))",
    "for what purpose and on what legal basis you use the data (14(1)(c)), and your legitimate interest if that is the "
    "basis (14(2)(b))",
    "who receives the data, and whether it leaves the EU (14(1)(e), (f))",
    "how long you keep it (14(2)(a))",
    "the rights to access, rectification, erasure, restriction and objection, to withdraw consent, and to complain to "
    "a supervisory authority (14(2)(c) to (e))",
)
"""What else Article 14 obliges the sender to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """How many pieces of evidence of one kind and month an answer rests on."""

    kind: str
    """`pair` (a name with its address), `bare` (an address alone), `stated`, `bounce` or `delivery`."""
    month: str
    """The month, as `2026-11`, or the year alone; empty where nothing is known of it."""
    number: int
    """How many."""
    related: bool = False
    """Whether they are from another domain of the same company."""
    source: str = ""
    """Where they were seen, for what ships with the library; empty for what its user told it."""
    dating: str = "told"
    """What the month is: `told` as that in which it was so, `learned` where only the month of learning is known,
    `unknown` for what an older version noted, which may be either, and for what an export says of a group of people."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "kind": self.kind,
            "month": self.month,
            "number": self.number,
            "related": self.related,
            "source": self.source,
            "dating": self.dating,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an address comes from; `paragraph` says it in words."""

    name: str
    """The person's name, as it was asked about."""
    domain: str
    """The domain, as it was asked about or found from the company's name."""
    address: str
    """The inferred address; empty where none may or can be given."""
    probability: float
    """Probability, 0 to 1, that it is this person's."""
    pattern: str
    """The likeliest pattern behind it, as `{first}.{last}`; empty where there is no address."""
    examples: tuple[Examples, ...]
    """What was known of the company, summed up by kind and month."""
    stated: str
    """The pattern somebody stated for the company, if any."""
    domain_inferred: bool
    """Whether the domain too was inferred, from the company's name."""
    company: str
    """The company's name, where its domain was inferred from it; else empty."""
    domain_probability: float
    """Probability, 0 to 1, that the company's people have their mail at this domain; 1 where the domain was named."""
    recognised: bool
    """Whether every address told of would be recognised; where counts were learned or merged without, it may not be."""
    obtained: bool
    """Whether the address was among the evidence, so that it was told, not inferred."""
    suppressed: str
    """What the do-not-contact list holds back, as in `Guess.suppressed`."""
    created: datetime
    """When this record was made, with its time zone."""
    version: str
    """The version of emailguess that inferred the address."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the keys are stable within the version named under `schema`."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "domain": self.domain,
            "address": self.address,
            "obtained": self.obtained,
            "inferred": bool(self.address) and not self.obtained,
            "probability": round(self.probability, 6),
            "pattern": self.pattern,
            "examples": [each.to_dict() for each in self.examples],
            "stated": self.stated,
            "domain_inferred": self.domain_inferred,
            "company": self.company,
            "domain_probability": round(self.domain_probability, 6),
            "recognised": self.recognised,
            "suppressed": self.suppressed,
            "created": self.created.isoformat(timespec="seconds"),
            "version": self.version,
            "still_owed": list(OWED),
        }

    def paragraph(self) -> str:
        """A paragraph to send to the person.

        >>> from emailguess import guess
        >>> answer = guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
        >>> when = datetime(2026, 11, 22, tzinfo=UTC)
        >>> print(answer.provenance(when=when).paragraph()[:73])
        Your address jane.doe@acme.example was inferred, not obtained: it was not
        """
        day = f"{self.created.day} {self.created:%B %Y}"
        if not self.address:
            why = (
                "it is on our do-not-contact list"
                if self.suppressed
                else "nothing that is known leads to an address for it"
            )
            return (
                f"We hold no address inferred for {self.name} at {self.domain}: {why}. This was looked up on {day} "
                f"with emailguess {self.version}."
            )
        if self.obtained:
            return (
                f"Your address {self.address} was not inferred: on {day} it was among the addresses that the program "
                f"emailguess {self.version} had been told of. It does not keep who told it; we have to say that "
                "ourselves."
            )
        source = "the domain"
        if self.domain_inferred:
            source = (
                f"the company's name {self.company}, from which its domain was inferred with a probability of "
                f"{self.domain_probability:.0%},"
            )
        told = (
            "it was not among the addresses that this answer was made from"
            if self.recognised
            else "it is none of the addresses we can recognise (of what we learned earlier we may hold counts alone)"
        )
        return (
            f"Your address {self.address} was inferred, not obtained: {told}, "
            f"and no directory was asked and no mailbox tried for it. On {day} the program emailguess {self.version} "
            f"put it together from the name {self.name}, {source} {self.domain} and the way companies build addresses "
            f"({spoken_pattern(self.pattern)}). What it knew of addresses there: "
            f"{_listed(self.examples, self.stated)}. From that it took the address to be yours with a probability of "
            f"{self.probability:.0%}; a guess can be wrong, and then reaches somebody else or nobody."
        )


class Sources(NamedTuple):
    """What an answer rests on, in numbers, and which of its candidates were told."""

    examples: Mapping[str, tuple[Examples, ...]]
    """By domain."""
    obtained: frozenset[str]
    """Candidates that were among the addresses told of."""
    uncertain: frozenset[str]
    """Domains of which something is remembered, and with it perhaps counts by which nobody can be recognised."""


def sources_of(question: Question, here: Mapping[str, Here], is_candidate: Callable[[str], bool]) -> Sources:
    """Sum up what an answer rests on; of addresses only its own candidates are told of."""
    examples = {place.where.name: _examples(place) for place in question.places}
    told = [f"{local}@{place.where.name}" for place in question.places for local in place.told]
    for host, (_, _, found, *_) in here.items():
        if isinstance(found, collisions.Settled):
            told += [f"{local}@{host}" for local, owner in found.owned.items() if owner != "bounced"]
    remembered = [place.where.name for place in question.places if place.remembered]
    return Sources(examples, frozenset(filter(is_candidate, told)), frozenset(remembered))


def of(sources: Sources, answer: Guess, address: str, when: datetime | None = None) -> Provenance:
    """Record where one of an answer's candidates comes from; the clock is read where `when` is not given."""
    candidate = next((c for c in answer.candidates if c.address == address), None)
    if address and candidate is None:
        # The address is not repeated: it may be somebody's who is not to be spoken of.
        raise InvalidAddress("that address is no candidate of this answer; pass one of those it lists, or none")
    host = address.rpartition("@")[2] or answer.domain
    if when is None:
        when = datetime.now(UTC)
    elif when.tzinfo is None:
        when = when.astimezone()
    return Provenance(
        name=answer.name,
        domain=host,
        address=address,
        probability=candidate.probability if candidate else 0.0,
        pattern=candidate.pattern if candidate else "",
        examples=sources.examples.get(host, ()),
        stated=answer.evidence.stated,
        obtained=address in sources.obtained,
        domain_inferred=answer.domains is not None,
        company=answer.domains.company if answer.domains is not None else "",
        domain_probability=_domain_probability(answer, host),
        recognised=host not in sources.uncertain,
        suppressed=answer.suppressed,
        created=when,
        version=_version(),
    )


def _domain_probability(answer: Guess, host: str) -> float:
    if answer.domains is None:
        return 1.0
    return next((found.probability for found in answer.domains if found.domain == host), 0.0)


def _examples(place: DomainHypothesis) -> tuple[Examples, ...]:
    examples: dict[tuple[bool, str, int, str], int] = {}
    _count(examples, place.remembered + place.given.counts, related=False)
    for _, counts in place.related:
        _count(examples, counts, related=True)
    told = [
        Examples(kind=kind, month=month_text(month), number=number, related=related, dating=dating)
        for (related, kind, month, dating), number in sorted(examples.items())
    ]
    if place.public is not None:
        years: dict[int, int] = {}
        for seen, number in place.public.counts.items():
            years[year_of(seen.month)] = years.get(year_of(seen.month), 0) + number
        source = place.public.seen_in
        told += [
            Examples(kind="pair", month=f"{year:04}" if year else "", number=number, source=source)
            for year, number in sorted(years.items())
        ]
    return tuple(told)


def _count(examples: dict[tuple[bool, str, int, str], int], counts: Counts, *, related: bool) -> None:
    for seen, number in counts.items():
        if seen.kind != "stated":  # told by its pattern
            key = related, seen.kind, seen.month, seen.dating
            examples[key] = examples.get(key, 0) + number


_KINDS: Mapping[str, tuple[str, str]] = {
    "pair": ("one colleague's name with the address", "{} colleagues' names with their addresses"),
    "bare": ("one address without a name", "{} addresses without a name"),
    "bounce": ("one address that took no mail", "{} addresses that took no mail"),
    "delivery": ("one address that took mail", "{} addresses that took mail"),
}


def _listed(examples: Sequence[Examples], stated: str) -> str:
    parts = []
    for related in (False, True):
        for kind, (one, many) in _KINDS.items():
            chosen = [each for each in examples if each.kind == kind and each.related == related and not each.source]
            number = sum(each.number for each in chosen)
            if number:
                words = one if number == 1 else many.format(f"{number:,}")
                where = " at a related domain" if related else ""
                parts.append(words + where + _dated(chosen))
    for source in dict.fromkeys(each.source for each in examples if each.source):
        chosen = [each for each in examples if each.source == source]
        number = sum(each.number for each in chosen)
        until = max(each.month for each in chosen)
        words = f"how the addresses of {number:,} people there are built, seen in {source}"
        parts.append(f"{words} up to {until}" if until else words)
    if stated:
        parts.append(f"the pattern that somebody stated ({spoken_pattern(stated)})")
    return "; ".join(parts) or "nothing but how companies in general build theirs"


# The month of an import is never passed off as that of the evidence.
_DATINGS: Mapping[str, tuple[str, str]] = {
    "told": ("seen in", "seen from"),
    "learned": ("learned in", "learned from"),
    "unknown": ("seen or learned about", "seen or learned from about"),
}


def _dated(examples: Sequence[Examples]) -> str:
    """When it was so, as far as that was told, and else when it was learned."""
    spans = []
    for dating, (once, since) in _DATINGS.items():
        months = [each.month for each in examples if each.dating == dating and each.month]
        if months:
            first, last = min(months), max(months)
            spans.append(f"{once} {first}" if first == last else f"{since} {first} to {last}")
    return f" ({', '.join(spans)})" if spans else ""


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("emailguess")
    except PackageNotFoundError:
        return "of unknown version"
