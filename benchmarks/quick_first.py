"""A plugin of pytest for `python -m benchmarks mutation`: the quickest tests run first, so most mutants die at once.

mutmut keeps how long each test took in `mutmut-stats.json`. The slow ones are left out: a mutant that survives meets
every test that reaches it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["pytest_collection_modifyitems"]

MOST_S = 0.25


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Order the tests by what they took when nothing was mutated."""
    kept = Path("mutmut-stats.json")
    took = json.loads(kept.read_text(encoding="utf-8"))["duration_by_test"] if kept.exists() else {}
    quick = [item for item in items if took.get(item.nodeid, 0.0) < MOST_S]
    items[:] = sorted(quick or items, key=lambda item: took.get(item.nodeid, 0.0))
