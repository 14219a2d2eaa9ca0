"""Telling: an answer becomes sentences for a person, the plain words first.

It words what the answer already holds and decides nothing. The arithmetic is worded by `steps`.

Start reading at `sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from emailguess.names.questions import worded
from emailguess.patterns.language import Element, parsed
from emailguess.results.notes import summed_up

if TYPE_CHECKING:
    from emailguess.results import Evidence, Guess, Usage

__all__ = [
    "LEAST_TO_TRY",
    "NOT_A_CANDIDATE",
    "notes",
    "plain_pattern",
    "sentences",
    "spoken_pattern",
    "times",
    "unanswered",
]

# Below this a risk is not worth a sentence.
_LEAST_RISK = 5e-3
# So many patterns are told of one by one.
_MOST_PATTERNS = 3
# An address less likely than this is none to try: `fill` skips a row from here on, and a test holds the two together.
LEAST_TO_TRY = 0.1
# What a fact would bring is told from here on: less is within what the figures themselves are off by (the calibration
# errors in README.md are .02 to .05).
_LEAST_GAIN = 0.03
# From here on it is likelier than not that no candidate is right.
_MOSTLY = 0.5

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
    return "\n".join([f"No address can be guessed for {answer.name} at {answer.where}.", *notes(answer)])


def notes(answer: Guess) -> list[str]:
    """What was odd about the question, and what of it was left out and why."""
    return [f"Note: {note}" if note.endswith("?") else f"Note: {note}." for note in summed_up(answer.warnings)]


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
    text += ", and right" if probability >= _MOSTLY else ", but right only"
    if answer.is_told(address):
        return f"{text} {_often(probability)}: it is itself among the addresses that were told."
    if not 0.095 <= probability < 0.905:
        return f"{text} {_often(probability)}."
    return f"{text} {times(probability)}: of 100 answers given with {percent}, about {percent[:-1]} are right."


def _often(probability: float) -> str:
    """How often, with the figure where it says more.

    >>> _often(0.126), _often(0.97)
    ('about 1 time in 10 (13%)', 'about 97 times in 100')
    """
    often = times(probability)
    return f"{often} ({probability:.0%})" if often.endswith("in 10") else often


# What a pattern that can be read without its braces is made of; a text in it is set off, so that it is no field.
_PART = re.compile(
    r"\{(?P<field>first|last|middle|f|l|m)(?::(?P<letters>\d+))?\}|(?<![^._-])(?P<text>[a-z]{2,})(?![^._-])|[._-]"
)
_PLAIN = re.compile(
    rf"(?P<parts>(?:{re.sub(r'[?]P<[a-z]+>', '?:', _PART.pattern)})+)(?P<number>\{{n\}})?(?:\|(?P<cut>\d+))?"
)


def plain_pattern(pattern: str) -> str:
    """A pattern as recruiters write it, where that leaves no doubt; else in the full notation.

    >>> [plain_pattern(pattern) for pattern in ("{first}.{last}", "{f}{last}|8", "{first:2}{last}", "{f}{l}{n}")]
    ['first.last', 'flast (cut after 8 letters)', 'firstlast (first cut to 2 letters)', 'fl and a number']
    """
    found = _PLAIN.fullmatch(pattern)
    parts = list(_PART.finditer(found["parts"])) if found is not None else []
    if found is None or any(part["text"] in _FIELDS for part in parts):
        return pattern
    cuts = [f"{part['field']} cut to {_letters(part['letters'])}" for part in parts if part["letters"]]
    if found["cut"]:
        cuts.append(f"cut after {_letters(found['cut'])}")
    text = "".join([part["field"] or part[0] for part in parts]) + (" and a number" if found["number"] else "")
    return f"{text} ({', '.join(cuts)})" if cuts else text


_FIELDS = ("first", "last", "middle")


def _letters(number: str) -> str:
    return f"{number} letter" if number == "1" else f"{number} letters"


def spoken_pattern(pattern: str) -> str:
    """A pattern for somebody who knows no notation at all.

    >>> print(spoken_pattern("{f}{last}"), spoken_pattern("{first:2}.{last}|8"), sep="; ")
    first initial, last name; first 2 letters of the first name, dot, last name, cut after 8 letters
    """
    read = parsed(pattern)
    told = [_spoken(each) for each in read.elements]
    return ", ".join([*told, *([f"cut after {_letters(str(read.cut))}"] if read.cut else [])])


_SPOKEN = {
    "first": "first name", "last": "last name", "middle": "middle name", "f": "first initial", "l": "last initial",
    "m": "middle initial", "n": "a number",
}  # fmt: skip
_SEPARATORS = {".": "dot", "-": "hyphen", "_": "underscore"}


def _spoken(element: Element) -> str:
    if not element.field:
        return _SEPARATORS.get(element.text) or f"the text '{element.text}'"
    if element.length:
        return f"first {_letters(str(element.length))} of the {_SPOKEN[element.field]}"
    return _SPOKEN[element.field]


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
                told += _alike(answer, address, of_kind)
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
    "related": "known at related domains",
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


def _alike(answer: Guess, address: str, some: Sequence[Usage]) -> list[str]:
    """How many follow a pattern that gives this very address, where the patterns told of do not: janedoe@ is the sum of
    many rare ones.
    """
    numbers = _numbers(some)
    ours = {route.pattern for route in answer.routes(address)}
    number = sum(number for pattern, number in numbers.items() if pattern in ours)
    if some[0].kind not in ("pair", "bare") or not number or ours & set(_ranked(numbers)[:_MOST_PATTERNS]):
        return []
    uses = "uses a pattern that gives" if number == 1 else "use patterns that give"
    return [f"Of them {number:,} {uses} {address.partition('@')[0]}@ for this name."]


def _numbers(some: Iterable[Usage]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for each in some:
        numbers[each.pattern] = numbers.get(each.pattern, 0) + each.number
    return numbers


def _ranked(numbers: Mapping[str, int]) -> list[str]:
    """Patterns, the commonest first; "no pattern" last of those as common."""
    return sorted(numbers, key=lambda pattern: (-numbers[pattern], not pattern))


_LOOKS = ("looks like", "look like")


def _stated(source: str, one: Usage) -> str:
    pattern = plain_pattern(one.pattern)
    weight = f"{one.weight * one.number:g} {'colleague' if one.weight * one.number == 1 else 'colleagues'}"
    told = "You passed the pattern" if source == "passed" else "The pattern that was stated is"
    return f"{told} {pattern}, which counts as much as {weight}."


def _tally(some: Sequence[Usage], one: str, many: str, verbs: tuple[str, str]) -> str:
    """Say how many of a sort follow what: "2 of the 3 colleagues you gave use first.last, 1 uses flast."."""
    numbers = _numbers(some)
    whole = sum(numbers.values())
    ranked = [(pattern, numbers[pattern]) for pattern in _ranked(numbers)]
    if len(ranked) == 1:
        verb = _does(ranked[0][0], whole, verbs)
        subject = f"The one {one}" if whole == 1 else f"Both {many}" if whole == 2 else f"All {whole:,} {many}"
        return f"{subject} {verb}."
    told = [f"{number:,} {_does(pattern, number, verbs)}" for pattern, number in ranked[:_MOST_PATTERNS]]
    told[0] = f"{ranked[0][1]:,} of the {whole:,} {many} {_does(*ranked[0], verbs)}"
    if rest := sum(number for _, number in ranked[_MOST_PATTERNS:]):
        told.append(f"{rest:,} {_does_otherwise(rest, verbs)}")
    return ", ".join(told) + "."


def _does(pattern: str, number: int, verbs: tuple[str, str]) -> str:
    if not pattern:
        return "follows no pattern" if number == 1 else "follow no pattern"
    return f"{verbs[number != 1]} {plain_pattern(pattern)}"


def _does_otherwise(number: int, verbs: tuple[str, str]) -> str:
    if verbs == _LOOKS:
        return "looks otherwise" if number == 1 else "look otherwise"
    return "uses another" if number == 1 else "use others"


def _spelling(answer: Guess, address: str) -> list[str]:
    """How the name is read and written, where it could be otherwise."""
    words = list(dict.fromkeys(filter(None, [worded(choice, answer.name) for choice in answer.assumed(address)])))
    told = [f"Assumed for this name: {'; '.join(words)}."] if words else []
    if answer.routes(address)[0].tie_break:
        told.append(
            "The address that this name would get is somebody else's; this one is built as companies tell namesakes "
            "apart."
        )
    return told


def _next(answer: Guess, address: str) -> list[str]:
    """What comes next if the first candidate bounces."""
    if address != answer.candidates[0].address:
        return []
    then = answer.next_if_bounced
    if then is None:
        return []
    if round(then.probability, 2) < LEAST_TO_TRY:  # as it is told: "about 1 time in 10" is worth a try
        return [
            f"If it bounces, no other address is likely: the next, {then.address}, would be right "
            f"{times(then.probability)}."
        ]
    return [f"If it bounces, try {then.address} next: it is then right {times(then.probability)}."]


def _help(answer: Guess, address: str) -> list[str]:
    """What one more fact would bring; the bounce is told of above."""
    facts = {"pair": "One more colleague's name and address", "middle": "The person's middle name"}
    best = answer.candidates[0]
    if address != best.address:
        return []
    for fact in answer.would_help:
        if fact.fact in facts and fact.gain >= _LEAST_GAIN and fact.chance >= LEAST_TO_TRY:
            return [f"{facts[fact.fact]} would raise the {best.probability:.0%} to about {fact.chance:.0%}."]
    return []


def _risk(answer: Guess, address: str) -> Iterable[str]:
    risk = answer.misdelivery_risk(address)
    return [_begun(f"{times(risk)} it is somebody else's address.")] if risk >= _LEAST_RISK else []


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]


def _none(answer: Guess) -> list[str]:
    """How often no candidate is right, of a single one that was said; and what that mostly comes of after a bounce."""
    told = []
    if len(answer) > 1:
        told.append(_begun(f"{_often(answer.p_none)} none of the {len(answer):,} addresses listed is right."))
    if answer.p_none >= _MOSTLY and any(each.kind == "bounce" for each in answer.usage()):
        told.append("After a bounce that is often because the person has left.")
    return told


def _domain(answer: Guess, address: str) -> str:
    """Whether the domain was told or inferred."""
    host = address.rpartition("@")[2]
    if answer.domains is None:
        return f"The domain {host} is the one you gave, not a guess."
    found = next((each for each in answer.domains if each.domain == host), None)
    how = {"learned": "what is known of the company's people", "table": "your table of companies"}
    source = how.get(found.source if found is not None else "", "the company's name")
    text = f"The domain {host} is a guess from {source} ({answer.domains.company})"
    if found is None:
        return f"{text}."
    return f"{text}; it is right {_often(found.probability)}, which the numbers above take into account."


def _mail(answer: Guess, address: str) -> list[str]:
    report = answer.mx.get(address.rpartition("@")[2])
    return [f"DNS says that {report.domain} takes mail."] if report is not None and report.status == "accepts" else []
