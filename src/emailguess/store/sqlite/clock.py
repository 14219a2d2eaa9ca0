"""What month it is for a store: the computer's clock, unless it jumped.

A wrong clock must not wipe a store. So the store remembers the last month it believed, reads never move it, and a clock
that is further ahead than stores lie unused is told of and not obeyed, until somebody says that it is right.

Start reading at `believed`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from emailguess.errors import StoreError, shown
from emailguess.evidence.counts import month_text
from emailguess.store.people import this_month

__all__ = ["JUMP_MONTHS", "believed", "check_limit", "first_kept", "jumped", "tell"]

MAX_KEEP_MONTHS = 1_200
JUMP_MONTHS = 6
"""How far a clock may be ahead of what a store saw last. Half a year is longer than teams leave a store alone, and far
less than evidence is kept, so that a clock gone wrong once takes out half a year's worth at most."""


def believed(meta: Mapping[str, Any]) -> int:
    """The month it is: never before one the store has seen, and the last one seen where the clock jumped ahead.

    >>> from emailguess.store.people import this_month
    >>> now = this_month()
    >>> believed({"clock": now - 1}) - now, believed({"clock": now - 60}) - now, believed({"clock": now + 60}) - now
    (0, -60, 60)
    """
    seen, now = int(meta["clock"]), this_month()
    return now if seen <= now <= seen + JUMP_MONTHS else seen


def jumped(meta: Mapping[str, Any]) -> bool:
    """Whether the clock is so far from what the store saw last that it is not obeyed."""
    return abs(this_month() - int(meta["clock"])) > JUMP_MONTHS


def first_kept(meta: Mapping[str, Any]) -> int:
    """The first month that is kept: by the age limit, and by what was taken out for good."""
    months = int(meta["keep_months"])
    return max(int(meta["since"]), believed(meta) - months if months else 0)


def check_limit(keep_months: object) -> None:
    """Raise `StoreError` unless this is an age limit, or None."""
    if keep_months is not None and (
        isinstance(keep_months, bool) or not isinstance(keep_months, int) or not 0 <= keep_months <= MAX_KEEP_MONTHS
    ):
        raise StoreError(f"keep_months is a number from 0 (no limit) to {MAX_KEEP_MONTHS}, not {shown(keep_months)}")


def tell(meta: Mapping[str, Any]) -> None:
    """Warn of a clock that jumped."""
    if jumped(meta):
        logging.getLogger("emailguess").warning(
            "the clock says %s, and the store last saw %s: nothing expires, and what is learned counts as of then. "
            "If the clock is right, run `emailguess store expire --clock-is-right`",
            month_text(this_month()),
            month_text(int(meta["clock"])),
        )
