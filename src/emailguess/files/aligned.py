"""Tables whose columns are held apart by blanks alone: reports, terminals, plain mails, PowerShell, reStructuredText.

A rule of dashes below the titles says where the columns are; without one, two blanks or more part the cells of a line,
and where a cell is empty the places of the other lines do.

Start reading at `rows`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from emailguess.files.columns import header_score
from emailguess.files.lines import Lines
from emailguess.files.log import Row

__all__ = ["is_aligned", "rows"]

# So many lines are looked at before the columns are decided on.
_LOOKED_AT = 200
# Titles stand below no more than this: the name of a report, a date.
_TITLES_WITHIN = 20
_LONGEST_LINE = 2_000
_RULE = re.compile(r"\s*[-=─━]{2,}(?:\s+[-=─━]{2,})+\s*")
_NUMBER = re.compile(r"\s*\d{1,9}(?=\s+\S)")
_GAP = re.compile(r"\s{2,}")
_RUN = re.compile(r"\S+")


def _unnumbered(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of rows that pandas and R print before them, where the titles have a gap there."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2 or not filled[0][:1].isspace() or not all(_NUMBER.match(line) for line in filled[1:]):
        return list(lines)
    return [_NUMBER.sub(lambda found: " " * len(found[0]), line) for line in lines]


def is_aligned(lines: Sequence[str]) -> bool:
    """Whether a line of titles stands above others that are parted where it is, with addresses among them.

    >>> is_aligned(["Name       E-mail", "Bob Jones  bob@acme.example", "Ann Lee    ann@acme.example"])
    True
    >>> is_aligned(["Bob Jones  bob@acme.example", "Ann Lee  ann@acme.example"])
    False
    """
    lines = _unnumbered(lines[:_LOOKED_AT])
    return bool(_starts(lines)) and any("@" in line for line in lines)


def rows(lines: Lines) -> Iterator[Row]:
    """The cells of each line; a line that nothing parts is one cell."""
    source = ((lines.number, line) for line in lines)
    ahead = list(islice(source, _LOOKED_AT))
    plain = _unnumbered([line for _, line in ahead])
    numbered = plain != [line for _, line in ahead]
    ahead = [(number, line) for (number, _), line in zip(ahead, plain, strict=True)]
    starts = _starts([line for line in plain if line.strip()])
    ruled = any(_RULE.fullmatch(line[:_LONGEST_LINE]) for _, line in ahead)
    for number, line in ahead:
        yield number, _cells(line[:_LONGEST_LINE], starts, ruled)
    del ahead
    for number, line in source:
        line = _NUMBER.sub(lambda found: " " * len(found[0]), line) if numbered else line
        yield number, _cells(line[:_LONGEST_LINE], starts, ruled)


def _starts(lines: Sequence[str]) -> list[int]:
    """Where the columns begin; empty where this is no such table."""
    lines = [line[:_LONGEST_LINE] for line in lines]
    for place, line in enumerate(lines[:_TITLES_WITHIN]):
        if not _RULE.fullmatch(line):
            continue
        starts = [found.start() for found in _RUN.finditer(line)]
        near = [lines[i] for i in (place - 1, place + 1) if 0 <= i < len(lines)]
        if any(header_score(_by_place(other, starts)) >= 1 for other in near):
            return starts
    for place, line in enumerate(lines[:_TITLES_WITHIN]):
        titles = _GAP.split(line.strip())
        if len(titles) > 1 and "\t" not in line and header_score(titles) >= min(2, len(titles)):
            starts = _gutters(line, [other for other in lines[place + 1 :] if other.strip()])
            if len(starts) == len(titles):
                return starts
    return []


def _gutters(titles: str, below: Sequence[str]) -> list[int]:
    """Where the titles begin, if most lines below are parted by two blanks into as many cells, or leave some empty."""
    starts = [0, *(found.end() for found in _GAP.finditer(titles) if found.start())]
    if titles[:1].isspace():
        starts[0] = len(titles) - len(titles.lstrip())
    counts = Counter(len(_GAP.split(line.strip())) for line in below)
    full = counts[len(starts)]
    fewer = sum(k for n, k in counts.items() if 1 < n < len(starts))
    return starts if full and full + fewer > sum(counts.values()) / 2 else []


def _cells(line: str, starts: Sequence[int], ruled: bool) -> list[str]:
    if not line.strip() or _RULE.fullmatch(line):
        return [""]
    parted = _GAP.split(line.strip())
    if len(parted) == len(starts) and not (ruled and len(_by_place(line, starts)) == len(starts) > len(parted)):
        return parted
    return _by_place(line, starts)


def _by_place(line: str, starts: Sequence[int]) -> list[str]:
    """Cut a line where the columns begin; a word that runs over its column stays whole."""
    cuts = [0]
    for start in starts[1:]:
        place = start
        while 0 < place < len(line) and not line[place - 1].isspace():
            place -= 1  # a word across the border: it goes to the right
        cuts.append(max(place, cuts[-1]))
    return [line[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)]
