"""Where the store of a user is, unless a path is given.

It names the place; it makes nothing there.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["ENVIRONMENT", "default_path"]

ENVIRONMENT = "EMAILGUESS_STORE"
"""The environment variable that names the store."""


def default_path() -> Path:
    """The path in `EMAILGUESS_STORE`, or `known.db` in the system's folder for a user's data."""
    told = os.environ.get(ENVIRONMENT, "").strip()
    if told:
        return Path(told)
    from platformdirs import user_data_path

    return user_data_path("emailguess", appauthor=False) / "known.db"
