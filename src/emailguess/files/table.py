"""Rows of any table become people: the header is found, the columns are understood, footers are passed over.

It knows no format; rows come as texts with their numbers.

Start reading at `Tables`.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from emailguess.addresses.pasted import mailboxes
from emailguess.files.cells import LONGEST_CELL, MOST_ADDRESSES, cell, headcount, label_kind, raw, several
from emailguess.files.columns import Column, Columns, header_score, mapped
from emailguess.files.content import EMPTY, is_domain
from emailguess.files.dates import read_date
from emailguess.files.people import Person, Status, is_private
from emailguess.files.titles import normalised, table
from emailguess.files.understanding import understood
from emailguess.files.verdicts import read_verdict

__all__ = ["LOOKED_AT", "Log", "Row", "RowRead", "Rows", "Tables"]

Row = tuple[int, list[str]]
"""Number of a row in its file, from 1, and its cells."""


class RowRead(NamedTuple):
    """A row of a table with what was made of it."""

    row: int
    """Its number, from 1."""
    cells: list[str]
    kind: Literal["person", "header", "nobody", "other"]
    """A person; titles; a row of the table that names nobody; or what is no row of it: blank, a note, a footer."""
    person: Person | None = None
    reason: str = ""
    """Why a row names nobody."""


LOOKED_AT = 200
"""So many rows are looked at before the columns are decided on."""
# A header stands below no more than this: notes, titles, blank lines.
_HEADER_WITHIN = 60
_MOST_LETTERS = 1_000_000
_KEPT_NOTES = 1_000
_PLAIN = re.compile(r"[A-Za-z0-9._+'-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_YES = frozenset("true yes 1 ja oui si sim да".split())
_SOCIAL = frozenset(
    "google.com linkedin.com xing.com twitter.com x.com facebook.com github.com instagram.com youtube.com".split()
)


class Log:
    """What was passed over, and why: all of it counted, the first thousand with their places."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[int, str]] = []
        """Row and reason."""
        self.last: tuple[int, str] = (0, "")
        """The one that came last."""

    def add(self, row: int, reason: str) -> None:
        """Note that a row, or a part of it, was not used."""
        self.counts[reason] += 1
        self.last = row, reason
        if len(self.notes) < _KEPT_NOTES:
            self.notes.append((row, reason))


