"""The commands that remember beside `learn`: `forget`, `suppress`, and what became of messages.

They turn words into calls of the guesser and reports into text.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emailguess.cli.shared import NO_ANSWER, Verbatim, as_json, on_disk, opened, print_json, store_path
from emailguess.cli.showing import note, say

if TYPE_CHECKING:
    from emailguess.results.reports import Rejected


__all__ = ["bounced", "delivered", "forget", "suppress"]

_FORGET_EXAMPLES = """
Examples:

  emailguess forget bob.jones@acme.com

  emailguess forget acme.com

Exit status: 0 forgotten, 1 some of it was not known, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_FORGET_EXAMPLES)
@click.argument("whom", nargs=-1, required=True)
@store_path
@as_json
def forget(whom: tuple[str, ...], store_path: Path | None, as_json: bool) -> None:
    """Forget WHOM: a person, by the address, or everything about a domain."""
    gone: list[int] = []
    with opened(store_path) as guesser:
        for each in whom:
            gone.append(guesser.forget(each))
            if not as_json:
                say(f"{gone[-1]:,} {'piece' if gone[-1] == 1 else 'pieces'} of evidence forgotten")
    if as_json:
        print_json({"forgotten": gone})
    if not all(gone):
        sys.exit(NO_ANSWER)


_BOUNCED_EXAMPLES = """
Examples:

  emailguess bounced jane.doe@acme.com --name "Jane Doe"

  emailguess bounced bob.jones@acme.com --kind left

  emailguess bounced jane.doe@acme.com --kind 5.1.1 --seen 2026-11-20
"""

_outcome_name = click.option("--name", metavar="NAME", default="", help="Whose address it was taken for.")
_outcome_seen = click.option("--seen", type=click.DateTime(["%Y-%m-%d", "%Y-%m"]), help="When, if not this month.")


@click.command(cls=Verbatim, epilog=_BOUNCED_EXAMPLES)
@click.argument("address")
@_outcome_name
@click.option(
    "--kind",
    default="unknown",
    show_default=True,
    metavar="KIND",
    help="unknown (no such user), left, full, policy, or a status code such as 5.1.1 (RFC 3463).",
)
@_outcome_seen
@store_path
@as_json
def bounced(address: str, name: str, kind: str, seen: datetime | None, store_path: Path | None, as_json: bool) -> None:
    """Tell that a message to ADDRESS came back. It is not guessed again where its user is unknown or left."""
    with opened(store_path, create=True) as guesser:
        taught = guesser.bounced(address, name=name, kind=kind, seen=seen.date() if seen else None)
    _noted(taught, "it says nothing of how the company builds addresses", as_json)


def _noted(taught: bool, otherwise: str, as_json: bool) -> None:
    """Say that an outcome was kept, and whether it taught anything."""
    if as_json:
        print_json({"noted": True, "taught": taught})
    else:
        say("noted" if taught else f"noted; {otherwise}")


_DELIVERED_EXAMPLES = """
Examples:

  emailguess delivered jane.doe@acme.com --name "Jane Doe"

  emailguess delivered jane.doe@acme.com --catch-all
"""


@click.command(cls=Verbatim, epilog=_DELIVERED_EXAMPLES)
@click.argument("address")
@_outcome_name
@click.option("--catch-all", is_flag=True, help="The domain takes mail for any address: then it says nothing.")
@_outcome_seen
@store_path
@as_json
def delivered(
    address: str, name: str, catch_all: bool, seen: datetime | None, store_path: Path | None, as_json: bool
) -> None:
    """Tell that a message to ADDRESS did not come back: weak evidence, half of a colleague's address."""
    with opened(store_path, create=True) as guesser:
        day = seen.date() if seen else None
        taught = guesser.delivered(address, name=name, catch_all=catch_all, seen=day)
    _noted(taught, "it says nothing new of how the company builds addresses", as_json)


_SUPPRESS_EXAMPLES = """
Examples:

  emailguess suppress jane.doe@acme.com other.com

  emailguess suppress acme.com --name "Jane Doe"

  emailguess suppress --file do-not-contact.csv

Exit status: 0 all hold, 1 some lines could not be read or there were none, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_SUPPRESS_EXAMPLES)
@click.argument("whom", nargs=-1)
@click.option("--name", metavar="NAME", help="The person's name; WHOM is then the domain.")
@click.option(
    "--file",
    "-f",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="A list, or a table with a column of addresses, domains or SHA-256 digests. - reads standard input.",
)
@store_path
@as_json
def suppress(
    whom: tuple[str, ...], name: str | None, files: tuple[Path, ...], store_path: Path | None, as_json: bool
) -> None:
    """Never show WHOM: an address, a domain, or the SHA-256 digest of one in lower case.

    Kept are digests. No option of `guess` shows what is suppressed.
    """
    if not whom and not files:
        raise click.UsageError("pass an address, a domain or a digest, or --file")
    if name is not None and files:
        raise click.UsageError("--name goes with a domain, not with --file: the entries of a list stand for themselves")
    for each in whom:
        if " " in each.strip() and "@" not in each:
            raise click.UsageError(
                f"{each[:60]!a} is no address and no domain; for a person by name: suppress acme.com --name 'Jane Doe'"
            )
    with opened(store_path, create=True) as guesser:
        new = sum([guesser.suppress(each, name=name) for each in whom])
        count = len(whom)
        rejected: list[Rejected] = []
        for file in files:
            with on_disk(file) as list_of_them:
                report = guesser.suppress_file(list_of_them)
            new, count = new + report.new, count + report.entries
            rejected += report.rejected
    if as_json:
        lines = [bad.to_dict() for bad in rejected]
        print_json({"schema": "emailguess.suppressed/1", "entries": count, "new": new, "rejected": lines})
    else:
        say(f"{count:,} {'entry holds' if count == 1 else 'entries hold'}, {new:,} of them new")
    if not count and not rejected:
        note("the list names nobody: check that it is the one that was meant")
    for bad in rejected:
        note(f"line {bad.row}: {bad.reason}")
    if rejected or not count:
        sys.exit(NO_ANSWER)
