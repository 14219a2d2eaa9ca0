"""Where the store of a user is, unless a path is given, and opening it there.

Only `opened` touches the disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from emailguess.errors import StoreError

if TYPE_CHECKING:
    from emailguess.store.protocol import Store

__all__ = ["ENVIRONMENT", "default_path", "opened"]

ENVIRONMENT = "EMAILGUESS_STORE"
"""The environment variable that names the store."""


def default_path() -> Path:
    """The path in `EMAILGUESS_STORE`, or `known.db` in the system's folder for a user's data."""
    told = os.environ.get(ENVIRONMENT, "").strip()
    if told:
        return Path(told)
    from platformdirs import user_data_path

    return user_data_path("emailguess", appauthor=False) / "known.db"


def opened(
    path: str | os.PathLike[str] | None = None,
    *,
    read_only: bool = False,
    keep_months: int | None = None,
    below: Iterable[str | os.PathLike[str]] = (),
) -> Store:
    """Open the store on disk, over others that are only read. Raises `StoreError`."""
    from emailguess.store.layered import LayeredStore
    from emailguess.store.sqlite.store import SqliteStore

    if isinstance(below, str | os.PathLike):
        raise StoreError("below takes a list of paths, the store to ask first at its head")
    layers: list[Store] = []
    try:
        layers.append(
            SqliteStore(default_path() if path is None else path, read_only=read_only, keep_months=keep_months)
        )
        layers += [SqliteStore(lower, read_only=True) for lower in below]
    except BaseException:
        for layer in layers:
            layer.close()
        raise
    return LayeredStore(*layers) if len(layers) > 1 else layers[0]
