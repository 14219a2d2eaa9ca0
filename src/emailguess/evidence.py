"""Evidence becomes signatures, and signatures are counted.

A signature is everything a piece of evidence can mean; it holds no address. Counts add in any order, so learning
on two machines and adding is learning on one. What the counts say about a company is for `ranking`.

Start reading at `signature`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from emailguess.addresses import Domain, Mailbox, is_free_mail, is_role, mailbox
from emailguess.bare import explain_bare
from emailguess.errors import EmailGuessError, InvalidAddress, InvalidName, shown
from emailguess.explain import Explanation, Stock, explain
from emailguess.lexicon import Lexicon
from emailguess.names import PersonName, parse
from emailguess.patterns import Pattern
from emailguess.spelling import Spelled, forms

__all__ = ["NOTHING", "Counts", "Given", "Known", "Signature", "from_known", "read", "signature"]

Known: TypeAlias = str | tuple[str | PersonName, str] | tuple[str | PersonName, str, str]
"""What a caller may know of a colleague: `(name, address)`, `(name, address, company)`, `Bob Jones <bob@…>`, or a
bare address."""

Signature: TypeAlias = tuple[Explanation, ...]
"""All explanations of one piece of evidence, sorted; empty when no pattern explains it."""


def signature(names: Iterable[Spelled], local: str, stock: Stock) -> Signature:
    """Turn a name with its local part into its signature."""
    return tuple(sorted(explain(names, local, stock)))


class Counts(Mapping[Signature, int]):
    """How often each signature was seen at one company; an immutable value that adds.

    >>> one = Counts({(Explanation("{first}"),): 1})
    >>> (one + one).total
    2
    >>> one + Counts() == one
    True
    """

    __slots__ = ("_counts", "_hash", "total", "unexplained")

    def __init__(self, counts: Mapping[Signature, int] | Iterable[tuple[Signature, int]] = ()) -> None:
        self._counts: dict[Signature, int] = {s: n for s, n in dict(counts).items() if n > 0}
        self.total: int = sum(self._counts.values())
        self.unexplained: int = self._counts.get((), 0)
        """Pieces of evidence that follow no pattern."""
        self._hash: int | None = None

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Counts:
        """Count signatures."""
        counts: dict[Signature, int] = {}
        for item in signatures:
            counts[item] = counts.get(item, 0) + 1
        return cls(counts)

    def __add__(self, other: Counts) -> Counts:
        if not other:
            return self
        if not self:
            return other
        counts = dict(self._counts)
        for item, number in other.items():
            counts[item] = counts.get(item, 0) + number
        return Counts(counts)

    def __getitem__(self, item: Signature) -> int:
        return self._counts[item]

    def __iter__(self) -> Iterator[Signature]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._counts == other._counts

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._counts.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Counts({self.total} pieces of evidence, {len(self)} signatures)"


class Given(NamedTuple):
    """Evidence that came with a question."""

    counts: Counts
    pairs: int = 0
    bare: int = 0
    ignored: int = 0
    warnings: tuple[str, ...] = ()

    def state(self, pattern: Pattern) -> Given:
        """Add a stated pattern; it weighs as much as `STATED_WEIGHT` colleagues who follow it."""
        return self._replace(counts=self.counts + Counts([((Explanation(str(pattern)),), STATED_WEIGHT)]))


NOTHING = Given(Counts())
# A provider's stated pattern is itself inferred from a few addresses; it counts as two of them.
STATED_WEIGHT = 2
_MAX_WARNINGS = 20


def listed(known: Iterable[Known]) -> Iterable[Known]:
    """Read one text as one colleague, not as many letters."""
    return (known,) if isinstance(known, str) else known


def from_known(
    known: Iterable[Known], where: Domain, lexicon: Lexicon, stock: Stock, *, elsewhere_is_odd: bool = True
) -> Given:
    """Turn what came with a question into counts for one domain.

    Addresses of other domains are left out, with a warning if that is odd. Raises `InvalidAddress` for what is no
    address at all.
    """
    signatures: list[Signature] = []
    pairs = bare = ignored = 0
    warnings: list[str] = []
    seen: set[tuple[str, str]] = set()
    for item in listed(known):
        name, box = split(item)
        key = (box.local, name if isinstance(name, str) else name.text)
        if key in seen:
            ignored += 1
            continue
        seen.add(key)
        if box.domain.name != where.name:
            ignored += 1
            if not elsewhere_is_odd:
                continue
            warnings.append(f"an address at {box.domain.name} was ignored: it is not at {where.name}")
            continue
        try:
            found = _signature(name, box, lexicon, stock)
        except InvalidName as error:
            ignored += 1
            warnings.append(f"a known address was ignored because of its name: {error}")
            continue
        if found is None:
            ignored += 1
            warnings.append(f"{box.local}@ was ignored: it is a role's mailbox, not a person's")
            continue
        pairs, bare = (pairs + 1, bare) if name else (pairs, bare + 1)
        signatures.append(found)
    if len(warnings) > _MAX_WARNINGS:
        more = len(warnings) - _MAX_WARNINGS
        warnings[_MAX_WARNINGS:] = [f"{more:,} more known addresses were ignored for such reasons"]
    return Given(Counts.of(signatures), pairs, bare, ignored, tuple(dict.fromkeys(warnings)))


def _signature(name: str | PersonName, box: Mailbox, lexicon: Lexicon, stock: Stock) -> Signature | None:
    """The signature of a person's address; None for a mailbox that is a role's."""
    if is_role(box.local):
        return None
    if not name:
        return explain_bare(box.local, lexicon, stock)
    return signature(forms(parse(name, lexicon), lexicon), box.local, stock)


def split(item: Known) -> tuple[str | PersonName, Mailbox]:
    """Read one piece of evidence as a name (empty where there is none) and a mailbox."""
    if isinstance(item, str):
        box = mailbox(item)
        return box.name, box
    if isinstance(item, tuple | list) and len(item) in (2, 3):
        name, address = item[:2]
        box = mailbox(address)
        if isinstance(name, PersonName):
            return name, box
        if name is None or isinstance(name, str):
            return (name or "").strip() or box.name, box
    raise InvalidAddress(
        f"known takes (name, address) pairs, 'Bob Jones <bob@acme.com>' or bare addresses, not {shown(item)}"
    )


def read(item: Known, lexicon: Lexicon, stock: Stock) -> tuple[Domain, Signature] | str:
    """Read one piece of evidence for keeps: its domain and signature; or why it cannot be used."""
    try:
        name, box = split(item)
        if is_free_mail(box.domain.name):
            return f"{box.domain.name} is a free-mail domain: no company, no pattern"
        found = _signature(name, box, lexicon, stock)
    except EmailGuessError as error:
        return str(error)
    return (box.domain, found) if found is not None else "a role's mailbox, not a person's"
