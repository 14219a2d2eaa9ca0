"""Pack the table of companies' names and domains that ships, and count how far its matches can be trusted.

    python -m emailguess.fit.listed_companies company_domains.tsv people.tsv && python data/build

The input has the columns company, domain and people, as `company_domains` reads them. Written are facts about
organisations alone: a company's name in plain words, and each domain with the number of people seen there. A name
that could be a person's is left out, so is the name of anybody in the corpus of people, and so is a place of higher
education that the list of schools has.

Start reading at `entries`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from emailguess.companies.listed_companies import core_of, initials_of, packed
from emailguess.companies.listed_schools import school_domains
from emailguess.companies.names import parse
from emailguess.fit.corpus import read_corpus
from emailguess.model.prior import shipped
from emailguess.names.frequencies.lexicon import Lexicon

__all__ = ["agreement", "entries", "is_person"]

TARGET = Path(__file__).parents[1] / "data" / "listed_companies.bin"
# As everything counted from the corpora: what fewer people show is not written.
LEAST_PEOPLE = 3

Entries = dict[str, dict[str, int]]
"""People by domain, by company key."""


def is_person(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a company's words read as a given name and a family name: then it may be somebody's own.

    >>> is_person(["blue", "widget"], Lexicon({"jane": 9}, {"doe": 9}))
    False
    >>> is_person(["jane", "doe"], Lexicon({"jane": 9}, {"doe": 9}))
    True
    """
    return len(words) in (2, 3) and lexicon.given(words[0]) > 0 and all(lexicon.family(w) > 0 for w in words[1:])


def entries(path: Path, lexicon: Lexicon, people: Iterable[str] = ()) -> tuple[Entries, dict[str, int]]:
    """The table's entries, and how many names were dropped for which reason; `people` are full names."""
    persons = {" ".join(re.findall(r"\w+", person.casefold())) for person in people}
    found: Entries = defaultdict(lambda: defaultdict(int))
    dropped: dict[str, int] = defaultdict(int)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = parse(row["company"])
            if int(row["people"]) < LEAST_PEOPLE:
                dropped["fewer than three people"] += 1
            elif name.key in persons or is_person(name.key.split(), lexicon):
                dropped["could be a person's name"] += 1
            elif name.sector == "university" and school_domains(row["company"]):
                dropped["a listed school"] += 1
            else:
                found[name.key][row["domain"]] += int(row["people"])
    return {key: dict(domains) for key, domains in sorted(found.items())}, dict(dropped)


def agreement(table: Entries) -> dict[str, tuple[int, int]]:
    """Of names found in the rest of the table by less than the whole name: how many, and how often a domain is shared.

    Every entry is taken out in turn and asked for.
    """
    by_core: dict[str, list[str]] = defaultdict(list)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in table:
        by_core[core_of(key)].append(key)
        by_initials[initials_of(key)].append(key)
    counts = {"core": [0, 0], "initials": [0, 0]}
    for key, domains in table.items():
        for rule, others in (("core", by_core[core_of(key)]), ("initials", by_initials.get(key, []))):
            rest = [other for other in others if other != key]
            if len(rest) == 1:
                counts[rule][0] += 1
                counts[rule][1] += not domains.keys().isdisjoint(table[rest[0]])
    return {rule: (asked, right) for rule, (asked, right) in counts.items()}


def main(arguments: Sequence[str]) -> int:
    """Pack the table named, and print what was dropped and how the rules agree."""
    if len(arguments) != 2:
        print("usage: python -m emailguess.fit.listed_companies company_domains.tsv people.tsv", file=sys.stderr)
        return 2
    people = {person.name for person in read_corpus(Path(arguments[1]))}
    table, dropped = entries(Path(arguments[0]), shipped().lexicon, people)
    TARGET.write_bytes(packed(table))
    print(f"{len(table)} companies, {TARGET.stat().st_size:,} bytes; dropped: {_told(dropped)}")
    for rule, (asked, right) in agreement(table).items():
        print(f"found by its {rule}: {asked}, of them right {right}")
    return 0


def _told(dropped: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {reason}" for reason, number in sorted(dropped.items())) or "nothing"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
