"""A store on disk survives what disks, processes and people do to it, and says in plain words what is wrong."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from random import Random

import pytest
from benchmarks.store_stress import BATCH, killed, together
from tests.store.rigs import DOTTED, INITIAL, NOW, entry

from emailguess import Guesser, StoreError
from emailguess.evidence.counts import Counts
from emailguess.store import SqliteStore
from emailguess.store.opening import ENVIRONMENT, default_path
from emailguess.store.sqlite import schema

PEOPLE = [entry(f"person{number}", INITIAL if number % 3 else DOTTED, f"name{number}") for number in range(300)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "known.db"


@pytest.fixture
def filled(path: Path) -> Path:
    """A closed store that knows 300 people."""
    with SqliteStore(path) as store:
        store.record(PEOPLE)
    return path


def test_it_is_the_owners_only(tmp_path: Path) -> None:
    """File and folder are made for their owner alone, whatever the mask; what is beside the file too."""
    before = os.umask(0)
    try:
        with SqliteStore(tmp_path / "new" / "folder" / "known.db") as store:
            store.record(PEOPLE)
            folder = tmp_path / "new" / "folder"
            assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
            assert [0o700, 0o700] == [stat.S_IMODE(each.stat().st_mode) for each in (folder, folder.parent)]
    finally:
        os.umask(before)
    assert ["known.db"] == [file.name for file in folder.iterdir()]


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The path that is passed, else the environment's, else the system's folder for the user's data."""
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "told.db"))
    Guesser.open().close()
    assert (tmp_path / "told.db").exists()
    Guesser.open(tmp_path / "passed.db").close()
    assert (tmp_path / "passed.db").exists()
    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert "emailguess" in default_path().parts
    assert not default_path().exists()


def test_it_remembers(path: Path) -> None:
    """Counts, people, companies, aliases and suppressions outlive the process that learned them."""
    with Guesser.open(path) as guesser:
        guesser.learn([("Bob Jones", "bjones@acme.example", "Acme"), ("Ann Lee", "alee@acme.example")])
        guesser.declare_alias("acme.example", "acme.test")
        guesser.suppress("jdoe@closed.example")
    with Guesser.open(path) as guesser:
        best = guesser.guess("Jane Doe", "acme.test").best
        assert best is not None
        assert "jdoe@acme.test" == best.address
        assert "acme.example" == guesser.domains("Acme").best.domain
        assert 1 == guesser.learn([("Bob Jones", "bjones@acme.example", "Acme")]).repeated
        assert "address" == guesser.guess("Jane Doe", "closed.example").suppressed
        assert 1 == guesser.forget("bjones@acme.example")


@pytest.mark.once
def test_re_importing_changes_not_one_count(path: Path, tmp_path: Path) -> None:
    """The same file again, in another order, by another process: every count is as it was."""
    words = ["".join(letters) for letters in itertools.product("bdfgklmnrs", "aeio", "lmnrt")]
    rows = [(f"Ann {w.title()}", f"ann.{w}@c{n % 7}.example", f"Company {n % 7}") for n, w in enumerate(words)]
    with Guesser.open(path) as guesser:
        guesser.learn(rows)
        before = guesser.export()
        report = guesser.learn(rows[::-1])
        assert (0, 200) == (report.learned, report.repeated)
    with Guesser.open(path) as guesser:
        guesser.learn(rows)
        assert before == guesser.export()


@pytest.mark.parametrize("beside", ["", "-wal", "-shm"])
def test_a_symbolic_link_is_refused(filled: Path, tmp_path: Path, beside: str) -> None:
    """At the path or beside it: who can place a link there could make us write elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    linked = tmp_path / "linked.db"
    if beside:
        linked.write_bytes(filled.read_bytes())
    Path(f"{linked}{beside}").symlink_to(elsewhere)
    with pytest.raises(StoreError, match="symbolic link"):
        SqliteStore(linked)
    assert b"precious" == elsewhere.read_bytes()


@pytest.mark.parametrize("odd", ["a\0b.db", 5, None, b"bytes.db", "~nobody-of-that-name/x.db"])
def test_what_is_no_path_is_refused(odd: object) -> None:
    """The error says what to pass."""
    with pytest.raises(StoreError, match="path"):
        SqliteStore(odd)  # type: ignore[arg-type]  # on purpose


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder or a pipe at the path is no store, and nothing hangs."""
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(StoreError, match="ordinary file"):
            SqliteStore(odd)


