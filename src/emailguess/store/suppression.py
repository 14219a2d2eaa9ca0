"""Do-not-contact: whom nobody may be shown, kept and compared as digests.

It reads lists of addresses, domains and SHA-256 digests, and decides what is hidden; it keeps nothing itself. An entry
that would hold nobody back is refused, never taken without a word.

An address or name is kept as a keyed digest of the store. A digest made elsewhere cannot be keyed again: it is kept as
it came and compared with the digest of each candidate, so it is no better hidden in the store than in the list.

Start reading at `read_entries` and `hidden`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from emailguess.addresses import parser as addresses
from emailguess.errors import EmailGuessError, InvalidAddress, InvalidDomain, shown
from emailguess.results.reports import Rejected
from emailguess.store.digests import Digests, sha256
from emailguess.store.protocol import Hidden, Target

__all__ = ["NOTHING_HIDDEN", "digest_of", "hidden", "hosts_above", "read_entries", "relatives", "target"]

NOTHING_HIDDEN = Hidden()
_SHA256 = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})", re.IGNORECASE)
_OTHER_DIGEST = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
# RFC 5321 allows some of these in a local part, but whoever writes them in a list means many addresses; taken by the
# letter such an entry would hold nobody back.
_PATTERN = re.compile(r"[*%?^$|()\[\]\\]")
# An address in a sentence, in brackets or behind a title; not the end of a pattern, which stands behind a sign of one.
_INSIDE = re.compile(r"(?:^|(?<=[\s(<\[:;,]))[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?=$|[\s)>\];,?.])")
# An address has at most 254 characters; whatever is longer is not worth quoting.
_MAX_ENTRY = 1_000
_HEADINGS = re.compile(
    r"\b(e-?mail|mail|address|adresse|domain|company|organi[sz]ation|sha-?256|hash|name|first|last|reason|date|contact)",
    re.IGNORECASE,
)
_DOMAIN_TITLE = re.compile(r"[\w ]*domain[\w ]*", re.IGNORECASE)
_SEPARATORS = ",;\t|"
_BETWEEN = re.compile(r"[,;\s]+")
_ADDRESS = re.compile(r"(?:mailto:)?[^\s,;|<>\"@]+@[^\s,;|<>\"@]+", re.IGNORECASE)
# Lines by which the columns of a list are judged.
_SAMPLE = 1_000


def target(text: str, names: Collection[str] = ()) -> Target:
    """Read an address, a domain or a SHA-256 digest; with `names` (keys of a name) a domain stands for a person.

    >>> target("Jane.Doe@acme.example")
    Target(domain='acme.example', local='jane.doe', names=(), sha256=b'')

    Raises `InvalidAddress` (for a digest of another sort, too) or `InvalidDomain`. Patterns are refused: whoever means
    a whole domain names it.
    """
    entry = text
    if isinstance(text, str):
        # Letters of another width, as East Asian programs write them, are the same letters.
        entry = unicodedata.normalize("NFKC", text.strip())
        if found := _SHA256.fullmatch(entry):
            return Target(sha256=bytes.fromhex(found[1]))
        if _OTHER_DIGEST.fullmatch(entry):
            raise InvalidAddress(f"{shown(entry)} is no SHA-256 digest: it has 64 hexadecimal digits")
        if entry.lower().startswith("mailto:"):
            entry = entry[7:]
        if "@" in entry.lstrip("@") and "://" not in entry:
            before, _, host = entry.rpartition("@")
            if _PATTERN.search(before.rpartition("<")[2]) or _PATTERN.search(host):
                raise InvalidAddress(
                    f"{shown(entry)} is a pattern, and would hold nobody back; pass the addresses one by one, or the "
                    "domain alone for everybody there"
                )
            box = addresses.mailbox(entry)
            return Target(_sure(box.domain), box.local)
        entry = entry.lstrip("@")
    return Target(_sure(addresses.domain(entry)), names=tuple(names))


def _sure(domain: addresses.Domain) -> str:
    """The name of a domain that is the one meant: held back at a misspelt one, nobody would be."""
    if domain.warnings:
        raise InvalidDomain(f"{domain.warnings[0]}; pass the domain that is meant, or nobody there is held back")
    return domain.name


def read_entries(lines: Iterable[str]) -> Iterator[tuple[int, Target | Rejected]]:
    """Read a list, one entry a line: an address, a domain or a SHA-256 digest; the good ones hold, whatever the rest.

    Of a table those columns count that hold addresses or digests, wherever they stand; where there are none, the one
    that holds domains. A row without an address holds the domain in a column titled so, or is reported. Empty lines,
    comments (`#`) and a heading are passed over.
    """
    numbered = ((row, line.strip().lstrip("\ufeff")) for row, line in enumerate(lines, 1))
    content = ((row, line) for row, line in numbered if line and not line.startswith("#"))
    sample = list(islice(content, _SAMPLE))
    layout = _layout([line for _, line in sample])
    first = True
    for row, line in chain(sample, content):
        cells = _cells(line, layout.separator)
        if not any(cells):
            continue
        if first:
            first = False
            if layout.headed:
                continue
        for read in _read_row(cells, layout):
            yield row, Rejected(row=row, reason=read.reason) if isinstance(read, Rejected) else read


class _Layout(NamedTuple):
    """How a list is built, judged by its first lines."""

    separator: str
    """Empty for a plain list."""
    addresses: tuple[int, ...]
    """Columns of addresses or digests."""
    domains: int
    """The column of domains to hold where a row has no address; −1 if none."""
    headed: bool
    """Whether the first line is a heading."""


def _layout(lines: Sequence[str]) -> _Layout:
    """Try each separator; the one that shows most entries is the list's."""
    best: tuple[int, _Layout] | None = None
    for separator in ("", *_SEPARATORS):
        if separator and not any(separator in line for line in lines):
            continue
        rows = [_cells(line, separator) for line in lines]
        kinds = [[_kind(cell) for cell in row] for row in rows]
        headed = bool(rows) and not any(kinds[0]) and any(map(_HEADINGS.search, rows[0])) and not _is_entry(rows[0])
        number: Counter[tuple[int, str]] = Counter()
        for found in kinds[headed:]:
            number.update(enumerate(found))
        width = max(map(len, rows), default=0)
        columns = tuple(c for c in range(width) if number[c, "address"] > sum(number[c, k] for k in ("domain", "")))
        columns = columns or tuple(c for c in range(width) if number[c, "address"])
        domains = max(range(width), key=lambda c: number[c, "domain"], default=-1)
        if domains >= 0 and columns:
            titled = [c for c, t in enumerate(rows[0]) if _DOMAIN_TITLE.fullmatch(t)] if headed else []
            domains = titled[0] if titled else -1
        entries = sum("address" in found or "domain" in found for found in kinds)
        if best is None or entries > best[0]:
            best = entries, _Layout(separator, columns, domains, headed)
    return best[1] if best else _Layout("", (), -1, False)


