"""The secret of a store's digests, kept in the file or outside it.

In the file it protects against nobody who has the file: names and addresses can be tried, and from a table of names all
people are found in seconds. Kept outside, the digests tell nothing to who has the file alone: they are keyed with 256
bits that the file does not hold. What else the file holds stays readable: domains, counts, companies' keys.

A secret is told as a text: a passphrase, ``file:PATH`` for a file of at least 32 bytes, or ``keyring:NAME`` for the
system's key ring; as bytes it is the key itself.

Start reading at `derived`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from emailguess.errors import MissingExtra, StoreError

__all__ = ["ENVIRONMENT", "SALT_BYTES", "check", "derived", "told", "verifier"]

ENVIRONMENT = "EMAILGUESS_KEY"
"""The environment variable that tells the secret."""
SALT_BYTES = 16
LEAST_KEY_BYTES = 32
LEAST_PASSPHRASE = 12
# RFC 7914; one of the settings of equal strength in OWASP's Password Storage Cheat Sheet (2^15, 8, 3): 32 MiB a try.
_SCRYPT = {"n": 2**15, "r": 8, "p": 3}
_MEMORY_BYTES = 64 * 1024 * 1024
_SERVICE = "emailguess"
_MOST_KEY_BYTES = 1024 * 1024


def told(key: str | bytes | None) -> str | bytes | None:
    """The secret that was passed, or the one `EMAILGUESS_KEY` tells; None where there is neither."""
    if key is not None:
        if not isinstance(key, str | bytes) or not key:
            raise StoreError("a key is a passphrase, 'file:PATH', 'keyring:NAME', or bytes; it is not empty")
        return key
    return os.environ.get(ENVIRONMENT) or None


def derived(key: str | bytes, salt: bytes) -> bytes:
    """The 32 bytes a store's digests are keyed with. Raises `StoreError` or `MissingExtra`.

    >>> derived(b"k" * 32, b"salt") == derived(b"k" * 32, b"other")
    False
    """
    from hashlib import blake2b, scrypt

    if isinstance(key, str):
        kind, _, name = key.partition(":")
        if kind == "file":
            key = _from_file(name)
        elif kind == "keyring":
            key = _from_keyring(name or "default")
        else:
            if len(key) < LEAST_PASSPHRASE:
                raise StoreError(f"a passphrase has at least {LEAST_PASSPHRASE} characters; a key file is better")
            words = key.encode("utf-8", "surrogatepass")
            return scrypt(words, salt=salt, dklen=LEAST_KEY_BYTES, maxmem=_MEMORY_BYTES, **_SCRYPT)
    if len(key) < LEAST_KEY_BYTES:
        raise StoreError(f"a key has at least {LEAST_KEY_BYTES} bytes; make one with: head -c 32 /dev/urandom > FILE")
    # Such a key has no need of a slow derivation; the hash brings any length to 32 bytes.
    return blake2b(key, digest_size=LEAST_KEY_BYTES, salt=salt[:16].ljust(16, b"\0"), person=b"emailguess-key").digest()


def _from_file(name: str) -> bytes:
    path = Path(name).expanduser()
    try:
        if path.stat().st_size > _MOST_KEY_BYTES:
            raise StoreError(f"the key file {path} has more than a megabyte; is it the right one?")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"the key file {path} cannot be read ({why}); without it the store stays closed") from error


def _from_keyring(name: str) -> bytes:
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise MissingExtra("the system's key ring needs a package: pip install 'emailguess[keyring]'") from error
    try:
        found: str | None = keyring.get_password(_SERVICE, name)
    except keyring.errors.KeyringError as error:
        raise StoreError(f"the system's key ring cannot be read ({error}); is it unlocked?") from error
    if not found:
        raise StoreError(
            f"the system's key ring has no key {name!r} of emailguess; put 32 random bytes or more there, written in "
            f"letters: keyring set {_SERVICE} {name}"
        )
    return found.encode("utf-8", "surrogatepass")


def verifier(secret: bytes) -> bytes:
    """What a store keeps to tell a wrong secret from the right one; it tells nothing else of it."""
    from hashlib import blake2b

    return blake2b(b"", key=secret, digest_size=16, person=b"verifier").digest()


def check(meta: Mapping[str, object], key: str | bytes | None) -> bytes:
    """The secret of a store that keeps it outside. Raises `StoreError` for none and for a wrong one."""
    from hmac import compare_digest

    salt, expected = meta.get("salt"), meta.get("verifier")
    if not isinstance(salt, bytes) or not isinstance(expected, bytes):
        raise StoreError("the store has no secret, and no trace of one outside: it is damaged; restore it from a copy")
    if key is None:
        raise StoreError(
            f"the secret of this store is kept outside of it: set {ENVIRONMENT} to the passphrase, to file:PATH or to "
            "keyring:NAME, or pass key="
        )
    secret = derived(key, salt)
    if not compare_digest(verifier(secret), expected):
        raise StoreError(f"this is not the secret of the store; check {ENVIRONMENT} or what was passed as key=")
    return secret
