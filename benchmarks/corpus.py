"""`python -m benchmarks corpus git REPO… | mbox FILE… | csv FILE…`: build a corpus to judge with.

A corpus is people: it stays on the machine where it was built, and only aggregate figures leave it. The same sources
give the same bytes.

Start reading at `run`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import sightings
from benchmarks.cleaning import Report, Row, Sighting, rows

__all__ = ["configure", "run", "write"]

_SOURCES = {"git": "software", "mbox": "mail", "csv": "table"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = parser.add_subparsers(dest="kind", required=True)
    for kind, text in (
        ("git", "authors and committers in the histories of git repositories"),
        ("mbox", "senders in mailbox files"),
        ("csv", "rows of CSV files"),
    ):
        command = kinds.add_parser(kind, help=text, description=text)
        command.add_argument("sources", type=Path, nargs="+", metavar="REPO" if kind == "git" else "FILE")
        command.add_argument("--out", type=Path, help="the TSV to write (default: standard output)")
        command.add_argument("--source", default=_SOURCES[kind], help=f"what to call it (default: {_SOURCES[kind]})")
        if kind == "csv":
            command.add_argument("--name-column", help="the column with the name, if it is not found by itself")
            command.add_argument("--email-column", help="the column with the address, if it is not found by itself")


def run(options: argparse.Namespace) -> int:
    """Read, clean and write; say how much was dropped and why, never whom."""
    report = Report()
    try:
        found = rows(_sightings(options), _one_line(options.source), report)
    except (sightings.CannotRead, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    write(found, options.out)
    domains = len({row.email.rpartition("@")[2] for row in found})
    print(f"{report.read:,} sightings read; {len(found):,} people at {domains:,} domains kept", file=sys.stderr)
    for reason, number in report.dropped.most_common():
        print(f"  dropped {number:,}: {reason}", file=sys.stderr)
    return 0 if found else 1


def _sightings(options: argparse.Namespace) -> Iterator[Sighting]:
    for path in options.sources:
        if options.kind == "git":
            yield from sightings.from_git(path)
        elif options.kind == "mbox":
            yield from sightings.from_mbox(path)
        else:
            yield from sightings.from_csv(path, name_column=options.name_column, email_column=options.email_column)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write(found: Sequence[Row], path: Path | None) -> None:
    """Write the corpus format: UTF-8, tab-separated, one header line, no quoting."""
    lines = ["name\temail\tcount\tlast_year\tsource", *("\t".join(map(str, row)) for row in found)]
    data = ("\n".join(lines) + "\n").encode()
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        path.write_bytes(data)
