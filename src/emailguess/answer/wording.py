"""Telling: an answer becomes sentences for a person, the plain words first.

It words what the answer already holds and decides nothing. The arithmetic is worded by `steps`.

Start reading at `sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from emailguess.names.questions import worded
from emailguess.results.notes import summed_up

if TYPE_CHECKING:
    from emailguess.results import Evidence, Guess, Usage

__all__ = ["NOT_A_CANDIDATE", "notes", "plain_pattern", "sentences", "times", "unanswered"]

# Below this a risk is not worth a sentence.
_LEAST_RISK = 5e-3
# So many patterns are told of one by one.
_MOST_PATTERNS = 3

# The address is not repeated: it may be somebody's who is not to be spoken of.
NOT_A_CANDIDATE = "That address is not a candidate for {name}; this answer tells nothing of it."


def sentences(answer: Guess, address: str) -> str:
    """Word one answer, as it bears on one of its candidates: a line for each matter."""
    candidate = next((each for each in answer.candidates if each.address == address), None)
    if answer.best is None:
        return unanswered(answer)
    if candidate is None:
        return NOT_A_CANDIDATE.format(name=answer.name)
    lines = [_verdict(answer, address, candidate.probability)]
    lines.append(" ".join([*_basis(answer, address), *_spelling(answer, address)]))
    if outlook := [*_next(answer, address), *_help(answer, address)]:
        lines.append(" ".join(outlook))
    lines.append(" ".join([*_risk(answer, address), *_none(answer), _domain(answer, address), *_mail(answer, address)]))
    return "\n".join([*lines, *notes(answer)])


def unanswered(answer: Guess) -> str:
    """Word an answer without a candidate."""
    return "\n".join([f"No address can be guessed for {answer.name} at {_where(answer)}.", *notes(answer)])


def _where(answer: Guess) -> str:
    return answer.domain or (answer.domains.company if answer.domains is not None else "") or "this company"


def notes(answer: Guess) -> list[str]:
    """What was odd about the question, and what of it was left out and why."""
    return [f"Note: {note}." for note in summed_up(answer.warnings)]


def times(probability: float) -> str:
    """How often something is so, as people say it: of ten times where that is exact enough, else of a hundred.

    >>> [times(p) for p in (1.0, 0.974, 0.745, 0.1, 0.04, 0.001)]
    ['more than 99 times in 100', 'about 97 times in 100', 'about 7 times in 10', 'about 1 time in 10', \
'about 4 times in 100', 'less than 1 time in 100']
    """
    percent = round(100 * probability)
    if percent > 99:
        return "more than 99 times in 100"
    if percent < 1:
        return "less than 1 time in 100"
    of = 100 if percent < 10 or percent > 90 else 10
    number = round(of * probability)
    return f"about {number} {'time' if number == 1 else 'times'} in {of}"


def _verdict(answer: Guess, address: str, probability: float) -> str:
    percent = f"{probability:.0%}"
    best = answer.candidates[0]
    if address != best.address:
        return (
            f"{address} is the address of {answer.name} {_often(probability)}; likelier is {best.address} "
            f"({best.probability:.0%})."
        )
    text = f"{address} is the likeliest address of {answer.name}"
    if answer.is_told(address):
        return f"{text}, and right {_often(probability)}: it is itself among the addresses that were told."
    if not 0.095 <= probability < 0.905:
        return f"{text}, and right {_often(probability)}."
    return (
        f"{text}, and right {times(probability)}: of 100 answers given with {percent}, about {percent[:-1]} are right."
    )


def _often(probability: float) -> str:
    """How often, with the figure where it says more."""
    return times(probability) + (f" ({probability:.0%})" if 0.01 <= probability < 0.995 else "")


# How people write patterns, and what may stand in one that is read without its braces.
_FIELDS = re.compile(r"\{(first|last|middle|f|l|m)\}")
_PLAIN = re.compile(r"((?:\{(?:first|last|middle|f|l|m)\}[._-]?)+)(?:\|(\d+))?")


def plain_pattern(pattern: str) -> str:
    """A pattern as recruiters write it, where that leaves no doubt; else in the full notation.

    >>> plain_pattern("{first}.{last}"), plain_pattern("{f}{last}|8"), plain_pattern("{first:2}{last}")
    ('first.last', 'flast (cut after 8 letters)', '{first:2}{last}')
    """
    found = _PLAIN.fullmatch(pattern)
    if found is None:
        return pattern
    return _FIELDS.sub(r"\1", found[1]) + (f" (cut after {found[2]} letters)" if found[2] else "")


def _basis(answer: Guess, address: str) -> list[str]:
    """What the answer rests on: who follows what."""
    host = address.rpartition("@")[2]
    usage = answer.usage(address)
    told: list[str] = []
    for source in ("passed", "remembered", "related", "public"):
        some = [each for each in usage if each.source == source]
        for kind in ("pair", "bare", "stated", "delivery", "bounce"):
            of_kind = [each for each in some if each.kind == kind]
            if of_kind:
                told += _of_kind(source, kind, of_kind, answer.evidence, host)
    if any(each.source == "related" for each in usage):
        told.append(f"A company builds its addresses alike at such domains {times(answer.evidence.shared)}.")
    if not told:
        told.append(
            f"Nothing is known of how {host} builds its addresses: this is what companies with such a domain usually "
            "do."
        )
    return told


_FROM = {
    "passed": "you gave",
    "remembered": "remembered from before",
    "related": "known at a related domain",
}


def _of_kind(source: str, kind: str, some: Sequence[Usage], evidence: Evidence, host: str) -> list[str]:
    if kind == "stated":
        return [_stated(source, each) for each in some]
    if source == "public":
        until = f" up to {evidence.public_until}" if evidence.public_until else ""
        whose = f"at {host} seen in {some[0].seen_in}{until}"
        return [_tally(some, f"person {whose}", f"people {whose}", ("uses", "use"))]
    whose = _FROM[source]
    if kind == "pair":
        return [_tally(some, f"colleague {whose}", f"colleagues {whose}", ("uses", "use"))]
    if kind == "bare":
        return [_tally(some, f"address {whose} without a name", f"addresses {whose} without a name", _LOOKS)]
    if kind == "delivery":
        return [_tally(some, "address known to take mail", "addresses known to take mail", _LOOKS)]
    against = [each for each in some if each.pattern]
    number = sum(each.number for each in some)
    what = "The address that bounced speaks" if number == 1 else f"The {number:,} addresses that bounced speak"
    patterns = " and ".join(dict.fromkeys([plain_pattern(each.pattern) for each in against][:_MOST_PATTERNS]))
    return [f"{what} against {patterns or 'no pattern'}."]


_LOOKS = ("looks like", "look like")


def _stated(source: str, one: Usage) -> str:
    pattern = plain_pattern(one.pattern)
    weight = f"{one.weight * one.number:g} {'colleague' if one.weight * one.number == 1 else 'colleagues'}"
    told = "You passed the pattern" if source == "passed" else "The pattern that was stated is"
    return f"{told} {pattern}, which counts as much as {weight}."


def _tally(some: Sequence[Usage], one: str, many: str, verbs: tuple[str, str]) -> str:
    """Say how many of a sort follow what: "2 of the 3 colleagues you gave use first.last, 1 uses flast."."""
    numbers: dict[str, int] = {}
    for each in some:
        numbers[each.pattern] = numbers.get(each.pattern, 0) + each.number
    whole = sum(numbers.values())
    ranked = sorted(numbers.items(), key=lambda item: (not item[0], -item[1]))
    if len(ranked) == 1:
        verb = _does(ranked[0][0], whole, verbs)
        subject = f"The one {one}" if whole == 1 else f"Both {many}" if whole == 2 else f"All {whole:,} {many}"
        return f"{subject} {verb}."
    told = [f"{number:,} {_does(pattern, number, verbs)}" for pattern, number in ranked[:_MOST_PATTERNS]]
    told[0] = f"{ranked[0][1]:,} of the {whole:,} {many} {_does(*ranked[0], verbs)}"
    if rest := sum(number for _, number in ranked[_MOST_PATTERNS:]):
        told.append(f"{rest:,} {'is' if rest == 1 else 'are'} built otherwise")
    return ", ".join(told) + "."


def _does(pattern: str, number: int, verbs: tuple[str, str]) -> str:
    if not pattern:
        return "follows no pattern" if number == 1 else "follow no pattern"
    return f"{verbs[number != 1]} {plain_pattern(pattern)}"


def _spelling(answer: Guess, address: str) -> list[str]:
    """How the name is read and written, where it could be otherwise."""
    best = answer.routes(address)[0]
    words = list(dict.fromkeys(filter(None, map(worded, best.spelling))))
    told = [f"For this name it assumes: {'; '.join(words)}."] if words else []
    if best.tie_break:
        told.append("It is built as companies tell namesakes apart.")
    return told


def _next(answer: Guess, address: str) -> list[str]:
    """What comes next if the first candidate bounces."""
    if address != answer.candidates[0].address:
        return []
    then = answer.next_if_bounced
    if then is None:
        return []
    return [f"If it bounces, try {then.address} next: it is then right {times(then.probability)}."]


def _help(answer: Guess, address: str) -> list[str]:
    """What one more fact would bring; the bounce is told of above."""
    facts = {"pair": "One more colleague's name and address", "middle": "The person's middle name"}
    best = answer.candidates[0]
    if address != best.address:
        return []
    now = f"{best.probability:.0%}"
    for fact in answer.would_help:
        if fact.fact in facts and f"{fact.chance:.0%}" != now:
            return [f"{facts[fact.fact]} would raise the {now} to about {fact.chance:.0%}."]
    return []


def _risk(answer: Guess, address: str) -> Iterable[str]:
    often = times(answer.misdelivery_risk(address))
    return [_begun(f"{often} it reaches somebody else.")] if answer.misdelivery_risk(address) >= _LEAST_RISK else []


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]


def _none(answer: Guess) -> list[str]:
    """How often no candidate is right; of a single one that was said."""
    if len(answer) == 1:
        return []
    return [_begun(f"{_often(answer.p_none)} none of the {len(answer):,} addresses listed is right.")]


def _domain(answer: Guess, address: str) -> str:
    """Whether the domain was told or inferred."""
    host = address.rpartition("@")[2]
    if answer.domains is None:
        return f"The domain {host} was told, not inferred."
    found = next((each for each in answer.domains if each.domain == host), None)
    how = {"learned": "what is known of the company's people", "table": "your table of companies"}
    source = how.get(found.source if found is not None else "", "the company's name")
    text = f"The domain {host} was inferred from {source} ({answer.domains.company})"
    if found is None:
        return f"{text}."
    return f"{text}; it is right {_often(found.probability)}, which the numbers above take into account."


def _mail(answer: Guess, address: str) -> list[str]:
    report = answer.mx.get(address.rpartition("@")[2])
    return [f"DNS says that {report.domain} takes mail."] if report is not None and report.status == "accepts" else []
