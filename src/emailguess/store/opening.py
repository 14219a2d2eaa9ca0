"""Where the store of a user is, and opening it there.

Every command and `Guesser.open` find it by `located`, so that all of them read the same do-not-contact list. Whether a
file is there is asked so that "cannot tell" is an error and never "no": who cannot read the list must not answer.

Start reading at `opened`.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from emailguess.errors import StoreError, named, shown

if TYPE_CHECKING:
    from emailguess.store.protocol import Store

__all__ = ["ENVIRONMENT", "Located", "default_path", "is_of_store", "located", "missing", "opened"]

ENVIRONMENT = "EMAILGUESS_STORE"
"""The environment variable that names the store."""


class Located(NamedTuple):
    """Where a store is, or would be."""

    path: Path
    """The absolute path, with `~` replaced."""
    named: bool
    """Whether the caller or the environment named it. A store that was named must be there to be read."""
    exists: bool
    """Whether anything is there."""
    empty: bool = False
    """Whether what is there is a file without a byte: no store any more, or none yet."""


# Who makes a store has its first table in a file of no bytes some milliseconds later.
_MAKING_S = 1.0


def located(path: str | os.PathLike[str] | None = None) -> Located:
    """Find the store: at a path, where `EMAILGUESS_STORE` says, or `known.db` in the system's folder for a user's data.

    Raises `StoreError` for what is no path, and where the system does not tell whether a file is there.
    """
    told = os.environ.get(ENVIRONMENT, "").strip() if path is None else path
    if not told:
        if path is not None:
            raise StoreError("a store's path is not empty; pass one, or leave it out for the usual place")
        where, named = _usual(), False
    else:
        where, named = _absolute(told), True
    found = _found(where)
    empty = found is not None and stat.S_ISREG(found.st_mode) and not found.st_size
    return Located(where, named, found is not None, empty)


def default_path() -> Path:
    """The path of the store that is used where none is passed. Raises `StoreError`."""
    return located().path


def _usual() -> Path:
    from platformdirs import user_data_path

    return user_data_path("emailguess", appauthor=False) / "known.db"


def _absolute(path: str | os.PathLike[str]) -> Path:
    try:
        where = Path(path).expanduser().absolute()
    except (TypeError, RuntimeError) as error:
        raise StoreError(f"a store's path is text or a Path that can be found, not {shown(path)}") from error
    if "\0" in str(where):
        raise StoreError(f"a path has no NUL in it: {shown(str(where))}")
    return where


def _found(path: Path) -> os.stat_result | None:
    """What is at a path, or None for nothing; `os.path.exists` would say no where it may not look.

    Where a folder on the way is a link to nowhere, or a log of changes lies where its store should be, something was
    there: a disk is not mounted, a file was lost.
    """
    try:
        return path.lstat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise _untold(path, str(error.strerror if isinstance(error, OSError) else error)) from error
    for folder in path.parents:
        if folder.is_symlink() and not folder.exists():
            raise _untold(path, f"{folder} is a link to what is not there")
    logs = [log for log in (f"{path}-wal", f"{path}-journal") if os.path.lexists(log)]
    try:
        return path.lstat() if logs else None  # another process made the store meanwhile
    except FileNotFoundError:
        raise StoreError(
            f"the store {named(path)} is gone, and its log of changes is left; restore it from a copy, or remove "
            f"{named(logs[0])} to start anew"
        ) from None


def _untold(path: Path, why: str) -> StoreError:
    return StoreError(
        f"whether there is a store at {named(path)} cannot be told ({why}), nor whom it keeps from being shown; check "
        "the path and the rights of its folders"
    )


def opened(
    path: str | os.PathLike[str] | None = None,
    *,
    read_only: bool = False,
    keep_months: int | None = None,
    below: Iterable[str | os.PathLike[str]] = (),
    create: bool = True,
    key: str | bytes | None = None,
) -> Store:
    """Open the store on disk, over others that are only read.

    `key` is the secret of stores that keep it outside the file (`secrets`). Unless `create`, a store that is not there
    is an error. Raises `StoreError`.
    """
    from emailguess.store.layered import LayeredStore
    from emailguess.store.sqlite.store import SqliteStore

    if isinstance(below, str | os.PathLike) or not isinstance(below, Iterable):
        raise StoreError("below takes a list of paths, the store to ask first at its head")
    place = located(path)
    if read_only or not create:
        place = _there(place)
    layers: list[Store] = []
    try:
        layers.append(SqliteStore(place.path, read_only=read_only, keep_months=keep_months, key=key))
        layers += [SqliteStore(located(lower).path, read_only=True, key=key) for lower in below]
    except BaseException:
        for layer in layers:
            layer.close()
        raise
    return LayeredStore(*layers) if len(layers) > 1 else layers[0]


def _there(place: Located) -> Located:
    """A store that is there to be read; raises `StoreError` for none, and for a file that lost all it held."""
    deadline = time.monotonic() + _MAKING_S
    while place.empty and time.monotonic() < deadline:
        time.sleep(_MAKING_S / 20)
        place = place._replace(empty=located(place.path).empty)
    if not place.exists:
        raise StoreError(missing(place))
    if place.empty:
        raise StoreError(
            f"the store {named(place.path)} is an empty file: whom it kept from being shown is lost; restore it from a "
            "copy, or remove the file to start anew"
        )
    return place


def is_of_store(file: Path, store: object) -> bool:
    """Whether a file is one that a store keeps itself in, by whatever names; what is written there would destroy it."""
    return any(same_file(file, kept) for kept in getattr(store, "paths", ()))


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def missing(place: Located) -> str:
    """Say that a store is not there, and what to do."""
    by = f" ({ENVIRONMENT} names it)" if os.environ.get(ENVIRONMENT, "").strip() and place == located() else ""
    return (
        f"there is no store at {named(place.path)}{by}; check the path and whether its disk is there. "
        "`emailguess learn` and `emailguess suppress` make a new one"
    )
