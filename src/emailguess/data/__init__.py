"""The packed tables that ship, and how they are read: from a folder or a zip alike.

What people edit, and where each table comes from, is in `data/` at the top of the repository (`SOURCES.toml`). No
format is known here; the modules that own a table parse it.
"""

from __future__ import annotations

import os.path

__all__ = ["load"]


def load(name: str) -> bytes:
    """Return the bytes of a shipped table.

    The loader is asked directly: `importlib.resources` would double the time it takes to import this package.

    >>> load("nicknames.json")[:1]
    b'{'
    """
    path = os.path.join(os.path.dirname(__file__), name)
    loader = __spec__.loader if __spec__ is not None else None
    get_data = getattr(loader, "get_data", None)
    if get_data is not None:
        data: bytes = get_data(path)
        return data
    with open(path, "rb") as file:
        return file.read()
