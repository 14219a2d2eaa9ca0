"""Bring the SHA-256 in `data/SOURCES.toml` up to date after a table was rebuilt; `python data/build` does it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def sealed(text: str, below: Path) -> str:
    """The text of `SOURCES.toml` with the checksum of each file beside it, whatever stood there."""

    def seal(match: re.Match[str]) -> str:
        digest = hashlib.sha256((below / match[2]).read_bytes()).hexdigest()
        return f'{match[1]}sha256 = "{digest}"'

    return re.sub(r'(file = "([^"]+)"\n)sha256 = "[0-9a-f]*"', seal, text)
