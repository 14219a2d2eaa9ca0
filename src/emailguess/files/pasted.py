"""Pasted text: a To: line, a signature, a list with one mailbox a line, in flat memory.

Start reading at `people`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from emailguess.addresses.pasted import mailboxes
from emailguess.addresses.roles import is_person_name
from emailguess.files.chats import speaker
from emailguess.files.content import holds_name, is_domain, name_words
from emailguess.files.disguise import revealed
from emailguess.files.encoded_words import decoded
from emailguess.files.latex import is_latex, printed
from emailguess.files.lines import LONGEST_LINE, Lines
from emailguess.files.log import Log
from emailguess.files.people import Person

__all__ = ["looks_like_name", "name_above", "name_in_line", "people"]

# A name stands so many lines above the address of a signature at most.
_LINES_ABOVE = 6
_PIECE = 100_000
_LONGEST_LINE = 1_000
_PARTS = re.compile(r"\s[-–—/]\s|[|•·;:\t<>]|\*\*|__|,\s|\s{2,}|\sand\s|\s&\s")
# Marks of headings and of bold in Markdown, and dashes.
_EDGES = " \t#*_>—–"
# As logs of mail servers write them: `to=<bob@acme.com>`.
_HEADERS = frozenset({"to", "from", "cc", "bcc"})
_SEVERAL = re.compile(r"[|•·]|,\s|\sand\s|\s&\s")
# alias bob Bob Jones <bob@acme.com>, as mutt writes it.
_ALIAS = re.compile(r"\A\s*alias\s+(?:-group\s+\S+\s+){0,9}\S+\s+")
# `ab12cd3 Bob Jones <…>`, a line of a history; `uid [ultimate] Bob Jones <…>`, of a key; and the inline tables of TOML,
# `{name = "Bob Jones", email = …}`.
_COMMIT = re.compile(r"\A\s*(?:(?=[0-9a-f]*\d)[0-9a-f]{7,40}|uid\s+\[[^\[\]]{0,20}\])\s+(?=\D)")
_INLINE = re.compile(r"\A\s*(?:[-\w]+\s*=\s*\[?\s*)?\{\s*name\s*[=:]\s*")
# All up to the last number, as in `On 5 Mar 2024 at 10:00 AM Bob Jones <…> wrote:`, and what stands between.
_DATED = re.compile(
    r"\A.*\d\S*\s*(?:(?:am|pm|a\.m\.|p\.m\.|uhr|h|utc|gmt|cet|cest|schrieb|wrote|schreef|skrev|escribió|escreveu|"
    r"kirjoitti|napisał|napsal|написал)\b\s*)*",
    re.IGNORECASE,
)
# {bob.jones, ann.lee}@acme.com, as authors of one house write it.
_SHARED = re.compile(r"\{([\w.+-]{1,64}(?:\s*[,;|]\s*[\w.+-]{1,64}){1,30})\}\s?@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})")
# Who signs for somebody else.
_BY_ORDER = re.compile(r"\A(?:i\.\s?[AV]\.|ppa\.?|p\.\s?[pP]\.|p\.\s?o\.|per pro\.?|gez\.|z\.\s?Hd\.)\s*")


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read the people of a text, line by line; of lines without an address only names above one are used."""
    above: deque[str] = deque(maxlen=_LINES_ABOVE)
    waiting: Person | None = None
    for line in _as_read(lines):
        line = revealed(line)
        if "@" not in line:
            if line.strip():
                above.append(speaker(line) or line.strip(_EDGES)[:200])
                if waiting is not None:
                    yield replace(waiting, name=above[-1]) if looks_like_name(above[-1], waiting.address) else waiting
                    waiting = None
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        if lines.cut and lines.cut[-1] == lines.number:
            log.add(lines.number, f"a line of more than {LONGEST_LINE:,} letters; the rest of it was passed over")
        found = 0
        for piece in _pieces(line):
            for name, address in mailboxes(_ALIAS.sub("", _INLINE.sub("", _COMMIT.sub("", decoded(piece))))):
                found += 1
                name = _owners(name, address)
                name = name or name_in_line(piece, address) or _spoken(piece, address) or name_above(above, address)
                name = "" if "\ufffd" in name or name.lower().strip("= ") in _HEADERS else name
                name = name.strip(_EDGES).rstrip("([*_ ").lstrip("\"'")
                person = Person(row=lines.number, name=name, addresses=(address,))
                if name or waiting is not None or line.strip() != address:
                    yield person
                else:
                    waiting = person  # its name may stand below
        if found:
            above.clear()
        else:
            log.add(lines.number, "an @, but no address")
    if waiting is not None:
        yield waiting


