"""Tables in text, with anything between their cells: rows, in flat memory, whatever quotes are left open.

Start reading at `rows`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice

from emailguess.files.lines import Lines
from emailguess.files.log import Log, Row

__all__ = ["delimiter_of", "rows", "told_delimiter"]

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x01", "│", "┃", "║", "¦")
# Lines that one quoted cell may run over; an editor's longest notes are shorter.
_MOST_LINES = 500
_MOST_LETTERS = 2_000_000
_FIRST_LINES = 20
_KEPT_BEHIND = 50
# The csv module refuses a longer cell; such rows are parted here.
_FIELD_LIMIT = 131_072
_KEPT_OF_CELL = 4_000
_SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)


def told_delimiter(line: str) -> str:
    """What a first line `sep=;` says; empty for any other line."""
    found = _SEP.fullmatch(line)
    return found[1] if found is not None else "\t" if line.strip().lower() == "sep=" and line.endswith("\t") else ""


def delimiter_of(lines: Iterable[str]) -> str:
    """Tell what parts the cells of these lines; empty where nothing does so line after line.

    >>> delimiter_of(["Name;Mail", "Jones, Bob;bob@acme.example", "Lee, Ann;ann@acme.example"])
    ';'
    >>> delimiter_of(["bob@acme.example", "ann@acme.example"])
    ''
    """
    kept = [line for line in lines if line.strip()][:200]
    best, winner = 0.0, ""
    for mark in _DELIMITERS:
        score = _consistency(kept, mark)
        if score > best:
            best, winner = score, mark
    return winner


def _consistency(lines: list[str], mark: str) -> float:
    """How steadily a mark parts the lines: the share of lines with the commonest count of cells, and that count."""
    if not any(mark in line for line in lines):
        return 0.0
    counts: Counter[int] = Counter()
    pure = total = 0
    try:
        for row in csv.reader((line[:20_000] + "\n" for line in lines), delimiter=mark):
            if row:
                counts[len(row)] += 1
                with_address = [c for c in row if "@" in c]
                total += len(with_address)
                pure += sum(_is_clean(c, mark) for c in with_address)
    except csv.Error:
        return 0.0
    many = {n: k for n, k in counts.items() if n > 1}
    if not many:
        return 0.0
    width, often = max(many.items(), key=lambda item: (item[1], item[0]))
    near = sum(k for n, k in many.items() if abs(n - width) <= 1)
    share = (often + (near - often) / 2) / sum(counts.values())
    # A mark inside of the cells parts addresses from nothing: `Jones, Bob;bob@acme.com` by commas.
    clean = (1 + pure) / (1 + total)
    return share * clean * (1 + min(width, 20) / 40)


def _is_clean(cell: str, mark: str) -> bool:
    """Whether a cell is addresses, or a mailbox, and no piece of what another mark parts."""
    if mark in cell:
        return False
    tokens = re.split(r"[\s;,|]+", cell.strip())
    return "<" in cell or all("@" in t or t[:1] in ("(", "[", ":", "") for t in tokens)


def rows(lines: Lines, delimiter: str, log: Log) -> Iterator[Row]:
    """Part lines into cells. An open quote is noticed, told, and costs no more than its own line."""
    feed = _Feed(iter(lines), lines)
    usual = 0
    behind: deque[str] = deque(maxlen=_KEPT_BEHIND)
    # "Jones, Bob", "bob@acme.com": a quote behind a blank opens a cell as well where the first lines are written so.
    spaced = any(f'{delimiter} "' in line for line in feed.looked_at(_FIRST_LINES))
    while True:
        feed.begin()
        reader = csv.reader(feed, delimiter=delimiter, skipinitialspace=spaced)
        try:
            for cells in reader:
                first, count = feed.first, len(feed.record)
                if count > 1 and _swallowed(feed.record, cells, delimiter):
                    raise _Unclosed
                if lines.unterminated and (1 < len(cells) < usual or _is_cut(cells, behind)):
                    log.add(first, "the file ends inside of this row: it may be cut")
                    return
                usual = len(cells)
                if "@" in (last := cells[-1] if cells else ""):
                    behind.append(last)
                yield first, cells
                feed.begin()
            return
        except _Unclosed:
            first = feed.first
            log.add(first, "a quotation mark is never closed; its line was read without quotes")
            line = feed.give_back()
            yield first, [c.strip().strip('"') for c in line.split(delimiter)]
        except csv.Error:
            yield feed.first, _parted("\n".join(feed.record), delimiter)


def _is_cut(cells: list[str], above: Iterable[str]) -> bool:
    """Whether the domain at a file's end is but the beginning of one above it: acme.exam of acme.example.

    >>> _is_cut(["Ann", "ann@acme.exam"], ["bob@acme.example"]), _is_cut(["ann@acme.example"], ["bob@acme.example"])
    (True, False)
    """
    domain = cells[-1].partition("@")[2].strip().lower() if cells else ""
    known = {other.partition("@")[2].strip().lower() for other in above} if domain else set()
    return domain not in known and any(other.startswith(domain) for other in known)


class _Unclosed(Exception):
    """A quoted cell does not end."""


class _Feed:
    """Lines for the csv module, which are kept until their record is complete and can be given back."""

    def __init__(self, lines: Iterator[str], source: Lines) -> None:
        self._lines = lines
        self._source = source
        self._again: deque[tuple[int, str]] = deque()
        self.record: list[str] = []
        self._numbers: list[int] = []
        self._letters = 0

    def looked_at(self, count: int) -> list[str]:
        """The first lines, which come again."""
        for line in islice(self._lines, count):
            self._again.append((self._source.number, line))
        return [line for _, line in self._again]

    def begin(self) -> None:
        """Start a record."""
        if self.record:
            self.record = []
            self._numbers = []
            self._letters = 0

    @property
    def first(self) -> int:
        """Number of the record's first line."""
        return self._numbers[0] if self._numbers else self._source.number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._again:
            number, line = self._again.popleft()
        else:
            try:
                line = next(self._lines)
            except StopIteration:
                if len(self.record) > 1 or (self.record and self.record[0].count('"') % 2):
                    raise _Unclosed from None
                raise
            number = self._source.number
        self.record.append(line)
        self._numbers.append(number)
        self._letters += len(line)
        if len(self.record) > _MOST_LINES or (self._letters > _MOST_LETTERS and len(self.record) > 1):
            raise _Unclosed
        return line + "\n"

    def give_back(self) -> str:
        """Take the record's first line; the others come again."""
        line = self.record[0]
        self._again.extendleft(zip(self._numbers[:0:-1], self.record[:0:-1], strict=True))
        self.begin()
        return line


def _swallowed(record: list[str], cells: list[str], delimiter: str) -> bool:
    """Whether a record over several lines is rows that a stray quote glued together."""
    long = any("@" in c and c.count(delimiter) > 1 and "\n" in c for c in cells)
    return long and sum(line.count(delimiter) >= max(1, len(cells) - 1) for line in record[1:]) > 0


def _parted(line: str, delimiter: str) -> list[str]:
    """Part a line with a cell that is too long for the csv module; of such a cell the beginning is kept."""
    found, place, end = [], 0, len(line)
    while place <= end:
        if place < end and line[place] == '"':
            close = place + 1
            while (close := line.find('"', close)) >= 0 and line[close + 1 : close + 2] == '"':
                close += 2
            close = end if close < 0 else close
            cell = line[place + 1 : close].replace('""', '"')
            stop = line.find(delimiter, close)
        else:
            stop = line.find(delimiter, place)
            cell = line[place : stop if stop >= 0 else end]
        found.append(cell[:_KEPT_OF_CELL] if len(cell) > _FIELD_LIMIT else cell)
        if stop < 0:
            break
        place = stop + 1
    return found
