"""Rebuild `src/emailguess/data/nicknames.json` from the `nicknames` package.

Run `pip install nicknames==1.0.1 && python data/build/nicknames.py && python data/build`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from nicknames import name_triplets  # type: ignore[import-not-found]

TARGET = Path(__file__).parents[2] / "src/emailguess/data/nicknames.json"


def main() -> None:
    """Keep single-word pairs in which the short name is not the formal one.

    Of a pair that is listed both ways (Michael for Mike, Mike for Michael) the longer name is the formal one; of two
    that are as long as each other (Shaun and Shawn) neither stands for the other.
    """
    table: Mapping[str, set[str]] = defaultdict(set)
    for formal, relation, short in name_triplets():
        pair = formal.lower(), short.lower()
        if relation == "has_nickname" and all(p.isascii() and p.isalpha() for p in pair) and pair[0] != pair[1]:
            table[pair[0]].add(pair[1])
    table = {
        formal: {short for short in names if formal not in table.get(short, ()) or len(short) < len(formal)}
        for formal, names in table.items()
    }
    document = {
        "format": "emailguess-nicknames",
        "version": 1,
        "nicknames": {formal: " ".join(sorted(names)) for formal, names in sorted(table.items()) if names},
    }
    TARGET.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
