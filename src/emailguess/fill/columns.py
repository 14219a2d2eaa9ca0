"""The columns that are added, and the layouts of other programs' import files.

Start reading at `COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from emailguess.files import Person
from emailguess.fill.answers import Answered, Decision

__all__ = ["COLUMNS", "SHAPES", "Cell", "Shape", "added", "shaped"]

Cell: TypeAlias = str | float
"""A text, or a number."""

COLUMNS: Mapping[str, str] = {
    "address": "The likeliest address; the row's own where it has one. Empty where none is to be shown.",
    "probability": "Probability, 0 to 1, that it is this person's; empty where the row had it.",
    "decision": "`known`, `send`, `verify first` or `skip`.",
    "reason": "Why, in a sentence.",
    "pattern": "The pattern that gives the address, as `{first}.{last}`.",
    "domain": "The mail domain that was used.",
    "domain_probability": "Probability that the company has its mail there; 1 where the row names the domain.",
    "p_none": "Probability that neither this address nor another candidate is right.",
    "evidence": "What is known of the company, in counts.",
    "misdelivery_risk": "Probability that the address exists and is somebody else's.",
    "second": "The second candidate.",
    "third": "The third candidate.",
    "paid_lookup": "`first`: buy this row's address first, it tells of its colleagues; `yes`: worth a paid look-up.",
    "warnings": "What was odd about the row.",
}
"""The added columns, without the prefix, in their order, each with what it holds."""

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
    shown = answer.address if not answer.held_back else ""
    guessed = answer.kind == "guessed" and bool(shown)
    return [
        shown,
        answer.probability if guessed else "",
        decision.what,
        decision.why,
        answer.pattern if guessed else "",
        answer.domain,
        answer.domain_probability if answer.kind == "guessed" and answer.domain else "",
        answer.p_none if answer.kind == "guessed" else "",
        answer.evidence,
        answer.risk if guessed else "",
        answer.second,
        answer.third,
        decision.paid_lookup,
        answer.warnings,
    ]


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
