"""What goes wrong around a store on disk: broken bytes, wrong clocks, kills. What is forgotten is gone from the file."""

from __future__ import annotations

import logging
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.store_faults import (
    OPERATIONS,
    clocks,
    enlarge,
    filled,
    killed_anywhere,
    mutated,
    older,
    questions,
    read_damaged,
    readers,
    restored,
)
from tests.store.rigs import DOTTED, INITIAL, NOW, entry

from emailguess import Guesser, StoreError
from emailguess.evidence.counts import Counts, Seen
from emailguess.patterns.matching import Match
from emailguess.store import MemoryStore, SqliteStore, Store
from emailguess.store.protocol import MOST_NAMED, Target
from emailguess.store.sqlite.mending import repair_file
from emailguess.store.sqlite.schema import write_meta

CLOCKS = ("emailguess.store.sqlite.clock.this_month", "emailguess.store.sqlite.store.this_month")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "known.db"


def _at(monkeypatch: pytest.MonkeyPatch, month: int) -> None:
    for clock in CLOCKS:
        monkeypatch.setattr(clock, lambda: month)


def _meta(path: Path, **values: object) -> None:
    db = sqlite3.connect(path)
    write_meta(db, values)
    db.commit()
    db.close()


# --- bytes ---------------------------------------------------------------------------------------------------------


@pytest.mark.once
def test_no_mutation_is_read_silently(tmp_path: Path) -> None:
    """A byte changed anywhere: every answer is right or refused, and the check tells wherever one is refused."""
    done = mutated(tmp_path, mutations=60, seed=11)
    assert (0, 0) == (done.silent, done.unnoticed)
    assert done.noticed > 20
    assert 60 == done.noticed + done.harmless


