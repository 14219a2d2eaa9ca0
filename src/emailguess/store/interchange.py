"""The document two teams exchange: counts of companies as JSON, for groups of people and never for one.

It writes parts and reads them back; it refuses whatever is not exactly such a document, before anyone acts on it.

A part is what one store learned itself, under the store's id and a version that grows with every change. A store holds
its own part and, of every other store, the highest version it has met; adding up the parts gives the counts. That makes
merging commutative, associative and idempotent, whichever way documents travel.

The checksum finds damage. It is no signature: who alters a document on purpose can make a new one.

Start reading at `written` and `parts_of`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from emailguess.errors import EmailGuessError, InvalidArgument, StoreError, shown
from emailguess.evidence.counts import DATINGS, KINDS, Counts, Seen, Signature, month_read, month_text
from emailguess.store.aggregation import MIN_PEOPLE, NOTHING_EXPECTED, Expected, published
from emailguess.store.people import latest_month
from emailguess.store.signatures import Odd, most_tenths, plain, signature_of

__all__ = ["Part", "parts_of", "written"]

FORMAT = "emailguess.evidence.counts"
VERSION = 3
"""2 did not tell how months are known; such a document is still read."""
MAX_CHARS = 512 * 1024 * 1024
MAX_COUNT = 10_000_000
"""People of one domain: four times as many as the largest employers have (some 2.5 million)."""
MAX_PARTS = 10_000
"""Stores in one document."""
# A store on disk takes its versions from the clock, in milliseconds, so no version is of the future, but for clocks
# that differ. One made up to be higher than the store's own next ones is overtaken after a day at most.
_CLOCKS_DIFFER_MS = 24 * 3_600_000
_STORE = re.compile(r"[0-9a-f]{32}")
_DOMAIN_CHARS = 253
_KEY_CHARS = 400


class Part(NamedTuple):
    """What one store learned itself."""

    store: str
    """The store's id: 32 hexadecimal digits."""
    version: int
    """Grows with every change."""
    counts: Iterable[tuple[str, Mapping[Seen, int]]]
    """Counts by domain."""
    companies: Mapping[str, Mapping[str, int]]
    """How often each company, by its key, was seen with each domain."""
    aliases: frozenset[tuple[str, str]]
    """Pairs of domains declared to belong together."""


def written(parts: Iterable[Part], minimum: int = MIN_PEOPLE, expected: Expected = NOTHING_EXPECTED) -> str:
    """Write a document: what `aggregation` lets out of each part, for groups of so many people.

    `expected` decides which of several explanations an address counts for. Raises `StoreError` for a bad minimum.
    """
    if isinstance(minimum, bool) or not isinstance(minimum, int) or not 1 <= minimum <= MAX_COUNT:
        raise StoreError(f"the smallest group of people is a number from 1, not {shown(minimum)}")
    signatures: dict[Signature, int] = {}
    body = {
        "format": FORMAT,
        "version": VERSION,
        "parts": [_plain(_let_out(part, minimum, expected), signatures) for part in parts],
        "signatures": [plain(signature) for signature in signatures],
    }
    import json

    return json.dumps({**body, "checksum": _checksum(body)}, separators=(",", ":"), sort_keys=True)


def _let_out(part: Part, minimum: int, expected: Expected) -> Part:
    latest = latest_month()
    counts = ((domain, published(held, minimum, latest, expected)) for domain, held in part.counts)
    companies = {
        key: kept
        for key, seen in part.companies.items()
        if (
            kept := {
                domain: n // minimum * minimum
                for domain, n in seen.items()
                if n >= minimum and (minimum == 1 or not expected.persons(key, domain))
            }
        )
    }
    # A store whose clock was once ahead has a version others would refuse until then.
    version = min(part.version, _latest_version())
    told = [(domain, held) for domain, held in counts if held]
    return part._replace(version=version, counts=told, companies=companies)


def _latest_version() -> int:
    return time.time_ns() // 1_000_000 + _CLOCKS_DIFFER_MS


def _plain(part: Part, signatures: dict[Signature, int]) -> dict[str, Any]:
    counts = {
        domain: sorted(
            [
                signatures.setdefault(seen.signature, len(signatures)),
                seen.kind,
                month_text(seen.month),
                seen.tenths,
                number,
                seen.dating,
            ]
            for seen, number in held.items()
        )
        for domain, held in part.counts
    }
    return {
        "store": part.store,
        "version": part.version,
        "counts": counts,
        "companies": {key: dict(seen) for key, seen in part.companies.items()},
        "aliases": sorted(map(list, part.aliases)),
    }


def _checksum(body: Mapping[str, Any]) -> str:
    import json
    from hashlib import sha256

    text = json.dumps(body, separators=(",", ":"), sort_keys=True)
    return "sha256:" + sha256(text.encode("ascii")).hexdigest()


