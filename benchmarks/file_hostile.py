"""What hostile files cost: each kind at a third of a size and at all of it, in a process of its own.

    python -m benchmarks file_hostile --mb 300 --out benchmarks/results/files_hostile.json

A kind holds where reading ends with people or with an error that names the input, the peak of memory stays below 150 MB
and does not grow with the size, and the time grows no faster than the size, at a size that takes time. Everybody is
invented.

Start reading at `KINDS`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any

__all__ = ["KINDS", "main", "measured"]

# Bare Python with the readers takes some 30 MB; the longest line that is kept is 4 MB, a letter up to four bytes.
MOST_MB = 150
GROWTH_MB = 15
# Time may grow by a half more than the size: a busy machine measures no better. A kind that is read in less than
# LEAST_TIME_S at a third of its size is measured again at four times the size, up to the most that was asked for.
GROWTH = 4.5
LEAST_TIME_S = 0.2
_BLOCK = 256 * 1024

_READER = """
import resource, sys, time
from emailguess import EmailGuessError
from emailguess.files import read_people
begun, people, said = time.process_time(), 0, "read"
try:
    source = read_people(sys.argv[1] if len(sys.argv) > 1 else sys.stdin.buffer)
    for people, _ in enumerate(source, 1):
        pass
    said = "; ".join(source.left_out) or "read"
except EmailGuessError as error:
    said = f"refused: {error}"
print(people, round(time.process_time() - begun, 2), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, said)
"""
_HEAD = b"Name,E-mail,Company\n"


def _lines(make: Callable[[int], str], head: bytes = b"") -> Iterator[bytes]:
    return chain((head,), (make(i).encode() for i in count()))


def _message(recipients: int) -> Callable[[int], str]:
    to = ", ".join(f"Ann Lee{i} <a{i}@acme.example>" for i in range(recipients))
    return lambda i: f"From x@y.example Tue Mar  5 10:00:00 2024\nFrom: B{i} <b{i}@acme.example>\nTo: {to}\n\nhi\n\n"


KINDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "one line": lambda: chain((_HEAD, b"Bob Jones,bob@acme.example,"), repeat(b"x" * _BLOCK)),
    "one line of addresses": lambda: _lines(lambda i: f"a{i}@acme.example, "),
    "zero bytes": lambda: chain((_HEAD,), repeat(b"Bob\0 Jones,bob@acme.example,\0\0\0\n")),
    "nothing but zero bytes": lambda: repeat(bytes(_BLOCK)),
    "a card without end": lambda: _lines(lambda i: f"EMAIL:a{i}@acme.example\n", b"BEGIN:VCARD\nFN:Bob Jones\n"),
    "cards without end": lambda: _lines(lambda i: f"BEGIN:VCARD\nFN:Bob J{i}\nEMAIL:a{i}@acme.example\nEND:VCARD\n"),
    "a header without end": lambda: _lines(
        lambda i: f" <a{i}@acme.example>,\n", b"From: x@y.example\nSubject: x\nTo:\n"
    ),
    "a mailbox without end": lambda: _lines(_message(1)),
    "1,000 recipients a message": lambda: _lines(_message(1_000)),
    "cells of a megabyte": lambda: chain((_HEAD,), repeat(b"Bob Jones,bob@acme.example," + b"y" * 1_000_000 + b"\n")),
    "quotes that never close": lambda: _lines(lambda i: f'"Bob{i},b{i}@acme.example,"Acme\n', _HEAD),
    "nested quotes": lambda: repeat(b'"a""""""b",""""","' * 10 + b"\n"),
    "formulas": lambda: _lines(lambda i: f"=cmd|'/C calc'!A{i},b{i}@acme.example,=1+1\n", _HEAD),
    "orders to a terminal": lambda: _lines(lambda i: f"\x1b[2JBob{i},b{i}@acme.example,\x07Acme\n", _HEAD),
    "brackets": lambda: repeat(b"[" * _BLOCK),
    "tags": lambda: chain((b"<html><table>",), repeat(b"<tr><td>" * 1_000)),
    "a directory's entry without end": lambda: _lines(lambda i: f"mail: a{i}@acme.example\n", b"dn: cn=x\n"),
    "a row of a dump without end": lambda: chain((b"INSERT INTO t VALUES (",), repeat(b"'x@y.example',\n" * 100)),
    "a text of a dump without end": lambda: chain((b"INSERT INTO t VALUES ('",), repeat(b"x)\n" * 10_000)),
    "columns of blanks": lambda: chain((b"Name     E-mail\n---- ----\n",), repeat(b" " * _BLOCK + b"\n")),
    "records of JSON": lambda: _lines(lambda i: f'{{"name": "Bob J{i}", "email": "b{i}@acme.example"}}\n'),
    "an object without end": lambda: _lines(lambda i: f'"k{i}": "a{i}@acme.example",\n', b"{\n"),
}
"""Streams without end, by name."""
QUICK = frozenset("one line|nothing but zero bytes|cells of a megabyte|brackets|columns of blanks".split("|"))
"""Kinds that are read at their full size; the others, full of people or of marks, at a hundredth of it."""