def test_an_export_leaves_out_what_is_damaged_and_tells(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One row that cannot be read is named; everything else is in the export."""
    with SqliteStore(path) as store:
        store.record([entry(f"p{n}", name=f"n{n}", domain=f"c{n % 3}.example") for n in range(24)])
    _break(path, "UPDATE domains SET counts = x'00' WHERE name = 'c1.example'")
    with SqliteStore(path) as store, caplog.at_level(logging.WARNING):
        other = MemoryStore()
        other.merge(store.export())
        assert ["c0.example", "c2.example"] == list(other.domains())
    assert "not in the export: 1 (" in caplog.text
    assert "c1.example" in caplog.text


def test_what_one_index_hides_another_finds(path: Path) -> None:
    """A name changed at any place of a file too large to be checked when it is opened: no answer lacks what is known."""
    filled(path)
    enlarge(path)
    asked, truth = questions(path)
    content = path.read_bytes()
    for name in (b"c7.example", b"c3.example", b"acme"):
        places = [place.start() for place in re.finditer(name, content)]
        assert len(places) > 3
        for place in places:
            damaged = bytearray(content)
            damaged[place + 1] ^= 5
            restored(path, bytes(damaged))
            wrong, refused, told = read_damaged(path, asked, truth)
            assert (0, True) == (wrong, told or not refused), (name, place)


def _break(path: Path, statement: str) -> None:
    """Change rows behind the store's back; the checksums then do not fit."""
    db = sqlite3.connect(path)
    assert db.execute(statement).rowcount > 0
    db.commit()
    db.close()


BROKEN = {
    "counts": "UPDATE domains SET counts = x'0011223344' WHERE name = 'c1.example'",
    "a person": "UPDATE people SET facts = x'0011' WHERE domain = (SELECT id FROM domains WHERE name = 'c1.example')",
    "a person's digest": "UPDATE people SET person = x'00' WHERE person = (SELECT person FROM people WHERE domain = "
    "(SELECT id FROM domains WHERE name = 'c1.example') LIMIT 1)",
    "a lost person": "DELETE FROM people WHERE person = (SELECT person FROM people WHERE domain = "
    "(SELECT id FROM domains WHERE name = 'c1.example') LIMIT 1)",
    "the tally of people": "UPDATE domains SET persons = persons - 1 WHERE name = 'c1.example'",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_row_stops_no_other(path: Path, what: str) -> None:
    """Its own domain is refused, the others are read, learned and forgotten; forgetting works there too."""
    filled(path)
    with SqliteStore(path) as store:
        whole = store.counts("c2.example")
    _break(path, BROKEN[what])
    with SqliteStore(path) as store:
        assert store.check()
        with pytest.raises(StoreError, match="store repair"):
            _all_of(store, "c1.example")
        assert whole == store.counts("c2.example")
        assert "other" == store.owners("c2.example", (), ("p2",))["p2"]
        done = store.record([entry("new", domain="c1.example"), entry("new", domain="c2.example")])
        assert "counts" not in what or (1, (0,)) == (done.new, done.damaged)
        assert store.expire() == 0
        store.forget("c1.example", "p1")
        store.repair()
        assert ({}, ()) == (store.owners("c1.example", (), ("p1",)), store.check())
        assert whole + Counts({DOTTED: 1}) == store.counts("c2.example")


def _without_constraints(path: Path, statement: str) -> None:
    """Change rows as a failing disk does, which asks neither constraints nor indexes."""

    def edited(*statements: tuple[str, tuple[object, ...]]) -> list[object]:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA writable_schema = ON")
        found = [db.execute(*each).fetchall() for each in statements]
        db.close()
        return found

    (before,) = edited(("SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema WHERE sql NOT NULL", ()))
    edited(
        ("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table'", ()),
        (
            "UPDATE sqlite_schema SET type = 'table', name = 'x' || rowid, tbl_name = 'x' || rowid, "
            "sql = 'CREATE TABLE x' || rowid || '(x)' WHERE type = 'index' AND sql NOT NULL",
            (),
        ),
    )
    edited((statement, ()))
    put_back = "UPDATE sqlite_schema SET type = ?, name = ?, tbl_name = ?, sql = ? WHERE rowid = ?"
    edited(*((put_back, (*row[1:], row[0])) for row in before))  # type: ignore[misc, index]


ODD = {
    "no name": "UPDATE domains SET name = NULL WHERE name = 'c1.example'",
    "a name of another sort": "UPDATE domains SET name = x'6331' WHERE name = 'c1.example'",
    "another name": "UPDATE domains SET name = 'c1' WHERE name = 'c1.example'",
    "no counts": "UPDATE domains SET counts = NULL WHERE name = 'c1.example'",
    "nothing registered": "UPDATE domains SET registered = NULL WHERE name = 'c1.example'",
    "a lost row": "DELETE FROM domains WHERE name = 'c1.example'",
    "no facts": "UPDATE people SET facts = NULL WHERE domain = (SELECT id FROM domains WHERE name = 'c1.example')",
    "merged counts": "UPDATE merged SET counts = NULL WHERE domain = 'c1.example'",
    "merged elsewhere": "UPDATE merged SET registered = 'x' WHERE domain = 'c1.example'",
    "a company": "UPDATE companies SET key = NULL WHERE domain = 'c1.example'",
    "an alias": "UPDATE aliases SET mark = NULL WHERE one = 'c3.example'",
    "a name that is no text": "UPDATE domains SET name = CAST(x'633128ff' AS TEXT) WHERE name = 'c1.example'",
    "merged for no text": "UPDATE merged SET domain = CAST(x'633128ff' AS TEXT) WHERE domain = 'c1.example'",
    "a company that is no text": "UPDATE companies SET key = CAST(x'c328ff' AS TEXT) WHERE domain = 'c1.example'",
    "an alias that is no text": "UPDATE aliases SET one = CAST(x'c328ff' AS TEXT) WHERE one = 'c3.example'",
    "a part that is no text": "UPDATE parts SET store = CAST(x'c328ff' AS TEXT)",
    "a part under another number": "UPDATE parts SET id = id + 7",
    "merged long ago": "UPDATE merged SET oldest = 5 WHERE domain = 'c1.example'",
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("what", ODD)
def test_no_odd_row_stops_the_check_another_row_or_forgetting(path: Path, what: str, large: bool) -> None:
    """Rows without a name, of another sort, hidden from an index: told, read around, forgotten around, mended."""
    filled(path)
    if large:
        enlarge(path)
    with SqliteStore(path) as store:
        whole = store.counts("c2.example")
        everything = set(store.domains())
    _without_constraints(path, ODD[what])
    with SqliteStore(path) as store:
        assert store.check()
        assert whole == store.counts("c2.example")
        assert "other" == store.owners("c2.example", (), ("p2",))["p2"]
        assert store.suppressed("c2.example", (), ("s2",)).locals
        other = MemoryStore()
        other.merge(store.export(1))
        assert everything - {"c1.example"} <= set(other.domains())
        assert 1 == store.forget("c2.example", "p2")
        store.forget("c1.example", "p1")
        assert store.forget_domain("c5.example") > 0
        store.repair()
        assert ((), (), {}) == (store.check(), store.repair(), store.owners("c1.example", (), ("p1",)))
        assert "c5.example" not in set(store.domains())


def test_forgetting_much_beside_a_damaged_row(path: Path) -> None:
    """A domain with many sorts of evidence goes though another row, far away, cannot be read."""
    filled(path)
    with SqliteStore(path) as store:
        store.record(
            [entry(f"p{n}", Seen((Match("{first}", (), n),), month=NOW), domain="many.example") for n in range(40)]
        )
    _break(path, BROKEN["counts"])
    with SqliteStore(path) as store:
        assert 40 == store.forget_domain("many.example")
        assert "many.example" not in set(store.domains())


def test_forgetting_beside_a_colleague_whose_row_is_damaged(path: Path) -> None:
    """The company that only the forgotten person named goes, too, and the damage is mended on the way."""
    with SqliteStore(path) as store:
        store.record([entry("ann", name="n", company="quxfirm holdings"), entry("bob"), entry("tom")])
        person = store._digests.address("acme.example", "ann")
        gone = store._digests.address("acme.example", "bob")
    db = sqlite3.connect(path)
    db.execute("UPDATE people SET facts = x'00' WHERE person = ?", (gone,))
    db.commit()
    db.close()
    with SqliteStore(path) as store:
        assert 1 == store.forget("acme.example", "ann")
        assert [] == _held(path, [person, b"quxfirm"])
        assert 2 == store.counts("acme.example").total


def _all_of(store: SqliteStore, domain: str) -> object:
    return store.owners(domain, (), ("p1",)), store.counts(domain)


def test_a_damaged_signature_stops_only_who_has_it(path: Path) -> None:
    """Rows that rest on it are refused; `learn` tells their rows, and `repair` what it drops."""
    rare = Seen((Match("{first}zz"),), month=NOW)
    with SqliteStore(path) as store:
        store.record([entry("bob", rare), entry("ann"), entry("tom", domain="other.example")])
    _break(path, "UPDATE signatures SET mark = mark + 1 WHERE body LIKE '%zz%'")
    with Guesser.open(path) as guesser:
        assert 1 == guesser.store.counts("other.example").total
        with pytest.raises(StoreError, match="damaged"):
            guesser.patterns("acme.example")
        told = guesser.store.repair()
        assert any("acme.example" in sentence and "1 pieces" in sentence for sentence in told)
        assert () == guesser.store.repair() == guesser.store.check()
        assert Counts({DOTTED: 1}) == guesser.store.counts("acme.example")
        assert 1 == guesser.forget("ann@acme.example")


def test_counts_are_made_anew_from_people(path: Path) -> None:
    """Where a domain's counts are lost, nothing is but what was learned of nobody."""
    filled(path)
    with SqliteStore(path) as store:
        whole = store.counts("c1.example")
    _break(path, BROKEN["counts"])
    with SqliteStore(path) as store:
        (sentence,) = store.repair()
        assert "c1.example" in sentence
        assert whole == store.counts("c1.example")


@pytest.mark.parametrize("group", ["id = -1", "id = (SELECT max(id) FROM withheld)"])
@pytest.mark.parametrize("how", ["UPDATE withheld SET digests = x'0011' WHERE {}", "DELETE FROM withheld WHERE {}"])
def test_a_damaged_do_not_contact_list_lets_nobody_through(path: Path, group: str, how: str) -> None:
    """The question is refused; the check tells, and a repair keeps every entry that can be read and says so."""
    everybody = [f"s{n}" for n in range(400)]
    with SqliteStore(path) as store:
        store.suppress([Target("acme.example", local) for local in everybody])
    _break(path, how.format(group))
    with Guesser.open(path) as guesser:
        with pytest.raises(StoreError, match="damaged"):
            guesser.store.suppressed("acme.example", (), everybody)
        assert any("do-not-contact" in problem for problem in guesser.store.check())
        assert any("do-not-contact" in sentence for sentence in guesser.store.repair())
        assert () == guesser.store.check()
        assert len(guesser.store.suppressed("acme.example", (), everybody).locals) >= 395


def test_damaged_settings(path: Path) -> None:
    """A limit is set anew; without the secret nobody can be recognised, and that is said."""
    filled(path)
    _break(path, "UPDATE meta SET value = 9 WHERE key = 'keep_months'")
    with pytest.raises(StoreError, match="repair"):
        SqliteStore(path)
    (sentence,) = repair_file(path)
    assert "keep_months" in sentence
    with SqliteStore(path) as store:
        assert (36, ()) == (store.stats().keep_months, store.check())
    _break(path, "UPDATE meta SET value = x'00' WHERE key = 'secret'")
    with pytest.raises(StoreError, match="restore"):
        repair_file(path)


def test_what_no_repair_mends_says_so(path: Path) -> None:
    """A page that holds no rows any more: the error tells to restore the store, and not to repair it."""
    filled(path)
    content = bytearray(path.read_bytes())
    place = content.index(b"c1.example") // 4096 * 4096
    content[place : place + 8] = b"\x63" * 8
    restored(path, bytes(content))
    with pytest.raises(StoreError, match="restore the store") as raised:
        repair_file(path)
    assert "store repair" not in str(raised.value)


def test_the_command_that_repairs(path: Path) -> None:
    """It tells what it dropped and exits with 1; once more, and the store is sound."""
    filled(path)
    _break(path, BROKEN["counts"])
    run = [sys.executable, "-m", "emailguess", "store", "repair", "--store", str(path)]
    first, second = (subprocess.run(run, capture_output=True, text=True, check=False) for _ in range(2))
    assert (1, True) == (first.returncode, "c1.example" in first.stdout)
    assert (0, "the store is sound\n") == (second.returncode, second.stdout)


def test_version_1_is_brought_up_with_all_it_holds(tmp_path: Path, path: Path) -> None:
    """Counts, people, merged stores and the do-not-contact list; a poisoned age limit is not."""
    filled(path)
    old = tmp_path / "old.db"
    older(path, old)
    _meta(old, since=NOW + 20)
    with SqliteStore(path) as new, SqliteStore(old) as store:
        assert new.stats()._replace(since=0, size_bytes=0) == store.stats()._replace(since=0, size_bytes=0)
        assert store.stats().since <= NOW
        for name in new.domains():
            told = {seen._replace(dating="unknown"): number for seen, number in new.counts(name).items()}
            assert Counts(told) == store.counts(name)
        assert new.suppressed("c1.example", (), ["s1", "x"]) == store.suppressed("c1.example", (), ["s1", "x"])
        assert () == store.check()


# --- clocks --------------------------------------------------------------------------------------------------------


def test_a_wrong_clock_wipes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Years ahead for one question and one more row: it is told, nothing goes, and all is learned as of the right month."""
    with SqliteStore(path) as store:
        store.record([entry("ann")])
    before = path.read_bytes()
    _at(monkeypatch, NOW + 60)
    with Guesser.open(path, read_only=True) as guesser:
        guesser.guess("Jane Doe", "acme.example")
        assert 1 == guesser.store.counts("acme.example").total
    assert before == path.read_bytes()
    with SqliteStore(path) as store, caplog.at_level(logging.WARNING):
        assert 0 == store.expire()
        store.record([entry("bob", DOTTED._replace(month=0))])
        assert {NOW} == {seen.month for seen in store.counts("acme.example")}
        with pytest.raises(StoreError, match="clock"):
            store.expire(NOW + 50)
    assert "clock" in caplog.text
    _at(monkeypatch, NOW)
    with SqliteStore(path) as store:
        assert (2, NOW - 36) == (store.counts("acme.example").total, store.stats().since)
        assert 1 == store.record([entry("old", DOTTED._replace(month=NOW - 30))]).new


def test_what_went_by_a_wrong_clock_can_come_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit follows the clock back: what somebody let go by trusting a wrong clock is learned again."""
    theirs = MemoryStore()
    theirs.record([entry("eve")])
    document = theirs.export(1)
    with SqliteStore(path) as store:
        store.record([entry("ann")])
        store.merge(document)
        _at(monkeypatch, NOW + 60)
        store.trust_clock()
        assert (2, 0) == (store.expire(), store.counts("acme.example").total)
        _at(monkeypatch, NOW)
        store.trust_clock()
        store.record([entry("ann")])
        store.merge(document)
        assert 2 == store.counts("acme.example").total


def test_time_that_passes_is_obeyed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Month by month what is too old goes with the next learning, and reads hide it before that."""
    with SqliteStore(path, keep_months=12) as store:
        store.record([entry("ann")])
        for ahead in range(1, 14):
            _at(monkeypatch, NOW + ahead)
            if ahead < 13:
                store.record([entry(f"p{ahead}", DOTTED._replace(month=0))])
        assert 12 == store.counts("acme.example").total
        assert {} == store.owners("acme.example", (), ("ann",))
        assert 13 == store.stats().people
        store.record([entry("last", DOTTED._replace(month=0))])
        assert (13, ()) == (store.stats().people, store.check())


def test_walks_of_the_clock_lose_nothing(tmp_path: Path) -> None:
    """Years ahead and back at random, over questions, learning and expiry."""
    done = clocks(tmp_path, walks=6, seed=4)
    assert (0, 72) == (done.lost, done.steps)


# --- gone means gone -----------------------------------------------------------------------------------------------


def _held(path: Path, texts: list[bytes]) -> list[bytes]:
    """Which of some texts are in the file or the log beside it; read by another process, as a handle here drops locks."""
    code = "import sys\nfor p in sys.argv[1:]:\n try: sys.stdout.buffer.write(open(p, 'rb').read())\n except FileNotFoundError: pass"
    done = subprocess.run([sys.executable, "-c", code, str(path), f"{path}-wal"], capture_output=True, check=True)
    return [text for text in texts if text in done.stdout]


def test_what_is_forgotten_is_gone_from_the_file_at_once(path: Path) -> None:
    """Digest, signature and company's key, while the store is open; after rows moved between pages, too."""
    secret = Seen((Match("{first}qzx.{last}"),), month=NOW)
    older_secret = Seen((Match("{first}qzy.{last}"),), month=NOW - 3)
    with SqliteStore(path) as store:
        for batch in range(12):
            store.record(
                [
                    entry(f"b{batch}x{n}", INITIAL, f"n{n}", f"d{n % 40}.example", f"firm {n % 9}")
                    for n in range(batch, 400, 3)
                ]
            )
            if batch == 4:
                store.record([entry("bob", older_secret, "bob jones", "d7.example", "quxfirm holdings")])
                store.record([entry("bob", secret, "bob jones", "d7.example", "quxfirm holdings")])
        person = store._digests.address("d7.example", "bob")
        texts = [b"qzx", b"qzy", b"quxfirm", person]
        assert set(texts) == set(_held(path, texts))
        assert 1 == store.forget("d7.example", "bob")
        assert [] == _held(path, texts)
        assert () == store.check()


def test_a_forgotten_domain_is_gone_from_the_file_at_once(path: Path) -> None:
    """Its name, its people, its companies, and other stores' counts of it."""
    theirs = MemoryStore()
    theirs.record([entry("eve", Seen((Match("{first}qzw"),), month=NOW), domain="gonefirm.example")])
    with SqliteStore(path) as store:
        store.record([entry(f"p{n}", INITIAL, domain=f"d{n % 60}.example") for n in range(600)])
        store.record([entry("bob", DOTTED, "bob", "gonefirm.example", "gonefirm")])
        store.merge(theirs.export(1))
        assert 2 == len(_held(path, [b"gonefirm", b"qzw"]))
        assert 2 == store.forget_domain("gonefirm.example")
        assert [] == _held(path, [b"gonefirm", b"qzw"])
        assert (60, ()) == (len(list(store.domains())), store.check())


def test_what_expires_is_gone_from_the_file_at_once(path: Path) -> None:
    """By `expire` and by the age limit when something is learned."""
    old = Seen((Match("{first}qzv"),), month=NOW - 20)
    with SqliteStore(path) as store:
        for expired in (lambda: store.expire(NOW - 10), None):
            store.record([entry(f"p{n}", INITIAL) for n in range(300)])
            if expired is None:
                _meta(path, since=0)
            assert 1 == store.record([entry("bob", old)]).new
            assert [b"qzv"] == _held(path, [b"qzv"])
            if expired:
                assert 1 == expired()
            else:
                _meta(path, keep_months=10)
                store.record([entry("ann")])
            assert [] == _held(path, [b"qzv"])


def test_a_suppressed_entry_leaves_nothing_in_the_log(path: Path) -> None:
    """After `suppress` the log beside the file is empty."""
    with SqliteStore(path) as store:
        store.suppress([Target("acme.example", f"p{n}") for n in range(100)])
        assert 0 == Path(f"{path}-wal").stat().st_size


# --- the rest ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [MemoryStore, SqliteStore])
def test_thousands_of_domains_under_one_name(kind: type, path: Path) -> None:
    """Those of which most is known are looked into, and no more than a fixed number."""
    store: Store = SqliteStore(path) if kind is SqliteStore else MemoryStore()
    store.add({f"s{n}.acme.example": Counts({DOTTED: 1 + n % 7}) for n in range(500)})
    store.add({"acme.example": Counts({DOTTED: 9})})
    named = list(store.named("acme"))
    assert (MOST_NAMED, "acme.example") == (len(named), named[0])
    assert {7, 9} == {store.counts(host).total for host in named}
    store.close()


@pytest.mark.once
def test_kills_at_any_point_of_any_change(tmp_path: Path) -> None:
    """SIGKILL while learning, forgetting, merging, expiring, suppressing, vacuuming, repairing, migrating."""
    done = killed_anywhere(tmp_path, kills=len(OPERATIONS))
    assert (0, ()) == (done.lost, done.problems)
    assert set(done.by_operation.values()) == {1}


def test_readers_beside_writers(path: Path) -> None:
    """Two of each with vacuum: no reader sees what no state of the store was, or what was before."""
    done = readers(path, each=2, seconds=1.5)
    assert (0, ()) == (done.wrong, done.problems)
    assert done.reads > 0
    assert done.writes > 0
