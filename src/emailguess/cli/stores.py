"""The commands that look after a store: `store stats`, `check`, `export`, `merge`, `expire` and `vacuum`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from emailguess.cli.shared import NO_ANSWER, WRONG_USAGE, Verbatim, as_json, opened, or_usage, print_json, store_path

__all__ = ["store"]

_EXAMPLES = """
Examples:

  emailguess store stats

  emailguess store export ours.json

  emailguess store merge theirs.json
"""


class _VerbatimGroup(Verbatim, click.Group):
    """A group with examples."""


@click.group(cls=_VerbatimGroup, epilog=_EXAMPLES)
def store() -> None:
    """Look after what is remembered."""


@store.command()
@store_path
@as_json
def stats(store_path: Path | None, as_json: bool) -> None:
    """Show how much is remembered."""
    with opened(store_path) as guesser:
        found = guesser.store.stats()._asdict()
    found["since"] = _month(found["since"])
    if as_json:
        print_json(found)
    else:
        width = max(map(len, _LABELS.values()))
        for key, label in _LABELS.items():
            value = found[key]
            click.echo(f"{label:<{width}}  {value:,}" if isinstance(value, int) else f"{label:<{width}}  {value}")


_LABELS = {
    "domains": "companies' domains",
    "pieces": "pieces of evidence",
    "people": "people recognised by a digest",
    "stores": "other stores merged",
    "suppressed": "do-not-contact entries",
    "since": "kept since",
    "keep_months": "months evidence is kept (0: all)",
    "size_bytes": "bytes on disk",
}


def _month(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}" if month else "the beginning"


_CHECK_EXAMPLES = """
Examples:

  emailguess store check

Exit status: 0 sound, 1 damaged, 2 wrong usage.
"""


@store.command(cls=Verbatim, epilog=_CHECK_EXAMPLES)
@store_path
def check(store_path: Path | None) -> None:
    """Read all of the store and tell what is damaged."""
    with opened(store_path) as guesser:
        problems = guesser.store.check()
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(NO_ANSWER)
    click.echo("the store is sound")


@store.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@store_path
def export(file: Path | None, store_path: Path | None) -> None:
    """Write all counts as JSON, to FILE or to the screen: no name, no address, no digest."""
    with opened(store_path) as guesser:
        document = guesser.export()
    if file is None:
        click.echo(document)
        return
    try:
        file.write_text(document + "\n", encoding="ascii")
    except OSError as error:
        click.echo(f"emailguess: cannot write {file} ({error.strerror}); pass another path", err=True)
        sys.exit(WRONG_USAGE)


@store.command()
@click.argument("file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_path
def merge(file: tuple[Path, ...], store_path: Path | None) -> None:
    """Add what other stores exported to each FILE; an export that is known already changes nothing."""
    from emailguess.files.readers import read_text

    with opened(store_path, create=True) as guesser:
        for path in file:
            done = guesser.merge(read_text(path))
            click.echo(
                f"{path.name}: {done.stores:,} stores taken in with {done.domains:,} domains, "
                f"{done.unchanged:,} known before"
            )
            if done.old:
                click.echo(f"note: {done.old:,} pieces of evidence were too old to keep", err=True)


@store.command()
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d", "%Y-%m"]), help="Forget what is older than this month, for good."
)
@click.option("--keep-months", type=click.IntRange(0, 1200), help="Change the age limit; 0 keeps everything.")
@store_path
def expire(before: datetime | None, keep_months: int | None, store_path: Path | None) -> None:
    """Forget evidence that is too old: older than --before, or than the store's age limit."""
    from emailguess.guesser import Guesser

    if keep_months is not None:
        or_usage(lambda: Guesser.open(store_path, keep_months=keep_months, create=False).close())
    with opened(store_path) as guesser:
        gone = guesser.expire(before.date()) if before is not None else 0
        since = _month(guesser.store.stats().since)
    click.echo(f"{gone:,} pieces of evidence forgotten; kept since {since}")


@store.command()
@store_path
def vacuum(store_path: Path | None) -> None:
    """Give back the space of what was forgotten."""
    with opened(store_path) as guesser:
        guesser.store.vacuum()
        click.echo(f"{guesser.store.stats().size_bytes:,} bytes on disk")
