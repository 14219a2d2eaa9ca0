"""A fork waits until no store is in use: a child would wait for ever for a lock that a thread of the parent held.

It knows locks only.

Start reading at `held_over_forks`.
"""

from __future__ import annotations

import os
import weakref
from threading import Lock, RLock
from typing import Protocol

__all__ = ["Locking", "held_over_forks"]


class Locking(Protocol):
    """Whatever has a lock of its own."""

    _lock: RLock


_OPEN: weakref.WeakSet[Locking] = weakref.WeakSet()
_HELD: list[RLock] = []
_ADDING = Lock()


def held_over_forks(one: Locking) -> None:
    """Have a fork wait for the `_lock` of this, for as long as it lives."""
    with _ADDING:
        _OPEN.add(one)


def _before_fork() -> None:
    _ADDING.acquire()
    for one in sorted(_OPEN, key=id):
        lock = one._lock
        lock.acquire()
        _HELD.append(lock)


def _after_fork() -> None:
    while _HELD:
        _HELD.pop().release()
    _ADDING.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
