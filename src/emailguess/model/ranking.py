"""Ranking: a company's convention and a name give candidates with probabilities.

A candidate's mass is the sum, over all pattern and spelling that give it, of

    P(pattern)^sharpness × suitability(pattern, name) × P(spelling) × P(assumed initial or number)

and its probability is its mass divided by all masses and that of "none of these". Everything here is a pure function:
no clock, no disk, no network. It never looks up who else has an address.

Start reading at `rank`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from emailguess.model.convention import LEAST, LEAST_ASSUMED, Convention, Share
from emailguess.model.name_fit import NONE, factors, situation
from emailguess.model.posterior import UNSEEN_ANSWER
from emailguess.model.prior import Prior
from emailguess.names.forms import Form
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import MAX_LOCAL, Pattern, sendable

__all__ = ["Path", "Ranking", "likeliest_first", "paths", "rank", "ways", "weigh"]

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
    """Candidates for one name at one company; what their probabilities lack to one is "none of these"."""

    masses: Mapping[str, float]
    """Local parts with their masses, the likeliest first."""
    whole: float
    """What a mass is divided by to be a probability."""
    patterns: Mapping[str, Pattern]
    """The likeliest pattern of each local part."""

    @property
    def locals(self) -> list[tuple[str, float, Pattern]]:
        """Local part, probability and likeliest pattern of every candidate, the likeliest first."""
        return [(local, mass / self.whole, self.patterns[local]) for local, mass in self.masses.items()]


def likeliest_first(masses: Mapping[str, float]) -> dict[str, float]:
    """Sort local parts by their masses, those with the same by their letters.

    >>> likeliest_first({"jdoe": 0.2, "jane": 0.2, "jane.doe": 0.6})
    {'jane.doe': 0.6, 'jane': 0.2, 'jdoe': 0.2}
    """
    ordered = sorted(masses)
    ordered.sort(key=masses.__getitem__, reverse=True)  # equal ones stay in the order of their letters
    return {local: masses[local] for local in ordered}


def rank(names: Sequence[Spelled], company: Convention, prior: Prior) -> Ranking:
    """Render a name under every pattern and spelling that this company may use, and add up what each local part gets.

    - `names`: the name's spellings, with the answers that each assumes
    - `company`: the company's convention
    - `prior`: for how common names are, and for suitability and sharpness
    """
    if company.apart:
        return _either([(rank(names, case, prior), chance) for case, chance in company.apart])
    weighted = weigh(names, company.habits)
    suits = _suits(weighted, company, prior)
    mass: dict[str, float] = {}
    locals_: list[str] = []
    patterns: list[Pattern] = []
    seen = 0.0
    mononym = False
    sheet = None
    for (form, _), chance in weighted:
        if not form.first or not form.last:
            mononym = True
            continue
        # The heart of every guess: all patterns are rendered in one go, the likely ones are added up.
        needed = company.middled if form.m else company.unmiddled
        likely = needed.likely(LEAST / chance)
        if needed is not sheet:  # later spellings are less likely, and fewer patterns with them
            sheet = needed
            weights = [sharpened * suits[kind] for sharpened, kind in sheet.weights[:likely]]
        seen += sheet.before[likely] * chance
        rendered = sheet.render(form, likely)[:likely]
        for local, weight in zip(rendered, weights):  # noqa: B905 -- the likely weights come first
            if local in mass:
                mass[local] += weight * chance
            else:
                mass[local] = weight * chance
        locals_ += rendered
        patterns += sheet.patterns[:likely]
    # The likeliest pattern of a local part is the first to give it: spellings and patterns come in that order.
    best = dict(zip(reversed(locals_), reversed(patterns), strict=True))
    if mononym or company.lettered or company.numbered:
        for _, _, local, share, chance in _rarer_ways(weighted, company, prior):
            seen += share.probability * chance
            mass[local] = mass.get(local, 0.0) + share.sharpened * suits[share.kind] * chance
            best.setdefault(local, share.pattern)
    whole = sum(mass.values()) + suits[NONE] * max(1 - seen, LEAST)
    # A slice of a name with dots in it (li.na) can leave a dot last, which no address has.
    dotted = any("." in form.first or "." in form.last or "." in form.middle for (form, _), _ in weighted)
    if dotted or "" in mass or len(max(mass, key=len, default="")) > MAX_LOCAL:
        mass = {local: part for local, part in mass.items() if sendable(local)}
    return Ranking(likeliest_first(mass), whole, best)


def _either(cases: Sequence[tuple[Ranking, float]]) -> Ranking:
    """The average of what each case gives, by their probabilities."""
    mass: dict[str, float] = {}
    patterns: dict[str, Pattern] = {}
    for found, chance in sorted(cases, key=_by_chance):
        for local, part in found.masses.items():
            mass[local] = mass.get(local, 0.0) + part / found.whole * chance
            patterns.setdefault(local, found.patterns[local])
    return Ranking(likeliest_first(mass), 1.0, patterns)


def _by_chance(item: tuple[object, float]) -> float:
    return -item[1]


def _suits(weighted: Sequence[tuple[Spelled, float]], company: Convention, prior: Prior) -> Sequence[float]:
    """Suitability of each kind of pattern for this name here."""
    if not weighted:
        return factors(situation(Form("", ""), 0, company.known, 0.0, prior.lexicon), None)
    return factors(
        situation(weighted[0][0].form, len(weighted), company.known, company.top, prior.lexicon), prior.suitability
    )


def paths(names: Sequence[Spelled], company: Convention, prior: Prior, wanted: str) -> list[Path]:
    """All ways to one local part, the likeliest first; a way's probability is the product of its numbers."""
    if company.apart:
        routes = [
            path._replace(pattern_probability=path.pattern_probability * chance)
            for case, chance in company.apart
            for path in paths(names, case, prior, wanted)
        ]
        return sorted(routes, key=_by_product)
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
    weighted: Iterable[tuple[Spelled, float]], company: Convention, prior: Prior
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """The ways that `rank` adds up: (spelling, its probability, local part, share, chance of all but the pattern)."""
    for spelled, spelling in weighted:
        form = spelled.form
        if form.first and form.last:
            for share in (company.middled if form.m else company.unmiddled).shares:
                if share.probability * spelling < LEAST:
                    break
                local = share.pattern.render(form)
                if local is not None:
                    yield spelled, spelling, local, share, spelling
    yield from _rarer_ways(weighted, company, prior)


