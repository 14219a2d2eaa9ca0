"""The letters of a name that an address can be built from: what names hand to patterns.

It knows no pattern and no spelling rule; `names.spelling` fills it, `patterns.language` renders it.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FIELDS", "SEPARATORS", "Form"]

SEPARATORS = ".-_"
"""What stands between names in an address."""


class Form(NamedTuple):
    """The letters of one name in one spelling: what a pattern's fields stand for.

    An empty field is unknown or absent; a pattern that needs it cannot be rendered.
    """

    first: str
    last: str
    middle: str = ""
    f: str = ""
    l: str = ""  # noqa: E741 -- the field's name in the notation
    m: str = ""
    n: str = ""


FIELDS: tuple[str, ...] = Form._fields
"""The fields' names, in the order of a `Form`."""
