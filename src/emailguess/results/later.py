"""Public types that annotations name and hardly any call needs: imported when an annotation is read, not before.

`typing.get_type_hints` finds them all, and a guess pays for none. A module that names them says

    if TYPE_CHECKING:
        import emailguess as later
    else:
        from emailguess.results.later import later
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["later"]


class _Later:
    """Looks like the package itself, from below."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("emailguess"), name)


later = _Later()
