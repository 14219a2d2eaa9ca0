"""A JSON value held against the schema of what is asked for, with an error that names the place and what to pass.

It knows the words of JSON Schema that the table of operations uses, and refuses to be asked about others.

Start reading at `checked`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from emailguess.errors import EmailGuessError, shown

__all__ = ["Malformed", "Schema", "checked"]

Schema = Mapping[str, Any]
"""A JSON Schema, as far as it is used here."""

_NAMES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}
_WORDS = {
    "type", "title", "description", "examples", "default", "enum", "const", "minimum", "maximum", "minLength",
    "maxLength", "maxItems", "minItems", "items", "properties", "required", "additionalProperties", "anyOf",
}  # fmt: skip


class Malformed(EmailGuessError):
    """What was sent has not the form that is asked for; the message says where, and what to send."""


def checked(value: Any, schema: Schema, where: str = "") -> Any:
    """The value, where it fits; null stands for what was not passed and is left out. Raises `Malformed`.

    >>> takes = {"type": "object", "properties": {"limit": {"type": ["integer", "null"], "maximum": 9}}}
    >>> checked({"limit": 3}, takes), checked({"limit": None}, takes)
    ({'limit': 3}, {})
    >>> checked({"limit": "3"}, takes)
    Traceback (most recent call last):
    ...
    emailguess.asking.documents.Malformed: limit is a whole number, not '3'
    """
    if strange := schema.keys() - _WORDS:
        raise NotImplementedError(f"no schema here says {min(strange)}")
    if "anyOf" in schema:
        return _any_of(value, schema["anyOf"], where)
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    kind = next((k for k in kinds if _is(value, k)), None)
    if kind is None:
        names = " or ".join(_NAMES[k] for k in kinds if k != "null")
        raise Malformed(f"{where or 'what is sent'} is {names}, not {shown(value)}")
    if "enum" in schema and value not in schema["enum"]:
        raise Malformed(f"{where} is one of {', '.join(map(str, filter(None, schema['enum'])))}, not {shown(value)}")
    if kind == "object":
        return _object(value, schema, where)
    if kind == "array":
        return _array(value, schema, where)
    if kind == "string":
        _within(len(value), schema, "Length", f"{where} has", "characters")
    if kind in ("integer", "number"):
        _within(value, schema, "imum", f"{where} is", "")
    return int(value) if kind == "integer" else value


def _is(value: Any, kind: str) -> bool:
    """Whether a value is of a kind, as JSON Schema has it: 1.0 is a whole number, true is none."""
    if kind == "integer":
        return _is(value, "number") and float(value).is_integer()
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    plain = {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    return isinstance(value, plain[kind])


def _within(number: float, schema: Schema, word: str, what: str, unit: str) -> None:
    """Hold a number or a length against its bounds; `word` is how their names end (`minimum`, `minLength`)."""
    least, most = schema.get(f"min{word}"), schema.get(f"max{word}")
    if (least is not None and number < least) or (most is not None and number > most):
        bounds = f"{least:,} to {most:,}" if None not in (least, most) else f"at most {most:,}"
        bounds = f"at least {least:,}" if most is None else bounds
        raise Malformed(f"{what} {bounds} {unit}".rstrip() + f", not {number:,}")


def _object(value: Mapping[str, Any], schema: Schema, where: str) -> dict[str, Any]:
    known = schema["properties"]
    if unknown := [key for key in value if key not in known]:
        raise Malformed(f"there is no {shown(unknown[0])} to pass{_at(where)}; there is {', '.join(known)}")
    if missing := [key for key in schema.get("required", ()) if value.get(key) is None]:
        raise Malformed(f"{_place(where, missing[0])} is missing: {known[missing[0]].get('description', 'pass it')}")
    passed = {key: checked(each, known[key], _place(where, key)) for key, each in value.items()}
    return {key: each for key, each in passed.items() if each is not None}


def _array(value: list[Any], schema: Schema, where: str) -> list[Any]:
    _within(len(value), schema, "Items", f"{where} has", "entries")
    return [checked(each, schema["items"], f"{where}[{place}]") for place, each in enumerate(value)]


def _any_of(value: Any, schemas: list[Schema], where: str) -> Any:
    """The value by the first schema of its kind; what does not fit that is told in its words."""
    for schema in schemas:
        kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if any(_is(value, kind) for kind in kinds):
            return checked(value, schema, where)
    names = " or ".join(_NAMES[schema["type"]] for schema in schemas if schema["type"] != "null")
    raise Malformed(f"{where} is {names}, not {shown(value)}")


def _place(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _at(where: str) -> str:
    return f" in {where}" if where else ""
