"""The command `guess`: one person's address, and on request why.

It turns words into a call and the answer into a table; what an answer says of itself is worded by the library.

Start reading at `guess`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from emailguess.cli.asking import Asking, Question, question
from emailguess.cli.shared import NO_ANSWER, as_json, print_json, read_only
from emailguess.cli.showing import BAR_STYLE, Column, bar, note, on_terminal, say, say_wrapped, show
from emailguess.cli.version import note_age

if TYPE_CHECKING:
    from emailguess.results import Guess

__all__ = ["guess"]

_EXAMPLES = """
Examples:

  emailguess guess "Jane Doe" acme.com --known "Bob Jones <bob.jones@acme.com>"

  emailguess guess "Doe, Jane" https://www.acme.com --known-file team.csv --explain

  emailguess guess "Jane Doe" acme.com --pattern "{f}{last}" --json

  emailguess guess "Jane Doe" --company "Acme Corporation" --mx

  emailguess guess "Jane Doe" acme.com --bounced jane.doe@acme.com --headcount 300

Exit status: 0 answered, 1 no answer possible, 2 wrong usage.
"""


@click.command(cls=Asking, epilog=_EXAMPLES)
@question
@click.option(
    "--limit", "-n", type=click.IntRange(1, 1000), default=10, show_default=True, help="Show this many candidates."
)
@click.option(
    "--explain",
    type=click.Choice(["words", "steps"]),
    metavar="[=steps]",
    help="Tell why, in plain words below the table; --explain=steps replays the arithmetic.",
)
@click.option("--mx", is_flag=True, help="Ask DNS whether the domain takes mail. No mail server is contacted.")
@as_json
def guess(asked: Question, limit: int, explain: str | None, mx: bool, as_json: bool) -> None:
    """Guess the address of NAME at DOMAIN, or at the domain of --company.

    What was learned before counts, and whoever is on the do-not-contact list is not shown.
    """
    with read_only(asked.store_path, leave_out=asked.no_store) as guesser:
        answer = asked.ask(guesser, limit=limit, check_mx=mx)
        if as_json:
            print_json(answer.to_dict() | (_why(answer) if explain else {}))
        else:
            _print(answer, explain)
    if answer.best is None:
        sys.exit(NO_ANSWER)


def _why(answer: Guess) -> dict[str, Any]:
    """What `--explain` adds to the JSON: the words, what they rest on, and the steps."""
    then = answer.next_if_bounced
    return {
        "explanation": {
            "words": answer.explain(),
            "usage": [each.to_dict() for each in answer.usage()],
            "contributions": [each.to_dict() for each in answer.contributions],
            "routes": [each.to_dict() for each in answer.routes()],
            "next_if_bounced": then.to_dict() if then is not None else None,
            "would_help": [each.to_dict() for each in answer.would_help],
        }
    }


_COLUMNS = (
    Column("address", whole=True, style="bold"),
    Column("probability", whole=True, right=True),
    Column("pattern"),
    Column("", style=BAR_STYLE, terminal=True),
)


def _print(answer: Guess, explain: str | None) -> None:
    rows = [(c.address, f"{c.probability:6.1%}", c.pattern, bar(c.probability)) for c in answer]
    rows.append(("none of these", f"{answer.p_none:6.1%}", "", bar(answer.p_none)))
    show(_COLUMNS, rows, f"{answer.name} at {answer.where}")
    note_age()
    if explain:
        say("")
        say_wrapped(answer.explain(steps=explain == "steps"))
        return  # which has told the warnings
    for warning in answer.warnings:
        note(warning)
    if on_terminal() and answer.best is not None:
        note("--explain tells why")
