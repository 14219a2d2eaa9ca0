"""Learning on a cluster: rows become facts of addresses, facts join by address, and what counts of them is added up.

What a row shows, how facts of one address join and when a text beside a name is told are those of a store; here they
are only put where the rows are. An address leaves no trace but a keyed digest.

Start reading at `learn`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import Seen
from emailguess.evidence.misalignment import bears_on_others, mispaired
from emailguess.evidence.pieces import Piece, name_text, piece_of
from emailguess.fill.telling import BATCH
from emailguess.spark.people import Titles, persons, require_rows, titles_of
from emailguess.spark.schemas import COUNTS, KNOWN, columns_of, functions, quoted, require_table
from emailguess.store.digests import SECRET_BYTES, Digests
from emailguess.store.people import NO_FACTS, Fact, Facts, counting, join, month_told, needed, this_month
from emailguess.store.secrets import derived
from emailguess.store.signatures import signature_text, text_signature
from emailguess.store.texts import fact_of, marks_of, opened, settled

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["batch_of", "bound", "count", "each", "facts", "facts_of", "key_of", "known", "learn", "lists"]

_ENTRIES = (
    "domain string, person binary, name binary, kind string, signature string, month int, tenths int, dating string, "
    "company string, patterns string, slip binary"
)
_SUSPECTS = "domain string, name string, local string"
_SALT = b"emailguess.spark"


def key_of(secret: str | bytes | None) -> bytes:
    """The key of all digests of a job: from the secret that was passed, or one drawn for this job alone.

    Raises `StoreError` for a secret that is too short, or that cannot be read.
    """
    return os.urandom(SECRET_BYTES) if secret is None else derived(secret, _SALT)


def learn(
    people: DataFrame,
    *,
    seen: date | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> DataFrame:
    """Learn from people whose addresses are known: a table of counts (`COUNTS`), the same as a store would hold.

    - `people`: a frame with a column of addresses, and better one of names, too
    - `seen`: the day of what has no date of its own. Default: this month
    - `columns`: which columns are which, where their titles mislead, as in `read_people`. Default: told by the titles

    An address counts once, however often it stands there; rows that are no evidence are left out. Nothing is computed
    before the table is used; write it to disk where it is used more than once.

    Raises `InvalidArgument` before any work is done.
    """
    return count(known(people, secret=os.urandom(SECRET_BYTES), seen=seen, columns=columns))


def known(
    people: DataFrame,
    *,
    secret: str | bytes,
    seen: date | None = None,
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> DataFrame:
    """Whose addresses are known, by digests (`KNOWN`): for `count`, and so that `guess` gives nobody another's address.

    - `people`: a frame with a column of addresses, and better one of names, too
    - `secret`: what keys the digests: a passphrase, ``file:PATH``, ``keyring:NAME`` or at least 32 bytes; it is read
      here and sent to the workers
    - `seen`: the day of what has no date of its own. Default: this month
    - `columns`: which columns are which, where their titles mislead, as in `read_people`. Default: told by the titles

    Raises `InvalidArgument`, and `StoreError` for a bad secret.
    """
    functions()
    titles = titles_of(people, columns, "address")
    month = month_told(seen)
    key = key_of(secret)
    require_rows(people, titles.of("address"), "an address", "there is nothing to learn from")
    return facts(people, titles, key, month)


def facts(people: DataFrame, titles: Titles, key: bytes, month: int) -> DataFrame:
    """What `known` gives, of columns that were understood and with a key that was read."""
    f = functions()
    used = titles.only_used()
    rows = people.select(*map(quoted, used.titles))
    entries = rows.mapInArrow(bound(_entries, used, key, month, this_month()), _ENTRIES)
    suspects = rows.mapInArrow(bound(_suspects, used), _SUSPECTS)
    ordered = suspects.repartition("domain").sortWithinPartitions("domain", "name", "local")
    slipped = ordered.mapInArrow(bound(_slipped, key), "slip binary").distinct()
    kept = entries.join(f.broadcast(slipped), "slip", "left_anti")
    near = kept.select(*columns_of(_ENTRIES)).repartition("domain")
    return near.sortWithinPartitions("domain", "person", "kind", "signature").mapInArrow(_joined, KNOWN)


def count(known: DataFrame) -> DataFrame:
    """Add up what is known of people to a table of counts (`COUNTS`), which tells of nobody any more.

    - `known`: what `spark.known` gave, of one run
    """
    f = functions()
    require_table(known, KNOWN, "known", "spark.known")
    counted = known.where("counts")
    shared = ("domain", "kind", "signature", "month", "tenths", "dating")
    evidence = counted.groupBy(*shared).agg(f.count(f.lit(1)).alias("count_v1"))
    links = counted.where("company is not null").groupBy("domain", "company").agg(f.count(f.lit(1)).alias("count_v1"))
    nothing = [f.lit(None).cast(columns_of(COUNTS)[name]).alias(name) for name in shared[2:]]
    return evidence.select(*shared, f.lit(None).cast("string").alias("other"), "count_v1").unionByName(
        links.select("domain", f.lit("company").alias("kind"), *nothing, f.col("company").alias("other"), "count_v1")
    )


def bound(function: Callable[..., Iterator[Any]], *arguments: Any) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """A function of batches with its other arguments, as Spark sends it to the workers."""

    def of_batches(batches: Iterator[Any]) -> Iterator[Any]:
        return function(batches, *arguments)

    return of_batches


def batch_of(rows: Sequence[Sequence[Any]], schema: str) -> pa.RecordBatch:
    """Rows as a batch of Arrow with a schema's columns."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "binary": pa.binary(),
        "int": pa.int32(),
        "bigint": pa.int64(),
        "boolean": pa.bool_(),
        "double": pa.float64(),
    }
    columns = columns_of(schema)
    values = zip(*rows, strict=True) if rows else [()] * len(columns)
    arrays = [pa.array(column, kinds[kind]) for column, kind in zip(values, columns.values(), strict=True)]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def lists(batch: Any) -> list[list[Any]]:
    """The values of a batch, column by column."""
    return [column.to_pylist() for column in batch.columns]


