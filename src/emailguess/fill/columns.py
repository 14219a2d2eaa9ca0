"""The columns that are added, and the layouts of other programs' import files.

A column is one entry of `COLUMNS`: its name, what it tells, and how its cell follows from the answer.

Start reading at `COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from emailguess.files import Person
from emailguess.fill.answers import Answered, Decision

__all__ = ["COLUMNS", "SHAPES", "Cell", "Column", "Shape", "added", "shaped"]

Cell: TypeAlias = str | float
"""A text, or a number."""


class Column(NamedTuple):
    """One added column."""

    tells: str
    """What it holds, for the documentation."""
    cell: Callable[[Answered, Decision], Cell]
    """The cell of a row; empty where there is nothing to tell."""
    is_number: bool = False
    """Whether it holds numbers, in formats that know of such; the others hold text."""


def _shown(answer: Answered) -> str:
    """The address that may be shown."""
    return "" if answer.held_back else answer.address


def _of_guess(cell: Callable[[Answered], Cell]) -> Callable[[Answered, Decision], Cell]:
    """A cell that stands beside an address that was guessed, and is empty elsewhere."""
    return lambda answer, _: cell(answer) if answer.kind == "guessed" and _shown(answer) else ""


def _of_question(cell: Callable[[Answered], Cell]) -> Callable[[Answered, Decision], Cell]:
    """A cell that stands where an address was asked for, whether one is shown or not."""
    return lambda answer, _: cell(answer) if answer.kind == "guessed" else ""


COLUMNS: Mapping[str, Column] = {
    "address": Column(
        "The likeliest address; the row's own where it has one. Empty where none is to be shown.",
        lambda answer, _: _shown(answer),
    ),
    "probability": Column(
        "Probability, 0 to 1, that it is this person's; empty where the row had it.",
        _of_guess(lambda answer: answer.probability),
        is_number=True,
    ),
    "decision": Column("`known`, `send`, `verify first` or `skip`.", lambda _, decision: decision.what),
    "reason": Column("Why, in a sentence.", lambda _, decision: decision.why),
    "pattern": Column(
        "The pattern that gives the address, as `{first}.{last}`.", _of_guess(lambda answer: answer.pattern)
    ),
    "domain": Column("The mail domain that was used.", lambda answer, _: answer.domain),
    "domain_probability": Column(
        "Probability that the company has its mail there; 1 where the row names the domain.",
        _of_question(lambda answer: answer.domain_probability if answer.domain else ""),
        is_number=True,
    ),
    "p_none": Column(
        "Probability that neither this address nor another candidate is right.",
        _of_question(lambda answer: answer.p_none),
        is_number=True,
    ),
    "evidence": Column("What is known of the company, in counts.", lambda answer, _: answer.evidence),
    "misdelivery_risk": Column(
        "Probability that the address exists and is somebody else's.",
        _of_guess(lambda answer: answer.risk),
        is_number=True,
    ),
    "second": Column("The second candidate.", lambda answer, _: answer.second),
    "third": Column("The third candidate.", lambda answer, _: answer.third),
    "paid_lookup": Column(
        "`first`: buy this row's address first, it tells of its colleagues; `yes`: worth a paid look-up.",
        lambda _, decision: decision.paid_lookup,
    ),
    "warnings": Column("What was odd about the row.", lambda answer, _: answer.warnings),
}
"""The added columns, by name without the prefix, in their order."""

Shape: TypeAlias = Literal["hubspot", "greenhouse", "apollo", "hunter"]

# Titles as the programs' own help pages name them (read in November 2026). HubSpot, "Set up your import files":
# contacts need first name, last name and email. Greenhouse, "Bulk import prospects from spreadsheet": the template's
# default fields. Apollo, "Import a CSV of Contacts": the recommended columns, websites as a domain only. Hunter, "How
# to import leads into Hunter": each row an email address, or a name with a company's name or website.
SHAPES: Mapping[Shape, Mapping[str, str]] = {
    "hubspot": {
        "First name": "given", "Last name": "family", "Email": "address", "Job title": "title",
        "Company name": "company", "Website URL": "domain",
    },
    "greenhouse": {
        "First Name": "given", "Last Name": "family", "Company": "company", "Title": "title", "Notes": "reason",
        "Email": "address",
    },
    "apollo": {
        "First Name": "given", "Last Name": "family", "Title": "title", "Company Name": "company",
        "Company Website": "domain", "Contact Email": "address",
    },
    "hunter": {
        "First name": "given", "Last name": "family", "Email": "candidate", "Company": "company",
        "Website": "domain", "Position": "title",
    },
}  # fmt: skip
"""Titles of import files, to what stands below them."""


def added(answer: Answered, decision: Decision) -> list[Cell]:
    """The added cells of a row, in the order of `COLUMNS`."""
    return [column.cell(answer, decision) for column in COLUMNS.values()]


def shaped(shape: Shape, person: Person, parts: tuple[str, str], answer: Answered, decision: Decision) -> list[Cell]:
    """The cells of a row of an import file; `parts` are the given and the family name.

    An address is told where it may be written to. Hunter's file is for what is to be found or verified: there a
    candidate stands that is to be verified first.
    """
    ready = answer.address if decision.what in ("send", "known") else ""
    cells: Mapping[str, str] = {
        "given": parts[0],
        "family": parts[1],
        "address": ready,
        "candidate": ready or (answer.address if decision.what == "verify first" else ""),
        "title": person.title,
        "company": person.company,
        "domain": answer.domain,
        "reason": decision.why,
    }
    return [cells[field] for field in SHAPES[shape].values()]
