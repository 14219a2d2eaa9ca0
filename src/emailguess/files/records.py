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
from emailguess.files.table import Log, Row

__all__ = ["flattened", "json_records", "jsonl_records", "rows"]

Record = tuple[int, Mapping[str, Any]]
_BLOCK = 64 * 1024
_LONGEST_RECORD = 16 * 1024 * 1024
_MOST_KEYS = 500
_DEEPEST = 8
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
    keys = list(dict.fromkeys(k for _, flat in ahead for k in flat))[:_MOST_KEYS]
    if not keys:
        return
    yield 0, keys
    for number, flat in ahead:
        yield number, [flat.get(k, "") for k in keys]
    del ahead
    for number, record in source:
        flat = flattened(record)
        yield number, [flat.get(k, "") for k in keys]


def flattened(record: Mapping[str, Any]) -> dict[str, str]:
    """A record's values as texts, those within by the keys on the way.

    >>> flattened({"name": {"first": "Bob"}, "emails": [{"value": "bob@acme.example", "type": "work"}]})
    {'name first': 'Bob', 'emails': 'bob@acme.example (work)'}
    """
    flat: dict[str, str] = {}
    _flatten("", record, flat, 0)
    return flat


def _flatten(key: str, value: Any, flat: dict[str, str], depth: int) -> None:
    if len(flat) >= _MOST_KEYS or depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _flatten(f"{key} {name}".strip(), inner, flat, depth + 1)
    elif isinstance(value, list | tuple):
        texts = [_labelled(v) for v in value[:50]]
        if any("@" in t for t in texts):
            flat.setdefault(key, "; ".join(t for t in texts if t))
        elif value and isinstance(value[0], Mapping):
            _flatten(key, value[0], flat, depth + 1)
        else:
            flat.setdefault(key, "; ".join(t for t in texts if t))
    elif value is not None:
        flat.setdefault(key, value if isinstance(value, str) else str(value))


def _labelled(value: Any) -> str:
    """An address with the kind beside it: `{"value": …, "type": "work"}`."""
    if not isinstance(value, Mapping):
        return value if isinstance(value, str) else "" if value is None else str(value)
    address = next((v for v in value.values() if isinstance(v, str) and "@" in v), "")
    kind = next(
        (v for k, v in value.items() if isinstance(v, str) and k.lower() in ("type", "label", "kind", "name")), ""
    )
    return f"{address} ({kind})" if address and kind and "@" not in kind else address


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
        if isinstance(value, Mapping):
            yield lines.number, value
        else:
            log.add(lines.number, "no record of JSON")


def json_records(stream: IO[bytes], encoding: Encoding, name: str, log: Log) -> Iterator[Record]:
    """The records of a list, or of the longest list in an object; one at a time where the file is a list."""
    buffer = _Buffer(stream, encoding)
    first = buffer.peek()
    if first == "[":
        yield from _listed(buffer, name, log)
        return
    text = buffer.rest(4 * _LONGEST_RECORD)
    if text is None:
        raise EmailGuessError(f"{name}: too large to read as one JSON object; save it as JSON Lines, a record a line")
    try:
        value = json.loads(text)
    except RecursionError:
        raise EmailGuessError(f"{name}: not readable as JSON: it is nested too deeply") from None
    except ValueError as error:
        raise EmailGuessError(f"{name}: not readable as JSON ({error})") from None
    yield from enumerate(_longest_list(value), 1)


def _longest_list(value: Any) -> list[Mapping[str, Any]]:
    """The list with the most records in an object; an object without one is a record itself."""
    best: list[Mapping[str, Any]] = []
    todo = [value]
    for _ in range(10_000):
        if not todo:
            break
        one = todo.pop()
        if isinstance(one, list):
            records = [r for r in one if isinstance(r, Mapping)]
            best = records if len(records) > len(best) else best
        elif isinstance(one, Mapping):
            todo += one.values()
    if not best and isinstance(value, Mapping):
        inner = list(value.values())
        # {"bob@acme.example": {…}, …}: records by key.
        best = inner if len(inner) > 1 and all(isinstance(v, Mapping) for v in inner) else [value]
    return best


def _listed(buffer: _Buffer, name: str, log: Log) -> Iterator[Record]:
    buffer.skip("[")
    number = 0
    while True:
        mark = buffer.peek(beyond=",")
        if mark == "]":
            return
        number += 1
        if not mark:
            log.add(number, "the list is cut: it does not end")
            return
        value = buffer.value()
        if value is _CUT:
            log.add(number, "not readable as JSON, or cut; what follows was not read")
            return
        if isinstance(value, Mapping):
            yield number, value
        else:
            log.add(number, "no record of JSON")


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

    def value(self) -> Any:
        """The next value; `_CUT` where none can be read."""
        size = _BLOCK
        while True:
            try:
                value, self._place = self._json.raw_decode(self._text, self._place)
            except RecursionError:
                return _CUT
            except ValueError:
                # Twice as much each time, so that a long record is not read over and over.
                size *= 2
                if len(self._text) - self._place > _LONGEST_RECORD or not self._more(size):
                    return _CUT
                continue
            if self._place < len(self._text) or not self._more():
                return value
            if isinstance(value, Mapping):
                return value

    def rest(self, most: int) -> str | None:
        """All that is left; None where it is more than that."""
        while self._more(_BLOCK * 16):
            if len(self._text) > most:
                return None
        return self._text[self._place :]
