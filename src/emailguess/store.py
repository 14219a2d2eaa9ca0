"""What outlives a call: counts by domain, behind a small protocol.

A store keeps counts of signatures and nothing else: no name, no address. It does not interpret them.

Start reading at `Store`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from threading import Lock
from typing import Protocol

from emailguess.counts import Counts
from emailguess.siblings import registered_name

__all__ = ["MemoryStore", "Store"]


class Store(Protocol):
    """A place to keep counts. Every implementation passes the contract in `tests/test_store.py`."""

    def counts(self, domain: str) -> Counts:
        """What is known of a domain; empty counts if nothing."""

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain, all or none."""

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""

    def named(self, name: str) -> Iterable[str]:
        """The domains something is known of that are registered under a name: "acme" gives acme.com, us.acme.de."""

    def company(self, key: str) -> Mapping[str, int]:
        """The domains a company (by its `companies.company_key`) was seen with, and how often."""

    def add_company(self, key: str, domain: str) -> None:
        """Note once more that a company has its mail at a domain."""

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""

    def add_alias(self, one: str, other: str) -> None:
        """Declare that two domains, and all their aliases, belong to the same company."""


class MemoryStore:
    """Counts in memory, gone with the process; safe to share between threads.

    >>> store = MemoryStore()
    >>> store.counts("acme.com").total
    0
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counts] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._companies: dict[str, dict[str, int]] = {}
        self._aliases: dict[str, frozenset[str]] = {}
        self._lock = Lock()

    def counts(self, domain: str) -> Counts:
        """What is known of a domain; empty counts if nothing."""
        return self._counts.get(domain, _EMPTY)

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts by domain, all or none."""
        with self._lock:
            added = {name: self._counts.get(name, _EMPTY) + more for name, more in counts.items()}
            for host in added.keys() - self._counts.keys():
                name = registered_name(host)
                self._named[name] = (*self._named.get(name, ()), host)
            self._counts.update(added)

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""
        return iter(sorted(self._counts))

    def named(self, name: str) -> Iterable[str]:
        """The domains something is known of that are registered under a name: "acme" gives acme.com, us.acme.de."""
        return self._named.get(name, ())

    def company(self, key: str) -> Mapping[str, int]:
        """The domains a company (by its `companies.company_key`) was seen with, and how often."""
        return dict(self._companies.get(key, {}))

    def add_company(self, key: str, domain: str) -> None:
        """Note once more that a company has its mail at a domain."""
        with self._lock:
            seen = self._companies.setdefault(key, {})
            seen[domain] = seen.get(domain, 0) + 1

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""
        return self._aliases.get(domain, frozenset()) - {domain}

    def add_alias(self, one: str, other: str) -> None:
        """Declare that two domains, and all their aliases, belong to the same company."""
        with self._lock:
            family = {one, other} | self._aliases.get(one, frozenset()) | self._aliases.get(other, frozenset())
            for name in family:
                self._aliases[name] = frozenset(family)


_EMPTY = Counts()
