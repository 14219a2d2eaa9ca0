"""Every kind of store, empty, for the tests that hold them to one contract; people here are invented."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from emailguess.evidence.counts import Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, LayeredStore, MemoryStore, SqliteStore, Store
from emailguess.store.people import this_month

__all__ = ["BARE", "DOTTED", "INITIAL", "NONE", "NOW", "STORES", "Rig", "entry", "rig"]

NOW = this_month()
DOTTED = Seen((Match("{first}.{last}"),), month=NOW)
INITIAL = Seen((Match("{f}{last}"), Match("{f}{last}|8", ("umlaut=expanded",), 3)), month=NOW)
BARE = Seen((Match("{first}"), Match("{last}", (), 12)), "bare", NOW)
NONE = Seen((), month=NOW)


@dataclass(frozen=True)
class Rig:
    """A store to write to and one to read from: two views of one thing."""

    writer: Store
    reader: Store


@contextmanager
def _memory() -> Iterator[Rig]:
    store = MemoryStore()
    yield Rig(store, store)


@contextmanager
def _sqlite() -> Iterator[Rig]:
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder) / "known.db", keep_months=0) as store:
        yield Rig(store, store)


@contextmanager
def _read_only() -> Iterator[Rig]:
    with ExitStack() as stack:
        path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "known.db"
        writer = stack.enter_context(SqliteStore(path, keep_months=0))
        yield Rig(writer, stack.enter_context(SqliteStore(path, read_only=True)))


@contextmanager
def _layered() -> Iterator[Rig]:
    with _sqlite() as top, _sqlite() as below:
        store = LayeredStore(top.writer, below.writer)
        yield Rig(store, store)


# Another store is held to the same contract by one more line.
STORES: dict[str, Callable[[], object]] = {
    "memory": _memory,
    "sqlite": _sqlite,
    "read-only": _read_only,
    "layered": _layered,
}


@contextmanager
def rig(kind: str) -> Iterator[Rig]:
    """An empty store of a kind."""
    with STORES[kind]() as made:  # type: ignore[attr-defined]  # each is a context manager of a rig
        yield made


def entry(local: str, seen: Seen = DOTTED, name: str = "", domain: str = "acme.example", company: str = "") -> Entry:
    """One person's evidence."""
    return Entry(domain, seen, local, name, company)
