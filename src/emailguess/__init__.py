"""Guess a person's work address, with a probability that means what it says.

Everything a user needs is here; importing it touches neither network nor disk beyond this package's own files.

>>> from emailguess import guess
>>> answer = guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
>>> answer.best.address
'jane.doe@acme.example'
"""

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
from emailguess.guesser import Guesser, guess
from emailguess.names import PersonName
from emailguess.patterns import Pattern
from emailguess.prior import Prior
from emailguess.results import Candidate, Guess

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
    "Pattern",
    "PersonName",
    "Prior",
    "StoreError",
    "guess",
]

__version__ = "0.1.0"
