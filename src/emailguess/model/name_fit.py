"""Suitability: how well a kind of pattern suits a name at a company, and how far to trust a company's evidence.

Where people choose their address, Robert Smith hardly has `smith@`, and Xiomara Quintanilla may well have `xiomara@`.
The suitability of a kind of pattern is exp(Σ weight × feature). The weights are fitted on companies that the prior did
not see (`emailguess.fit`), so that they also calibrate it. Nothing is ranked here.

Start reading at `factors`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log1p
from typing import Any, NamedTuple

from emailguess.names.forms import Form
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.patterns.language import Pattern

__all__ = [
    "FEATURES",
    "KINDS",
    "NONE",
    "STEPS",
    "Situation",
    "Suitability",
    "factors",
    "feature_row",
    "kind_of",
    "known_step",
    "situation",
]

# Kinds of pattern: which fields, in which order, and whether something stands between them.
_PLAIN = (
    "first", "last", "first.last", "firstlast", "f.last", "flast", "firstl", "first.l", "lastf", "last.f",
    "last.first", "lastfirst", "fl",
)  # fmt: skip
KINDS: tuple[str, ...] = (*_PLAIN, "middle", "slice", "number", "literal", "other", "none")
NONE = KINDS.index("none")

# How many values `known_step` has.
STEPS = 7

FEATURES: tuple[str, ...] = (
    "one", "given common", "family common", "given long", "family long", "middle told", "several spellings",
    "nothing known", "little known", "much known", "disciplined", "disciplined, much known", "mostly bare",
    "mostly bare, disciplined", "given common, disciplined", "family common, disciplined",
)  # fmt: skip


class Situation(NamedTuple):
    """What of a name and a company bears on suitability, in coarse steps so that answers can be kept."""

    given: int
    """How common the given name is: 0 (not listed) to 6."""
    family: int
    """How common the family name is: 0 (not listed) to 6."""
    given_letters: int
    family_letters: int
    middle: int
    """1 where a middle name or initial was told."""
    spellings: int
    """1 where the name can be spelled in more than one likely way."""
    known: int
    """Amount of evidence, as `known_step`."""
    discipline: int
    """Probability of the company's likeliest pattern, in tenths."""


@lru_cache(maxsize=65536)
def kind_of(pattern: Pattern) -> int:
    """Place a pattern among `KINDS`."""
    fields = pattern.fields
    if pattern.shortens:
        return KINDS.index("slice")
    if pattern.numbered:
        return KINDS.index("number")
    if pattern.middle:
        return KINDS.index("middle")
    texts = pattern.texts
    if any(len(t) > 1 or t.isalnum() for t in texts):
        return KINDS.index("literal")
    name = ("." if texts else "").join(fields)
    return KINDS.index(name) if name in _PLAIN else KINDS.index("other")


def situation(form: Form, spellings: int, known: int, top: float, lexicon: Lexicon) -> Situation:
    """Describe a name (its likeliest spelling) at a company with evidence of this `known_step`."""
    # Of a part that is not known in full an average name is thought.
    return Situation(
        _step(lexicon.given(form.first)) if form.first else 3,
        _step(lexicon.family(form.last)) if form.last else 2,
        min(len(form.first), 12) or 6,
        min(len(form.last), 12) or 6,
        1 if form.m else 0,
        1 if spellings > 1 else 0,
        known,
        int(top * 10),
    )


def known_step(total: float, bare: float) -> int:
    """Coarse steps of the evidence: 0 nothing; 1 one or two pieces, 2 three to five, 3 more; 4 to 6 if mostly bare."""
    if total == 0:
        return 0
    return (1 if total < 3 else 2 if total < 6 else 3) + (3 if 2 * bare > total else 0)


def _step(frequency: int) -> int:
    """Logarithmic steps of a frequency per hundred thousand."""
    return min(6, (frequency.bit_length() + 1) // 2)


def feature_row(s: Situation) -> tuple[float, ...]:
    """The numbers that the weights multiply, in the order of `FEATURES`; each within about ±2."""
    discipline = (s.discipline - 4) / 3
    bare = s.known > 3
    amount = s.known - 3 if bare else s.known
    return (
        1.0,
        (s.given - 3) / 2,
        (s.family - 2) / 2,
        (s.given_letters - 6) / 3,
        (s.family_letters - 6) / 3,
        float(s.middle),
        float(s.spellings),
        float(amount == 0),
        float(amount == 1),
        float(amount == 3),
        discipline if amount else 0.0,
        discipline * log1p(amount) if amount > 1 else 0.0,
        float(bare),
        discipline if bare else 0.0,
        # Where people follow one pattern, they do so whatever they are called.
        discipline * (s.given - 3) / 2 if amount else 0.0,
        discipline * (s.family - 2) / 2 if amount else 0.0,
    )


class Suitability:
    """The fitted weights, with the answers already computed."""

    __slots__ = ("kept", "sharpness", "weights")

    def __init__(self, document: Mapping[str, Any]) -> None:
        # A prior that was fitted before the last features were known has no weight for them.
        self.weights: list[Sequence[float]] = [
            [*document["weights"][kind], *[0.0] * (len(FEATURES) - len(document["weights"][kind]))] for kind in KINDS
        ]
        self.sharpness: Sequence[float] = document["sharpness"]
        """Exponent on a pattern's probability, by `known_step`: above 1, evidence means more than it seems to."""
        self.kept: dict[Situation, tuple[float, ...]] = {}


_MAX_KEPT = 20_000
_NEUTRAL = (1.0,) * len(KINDS)


def factors(where: Situation, fitted: Suitability | None) -> tuple[float, ...]:
    """One positive factor for each of `KINDS`; all 1 where nothing was fitted."""
    if fitted is None:
        return _NEUTRAL
    known = fitted.kept.get(where)
    if known is None:
        row = feature_row(where)
        known = tuple(exp(sum(w * x for w, x in zip(weights, row, strict=True))) for weights in fitted.weights)
        if len(fitted.kept) >= _MAX_KEPT:
            fitted.kept.clear()
        fitted.kept[where] = known
    return known
