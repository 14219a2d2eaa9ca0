"""Mail: mbox files, Maildir folders and single messages. Headers are read; of a body only what a bounce reports.

The standard library's `mailbox` keeps a table of all messages and cannot read a stream, so messages are parted here;
words of other alphabets in headers (RFC 2047) are decoded by the standard library.

Start reading at `people`.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from emailguess.addresses.pasted import mailboxes
from emailguess.errors import EmailGuessError
from emailguess.files.dates import read_date
from emailguess.files.disguise import revealed
from emailguess.files.encoded_words import decoded
from emailguess.files.encoding import detected
from emailguess.files.log import Log
from emailguess.files.people import Person

__all__ = ["HEADERS", "is_maildir", "maildir", "message", "people"]

HEADERS = ("from", "sender", "reply-to", "to", "cc")
"""The headers that name people."""
_LONGEST_HEADER = 256 * 1024
_LONGEST_LINE = 64 * 1024
_REPORT_LINES = 5_000
_FROM_LINE = re.compile(rb"From \S.*\d{2}:\d{2}|From [0-9a-f]{40} |From \S+@\S+\s*$|From - ")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MOST_PEOPLE = 5_000
# Exim names those that failed for good in a header, and the reason in words alone (RFC 3463: other, permanent).
_FAILED = "5.0.0"


def people(stream: IO[bytes], log: Log) -> Iterator[Person]:
    """Read the people of an mbox, message by message; `row` is a message's line."""
    number, previous_blank = 0, True
    parser: _Message | None = None
    line = b""
    while block := stream.readline(_LONGEST_LINE):
        line = block
        number += 1
        if previous_blank and line[:5] == b"From " and _FROM_LINE.match(line):
            if parser is not None:
                yield from parser.people(log)
            parser = _Message(number)
        elif parser is not None:
            parser.feed(line)
        previous_blank = not line.strip(b"\r\n")
    if parser is not None:
        if not line.endswith(b"\n") and parser.ends_inside():
            log.add(parser.row, "the file ends inside of this message's headers: it may be cut")
        yield from parser.people(log)


def message(stream: IO[bytes], log: Log, encoding: str = "") -> Iterator[Person]:
    """Read the people of a single message; `encoding` is of letters in its headers that say none themselves."""
    parser = _Message(1, encoding)
    while line := stream.readline(_LONGEST_LINE):
        if parser.done:
            break
        parser.feed(line.removeprefix(codecs.BOM_UTF8))
    yield from parser.people(log)


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir: messages are in its `cur` and `new`."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def maildir(path: Path, log: Log) -> Iterator[Person]:
    """Read the people of a Maildir; `row` counts its messages."""
    number = 0
    for folder in ("cur", "new"):
        with os.scandir(path / folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_file(follow_symlinks=False))
        for name in names:
            number += 1
            try:
                with open(path / folder / name, "rb") as stream:
                    found = list(message(stream, log))
            except OSError as error:
                log.add(number, f"a message that cannot be read: {error.strerror}")
                continue
            for person in found:
                yield _at(person, number)
    if not number:
        raise EmailGuessError(f"there is no message in {path.name}")


def _at(person: Person, row: int) -> Person:
    from dataclasses import replace

    return replace(person, row=row)


