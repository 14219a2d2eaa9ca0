"""The command line: `guess`, `patterns`, `domains`, `mx`, and what remembers (`keeping`, `stores`).

It turns words into calls and answers into text; it knows nothing about guessing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from emailguess.cli.asking import Question, question
from emailguess.cli.filling import fill
from emailguess.cli.keeping import bounced as bounced_command
from emailguess.cli.keeping import delivered, forget, suppress
from emailguess.cli.learning import learn
from emailguess.cli.provenance import provenance
from emailguess.cli.reading import colleagues, column_map, columns, known_files
from emailguess.cli.serving import mcp, serve
from emailguess.cli.shared import (
    NO_ANSWER,
    Verbatim,
    as_json,
    known_option,
    no_known_companies,
    no_store,
    on_terminal,
    or_usage,
    print_json,
    read_only,
    say,
    store_path,
    visible,
)
from emailguess.cli.stores import store
from emailguess.cli.version import note_age, note_verbose, tell_version

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.results import Guess
    from emailguess.results.reports import PatternShare

__all__ = ["main"]

_MOST_PATTERNS = 15
_BAR_CELLS = 30
# An hour for one domain: whoever asks for more has slipped.
_LONGEST_S = 3_600


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=note_verbose,
    help="With --version: the tables that ship, too.",
)
@click.option("--version", is_flag=True, expose_value=False, callback=tell_version, help="Show the version and exit.")
def main() -> None:
    """Guess a person's work address, with a probability that means what it says.

    Nothing is sent anywhere: guesses are made offline, and no mail server is ever contacted.
    """


_country = click.option("--country", metavar="XX", help="The company's country, as a two-letter code (ISO 3166).")

_GUESS_EXAMPLES = """
Examples:

  emailguess guess "Jane Doe" acme.com --known "Bob Jones <bob.jones@acme.com>"

  emailguess guess "Doe, Jane" https://www.acme.com --known-file team.csv --explain

  emailguess guess "Jane Doe" acme.com --pattern "{f}{last}" --json

  emailguess guess "Jane Doe" --company "Acme Corporation" --mx

  emailguess guess "Jane Doe" acme.com --bounced jane.doe@acme.com --headcount 300

Exit status: 0 answered, 1 no answer possible, 2 wrong usage.
"""


@main.command(cls=Verbatim, epilog=_GUESS_EXAMPLES)
@question
@click.option(
    "--limit", "-n", type=click.IntRange(1, 1000), default=10, show_default=True, help="Show this many candidates."
)
@click.option("--explain", is_flag=True, help="Tell why the first candidate is the first.")
@click.option("--mx", is_flag=True, help="Ask DNS whether the domain takes mail. No mail server is contacted.")
@as_json
def guess(asked: Question, limit: int, explain: bool, mx: bool, as_json: bool) -> None:
    """Guess the address of NAME at DOMAIN, or at the domain of --company.

    What was learned before counts, and whoever is on the do-not-contact list is not shown.
    """
    with read_only(asked.store_path, leave_out=asked.no_store) as guesser:
        answer = asked.ask(guesser, limit=limit, check_mx=mx)
        if as_json:
            print_json(answer.to_dict())
        elif explain:
            say(answer.explain())
        else:
            _print_guess(answer)
    if answer.best is None:
        sys.exit(NO_ANSWER)


_PATTERNS_EXAMPLES = """
Examples:

  emailguess patterns acme.com --known-file team.csv

  emailguess patterns acme.com --known "Bob Jones <bjones@acme.com>" --json

  emailguess patterns
"""


@main.command(cls=Verbatim, epilog=_PATTERNS_EXAMPLES)
@click.argument("domain", required=False)
@known_option
@known_files
@column_map
@store_path
@no_store
@no_known_companies
@as_json
def patterns(
    domain: str | None,
    known: tuple[str, ...],
    known_files: tuple[Path, ...],
    column_map: tuple[str, ...],
    store_path: Path | None,
    no_store: bool,
    as_json: bool,
) -> None:
    """Show the patterns of DOMAIN with the share of people each holds for; without it, all domains learned of."""
    with read_only(store_path, leave_out=no_store) as guesser:
        if domain is None:
            _print_domains(guesser, as_json)
            return
        shares = guesser.patterns(domain, known=colleagues(known, known_files, column_map))
    if as_json:
        print_json([{"pattern": s.pattern, "probability": round(s.probability, 6)} for s in shares])
    else:
        _print_patterns(shares)


def _print_domains(guesser: Guesser, as_json: bool) -> None:
    """One domain a line: how many pieces of evidence, its likeliest pattern and the share it has."""
    rows = []
    for name in guesser.store.domains():
        best = guesser.patterns(name)[0]
        rows.append((name, guesser.store.counts(name).total, best.pattern, best.probability))
    if as_json:
        keys = ("domain", "pieces", "pattern", "probability")
        print_json([dict(zip(keys, (*row[:3], round(row[3], 6)), strict=True)) for row in rows])
    else:
        for name, pieces, pattern, probability in rows:
            say(f"{name}\t{pieces}\t{pattern}\t{probability:.1%}")


_DOMAINS_EXAMPLES = """
Examples:

  emailguess domains "Acme Widgets GmbH"

  emailguess domains "University of Somewhere" --country us --json
