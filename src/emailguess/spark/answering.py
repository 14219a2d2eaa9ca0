"""Answering on a cluster: a row goes where its company's dossier is, and is answered as a sheet's row is.

Rows of one company lie together, behind the company's dossier, so that what is known of a company is read once; where
they are very many they are cut into pieces with a copy of the dossier each. What a worker does with a row is what
`fill.asking` does.

Start reading at `guess`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from emailguess.addresses.providers import open_to_all
from emailguess.errors import EmailGuessError, InvalidArgument, InvalidDomain, shown
from emailguess.evidence.counts import month_of
from emailguess.evidence.intake import one_mailbox
from emailguess.files import Person
from emailguess.fill.answers import Answered, Asked, to_line
from emailguess.fill.asking import Asker, asked_of, company_of, country_of, own_addresses
from emailguess.fill.filling import NOBODY
from emailguess.fill.options import Chosen, chosen
from emailguess.spark import deciding
from emailguess.spark.dossiers import ROW, Dossier
from emailguess.spark.gathering import GROUP, Knowledge, dossier_rows, key_of_company
from emailguess.spark.learning import bound, facts, key_of
from emailguess.spark.people import Titles, persons, require_rows, titles_of
from emailguess.spark.schemas import COUNTS, KNOWN, SUPPRESSED, columns_of, functions, quoted, require_table
from emailguess.spark.suppressing import foreign
from emailguess.store.digests import Digests

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["PIECE", "guess"]

PIECE = 10_000
"""People of one company that one task answers in a row: some twenty seconds of work."""
_OPTIONS = ("columns", "max_bounce", "min_probability", "skip_below", "max_risk", "prefix", "overwrite")


class _Work(NamedTuple):
    """What every worker is told."""

    titles: Titles
    key: bytes
    foreign: frozenset[bytes]
    today: date


def guess(
    people: DataFrame,
    counts: DataFrame | None,
    *,
    remembered: DataFrame | None = None,
    known: DataFrame | None = None,
    suppressed: DataFrame | None = None,
    secret: str | bytes | None = None,
    order: str = "",
    work: str = "",
    partitions: int | None = None,
    **options: Any,
) -> DataFrame:
    """Guess the addresses of people: the frame with the columns that filling a sheet adds (`FILLED`).

    - `people`: the rows to answer
    - `counts`: what these people told of their companies (`spark.learn`); None where that is nothing
    - `remembered`: what is known besides, as of earlier runs or of a store's export. Default: nothing
    - `known`: the people whose addresses are known (`spark.known`), so that nobody is given another's. Default: read
      from `people` once more
    - `suppressed`: the do-not-contact list (`spark.suppressed`). Default: none
    - `secret`: what `known` and `suppressed` were made with. Default: one drawn for this run, where neither is passed
    - `order`: a column by which rows that are alike in all else are decided on, the smallest first, as a sheet's rows
      are from its top. Default: their contents decide
    - `work`: a folder that all workers reach, for the answers as Parquet; it is written anew. Default: Spark's cache,
      on disk where memory is short, until `spark.catalog.clearCache()` or the session's end
    - `partitions`: the number of tasks, 1 or more. Default: Spark's own for shuffles
    - `options`: those of `Guesser.fill`: columns, max_bounce, min_probability, skip_below, max_risk, prefix, overwrite

    Rows that cannot be answered say why; they stop no other. The rows are answered when this is called, for the budget
    of bounces depends on all of them.

    Raises `InvalidArgument` before any work is done, and `StoreError` for a bad secret.
    """
    f = functions()
    wanted = _chosen(options)
    titles = titles_of(people, wanted.columns, "name|given|family|address", "domain|company|address")
    _require_free(people, titles, wanted, order)
    plain = people.drop(*[t for t in wanted.titles if t in people.columns])
    titles = titles_of(plain, wanted.columns) if plain is not people else titles
    for table, what in ((counts, "counts"), (remembered, "remembered")):
        if table is not None:
            require_table(table, COUNTS, what, "spark.learn")
    for table, schema, what in ((known, KNOWN, "known"), (suppressed, SUPPRESSED, "suppressed")):
        if table is not None:
            require_table(table, schema, what, f"spark.{what}")
            if secret is None:
                raise InvalidArgument(f"{what} is told by digests: pass the secret= they were made with")
    number = _partitions(people, partitions)
    places = [t for field in ("domain", "company", "address") for t in titles.of(field)]
    require_rows(plain, places, "a domain, a company or an address", "nothing tells where these people work")
    today = date.today()
    told = _Work(titles, key_of(secret), foreign(suppressed) if suppressed is not None else frozenset(), today)
    if known is None and titles.of("address"):
        known = facts(plain, titles, told.key, month_of(today))
    rows = _standing(plain, told)
    # Both are small, and asked for again and again.
    whole = _counts(people, counts, remembered).persist()
    stands = rows.groupBy(*GROUP, "_key", "_company").agg(f.count(f.lit(1)).alias("_number")).persist()
    dossiers = dossier_rows(rows, stands, Knowledge(whole, known, suppressed, told.key))
    answered = _kept(_answered(rows, stands, dossiers, told, number), work)
    try:
        return deciding.decided(answered, plain, wanted, order)
    finally:
        stands.unpersist()
        whole.unpersist()


def _kept(answered: DataFrame, work: str) -> DataFrame:
    """The answers, where they are worked out once."""
    if not work:
        return answered.persist()
    answered.write.mode("overwrite").parquet(work)
    return answered.sparkSession.read.parquet(work)


def _chosen(options: Mapping[str, Any]) -> Chosen:
    odd = options.keys() - set(_OPTIONS)
    if odd:
        raise InvalidArgument(f"guess has no option {shown(min(odd))}; the options are {', '.join(_OPTIONS)}")
    return chosen(**options)


def _require_free(people: DataFrame, titles: Titles, wanted: Chosen, order: str) -> None:
    clash = [t for t in wanted.titles if t in people.columns]
    if clash and not wanted.overwrite:
        raise InvalidArgument(
            f"there is a column {shown(clash[0])} already; to replace what an earlier run added pass "
            "overwrite=True, or another prefix"
        )
    if order and (order not in people.columns or order in clash):
        raise InvalidArgument(f"order names a column of people by which rows are sorted; there is no {shown(order)}")


def _partitions(people: DataFrame, partitions: int | None) -> int:
    if partitions is None:
        told = str(people.sparkSession.conf.get("spark.sql.shuffle.partitions", "200"))
        return int(told) if told.isdecimal() else 200  # some services say `auto`
    if isinstance(partitions, bool) or not isinstance(partitions, int) or partitions < 1:
        raise InvalidArgument(f"partitions is a number of tasks from 1, not {shown(partitions)}")
    return partitions


def _counts(people: DataFrame, counts: DataFrame | None, remembered: DataFrame | None) -> DataFrame:
    """All tables together, with whether the people told it themselves."""
    f = functions()
    told = [
        table.select(*columns_of(COUNTS), f.lit(sheet).alias("sheet"))
        for table, sheet in ((counts, True), (remembered, False))
        if table is not None
    ]
    if not told:
        return people.sparkSession.createDataFrame([], f"{COUNTS}, sheet boolean")
    return told[0] if len(told) == 1 else told[0].unionByName(told[1])


def _standing(people: DataFrame, work: _Work) -> DataFrame:
    """Each row as `_row`, with the group it falls into, and how it writes its company."""
    from pyspark.sql.types import ArrayType, BinaryType, StringType, StructField, StructType

    f = functions()
    hashed = [quoted(name) for name, kind in people.dtypes if not any(x in kind for x in ("map<", "variant"))]
    packed = people.select(f.struct(*map(quoted, people.columns)).alias("_row"), f.xxhash64(*hashed).alias("_hash"))
    added = [StructField(name, StringType()) for name in (*GROUP, "_key", "_company")]
    added += [StructField("_hosts", ArrayType(StringType())), StructField("_private", ArrayType(BinaryType()))]
    return packed.mapInArrow(bound(_stands, work), StructType([*packed.schema.fields, *added]))


def _stands(batches: Iterator[pa.RecordBatch], work: _Work) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    digests = Digests(work.key)
    names = ("_row", "_hash", *GROUP, "_key", "_company", "_hosts", "_private")
    kinds = [pa.string()] * 5 + [pa.list_(pa.string()), pa.list_(pa.binary())]
    for batch in batches:
        people = [person for person, _ in persons(work.titles, _cells(batch.column("_row")))]
        found = [(*_stand(person), *_own(person, digests)) for person in people]
        columns = zip(*found, strict=True) if found else [()] * len(kinds)
        added = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
        yield pa.RecordBatch.from_arrays([batch.column("_row"), batch.column("_hash"), *added], names=list(names))


def _own(person: Person | None, digests: Digests) -> tuple[list[str], list[bytes]]:
    """Of a person's own addresses the companies' domains, and digests of those where anybody may have one."""
    hosts: list[str] = []
    private: list[bytes] = []
    for address in person.addresses if person is not None else ():
        with suppress(EmailGuessError):
            box = one_mailbox(address)
            if open_to_all(box.domain.name):
                private.append(digests.suppressed(box.domain.name, box.local))
            else:
                hosts.append(box.domain.name)
    return hosts, private


def _cells(rows: Any) -> list[list[Any]]:
    """The values of a column of rows, column by column."""
    return [column.to_pylist() for column in rows.flatten()]


def _stand(person: Person | None) -> tuple[str, str, str, str, str]:
    """The group of a person, and how the company is written, with its key."""
    if person is None:
        return "", "", "", "", ""
    key = key_of_company(person.company)
    company = person.company if key else ""
    asked = asked_of(person)
    own = own_addresses(asked)
    if own.known is not None:
        return "domain", own.known.domain.name, "", key, company
    try:
        kind, what = company_of(asked, own.host)
    except InvalidDomain:
        return "", "", "", key, company
    if kind == "company":
        return (kind, key, country_of(asked) or "", key, company) if key else ("", "", "", "", "")
    return kind, what, "", key, company


def _answered(rows: DataFrame, stands: DataFrame, dossiers: DataFrame, work: _Work, partitions: int) -> DataFrame:
    """The rows with their answers: `_row`, `_hash`, `_twin` (which of several equal rows it is) and `_answer`."""
    from pyspark.sql.types import BinaryType, IntegerType, LongType, StructField, StructType

    f = functions()
    sizes = (
        stands.groupBy(*GROUP)
        .agg(f.sum("_number").alias("size"))
        .where((f.col("size") > PIECE) & (f.col("_kind") != ""))
    )
    large = f.broadcast(sizes.select(*GROUP, f.ceil(f.col("size") / PIECE).cast("int").alias("_pieces")))
    # What names no company needs nobody near it.
    pieces = f.when(f.col("_kind") == "", f.lit(partitions)).otherwise(f.coalesce(f.col("_pieces"), f.lit(1)))
    people = rows.join(large, list(GROUP), "left").select(
        *GROUP,
        f.pmod("_hash", pieces).cast("int").alias("_piece"),
        f.lit(ROW).alias("_part"),
        f.lit("").alias("_fact"),
        f.lit(None).cast("binary").alias("_blob"),
        "_hash",
        "_row",
    )
    copies = dossiers.join(large, list(GROUP), "left").select(
        *GROUP,
        f.explode(f.sequence(f.lit(0), pieces - 1)).alias("_piece"),
        *["_part", "_fact", "_blob"],
        f.lit(0).cast("bigint").alias("_hash"),
        f.lit(None).cast(rows.schema["_row"].dataType).alias("_row"),
    )
    together = people.unionByName(copies).repartition(partitions, *GROUP, "_piece")
    ordered = together.sortWithinPartitions(*GROUP, "_piece", "_part", "_fact", "_hash")
    fields = [
        StructField("_hash", LongType()),
        StructField("_twin", IntegerType()),
        StructField("_answer", BinaryType()),
    ]
    schema = StructType([rows.schema["_row"], *fields])
    return ordered.mapInArrow(bound(_answers, work), schema)


def _answers(batches: Iterator[pa.RecordBatch], work: _Work) -> Iterator[pa.RecordBatch]:
    """Answer the rows of one group after another; a group's dossier comes before its rows."""
    import pyarrow as pa

    from emailguess.guesser import Guesser

    dossier = Dossier(Digests(work.key), work.foreign)
    guesser = Guesser(store=dossier, clock=lambda: work.today)  # type: ignore[arg-type]  # it is only read
    asker, group, twin, last = Asker(guesser, dossier), None, 0, None
    for batch in batches:
        named = list(zip(*[batch.column(name).to_pylist() for name in (*GROUP, "_piece")], strict=True))
        parts, facts, blobs = (batch.column(name).to_pylist() for name in ("_part", "_fact", "_blob"))
        places = [i for i, part in enumerate(parts) if part == ROW]
        own = batch.column("_row").take(pa.array(places, pa.int64()))
        hashes = batch.column("_hash").to_pylist()
        read = persons(work.titles, _cells(own))
        answers, twins = [], []
        for i, part in enumerate(parts):
            if named[i] != group:
                group, twin, last = named[i], 0, None
                dossier.begin()
                asker = Asker(guesser, dossier)
            if part != ROW:
                dossier.take(part, facts[i], blobs[i])
                continue
            person, reason = next(read)
            twin = twin + 1 if hashes[i] == last else 0
            last = hashes[i]
            answers.append(to_line(_answer(asker, dossier, person, reason)))
            twins.append(twin)
        arrays = [
            own,
            pa.array([hashes[i] for i in places], pa.int64()),
            pa.array(twins, pa.int32()),
            pa.array(answers, pa.binary()),
        ]
        yield pa.RecordBatch.from_arrays(arrays, names=["_row", "_hash", "_twin", "_answer"])


_UNFORESEEN = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)


def _answer(asker: Asker, dossier: Dossier, person: Person | None, reason: str) -> Answered:
    """The answer to one row; whatever is wrong with it ends no job."""
    asked = asked_of(person) if person is not None else Asked(reason=reason or NOBODY)
    try:
        answer = asker.answer(asked)
    except _UNFORESEEN as error:
        why = f"it could not be answered ({type(error).__name__}); please report the form of this row"
        return Answered("none", reason=why)
    if dossier.damaged:
        damaged = "what is counted of this company is damaged in part; learn it anew"
        return answer._replace(warnings="; ".join(filter(None, (answer.warnings, damaged))))
    return answer
