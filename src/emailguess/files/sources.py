"""What is read: a path, an open file, standard input or a text, as bytes with a name, opened without surprises.

No format is known here. A folder, a pipe or a device in place of a file is refused with what to do about it.

Start reading at `opened`.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, cast

from emailguess.errors import EmailGuessError, named, shown

__all__ = ["HEAD", "Input", "Readable", "Source", "opened"]

HEAD = 256 * 1024
"""So many bytes are looked at before a format is decided on."""
# Beyond the head, letters that tell an encoding are looked for in this much of a file.
_SAMPLED = 8 * 1024 * 1024
_LONGEST_PATH = 4096


class Readable(Protocol):
    """An open file, binary or text."""

    def read(self, size: int = ..., /) -> Any:
        """Return at most so many bytes or letters."""


Input: TypeAlias = "str | os.PathLike[str] | Readable"


class Source:
    """An opened input."""

    def __init__(self, name: str, stream: IO[bytes], *, path: Path | None = None, text: bool = False) -> None:
        self.name = name
        self.path = path
        self.is_text = text
        """Whether the bytes are UTF-8 for certain: the input was text already."""
        self._stream = stream
        self._before = os.fstat(stream.fileno()) if path is not None else None
        self.head = _filled(stream, HEAD)
        self.size = self._before.st_size if self._before is not None else None

    def stream(self) -> IO[bytes]:
        """All the bytes, from the beginning; call it once."""
        if self.path is not None:
            self._stream.seek(0)
            return self._stream
        return cast("IO[bytes]", io.BufferedReader(_Joined(self.head, self._stream), 128 * 1024))

    def sample(self) -> bytes:
        """Lines beyond the head with more than ASCII, where the head has few; empty where it cannot be told."""
        if self.path is None or len(self.head) < HEAD or not self.head.isascii():
            return b""
        found = b""
        self._stream.seek(HEAD)
        for _ in range(_SAMPLED // HEAD):
            block = self._stream.read(HEAD)
            if not block:
                break
            if not block.isascii():
                found = block.partition(b"\n")[2].rpartition(b"\n")[0]
                break
        self._stream.seek(HEAD)
        return found

    @property
    def place(self) -> int:
        """How many bytes were read so far: all of them once the file was closed behind its end."""
        try:
            return self._stream.tell()
        except ValueError:
            return self.size or 0
        except OSError:
            return 0

    def check_unchanged(self, row: int) -> None:
        """Raise `EmailGuessError` where the file was written to while it was read."""
        if self._before is None:
            return
        now = os.fstat(self._stream.fileno())
        if (now.st_size, now.st_mtime_ns) != (self._before.st_size, self._before.st_mtime_ns):
            raise EmailGuessError(
                f"{self.name} was changed while it was read (line {row:,}); what was read until then was used: "
                "read it again when nobody writes to it"
            )


class _Joined(io.RawIOBase):
    """A head that was read already, and the rest."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer."""
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = self._rest.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


class _Encoded:
    """An open text file, as bytes."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._left = b""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes."""
        while not self._left:
            text = self._stream.read(max(1, size // 4)) if size > 0 else self._stream.read()
            if not text:
                return b""
            self._left = text.encode("utf-8", errors="replace")
        piece, self._left = (self._left[:size], self._left[size:]) if size > 0 else (self._left, b"")
        return piece


@contextmanager
def opened(what: Input) -> Iterator[Source]:
    """Open a path, an open file, or a text. Raises `EmailGuessError` for what cannot be read."""
    if isinstance(what, str):
        if not _is_path(what):
            yield Source("text", io.BytesIO(what.encode("utf-8", errors="replace")), text=True)
            return
        what = Path(what)
    if isinstance(what, os.PathLike):
        path = Path(what)
        with _open(path) as stream:
            yield Source(path.name, stream, path=path)
        return
    if not hasattr(what, "read"):
        raise EmailGuessError(f"people are read from a path, an open file or a text, not from {shown(what)}")
    name = getattr(what, "name", "")
    name = Path(name).name if isinstance(name, str) and name else "input"
    text = isinstance(what, io.TextIOBase) or isinstance(what.read(0), str)
    yield Source(name, cast("IO[bytes]", _Encoded(what) if text else what), text=text)


def _is_path(text: str) -> bool:
    """Whether a text names a file; a text with a line break or an address in it is the text itself."""
    if "\n" in text or "\r" in text or "\0" in text or len(text) > _LONGEST_PATH:
        return False
    try:
        exists = os.path.lexists(text)
    except (OSError, ValueError):
        return False
    if not exists and "@" not in text and text.strip():
        raise EmailGuessError(f"there is no file {shown(text)}, and no address in it to read as a text")
    return exists


def _open(path: Path) -> IO[bytes]:
    """Open a plain file; never wait for one that somebody else must write."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file has such a name"
        raise EmailGuessError(f"cannot read {named(path.name)}: {why}") from error
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return open(descriptor, "rb", buffering=128 * 1024)
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise EmailGuessError(f"cannot read {named(path.name)}: it is a folder, and no Maildir; name the files in it")
    raise EmailGuessError(f"cannot read {named(path.name)}: it is no plain file; for a pipe, use - and standard input")


def _filled(stream: Readable, size: int) -> bytes:
    """Read so many bytes, or all there are."""
    pieces: list[bytes] = []
    while size > 0:
        piece = stream.read(size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
