"""What is believed of one company, ready to be ranked: patterns for people with and without a middle name.

How the belief comes about is for `belief`.

Start reading at `Convention`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from emailguess.model.name_fit import kind_of
from emailguess.model.prior import Prior
from emailguess.names.forms import FIELDS, Form
from emailguess.patterns.index import elided, parsed
from emailguess.patterns.language import SEPARATORS, Pattern

__all__ = ["LEAST", "LEAST_ASSUMED", "LEAST_PATTERN", "Convention", "Share", "Sheet", "convention_of"]

# A way to an address with less than this is left to "none of these": each costs time, and ten of them change nothing.
LEAST = 8e-4
# An assumed initial or number multiplies the candidates; it must be worth it.
LEAST_ASSUMED = 1e-3
# A pattern with less at a company than this can give no candidate worth listing.
LEAST_PATTERN = 2e-4


class Share(NamedTuple):
    """A pattern with its probability at one company."""

    pattern: Pattern
    probability: float
    kind: int
    """Its place in `suitability.KINDS`."""
    sharpened: float
    """The probability to the power fitted for this amount of evidence; not normalised."""


# Up to so many patterns have a format of their own.
_FEW = 8


class Sheet:
    """Patterns of a company ready to be rendered together: one percent format for many of them, a line for each."""

    __slots__ = ("_cuts", "_descending", "_templates", "before", "patterns", "shares", "weights")

    def __init__(self, shares: Sequence[Share]) -> None:
        self.shares = shares
        self.patterns = [share.pattern for share in shares]
        self.weights = [(share.sharpened, share.kind) for share in shares]
        """What `ranking` needs of each."""
        self.before = [0.0]
        """Probability of all patterns before each place."""
        for share in shares:
            self.before.append(self.before[-1] + share.probability)
        self._descending = [-share.probability for share in shares]
        self._cuts = [(i, pattern.cut) for i, pattern in enumerate(self.patterns) if pattern.cut]
        self._templates: dict[int, tuple[str, Callable[[Form], Any]]] = {}

    def likely(self, least: float) -> int:
        """How many patterns have at least this probability."""
        return bisect_right(self._descending, -least)

    def render(self, form: Form, number: int) -> list[str]:
        """The first local parts, at least so many, for a form that has every field the patterns use."""
        if not number:
            return []
        template, values = self._template(number if number < _FEW else len(self.patterns))
        locals_: list[str] = (template % values(form)).split("\n")
        for i, cut in self._cuts:
            if i >= number:
                break
            locals_[i] = locals_[i][:cut].rstrip(SEPARATORS)
        return locals_

    def _template(self, number: int) -> tuple[str, Callable[[Form], Any]]:
        """The format of so many patterns, and what takes its values from a form."""
        known = self._templates.get(number)
        if known is None:
            patterns = self.patterns[:number]
            places = [FIELDS.index(field) for pattern in patterns for field in pattern.fields]
            known = "\n".join(pattern.template for pattern in patterns), itemgetter(*places)
            self._templates[number] = known
        return known


class Convention(NamedTuple):
    """What we believe one company does."""

    patterns: Sequence[Share]
    """The likeliest first; they and `p_none` sum to one (tiny ones dropped)."""
    p_none: float
    """Probability that an address here follows no pattern we could name."""
    habits: Mapping[str, float]
    """Probability of each answered spelling question, as `question=answer`."""
    known: int
    """Amount and sort of the evidence behind this belief, as `suitability.known_step`."""
    unmiddled: Sheet
    """As `patterns`, for a person without a middle name: its fields elided."""
    middled: Sheet
    """`patterns`, for a person whose middle name is known."""
    lettered: Sequence[Share]
    """Patterns that would need a middle initial nobody told us, with the probability that there is one."""
    numbered: Sequence[Share]
    """Patterns that end in a number nobody can know; in no other list."""
    shared: float
    """Probability that the company builds addresses here as at the related domains of which something is known."""
    apart: Sequence[tuple[Convention, float]] = ()
    """Where it is open whether names are listed family name first or the addresses are built so: each case by itself,
    with its probability. Pattern and order go together, so that an average of both would give addresses that neither
    does. Empty where one case is all but sure."""

    @property
    def every(self) -> Sequence[Share]:
        """All patterns, those that end in a number among them; the latter come last."""
        return (*self.patterns, *self.numbered)


def convention_of(
    probabilities: dict[str, float],
    p_none: float,
    habits: Mapping[str, float],
    known: int,
    shared: float,
    prior: Prior,
) -> Convention:
    """Sort the patterns of a company, by probability and by whom they are for; the tiny ones are dropped."""
    sharpness = prior.suitability.sharpness[known] if prior.suitability else 1.0
    numbered = {name: probabilities.pop(name) for name in list(probabilities) if "{n}" in name}
    merged, lettered = _without_middle(probabilities, prior)
    # Kept only where a single assumed initial or number can be worth a candidate.
    lettered = _worth(lettered, prior.initials)
    numbered = _worth(numbered, prior.numbers)
    lists = (_sorted(p, prior, sharpness) for p in (probabilities, merged, lettered, numbered))
    listed, unmiddled, with_initial, with_number = lists
    return Convention(
        listed, p_none, habits, known, _sheet(unmiddled), _sheet(listed), with_initial, with_number, shared
    )


def _sheet(shares: Sequence[Share]) -> Sheet:
    return Sheet([share for share in shares if share.probability >= LEAST])


def _worth(probabilities: Mapping[str, float], texts: Mapping[str, float]) -> dict[str, float]:
    likeliest = max((p for text, p in texts.items() if text[0] != "#"), default=0.0)
    return {name: p for name, p in probabilities.items() if p * likeliest >= LEAST_ASSUMED}


def _sorted(probabilities: Mapping[str, float], prior: Prior, sharpness: float) -> list[Share]:
    shares = []
    for name, p in probabilities.items():
        if p >= LEAST_PATTERN:
            pattern = prior.patterns.get(name) or parsed(name)
            shares.append(Share(pattern, p, kind_of(pattern), p**sharpness))
    shares.sort(key=_likeliest)
    return shares


def _likeliest(share: Share) -> tuple[float, str]:
    return -share.probability, str(share.pattern)


def _without_middle(probabilities: Mapping[str, float], prior: Prior) -> tuple[dict[str, float], dict[str, float]]:
    """Patterns for a person without a middle name, and those that assume an initial nobody told us."""
    merged: dict[str, float] = {}
    lettered: dict[str, float] = {}
    for name, p in probabilities.items():
        if p < LEAST_PATTERN:
            continue
        if "{m" not in name:
            merged[name] = merged.get(name, 0.0) + p
            continue
        field = "m" if "{m}" in name else "middle"
        base = elided(name, field)
        if base:
            merged[base] = merged.get(base, 0.0) + p * prior.elided
        if field == "m":
            lettered[name] = p * (1 - prior.elided)
    return merged, lettered
