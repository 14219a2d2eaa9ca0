"""Tables of counts: added to each other, and made of a store's export.

Start reading at `merged`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from emailguess.errors import InvalidArgument
from emailguess.evidence.counts import KINDS, Seen
from emailguess.spark.schemas import COUNTS, functions, require_table
from emailguess.store.interchange import Part, parts_of
from emailguess.store.signatures import checked, signature_text, text_signature

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["evidence_rows", "from_export", "merged", "seen_of"]

_KEYS = ("domain", "kind", "signature", "month", "tenths", "dating", "other")


def merged(*counts: DataFrame) -> DataFrame:
    """Add tables of counts up, of several runs or of stores' exports, in any order.

    - `counts`: one table or more, as `spark.learn` makes them

    A person whom two of them counted counts twice, as where stores are merged. Raises `InvalidArgument`.
    """
    f = functions()
    if not counts:
        raise InvalidArgument("merged takes one table of counts or more")
    for table in counts:
        require_table(table, COUNTS, "counts", "spark.learn")
    whole = counts[0].select(*_KEYS, "count_v1")
    for table in counts[1:]:
        whole = whole.unionByName(table.select(*_KEYS, "count_v1"))
    return whole.groupBy(*_KEYS).agg(f.sum("count_v1").cast("bigint").alias("count_v1"))


def evidence_rows(counts: DataFrame) -> DataFrame:
    """The rows of a table that count evidence."""
    return counts.where(functions().col("kind").isin(list(KINDS)))


def seen_of(signature: Any, kind: Any, month: Any, tenths: Any, dating: Any) -> Seen:
    """What a row of a table counts. Raises `Odd` or `StoreError` for what no store would hold."""
    seen = Seen(_signature(signature), kind, month, tenths, dating)
    checked([seen])
    return seen


# Most companies share theirs with others.
_signature = lru_cache(maxsize=16_384)(text_signature)


def from_export(spark: SparkSession, *documents: str) -> DataFrame:
    """Make a table of counts of what stores exported (`Guesser.export`), of each store the newest export passed.

    - `spark`: the session
    - `documents`: the exports, in any order

    Raises `StoreError` for anything that is not exactly an export.
    """
    functions()
    newest: dict[str, Part] = {}
    for document in documents:
        for part in parts_of(document):
            held = newest.get(part.store)
            if held is None or held.version < part.version:
                newest[part.store] = part
    rows = [row for part in newest.values() for row in _rows(part)]
    return merged(spark.createDataFrame(rows, COUNTS))


def _rows(part: Part) -> Iterator[tuple[Any, ...]]:
    for domain, held in part.counts:
        for seen, number in held.items():
            text = signature_text(seen.signature)
            yield domain, seen.kind, text, seen.month, seen.tenths, seen.dating, None, number
    for key, domains in part.companies.items():
        for domain, number in domains.items():
            yield domain, "company", None, None, None, None, key, number
    from emailguess.store.imported import families

    for domain, family in sorted(families(part.aliases).items()):
        for other in sorted(family - {domain}):
            yield domain, "alias", None, None, None, None, other, 1
