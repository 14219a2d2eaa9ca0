"""The commands that look after a store: what it holds, whether it is sound, what others may know of it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from emailguess.cli.shared import (
    NO_ANSWER,
    WRONG_USAGE,
    Verbatim,
    as_json,
    on_disk,
    opened,
    or_usage,
    print_json,
    store_path,
)
from emailguess.cli.showing import Column, note, say, show
from emailguess.errors import StoreError, shown

__all__ = ["store"]

_EXAMPLES = """
Examples:

  emailguess store stats

  emailguess store export ours.json

  emailguess store merge theirs.json

  emailguess store parts
"""


class _VerbatimGroup(Verbatim, click.Group):
    """A group with examples, whose commands are as all others are."""

    command_class = Verbatim


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
        rows = [(label, _figure(found[key])) for key, label in _LABELS.items()]
        show((Column("what", wraps=True), Column("how much", whole=True, right=True)), rows)


_LABELS = {
    "domains": "companies' domains",
    "pieces": "pieces of evidence",
    "people": "people recognised by a digest",
    "stores": "other stores merged",
    "suppressed": "do-not-contact digests",
    "since": "kept since",
    "keep_months": "months evidence is kept (0: all)",
    "size_bytes": "bytes on disk",
}


def _figure(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _month(month: int) -> str:
    from emailguess.evidence.counts import month_text

    return month_text(month) or "the beginning"


_CHECK_EXAMPLES = """
Examples:

  emailguess store check

Exit status: 0 sound, 1 damaged, 2 wrong usage.
"""


@store.command(cls=Verbatim, epilog=_CHECK_EXAMPLES)
@store_path
@as_json
def check(store_path: Path | None, as_json: bool) -> None:
    """Read all of the store and tell what is damaged."""
    with opened(store_path) as guesser:
        problems = guesser.store.check()
    _tell_damage(problems, as_json)


def _tell_damage(told: Sequence[str], as_json: bool) -> None:
    """Say what was found, a sentence a line, and leave status 1 where that is anything."""
    if as_json:
        print_json({"sound": not told, "problems": list(told)})
    else:
        for sentence in told or ("the store is sound",):
            say(sentence)
    if told:
        sys.exit(NO_ANSWER)


_REPAIR_EXAMPLES = """
Examples:

  emailguess store repair

