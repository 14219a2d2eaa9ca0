"""Pasted text: a To: line, a signature, a list with one mailbox a line, in flat memory.

Start reading at `people`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from emailguess.addresses.pasted import mailboxes
from emailguess.addresses.roles import is_person_name
from emailguess.files.content import holds_name, name_words
from emailguess.files.lines import LONGEST_LINE, Lines
from emailguess.files.people import Person
from emailguess.files.table import Log

__all__ = ["looks_like_name", "people"]

# A name stands so many lines above the address of a signature at most.
_LINES_ABOVE = 6
_PIECE = 100_000


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read the people of a text, line by line; of lines without an address only names above one are used."""
    above: deque[str] = deque(maxlen=_LINES_ABOVE)
    for line in lines:
        if "@" not in line:
            if line.strip():
                above.append(line.strip()[:200])
            continue
        if lines.cut and lines.cut[-1] == lines.number:
            log.add(lines.number, f"a line of more than {LONGEST_LINE:,} letters; the rest of it was passed over")
        found = 0
        for piece in _pieces(line):
            for name, address in mailboxes(piece):
                found += 1
                if not name and above:
                    name = next((a for a in reversed(above) if looks_like_name(a, address)), "")
                yield Person(row=lines.number, name=name if "\ufffd" not in name else "", addresses=(address,))
        if found:
            above.clear()
        else:
            log.add(lines.number, "an @, but no address")


def looks_like_name(text: str, address: str) -> bool:
    """Whether a line is the name of an address's owner: a person's, few words, one of them in the address.

    >>> looks_like_name("Bob Jones", "bjones@acme.example"), looks_like_name("Kind regards", "bjones@acme.example")
    (True, False)
    """
    words = text.split()
    if not 1 <= len(words) <= 5 or any(c.isdigit() for c in text) or "|" in text or ":" in text:
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
