"""Bring the SHA-256 in `data/SOURCES.toml` up to date after a table was rebuilt: `python data/build/seal.py`."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "emailguess" / "data"


def main() -> None:
    """Replace the line after each `file = …`."""
    path = ROOT / "data" / "SOURCES.toml"
    text = path.read_text(encoding="utf-8")

    def seal(match: re.Match[str]) -> str:
        digest = hashlib.sha256((DATA / match[2]).read_bytes()).hexdigest()
        return f'{match[1]}sha256 = "{digest}"'

    path.write_text(re.sub(r'(file = "([^"]+)"\n)sha256 = "[0-9a-f]*"', seal, text), encoding="utf-8")


if __name__ == "__main__":
    main()
