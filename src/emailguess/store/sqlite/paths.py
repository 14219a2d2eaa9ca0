"""Where a store may lie: an ordinary file under one name, made for its owner only.

It looks at paths and makes files; it opens no database.

Start reading at `refuse_odd` and `create`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Lock

from emailguess.errors import StoreError

__all__ = ["create", "refuse_odd"]

# Closing any handle on a file drops every lock this process holds on it (POSIX), SQLite's among them: a file is
# created by one thread at a time, and an existing one is never opened by hand.
_CREATING = Lock()


def refuse_odd(path: Path) -> None:
    """A link could lead a writer to somebody else's file; a device or a pipe could hang it."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        try:
            mode = name.lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISLNK(mode):
            raise StoreError(f"{name} is a symbolic link, and a store follows none; pass the path it points to")
        if not stat.S_ISREG(mode):
            raise StoreError(f"{name} is no ordinary file; pass the path of a store")
    _refuse_second_name(path)


def _refuse_second_name(path: Path) -> None:
    """The log of changes lies beside the file, under its name: who came by another name would not see it."""
    try:
        file = path.lstat()
    except FileNotFoundError:
        return
    if file.st_nlink > 1:
        raise StoreError(
            f"{path} is one file under {file.st_nlink} names (hard links), and what is written under one would be lost "
            "under another; remove the other names, or copy the file"
        )
    if _mounted(path):
        raise StoreError(
            f"{path} is a mount of a single file, and what is written there would be lost at the file's other path; "
            "mount its folder instead"
        )


def _mounted(path: Path) -> bool:
    """Whether a file is a mount by itself, as containers make one; told where the system tells (Linux)."""
    try:
        mounts = Path("/proc/self/mountinfo").read_bytes()
    except OSError:
        return False
    # proc_pid_mountinfo(5): the fifth field is the mount point; blanks and the like in it are octal.
    octal = {0x20: b"\\040", 0x09: b"\\011", 0x0A: b"\\012", 0x5C: b"\\134"}
    here = b"".join(octal.get(byte, bytes((byte,))) for byte in os.fsencode(os.path.realpath(path)))
    return any(fields[4] == here for line in mounts.splitlines() if len(fields := line.split()) > 4)


def create(path: Path) -> None:
    """Make file and folder, for the owner only; what is there is left alone."""
    if path.exists():
        return
    missing = []
    folder = path.parent
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(mode=0o700, exist_ok=True)
    with _CREATING:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
        except FileExistsError:
            return
