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
    InvalidArgument,
    InvalidCompany,
    InvalidDomain,
    InvalidName,
    InvalidPattern,
    MissingExtra,
    NotKept,
    StoreError,
)

if TYPE_CHECKING:
    from emailguess.answer.provenance import Examples, Provenance
    from emailguess.companies import DomainCandidate, DomainGuess, DomainTable
    from emailguess.evidence.pieces import Sighting
    from emailguess.files import Column, Columns, People, Person, read_people
    from emailguess.fill.options import FillOptions
    from emailguess.fill.summary import CompanyHelp, FillReport
    from emailguess.guesser import CompanyGuesser, CompanyOptions, Guesser, domains, guess
    from emailguess.model.prior import Prior
    from emailguess.mx import MxCache, MxHost, MxReport, acheck_mx, check_mx, check_mx_many
    from emailguess.names.parser import PersonName
    from emailguess.patterns.language import Pattern
    from emailguess.results import (
        Candidate,
        Contribution,
        Counterfactual,
        Evidence,
        Guess,
        Help,
        LearnReport,
        PatternShare,
        Rejected,
        Route,
        SuppressReport,
        Usage,
        expected_bounces,
    )
    from emailguess.store import Merged

__all__ = [
    "Candidate",
    "Column",
    "Columns",
    "CompanyGuesser",
    "CompanyHelp",
    "CompanyOptions",
    "Contribution",
    "Counterfactual",
    "DomainCandidate",
    "DomainGuess",
    "DomainTable",
    "EmailGuessError",
    "Evidence",
    "Examples",
    "FillOptions",
    "FillReport",
    "Guess",
    "Guesser",
    "Help",
    "InvalidAddress",
    "InvalidArgument",
    "InvalidCompany",
    "InvalidDomain",
    "InvalidName",
    "InvalidPattern",
    "LearnReport",
    "Merged",
    "MissingExtra",
    "MxCache",
    "MxHost",
    "MxReport",
    "NotKept",
    "Pattern",
    "PatternShare",
    "People",
    "Person",
    "PersonName",
    "Prior",
    "Provenance",
    "Rejected",
    "Route",
    "Sighting",
    "StoreError",
    "SuppressReport",
    "Usage",
    "acheck_mx",
    "check_mx",
    "check_mx_many",
    "domains",
    "expected_bounces",
    "guess",
    "read_people",
]

__version__ = "0.1.0"

# Imported when it is first named: most programs need one or two of these, and what imports them should not wait.
_LATER = {
    "emailguess.answer.provenance": ("Examples", "Provenance"),
    "emailguess.companies": ("DomainCandidate", "DomainGuess", "DomainTable"),
    "emailguess.evidence.pieces": ("Sighting",),
    "emailguess.files": ("Column", "Columns", "People", "Person", "read_people"),
    "emailguess.fill.options": ("FillOptions",),
    "emailguess.fill.summary": ("CompanyHelp", "FillReport"),
    "emailguess.guesser": ("CompanyGuesser", "CompanyOptions", "Guesser", "domains", "guess"),
    "emailguess.model.prior": ("Prior",),
    "emailguess.mx": ("MxCache", "MxHost", "MxReport", "acheck_mx", "check_mx", "check_mx_many"),
    "emailguess.names.parser": ("PersonName",),
    "emailguess.patterns.language": ("Pattern",),
    "emailguess.results": (
        "Candidate", "Contribution", "Counterfactual", "Evidence", "Guess", "Help", "LearnReport", "PatternShare",
        "Rejected", "Route", "SuppressReport", "Usage", "expected_bounces",
    ),
    "emailguess.store": ("Merged",),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            from importlib import import_module

            found = globals()[name] = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
