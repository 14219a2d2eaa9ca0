"""The command line: one module a group of commands, and what all of them share (`shared`, `showing`).

It turns words into calls and answers into text; it knows nothing about guessing.

Start reading at `main`.
"""

from __future__ import annotations

import shlex
from importlib import import_module
from typing import Any

import click

from emailguess.cli.shared import failed, quiet_option
from emailguess.cli.showing import Context, readable_width, say
from emailguess.cli.usage import Worded
from emailguess.cli.version import note_verbose, tell_version

__all__ = ["main"]

_MODULES = {
    "guess": "guessing", "fill": "filling", "patterns": "companies", "domains": "companies", "mx": "companies",
    "columns": "reading", "learn": "learning", "bounced": "keeping", "delivered": "keeping", "forget": "keeping",
    "suppress": "keeping", "provenance": "provenance", "store": "stores", "serve": "serving", "mcp": "serving",
    "demo": "demo",
}  # fmt: skip
"""Where each command stands: a module is imported when its command is asked for."""

# Five lines that get a new user to an answer.
_GREETING = """\
emailguess guesses a work address and says how sure it is. It sends nothing. Try
  emailguess guess "Jane Doe" acme.com -k "Bob Jones <bob.jones@acme.com>"
  emailguess guess "Jane Doe" acme.com -f team.csv --explain
  emailguess fill people.csv -o filled.csv
  emailguess demo                        (a worked example; --help has the rest)"""


class _Main(Worded, click.Group):
    """The program: without a command it shows how to begin, and a word that is none is told what to do instead."""

    context_class = Context

    def __init__(self, *arguments: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.params.append(quiet_option())

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name; None where there is none."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        found: click.Command = getattr(import_module(f"emailguess.cli.{module}"), cmd_name)
        return found

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run; where the output cannot be written, as on a full disk, say so."""
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            failed(f"the output could not be written ({error.strerror or type(error).__name__}); it is cut short")

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Begin; help is as wide as the terminal, which click takes for 50 columns at least."""
        return super().make_context(info_name, args, parent, **{"terminal_width": readable_width(), **extra})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant by the first word."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(word.lower(), self.list_commands(ctx), n=1)
            if close:
                raise click.UsageError(f"no command {word!a}; did you mean `emailguess {close[0]}`?", ctx)
            if len(args) > 1 or " " in word:
                asked = shlex.join(["emailguess", "guess", *args[:2]])
                raise click.UsageError(f"no command {word[:60]!a}; to guess an address: {asked[:160]}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Main,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=note_verbose,
    help="With --version: the tables that ship and their age, too.",
)
@click.option("--version", is_flag=True, expose_value=False, callback=tell_version, help="Show the version and exit.")
@click.pass_context
def main(context: click.Context) -> None:
    """Guess a person's work address, with a probability that means what it says.

    Nothing is sent anywhere: guesses are made offline, and no mail server is ever contacted.
    """
    if context.invoked_subcommand is None:
        say(_GREETING)
