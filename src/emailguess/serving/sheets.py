"""Sheets: one comes in piece by piece, is filled in a folder of its own, and goes out piece by piece.

A sheet is read three times, so it has to lie somewhere while it is filled: in a folder that only this program's user
may read, and that is gone when the answer is, whatever happens.

Start reading at `Sheets.fill`.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from emailguess.asking import fields
from emailguess.asking.documents import Malformed, checked
from emailguess.serving.bodies import Gone, chunks
from emailguess.serving.limits import Limits
from emailguess.serving.problems import Problem
from emailguess.serving.work import Workers

if TYPE_CHECKING:
    from emailguess.fill.summary import FillReport
    from emailguess.guesser import Guesser

__all__ = ["MEDIA_TYPES", "Sheets", "options_of"]

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
}
"""What is written, to the type it goes out as."""

_PIECE = 64 * 1024
# Headers together have some kilobytes in most clients; the rest of the report is in the sheet itself.
_MOST_HELPS = 5
_MAP = "map"
_RETRY_AFTER_S = 10


class _Stopped(Exception):
    """Nobody waits for the sheet any more."""


class Sheets:
    """Fills what is sent."""

    def __init__(self, guesser: Guesser, limits: Limits) -> None:
        self._guesser = guesser
        self._limits = limits
        self._workers = Workers("filling", limits.sheets, limits.waiting_sheets, _RETRY_AFTER_S)
        self._open = 0

    async def fill(self, request: Request) -> Response:
        """Fill the sheet that is the body, by the options in the query."""
        options = options_of(request.query_params.multi_items())
        if request.headers.get("content-type", "").lower().startswith("multipart/"):
            raise Problem(415, "NoSheet", "send the sheet itself as the body (curl --data-binary @FILE), not as a form")
        if self._open >= self._limits.open_sheets:
            detail = f"{self._open:,} sheets are here already; try again in {_RETRY_AFTER_S} seconds"
            raise Problem(503, "Busy", detail, {"Retry-After": str(_RETRY_AFTER_S)})
        self._open += 1
        try:
            return await self._answered(request, options)
        except BaseException:
            self._open -= 1
            raise

    def _done(self) -> None:
        self._open -= 1

    async def _answered(self, request: Request, options: dict[str, Any]) -> Response:
        """Take the sheet in and fill it; the answer counts as a sheet until it is sent."""
        folder = tempfile.TemporaryDirectory(prefix="emailguess-")
        try:
            came, filled = Path(folder.name) / "sheet", Path(folder.name) / "filled"
            with came.open("wb") as file:
                async for chunk in chunks(request, self._limits.sheet_bytes, self._limits):
                    file.write(chunk)
            if not came.stat().st_size:
                raise Problem(400, "NoSheet", "the body is empty; send a sheet of people as the body")
            report = await self._filled(request, came, filled, options)
        except BaseException:
            folder.cleanup()
            raise
        return _Sheet(folder, filled, report, self._limits.send_seconds, self._done)

    async def _filled(self, request: Request, came: Path, filled: Path, options: dict[str, Any]) -> FillReport:
        """Fill it in a thread, and stop where the client goes away."""
        nobody_waits = Event()

        def progress(_: str, __: int, ___: int) -> None:
            if nobody_waits.is_set():
                raise _Stopped

        work = asyncio.ensure_future(
            self._workers.run(lambda: self._guesser.fill(came, filled, progress=progress, **options), None)
        )
        gone = asyncio.ensure_future(_until_gone(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                nobody_waits.set()
            report: FillReport = await work
        except _Stopped:
            raise Gone from None
        finally:
            nobody_waits.set()
            gone.cancel()
        return report

    def close(self) -> None:
        """Let go of the threads."""
        self._workers.close()


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def options_of(query: list[tuple[str, str]]) -> dict[str, Any]:
    """The options of `Guesser.fill` in a query. Raises `Malformed`.

    >>> options_of([("max_bounce", "0.02"), ("overwrite", "true"), ("map", "name=Candidate")])
    {'max_bounce': 0.02, 'overwrite': True, 'columns': {'name': ['Candidate']}}
    """
    given: dict[str, Any] = {}
    columns: dict[str, list[str]] = {}
    for name, text in query:
        if name == _MAP:
            column, mark, title = text.partition("=")
            if not mark or not column.strip() or not title.strip():
                raise Malformed("map is FIELD=TITLE, such as name=Candidate; repeat it for another column")
            columns.setdefault(column.strip().lower(), []).append(title.strip())
        elif name in given:
            raise Malformed(f"{name} is passed twice; pass it once")
        else:
            given[name] = _value(text, name)
    passed: dict[str, Any] = checked(given, fields.takes(fields.FILL))
    return passed | ({"columns": columns} if columns else {})


def _value(text: str, name: str) -> Any:
    """A value of the query as JSON: true, false or a number; other text stays text, which `fill` then refuses."""
    kinds = fields.FILL.get(name, {}).get("type", ())
    if "boolean" in kinds:
        return {"true": True, "false": False}.get(text, text)
    if "number" in kinds:
        try:
            return float(text)
        except ValueError:
            return text
    return text


class _Sheet(Response):
    """A filled sheet, sent piece by piece, with the report in a header; its folder is gone afterwards."""

    def __init__(
        self,
        folder: tempfile.TemporaryDirectory[str],
        filled: Path,
        report: FillReport,
        send_seconds: float,
        done: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._done = done
        self._filled = filled
        self._send_seconds = send_seconds
        kind = _kind(filled)
        told = report.to_dict()
        told = told | {"output": "", "would_help": told["would_help"][:_MOST_HELPS]}
        super().__init__(
            media_type=MEDIA_TYPES[kind],
            headers={
                "Emailguess-Report": json.dumps(told),
                "Content-Disposition": f'attachment; filename="filled.{kind}"',
                "Content-Length": str(filled.stat().st_size),
            },
        )

    def init_headers(self, headers: Mapping[str, str] | None = None) -> None:
        """Headers as they were told: the encoding of a sheet is its own, so no charset is added."""
        super().init_headers({**(headers or {}), "Content-Type": self.media_type or ""})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; a client that reads too slowly is let go of."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            with self._filled.open("rb") as file:
                left = os.fstat(file.fileno()).st_size
                while True:
                    piece = file.read(_PIECE)
                    left -= len(piece)
                    message = {"type": "http.response.body", "body": piece, "more_body": left > 0}
                    async with asyncio.timeout(self._send_seconds):
                        await send(message)
                    if left <= 0:
                        return
        finally:
            self._folder.cleanup()
            self._done()


def _kind(path: Path) -> str:
    """What was written, by its first bytes: a workbook and Parquet have their marks, a record begins with a brace."""
    with path.open("rb") as file:
        start = file.read(4_096)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
        return "jsonl"
    line = start.partition(b"\n")[0]
    return "tsv" if line.count(b"\t") > line.count(b",") else "csv"
