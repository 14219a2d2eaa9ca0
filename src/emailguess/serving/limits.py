"""How much and how long: what guards the server against too much, too large and too slow.

Start reading at `Limits`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one server."""

    question_bytes: int = 4_000_000
    """The largest JSON body: a thousand colleagues with all that may be told of each."""
    sheet_bytes: int = 64_000_000
    """The largest sheet; half a million rows of a hundred and thirty characters."""
    head_seconds: float = 20.0
    """How long a request's line and headers may take (the least that Apache's `RequestReadTimeout` waits)."""
    body_seconds: float = 20.0
    """How long a body may take, with a second more for each `body_rate` bytes that came (`RequestReadTimeout`)."""
    body_rate: int = 500
    """Bytes a second that a slow client has to send (`MinRate` there)."""
    send_seconds: float = 60.0
    """How long a client may take to read the next piece of a sheet."""
    answer_seconds: float = 30.0
    """How long a question may take, waiting included; a usual one takes less than a thousandth of that."""
    threads: int = max(2, min(4, os.cpu_count() or 1))
    """Threads that answer questions. More than cores are of no use to them: they compute."""
    waiting: int = 512
    """Questions that may wait for a thread; the next is told to come again."""
    dns_threads: int = 16
    """Threads that answer questions with DNS; they wait most of the time."""
    sheets: int = 1
    """Sheets that are filled at a time; each keeps a core busy."""
    waiting_sheets: int = 4
    """Sheets that may wait."""
    open_sheets: int = 16
    """Sheets that may lie here at a time: coming, waiting, being filled, and going."""
    connections: int = 1_000
    """Connections held open; beyond, those that have waited longest for a request are closed."""
