"""A corpus of invented people at companies with planted conventions, for tests and for measuring speed.

Everything is drawn from a seed. The truth is known, so tests can ask whether it is found again. No company, family
name or address here belongs to anyone; all domains end in `.example` or `.test` (RFC 2606).

Start reading at `conventions`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["PATTERNS", "Convention", "Row", "conventions", "corpus", "distinct_names", "domains", "people", "write_tsv"]

_GIVEN_NAMES = (
    "Adam Alice Ann Anna Beth Bob Carl Carol Clara Daniel David Diana Edgar Ella Emma Eric Eva Felix Frank Grace Greg "
    "Hanna Helen Hugo Ian Ines Ivan Jack Jane John Judith Julia Karl Kate Laura Leo Linda Lucas Maria Mark Martha Max "
    "Mia Nina Noah Nora Olga Oscar Paul Peter Petra Quinn Ralf Rita Robert Rosa Ruth Sara Simon Sofia Thomas Tina Tom "
    "Ursula Vera Victor Walter Wendy Yara Zoe Jürgen Jörg Søren Ann-Marie Jean-Paul"
)
_GIVEN = _GIVEN_NAMES.split()
_HEADS = (*"bcdfghklmnprstvwz", "br", "cr", "dr", "fl", "gr", "kl", "pr", "st", "tr")
_VOWELS = "aeiou"
_TAILS = (*"lnrstkmx", "nd", "rn", "sk", "lt", "ng")
_SPECIAL = ("ü", "ö", "ä")
_PLAIN = str.maketrans({"ü": "u", "ö": "o", "ä": "a", "ø": "o"})
_EXPANDED = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe"})

PATTERNS: dict[str, Callable[[str, str], str]] = {
    "{first}.{last}": lambda first, last: f"{first}.{last}",
    "{f}{last}": lambda first, last: f"{first[0]}{last}",
    "{first}": lambda first, last: first,
    "{f}.{last}": lambda first, last: f"{first[0]}.{last}",
    "{first}_{last}": lambda first, last: f"{first}_{last}",
    "{last}.{first}": lambda first, last: f"{last}.{first}",
    "{first}{l}": lambda first, last: f"{first}{last[0]}",
    "{last}{f}": lambda first, last: f"{last}{first[0]}",
    "{first}{last}": lambda first, last: f"{first}{last}",
    "{last}": lambda first, last: last,
}
# Roughly how often companies do each, so that a fit on this corpus is not absurd.
_HOW_OFTEN = (30, 22, 10, 8, 6, 6, 5, 5, 5, 3)


class Convention(NamedTuple):
    """What one invented company does."""

    domain: str
    pattern: str
    umlauts: str
    """`expanded` (ü to ue) or `plain` (ü to u)."""
    hyphens: str
    """`kept` or `dropped`."""
    noise: float
    """Share of people whose mailbox has nothing to do with their name."""


class Row(NamedTuple):
    """One row of the corpus."""

    name: str
    email: str
    source: str


def conventions(companies: int, *, seed: int = 1, noise: float = 0.06) -> list[Convention]:
    """Plant a convention at each of so many companies; one in ten has a second domain that follows the same one."""
    rng = random.Random(f"conventions/{seed}")  # noqa: S311 -- reproducible, no secret
    planted: list[Convention] = []
    for domain in domains(companies, seed=seed):
        if len(planted) >= companies:
            break
        pattern = rng.choices(list(PATTERNS), _HOW_OFTEN)[0]
        convention = Convention(
            domain, pattern, rng.choice(("expanded", "plain")), rng.choice(("kept", "dropped")), noise
        )
        planted.append(convention)
        if len(planted) % 10 == 0:
            planted.append(convention._replace(domain=f"us.{domain}"))
    return planted[:companies]


def people(convention: Convention, number: int, *, seed: int = 1) -> list[tuple[str, str]]:
    """Invent so many people at a company: (name, address), no name and no address twice."""
    rng = random.Random(f"{convention.domain}/{seed}")  # noqa: S311 -- reproducible, no secret
    found: dict[str, str] = {}
    names: set[str] = set()
    while len(found) < number:
        given, family = rng.choice(_GIVEN), _family(rng)
        name = f"{given} {family}"
        local = _handle(rng) if rng.random() < convention.noise else _local(given, family, convention)
        if name in names:
            continue
        if local in found:  # companies that call people by one name alone run out of names, and number them
            local += str(rng.randint(2, 99))
        if local not in found:
            names.add(name)
            found[local] = name
    return [(name, f"{local}@{convention.domain}") for local, name in found.items()]


def corpus(companies: int = 120, people_each: int = 10, *, seed: int = 1, noise: float = 0.06) -> list[Row]:
    """Build a corpus: companies with planted conventions, and their people."""
    return [
        Row(name, address, ("software", "academia", "government")[i % 3])
        for i, convention in enumerate(conventions(companies, seed=seed, noise=noise))
        for name, address in people(convention, people_each, seed=seed)
    ]


def write_tsv(rows: Sequence[Row], path: Path) -> None:
    """Write rows in the corpus format."""
    lines = ["name\temail\tcount\tlast_year\tsource", *(f"{r.name}\t{r.email}\t1\t0\t{r.source}" for r in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def distinct_names(number: int, *, seed: int = 1) -> list[str]:
    """Invent so many different plain names."""
    rng = random.Random(f"names/{seed}")  # noqa: S311 -- reproducible, no secret
    plain = [g for g in _GIVEN if g.isascii() and "-" not in g]
    found: dict[str, None] = {}
    while len(found) < number:
        found[f"{rng.choice(plain)} {_word(rng).title()}"] = None
    return list(found)


def domains(number: int, *, seed: int = 1) -> Iterator[str]:
    """Invent so many different domains."""
    rng = random.Random(f"domains/{seed}")  # noqa: S311 -- reproducible, no secret
    seen: set[str] = set()
    while len(seen) < number:
        domain = f"{_word(rng)}{rng.choice(('', '', 'tech', 'works', '-group'))}.{rng.choice(('example', 'test'))}"
        if domain not in seen:
            seen.add(domain)
            yield domain


def _word(rng: random.Random) -> str:
    middle = "".join(rng.choice(_HEADS) + rng.choice(_VOWELS) for _ in range(rng.randint(1, 2)))
    return f"{middle}{rng.choice(_HEADS)}{rng.choice(_VOWELS)}{rng.choice(_TAILS)}"


def _family(rng: random.Random) -> str:
    name = _word(rng).title()
    kind = rng.random()
    if kind < 0.06:
        return name[0] + rng.choice(_SPECIAL) + name[2:]
    return f"{name}-{_word(rng).title()}" if kind < 0.09 else name


def _handle(rng: random.Random) -> str:
    return f"{_word(rng)}{rng.choice(_TAILS)}{rng.randint(1, 99)}"


def _local(given: str, family: str, convention: Convention) -> str:
    table = _EXPANDED if convention.umlauts == "expanded" else _PLAIN
    first, last = (word.lower().translate(table) for word in (given, family))
    if convention.hyphens == "dropped":
        first, last = first.replace("-", ""), last.replace("-", "")
    return PATTERNS[convention.pattern](first, last)
