"""An account of the evidence: who follows which pattern, what each sort of evidence did, and what a bounce would say.

It asks the same question again with less or more evidence; it changes no answer and words none (`wording`).

Start reading at `usage`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce
from math import exp, prod
from typing import NamedTuple

from emailguess.answer.candidates import Ranked
from emailguess.answer.query import DomainHypothesis, Question
from emailguess.answer.wording import plain_pattern
from emailguess.evidence.counts import FULL, Counts, Seen
from emailguess.evidence.reading import signature
from emailguess.model.convention import Convention
from emailguess.model.posterior import UNSEEN_ANSWER
from emailguess.model.prior import Prior
from emailguess.names.questions import answer_of, question_of
from emailguess.patterns.matching import Match
from emailguess.results import Candidate
from emailguess.results.account import Contribution, Source, Usage

__all__ = ["Ask", "Sort", "asked_of", "contributions", "next_after_bounce", "sorts", "usage"]

Ask = Callable[[Question], Mapping[str, float]]
"""Asks a question: addresses with their probabilities, the likeliest first."""

_MOST_PIECES = 20
# As many as an answer can hold: what is asked again is not cut where the answer was.
_ALL = 1_000
# Kinds in the order in which they are told.
_KINDS = ("pair", "bare", "stated", "delivery", "bounce")


def usage(place: DomainHypothesis, company: Convention) -> tuple[Usage, ...]:
    """Count who follows what at one domain: what was passed first, the commonest pattern of each sort first.

    `company` is what is believed of it by the others' evidence.
    """
    chance = _chances(company)
    found: list[Usage] = []
    for source, counts, seen_in in _sources(place):
        tally: Counter[tuple[int, str, float]] = Counter()
        for seen, number in counts.items():
            # An owner who left says nothing of the pattern.
            if seen.signature or seen.kind != "bounce":
                tally[_KINDS.index(seen.kind), likeliest(seen, chance), seen.tenths / FULL] += number
        for (kind, pattern, weight), number in sorted(tally.items(), key=lambda item: (item[0][0], -item[1], item[0])):
            found.append(
                Usage(source=source, kind=_KINDS[kind], pattern=pattern, number=number, weight=weight, seen_in=seen_in)
            )
    return tuple(found)


def _sources(place: DomainHypothesis) -> Iterator[tuple[Source, Counts, str]]:
    yield "passed", place.given.counts, ""
    yield "remembered", place.remembered, ""
    yield "related", reduce(lambda one, other: one + other, [counts for _, counts in place.related], Counts()), ""
    if place.public is not None:
        yield "public", place.public.counts, place.public.seen_in


def likeliest(seen: Seen, chance: Callable[[Match], float]) -> str:
    """The pattern that most likely explains a sort of evidence; empty where none does.

    Beside a name, as people read it goes first: nothing is assumed where something need not be, mapoole@ has an initial
    of each name of Mary Ann Poole's, and Ann Lee is not called Lee.
    """
    if seen.unexplained:
        return ""
    named = seen.kind in ("pair", "delivery")
    found = max(
        (each for each in seen.signature if each.pattern),
        key=lambda each: (named and each.cost == 0 and not any(map(_is_far_fetched, each.choices)), chance(each)),
        default=None,
    )
    return found.pattern if found is not None else ""


def _is_far_fetched(choice: str) -> bool:
    """Whether an answer is one that only another reading of the name spares."""
    return choice in _TURNED or (question_of(choice).endswith("-initials") and answer_of(choice) != "one")


# Words of which nothing says that they are turned round are.
_TURNED = ("order0=fg", "order1=fg")


# A pattern that is not among a company's: rarer than any that is.
_NO_SHARE = 1e-9


def _chances(company: Convention) -> Callable[[Match], float]:
    """How likely an explanation is at a company: its pattern's share, its answers, and what has to be assumed."""
    shares = {str(share.pattern): share.probability for share in company.every}
    habits = company.habits

    def chance(match: Match) -> float:
        answers = prod([habits.get(choice, UNSEEN_ANSWER) for choice in match.choices])
        return shares.get(match.pattern, _NO_SHARE) * answers * exp(-match.cost / 10)

    return chance


class Sort(NamedTuple):
    """One sort of evidence about a domain, and the same domain without it."""

    what: str
    """In words."""
    pieces: int
    without: Callable[[DomainHypothesis], DomainHypothesis]
    passed: bool = False
    """Whether it came with the question."""


