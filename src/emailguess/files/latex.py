r"""Lines of LaTeX as a reader of the printed page sees them: who wrote a paper, and their addresses.

Only what stands around authors is known: accents, groups, links, footnotes. Everything else stays as it is.

Start reading at `printed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["is_latex", "printed"]

_LONGEST = 10_000
_IS = re.compile(
    r"\\(?:author|email|IEEE\w+|thanks|texttt|href|documentclass|affil\w*|address|institution|and|inst|corref|ead)\b"
)
# An accent and its letter: \"o, \'{e}, {\"u}, \c{c}, \v s.
_ACCENT = re.compile(r"\\(?:([\"'`^~=.])|([cvHurkdb])(?=[{ ]))\s?\{?\\?([A-Za-z])\}?")
_COMBINING = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_COMBINING |= {"c": "\u0327", "v": "\u030c", "H": "\u030b", "u": "\u0306", "r": "\u030a", "k": "\u0328", "d": "\u0323"}
_COMBINING |= {"b": "\u0331"}
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å", "AA": "Å"}
_LETTERS |= {"i": "ı", "j": "ȷ", "dh": "ð", "th": "þ"}
_LETTER = re.compile(r"\{?\\(ss|ae|AE|oe|aa|AA|dh|th|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\s)?\}?")
_LINK = re.compile(r"\\href\s*\{(?:mailto:)?([^{}]*)\}\s*\{[^{}]*\}")
_MARK = re.compile(r"\\(?:textsuperscript|inst|corref|fnref|orcidID|orcidlink)\s*\{[^{}]*\}|\$[^$]{0,40}\$")
_STYLE = re.compile(
    r"\\(?:text(?:tt|it|bf|sc|rm|sf|normal)|emph|ttfamily|tt|small|normalsize|large|Large|nolinkurl|url)\b\s*"
)
_COMMAND = re.compile(r"\\(?:and\b|\\|quad\b|newline\b|[A-Za-z]+\*?(?:\s*\[[^\[\]]*\])*)\s*")


def is_latex(line: str) -> bool:
    r"""Whether a line has commands that stand around authors.

    >>> is_latex(r"\author{Bob Jones}"), is_latex(r"C:\users\bob")
    (True, False)
    """
    return "\\" in line and len(line) <= _LONGEST and _IS.search(line) is not None


def printed(line: str) -> Iterator[str]:
    r"""The lines that a line of LaTeX becomes.

    >>> list(printed(r"\author{Zo\"e Gro{\ss}mann$^1$ \and Bob Jones\thanks{\texttt{bob@acme.example}}}"))
    ['Zoë Großmann', 'Bob Jones', 'bob@acme.example']
    """
    text = _MARK.sub("", _STYLE.sub("", _LINK.sub(r" \1 ", line)))
    text = _LETTER.sub(lambda found: _LETTERS[found[1]], text)
    text = _ACCENT.sub(lambda found: unicodedata.normalize("NFC", found[3] + _COMBINING[found[1] or found[2]]), text)
    text = _COMMAND.sub("\n", text.replace("\\{", "\x02").replace("\\}", "\x03"))
    text = text.replace("{", "").replace("}", "").replace("~", " ").replace("\x02", "{").replace("\x03", "}")
    yield from (part.strip() for part in text.split("\n") if part.strip())