class Tables:
    """People from the rows of one or several tables that stand one below the other."""

    def __init__(
        self,
        log: Log,
        *,
        wishes: Mapping[str, str | Sequence[str]] | None = None,
        header: Sequence[str] | None = None,
        european: bool = False,
        keep: Sequence[str] = (),
    ) -> None:
        self.log = log
        self.columns: Columns | None = None
        """How the first table's columns were understood."""
        self.header_row = 0
        """The row of the first table's header; 0 where there is none."""
        self.sample: list[list[str]] = []
        """The first three rows below the header."""
        self._wishes = wishes
        self._header = list(header) if header is not None else None
        self._european = european
        self._ahead: deque[Row] = deque()

    def people(self, rows: Iterable[Row]) -> Iterator[Person]:
        """Read the people of all rows."""
        for read in self.read(rows):
            if read.person is not None:
                yield read.person

    def read(self, rows: Iterable[Row]) -> Iterator[RowRead]:
        """Read all rows, in their order and none left out, each with what was made of it."""
        source = iter(rows)
        while True:
            self._look(source)
            if not self._ahead:
                return
            above: list[RowRead] = []
            titles, has_header = self._below_preamble(above)
            yield from above
            below = [cells for _, cells in self._ahead if any(c.strip() for c in cells)]
            wishes = None
            if self._wishes:
                width = max((len(c) for c in below), default=0)
                wishes = mapped(self._wishes, titles if has_header else [""] * width)
            columns = understood(titles, below, has_header=has_header, wishes=wishes, european=self._european)
            if self.columns is None:
                self.columns, self.sample = columns, below[:3]
            builder = _Builder(columns, titles if has_header else None, self.log)
            again = yield from self._built(builder, source)
            if not again:
                return

    def _look(self, source: Iterator[Row]) -> None:
        """Take rows until there are enough to judge by."""
        letters = sum(len(c) for _, cells in self._ahead for c in cells)
        for row in islice(source, max(0, LOOKED_AT + _HEADER_WITHIN - len(self._ahead))):
            self._ahead.append(row)
            letters += sum(map(len, row[1]))
            if letters > _MOST_LETTERS:
                break

    def _below_preamble(self, above: list[RowRead]) -> tuple[list[str], bool]:
        """Find the header, taken with what stands above it into a list; the titles, and whether there are any."""
        if self._header is not None:
            titles, self._header = self._header, None
            return titles, True
        best, place = 0.0, -1
        least = max((len(cells) for _, cells in self._ahead), default=0)
        for i, (_, cells) in enumerate(islice(self._ahead, _HEADER_WITHIN)):
            if best >= 1 and any("@" in c for c in cells):
                break  # rows have begun; what looks like a header below is another table's
            score = header_score(cells)
            if self._wishes:
                score += self._named(cells)
            if score > best:
                best, place = score, i
        if place < 0 or best < 1 or (best < 2 and least > 1 and place > 0 and not self._stands_alone(place)):
            place = self._by_structure()
        if place < 0:
            return [], False
        number = self._ahead[place][0]
        for _ in range(place):
            row, cells = self._ahead.popleft()
            above.append(RowRead(row, cells, "other"))
            if any("@" in c for c in cells):
                self.log.add(row, "above the header")
        header = self._ahead.popleft()[1]
        above.append(RowRead(number, header, "header"))
        titles = list(header)
        self.header_row = self.header_row or number
        while titles and not titles[-1].strip():
            titles.pop()
        return titles, True

    def _named(self, cells: Sequence[str]) -> int:
        named = {normalised(t) for w in (self._wishes or {}).values() for t in ((w,) if isinstance(w, str) else w)}
        return 10 * len(named & {normalised(c) for c in cells})

    def _stands_alone(self, place: int) -> bool:
        """Whether the rows below a possible header are about as wide as it is."""
        width = len([c for c in self._ahead[place][1] if c.strip()])
        below = [len(cells) for _, cells in islice(self._ahead, place + 1, place + 6)]
        return width > 1 and bool(below) and max(below) >= width

    def _by_structure(self) -> int:
        """A header in words nobody knows: no address in it, and one right below, row after row."""
        rows = list(islice(self._ahead, _HEADER_WITHIN))
        with_address = [i for i, (_, cells) in enumerate(rows) if any("@" in c for c in cells)]
        if not with_address or with_address[0] == 0:
            return -1
        place = with_address[0] - 1
        cells = rows[place][1]
        column = next(i for i, c in enumerate(rows[with_address[0]][1]) if "@" in c)
        filled = [c.strip() for c in cells if c.strip()]
        below = rows[with_address[0]][1]
        if len(filled) < 2 or len(set(filled)) < len(filled) or column >= len(cells) or not cells[column].strip():
            return -1
        alike = sum(len(c) == len(below) for _, c in rows[with_address[0] :])
        return place if abs(len(cells) - len(below)) <= 1 and alike > 1 and max(map(len, filled)) < 60 else -1

    def _built(self, builder: _Builder, source: Iterator[Row]) -> Generator[RowRead, None, bool]:
        """Build people until another table's header comes; then true is returned."""
        while True:
            while self._ahead:
                number, cells = row = self._ahead.popleft()
                person = builder.person(number, cells)
                if person is None and builder.other_header(cells):
                    self._ahead.appendleft(row)
                    return True
                yield self._read(builder, number, cells, person)
            for row in source:
                number, cells = row
                person = builder.person(number, cells)
                if person is None and builder.other_header(cells):
                    self._ahead.append(row)
                    return True
                yield self._read(builder, number, cells, person)
            return False

    def _read(self, builder: _Builder, number: int, cells: list[str], person: Person | None) -> RowRead:
        if person is not None:
            return RowRead(number, cells, "person", person)
        if builder.same_header(cells):
            return RowRead(number, cells, "header")
        row, reason = self.log.last
        return RowRead(number, cells, "nobody", None, reason) if row == number else RowRead(number, cells, "other")


