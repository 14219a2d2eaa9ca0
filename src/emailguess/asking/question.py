"""A question about one person, as plain values: whose address, where, and what is known of the company.

It asks a guesser and knows neither files nor terminals nor networks.

Start reading at `Question`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from emailguess.errors import InvalidArgument, InvalidDomain, shown
from emailguess.evidence.pieces import Sighting

if TYPE_CHECKING:
    from emailguess.evidence.pieces import Known
    from emailguess.guesser import Guesser
    from emailguess.names.parser import NameOrder
    from emailguess.results import Guess

__all__ = ["MOST_COLLEAGUES", "Question", "colleagues", "day"]

MOST_COLLEAGUES = 1_000
"""Colleagues of one question or one lesson, some seconds of work at most; whole lists go as sheets, or in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whose address is asked for, with what is known; the fields are the arguments of `Guesser.guess`.

    >>> from emailguess import Guesser
    >>> asked = Question(name="Jane Doe", domain="acme.example", known=["Bob Jones <bjones@acme.example>"])
    >>> asked.ask(Guesser()).best.address
    'jdoe@acme.example'
    """

    name: str
    domain: str | None = None
    company: str | None = None
    country: str | None = None
    name_order: NameOrder | None = None
    known: Sequence[Known] = ()
    pattern: str | None = None
    bounced: Sequence[str] = ()
    headcount: int | None = None
    limit: int = 10
    check_mx: bool = False

    @classmethod
    def of(cls, document: Mapping[str, Any], **more: Any) -> Question:
        """Read a checked JSON object; fields that are no part of a question are passed over."""
        given = {k: v for k, v in document.items() if k in cls.__slots__}
        if "known" in given:
            given["known"] = colleagues(given["known"])
        return cls(**given | more)

    def ask(self, guesser: Guesser) -> Guess:
        """The guesser's answer; where both a domain and a company are told, the domain decides.

        Raises `EmailGuessError`.
        """
        domain = (self.domain or "").strip() or None
        company = (self.company or "").strip() or None
        if domain is None and company is None:
            raise InvalidDomain("say where the person works: pass the company's domain, or else its name")
        return guesser.guess(
            self.name,
            domain,
            company=company if domain is None else None,
            country=self.country,
            name_order=self.name_order,
            known=self.known,
            pattern=self.pattern,
            bounced=self.bounced,
            headcount=self.headcount,
            limit=self.limit,
            check_mx=self.check_mx,
        )


def colleagues(told: Sequence[str | Mapping[str, Any]]) -> list[Known]:
    """Colleagues of a checked JSON document: texts, or objects with an address and what else is known.

    A text may hold several addresses; all together are bounded. Raises `InvalidArgument`.

    >>> colleagues(["ann@acme.example", {"name": "Bob", "address": "bob@acme.example", "seen": "2024-05"}])[1].seen
    datetime.date(2024, 5, 1)
    """
    addresses = sum((each if isinstance(each, str) else each["address"]).count("@") for each in told)
    if addresses > MOST_COLLEAGUES:
        raise InvalidArgument(f"{addresses:,} addresses are more than {MOST_COLLEAGUES:,}; send them in parts")
    found: list[Known] = []
    for each in told:
        if isinstance(each, str):
            found.append(each)
            continue
        seen = each.get("seen")
        found.append(
            Sighting(
                address=each["address"],
                name=each.get("name") or "",
                company=each.get("company") or "",
                seen=day(seen) if seen else None,
            )
        )
    return found


def day(text: str) -> date:
    """A day, `2024-05-31`, or a month, `2024-05`. Raises `InvalidArgument`.

    >>> day("2024-05")
    datetime.date(2024, 5, 1)
    """
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2024-05") else text)
    except ValueError:
        raise InvalidArgument(f"a day is written as 2024-05-31, a month as 2024-05, not {shown(text)}") from None
