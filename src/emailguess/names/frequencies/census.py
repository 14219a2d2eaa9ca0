"""The census table: what share of people bear a given or family name, packed small and read letter by letter.

It counts words, never people, and is the United States' alone; `commonness` mixes it with what the corpus shows.

Start reading at `Table`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from emailguess import data as shipped
from emailguess.errors import EmailGuessError

__all__ = ["Table", "table"]

FORMAT, VERSION = "emailguess-lexicon", 1
# A frequency is one byte: so many steps to a doubling (5% each, finer than censuses agree) from the rarest listed.
STEPS = 15
LEAST = 1e-7
# Of a letter's names every so many are at hand; the others are cut out of the text when they are looked for.
_APART = 16

Kind = Literal["given", "family"]


class _Block:
    """The names that begin with one letter: sorted, in one text, since as many texts would take ten times the room."""

    __slots__ = ("_below", "_heads", "_starts", "_text", "codes")

    def __init__(self, text: str, codes: bytes) -> None:
        words = text.split("\n")
        self._text = f"\n{text}\n"
        self._heads = words[::_APART]
        """Every sixteenth word; `_starts` is where the line of each begins in the text, and where the text ends."""
        letters = list(accumulate(map(len, words), initial=0))
        self._starts = [letters[place] + place for place in (*range(0, len(words), _APART), len(words))]
        self.codes = codes
        """The share of each word, as an index of `_SHARES`."""
        self._below: array[float] = array("d")

    def share(self, word: str) -> float:
        """The share of a word; 0 where it is not there."""
        part = bisect_right(self._heads, word) - 1
        if part < 0:
            return 0.0
        start = self._starts[part]
        found = self._text.find(f"\n{word}\n", start, self._starts[part + 1] + 1)
        if found < 0 or not self.codes:  # as most texts that are asked for
            return 0.0
        return _SHARES[self.codes[part * _APART + self._text.count("\n", start, found)]]

    def starting(self, start: str) -> float:
        """Sum of the shares of the words that start so."""
        behind = start + "{"  # "{" follows "z"
        first = max(bisect_right(self._heads, start) - 1, 0)
        last = max(bisect_right(self._heads, behind, first) - 1, 0)
        if self._text.find("\n" + start, self._starts[first], self._starts[last + 1]) < 0:
            return 0.0
        below = self.below
        return below[self._place(behind, last)] - below[self._place(start, first)]

    def _place(self, word: str, part: int) -> int:
        """Where a word stands, or would stand, among the sixteen of a part."""
        words = self._text[self._starts[part] + 1 : self._starts[part + 1]].split("\n")
        return part * _APART + bisect_left(words, word)

    @property
    def below(self) -> array[float]:
        """Sum of the shares of all words before this one; one longer than there are words."""
        if not self._below:
            self._below = array("d", accumulate(map(_SHARES.__getitem__, self.codes), initial=0.0))
        return self._below


_EMPTY = _Block("", b"")


class Table:
    """Shares of names; a letter's names are unpacked when the first of them is asked for (about a millisecond)."""

    def __init__(self, data: bytes, kind: Kind) -> None:
        import json

        head, _, self._blocks = data.partition(b"\n")
        header = json.loads(head) if head.startswith(b"{") else {}
        if header.get("format") != FORMAT or header.get("version") != VERSION:
            raise EmailGuessError("the table of names is damaged or of another release; install emailguess again")
        self.listed: float = header[kind]["listed"]
        """Share of people whose name the table lists; the rest bear rarer ones."""
        self._places: dict[str, tuple[int, int]] = header[kind]["blocks"]
        self._letters: dict[str, float] = header[kind]["letters"]
        self._unpacked: dict[str, _Block] = {}

    def share(self, word: str) -> float:
        """Share of people who bear this name (lower-case ASCII letters), from 0 to 1."""
        return self._block(word[:1]).share(word)

    def starting(self, start: str) -> float:
        """Share of people whose name starts with this, the name itself among them."""
        if len(start) == 1:
            return self._letters.get(start, 0.0)
        return self._block(start[:1]).starting(start)

    def letters(self) -> list[str]:
        """First letters of the listed names."""
        return list(self._places)

    def _block(self, letter: str) -> _Block:
        block = self._unpacked.get(letter)
        if block is None:
            block = self._unpacked[letter] = self._unpack(letter) if letter in self._places else _EMPTY
        return block

    def _unpack(self, letter: str) -> _Block:
        import zlib

        start, size = self._places[letter]
        text, _, codes = zlib.decompress(self._blocks[start : start + size]).partition(b"\n\n")
        return _Block(text.decode("ascii"), codes)


_SHARES = [LEAST * 2 ** (code / STEPS) for code in range(256)]


@lru_cache(maxsize=2)
def table(kind: Kind) -> Table:
    """The shipped table of given or of family names; its provenance is in `data/SOURCES.toml`.

    >>> table("family").share("smith") > table("given").share("smith") > table("given").share("xqzj")
    True
    """
    return Table(shipped.load("lexicon.bin"), kind)