Exit status: 0 sound now, 1 something was dropped or written anew, 2 it cannot be repaired.
"""


@store.command(cls=Verbatim, epilog=_REPAIR_EXAMPLES)
@store_path
@as_json
def repair(store_path: Path | None, as_json: bool) -> None:
    """Take out of a damaged store what cannot be read, and tell what that is."""
    from emailguess.store.opening import located, missing
    from emailguess.store.sqlite.mending import repair_file

    place = located(store_path)
    if not place.exists:
        or_usage(lambda: _raised(missing(place)))
    told = or_usage(lambda: repair_file(place.path))
    _tell_damage(told, as_json)


def _raised(text: str) -> None:
    raise StoreError(text)


@store.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--min-people",
    type=click.IntRange(1, 10_000_000),
    default=5,
    show_default=True,
    help="Tell of no group smaller than this; 1 tells all, and identifies people.",
)
@store_path
@as_json
def export(file: Path | None, min_people: int, store_path: Path | None, as_json: bool) -> None:
    """Write what groups of people have in common as JSON, to FILE or to the screen, for others to merge."""
    from emailguess.store.opening import is_of_store

    with opened(store_path) as guesser:
        if file is not None and is_of_store(file, guesser.store):
            raise StoreError(f"{file} is the store itself; pass another path")
        document = guesser.export(minimum=min_people)
    if min_people == 1:
        note("this export tells of single people; keep it as you keep addresses")
    if file is None:
        click.echo(document)
        return
    try:
        _write(file, document + "\n")
    except OSError as error:
        say(f"emailguess: cannot write {file} ({error.strerror}); pass another path", err=True)
        sys.exit(WRONG_USAGE)


def _write(file: Path, text: str) -> None:
    """Write beside the file and move it into place: what was there stays until all is written.

    A device or a pipe, such as /dev/stdout, is written to as it is.
    """
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="ascii")
        return
    target = file.resolve()
    handle, beside = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(beside).replace(target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@store.command()
@store_path
@as_json
def parts(store_path: Path | None, as_json: bool) -> None:
    """List the other stores whose exports were merged, by id."""
    with opened(store_path) as guesser:
        found = guesser.store.parts()
    if as_json:
        print_json([part._asdict() for part in found])
    else:
        columns = (
            Column("store", whole=True, style="bold"), Column("domains", right=True), Column("people", right=True),
            Column("version", right=True),
        )  # fmt: skip
        show(columns, [(p.store, f"{p.domains:,}", f"{p.pieces:,}", f"{p.version}") for p in found])
        if not found:
            note("no other store's export was merged")


@store.command()
@click.argument("part")
@store_path
@as_json
def drop(part: str, store_path: Path | None, as_json: bool) -> None:
    """Take out what the exports of one other store brought: PART is its id, or the first letters of it."""
    with opened(store_path) as guesser:
        named = [each.store for each in guesser.store.parts() if part and each.store.startswith(part.lower())]
        if len(named) != 1:
            why = "begins the id of several" if named else "is the id of none"
            raise StoreError(f"{shown(part)} {why} of the stores merged; `emailguess store parts` lists them")
        guesser.store.drop_part(named[0])
    if as_json:
        print_json({"dropped": named[0]})
    else:
        say(f"{named[0]} is taken out")


@store.command()
@click.argument(
    "file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
)
@store_path
@as_json
def merge(file: tuple[Path, ...], store_path: Path | None, as_json: bool) -> None:
    """Add what other stores exported to each FILE; an export that is known already changes nothing."""
    from emailguess.files.readers import read_text

    merged = {}
    with opened(store_path, create=True) as guesser:
        for path in file:
            with on_disk(path) as export:
                done = guesser.merge(read_text(export))
            merged[str(path)] = done._asdict()
            if not as_json:
                say(
                    f"{path.name}: {done.stores:,} stores taken in with {done.domains:,} domains, "
                    f"{done.unchanged:,} known before"
                )
            if done.old:
                note(f"{done.old:,} pieces of evidence were too old to keep")
    if as_json:
        print_json(merged)


@store.command()
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d", "%Y-%m"]), help="Forget what is older than this month, for good."
)
@click.option("--keep-months", type=click.IntRange(0, 1200), help="Change the age limit; 0 keeps everything.")
@click.option(
    "--clock-is-right", is_flag=True, help="Believe the computer's clock, however long ago the store was used last."
)
@store_path
@as_json
def expire(
    before: datetime | None, keep_months: int | None, clock_is_right: bool, store_path: Path | None, as_json: bool
) -> None:
    """Forget evidence that is too old: older than --before, or than the store's age limit."""
    from emailguess.guesser import Guesser

    if keep_months is not None:
        or_usage(lambda: Guesser.open(store_path, keep_months=keep_months, create=False).close())
    with opened(store_path) as guesser:
        if clock_is_right:
            guesser.store.trust_clock()
        gone = guesser.expire(before.date()) if before is not None else guesser.store.expire()
        since = _month(guesser.store.stats().since)
    if as_json:
        print_json({"forgotten": gone, "since": since})
    else:
        say(f"{gone:,} pieces of evidence forgotten; kept since {since}")


@store.command()
@store_path
@as_json
def vacuum(store_path: Path | None, as_json: bool) -> None:
    """Give back the space of what was forgotten."""
    with opened(store_path) as guesser:
        guesser.store.vacuum()
        size = guesser.store.stats().size_bytes
    if as_json:
        print_json({"size_bytes": size})
    else:
        say(f"{size:,} bytes on disk")
