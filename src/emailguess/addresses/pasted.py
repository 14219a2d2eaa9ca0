"""Mailboxes in text that people paste: a To: line, a signature, a list in any shape.

It finds addresses and the names written beside them, and judges neither. Linear in the text, whatever stands there.

Start reading at `mailboxes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from emailguess.addresses.roles import is_person_name
from emailguess.names.spelling import letters

__all__ = ["Found", "display_name", "found_in", "mailboxes"]

# RFC 5321 4.5.3.1: what is longer is no local part, no domain.
_MAX_LOCAL, _MAX_DOMAIN = 64, 253
# A longer text beside an address is a sentence, and no name.
_MAX_NAME = 100
_MAX_NAME_WORDS = 6

# Matched backwards from the @.
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{}~-]+")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_EDGES = " \t\r\n\f\v\xa0,;、，；|•·*>»→=\u200b\u200e\u200f\ufeff"
_BEHIND_NAME = " \t\r\n\xa0,:;|-–—=(<[«\"'"
_BREAK = re.compile(r"[\t|;•·\r\n]|\s[-–—]\s|\s{3,}")
_NUMBER = re.compile(r"\A\(?\d{1,4}[.)]\s*")
_HEADING = re.compile(r"\A[^\W\d_][\w .-]{0,30}?\s?[:：=]\s*[\[({]*")
_LABELS = frozenset(
    "e email e-mail mail m work home private personal office to cc bcc from reply-to sender an von à de para contact "
    "kontakt contato courriel correo почта メール 邮箱 이메일 write or and und et y oder ou at bei "
    "on via is chez in to mailto".split()
)


class Found(NamedTuple):
    """An address in a text."""

    address: str
    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""


def found_in(text: str) -> Iterator[Found]:
    """Find the addresses of a text, in their order.

    >>> [found.address for found in found_in("write to bob@acme.example, or mailto:ann.lee@acme.example.")]
    ['bob@acme.example', 'ann.lee@acme.example']
    """
    at = text.find("@")
    last = 0
    while at >= 0:
        beside = text[at + 1 : at + 2].isalnum() and at > last and not text[at - 1].isspace()
        host = _HOST.match(text, at + 1, at + 1 + _MAX_DOMAIN) if beside else None
        local = _LOCAL.match(text[max(last, at - _MAX_LOCAL - 1) : at][::-1]) if host is not None else None
        if local is not None and host is not None:
            written = local[0][::-1].lstrip("'`=/*.~-{")
            if written and len(written) <= _MAX_LOCAL and ".." not in written and not written.endswith("."):
                yield Found(f"{written}@{host[0]}", at - len(written), host.end())
                last = host.end()
        at = text.find("@", max(at + 1, last))


def mailboxes(text: str) -> Iterator[tuple[str, str]]:
    """Find the mailboxes of a pasted text as (name, address); the name is empty where none stands beside.

    Commas and semicolons part mailboxes, and a comma may stand inside of a name. A name beside a bare address counts
    only where it looks like one.

    >>> list(mailboxes("To: Lee, Ann (HR) <ann.lee@acme.example>; bob@acme.example"))
    [('Lee, Ann (HR)', 'ann.lee@acme.example'), ('', 'bob@acme.example')]
    >>> list(mailboxes("Bob Jones (bob@acme.example), kim@acme.example (Kim Zhang)"))
    [('Bob Jones', 'bob@acme.example'), ('Kim Zhang', 'kim@acme.example')]
    >>> list(mailboxes("please write to bob@acme.example"))
    [('', 'bob@acme.example')]
    """
    spans = list(found_in(text))
    # The same address twice in a row is one: `bob@acme.com<mailto:bob@acme.com>`.
    pairs = [s for i, s in enumerate(spans) if not i or s.address.lower() != spans[i - 1].address.lower()]
    ends = {s.start: s.end for s in pairs}
    for one, two in pairwise(spans):
        if one.start in ends and two.start not in ends:
            ends[one.start] = two.end
    place = 0
    for i, span in enumerate(pairs):
        end = ends[span.start]
        after = text[end : pairs[i + 1].start if i + 1 < len(pairs) else min(len(text), end + 2 * _MAX_NAME)]
        before = text[max(place, span.start - 4 * _MAX_NAME) : span.start]
        name, used = _name(before, after, span.address, first=not place)
        place = end + used
        yield name, span.address


def display_name(text: str) -> str:
    """The name beside the first address of a text; empty where none stands there.

    >>> display_name("Bob Jones <bob@acme.example>"), display_name("bob@acme.example")
    ('Bob Jones', '')
    """
    return next((name for name, _ in mailboxes(text)), "")


def _name(before: str, after: str, address: str, *, first: bool) -> tuple[str, int]:
    """The name beside an address, and how much of what follows belongs to it."""
    opened = re.search(r"[<(\[]\s*(?:[mM][aA][iI][lL][tT][oO]:|SMTP:|smtp:)?\s*\Z", before)
    if opened is not None:
        closed = re.match(r"[^<>()\[\]@]{0,40}[>)\]]+", after)
        used = closed.end() if closed is not None else 0
        name = _bracketed(before[: opened.start()])
        if name:
            return name, used
        comment = re.match(r"\s*\(([^()<>@]{1,100})\)", after[used:])
        return ("", used) if comment is None else (_plain(comment[1], address), used + comment.end())
    comment = re.match(r"[ \t]*\(([^()<>@]{1,100})\)", after)
    if comment is not None and (name := _plain(comment[1], address)):
        return name, comment.end()
    name = _plain(_last_piece(before), address)
    if name:
        return name, 0
    if not _last_piece(before) or first:
        # Address first: `bob@acme.com, Bob Jones`; the name ends where the next mailbox may begin.
        piece = re.match(r"[ \t]*[,;:|\t–—-]?[ \t]*([^,;|\t\r\n<>@()]{2,100})", after)
        behind = after.lstrip(" \t")[:1] == ";" and bool(_last_piece(before))  # another entry: this one has a text
        if piece is not None and not behind and (name := _plain(piece[1], address)):
            return name, piece.end()
    return "", 0


def _bracketed(before: str) -> str:
    """The name before `<address>`: all that stands since the last mailbox, without headings and separators."""
    line = before.rstrip().rpartition("\n")[2] or before.rstrip()
    line = line.rpartition("\r")[2].strip(_EDGES).lstrip(")]>}-–— \t")
    line = _HEADING.sub("", _NUMBER.sub("", line), count=1)
    # In a list of semicolons a name may hold commas; elsewhere what is parted from the name is another entry.
    line = re.split(r"[;|\t•]", line)[-1].strip(_EDGES + "[")
    if len(line) > _MAX_NAME:
        return ""
    if len(line) > 1 and line[0] == line[-1] and line[0] in "\"'":
        line = line[1:-1]
    line = line.strip(_EDGES + "\"'\\[]")
    return line if any(c.isalpha() for c in line) and line.lower() not in _LABELS else ""


def _last_piece(before: str) -> str:
    """What stands directly before a bare address, without separators and headings."""
    line = before.rstrip(" \t\xa0").rpartition("\n")[2].rpartition("\r")[2]
    line = line.rstrip(_BEHIND_NAME).lstrip(_EDGES + ")]>")
    piece = _BREAK.split(line)[-1]
    piece = _HEADING.sub("", _NUMBER.sub("", piece.strip(_EDGES)), count=1)
    words = piece.split()
    while words and words[-1].strip(":.,").lower() in _LABELS:
        words.pop()
    while words and words[0].strip(":.,").lower() in _LABELS:
        words.pop(0)
    return " ".join(words).strip(_EDGES + " \"'-–—:")


def _plain(piece: str, address: str) -> str:
    """A name beside a bare address, if it is one: a person's, known to the address or with capitals throughout."""
    piece = piece.strip(_EDGES + " \"'.-–—:")
    words = piece.replace(",", " ").split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS or len(piece) > _MAX_NAME or any(c.isdigit() or c == "/" for c in piece):
        return ""
    if not is_person_name(piece) or words[0].lower() in _LABELS:
        return ""
    local = letters(address.partition("@")[0]).replace("-", "")
    known = any(len(w := letters(word).replace("-", "").replace("'", "")) > 2 and w[:4] in local for word in words)
    if known:
        return piece
    return piece if len(words) > 1 and all(w[:1] != w[:1].lower() or not w[:1].isascii() for w in words) else ""
