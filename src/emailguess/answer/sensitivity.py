"""Advice: which one further fact would help most, and what each piece of evidence did.

It asks the same question again under other facts and compares; it never changes the answer it speaks of.

Start reading at `would_help`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from emailguess.answer.account import Ask, asked_of, sorts
from emailguess.answer.query import Question
from emailguess.evidence.counts import Counts, Seen
from emailguess.model.convention import Convention
from emailguess.model.prior import Prior
from emailguess.patterns.matching import Match
from emailguess.results.reports import Counterfactual, Help

__all__ = ["counterfactuals", "would_help"]

# Patterns a further colleague may turn out to follow; rarer ones are taken to change nothing.
_FORESEEN = 12
_LEAST_FORESEEN = 0.01
# Initials tried where nobody told one; they are about nine tenths of all.
_INITIALS = 12
# Less than this is within the noise of what is foreseen.
_LEAST_GAIN = 1e-3


def would_help(question: Question, company: Convention, knowledge: Prior, ask: Ask) -> tuple[Help, ...]:
    """Foresee, for each fact that could still be learned, the chance of a right first answer; the best fact first."""
    before = ask(question)
    now = _first(before)
    found = [
        Help(fact="pair", chance=(chance := _with_another_pair(question, company, ask, now)), gain=chance - now),
    ]
    if company.lettered and any(not s.form.m for s in question.spelled):
        chance = _with_middle(question, knowledge, ask)
        found.append(Help(fact="middle", chance=chance, gain=chance - now))
    if len(before) > 1:
        best = next(iter(before))
        second = max(p for address, p in before.items() if address != best)
        found.append(Help(fact="bounce", chance=now + second, gain=second))
    return tuple(sorted((h for h in found if h.gain >= _LEAST_GAIN), key=lambda h: -h.gain))


def _first(answers: Mapping[str, float]) -> float:
    return max(answers.values(), default=0.0)


def _with_another_pair(question: Question, company: Convention, ask: Ask, now: float) -> float:
    """The expected chance after one more colleague's name and address, averaged over the patterns it may follow."""
    chance = rest = 0.0
    foreseen = [s for s in company.patterns[:_FORESEEN] if s.probability >= _LEAST_FORESEEN]
    for share in foreseen:
        more = _told(question, Seen((Match(str(share.pattern)),)))
        chance += share.probability * _first(ask(more))
    if company.p_none >= _LEAST_FORESEEN:
        chance += company.p_none * _first(ask(_told(question, Seen(()))))
        rest = company.p_none
    return chance + max(0.0, 1 - rest - sum(s.probability for s in foreseen)) * now


def _told(question: Question, seen: Seen) -> Question:
    """The same question with one more piece of evidence at the likeliest domain."""
    place = question.places[0]
    more = place.given._replace(counts=place.given.counts + Counts([(seen, 1)]))
    return question._replace(places=[place._replace(given=more), *question.places[1:]])


def _with_middle(question: Question, knowledge: Prior, ask: Ask) -> float:
    """The expected chance after the middle initial is known, averaged over the letters it may be."""
    initials = list(knowledge.initials.items())[:_INITIALS]
    whole = sum(chance for _, chance in initials)
    expected = 0.0
    for letter, chance in initials:
        spelled = tuple(
            s if s.form.m else s._replace(form=s.form._replace(middle=letter, m=letter)) for s in question.spelled
        )
        expected += chance / whole * _first(ask(question._replace(spelled=spelled)))
    return expected


def counterfactuals(
    question: Question, company: Convention, ask: Ask, cleared: Callable[[str], str]
) -> tuple[Counterfactual, ...]:
    """Ask again without each piece of evidence; what changes the first answer most comes first.

    `cleared` gives an address that came up back where it may be told, else nothing.
    """
    answers = ask(question)
    if not answers:
        return ()
    best = next(iter(answers))
    place = question.places[0]
    found = []
    for sort in sorts(place, company):
        then = ask(asked_of(question, 0, sort.without(place)))
        found.append(
            Counterfactual(
                without=sort.what,
                pieces=sort.pieces,
                probability=then.get(best, 0.0),
                best=cleared(next(iter(then), "")),
            )
        )
    return tuple(sorted(found, key=lambda c: (-abs(c.probability - answers[best]), c.without)))
