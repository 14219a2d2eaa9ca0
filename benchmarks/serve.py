"""How much the web server bears: questions a second and how long they take, beside the plain call.

Run `python -m benchmarks serve` from the root of the source tree, with the extra `server`. The server is a process of
its own, started as a user starts it; clients are connections of this process, so that two cores are enough. Every
answer is held against the library's. It ends with an error where one differs or a request fails, also beside clients
that are slow on purpose.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import emailguess
from benchmarks import markdown
from emailguess import Guesser

CLIENTS, SLOW = 200, 100
_GIVEN = ("Jane", "Tom", "Ann", "Karl", "Mary Ann", "Jürgen", "Piotr", "Wei")
_FAMILY = ("Doe", "Roe", "Lee", "Schröder", "O'Neil", "van Dyk", "Zhang", "Nowak")
_KNOWN = ("Bob Jones <bob.jones@{0}>", "Eve Miller <eve.miller@{0}>")


class Asked(NamedTuple):
    """A question and its right answer."""

    body: bytes
    expected: Any


def questions() -> list[Asked]:
    """Invented people at invented companies: each with two known colleagues."""
    guesser, found = Guesser(), []
    for place in range(64):
        domain = f"acme{place % 16}.example"
        name = f"{_GIVEN[place % 8]} {_FAMILY[place // 8]}"
        known = [each.format(domain) for each in _KNOWN]
        question = {"name": name, "domain": domain, "known": known, "limit": 5}
        answer = guesser.guess(name, domain, known=known, limit=5).to_dict()
        found.append(Asked(json.dumps(question).encode(), answer))
    return found


def plain_call(asked: list[Asked], seconds: float) -> dict[str, float]:
    """The same questions to the library, from JSON to JSON, in one thread."""
    guesser, took, began = Guesser(), [], time.perf_counter()
    while time.perf_counter() - began < seconds:
        for each in asked:
            start = time.perf_counter()
            question = json.loads(each.body)
            json.dumps(guesser.guess(question.pop("name"), question.pop("domain"), **question).to_dict())
            took.append(time.perf_counter() - start)
    return _figures(took, time.perf_counter() - began)


def _figures(took: list[float], elapsed: float) -> dict[str, float]:
    ranks = statistics.quantiles(took, n=100)
    return {
        "per_second": round(len(took) / elapsed, 1),
        "p50_ms": round(ranks[49] * 1_000, 2),
        "p95_ms": round(ranks[94] * 1_000, 2),
        "p99_ms": round(ranks[98] * 1_000, 2),
        "requests": len(took),
    }


@contextmanager
def server() -> Iterator[tuple[int, int]]:
    """The port and the process number of a server, started from the command line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "emailguess", "serve", "--port", "0", "--no-store"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r":(\d+)/", line)
    if found is None:
        raise SystemExit(f"the server did not start: {line}{process.stderr.read()}")
    drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    try:
        yield int(found[1]), process.pid
    finally:
        process.terminate()
        process.wait(30)
        drain.wait(30)


class Client:
    """One connection that is kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Client:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, path: str, body: bytes, kind: str = "application/json") -> tuple[int, bytes]:
        """Status and body of the answer."""
        head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self._writer.write(head.encode() + body)
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        told = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        return int(lines[0].split()[1]), await self._reader.readexactly(int(told["content-length"]))

    def close(self) -> None:
        """Go away."""
        self._writer.close()


async def many(port: int, clients: int, seconds: float, asked: list[Asked]) -> dict[str, Any]:
    """So many clients ask again and again; how long each answer took, and how many were not the library's."""
    took: list[float] = []
    wrong: list[int] = []
    end = time.perf_counter() + seconds

    async def client(number: int) -> None:
        one = await Client.open(port)
        place = number
        while time.perf_counter() < end:
            each = asked[place % len(asked)]
            start = time.perf_counter()
            status, body = await one.ask("/v1/guess", each.body)
            took.append(time.perf_counter() - start)
            if status != 200 or json.loads(body) != each.expected:
                wrong.append(status)
            place += 1
        one.close()

    began = time.perf_counter()
    await asyncio.gather(*(client(number) for number in range(clients)))
    return _figures(took, time.perf_counter() - began) | {"clients": clients, "wrong": len(wrong)}


async def beside_slow(port: int, seconds: float, asked: list[Asked]) -> dict[str, Any]:
    """The same beside clients that send their head or their body letter by letter, or read nothing."""
    writers = []
    for place in range(SLOW):
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1)
        head = b"POST /v1/guess HTTP/1.1\r\nHost: localhost\r\n"
        more = b"Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
        writer.write(head if place % 2 else head + more)
        writers.append(writer)

    async def drip() -> None:
        while True:
            for writer in writers:
                with suppress(ConnectionError):
                    writer.write(b"a")
            await asyncio.sleep(1)

    dripping = asyncio.ensure_future(drip())
    found = await many(port, CLIENTS, seconds, asked)
    dripping.cancel()
    for writer in writers:
        writer.close()
    return found | {"slow": SLOW}


