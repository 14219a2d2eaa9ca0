"""Work off the event loop: a few threads, a bounded line before them, and a clear no where it is full.

Start reading at `Workers.run`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TypeVar

from emailguess.serving.problems import Problem

__all__ = ["Workers"]

_T = TypeVar("_T")


class Workers:
    """Threads with a line of at most so many calls before them."""

    def __init__(self, name: str, threads: int, waiting: int, retry_after_s: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._retry_after_s = retry_after_s
        self._lock = Lock()
        self._taken = 0

    async def run(self, call: Callable[[], _T], seconds: float | None) -> _T:
        """The call's result. Raises `Problem` where the line is full, or no answer came in time.

        A call that has begun runs to its end, whoever waits for it; it keeps its place until then.
        """
        with self._lock:
            if self._taken >= self._most:
                raise self._come_again(f"{self._most:,} requests are being worked on already")
            self._taken += 1
        future = self._executor.submit(call)
        future.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
        except TimeoutError:
            raise self._come_again(f"no answer within {seconds:.0f} seconds") from None

    def _done(self, _: Future[_T]) -> None:
        with self._lock:
            self._taken -= 1

    def _come_again(self, why: str) -> Problem:
        wait = self._retry_after_s
        detail = f"the server is busy: {why}; try again in {wait} second{'s' if wait > 1 else ''}"
        return Problem(503, "Busy", detail, {"Retry-After": str(wait)})

    def close(self) -> None:
        """Let go of the threads; what has not begun is not begun."""
        self._executor.shutdown(wait=False, cancel_futures=True)