"""


@main.command(cls=Verbatim, epilog=_DOMAINS_EXAMPLES)
@click.argument("company")
@_country
@click.option(
    "--limit", "-n", type=click.IntRange(1, 100), default=10, show_default=True, help="Show this many domains."
)
@store_path
@no_store
@no_known_companies
@as_json
def domains(
    company: str, country: str | None, limit: int, store_path: Path | None, no_store: bool, as_json: bool
) -> None:
    """Show the mail domains that COMPANY may have, by what was learned and by its name."""
    with read_only(store_path, leave_out=no_store) as guesser:
        found = guesser.domains(company, country=country, limit=limit)
    if as_json:
        print_json(found.to_dict())
    else:
        say(found.explain())
    if found.best is None:
        sys.exit(NO_ANSWER)


_MX_EXAMPLES = """
Examples:

  emailguess mx acme.com acme.de

  emailguess mx acme.com --json

Exit status: 0 all accept mail, 1 some reject it or nothing could be learned, 2 wrong usage.
"""


@main.command(cls=Verbatim, epilog=_MX_EXAMPLES)
@click.argument("domain", nargs=-1, required=True)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=3.0,
    show_default=True,
    help="Seconds for each domain.",
)
@as_json
def mx(domain: tuple[str, ...], timeout: float, as_json: bool) -> None:
    """Ask DNS whether each DOMAIN takes mail. No mail server is contacted."""
    from emailguess.mx import check_mx_many

    if timeout != timeout or timeout > _LONGEST_S:
        raise click.BadParameter(f"a number of seconds up to {_LONGEST_S:,}", param_hint="--timeout")
    reports = or_usage(lambda: check_mx_many(domain, timeout_s=timeout, budget_s=timeout))
    if as_json:
        print_json([report.to_dict() for report in reports])
    else:
        for report in reports:
            hosts = ", ".join(host.name for host in report.hosts[:3])
            provider = report.provider or ""
            say("\t".join(filter(None, (report.domain, report.status, provider, hosts, report.explanation))))
    if any(report.status != "accepts" for report in reports):
        sys.exit(NO_ANSWER)


for _command in (fill, columns, learn, bounced_command, delivered, forget, suppress, provenance, store, serve, mcp):
    main.add_command(_command)


def _print_guess(answer: Guess) -> None:
    rows = [(c.address, f"{c.probability:6.1%}", c.pattern) for c in answer]
    rows.append(("none of these", f"{answer.p_none:6.1%}", ""))
    if on_terminal():
        from rich.console import Console
        from rich.table import Table

        title = _plain(f"{visible(answer.name)} at {answer.domain}")
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        # On a narrow terminal the pattern is cut; an address or a probability never is.
        widest = max(len(address) for address, _, _ in rows)
        table.add_column("address", style="bold", no_wrap=True, min_width=widest)
        table.add_column("probability", justify="right", no_wrap=True, min_width=len("probability"))
        table.add_column("pattern", style="cyan", no_wrap=True, overflow="ellipsis")
        for address, probability, pattern in rows:
            table.add_row(_plain(address), probability, _plain(pattern))
        console = Console()
        console.width = max(console.width, widest + len("probability") + 8)
        console.print(table)
    else:
        for row in rows:
            say("\t".join(cell.strip() for cell in row))
    note_age()
    for warning in answer.warnings:
        say(f"note: {warning}", err=True)


def _print_patterns(shares: Iterable[PatternShare]) -> None:
    *listed, nothing = shares
    shown, rest = listed[:_MOST_PATTERNS], listed[_MOST_PATTERNS:]
    rows = [(s.pattern, s.probability) for s in shown]
    if rest:
        rows.append((f"{len(rest)} more patterns", sum(s.probability for s in rest)))
    rows.append(("no pattern", nothing.probability))
    width = max(len(name) for name, _ in rows)
    for name, probability in rows:
        bar = "█" * round(probability * _BAR_CELLS) if on_terminal() else ""
        say(f"{name:<{width}}  {probability:6.1%}  {bar}".rstrip())


def _plain(text: str) -> Any:
    """Text that rich must not read as markup."""
    from rich.text import Text

    return Text(text)
