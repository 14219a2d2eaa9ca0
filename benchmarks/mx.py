"""How long 2,000 domains take against a real DNS server on loopback when one in a hundred never answers.

Run `python -m benchmarks.mx` from the root of the source tree, with dnspython and NSD installed. It prints a Markdown
table, then the same figures as JSON, and ends with an error where order is lost, a budget is broken or memory grows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import resource
import sys
import time
import tracemalloc
from collections.abc import Iterator
from typing import Any

import dns.asyncresolver
import dns.resolver
from tests.mx import dns_loopback as loopback

from emailguess.addresses import parser as addresses
from emailguess.mx import MxReport, acheck_mx_many, check_mx_many, iter_mx

DOMAINS = 2_000
SILENT_EVERY = 100
BUDGET_S = 3.0
TOTAL_BUDGET_S = 60.0
CONCURRENCY = 32

# Streaming, the answers that wait behind a slow one fill a bounded store: so many bytes at most, and once it is full
# a list three times as long needs no more. Half as much again is allowed for noise; a leak would need three times.
MEMORY_BYTES = 6_000_000
MEMORY_GROWTH = 1.5
LONGER = 3


def domains(count: int) -> Iterator[str]:
    """Names below a wildcard MX, every hundredth in a zone whose server is silent."""
    for n in range(count):
        yield f"n{n}.silent.test" if n % SILENT_EVERY == SILENT_EVERY // 2 else f"n{n}.wild.example"


class Split(dns.resolver.Resolver):
    """A resolver that sends one zone's questions to another server, as a conditional forwarder does."""

    def __init__(self, port: int, silent_port: int) -> None:
        super().__init__(configure=False)
        self.nameservers = [loopback.HOST]
        self.port = port
        self.timeout = 1.0
        self.silent = loopback.resolver_for(silent_port)
        self.silent.timeout = 1.0

    def resolve(self, qname: Any, *args: Any, **options: Any) -> Any:
        if str(qname).endswith(".silent.test."):
            return self.silent.resolve(qname, *args, **options)
        return super().resolve(qname, *args, **options)


class AsyncSplit(dns.asyncresolver.Resolver):
    """As `Split`, asynchronous."""

    def __init__(self, port: int, silent_port: int) -> None:
        super().__init__(configure=False)
        self.nameservers = [loopback.HOST]
        self.port = port
        self.timeout = 1.0
        self.silent = loopback.async_resolver_for(silent_port)
        self.silent.timeout = 1.0

    async def resolve(self, qname: Any, *args: Any, **options: Any) -> Any:
        if str(qname).endswith(".silent.test."):
            return await self.silent.resolve(qname, *args, **options)
        return await super().resolve(qname, *args, **options)


def check(asked: list[str], answers: list[MxReport], took_s: float) -> None:
    """Order kept, every answer right, time within the budget."""
    assert asked == [answer.domain for answer in answers], "the answers are not in the order of the questions"
    expected = ["unknown" if ".silent." in name else "accepts" for name in asked]
    assert expected == [answer.status for answer in answers], "an answer is wrong"
    assert took_s <= TOTAL_BUDGET_S, f"{took_s:.1f} s are more than {TOTAL_BUDGET_S} s"


def timed(port: int, silent_port: int, count: int) -> dict[str, float]:
    """Seconds for the whole list: threads, then the event loop."""
    asked = list(domains(count))
    limits = {"budget_s": BUDGET_S, "total_budget_s": TOTAL_BUDGET_S, "concurrency": CONCURRENCY}
    started = time.monotonic()
    answers = check_mx_many(asked, resolver=Split(port, silent_port), **limits)  # type: ignore[arg-type]
    threads_s = time.monotonic() - started
    check(asked, answers, threads_s)
    started = time.monotonic()
    answers = asyncio.run(acheck_mx_many(asked, resolver=AsyncSplit(port, silent_port), **limits))  # type: ignore[arg-type]
    loop_s = time.monotonic() - started
    check(asked, answers, loop_s)
    return {"threads_s": round(threads_s, 2), "event_loop_s": round(loop_s, 2)}


def peak_bytes(port: int, silent_port: int, count: int) -> int:
    """The most memory in use at once while a list is streamed and each report dropped at once.

    `addresses.domain` remembers what it has read, bounded at 16,384 domains; that is filled beforehand, not counted.
    """
    for name in domains(count):
        addresses.domain(name)
    tracemalloc.start()
    try:
        found = 0
        stream = iter_mx(domains(count), resolver=Split(port, silent_port), budget_s=BUDGET_S, concurrency=CONCURRENCY)
        for _ in stream:
            found += 1
        assert found == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def main() -> int:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--domains", type=int, default=DOMAINS, help="how many domains (default 2,000)")
    count = parser.parse_args().domains
    if loopback.find_nsd() is None:
        print(loopback.NO_SERVER, file=sys.stderr)
        return 1
    with loopback.nsd() as port, loopback.stub(loopback.silence) as silent_port:
        times = timed(port, silent_port, count)
        peak_bytes(port, silent_port, 20)  # what is loaded once is not growth
        small = peak_bytes(port, silent_port, count // 10)
        large = peak_bytes(port, silent_port, count)
        larger = peak_bytes(port, silent_port, count * LONGER)
    figures: dict[str, object] = {
        "benchmark": "mx-bulk-1",
        "domains": count,
        "never_answering": sum(".silent." in name for name in domains(count)),
        "concurrency": CONCURRENCY,
        "budget_per_domain_s": BUDGET_S,
        "total_budget_s": TOTAL_BUDGET_S,
        **times,
        "order_kept": True,
        "peak_bytes_tenth": small,
        "peak_bytes": large,
        "peak_bytes_threefold": larger,
        "max_rss_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "python": platform.python_version(),
    }
    print("| figure | value |\n| --- | ---: |")
    for name, value in figures.items():
        print(
            f"| {name} | {value:,} |"
            if isinstance(value, int | float) and value is not True
            else f"| {name} | {value} |"
        )
    print("\n```json\n" + json.dumps(figures, indent=2) + "\n```")
    if larger > MEMORY_BYTES or larger > MEMORY_GROWTH * large:
        print(f"memory is not flat: {large:,} bytes, {larger:,} for a list {LONGER} times as long", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
