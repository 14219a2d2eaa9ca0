"""What else bears on an answer: how alike siblings are, how evidence ages, what becomes of namesakes.

Each is one or a few numbers, fitted with a finished prior on the companies it was fitted on; none depends on who
anybody is.

Start reading at `fit_circumstances`.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import permutations
from math import log
from typing import Any

from emailguess.addresses.related import kinship, registered_name
from emailguess.evidence.counts import Signature, Weighed
from emailguess.fit.inventory import Prepared
from emailguess.model.collisions import name_words, variants
from emailguess.model.convention import Convention
from emailguess.model.posterior import posterior
from emailguess.model.prior import AT_SECTOR, Prior, domain_features, sector_of
from emailguess.model.ranking import rank
from emailguess.patterns.language import Pattern

__all__ = ["fit_circumstances"]

_TARGETS = 3
_DRAWN = 3
_LEAST = 4
_HALF_LIVES_YEARS = (2, 3, 4, 6, 8, 10, 12, 16, 24)
# Evidence and target must lie apart for age to show.
_LEAST_SPAN_YEARS = 5
_LEAST_NAMESAKES = 10
_FLOOR = 1e-4
# In nats: the true address is a hundredth less probable, for being right sooner about a company that changed.
_MOST_LOST = 0.01
# A sector has a chance of its own from so many people asked about; so many more are imagined who agree as elsewhere.
_LEAST_SECTOR = 20
_IMAGINED = 10.0


def fit_circumstances(
    prepared: Prepared, prior: Prior, seed: int, companies: Mapping[str, Collection[str]]
) -> dict[str, Any]:
    """Fit all of them; a corpus without siblings or years leaves out what it cannot say.

    `companies` are the domains of companies that have several; where none are told, those that look alike stand in.
    """
    asker = _Asker(prepared, prior)
    found: dict[str, Any] = {}
    related = _related(asker, companies)
    chances = _kinships({kin: _told_by_siblings(asker, pairs, seed) for kin, pairs in sorted(related.items())})
    if chances:
        found["kinship"] = {"declared": max(chances.values()), **chances}
    half_life = _half_life_months(asker, seed)
    if half_life:
        found["half_life_months"] = half_life
    tie_breaks = _tie_breaks(asker)
    if tie_breaks:
        found["tie_breaks"] = tie_breaks
    return found


class _Asker:
    """Asks about people of a prepared corpus by their place in it."""

    def __init__(self, prepared: Prepared, prior: Prior) -> None:
        self.people, self.spelled, self.signatures = prepared.people, prepared.spelled, prepared.signatures
        self.prior = prior
        self.at: dict[str, list[int]] = defaultdict(list)
        for i, person in enumerate(self.people):
            self.at[person.domain.name].append(i)
        self.hosts = {host: self.people[places[0]].domain for host, places in self.at.items()}

    def convention(self, host: str, support: Mapping[Signature, float]) -> Convention:
        """The convention of the company at a host after this evidence."""
        return posterior(Weighed(support, {}), self.prior, self.prior.setting(domain_features(self.hosts[host])))

    def chance(self, target: int, support: Mapping[Signature, float]) -> float:
        """Probability given to a person's true address after this evidence."""
        person = self.people[target]
        found = rank(self.spelled[target], self.convention(person.domain.name, support), self.prior)
        return max(found.masses.get(person.local, 0.0) / found.whole, _FLOOR)

    def others(self, target: int, places: Iterable[int]) -> list[int]:
        """Those of them who are neither this person nor at this mailbox."""
        person = self.people[target]
        return [i for i in places if self.people[i].local != person.local and self.people[i].name != person.name]

    def counted(self, places: Iterable[int]) -> Counter[Signature]:
        """Their evidence, each counting one."""
        return Counter(self.signatures[i] for i in places)


def _related(asker: _Asker, companies: Mapping[str, Collection[str]]) -> dict[str, dict[str, list[str]]]:
    """For each kinship: the domains with the domains that are related to them so."""
    named: dict[str, list[str]] = defaultdict(list)
    hosts = [host for host in sorted(asker.hosts) if len(asker.at[host]) >= _LEAST]
    for host in hosts:
        named[registered_name(host)].append(host)
    related: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for group in named.values():
        for host, other in permutations(group, 2):
            relation = kinship(asker.hosts[host], asker.hosts[other])
            if relation:
                related[relation][host].append(other)
    for _, domains in sorted(companies.items()):
        for host, other in permutations(sorted(set(domains) & set(hosts)), 2):
            if not kinship(asker.hosts[host], asker.hosts[other]):
                related["declared"][host].append(other)
    return related


_Chances = tuple[float, float]
"""Of a true address: with nothing known of the domain, and with three people known at one sibling."""


def _told_by_siblings(asker: _Asker, related: Mapping[str, Sequence[str]], seed: int) -> dict[str, list[_Chances]]:
    """Ask about people with a sibling's evidence alone; by sector of the domain (`model.prior.sector_of`)."""
    rows: dict[str, list[_Chances]] = defaultdict(list)
    for host, siblings in sorted(related.items()):
        rng = random.Random(f"{seed}/{host}")  # noqa: S311 -- a reproducible draw, not a secret
        for target in rng.sample(asker.at[host], min(_TARGETS, len(asker.at[host]))):
            known = asker.others(target, asker.at[rng.choice(siblings)])
            if len(known) >= _DRAWN:
                drawn = asker.counted(rng.sample(known, _DRAWN))
                rows[sector_of(asker.hosts[host])].append((asker.chance(target, {}), asker.chance(target, drawn)))
    return rows


