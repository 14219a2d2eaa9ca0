"""The file of a store: opened safely, shared between threads and processes, its faults said in plain words.

It makes the file readable to its owner only, follows no symbolic link, and lets no error of SQLite reach the caller
as it is. What the tables hold is not its business.

Start reading at `Connection.writing`.
"""

from __future__ import annotations

import os
import re
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from urllib.parse import quote

from emailguess.errors import StoreClosed, StoreError, named, shown
from emailguess.store.forking import held_over_forks
from emailguess.store.sqlite.codec import Damaged
from emailguess.store.sqlite.faults import BUSY_S, DAMAGED, in_words, retried
from emailguess.store.sqlite.paths import create, refuse_odd
from emailguess.store.sqlite.schema import MIGRATIONS, migrate, schema_of

__all__ = ["CHECKED_BYTES", "Connection", "Outdated"]

CHECKED_BYTES = 1 << 21
"""Up to this size SQLite checks a file when it is opened, which takes some milliseconds."""
# What concerns one row, or an index that does not find it: whoever asks for that row is refused by what is compared
# when it is read (`lookups`). Of a file with more flaws than are listed nothing is read.
_OF_A_ROW = re.compile(
    r"row \d+ missing from index |wrong # of entries in index |NULL value in |non-unique entry in index "
)
_MOST_FLAWS = 100


class Outdated(StoreError):
    """A store of an older version, opened to be read only."""


