"""What outlives a call: counts by domain, behind a small protocol.

A store keeps counts of signatures and nothing else: no name, no address. It does not interpret them.

Start reading at `Store`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Protocol

from emailguess.evidence import Counts

__all__ = ["MemoryStore", "Store"]


class Store(Protocol):
    """A place to keep counts. Every implementation passes the contract in `tests/test_store.py`."""

    def counts(self, domain: str) -> Counts:
        """What is known of a domain; empty counts if nothing."""

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain, all or none."""

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""


class MemoryStore:
    """Counts in memory, gone with the process; safe to share between threads.

    >>> store = MemoryStore()
    >>> store.counts("acme.com").total
    0
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}
        self._lock = Lock()

    def counts(self, domain: str) -> Counts:
        """What is known of a domain; empty counts if nothing."""
        return self._counts.get(domain, _EMPTY)

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain, all or none."""
        with self._lock:
            added = {name: self._counts.get(name, _EMPTY) + more for name, more in counts.items()}
            self._counts.update(added)

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""
        return iter(sorted(self._counts))


_EMPTY = Counts()
