"""The do-not-contact list of a store on disk: digests in groups, each group with a checksum.

A flipped bit in a single digest would show whom it held back, and nobody would notice: the digest asked for is just not
there. So digests stand in groups by their first bits, a group is read and checked as a whole, and a directory tells
which groups there are.

Functions on an open transaction. Start reading at `among`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from emailguess.store.sqlite.codec import Damaged, opened, sealed

__all__ = ["add", "among", "begin", "damaged", "mend", "number", "some"]

# With 4,096 groups a list of a million has 244 digests in one, read in some microseconds.
_GROUPS = 4096
_DIRECTORY = -1
_NUMBER_BYTES = 8


def among(db: sqlite3.Connection, digests: Iterable[bytes]) -> set[bytes]:
    """Those of some digests that are on the list; raises `Damaged`."""
    asked: dict[int, set[bytes]] = {}
    for digest in digests:
        asked.setdefault(_group(digest), set()).add(digest)
    filled, _ = _directory(db)
    found: set[bytes] = set()
    for group, wanted in asked.items():
        if filled[group >> 3] & 1 << (group & 7):
            found |= wanted.intersection(_read(db, group))
    return found


def some(db: sqlite3.Connection) -> bool:
    """Whether anything is on the list; raises `Damaged`."""
    return _directory(db)[1] > 0


def number(db: sqlite3.Connection) -> int:
    """How many digests are on the list; raises `Damaged`."""
    return _directory(db)[1]


def add(db: sqlite3.Connection, digests: Iterable[bytes]) -> int:
    """Put digests on the list; how many were new. Raises `Damaged`."""
    filled, total = _directory(db)
    groups: dict[int, set[bytes]] = {}
    for digest in digests:
        groups.setdefault(_group(digest), set()).add(digest)
    new = 0
    for group, more in groups.items():
        held = set(_read(db, group)) if filled[group >> 3] & 1 << (group & 7) else set()
        if more <= held:
            continue
        new += len(more - held)
        filled[group >> 3] |= 1 << (group & 7)
        _write(db, group, held | more)
    if new:
        _write_directory(db, filled, total + new)
    return new


def begin(db: sqlite3.Connection) -> None:
    """Make an empty list: a directory is there from the start, so that a lost one is noticed."""
    _write_directory(db, bytearray(_GROUPS // 8), 0)


def damaged(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the list, in sentences."""
    try:
        filled, total = _directory(db)
    except Damaged:
        yield "the directory of the do-not-contact list is damaged"
        return
    there = {group for (group,) in db.execute("SELECT id FROM withheld WHERE id >= 0")}
    told = {group for group in range(_GROUPS) if filled[group >> 3] & 1 << (group & 7)}
    for group in sorted(there ^ told):
        yield f"group {group} of the do-not-contact list is lost or nobody's"
    found = 0
    for group in sorted(there & told):
        try:
            found += len(_read(db, group))
        except Damaged:
            yield f"group {group} of the do-not-contact list is damaged"
            return
    if found != total:
        yield "the do-not-contact list does not have as many entries as it tells"


def mend(db: sqlite3.Connection) -> Iterator[str]:
    """Write the list anew from what can be read of it, and tell where that may be wrong; nothing readable goes."""
    before = list(damaged(db))
    if not before:
        return
    whole: set[bytes] = set()
    for group, blob in db.execute("SELECT id, digests FROM withheld WHERE id >= 0").fetchall():
        try:
            whole |= set(_parsed(opened(_key(group), blob)))
        except Damaged:
            # A broken digest hides nobody and does no harm; the others of the group still hold.
            kept = list(_parsed(blob[_CHECK_BYTES:])) if isinstance(blob, bytes) else []
            whole |= set(kept)
            yield (
                f"do-not-contact list: of a group of {len(kept)} entries one or more were damaged, and whom they held "
                "back may be shown; suppress your list again"
            )
    if len(before) and not whole:
        yield "do-not-contact list: nothing of it could be read; suppress your list again"
    yield f"do-not-contact list: written anew with {len(whole):,} entries ({before[0]}); suppress your list again"
    db.execute("DELETE FROM withheld")
    begin(db)
    add(db, whole)


_CHECK_BYTES = 4


def _group(digest: bytes) -> int:
    return int.from_bytes(digest[:2], "big") >> 4


def _key(group: int) -> bytes:
    return f"withheld {group}".encode()


def _read(db: sqlite3.Connection, group: int) -> list[bytes]:
    row = db.execute("SELECT digests FROM withheld WHERE id = ?", (group,)).fetchone()
    if row is None:
        raise Damaged
    return list(_parsed(opened(_key(group), row[0])))


def _parsed(body: bytes) -> Iterator[bytes]:
    """Each digest behind its length; what is cut short at the end is left out."""
    place = 0
    while place < len(body):
        end = place + 1 + body[place]
        if end <= len(body):
            yield bytes(body[place + 1 : end])
        place = end


def _write(db: sqlite3.Connection, group: int, digests: Iterable[bytes]) -> None:
    body = b"".join(bytes((len(digest),)) + digest for digest in sorted(digests))
    db.execute("INSERT OR REPLACE INTO withheld VALUES (?, ?)", (group, sealed(_key(group), body)))


def _directory(db: sqlite3.Connection) -> tuple[bytearray, int]:
    row = db.execute("SELECT digests FROM withheld WHERE id = ?", (_DIRECTORY,)).fetchone()
    if row is None:
        raise Damaged
    body = opened(_key(_DIRECTORY), row[0])
    if len(body) != _GROUPS // 8 + _NUMBER_BYTES:
        raise Damaged
    return bytearray(body[_NUMBER_BYTES:]), int.from_bytes(body[:_NUMBER_BYTES], "big")


def _write_directory(db: sqlite3.Connection, filled: bytearray, total: int) -> None:
    blob = sealed(_key(_DIRECTORY), total.to_bytes(_NUMBER_BYTES, "big") + bytes(filled))
    db.execute("INSERT OR REPLACE INTO withheld VALUES (?, ?)", (_DIRECTORY, blob))
