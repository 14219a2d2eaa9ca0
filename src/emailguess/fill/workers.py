"""Working on several processes: what is asked goes out in parts and comes back in its order, so many parts at a time.

Start reading at `answered`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from emailguess.errors import EmailGuessError, InvalidArgument
from emailguess.fill.answers import Answered, Asked

if TYPE_CHECKING:
    from emailguess.fill.asking import Asker

__all__ = ["CHUNK", "answered", "chances_with_another"]

_Part = TypeVar("_Part")
_Done = TypeVar("_Done")

CHUNK = 200
"""Rows that are answered together: some tenths of a second, which is what a kill costs at most."""
_AHEAD = 3
"""Parts that wait for each process."""


def answered(asker: Asker, rows: Iterable[Asked], jobs: int) -> Iterator[list[Answered]]:
    """Answer rows chunk by chunk, in their order."""
    source = iter(rows)
    return _done(asker, _answers, iter(lambda: list(islice(source, CHUNK)), []), jobs)


def chances_with_another(asker: Asker, domains: Sequence[str], jobs: int) -> list[tuple[float, float]]:
    """What `Asker.chance_with_another` gives for each of some domains."""
    return list(_done(asker, _chances, domains, jobs))


def _answers(asker: Asker, chunk: list[Asked]) -> list[Answered]:
    return [asker.answer(asked) for asked in chunk]


def _chances(asker: Asker, domain: str) -> tuple[float, float]:
    return asker.chance_with_another(domain)


def _done(asker: Asker, work: Callable[[Asker, _Part], _Done], parts: Iterable[_Part], jobs: int) -> Iterator[_Done]:
    """Have each part worked on, by so many processes."""
    if jobs == 1:
        for part in parts:
            yield work(asker, part)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        raise InvalidArgument("several jobs need a system that can fork a process; leave jobs at 1 here")
    with ProcessPoolExecutor(jobs, get_context("fork"), _begin, (asker,)) as pool:
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
                "one of the processes was ended from outside, perhaps for want of memory; resume with fewer jobs"
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_asker: Asker | None = None
"""Of a process that works for another."""


def _begin(asker: Asker) -> None:
    """Ctrl-C is for the process that gives out the work."""
    import signal

    global _asker
    _asker = asker
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(work: Callable[[Asker, _Part], _Done], part: _Part) -> _Done:
    if _asker is None:
        raise RuntimeError("the process was not begun")
    return work(_asker, part)
