"""Where a store on disk has the secret of its digests: in its settings, or outside, with a salt and a check instead.

What a secret is made of is for `secrets`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping

from emailguess.errors import StoreError
from emailguess.store import secrets
from emailguess.store.sqlite import withheld
from emailguess.store.sqlite.connection import Connection
from emailguess.store.sqlite.erasing import erase
from emailguess.store.sqlite.observations import Ledger
from emailguess.store.sqlite.schema import read_meta, write_meta
from emailguess.store.sqlite.sealing import Sealing

__all__ = ["sealing_of", "secret_of"]


def secret_of(link: Connection, meta: Mapping[str, object], key: str | bytes | None) -> bytes:
    """What the digests are keyed with; a key moves the secret of a store that knows nobody yet out of the file.

    Raises `StoreError` for a missing and for a wrong secret.
    """
    given = secrets.told(key)
    held = meta.get("secret")
    if not isinstance(held, bytes):
        return secrets.check(meta, given)
    if given is None or link.read_only:
        return held
    with link.writing() as db:
        now = read_meta(db)
        if "secret" not in now:  # another process was faster
            return secrets.check(now, given)
        if _knows_anybody(db):
            raise StoreError(
                f"the store {link.path} knows people by a secret inside the file, and digests cannot be keyed anew: "
                "make a new store with the key and tell it again, the do-not-contact list first; or unset "
                f"{secrets.ENVIRONMENT}"
            )
        salt = os.urandom(secrets.SALT_BYTES)
        secret = secrets.derived(given, salt)
        write_meta(db, {"salt": salt, "verifier": secrets.verifier(secret)})
        db.execute("DELETE FROM meta WHERE key = 'secret'")
    erase(link, [held])
    return secret


def sealing_of(link: Connection, secret: bytes) -> Sealing | None:
    """What encrypts the signatures of a store that keeps its secret outside; those written before are encrypted now.

    Raises `StoreError`, and `MissingExtra`.
    """
    with link.reading(anyhow=True) as db:
        if "secret" in read_meta(db):
            return None
        plain = db.execute("SELECT 1 FROM signatures WHERE typeof(body) = 'text' LIMIT 1").fetchone()
    sealing = Sealing(secret)
    if plain and not link.read_only and not link.flaw:
        with link.writing() as db:
            sealed = Ledger(sealing).seal(db)
        erase(link, everything=bool(sealed))
    return sealing


def _knows_anybody(db: sqlite3.Connection) -> bool:
    """Whether anybody is known or withheld, by digests of the store's secret."""
    return withheld.some(db) or bool(db.execute("SELECT EXISTS (SELECT 1 FROM people)").fetchone()[0])
