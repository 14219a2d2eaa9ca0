"""Collisions: an address known to be somebody else's, or to have bounced, changes a ranking.

An address of somebody else is no candidate. Its mass goes to the addresses that companies give to namesakes
(tie-breaks). Who has which address (the roster) comes from the evidence passed and from the store; nothing is kept
here.

Start reading at `settle`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from emailguess.model.posterior import LEFT
from emailguess.model.prior import Prior
from emailguess.model.ranking import Ranking, likeliest_first
from emailguess.names.forms import Form
from emailguess.names.parser import PersonName
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import Element, Pattern, sendable
from emailguess.store import Owner
from emailguess.store.digests import person_key

__all__ = ["Roster", "Settled", "Tie", "name_keys", "name_words", "settle", "variants"]

# Of 47,468 names with an address in the corpus, 1.8% have two at the same company: a second one, or a namesake's.
_SAME = 0.98
# An assumed letter or number must be worth a candidate.
_LEAST_TIE = 1e-3


class Tie(NamedTuple):
    """A candidate for a person whose usual address a namesake has."""

    taken: str
    """The local part somebody else has."""
    pattern: Pattern
    share: float
    """Part of its mass that comes here."""


class Settled(NamedTuple):
    """A ranking in which what is known of single addresses counts."""

    masses: Mapping[str, float]
    """Local parts with their masses, the likeliest first."""
    whole: float
    patterns: Mapping[str, Pattern]
    """The likeliest pattern of each local part; a known address that follows none is missing."""
    owned: Mapping[str, Owner]
    """Local parts of which it is known whose they are."""
    ties: Mapping[str, tuple[Tie, ...]]
    """Where a local part has its mass, or some of it, as a tie-break."""


def name_keys(spelled: Iterable[Spelled]) -> tuple[str, ...]:
    """The keys of a name by which stores compare people, in the order of its spellings."""
    return tuple(dict.fromkeys(person_key(each.form.first, each.form.last) for each in spelled))


def name_words(name: str | PersonName) -> str:
    """The words of a name, in any order and writing: what makes two mentions in one question the same person.

    >>> name_words("Doe, Jane") == name_words("jane doe")
    True
    """
    text = name if isinstance(name, str) else name.text
    return " ".join(sorted(text.casefold().replace(",", " ").split()))


class Roster:
    """Who of the people told of has which local part.

    >>> roster = Roster([("Bob Jones", "bjones"), ("", "jdoe")])
    >>> roster.owners("Jones, Bob"), roster.owners("Jane Doe")
    ({'bjones': 'same', 'jdoe': 'unknown'}, {'bjones': 'other', 'jdoe': 'unknown'})
    """

    def __init__(self, people: Iterable[tuple[str | PersonName, str]]) -> None:
        self._others: dict[str, Owner] = {}
        self._locals_of: dict[str, list[str]] = {}
        for name, local in people:
            if not name:
                self._others.setdefault(local, "unknown")
            else:
                self._others[local] = "other"
                self._locals_of.setdefault(name_words(name), []).append(local)

    def owners(self, name: str) -> Mapping[str, Owner]:
        """Tell whose each local part is, for a question about a person."""
        if not self._others:
            return self._others
        own = self._locals_of.get(name_words(name))
        return {**self._others, **dict.fromkeys(own, "same")} if own else self._others


def settle(
    ranking: Ranking,
    owned: Mapping[str, Owner],
    owners_of: Callable[[Collection[str]], Mapping[str, Owner]],
    form_of: Callable[[str], Form | None],
    elsewhere: Callable[[str], float],
    prior: Prior,
) -> Settled:
    """Apply what is known of single addresses to a ranking.

    `owners_of` tells whose further local parts are, that come up on the way; `form_of` gives the spelling that led to a
    local part; `elsewhere` the probability that another person has it.
    """
    masses = dict(ranking.masses)
    patterns = dict(ranking.patterns)
    whole = ranking.whole
    ties: dict[str, tuple[Tie, ...]] = {}
    for local, owner in owned.items():
        if owner == "bounced" and local in masses:
            whole -= masses.pop(local) * (1 - LEFT)
    taken = [local for local, owner in owned.items() if owner == "other" and local in masses]
    freed = {local: masses.pop(local) for local in taken}
    for local, mass in freed.items():
        given_away = 0.0
        form = form_of(local)
        made = list(_tie_breaks(local, patterns[local], form, prior)) if form else []
        known = {**owners_of({variant for _, variant in made}), **owned}
        for tie, variant in made:
            if known.get(variant, "same") != "same" or not sendable(variant):
                continue
            masses[variant] = masses.get(variant, 0.0) + mass * tie.share
            patterns.setdefault(variant, tie.pattern)
            ties[variant] = (*ties.get(variant, ()), tie)
            given_away += mass * tie.share
        whole -= mass - given_away
    for local, owner in owned.items():
        if owner == "unknown" and local in masses:
            p = masses[local] / whole
            whole = _raised(masses, local, whole, p / (p + (1 - p) * max(elsewhere(local), 1e-9)))
    for local, owner in owned.items():
        if owner == "same":
            whole = _raised(masses, local, whole, _SAME)
            break
    return Settled(likeliest_first(masses), whole, patterns, owned, ties)


def _raised(masses: dict[str, float], local: str, whole: float, probability: float) -> float:
    """Give a local part this probability, keep the others' proportions, and return the new whole."""
    probability = min(probability, _SAME)
    rest = whole - masses.get(local, 0.0)
    masses[local] = rest * probability / (1 - probability)
    return rest + masses[local]


def _tie_breaks(taken: str, pattern: Pattern, form: Form, prior: Prior) -> Iterator[tuple[Tie, str]]:
    """Addresses that a namesake may get in place of the usual one, each with its fitted share."""
    shares = prior.tie_breaks
    for kind, made in variants(pattern):
        share = shares.get(kind, 0.0)
        if kind == "middle" and not form.m:
            fillings = [(form._replace(m=letter), chance) for letter, chance in prior.initials.items()]
        elif kind == "number":
            fillings = [(form._replace(n=n), chance) for n, chance in prior.numbers.items() if n[0] != "#"]
        else:
            fillings = [(form, 1.0)]
        for filled, chance in fillings:
            local = made.render(filled)
            if share * chance >= _LEAST_TIE and local is not None and local != taken:
                yield Tie(taken, made, share * chance), local


def variants(pattern: Pattern) -> Iterator[tuple[str, Pattern]]:
    """The pattern with a middle initial, with two letters for an initial, with a name in full, and with a number.

    >>> {kind: str(variant) for kind, variant in variants(Pattern("{f}{last}"))}
    {'middle': '{f}{m}{last}', 'longer': '{first:2}{last}', 'full': '{first}{last}', 'number': '{f}{last}{n}'}
    """
    made = [
        ("middle", pattern.with_middle("f")),
        ("middle", pattern.with_middle("first")),
        ("longer", pattern.replaced("f", Element("first", 2))),
        ("full", pattern.replaced("f", Element("first"))),
        ("longer", pattern.replaced("l", Element("last", 2))),
        ("full", pattern.replaced("l", Element("last"))),
        ("number", pattern.with_number()),
    ]
    yield from [(kind, variant) for kind, variant in made if variant is not None]