def _entries(
    batches: Iterator[pa.RecordBatch], titles: Titles, key: bytes, month: int, now: int
) -> Iterator[pa.RecordBatch]:
    """What a store would be told of each row; rows that are no evidence give nothing."""
    from emailguess.guesser.learning import Learner
    from emailguess.model.prior import shipped
    from emailguess.store import MemoryStore

    learner, digests = Learner(shipped, MemoryStore()), Digests(key)
    for batch in batches:
        rows = []
        for person, _ in persons(titles, lists(batch)):
            if person is None or not person.addresses:
                continue
            piece = _piece(person)
            entry, _ = learner.entry(person, piece, month)
            if isinstance(entry, str):
                continue
            fact, patterns = fact_of(entry, digests, now)
            slip = _slip(digests, piece) if piece is not None else None
            offered = json.dumps(patterns, sort_keys=True) if patterns else None
            rows.append((*_row(entry.domain, digests.entry(entry), fact), offered, slip))
        yield batch_of(rows, _ENTRIES)


def _row(domain: str, person: bytes, fact: Fact) -> tuple[Any, ...]:
    seen = fact.seen
    text = signature_text(seen.signature)
    return (
        domain,
        person,
        fact.name or None,
        seen.kind,
        text,
        seen.month,
        seen.tenths,
        seen.dating,
        fact.company or None,
    )


def _piece(person: Any) -> Piece | None:
    """What the list a row stands in sees of it; None for what cannot be read, and for an address that failed."""
    try:
        return piece_of(person)
    except EmailGuessError:
        return None


