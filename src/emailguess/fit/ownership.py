"""How often the address beside a name is not, or not quite, its owner's: by EM over pairs their names do not explain.

Each such address was built from another family name, another given name or another name altogether, or follows no
pattern, or has a text of the company's own in it; how likely each makes the address is as in `evidence.ownership`.

Start reading at `fit_strangers`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from emailguess.evidence.counts import Signature
from emailguess.evidence.ownership import doubtful, known_parts
from emailguess.fit.corpus import Person
from emailguess.names.spelling import Spelled
from emailguess.patterns.literals import has_literal, literal_share
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.unnamed import Told, anybody, chances_of

__all__ = ["fit_strangers"]

_SAMPLE = 1_200
_ROUNDS = 50
# No corpus is so clean that a wrong owner could be ruled out.
_LEAST = 1e-3
_OWNERS = ("family", "given", "other")


def fit_strangers(
    people: Sequence[tuple[Person, tuple[Spelled, ...]]],
    signatures: Sequence[Signature],
    matcher: Matcher,
) -> dict[str, float]:
    """Share of pairs whose owner has another family name, another given name, or is somebody else."""
    shares = _pattern_shares(signatures)
    open_ = [i for i, found in enumerate(signatures) if doubtful((e.pattern, e.cost) for e in found)]
    if not open_:
        return dict.fromkeys(_OWNERS, _LEAST)
    drawn = random.Random(1).sample(open_, min(_SAMPLE, len(open_)))  # noqa: S311 -- a reproducible draw, not a secret
    rows = [_likelihoods(people[i], signatures[i], shares, matcher) for i in drawn]
    rates = [0.01, 0.01, 0.01, 0.1, 0.1]
    doubt = len(open_) / len(signatures)
    for _ in range(_ROUNDS):
        owed = [0.0] * len(rates)
        for row in rows:
            parts = [rate * likelihood for rate, likelihood in zip(rates, row, strict=True)]
            whole = sum(parts) or 1.0
            owed = [o + part / whole for o, part in zip(owed, parts, strict=True)]
        rates = [max(doubt * o / len(rows), _LEAST) for o in owed]
    return {owner: float(f"{rate:.3g}") for owner, rate in zip(_OWNERS, rates, strict=False)}


def _pattern_shares(signatures: Sequence[Signature]) -> Mapping[str, float]:
    """How often each pattern occurs, an ambiguous address counting for all it may mean."""
    shares: Counter[str] = Counter()
    for found in signatures:
        for pattern in {e.pattern for e in found}:
            shares[pattern] += 1 / len(found)  # type: ignore[assignment]
    whole = sum(shares.values()) or 1.0
    return {pattern: n / whole for pattern, n in shares.items()}


def _likelihoods(
    who: tuple[Person, tuple[Spelled, ...]],
    found: Signature,
    shares: Mapping[str, float],
    matcher: Matcher,
) -> tuple[float, float, float, float, float]:
    """How likely the address is by another family name, given name, name; as a handle; with literal text."""
    person, spelled = who
    local = person.local

    def mean(chances: Mapping[str, float]) -> float:
        return sum(shares.get(pattern, 0.0) * chance for pattern, chance in chances.items())

    lexicon, stock = matcher.lexicon, matcher.stock
    given, family = lexicon.given_names, lexicon.family_names
    forms = [known_parts(s).form for s in spelled[:4]]
    firsts = {f.first for f in forms if len(f.first) > 1 and f.first in local}
    lasts = {f.last for f in forms if len(f.last) > 1 and f.last in local}
    return (
        max((mean(chances_of(local, Told(x), family, stock, whole=True)) for x in firsts), default=0.0),
        max((mean(chances_of(local, given, Told(x), stock, whole=True)) for x in lasts), default=0.0),
        mean(anybody(local, matcher)),
        lexicon.handles.chance(local),
        max((literal_share(e.pattern, lexicon) for e in found if has_literal(e.pattern)), default=0.0),
    )
