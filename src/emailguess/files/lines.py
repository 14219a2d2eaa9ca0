"""Lines of a text, one by one in flat memory, whatever their length.

Start reading at `Lines`.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO

from emailguess.files.encoding import FALLBACK, Encoding

__all__ = ["LONGEST_LINE", "Lines"]

LONGEST_LINE = 4 * 1024 * 1024
"""In letters. A cell of a megabyte still fits; what is longer is no line of a list."""


class Lines:
    """Iterate over a stream's lines, each without its end; `\\n`, `\\r\\n` and `\\r` end a line.

    A line that is too long comes cut at its limit, and its number is in `cut`; the rest of it is passed over.
    """

    def __init__(self, stream: IO[bytes], encoding: Encoding) -> None:
        if not encoding.startswith("utf") and isinstance(stream, io.BufferedReader):
            # A mark of UTF-8 above other letters.
            stream.read(len(codecs.BOM_UTF8) * stream.peek(3).startswith(codecs.BOM_UTF8))
        errors = FALLBACK if encoding.startswith("utf-8") else "replace"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=None)
        self.number = 0
        """Number of the line that came last, from 1."""
        self.cut: list[int] = []
        """Numbers of lines that were too long."""
        self.unterminated = False
        """Whether the last line has no end, as where a file is cut."""
        self.nuls = 0
        """How many lines held zero bytes; they are taken out."""

    def __iter__(self) -> Iterator[str]:
        readline = self._text.readline
        while True:
            line = readline(LONGEST_LINE)
            if not line:
                return
            self.number += 1
            if line[-1] == "\n":
                line = line[:-1]
            elif len(line) < LONGEST_LINE:
                self.unterminated = True
            else:
                self.cut.append(self.number)
                while (rest := readline(LONGEST_LINE)) and rest[-1] != "\n":
                    pass
            if "\0" in line:
                self.nuls += 1
                line = line.replace("\0", "")
            yield line

    def detach(self) -> None:
        """Let go of the stream without closing it."""
        self._text.detach()
