"""Address books: vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350), read line by line.

Written here because the libraries hold a whole book in memory and stop at the first card that is out of order.

Start reading at `people`.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from emailguess.addresses.pasted import found_in
from emailguess.files.dates import read_date
from emailguess.files.encoding import detected, repaired
from emailguess.files.lines import Lines
from emailguess.files.log import Log
from emailguess.files.people import Person, is_private

__all__ = ["people", "unfolded"]

# A photograph is passed over line by line; what is kept of a card is this much.
_MOST_PROPERTIES = 500
_LONGEST = 20_000
_PROPERTY = re.compile(r"(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_USED = frozenset("N FN ORG TITLE ROLE EMAIL REV URL KIND X-ABSHOWAS ADR VERSION".split())
_UNESCAPED = re.compile(r"\\(.)")


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read the cards of an address book; a card that does not end is told, and what it holds is not believed."""
    begun = 0
    properties: list[tuple[str, str, str]] = []
    for number, line in unfolded(lines):
        low = line.strip().upper()
        if low == "BEGIN:VCARD":
            if begun:
                log.add(begun, "a card without an end")
            begun, properties = number, []
        elif low == "END:VCARD":
            if begun:
                person = _person(begun, properties, log)
                if person is not None:
                    yield person
            begun = 0
        elif begun and len(properties) < _MOST_PROPERTIES:
            found = _PROPERTY.match(line)
            if found is not None and found[1].upper() in _USED:
                properties.append((found[1].upper(), found[2].upper(), _decoded(found[2].upper(), found[3])))
    if begun:
        log.add(begun, "a card without an end")


def unfolded(lines: Lines) -> Iterator[tuple[int, str]]:
    """Lines with their continuations: a blank at the beginning, or `=` at the end of quoted-printable."""
    held, number = "", 0
    for line in lines:
        if held and line[:1] in (" ", "\t") and line.strip():
            if len(held) < _LONGEST and held[:6].upper() != "BEGIN:":
                held += line[1:]
            continue
        if held.endswith("=") and "QUOTED-PRINTABLE" in held.partition(":")[0].upper():
            held = held[:-1] + line if len(held) < _LONGEST else held
            continue
        if held:
            yield number, held
        held, number = line[:_LONGEST], lines.number
    if held:
        yield number, held


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" in parameters:
        return _lettered(quopri.decodestring(value.encode("latin-1", errors="replace")), parameters)
    if re.search(r"ENCODING=(?:B|BASE64)\b", parameters) and len(value) < _LONGEST:
        try:
            raw = binascii.a2b_base64(value)
        except ValueError:
            return value
        return _lettered(raw, parameters)
    return value


def _lettered(raw: bytes, parameters: str) -> str:
    """The letters of a value: UTF-8 proves itself, and else a name is too short to tell more than its label does."""
    label = re.search(r"CHARSET=\"?([\w-]+)", parameters)
    for encoding in ("utf-8", label[1] if label is not None else "utf-8"):
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode(detected(raw), errors="replace")


def _parts(value: str) -> list[str]:
    """A value in its parts: `;` parts them unless it is escaped."""
    return [_plain(p) for p in re.split(r"(?<!\\);", value)]


def _plain(value: str) -> str:
    text = _UNESCAPED.sub(lambda m: " " if m[1] in "nN" else m[1], value)
    return repaired(" ".join("".join(c if c.isprintable() else " " for c in text).split()))[:300]


def _person(row: int, properties: Iterable[tuple[str, str, str]], log: Log) -> Person | None:
    given = middle = family = name = company = title = url = ""
    seen: date | None = None
    found: list[tuple[bool, int, str]] = []
    for key, parameters, value in properties:
        if key == "N" and not family and not given:
            family, given, middle = ([*_parts(value), "", "", ""])[:3]
        elif key == "FN":
            name = name or _plain(value)
        elif key == "ORG":
            company = company or _parts(value)[0]
        elif key in ("TITLE", "ROLE"):
            title = title or _plain(value)
        elif key == "URL":
            url = url or _plain(value)
        elif key == "REV":
            seen = read_date(value)
        elif key == "EMAIL":
            words = set(re.split(r"[;,=\"]+", parameters))
            order = 0 if "WORK" in words else 3 if "HOME" in words else 1
            found += [(is_private(f.address), order, f.address) for f in found_in(value)]
        elif (key, value.strip().upper()) in (("KIND", "GROUP"), ("KIND", "ORG"), ("X-ABSHOWAS", "COMPANY")):
            log.add(row, "a card of a group or a company, not of a person")
            return None
    addresses = tuple(dict.fromkeys(a for _, _, a in sorted(found, key=lambda f: f[:2])))
    if seen is not None and seen > date.today() + timedelta(days=1):
        seen = None
    if name and name == company and not (given or family):
        log.add(row, "a card of a group or a company, not of a person")
        return None
    if not addresses and not (name or given or family):
        log.add(row, "no name and no address")
        return None
    if "@" in name:
        name = ""
    if "\ufffd" in name + given + family:
        log.add(row, "letters of its name were lost before; only the address is used")
        name = given = middle = family = ""
    parts = bool(given or family)
    return Person(
        row=row,
        name="" if parts else name,
        given=given,
        middle=middle,
        family=family,
        addresses=addresses,
        company=company,
        domain=url if url and not is_private("x@" + url) else "",
        title=title,
        seen=seen,
    )
