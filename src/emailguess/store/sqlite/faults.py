"""What SQLite says in words that tell what to do, and waiting where it says to come again.

Start reading at `in_words` and `retried`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from emailguess.errors import shown

__all__ = ["BUSY_S", "DAMAGED", "in_words", "retried"]

_T = TypeVar("_T")
# Writers wait for each other this long; eight processes learning at once wait for a fraction of a second.
BUSY_S = 60.0
_PAUSE_S = 0.02
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
DAMAGED = (
    "is damaged; `emailguess store check` tells where, and `emailguess store repair` takes out what cannot be read; "
    "or restore it from a copy or from an export"
)
_FAULTS = {
    sqlite3.SQLITE_PERM: "may not be opened; check who owns it",
    sqlite3.SQLITE_BUSY: f"has been kept busy by other processes for {BUSY_S:.0f} seconds; try again",
    sqlite3.SQLITE_LOCKED: f"has been kept busy by other processes for {BUSY_S:.0f} seconds; try again",
    sqlite3.SQLITE_NOMEM: "needs more memory than there is; learn in smaller batches",
    sqlite3.SQLITE_READONLY: "cannot be written; check the rights of the file and its folder, or open it read-only",
    sqlite3.SQLITE_IOERR: "could not be read or written; check the disk and its free space; nothing was changed",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: "could not be written: the disk is full; make room and try again; nothing was changed",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that its folder exists and may be written",
    sqlite3.SQLITE_NOTADB: "is not a store of emailguess, or is damaged; pass another path or restore it",
}


def in_words(error: sqlite3.Error) -> str:
    """What is wrong with a store, as the end of a sentence about it."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # What the module itself notices, such as text that is no UTF-8.
        return DAMAGED if isinstance(error, sqlite3.OperationalError) else f"cannot be used ({shown(str(error))})"
    return _FAULTS.get(code & 0xFF, f"cannot be used ({shown(str(error))}); run `emailguess store check`")


def retried(call: Callable[[], _T]) -> _T:
    """Wait for others: SQLite does so itself, save while a file is recovered, converted or closed."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            return call()
        except sqlite3.OperationalError as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if code & 0xFF not in _BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE_S)
