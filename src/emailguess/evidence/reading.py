"""Evidence becomes signatures, and signatures are counted.

A signature is everything a piece of evidence can mean; it holds no address. What the counts say about a company is
for `belief`.

Start reading at `signature`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol, TypeAlias, runtime_checkable

from emailguess.addresses.parser import Domain, Mailbox
from emailguess.addresses.providers import open_to_all
from emailguess.addresses.related import kinship
from emailguess.addresses.roles import is_person_name, is_role
from emailguess.errors import EmailGuessError, InvalidAddress, InvalidName, shown
from emailguess.evidence.counts import FULL, NO_MONTH, Counts, Kind, Seen, Signature, month_of
from emailguess.evidence.intake import is_empty, is_plain, one_mailbox, several, stated_in
from emailguess.evidence.misalignment import mispaired
from emailguess.evidence.ownership import is_login, owned
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import PersonName, parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Pattern
from emailguess.patterns.matching import Match, Stock, explain
from emailguess.patterns.unnamed import explain_bare
from emailguess.results import Candidate, Guess

__all__ = [
    "NOTHING",
    "STATED_WEIGHT",
    "Given",
    "Known",
    "Piece",
    "Sighting",
    "Told",
    "from_known",
    "items",
    "pieces",
    "read_item",
    "seen_in",
    "signature",
    "slipped",
    "spelled",
    "straightened",
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


class Given(NamedTuple):
    """Evidence that came with a question."""

    counts: Counts = Counts()
    pairs: int = 0
    bare: int = 0
    bounced: int = 0
    ignored: int = 0
    warnings: tuple[str, ...] = ()
    related: Mapping[str, Counts] = {}
    """Evidence at the company's other domains, by kinship (`siblings.KINSHIPS`)."""
    people: tuple[tuple[str | PersonName, str], ...] = ()
    """Who has which local part here; the name is empty where only the address is known."""

    def state(self, pattern: Pattern, weight: float) -> Given:
        """Add a stated pattern that weighs as much as so many colleagues."""
        seen = Seen((Match(str(pattern)),), "stated", tenths=round(FULL * weight))
        return self._replace(counts=self.counts + Counts([(seen, 1)])) if seen.tenths else self

    def deny(self, signatures: Iterable[Signature]) -> Given:
        """Add bounces: what gave these addresses is not how they are built here."""
        denied = [Seen(s, "bounce") for s in signatures if s]
        return self._replace(counts=self.counts + Counts.of(denied), bounced=self.bounced + len(denied))


NOTHING = Given()
# A provider's stated pattern is itself inferred from a few addresses; it counts as two of them.
STATED_WEIGHT = 2.0
_MAX_WARNINGS = 20


def signature(names: Iterable[Spelled], local: str, stock: Stock) -> Signature:
    """Turn a name with its local part into its signature."""
    return tuple(sorted(explain(names, local, stock)))


def pieces(known: Iterable[Known]) -> Iterator[Piece]:
    """Read what a caller knows; one text is one colleague, not as many letters. Raises `InvalidAddress`."""
    return (_piece(item) for item in items(known) if not _is_nobody(item))


