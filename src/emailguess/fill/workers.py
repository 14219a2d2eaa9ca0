"""Answering on several processes: chunks of rows go out and come back in their order, so many at a time.

Start reading at `answered`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from emailguess.errors import EmailGuessError, InvalidArgument
from emailguess.fill.answers import Answered, Asked

if TYPE_CHECKING:
    from emailguess.fill.asking import Asker

__all__ = ["CHUNK", "answered"]

CHUNK = 200
"""Rows that are answered together: some tenths of a second, which is what a kill costs at most."""
_AHEAD = 3
"""Chunks that wait for each process."""


def answered(asker: Asker, rows: Iterable[Asked], jobs: int) -> Iterator[list[Answered]]:
    """Answer rows chunk by chunk, in their order."""
    source = iter(rows)
    chunks = iter(lambda: list(islice(source, CHUNK)), [])
    if jobs == 1:
        for chunk in chunks:
            yield [asker.answer(asked) for asked in chunk]
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    if "fork" not in get_all_start_methods():
        raise InvalidArgument("several jobs need a system that can fork a process; leave jobs at 1 here")
    with ProcessPoolExecutor(jobs, get_context("fork"), _begin, (asker,)) as pool:
        waiting: deque[Future[list[Answered]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_answer, chunk))
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
"""Of a process that answers."""


def _begin(asker: Asker) -> None:
    """Ctrl-C is for the process that gives out the work."""
    import signal

    global _asker
    _asker = asker
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(chunk: list[Asked]) -> list[Answered]:
    if _asker is None:
        raise RuntimeError("the process was not begun")
    return [_asker.answer(asked) for asked in chunk]
