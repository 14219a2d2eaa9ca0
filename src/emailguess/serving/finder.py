"""The route in the words of paid finders, so that a client written for one finds what it reads.

Fields and errors are laid out as in Hunter's API v2, "Email Finder" (read in November 2026): `data` with `first_name`,
`last_name`, `email`, `score`, `domain`, `position`, `company`, `sources` and `verification`, `meta` with `params`. The
score is the probability in a hundred that the address is this person's, rounded down: it means what it says. Nothing
is invented to fill a field: the address was inferred, so it has no sources, and nobody verified it.

Start reading at `Finder.find`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from emailguess.asking import fields
from emailguess.asking.documents import checked
from emailguess.asking.question import Question
from emailguess.errors import EmailGuessError
from emailguess.serving.problems import Problem, problem_of

if TYPE_CHECKING:
    from emailguess.guesser import Guesser

__all__ = ["ANSWER", "ERRORS", "TAKES", "Finder"]

Run = Callable[[Callable[[], dict[str, Any]]], Awaitable[dict[str, Any]]]

TAKES = fields.takes(
    {
        "domain": fields.DOMAIN,
        "company": fields.COMPANY,
        "first_name": fields.text("The person's given name."),
        "last_name": fields.text("The person's family name."),
        "full_name": fields.text("The whole name, in place of its parts."),
        "max_duration": fields.text("Accepted and not needed: an answer takes milliseconds."),
        "api_key": fields.text("The server's token, where it has one."),
    }
)
"""What may stand in the query."""

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


_PARAMS = ("first_name", "last_name", "full_name", "domain", "company", "max_duration")

ANSWER = _object(
    {
        "data": _object(
            {
                "first_name": _MAYBE,
                "last_name": _MAYBE,
                "email": {**_MAYBE, "description": "The likeliest address; null where none can be told."},
                "score": {
                    "type": ["integer", "null"],
                    "minimum": 0,
                    "maximum": 100,
                    "description": "The probability, in a hundred, that it is this person's; calibrated.",
                },
                "pattern": {**_MAYBE, "description": "The pattern that gives it, as {first}.{last}."},
                "domain": _TEXT,
                "accept_all": {"type": "null", "description": "Not known: no mail server is asked."},
                "position": {"type": "null"},
                "twitter": {"type": "null"},
                "linkedin_url": {"type": "null"},
                "phone_number": {"type": "null"},
                "company": _MAYBE,
                "sources": {"type": "array", "maxItems": 0, "description": "Empty: the address was inferred."},
                "verification": _object({"date": {"type": "null"}, "status": {"const": "unknown"}}),
            }
        ),
        "meta": _object({"params": _object(dict.fromkeys(_PARAMS, _MAYBE))}),
    }
)
"""What is answered."""

ERRORS = _object(
    {
        "errors": {
            "type": "array",
            "items": _object({"id": _TEXT, "code": {"type": "integer"}, "details": _TEXT}),
            "minItems": 1,
        }
    }
)
"""What is answered where something is wrong with the question."""


class Finder:
    """Answers in those words."""

    def __init__(self, guesser: Guesser, run: Run) -> None:
        self._guesser = guesser
        self._run = run

    async def find(self, request: Request) -> Response:
        """The likeliest address of the person in the query."""
        try:
            passed = _passed(request.query_params.multi_items())
            return JSONResponse(await self._run(partial(self._found, passed)))
        except EmailGuessError as error:
            return _refused(problem_of(error))
        except Problem as problem:
            return _refused(problem)

    def _found(self, passed: Mapping[str, str]) -> dict[str, Any]:
        name = passed.get("full_name") or " ".join(filter(None, (passed.get("first_name"), passed.get("last_name"))))
        question = Question(name=name, domain=passed.get("domain"), company=passed.get("company"), limit=1)
        answer = question.ask(self._guesser)
        best = answer.best
        first, last = _parts(passed, name)
        return {
            "data": {
                "first_name": first,
                "last_name": last,
                "email": best.address if best is not None else None,
                "score": int(best.probability * 100) if best is not None else None,
                "pattern": best.pattern if best is not None else None,
                "domain": best.domain if best is not None else answer.domain,
                "accept_all": None,
                "position": None,
                "twitter": None,
                "linkedin_url": None,
                "phone_number": None,
                "company": passed.get("company"),
                "sources": [],
                "verification": {"date": None, "status": "unknown"},
            },
            "meta": {"params": {key: passed.get(key) for key in _PARAMS}},
        }


def _passed(query: list[tuple[str, str]]) -> dict[str, str]:
    given = dict(query)
    if len(given) < len(query):
        raise Problem(400, "wrong_params", "a parameter is passed twice; pass it once")
    passed: dict[str, str] = checked(given, TAKES)
    if not passed.get("full_name") and not (passed.get("first_name") and passed.get("last_name")):
        raise Problem(400, "wrong_params", "first_name and last_name are missing, or full_name in their place")
    if not passed.get("domain") and not passed.get("company"):
        raise Problem(400, "wrong_params", "the domain parameter is missing, or company in its place")
    return passed


def _parts(passed: Mapping[str, str], name: str) -> tuple[str | None, str | None]:
    """The parts of the name as they were passed; of a whole name the last word is taken for the family's."""
    if not passed.get("full_name"):
        return passed.get("first_name"), passed.get("last_name")
    first, _, last = name.strip().rpartition(" ")
    return first or None, last or None


def _refused(problem: Problem) -> Response:
    """A problem in the words of such a client."""
    error = {"id": problem.code, "code": problem.status, "details": problem.detail}
    return JSONResponse({"errors": [error]}, problem.status, headers=dict(problem.headers))
