"""Domains of schools that are known by name, read from a packed list when a school is first asked for.

The list holds no names: a number made of a name's words, and the domains beside it. A school is found by its whole
name, by the part of it that people use, or by the short form they write (TU Berlin).

Start reading at `school_domains`.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import lru_cache

from emailguess import data as shipped
from emailguess.data.institution_words import SCHOOL_SHORT, SCHOOL_WORDS

__all__ = ["ALONE", "ANY", "BELOW", "FIRST", "PART", "key_of", "school_domains", "words_of"]

# Of 174 companies of the corpus that the list knows, 156 have one listed domain, and 142 of these have people there; 18
# have several, 13 of these have people at the first, and 17 at one of them. 171 have people at a listed domain or at a
# department's below it. Counted by data/build/schools.py.
ALONE, FIRST, ANY, BELOW = 142 / 156, 13 / 18, 17 / 18, 171 / 174
# Before the domains of a line: the number is that of a part of the name.
PART = "~"
_SILENT = frozenset(
    "a an and at da das de degli dei del della der des di din do du e el et for fur fuer i in la le m of studi the u "
    "und v van voor y za zu".split()
)


def words_of(name: str) -> list[str]:
    """A school's words in their order, kinds and places in English, without what tells nothing.

    >>> words_of("Technische Universität Wien"), words_of("TU Wien")
    (['technical', 'university', 'vienna'], ['technical', 'university', 'vienna'])
    """
    from anyascii import anyascii

    text = anyascii(name).lower().replace("'", "")
    words = "".join([c if c.isalnum() else " " for c in text]).split()
    if len(words) > 1 and words[0] in SCHOOL_SHORT:
        words = [*SCHOOL_SHORT[words[0]], *words[1:]]
    return [SCHOOL_WORDS.get(w, w) for w in words if w not in _SILENT]


def key_of(name: str) -> int:
    """A number that two writings of one school share: its words in any order; 0 where there is no word.

    >>> key_of("University of Nowhere") == key_of("Nowhere University") == key_of("Universität Nowhere")
    True
    """
    words = set(words_of(name))
    return zlib.crc32(" ".join(sorted(words)).encode()) if words else 0


def school_domains(name: str) -> tuple[tuple[str, ...], bool]:
    """Domains listed for a school of this name, the likeliest first, and whether its whole name is listed."""
    keys, domains = _table()
    key = key_of(name)
    place = bisect_left(keys, key)
    if place == len(keys) or keys[place] != key:
        return (), False
    found = domains[place].split()
    return (tuple(found[1:]), False) if found[0] == PART else (tuple(found), True)


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[str]]:
    from array import array
    from sys import byteorder

    size, _, body = shipped.load("schools.bin").partition(b"\n")
    keys = array("I", body[: 4 * int(size)])
    if byteorder == "big":
        keys.byteswap()
    return keys.tolist(), zlib.decompress(body[4 * int(size) :]).decode("ascii").split("\n")
