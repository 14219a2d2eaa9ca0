"""A store's file is shared: by readers that may not write beside it, by other names, by forked children."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from random import Random

import pytest
from tests.store.rigs import DOTTED, entry

from emailguess import Guesser, StoreError
from emailguess.evidence.counts import Counts
from emailguess.store import MemoryStore, SqliteStore
from emailguess.store.protocol import Target
from emailguess.store.sqlite import connection

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that others may look into but not write in."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)
        os.chmod(made, 0o700)


def _reading(pipe: Pipe, path: str, powerless: bool) -> None:
    """In another process: tell what a read-only store holds whenever asked."""
    if powerless and os.geteuid() == 0:
        os.seteuid(65534)  # nobody
    with SqliteStore(path, read_only=True) as store:
        while (asked := pipe.recv()) is not None:
            domain, local = asked
            try:
                pipe.send((store.counts(domain).total, local in store.suppressed(domain, (), (local,)).locals))
            except StoreError as error:
                pipe.send(str(error))


class _Reader:
    """Another process that reads a store."""

    def __init__(self, path: Path, *, powerless: bool) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_reading, args=(theirs, str(path), powerless))
        self._process.start()

    def ask(self, domain: str, local: str) -> object:
        """How much is known of a domain, and whether an address is suppressed."""
        self._pipe.send((domain, local))
        assert self._pipe.poll(60)
        return self._pipe.recv()

    def close(self) -> None:
        """End it."""
        self._pipe.send(None)
        self._process.join(60)


@pytest.mark.parametrize("powerless", [False, True])
def test_a_reader_sees_what_was_committed_last(folder: Path, powerless: bool) -> None:
    """Whatever a writer does and vacuums meanwhile; a reader who may not write beside the file too, or is told why."""
    path = folder / "known.db"
    random = Random(5)
    totals: dict[str, int] = {}
    hidden: set[tuple[str, str]] = set()
    SqliteStore(path).close()
    os.chmod(path, 0o644)
    if powerless:
        os.chmod(folder, 0o755)  # noqa: S103 -- others must be able to look into it
    reader = _Reader(path, powerless=powerless)
    try:
        for step in range(40):
            domain, local = f"c{random.randrange(5)}.example", f"p{step}"
            with SqliteStore(path) as store:
                if random.random() < 0.6:
                    many = [entry(f"{local}x{n}", DOTTED, domain=domain) for n in range(random.randrange(1, 40))]
                    totals[domain] = totals.get(domain, 0) + store.record(many).new
                if random.random() < 0.3:
                    store.suppress([Target(domain, local)])
                    hidden.add((domain, local))
                if random.random() < 0.2:
                    store.forget_domain(domain)
                    totals.pop(domain, None)
                if random.random() < 0.3:
                    store.vacuum()
                if not powerless:  # while it is open, too
                    assert (totals.get(domain, 0), (domain, local) in hidden) == reader.ask(domain, local)
            for known in (f"c{n}.example" for n in range(5)):
                assert (totals.get(known, 0), (known, local) in hidden) == reader.ask(known, local)
    finally:
        reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX")
def test_a_reader_without_rights_is_told_of_a_writer(folder: Path) -> None:
    """While changes wait beside the file where it cannot read them, it says so and tells nothing old."""
    path = folder / "known.db"
    SqliteStore(path).close()
    os.chmod(path, 0o644)
    os.chmod(folder, 0o755)  # noqa: S103 -- others must be able to look into it
    reader = _Reader(path, powerless=True)
    try:
        assert (0, False) == reader.ask("acme.example", "ann")
        with SqliteStore(path) as store:
            store.record([entry("ann")])
            told = reader.ask("acme.example", "ann")
            assert told == (1, False) or "right" in str(told)
        assert (1, False) == reader.ask("acme.example", "ann")
    finally:
        reader.close()


def test_only_who_says_so_gets_a_file_that_never_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite is told `immutable` where the caller says that nobody writes, and nowhere else."""
    asked: list[str] = []
    prepared = connection.Connection._prepared

    def noted(self: connection.Connection, how: str) -> object:
        asked.append(how)
        return prepared(self, how)

    monkeypatch.setattr(connection.Connection, "_prepared", noted)
    path = folder / "known.db"
    with SqliteStore(path) as store:
        store.record([entry("ann")])
    SqliteStore(path, read_only=True).close()
    assert ["mode=rw", "mode=ro"] == asked
    with SqliteStore(path, read_only=True, never_changes=True) as still:
        assert (1, "immutable=1") == (still.counts("acme.example").total, asked[-1])
    with pytest.raises(StoreError, match="read_only"):
        SqliteStore(path, never_changes=True)


