"""How a sheet is to be filled: what callers pass, checked before any work is done.

Start reading at `FillOptions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, Unpack, get_args

from emailguess.errors import InvalidArgument, shown
from emailguess.files.columns import named_columns
from emailguess.fill.columns import COLUMNS, Shape
from emailguess.processes import checked_jobs

__all__ = ["FORMATS", "Chosen", "FillOptions", "chosen"]

FORMATS = ("csv", "tsv", "xlsx", "jsonl", "parquet")
"""What can be written."""

# Amazon SES puts a sender under review from 5% bounces on and pauses one from 10% on (its enforcement FAQs).
_BUDGET = 0.05
# Below, nine of ten checks by a verifier would be in vain: a credit is better spent on finding the address.
_SKIP_BELOW = 0.1


class FillOptions(TypedDict, total=False):
    """How a sheet is filled; see `Guesser.fill`."""

    columns: Mapping[str, str | Sequence[str]] | None
    """Which column holds what, where the titles mislead, as `read_people` takes it."""
    known: Iterable[Any]
    """Further colleagues, at any companies, as `Guesser.learn` takes them; they count for this sheet only."""
    max_bounce: float | None
    """The share of messages, 0 to 1, that may be expected to bounce of those marked `send`; by default 0.05, none
    where `min_probability` is passed."""
    min_probability: float | None
    """What is less likely is not marked `send`."""
    skip_below: float
    """What is less likely is marked `skip`; by default 0.1."""
    max_risk: float | None
    """What is likelier to be somebody else's address is marked `skip`."""
    prefix: str
    """What the titles of the added columns begin with; by default `emailguess_`."""
    overwrite: bool
    """Whether added columns of an earlier run are replaced; else they are an error."""
    keep_formulas: bool
    """Whether cells that a spreadsheet would run stay as they are in a csv file."""
    format: str | None
    """`csv`, `tsv`, `xlsx`, `jsonl` or `parquet`; by default what the output's name says, else as the input."""
    shape: Shape | None
    """Columns of an import file in place of the sheet's own: `hubspot`, `greenhouse`, `apollo` or `hunter`."""
    jobs: int
    """Processes that work at once; the result is the same for any number."""
    resume: bool
    """Go on where an earlier run with the same output was stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The options, checked, with what stands for those that were not passed."""

    columns: Mapping[str, str | Sequence[str]] | None = None
    known: Sequence[Any] = ()
    max_bounce: float | None = _BUDGET
    min_probability: float | None = None
    skip_below: float = _SKIP_BELOW
    max_risk: float | None = None
    prefix: str = "emailguess_"
    overwrite: bool = False
    keep_formulas: bool = False
    format: str | None = None
    shape: Shape | None = None
    jobs: int = 1
    resume: bool = False
    titles: tuple[str, ...] = field(init=False)
    """Titles of the added columns."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "titles", tuple(f"{self.prefix}{name}" for name in COLUMNS))

    def told(self) -> dict[str, Any]:
        """What the result depends on, as JSON knows it."""
        names = ("max_bounce", "min_probability", "skip_below", "max_risk", "prefix", "overwrite", "keep_formulas")
        wishes = {k: [v] if isinstance(v, str) else list(v) for k, v in (self.columns or {}).items()}
        return {n: getattr(self, n) for n in names} | {"columns": wishes, "format": self.format, "shape": self.shape}


def chosen(**options: Unpack[FillOptions]) -> Chosen:
    """Check options. Raises `InvalidArgument`.

    >>> chosen(max_bounce=0.02).max_bounce, chosen(min_probability=0.9).max_bounce
    (0.02, None)
    """
    unknown = options.keys() - FillOptions.__annotations__.keys()
    if unknown:
        raise InvalidArgument(f"fill has no option {shown(min(unknown))}; see the options of Guesser.fill")
    given: dict[str, Any] = {k: v for k, v in options.items() if v is not None}
    for name in ("max_bounce", "min_probability", "skip_below", "max_risk"):
        if name in given:
            given[name] = _share(name, given[name])
    if "min_probability" in given:
        given.setdefault("max_bounce", None)
    if "columns" in given:
        given["columns"] = named_columns(given["columns"])
    for name, allowed in (("format", FORMATS), ("shape", get_args(Shape))):
        if name in given and given[name] not in allowed:
            raise InvalidArgument(f"{name} is one of {', '.join(allowed)}, not {shown(given[name])}")
    checked_jobs(given.get("jobs", 1))
    prefix = given.get("prefix", "")
    if not isinstance(prefix, str) or not prefix.isprintable() or len(prefix) > 60:
        raise InvalidArgument(f"prefix is a short text such as 'emailguess_', not {shown(prefix)}")
    if "known" in given:
        known = given["known"]
        if isinstance(known, str | bytes) or not isinstance(known, Iterable):
            raise InvalidArgument(f"known takes a list of colleagues, not {shown(known)}")
        given["known"] = list(known)
    return Chosen(**given)


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidArgument(f"{name} is a share from 0 to 1, such as 0.05 for 5%, not {shown(value)}")
    return float(value)
