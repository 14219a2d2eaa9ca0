"""Short forms of given names: our rows (`data/names/nicknames/`) in their order, then what a package lists.

Of the package's pairs (`data/packaged/nicknames.txt`) only those count that `plausible` lets pass.

Start reading at `merged`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path

ROWS = "names/nicknames/short_forms.toml"
# What makes a short form of a stem: Tom-my, Charl-ie, Ton-i.
_ENDING = re.compile(r"(?:ie|ey|ee|y|i)$")
# Judged on the package's pairs by eye, not fitted: an unlike name of its own (Jane for Jincy, Erin for Aaron) has at
# least this many bearers to one of the formal name; so has a like one (Mary for Mariah).
UNLIKE, LIKE = 0.1, 3.0

Share = Callable[[str], float]


def nicknames(source: Path, share: Share) -> str:
    """The packed table; `share` is how many people bear a given name, of all."""
    lines = (source / "packaged/nicknames.txt").read_text(encoding="utf-8").splitlines()
    listed = {formal: set(short) for formal, *short in map(str.split, lines)}
    table = merged(own_rows(source), listed, share)
    document = {
        "format": "emailguess-nicknames",
        "version": 2,
        "nicknames": {formal: " ".join(names) for formal, names in sorted(table.items())},
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def own_rows(source: Path) -> dict[str, list[str]]:
    """Our rows, formal name to short forms.

    Where languages share a formal name, three English forms come first (most bearers in addresses that we have seen
    write in English), then the first of each other language, then the second of each.
    """
    found: dict[str, list[list[str]]] = defaultdict(list)
    ahead: dict[str, list[str]] = {}
    for language, group in tomllib.loads((source / ROWS).read_text(encoding="utf-8"))["short_forms"].items():
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
