"""Rebuild `src/emailguess/data/suffixes.txt` from the Public Suffix List that the package publicsuffixlist carries.

Run `pip install publicsuffixlist && python data/build/suffixes.py && python data/build/seal.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import idna

from emailguess.addresses.suffixes import HEADER

TARGET = Path(__file__).parents[2] / "src/emailguess/data/suffixes.txt"


def rules(text: str) -> Iterator[tuple[str, bool]]:
    """Each rule in A-labels, and whether it is private."""
    private = False
    for line in text.splitlines():
        if "===BEGIN PRIVATE DOMAINS===" in line:
            private = True
        rule = line.split("//", 1)[0].strip()
        if rule:
            mark = re.match(r"!|\*\.|", rule).group()  # type: ignore[union-attr]
            yield mark + idna.encode(rule[len(mark) :], uts46=True).decode("ascii"), private


def main() -> None:
    """One line a top-level domain: its name, the rules delegated below it, the private ones, each relative to it."""
    text = files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text(encoding="utf-8")
    day = re.search(r"// VERSION: (\d{4}-\d{2}-\d{2})", text)
    if day is None:
        raise SystemExit("the list does not tell its version; has its form changed?")
    tops: dict[str, tuple[set[str], set[str]]] = {}
    for rule, private in rules(text):
        below, _, top = rule.rpartition(".")
        into = tops.setdefault(top, (set(), set()))[private]
        if below:
            into.add(below)
    lines = ["\t".join((top, *(" ".join(sorted(each)) for each in both))) for top, both in sorted(tops.items())]
    TARGET.write_bytes(HEADER + f"{day[1]}\n".encode() + "".join(f"{line}\n" for line in lines).encode("ascii"))


if __name__ == "__main__":
    main()
