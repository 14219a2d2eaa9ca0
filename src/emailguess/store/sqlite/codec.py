"""Rows as bytes: counts and facts packed small, each with a checksum, so that a flipped bit is noticed when it is read.

It knows numbers only; what they stand for is in the tables (`schema`). A domain's ten counts take some fifty bytes.

Start reading at `packed_counts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

__all__ = [
    "Damaged",
    "FactRow",
    "mark",
    "packed_counts",
    "opened",
    "packed_facts",
    "packed_number",
    "sealed",
    "unpacked_counts",
    "unpacked_facts",
    "unpacked_texts",
]

_CRC_BYTES = 4
# More than every store there is could count together; sums of it are still exact as floating-point numbers.
_MOST = 2**50
_NAME_BYTES = 8
_DATED, _NAMED, _EMPLOYED = 1, 2, 4
# Begins a row with texts: no `Seen` has the number 0.
_TEXTS = 0


class Damaged(Exception):
    """A row that does not fit its checksum."""


class FactRow(NamedTuple):
    """A fact with its `Seen` and its company as numbers."""

    seen: int
    dated: bool
    name: bytes
    company: int


def mark(*values: object) -> int:
    """A checksum to keep beside some plain values."""
    return crc32(repr(values).encode("utf-8", "surrogatepass"))


def packed_number(number: int) -> bytes:
    """A number as it stands in a row."""
    body = bytearray()
    _put(body, number)
    return bytes(body)


def packed_counts(domain: str, counts: Mapping[int, int], texts: Mapping[str, str] | None = None) -> bytes:
    """Pack one domain's counts by the number of their `Seen`, after the patterns that its marks stand for, if any.

    >>> row = packed_counts("acme.example", {7: 300}, {"~00c5d1a2b3f4e596": "{first}.north"})
    >>> unpacked_counts("acme.example", row), unpacked_texts("acme.example", row)
    ({7: 300}, {'~00c5d1a2b3f4e596': '{first}.north'})
    """
    body = bytearray()
    if texts:
        written = "\n".join(f"{mark_} {pattern}" for mark_, pattern in sorted(texts.items())).encode()
        body.append(_TEXTS)
        _put(body, len(written))
        body += written
    for seen in sorted(counts):
        _put(body, seen)
        _put(body, counts[seen])
    return sealed(domain.encode(), body)


def unpacked_counts(domain: str, blob: bytes) -> dict[int, int]:
    """Read what `packed_counts` gave; raises `Damaged`."""
    numbers = _numbers(_divided(domain, blob)[1])
    try:
        counts = dict(zip(numbers, numbers, strict=True))
    except ValueError as error:
        raise Damaged from error
    if any(number > _MOST for number in counts.values()):
        raise Damaged
    return counts


def unpacked_texts(domain: str, blob: bytes) -> dict[str, str]:
    """The patterns that a domain's marks stand for; raises `Damaged`."""
    written = _divided(domain, blob)[0].decode()
    return {mark_: pattern for mark_, _, pattern in (line.partition(" ") for line in written.splitlines())}


def _divided(domain: str, blob: bytes) -> tuple[bytes, bytes]:
    """The texts and the numbers of a domain's row."""
    if not isinstance(domain, str):  # in a damaged page anything may stand there
        raise Damaged
    body = opened(domain.encode(), blob)
    if body[:1] != bytes([_TEXTS]):
        return b"", body
    size, place = _get(body, 1)
    return body[place : place + size], body[place + size :]


def packed_facts(person: bytes, facts: Iterable[FactRow]) -> bytes:
    """Pack one person's facts."""
    body = bytearray()
    for seen, dated, name, company in facts:
        body.append(_DATED * dated | _NAMED * bool(name) | _EMPLOYED * bool(company))
        _put(body, seen)
        if company:
            _put(body, company)
        body += name
    return sealed(person, body)


def unpacked_facts(person: bytes, blob: bytes) -> list[FactRow]:
    """Read what `packed_facts` gave; raises `Damaged`."""
    body = opened(person, blob)
    place, facts = 0, []
    while place < len(body):
        flags = body[place]
        seen, place = _get(body, place + 1)
        company, place = _get(body, place) if flags & _EMPLOYED else (0, place)
        end = place + _NAME_BYTES if flags & _NAMED else place
        facts.append(FactRow(seen, bool(flags & _DATED), body[place:end], company))
        place = end
    return facts


def sealed(key: bytes, body: bytes | bytearray) -> bytes:
    """Put a checksum before some bytes, in which the key they are found by counts too."""
    return crc32(body, crc32(key)).to_bytes(_CRC_BYTES, "big") + body


def opened(key: bytes, blob: bytes) -> bytes:
    """Take off what `sealed` put before; raises `Damaged`."""
    if not isinstance(blob, bytes) or len(blob) < _CRC_BYTES:
        raise Damaged
    body = blob[_CRC_BYTES:]
    if crc32(body, crc32(key)) != int.from_bytes(blob[:_CRC_BYTES], "big"):
        raise Damaged
    return body


def _put(body: bytearray, number: int) -> None:
    """Seven bits a byte, the lowest first (LEB128)."""
    while number > 127:
        body.append(number & 127 | 128)
        number >>= 7
    body.append(number)


def _get(body: bytes, place: int) -> tuple[int, int]:
    number = shift = 0
    while place < len(body):
        byte = body[place]
        place += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, place
        shift += 7
    raise Damaged


def _numbers(body: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in body:
        if byte > 127:
            number |= (byte & 127) << shift
            shift += 7
        elif shift:
            yield number | byte << shift
            number = shift = 0
        else:
            yield byte
