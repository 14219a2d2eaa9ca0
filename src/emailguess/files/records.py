"""JSON and JSON Lines: records of any depth become rows, one at a time where the file is a list or has one a line.

Start reading at `rows`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from emailguess.errors import EmailGuessError
from emailguess.files.encoding import FALLBACK, Encoding
from emailguess.files.lines import Lines
from emailguess.files.log import Log, Row
from emailguess.files.nested import MOST_KEYS, flattened, from_cards, records_in

__all__ = ["json_records", "jsonl_records", "rows"]

Record = tuple[int, Mapping[str, Any]]
_BLOCK = 64 * 1024
_LONGEST_RECORD = 16 * 1024 * 1024
_MOST_OF_OBJECT = 4 * _LONGEST_RECORD
_MOST_GRID = 200_000
_SAMPLE = 200
_SPACE = " \t\r\n"


def rows(records: Iterable[Record]) -> Iterator[Row]:
    """Turn records into rows: first the keys of the first records as a header, then each record's values."""
    source = iter(records)
    ahead: list[tuple[int, dict[str, str]]] = []
    for number, record in source:
        ahead.append((number, flattened(record)))
        if len(ahead) >= _SAMPLE:
            break
    keys = list(dict.fromkeys(k for _, flat in ahead for k in flat))[:MOST_KEYS]
    if not keys:
        return
    yield 0, keys
    for number, flat in ahead:
        yield number, [flat.get(k, "") for k in keys]
    del ahead
    for number, record in source:
        flat = flattened(record)
        yield number, [flat.get(k, "") for k in keys]


def jsonl_records(lines: Lines, log: Log) -> Iterator[Record]:
    """A record a line; a line that is none is told and passed over."""
    for line in lines:
        text = line.strip().rstrip(",")
        if not text or text in "[]":
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            log.add(lines.number, "not JSON")
            continue
        found = False
        for record in records_in(from_cards(value)):
            found = True
            yield lines.number, record
        if not found:
            log.add(lines.number, "no record of JSON")


def json_records(stream: IO[bytes], encoding: Encoding, name: str, log: Log) -> Iterator[Record]:
    """The records of a list, one at a time, or of whatever lists are in one or several objects."""
    buffer = _Buffer(stream, encoding)
    number = 0
    for value in _values(buffer, name, log):
        found = False
        for record in records_in(from_cards(value)):
            number += 1
            found = True
            yield number, record
        if not found:
            number += 1
            log.add(number, "no record of JSON")


def _values(buffer: _Buffer, name: str, log: Log) -> Iterator[Any]:
    """The elements of a list, or the objects that stand one behind the other."""
    if buffer.peek() == "[":
        yield from _listed(buffer, log)
        return
    first = True
    while buffer.peek():
        value = buffer.value(_MOST_OF_OBJECT)
        if value is _CUT and first:
            raise EmailGuessError(
                f"{name}: not readable as JSON: {buffer.why}; if it is large, save it as JSON Lines, a record a line"
            )
        if value is _CUT:
            log.add(0, "not readable as JSON, or cut; what follows was not read")
            return
        first = False
        yield value


def _listed(buffer: _Buffer, log: Log) -> Iterator[Any]:
    """The elements of a list; rows of plain cells come together, for the first may hold their titles."""
    buffer.skip("[")
    number = 0
    grid: list[Any] = []
    while (mark := buffer.peek(beyond=",")) and mark != "]":
        number += 1
        value = buffer.value(_LONGEST_RECORD)
        if value is _CUT:
            log.add(number, "not readable as JSON, or cut; what follows was not read")
            break
        if isinstance(value, list) and (number == 1 or grid) and not (value and value[0] == "vcard"):
            if len(grid) < _MOST_GRID:
                grid.append(value)
            elif len(grid) == _MOST_GRID:
                log.add(number, f"more than {_MOST_GRID:,} lists; save it as JSON Lines, a record a line")
                break
            continue
        yield value
    if grid:
        yield grid
    if not mark:
        log.add(number + 1, "the list is cut: it does not end")


_CUT = object()


class _Buffer:
    """A text of JSON that is read as far as it is needed."""

    def __init__(self, stream: IO[bytes], encoding: Encoding) -> None:
        import codecs

        errors = FALLBACK if encoding.startswith("utf-8") else "replace"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self._stream = stream
        self._json = json.JSONDecoder()
        self._text = ""
        self._place = 0
        self._ended = False
        self.why = ""
        """Why the last value could not be read."""

    def _more(self, size: int = _BLOCK) -> bool:
        if self._ended:
            return False
        block = self._stream.read(size)
        self._ended = not block
        self._text = self._text[self._place :] + self._decoder.decode(block, final=not block)
        self._place = 0
        return True

    def peek(self, beyond: str = "") -> str:
        """The next letter that is no space; empty at the end."""
        while True:
            while self._place < len(self._text):
                letter = self._text[self._place]
                if letter not in _SPACE and letter not in ("\ufeff", beyond or "\ufeff"):
                    return letter
                self._place += 1
            if not self._more():
                return ""

    def skip(self, letter: str) -> None:
        """Pass over a letter that was peeked."""
        self._place += len(letter)

    def value(self, longest: int) -> Any:
        """The next value of so many letters at most; `_CUT` where none can be read."""
        size = _BLOCK
        while True:
            try:
                value, self._place = self._json.raw_decode(self._text, self._place)
            except RecursionError:
                self.why = "it is nested too deeply"
                return _CUT
            except ValueError as error:
                self.why = str(error)
                # Twice as much each time, so that a long record is not read over and over.
                size *= 2
                if len(self._text) - self._place > longest or not self._more(size):
                    return _CUT
                continue
            if self._place < len(self._text) or not self._more():
                return value
            if isinstance(value, Mapping):
                return value