@pytest.mark.parametrize(
    "content", [b"name,email\nBob,bob@acme.example\n" * 200, b"\0" * 4096, b"SQLite format 3\0" + b"x" * 4080]
)
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    """It is refused, and left as it is."""
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|not a store"):
        SqliteStore(path)
    assert content == path.read_bytes()


def test_another_programs_database(path: Path) -> None:
    """It is refused, and left as it is."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()
    content = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        SqliteStore(path)
    assert content == path.read_bytes()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_newer_store_is_refused(filled: Path, read_only: bool) -> None:
    """Nothing is guessed about tables of a version to come; the way out is named."""
    newer = sqlite3.connect(filled)
    newer.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    newer.close()
    with pytest.raises(StoreError, match=r"newer emailguess.*update"):
        SqliteStore(filled, read_only=read_only)


def test_an_older_store_is_brought_up(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration runs once, in one transaction, and keeps what was known; half of one is none."""
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, "CREATE TABLE later (x); CREATE TABLE later (x);"])
    monkeypatch.setattr("emailguess.store.sqlite.connection.MIGRATIONS", schema.MIGRATIONS)
    with pytest.raises(StoreError, match="older emailguess"):
        SqliteStore(filled, read_only=True)
    with pytest.raises(StoreError, match="already exists"):
        SqliteStore(filled)
    schema.MIGRATIONS[-1] = "-- a note; with a semicolon\nCREATE TABLE later (x);"
    with SqliteStore(filled) as store:
        assert (300, ()) == (store.counts("acme.example").total, store.check())
    tables = sqlite3.connect(filled)
    assert (len(schema.MIGRATIONS),) == tables.execute("PRAGMA user_version").fetchone()
    tables.close()
    SqliteStore(filled).close()


def test_a_truncated_file(filled: Path) -> None:
    """Cut anywhere, the store is refused or says it is damaged; it never answers with less as if that were all."""
    content = filled.read_bytes()
    whole = Counts({INITIAL: 200, DOTTED: 100})
    for size in range(4096, len(content), 4096 * 3):
        filled.write_bytes(content[:size])
        assert _damage_is_told(filled, whole), size


def test_a_flipped_byte(filled: Path) -> None:
    """Wherever it is: what is read is right or refused, and the check finds what matters."""
    content = bytearray(filled.read_bytes())
    whole = Counts({INITIAL: 200, DOTTED: 100})
    random = Random(7)
    used = [place for place in range(len(content)) if content[place]]
    for place in random.sample(used, 150):
        damaged = bytearray(content)
        damaged[place] ^= 1 << random.randrange(8)
        filled.write_bytes(damaged)
        assert _damage_is_told(filled, whole), place


def _damage_is_told(path: Path, whole: Counts) -> bool:
    """Whether a store answers rightly, or says that it cannot."""
    try:
        with SqliteStore(path) as store:
            if store.check():
                return True
            names = [f"name{number}" for number in range(300)]
            people = store.owners("acme.example", names, [each.local for each in PEOPLE])
            return whole == store.counts("acme.example") and {"same"} == set(people.values()) and 300 == len(people)
    except StoreError as error:
        return bool(str(error))
    finally:
        for beside in ("-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)


def test_a_full_disk(filled: Path) -> None:
    """The batch that does not fit is taken back whole, the error says what to do, and the store works on."""
    with SqliteStore(filled) as store:
        before = store.counts("acme.example")
        with store._link.alone() as db:
            (pages,) = db.execute("PRAGMA page_count").fetchone()
            db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match=r"disk is full.*nothing was changed"):
            store.record([entry(f"more{n}", domain=f"d{n}.example") for n in range(5000)])
        assert (before, ["acme.example"], ()) == (store.counts("acme.example"), list(store.domains()), store.check())
        with store._link.alone() as db:
            db.execute("PRAGMA max_page_count = 1000000")
        assert 1 == store.record([entry("one.more")]).new


