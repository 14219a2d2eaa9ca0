"""The OpenAPI document, made of the same table that answers.

Start reading at `document`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import emailguess
from emailguess.asking import fields
from emailguess.asking.operations import OPERATIONS, Operation
from emailguess.serving import finder, problems
from emailguess.serving.limits import Limits
from emailguess.serving.sheets import MEDIA_TYPES

__all__ = ["document"]

_WHAT = {
    400: "What was sent has not the form that is asked for.",
    401: "The token is missing or wrong.",
    403: "Nothing may be written here, or a page of another site asked.",
    408: "The body came too slowly.",
    413: "The body is too large.",
    415: "The body is not JSON where JSON is asked for, or it is packed or a form.",
    421: "The request names another host.",
    422: "What was sent is well formed and cannot be answered; `detail` says why.",
    501: "A package is not installed; `detail` names it.",
    503: "Too much is asked at a time, or the store cannot be read; see `Retry-After`.",
}
_HEALTH = {
    "type": "object",
    "properties": {
        "status": {"const": "ok"},
        "version": {"type": "string"},
        "token_needed": {"type": "boolean"},
        "may_learn": {"type": "boolean", "description": "Whether `learn` and `suppress` are carried out."},
    },
    "required": ["status", "version", "token_needed", "may_learn"],
}


def document(limits: Limits) -> dict[str, Any]:
    """OpenAPI 3.1 of what a server with these limits answers."""
    paths: dict[str, Any] = {f"/v1/{name}": {"post": _operation(each)} for name, each in OPERATIONS.items()}
    paths["/v1/fill"] = {"post": _fill(limits)}
    paths["/v1/health"] = {"get": _open("health", "Whether the server is up", _HEALTH)}
    paths["/v2/email-finder"] = {"get": _finder()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "emailguess",
            "version": emailguess.__version__,
            "description": emailguess.__doc__.partition("\n")[0] if emailguess.__doc__ else "",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": {
                **{name: each.gives for name, each in OPERATIONS.items()},
                "problem": problems.SCHEMA,
                "errors": finder.ERRORS,
            },
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
        "security": [{}, {"bearer": []}, {"key": []}],
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _problems(
    statuses: Iterable[int], schema: str = "problem", kind: str = "application/problem+json"
) -> dict[str, Any]:
    return {str(s): {"description": _WHAT[s], "content": {kind: {"schema": _ref(schema)}}} for s in statuses}


def _answered(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "The answer.", "content": {"application/json": {"schema": schema}}}}


def _operation(each: Operation) -> dict[str, Any]:
    return {
        "operationId": each.name,
        "summary": each.title,
        "description": each.description,
        "requestBody": {"required": True, "content": {"application/json": {"schema": each.takes}}},
        "responses": _answered(_ref(each.name)) | _problems((400, 401, 403, 408, 413, 415, 421, 422, 501, 503)),
    }


def _open(name: str, summary: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "responses": _answered(schema) | _problems((403, 421)),
        "security": [],
    }


def _parameter(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter of the query: there is no null in one, it is left out."""
    plain = {k: v for k, v in schema.items() if k != "description"}
    plain["type"] = next(k for k in plain["type"] if k != "null") if isinstance(plain["type"], list) else plain["type"]
    if "enum" in plain:
        plain["enum"] = [value for value in plain["enum"] if value is not None]
    return {"name": name, "in": "query", "description": schema.get("description", ""), "schema": plain}


def _fill(limits: Limits) -> dict[str, Any]:
    anything = {"schema": {"type": "string", "format": "binary"}}
    columns = {
        "name": "map",
        "in": "query",
        "description": "Which column holds what, where its title misleads: name=Candidate. Repeat it.",
        "schema": {"type": "array", "items": {"type": "string", "pattern": r"^\s*[^=\s][^=]*=[\s\S]*\S"}},
    }
    report = {"description": "What became of the rows, as JSON.", "schema": {"type": "string"}}
    filled = {
        "description": "The sheet with the columns added.",
        "headers": {"Emailguess-Report": report},
        "content": dict.fromkeys(MEDIA_TYPES.values(), anything),
    }
    return {
        "operationId": "fill",
        "summary": "Fill a sheet of people",
        "description": (
            "Send a sheet of any kind as the body; it comes back with the likeliest address of each person, how sure "
            f"it is, and what to do with it. At most {limits.sheet_bytes:,} bytes."
        ),
        "parameters": [*(_parameter(name, schema) for name, schema in fields.FILL.items()), columns],
        "requestBody": {"required": True, "content": {"application/octet-stream": anything}},
        "responses": {"200": filled} | _problems((400, 401, 403, 408, 413, 415, 421, 422, 501, 503)),
    }


def _finder() -> dict[str, Any]:
    hidden = ("api_key", "max_duration")
    return {
        "operationId": "email-finder",
        "summary": "Guess an address, in the words of paid finders",
        "description": (
            "For clients of paid finders: the same question and the same fields. The score is the probability, in a "
            "hundred, that the address is this person's. The names stand in the query, which proxies may log."
        ),
        "parameters": [_parameter(n, s) for n, s in finder.TAKES["properties"].items() if n not in hidden],
        "responses": _answered(finder.ANSWER)
        | _problems((400, 422, 503), "errors", "application/json")
        | _problems((401, 403, 421)),
    }
