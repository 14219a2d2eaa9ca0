"""A guesser that answers documents: what every server asks, whichever way the question came.

It checks what was sent, refuses to write where nothing may be written, and knows no network.

Start reading at `Service.answer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emailguess.asking.documents import checked
from emailguess.asking.operations import OPERATIONS
from emailguess.errors import EmailGuessError

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.mx import MxCache

__all__ = ["ReadOnly", "Service"]


class ReadOnly(EmailGuessError):
    """Nothing may be remembered here; the message says how to start what remembers."""


class Service:
    """A guesser behind the table of operations; it may be used from several threads.

    >>> from emailguess import Guesser
    >>> service = Service(Guesser())
    >>> asked = {"name": "Jane Doe", "domain": "acme.example", "known": ["Bob Jones <bjones@acme.example>"]}
    >>> service.answer("guess", asked)["candidates"][0]["address"]
    'jdoe@acme.example'
    """

    def __init__(self, guesser: Guesser, *, may_write: bool = False) -> None:
        """`may_write` says whether `learn` and `suppress` are carried out, or refused."""
        self.guesser = guesser
        self.may_write = may_write
        self._cache: MxCache | None = None

    def read(self, name: str, document: Any) -> dict[str, Any]:
        """Check what was sent for an operation. Raises `Malformed`, and `ReadOnly` where it may not be carried out."""
        operation = OPERATIONS[name]
        passed: dict[str, Any] = checked(document, operation.takes)
        if operation.writes and not self.may_write:
            raise ReadOnly(
                f"{name} is refused, for this server was started without a store to write to; start it with "
                "--store and the store's file"
            )
        return passed

    def carry_out(self, name: str, passed: Mapping[str, Any]) -> dict[str, Any]:
        """Answer what `read` gave. Raises `EmailGuessError`."""
        return OPERATIONS[name].answer(self.guesser, passed, self._kept_answers() if name == "check_mx" else None)

    def answer(self, name: str, document: Any) -> dict[str, Any]:
        """Check what was sent, and answer it. Raises `EmailGuessError`."""
        return self.carry_out(name, self.read(name, document))

    def _kept_answers(self) -> MxCache:
        """What DNS said before."""
        if self._cache is None:
            from emailguess.mx import MxCache

            self._cache = MxCache()
        return self._cache
