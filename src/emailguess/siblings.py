"""Siblings: whether two domains look like one company's, by their names alone.

It compares names and asks nobody; what a sibling's evidence is worth is fitted (`prior`), and what a user declares
to be one company is for the guesser.

Start reading at `kinship`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from emailguess.addresses import Domain, domain

__all__ = ["KINSHIPS", "Kinship", "kinship", "registered_name"]

Kinship: TypeAlias = Literal["registered", "named", "declared"]
"""`us.acme.com` and `acme.com` (one registration), `acme.de` and `acme.com` (one name), or an alias somebody told."""
KINSHIPS: tuple[Kinship, ...] = ("registered", "named", "declared")

# Shorter names (abc.com, abc.fr) are shared by companies that have nothing to do with each other.
_LEAST_LETTERS = 4


def kinship(one: Domain, other: Domain) -> Kinship | None:
    """Tell how two different domains are related; None for strangers.

    >>> from emailguess.addresses import domain
    >>> kinship(domain("acme.com"), domain("us.acme.com")), kinship(domain("acme.com"), domain("acme.co.uk"))
    ('registered', 'named')
    >>> kinship(domain("acme.com"), domain("other.com")) is None
    True
    """
    if one.registrable == other.registrable:
        return "registered"
    name = _name(one)
    return "named" if name == _name(other) and len(name) >= _LEAST_LETTERS else None


def registered_name(host: str) -> str:
    """The label a domain is registered under, without the public suffix.

    >>> registered_name("us.acme.co.uk")
    'acme'
    """
    return _name(domain(host))


def _name(where: Domain) -> str:
    return where.registrable.split(".", 1)[0]
