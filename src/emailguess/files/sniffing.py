"""Which format a file has, told by what is in it; its name is not looked at.

Start reading at `sniffed`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from emailguess.addresses.pasted import display_name, found_in
from emailguess.files import aligned, blocks, elements, git, markup, shapes, sql
from emailguess.files.chats import speaker
from emailguess.files.columns import header_score
from emailguess.files.delimited import delimiter_of, told_delimiter

__all__ = ["Format", "binary_format", "sniffed"]

Format = Literal[
    "table",
    "workbook",
    "parquet",
    "arrow",
    "json",
    "json lines",
    "vcard",
    "ldif",
    "mbox",
    "message",
    "git history",
    "html",
    "xml",
    "calendar",
    "fields",
    "markdown table",
    "aligned table",
    "sql",
    "text",
]

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
)
_REFUSED = (
    (b"%PDF", "a PDF; copy the list out of it, or save it as CSV"),
    (b"\x1f\x8b", "compressed (gzip); unpack it first"),
    (b"BZh", "compressed (bzip2); unpack it first"),
    (b"\xfd7zXZ", "compressed (xz); unpack it first"),
    (b"7z\xbc\xaf", "compressed (7z); unpack it first"),
    (b"Rar!", "compressed (rar); unpack it first"),
    (b"(\xb5/\xfd", "compressed (zstandard); unpack it first"),
    (b"\x89PNG", "a picture; there is no text in it to read"),
    (b"\xff\xd8\xff", "a picture; there is no text in it to read"),
    (b"GIF8", "a picture; there is no text in it to read"),
    (b"SQLite format 3", "a database; export the table as CSV"),
    (b"!BDN", "an Outlook data file (pst); export the contacts as CSV"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# RFC 5322 and what servers put above it.
_MAIL_HEADER = re.compile(
    r"(?i)(?:return-path|received|delivered-to|from|to|cc|bcc|subject|date|message-id|mime-version|reply-to|sender|"
    r"x-[\w-]+|content-[\w-]+|dkim-signature|arc-[\w-]+|authentication-results|list-[\w-]+|in-reply-to|references|"
    r"envelope-to|thread-[\w-]+|importance|organization|user-agent|status)\s?:"
)
_MBOX = re.compile(r"From (?:\S.*\d{2}:\d{2}|[0-9a-f]{40} |\S+@\S+|- )")
# A heading of INI and TOML files.
_SECTION = re.compile(r"\[{1,2}[\w. \t-]{1,200}\]{1,2}\s*")
# So many lines tell whether a text is a chat: a third of them begin with who speaks.
_CHAT_LINES = 60
# In a table without titles so many of the addresses stand in one column.
_SAME_PLACE = 0.6
_LDIF = re.compile(r"(?i)(?:version\s*:\s*1\s*$|dn::?\s*\S)")


def binary_format(head: bytes) -> tuple[Format | None, str]:
    """The format of what is no text, or why it cannot be read; neither for what may be a text."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if (
            b"xl/" in head
            or b"opendocument.spreadsheet" in head
            or b"[Content_Types].xml" in head[:200]
            or (b"content.xml" in head or b"_rels/" in head[:400])
        ):
            return ("workbook", "") if b"word/document" not in head else (None, "a text document; save it as text")
        return None, "a zip archive; unpack it first"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name, ""
    for signature, why in _REFUSED:
        if head.startswith(signature):
            return None, why
    return None, ""


def sniffed(text: str) -> tuple[Format, str]:
    """The format of a text by its beginning, and a table's delimiter.

    >>> sniffed("BEGIN:VCARD\\nVERSION:3.0\\n"), sniffed("Name;Mail\\nBob Jones;bob@acme.example\\n")
    (('vcard', ''), ('table', ';'))
    >>> sniffed("Jones, Bob <bob@acme.example>; Lee, Ann <ann@acme.example>")
    ('text', '')
    """
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()][:400]
    if not lines:
        return "text", ""
    first = lines[0].lstrip("\ufeff \t")
    if any(line.strip().upper() == "BEGIN:VCARD" for line in lines[:5]):
        return "vcard", ""
    if first.upper().startswith("BEGIN:VCALENDAR"):
        return "calendar", ""
    if _MBOX.match(lines[0]) and any(_MAIL_HEADER.match(line) for line in lines[1:6]):
        return "mbox", ""
    entries = [line for line in lines[:40] if not line.startswith("#")]
    if entries and _LDIF.match(entries[0]) and any(re.match(r"(?i)dn::?\s", line) for line in entries[:5]):
        return "ldif", ""
    if sql.is_sql(text):
        return "sql", ""
    if first[:1] in "{[" and not _SECTION.fullmatch(first):
        found = _json(lines, text)
        if found is not None:
            return found, ""
    if git.is_log(lines):
        return "git history", ""
    if _is_message(lines):
        return "message", ""
    if markup.is_html(text) and not _is_titled(lines[:1], delimiter_of(lines)):
        return "html", ""
    if elements.is_xml(text):
        return "xml", ""
    if markup.is_markdown_table(lines):
        return "markdown table", ""
    if blocks.is_blocks(lines):
        return "fields", ""
    return _table(lines)


