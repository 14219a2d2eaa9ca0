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


def summed_up(notes: Iterable[str]) -> list[str]:
    """The notes in their order, each once; of more than three of a kind the first, with how many more there are.

    >>> summed_up(["info@ is a role's", "jobs@ is a role's", "hr@ is a role's", "it@ is a role's", "odd", "odd"])
    ["info@ is a role's (and 3 more of this kind)", 'odd']
    """
    kinds = {note: _PARTICULAR.sub("…", note) for note in notes}
    numbers = Counter(kinds.values())
    told: dict[str, str] = {}
    for note, kind in kinds.items():
        if numbers[kind] <= _MOST_ALIKE:
            told[note] = note
        else:
            told.setdefault(kind, f"{note} (and {numbers[kind] - 1:,} more of this kind)")
    return list(told.values())
