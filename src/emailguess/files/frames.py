"""Frames of pandas, polars and Arrow through `narwhals` (extra `frames`), and Parquet and Arrow files (`pyarrow`).

Start reading at `rows` and `arrow_rows`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from emailguess.errors import EmailGuessError, MissingExtra
from emailguess.files.log import Row

__all__ = ["arrow_rows", "cell_text", "is_frame", "rows"]

_BATCH = 10_000


def is_frame(what: object) -> bool:
    """Whether something is a frame or a table of one of the libraries, by its type's home; nothing is imported."""
    return type(what).__module__.partition(".")[0] in (
        "pandas",
        "polars",
        "pyarrow",
        "modin",
        "cudf",
        "duckdb",
        "narwhals",
    )


def rows(frame: Any) -> Iterator[Row]:
    """The titles of a frame as row 0, then its rows from 1. Raises `MissingExtra` or `EmailGuessError`."""
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtra("to read frames, run: pip install 'emailguess[frames]'") from None
    try:
        native = nw.from_native(frame)
    except TypeError as error:
        raise EmailGuessError(f"people are not read from a {type(frame).__name__}; pass a frame or a table") from error
    if isinstance(native, nw.LazyFrame):
        native = native.collect()
    yield 0, [str(c) for c in native.columns]
    for number, values in enumerate(native.iter_rows(named=False, buffer_size=_BATCH), 1):
        yield number, [cell_text(v) for v in values]


def arrow_rows(stream: IO[bytes], name: str, *, parquet: bool) -> Iterator[Row]:
    """The rows of a Parquet or an Arrow file, batch by batch. Raises `MissingExtra` or `EmailGuessError`."""
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError:
        raise MissingExtra(f"{name} is Parquet or Arrow; to read it, run: pip install 'emailguess[frames]'") from None
    number = 0
    try:
        if parquet:
            file = pq.ParquetFile(stream)
            titles, batches = file.schema_arrow.names, file.iter_batches(batch_size=_BATCH)
        else:
            reader = pa.ipc.open_file(stream)
            titles = reader.schema.names
            batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
        yield 0, [str(t) for t in titles]
        for batch in batches:
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield number, [cell_text(v) for v in values]
    except (pa.ArrowException, OSError) as error:
        raise EmailGuessError(f"{name}: not readable as a table, after row {number:,} ({error})") from error


def cell_text(value: Any) -> str:
    """A value of a frame as the text that a file would have in its place."""
    if isinstance(value, str):
        return value
    if value is None or value != value:  # not a number
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell_text(v) for v in value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
