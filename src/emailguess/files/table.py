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

from emailguess.addresses.pasted import found_in, mailboxes
from emailguess.files.columns import Column, Columns, header_score, mapped, understood
from emailguess.files.content import EMPTY, is_domain
from emailguess.files.dates import read_date
from emailguess.files.encoding import repaired
from emailguess.files.people import Person, Status, is_private
from emailguess.files.titles import normalised, table

__all__ = ["LOOKED_AT", "Log", "Row", "Tables"]

Row = tuple[int, list[str]]
"""Number of a row in its file, from 1, and its cells."""

LOOKED_AT = 200
"""So many rows are looked at before the columns are decided on."""
# A header stands below no more than this: notes, titles, blank lines.
_HEADER_WITHIN = 60
_MOST_LETTERS = 1_000_000
_LONGEST_CELL = 2_000
_LONGEST_NAME = 300
_MOST_ADDRESSES = 50
_KEPT_NOTES = 1_000
_PLAIN = re.compile(r"[A-Za-z0-9._+'-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_LABEL = re.compile(r"\s*[(\[<]?\s*([^\W\d_]{2,20})\s*[)\]>]?")
_RANGE = re.compile(r"(\d[\d.,' \xa0]*)(?:\s*(?:-|–|—|to|bis|à|a)\s*(\d[\d.,' \xa0]*))?\s*([kKmM]\b)?")
_GUEST = re.compile(r"(?i)#ext#@")
# Marks in the cells of a table that Markdown or a formula puts there and nobody is called by.
_CONTROLS = {c: None for c in range(32) if chr(c) not in "\t\n\r"} | {127: None}
_SOCIAL = frozenset("linkedin.com xing.com twitter.com x.com facebook.com github.com instagram.com youtube.com".split())


class Log:
    """What was passed over, and why: all of it counted, the first thousand with their places."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes: list[tuple[int, str]] = []
        """Row and reason."""

    def add(self, row: int, reason: str) -> None:
        """Note that a row, or a part of it, was not used."""
        self.counts[reason] += 1
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
        source = iter(rows)
        while True:
            self._look(source)
            if not self._ahead:
                return
            titles, has_header = self._below_preamble()
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

    def _below_preamble(self) -> tuple[list[str], bool]:
        """Find the header and drop what stands above it; the titles, and whether there are any."""
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
            if any("@" in c for c in cells):
                self.log.add(row, "above the header")
        titles = self._ahead.popleft()[1]
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

    def _built(self, builder: _Builder, source: Iterator[Row]) -> Generator[Person, None, bool]:
        """Build people until another table's header comes; then true is returned."""
        while True:
            while self._ahead:
                number, cells = row = self._ahead.popleft()
                person = builder.person(number, cells)
                if person is None and builder.other_header(cells):
                    self._ahead.appendleft(row)
                    return True
                if person is not None:
                    yield person
            for row in source:
                number, cells = row
                person = builder.person(number, cells)
                if person is not None:
                    yield person
                elif builder.other_header(cells):
                    self._ahead.append(row)
                    return True
            return False


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
        self._headcount, self._status = columns.first("headcount"), columns.first("status")
        self._catch_all = columns.first("catch_all")
        self._named = any(p >= 0 for p in self._parts) or bool(self._whole)
        self._tomorrow = date.today() + timedelta(days=1)

    def other_header(self, cells: Sequence[str]) -> bool:
        """Whether a row that is nobody is the header of another table."""
        return bool(self._titles) and len(cells) > 1 and header_score(cells) >= max(2, len(cells) / 3)

    def person(self, row: int, cells: list[str]) -> Person | None:
        """The person of a row; None for a row that holds none, with the reason in the log."""
        columns = self.columns
        filled = sum(1 for c in cells if c.strip())
        if not filled:
            return None
        if self._titles and [c.strip().lower() for c in cells[: len(self._titles)]] == self._titles:
            return None
        if filled == 1 and columns.width > 2 and not any("@" in c for c in cells):
            return None  # a footer, or a heading between
        if self.other_header(cells):
            return None
        addresses, name_beside = self._read_addresses(row, cells)
        given, middle, particle, family, second = (_cell(cells, p) for p in self._parts)
        name = next((n for p in self._whole if (n := _cell(cells, p))), "")
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
        return Person(
            row=row,
            name=name,
            given=given,
            middle=middle,
            family=family,
            addresses=addresses,
            company=next((c for p in self._companies if (c := _cell(cells, p))), ""),
            domain=self._domain(cells),
            title=_cell(cells, self._texts["job"]),
            country=_cell(cells, self._texts["country"]),
            headcount=_headcount(_cell(cells, self._headcount)) if self._headcount >= 0 else None,
            seen=self._date(cells) if self._seen else None,
            status=self._verdict(cells) if self._status >= 0 or self._catch_all >= 0 else "",
        )

    def _broken(self, row: int, cells: list[str], has_address: bool) -> bool:
        """A row whose cells stand in the wrong columns is told and not believed."""
        width = self.columns.width
        if len(cells) <= width or not self._titles or not any(c.strip() for c in cells[width:]):
            return False
        out_of_place = any("@" in c for i, c in enumerate(cells) if i not in self.columns.with_at)
        no_address = any(
            (c := cells[column.place].strip()) and "@" not in c and c.lower() not in EMPTY for column in self._addresses
        )
        if not out_of_place and not no_address and has_address:
            return False
        self.log.add(row, f"{len(cells)} cells where the header has {width}: its cells may have slipped")
        return True

    def _read_addresses(self, row: int, cells: list[str]) -> tuple[tuple[str, ...], str]:
        """All addresses of a row, those at work first, and a name written beside one."""
        found: list[tuple[bool, int, str]] = []
        name = ""
        for column in self._addresses:
            if column.place >= len(cells):
                continue
            text = cells[column.place]
            if "@" not in text:
                continue
            stripped = text.strip()
            if _PLAIN.fullmatch(stripped):
                order = {"work": 0, "": 1, "private": 3}[self._kind(column, cells)]
                found.append((is_private(stripped), order, stripped))
                continue
            for order, address in _several(stripped, self._kind(column, cells)):
                found.append((is_private(address), order, address))
            if not self._named and not name:
                name = next((n for n, _ in mailboxes(stripped[:_LONGEST_CELL]) if n), "")
        if len(found) > 1:
            found.sort(key=lambda f: f[:2])
            seen: dict[str, str] = {}
            for _, _, address in found[:_MOST_ADDRESSES]:
                seen.setdefault(address.lower(), address)
            return tuple(seen.values()), name
        return tuple(a for _, _, a in found), name

    def _kind(self, column: Column, cells: Sequence[str]) -> str:
        said = _cell(cells, column.label).lower() if column.label >= 0 else ""
        return _label_kind(said) or column.kind

    def _domain(self, cells: list[str]) -> str:
        text = _cell(cells, self._texts["domain"])
        if not text or not is_domain(text):
            return ""
        host = text.lower().partition("://")[2] or text.lower()
        host = host.partition("/")[0].removeprefix("www.")
        return "" if ".".join(host.split(".")[-2:]) in _SOCIAL else text

    def _date(self, cells: list[str]) -> date | None:
        days = [read_date(_cell(cells, p), day_first=self.columns.day_first) for p in self._seen]
        return max((d for d in days if d is not None and d <= self._tomorrow), default=None)

    def _verdict(self, cells: list[str]) -> Status:
        said = table().verdicts.get(normalised(_cell(cells, self._status)), "") if self._status >= 0 else ""
        if self._catch_all >= 0 and said in ("", "valid"):
            catch_all = normalised(_cell(cells, self._catch_all))
            if (
                catch_all in ("true", "yes", "1", "catch all", "ja", "oui")
                or table().verdicts.get(catch_all) == "catch_all"
            ):
                return "catch_all"
        return said  # type: ignore[return-value]


def _cell(cells: Sequence[str], place: int) -> str:
    """A cell as a person would write it: one line, no control characters, nothing for `N/A`."""
    if place < 0 or place >= len(cells):
        return ""
    text = cells[place]
    if len(text) > _LONGEST_NAME:
        text = text[:_LONGEST_NAME]
    text = " ".join(text.translate(_CONTROLS).split()) if not text.isalpha() else text
    if text.lower() in EMPTY:
        return ""
    return text if text.isascii() else repaired(text)


def _several(text: str, kind: str) -> Iterator[tuple[int, str]]:
    """Every address of a cell, with its order: `a@acme.com (Work), b@gmail.com (Personal)`, parted by anything."""
    text = text[:_LONGEST_CELL]
    for found in islice(found_in(text), _MOST_ADDRESSES):
        address = found.address
        behind = _LABEL.match(text, found.end)
        before = re.search(r"([^\W\d_]{2,20})\s*[:：=]\s*\Z", text[max(0, found.start - 30) : found.start])
        label = _label_kind(behind[1].lower() if behind is not None else "")
        label = label or _label_kind(before[1].lower() if before is not None else "") or kind
        order = {"work": 0, "": 1, "private": 3}[label]
        if _GUEST.search(address) or address.lower().endswith(".onmicrosoft.com"):
            order += 2  # a technical address of a tenant
        if not _GUEST.search(address):
            yield order, address


def _label_kind(said: str) -> str:
    words = set(normalised(said).split())
    kinds = table().words
    return "private" if words & kinds["private"] else "work" if words & kinds["work"] else ""


def _headcount(text: str) -> int | None:
    """How many people: `500`, `1,200`, or the middle of `51-200`, as sizes go.

    >>> _headcount("51-200"), _headcount("1,200"), _headcount("10K+"), _headcount("many")
    (101, 1200, 10000, None)
    """
    found = _RANGE.search(text)
    if found is None:
        return None
    low, high = (int(re.sub(r"\D", "", n) or 0) if n else 0 for n in (found[1], found[2]))
    scale = {"k": 1_000, "m": 1_000_000}.get((found[3] or "").lower(), 1)
    size = round((low * high) ** 0.5) if low and high else low or high
    size *= scale
    return size if 1 <= size <= 10_000_000 else None
