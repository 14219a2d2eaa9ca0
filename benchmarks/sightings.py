"""Names beside addresses, from git histories, mailbox files and CSV files on this machine.

Input is other people's: encodings are mixed, headers broken, bytes are NUL. What cannot be read is skipped. Nothing
here asks the network.

Start reading at `from_git`.
"""

from __future__ import annotations

import csv
import io
import mailbox
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate
from pathlib import Path

from benchmarks.cleaning import Sighting

__all__ = ["CannotRead", "from_csv", "from_git", "from_mbox"]

# Compared by their letters alone: "E-Mail" is "e_mail" is "email".
_NAME_COLUMNS = ("name", "fullname", "displayname", "contact", "contactname", "person")
_EMAIL_COLUMNS = ("email", "mail", "emailaddress", "workemail", "address")
_GIVEN_COLUMNS = ("firstname", "givenname", "first", "given")
_FAMILY_COLUMNS = ("lastname", "familyname", "surname", "last", "family")
_VIA = re.compile(r"\s+(?:via|\(via)\s+.*$", re.IGNORECASE)
_YEARS = range(1970, 2101)
_MAX_LINE = 1_000


class CannotRead(Exception):
    """A source that is not what it was said to be; the message says which and why."""


def from_git(repository: Path) -> Iterator[Sighting]:
    """Authors and committers in the history of what is checked out (`git log`, names by its mailmap)."""
    git = shutil.which("git")
    if git is None:
        raise CannotRead("git is not installed")
    if not repository.is_dir():
        raise CannotRead(f"{repository} is no directory")
    command = [
        str(Path(git).resolve()),
        "--no-pager",
        # A repository's own settings may name programs to run; none is needed for reading names.
        *("-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c", "i18n.logOutputEncoding=UTF-8"),
        # An absolute path cannot be taken for an option.
        *("-C", str(repository.resolve())),
        *("log", "--no-color", "--no-ext-diff", "--no-textconv", "--date=format:%Y"),
        "--format=%aN%x09%aE%x09%ad%n%cN%x09%cE%x09%cd",
        *("HEAD", "--"),
    ]
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
    with (
        tempfile.TemporaryFile() as complaints,  # a file, since a full pipe would stop git while we read its output
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            parts = _decoded(line[:_MAX_LINE]).split("\t")
            if len(parts) == 3:
                yield Sighting(parts[0], parts[1], _year(parts[2].strip()))
        process.wait()
        complaints.seek(0)
        reason = _decoded(complaints.read()).strip().partition("\n")[0]
    if process.returncode:
        raise CannotRead(f"git log failed in {repository}: {reason or process.returncode}")


def from_mbox(path: Path) -> Iterator[Sighting]:
    """Senders of the messages in a mailbox file (mbox), with the year of the message."""
    if not path.is_file():
        raise CannotRead(f"{path} is no file")
    box = mailbox.mbox(path, create=False)
    number = 0
    try:
        for message in box:
            number += 1
            year = _year_of(str(message.get("Date", "")))
            for header in message.get_all("From", []):
                for name, address in _senders(str(header)):
                    yield Sighting(_VIA.sub("", name), address, year)
    finally:
        box.close()
    if not number:
        raise CannotRead(f"{path} holds no message; is it a mailbox in mbox format?")


def _senders(header: str) -> Iterator[tuple[str, str]]:
    try:
        text = str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        text = header.encode("ascii", "replace").decode()
    if "@" not in text:  # list archives write "jane at acme.example (Jane Doe)"
        text = re.sub(r"(?<=\w)\s+at\s+(?=\w)", "@", text, count=1)
    for name, address in getaddresses([text]):
        if name and "@" in address:
            yield name, address


def from_csv(path: Path, *, name_column: str | None = None, email_column: str | None = None) -> Iterator[Sighting]:
    """Rows of a CSV file; its columns are found by their usual names, whatever their case, or given."""
    if not path.is_file():
        raise CannotRead(f"{path} is no file")
    text = _decoded(path.read_bytes())
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        head = [_plain(cell) for cell in next(lines, [])]
        email = _column(head, path, email_column, _EMAIL_COLUMNS)
        names = _name_columns(head, path, name_column)
        for row in lines:
            if len(row) > max(email, *names):
                yield Sighting(" ".join(row[i].strip() for i in names), row[email])
    except csv.Error as error:
        raise CannotRead(f"{path} is no CSV file: {error}") from error


def _name_columns(head: Sequence[str], path: Path, given: str | None) -> list[int]:
    if given is None and not set(head) & set(_NAME_COLUMNS):
        first = next((i for i, cell in enumerate(head) if cell in _GIVEN_COLUMNS), None)
        last = next((i for i, cell in enumerate(head) if cell in _FAMILY_COLUMNS), None)
        if first is not None and last is not None:
            return [first, last]
    return [_column(head, path, given, _NAME_COLUMNS)]


def _column(head: Sequence[str], path: Path, given: str | None, usual: Sequence[str]) -> int:
    for wanted in [_plain(given)] if given else usual:
        if wanted in head:
            return head.index(wanted)
    raise CannotRead(f"{path} has no column {given or ' or '.join(usual[:3])}; it has {', '.join(head)[:200]}")


def _plain(cell: str) -> str:
    return "".join(c for c in cell.casefold() if c.isalnum())


def _decoded(data: bytes) -> str:
    """Text of unknown encoding, without NUL bytes: UTF-16 by its mark, then UTF-8, then Windows' Western one."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").replace("\0", "")
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _year_of(date: str) -> int:
    try:
        read = parsedate(date)
    except (ValueError, IndexError, TypeError):  # some broken dates raise
        return 0
    return _year(str(read[0])) if read else 0


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and int(text[:5]) in _YEARS else 0
