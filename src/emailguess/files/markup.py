"""Pages: tables and mailto links of HTML, spreadsheets saved as XML, and tables of Markdown.

A page is parsed by the standard library piece by piece; nothing in it is run or fetched.

Start reading at `html_people` and `markdown_rows`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import IO
from urllib.parse import unquote

from emailguess.addresses.pasted import display_name, found_in, mailboxes
from emailguess.files.disguise import revealed
from emailguess.files.encoding import FALLBACK, Encoding
from emailguess.files.lines import Lines
from emailguess.files.log import Log, Row
from emailguess.files.pasted import looks_like_name, name_above, name_in_line
from emailguess.files.people import Person
from emailguess.files.table import Tables

__all__ = ["html_people", "is_html", "is_markdown_table", "markdown_rows"]

_BLOCK = 64 * 1024
_LONGEST_CELL = 4_000
_MOST_CELLS = 2_000
# A longer description of a page is none of its people.
_MOST_DATA = 2_000_000
# On a page a person's job, place and telephone stand between name and address.
_LINES_ABOVE = 8
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BLOCKS = frozenset("p div li br dd dt h1 h2 h3 h4 h5 h6 section article header footer ul ol address table".split())
_SILENT = frozenset({"script", "style", "template", "noscript"})
_HIDDEN = "/cdn-cgi/l/email-protection#"
# A < whose tag does not end before the next one; the parser's time would grow with the square of such.
_OPEN = re.compile(r"<(?!!)(?=[^<>]*<)|<(?=!--(?:(?!-->|<!--)[\s\S])*<!--)")
_DASHES = re.compile(r":?-+:?")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\(([^()\s]{0,2000})\)")
_HTML = re.compile(
    r"(?is)\A\s*(?:<!doctype\s+html|<html|<head|<body|<table|<\?xml[^>]*>\s*(?:<\?[^>]*>\s*)*<(?:\w+:)?(?:html|workbook)|<div|<ul|<p[\s>]|<meta|<!--)"
)


def is_html(text: str) -> bool:
    """Whether a text is a page, or a part of one: it begins like one, or has a table or a link in tags."""
    return bool(_HTML.match(text[:5_000])) or bool(
        re.search(r"(?i)<(?:table|tr|td)[\s>]|<a\s[^<>]*mailto:", text[:_BLOCK])
    )


class _Page(HTMLParser):
    """Takes a page's tables row by row, and its mailto links and texts outside of tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.found: list[tuple[int, str, str]] = []
        """Line, name, address."""
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._link = ""
        self._link_text: list[str] = []
        self._nameless = -1
        """Place among those found of a link whose name may stand behind it; -1 for none."""
        self._own = ""
        """The tag of an element that is marked as a name (`fn` of microformats, `name` of schema.org)."""
        self._own_text: list[str] = []
        self._silent = 0
        self._data: list[str] | None = None
        """What a script of data says; None outside of one."""
        self._text: list[str] = []
        self._above: deque[str] = deque(maxlen=_LINES_ABOVE)
        self._skip = 0
        self._rows_left = 0
        self._spanning: dict[int, tuple[int, str]] = {}
        """Place of a cell of the rows above that goes on in this one: for how many rows still, and its text."""
        self._below: dict[int, tuple[int, str]] = {}
        """The same for the next row."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag in _SILENT:
            self._silent += 1
            self._data = [] if (dict(attrs).get("type") or "").strip().lower() == "application/ld+json" else None
        elif tag in _ROWS:
            self._end_row()
            self._row = []
        elif tag in _CELLS:
            self._end_cell()
            if self._row is None:
                self._row = []
            self._cell = []
            given = dict(attrs)
            index = given.get("ss:index") or given.get("index") or ""
            while index.isdecimal() and len(self._row) < min(int(index) - 1, _MOST_CELLS):
                self._row.append("")
            span = given.get("colspan") or "1"
            self._skip = min(int(span), 50) - 1 if span.isdecimal() else 0
            rows = given.get("rowspan") or "1"
            self._rows_left = min(int(rows), 1_000) - 1 if rows.isdecimal() else 0
        else:
            self._inline(tag, dict(attrs))
        if tag in _BLOCKS:
            self._break()

    def _inline(self, tag: str, given: Mapping[str, str | None]) -> None:
        """A link, a picture of an @, an address that a script would show, a name that is marked as one."""
        href, hidden = given.get("href") or "", given.get("data-cfemail") or ""
        target = ""
        if hidden or _HIDDEN in href:
            target = _shown(hidden or href.partition(_HIDDEN)[2])
        elif tag == "a" and href[:7].lower() == "mailto:":
            target = unquote(href[7:].partition("?")[0])
        if target and tag == "a":
            self._link, self._link_text = target, []
        elif target and not self._link:
            self.handle_data(f" {target} ")
        if tag == "img" and (given.get("alt") or "").strip().lower() in ("@", "at", "[at]", "(at)"):
            self.handle_data("@")
        marks = {*(given.get("class") or "").split(), given.get("itemprop")}
        if not self._own and marks & {"fn", "p-name", "name"} and tag not in _BLOCKS:
            self._own, self._own_text = tag, []

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == self._own:
            self._above.append(" ".join("".join(self._own_text).split())[:200])
            self._own = ""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
            if self._data:
                self.found += [(self.getpos()[0], name, address) for name, address in _described("".join(self._data))]
            self._data = None
        elif tag == "a" and self._link:
            text = " ".join("".join(self._link_text).split())
            if self._cell is not None:
                if "@" not in text:
                    self._cell.append(f" <{self._link}> ")
            else:
                self._linked(text)
            self._link = ""
        elif tag in _CELLS:
            self._end_cell()
        elif tag in (*_ROWS, "table", "worksheet"):
            self._end_row()
            if tag not in _ROWS:
                self._spanning, self._below = {}, {}
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._silent:
            if self._data is not None and sum(map(len, self._data)) < _MOST_DATA:
                self._data.append(data)
            return
        if self._own and len(self._own_text) < _MOST_CELLS:
            self._own_text.append(data)
        if self._link:
            self._link_text.append(data)
            if self._cell is None:
                return
        target = self._cell if self._cell is not None else self._text
        if sum(map(len, target[-50:])) < _LONGEST_CELL:
            target.append(data)

    def _linked(self, text: str) -> None:
        """A link outside of tables: the name is its text, or stands before it in its line."""
        for found in found_in(self._link):
            name = text if text and "@" not in text and looks_like_name(text, found.address) else ""
            if not name:
                before = "".join(self._text)[-300:]
                name = display_name(f"{before} {found.address}")
            name = name or name_in_line(before, found.address) or name_above(self._above, found.address)
            self._nameless = len(self.found) if not name else -1
            self.found.append((self.getpos()[0], name, found.address))
        self._text = []

    def _break(self) -> None:
        """The end of a line of running text."""
        if self._cell is not None:
            self._cell.append(" ")
            return
        text = revealed(" ".join("".join(self._text).split()))
        if self._nameless >= 0 and text:
            line, _, address = self.found[self._nameless]
            name = display_name(f"{address} {text[:_LONGEST_CELL]}")
            self.found[self._nameless] = line, name or name_in_line(text, address), address
        self._nameless = -1
        if "@" in text:
            for name, address in mailboxes(text):
                name = name or name_in_line(text, address) or name_above(self._above, address)
                self.found.append((self.getpos()[0], name, address))
        elif text:
            self._above.append(text[:200])
        self._text = []

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None and len(self._row) < _MOST_CELLS:
            self._go_on()
            text = " ".join("".join(self._cell).split())
            if self._rows_left > 0:
                self._below[len(self._row)] = self._rows_left, text
            self._row.append(text)
            self._row += [""] * self._skip
        self._cell = None

    def _go_on(self) -> None:
        """Put in the cells of the rows above that go on here."""
        while self._row is not None and (found := self._spanning.pop(len(self._row), None)) is not None:
            left, text = found
            if left > 1:
                self._below[len(self._row)] = left - 1, text
            self._row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._go_on()
            self.rows.append((self.getpos()[0], self._row))
            self._spanning, self._below = self._below, {}
        self._row = None

    def close(self) -> None:
        """Read what is left, as where a page is cut."""
        super().close()
        self._end_row()
        self._break()


def _shown(hidden: str) -> str:
    """The address that Cloudflare hides from robots: each byte is changed by the first one; empty for none.

    >>> _shown("2a48454855"[:2] + "".join(f"{b ^ 0x2A:02x}" for b in b"bob@acme.example"))
    'bob@acme.example'
    """
    try:
        key, *rest = bytes.fromhex(hidden[:600].partition("?")[0])
    except ValueError:
        return ""
    text = "".join(chr(byte ^ key) for byte in rest)
    return next((found.address for found in found_in(text)), "")


def _described(text: str) -> Iterator[tuple[str, str]]:
    """Names and addresses of the persons that a page describes to machines (schema.org in JSON-LD).

    >>> list(_described('{"@type": "Person", "name": "Bob Jones", "email": "mailto:bob@acme.example"}'))
    [('Bob Jones', 'bob@acme.example')]
    """
    import json

    try:
        values = deque([json.loads(text)])
    except (ValueError, RecursionError):
        return
    while values:
        value = values.popleft()
        if isinstance(value, Mapping):
            name, email = value.get("name"), value.get("email")
            if "Person" in str(value.get("@type")) and isinstance(name, str) and isinstance(email, str):
                yield from ((" ".join(name.split()), found.address) for found in found_in(email[:_LONGEST_CELL]))
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)


def html_people(
    stream: IO[bytes], encoding: Encoding, log: Log, wishes: Mapping[str, str | Sequence[str]] | None = None
) -> tuple[Tables, Iterator[Person]]:
    """Read the people of a page: its tables, then the links and addresses outside of them."""
    import codecs

    page = _Page()
    tables = Tables(log, wishes=wishes)
    decoder = codecs.getincrementaldecoder(encoding)(errors=FALLBACK if encoding.startswith("utf-8") else "replace")

    def rows() -> Iterator[Row]:
        ended = False
        while not ended:
            block = stream.read(_BLOCK)
            page.feed(_OPEN.sub("&lt;", decoder.decode(block, final=not block).replace("\0", "")))
            if not block:
                page.close()
                ended = True
            elif len(page.rawdata) > 16 * _BLOCK:
                # A tag that does not end; a page without end would be kept whole.
                log.add(page.getpos()[0], "a tag that does not end; it was passed over")
                page.rawdata = ""
            ready, page.rows = page.rows, []
            yield from ready

    def people() -> Iterator[Person]:
        yield from tables.people(rows())
        for line, name, address in page.found:
            yield Person(row=line, name=name, addresses=(address,))

    return tables, people()


def is_markdown_table(lines: Sequence[str]) -> bool:
    """Whether a table of Markdown is among the lines: a row, and below it a rule of dashes."""
    if lines[0].lstrip().startswith("||") and lines[0].rstrip().endswith("||"):
        return True
    return any("|" in one and "|" in two and _is_rule(two) for one, two in pairwise(lines))


def _is_rule(line: str) -> bool:
    """Whether a line is the rule below the titles: `|---|:---:|`."""
    parts = line.strip().removeprefix("|").removesuffix("|").split("|")
    return "-" in line and all(_DASHES.fullmatch(part.strip()) for part in parts)


def markdown_rows(lines: Lines) -> Iterator[Row]:
    """The rows of Markdown's tables; of a link both its text and its target are kept."""
    for line in lines:
        if "|" not in line or _is_rule(line):
            if "@" in line:
                yield lines.number, [_marked(line)]
            continue
        text = line.strip().removeprefix("|")
        if text.startswith("|"):  # ||Name||E-mail||, as Jira and Confluence write titles
            text = text[1:].replace("||", "|").removesuffix("|")
        text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
        yield lines.number, [_marked(c) for c in re.split(r"(?<!\\)\|", text)]


def _marked(cell: str) -> str:
    text = _LINK.sub(
        lambda m: m[1] if m[1] and "@" in m[1] else f"{m[1]} <{m[2].removeprefix('mailto:')}>" if "@" in m[2] else m[1],
        cell,
    )
    return (
        unescape(re.sub(r"<(mailto:)?([^<>\s]+@[^<>\s]+)>\Z", r"<\2>", text))
        .replace("\\|", "|")
        .strip()
        .strip("*_`")
        .strip()
    )
