"""What hides a text: a formula, a link or tags around a cell, and an @ that is written as a word.

Start reading at `unwrapped` and `revealed`.
"""

from __future__ import annotations

import re
from html import unescape

from emailguess.addresses.pasted import found_in

__all__ = ["revealed", "revealed_cell", "unwrapped"]

_LONGEST = 2_000
_LONGEST_LINE = 100_000
_AT = r"(?:at|@|ät|arroba|chez)"
_DOT = r"(?:dot|punkt|point|punto|ponto|\.)"
_BRACKETED_AT = re.compile(rf"\s?[\[({{<]\s?{_AT}\s?[\])}}>]\s?", re.IGNORECASE)
_BRACKETED_DOT = re.compile(rf"\s?[\[({{<]\s?{_DOT}\s?[\])}}>]\s?", re.IGNORECASE)
# As list archives and rosters have it: nothing but the address on the line, or the name in brackets behind it.
_AT_OF_LIST = re.compile(r"\A(\s*(?:[*-]\s*)?[\w.+-]{1,64})\sat\s((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})(?=\s*(?:\(|\Z))")
# The whole of a cell, in words alone: `bob dot jones at acme dot example`.
_IN_WORDS = re.compile(
    rf"[\w+.-]{{1,64}}(?:\s{_DOT}\s[\w+-]{{1,64}}){{0,4}}\s(?:at|ät|arroba|chez)\s"
    rf"[\w-]{{1,63}}(?:(?:\s{_DOT}\s|\.)[\w-]{{1,63}}){{1,6}}",
    re.IGNORECASE,
)
_WORD_AT = re.compile(r"\s(?:at|ät|arroba|chez)\s", re.IGNORECASE)
_WORD_DOT = re.compile(rf"\s{_DOT}\s", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"')
# =HYPERLINK("…";"…"), which other languages of Excel call otherwise; only of a link the words are the cell's text.
_LINK_FORMULA = re.compile(r'=\s*[\w.]{1,40}\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)')
_MARKED_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_MAILTO = re.compile(r"""href\s*=\s*["']?\s*mailto:([^"'?>\s]+)""", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>@]*>|<a\s[^<>]*>", re.IGNORECASE)


def unwrapped(cell: str) -> str:
    """The text of a cell without the formula, the link or the tags around it; an address in a link stays beside it.

    >>> unwrapped('=HYPERLINK("https://crm.example/1","Bob Jones")'), unwrapped('="Bob Jones"')
    ('Bob Jones', 'Bob Jones')
    >>> unwrapped("[Bob Jones](mailto:bob@acme.example)"), unwrapped('<a href="https://x.example">Bob <b>Jones</b></a>')
    ('Bob Jones <bob@acme.example>', 'Bob Jones')
    >>> unwrapped("=cmd|'/C calc'!A0"), unwrapped("[Bob]"), unwrapped("<bob@acme.example>")
    ("=cmd|'/C calc'!A0", '[Bob]', '<bob@acme.example>')
    """
    text = cell.strip()
    if text[:1] not in ("=", "[", "<", "!") or len(text) > _LONGEST:
        return cell
    if (found := _TEXT_FORMULA.fullmatch(text)) is not None:
        return found[1].replace('""', '"')
    if (found := _LINK_FORMULA.fullmatch(text)) is not None and (":" in found[1] or "@" in found[1]):
        return _linked(*((part or "").replace('""', '"') for part in found.groups()))
    if (found := _MARKED_LINK.fullmatch(text)) is not None:
        return _linked(found[2], found[1])
    if text[0] == "<" and text[-1] == ">" and _TAG.match(text) is not None:
        found = _MAILTO.search(text)
        return _linked(f"mailto:{found[1]}" if found is not None else "", unescape(_TAG.sub("", text)))
    return cell


def _linked(target: str, words: str) -> str:
    """The words of a link, and the address it leads to where they have none."""
    words = " ".join(words.split())
    address = next((f.address for f in found_in(target)), "") if "@" not in words else ""
    return f"{words} <{address}>" if words and address else words or address or target


def revealed(line: str) -> str:
    """Put the @ back that pages and list archives write as a word.

    >>> revealed("bob.jones [at] acme (dot) example"), revealed("  bob at acme.example (Bob Jones)")
    ('bob.jones@acme.example', '  bob@acme.example (Bob Jones)')
    >>> revealed("We met Bob at acme.example"), revealed("bob[@]acme[.]example")
    ('We met Bob at acme.example', 'bob@acme.example')
    """
    if len(line) > _LONGEST_LINE:
        return line
    if "\uff20" in line:  # as a Japanese or Chinese keyboard writes it
        line = line.replace("\uff20", "@")
    if "@" in line and not re.search(r"[\[({<]\s?@", line):
        return line
    if _BRACKETED_AT.search(line):
        return _BRACKETED_DOT.sub(".", _BRACKETED_AT.sub("@", line))
    return _AT_OF_LIST.sub(r"\1@\2", line) if "@" not in line else line


def revealed_cell(cell: str) -> str:
    """A cell for addresses with its @: there the words alone are enough.

    >>> revealed_cell("bob.jones at acme.example"), revealed_cell("bob dot jones AT acme DOT example")
    ('bob.jones@acme.example', 'bob.jones@acme.example')
    >>> revealed_cell("ask at reception"), revealed_cell("n/a")
    ('ask at reception', 'n/a')
    """
    text = revealed(cell)
    if "@" in text or len(text) > _LONGEST or _IN_WORDS.fullmatch(text.strip()) is None:
        return text
    return _WORD_DOT.sub(".", _WORD_AT.sub("@", text.strip()))
