"""Working on several processes: parts go out and what was made of them comes back in their order, so many at a time.

Start reading at `worked`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from emailguess.errors import EmailGuessError, InvalidArgument, shown

__all__ = ["MOST_JOBS", "checked_jobs", "worked"]

MOST_JOBS = 256

_Known = TypeVar("_Known")
_Part = TypeVar("_Part")
_Done = TypeVar("_Done")

_AHEAD = 3
"""Parts that wait for each process."""


def checked_jobs(jobs: object) -> int:
    """Refuse what is no number of processes."""
    if isinstance(jobs, bool) or not isinstance(jobs, int) or not 1 <= jobs <= MOST_JOBS:
        raise InvalidArgument(f"jobs is a number of processes from 1 to {MOST_JOBS}, not {shown(jobs)}")
    return jobs


def worked(work: Callable[[_Known, _Part], _Done], known: _Known, parts: Iterable[_Part], jobs: int) -> Iterator[_Done]:
    """What `work` makes of each part, by `jobs` processes that all have what is `known`; with one job, in this process.

    >>> list(worked(lambda many, one: many * one, 2, [1, 2, 3], 1))
    [2, 4, 6]
    """
    if jobs == 1:
        for part in parts:
            yield work(known, part)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        raise InvalidArgument("several jobs need a system that can fork a process; leave jobs at 1 here")
    with ProcessPoolExecutor(jobs, get_context("fork"), _begin, (known,)) as pool:
        waiting: deque[Future[_Done]] = deque()
        try:
            for part in parts:
                waiting.append(pool.submit(_work, work, part))
                if len(waiting) > _AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise EmailGuessError(
                "one of the processes was ended from outside, perhaps for want of memory; go on with fewer jobs"
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_known: Any = None
"""Of a process that works for another; it is forked, so nothing is copied."""


def _begin(known: object) -> None:
    """Ctrl-C is for the process that gives out the work."""
    import signal

    global _known
    _known = known
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(work: Callable[[Any, _Part], _Done], part: _Part) -> _Done:
    return work(_known, part)
