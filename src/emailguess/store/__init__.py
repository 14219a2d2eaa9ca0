"""What outlives a call: counts by domain, and as little about people as possible.

A store keeps counts, and keyed digests where it must recognise somebody; never a name, never an address. It does not
interpret what it counts.

Start reading at `Store`, then `people` for what is kept of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emailguess.store.memory import MemoryStore
from emailguess.store.protocol import Entry, HeldPart, Hidden, Merged, Owner, Recorded, Stats, Store

if TYPE_CHECKING:
    from emailguess.store.layered import LayeredStore
    from emailguess.store.sqlite.store import SqliteStore

__all__ = [
    "Entry",
    "HeldPart",
    "Hidden",
    "LayeredStore",
    "MemoryStore",
    "Merged",
    "Owner",
    "Recorded",
    "SqliteStore",
    "Stats",
    "Store",
]


def __getattr__(name: str) -> Any:
    """The stores on disk, imported when first named: who keeps nothing does not pay for SQLite."""
    if name == "SqliteStore":
        from emailguess.store.sqlite.store import SqliteStore

        return SqliteStore
    if name == "LayeredStore":
        from emailguess.store.layered import LayeredStore

        return LayeredStore
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