def parts_of(document: str) -> list[Part]:
    """Read a document and check every word of it. Raises `StoreError` that says what is wrong."""
    body = _loaded(document)
    if body.get("format") != FORMAT:
        raise StoreError("this is not an export of emailguess: pass what `emailguess store export` wrote")
    version = body.get("version")
    if isinstance(version, int) and version > VERSION:
        raise StoreError(f"the export has format {version}, and this emailguess reads {VERSION}: update emailguess")
    if version == 1:
        raise StoreError("the export is of an older emailguess and may tell of single people; export it again")
    if version not in (2, VERSION) or set(body) != {"format", "version", "parts", "signatures", "checksum"}:
        raise StoreError("the export is damaged: its parts are not those of an export; export it again")
    if body.pop("checksum") != _checksum(body):
        raise StoreError("the export is damaged or was altered: its checksum does not fit; export it again")
    try:
        signatures = [signature_of(item) for item in _list(body["signatures"])]
        if len(_list(body["parts"])) > MAX_PARTS:
            raise Odd(f"more than {MAX_PARTS:,} stores")
        parts = [_part(item, signatures, version) for item in body["parts"]]
    except Odd as odd:
        raise StoreError(f"the export was altered: {odd}; nothing of it was taken in") from None
    if len({part.store for part in parts}) != len(parts):
        raise StoreError("the export was altered: it holds one store twice; nothing of it was taken in")
    return parts


def _loaded(document: str) -> dict[str, Any]:
    import json

    if not isinstance(document, str):
        raise StoreError(f"merge takes the text of an export, not {type(document).__name__}")
    if len(document) > MAX_CHARS:
        raise StoreError(f"the export has {len(document):,} characters; at most {MAX_CHARS:,} are read")

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice")
        return found

    def refused(text: str) -> None:
        raise ValueError(f"an export holds whole numbers only, not {shown(text)}")

    try:
        body = json.loads(document, object_pairs_hook=unique, parse_constant=refused, parse_float=refused)
    except RecursionError:
        raise StoreError("this is not an export of emailguess: it is nested too deeply") from None
    except ValueError as error:
        raise StoreError(f"the export is cut short or damaged ({error}); export it again") from None
    if not isinstance(body, dict):
        raise StoreError("this is not an export of emailguess: pass what `emailguess store export` wrote")
    return body


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Odd(f"{shown(value)} stands where a list belongs")
    return value


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Odd(f"{shown(value)} stands where a table belongs")
    return value


def _number(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Odd(f"{shown(value)} stands where a number from {least} to {most:,} belongs")
    return value


def _part(item: Any, signatures: list[Signature], format_: int) -> Part:
    found = _dict(item)
    if set(found) != {"store", "version", "counts", "companies", "aliases"}:
        raise Odd("a part does not have the fields of one")
    store = found["store"]
    if not isinstance(store, str) or not _STORE.fullmatch(store):
        raise Odd(f"{shown(store)} is no store's id")
    counts = [
        (_domain(d), Counts(dict(_seen(rows, signatures, format_)))) for d, rows in _dict(found["counts"]).items()
    ]
    companies = {
        _key(key): {_domain(d): _number(n, 1, MAX_COUNT) for d, n in _dict(seen).items()}
        for key, seen in _dict(found["companies"]).items()
    }
    aliases = [[_domain(d) for d in _list(pair)] for pair in _list(found["aliases"])]
    if any(len(pair) != 2 or pair[0] >= pair[1] for pair in aliases):
        raise Odd("an alias is two domains in alphabetical order")
    version = _number(found["version"], 1, 2**62)
    if version > _latest_version():
        raise Odd("a version of the future, by which the store's own exports would be refused")
    return Part(store, version, counts, companies, frozenset((one, other) for one, other in aliases))


def _seen(rows: Any, signatures: list[Signature], format_: int) -> Iterable[tuple[Seen, int]]:
    met: set[Seen] = set()
    whole = 0
    latest = latest_month()
    for row in _list(rows):
        if len(_list(row)) != (5 if format_ == 2 else 6):
            raise Odd(f"{shown(row)} is no count")
        place, kind, month, tenths, number, dating = [*row, "unknown" if row[2] else "told"][:6]
        if dating not in DATINGS or (dating != "told" and not month):
            raise Odd(f"{shown(dating)} does not tell how a month is known")
        if kind not in KINDS:
            raise Odd(f"{shown(kind)} is no kind of evidence")
        try:
            age = month_read(month)
        except InvalidArgument as error:
            raise Odd(str(error)) from None
        if age > latest:
            raise Odd(f"{month} is in the future")
        signature = signatures[_number(place, 0, len(signatures) - 1)]
        seen = Seen(signature, kind, age, _number(tenths, 1, most_tenths(kind)), dating)
        if seen in met:
            raise Odd("a count stands twice")
        met.add(seen)
        whole += _number(number, 1, MAX_COUNT)
        _number(whole, 1, MAX_COUNT)
        yield seen, number


def _domain(text: str) -> str:
    from emailguess.addresses import parser as addresses

    try:
        if isinstance(text, str) and len(text) <= _DOMAIN_CHARS and addresses.domain(text).name == text:
            return text
    except EmailGuessError:
        pass
    raise Odd(f"{shown(text)} is no company's mail domain")


def _key(text: str) -> str:
    if not text or len(text) > _KEY_CHARS or not text.isprintable():
        raise Odd(f"{shown(text)} is no company's key")
    return text
