"""The do-not-contact list of a store in memory.

Start reading at `Withholding`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager

from emailguess.store.digests import Digests
from emailguess.store.protocol import Hidden, Target

__all__ = ["Withholding"]


class Withholding:
    """Whom a store in memory keeps from being shown; `MemoryStore` is one."""

    _suppressed: set[bytes]

    @property
    def _digests(self) -> Digests:
        """The store's digests."""
        raise NotImplementedError

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""
        raise NotImplementedError

    def _open(self) -> None:
        """Raise `StoreError` where the store is closed."""
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[object]:
        """Change the store while nobody else does."""
        raise NotImplementedError

    def suppress(self, targets: Iterable[Target]) -> int:
        """Keep these from ever being shown; how many were new."""
        from emailguess.store.suppression import digest_of

        with self._writing():
            before = len(self._suppressed)
            self._suppressed.update(digest for target in targets for digest in digest_of(target, self._digests))
            return len(self._suppressed) - before

    def suppresses(self) -> bool:
        """Whether anything is suppressed at all."""
        self._open()
        return bool(self._suppressed)

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What of a domain, a person by the keys of the name, and candidates may not be shown."""
        self._open()
        if not self._suppressed:
            return Hidden()
        from emailguess.store.suppression import hidden

        return hidden(self._suppressed.intersection, self._digests, domain, names, locals_, self.aliases)