class _Message:
    """Takes the lines of one message and keeps its people's headers, and a bounce's report."""

    def __init__(self, row: int, encoding: str = "") -> None:
        self.row = row
        self._encoding = encoding
        self.done = False
        self._headers: dict[str, list[str]] = {}
        self._in_headers = True
        self._name = ""
        self._letters = 0
        self._is_report = False
        self._report: list[tuple[str, str]] = []
        self._in_status = False
        self._in_returned = False
        self._returned: dict[str, str] = {}
        """Names by address, of the message that came back."""
        self._body_lines = 0
        self.cut = False

    def feed(self, line: bytes) -> None:
        """Take a line."""
        if not self._in_headers:
            if self._is_report and self._body_lines < _REPORT_LINES:
                self._body_lines += 1
                self._body(line.decode("utf-8", errors="replace").strip())
            return
        text = line.rstrip(b"\r\n")
        if not text:
            self._in_headers = False
            kind = " ".join(self._headers.get("content-type", ())).lower()
            self._is_report = "multipart/report" in kind and "delivery-status" in kind
            self.done = not self._is_report
            return
        self._letters += len(text)
        if self._letters > _LONGEST_HEADER:
            self.cut = True
            return
        if text[:1] in b" \t":
            if self._name:
                self._headers[self._name][-1] += " " + _letters(text.strip(), self._encoding)
            return
        name, colon, value = text.partition(b":")
        key = name.decode("ascii", errors="replace").strip().lower() if colon else ""
        self._name = key if key in HEADERS or key in ("date", "content-type", "x-failed-recipients") else ""
        if self._name:
            self._headers.setdefault(key, []).append(_letters(value.strip(), self._encoding))

    def ends_inside(self) -> bool:
        """Whether the headers are not over; the one that came last is not believed then."""
        if self._in_headers and self._name:
            self._headers[self._name].pop()
        return self._in_headers

    def _body(self, line: str) -> None:
        """The parts of a bounce for machines (RFC 3464): `Final-Recipient`, `Action`, `Status`."""
        if line.lower().startswith("content-type:"):
            self._in_status = "message/delivery-status" in line.lower()
            self._in_returned = self._in_returned or "rfc822" in line.lower()
        elif self._in_returned:
            name, colon, value = line.partition(":")
            if colon and name.lower() in ("to", "cc"):
                self._returned |= {address.lower(): written for written, address in mailboxes(decoded(value))}
        elif self._in_status:
            name, colon, value = line.partition(":")
            if colon and name.lower() in ("final-recipient", "original-recipient", "action", "status"):
                self._report.append((name.lower(), value.strip()))

    def people(self, log: Log) -> Iterator[Person]:
        """The people of the message, each once; of a bounce, those it was for."""
        if self.cut:
            log.add(self.row, "a message whose headers are longer than 256 kB: the rest of them was passed over")
        if self._in_headers and not self._headers:
            log.add(self.row, "a message without headers")
            return
        seen = read_date((self._headers.get("date") or [""])[0], day_first=True)
        if seen is not None and seen > date.today() + timedelta(days=1):
            seen = None
        if self._is_report:
            yield from self._bounces(seen)
            return
        failed = self._headers.get("x-failed-recipients")
        if failed:
            for _, address in mailboxes(", ".join(failed)):
                yield Person(row=self.row, addresses=(address,), seen=seen, bounce=_FAILED)
            return
        met: set[str] = set()
        for name in HEADERS:
            for value in self._headers.get(name, ()):
                for written, address in mailboxes(revealed(decoded(value))):
                    if address.lower() not in met and len(met) < _MOST_PEOPLE:
                        met.add(address.lower())
                        if "\ufffd" in written:
                            log.add(self.row, "letters of its name were lost before; only the address is used")
                            written = ""
                        yield Person(row=self.row, name=written, addresses=(address,), seen=seen)

    def _bounces(self, seen: date | None) -> Iterator[Person]:
        recipient = status = action = ""
        original = ""
        for name, value in [*self._report, ("final-recipient", "")]:
            if name == "final-recipient" and recipient:
                address = next((a for _, a in mailboxes(original or recipient)), "")
                if address and action in ("", "failed") and status:
                    name = self._returned.get(address.lower(), "")
                    yield Person(row=self.row, name=name, addresses=(address,), seen=seen, bounce=status)
                recipient = status = action = original = ""
            if name == "final-recipient":
                recipient = value.rpartition(";")[2].strip()
            elif name == "original-recipient":
                original = value.rpartition(";")[2].strip()
            elif name == "action":
                action = value.lower()
            elif found := _STATUS.search(value):
                status = found[0]


def _letters(raw: bytes, encoding: str) -> str:
    """A header's letters: ASCII by the rules, and whatever else programs put there."""
    return raw.decode("ascii") if raw.isascii() else raw.decode(encoding or detected(raw), errors="replace")
