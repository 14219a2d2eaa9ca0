"""A store's do-not-contact list without what it learned.

For questions that shall rest on nothing remembered: to leave out evidence is a choice, to leave out the list is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from emailguess.store.memory import MemoryStore
from emailguess.store.protocol import Hidden, Store, Target

__all__ = ["ListOnly"]


class ListOnly(MemoryStore):
    """An empty store in memory that holds back whom another store holds back.

    >>> store = ListOnly(MemoryStore())
    >>> store.suppress([Target("acme.example")]), store.suppresses()
    (1, True)
    """

    def __init__(self, listed: Store) -> None:
        super().__init__()
        self._listed = listed

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that the other store keeps itself in."""
        return tuple(getattr(self._listed, "paths", ()))

    def suppress(self, targets: Iterable[Target]) -> int:
        """Add to the other store's list; how many were new."""
        return self._listed.suppress(targets)

    def suppresses(self) -> bool:
        """Whether anything is on the list."""
        return self._listed.suppresses()

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What the list holds back."""
        return self._listed.suppressed(domain, names, locals_)