def usable(known: Iterable[Known] | Mapping[str, str]) -> tuple[list[Piece], tuple[str, ...]]:
    """Read what a caller knows as far as it can be read, and tell why the rest was left out.

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
            if isinstance(item, str) and not is_plain(item):
                read += map(_piece, several(item))
            else:
                read.append(_piece(item))
        except EmailGuessError as error:
            left_out.append(f"known address {place:,} was left out: {error}")
    return read, _summed_up(left_out)


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
    """Whether somebody of a file has no address that could be evidence: no mistake of the caller."""
    return not isinstance(item, str | tuple) and isinstance(item, Told) and item.sighting() is None


def _refuse_misuse(item: object) -> None:
    """Raise `InvalidAddress` for a guess passed as evidence, or a sighting with an impossible weight or date."""
    if isinstance(item, Candidate | Guess):
        raise InvalidAddress("a guess is no evidence; pass addresses that are known to be in use")
    if isinstance(item, Sighting):
        weight, seen = item.weight, item.seen
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
            raise InvalidAddress(f"a sighting's weight is a number from 0 to 1, not {shown(weight)}")
        if seen is not None and not isinstance(seen, date):
            raise InvalidAddress(f"a sighting's date is a datetime.date, not {shown(seen)}")


def _piece(item: Known) -> Piece:
    _refuse_misuse(item)
    if isinstance(item, str):
        if pattern := stated_in(item):
            return Piece("", pattern.box, pattern=pattern.text)
        box = one_mailbox(item)
        return Piece(box.name, box)
    if isinstance(item, Told):
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
    read = _piece((item.name, item.address, item.company))
    return read._replace(month=month_of(item.seen) if item.seen else NO_MONTH, tenths=round(FULL * item.weight))


def from_known(
    known: Sequence[Piece], where: Domain, lexicon: Lexicon, stock: Stock, *, elsewhere_is_odd: bool = True
) -> Given:
    """Turn what came with a question into counts for one domain and its siblings.

    Addresses of strangers' domains are left out, with a warning if that is odd; so are roles' mailboxes, what is not
    trusted at all, and what was said before. Of a name that cannot be read the address remains.
    """
    here: list[Seen] = []
    related: dict[str, list[Seen]] = {}
    people: list[tuple[str | PersonName, str]] = []
    used: set[tuple[str, str]] = set()
    warnings: list[str] = []
    roles = 0
    known, doubted = straightened(known)
    nameless: list[Piece] = []
    for piece in chain(sorted(known, key=_best_first), nameless):
        box = piece.box
        mailbox_key = box.local, box.domain.name
        if mailbox_key in used:
            continue
        kin = "" if box.domain.name == where.name else kinship(where, box.domain)
        if kin is None:
            if elsewhere_is_odd:
                warnings.append(f"an address at {box.domain.name} was ignored: it is not at {where.name}")
            continue
        try:
            found = seen_in(piece, lexicon, stock)
        except InvalidName as error:
            warnings.append(f"a known address was taken without its name: {error}")
            nameless.append(piece._replace(name=""))  # its turn comes when all names that can be read have had theirs
            continue
        if found is None:
            warnings.append(f"{box.local}@ was ignored: it is a role's mailbox, not a person's")
            roles += 1
            continue
        used.add(mailbox_key)
        if kin:
            related.setdefault(kin, []).append(found)
        else:
            here.append(found)
            if not piece.pattern:
                people.append((_owner(piece), box.local))
    if doubted:
        warnings.insert(0, _MISPAIRED.format(doubted=doubted))
    if roles and not used:
        warnings.append(f"only roles' mailboxes were given: they say nothing of people's addresses at {where.name}")
    return Given(
        Counts.of([s for s in here if s.tenths]),
        pairs=sum(s.kind == "pair" for s in here),
        bare=sum(s.kind == "bare" for s in here),
        ignored=len(known) - len(used),
        warnings=_summed_up(warnings),
        related={kin: Counts.of([s for s in each if s.tenths]) for kin, each in related.items()},
        people=tuple(people),
    )


def straightened(known: Sequence[Piece]) -> tuple[Sequence[Piece], int]:
    """Take away names that plainly belong to other addresses of the list; also tell how many they are.

    What is left of such a piece is a bare address: a pattern must not be learned from a name that is not its owner's.
    """
    wrong = _slipped(dict(enumerate(known)))
    return [p._replace(name="") if i in wrong else p for i, p in enumerate(known)] if wrong else known, len(wrong)


def slipped(items: Sequence[Known]) -> frozenset[int]:
    """Places of the pieces whose names plainly belong to other addresses at the domain; `read_item` judges the rest."""
    found: dict[int, Piece] = {}
    for i, item in enumerate(items):
        with suppress(EmailGuessError):  # what cannot be read has no name to be wrong
            found[i] = _piece(item)
    return _slipped(found)


def _slipped(pieces: Mapping[int, Piece]) -> frozenset[int]:
    by_domain: dict[str, list[int]] = {}
    for i, piece in pieces.items():
        by_domain.setdefault(piece.box.domain.name, []).append(i)
    groups = [places for places in by_domain.values() if len(places) > 1]
    return frozenset(
        places[j] for places in groups for j in mispaired([(_text(pieces[i]), pieces[i].box.local) for i in places])
    )


_MISPAIRED = (
    "{doubted:,} names stand beside other people's addresses: did rows of the list slip? Those names were left out"
)


def _best_first(piece: Piece) -> tuple[bool, int, int, str]:
    """Sorts so that of a mailbox told twice the same piece stays whatever the order.

    Rather any name than none; then the newest date, the most trusted source.
    """
    name = _text(piece)
    return not name, -piece.month, -piece.tenths, name


def _summed_up(warnings: Sequence[str]) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(warnings))
    more = len(once) - _MAX_WARNINGS
    if more <= 0:
        return once
    return (*once[:_MAX_WARNINGS], f"{more:,} more known addresses were ignored for such reasons")


@lru_cache(maxsize=64)
def spelled(name: str | PersonName, lexicon: Lexicon) -> tuple[Spelled, ...]:
    """The spellings of a colleague's name; kept for a moment, since one name is asked for more than once."""
    return forms(parse(name, lexicon), lexicon)