@pytest.mark.once
@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are POSIX")
def test_a_file_that_may_not_grow(filled: Path) -> None:
    """A limit of the system, met inside the write-ahead log: the same."""
    code = """
import resource, signal, sys
from tests.store.rigs import entry
from emailguess import StoreError
from emailguess.store import SqliteStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
store = SqliteStore(sys.argv[1])
try:
    store.record([entry(f"more{n}", domain=f"d{n}.example") for n in range(20_000)])
except StoreError as error:
    print(error)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(filled)], capture_output=True, text=True, check=False, cwd=root
    )
    assert "nothing was changed" in done.stdout, done.stderr
    with SqliteStore(filled) as store:
        assert (["acme.example"], ()) == (list(store.domains()), store.check())
        assert 300 == store.counts("acme.example").total


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rights are tried in a child of less power")
def test_a_read_only_folder() -> None:
    """Nothing can be made there, and the error says so; a store in it can still be read."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "known.db"
        with SqliteStore(store) as made:
            made.record(PEOPLE)
        store.chmod(0o644)
        os.chmod(folder, 0o555)  # noqa: S103 -- others must be able to look into it
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            new, write, read = pool.apply(_without_power, (str(store),))
        os.chmod(folder, 0o700)
    assert "cannot be opened" in new
    assert "check" in new
    assert "rights" in write
    assert "300" == read


def _without_power(path: str) -> tuple[str, str, str]:
    if os.geteuid() == 0:
        os.seteuid(65534)  # nobody
    return _told(f"{path}.new"), _told(path), _told(path, read_only=True)


def _told(path: str, *, read_only: bool = False) -> str:
    try:
        with SqliteStore(path, read_only=read_only) as store:
            if not read_only:
                store.record([entry("bob")])
            return str(store.counts("acme.example").total)
    except StoreError as error:
        return str(error)


@pytest.mark.once
def test_killed_processes_leave_all_or_nothing(path: Path) -> None:
    """SIGKILL at random points: what was committed is there, of a batch there is all or nothing, the check is clean."""
    done = killed(path, runs=8)
    assert done.committed > 0
    assert (0, 0, ()) == (done.lost, done.halves, done.problems)


def test_processes_share_a_store(path: Path) -> None:
    """Learning and guessing at once, nothing is lost, nothing counted twice, and nobody is told of a lock."""
    done = together(path, processes=8, seconds=2.0)
    assert () == done.problems
    assert done.learned > 8 * BATCH
    assert done.learned == done.counted


def test_two_make_the_same_store_at_once(path: Path) -> None:
    """Whoever comes first makes it; both work on one."""
    stores: list[SqliteStore] = []
    barrier = threading.Barrier(8)

    def work() -> None:
        barrier.wait()
        stores.append(SqliteStore(path))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 8 == len(stores)
    for number, store in enumerate(stores):
        store.record([entry(f"person{number}")])
    assert {8} == {store.counts("acme.example").total for store in stores}
    for store in stores:
        store.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_opens_it_anew(path: Path) -> None:
    """Parent and child write on, and each sees the other's counts."""
    with SqliteStore(path) as store:
        store.record([entry("parent")])
        child = os.fork()
        if not child:
            status = 1
            try:
                store.record([entry("child")])
                status = 0 if store.counts("acme.example").total == 2 else 2
            finally:
                os._exit(status)
        assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        store.record([entry("parent2")])
        assert (3, ()) == (store.counts("acme.example").total, store.check())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_waits_for_who_is_writing(path: Path) -> None:
    """Forked while another thread is in a transaction, the child can read and write all the same."""
    with SqliteStore(path) as store:
        started, end = threading.Event(), threading.Event()

        def work() -> None:
            with store._link.writing() as db:
                started.set()
                end.wait(0.3)
                db.execute("SELECT 1")

        thread = threading.Thread(target=work)
        thread.start()
        started.wait()
        child = os.fork()
        if not child:
            status = 1
            try:
                signal.alarm(30)
                store.record([entry("child")])
                status = 0 if store.counts("acme.example").total == 1 else 2
            finally:
                os._exit(status)
        thread.join()
        assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert (1, ()) == (store.counts("acme.example").total, store.check())