def _is_entry(cells: Sequence[str]) -> bool:
    """Whether a row that has the words of a heading tells whom to hold back all the same: "Contact: jane@acme.com"."""
    return any("@" in cell for cell in cells) or (len(cells) == 1 and "." in cells[0].strip("."))


def _kind(cell: str) -> str:
    """What a cell looks like: an address or digest, a domain, or neither."""
    if not cell or len(cell) > _MAX_ENTRY:
        return ""
    if _SHA256.fullmatch(cell) or all(map(_ADDRESS.fullmatch, _addresses_in(cell))):
        return "address"
    if "." not in cell:
        return ""
    try:
        target(cell)
    except EmailGuessError:
        return ""
    return "domain"


def _addresses_in(cell: str) -> list[str]:
    """The addresses of a cell that may hold several, or a name beside one."""
    if "<" in cell:
        return [cell.rpartition("<")[2].rstrip("> ")]
    return [part for part in _BETWEEN.split(cell) if part] if cell.count("@") > 1 else [cell]


def _cells(line: str, separator: str) -> list[str]:
    if not separator:
        return [line.strip("\"' ")]
    try:
        (cells,) = csv.reader([line], delimiter=separator, skipinitialspace=True)
    except (csv.Error, ValueError):
        cells = line.split(separator)
    return [cell.strip().strip("\"'").strip() for cell in cells]


