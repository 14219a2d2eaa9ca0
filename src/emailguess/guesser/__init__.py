"""Asking and telling: `Guesser`, the company it is asked about again and again, and the shortcuts.

It wires what the floors below compute and computes nothing itself; `arguments` checks what callers pass.

Start reading at `guesser.Guesser`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from types import MethodType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from emailguess.guesser.arguments import CompanyOptions
from emailguess.guesser.company import CompanyGuesser
from emailguess.guesser.guesser import Guesser

__all__ = ["CompanyGuesser", "CompanyOptions", "Guesser", "domains", "guess"]

_P = ParamSpec("_P")
_Found = TypeVar("_Found")


@lru_cache(maxsize=1)
def _default() -> Guesser:
    """The guesser with the shipped knowledge, made when first needed; nothing is remembered between calls."""
    return Guesser()


def _shortcut(method: Callable[Concatenate[Guesser, _P], _Found], about: str) -> Callable[_P, _Found]:
    """A method of the default guesser as a function: its signature stands once, at the method."""

    def shortcut(*args: _P.args, **kwargs: _P.kwargs) -> _Found:
        return method(_default(), *args, **kwargs)

    made = cast(Any, update_wrapper(shortcut, method))
    made.__doc__ = about.replace("ARGUMENTS", _arguments(method.__doc__ or ""))
    made.__module__, made.__qualname__ = __name__, method.__name__
    made.__wrapped__ = MethodType(method, Guesser)  # so that `inspect` and `help` leave `self` out
    return shortcut


def _arguments(told: str) -> str:
    """The list of arguments in a method's docstring, as a function has it."""
    lines = [line.removeprefix(" " * 8) for line in told.splitlines()]
    first = next((i for i, line in enumerate(lines) if line.startswith("- ")), len(lines))
    listed = lines[first : lines.index("", first)] if first < len(lines) else []
    return "\n".join([line and f"    {line}" for line in listed]).strip()


guess = _shortcut(
    Guesser.guess,
    """Guess a person's work address: `Guesser.guess` with the shipped knowledge and nothing remembered.

    ARGUMENTS

    Raises what `Guesser.guess` raises.

    >>> answer = guess("Jane Doe", "acme.example", known=[("Bob Jones", "bob.jones@acme.example")])
    >>> answer.best.address
    'jane.doe@acme.example'
    >>> guess("Jane Doe", company="Blue Widget Networks, Inc.").best.address
    'jane.doe@bluewidget.com'
    """,
)
"""[`Guesser.guess`][emailguess.Guesser] with the shipped knowledge and nothing remembered."""

domains = _shortcut(
    Guesser.domains,
    """Find a company's mail domain from its name, by inference alone; `Guesser.domains` knows what was learned too.

    ARGUMENTS

    Raises what `Guesser.domains` raises.

    >>> domains("Blue Widget Networks, Inc.").best.domain
    'bluewidget.com'
    """,
)
"""[`Guesser.domains`][emailguess.Guesser] with the shipped knowledge: by inference alone."""
