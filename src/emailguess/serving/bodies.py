"""Bodies as they come: no larger than allowed, no slower than allowed, and JSON where JSON is asked for.

Start reading at `document_of`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import ClientDisconnect, Request

from emailguess.serving.limits import Limits
from emailguess.serving.problems import Problem

__all__ = ["Gone", "chunks", "document_of"]

# JSON that is nested deeper is no question; the parser's own bound depends on the interpreter.
_DEEPEST = 20


class Gone(Exception):
    """The client went away; there is nobody to answer."""


async def chunks(request: Request, most: int, limits: Limits) -> AsyncIterator[bytes]:
    """The pieces of a body. Raises `Problem` where it is too large or too slow, `Gone` where it ends early."""
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("", "identity"):
        raise Problem(415, "Packed", "the body is packed; send it as it is, without Content-Encoding")
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise _too_large(most)
    began, size = asyncio.get_running_loop().time(), 0
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout_at(began + limits.body_seconds + size / limits.body_rate):
                chunk = await anext(stream, None)
        except TimeoutError:
            raise Problem(408, "TooSlow", "the body came too slowly; send it again") from None
        except ClientDisconnect:
            raise Gone from None
        if chunk is None:
            return
        size += len(chunk)
        if size > most:
            raise _too_large(most)
        if chunk:
            yield chunk


def _too_large(most: int) -> Problem:
    detail = f"the body is larger than {most:,} bytes, the most that is taken here; send it in parts"
    return Problem(413, "TooLarge", detail)


async def document_of(request: Request, limits: Limits) -> Any:
    """The JSON value of a body. Raises `Problem`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, "NotJson", "send JSON, with the header Content-Type: application/json")
    body = bytearray()
    async for chunk in chunks(request, limits.question_bytes, limits):
        body += chunk
    try:
        value = json.loads(bytes(body), parse_constant=_no_constant)
    except RecursionError:
        raise _bad("it is nested too deeply") from None
    except ValueError as error:
        raise _bad(_reason(error)) from None
    if _depth(value) > _DEEPEST:
        raise _bad("it is nested too deeply")
    return value


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _reason(error: ValueError) -> str:
    """Where the text is wrong, without the text: it may be a person's name."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)


def _bad(why: str) -> Problem:
    return Problem(400, "NotJson", f"the body is no JSON that can be read: {why}")


def _depth(value: Any) -> int:
    """How deeply lists and objects stand in each other, as far as it matters."""
    level, deep = [value], 0
    while level and deep <= _DEEPEST:
        level = [x for v in level if isinstance(v, list | dict) for x in (v.values() if isinstance(v, dict) else v)]
        deep += 1
    return deep
