"""Do-not-contact: whom nobody may be shown, kept and compared as digests.

It reads lists of addresses, domains and SHA-256 digests and decides what is hidden; it keeps nothing itself.

An address or name is kept as a keyed digest of the store. A digest made elsewhere cannot be keyed again: it is kept as
it came and compared with the digest of each candidate, so it is no better hidden in the store than in the list.

Start reading at `read_entries` and `hidden`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from emailguess.addresses import parser as addresses
from emailguess.errors import EmailGuessError, StoreError, shown
from emailguess.reports import Rejected
from emailguess.store.digests import Digests, sha256
from emailguess.store.protocol import Hidden, Target

__all__ = ["NOTHING_HIDDEN", "digest_of", "hidden", "read_entries", "target"]

NOTHING_HIDDEN = Hidden()
_SHA256 = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})", re.IGNORECASE)
_OTHER_DIGEST = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
_HEADERS = frozenset("email e-mail mail address domain sha256 sha-256 hash email_sha256 email_hash".split())
# An address has at most 254 characters; whatever is longer is not worth quoting.
_MAX_ENTRY = 1_000


def target(text: str, names: Collection[str] = ()) -> Target:
    """Read an address, a domain or a SHA-256 digest; with `names` (keys of a name) a domain stands for a person.

    >>> target("Jane.Doe@acme.example")
    Target(domain='acme.example', local='jane.doe', names=(), sha256=b'')

    Raises `InvalidAddress` or `InvalidDomain`, and `StoreError` for a digest of another sort.
    """
    entry = text.strip() if isinstance(text, str) else text
    if isinstance(entry, str):
        if found := _SHA256.fullmatch(entry):
            return Target(sha256=bytes.fromhex(found[1]))
        if _OTHER_DIGEST.fullmatch(entry):
            raise StoreError(f"{shown(entry)} is no SHA-256 digest: it has 64 hexadecimal digits")
        if "@" in entry.lstrip("@"):
            box = addresses.mailbox(entry)
            return Target(box.domain.name, box.local)
        entry = entry.lstrip("@")
    return Target(addresses.domain(entry).name, names=tuple(names))


def read_entries(lines: Iterable[str]) -> Iterator[tuple[int, Target | Rejected]]:
    """Read a list, one entry a line: an address, a domain or a SHA-256 digest; the good ones hold, whatever the rest.

    Empty lines, comments (`#`) and a heading are passed over; of a table the first column counts.
    """
    for row, line in enumerate(lines, 1):
        entry = re.split(r"[,;\t]", line.strip().lstrip("\ufeff"), maxsplit=1)[0].strip().strip("\"'").strip()
        if not entry or entry.startswith("#") or (row == 1 and entry.lower() in _HEADERS):
            continue
        if len(entry) > _MAX_ENTRY:
            yield row, Rejected(row=row, reason=f"an entry of {len(entry):,} characters is no address: {shown(entry)}")
            continue
        try:
            yield row, target(entry)
        except EmailGuessError as error:
            yield row, Rejected(row=row, reason=str(error))


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
) -> Hidden:
    """What may not be shown; `kept` tells which of some digests are in the store.

    A suppressed domain hides the domains below it: `acme.com` stands for `us.acme.com`.
    """
    hosts = [domain]
    while hosts[-1].count(".") > 1:
        hosts.append(hosts[-1].split(".", 1)[1])
    whole = {digest for host in hosts for digest in (digests.suppressed(host), sha256(host))}
    person = {digests.suppressed(domain, name=name) for name in names}
    owners: dict[bytes, str] = {}
    for local in locals_:
        owners[digests.suppressed(domain, local)] = local
        owners[sha256(f"{local}@{domain}")] = local
    found = kept(whole | person | owners.keys())
    if not found:
        return NOTHING_HIDDEN
    return Hidden(
        domain=not whole.isdisjoint(found),
        person=not person.isdisjoint(found),
        locals=frozenset(owners[digest] for digest in found if digest in owners),
    )