@pytest.mark.skipif(sys.platform == "win32", reason="links are POSIX")
@pytest.mark.parametrize("read_only", [True, False])
def test_a_second_name_of_the_file_is_refused(folder: Path, read_only: bool) -> None:
    """Under a hard link the log of changes would not be seen: neither name is opened, and nothing is lost."""
    path, other = folder / "known.db", folder / "other.db"
    with SqliteStore(path) as store:
        store.record([entry("ann")])
    os.link(path, other)
    for name in (path, other):
        with pytest.raises(StoreError, match="hard links"):
            SqliteStore(name, read_only=read_only)
    other.unlink()
    with SqliteStore(path) as store:
        assert 1 == store.counts("acme.example").total


@pytest.mark.parametrize(
    ("line", "mounted"),
    [
        ("36 35 98:0 /a {path} rw - ext3 /dev/root rw", True),
        ("36 35 98:0 /a {folder} rw - ext3 /dev/root rw", False),
        ("36 35 98:0 {path} /mnt rw - ext3 /dev/root rw", False),
        ("36", False),
    ],
)
def test_a_mount_of_one_file_is_refused(
    folder: Path, line: str, mounted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Containers mount single files; the log beside such a file is another one than the log beside the original."""
    path = folder.resolve() / "my known.db"
    SqliteStore(path).close()
    table = line.format(path=str(path).replace(" ", "\\040"), folder=folder.resolve())
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: table.encode() if str(self) == "/proc/self/mountinfo" else read(self)
    )
    if mounted:
        with pytest.raises(StoreError, match="mount its folder"):
            SqliteStore(path)
    else:
        SqliteStore(path).close()


@forking
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_waits_for_who_learns_into_memory() -> None:
    """Forked while another thread learns, the child can learn all the same."""
    store = MemoryStore()
    started, end = threading.Event(), threading.Event()

    def work() -> None:
        with store._writing():
            started.set()
            end.wait(0.3)

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    child = os.fork()
    if not child:
        status = 1
        try:
            signal.alarm(20)
            store.record([entry("child")])
            status = 0 if store.counts("acme.example") == Counts({DOTTED: 1}) else 2
        finally:
            os._exit(status)
    thread.join()
    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert Counts() == store.counts("acme.example")


def test_a_huge_count_of_bounces_hangs_nothing() -> None:
    """A number as only a forged export holds: the answer comes at once, and the pattern is out of question."""
    from emailguess.patterns.matching import Match

    with Guesser() as guesser:
        bounce = DOTTED._replace(signature=(Match("{first}.{last}"),), kind="bounce")
        guesser.store.add({"acme.example": Counts({bounce: 10**10})})
        best = guesser.guess("Jane Doe", "acme.example").best
        assert best is not None
        assert "jane.doe@acme.example" != best.address


def test_who_waits_for_readers_lets_others_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Emptying the log waits until nobody reads what was before; a writer elsewhere gave up meanwhile."""
    path = folder / "known.db"
    monkeypatch.setattr(connection, "BUSY_S", 30.0)
    with SqliteStore(path) as first:
        first.record([entry("p0")])
        reading = sqlite3.connect(path, isolation_level=None)
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM domains").fetchone()
        waiting = threading.Thread(target=first.suppress, args=([Target("acme.example", "p0")],))
        monkeypatch.setattr(connection, "BUSY_S", 8.0)
        with SqliteStore(path) as second:
            waiting.start()
            try:
                while waiting.is_alive() and not second.suppressed("acme.example", (), ("p0",)).locals:
                    time.sleep(0.01)
                time.sleep(0.5)
                assert waiting.is_alive(), "it waits for the reader"
                assert 1 == second.record([entry("p1")]).new
            finally:
                reading.execute("ROLLBACK")
                reading.close()
                waiting.join(60)
        assert not waiting.is_alive()
        assert 2 == first.counts("acme.example").total


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("how", ["replaced", "moved", "removed", "copied over"])
@pytest.mark.skipif(sys.platform == "win32", reason="an open file is not replaced there")
def test_a_store_that_is_not_that_any_more_gives_no_answer(folder: Path, how: str, read_only: bool) -> None:
    """Who went on with the file of before would not hold back whom the new one does, and would write to nowhere."""
    path, other = folder / "known.db", folder / "other.db"
    with SqliteStore(path) as store:
        store.record([entry("ann")])
    with SqliteStore(other) as store:
        store.suppress([Target("acme.example", "jdoe")])
    with SqliteStore(path, read_only=read_only) as store:
        assert 1 == store.counts("acme.example").total
        if how == "replaced":
            os.replace(other, path)
        elif how == "moved":
            os.rename(path, folder / "aside.db")
        elif how == "removed":
            path.unlink()
        else:  # by SQLite itself, as its own command line does when it restores
            with closing(sqlite3.connect(other)) as source, closing(sqlite3.connect(path)) as into:
                source.backup(into)
        for ask in (
            lambda: store.suppressed("acme.example", (), ("jdoe",)),
            lambda: store.counts("acme.example"),
            lambda: store.counts("new.example"),
            store.suppresses,
        ):
            with pytest.raises(StoreError, match="open it again"):
                ask()
        if not read_only:
            with pytest.raises(StoreError, match="open it again"):
                store.record([entry("bob")])
