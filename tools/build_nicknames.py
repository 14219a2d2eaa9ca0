"""Rebuild `src/emailguess/data/nicknames.json` from the `nicknames` package.

Run `pip install nicknames==1.0.1 && python tools/build_nicknames.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from nicknames import name_triplets  # type: ignore[import-not-found]

TARGET = Path(__file__).parent.parent / "src/emailguess/data/nicknames.json"


def main() -> None:
    """Keep single-word pairs in which the short name is not the formal one."""
    table: dict[str, set[str]] = defaultdict(set)
    for formal, relation, short in name_triplets():
        pair = formal.lower(), short.lower()
        if relation == "has_nickname" and all(p.isascii() and p.isalpha() for p in pair) and pair[0] != pair[1]:
            table[pair[0]].add(pair[1])
    document = {
        "format": "emailguess-nicknames",
        "version": 1,
        "nicknames": {formal: " ".join(sorted(names)) for formal, names in sorted(table.items())},
    }
    TARGET.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
