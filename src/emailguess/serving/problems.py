"""What a client is told where something is wrong: a problem document (RFC 9457) that says what to do.

Start reading at `problem_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from emailguess.asking.documents import Malformed
from emailguess.asking.service import ReadOnly
from emailguess.errors import EmailGuessError, MissingExtra, StoreError

__all__ = ["SCHEMA", "Problem", "problem_of", "response_of"]

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"const": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What was wrong, and what to do."},
        "code": {"type": "string", "description": "The kind of error, such as `InvalidDomain`."},
    },
    "required": ["type", "title", "status", "detail", "code"],
}
"""A problem document, as JSON Schema."""


@dataclass(eq=False)
class Problem(Exception):
    """A request that is not answered as it was meant."""

    status: int
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As a client reads it."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }


# The first kind that fits decides; a kind stands before those it belongs to.
_STATUS: tuple[tuple[type[EmailGuessError], int], ...] = (
    (Malformed, 400),
    (ReadOnly, 403),
    (MissingExtra, 501),
    (StoreError, 503),
    (EmailGuessError, 422),
)


def problem_of(error: EmailGuessError) -> Problem:
    """What a client is told of an error of the library.

    A document that has not the right form is 400; one that has, but cannot be answered, 422.
    """
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return Problem(status, type(error).__name__, str(error))


def response_of(problem: Problem) -> Response:
    """The problem as a response."""
    return JSONResponse(
        problem.document(), problem.status, headers=dict(problem.headers), media_type="application/problem+json"
    )
