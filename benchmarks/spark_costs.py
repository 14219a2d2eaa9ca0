"""What a row costs a worker of Spark and one process, in time of a processor: no cluster and no Java is needed.

Start reading at `measured`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from benchmarks import synthetic

__all__ = ["measured"]

_COMPANIES, _PEOPLE = 40, 50
_KEY = b"k" * 32


def measured(rows: list[tuple[Any, ...]]) -> dict[str, float]:
    """Milliseconds of a processor for each row; `rows` are row, name, address and domain."""
    import pyarrow as pa

    from emailguess import Guesser
    from emailguess.files.columns import Column, Columns
    from emailguess.spark import answering, learning
    from emailguess.spark.dossiers import ROW
    from emailguess.spark.people import Titles
    from emailguess.store.people import this_month

    fields = {"name": (Column(1, "name"),), "address": (Column(2, "email"),), "domain": (Column(3, "website"),)}
    titles = Titles(("row", "name", "email", "website"), Columns(fields, 4))
    used = titles.only_used()
    told = [pair for c in synthetic.conventions(_COMPANIES) for pair in synthetic.people(c, _PEOPLE)]
    texts = [list(column) for column in zip(*[(n, a, a.partition("@")[2]) for n, a in told], strict=True)]
    batch = pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in texts], names=list(used.titles))
    warm = batch.slice(0, 100)
    list(learning._entries(iter([warm]), used, _KEY, 0, this_month()))
    found: dict[str, float] = {}
    entries = _timed(
        found, "spark_learn_read", len(told), lambda: learning._entries(iter([batch]), used, _KEY, 0, this_month())
    )
    _timed(found, "spark_learn_slips", len(told), lambda: learning._suspects(iter([batch]), used))
    joined = pa.Table.from_batches(entries).sort_by([("domain", "ascending"), ("person", "ascending")])
    near = joined.drop_columns(["slip"]).to_batches()
    _timed(found, "spark_learn_join", len(told), lambda: learning._joined(iter(near)))
    _timed(found, "one_process_learn", len(told), lambda: iter([Guesser().learn(told)]))
    records = [dict(zip(("Row", "Name", "Email", "Website"), row, strict=True)) for row in rows]
    _timed(found, "one_process_fill", len(records), lambda: Guesser().fill(records))
    asked = sorted((row for row in rows if row[2] is None), key=lambda row: row[3])
    columns = [pa.array(c, k) for c, k in zip(zip(*asked, strict=True), (pa.int32(), *[pa.string()] * 3), strict=True)]
    own = pa.StructArray.from_arrays(columns, names=list(titles.titles))
    number = len(asked)
    whole = {
        "_kind": pa.array(["domain"] * number),
        "_what": pa.array([row[3] for row in asked]),
        "_country": pa.array([""] * number),
        "_piece": pa.array([0] * number),
        "_part": pa.array([ROW] * number),
        "_fact": pa.array([""] * number),
        "_blob": pa.nulls(number, pa.binary()),
        "_hash": pa.array(range(number)),
        "_row": own,
    }
    together = pa.RecordBatch.from_arrays(list(whole.values()), names=list(whole))
    work = answering._Work(titles, _KEY, frozenset(), date.today())
    answers = _timed(found, "spark_guess_answer", number, lambda: answering._answers(iter([together]), work))
    plain = together.select(["_row", "_hash"])
    _timed(found, "spark_guess_read", number, lambda: answering._stands(iter([plain]), work))
    found["answer_bytes"] = round(sum(map(len, answers[0].column("_answer").to_pylist())) / number)
    return found


def _timed(found: dict[str, float], name: str, rows: int, work: Callable[[], Iterator[Any]]) -> list[Any]:
    begun = time.process_time()
    done = list(work())
    found[f"{name}_ms"] = round(1_000 * (time.process_time() - begun) / rows, 3)
    return done