def _kinships(told: Mapping[str, Mapping[str, Sequence[_Chances]]]) -> dict[str, float]:
    """Chance that a sibling follows the same convention: the weight that makes true addresses likeliest (EM).

    One for each kinship, and one more for each sector where people at enough domains were asked about.
    """
    found: dict[str, float] = {}
    for kin, sectors in told.items():
        every = [row for rows in sectors.values() for row in rows]
        found[kin] = _agreement(every, 0.5, 0.0)
        for sector, rows in sorted(sectors.items()):
            if sector and len(rows) >= _LEAST_SECTOR:
                found[kin + AT_SECTOR + sector] = _agreement(rows, found[kin], _IMAGINED)
    return found


def _agreement(rows: Sequence[_Chances], usual: float, imagined: float) -> float:
    """EM over these people, and so many imagined ones who agree as usual."""
    chance = usual
    for _ in range(100 if rows else 0):
        shares = [chance * shared / (chance * shared + (1 - chance) * apart) for apart, shared in rows]
        chance = (sum(shares) + imagined * usual) / (len(shares) + imagined)
    return round(chance, 3)


def _half_life_months(asker: _Asker, seed: int) -> float:
    """Age at which evidence counts half: the shortest that costs next to nothing.

    Most companies never changed, and of them the longest is right; the likelihood is flat towards the long ones. For a
    company that did change the shorter is right, and a corpus has few of those.
    """
    scores: dict[int, list[float]] = defaultdict(list)
    for host in sorted(asker.at):
        dated = [i for i in asker.at[host] if asker.people[i].year]
        years = [asker.people[i].year for i in dated]
        if len(dated) < 2 * _LEAST or max(years) - min(years) < _LEAST_SPAN_YEARS:
            continue
        rng = random.Random(f"{seed}/{host}")  # noqa: S311 -- a reproducible draw, not a secret
        targets = rng.sample(dated, min(_TARGETS, len(dated)))
        found: dict[int, float] = dict.fromkeys(_HALF_LIVES_YEARS, 0.0)
        for target in targets:
            year = asker.people[target].year
            earlier = [i for i in asker.others(target, dated) if asker.people[i].year <= year]
            if len(earlier) < _LEAST:
                continue
            drawn = rng.sample(earlier, min(10, len(earlier)))
            for half_life in _HALF_LIVES_YEARS:
                support: dict[Signature, float] = defaultdict(float)
                for i in drawn:
                    support[asker.signatures[i]] += 0.5 ** ((year - asker.people[i].year) / half_life)
                found[half_life] += log(asker.chance(target, support)) / len(targets)
        for half_life, score in found.items():
            scores[half_life].append(score)
    return 12.0 * _shortest(scores) if scores else 0.0


def _shortest(scores: Mapping[int, Sequence[float]]) -> int:
    """The least of the half-lives that loses at most `_MOST_LOST` a company, by the log likelihoods of each.

    >>> _shortest({2: [-1.2, -0.8, -1.3], 4: [-1.01, -1.0, -1.0], 8: [-1.0, -1.0, -1.0]})
    4
    """
    means = {years: sum(rows) / len(rows) for years, rows in scores.items()}
    best = max(means.values())
    return min(years for years, mean in means.items() if mean >= best - _MOST_LOST)


def _tie_breaks(asker: _Asker) -> dict[str, float]:
    """Where somebody else has a person's usual address: how often the person has each variant of it instead."""
    seen: Counter[str] = Counter()
    for host, places in sorted(asker.at.items()):
        if len(places) < _LEAST_NAMESAKES:
            continue
        counts = asker.counted(places)
        company = asker.convention(host, counts)
        holders: dict[str, set[str]] = defaultdict(set)
        for i in places:
            holders[asker.people[i].local].add(name_words(asker.people[i].name))
        for i in places:
            if _taken(asker, i, company, holders):
                without = {s: n - (s == asker.signatures[i]) for s, n in counts.items()}
                alone = asker.convention(host, {s: n for s, n in without.items() if n})
                pattern = _taken(asker, i, alone, holders)
                if pattern is not None:
                    seen["all"] += 1
                    seen[_variant(pattern, asker.signatures[i])] += 1
    if seen["all"] < _LEAST_NAMESAKES:
        return {}
    return {kind: round((seen[kind] + 0.5) / (seen["all"] + 3), 3) for kind in ("middle", "longer", "full", "number")}


def _taken(asker: _Asker, i: int, company: Convention, holders: Mapping[str, set[str]]) -> Pattern | None:
    """The pattern of a person's likeliest address where that is somebody else's."""
    found = rank(asker.spelled[i], company, asker.prior)
    if not found.masses:
        return None
    local = next(iter(found.masses))
    person = asker.people[i]
    if local == person.local or not holders.get(local) or name_words(person.name) in holders[local]:
        return None
    return found.patterns[local]


def _variant(pattern: Pattern, explained: Signature) -> str:
    patterns = {e.pattern for e in explained}
    return next((kind for kind, variant in variants(pattern) if variant.text in patterns), "as ranked")
