"""`provenance`: what an answer rests on, in words to send to the person.

It asks what `guess` asks, so that it tells of the answer that was given.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emailguess.cli.reading import colleagues, column_map, known_files
from emailguess.cli.shared import (
    NO_ANSWER,
    Verbatim,
    as_json,
    bounced_option,
    company_option,
    headcount_option,
    known_option,
    name_country,
    name_order_option,
    no_known_companies,
    no_store,
    pattern_option,
    print_json,
    read_only,
    say,
    store_path,
)

if TYPE_CHECKING:
    from emailguess.names.parser import NameOrder

__all__ = ["provenance"]

_EXAMPLES = """
Examples:

  emailguess provenance "Jane Doe" acme.com

  emailguess provenance "Jane Doe" acme.com --known-file team.csv --bounced jane.doe@acme.com

  emailguess provenance "Jane Doe" --company "Acme Corporation" --json

Exit status: 0 answered, 1 there is no address to tell of, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_EXAMPLES)
@click.argument("name")
@click.argument("domain", required=False)
@company_option
@name_country
@name_order_option
@known_option
@known_files
@column_map
@pattern_option
@bounced_option
@headcount_option
@click.option("--address", metavar="ADDRESS", help="The candidate to tell of; by default the likeliest.")
@store_path
@no_store
@no_known_companies
@as_json
def provenance(
    name: str,
    domain: str | None,
    company: str | None,
    country: str | None,
    name_order: NameOrder | None,
    known: tuple[str, ...],
    known_files: tuple[Path, ...],
    column_map: tuple[str, ...],
    pattern: str | None,
    bounced: tuple[str, ...],
    headcount: int | None,
    address: str | None,
    store_path: Path | None,
    no_store: bool,
    as_json: bool,
) -> None:
    """Tell where the address of NAME at DOMAIN comes from, in words to send to the person (GDPR, article 14).

    Pass what you passed to `guess`: the record is of the answer that it gave.
    """
    from emailguess.answer.provenance import OWED

    with read_only(store_path, leave_out=no_store, say=False) as guesser:
        answer = guesser.guess(
            name,
            domain,
            company=company,
            country=country,
            name_order=name_order,
            known=colleagues(known, known_files, column_map, company if domain is None else None),
            pattern=pattern,
            bounced=bounced,
            headcount=headcount,
            limit=1000,
        )
        record = answer.provenance(address)
    if as_json:
        print_json(record.to_dict())
    else:
        say(record.paragraph())
        say("note: article 14 obliges you to say more, which only you know:", err=True)
        for owed in OWED:
            say(f"note: - {owed}", err=True)
    if not record.address:
        sys.exit(NO_ANSWER)