class Connection:
    """One store's file. Safe to share between threads; in a forked child it opens the file anew."""

    def __init__(self, path: str | os.PathLike[str], *, read_only: bool = False, never_changes: bool = False) -> None:
        try:
            self.path = Path(path).expanduser().absolute()
        except (TypeError, RuntimeError) as error:
            raise StoreError(f"a store's path is text or a Path, not {shown(path)}") from error
        if "\0" in str(self.path):
            raise StoreError(f"a path has no NUL in it: {shown(str(path))}")
        if never_changes and not read_only:
            raise StoreError("a file that never changes is opened read-only: pass read_only=True with it")
        self.read_only = read_only
        self.never_changes = never_changes
        self._copied: object = None
        """What the file was like when it was read into memory; None where SQLite reads the file itself."""
        self.changes = 0
        """Grows whenever the content may have changed: with other processes' commits and with our own."""
        self.flaw = ""
        """What SQLite found wrong with the file when it was opened; nothing is written there but to mend it."""
        self.readable = True
        """Whether what it found concerns single rows only; of another file nothing is read but to mend it."""
        self._data_version = -1
        self._name = str(self.path)
        self._file: tuple[int, int] | None = None
        """The device and number of the file that was opened; None before."""
        self._db: sqlite3.Connection | None = None
        self._inherited: list[sqlite3.Connection] = []
        self._closed = False
        self._connect()

    @property
    def lock(self) -> RLock:
        """Held while the connection is in use; whoever keeps what was read along with it holds it too."""
        if self._pid != os.getpid():
            self._connect()
            self.changes += 1
        return self._lock

    def _connect(self) -> None:
        self._lock = RLock()
        # A child inherits what SQLite remembers of this process' locks: forked while another thread writes, it would
        # wait for that thread for ever.
        held_over_forks(self)
        self._pid = os.getpid()
        if self._db is not None:
            # The parent's connection is kept but never used: SQLite may not be carried across a fork.
            self._inherited.append(self._db)
            self._db = None
        with self._faults():
            refuse_odd(self.path)
            if not self.read_only:
                create(self.path)
            elif not self.path.exists():
                raise StoreError(f"there is no store at {named(self.path)}; check the path")
            self._db = self._opened()
            self._file = self._file or _number(self._name)
            self._refuse_another()
        self._finalizer = weakref.finalize(self, _close, self._db, self._pid)

    def _refuse_another(self) -> None:
        """What is written to a file that was moved away is lost, and whom the one in its place holds back is not known.

        The secret of another store is another, so it cannot just be opened.
        """
        if _number(self._name) != self._file:
            raise StoreError(
                f"the store {named(self.path)} was replaced, moved or removed while it was in use; open it again"
            )

    def _opened(self) -> sqlite3.Connection:
        if not self.read_only:
            return self._prepared("mode=rw")
        if self.never_changes:
            return self._prepared("immutable=1")
        self._copied = None
        try:
            return self._prepared("mode=ro")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            # Reading a write-ahead log takes a file beside it, and none can be made here. Where no log waits, the file
            # holds everything: it is read whole, and again whenever it is not what it was.
            return self._copy()

    def _copy(self) -> sqlite3.Connection:
        before = self._state()
        wal = Path(f"{self.path}-wal")
        if wal.exists() and wal.stat().st_size:
            raise StoreError(
                f"the store {named(self.path)} is being written by somebody, and its folder does not let you read "
                "along; ask for the right to write in the folder, or try again when nobody writes"
            )
        content = bytearray(self.path.read_bytes())
        if before != self._state():
            return self._copy()
        if content[18:20] == b"\2\2":  # no log in memory (SQLite file format, 1.3.3)
            content[18:20] = b"\1\1"
        db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=256)
        db.text_factory = _read
        try:
            db.deserialize(bytes(content))
            version = _version_seen(db)
            if version != len(MIGRATIONS):
                _refuse_version(version)
            db.execute("PRAGMA query_only = ON")
            self._look(db)
        except BaseException:
            db.close()
            raise
        self._copied = before
        return db

    def _state(self) -> object:
        """What tells that a file was written: with a log beside it, what is in the log too."""
        found: list[tuple[int, ...] | None] = []
        for name in (self.path, Path(f"{self.path}-wal")):
            try:
                file = name.stat()
                found.append((file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns, file.st_ctime_ns))
            except FileNotFoundError:
                found.append(None)
        return found

    def _prepared(self, how: str) -> sqlite3.Connection:
        db = sqlite3.connect(
            f"file:{quote(str(self.path))}?{how}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_S,
            cached_statements=256,
        )
        db.text_factory = _read
        try:
            version = retried(lambda: _version_seen(db))
            if self.read_only:
                if version != len(MIGRATIONS):
                    retried(lambda: _refuse_version(version))
                db.execute("PRAGMA query_only = ON")
            else:
                # Committed means committed, even when the power goes; and what is deleted is overwritten.
                retried(lambda: db.execute("PRAGMA journal_mode = WAL").fetchone())
                for setting in ("synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
                    db.execute(f"PRAGMA {setting}")
                if version != len(MIGRATIONS):
                    retried(lambda: db.execute("BEGIN IMMEDIATE"))
                    migrate(db)
                    db.execute("COMMIT")
            self._look(db)
        except BaseException:
            db.close()
            raise
        return db

    def _look(self, db: sqlite3.Connection) -> None:
        """Have SQLite compare indexes with rows, where that takes no time: a row it does not find is then not there."""
        self.flaw, self.readable = "", True
        (pages,) = retried(lambda: db.execute("PRAGMA page_count").fetchone())
        (size,) = db.execute("PRAGMA page_size").fetchone()
        if pages * size <= CHECKED_BYTES:
            found = retried(lambda: db.execute(f"PRAGMA integrity_check({_MOST_FLAWS})").fetchall())
            flaws = [str(line) for (line,) in found if line != "ok"]
            self.flaw = flaws[0] if flaws else ""
            self.readable = len(flaws) < _MOST_FLAWS and all(map(_OF_A_ROW.match, flaws))

    def look_again(self) -> None:
        """Compare indexes with rows once more, as after a repair."""
        with self.lock, self._faults():
            self._look(self._live)

    def _refuse_flaw(self, *, writing: bool) -> None:
        if self.flaw and (writing or not self.readable):
            raise StoreError(f"the store {named(self.path)} {DAMAGED} ({self.flaw})")

    def close(self) -> None:
        """Close the file; every later use raises `StoreError`."""
        with self.lock:
            self._closed = True
            if self._db is not None and self._pid == os.getpid():
                self._finalizer.detach()
                self._db.close()
            self._db = None

    @property
    def _live(self) -> sqlite3.Connection:
        """The connection of this very process."""
        if self._closed:
            raise StoreClosed("the store is closed; open it again")
        if self._pid != os.getpid():
            self._connect()
            self.changes += 1
        if self._db is None:
            raise StoreClosed("the store is closed; open it again")
        self._refuse_another()
        if self._copied is not None and self._copied != self._state():
            with self._lock:
                if not self._db.in_transaction:
                    self._read_again()
        return self._db

    def _read_again(self) -> None:
        if self._db is not None:
            self._finalizer.detach()
            self._db.close()
            self._db = None
        with self._faults():
            self._db = self._opened()
        self._finalizer = weakref.finalize(self, _close, self._db, self._pid)
        self._data_version = -1
        self.changes += 1

    @contextmanager
    def reading(self, *, anyhow: bool = False) -> Iterator[sqlite3.Connection]:
        """See one state of the store, whatever others write meanwhile; `anyhow` even where the file is damaged."""
        db = self._live
        if not anyhow:
            self._refuse_flaw(writing=False)
        with self.lock, self._faults():
            if db.in_transaction:
                yield db
                return
            retried(lambda: _begin_reading(db))
            try:
                yield db
            finally:
                _end(db, "ROLLBACK")

    @contextmanager
    def writing(self, *, anyhow: bool = False) -> Iterator[sqlite3.Connection]:
        """Change the store: all of it at the end of the block, or nothing where it raises."""
        db = self._live
        if not anyhow:
            self._refuse_flaw(writing=True)
        if self.read_only:
            raise StoreError(f"the store {named(self.path)} was opened read-only; open it for writing")
        with self.lock, self._faults():
            retried(lambda: db.execute("BEGIN IMMEDIATE"))
            try:
                yield db
                retried(lambda: db.execute("COMMIT"))
            finally:
                _end(db, "ROLLBACK")
                self.changes += 1

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """For commands that may not stand in a transaction, such as VACUUM."""
        db = self._live
        if self.read_only:
            raise StoreError(f"the store {named(self.path)} was opened read-only; open it for writing")
        with self.lock, self._faults():
            yield db
            self.changes += 1

    def changed(self) -> int:
        """A number that differs from the last one if anybody has changed the store since."""
        db = self._live
        with self.lock:
            try:
                (version,) = db.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error:
                # Asked several times a guess: what waits and explains comes only where it is needed.
                with self._faults():
                    (version,) = retried(lambda: db.execute("PRAGMA data_version").fetchone())
            if version != self._data_version:
                self._data_version = version
                self.changes += 1
            return self.changes

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what SQLite and the system say so that a person knows what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"the store {named(self.path)} {in_words(error)}") from error
        except (Damaged, UnicodeDecodeError) as error:
            raise StoreError(f"the store {named(self.path)} {DAMAGED}") from error
        except OSError as error:
            raise StoreError(
                f"the store {named(self.path)} cannot be opened ({error.strerror}); check the path and its rights"
            ) from error


def _number(name: str) -> tuple[int, int] | None:
    """What tells a file from every other; None where there is none."""
    try:
        found = os.stat(name)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _read(content: bytes) -> str | bytes:
    """Text; what is none stays bytes, so that damage to a letter spoils the row it stands in and no other."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content


def _version_seen(db: sqlite3.Connection) -> int:
    """The version of the tables in one state of the file, while others may be making it."""
    db.execute("BEGIN")
    try:
        return schema_of(db)
    finally:
        _end(db, "ROLLBACK")


def _begin_reading(db: sqlite3.Connection) -> None:
    db.execute("BEGIN")
    try:
        db.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
    except BaseException:
        _end(db, "ROLLBACK")
        raise


def _end(db: sqlite3.Connection, how: str) -> None:
    if db.in_transaction:
        db.execute(how)


def _close(db: sqlite3.Connection, pid: int) -> None:
    if os.getpid() == pid:
        db.close()


def _refuse_version(version: int) -> None:
    if version > len(MIGRATIONS):
        raise StoreError(
            f"the store was written by a newer emailguess (schema {version}; this one reads up to {len(MIGRATIONS)}): "
            "update emailguess"
        )
    raise Outdated("the store was written by an older emailguess; open it for writing once, and it is brought up")
