"""`provenance`: what an answer rests on, in words to send to the person.

It asks what `guess` asks, so that it tells of the answer that was given.
"""

from __future__ import annotations

import sys

import click

from emailguess.cli.asking import Asking, Question, question
from emailguess.cli.shared import NO_ANSWER, as_json, print_json, read_only
from emailguess.cli.showing import note, say_wrapped

__all__ = ["provenance"]

_EXAMPLES = """
Examples:

  emailguess provenance "Jane Doe" acme.com

  emailguess provenance "Jane Doe" acme.com --known-file team.csv --bounced jane.doe@acme.com

  emailguess provenance "Jane Doe" --company "Acme Corporation" --json

Exit status: 0 answered, 1 there is no address to tell of, 2 wrong usage.
"""


@click.command(cls=Asking, epilog=_EXAMPLES)
@question
@click.option("--address", metavar="ADDRESS", help="The candidate to tell of; by default the likeliest.")
@as_json
def provenance(asked: Question, address: str | None, as_json: bool) -> None:
    """Tell where the address of NAME at DOMAIN comes from, in words to send to the person (GDPR, article 14).

    Pass what you passed to `guess`: the record is of the answer that it gave.
    """
    from emailguess.answer.provenance import OWED

    with read_only(asked.store_path, leave_out=asked.no_store, say=False) as guesser:
        record = asked.ask(guesser, limit=1000).provenance(address)
    if as_json:
        print_json(record.to_dict())
    else:
        say_wrapped(record.paragraph())
        note("\n  - ".join(["article 14 obliges you to say more, which only you know:", *OWED]))
    if not record.address:
        sys.exit(NO_ANSWER)
