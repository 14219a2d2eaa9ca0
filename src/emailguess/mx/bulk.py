"""Check many domains at once: bounded concurrency, answers in the order of the questions, memory that stays flat.

It never stops at a bad row or a dead name server; those come back as `unknown`, with the reason.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING

from emailguess.addresses import parser as addresses
from emailguess.errors import InvalidArgument, InvalidDomain, shown
from emailguess.mx import lookup
from emailguess.mx.cache import MxCache
from emailguess.mx.check import BUDGET_S, TIMEOUT_S, acheck_one, check_one, require_kind, require_times
from emailguess.mx.report import MxReport, report

if TYPE_CHECKING:
    import dns.asyncresolver
    import dns.resolver
else:
    from emailguess.results.later import dns

__all__ = ["acheck_mx_many", "aiter_mx", "check_mx_many", "iter_mx"]

CONCURRENCY = 32
"""Default for how many domains are asked about at the same time."""

# How many answers, per worker, may wait behind one slow domain so that order is kept. Enough that a hundredth of
# dead domains does not stall the rest, few enough to be a few megabytes (benchmarks/mx.py measures both).
_LOOKAHEAD = 32

_SHOWN_DOMAIN = 253


def check_mx_many(
    domains: Iterable[str],
    *,
    resolver: dns.resolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    total_budget_s: float | None = None,
    concurrency: int = CONCURRENCY,
    cache: MxCache | None = None,
) -> list[MxReport]:
    """Check many domains with a pool of threads and return one report for each, in the same order.

    - `domains`: the domains; a text that is none gives `unknown` with the reason `invalid_domain`
    - `resolver`, `cache`: as for `check_mx`
    - `timeout_s`, `budget_s`: for each domain, as for `check_mx`
    - `total_budget_s`: seconds for the whole list; domains whose turn comes later are `unknown` with the reason
      `budget` and are not asked about. Default: any time
    - `concurrency`: how many domains are asked about at the same time, 1 or more; default: 32

    Raises `MissingExtra` without dnspython, and `InvalidArgument` for a bad time or concurrency, for an asynchronous
    resolver, and where `domains` is no list.

    >>> check_mx_many(["not a domain"])
    [MxReport(not a domain unknown: invalid_domain)]
    """
    return list(
        iter_mx(
            domains,
            resolver=resolver,
            timeout_s=timeout_s,
            budget_s=budget_s,
            total_budget_s=total_budget_s,
            concurrency=concurrency,
            cache=cache,
        )
    )


def iter_mx(
    domains: Iterable[str],
    *,
    resolver: dns.resolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    total_budget_s: float | None = None,
    concurrency: int = CONCURRENCY,
    cache: MxCache | None = None,
) -> Iterator[MxReport]:
    """As `check_mx_many`, yielding each report when its turn comes: for lists that do not fit in memory.

    - `domains`: the domains, read only a bounded way ahead of what was yielded; there may be no end of them
    - `resolver`, `timeout_s`, `budget_s`, `total_budget_s`, `concurrency`, `cache`: as for `check_mx_many`

    >>> from itertools import repeat
    >>> next(iter_mx(repeat("not a domain"), concurrency=1))
    MxReport(not a domain unknown: invalid_domain)
    """
    _require(domains, timeout_s, budget_s, total_budget_s, concurrency)
    require_kind(resolver, asynchronous=False)
    lookup.require_dnspython()
    chosen = resolver if resolver is not None else lookup.system_resolver()
    ends = None if total_budget_s is None else time.monotonic() + total_budget_s

    def one(text: str) -> MxReport:
        name = _domain(text)
        left_s = _left_s(budget_s, ends)
        if isinstance(name, MxReport):
            return name
        if left_s <= 0:
            return report(name.name, "budget")
        return check_one(name, chosen, timeout_s=timeout_s, budget_s=left_s, cache=cache)

    def run() -> Iterator[MxReport]:
        from concurrent.futures import Future, ThreadPoolExecutor

        pool = ThreadPoolExecutor(max_workers=concurrency, thread_name_prefix="emailguess-mx")
        waiting: deque[Future[MxReport]] = deque()
        try:
            for text in domains:
                waiting.append(pool.submit(one, text))
                while waiting and (len(waiting) >= concurrency * _LOOKAHEAD or waiting[0].done()):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            # A caller who stops early does not wait for the rest; what is under way ends within its budget.
            pool.shutdown(wait=not waiting, cancel_futures=True)

    return run()


async def acheck_mx_many(
    domains: Iterable[str],
    *,
    resolver: dns.asyncresolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    total_budget_s: float | None = None,
    concurrency: int = CONCURRENCY,
    cache: MxCache | None = None,
) -> list[MxReport]:
    """As `check_mx_many`, on the running event loop (asyncio).

    - `resolver`: a `dns.asyncresolver.Resolver`; default: the system's
    - `domains`, `timeout_s`, `budget_s`, `total_budget_s`, `concurrency`, `cache`: as for `check_mx_many`

    >>> asyncio.run(acheck_mx_many(["not a domain"]))
    [MxReport(not a domain unknown: invalid_domain)]
    """
    return [
        answer
        async for answer in aiter_mx(
            domains,
            resolver=resolver,
            timeout_s=timeout_s,
            budget_s=budget_s,
            total_budget_s=total_budget_s,
            concurrency=concurrency,
            cache=cache,
        )
    ]


async def aiter_mx(
    domains: Iterable[str],
    *,
    resolver: dns.asyncresolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    total_budget_s: float | None = None,
    concurrency: int = CONCURRENCY,
    cache: MxCache | None = None,
) -> AsyncIterator[MxReport]:
    """As `iter_mx`, on the running event loop (asyncio); closing the iterator cancels what is under way.

    - `resolver`: a `dns.asyncresolver.Resolver`; default: the system's
    - `domains`, `timeout_s`, `budget_s`, `total_budget_s`, `concurrency`, `cache`: as for `iter_mx`
    """
    _require(domains, timeout_s, budget_s, total_budget_s, concurrency)
    require_kind(resolver, asynchronous=True)
    lookup.require_dnspython()
    chosen = resolver if resolver is not None else lookup.system_async_resolver()
    ends = None if total_budget_s is None else time.monotonic() + total_budget_s
    slots = asyncio.Semaphore(concurrency)

    async def one(text: str) -> MxReport:
        name = _domain(text)
        if isinstance(name, MxReport):
            return name
        async with slots:
            left_s = _left_s(budget_s, ends)
            if left_s <= 0:
                return report(name.name, "budget")
            return await acheck_one(name, chosen, timeout_s=timeout_s, budget_s=left_s, cache=cache)

    waiting: deque[asyncio.Task[MxReport]] = deque()
    try:
        for text in domains:
            waiting.append(asyncio.create_task(one(text)))
            while waiting and (len(waiting) >= concurrency * _LOOKAHEAD or waiting[0].done()):
                yield await waiting[0]
                waiting.popleft()
        while waiting:
            yield await waiting[0]
            waiting.popleft()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


def _domain(text: str) -> addresses.Domain | MxReport:
    try:
        return addresses.domain(text)
    except InvalidDomain as error:
        return report(str(text)[:_SHOWN_DOMAIN], "invalid_domain", detail=str(error))


def _left_s(budget_s: float, ends: float | None) -> float:
    return budget_s if ends is None else min(budget_s, ends - time.monotonic())


def _require(
    domains: Iterable[str], timeout_s: float, budget_s: float, total_budget_s: float | None, concurrency: int
) -> None:
    if isinstance(domains, str | bytes) or not isinstance(domains, Iterable):
        raise InvalidArgument(f"several domains are a list, not {shown(domains)}; for one there is check_mx")
    require_times(timeout_s=timeout_s, budget_s=budget_s)
    if total_budget_s is not None:
        require_times(total_budget_s=total_budget_s)
    if isinstance(concurrency, bool) or not isinstance(concurrency, int) or concurrency < 1:
        raise InvalidArgument(f"concurrency is a whole number, 1 or more, not {shown(concurrency)}")
