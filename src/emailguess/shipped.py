"""Reading the data files that ship beside the code, from a folder or a zip alike.

It knows no format; the modules that own a table parse it.
"""

from __future__ import annotations

import os.path

__all__ = ["read"]


def read(name: str) -> bytes:
    """Return the bytes of a file in `data/`.

    The loader is asked directly: `importlib.resources` would double the time it takes to import this package.

    >>> read("nicknames.json")[:1]
    b'{'
    """
    path = os.path.join(os.path.dirname(__file__), "data", name)
    loader = __spec__.loader if __spec__ is not None else None
    get_data = getattr(loader, "get_data", None)
    if get_data is not None:
        data: bytes = get_data(path)
        return data
    with open(path, "rb") as file:
        return file.read()
