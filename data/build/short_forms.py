"""Rebuild `src/emailguess/data/nicknames.json` from our own rows and the `nicknames` package.

Run `pip install nicknames==1.0.1 && python data/build/short_forms.py && python data/build`. Our rows
(`data/names/nicknames/short_forms.toml`) come first, in their order; of the package only what `plausible` lets pass.

Start reading at `merged`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = ROOT / "data/names/nicknames/short_forms.toml"
TARGET = ROOT / "src/emailguess/data/nicknames.json"
# What makes a short form of a stem: Tom-my, Charl-ie, Ton-i.
_ENDING = re.compile(r"(?:ie|ey|ee|y|i)$")
# Judged on the package's pairs by eye, not fitted: an unlike name of its own (Jane for Jincy, Erin for Aaron) has at
# least this many bearers to one of the formal name; so has a like one (Mary for Mariah).
UNLIKE, LIKE = 0.1, 3.0

Share = Callable[[str], float]


def main() -> None:
    """Merge and write."""
    from nicknames import name_triplets  # type: ignore[import-not-found]

    from emailguess.names.frequencies import census

    listed = ((formal.lower(), short.lower()) for formal, kind, short in name_triplets() if kind == "has_nickname")
    table = merged(own_rows(), longer_first(listed), census.table("given").share)
    document = {
        "format": "emailguess-nicknames",
        "version": 2,
        "nicknames": {formal: " ".join(names) for formal, names in sorted(table.items())},
    }
    TARGET.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


def own_rows() -> dict[str, list[str]]:
    """Our rows, formal name to short forms.

    Where languages share a formal name, three English forms come first (most bearers in addresses that we have seen
    write in English), then the first of each other language, then the second of each.
    """
    found: dict[str, list[list[str]]] = defaultdict(list)
    ahead: dict[str, list[str]] = {}
    for language, group in tomllib.loads(ROWS.read_text(encoding="utf-8"))["short_forms"].items():
        for line in group["rows"].split("\n") if isinstance(group, dict) else ():
            if words := line.split():
                ahead[words[0]] = words[1:4] if language == "english" else ahead.get(words[0], [])
                found[words[0]].append(words[1:])
    return {
        formal: list(
            dict.fromkeys([*ahead[formal], *(short for rank in zip_longest(*rows) for short in rank if short)])
        )
        for formal, rows in found.items()
    }


def longer_first(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Single-word pairs in which the short name is not the formal one.

    Of a pair that is listed both ways (Michael for Mike, Mike for Michael) the longer name is the formal one; of two
    that are as long as each other (Shaun and Shawn) neither stands for the other.
    """
    table: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if all(p.isascii() and p.isalpha() for p in pair) and pair[0] != pair[1]:
            table[pair[0]].add(pair[1])
    return {
        formal: {short for short in names if formal not in table.get(short, ()) or len(short) < len(formal)}
        for formal, names in table.items()
    }


def merged(own: Mapping[str, list[str]], listed: Mapping[str, set[str]], share: Share) -> dict[str, list[str]]:
    """Short forms by formal name, the likeliest first: ours, then the package's, those with more bearers first.

    What the package lists the other way round than we do is left out.
    """
    table: dict[str, list[str]] = {}
    for formal in {*own, *listed}:
        ours = own.get(formal, [])
        others = [
            short
            for short in listed.get(formal, ())
            if short not in ours and formal not in own.get(short, ()) and plausible(formal, short, share)
        ]
        if names := [*ours, *sorted(others, key=lambda short: (-share(short), short))]:
            table[formal] = names
    return table


def plausible(formal: str, short: str, share: Share) -> bool:
    """Whether a listed pair is a short form, and not two names of which people bear either.

    Short forms are shorter than the formal name (not Janie for Jane), and cut from it (Jon, Beth). Of others (Bob,
    Peggy) those count that are rarely given as names of their own.
    """
    if len(short) >= len(formal):
        return False
    stem = _ENDING.sub("", short)
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    if short in formal:
        return True
    like = len(stem) > 1 and stem in formal
    return share(short) < (LIKE if like else UNLIKE) * max(share(formal), 1e-7)


if __name__ == "__main__":
    main()
