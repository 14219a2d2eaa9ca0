"""How results look: a table on a terminal, tab-separated lines when piped, and notes at the end, summed up.

One contract for all commands (`docs/reference/command-line.md`); it knows no command.

Start reading at `show`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from emailguess.pictures.terminal import BAR_STYLE

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "BAR_STYLE",
    "UNSAFE",
    "Column",
    "Context",
    "HelpFormatter",
    "bar",
    "in_options",
    "is_quiet",
    "note",
    "on_terminal",
    "progress_console",
    "quiet",
    "readable_width",
    "say",
    "say_wrapped",
    "show",
    "visible",
]

# Controls, and marks that turn the direction of writing or hide: on a terminal they would say something else.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_QUIET, _NOTES = "emailguess.quiet", "emailguess.notes"
_LEAST_WIDTH = 40
# Lines of text that are longer are hard to read.
_MOST_WIDTH = 100
# So much of a title is left where it is cut.
_LEAST_TITLE = 5
# Blanks between two columns.
_GAP = 2
# A cell that is cut to less than this is a riddle: then each row takes several lines.
_LEAST_CELL = 12
_BAR_CELLS = 20


def visible(text: str) -> str:
    """Text that does to a terminal what it says: controls and invisible marks are shown as code points.

    >>> visible("Jane \u202eeoD")
    'Jane U+202EeoD'
    """
    return UNSAFE.sub(lambda found: f"U+{ord(found[0]):04X}", text)


def say(text: str, *, err: bool = False) -> None:
    """Print lines, on stderr with `err`; nothing in them is an order to a terminal (`visible`).

    On a terminal a line that is too long goes on in the next one, between words.
    """
    if on_terminal(err=err):
        text = "\n".join(_wrapped(line, max(_LEAST_WIDTH, _width())) for line in visible(text).split("\n"))
        click.echo(text, err=err)
    else:
        click.echo(visible(text), err=err)


def on_terminal(*, err: bool = False) -> bool:
    """Whether a person reads what is printed, on stderr with `err`; nobody does where the output is closed."""
    stream = sys.stderr if err else sys.stdout
    return stream is not None and stream.isatty()


def say_wrapped(text: str) -> None:
    """Print paragraphs, on a terminal in lines no longer than are read with ease."""
    if not on_terminal():
        say(text)
        return
    for line in visible(text).splitlines():
        click.echo(_wrapped(line, readable_width()))


def _wrapped(line: str, width: int) -> str:
    """A line, wrapped between words where it is longer; what is set in goes on a little further in."""
    if len(line) <= width:
        return line
    import textwrap

    inset = " " * (len(line) - len(line.lstrip()) + 2 if line.startswith(" ") else 0)
    return textwrap.fill(line, width, subsequent_indent=inset, break_long_words=False, break_on_hyphens=False)


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def readable_width() -> int:
    """How wide help and paragraphs are printed: as the terminal is, in lines that are read with ease."""
    return max(_LEAST_WIDTH, min(_width(), _MOST_WIDTH))


class HelpFormatter(click.HelpFormatter):
    """Help that leaves its explanations room on a narrow terminal, too."""

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options with their explanations; long options stand above them where there is little room."""
        super().write_dl(rows, min(col_max, self.width // 4) if self.width < _WIDE else col_max, col_spacing)


# Click's first column of 30 leaves half of this to the second.
_WIDE = 60


class Context(click.Context):
    """A command at work, whose help is ours."""

    formatter_class = HelpFormatter


class Column(NamedTuple):
    """A column of a table."""

    title: str
    whole: bool = False
    """Never cut, however narrow the terminal is; its title may be."""
    right: bool = False
    """Set to the right, as figures are."""
    style: str = ""
    terminal: bool = False
    """For a person's eyes: left out of what is piped."""
    wraps: bool = False
    """Goes on in the next line, in place of being cut."""


def show(columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Print rows: a table on a terminal, else a line each, its cells parted by tabs.

    Where a terminal is too narrow for the table, each row has its first cell on a line and the others below.
    """
    if not on_terminal():
        piped = [place for place, column in enumerate(columns) if not column.terminal]
        for row in rows:
            say("\t".join(re.sub(r"[\t\r\n]", " ", row[place].strip()) for place in piped))
        return
    cells = [[visible(cell) for cell in row] for row in rows]
    width = max(_width(), _LEAST_WIDTH)
    widths = _widths(columns, cells, width)
    if title:
        say(title)
    if _whole_width(widths) > width:
        _show_below_each_other(columns, cells)
    else:
        _show_table(columns, cells, widths)


def _show_below_each_other(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> None:
    shown = [place for place, column in enumerate(columns) if not column.terminal]
    for row in cells:
        first, *others = [row[place].strip() for place in shown]
        say(first)
        if rest := "  ".join(filter(None, others)):
            say(f"  {rest}")


def _show_table(columns: Sequence[Column], cells: Sequence[Sequence[str]], widths: Mapping[int, int]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for place, cell_width in widths.items():
        column = columns[place]
        table.add_column(
            Text(column.title), style=column.style or None, no_wrap=not column.wraps, overflow="ellipsis",
            justify="right" if column.right else "left", width=cell_width,
        )  # fmt: skip
    for row in cells:
        table.add_row(*[Text(row[place]) for place in widths])
    console = Console(highlight=False)
    console.width = _whole_width(widths)
    console.print(table)


def _whole_width(widths: Mapping[int, int]) -> int:
    return sum(widths.values()) + _GAP * (len(widths) - 1)


def _widest(column: Column, cells: Sequence[Sequence[str]], place: int) -> int:
    from rich.cells import cell_len

    return max([cell_len(column.title), *[cell_len(row[place]) for row in cells]])


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> dict[int, int]:
    """How wide each column is shown, by its place: whole ones as wide as they are, the others share what is left.

    Empty ones are left out. Those that are only for the eye go where another would be cut, and titles are cut before
    cells are. What is given may be wider than there is room for.
    """
    from rich.cells import cell_len

    widest = {
        place: _widest(column, cells, place) for place, column in enumerate(columns) if any(row[place] for row in cells)
    }
    if _whole_width(widest) <= width:
        return widest
    kept = [place for place in widest if not columns[place].terminal]
    if _whole_width(plain := {place: widest[place] for place in kept}) <= width:
        return plain
    shared = _shared(columns, plain, width)
    if _whole_width(shared) <= width:
        return shared
    for place in kept:
        if columns[place].whole:
            least = min(plain[place], _LEAST_TITLE)
            plain[place] = max([least, *[cell_len(row[place]) for row in cells]])
    return _shared(columns, plain, width)


def _shared(columns: Sequence[Column], wanted: Mapping[int, int], width: int) -> dict[int, int]:
    """The room that whole columns leave, shared among the others."""
    widths = dict(wanted)
    left = width - sum(widths[place] for place in widths if columns[place].whole) - _GAP * (len(widths) - 1)
    cut = sorted([place for place in widths if not columns[place].whole], key=widths.__getitem__)
    for number, place in enumerate(cut):
        widths[place] = min(widths[place], max(_LEAST_CELL, left // (len(cut) - number)))
        left -= widths[place]
    return widths


def progress_console() -> Console:
    """Where progress is shown: stderr, in colours that are read on light and on dark ground."""
    from rich.console import Console
    from rich.theme import Theme

    return Console(stderr=True, theme=Theme({"progress.remaining": "default", "progress.percentage": "default"}))


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
_ARGUMENT = re.compile(
    r"\b(company|country|known|pattern|headcount|bounced|limit|name_order|check_mx|max_bounce)=(?=\W|$|')"
)
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
