"""Asking and telling: `Guesser`, the company it is asked about again and again, and the shortcuts.

It wires what the floors below compute and computes nothing itself; `arguments` checks what callers pass.

Start reading at `guesser.Guesser`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from os import PathLike
from typing import TYPE_CHECKING, Unpack

from emailguess.evidence import pieces
from emailguess.guesser.arguments import CompanyOptions
from emailguess.guesser.company import CompanyGuesser
from emailguess.guesser.guesser import Guesser
from emailguess.names.parser import NameOrder, PersonName
from emailguess.results import Guess

if TYPE_CHECKING:
    import emailguess as later
else:
    from emailguess.results.later import later

__all__ = ["CompanyGuesser", "CompanyOptions", "Guesser", "domains", "guess"]


@lru_cache(maxsize=1)
def _default() -> Guesser:
    """The guesser with the shipped knowledge, made when first needed; nothing is remembered between calls."""
    return Guesser()


def guess(
    name: str | PersonName,
    domain: str | None = None,
    *,
    company: str | None = None,
    country: str | None = None,
    name_order: NameOrder | None = None,
    known: Iterable[pieces.Known] | PathLike[str] = (),
    bounced: Iterable[str] = (),
    limit: int = 10,
    **options: Unpack[CompanyOptions],
) -> Guess:
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
        bounced=bounced,
        limit=limit,
        **options,
    )


def domains(company: str, *, country: str | None = None, limit: int = 10) -> later.DomainGuess:
    """Find a company's mail domain from its name, by inference alone; `Guesser.domains` knows what was learned too.

    >>> domains("Blue Widget Networks, Inc.").best.domain
    'bluewidget.com'
    """
    return _default().domains(company, country=country, limit=limit)
