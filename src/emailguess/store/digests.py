"""Keyed digests: how a store recognises an address or a person without holding either.

A digest is BLAKE2b (RFC 7693) under a secret that every store draws for itself, so digests of two stores have nothing
in common. It is pseudonymous, not anonymous: whoever has the file has the secret, and can test a guessed address. It
cannot be turned back otherwise, and no export carries it.

Start reading at `Digests`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from emailguess.store.protocol import Entry

__all__ = ["SECRET_BYTES", "Digests", "person_key", "sha256"]

SECRET_BYTES = 32
# Eight bytes tell a domain's people apart: among a million, two share a digest with a chance of 3 in 10⁸.
_ROSTER_BYTES = 8
_SUPPRESSED_BYTES = 16


def person_key(first: str, last: str) -> str:
    """One text for a person's name in either order.

    >>> person_key("Jane", "Doe") == person_key("doe", "jane")
    True
    """
    return " ".join(sorted(part.casefold() for part in (first, last) if part))


class Digests:
    """The digests of one store."""

    def __init__(self, secret: bytes) -> None:
        from hashlib import blake2b

        # A keyed state is made once and copied: three times as fast as keying each digest.
        self._roster = blake2b(key=secret, digest_size=_ROSTER_BYTES, person=b"roster")
        self._suppressed = blake2b(key=secret, digest_size=_SUPPRESSED_BYTES, person=b"suppress")
        self._secret = secret

    def __reduce__(self) -> tuple[object, ...]:
        return Digests, (self._secret,)

    def address(self, domain: str, local: str) -> bytes:
        """Digest of an address, for the roster."""
        return self._of_roster(f"a\0{domain}\0{local}")

    def addresses(self, domain: str, locals_: Iterable[str]) -> list[tuple[bytes, str]]:
        """Digests of many addresses of one domain, each with its local part."""
        begun = self._roster.copy()
        begun.update(f"a\0{domain}\0".encode("utf-8", "surrogatepass"))
        copy = begun.copy
        found = []
        for local in locals_:
            state = copy()
            state.update(local.encode("utf-8", "surrogatepass"))
            found.append((state.digest(), local))
        return found

    def entry(self, entry: Entry) -> bytes:
        """Digest by which an entry is recognised: its address, or what it says where it is nobody's."""
        if entry.local:
            return self.address(entry.domain, entry.local)
        return self._of_roster(f"s\0{entry.domain}\0{entry.seen.kind}\0{entry.seen.signature}")

    def name(self, domain: str, key: str) -> bytes:
        """Digest of a person's name at a domain, for the roster."""
        return self._of_roster(f"n\0{domain}\0{key}")

    def text(self, domain: str, pattern: str) -> bytes:
        """Digest of a pattern with text in it that may be a person's (`texts`)."""
        return self._of_roster(f"t\0{domain}\0{pattern}")

    def _of_roster(self, text: str) -> bytes:
        state = self._roster.copy()
        state.update(text.encode("utf-8", "surrogatepass"))
        return state.digest()

    def suppressed(self, domain: str, local: str = "", name: str = "") -> bytes:
        """Digest of a do-not-contact entry: an address, a name at a domain, or a whole domain."""
        state = self._suppressed.copy()
        state.update(f"{domain}\0{local}\0{name}".encode("utf-8", "surrogatepass"))
        return state.digest()


def sha256(text: str) -> bytes:
    """SHA-256 of an address or domain, as the lists of other tools hold it: lower case, UTF-8, no spaces around."""
    from hashlib import sha256 as hashed

    return hashed(text.encode("utf-8", "surrogatepass")).digest()
