"""What callers pass as known -> pieces: one colleague's address each, read and checked, whatever form it came in.

A mailbox as text, a pair, a `Sighting` or a row of a file gives the same `Piece`. What cannot be read is told or
raised, as the caller needs it; what a piece shows of the company is for `reading`.

Start reading at `usable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol, TypeAlias, TypeGuard, runtime_checkable

from emailguess.addresses.parser import Mailbox
from emailguess.errors import EmailGuessError, InvalidAddress, InvalidName, shown
from emailguess.evidence.counts import FULL, NO_MONTH, month_of
from emailguess.evidence.intake import is_empty, is_plain, one_mailbox, several, stated_in
from emailguess.names.parser import PersonName
from emailguess.results import Candidate, Guess
from emailguess.results.notes import summed_up

__all__ = [
    "Known",
    "Piece",
    "Sighting",
    "Told",
    "is_told",
    "items",
    "name_text",
    "parted",
    "piece_of",
    "pieces",
    "usable",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A colleague's address with what else is known of it: when it was in use, and how far to trust the source.

    >>> Sighting(address="bob.jones@acme.example", name="Bob Jones", seen=date(2019, 5, 1)).weight
    1.0
    """

    address: str
    """The address, or `Bob Jones <bob@acme.com>`."""
    name: str | PersonName = ""
    """The colleague's name; empty where only the address is known."""
    seen: date | None = None
    """When the address was known to be in use; None where nobody told. Old evidence fades."""
    weight: float = 1.0
    """How far to trust the source: 1 as one's own correspondence, 0 not at all; kept in tenths."""
    company: str = ""
    """The company's name; `learn` then remembers its domain."""


@runtime_checkable
class Told(Protocol):
    """Somebody a file tells of, as `read_people` yields them."""

    def sighting(self) -> Sighting | None:
        """The colleague with the address; None where there is none, or where it failed."""

    def failure(self) -> tuple[Sighting, str] | None:
        """The colleague whose address failed, and why, as `bounce_kind` knows it; None where none did."""


Known: TypeAlias = str | Sighting | Told | tuple[str | PersonName, str] | tuple[str | PersonName, str, str]
"""What a caller may know of a colleague: `(name, address)`, `(name, address, company)`, `Bob Jones <bob@…>`, a
bare address, a `Sighting`, or a `Person` of a file."""


class Piece(NamedTuple):
    """A piece of evidence, read and checked."""

    name: str | PersonName
    """Empty where only the address is known."""
    box: Mailbox
    month: int = NO_MONTH
    tenths: int = FULL
    company: str = ""
    pattern: str = ""
    """What a template such as `vorname.nachname@` states; then there is no colleague."""


def pieces(known: Iterable[Known]) -> Iterator[Piece]:
    """Read what a caller knows; one text is one colleague, not as many letters. Raises `InvalidAddress`."""
    return (piece_of(item) for item in items(known) if not _is_nobody(item))


def usable(known: Iterable[Known] | Mapping[str, str]) -> tuple[list[Piece], tuple[str, ...]]:
    """Read what a caller passes as known, and say of each unreadable piece why it was left out.

    One bad piece ends nothing. What is empty (None, NaN, an empty cell) is passed over in silence. Raises
    `InvalidAddress` for what no list holds and only a program can get wrong: a guess, a weight above 1.

    >>> read, why = usable(["ann.lee@acme.example", None, "george.@acme.example"])
    >>> len(read), why[0].partition(":")[0]
    (1, 'known address 3 was left out')
    """
    read: list[Piece] = []
    left_out: list[str] = []
    for place, item in enumerate(items(known), 1):
        if _is_blank(item) or _is_nobody(item):
            continue
        _refuse_misuse(item)
        try:
            read += map(piece_of, parted(item))
        except EmailGuessError as error:
            left_out.append(f"known address {place:,} was left out: {error}")
    return read, tuple(summed_up(left_out))


def parted(item: Known) -> Iterable[Known]:
    """The mailboxes of one text; anything else, and a text with one, as it is.

    >>> list(parted("Ann Lee <ann.lee@acme.example>; bob@acme.example"))
    [('Ann Lee', 'ann.lee@acme.example'), 'bob@acme.example']
    """
    return several(item) if isinstance(item, str) and not is_plain(item) else (item,)


