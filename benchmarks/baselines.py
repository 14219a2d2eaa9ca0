"""The baselines: what a careful person does by hand, with twelve formats.

Both read a name as its first and its last word and know nothing else of names. `order_of` counts the formats on the
folds that are fitted on; it never sees the companies judged.

Start reading at `vote`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from benchmarks.protocol import Question
from emailguess.fit import Person

__all__ = ["FORMATS", "Answer", "Answerer", "global_order", "locals_of", "order_of", "vote", "words"]

Answer: TypeAlias = list[tuple[str, float]]
"""Addresses with what is claimed of each, the likeliest first."""
Answerer: TypeAlias = Callable[[Question], Answer]

# The formats every permutator has.
FORMATS: dict[str, Callable[[str, str], str]] = {
    "{first}.{last}": lambda first, last: f"{first}.{last}",
    "{f}{last}": lambda first, last: f"{first[0]}{last}",
    "{first}": lambda first, last: first,
    "{last}": lambda first, last: last,
    "{first}{last}": lambda first, last: f"{first}{last}",
    "{f}.{last}": lambda first, last: f"{first[0]}.{last}",
    "{first}{l}": lambda first, last: f"{first}{last[0]}",
    "{last}{f}": lambda first, last: f"{last}{first[0]}",
    "{last}.{first}": lambda first, last: f"{last}.{first}",
    "{first}_{last}": lambda first, last: f"{first}_{last}",
    "{first}-{last}": lambda first, last: f"{first}-{last}",
    "{f}{l}": lambda first, last: f"{first[0]}{last[0]}",
}
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "ı": "i"})


def words(name: str) -> list[str]:
    """Divide a name into words, the given name first where a comma says that the family name was."""
    family, comma, given = name.partition(",")
    return (f"{given} {family}" if comma and given.strip() else name).split()


def _ascii(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in folded if c.isascii() and c.isalnum())


def locals_of(name: str) -> dict[str, str]:
    """Write a name in every format; nothing where it has no two words of letters."""
    usable = [w for w in map(_ascii, words(name)) if w]
    if len(usable) < 2:
        return {}
    return {text: build(usable[0], usable[-1]) for text, build in FORMATS.items()}


def order_of(people: Iterable[Person]) -> dict[str, float]:
    """How often each format holds, the commonest first; every domain counts alike."""
    number: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for person in people:
        number[person.domain.name] += 1
        for text, local in locals_of(person.name).items():
            if local == person.local:
                found[text][person.domain.name] += 1
    total = max(len(number), 1)
    shares = {text: sum(n / number[d] for d, n in found[text].items()) / total for text in FORMATS}
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def global_order(shares: Mapping[str, float]) -> Answerer:
    """Answer with the formats in their global order, whatever is known of the company."""
    return lambda question: _candidates(question, shares)


def vote(shares: Mapping[str, float]) -> Answerer:
    """Answer with the commonest format among the colleagues; ties, and no evidence, go by the global order.

    Its probability is the share of colleagues who follow the format, with one colleague more who follows all of them
    as often as companies in general do.
    """

    def answer(question: Question) -> Answer:
        votes: Counter[str] = Counter()
        named = 0
        for name, address in question.known:
            if not name:
                continue
            named += 1
            written, local = locals_of(name), address.rpartition("@")[0]
            for text in shares:  # an address two formats give is one vote, for the commoner format
                if written.get(text) == local:
                    votes[text] += 1
                    break
        counted = {text: (votes[text] + share) / (named + 1) for text, share in shares.items()}
        return _candidates(question, dict(sorted(counted.items(), key=lambda item: -item[1])))

    return answer


def _candidates(question: Question, shares: Mapping[str, float]) -> Answer:
    written = locals_of(question.target.name)
    found: dict[str, float] = {}
    for text, share in shares.items():
        if text in written:
            address = f"{written[text]}@{question.target.domain.name}"
            found[address] = found.get(address, 0.0) + share
    return sorted(found.items(), key=lambda item: -item[1])
