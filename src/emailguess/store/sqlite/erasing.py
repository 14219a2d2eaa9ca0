"""What was taken out is gone from the file, and from the log of changes beside it, before the call returns.

SQLite overwrites what it deletes (`secure_delete`), but a page may still hold the copy of a row that was moved to
another page before. So the file is searched for what went, and where something is found all pages are written anew.

Start reading at `erase`.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Collection

from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.faults import BUSY_S

__all__ = ["emptied", "erase"]

# More texts than this are not searched for one by one: all pages are written anew.
_MOST_SEARCHED = 64
# A larger file is not read into memory.
_MOST_BYTES = 1 << 28
# A hundred times as long as a guess reads.
_TRY_MS = 100


def erase(link: Connection, gone: Collection[bytes] = (), *, everything: bool = False) -> None:
    """Bring the log into the file and empty it, and leave none of these texts in either.

    With `everything` all pages are written anew, whatever they hold.
    """
    with link.alone() as db:
        if not emptied(db):
            logging.getLogger("emailguess").warning(
                "what was taken out stays in %s-wal until those who read the store now are done; "
                "run `emailguess store vacuum` then",
                link.path,
            )
            return
        if everything or len(gone) > _MOST_SEARCHED or (gone and _holds(db, gone)):
            db.execute("VACUUM")
            emptied(db)


def emptied(db: sqlite3.Connection) -> bool:
    """Bring the log into the file and empty it; whether that could be done beside those who read.

    It is tried again and again, each time for a moment: while it waits for readers nobody may write, and with many
    readers at once a writer elsewhere would give up.
    """
    deadline = time.monotonic() + BUSY_S
    try:
        db.execute(f"PRAGMA busy_timeout = {_TRY_MS}").fetchone()
        while True:
            (busy, *_) = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy or time.monotonic() > deadline:
                return not busy
            time.sleep(_TRY_MS / 1000)
    finally:
        db.execute(f"PRAGMA busy_timeout = {BUSY_S * 1000:.0f}").fetchone()


def _holds(db: sqlite3.Connection, gone: Collection[bytes]) -> bool:
    """Whether any page holds one of some texts.

    SQLite itself reads the file: closing a handle of our own would drop every lock this process has on it (POSIX).
    """
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    if pages * size > _MOST_BYTES:
        return True
    content = db.serialize()
    return any(content.find(text) >= 0 for text in gone if text)
