"""A bounded memory of reports that its owner passes from call to call and that forgets when DNS says so.

It keeps nothing on disk, shares nothing between owners, and never keeps `unknown`: a fault must not outlive its cause.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from emailguess.errors import InvalidArgument, shown
from emailguess.mx.report import MxReport

__all__ = ["MxCache"]

# A day is the longest that resolvers commonly believe a TTL; a negative answer beyond three hours is trouble
# (RFC 2308, 5). `tests/mx/test_check.py` guards both.
_MAX_TTL_S = 86_400
_MAX_NEGATIVE_TTL_S = 10_800


class MxCache:
    """Reports by domain, each kept for the time to live that DNS gave with it.

    Answers of "no such record" live for the smaller of the SOA record's TTL and its minimum field (RFC 2308, 5).
    A TTL of 0 is not kept, nor is an answer that came without one, nor any `unknown`. Times are cut to one day,
    for `rejects` to three hours. Full, it forgets what was used longest ago. Safe to share between threads; not
    meant to be shared between resolvers that see different worlds.

    - `max_entries`: how many domains it holds, 1 or more, about 1 kB each; default: 10,000
    - `clock`: a function that returns seconds which never go back; default: `time.monotonic`

    Raises `InvalidArgument` for a bad size.

    >>> from emailguess.mx.report import report
    >>> now = 0.0
    >>> cache = MxCache(clock=lambda: now)
    >>> cache.put(report("acme.example", "nxdomain", ttl_s=60))
    >>> cache.get("acme.example")
    MxReport(acme.example rejects: nxdomain)
    >>> now = 60.0
    >>> cache.get("acme.example") is None
    True
    """

    __slots__ = ("_clock", "_entries", "_lock", "_max_entries")

    def __init__(self, *, max_entries: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        if isinstance(max_entries, bool) or not isinstance(max_entries, int) or max_entries < 1:
            raise InvalidArgument(f"a cache holds at least 1 entry, not {shown(max_entries)}")
        self._max_entries = max_entries
        self._clock = clock
        self._entries: OrderedDict[str, tuple[float, MxReport]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, domain: str) -> MxReport | None:
        """Return the report kept for this domain (as `MxReport.domain` spells it) while it is still good.

        >>> MxCache().get("acme.example") is None
        True
        """
        if not isinstance(domain, str):
            raise InvalidArgument(f"a cache is asked for a domain's name, not {shown(domain)}")
        with self._lock:
            entry = self._entries.get(domain)
            if entry is None:
                return None
            good_until, answer = entry
            if self._clock() >= good_until:
                del self._entries[domain]
                return None
            self._entries.move_to_end(domain)
            return answer

    def put(self, answer: MxReport) -> None:
        """Keep a report for as long as it may be kept, which may be not at all.

        >>> from emailguess.mx.report import report
        >>> cache = MxCache()
        >>> cache.put(report("acme.example", "timeout"))
        >>> len(cache)
        0
        """
        if not isinstance(answer, MxReport):
            raise InvalidArgument(f"a cache keeps MxReports, not {shown(answer)}")
        if answer.status == "unknown" or not answer.ttl_s:
            return
        ttl_s = min(answer.ttl_s, _MAX_NEGATIVE_TTL_S if answer.status == "rejects" else _MAX_TTL_S)
        with self._lock:
            self._entries[answer.domain] = (self._clock() + ttl_s, answer)
            self._entries.move_to_end(answer.domain)
            while len(self._entries) > self._max_entries:
                self._entries.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"MxCache({len(self)} of {self._max_entries})"
