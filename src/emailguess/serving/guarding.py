"""Who may ask: the host that was meant, the page that asks, the token; and what is written down of a request.

A server on loopback needs no token. What keeps other pages of the same browser out then are two checks: that the
request names this host (a rebound DNS name names another), and that it comes from this server's own page or from no
page at all. Beyond loopback every request needs the token.

Start reading at `Guard`.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
import traceback
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from emailguess.errors import EmailGuessError
from emailguess.serving.bodies import Gone
from emailguess.serving.problems import Problem, problem_of, response_of

__all__ = ["OPEN_PATHS", "Access", "Guard"]

LOG = logging.getLogger("emailguess.serving")

OPEN_PATHS = frozenset({"/", "/page.css", "/page.js", "/icon.svg", "/openapi.json", "/v1/health"})
"""What needs no token: it holds nothing of anybody."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_TOO_SLOW = 408
# As long as nginx lingers for the next piece (`lingering_timeout`).
_LINGERING_S = 5.0

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may ask."""

    token: str = ""
    """What a client has to show; empty on loopback, where none is needed."""
    hosts: Collection[str] = ("127.0.0.1", "localhost", "::1")
    """Names by which the server may be called where no token is needed."""

    def allows_host(self, host: str) -> bool:
        """Whether a request that names this host was meant for this server."""
        return bool(self.token) or _without_port(host) in self.hosts

    def allows_token(self, headers: Headers, query: bytes = b"") -> bool:
        """Whether the token was shown: as a bearer, as a key, or in a `query` as clients of paid finders pass it.

        It is compared in constant time.
        """
        if not self.token:
            return True
        kind, _, bearer = headers.get("authorization", "").partition(" ")
        shown = bearer.strip() if kind.lower() == "bearer" else headers.get("x-api-key", "")
        if not shown:
            shown = parse_qs(query.decode("latin-1")).get("api_key", [""])[0]
        return hmac.compare_digest(shown.encode(), self.token.encode())


def _without_port(host: str) -> str:
    """A host without its port: `localhost:8484`, `[::1]:8484`."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


class Guard:
    """Stands before the application: checks who asks, answers errors, and logs a line without a name.

    The line has the method, the route, the status and the time; never what was asked, nor a path that is no route.
    """

    def __init__(self, app: ASGIApp, access: Access, routes: Collection[str]) -> None:
        self._app = app
        self._access = access
        self._routes = frozenset(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0
        body = _Body(receive, Headers(scope=scope))

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope)
            scope["app"] = self  # so that the router raises what it has not
            await self._app(scope, body.receive, sent)
        except Gone:
            status = 499
        except Exception as error:  # noqa: BLE001 - each is answered, and those nobody expected are logged
            problem = self._problem(error)
            if status:
                raise _Broken from None
            if problem.status == _TOO_SLOW or not await body.taken_in():
                problem.headers = {**problem.headers, "Connection": "close"}
            await response_of(problem)(scope, receive, sent)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "-"
            path = scope["path"] if scope["path"] in self._routes else "(no route)"
            LOG.info("%s %s %s %.1f ms", method, path, status or "-", (time.perf_counter() - began) * 1_000)

    def _check(self, scope: Scope) -> None:
        """Raise `Problem` for who may not ask."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._access.allows_host(host):
            detail = "this server answers only to the name it was started with: call it as localhost or 127.0.0.1"
            raise Problem(421, "WrongHost", detail)
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() != host.lower():
            raise Problem(403, "CrossSite", "pages of other sites may not ask this server")
        site = headers.get("sec-fetch-site", "none")
        opened = scope["path"] == "/" and scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        if site not in ("none", "same-origin") and not opened:
            raise Problem(403, "CrossSite", "pages of other sites may not ask this server")
        query = scope["query_string"] if scope["path"].startswith("/v2/") else b""
        if scope["path"] not in OPEN_PATHS and not self._access.allows_token(headers, query):
            detail = "pass the server's token in the header Authorization: Bearer …"
            raise Problem(401, "NoToken", detail, {"WWW-Authenticate": "Bearer"})

    def _problem(self, error: Exception) -> Problem:
        """What a client is told of an error, whatever it is; of one nobody expected it is told nothing."""
        if isinstance(error, Problem):
            return error
        if isinstance(error, EmailGuessError):
            return problem_of(error)
        if isinstance(error, HTTPException):
            words = {404: "there is nothing here; /openapi.json lists what there is", 405: "another method is needed"}
            detail = words.get(error.status_code, error.detail)
            return Problem(error.status_code, "NoRoute", detail, dict(error.headers or {}))
        # A message may hold a name, so only the kind of error and the places are written down.
        places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)][-5:]
        LOG.error("unexpected %s at %s", type(error).__name__, " < ".join(reversed(places)))
        return Problem(500, "Unexpected", "the server failed at this; its log has the place. It is a fault of ours")


class _Body:
    """A request's body, of which is known whether all of it came."""

    def __init__(self, receive: Receive, headers: Headers) -> None:
        self._receive = receive
        self._whole = "transfer-encoding" not in headers and headers.get("content-length", "0") == "0"

    async def receive(self) -> Message:
        """The next message."""
        message = await self._receive()
        self._whole = self._whole or not message.get("more_body", False)
        return message

    async def taken_in(self) -> bool:
        """Read on for a while, and tell whether the body ended.

        A connection that is closed with something unread is reset, and the answer to it lost on the way.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGERING_S):
                while not self._whole:
                    await self.receive()
        return self._whole


class _Broken(Exception):
    """An answer broke off after it had begun; the connection is closed by the server's loop."""