def test_it_travels_to_other_processes(filled: Path) -> None:
    """A pickled store is the same file opened again."""
    with SqliteStore(filled, read_only=True) as store, pickle.loads(pickle.dumps(store)) as copy:  # noqa: S301 -- ours
        assert repr(store) == repr(copy)
        assert store.counts("acme.example") == copy.counts("acme.example")


def test_the_age_limit_is_kept_with_the_store(path: Path) -> None:
    """By default three years; what is older is told to nobody from then on, and may be learned again without a limit."""
    old, older = DOTTED._replace(month=NOW - 30), DOTTED._replace(month=NOW - 40)
    with SqliteStore(path) as store:
        assert (schema.KEEP_MONTHS, (1,)) == (
            store.stats().keep_months,
            store.record([entry("a", old), entry("b", older)]).old,
        )
    with SqliteStore(path, keep_months=12) as store:
        assert (0, 12, NOW - 12) == (store.counts("acme.example").total, store.stats().keep_months, store.stats().since)
    with SqliteStore(path) as store:
        assert (0,) == store.record([entry("a", old)]).old
    with SqliteStore(path, keep_months=0) as store:
        assert (0, 1) == (store.stats().keep_months, store.record([entry("c", old)]).new)
    for odd in (-1, True, 10**6, "12"):
        with pytest.raises(StoreError, match="keep_months"):
            SqliteStore(path, keep_months=odd)  # type: ignore[arg-type]  # on purpose


def test_a_read_only_view_hides_what_is_too_old(path: Path) -> None:
    """It cannot take out what has grown too old, but does not tell it either."""
    with SqliteStore(path, keep_months=0) as store:
        store.record([entry("a", DOTTED._replace(month=NOW - 50)), entry("b")])
    with SqliteStore(path, read_only=True, keep_months=36) as store:
        assert Counts({DOTTED: 1}) == store.counts("acme.example")


def test_no_store_to_read(tmp_path: Path) -> None:
    """Opening read-only makes nothing."""
    with pytest.raises(StoreError, match="no store at"):
        SqliteStore(tmp_path / "missing.db", read_only=True)
    assert [] == list(tmp_path.iterdir())


def test_the_bytes_hold_no_name_and_no_local_part(path: Path) -> None:
    """Neither file nor log, while open, after closing, after forgetting; literal text in addresses included."""
    given, family = ["Xiomara", "Thaddeus", "Guinevere", "Balthazar"], ["Quintanilla", "Oyelaran", "Zakrzewski"]
    rows = [(f"{g} {f}", f"{g}.{f}@acme.example".lower()) for g in given for f in family]
    rows += [(f"{g} {family[0]}", f"{g}.maidenname@other.example".lower()) for g in given[:2]]
    rows += [("Xiomara Quintanilla", "oldsurname-xiomara.quintanilla@other.example")]
    words = [word.lower().encode() for word in (*given, *family, "maidenname", "oldsurname")]
    words += [address.partition("@")[0].encode() for _, address in rows]
    with Guesser.open(path) as guesser:
        guesser.learn(rows)
        guesser.suppress("acme.example", name="Guinevere Zakrzewski")
        guesser.suppress("balthazar.oyelaran@acme.example")
        while_open = b"".join(file.read_bytes() for file in path.parent.iterdir())
        guesser.forget(rows[0][1])
        exported = guesser.export().encode()
    for content in (while_open, path.read_bytes(), exported):
        assert b"{first}.{last}" in content
        assert not [word for word in words if word in content.lower()]


def test_forgetting_after_many_rows(path: Path, tmp_path: Path) -> None:
    """Out of thousands one person goes, and every count is that of a store that never saw the person."""
    rows = [entry(f"p{n}", INITIAL if n % 2 else DOTTED, f"n{n}", f"c{n % 10}.example") for n in range(10_000)]
    with SqliteStore(path) as store, SqliteStore(tmp_path / "without.db") as without:
        store.record([*rows[:5_000], entry("bob", domain="c3.example", company="acme"), *rows[5_000:]])
        without.record(rows)
        assert 1 == store.forget("c3.example", "bob")
        for number in range(10):
            assert without.counts(f"c{number}.example") == store.counts(f"c{number}.example")
        assert {} == dict(store.company("acme"))
        assert () == store.check()
