"""Signatures that nobody reads without the secret, in a store that keeps it outside the file.

A signature is all that one address can mean: who has the file and a list of the staff would know by it who of them was
learned. With the secret outside, it is written encrypted by AES-SIV (RFC 5297), which gives equal signatures equal
bytes, so that they are found again, and tells where a byte was changed. Its length is one of a few.

Start reading at `Sealing`.
"""

from __future__ import annotations

from emailguess.errors import MissingExtra
from emailguess.store.sqlite.codec import Damaged

__all__ = ["Sealing"]

_KEY_BYTES = 64
# The signature of a bare address has some 1 to 3 kB, that of a pair some hundreds of bytes.
_LEAST_BYTES = 4096
_ABOUT = b"emailguess signature"


class Sealing:
    """Encrypts signatures under the secret of one store. Raises `MissingExtra`."""

    def __init__(self, secret: bytes) -> None:
        from hashlib import blake2b

        try:
            from cryptography.exceptions import InvalidTag
            from cryptography.hazmat.primitives.ciphers.aead import AESSIV
        except ImportError:
            raise MissingExtra(
                "a store whose secret is outside the file needs a package: pip install 'emailguess[key]'"
            ) from None
        self._cipher = AESSIV(blake2b(key=secret, digest_size=_KEY_BYTES, person=b"signatures").digest())
        self._invalid = InvalidTag

    def closed(self, text: str) -> bytes:
        """Encrypt a signature; blanks behind it, which JSON passes over, hide its length."""
        size = _LEAST_BYTES
        while size < len(text):
            size *= 2
        return self._cipher.encrypt(text.ljust(size).encode("ascii"), [_ABOUT])

    def opened(self, body: bytes) -> str:
        """Decrypt one; raises `Damaged`."""
        try:
            return self._cipher.decrypt(body, [_ABOUT]).decode("ascii")
        except (self._invalid, ValueError) as error:
            raise Damaged from error
