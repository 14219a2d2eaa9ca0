"""What every store can do, and the values that go in and come out.

It promises and describes; it keeps nothing itself. `tests/store/test_contract.py` holds every store to it.

Start reading at `Store`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from emailguess.evidence.counts import Counts, Seen, Signature
from emailguess.results import Suppression
from emailguess.store.aggregation import MIN_PEOPLE, NOTHING_EXPECTED, Expected
from emailguess.store.people import Owner

__all__ = [
    "MOST_ALIASES",
    "MOST_NAMED",
    "Entry",
    "HeldPart",
    "Hidden",
    "Merged",
    "Owner",
    "Recorded",
    "Stats",
    "Store",
    "Target",
]

MOST_NAMED = 64
"""So many domains under one name are looked into. A company has fewer with people's addresses; thousands of them, as a
host of many sites has, would slow every answer and say no more."""


MOST_ALIASES = 256
"""So many domains may be declared to belong together, which is what every answer about one of them costs. The largest
groups have a domain for each country and brand; a forged export with a hundred thousand would stop every answer."""


class Entry(NamedTuple):
    """One piece of evidence on its way into a store."""

    domain: str
    """The company's domain."""
    seen: Seen
    """What to count; month 0 is stamped with the month of learning."""
    local: str = ""
    """Local part; only its keyed digest is kept. Empty for what is nobody's address, such as a stated pattern."""
    name: str = ""
    """Key of the person's name (`digests.person_key`); only its keyed digest is kept. Empty for a bare address."""
    company: str = ""
    """Key of the company's name (`companies.company_key`), which is then seen with the domain once more."""
    texts: Signature = ()
    """Explanations with text that may be a person's: kept as marks until enough people show it (`texts`)."""

    @property
    def sayings(self) -> tuple[Seen, ...]:
        """All that may be written of it."""
        return (self.seen, self.seen._replace(signature=self.texts)) if self.texts else (self.seen,)


class Recorded(NamedTuple):
    """What became of a batch of entries."""

    new: int = 0
    """Entries that nothing was known of before."""
    repeated: int = 0
    """Entries about an address the store had already counted; they count once, by the better evidence."""
    old: tuple[int, ...] = ()
    """Places, from 0, of entries older than what the store keeps; they were left out."""
    damaged: tuple[int, ...] = ()
    """Places of entries at domains of which what is known is damaged; they were left out."""


class Hidden(NamedTuple):
    """What nobody may be shown, of a domain and a person asked about."""

    domain: bool = False
    """The whole domain is suppressed."""
    person: bool = False
    """The person, by name and domain, is suppressed."""
    locals: frozenset[str] = frozenset()
    """Local parts, among those asked about, that are suppressed."""

    @property
    def reason(self) -> Suppression:
        """The widest of them."""
        return "domain" if self.domain else "person" if self.person else "address" if self.locals else ""


class Target(NamedTuple):
    """Whom not to contact: an address, a domain, a name at a domain, or a digest made elsewhere."""

    domain: str = ""
    local: str = ""
    names: tuple[str, ...] = ()
    """Keys of a person's name (`digests.person_key`), one for each way to read it."""
    sha256: bytes = b""
    """SHA-256 of a lower-case address or domain, as other tools exchange them; the other fields are empty then."""


class Merged(NamedTuple):
    """What `merge` took in."""

    stores: int = 0
    """Stores whose counts were new, or newer than those held."""
    unchanged: int = 0
    """Stores whose counts were held already, this store's own among them."""
    domains: int = 0
    """Domains of the stores taken in."""
    old: int = 0
    """Pieces left out because they are older than what the store keeps."""


class HeldPart(NamedTuple):
    """What another store learned, as far as it was merged."""

    store: str
    """The other store's id: 32 hexadecimal digits."""
    version: int
    """The version that is held; exports of an older one change nothing."""
    domains: int
    """Domains it tells of."""
    pieces: int
    """People it counts there."""


class Stats(NamedTuple):
    """The size and age of a store."""

    domains: int
    """Companies something is known of."""
    pieces: int
    """Pieces of evidence counted, learned here and merged."""
    people: int
    """People recognised by digests."""
    stores: int
    """Other stores whose counts were merged."""
    suppressed: int
    """Digests on the do-not-contact list: one of an address or a domain, several of a name, for its ways of writing."""
    since: int
    """Months before this one (as `counts.month_of`) are not kept; 0 where everything is."""
    keep_months: int
    """Evidence older than this goes when something is learned; 0 keeps it for ever."""
    size_bytes: int
    """Size on disk; 0 in memory."""


