"""Version histories: what `git log`, `git shortlog` and `git log --format` print, and mailmaps.

Start reading at `people`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from emailguess.files.dates import read_date
from emailguess.files.lines import Lines
from emailguess.files.log import Log
from emailguess.files.people import Person

__all__ = ["is_log", "people"]

# A name ends where the address begins, its blanks are cut later: a pattern that cut them would cost their square.
_COMMIT = re.compile(r"commit [0-9a-f]{7,64}\b")
_ROLE = re.compile(
    r"(?:Author|Commit|author|committer|tagger|Tagger):?\s([^<>]*)<([^<>]*)>(?:\s+(\d{9,11})\s[+-]\d{4})?\s*\Z"
)
_DATE = re.compile(r"(?:AuthorDate|CommitDate|Date):\s+(.*)")
_TRAILER = re.compile(
    r"\s*(?:Signed-off-by|Co-authored-by|Reviewed-by|Acked-by|Tested-by|Reported-by|Suggested-by|Helped-by):"
    r"([^<>]*)<([^<>]*)>\s*\Z",
    re.IGNORECASE,
)
_SHORTLOG = re.compile(r"\s*\d+\t([^<>]*)<([^<>]*)>\s*\Z")
_SHORTLOG_HEAD = re.compile(r"([^\s<>][^<>]*)<([^<>]*)>\s*\(\d+\):\s*\Z")
# RFC 5321 4.5.3.1.3: a path is no longer, with its brackets.
_LONGEST_ADDRESS = 254
_MARK = re.compile(r"[0-9a-f]{7,64}\Z")


def is_log(lines: Iterable[str]) -> bool:
    """Whether lines are a history: commits with authors, or a shortlog."""
    kept = [line for line in lines if line.strip()][:50]
    if not kept:
        return False
    if _COMMIT.match(kept[0]):
        return any(_ROLE.match(line) for line in kept[:8])
    short = sum(bool(_SHORTLOG.match(line)) for line in kept)
    return short > len(kept) / 2 or bool(_SHORTLOG_HEAD.match(kept[0]))


def people(lines: Lines, log: Log) -> Iterator[Person]:
    """Read authors, committers and who else a history names, with the dates of their commits."""
    waiting: list[Person] = []
    commit = 0
    for line in lines:
        number = lines.number
        if _COMMIT.match(line):
            if commit and not waiting:
                log.add(commit, "a commit without an author")
            yield from waiting
            waiting, commit = [], number
            continue
        found = _ROLE.match(line) or _SHORTLOG.match(line) or _SHORTLOG_HEAD.match(line) or _TRAILER.match(line)
        if found is not None:
            seconds = found[3] if found.re is _ROLE else None
            person = _person(number, found[1], found[2], read_date(seconds) if seconds else None)
            if person is None:
                log.add(number, "a name without an address")
            elif commit:
                waiting.append(person)
            else:
                yield person
            continue
        dated = _DATE.match(line)
        if dated is not None and waiting:
            seen = read_date(dated[1])
            waiting = [p if p.seen else _dated(p, seen) for p in waiting]
    if commit and not waiting:
        log.add(commit, "a commit without an author")
    yield from waiting


def _dated(person: Person, seen: date | None) -> Person:
    from dataclasses import replace

    return replace(person, seen=seen)


def _person(row: int, name: str, address: str, seen: date | None) -> Person | None:
    address = address.strip()
    if "@" not in address or len(address) > _LONGEST_ADDRESS:
        return None
    # Histories moved from other systems give the repository's number as the domain: bob@6b1a3f0e-....
    if _MARK.match(address.rpartition("@")[2].replace("-", "")):
        return None
    return Person(row=row, name="" if "@" in name else name.strip().strip('"')[:300], addresses=(address,), seen=seen)
