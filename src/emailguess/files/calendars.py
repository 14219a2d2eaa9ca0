"""Calendars: organisers and attendees of iCalendar files (RFC 5545), with the days of the meetings.

Start reading at `people`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from emailguess.addresses.pasted import found_in
from emailguess.files.dates import read_date
from emailguess.files.lines import Lines
from emailguess.files.log import Log
from emailguess.files.people import Person
from emailguess.files.vcards import unfolded

__all__ = ["people"]

_NAMED = re.compile(r"(?i)(?:ATTENDEE|ORGANIZER)([;:].*)")
_NAME = re.compile(r'(?i);CN=(?:"([^"]*)"|([^;:"]*))')
_ROOM = re.compile(r"(?i);CUTYPE=(?:ROOM|RESOURCE|GROUP)\b")
_MOST_OF_MEETING = 5_000


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read who was asked to the meetings of a calendar; rooms and groups are nobody."""
    waiting: dict[str, tuple[int, str, str]] = {}
    day: date | None = None
    begun = 0
    for number, line in unfolded(lines):
        start = line[:16].upper()
        if start.startswith(("BEGIN:VEVENT", "BEGIN:VTODO")):
            waiting, day, begun = {}, None, number
        elif start.startswith(("END:VEVENT", "END:VTODO")):
            yield from _told(waiting, day)
            waiting, begun = {}, 0
        elif start.startswith("DTSTART"):
            found = read_date(line.rpartition(":")[2])
            day = found if found is not None and found <= date.today() else None
        elif begun and (named := _NAMED.match(line)) is not None and len(waiting) < _MOST_OF_MEETING:
            if _ROOM.search(named[1]):
                log.add(number, "a room or a group, not a person")
                continue
            name = _NAME.search(named[1])
            written = (name[1] or name[2] or "").strip() if name is not None else ""
            for each in found_in(named[1].rpartition(":")[2]):
                waiting.setdefault(each.address.lower(), (number, "" if "@" in written else written, each.address))
    if begun:
        log.add(begun, "a meeting without an end")


def _told(waiting: dict[str, tuple[int, str, str]], day: date | None) -> Iterator[Person]:
    for number, name, address in waiting.values():
        yield Person(row=number, name=name[:300], addresses=(address,), seen=day)