def sorts(place: DomainHypothesis, company: Convention) -> Iterator[Sort]:
    """The sorts of evidence about a domain: what was passed by kind and pattern, then what was known before."""
    chance = _chances(company)
    groups: dict[str, Counts] = {}
    for seen, number in place.given.counts.items():
        what = _worded(seen, chance)
        groups[what] = groups.get(what, Counts()) + Counts([(seen, number)])
    for what, counts in list(groups.items())[:_MOST_PIECES]:
        yield Sort(what, counts.total, partial(_without_passed, counts), passed=True)
    if place.remembered:
        yield Sort("what is remembered", place.remembered.total, lambda at: at._replace(remembered=Counts()))
    if place.public is not None:
        what = "what ships about the company"
        yield Sort(what, place.public.people, lambda at: at._replace(public=None))
    if place.related:
        pieces = sum(counts.total for _, counts in place.related)
        yield Sort("what is known at related domains", pieces, lambda at: at._replace(related=()))


def _without_passed(counts: Counts, place: DomainHypothesis) -> DomainHypothesis:
    return place._replace(given=place.given._replace(counts=place.given.counts - counts))


# By what follows a pattern, and by what follows none.
_WORDS = {
    "pair": ("colleagues who use {}", "colleagues who follow no pattern"),
    "bare": ("addresses that look like {}", "addresses that follow no pattern"),
    "stated": ("the stated pattern {}", "the stated pattern"),
    "bounce": ("bounces against {}", "bounces that follow no pattern"),
    "delivery": ("addresses that take mail, like {}", "addresses that take mail and follow no pattern"),
}


def _worded(seen: Seen, chance: Callable[[Match], float]) -> str:
    """Word a sort of evidence by the pattern that most likely explains it."""
    some, none = _WORDS[seen.kind]
    pattern = likeliest(seen, chance)
    return some.format(plain_pattern(pattern)) if pattern else none


_PRIOR = "what companies of this kind usually do"
_SINGLE = "addresses that are taken, have bounced or are the person's own"
_REST = "other evidence"
# A hundredth of a percent is below what is shown.
_LEAST_CHANGE = 1e-4


def contributions(question: Question, address: str, company: Convention, ask: Ask) -> tuple[Contribution, ...]:
    """Add the evidence about an address's domain sort by sort, from none to all of it; what is known longest first.

    The last step is the answer: no evidence is left out by then.
    """
    host = address.rpartition("@")[2]
    number = next(i for i, place in enumerate(question.places) if place.where.name == host)
    whole = question.places[number]
    added = sorted(sorts(whole, company), key=lambda sort: (sort.passed, -sort.pieces))
    left = reduce(lambda place, sort: sort.without(place), added, whole)
    if left.given.counts:
        added.append(Sort(_REST, left.given.counts.total, partial(_without_passed, left.given.counts)))
    if whole.owned:
        added.append(Sort(_SINGLE, len(whole.owned), lambda at: at._replace(owned={})))
    told: list[Contribution] = []
    for done, (what, pieces) in enumerate([(_PRIOR, 0), *[(sort.what, sort.pieces) for sort in added]]):
        place = reduce(lambda place, sort: sort.without(place), added[done:], whole)
        probability = ask(asked_of(question, number, place)).get(address, 0.0)
        # Whose the colleagues' own addresses are seldom bears on anybody else's.
        if what != _SINGLE or abs(probability - told[-1].probability) >= _LEAST_CHANGE:
            told.append(Contribution(what=what, pieces=pieces, probability=probability))
    return tuple(told)


def asked_of(question: Question, number: int, place: DomainHypothesis) -> Question:
    """The question with one domain changed and nothing cut."""
    places = [place if i == number else each for i, each in enumerate(question.places)]
    return question._replace(places=places, limit=_ALL)


def next_after_bounce(
    question: Question,
    address: str,
    knowledge: Prior,
    rank: Callable[[Question], Ranked],
    cleared: Callable[[str], str],
) -> Candidate | None:
    """The likeliest address once this one is known to bounce, with its probability then.

    None where none is left, or none that may be told (`cleared` gives nothing for it).
    """
    local, _, host = address.rpartition("@")
    number = next(i for i, place in enumerate(question.places) if place.where.name == host)
    place = question.places[number]
    denied = [] if local in place.owned else [signature(question.spelled, local, knowledge.stock)]
    bounced = place._replace(given=place.given.deny(denied), owned={**place.owned, local: "bounced"})
    for then in rank(asked_of(question, number, bounced)).candidates[:1]:
        if cleared(f"{then.local}@{then.host}"):
            text = then.pattern.text if then.pattern is not None else ""
            return Candidate(address=f"{then.local}@{then.host}", probability=then.probability, pattern=text)
    return None
