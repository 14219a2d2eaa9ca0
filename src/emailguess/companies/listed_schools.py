"""Domains of schools that are known by name, read from a packed list when a school is first asked for.

The list holds no names: a number made of a name's words, and the domains beside it.

Start reading at `school_domains`.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from functools import lru_cache

from emailguess import data as shipped

__all__ = ["ALONE", "ANY", "BELOW", "FIRST", "key_of", "school_domains"]

# Of 170 companies of the corpus that the list knows, 150 have one listed domain, and 135 of these have people there; 20
# have several, 15 of these have people at the first, and 19 at one of them. 166 have people at a listed domain or at a
# department's below it. Counted by data/build/schools.py.
ALONE, FIRST, ANY, BELOW = 135 / 150, 15 / 20, 19 / 20, 166 / 170
_SILENT = frozenset(
    "a an and at da das de degli dei del della der des di do du e el et for fur in la le of the und van voor y zu"
    "".split()
)
_UNIVERSITY = frozenset(
    "univ"
    " universidad universidade universita universitaet universitas universitat universitatea universite universiteit"
    " universitet universitetet universiteti universitesi universiti universities uniwersytet univerzita"
    " yliopisto".split()
)
# fmt: off
_PLACES = {"technische": "technical", "technological": "technical", "eidgenossische": "federal",
           "muenchen": "munich", "munchen": "munich", "koln": "cologne", "koeln": "cologne", "wien": "vienna",
           "zurich": "zurich", "zuerich": "zurich", "geneve": "geneva", "roma": "rome", "milano": "milan",
           "lisboa": "lisbon", "praha": "prague", "warszawski": "warsaw"}
# fmt: on


def key_of(name: str) -> int:
    """A number that two writings of one school share: its words in any order, kinds and places in English.

    >>> key_of("University of Nowhere") == key_of("Nowhere University") == key_of("Universität Nowhere")
    True
    """
    from anyascii import anyascii

    text = anyascii(name).lower().replace("'", "")
    words = "".join([c if c.isalnum() else " " for c in text]).split()
    known = {"university" if w in _UNIVERSITY else _PLACES.get(w, w) for w in words if w not in _SILENT}
    return zlib.crc32(" ".join(sorted(known)).encode())


def school_domains(name: str) -> tuple[str, ...]:
    """Domains listed for a school of this name; several where the list has several, none where it is unknown."""
    keys, domains = _table()
    key = key_of(name)
    place = bisect_left(keys, key)
    return tuple(domains[place].split()) if place < len(keys) and keys[place] == key else ()


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[str]]:
    from array import array
    from sys import byteorder

    size, _, body = shipped.load("schools.bin").partition(b"\n")
    keys = array("I", body[: 4 * int(size)])
    if byteorder == "big":
        keys.byteswap()
    return keys.tolist(), zlib.decompress(body[4 * int(size) :]).decode("ascii").split("\n")
