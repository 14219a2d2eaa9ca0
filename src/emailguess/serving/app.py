"""The web application: a route for each operation, one for sheets, one in the words of paid finders, and the page.

Start reading at `app_of`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

import emailguess
from emailguess.asking.operations import OPERATIONS
from emailguess.asking.service import Service
from emailguess.serving import openapi, page
from emailguess.serving.bodies import document_of
from emailguess.serving.finder import Finder
from emailguess.serving.guarding import Access, Guard
from emailguess.serving.limits import Limits
from emailguess.serving.sheets import Sheets
from emailguess.serving.work import Workers

__all__ = ["app_of"]


class _Questions:
    """Answers JSON with JSON, in threads."""

    def __init__(self, service: Service, limits: Limits) -> None:
        self._service = service
        self._limits = limits
        self._answering = Workers("answering", limits.threads, limits.waiting, retry_after_s=1)
        self._asking_dns = Workers("asking-dns", limits.dns_threads, limits.waiting, retry_after_s=5)

    def route(self, name: str) -> Route:
        """The route of an operation."""

        async def endpoint(request: Request) -> Response:
            document = await document_of(request, self._limits)
            passed = self._service.read(name, document)
            waits = OPERATIONS[name].waits(passed)
            answer = await self.run(partial(self._service.carry_out, name, passed), waits=waits)
            return JSONResponse(answer)

        return Route(f"/v1/{name}", endpoint, methods=["POST"])

    async def run(self, call: Callable[[], dict[str, Any]], *, waits: bool = False) -> dict[str, Any]:
        """Run a call in a thread. Raises `Problem` where too many wait."""
        workers = self._asking_dns if waits else self._answering
        return await workers.run(call, self._limits.answer_seconds)

    def close(self) -> None:
        """Let go of the threads."""
        self._answering.close()
        self._asking_dns.close()


def app_of(service: Service, access: Access | None = None, limits: Limits | None = None) -> ASGIApp:
    """The ASGI application that answers with a service; by default on loopback, without a token.

    It checks the name it is called by, so it may stand behind any ASGI server that is bound to loopback; beyond
    loopback pass an `access` with a token.
    """
    access, limits = access or Access(), limits or Limits()
    questions = _Questions(service, limits)
    sheets = Sheets(service.guesser, limits)
    document = openapi.document(limits)

    async def told(_: Request) -> Response:
        return JSONResponse(document)

    async def health(_: Request) -> Response:
        return JSONResponse(
            {
                "status": "ok",
                "version": emailguess.__version__,
                "token_needed": bool(access.token),
                "may_learn": service.may_write,
            }
        )

    routes = [
        *page.routes(),
        Route("/openapi.json", told),
        Route("/v1/health", health),
        *(questions.route(name) for name in OPERATIONS),
        Route("/v1/fill", sheets.fill, methods=["POST"]),
        Route("/v2/email-finder", Finder(service.guesser, questions.run).find),
    ]

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        yield
        questions.close()
        sheets.close()

    return Guard(Router(routes, lifespan=lifespan, redirect_slashes=False), access, [route.path for route in routes])
