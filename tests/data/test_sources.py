"""Reference data: each shipped table is described, and is the one described."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "emailguess" / "data"


def test_every_shipped_table_is_the_one_described() -> None:
    """Each table that ships has an entry in `data/SOURCES.toml` with its SHA-256, licence, date and command."""
    sources = tomllib.loads((ROOT / "data" / "SOURCES.toml").read_text(encoding="utf-8"))
    described = {entry["file"]: entry["sha256"] for entry in sources.values()}
    tables = [path for path in DATA.iterdir() if path.is_file() and path.name != "__init__.py"]
    shipped = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}
    assert shipped == described
    for entry in sources.values():
        assert {"command", "date", "licence", "from", "dropped"} <= entry.keys()
