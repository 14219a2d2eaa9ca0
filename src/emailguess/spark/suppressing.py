"""The do-not-contact list on a cluster: digests keyed with the job's secret, joined where the rows are.

No entry leaves its row in clear text. What a digest is made of and what it hides is `store.suppression`'s to say.

Start reading at `suppressed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emailguess.errors import EmailGuessError, InvalidArgument
from emailguess.spark.learning import batch_of, bound, key_of, lists
from emailguess.spark.schemas import SUPPRESSED, functions, quoted, require_frame, require_text
from emailguess.store.digests import Digests
from emailguess.store.likeness import listed_keys
from emailguess.store.suppression import digest_of, hosts_above, target

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["MOST_FOREIGN", "foreign", "hosts_of", "suppressed"]

MOST_FOREIGN = 200_000
"""So many digests made elsewhere are sent to every worker, 32 bytes each. They do not tell their domain, so they cannot
be joined by it as the others are."""


def suppressed(entries: DataFrame, *, secret: str | bytes, column: str = "entry", name: str = "") -> DataFrame:
    """Turn a do-not-contact list into digests (`SUPPRESSED`) for `guess`.

    - `entries`: the list, one entry a row
    - `secret`: what keys the digests, the same as for `guess`: a passphrase, ``file:PATH``, ``keyring:NAME`` or at
      least 32 bytes
    - `column`: where an address, a domain, or the SHA-256 digest of one stands, as `Guesser.suppress` takes them.
      Default: `entry`
    - `name`: a column with names; where one is filled, the entry is that person at the domain. Default: none

    An entry that would hold nobody back is kept with the reason in `rejected`: look there before you rely on the list.
    Raises `InvalidArgument`, and `StoreError` for a bad secret.
    """
    f = functions()
    require_frame(entries, "entries")
    require_text(entries, (column, name), where=" of entries", advice=", one entry a row; see column=")
    names = f.col(quoted(name)) if name else f.lit(None).cast("string")
    rows = entries.select(f.col(quoted(column)).alias("entry"), names.alias("name"))
    return rows.mapInArrow(bound(_digests, key_of(secret)), SUPPRESSED)


def _digests(batches: Iterator[pa.RecordBatch], key: bytes) -> Iterator[pa.RecordBatch]:
    digests = Digests(key)
    for batch in batches:
        rows: list[tuple[Any, ...]] = []
        for entry, name in zip(*lists(batch), strict=True):
            if not entry or not entry.strip():
                continue
            try:
                rows += _entry(entry, name, digests)
            except EmailGuessError as error:
                rows.append((None, None, str(error)))
        yield batch_of(rows, SUPPRESSED)


def _entry(entry: str, name: str | None, digests: Digests) -> Iterator[tuple[bytes | None, bytes, None]]:
    from emailguess.evidence.reading import spelled
    from emailguess.model.prior import shipped

    found = target(entry)
    if name and name.strip():
        if found.local or found.sha256:
            raise InvalidArgument(
                "where the row has a name, its entry is the domain of the person's addresses, such as acme.com"
            )
        keys = listed_keys([each.form for each in spelled(name, shipped().lexicon)])
        if not keys:
            raise InvalidArgument(
                "the name has nothing but initials that an address could show; write it out, in Latin letters"
            )
        found = found._replace(names=keys)
    host = None if found.sha256 else digests.suppressed(found.domain)
    for digest in digest_of(found, digests):
        yield host, digest, None


def hosts_of(batches: Iterator[pa.RecordBatch], key: bytes) -> Iterator[pa.RecordBatch]:
    """The digest of each host, and of those above it, by which entries are joined."""
    digests = Digests(key)
    for batch in batches:
        rows = [
            (host, digests.suppressed(above))
            for (host,) in zip(*lists(batch), strict=True)
            for above in hosts_above(host)
        ]
        yield batch_of(rows, "host string, above binary")


def foreign(suppressed: DataFrame) -> frozenset[bytes]:
    """The digests that were made elsewhere. Raises `InvalidArgument` where they are too many for a worker."""
    rows = suppressed.where("host is null and digest_v1 is not null").select("digest_v1").limit(MOST_FOREIGN + 1)
    found = frozenset(bytes(row[0]) for row in rows.collect())
    if len(found) > MOST_FOREIGN:
        raise InvalidArgument(
            f"suppressed has more than {MOST_FOREIGN:,} digests made elsewhere, which every worker would hold: pass "
            "the addresses themselves to spark.suppressed where you have them; those are joined by their domain"
        )
    return found
