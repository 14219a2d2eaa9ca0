"""XML: elements become values of any depth, one child of the root at a time; entities of its own are refused.

Start reading at `xml_records`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from emailguess.errors import EmailGuessError
from emailguess.files.encoding import FALLBACK, Encoding
from emailguess.files.log import Log
from emailguess.files.nested import Record, records_in

__all__ = ["is_xml", "xml_records"]

_BLOCK = 64 * 1024
_LONGEST = 4_000
_DEEPEST = 40
_MOST_ELEMENTS = 500_000
_XML = re.compile(r"\A\s*(?:<\?xml\s|<([A-Za-z][\w.-]*)(?:\s[^<>]*)?>\s*<[A-Za-z])")


def is_xml(text: str) -> bool:
    """Whether a text is XML; pages are asked for before."""
    return _XML.match(text[:5_000]) is not None


class _Refused(Exception):
    """What no list of people needs."""


class _Elements:
    """Builds values of elements, and keeps the children of the root that are complete."""

    def __init__(self) -> None:
        self.ready: list[Any] = []
        self.plain: dict[str, Any] = {}
        """Children of the root that are texts: its own fields."""
        self._stack: list[tuple[str, dict[str, Any], list[str]]] = []
        self._count = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._count += 1
        if len(self._stack) >= _DEEPEST:
            raise _Refused("it is nested too deeply")
        if self._count > _MOST_ELEMENTS:
            raise _Refused("one of its elements is too large; save it as CSV")
        self._stack.append((tag.rpartition(":")[2], {k: v[:_LONGEST] for k, v in attributes.items()}, []))

    def text(self, data: str) -> None:
        """Text of an element."""
        if self._stack and len(self._stack[-1][2]) < _LONGEST:
            self._stack[-1][2].append(data[:_LONGEST])

    def end(self, _: str) -> None:
        """An element ends: it is its text where it has nothing else."""
        tag, inner, texts = self._stack.pop()
        text = " ".join("".join(texts)[:_LONGEST].split())
        value: Any = text if not inner else inner | ({"value": text} if text else {})
        if len(self._stack) > 1:
            _put(self._stack[-1][1], tag, value)
        elif len(self._stack) == 1:
            self._count = 0
            if isinstance(value, dict):
                self.ready.append(value)
            else:
                _put(self.plain, tag, value)


def _put(into: dict[str, Any], tag: str, value: Any) -> None:
    """Elements of the same name are a list."""
    before = into.get(tag)
    if isinstance(before, list):
        before.append(value)
    else:
        into[tag] = value if before is None else [before, value]


def xml_records(stream: IO[bytes], encoding: Encoding, name: str, log: Log) -> Iterator[tuple[int, Record]]:
    """The people of a document with the line where each ends. Raises `EmailGuessError` where none could be read."""
    built = _Elements()
    # What the document says of its encoding is not believed: the parser gets UTF-8.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = built.begin, built.end
    parser.CharacterDataHandler = built.text
    parser.EntityDeclHandler = _refuse
    decoder = codecs.getincrementaldecoder(encoding)(errors=FALLBACK if encoding.startswith("utf-8") else "replace")
    found, block = 0, b"x"
    while block:
        block = stream.read(_BLOCK)
        why = ""
        try:
            parser.Parse(decoder.decode(block, final=not block).replace("\0", "").encode(), not block)
        except (expat.ExpatError, _Refused) as error:
            why = str(error)
        ready, built.ready = built.ready, []
        for value in ready:
            for record in records_in(value):
                found += 1
                yield parser.CurrentLineNumber, record
        if why and not found:
            raise EmailGuessError(f"{name}: not readable as XML: {why}")
        if why:
            log.add(parser.CurrentLineNumber, "not readable as XML, or cut; what follows was not read")
            return
    if not found and built.plain:
        yield 1, built.plain


def _refuse(*_: object) -> None:
    raise _Refused("it declares entities of its own; save it as CSV")