def _json(lines: Sequence[str], text: str) -> Format | None:
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith("{"):
        # A record a line, or objects over as many lines as they take.
        first = lines[0].strip()
        whole = first[-1:] in ("}", ",") and first.count("{") == first.count("}")
        if whole and any(line.strip() for line in lines[1:2]):
            return "json lines"
        return "json" if re.match(r"\{\s*(?:\"|\}|\Z)", stripped) else None
    return "json" if re.match(r"\[\s*(?:\{|\"|\[|\]|\Z)", stripped) else None


def _is_message(lines: Sequence[str]) -> bool:
    """Headers of a message; a pasted To: line alone is a text, and so is an address block of a person."""
    headers = 0
    kinds = set()
    for line in lines[:40]:
        found = _MAIL_HEADER.match(line)
        if found is not None:
            headers += 1
            kinds.add(found[0].rstrip(": ").lower())
        elif line[:1] not in " \t" and not re.match(r"[\w-]+:", line):
            break
    return (
        len(kinds) > 1
        and headers > 1
        and bool(kinds & {"from", "received", "return-path", "message-id", "date"})
        and (len(kinds - {"to", "cc", "bcc", "from"}) > 0)
    )


def _table(lines: Sequence[str]) -> tuple[Format, str]:
    told = told_delimiter(lines[0])
    if told:
        return "table", told
    mark = delimiter_of(lines)
    if aligned.is_aligned(lines) and not _is_titled(lines, mark):
        return "aligned table", ""
    if not mark:
        return ("table", ",") if _is_column(lines) else ("text", "")
    rows = _parted(lines, mark)
    header = max((header_score([c.strip(' "') for c in cells]) for cells in rows[:60]), default=0.0)
    if header >= 2 or _has_plain_header(rows):
        return "table", mark
    if shapes.is_turned(rows):
        return "table", mark
    if sum(bool(speaker(line)) for line in lines[:_CHAT_LINES]) >= max(2, len(lines[:_CHAT_LINES]) / 3):
        return "text", ""
    # Without titles it is a table only where most lines are parted.
    if sum(len(cells) > 1 for cells in rows) < len(rows) / 2 or _pasted(rows, mark):
        return "text", ""
    return "table", mark


def _parted(lines: Sequence[str], mark: str) -> list[list[str]]:
    """The cells of the lines; a quoted cell may run over several."""
    if len(lines) > 1 and any('"' in line for line in lines):
        try:
            rows = [cells for cells in csv.reader([line + "\n" for line in lines], delimiter=mark) if cells]
        except csv.Error:
            rows = []
        if len(rows) > 1 and all(sum("@" in part for part in c.split("\n")) < 2 for cells in rows for c in cells):
            return rows
    return [line.split(mark) for line in lines]


def _is_titled(lines: Sequence[str], mark: str) -> bool:
    """Whether a mark parts titles that mean something."""
    return bool(mark) and any(header_score([c.strip(' "') for c in line.split(mark)]) >= 2 for line in lines[:60])


def _has_plain_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row alone has no address, means something, and is as wide as all others: `Contact,Company`."""
    widths = {len(cells) for cells in rows}
    with_address = [any("@" in c for c in cells) for cells in rows]
    titled = header_score([c.strip(' "') for c in rows[0]]) >= 1
    if any(sum("<" in c and "@" in c for c in cells) > 1 for cells in rows):
        return False  # who wrote to whom
    return titled and len(rows) > 1 and widths == {len(rows[0])} and not with_address[0] and all(with_address[1:])


def _is_column(lines: Sequence[str]) -> bool:
    """A single column with a title: `Email` above addresses."""
    return (
        header_score([lines[0].strip(' "')]) >= 1
        and len(lines) > 1
        and all("@" in line or len(line) < 60 for line in lines[1:5])
        # A name and its address by turns are no column.
        and not 0.2 < sum("@" in line and not display_name(line) for line in lines[1:]) / len(lines[1:]) < 0.7
    )


def _pasted(rows: Sequence[Sequence[str]], mark: str) -> bool:
    """Mailboxes parted by commas or semicolons are a text; a table has one address a cell, in the same column."""
    with_address = [cells for cells in rows if any("@" in c for c in cells)]
    if not with_address:
        # Nobody in it; whatever it is, a table tells better what is missing.
        return len(rows) < 2 or len({len(c) for c in rows}) > 1
    places = [tuple(i for i, c in enumerate(cells) if "@" in c) for cells in with_address]
    bracketed = sum("<" in c for cells in with_address for c in cells if "@" in c)
    several = sum(len(p) > 1 for p in places)
    total = sum(len(p) for p in places)
    if (mark in ",;" or max(len(c) for c in rows) < 3) and bracketed >= max(1, total / 2):
        return True
    if several > len(places) / 2 and len(set(map(len, rows))) > 1:
        return True
    if len(with_address) == 1 and several:
        return True
    if len(places) > 1 and max(Counter(places).values()) < len(places) * _SAME_PLACE:
        return True
    # A text with commas in it, and an address here and there.
    alone = sum(
        len(found) == 1 and found[0].address == c.strip(" \"'\t")
        for cells in with_address
        for c in cells
        if "@" in c and (found := list(found_in(c)))
    )
    return alone < total / 2 or len(with_address) < len([r for r in rows if len(r) > 1]) / 4