class _Builder:
    """Builds a person from a row, by the columns of its table."""

    def __init__(self, columns: Columns, titles: Sequence[str] | None, log: Log) -> None:
        self.columns = columns
        self.log = log
        self._titles = [t.strip().lower() for t in titles] if titles else []
        f = columns.fields
        self._parts = [columns.first(x) for x in ("given", "middle", "particle", "family", "second_family")]
        self._whole = [c.place for c in f.get("name", ())]
        self._addresses = f.get("address", ())
        self._companies = [c.place for c in f.get("company", ())]
        self._texts = {x: columns.first(x) for x in ("domain", "job", "country")}
        self._seen = [c.place for c in f.get("seen", ())]
        self._headcount = columns.first("headcount")
        self._several_judged = len(f.get("status", ())) > 1
        # Where no column has addresses, a verdict is on the one that another program put beside the row.
        self._unaddressed = -1 if self._addresses else columns.first("status")
        self._catch_all = columns.first("catch_all")
        self._named = any(p >= 0 for p in self._parts) or bool(self._whole)
        self._tomorrow = date.today() + timedelta(days=1)

    def other_header(self, cells: Sequence[str]) -> bool:
        """Whether a row that is nobody is the header of another table."""
        return bool(self._titles) and len(cells) > 1 and header_score(cells) >= max(2, len(cells) / 3)

    def same_header(self, cells: Sequence[str]) -> bool:
        """Whether a row repeats the titles, as where files were put one below the other."""
        return bool(self._titles) and [c.strip().lower() for c in cells[: len(self._titles)]] == self._titles

    def person(self, row: int, cells: list[str]) -> Person | None:
        """The person of a row; None for a row that holds none, with the reason in the log."""
        columns = self.columns
        filled = sum(1 for c in cells if c.strip())
        if not filled:
            return None
        if self.same_header(cells):
            return None
        if filled == 1 and columns.width > 2 and not any("@" in c for c in cells):
            return None  # a footer, or a heading between
        if self.other_header(cells):
            return None
        addresses, name_beside, verdict_place = self._read_addresses(cells)
        given, middle, particle, family, second = (cell(cells, p) for p in self._parts)
        name = next((n for p in self._whole if (n := cell(cells, p))), "")
        if self._broken(row, cells, bool(addresses)):
            return None
        family = " ".join(filter(None, (particle, family, second)))
        if not (given or family):
            name = name or name_beside
        elif not (given and family) and name:
            given = middle = family = ""
        else:
            name = ""
        if "@" in name:
            name = next((n for n, _ in mailboxes(name)), "")
        if not addresses and not (name or given or family):
            self.log.add(row, "no name and no address")
            return None
        if "\ufffd" in name + given + family:
            self.log.add(row, "letters of its name were lost before; only the address is used")
            name = given = middle = family = ""
            if not addresses:
                return None
        status, bounce = self._verdict(cells, verdict_place) if verdict_place >= 0 or self._catch_all >= 0 else ("", "")
        return Person(
            row=row,
            name=name,
            given=given,
            middle=middle,
            family=family,
            addresses=addresses,
            company=next((c for p in self._companies if (c := cell(cells, p))), ""),
            domain=self._domain(cells),
            title=cell(cells, self._texts["job"]),
            country=cell(cells, self._texts["country"]),
            headcount=headcount(cell(cells, self._headcount)) if self._headcount >= 0 else None,
            seen=self._date(cells) if self._seen else None,
            status=status,
            bounce=bounce,
        )

    def _broken(self, row: int, cells: list[str], has_address: bool) -> bool:
        """A row whose cells stand in the wrong columns is told and not believed."""
        width = self.columns.width
        if len(cells) <= width or not self._titles:
            return False
        if not any(c.strip() for c in cells[width:]) and not self._slipped(cells, len(cells) - width):
            return False
        out_of_place = any("@" in c for i, c in enumerate(cells) if i not in self.columns.with_at)
        no_address = any(
            (c := cells[column.place].strip()) and "@" not in c and c.lower() not in EMPTY for column in self._addresses
        )
        if not out_of_place and not no_address and has_address:
            return False
        self.log.add(row, f"{len(cells)} cells where the header has {width}: its cells may have slipped")
        return True

    def _slipped(self, cells: list[str], by: int) -> bool:
        """Whether the address stands so many cells behind its column, and something else in it."""
        return any(
            "@" not in cells[c.place] and cells[c.place].strip() and "@" in cells[c.place + by] for c in self._addresses
        )

    def _read_addresses(self, cells: list[str]) -> tuple[tuple[str, ...], str, int]:
        """All addresses of a row, those at work first, a name written beside one, and where the first one is judged."""
        found: list[tuple[bool, bool, int, str, int]] = []
        name = ""
        for column in self._addresses:
            if column.place >= len(cells):
                continue
            text = cells[column.place]
            if "@" not in text:
                continue
            stripped = text.strip()
            failed = self._several_judged and read_verdict(raw(cells, column.status))[0] == "invalid"
            if _PLAIN.fullmatch(stripped):
                order = {"work": 0, "": 1, "private": 3}[self._kind(column, cells)]
                found.append((is_private(stripped), failed, order, stripped, column.status))
                continue
            for order, address in several(stripped, self._kind(column, cells)):
                found.append((is_private(address), failed, order, address, column.status))
            if not self._named and not name:
                name = next((n for n, _ in mailboxes(stripped[:LONGEST_CELL]) if n), "")
        if len(found) > 1:
            found.sort(key=lambda f: f[:3])
            seen: dict[str, str] = {}
            for _, _, _, address, _ in found[:MOST_ADDRESSES]:
                seen.setdefault(address.lower(), address)
            return tuple(seen.values()), name, found[0][4]
        return tuple(f[3] for f in found), name, found[0][4] if found else self._unaddressed

    def _kind(self, column: Column, cells: Sequence[str]) -> str:
        said = cell(cells, column.label).lower() if column.label >= 0 else ""
        return label_kind(said) or column.kind

    def _domain(self, cells: list[str]) -> str:
        text = cell(cells, self._texts["domain"])
        if not text or not is_domain(text):
            return ""
        host = text.lower().partition("://")[2] or text.lower()
        host = host.partition("/")[0].removeprefix("www.")
        return "" if ".".join(host.split(".")[-2:]) in _SOCIAL else text

    def _date(self, cells: list[str]) -> date | None:
        days = [read_date(cell(cells, p), day_first=self.columns.day_first) for p in self._seen]
        return max((d for d in days if d is not None and d <= self._tomorrow), default=None)

    def _verdict(self, cells: list[str], place: int) -> tuple[Status, str]:
        """What is said of the first address, and the code of a bounce."""
        said, code = read_verdict(raw(cells, place), self._titles[place] if place < len(self._titles) else "")
        if self._catch_all >= 0 and said in ("", "valid", "risky"):
            catch_all = normalised(cell(cells, self._catch_all))
            if catch_all in _YES or table().verdicts.get(catch_all) == "catch_all":
                return "catch_all", ""
        return said, code


class Rows:
    """Reads the rows of a table whose columns are known, each by itself."""

    def __init__(self, columns: Columns, titles: Sequence[str]) -> None:
        self._log = Log()
        self._builder = _Builder(columns, titles, self._log)

    def read(self, row: int, cells: list[str]) -> tuple[Person | None, str]:
        """The person of a row, or why there is none."""
        person = self._builder.person(row, cells)
        number, reason = self._log.last
        return person, reason if person is None and number == row else ""
