"""One call instead of two: the guesser with the shipped knowledge, made when first needed.

Nothing is remembered between calls; whoever wants to teach a guesser makes one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from emailguess import results
from emailguess.evidence import reading as evidence
from emailguess.guesser import Guesser
from emailguess.names.parser import NameOrder, PersonName
from emailguess.patterns.language import Pattern

if TYPE_CHECKING:
    from dns.resolver import Resolver

    from emailguess.companies import DomainGuess

__all__ = ["domains", "guess"]


@lru_cache(maxsize=1)
def _default() -> Guesser:
    return Guesser()


def guess(
    name: str | PersonName,
    domain: str | None = None,
    *,
    company: str | None = None,
    country: str | None = None,
    name_order: NameOrder | None = None,
    known: Iterable[evidence.Known] = (),
    pattern: str | Pattern | None = None,
    pattern_weight: float = evidence.STATED_WEIGHT,
    bounced: Iterable[str] = (),
    headcount: int | None = None,
    limit: int = 10,
    today: date | None = None,
    check_mx: bool = False,
    resolver: Resolver | None = None,
) -> results.Guess:
    """Guess a person's work address: `Guesser.guess` with the shipped knowledge and nothing remembered.

    >>> answer = guess("Jane Doe", "acme.example", known=[("Bob Jones", "bob.jones@acme.example")])
    >>> answer.best.address
    'jane.doe@acme.example'
    >>> guess("Jane Doe", company="Blue Widget Networks, Inc.").best.address
    'jane.doe@bluewidget.com'
    """
    return _default().guess(
        name,
        domain,
        company=company,
        country=country,
        name_order=name_order,
        known=known,
        pattern=pattern,
        pattern_weight=pattern_weight,
        bounced=bounced,
        headcount=headcount,
        limit=limit,
        today=today,
        check_mx=check_mx,
        resolver=resolver,
    )


def domains(company: str, *, country: str | None = None, limit: int = 10) -> DomainGuess:
    """Find a company's mail domain from its name, by inference alone; `Guesser.domains` knows what was learned too.

    >>> domains("Blue Widget Networks, Inc.").best.domain
    'bluewidget.com'
    """
    return _default().domains(company, country=country, limit=limit)
