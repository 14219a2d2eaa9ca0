"""The tables that are passed around, as Spark writes schemas down, and their checks before any job starts.

The last word of a table's version stands in the title of one column, so that a table that was kept for years is known
again without reading a row of it.

Start reading at `COUNTS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from emailguess.errors import InvalidArgument, MissingExtra, shown
from emailguess.fill.columns import COLUMNS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "COMPANIES",
    "COUNTS",
    "FILLED",
    "KNOWN",
    "SUPPRESSED",
    "columns_of",
    "functions",
    "quoted",
    "require_frame",
    "require_table",
    "require_text",
]

COUNTS = (
    "domain string, kind string, signature string, month int, tenths int, dating string, other string, count_v1 bigint"
)
"""What is known of companies, and of nobody: one row for each sort of evidence at a domain, and how often it was seen.

`kind` is that of the evidence (`pair`, `bare`, `stated`, `bounce`, `delivery`); `signature` everything it can mean, as
a store writes it; `month` counts months from the year 0, 0 for no date; `tenths` is the trust in its source, in tenths;
`dating` tells how the month is known. Rows of kind `company` say how often the company whose key is `other` was seen
with the domain, those of kind `alias` that the domain and `other` belong together; their other cells are null.
Equal rows add: the table of two runs is the union of both, or `merged`."""

KNOWN = (
    "domain string, person_v1 binary, name binary, kind string, signature string, month int, tenths int, "
    "dating string, company string, counts boolean"
)
"""Whose addresses are known, by digests keyed with the secret: one row for each address and kind of evidence.

`person_v1` is the digest of the address, `name` that of the person's name, null where none was told; the rest is as in
`COUNTS`. `counts` tells whether the row counts: a bare address does not where a pair says more."""

SUPPRESSED = "host binary, digest_v1 binary, rejected string"
"""Whom not to contact, by digests: of the entry, and of the domain it stands at, by which it is joined; null for a
digest that was made elsewhere. `rejected` says why an entry holds nobody back, and is null for all that do."""

COMPANIES = (
    "domain string, domain_probability double, domain_source string, domain_rule string, p_none double, reason string"
)
"""What `companies` adds to each row: the likeliest domain of the company, how sure that is, by what it was found (as
`DomainCandidate` tells), the probability that it is none that was thought of, and why there is none."""

FILLED = ", ".join(f"{name} {'double' if column.is_number else 'string'}" for name, column in COLUMNS.items())
"""What `guess` adds to each row: the columns of a filled sheet, without their prefix."""

_VERSIONED = re.compile(r"(\w+)_v(\d+)")


def functions() -> Any:
    """Spark's functions of columns. Raises `MissingExtra`."""
    try:
        from pyspark.sql import functions as found
    except ImportError:
        raise MissingExtra("to work on a cluster, run: pip install 'emailguess[spark]'") from None
    return found


def columns_of(schema: str) -> dict[str, str]:
    """The columns of a schema with their types.

    >>> columns_of("domain string, count_v1 bigint")
    {'domain': 'string', 'count_v1': 'bigint'}
    """
    return dict(part.split(" ", 1) for part in schema.split(", "))


def quoted(title: str) -> str:
    """A column's title as Spark takes it whatever stands in it.

    >>> quoted("a.b"), quoted("a`b")
    ('`a.b`', '`a``b`')
    """
    return "`" + title.replace("`", "``") + "`"


def require_frame(frame: Any, what: str) -> None:
    """Raise `InvalidArgument` unless something is a frame of Spark."""
    functions()
    if not all(hasattr(frame, name) for name in ("dtypes", "mapInArrow", "sparkSession")):
        raise InvalidArgument(f"{what} is a DataFrame of Spark, not a {type(frame).__name__}")


def require_text(frame: DataFrame, titles: Iterable[str], *, where: str = "", advice: str) -> None:
    """Raise `InvalidArgument` unless a frame has these columns, and text in them; empty titles are passed over."""
    types = dict(frame.dtypes)
    for title in filter(None, titles):
        if types.get(title) != "string":
            has = f"holds {types[title]}" if title in types else "is not there"
            raise InvalidArgument(f"the column {title!a}{where} {has}: it holds text{advice}")


def require_table(frame: DataFrame, schema: str, what: str, maker: str) -> None:
    """Raise `InvalidArgument` unless a frame is a table of this version, with its columns and their types."""
    require_frame(frame, what)
    has, wanted = dict(frame.dtypes), columns_of(schema)
    versioned = next(name for name in wanted if _VERSIONED.fullmatch(name))
    stem, ours = versioned.rsplit("_v", 1)
    for name in has:
        found = _VERSIONED.fullmatch(name)
        if found is not None and found[1] == stem and found[2] != ours:
            newer = "update emailguess" if int(found[2]) > int(ours) else f"make it anew with {maker}"
            raise InvalidArgument(f"{what} is a table of version {found[2]}, and this emailguess reads {ours}: {newer}")
    missing = [name for name in wanted if name not in has]
    if missing:
        raise InvalidArgument(f"{what} lacks the column {missing[0]}; pass what {maker} gave, all columns of it")
    for name, kind in wanted.items():
        if has[name] != kind and not {has[name], kind} <= {"int", "bigint", "smallint"}:
            raise InvalidArgument(
                f"the column {name} of {what} is {shown(has[name])}, not {kind}; pass what {maker} gave as it was, or "
                "cast the column back"
            )
