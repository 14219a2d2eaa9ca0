"""One cell: what it says as a person would write it, its addresses with their kinds, how many people it tells of.

It knows no row and no column.

Start reading at `cell`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice

from emailguess.addresses.pasted import found_in
from emailguess.files.content import EMPTY
from emailguess.files.disguise import unwrapped
from emailguess.files.encoding import repaired
from emailguess.files.titles import normalised, table

__all__ = ["LONGEST_CELL", "MOST_ADDRESSES", "cell", "headcount", "label_kind", "raw", "several"]

LONGEST_CELL = 2_000
_LONGEST_NAME = 300
MOST_ADDRESSES = 50
_LABEL = re.compile(r"\s*(?:[(\[<]\s*)?([^\W\d_]{2,20})\s*[)\]>]?")
_RANGE = re.compile(r"(\d[\d.,' \xa0]*)(?:\s*(?:-|–|—|to|bis|à|a)\s*(\d[\d.,' \xa0]*))?\s*([kKmM]\b)?")
# Quotes that the csv module does not know, around a whole cell.
_QUOTES = {"'": "'", "“": "”", "„": "“", "«": "»", "‘": "’", "”": "”"}
# A link behind the words of a cell, as Notion writes relations: `Acme (https://www.notion.so/…)`.
_LINK = re.compile(r"\s*\(https?://[^\s()]*\)")
# What a formula, a link or a tag begins with.
_WRAPPED = ("=", "[", "<", "!")
_GUEST = re.compile(r"(?i)#ext#@")
# Marks in the cells of a table that Markdown or a formula puts there and nobody is called by.
_CONTROLS = {c: None for c in range(32) if chr(c) not in "\t\n\r"} | {127: None}


def cell(cells: Sequence[str], place: int) -> str:
    """A cell as a person would write it: one line, no control characters, nothing for `N/A`."""
    if place < 0 or place >= len(cells):
        return ""
    text = cells[place]
    if len(text) > _LONGEST_NAME:
        text = text[:_LONGEST_NAME]
    text = " ".join(text.translate(_CONTROLS).split()) if not text.isalpha() else text
    if text[:1] in _WRAPPED:
        text = unwrapped(cells[place])[:_LONGEST_NAME]
    if text.lower() in EMPTY:
        return ""
    if "&" in text and ";" in text:
        text = unescape(text)  # as a page or a form has it: `O&#39;Brien`
    if "(http" in text:
        text = _LINK.sub("", text)
    if len(text) > 1 and _QUOTES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text if text.isascii() else repaired(text)


def raw(cells: Sequence[str], place: int) -> str:
    """A cell as it stands there, where a word for nothing, such as `unknown`, says something."""
    return cells[place] if 0 <= place < len(cells) else ""


def several(text: str, kind: str) -> Iterator[tuple[int, str]]:
    """Every address of a cell, with its order: `a@acme.com (Work), b@gmail.com (Personal)`, parted by anything."""
    text = text[:LONGEST_CELL]
    for found in islice(found_in(text), MOST_ADDRESSES):
        address = found.address
        behind = _LABEL.match(text, found.end)
        before = re.search(r"([^\W\d_]{2,20})\s*[:：=]\s*\Z", text[max(0, found.start - 30) : found.start])
        label = label_kind(behind[1].lower() if behind is not None else "")
        label = label or label_kind(before[1].lower() if before is not None else "") or kind
        order = {"work": 0, "": 1, "private": 3}[label]
        if _GUEST.search(address) or address.lower().endswith(".onmicrosoft.com"):
            order += 2  # a technical address of a tenant
        if not _GUEST.search(address):
            yield order, address


def label_kind(said: str) -> str:
    words = set(normalised(said).split())
    kinds = table().words
    return "private" if words & kinds["private"] else "work" if words & kinds["work"] else ""


def headcount(text: str) -> int | None:
    """How many people: `500`, `1,200`, or the middle of `51-200`, as sizes go.

    >>> headcount("51-200"), headcount("1,200"), headcount("10K+"), headcount("many")
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
