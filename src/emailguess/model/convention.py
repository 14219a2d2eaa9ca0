"""The convention of one company, ready for ranking: patterns for people with and without a middle name.

`posterior` computes it.

Start reading at `Convention`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from emailguess.model.name_fit import kind_of
from emailguess.model.prior import Prior
from emailguess.names.forms import FIELDS, SEPARATORS, Form
from emailguess.patterns.language import Pattern, parsed

__all__ = ["LEAST", "LEAST_ASSUMED", "LEAST_PATTERN", "Convention", "Habits", "Share", "Sheet"]

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
    """Its place in `name_fit.KINDS`."""
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


class Habits(Mapping[str, float]):
    """Probability of each answer to a spelling question, as `question=answer`: what the company's people taught, else
    as companies in general have it."""

    __slots__ = ("_general", "_learned")

    def __init__(self, general: Mapping[str, float], learned: Mapping[str, float]) -> None:
        self._general, self._learned = general, learned

    def __getitem__(self, choice: str) -> float:
        learned = self._learned
        return learned[choice] if choice in learned else self._general[choice]

    def __iter__(self) -> Iterator[str]:
        yield from self._general
        yield from (choice for choice in self._learned if choice not in self._general)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Convention:
    """How one company builds addresses, in probabilities.

    The lists are made when they are asked for: a question about one person needs one of them.
    """

    def __init__(
        self,
        probabilities: Mapping[str, float],
        p_none: float,
        habits: Mapping[str, float],
        known: int,
        shared: float,
        prior: Prior,
    ) -> None:
        self.p_none = p_none
        """Probability that an address here follows no pattern we could name."""
        self.habits = habits
        """Probability of each answered spelling question, as `question=answer`."""
        self.known = known
        """Amount and sort of the evidence behind it, as `name_fit.known_step`."""
        self.shared = shared
        """Probability that the company builds addresses here as at the related domains of which something is known."""
        self.apart: Sequence[tuple[Convention, float]] = ()
        """Where it is open whether names are listed family name first or the addresses are built so: each case by
        itself, with its probability. Pattern and order go together, so that an average of both would give addresses
        that neither does. Empty where one case is all but sure."""
        self._prior = prior
        self._sharpness = prior.suitability.sharpness[known] if prior.suitability else 1.0
        self._plain: dict[str, float] = {}
        self._numbered: dict[str, float] = {}
        listed = prior.patterns
        for name, p in probabilities.items():
            if p >= LEAST_PATTERN:
                (self._numbered if (listed.get(name) or parsed(name)).numbered else self._plain)[name] = p
        self.top: float = max(self._plain.values(), default=0.0)
        """Probability of the likeliest pattern."""

    @cached_property
    def patterns(self) -> Sequence[Share]:
        """The likeliest first; they and `p_none` sum to one (tiny ones dropped)."""
        return self._shares(self._plain)

    @cached_property
    def middled(self) -> Sheet:
        """`patterns`, for a person whose middle name is known."""
        return Sheet(self._shares(self._plain, LEAST))

    @cached_property
    def unmiddled(self) -> Sheet:
        """As `patterns`, for a person without a middle name: its fields elided."""
        elided_share, listed = self._prior.elided, self._prior.patterns
        merged: dict[str, float] = {}
        for name, p in self._plain.items():
            pattern = listed.get(name) or parsed(name)
            if not pattern.middle:
                merged[name] = merged.get(name, 0.0) + p
            elif base := pattern.unmiddled:
                merged[base.text] = merged.get(base.text, 0.0) + p * elided_share
        return Sheet(self._shares(merged, LEAST))

    @cached_property
    def lettered(self) -> Sequence[Share]:
        """Patterns that would need a middle initial nobody told us, with the probability that there is one."""
        untold, listed = 1 - self._prior.elided, self._prior.patterns
        initials = {
            name: p * untold for name, p in self._plain.items() if (listed.get(name) or parsed(name)).middle == "m"
        }
        # Kept only where a single assumed initial or number can be worth a candidate.
        return self._shares(_worth(initials, self._prior.initials)) if initials else ()

    @cached_property
    def numbered(self) -> Sequence[Share]:
        """Patterns that end in a number nobody can know; in no other list."""
        return self._shares(_worth(self._numbered, self._prior.numbers)) if self._numbered else ()

    @property
    def every(self) -> Sequence[Share]:
        """All patterns, those that end in a number among them; the latter come last."""
        return (*self.patterns, *self.numbered)

    def _shares(self, probabilities: Mapping[str, float], least: float = LEAST_PATTERN) -> list[Share]:
        """The patterns that have at least so much, the likeliest first."""
        listed, sharpness = self._prior.patterns, self._sharpness
        likely = sorted([(-p, name) for name, p in probabilities.items() if p >= least])
        shares = []
        for negated, name in likely:
            pattern = listed.get(name) or parsed(name)
            shares.append(Share(pattern, -negated, kind_of(pattern), (-negated) ** sharpness))
        return shares


def _worth(probabilities: Mapping[str, float], texts: Mapping[str, float]) -> dict[str, float]:
    likeliest = max((p for text, p in texts.items() if text[0] != "#"), default=0.0)
    return {name: p for name, p in probabilities.items() if p * likeliest >= LEAST_ASSUMED}
