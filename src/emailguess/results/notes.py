"""Notes summed up: many of one kind become one line, so that the others are read.

It knows no answer; it compares what sentences have in common beside names, numbers and addresses.

Start reading at `summed_up`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["summed_up"]

# What differs between notes of one kind: what is quoted, numbers, and anything with an @ or a dot inside (a domain).
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\S*@\S*|\S+\.\S+|\d[\d,]*")
# Three alike are still read one by one.
_MOST_ALIKE = 3
_MORE = re.compile(r" \(and (\d[\d,]*) more of this kind\)\Z")


def summed_up(notes: Iterable[str]) -> list[str]:
    """The notes in their order, each once; of more than three of a kind the first, with how many more there are.

    What was summed up before may be summed up again, with others.

    >>> once = summed_up(["info@ is a role's", "jobs@ is a role's", "hr@ is a role's", "it@ is a role's", "odd", "odd"])
    >>> once, summed_up([*once, "desk@ is a role's"])[0]
    (["info@ is a role's (and 3 more of this kind)", 'odd'], "info@ is a role's (and 4 more of this kind)")
    """
    kinds: dict[str, tuple[str, str]] = {}
    numbers: Counter[str] = Counter()
    for note in dict.fromkeys(notes):
        more = _MORE.search(note)
        text = note[: more.start()] if more else note
        kind = _PARTICULAR.sub("…", text)
        kinds[note] = text, kind
        numbers[kind] += 1 + (int(more[1].replace(",", "")) if more else 0)
    told: dict[str, str] = {}
    for text, kind in kinds.values():
        if numbers[kind] <= _MOST_ALIKE:
            told[text] = text
        else:
            told.setdefault(kind, f"{text} (and {numbers[kind] - 1:,} more of this kind)")
    return list(told.values())