def items(known: Iterable[Known] | Mapping[str, str]) -> Iterable[Known]:
    """What a caller passed, one by one; a dictionary holds names with their addresses.

    Raises `InvalidAddress` for what is no list of colleagues.
    """
    if isinstance(known, str | Sighting):
        return (known,)
    if isinstance(known, Mapping):
        return known.items()
    if isinstance(known, bytes) or not isinstance(known, Iterable):
        raise InvalidAddress(
            f"known takes a list of colleagues such as ['Bob Jones <bob@acme.com>'], not {shown(known)}"
        )
    return known


def _is_blank(item: object) -> bool:
    """Whether a cell holds nothing: None, NaN, blanks, a word for nothing, or a pair without an address.

    >>> [_is_blank(x) for x in (None, float("nan"), " ", ("Ann Lee", None), "ann.lee@acme.example")]
    [True, True, True, True, False]
    """
    if isinstance(item, tuple | list):
        return len(item) in (2, 3) and is_empty(item[1])
    return is_empty(item)


def _is_nobody(item: object) -> bool:
    """Whether a person of a file has no address that could be evidence, which is no mistake of the caller."""
    return is_told(item) and item.sighting() is None


# What most pieces are; whether an object has the methods of `Told` takes longer to find out than all else.
_NOT_TOLD = (str, tuple, list, Sighting)


def is_told(item: object) -> TypeGuard[Told]:
    """Whether this is somebody a file tells of."""
    return not isinstance(item, _NOT_TOLD) and isinstance(item, Told)


def _refuse_misuse(item: object) -> None:
    """Raise `InvalidAddress` for a guess passed as evidence, or a sighting with an impossible weight or date."""
    if isinstance(item, (str, tuple)):
        return
    if isinstance(item, Candidate | Guess):
        raise InvalidAddress("a guess is no evidence; pass addresses that are known to be in use")
    if isinstance(item, Sighting):
        weight, seen = item.weight, item.seen
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
            raise InvalidAddress(f"a sighting's weight is a number from 0 to 1, not {shown(weight)}")
        if seen is not None and not isinstance(seen, date):
            raise InvalidAddress(f"a sighting's date is a datetime.date, not {shown(seen)}")


def piece_of(item: Known) -> Piece:
    """Read one colleague. Raises `InvalidAddress` or `InvalidName`."""
    _refuse_misuse(item)
    if isinstance(item, str):
        if pattern := stated_in(item):
            return Piece("", pattern.box, pattern=pattern.text)
        box = one_mailbox(item)
        return Piece(box.name, box)
    if is_told(item):
        told = item.sighting()
        if told is None:
            raise InvalidAddress("no address in this row")
        item = told
    if isinstance(item, Sighting):
        return _sighted(item)
    if isinstance(item, tuple | list) and len(item) in (2, 3):
        name, address = item[:2]
        name = "" if not isinstance(name, PersonName) and is_empty(name) else name
        if isinstance(address, str) and (pattern := stated_in(address)):
            return Piece("", pattern.box, pattern=pattern.text)
        box = one_mailbox(address)
        company = item[2] if len(item) == 3 and isinstance(item[2], str) else ""
        if isinstance(name, PersonName):
            for part in (name.given, name.middle, name.family, name.nickname, name.suffix):
                if not isinstance(part, str):
                    raise InvalidName(f"the parts of a name are text, not {shown(part)}")
            return Piece(name, box, company=company)
        if isinstance(name, str):
            return Piece(name.strip() or box.name, box, company=company)
    raise InvalidAddress(
        f"known takes (name, address) pairs, 'Bob Jones <bob@acme.com>', bare addresses or Sightings, not {shown(item)}"
    )


def _sighted(item: Sighting) -> Piece:
    read = piece_of((item.name, item.address, item.company))
    return read._replace(month=month_of(item.seen) if item.seen else NO_MONTH, tenths=round(FULL * item.weight))


def name_text(piece: Piece) -> str:
    """The name beside an address, as it is written."""
    return piece.name if isinstance(piece.name, str) else piece.name.text
