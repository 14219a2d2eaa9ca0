"""Answers: the rankings at all domains become one frozen answer, which can be asked further.

It reads no evidence and keeps nothing. The domains and conventions come from the guesser.

Start reading at `built`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from emailguess import results
from emailguess.addresses import providers
from emailguess.answer.analysis import Analysis
from emailguess.answer.candidates import ConventionAt, Here, Ranked, Ranker
from emailguess.answer.disclosure import Disclosure
from emailguess.answer.query import Question, evidence_of
from emailguess.model import collisions
from emailguess.model.prior import Prior
from emailguess.model.ranking import weigh
from emailguess.names.questions import question_of
from emailguess.results.guess import explained
from emailguess.store import Store

__all__ = ["built"]


def built(question: Question, convention_at: ConventionAt, knowledge: Prior, memory: Store) -> results.Guess:
    """Rank at every domain considered and put the rankings together, less what `memory` holds back."""
    ranker = Ranker(convention_at, knowledge, memory)
    ranked = ranker.ranked(question)
    deliverable = {host: _DELIVERABLE[report.status] for host, report in question.reports.items()}
    candidates = tuple(
        [
            results.Candidate(
                address=f"{local}@{host}",
                probability=probability,
                pattern=best.text if best is not None else "",
                deliverable=deliverable.get(host),
            )
            for local, host, probability, best in ranked.candidates
        ]
    )
    disclosure = Disclosure(
        [c.address for c in candidates],
        {host: here.cleared for host, here in ranked.here.items()},
        {host: _private(here) for host, here in ranked.here.items()},
    )
    warnings = [disclosure.sentence(text) for text in dict.fromkeys(_warnings(question, ranked))]
    answer = results.Guess(
        name=question.name,
        domain=question.places[0].where.name if question.places else "",
        candidates=candidates,
        p_none=max(0.0, 1 - sum([c.probability for c in ranked.candidates])),
        p_unlisted=ranked.unlisted,
        evidence=evidence_of(question, max([here.company.shared for here in ranked.here.values()], default=0.0)),
        warnings=tuple(warnings),
        domains=question.found,
        mx=question.reports,
        suppressed=ranked.suppressed,
    )
    best = candidates[0].address if candidates else ""
    return explained(answer, Analysis(question, ranked.here, ranker, disclosure, best))


def _private(here: Here) -> Collection[str]:
    """Local parts that are not to be told: those held back, and those known to be somebody else's."""
    found = here.found
    if not isinstance(found, collisions.Settled):
        return here.hidden
    return here.hidden.union([local for local, owner in found.owned.items() if owner in ("other", "unknown")])


_DELIVERABLE = {"accepts": True, "rejects": False, "unknown": None}


_SUPPRESSED: Mapping[results.Suppression, str] = {
    "domain": "the domain is on the do-not-contact list: no address there is shown",
    "person": "this person, or somebody whose name this may be, is on the do-not-contact list: no address is shown",
    "address": "a candidate is on the do-not-contact list and is not shown",
}
_LIKELIEST = (
    "the likeliest address of this person is on the do-not-contact list, and so most likely is the person: no address "
    "is shown"
)


def _warnings(question: Question, ranked: Ranked) -> list[str]:
    warnings = [*question.odd]
    for place in question.places:
        host = place.where.name
        warnings += place.where.warnings
        warnings += place.given.warnings
        if reason := providers.open_to_all(host):
            warnings.append(f"{reason}: anyone may have any address there, so there is no company pattern")
        elif question.stated is not None and host in ranked.here:
            shares = ranked.here[host].company.patterns
            best = ranked.candidates[0].pattern if ranked.candidates else None
            if place.counts.total > 1 and shares and shares[0].pattern != question.stated:
                warnings.append(
                    f"the stated pattern {question.stated} does not fit what is known of {host}, where "
                    f"{shares[0].pattern} is likelier"
                )
            elif place.counts.total == 1 and best not in (None, question.stated):
                warnings.append(
                    f"the stated pattern {question.stated} is so rare that {best} is likelier all the same: a "
                    "colleague's address would tell"
                )
    warnings += [
        f"{report.domain}: {report.explanation}" for report in question.reports.values() if report.status != "accepts"
    ]
    if question.found is not None:
        warnings += question.found.warnings
    if ranked.suppressed:
        nobody = ranked.suppressed == "address" and not ranked.candidates
        warnings.append(_LIKELIEST if nobody else _SUPPRESSED[ranked.suppressed])
    elif unknown := _unknown_part(question, ranked):
        warnings.append(unknown)
    return warnings


# From here on a missing part of the name is what the answer mostly lacks.
_MUCH = 0.3


def _unknown_part(question: Question, ranked: Ranked) -> str:
    """Say which part of the name would settle the answer, where it is told as an initial or not at all."""
    partial = [s for s in question.spelled if not (s.form.first and s.form.last)]
    if not partial or not ranked.here or 1 - sum([c.probability for c in ranked.candidates]) < _MUCH:
        return ""
    company = next(iter(ranked.here.values())).company
    weighed = weigh(question.spelled, company.habits)
    found = [(s, chance) for s, chance in weighed if s in partial]
    most = sum([chance for _, chance in weighed]) / 2
    if sum([chance for _, chance in found]) < most:
        return ""
    # A person of one name has no other part.
    lacking = [(s, chance) for s, chance in found if not any(question_of(c) == "mononym" for c in s.choices)]
    if sum([chance for _, chance in lacking]) < most:
        return "one word is all that is known of the name: if the person has another name, pass both"
    form = lacking[0][0].form
    part = "family" if form.first else "given"
    told = "only an initial of it is told" if (form.l if form.first else form.f) else "it is not told"
    return f"the {part} name is not known ({told}): pass it in full, for companies mostly write it out"