def _read_row(cells: Sequence[str], layout: _Layout) -> Iterator[Target | Rejected]:
    chosen = [cells[c] for c in layout.addresses if c < len(cells) and cells[c]]
    if not any(_kind(cell) for cell in chosen):
        chosen = [cell for cell in cells if _kind(cell) == "address"] or chosen
    if not chosen and 0 <= layout.domains < len(cells) and cells[layout.domains]:
        chosen = [cells[layout.domains]]
    if not chosen:
        chosen = list(cells) if len(cells) == 1 else [cell for cell in cells if _inside(cell)]
    if not chosen:
        yield Rejected(row=0, reason="there is no address, domain or SHA-256 digest in this row")
    for cell in chosen:
        yield from _read_cell(cell)


def _read_cell(cell: str) -> Iterator[Target | Rejected]:
    if len(cell) > _MAX_ENTRY:
        yield Rejected(row=0, reason=f"an entry of {len(cell):,} characters is no address: {shown(cell)}")
        return
    for part in [cell] if "<" in cell else _addresses_in(cell):
        try:
            yield target(part)
        except EmailGuessError as error:
            if not (found := _inside(part)):
                yield Rejected(row=0, reason=str(error))
            for address in found:
                yield target(address)


def _inside(cell: str) -> list[str]:
    """The addresses that a text names among other words: whoever is named on a list is meant."""
    if "@" not in cell or len(cell) > _MAX_ENTRY:
        return []
    found = []
    for address in _INSIDE.findall(unicodedata.normalize("NFKC", cell)):
        try:
            target(address)
        except EmailGuessError:
            continue
        found.append(address)
    return found


def digest_of(entry: Target, digests: Digests) -> Iterator[bytes]:
    """What to keep of an entry."""
    if entry.sha256:
        yield entry.sha256
    elif entry.names:
        for name in entry.names:
            yield digests.suppressed(entry.domain, name=name)
    else:
        yield digests.suppressed(entry.domain, entry.local)


def hidden(
    kept: Callable[[set[bytes]], Collection[bytes]],
    digests: Digests,
    domain: str,
    names: Collection[str],
    locals_: Collection[str],
    aliases: Callable[[str], Iterable[str]],
) -> Hidden:
    """What may not be shown; `kept` tells which of some digests are in the store.

    A suppressed domain hides the domains below it, and a person at `acme.com` is hidden at `us.acme.com` too. What
    holds at one of a company's `aliases` holds at the others: mail to either reaches the same people. Others write an
    internationalised domain in its own letters or as DNS does, and make digests of either.
    """
    family = relatives(domain, aliases)
    hosts = list(dict.fromkeys(host for one in family for host in hosts_above(one)))
    whole = {digests.suppressed(host) for host in hosts}
    whole |= {sha256(written) for host in hosts for written in _writings(host)}
    person = {digests.suppressed(host, name=name) for host in hosts for name in names}
    owners: dict[bytes, str] = {}
    for host in family:
        writings = _writings(host)
        for local in locals_:
            owners[digests.suppressed(host, local)] = local
            for written in writings:
                owners[sha256(f"{local}@{written}")] = local
    found = kept(whole | person | owners.keys())
    if not found:
        return NOTHING_HIDDEN
    return Hidden(
        domain=not whole.isdisjoint(found),
        person=not person.isdisjoint(found),
        locals=frozenset(owners[digest] for digest in found if digest in owners),
    )


def relatives(domain: str, aliases: Callable[[str], Iterable[str]]) -> list[str]:
    """A domain, and those declared to belong with it or with a domain above it."""
    declared = [alias for host in hosts_above(domain) for alias in aliases(host)]
    return list(dict.fromkeys([domain, *declared]))


def hosts_above(host: str) -> list[str]:
    """A domain and those above it, any of which may be suppressed for all below.

    >>> hosts_above("cs.acme.example")
    ['cs.acme.example', 'acme.example']
    """
    hosts = [host]
    while hosts[-1].count(".") > 1:
        hosts.append(hosts[-1].split(".", 1)[1])
    return hosts


def _writings(host: str) -> tuple[str, ...]:
    """A domain as DNS has it, and in its own letters."""
    if "xn--" not in host:
        return (host,)
    import idna

    try:
        return host, idna.decode(host)
    except idna.IDNAError:
        return (host,)