def _rarer_ways(
    weighted: Iterable[tuple[Spelled, float]], company: Convention, prior: Prior
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """Ways for people with one name, and ways with a middle initial or a number that is not known."""
    for spelled, spelling in weighted:
        form = spelled.form
        if not form.first or not form.last:
            for share in (company.middled if form.m else company.unmiddled).shares:
                if share.probability * spelling < LEAST:
                    break
                local = share.pattern.render(form)
                if local is not None:
                    yield spelled, spelling, local, share, spelling
        if not form.m and company.lettered:
            yield from _assumed(spelled, spelling, company.lettered, "m", prior.initials)
        if company.numbered:
            yield from _assumed(spelled, spelling, company.numbered, "n", prior.numbers)


# Stands for an assumed letter or number while a pattern is rendered; no local part has it.
_BLANK = "\0"


def _assumed(
    spelled: Spelled, spelling: float, shares: Iterable[Share], field: str, texts: Mapping[str, float]
) -> Iterator[tuple[Spelled, float, str, Share, float]]:
    """Ways with an unknown initial or number in `field`; `texts` has its likely values, the likeliest first."""
    form = None
    for share in shares:
        least = LEAST_ASSUMED / spelling / share.probability
        if least > 1:
            break
        if form is None:
            form = spelled.form._replace(**{field: _BLANK})
        blank = share.pattern.render(form)
        if blank is None:
            continue
        for text, chance in texts.items():
            if chance < least:
                break
            if text[0] != "#":
                if share.pattern.cut:  # a longer text leaves less room for the rest
                    local = share.pattern.render(form._replace(**{field: text})) or ""
                else:
                    local = blank.replace(_BLANK, text)
                yield spelled, spelling, local, share, chance * spelling


def weigh(names: Iterable[Spelled], habits: Mapping[str, float]) -> list[tuple[Spelled, float]]:
    """Probability of each spelling under the company's habits; those below half a percent are dropped."""
    weighted = []
    total = 0.0
    known: dict[str, float] = {}
    for name in names:
        weight = 1.0
        for choice in name.choices:
            if choice not in known:
                known[choice] = habits.get(choice, UNSEEN_ANSWER)
            weight *= known[choice]
        total += weight
        weighted.append((name, weight))
    if len(weighted) == 1:
        return [(weighted[0][0], 1.0)]
    kept = [(name, weight / total) for name, weight in weighted if weight >= _LEAST_SPELLING * total]
    kept.sort(key=_by_weight)
    return kept


def _by_weight(item: tuple[Spelled, float]) -> float:
    return -item[1]