def _slip(digests: Digests, piece: Piece) -> bytes | None:
    name, local = name_text(piece), piece.box.local
    return _slip_key(digests, piece.box.domain.name, name, local) if name and bears_on_others(name, local) else None


def _slip_key(digests: Digests, domain: str, name: str, local: str) -> bytes:
    return digests.name(domain, f"{name}\0{local}")


def _suspects(batches: Iterator[pa.RecordBatch], titles: Titles) -> Iterator[pa.RecordBatch]:
    """The rows whose name may be another row's: nothing of it is in the address, or there is none."""
    for batch in batches:
        rows = []
        for person, _ in persons(titles, lists(batch)):
            piece = _piece(person) if person is not None and person.addresses else None
            if piece is not None and bears_on_others(name_text(piece), piece.box.local):
                rows.append((piece.box.domain.name, name_text(piece), piece.box.local))
        yield batch_of(rows, _SUSPECTS)


def _slipped(batches: Iterator[pa.RecordBatch], key: bytes) -> Iterator[pa.RecordBatch]:
    """Which rows have the name of another row's address; of a domain the first `BATCH` are looked at, as in a file."""
    digests = Digests(key)
    for domain, group in groupby(each(batches), key=lambda row: row[0]):
        rows: list[tuple[str, str]] = []
        for _, name, local in group:
            if len(rows) < BATCH:
                rows.append((name, local))
        wrong = [rows[i] for i in sorted(mispaired(rows))]
        if wrong:
            yield batch_of([(_slip_key(digests, domain, name, local),) for name, local in wrong], "slip binary")


def each(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    """The rows of batches, one by one."""
    for batch in batches:
        yield from zip(*lists(batch), strict=True)


class _Person(NamedTuple):
    """What is known of one address, with the patterns that the marks in it stand for."""

    digest: bytes
    facts: Facts
    patterns: Mapping[str, str]


# So many rows are written together.
_ROWS = 5_000


def _joined(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Join the facts of each address; rows come sorted by domain and address."""
    done: list[tuple[Any, ...]] = []
    for domain, at_domain in groupby(each(batches), key=lambda row: row[0]):
        marked: list[_Person] = []
        for digest, group in groupby(at_domain, key=lambda row: row[1]):
            rows = list(group)
            if len(rows) == 1 and rows[0][9] is None:
                done.append((*rows[0][:9], True))
            elif all(row[9] is None for row in rows):
                done += _told(domain, digest, facts_of([row[:9] for row in rows]), {})
            else:
                patterns = {m: p for row in rows if row[9] for m, p in json.loads(row[9]).items()}
                marked.append(_Person(digest, facts_of([row[:9] for row in rows]), patterns))
            if len(done) >= _ROWS:
                yield batch_of(done, KNOWN)
                done = []
        patterns = {m: p for person in marked for m, p in person.patterns.items()}
        people = [person.facts for person in marked]
        shown = settled(patterns, patterns, needed(people), people) if patterns else set()
        told = {mark: patterns[mark] for mark in shown}
        for person in marked:
            done += _told(domain, person.digest, person.facts, told)
    yield batch_of(done, KNOWN)


def _told(domain: str, digest: bytes, facts: Facts, patterns: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    counted = {fact.seen.kind for fact in counting(facts)}
    for kind, fact in sorted(facts.items()):
        plain = fact._replace(seen=opened(fact.seen, patterns)) if marks_of({kind: fact}) else fact
        yield (*_row(domain, digest, plain), kind in counted)


def facts_of(rows: Sequence[Sequence[Any]]) -> Facts:
    """The facts of one address, from rows with the first nine columns of `KNOWN`."""
    facts = NO_FACTS
    for _, _, name, kind, signature, month, tenths, dating, company in rows:
        seen = Seen(text_signature(signature), kind, month, tenths, dating)
        facts = join(facts, Fact(seen, dating == "told", name or b"", company or ""))
    return facts
