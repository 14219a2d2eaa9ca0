"""The commands about companies: `patterns`, `domains`, and `mx`.

They turn words into calls and what is found into rows.

Start reading at `patterns`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from emailguess.cli.reading import colleagues, column_map, known_files
from emailguess.cli.shared import (
    NO_ANSWER,
    Verbatim,
    as_json,
    country_option,
    known_option,
    no_known_companies,
    no_store,
    or_usage,
    print_json,
    read_only,
    store_path,
)
from emailguess.cli.showing import BAR_STYLE, Column, bar, note, show

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.results.reports import PatternShare

__all__ = ["domains", "mx", "patterns"]

_MOST_PATTERNS = 15
# An hour for one domain: whoever asks for more has slipped.
_LONGEST_S = 3_600

_PATTERNS_EXAMPLES = """
Examples:

  emailguess patterns acme.com --known-file team.csv

  emailguess patterns acme.com --known "Bob Jones <bjones@acme.com>" --json

  emailguess patterns

Exit status: 0 shown, 1 nothing is learned yet, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_PATTERNS_EXAMPLES)
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
    from emailguess.addresses.providers import open_to_all

    with read_only(store_path, leave_out=no_store) as guesser:
        if domain is None:
            if not _print_learned(guesser, as_json):
                note("nothing is learned yet: emailguess learn FILE takes any list of people with their addresses")
                sys.exit(NO_ANSWER)
            return
        company = guesser.at(domain, known=colleagues(known, known_files, column_map))
        shares, told = company.patterns(), company.evidence
    if as_json:
        print_json([{"pattern": s.pattern, "probability": round(s.probability, 6)} for s in shares])
    else:
        _print_patterns(shares, company.domain)
    for warning in company.warnings:
        note(warning)
    if reason := open_to_all(company.domain):
        note(f"{reason}: anyone may have any address there, so there is no company pattern")
    elif not (told.remembered or told.public or told.pairs or told.bare or told.related):
        note(f"nothing is known of how {company.domain} builds its addresses: this is what companies usually do")


def _print_learned(guesser: Guesser, as_json: bool) -> int:
    """One domain a line: how many pieces of evidence, its likeliest pattern and the share it has."""
    rows = []
    for name in guesser.store.domains():
        best = guesser.patterns(name)[0]
        rows.append((name, guesser.store.counts(name).total, best.pattern, best.probability))
    if as_json:
        keys = ("domain", "pieces", "pattern", "probability")
        print_json([dict(zip(keys, (*row[:3], round(row[3], 6)), strict=True)) for row in rows])
    elif rows:
        columns = (
            Column("domain", whole=True, style="bold"), Column("pieces", right=True), Column("pattern"),
            Column("share", whole=True, right=True),
        )  # fmt: skip
        show(columns, [(n, f"{pieces:,}", pattern, f"{share:.1%}") for n, pieces, pattern, share in rows])
    return len(rows)


def _print_patterns(shares: Iterable[PatternShare], domain: str) -> None:
    *listed, nothing = shares
    shown, rest = listed[:_MOST_PATTERNS], listed[_MOST_PATTERNS:]
    rows = [(s.pattern, s.probability) for s in shown]
    if rest:
        rows.append((f"{len(rest)} more patterns", sum(s.probability for s in rest)))
    rows.append(("no pattern", nothing.probability))
    columns = (
        Column("pattern"), Column("share", whole=True, right=True),
        Column("", style=BAR_STYLE, terminal=True),
    )  # fmt: skip
    show(columns, [(name, f"{share:6.1%}", bar(share)) for name, share in rows], f"Patterns of {domain}")


_DOMAINS_EXAMPLES = """
Examples:

  emailguess domains "Acme Widgets GmbH"

  emailguess domains "University of Somewhere" --country us --json

Exit status: 0 found, 1 nothing found, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_DOMAINS_EXAMPLES)
@click.argument("company")
@country_option
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
        rows = [(c.domain, f"{c.probability:6.1%}", c.source, c.rule, bar(c.probability)) for c in found]
        rows.append(("none of these", f"{found.p_none:6.1%}", "", "", bar(found.p_none)))
        columns = (
            Column("domain", whole=True, style="bold"), Column("probability", whole=True, right=True),
            Column("from"), Column("how", wraps=True), Column("", style=BAR_STYLE, terminal=True),
        )  # fmt: skip
        show(columns, rows, f"{found.company}, looked up as {found.key!r}")
        for warning in found.warnings:
            note(warning)
    if found.best is None:
        sys.exit(NO_ANSWER)


_MX_EXAMPLES = """
Examples:

  emailguess mx acme.com acme.de

  emailguess mx acme.com --json

Exit status: 0 all accept mail, 1 some reject it or nothing could be learned, 2 wrong usage.
"""


@click.command(cls=Verbatim, epilog=_MX_EXAMPLES)
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
        columns = (
            Column("domain", whole=True, style="bold"), Column("status", whole=True), Column("provider"),
            Column("mail hosts"), Column("why", wraps=True),
        )  # fmt: skip
        rows = [
            (r.domain, r.status, r.provider or "", ", ".join(host.name for host in r.hosts[:3]), r.explanation)
            for r in reports
        ]
        show(columns, rows)
    if any(report.status != "accepts" for report in reports):
        sys.exit(NO_ANSWER)