def seen_in(piece: Piece, lexicon: Lexicon, stock: Stock, kind: Kind | None = None) -> Seen | None:
    """What a piece shows, by default as a colleague's address; None for a role's mailbox. Raises `InvalidName`."""
    local = piece.box.local
    if piece.pattern:
        return Seen((Match(piece.pattern),), "stated", piece.month, round(piece.tenths * STATED_WEIGHT))
    if is_role(local, _text(piece), piece.box.domain.name):
        return None
    name = _owner(piece)
    if name and is_login(_text(piece), local, lexicon):
        name = ""
    if not name:
        found = explain_bare(local, lexicon, stock)
    elif kind == "bounce":  # that an address is dead says nothing of whose it was
        found = signature(spelled(name, lexicon), local, stock)
    else:
        found = owned(spelled(name, lexicon), local, lexicon, stock)
    return Seen(found, kind or ("pair" if name else "bare"), piece.month, piece.tenths)


def _owner(piece: Piece) -> str | PersonName:
    """The mailbox's owner; of "Jane Doe via Acme Sales" beside jane.doe@ only the address can be trusted."""
    text = _text(piece)
    return piece.name if text and is_person_name(text) else ""


def _text(piece: Piece) -> str:
    return piece.name if isinstance(piece.name, str) else piece.name.text


def read_item(item: Known, lexicon: Lexicon, stock: Stock) -> tuple[Piece, Seen] | str:
    """Read one piece of evidence for keeps, with what it shows; or why it cannot be used."""
    try:
        failed = item.failure() if isinstance(item, Told) else None
        if failed is not None:
            return _failed(*failed, lexicon, stock)
        piece = _piece(item)
        if reason := open_to_all(piece.box.domain.name):
            return f"{reason}: no company, no pattern"
        if not piece.tenths:
            return "its source is not trusted at all (weight 0)"
        found = seen_in(piece, lexicon, stock)
    except EmailGuessError as error:
        return str(error)
    return (piece._replace(name=_owner(piece)), found) if found is not None else "a role's mailbox, not a person's"


def _failed(item: Sighting, why: str, lexicon: Lexicon, stock: Stock) -> tuple[Piece, Seen] | str:
    """Read an address that failed, as a file of bounces or a verifier tells it."""
    from emailguess.evidence.outcomes import bounce, bounce_kind

    piece = _piece(item)
    if reason := open_to_all(piece.box.domain.name):
        return f"{reason}: no company, no pattern"
    found = bounce(piece, bounce_kind(why), lexicon, stock)
    return (piece, found) if found is not None else "a message came back, which says nothing of the address"
