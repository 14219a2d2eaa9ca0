"""Guess a person's work address, with a probability that means what it says.

Everything a user needs is here; importing it touches neither network nor disk beyond this package's own files.

>>> from emailguess import guess
>>> answer = guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
>>> answer.best.address
'jane.doe@acme.example'
"""

from typing import TYPE_CHECKING, Any

from emailguess.errors import (
    EmailGuessError,
    InvalidAddress,
    InvalidCompany,
    InvalidDomain,
    InvalidName,
    InvalidPattern,
    MissingExtra,
    StoreError,
)
from emailguess.evidence.reading import Sighting
from emailguess.guesser import Guesser
from emailguess.model.prior import Prior
from emailguess.names.parser import PersonName
from emailguess.patterns.language import Pattern
from emailguess.results import Candidate, Guess, expected_bounces
from emailguess.shortcuts import domains, guess

if TYPE_CHECKING:
    from emailguess.mx import MxReport, acheck_mx, check_mx, check_mx_many

__all__ = [
    "Candidate",
    "EmailGuessError",
    "Guess",
    "Guesser",
    "InvalidAddress",
    "InvalidCompany",
    "InvalidDomain",
    "InvalidName",
    "InvalidPattern",
    "MissingExtra",
    "MxReport",
    "Pattern",
    "PersonName",
    "Prior",
    "Sighting",
    "StoreError",
    "acheck_mx",
    "check_mx",
    "check_mx_many",
    "domains",
    "expected_bounces",
    "guess",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The MX checks, imported when first named, so that who never asks DNS does not pay for them."""
    if name in ("MxReport", "acheck_mx", "check_mx", "check_mx_many"):
        from emailguess import mx

        return getattr(mx, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
