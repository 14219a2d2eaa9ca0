"""Ranking: a belief about a company and a name give candidates with probabilities.

Everything here is a pure function: no clock, no disk, no network. It never looks up who else has an address.

Start reading at `rank`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from emailguess.belief import UNSEEN_ANSWER, Company, Share
from emailguess.patterns import MAX_LOCAL, Form, Pattern
from emailguess.prior import Prior
from emailguess.spelling import Spelled
from emailguess.suitability import NONE, factors, situation

__all__ = ["Path", "Ranking", "paths", "rank", "ways", "weigh"]

# A way to an address with less than this is left to "none of these": each costs time, and ten of them change nothing.
LEAST = 8e-4
# An assumed initial or number multiplies the candidates; it must be worth it.
LEAST_ASSUMED = 1e-3
_LEAST_SPELLING = 5e-3


class Path(NamedTuple):
    """One way from a name to a local part."""

    pattern: Pattern
    spelled: Spelled
    pattern_probability: float
    spelling_probability: float
    share: float
    """Chance of an assumed initial or number; 1 where none was."""
    fit: float


class Ranking(NamedTuple):
    """Candidates for one name at one company."""

    locals: Sequence[tuple[str, float, Pattern]]
    """Local part, probability and likeliest pattern; the likeliest first. What is missing to one is "none"."""


def rank(names: Iterable[Spelled], company: Company, prior: Prior) -> Ranking:
    """Render a name under every pattern and spelling this company may use; the likeliest local part first."""
    weighted = weigh(names, company.habits)
    suits = _suits(weighted, company, prior)
    mass: dict[str, float] = {}
    best: dict[str, Pattern] = {}
    seen = 0.0
    for (form, _), chance in weighted:
        if not form.first or not form.last:
            continue
        # The heart of every guess, written out: one step costs a quarter of a microsecond, a call would double it.
        # The likeliest pattern of a local part is the first to give it: spellings and patterns come in that order.
        least = LEAST / chance
        rendered = 0.0
        for pattern, p, kind, sharpened, template, values, cut in company.patterns if form.m else company.unmiddled:
            if p < least:
                break
            local = template % values(form)
            if cut:
                local = local[:cut]
            rendered += p
            if local in mass:
                mass[local] += sharpened * suits[kind] * chance
            else:
                mass[local] = sharpened * suits[kind] * chance
                best[local] = pattern
        seen += rendered * chance
    for _, _, local, share, chance in _rarer_ways(weighted, company, prior):
        seen += share.probability * chance
        mass[local] = mass.get(local, 0.0) + share.sharpened * suits[share.kind] * chance
        best.setdefault(local, share.pattern)
    whole = sum(mass.values()) + suits[NONE] * max(1 - seen, LEAST)
    ranked = sorted([(-part, local) for local, part in mass.items() if len(local) <= MAX_LOCAL])
    return Ranking([(local, -part / whole, best[local]) for part, local in ranked])


def _suits(weighted: Sequence[tuple[Spelled, float]], company: Company, prior: Prior) -> Sequence[float]:
    """Suitability of each kind of pattern for this name here."""
    if not weighted:
        return factors(situation(Form("", ""), 0, company.known, 0.0, prior.lexicon), None)
    top = company.patterns[0].probability if company.patterns else 0.0
    return factors(situation(weighted[0][0].form, len(weighted), company.known, top, prior.lexicon), prior.suitability)


def paths(names: Iterable[Spelled], company: Company, prior: Prior, wanted: str) -> list[Path]:
    """All ways to one local part, weightiest first; the products of their numbers add up to its probability."""
    weighted = weigh(names, company.habits)
    suits = _suits(weighted, company, prior)
    found: list[Path] = []
    seen = whole = 0.0
    for spelled, spelling, local, share, chance in ways(weighted, company, prior):
        seen += share.probability * chance
        whole += share.sharpened * chance * suits[share.kind]
        if local == wanted:
            fit = suits[share.kind] * share.sharpened / share.probability
            found.append(Path(share.pattern, spelled, share.probability, spelling, chance / spelling, fit))
    whole += suits[NONE] * max(1 - seen, LEAST)
    found = [path._replace(fit=path.fit / whole) for path in found]
    found.sort(key=_by_product)
    return found


def _by_product(path: Path) -> float:
    return -path.pattern_probability * path.spelling_probability * path.share * path.fit


def ways(
    weighted: Iterable[tuple[Spelled, float]], company: Company, prior: Prior
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """What `rank` adds up, one way at a time: (spelled, its probability, local part, share, chance of all but it)."""
    for spelled, spelling in weighted:
        form = spelled.form
        if form.first and form.last:
            for share in company.patterns if form.m else company.unmiddled:
                if share.probability * spelling < LEAST:
                    break
                local = share.pattern.render(form)
                if local is not None:
                    yield spelled, spelling, local, share, spelling
    yield from _rarer_ways(weighted, company, prior)


def _rarer_ways(
    weighted: Iterable[tuple[Spelled, float]], company: Company, prior: Prior
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """Mononyms, and local parts with a middle initial or a number that nobody told us."""
    for spelled, spelling in weighted:
        form = spelled.form
        if not form.first or not form.last:
            for share in company.unmiddled:
                if share.probability * spelling < LEAST:
                    break
                local = share.pattern.render(form)
                if local is not None:
                    yield spelled, spelling, local, share, spelling
        if not form.m:
            for share in company.lettered:
                least = LEAST_ASSUMED / spelling
                if share.probability < least:
                    break
                for letter, chance in prior.initials.items():
                    if share.probability * chance < least:
                        break
                    local = share.pattern.render(form._replace(m=letter))
                    if local is not None:
                        yield spelled, spelling, local, share, chance * spelling
        for share in company.numbered:
            least = LEAST_ASSUMED / spelling
            if share.probability < least:
                break
            for number, chance in prior.numbers.items():
                if number[0] != "#" and share.probability * chance >= least:
                    local = share.pattern.render(form._replace(n=number))
                    if local is not None:
                        yield spelled, spelling, local, share, chance * spelling


def weigh(names: Iterable[Spelled], habits: Mapping[str, float]) -> list[tuple[Spelled, float]]:
    """Probability of each spelling under the company's habits; hopeless ones are dropped."""
    weighted = []
    total = 0.0
    for name in names:
        weight = 1.0
        for choice in name.choices:
            weight *= habits.get(choice, UNSEEN_ANSWER)
        total += weight
        weighted.append((name, weight))
    if len(weighted) == 1:
        return [(weighted[0][0], 1.0)]
    kept = [(name, weight / total) for name, weight in weighted if weight >= _LEAST_SPELLING * total]
    kept.sort(key=_by_weight)
    return kept


def _by_weight(item: tuple[Spelled, float]) -> float:
    return -item[1]
