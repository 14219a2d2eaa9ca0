"""Lines of a text that keep their bytes: what is read of a list can be given back as it was.

Start reading at `KeptLines`.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO

from emailguess.errors import EmailGuessError
from emailguess.files.encoding import FALLBACK, Encoding
from emailguess.files.lines import LONGEST_LINE, Lines

__all__ = ["KeptLines", "body_and_end", "marked"]

_BLOCK = 256 * 1024
# A line is kept whole to be given back; sixteen of the longest that are read are no line of a list any more.
_LONGEST_KEPT = 16 * LONGEST_LINE
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def marked(encoding: Encoding, head: bytes) -> Encoding:
    """The encoding with the order of its bytes, where a mark at the beginning tells it.

    >>> marked("utf-16", codecs.BOM_UTF16_LE), marked("cp1252", b"Bob")
    ('utf-16-le', 'cp1252')
    """
    return next((name for mark, name in _MARKS if head.startswith(mark) and encoding.startswith(name[:6])), encoding)


class KeptLines(Lines):
    """Iterate over lines as `Lines` does, and hand out their bytes by `take`."""

    def __init__(self, stream: IO[bytes], encoding: Encoding, head: bytes) -> None:
        """`head` is the beginning of the stream: its mark tells the order of bytes."""
        self.number = 0
        self.cut = []
        self.unterminated = False
        self.nuls = 0
        self.encoding = marked(encoding, head)
        """How the letters are written; a mark is a letter like any other."""
        self._stream = stream
        self._kept: dict[int, bytes] = {}

    def __iter__(self) -> Iterator[str]:
        errors = FALLBACK if self.encoding.startswith("utf-8") else "replace"
        for raw in self._wide() if self.encoding.startswith(("utf-16", "utf-32")) else self._narrow():
            self.number += 1
            self._kept[self.number] = raw
            line = raw.decode(self.encoding, errors)
            if self.number == 1:
                line = line.removeprefix("\ufeff")
            text = line.rstrip("\r\n")
            if text == line:
                self.unterminated = True
            if len(text) > LONGEST_LINE:
                self.cut.append(self.number)
                text = text[:LONGEST_LINE]
            if "\0" in text:
                self.nuls += 1
                text = text.replace("\0", "")
            yield text

    def take(self, first: int, number: int = 1) -> bytes:
        """The bytes of some lines, which are let go of."""
        return b"".join([self._kept.pop(line, b"") for line in range(first, first + number)])

    def left(self) -> bytes:
        """The bytes of all lines that were not taken."""
        return self.take(min(self._kept), len(self._kept)) if self._kept else b""

    def detach(self) -> None:
        """Let go of the stream without closing it."""

    def _narrow(self) -> Iterator[bytes]:
        """Lines of a text in which a line end is the same byte as in ASCII."""
        carried = b""
        while block := self._stream.read(_BLOCK):
            carried += block
            lines = carried.splitlines(keepends=True)
            # A carriage return at the end of a block may be half of a line end.
            carried = lines.pop() if not lines[-1].endswith(b"\n") else b""
            self._check(carried)
            yield from lines
        yield from carried.splitlines(keepends=True)

    def _wide(self) -> Iterator[bytes]:
        """Lines of a text whose letters are several bytes each."""
        text = io.TextIOWrapper(self._stream, encoding=self.encoding, errors="surrogatepass", newline="")
        try:
            for line in text:
                self._check(line)
                yield line.encode(self.encoding, "surrogatepass")
        finally:
            text.detach()

    def _check(self, line: bytes | str) -> None:
        if len(line) > _LONGEST_KEPT:
            raise EmailGuessError(
                f"line {self.number + 1:,} has more than {_LONGEST_KEPT // 1024**2} MB and is no line of a list; "
                "check how the file was made"
            )


def body_and_end(raw: bytes, encoding: Encoding) -> tuple[bytes, bytes]:
    """A record without its line end, and the line end.

    >>> body_and_end(b"Bob,Jones\\r\\n", "utf-8")
    (b'Bob,Jones', b'\\r\\n')
    """
    for end in ("\r\n", "\n", "\r"):
        written = end.encode(encoding)
        if raw.endswith(written):
            return raw[: -len(written)], written
    return raw, b""
