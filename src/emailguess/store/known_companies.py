"""Companies that the library knows when it is new: counts of patterns by company and year, in one packed table.

The table is made by `emailguess.fit.known_companies`; here it is written and read, by one grammar. It holds counts, as
a store does, and no digest of anybody: it cannot tell whose an address is. A company is looked up without reading the
others.

Start reading at `KnownCompanies`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from emailguess import data
from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import NO_MONTH, Counts, Seen, Signature, year_of
from emailguess.store.signatures import Odd, signature_text, text_signature

__all__ = ["SOURCES", "KnownCompanies", "KnownCompany", "pack", "shipped"]

_MAGIC = b"emailguess known companies 1\n"
# Neighbours that are packed together: a larger block packs better and takes longer to open.
_COMPANIES_A_BLOCK, _SIGNATURES_A_BLOCK = 24, 96

SOURCES = {
    "software": "public version histories",
    "academia": "public records of research grants",
    "government": "public lists of legislatures and councils",
    "standards": "standards documents",
    "business": "public contributor agreements",
}
"""Where people were seen, in words, by the name that a corpus gives the source."""


class KnownCompany(NamedTuple):
    """What the table says of one company."""

    counts: Counts
    """Pairs by signature and month; a year that is known stands as its June."""
    sources: tuple[str, ...] = ()
    """Where its people were seen, the commonest first; keys of `SOURCES`."""

    @property
    def seen_in(self) -> str:
        """Where its people were seen, in words."""
        return ", ".join(SOURCES.get(source, "public sources") for source in self.sources[:1]) or "public sources"

    @property
    def people(self) -> int:
        """How many people the counts are of."""
        return self.counts.total

    @property
    def last_year(self) -> int:
        """The latest year in which anybody was seen there; 0 where no year is known."""
        return year_of(max((seen.month for seen in self.counts), default=NO_MONTH))


NOTHING = KnownCompany(Counts())


class KnownCompanies:
    """A packed table of companies; looking one up opens its block and nothing else.

    >>> from emailguess.patterns.matching import Match
    >>> dotted = Seen((Match("{first}.{last}"),))
    >>> table = KnownCompanies(pack({"acme.example": ("acme", KnownCompany(Counts({dotted: 9}), ("software",)))}))
    >>> table.company("acme.example").people, table.company("other.example").people, table.named("acme")
    (9, 0, ('acme.example',))
    """

    def __init__(self, packed: bytes) -> None:
        """Open a table. Raises `EmailGuessError` for bytes that are no table, cut short, or of another version."""
        if not packed.startswith(_MAGIC):
            raise EmailGuessError(
                "this is no table of known companies that this release reads; make one with "
                "python -m emailguess.fit.known_companies"
            )
        head, _, body = packed[len(_MAGIC) :].partition(b"\n")
        try:
            sizes = [[int(size) for size in part.split(b",")] for part in head.split(b";")]
            names, rows, signatures = sizes
        except ValueError as error:
            raise _damaged() from error
        if sum(map(sum, sizes)) != len(body):
            raise _damaged()
        self._names = body[: names[0]]
        self._rows = _blocks(body, names[0], rows)
        self._signatures = _blocks(body, names[0] + sum(rows), signatures)

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str, list[str]]]:
        """Where each company stands, and the companies under each registered name."""
        places: dict[str, int] = {}
        named: dict[str, list[str]] = {}
        for place, line in enumerate(_opened(self._names).splitlines()):
            domain, _, label = line.partition("\t")
            places[domain] = place
            named.setdefault(label, []).append(domain)
        return places, named

    @property
    def domains(self) -> Sequence[str]:
        """All its companies, in alphabetical order."""
        return tuple(self._places[0])

    def named(self, name: str) -> Sequence[str]:
        """Companies registered under a name: "acme" gives acme.com and us.acme.de."""
        return tuple(self._places[1].get(name, ()))

    def counts(self, domain: str) -> Counts:
        """What is known of a company; empty counts if nothing."""
        return self.company(domain).counts

    def company(self, domain: str) -> KnownCompany:
        """What is known of a company, and from where. Raises `EmailGuessError` where the table is damaged there."""
        return self.find(domain) or NOTHING

    def find(self, domain: str) -> KnownCompany | None:
        """The same; None where that is nothing."""
        place = self._places[0].get(domain)
        return None if place is None else self._company(place)

    @lru_cache(maxsize=256)  # noqa: B019 -- there is one table a process, and it stays
    def _company(self, place: int) -> KnownCompany:
        block, line = divmod(place, _COMPANIES_A_BLOCK)
        try:
            sources, *cells = _opened(self._rows[block]).splitlines()[line].split(" ")
            counts: dict[Seen, int] = {}
            for cell in cells:
                number, month, people = map(int, cell.split(","))
                counts[Seen(self._signature(number), "pair", month)] = people
            return KnownCompany(Counts(counts), tuple(sources.split(",")) if sources != "-" else ())
        except (IndexError, ValueError, Odd) as error:
            raise _damaged() from error

    def _signature(self, number: int) -> Signature:
        block, line = divmod(number, _SIGNATURES_A_BLOCK)
        return text_signature(self._signature_lines(block)[line])

    @lru_cache(maxsize=64)  # noqa: B019 -- as above
    def _signature_lines(self, block: int) -> Sequence[str]:
        return _opened(self._signatures[block]).splitlines()


def pack(companies: Mapping[str, tuple[str, KnownCompany]]) -> bytes:
    """Pack companies, each with the name it is registered under; the same companies give the same bytes."""
    used: dict[str, int] = {}
    for _, (_, known) in sorted(companies.items()):
        for seen, people in known.counts.items():
            text = signature_text(seen.signature)
            used[text] = used.get(text, 0) + people
    numbers = {text: place for place, text in enumerate(sorted(used, key=lambda text: (-used[text], text)))}
    rows = []
    for _, (_, known) in sorted(companies.items()):
        cells = sorted((numbers[signature_text(s.signature)], s.month, n) for s, n in known.counts.items())
        rows.append(" ".join([",".join(known.sources) or "-", *(f"{i},{month},{n}" for i, month, n in cells)]))
    names = [f"{domain}\t{label}" for domain, (label, _) in sorted(companies.items())]
    sections = [[_closed(names)], _packed(rows, _COMPANIES_A_BLOCK), _packed(list(numbers), _SIGNATURES_A_BLOCK)]
    head = b";".join(b",".join(str(len(block)).encode() for block in section) for section in sections)
    return _MAGIC + head + b"\n" + b"".join(block for section in sections for block in section)


@lru_cache(maxsize=1)
def shipped() -> KnownCompanies:
    """The table that ships; its provenance is in `data/SOURCES.toml`."""
    return KnownCompanies(data.load("known_companies.bin"))


def _packed(lines: Sequence[str], size: int) -> list[bytes]:
    return [_closed(lines[start : start + size]) for start in range(0, max(len(lines), 1), size)]


def _closed(lines: Iterable[str]) -> bytes:
    return zlib.compress("\n".join(lines).encode(), 9)


def _opened(block: bytes) -> str:
    try:
        return zlib.decompress(block).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error


def _blocks(body: bytes, start: int, sizes: Iterable[int]) -> list[bytes]:
    blocks = []
    for size in sizes:
        blocks.append(body[start : start + size])
        start += size
    return blocks


def _damaged() -> EmailGuessError:
    return EmailGuessError(
        "the table of known companies is damaged; install emailguess again, or go on without it: "
        "Guesser(known_companies=False)"
    )
