"""Lists with a field a line: `Name: Bob Jones` above `E-mail: bob@acme.com`, and YAML of that kind.

Start reading at `records`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from emailguess.files.lines import Lines
from emailguess.files.titles import meaning

__all__ = ["is_blocks", "records"]

_FIELD = re.compile(r"\s*(- +)?([^\W\d_][\w .'/()-]{0,40}?)\s*[:：=]\s*(.*)")
_MOST_FIELDS = 200
_LONGEST = 2_000
_NAMES = frozenset({"given", "family", "whole", "name"})


def is_blocks(lines: Sequence[str]) -> bool:
    """Whether most lines are fields, among them a person's name and an address."""
    said = [meaning(m[2]).field if (m := _FIELD.match(line)) is not None else None for line in lines[:200]]
    fields = [s for s in said if s is not None]
    values = [
        m[3] for line in lines[:200] if (m := _FIELD.match(line)) is not None and meaning(m[2]).field == "address"
    ]
    if len(fields) < 2 or len(fields) < 0.6 * len(said) or not any("@" in v for v in values):
        return False
    return bool(_NAMES & set(fields)) and sum(bool(f) for f in fields) >= len(fields) / 3


def _is_whole(record: Mapping[str, str]) -> bool:
    said = {meaning(key).field for key in record}
    return bool(said & _NAMES) and "address" in said


def records(lines: Lines) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The fields of each person with the line of the first; a dash or a field again begins another.

    So does a blank line, where a name and an address stand above it: cards of Outlook have some between their fields.
    """
    record: dict[str, str] = {}
    begun = 0
    for line in lines:
        found = _FIELD.match(line)
        if not line.strip() or line.strip() == "---":
            if _is_whole(record) or line.strip():
                yield begun, record
                record = {}
            continue
        if found is None:
            continue
        key, value = found[2].strip(), found[3].strip()[:_LONGEST]
        if record and (found[1] or (value and key in record)):
            yield begun, record
            record = {}
        begun = begun if record else lines.number
        if value and len(record) < _MOST_FIELDS:
            record[key] = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
    if record:
        yield begun, record
