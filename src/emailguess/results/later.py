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

__all__ = ["dns", "later"]


class _Later:
    """Looks like the package itself, from below."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("emailguess"), name)


later = _Later()


class _Dns:
    """Looks like dnspython, also where it is not installed: its types are objects then."""

    def __getattr__(self, name: str) -> Any:
        try:
            return import_module(f"dns.{name}")
        except ModuleNotFoundError:
            return _NOT_INSTALLED


class _NotInstalled:
    Resolver = object


_NOT_INSTALLED = _NotInstalled()
dns = _Dns()
