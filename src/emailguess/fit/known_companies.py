"""The table of known companies: `python -m emailguess.fit.known_companies CORPUS.tsv` (needs no extra).

A corpus of people gives, for each company with enough of them, counts of patterns and spellings by year. What could
point to a person is left out: a company is told of only with `LEAST_PEOPLE` different people; a pattern, and an answer
to a question of spelling, only where `LEAST_ALIKE` of them show it; literal text only where the prior lists it from
many companies. Patterns too rare to be told alone are told together ("three people follow one of these"), so that
what is
left out makes no company look more disciplined than it is.

Start reading at `known_companies`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import exp
from pathlib import Path
from typing import NamedTuple

from emailguess.addresses.parser import Domain
from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import NO_MONTH, Counts, Seen, Signature, month_of
from emailguess.evidence.reading import read_item
from emailguess.fit.corpus import Person, by_domain, read_corpus
from emailguess.model.posterior import UNSEEN_ANSWER, posterior
from emailguess.model.prior import Prior, domain_features, shipped
from emailguess.patterns.matching import Match
from emailguess.store.known_companies import KnownCompany, pack

__all__ = ["LEAST_ALIKE", "LEAST_PEOPLE", "Observed", "known_companies", "observed", "summed_up"]

SHIPPED = Path(__file__).parent.parent / "data" / "known_companies.bin"
LEAST_PEOPLE = 8
LEAST_ALIKE = 3
# A way to read an address that is this much less likely than the best one says next to nothing.
_LEAST_WAY = 0.02
# At a giant the rarer signatures are told of by their pattern alone: weighing hundreds would take a guess too long.
_MOST_SIGNATURES = 100
# An answer that too few give may go untold where it is the usual one; else what was read under it is told of as odd.
_USUAL = 0.5


class Observed(NamedTuple):
    """What one person's name and address show."""

    signature: Signature
    month: int
    name: str
    source: str


def known_companies(people: Iterable[Person], prior: Prior) -> dict[str, tuple[str, KnownCompany]]:
    """Counts by domain, with the name it is registered under, for every domain with enough people."""
    found = {}
    for domain, group in sorted(by_domain(people).items()):
        if len({person.name for person in group}) >= LEAST_PEOPLE:
            company = summed_up(observed(group, prior), group[0].domain, prior)
            if company.people >= LEAST_PEOPLE:
                found[domain] = group[0].domain.registrable.split(".", 1)[0], company
    return found


def observed(people: Iterable[Person], prior: Prior) -> list[Observed]:
    """What each person shows; roles' mailboxes, names that cannot be read and the same name again show nothing."""
    found: dict[str, Observed] = {}
    for person in people:
        told = read_item((person.name, f"{person.local}@{person.domain.name}"), prior.matcher)
        if not isinstance(told, str):
            month = month_of(date(person.year, 6, 1)) if person.year else NO_MONTH
            known = found.get(person.name)
            if known is None or month > known.month:
                found[person.name] = Observed(told[1].signature, month, person.name, person.source)
    return list(found.values())


def summed_up(people: Sequence[Observed], where: Domain, prior: Prior) -> KnownCompany:
    """Add people up, so that nothing that fewer than `LEAST_ALIKE` of them show can be seen."""
    weights = _weights(people, where, prior)
    ways = [_likely(each.signature, weights) for each in people]
    best = [max(way, key=lambda e: (_weight(e, weights), e)) if way else None for way in ways]
    told = {p for p, n in Counter(e.pattern for e in best if e).items() if n >= LEAST_ALIKE and p in prior.patterns}
    answers = Counter(choice for e in best if e and e.pattern in told for choice in e.choices)
    plain = {choice for choice, n in answers.items() if n >= LEAST_ALIKE}
    whole: list[tuple[Signature, str, int]] = []
    rare: list[Match] = []
    for each, way, chosen in zip(people, ways, best, strict=True):
        odd = chosen is not None and any(c not in plain and weights.get(c, 0.0) < _USUAL for c in chosen.choices)
        if chosen is None or odd or chosen.pattern not in prior.patterns:
            rare.append(Match(""))
        elif chosen.pattern in told:
            whole.append((_reduced(way, told, plain), chosen.pattern, each.month))
        else:
            rare.append(Match(chosen.pattern))
    common = {signature for signature, _ in Counter(s for s, _, _ in whole).most_common(_MOST_SIGNATURES)}
    counts = Counter(Seen(s if s in common else (Match(p),), "pair", month) for s, p, month in whole)
    if len(rare) >= LEAST_ALIKE:
        together = tuple(sorted(set(rare)))
        counts[Seen(() if together == (Match(""),) else together, "pair")] += len(rare)
    sources = Counter(each.source for each in people if each.source)
    usual = [source for source, n in sources.most_common() if 10 * n >= len(people)]
    return KnownCompany(Counts(counts), tuple(usual))


def _weights(people: Iterable[Observed], where: Domain, prior: Prior) -> Mapping[str, float]:
    """Probability of each pattern, and of each answer, at the company of these people."""
    counts = Counts.of(Seen(each.signature) for each in people)
    company = posterior(counts.weighed(), prior, prior.setting(domain_features(where)))
    return {str(share.pattern): share.probability for share in company.every} | dict(company.habits)


def _weight(explanation: Match, weights: Mapping[str, float]) -> float:
    weight = weights.get(explanation.pattern, 0.0) * exp(-explanation.cost / 10)
    for choice in explanation.choices:
        weight *= weights.get(choice, UNSEEN_ANSWER)
    return weight


def _likely(signature: Signature, weights: Mapping[str, float]) -> list[Match]:
    """The ways to read an address that are not hopeless at its company."""
    least = _LEAST_WAY * max((_weight(e, weights) for e in signature), default=0.0)
    return [e for e in signature if _weight(e, weights) >= least and e.pattern]


def _reduced(ways: Iterable[Match], told: Collection[str], answers: Collection[str]) -> Signature:
    """What may be told of one person's address: patterns and answers that enough people show."""
    kept: dict[tuple[str, tuple[str, ...]], int] = {}
    for pattern, choices, cost in ways:
        if pattern in told:
            key = pattern, tuple(choice for choice in choices if choice in answers)
            kept[key] = min(cost, kept.get(key, cost))
    least = min(kept.values())
    return tuple(sorted(Match(pattern, choices, cost - least) for (pattern, choices), cost in kept.items()))


def main() -> int:
    """Read the corpus, add up, write the table."""
    parser = argparse.ArgumentParser(prog="python -m emailguess.fit.known_companies", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a TSV with the columns name and email, and source and last_year")
    parser.add_argument(
        "-o", "--output", type=Path, default=SHIPPED, help="where to write (default: the shipped table)"
    )
    options = parser.parse_args()
    try:
        packed = pack(known_companies(read_corpus(options.corpus), shipped()))
    except (EmailGuessError, OSError) as error:
        sys.stderr.write(f"emailguess.fit.known_companies: {error}\n")
        return 2
    options.output.write_bytes(packed)
    sys.stderr.write(f"{options.output}: {len(packed):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
