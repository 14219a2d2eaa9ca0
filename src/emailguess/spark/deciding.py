"""Deciding on a cluster: the budget of bounces over all rows, and one row of each unknown company to look up first.

How many rows have which probability is added up, and the budget is settled from that alone; of rows that are just as
likely as the least, and of those of one company, the order decides. What is decided is `fill.deciding`'s to say.

Start reading at `decided`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emailguess.fill.answers import Answered, answered_from
from emailguess.fill.columns import COLUMNS, added
from emailguess.fill.deciding import UNITS, Rules, Settled, settled, units
from emailguess.fill.options import Chosen
from emailguess.spark.learning import batch_of, bound
from emailguess.spark.schemas import functions

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["decided"]

_NUMBERS = "likely int, number bigint"


def decided(answered: DataFrame, people: DataFrame, options: Chosen, order: str) -> DataFrame:
    """The people with what is added to each row, from the rows with their answers, which are looked through here."""
    from pyspark.sql.types import StructType

    f = functions()
    at = f.struct("_order", "_hash", "_twin")
    rows = _sent(_judged_rows(answered, people, options, order), answered, options, at)
    unsettled = rows.where("_company is not null and not _sent").groupBy("_company")
    asks = f.col("_asks") & ~f.col("_informed") & ~f.col("_sent")
    companies = unsettled.agg(f.count(f.lit(1)).alias("_rows"), f.min(f.when(asks, at)).alias("_first"))
    companies = companies.where("_rows > 1 and _first is not null").select(f.col("_company").alias("_with"), "_first")
    # A row that asks for nothing joins nothing, and lies where its contents say.
    nothing = f.concat(f.lit("\0"), f.col("_hash").cast("string"))
    joined = rows.withColumn("_with", f.coalesce(f.when(asks, f.col("_company")), nothing)).join(
        companies, "_with", "left"
    )
    lookup = f.when(f.col("_first").isNull(), "yes").when(at == f.col("_first"), "first").otherwise("")
    told = joined.select("_row", "_answer", "_sent", lookup.alias("_lookup"))
    return told.mapInArrow(bound(_cells, options), StructType([*people.schema.fields, *_fields(options)]))


def _sent(rows: DataFrame, answered: DataFrame, options: Chosen, at: Any) -> DataFrame:
    """The rows with whether the budget allows each."""
    f = functions()
    numbers = [0] * (UNITS + 1)
    counted = answered.mapInArrow(bound(_numbers, options), _NUMBERS).groupBy("likely").agg(f.sum("number"))
    for likely, number in counted.collect():
        numbers[likely] += number
    found: Settled = settled(numbers, options.max_bounce)
    above, equal = f.col("_likely") > found.least, f.col("_likely") == found.least
    if found.at_least == numbers[found.least]:
        return rows.withColumn("_sent", above | equal)
    if not found.at_least:
        return rows.withColumn("_sent", above)
    last = f.broadcast(_last(rows.where(equal), found.at_least, at))
    return rows.crossJoin(last).withColumn("_sent", above | (equal & (at <= f.col("_last"))))


def _last(equal: DataFrame, number: int, at: Any) -> DataFrame:
    """The place of the last row that is sent to, of those just as likely as the least."""
    from pyspark.sql import Window

    f = functions()
    ordered = equal.select(at.alias("_last")).withColumn("_number", f.row_number().over(Window.orderBy("_last")))
    return ordered.where(f.col("_number") == number).select("_last")


def _judged_rows(answered: DataFrame, people: DataFrame, options: Chosen, order: str) -> DataFrame:
    """The rows with what of each answer bears on others."""
    from pyspark.sql.types import BooleanType, IntegerType, StringType, StructField, StructType

    added_fields = [
        StructField("_order", people.schema[order].dataType if order else StringType()),
        StructField("_company", StringType()),
        StructField("_likely", IntegerType()),
        StructField("_asks", BooleanType()),
        StructField("_informed", BooleanType()),
    ]
    return answered.mapInArrow(bound(_judged, options, order), StructType([*answered.schema.fields, *added_fields]))


def _fields(options: Chosen) -> list[Any]:
    from pyspark.sql.types import DoubleType, StringType, StructField

    kinds = [DoubleType() if column.is_number else StringType() for column in COLUMNS.values()]
    return [StructField(title, kind) for title, kind in zip(options.titles, kinds, strict=True)]


def _numbers(batches: Iterator[pa.RecordBatch], options: Chosen) -> Iterator[pa.RecordBatch]:
    """How many rows that may be sent to have each probability."""
    rules = Rules(options)
    for batch in batches:
        answers = map(answered_from, batch.column("_answer").to_pylist())
        yield batch_of(list(Counter(units(a.probability) for a in answers if rules.may_send(a)).items()), _NUMBERS)


def _judged(batches: Iterator[pa.RecordBatch], options: Chosen, order: str) -> Iterator[pa.RecordBatch]:
    """What of each answer bears on other rows: its place in the order, its company, and how likely it is."""
    import pyarrow as pa

    rules = Rules(options)
    for batch in batches:
        answers = [answered_from(line) for line in batch.column("_answer").to_pylist()]
        rows = batch.column("_row")
        more = {
            "_order": rows.flatten()[rows.type.get_field_index(order)]
            if order
            else pa.nulls(len(answers), pa.string()),
            "_company": pa.array([a.company if rules.is_unsettled(a) else None for a in answers], pa.string()),
            "_likely": pa.array([units(a.probability) if rules.may_send(a) else -1 for a in answers], pa.int32()),
            "_asks": pa.array([rules.asks(a) for a in answers], pa.bool_()),
            "_informed": pa.array([a.informed for a in answers], pa.bool_()),
        }
        yield pa.RecordBatch.from_arrays([*batch.columns, *more.values()], names=[*batch.schema.names, *more])


def _cells(batches: Iterator[pa.RecordBatch], options: Chosen) -> Iterator[pa.RecordBatch]:
    """The rows of the frame with what is added to them."""
    import pyarrow as pa

    rules = Rules(options)
    kinds = [pa.float64() if column.is_number else pa.string() for column in COLUMNS.values()]
    for batch in batches:
        rows = batch.column("_row")
        told = zip(*[batch.column(name).to_pylist() for name in ("_answer", "_sent", "_lookup")], strict=True)
        cells = [_added(rules, answered_from(line), sent, lookup) for line, sent, lookup in told]
        values = zip(*cells, strict=True) if cells else [()] * len(kinds)
        arrays = [pa.array([None if c == "" else c for c in v], kind) for v, kind in zip(values, kinds, strict=True)]
        names = [field.name for field in rows.type]
        yield pa.RecordBatch.from_arrays([*rows.flatten(), *arrays], names=[*names, *options.titles])


def _added(rules: Rules, answer: Answered, sent: bool, lookup: str) -> list[Any]:
    return list(added(answer, rules.decided(answer, lambda: sent, lambda: lookup)))
