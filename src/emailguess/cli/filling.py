"""The command `fill`: a sheet of people comes back with their addresses.

It turns options into those of `Guesser.fill`, shows how far the work is, and prints what became of it.

Start reading at `fill`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from emailguess.cli.reading import FILE, column_map, known_files, mapping, open_people, printable
from emailguess.cli.shared import (
    Verbatim,
    as_json,
    no_known_companies,
    no_store,
    on_disk,
    opened,
    print_json,
    read_only,
)
from emailguess.cli.shared import store_path as store_option
from emailguess.cli.showing import in_options, is_quiet, note, progress_console, say

__all__ = ["fill"]

_INTERRUPTED = 130

_FILL_EXAMPLES = """
Examples:

  emailguess fill people.csv -o filled.csv

  emailguess fill people.xlsx -o filled.xlsx --max-bounce 2% --jobs 2

  emailguess fill people.csv -o hubspot.csv --shape hubspot --min-probability 80%

  emailguess fill people.csv -o filled.csv --resume

Exit status: 0 filled, 2 wrong usage, 130 stopped by Ctrl-C; the rows answered until then are in a partial file.
"""


class _Share(click.ParamType):  # type: ignore[type-arg]  # older releases take none
    """A share: `5%` or `0.05`."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a share."""
        if isinstance(value, float):
            return value
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(f"{value!a} is no share; write 5% or 0.05", param, ctx)
        return share


@click.command(cls=Verbatim, epilog=_FILL_EXAMPLES)
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else stdout.")
@click.option(
    "--max-bounce",
    type=_Share(),
    metavar="SHARE",
    help="Mark as many rows `send` as keep the expected share of bounces among them within this; 5% by default.",
)
@click.option("--min-probability", type=_Share(), metavar="SHARE", help="Mark no row `send` that is less likely.")
@click.option(
    "--skip-below", type=_Share(), metavar="SHARE", help="Mark rows `skip` that are less likely; default 10%."
)
@click.option("--max-risk", type=_Share(), metavar="SHARE", help="Mark rows `skip` whose address may be another's.")
@click.option("--format", type=click.Choice(["csv", "tsv", "xlsx", "jsonl", "parquet"]), help="What to write.")
@click.option(
    "--shape",
    type=click.Choice(["hubspot", "greenhouse", "apollo", "hunter"]),
    help="Write an import file of another program in place of the sheet; nobody held back is in it.",
)
@click.option("--prefix", default="emailguess_", show_default=True, help="What titles of added columns begin with.")
@click.option("--overwrite", is_flag=True, help="Replace the columns that an earlier run added.")
@click.option("--keep-formulas", is_flag=True, help="Leave cells that a spreadsheet would run as they are, in a csv.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that work at once.")
@click.option("--resume", is_flag=True, help="Go on where a run with the same output was stopped or killed.")
@click.option("--learn", is_flag=True, help="Learn the addresses of the sheet for good, too.")
@known_files
@column_map
@store_option
@no_store
@no_known_companies
@as_json
def fill(
    file: Path,
    output: Path | None,
    learn: bool,
    known_files: tuple[Path, ...],
    column_map: tuple[str, ...],
    store_path: Path | None,
    no_store: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Give a sheet of people back with the likeliest address of each, how sure it is, and what to do with it.

    FILE is whatever `emailguess columns` understands; - reads standard input. Rows that have an address teach what is
    known of their company. Every row and cell stays as it was; the added columns stand behind. A summary is printed on
    stderr, or as JSON on stdout.
    """
    from emailguess.fill.filling import Stopped

    if as_json and output is None:
        raise click.UsageError("--json prints the summary: pass -o the file to write")
    if options["resume"] and output is None:
        raise click.UsageError("--resume goes on with a file: pass the same -o as before")
    options["columns"] = mapping(column_map)
    store = opened(store_path, create=True) if learn else read_only(store_path, leave_out=no_store)
    with store as guesser, on_disk(file) as source, _output(output) as (target, name), _progress() as progress:
        if name:
            options["format"] = options["format"] or name
        options["known"] = [person for path in known_files for person in open_people(path, None)]
        try:
            report = guesser.fill(source, target, learn=learn, progress=progress, **options)
        except Stopped as stop:
            say(f"stopped: {stop.report.rows:,} rows are done and stand in {stop.report.output}; to go on, run the "
                "same command with --resume", err=True)  # fmt: skip
            sys.exit(_INTERRUPTED)
        except KeyboardInterrupt:
            say("stopped: nothing is written yet; to go on, run the same command with --resume", err=True)
            sys.exit(_INTERRUPTED)
    if as_json:
        print_json(report.to_dict())
    elif not is_quiet():
        say(in_options(str(report)), err=True)
    if not report.rows:
        note("nobody is in it: a list wants a row of titles such as 'Name, Company', where no row has an address; "
             "emailguess columns FILE shows how a file is understood")  # fmt: skip


@contextmanager
def _output(output: Path | None) -> Iterator[tuple[Path, str]]:
    """The file to write and no format; without one a file that is printed, which is csv unless told otherwise."""
    if output is not None:
        yield output, ""
        return
    with tempfile.TemporaryDirectory(prefix="emailguess-") as folder:
        written = Path(folder) / "output"
        yield written, "csv"
        if sys.stdout.isatty():  # what a cell holds is no order to a terminal
            for line in written.read_text(encoding="utf-8", errors="replace").splitlines():
                say(line)
            return
        with open(written, "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.flush()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on a terminal with rows, rate and time left; nothing where stderr is no terminal."""
    if not sys.stderr.isatty() or is_quiet():
        yield None
        return
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.description} {task.completed:,.0f} rows, {task.fields[rate]:,.0f} a second", markup=False)
    with Progress(text, BarColumn(), TimeRemainingColumn(), console=progress_console()) as bar:
        tasks: dict[str, TaskID] = {}

        def advance(step: str, done: int, whole: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(printable(step), total=whole or None, rate=0.0)
            task = tasks[step]
            elapsed = next(t.elapsed for t in bar.tasks if t.id == task) or 1.0
            bar.update(task, completed=done, rate=done / elapsed)

        yield advance
