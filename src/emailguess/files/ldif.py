"""Directories: LDIF (RFC 2849), as LDAP servers and address books of mail programs export it.

Start reading at `people`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from emailguess.files.lines import Lines
from emailguess.files.log import Log
from emailguess.files.people import Person
from emailguess.files.table import Tables

__all__ = ["people"]

_MOST_VALUES = 400
_LONGEST = 20_000
# Attributes of RFC 4519, RFC 4524, Mozilla's address book and Active Directory, in the order of their worth; all values
# of the last are addresses.
_ATTRIBUTES = (
    ("given name", ("givenname", "gn")),
    ("middle name", ("middlename", "initials")),
    ("surname", ("sn", "surname")),
    ("display name", ("displayname", "cn", "commonname")),
    ("company", ("o", "company", "organizationname")),
    ("job title", ("title",)),
    ("country", ("co", "countryname", "c")),
    ("created", ("modifytimestamp", "whenchanged", "createtimestamp", "whencreated")),
    ("email", ("mail", "rfc822mailbox", "mozillasecondemail", "proxyaddresses", "userprincipalname")),
)


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read the entries of a directory; those that hold no person, such as groups, are passed over."""
    titles = [title for title, _ in _ATTRIBUTES]
    yield from Tables(log, header=titles).people((n, _cells(entry)) for n, entry in _entries(lines, log))


def _cells(entry: dict[str, list[str]]) -> list[str]:
    cells = []
    for title, names in _ATTRIBUTES:
        values = [v for name in names for v in entry.get(name, ())]
        if title == "email":
            values = [v[5:] if v[:5].lower() == "smtp:" else v for v in values]
            cells.append("; ".join(v for v in values if not v.lower().startswith("x500:")))
        else:
            cells.append(values[0] if values else "")
    return cells


def _entries(lines: Lines, log: Log) -> Iterator[tuple[int, dict[str, list[str]]]]:
    entry: dict[str, list[str]] = {}
    begun = values = 0
    for number, line in _unfolded(lines):
        if not line.strip():
            if entry:
                yield from _kept(begun, entry, log)
            entry, values = {}, 0
            continue
        name, colon, value = line.partition(":")
        if not colon:
            log.add(number, "no attribute of an entry")
            continue
        if not entry:
            begun = number
        if value.startswith(":"):
            try:
                value = base64.b64decode(value[1:].strip(), validate=True).decode("utf-8")
            except ValueError:  # no base64, or no UTF-8
                log.add(number, "a value that is not what it says (base64 of UTF-8)")
                continue
        values += 1
        if values <= _MOST_VALUES:
            entry.setdefault(name.partition(";")[0].strip().lower(), []).append(value.strip()[:_LONGEST])
    if entry:
        yield from _kept(begun, entry, log)


def _kept(row: int, entry: dict[str, list[str]], log: Log) -> Iterator[tuple[int, dict[str, list[str]]]]:
    kinds = {v.lower() for v in entry.get("objectclass", ())}
    if kinds & {"groupofnames", "group", "groupofuniquenames", "organizationalunit", "organization", "dcobject"}:
        log.add(row, "an entry of a group or a unit, not of a person")
    elif "delete" in [v.lower() for v in entry.get("changetype", ())]:
        log.add(row, "an entry to be deleted")
    elif "dn" in entry and len(entry) > 1:
        yield row, entry


def _unfolded(lines: Lines) -> Iterator[tuple[int, str]]:
    """Lines with their continuations; remarks are passed over."""
    held: str | None = None
    number = 0
    for line in lines:
        if held is not None and line[:1] == " ":
            if len(held) < _LONGEST:
                held += line[1:]
            continue
        if held is not None and held[:1] != "#":
            yield number, held
        held, number = line[:_LONGEST], lines.number
    if held is not None and held[:1] != "#":
        yield number, held
    yield number + 1, ""
