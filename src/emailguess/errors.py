"""The one tree of exceptions that callers can catch.

Nothing here decides when to raise; the module that notices the fault does.
"""

from __future__ import annotations

__all__ = [
    "EmailGuessError",
    "InvalidAddress",
    "InvalidArgument",
    "InvalidCompany",
    "InvalidDomain",
    "InvalidName",
    "InvalidPattern",
    "MissingExtra",
    "NotKept",
    "StoreClosed",
    "StoreError",
    "named",
    "shown",
]

_SHOWN_CHARS = 60
# The end of a path tells which file it is.
_PATH_CHARS = 300


def shown(value: object) -> str:
    """Quote an offending value for a message: escaped, and cut to a sane length.

    >>> shown("a\\nb")
    "'a\\\\nb'"
    >>> len(shown("x" * 1_000_000)) < 100
    True
    """
    if isinstance(value, str):
        if len(value) <= _SHOWN_CHARS:
            return ascii(value)
        return f"{value[:_SHOWN_CHARS]!a}… ({len(value):,} characters)"
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…"


def named(path: object) -> str:
    """A path for a message, as it is written: its end where it is long, and code points for what cannot be printed.

    >>> named("lists/T\x1b[2Jeam.csv")
    'lists/TU+001B[2Jeam.csv'
    """
    text = str(path)
    text = text if len(text) <= _PATH_CHARS else f"…{text[-_PATH_CHARS:]}"
    return "".join([c if c.isprintable() else f"U+{ord(c):04X}" for c in text])


class EmailGuessError(Exception):
    """Root of every error this library raises on purpose."""


class InvalidArgument(EmailGuessError, ValueError):
    """What was passed is not what is asked for; the message says what to pass."""


class InvalidName(InvalidArgument):
    """The name is not one that an address could be made from."""


class InvalidCompany(InvalidArgument):
    """The text is not a company's name."""


class InvalidDomain(InvalidArgument):
    """The domain cannot be a company's mail domain."""


class InvalidAddress(InvalidArgument):
    """The text is not an e-mail address."""


class InvalidPattern(InvalidArgument):
    """The text is not a pattern in the notation of `emailguess.Pattern`."""


class NotKept(EmailGuessError):
    """An answer was read from JSON, which holds what was found and not why; the question has to be asked again."""


class StoreError(EmailGuessError):
    """What was remembered cannot be read or written."""


class StoreClosed(StoreError):
    """What was remembered was let go of; open it again."""


class MissingExtra(EmailGuessError, ImportError):
    """An optional dependency is not installed; the message names the pip command."""
