"""The secret outside the file: the file alone tells of nobody, and without the secret the store stays closed."""

from __future__ import annotations

import os
import sqlite3
import sys
import types
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import pytest
from click.testing import CliRunner

from emailguess import Guesser, MissingExtra, StoreError
from emailguess.cli import main
from emailguess.evidence.pieces import Known
from emailguess.store import SqliteStore
from emailguess.store.digests import Digests
from emailguess.store.sqlite.codec import mark
from emailguess.store.sqlite.mending import repair_file
from emailguess.store.sqlite.schema import read_meta

KEY = bytes(range(32))
GIVEN = "Jane Bob Ann Kim Tom Eva".split()
FAMILY = "Doering Jones Lee Hill Smithson Quux".split()
TEAM = [("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "ann.lee@acme.example")]


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have a key."""
    monkeypatch.delenv("EMAILGUESS_KEY", raising=False)


def attacked(path: Path) -> bool:
    """Try names and addresses from the file alone, with every secret that the file could mean."""
    with SqliteStore(path, read_only=True, key=None) as store:
        return bool(store.owners("acme.example", (), ["bob.jones"]))


def raw(path: Path) -> bytes:
    """All bytes of a store, the log included."""
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))


def test_without_the_secret_the_file_tells_of_nobody(tmp_path: Path) -> None:
    """Neither the key nor what the digests are keyed with is in it, nor the digests the store once could have made."""
    inside, outside = tmp_path / "inside.db", tmp_path / "outside.db"
    for path, key in ((inside, None), (outside, KEY)):
        with Guesser.open(path, key=key) as guesser:
            guesser.learn(TEAM)
            guesser.suppress("acme.example", name="Jane Doe")
    assert attacked(inside)
    with pytest.raises(StoreError, match="kept outside"):
        attacked(outside)
    held = raw(outside)
    with SqliteStore(outside, key=KEY) as store, store._link.reading() as db:
        meta, secret = read_meta(db), store._digests._secret
    assert KEY not in held
    assert secret not in held
    guesses = [secret for secret in meta.values() if isinstance(secret, bytes)]
    assert len(guesses) == 2
    for guess in [*guesses, blake2b(guesses[0], digest_size=32).digest()]:
        assert Digests(guess).address("acme.example", "bob.jones") not in held
    assert Digests(secret).address("acme.example", "bob.jones") in held


def test_with_the_secret_it_is_the_same_store(tmp_path: Path) -> None:
    """Repetitions, the list and forgetting, in a later process."""
    path = tmp_path / "known.db"
    with Guesser.open(path, key=KEY) as guesser:
        guesser.learn(TEAM)
        guesser.suppress("acme.example", name="Jane Doe")
    with Guesser.open(path, key=KEY) as guesser:
        assert "person" == guesser.guess("Jane Doe", "acme.example").suppressed
        assert 2 == guesser.learn(TEAM).repeated
        assert 1 == guesser.forget("bob.jones@acme.example")
        assert () == guesser.store.check()


@pytest.mark.parametrize("wrong", [None, bytes(32), "another passphrase", KEY + b"x"])
def test_without_or_with_a_wrong_secret_nothing_is_answered(tmp_path: Path, wrong: bytes | str | None) -> None:
    """Reading too: the do-not-contact list cannot be read."""
    path = tmp_path / "known.db"
    Guesser.open(path, key=KEY).close()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="kept outside" if wrong is None else "not the secret"):
            Guesser.open(path, key=wrong, read_only=read_only)


def test_every_way_to_tell_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase, a key file and the key ring, in the environment or passed."""
    file = tmp_path / "key"
    file.write_bytes(os.urandom(40))
    ring = types.ModuleType("keyring")
    ring.errors = types.ModuleType("keyring.errors")  # type: ignore[attr-defined]  # a stand-in
    ring.errors.KeyringError = RuntimeError  # type: ignore[attr-defined]  # a stand-in
    ring.get_password = lambda service, name: "s" * 40 if (service, name) == ("emailguess", "team") else None  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", ring.errors)  # type: ignore[attr-defined]  # a stand-in
    for number, key in enumerate(("correct horse battery", f"file:{file}", "keyring:team")):
        path = tmp_path / f"{number}.db"
        with Guesser.open(path, key=key) as guesser:
            guesser.learn(TEAM)
        monkeypatch.setenv("EMAILGUESS_KEY", key)
        with Guesser.open(path) as guesser:
            assert 2 == guesser.learn(TEAM).repeated
        monkeypatch.setenv("EMAILGUESS_KEY", "file:/nowhere/key")
        with pytest.raises(StoreError, match="cannot be read"):
            Guesser.open(path)
        monkeypatch.delenv("EMAILGUESS_KEY")
    with pytest.raises(StoreError, match="has no key 'other'"):
        Guesser.open(tmp_path / "new.db", key="keyring:other")


def test_without_the_package_the_key_ring_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the pip command."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(MissingExtra, match=r"emailguess\[keyring\]"):
        Guesser.open(tmp_path / "new.db", key="keyring:")


@pytest.mark.parametrize("weak", ["", b"", "short", b"k" * 31, 5])
def test_a_weak_secret_is_refused(tmp_path: Path, weak: object) -> None:
    """Before anything is keyed with it."""
    with pytest.raises(StoreError):
        Guesser.open(tmp_path / "known.db", key=weak)  # type: ignore[arg-type]  # on purpose
    with Guesser.open(tmp_path / "known.db") as guesser:
        assert 2 == guesser.learn(TEAM).learned


def test_a_store_that_knows_people_keeps_its_secret(tmp_path: Path) -> None:
    """Its digests cannot be keyed anew; the error says what to do, and nothing changed."""
    path = tmp_path / "known.db"
    with Guesser.open(path) as guesser:
        guesser.learn(TEAM)
    with pytest.raises(StoreError, match="make a new store"):
        Guesser.open(path, key=KEY)
    with Guesser.open(path) as guesser:
        assert 2 == guesser.learn(TEAM).repeated


def test_one_passphrase_gives_every_store_its_own_secret(tmp_path: Path) -> None:
    """So that the digests of two stores have nothing in common."""
    secrets = set()
    for name in "ab":
        with SqliteStore(tmp_path / name, key=KEY) as store:
            secrets.add(store._digests._secret)
    assert 2 == len(secrets)


def test_the_command_line_takes_it_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it the list holds; without it nothing is printed."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(tmp_path / "known.db"))
    (tmp_path / "key").write_bytes(KEY)
    words = ["guess", "Jane Doe", "acme.example"]
    monkeypatch.setenv("EMAILGUESS_KEY", f"file:{tmp_path / 'key'}")
    assert 0 == CliRunner().invoke(main, ["suppress", "acme.example", "--name", "Jane Doe"]).exit_code
    assert "@" not in CliRunner().invoke(main, words).stdout
    monkeypatch.delenv("EMAILGUESS_KEY")
    for more in ([], ["--no-store"]):
        done = CliRunner().invoke(main, words + more)
        assert (2, "") == (done.exit_code, done.stdout)
        assert "EMAILGUESS_KEY" in done.stderr


def bodies(path: Path) -> list[object]:
    """How the signatures stand in the file."""
    db = sqlite3.connect(path)
    found = [body for (body,) in db.execute("SELECT body FROM signatures")]
    db.close()
    return found


def signatures_of(rows: Iterable[Known], folder: Path) -> set[str]:
    """What somebody who has this library makes of a list of the staff: each one's signature, as a file holds it."""
    with Guesser.open(folder / "attack.db") as guesser:
        guesser.learn(rows)
    return {body for body in bodies(folder / "attack.db") if isinstance(body, str)}


@pytest.mark.parametrize("named", [False, True])
def test_without_the_secret_no_signature_tells_who_was_learned(tmp_path: Path, named: bool) -> None:
    """From the file and a list of the staff: inside, who was learned is found; outside, nothing to compare is there."""
    people = [(f"{g} {f}", f"{g[0]}{f}@acme.example".lower()) for g in GIVEN for f in FAMILY]
    staff = [(name if named else "", address) for name, address in people]
    learned = staff[::2]
    rest = signatures_of(staff[1::2], tmp_path)
    theirs = signatures_of(learned, tmp_path / "theirs") - rest
    for key in (None, KEY):
        path = tmp_path / f"{key is None}.db"
        with Guesser.open(path, key=key) as guesser:
            guesser.learn(learned)
        held, found = raw(path), bodies(path)
        alone = [body for body in theirs if body.encode() in held]
        assert (key is None) == bool(alone)
        if key is not None:
            assert {bytes} == set(map(type, found))
            assert len({len(body) for body in found if isinstance(body, bytes)}) <= 2
            assert b"{f}" not in held
    assert set(bodies(tmp_path / "False.db")).isdisjoint(other_store(tmp_path / "other.db", learned))


def other_store(path: Path, rows: Iterable[Known]) -> list[object]:
    """The same people under another secret."""
    with Guesser.open(path, key=bytes(reversed(KEY))) as guesser:
        guesser.learn(rows)
    return bodies(path)


def test_a_store_of_before_is_encrypted_when_it_is_opened(tmp_path: Path) -> None:
    """What was counted of nobody before the secret moved out is unreadable then, and counts as before."""
    path = tmp_path / "known.db"
    with Guesser.open(path) as guesser:
        guesser.learn(TEAM, remember=False)
        before = guesser.store.counts("acme.example")
    assert b"{first}" in raw(path)
    with Guesser.open(path, key=KEY) as guesser:
        assert b"{first}" not in raw(path)
        assert before == guesser.store.counts("acme.example")
        assert 2 == guesser.learn(TEAM).learned
        assert ((), ()) == (guesser.store.check(), guesser.store.repair())
    with Guesser.open(path, key=KEY, read_only=True) as guesser:
        assert 4 == guesser.store.counts("acme.example").total


def test_a_changed_byte_in_an_encrypted_signature_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the check, refused when read, dropped by a repair, which needs the secret."""
    path = tmp_path / "known.db"
    with Guesser.open(path, key=KEY) as guesser:
        guesser.learn([*TEAM, ("Tom Roe", "troe@other.example")])
    db = sqlite3.connect(path)
    row, body = db.execute("SELECT id, body FROM signatures ORDER BY id DESC LIMIT 1").fetchone()
    wrong = body[:40] + bytes([body[40] ^ 1]) + body[41:]
    db.execute("UPDATE signatures SET body = ?, mark = ? WHERE id = ?", (wrong, mark(wrong), row))
    db.commit()
    db.close()
    with Guesser.open(path, key=KEY) as guesser:
        assert guesser.store.check()
        assert 2 == guesser.store.counts("acme.example").total
        with pytest.raises(StoreError, match="damaged"):
            guesser.store.counts("other.example")
    with pytest.raises(StoreError, match="kept outside"):
        repair_file(path)
    (tmp_path / "key").write_bytes(KEY)
    monkeypatch.setenv("EMAILGUESS_KEY", f"file:{tmp_path / 'key'}")
    assert repair_file(path)
    with Guesser.open(path) as guesser:
        assert () == guesser.store.check()
        assert 1 == guesser.forget("bob.jones@acme.example")


def test_without_the_package_such_a_store_stays_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the pip command."""
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(MissingExtra, match=r"emailguess\[key\]"):
        Guesser.open(tmp_path / "new.db", key=KEY)
