"""Evidence becomes signatures, and signatures are counted.

A signature is everything a piece of evidence can mean; it holds no address. How a piece comes about is for `pieces`;
what the counts say about a company is for `model`.

Start reading at `from_known`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from emailguess.addresses.parser import Domain
from emailguess.addresses.providers import open_to_all
from emailguess.addresses.related import kinship
from emailguess.addresses.roles import is_person_name, is_role
from emailguess.errors import EmailGuessError, InvalidName
from emailguess.evidence.counts import FULL, Counts, Kind, Seen, Signature
from emailguess.evidence.misalignment import mispaired
from emailguess.evidence.ownership import is_login, owned
from emailguess.evidence.pieces import Known, Piece, Sighting, is_told, name_text, piece_of
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import PersonName, parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Pattern
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import Match, Stock, explain
from emailguess.patterns.unnamed import explain_bare
from emailguess.results.notes import summed_up

__all__ = [
    "NOTHING",
    "RARE_STATED_WEIGHT",
    "STATED_WEIGHT",
    "Given",
    "from_known",
    "read_item",
    "stated_weight",
    "read_list",
    "seen_in",
    "signature",
    "spelled",
    "straightened",
]


class Given(NamedTuple):
    """Evidence that came with a question."""

    counts: Counts = Counts()
    pairs: int = 0
    bare: int = 0
    bounced: int = 0
    ignored: int = 0
    warnings: tuple[str, ...] = ()
    related: Mapping[str, Counts] = {}
    """Evidence at the company's other domains, by kinship (`addresses.related.KINSHIPS`)."""
    people: tuple[tuple[str | PersonName, str], ...] = ()
    """Who has which local part here; the name is empty where only the address is known."""

    def state(self, pattern: Pattern, weight: float) -> Given:
        """Add a stated pattern that weighs as much as so many colleagues."""
        seen = Seen((Match(str(pattern)),), "stated", tenths=round(FULL * weight))
        return self._replace(counts=self.counts + Counts([(seen, 1)])) if seen.tenths else self

    def deny(self, signatures: Iterable[Signature]) -> Given:
        """Add bounced addresses: the patterns that give them become less likely."""
        denied = [Seen(s, "bounce") for s in signatures if s]
        return self._replace(counts=self.counts + Counts.of(denied), bounced=self.bounced + len(denied))


NOTHING = Given()
# A provider's stated pattern is itself inferred from a few addresses; it counts as two of them.
STATED_WEIGHT = 2.0
# Two colleagues who follow a rare pattern may be namesakes; but nobody supposes a rare one, so a statement weighs more.
# With five it comes first for seven names at six endings, whichever listed pattern is stated, with two not for thirty
# of them; a test holds it.
RARE_STATED_WEIGHT = 5.0
_RARE_SHARE = 0.02


def stated_weight(share: float) -> float:
    """How many colleagues a stated pattern weighs as much as, by the share of people for whom it holds in general."""
    return STATED_WEIGHT if share >= _RARE_SHARE else RARE_STATED_WEIGHT


def signature(names: Iterable[Spelled], local: str, stock: Stock) -> Signature:
    """Turn a name with its local part into its signature."""
    return tuple(sorted(explain(names, local, stock)))


def from_known(known: Sequence[Piece], where: Domain, matcher: Matcher, *, elsewhere_is_odd: bool = True) -> Given:
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
            found = seen_in(piece, matcher)
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
        warnings=tuple(summed_up(warnings)),
        related={kin: Counts.of([s for s in each if s.tenths]) for kin, each in related.items()},
        people=tuple(people),
    )


def straightened(known: Sequence[Piece]) -> tuple[Sequence[Piece], int]:
    """Take away names that plainly belong to other addresses of the list; also tell how many they are.

    What is left of such a piece is a bare address: a pattern must not be learned from a name that is not its owner's.
    """
    wrong = _slipped(dict(enumerate(known)))
    return [p._replace(name="") if i in wrong else p for i, p in enumerate(known)] if wrong else known, len(wrong)


