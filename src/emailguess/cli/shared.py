"""What the commands share: their looks, their errors, and the store they use.

It knows no command.

Start reading at `opened`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from emailguess.errors import EmailGuessError, StoreError

if TYPE_CHECKING:
    from emailguess.guesser import Guesser

__all__ = [
    "NO_ANSWER",
    "WRONG_USAGE",
    "Verbatim",
    "as_json",
    "no_store",
    "opened",
    "or_usage",
    "print_json",
    "read_only",
    "store_path",
]

_T = TypeVar("_T")
NO_ANSWER, WRONG_USAGE = 1, 2


class Verbatim(click.Command):
    """Keeps the line breaks of examples in ``--help``."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.strip("\n").splitlines():
                formatter.write_text(line) if line.strip() else formatter.write_paragraph()


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
store_path = click.option(
    "--store",
    "store_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The store's file; by default the one EMAILGUESS_STORE names, or known.db in your data folder.",
)
no_store = click.option(
    "--no-store", is_flag=True, help="Leave out what was learned; the do-not-contact list holds all the same."
)


def or_usage(call: Callable[[], _T]) -> _T:
    """Run a call whose errors are the user's to mend."""
    try:
        return call()
    except EmailGuessError as error:
        click.echo(f"emailguess: {error}", err=True)
        sys.exit(WRONG_USAGE)


def print_json(value: Any) -> None:
    """Print a value as JSON, letters of all alphabets as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def opened(path: Path | None, *, create: bool = False) -> Iterator[Guesser]:
    """The guesser with its store; errors end the program with a message.

    With `create` a store that is not there is made, and said so: a disk that is not mounted looks like a first use.
    """
    from emailguess.guesser import Guesser
    from emailguess.store.opening import located

    with _errors_told():
        place = located(path)
        if create and place.named and not place.exists:
            click.echo(f"note: a new store was made: {place.path}", err=True)
        with Guesser.open(place.path, create=create) as guesser:
            yield guesser


@contextmanager
def read_only(path: Path | None, *, leave_out: bool = False, say: bool = True) -> Iterator[Guesser]:
    """The guesser with its store, or with none where nobody named one and none is at the usual place.

    Says on stderr which.
    """
    from emailguess.guesser import Guesser
    from emailguess.store.opening import located, missing

    with _errors_told():
        place = located(path)
        if not place.exists:
            if place.named:
                raise StoreError(missing(place))
            yield Guesser()
            return
        where = place.path
        with _to_read(where) as guesser:
            if leave_out:
                from emailguess.store.list_only import ListOnly

                yield Guesser(store=ListOnly(guesser.store))
                return
            if say:
                click.echo(f"note: using what is remembered in {where} (--no-store leaves it out)", err=True)
            yield guesser


def _to_read(where: Path) -> Guesser:
    """The guesser for questions, which never write; only a store of an older version is brought up first."""
    from emailguess.guesser import Guesser
    from emailguess.store.sqlite.connection import Outdated

    try:
        return Guesser.open(where, read_only=True, create=False)
    except Outdated:
        Guesser.open(where, create=False).close()
        return Guesser.open(where, read_only=True, create=False)


@contextmanager
def _errors_told() -> Iterator[None]:
    """End the program with a message where the user can mend what is wrong."""
    try:
        yield
    except EmailGuessError as error:
        click.echo(f"emailguess: {error}", err=True)
        sys.exit(WRONG_USAGE)
