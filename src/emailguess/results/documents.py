"""What answers and reports share when they are written as JSON, compared, and read back.

It knows no result; each says for itself what it writes.

Start reading at `Plain`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from emailguess.errors import InvalidArgument, shown

__all__ = ["Document", "Plain", "figure"]

_DIGITS = 6


def figure(number: float) -> float:
    """A probability as it is written: to six digits after the point.

    >>> figure(1 / 3)
    0.333333
    """
    return round(number, _DIGITS)


class Plain:
    """A value that is what it tells: two are equal where `to_dict` is, so that no noise in a last digit parts them."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """A table of what it tells, for a notebook."""
        from emailguess.pictures.page import facts

        told = {key: len(value) if isinstance(value, list) else value for key, value in self.to_dict().items()}
        told.pop("schema", None)
        return facts(type(self).__name__, told)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self is other or self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(_frozen(self.to_dict()))


def _frozen(value: Any) -> Any:
    """A JSON value as something that can be hashed."""
    if isinstance(value, dict):
        return tuple([(key, _frozen(each)) for key, each in value.items()])
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


class Document:
    """A JSON object that is read field by field; whatever is missing or of another kind raises `InvalidArgument`.

    >>> Document({"p": 0.5}, "a share").probability("p")
    0.5
    """

    def __init__(self, value: object, what: str, schema: str = "") -> None:
        if not isinstance(value, Mapping):
            raise InvalidArgument(f"{what} is read from a JSON object, as to_dict writes it, not from {shown(value)}")
        self._value = value
        self._what = what
        if schema and value.get("schema") != schema:
            raise self._odd("schema", f"{schema!r}")

    def _odd(self, key: str, wanted: str) -> InvalidArgument:
        return InvalidArgument(f"{self._what}: {key!r} is {wanted}, not {shown(self._value.get(key))}")

    def text(self, key: str) -> str:
        """A text."""
        value = self._value.get(key)
        if not isinstance(value, str):
            raise self._odd(key, "a text")
        return value

    def one_of(self, key: str, values: Iterable[str]) -> Any:
        """One of some texts."""
        value = self._value.get(key)
        if not isinstance(value, str) or value not in values:
            raise self._odd(key, f"one of {', '.join(map(repr, values))}")
        return value

    def probability(self, key: str) -> float:
        """A number from 0 to 1."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._odd(key, "a number from 0 to 1")
        return value

    def count(self, key: str) -> int:
        """A whole number from 0."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._odd(key, "a whole number from 0")
        return value

    def maybe(self, key: str, kind: type) -> Any:
        """A value of a kind, or None."""
        value = self._value.get(key)
        if value is not None and type(value) is not kind:
            raise self._odd(key, f"{kind.__name__} or null")
        return value

    def list(self, key: str) -> list[Any]:
        """A list of anything."""
        value = self._value.get(key)
        if not isinstance(value, list | tuple):
            raise self._odd(key, "a list")
        return [*value]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self.list(key)
        if not all(isinstance(each, str) for each in values):
            raise self._odd(key, "a list of texts")
        return tuple(values)

    def object(self, key: str) -> Mapping[str, Any]:
        """A JSON object, or none at all."""
        value = self._value.get(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping) or not all(isinstance(each, str) for each in value):
            raise self._odd(key, "a JSON object")
        return value
