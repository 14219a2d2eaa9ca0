"""The command `demo`: a worked example on invented people, offline, that leaves nothing behind.

It shows each command and then runs it, so that what a new user sees is what the program does.

Start reading at `demo`.
"""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from emailguess.cli.shared import Verbatim
from emailguess.cli.showing import Column, say, say_wrapped, show

__all__ = ["demo"]

_TEAM = """\
name,email
Bob Jones,bob.jones@acme.example
Ann Lee,ann.lee@acme.example
Jürgen Müller,juergen.mueller@acme.example
Tom Roe,troe@acme.example
Front desk,info@acme.example
"""
_SHEET = """\
Name,Company,Email
Bob Jones,Acme Corp.,bob.jones@acme.example
Ann Lee,"Acme, Inc.",ann.lee@acme.example
Jane Doe,ACME,
Karl Schröder,acme inc,
"""
_STEPS = (
    (
        "Jane Doe works at acme.example, an invented company. Nothing else is known, so this is what companies do:",
        ("guess", "Jane Doe", "acme.example", "-n", "3"),
    ),
    (
        "team.csv has some colleagues. Their addresses teach how the company builds them, and --explain tells why:",
        ("guess", "Jane Doe", "acme.example", "-n", "3", "-f", "team.csv", "--explain"),
    ),
    (
        "A sheet comes back with an address in each row, how sure it is, and whether to send:",
        ("fill", "people.csv", "-o", "filled.csv", "--max-bounce", "15%"),
    ),
    (
        "A person who asks where an address comes from is owed an answer. It is ready to send:",
        ("provenance", "Jane Doe", "acme.example", "-f", "team.csv"),
    ),
)
_END = "Now with your own: emailguess guess NAME DOMAIN -f FILE. All commands: emailguess --help"

_EXAMPLES = """
Examples:

  emailguess demo

Exit status: 0.
"""


@click.command(cls=Verbatim, epilog=_EXAMPLES)
def demo() -> None:
    """Run a worked example on invented people: offline, in a folder of its own that is taken away again."""
    with _folder() as folder:
        (folder / "team.csv").write_text(_TEAM, encoding="utf-8")
        (folder / "people.csv").write_text(_SHEET, encoding="utf-8")
        for words, arguments in _STEPS:
            say_wrapped(words)
            say(f"\n$ {shlex.join(['emailguess', *arguments])}")
            _run([*arguments, "--no-store", *(() if arguments[0] == "fill" else ("--quiet",))])
            if arguments[0] == "fill":
                _show_filled(folder / "filled.csv")
            say("")
        say_wrapped(_END)


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder with a store of its own, which go at the end; what the user's own holds back is not here."""
    from emailguess.guesser import Guesser
    from emailguess.store.opening import ENVIRONMENT

    before, store = Path.cwd(), os.environ.get(ENVIRONMENT)
    with tempfile.TemporaryDirectory(prefix="emailguess-demo-") as made:
        os.environ[ENVIRONMENT] = str(Path(made) / "known.db")
        os.chdir(made)
        try:
            Guesser.open(create=True).close()
            yield Path(made)
        finally:
            os.chdir(before)
            os.environ.pop(ENVIRONMENT)
            if store is not None:
                os.environ[ENVIRONMENT] = store


def _run(arguments: list[str]) -> None:
    """Run another command of the program, as if its words had been typed."""
    program = click.get_current_context().find_root().command
    program.main(arguments, prog_name="emailguess", standalone_mode=False)


def _show_filled(file: Path) -> None:
    import csv

    with open(file, encoding="utf-8", newline="") as rows:
        filled = list(csv.DictReader(rows))
    columns = (
        Column("name"), Column("address", whole=True, style="bold"), Column("probability", whole=True, right=True),
        Column("decision", whole=True),
    )  # fmt: skip
    show(
        columns,
        [
            (
                row["Name"],
                row["emailguess_address"],
                _percent(row["emailguess_probability"]),
                row["emailguess_decision"],
            )
            for row in filled
        ],
    )


def _percent(cell: str) -> str:
    return f"{float(cell):.1%}" if cell else ""
