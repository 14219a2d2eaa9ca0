"""The secret outside the file: the file alone tells of nobody, and without the secret the store stays closed."""

from __future__ import annotations

import os
import sys
import types
from hashlib import blake2b
from pathlib import Path

import pytest
from click.testing import CliRunner

from emailguess import Guesser, MissingExtra, StoreError
from emailguess.cli import main
from emailguess.store import SqliteStore
from emailguess.store.digests import Digests
from emailguess.store.sqlite.schema import read_meta

KEY = bytes(range(32))
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