def _as_read(lines: Iterable[str]) -> Iterator[str]:
    """Lines as a reader sees them: those of LaTeX in their parts, and `{bob, ann}@acme.com` as two addresses."""
    begun = ""
    for line in lines:
        if line.endswith(("@", "@ ")) and len(line) < _LONGEST_LINE:  # an address that goes on in the next line
            begun = line.strip()
            continue
        line, begun = (begun + line.lstrip() if begun else line), ""
        for part in printed(line) if is_latex(line) else (line,):
            yield _SHARED.sub(_apart, part) if "}" in part else part
    if begun:
        yield begun


def _apart(found: re.Match[str]) -> str:
    return ", ".join(f"{local}@{found[2]}" for local in re.split(r"[\s,;|]+", found[1].strip()) if local)


def _owners(name: str, address: str) -> str:
    """What of a text before an address is its owner's name: no date of a quoted message, and no job behind a comma.

    >>> _owners("On Tue, Mar 5, 2024 at 10:00 AM Bob Jones", "bjones@acme.example")
    'Bob Jones'
    >>> _owners("Bob Jones, Clerk at Acme", "bjones@acme.example"), _owners("Jones, Bob", "bjones@acme.example")
    ('Bob Jones', 'Jones, Bob')
    >>> _owners("Ann Lee, Clerk", "annlee@acme.example"), _owners("Smith Jones, Kim", "ksmithjones@acme.example")
    ('Ann Lee', 'Smith Jones, Kim')
    """
    if any(c.isdecimal() for c in name):
        name = _DATED.sub("", name).strip(" ,:(")
    first, _, rest = name.partition(", ")
    local = address.partition("@")[0].lower()
    # A single word may be the given name of `Smith Jones, Kim`, which is often but a letter of the address.
    is_job = len(rest.split()) > 1 or (rest and rest[0].lower() not in (local[0], local[-1]))
    if len(first.split()) > 1 and is_job and looks_like_name(first, address):
        return first if not holds_name(name_words(rest), local) else name
    return name


def _spoken(line: str, address: str) -> str:
    """Whoever says an address in a chat, if it is their own."""
    name = speaker(line)
    return name if name and looks_like_name(name.replace(",", ""), address) else ""


def name_above(above: Iterable[str], address: str) -> str:
    """The owner's name among the lines above an address, the nearest first; a signature may begin with i. A."""
    for line in reversed(list(above)):
        line = _BY_ORDER.sub("", line)
        if looks_like_name(line, address):
            return line
        if _SEVERAL.search(line) and (name := name_in_line(line, address)):
            return name
    return ""


def name_in_line(line: str, address: str) -> str:
    """The owner's name in a line that has other things between: `Bob Jones – CTO – bob@…`, `<bob@…> Bob Jones`."""
    pieces = (p.strip(" \t*_-–—•·#>\"'()[]") for p in _PARTS.split(line[:_LONGEST_LINE]))
    return next((p for p in pieces if p and "@" not in p and looks_like_name(p, address)), "")


def looks_like_name(text: str, address: str) -> bool:
    """Whether a line is the name of an address's owner: a person's, few words, one of them in the address.

    >>> looks_like_name("Bob Jones", "bjones@acme.example"), looks_like_name("Kind regards", "bjones@acme.example")
    (True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= 5 or any(c.isdigit() or c in "|:/" for c in text) or is_domain(text):
        return False
    return is_person_name(text) and holds_name(name_words(text), address.partition("@")[0].lower())


def _pieces(line: str) -> Iterator[str]:
    """A long line in pieces, cut where a mailbox ends."""
    place = 0
    while len(line) - place > _PIECE:
        cut = max(line.rfind(mark, place, place + _PIECE) for mark in ";, ")
        cut = place + _PIECE if cut <= place else cut + 1
        yield line[place:cut]
        place = cut
    yield line[place:] if place else line
