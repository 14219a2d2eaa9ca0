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
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from emailguess.cli.showing import UNSAFE, Context, in_options, note, quiet, say
from emailguess.cli.usage import Worded
from emailguess.errors import EmailGuessError, StoreError

if TYPE_CHECKING:
    from emailguess.guesser import Guesser

__all__ = [
    "NO_ANSWER",
    "WRONG_USAGE",
    "Verbatim",
    "as_json",
    "bounced_option",
    "company_option",
    "country_option",
    "failed",
    "headcount_option",
    "known_option",
    "name_country",
    "name_order_option",
    "pattern_option",
    "no_known_companies",
    "no_store",
    "on_disk",
    "opened",
    "or_usage",
    "print_json",
    "read_only",
    "store_path",
]

_T = TypeVar("_T")
NO_ANSWER, WRONG_USAGE = 1, 2


def quiet_option() -> click.Option:
    """`--quiet`, which every command has."""
    return click.Option(
        ["-q", "--quiet"], is_flag=True, is_eager=True, expose_value=False, callback=quiet,
        help="Print no notes and no progress.",
    )  # fmt: skip


class Verbatim(Worded):
    """A command as all of them are: it takes `--quiet`, and keeps the line breaks of examples in ``--help``."""

    context_class = Context

    def __init__(self, *arguments: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        if not any("--quiet" in parameter.opts for parameter in self.params):
            self.params.append(quiet_option())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are: a command that is copied stands in one line."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.strip("\n").splitlines():
                formatter.write(f"{line}\n") if line.startswith("  ") or not line else formatter.write_text(line)


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


known_option = click.option(
    "--known",
    "-k",
    multiple=True,
    metavar="COLLEAGUE",
    help="A colleague's address: 'Bob Jones <bob@acme.com>'. Repeat it.",
)
name_country = click.option(
    "--country", metavar="XX", help="Country of the company and the name, as a two-letter code (ISO 3166)."
)
country_option = click.option("--country", metavar="XX", help="The company's country, as a two-letter code (ISO 3166).")
name_order_option = click.option(
    "--name-order",
    type=click.Choice(["given-first", "family-first"]),
    help="Which part of NAME stands first, where the writing does not tell.",
)
company_option = click.option(
    "--company", "-c", metavar="COMPANY", help="The company's name, where its domain is not known."
)
pattern_option = click.option(
    "--pattern", "-p", metavar="PATTERN", help="A pattern you were told of, such as '{f}{last}'."
)
bounced_option = click.option(
    "--bounced", "-b", multiple=True, metavar="ADDRESS", help="An address of this person that bounced. Repeat it."
)
headcount_option = click.option(
    "--headcount", type=click.IntRange(1, 10_000_000), help="How many people the company has."
)

_KNOWN = "emailguess.known_companies"


def _leave_out_known(context: click.Context, _: click.Parameter, left_out: bool) -> None:
    context.meta[_KNOWN] = not left_out


no_known_companies = click.option(
    "--no-known-companies",
    is_flag=True,
    expose_value=False,
    callback=_leave_out_known,
    help="Leave out the patterns of well-known companies that ship with the program.",
)
"""What it says is for `read_only`, which makes the guesser."""


def or_usage(call: Callable[[], _T]) -> _T:
    """Run a call whose errors are the user's to mend."""
    try:
        return call()
    except EmailGuessError as error:
        failed(str(error))


def failed(message: str) -> NoReturn:
    """End the program with a message about what the user can mend."""
    say(f"emailguess: {in_options(message)}", err=True)
    sys.exit(WRONG_USAGE)


@contextmanager
def on_disk(file: Path) -> Iterator[Path]:
    """A file that was named; of standard input (`-`) a copy, which goes afterwards."""
    if str(file) != "-":
        yield file
        return
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory(prefix="emailguess-") as folder:
        copy = Path(folder) / "input"
        with open(copy, "wb") as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
        yield copy


def print_json(value: Any) -> None:
    """Print a value as JSON, letters of all alphabets as they are; controls and invisible marks are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


@contextmanager
def opened(path: Path | None, *, create: bool = False) -> Iterator[Guesser]:
    """The guesser with its store; errors end the program with a message.

    With `create` a store that is not there is made, and said so: a disk that is not mounted looks like a first use.
    """
    from emailguess.guesser import Guesser
    from emailguess.store.opening import located

    known_companies: bool = click.get_current_context().meta.get(_KNOWN, True)
    with _errors_told():
        place = located(path)
        if create and place.named and (place.empty or not place.exists):
            note(f"a new store was made: {place.path}")
        with Guesser.open(place.path, create=create, known_companies=known_companies) as guesser:
            yield guesser


@contextmanager
def read_only(path: Path | None, *, leave_out: bool = False, say: bool = True) -> Iterator[Guesser]:
    """The guesser with its store, or with none where nobody named one and none is at the usual place.

    Says on stderr which, unless what is done with it fails.
    """
    from emailguess.guesser import Guesser
    from emailguess.store.opening import located, missing

    known_companies: bool = click.get_current_context().meta.get(_KNOWN, True)
    with _errors_told():
        place = located(path)
        if not place.exists:
            if place.named:
                raise StoreError(missing(place))
            yield Guesser(known_companies=known_companies)
            return
        where = place.path
        with _to_read(where, known_companies) as guesser:
            if leave_out:
                from emailguess.store.list_only import ListOnly

                yield Guesser(store=ListOnly(guesser.store), known_companies=known_companies)
                return
            yield guesser
            if say:
                note(f"using what is remembered in {where} (--no-store leaves it out)")


def _to_read(where: Path, known_companies: bool) -> Guesser:
    """The guesser for questions, which never write; only a store of an older version is brought up first."""
    from emailguess.guesser import Guesser
    from emailguess.store.sqlite.connection import Outdated

    try:
        return Guesser.open(where, read_only=True, create=False, known_companies=known_companies)
    except Outdated:
        Guesser.open(where, create=False).close()
        return Guesser.open(where, read_only=True, create=False, known_companies=known_companies)


@contextmanager
def _errors_told() -> Iterator[None]:
    """End the program with a message where the user can mend what is wrong."""
    try:
        yield
    except EmailGuessError as error:
        failed(str(error))
