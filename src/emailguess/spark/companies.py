"""Companies on a cluster: names to domains, each distinct name worked out once.

Start reading at `companies`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emailguess.errors import EmailGuessError, InvalidArgument
from emailguess.fill.answers import Asked
from emailguess.fill.asking import country_of
from emailguess.spark.gathering import CompanyFinder, facts_of_links, key_of_company, links_of
from emailguess.spark.learning import batch_of, lists
from emailguess.spark.schemas import (
    COMPANIES,
    COUNTS,
    columns_of,
    functions,
    quoted,
    require_frame,
    require_table,
    require_text,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["companies"]


def companies(
    frame: DataFrame,
    counts: DataFrame | None = None,
    *,
    company: str = "company",
    country: str = "",
    prefix: str = "emailguess_",
) -> DataFrame:
    """Find the mail domains of companies from their names: the frame with `COMPANIES` behind its columns.

    - `frame`: the companies, one a row
    - `counts`: what was learned (`spark.learn`). Default: nothing, so that domains follow from the names alone
    - `company`: the column with names as people write them. Default: `company`
    - `country`: the column with countries. Default: none
    - `prefix`: what the titles of the added columns begin with. Default: `emailguess_`

    Each distinct name in a country is worked out once; `Guesser.domains` tells how. Raises `InvalidArgument` where a
    column is missing, or stands there already.
    """
    f = functions()
    require_frame(frame, "frame")
    require_text(frame, (company, country), advice="; see company= and country=")
    names = [f"{prefix}{name}" for name in columns_of(COMPANIES)]
    clash = [name for name in names if name in frame.columns]
    if clash:
        raise InvalidArgument(f"there is a column {clash[0]!a} already; pass another prefix")
    if counts is not None:
        require_table(counts, COUNTS, "counts", "spark.learn")
    else:
        counts = frame.sparkSession.createDataFrame([], COUNTS)
    where = f.col(quoted(country)) if country else f.lit(None).cast("string")
    asked = frame.select(f.col(quoted(company)).alias("_name"), where.alias("_where")).distinct()
    keyed = asked.mapInArrow(_keyed, "_name string, _where string, _key string")
    linked = links_of(counts)
    told = keyed.join(linked, keyed["_key"] == linked["other"], "left").select("_name", "_where", "links")
    found = told.mapInArrow(_found, f"_name string, _where string, {COMPANIES}")
    same = f.col(quoted(company)).eqNullSafe(f.col("_name"))
    joined = frame.join(found, same & where.eqNullSafe(f.col("_where")) if country else same, "left")
    added = [f.col(name).alias(title) for name, title in zip(columns_of(COMPANIES), names, strict=True)]
    return joined.select(*[frame[quoted(title)] for title in frame.columns], *added)


def _keyed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        rows = [(name, where, key_of_company(name)) for name, where in zip(*lists(batch), strict=True)]
        yield batch_of(rows, "_name string, _where string, _key string")


def _found(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    finder = CompanyFinder()
    for batch in batches:
        rows = [
            (name, where, *_told(finder, name, where, links)) for name, where, links in zip(*lists(batch), strict=True)
        ]
        yield batch_of(rows, f"_name string, _where string, {COMPANIES}")


def _told(finder: CompanyFinder, name: str | None, where: str | None, links: str | None) -> tuple[Any, ...]:
    if not name or not name.strip():
        return None, None, None, None, None, "no company is named"
    try:
        found = finder.found(name, country_of(Asked(country=where or "")), facts_of_links(links))
    except EmailGuessError as error:
        return None, None, None, None, None, str(error)
    best = found.best
    if best is None:
        return None, None, None, None, found.p_none, "no domain follows from the name"
    return best.domain, best.probability, best.source, best.rule, found.p_none, None
