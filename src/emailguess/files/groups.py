"""Companies told once for several rows: in a merged cell, of which only the first row has the text, or in a heading.

A row takes the company above it only where its own address bears that out, so that an empty cell stays empty.

Start reading at `Groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from emailguess.data.name_words import LEGAL
from emailguess.files.content import name_words
from emailguess.files.people import Person, is_private
from emailguess.files.titles import normalised

__all__ = ["Groups"]

# A shorter first part of a domain is in many words.
_LEAST_LETTERS = 3


class Groups:
    """The company of the rows above.

    >>> groups = Groups(["Acme Ltd", "", ""])
    >>> first = groups.completed(Person(name="Bob Jones", addresses=("bob@acme.example",), company="Acme Ltd"))
    >>> groups.completed(Person(name="Ann Lee", addresses=("ann@acme.example",))).company
    'Acme Ltd'
    >>> groups.completed(Person(name="Kim Hill", addresses=("kim@other.example",))).company
    ''
    """

    def __init__(self, companies: Sequence[str] = ()) -> None:
        """Begin with the company cells of the first rows: where one is written again below itself, none is merged."""
        plain = [c.strip() for c in companies]
        self._may_be_merged = bool(plain) and not any(one and one == two for one, two in pairwise(plain))
        self._last: Person | None = None
        """Who came last with a company of their own."""
        self._heading = self._letters = ""
        self._is_firm = False

    def head(self, cells: Sequence[str]) -> None:
        """Take a row with one filled cell, which may be the name of the company of the rows below."""
        text = " ".join(next((c for c in cells if c.strip()), "").split())
        words = normalised(text).split()
        self._heading, self._letters = text[:300], "".join(name_words(text))
        self._is_firm = len(words) > 1 and words[-1] in LEGAL
        self._last = None

    def completed(self, person: Person) -> Person:
        """The person with the company of the group it is in."""
        if person.company:
            self._last, self._heading = person, ""
            return person
        if self._last is None and not self._heading:
            return person
        own = _domain(person)
        if self._may_be_merged and own and self._last is not None and own == _domain(self._last):
            return replace(person, company=self._last.company)
        if self._heading and own and (self._is_firm or self._is_of(own)):
            return replace(person, company=self._heading)
        return person

    def _is_of(self, domain: str) -> bool:
        """Whether the heading has the whole first part of a domain, as `Acme Test` has `acme` of acme.example."""
        first = domain.partition(".")[0].replace("-", "")
        return len(first) >= _LEAST_LETTERS and first in self._letters


def _domain(person: Person) -> str:
    address = person.address
    return "" if not address or is_private(address) else address.rpartition("@")[2].lower()
