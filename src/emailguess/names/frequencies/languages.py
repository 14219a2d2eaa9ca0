"""In how many languages a word is listed as a given and as a family name.

Where the census of one country is thin, the usual names of some seventy others tell which of two words is the family
name. It counts lists, not people.

Start reading at `turned_in_lists`.
"""

from __future__ import annotations

from functools import lru_cache

from emailguess import data as shipped
from emailguess.names.frequencies.census import LEAST, Kind, Table

__all__ = ["listings", "turned_in_lists"]


def turned_in_lists(one: str, two: str) -> float:
    """Odds that a name is `two one` rather than `one two`, by the lists that have each word.

    >>> turned_in_lists("popescu", "ion") > 9 > turned_in_lists("ion", "popescu")
    True
    """
    turned = (listings(one, "family") + 0.5) * (listings(two, "given") + 0.5)
    return turned / ((listings(one, "given") + 0.5) * (listings(two, "family") + 0.5))


def listings(word: str, kind: Kind) -> int:
    """How many languages' lists have this word (lower-case ASCII letters).

    >>> listings("mehmet", "given") > listings("mehmet", "family") == 0
    True
    """
    return round(_table(kind).share(word) / LEAST)


@lru_cache(maxsize=2)
def _table(kind: Kind) -> Table:
    """The shipped table; its provenance is in `data/SOURCES.toml`."""
    return Table(shipped.load("listed_names.bin"), kind)
