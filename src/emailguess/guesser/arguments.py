"""What callers pass, checked before any work is done: a wrong argument raises `InvalidArgument` and says what to pass.

Names, domains and addresses are checked where they are read; this is the rest.

Start reading at any function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from os import PathLike
from time import time
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

from emailguess.addresses.suffixes import Divider
from emailguess.errors import InvalidArgument, InvalidPattern, shown
from emailguess.evidence import pieces
from emailguess.evidence.counts import month_of
from emailguess.model.misdelivery import checked_headcount
from emailguess.model.prior import Prior
from emailguess.patterns.language import Pattern
from emailguess.patterns.notations import noted, require_addresses
from emailguess.store import Store

if TYPE_CHECKING:
    import dns.resolver

    import emailguess as later
else:
    from emailguess.results.later import dns, later

__all__ = [
    "CompanyOptions",
    "Parts",
    "MAX_LIMIT",
    "Clock",
    "checked_clock",
    "checked_day",
    "checked_headcount",
    "checked_limit",
    "checked_pattern",
    "checked_prior",
    "checked_store",
    "checked_suffixes",
    "checked_weight",
    "listed",
    "month_by",
    "of_file",
]

Clock: TypeAlias = Callable[[], date]
"""Tells what day it is."""


class Parts(TypedDict, total=False):
    """What a guesser works with, besides its store."""

    prior: Prior | None
    company_table: Mapping[str, Any] | None
    known_companies: bool
    resolver: dns.resolver.Resolver | None
    mx_cache: later.MxCache | None
    clock: Clock | None
    suffixes: Divider | None


class CompanyOptions(TypedDict, total=False):
    """What may be said of a company beside its domain, its country and its people; see `Guesser.at`."""

    pattern: str | Pattern | None
    pattern_weight: float | None
    headcount: int | None
    check_mx: bool
    today: date | None
    """The day evidence is aged by; for one release, then `Guesser(clock=…)`."""
    resolver: dns.resolver.Resolver | None
    """Asks DNS; for one release, then `Guesser(resolver=…)`."""


MAX_LIMIT = 1_000
_MOST_WEIGHT = 100


def checked_limit(limit: int) -> int:
    """How many candidates to show."""
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MAX_LIMIT:
        raise InvalidArgument(f"limit is a number from 1 to {MAX_LIMIT}, not {shown(limit)}")
    return limit


def checked_weight(weight: float | None) -> float | None:
    """How many colleagues a stated pattern weighs as much as; None where that is not told."""
    if weight is None:
        return None
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= _MOST_WEIGHT:
        raise InvalidArgument(f"pattern_weight is a number of colleagues from 0 to {_MOST_WEIGHT}, not {shown(weight)}")
    return weight


def checked_pattern(pattern: str | Pattern | None) -> Pattern | None:
    """A stated pattern, read."""
    if pattern is None:
        return None
    if isinstance(pattern, Pattern):
        require_addresses(pattern)
        return pattern
    if not isinstance(pattern, str):
        raise InvalidPattern(f"a pattern is a text such as '{{first}}.{{last}}', not {shown(pattern)}")
    return noted(pattern)


def listed(values: Iterable[Any], what: str) -> list[Any]:
    """The values of an argument that takes several."""
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InvalidArgument(f"{what} takes a list, not {shown(values)}")
    return list(values)


def checked_day(day: date, what: str) -> date:
    """A day; of a `datetime` its date."""
    if not isinstance(day, date):
        raise InvalidArgument(f"{what} is a datetime.date, not {shown(day)}")
    return day.date() if isinstance(day, datetime) else day


def checked_prior(prior: Prior | None) -> Prior | None:
    """Knowledge of companies in general."""
    if prior is not None and not isinstance(prior, Prior):
        raise InvalidArgument(f"prior is a Prior, as Prior.load reads it, not {shown(prior)}")
    return prior


def checked_store(store: Store) -> Store:
    """A place to keep what is learned: anything with the methods of `Store`."""
    if isinstance(store, type) or not all(callable(getattr(store, name, None)) for name in ("counts", "suppressed")):
        raise InvalidArgument(f"store is a store such as MemoryStore() or SqliteStore(path), not {shown(store)}")
    return store


def checked_clock(clock: Clock | None) -> Clock | None:
    """A clock, which is asked when it is needed."""
    if clock is not None and not callable(clock):
        raise InvalidArgument(f"clock is a function that gives today's datetime.date, not {shown(clock)}")
    return clock


def checked_suffixes(suffixes: Divider | None) -> Divider | None:
    """What tells the public suffix of a host."""
    if suffixes is not None and not callable(suffixes):
        raise InvalidArgument(f"suffixes is a function such as a tldextract.TLDExtract, not {shown(suffixes)}")
    return suffixes


def month_by(clock: Clock | None) -> int:
    """The month it is, as evidence is dated; by the computer's clock where no other is given."""
    if clock is None:
        return _month_at(int(time() / _HOUR_S))
    return month_of(checked_day(clock(), "what the clock gives"))


_HOUR_S = 3_600


@lru_cache(maxsize=1)
def _month_at(hour: int) -> int:
    """The month at an hour since 1970: asking the computer's calendar is slow."""
    return month_of(date.fromtimestamp(hour * _HOUR_S))


def of_file(known: Iterable[pieces.Known] | PathLike[str]) -> Iterable[pieces.Known]:
    """The people of a file where its path was passed in place of a list. Raises `EmailGuessError`."""
    if not isinstance(known, PathLike):
        return known
    from emailguess.files import read_people

    return read_people(known)