def read_list(items: Sequence[Known]) -> tuple[Mapping[int, Piece], frozenset[int]]:
    """The pieces of a list by their places, and where the name plainly belongs to another address at the domain.

    What cannot be read has no piece; `read_item` says why.
    """
    found: dict[int, Piece] = {}
    for i, item in enumerate(items):
        with suppress(EmailGuessError):  # what cannot be read has no name to be wrong
            found[i] = piece_of(item)
    return found, _slipped(found)


def _slipped(pieces: Mapping[int, Piece]) -> frozenset[int]:
    by_domain: dict[str, list[int]] = {}
    for i, piece in pieces.items():
        by_domain.setdefault(piece.box.domain.name, []).append(i)
    groups = [places for places in by_domain.values() if len(places) > 1]
    return frozenset(
        places[j] for places in groups for j in mispaired([(name_text(pieces[i]), pieces[i].box.local) for i in places])
    )


_MISPAIRED = (
    "{doubted:,} names stand beside other people's addresses: did rows of the list slip? Those names were left out"
)


def _best_first(piece: Piece) -> tuple[bool, int, int, str]:
    """The sort key by which, of a mailbox told twice, the same piece is kept in any order of the list.

    Rather any name than none; then the newest date, the most trusted source.
    """
    name = name_text(piece)
    return not name, -piece.month, -piece.tenths, name


@lru_cache(maxsize=64)
def spelled(name: str | PersonName, lexicon: Lexicon) -> tuple[Spelled, ...]:
    """The spellings of a colleague's name; kept for a moment, since one name is asked for more than once."""
    return forms(parse(name, lexicon), lexicon)


def seen_in(piece: Piece, matcher: Matcher, kind: Kind | None = None) -> Seen | None:
    """What a piece shows, by default as a colleague's address; None for a role's mailbox. Raises `InvalidName`."""
    local = piece.box.local
    if piece.pattern:
        return Seen((Match(piece.pattern),), "stated", piece.month, round(piece.tenths * STATED_WEIGHT))
    if is_role(local, name_text(piece), piece.box.domain.name):
        return None
    name = _owner(piece)
    if name and is_login(name_text(piece), local, matcher.lexicon):
        name = ""
    if not name:
        found = explain_bare(local, matcher)
    elif kind == "bounce":  # that an address is dead says nothing of whose it was
        found = signature(spelled(name, matcher.lexicon), local, matcher.stock)
    else:
        found = owned(spelled(name, matcher.lexicon), local, matcher)
    return Seen(found, kind or ("pair" if name else "bare"), piece.month, piece.tenths)


def _owner(piece: Piece) -> str | PersonName:
    """The mailbox's owner; of "Jane Doe via Acme Sales" beside jane.doe@ only the address can be trusted."""
    text = name_text(piece)
    return piece.name if text and is_person_name(text) else ""


def read_item(item: Known, matcher: Matcher, piece: Piece | None = None) -> tuple[Piece, Seen] | str:
    """Read one piece of evidence to be remembered, with its signature; or say why it cannot be used.

    `piece` is what `read_list` made of it.
    """
    try:
        failed = item.failure() if is_told(item) else None
        if failed is not None:
            return _failed(*failed, matcher)
        piece = piece or piece_of(item)
        if reason := open_to_all(piece.box.domain.name):
            return f"{reason}: no company, no pattern"
        if not piece.tenths:
            return "its source is not trusted at all (weight 0)"
        found = seen_in(piece, matcher)
    except EmailGuessError as error:
        return str(error)
    return (piece._replace(name=_owner(piece)), found) if found is not None else "a role's mailbox, not a person's"


def _failed(item: Sighting, why: str, matcher: Matcher) -> tuple[Piece, Seen] | str:
    """Read an address that failed, as a file of bounces or a verifier tells it."""
    from emailguess.evidence.outcomes import bounce, bounce_kind

    piece = piece_of(item)
    if reason := open_to_all(piece.box.domain.name):
        return f"{reason}: no company, no pattern"
    found = bounce(piece, bounce_kind(why), matcher)
    return (piece, found) if found is not None else "a message came back, which says nothing of the address"