async def beside_a_sheet(port: int, rows: int, asked: list[Asked]) -> dict[str, Any]:
    """Twenty clients ask while a sheet is filled; the sheet's rows a second beside the plain call's."""
    sheet = _sheet(rows)
    one = await Client.open(port)
    began = time.perf_counter()
    filling = asyncio.ensure_future(one.ask("/v1/fill", sheet, "text/csv"))
    parts = []
    while not filling.done():
        parts.append(await many(port, 20, 1.0, asked))
    status, filled = await filling
    elapsed = time.perf_counter() - began
    worst = max(parts, key=lambda part: part["p99_ms"])
    one.close()
    expected, plain = _filled(sheet)
    return worst | {
        "rows": rows,
        "rows_per_second": round(rows / elapsed, 1),
        "rows_per_second_plain": round(rows / plain, 1),
        "wrong": sum(part["wrong"] for part in parts) + (status != 200 or filled != expected),
    }


def _sheet(rows: int) -> bytes:
    lines = ["Name,Email,Website"]
    for place in range(rows):
        domain, name = f"acme{place % 50}.example", f"{_GIVEN[place % 8]} {_FAMILY[place // 8 % 8]}"
        lines.append(f"Bob Jones,bob.jones@{domain},{domain}" if place < 50 else f"{name},,{domain}")
    return "\n".join(lines).encode() + b"\n"


def _filled(sheet: bytes) -> tuple[bytes, float]:
    with tempfile.TemporaryDirectory() as folder:
        came, out = Path(folder) / "in", Path(folder) / "out"
        came.write_bytes(sheet)
        guesser = Guesser()
        guesser.guess("Jane Doe", "acme.example")
        began = time.perf_counter()
        guesser.fill(came, out)
        return out.read_bytes(), time.perf_counter() - began


def _most_memory_mb(process: int) -> float:
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return round(int(found[1]) / 1_024, 1) if found else 0.0


def measure(seconds: float, rows: int) -> dict[str, Any]:
    """All figures."""
    asked = questions()
    result: dict[str, Any] = {
        "benchmark": "serve-1",
        "emailguess": emailguess.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_before": round(os.getloadavg()[0], 1),
    }
    steps: dict[str, Callable[[int], Awaitable[dict[str, Any]]]] = {
        "one client": lambda port: many(port, 1, seconds, asked),
        f"{CLIENTS} clients": lambda port: many(port, CLIENTS, seconds, asked),
        f"{CLIENTS} clients, {SLOW} slow ones beside them": lambda port: beside_slow(port, seconds, asked),
        "20 clients while a sheet is filled": lambda port: beside_a_sheet(port, rows, asked),
    }
    plain_call(asked, min(1.0, seconds))  # so that the tables are read
    result["the plain call"] = plain_call(asked, seconds)
    with server() as (port, process):
        asyncio.run(many(port, 4, 1.0, asked))
        for name, step in steps.items():
            print(f"{name} …", file=sys.stderr, flush=True)

            async def run(step: Callable[[int], Awaitable[dict[str, Any]]] = step) -> dict[str, Any]:
                return await step(port)

            result[name] = asyncio.run(run())
        result["most_memory_mb"] = _most_memory_mb(process)
    return result


def text_of(result: dict[str, Any]) -> str:
    """The figures as Markdown."""
    steps = {name: each for name, each in result.items() if isinstance(each, dict)}
    keys = ("per_second", "p50_ms", "p95_ms", "p99_ms", "requests")
    rows = [[name, *(f"{each[key]:,}" for key in keys), str(each.get("wrong", ""))] for name, each in steps.items()]
    head = ["who asks", "answers a second", "median, ms", "95 of 100, ms", "99 of 100, ms", "answers", "wrong"]
    sheet = steps["20 clients while a sheet is filled"]
    return "\n".join(
        [
            f"`python -m benchmarks serve`: emailguess {result['emailguess']}, Python {result['python']}, "
            f"{result['machine']}; server and clients share the machine, which had a load of {result['load_before']} "
            "already: read the figures beside the plain call's.",
            "",
            markdown.table(head, rows),
            "",
            f"The sheet: {sheet['rows']:,} rows, {sheet['rows_per_second']:,} a second beside those questions, "
            f"{sheet['rows_per_second_plain']:,} by the plain call. The server took {result['most_memory_mb']} MB at "
            "most.",
        ]
    )


def main() -> int:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks serve", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each step takes (default 10)")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the sheet (default 20,000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table to this file, too")
    options = parser.parse_args()
    result = measure(options.seconds, options.rows)
    text = text_of(result)
    print(text)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(text + "\n", encoding="utf-8")
    return 1 if any(each.get("wrong") for each in result.values() if isinstance(each, dict)) else 0


if __name__ == "__main__":
    raise SystemExit(main())