def measured(stream: Iterator[bytes], megabytes: float) -> dict[str, Any]:
    """Read so much of a stream through a pipe: people, seconds of the processor, peak in MB, and what was said."""
    reader = subprocess.Popen([sys.executable, "-c", _READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if reader.stdin is None or reader.stdout is None:
        raise RuntimeError("no pipe")
    left = int(megabytes * 1024 * 1024)
    try:
        while left > 0:
            pieces, size = [], 0
            while size < _BLOCK:
                pieces.append(next(stream))
                size += len(pieces[-1])
            block = b"".join(pieces)
            reader.stdin.write(block[:left])
            left -= len(block)
        reader.stdin.close()
    except BrokenPipeError:
        pass  # refused before its end
    return _result(reader.stdout.read().decode(), reader.wait())


def _result(said: str, status: int) -> dict[str, Any]:
    if status:
        return {"people": 0, "seconds": 0.0, "peak_mb": 0, "said": f"ended with status {status}"}
    people, seconds, peak, words = said.split(" ", 3)
    return {"people": int(people), "seconds": float(seconds), "peak_mb": int(peak), "said": words.strip()[:200]}


def _bomb(folder: Path) -> dict[str, Any]:
    """A workbook whose sheet is a gigabyte when it is unpacked."""
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b"<row>" * 200_000 + b" " * 48_576)
    done = subprocess.run([sys.executable, "-c", _READER, str(path)], stdout=subprocess.PIPE, check=False)
    return _result(done.stdout.decode(), done.returncode)


def main() -> int:
    """Measure all kinds; status 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=300)
    parser.add_argument("--only", help="a kind")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for name, make in KINDS.items():
        if options.only and options.only != name:
            continue
        size = options.mb if name in QUICK else options.mb / 100
        small = measured(make(), size / 3)
        while small["seconds"] < LEAST_TIME_S and size < options.mb:
            size = min(4 * size, options.mb)
            small = measured(make(), size / 3)
        large = measured(make(), size)
        # What is passed over at the speed of the pipe takes no time that tells anything: the clock counts hundredths.
        linear = large["seconds"] <= GROWTH * max(small["seconds"], 0.02)
        flat = large["peak_mb"] <= min(MOST_MB, small["peak_mb"] + GROWTH_MB)
        results[name] = {
            "mb": size,
            "third": small,
            "whole": large,
            "holds": linear and flat and "status" not in large["said"],
        }
        print(
            f"{'holds' if results[name]['holds'] else 'FAILS'}  {name}: {large} (a third: {small['seconds']} s)",
            flush=True,
        )
    if not options.only:
        with tempfile.TemporaryDirectory() as folder:
            bomb = _bomb(Path(folder))
        results["a workbook of a gigabyte unpacked"] = {"whole": bomb, "holds": bomb["peak_mb"] <= MOST_MB}
        print(bomb)
    if options.out:
        told = {"mb": options.mb, "kinds": results}
        options.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(r["holds"] for r in results.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
