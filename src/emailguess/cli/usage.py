"""Wrong usage, told in the user's words: what was wrong, and what to write in its place.

Click finds what is wrong and names its own parts ("Missing argument", "not a valid integer range"). Here each of its
errors becomes a sentence with a way out. What a command says itself is left as it is.

Start reading at `Worded`.
"""

from __future__ import annotations

from typing import Any

import click

from emailguess.cli.showing import say

__all__ = ["Worded", "in_words"]


class _Told(click.UsageError):
    """Wrong usage, which on a terminal is wrapped between words as all else is."""

    def show(self, file: Any = None) -> None:
        """Print it on stderr."""
        if self.ctx is not None:
            say(f"{self.ctx.get_usage()}\nTry '{self.ctx.command_path} --help' for help.\n", err=True)
        say(f"Error: {self.format_message()}", err=True)


class Worded(click.Command):
    """A command, or a group of them, whose wrong usage is told in the user's words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise in_words(error, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, which may have found something wrong itself."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_words(error, ctx) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a group that is meant by the first word."""
        resolve: Any = getattr(super(), "resolve_command")  # noqa: B009 -- a group has it, and only a group is asked
        try:
            found: tuple[str | None, click.Command | None, list[str]] = resolve(ctx, args)
        except click.UsageError as error:
            raise in_words(error, ctx, word=args[0]) from None
        return found


def in_words(error: click.UsageError, ctx: click.Context, word: str = "") -> click.UsageError:
    """An error of click's in the user's words; `word` is one that stands where a command should.

    What a command says itself is left as it is.
    """
    text = error.message
    if isinstance(error, _Told | click.exceptions.NoArgsIsHelpError):
        return error
    if isinstance(error, click.MissingParameter):
        text = _missing(error, ctx)
    elif isinstance(error, click.NoSuchOption):
        text = _no_option(error, ctx)
    elif isinstance(error, click.BadOptionUsage):
        text = _misused(error, ctx)
    elif isinstance(error, click.BadParameter):
        text = _bad_value(error) or error.format_message()
    elif word and not word.startswith("-"):
        text = f"no command {word[:60]!a}; {ctx.command_path} --help lists them"
    elif "unexpected extra argument" in error.message.lower():
        text = _too_many(ctx)
    return _Told(text, error.ctx or ctx)


def _missing(error: click.MissingParameter, ctx: click.Context) -> str:
    what = error.param.make_metavar(ctx).rstrip(".") if error.param is not None else "something"
    return f"{what} is missing; write it as in {_example(ctx)}"


def _example(ctx: click.Context) -> str:
    """The first example of a command's help, else how it is used."""
    lines = [line.strip() for line in (ctx.command.epilog or "").splitlines()]
    usage = " ".join([ctx.command_path, *[each.make_metavar(ctx) for each in _arguments(ctx)]])
    return next((line for line in lines if line.startswith(ctx.command_path)), usage)


def _arguments(ctx: click.Context) -> list[click.Argument]:
    return [each for each in ctx.command.params if isinstance(each, click.Argument)]


def _no_option(error: click.NoSuchOption, ctx: click.Context) -> str:
    from difflib import get_close_matches

    options = [name for each in ctx.command.params for name in each.opts if name.startswith("--")]
    close = get_close_matches(error.option_name, options, n=2, cutoff=0.7)
    way_out = f"did you mean {' or '.join(close)}?" if close else f"{ctx.command_path} --help lists them"
    return f"no option {error.option_name[:60]}; {way_out}"


def _misused(error: click.BadOptionUsage, ctx: click.Context) -> str:
    option = next((each for each in ctx.command.params if error.option_name in each.opts), None)
    if isinstance(option, click.Option) and not option.is_flag:
        value = "NUMBER" if isinstance(option.type, click.IntRange) else option.make_metavar(ctx)
        return f"{error.option_name} wants a value behind it: {error.option_name} {value}"
    return f"{error.option_name} stands alone: leave out what is written behind its ="


def _bad_value(error: click.BadParameter) -> str:
    """What a value may be, and what it was."""
    param = error.param
    if param is None:
        return ""
    name = max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(click.Context(_NONE))
    kind: Any = param.type
    value, is_told, _ = error.message.partition(" is not ")
    was = f", not {value}" if is_told else ""
    if isinstance(kind, click.Choice):
        return f"{name} is one of {', '.join(map(str, kind.choices))}{was}"
    if isinstance(kind, click.IntRange):
        return f"{name} is a whole number from {kind.min:,} to {kind.max:,}{was}"
    if isinstance(kind, click.FloatRange):
        return f"{name} is a number {'above' if kind.min_open else 'from'} {kind.min:g}{was}"
    if isinstance(kind, click.Path) and "is a directory" in error.message:
        return f"{name} names a file, and this is a folder{error.message.partition(' is')[0].removeprefix('File')}"
    return f"{name}: {error.message}"


_NONE = click.Command("")


def _too_many(ctx: click.Context) -> str:
    names = [each.make_metavar(ctx).strip("[]").rstrip(".") for each in _arguments(ctx)]
    what = " and ".join(names) or "this command takes"
    together = "the name" if "NAME" in names else "what belongs together"
    return f"more words than {what}: put {together} in quotes, as in {_example(ctx)}"
