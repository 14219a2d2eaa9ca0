"""Connections that keep their appointments: a request's head comes in time, or the connection is closed.

uvicorn limits how long a connection may rest between requests, and not how long a request may take to be sent; a
client that sends a letter now and then would keep its connection for ever.

Start reading at `Punctual.data_received`.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from emailguess.serving.limits import Limits

__all__ = ["punctual"]


class Punctual(H11Protocol):
    """A connection of HTTP/1.1 with a deadline for each head."""

    limits = Limits()
    _deadline: asyncio.TimerHandle | None = None
    waiting_since = 0.0
    """When it began to wait for a request; 0 while one is worked on."""

    def connection_made(self, transport: Any) -> None:
        """Start the clock, and make room where there are too many connections."""
        super().connection_made(transport)
        self._appoint()
        if len(self.connections) > self.limits.connections:
            _make_room(self.connections)

    def data_received(self, data: bytes) -> None:
        """Take some bytes; the clock stops at the end of a head and runs again after the answer."""
        super().data_received(data)
        self._appoint()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._appoint()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._dismiss()
        super().connection_lost(exc)

    def _appoint(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._dismiss()
        elif self._deadline is None:
            self.waiting_since = time.monotonic()
            self._deadline = self.loop.call_later(self.limits.head_seconds, self._too_late)

    def _dismiss(self) -> None:
        self.waiting_since = 0.0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        self.transport.abort()


def _make_room(connections: set[Any]) -> None:
    """Close the connection that has waited longest for a request; the busy ones stay."""
    waiting = [each for each in connections if each.waiting_since]
    if waiting:
        min(waiting, key=lambda each: each.waiting_since).transport.abort()


def punctual(limits: Limits) -> type[Punctual]:
    """The kind of connection that keeps these limits."""
    return type("Punctual", (Punctual,), {"limits": limits})