class Store(Protocol):
    """A place to keep counts. Every implementation passes the contract in `tests/store/test_contract.py`.

    All methods may be called from any thread. Each that writes does all of it or nothing, and raises `StoreError`
    where it cannot. What arguments mean stands here, for every implementation: domains are names as
    `addresses.parser.domain` writes them (lower case, ASCII), local parts are in lower case, and months count from
    January of year 0 (`counts.month_of`).
    """

    def counts(self, domain: str) -> Counts:
        """What is known of a domain, learned and merged; empty counts if nothing.

        - `domain`: the company's domain; its aliases are asked for apart
        """

    def add(self, counts: Mapping[str, Counts]) -> None:
        """Add counts that belong to nobody: they cannot be recognised when they come again.

        - `counts`: what to add, by domain
        """

    def record(self, entries: Iterable[Entry], *, remember: bool = True, month: int = 0) -> Recorded:
        """Count evidence, each address once.

        - `entries`: the evidence, in any order; the same entry told again changes nothing
        - `remember`: whether to keep digests by which the people are recognised when they come again, and can be
          forgotten. Default: true
        - `month`: what to stamp entries with that have no month of their own. Default: 0, for this month
        """

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among some are, by local part; of others nothing is told.

        - `domain`: the domain of the addresses
        - `names`: keys of the name of the person asked about (`digests.person_key`), one for each way to read it
        - `locals_`: the local parts asked about
        """

    def forget(self, domain: str, local: str) -> int:
        """Take one person's evidence out; how many pieces were known. 0 for who was learned without `remember`.

        - `domain`: the domain of the person's address
        - `local`: its local part
        """

    def forget_domain(self, domain: str) -> int:
        """Take out everything about a domain; how many pieces were known.

        - `domain`: the domain alone, without its aliases
        """

    def expire(self, before: int = 0) -> int:
        """Take out what is older than a month, and than the age limit, for good; how many pieces went.

        - `before`: the first month to keep. Default: 0, for what the age limit says

        Raises `StoreError` for a month after the last one the store takes for right: the clock may be wrong.
        """

    def trust_clock(self) -> None:
        """Take the computer's clock for right, however far it is from what the store saw last."""

    def domains(self) -> Iterator[str]:
        """The domains something is known of, in alphabetical order."""

    def named(self, name: str) -> Iterable[str]:
        """The domains registered under a name of which most is known, at most `MOST_NAMED`: "acme" gives us.acme.de.

        - `name`: the label before the public suffix, in lower case
        """

    def company(self, key: str) -> Mapping[str, int]:
        """How many people of a company were seen at each domain; empty for a company not met.

        - `key`: the company's key (`companies.company_key`)
        """

    def add_company(self, key: str, domain: str) -> None:
        """Note once more that a company has its mail at a domain.

        - `key`: the company's key (`companies.company_key`)
        - `domain`: where somebody of it has an address
        """

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company, at most `MOST_ALIASES`.

        - `domain`: any one of them
        """

    def add_alias(self, one: str, other: str) -> None:
        """Declare that two domains, and all their aliases, belong to the same company.

        - `one`, `other`: the domains, in any order

        Raises `StoreError` where more than `MOST_ALIASES` would belong together.
        """

    def suppress(self, targets: Iterable[Target]) -> int:
        """Keep these from ever being shown; how many were new.

        - `targets`: addresses, domains, people or digests
        """

    def suppresses(self) -> bool:
        """Whether anything is suppressed at all."""

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What may not be shown of a domain, a person and some candidates.

        - `domain`: the domain of the candidates; a list entry at one of its aliases counts as well
        - `names`: keys of the person's name (`digests.person_key`), one for each way to read it
        - `locals_`: the local parts of the candidates
        """

    def export(self, minimum: int = MIN_PEOPLE, expected: Expected = NOTHING_EXPECTED) -> str:
        """All counts, this store's and merged ones, as a JSON document of groups of people.

        - `minimum`: how many people a group has at least, 1 or more; 1 hides nothing, which is for moving one's own
          store. Default: `MIN_PEOPLE`
        - `expected`: how likely each explanation is, so that an address of several counts for one. Default: all alike

        Raises `StoreError` for a bad minimum.
        """

    def merge(self, document: str) -> Merged:
        """Take in what another store exported: in any order, and the same export again changes nothing.

        - `document`: what `export` gave

        Raises `StoreError` for anything else.
        """

    def parts(self) -> tuple[HeldPart, ...]:
        """The stores whose exports were merged, by id."""

    def drop_part(self, store: str) -> bool:
        """Take out what another store's exports brought, so that any version of it counts as new; whether any did.

        - `store`: the other store's id, 32 hexadecimal digits (`HeldPart.store`)
        """

    def stats(self) -> Stats:
        """The size and age of the store."""

    def check(self) -> tuple[str, ...]:
        """What is wrong with the store, in sentences; empty where it is sound."""

    def repair(self) -> tuple[str, ...]:
        """Take out what cannot be read; what was dropped or written anew, in sentences. Raises `StoreError`."""

    def vacuum(self) -> None:
        """Give back the space of what was taken out."""

    def close(self) -> None:
        """Let go of what the store holds open; every later call raises `StoreError`."""
