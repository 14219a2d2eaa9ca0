"""How results look: a table on a terminal, tab-separated lines when piped, and notes at the end, summed up.

One contract for all commands (`docs/reference/command-line.md`); it knows no command.

Start reading at `show`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import click

__all__ = [
    "UNSAFE",
    "Column",
    "bar",
    "in_options",
    "is_quiet",
    "note",
    "on_terminal",
    "quiet",
    "say",
    "say_wrapped",
    "show",
    "visible",
]

# Controls, and marks that turn the direction of writing or hide: on a terminal they would say something else.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_QUIET, _NOTES = "emailguess.quiet", "emailguess.notes"
_LEAST_WIDTH = 40
# Blanks between two columns.
_GAP = 2
_LEAST_CELL = 4
_BAR_CELLS = 20


def visible(text: str) -> str:
    """Text that does to a terminal what it says: controls and invisible marks are shown as code points.

    >>> visible("Jane \u202eeoD")
    'Jane U+202EeoD'
    """
    return UNSAFE.sub(lambda found: f"U+{ord(found[0]):04X}", text)


def say(text: str, *, err: bool = False) -> None:
    """Print a line, on stderr with `err`; nothing in it is an order to a terminal (`visible`)."""
    click.echo(visible(text), err=err)


def on_terminal() -> bool:
    """Whether a person reads what is printed; nobody does where the output is closed."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_wrapped(text: str) -> None:
    """Print paragraphs, on a terminal wrapped between words; words that belong together stay whole."""
    if not on_terminal():
        say(text)
        return
    import textwrap

    width = max(_LEAST_WIDTH, min(_width(), 100))
    for line in visible(text).splitlines():
        inset = " " * (len(line) - len(line.lstrip()) + 2 if line.startswith(" ") else 0)
        click.echo(textwrap.fill(line, width, subsequent_indent=inset, break_long_words=False, break_on_hyphens=False))


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


class Column(NamedTuple):
    """A column of a table."""

    title: str
    whole: bool = False
    """Never cut, however narrow the terminal is."""
    right: bool = False
    """Set to the right, as figures are."""
    style: str = ""
    terminal: bool = False
    """For a person's eyes: left out of what is piped."""
    wraps: bool = False
    """Goes on in the next line, in place of being cut."""


def show(columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print rows: a table on a terminal, else a line each, its cells parted by tabs."""
    if not on_terminal():
        piped = [place for place, column in enumerate(columns) if not column.terminal]
        for row in rows:
            say("\t".join(re.sub(r"[\t\r\n]", " ", row[place].strip()) for place in piped))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[visible(cell) for cell in row] for row in rows]
    widths = _widths(columns, cells, max(_width(), _LEAST_WIDTH))
    table = Table(title=Text(visible(title)) if title else None, title_justify="left", box=None, pad_edge=False)
    for place, cell_width in widths.items():
        column = columns[place]
        table.add_column(
            Text(column.title), style=column.style or None, no_wrap=not column.wraps, overflow="ellipsis",
            justify="right" if column.right else "left", width=cell_width,
        )  # fmt: skip
    for row in cells:
        table.add_row(*[Text(row[place]) for place in widths])
    console = Console(highlight=False)
    console.width = sum(widths.values()) + _GAP * (len(widths) - 1)
    if title:
        console.width = max(console.width, min(len(title), _width()))
    console.print(table)


def _widest(column: Column, cells: Sequence[Sequence[str]], place: int) -> int:
    from rich.cells import cell_len

    return max([cell_len(column.title), *[cell_len(row[place]) for row in cells]])


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> dict[int, int]:
    """How wide each column is shown, by its place: whole ones as wide as they are, the others share what is left.

    Those that are only for the eye go where another would be cut.
    """
    widest = {place: _widest(column, cells, place) for place, column in enumerate(columns)}
    if sum(widest.values()) + _GAP * (len(widest) - 1) <= width:
        return widest
    kept = [place for place, column in enumerate(columns) if not column.terminal]
    left = width - sum(widest[place] for place in kept if columns[place].whole) - _GAP * (len(kept) - 1)
    cut = sorted([place for place in kept if not columns[place].whole], key=widest.__getitem__)
    for number, place in enumerate(cut):
        widest[place] = min(widest[place], max(_LEAST_CELL, left // (len(cut) - number)))
        left -= widest[place]
    return {place: widest[place] for place in kept}


def bar(share: float) -> str:
    """A share as a bar.

    >>> bar(0.25)
    '█████'
    """
    return "█" * round(share * _BAR_CELLS)


def quiet(context: click.Context, _: click.Parameter, told: bool) -> None:
    """Keep that no notes are wanted."""
    if told:
        context.meta[_QUIET] = True


def is_quiet() -> bool:
    """Whether no notes are wanted."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def note(text: str) -> None:
    """Tell something beside the result: on stderr when the command ends, many of a kind as one, unless `--quiet`."""
    context = click.get_current_context()
    notes: list[str] | None = context.meta.get(_NOTES)
    if notes is None:
        notes = context.meta[_NOTES] = []
        context.find_root().call_on_close(lambda: _tell(notes, bool(context.meta.get(_QUIET))))
    notes.append(in_options(text))


def _tell(notes: list[str], silent: bool) -> None:
    from emailguess.results.notes import summed_up

    for text in [] if silent else summed_up(notes):
        say(f"note: {text}", err=True)
    notes.clear()


# Arguments of the library, as its messages name them, and their options.
_ARGUMENT = re.compile(r"\b(company|country|known|pattern|headcount|bounced|limit|name_order|check_mx)=(?=\W|$|')")
_OPTIONS = {"check_mx": "--mx"}


def in_options(text: str) -> str:
    """A message of the library in the words of the command line.

    >>> in_options("pass company='its name'"), in_options("pass country=")
    ("pass --company 'its name'", 'pass --country')
    """
    text = text.replace("Guesser(known_companies=False)", "--no-known-companies")

    def option(found: re.Match[str]) -> str:
        name: Any = found[1]
        told = _OPTIONS.get(name, f"--{name.replace('_', '-')}")
        return told + (" " if text[found.end() : found.end() + 1] == "'" else "")

    return _ARGUMENT.sub(option, text)
