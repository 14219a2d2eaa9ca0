"""Where the store of a user is, and opening it there.

Every command and `Guesser.open` find it by `located`, so that all of them read the same do-not-contact list. Whether a
file is there is asked so that "cannot tell" is an error and never "no": who cannot read the list must not answer.

Start reading at `opened`.
"""

from __future__ import annotations

import os
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
    return Located(where, named, _exists(where))


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


def _exists(path: Path) -> bool:
    """Whether anything is at a path; `os.path.exists` would say no where it may not look."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StoreError(
            f"whether there is a store at {named(path)} cannot be told ({why}), nor whom it keeps from being shown; "
            "check the path and the rights of its folders"
        ) from error
    return True


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
    if not place.exists and (read_only or not create):
        raise StoreError(missing(place))
    layers: list[Store] = []
    try:
        layers.append(SqliteStore(place.path, read_only=read_only, keep_months=keep_months, key=key))
        layers += [SqliteStore(located(lower).path, read_only=True, key=key) for lower in below]
    except BaseException:
        for layer in layers:
            layer.close()
        raise
    return LayeredStore(*layers) if len(layers) > 1 else layers[0]


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
