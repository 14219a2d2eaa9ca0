"""How a signature is written down, in a file and in an export: one grammar, for who writes and for who reads.

What is written is read back first, so nothing gets into a store that could not be read again. It knows the form of
answers (`umlaut@elsewhere=plain`), not which questions there are: a store outlives the list of them.

Start reading at `plain` and `signature_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from emailguess.errors import EmailGuessError, StoreError, shown
from emailguess.evidence.counts import DATINGS, FULL, KINDS, NO_MONTH, Seen, Signature
from emailguess.names.questions import is_choice
from emailguess.patterns.language import Pattern
from emailguess.patterns.matching import Match

__all__ = [
    "MARK",
    "MOST_EXPLANATIONS",
    "Odd",
    "checked",
    "most_tenths",
    "plain",
    "signature_of",
    "signature_text",
    "text_signature",
    "writable",
]

# `explain` gives at most 64 explanations, each with an answer to every question a name can raise: the golden names
# raise seven at most.
MOST_EXPLANATIONS = 64
MARK = "~"
"""What begins a mark (`texts`), in a store's file alone; no pattern has it."""
_MARK = re.compile(MARK + "[0-9a-f]{16}")
_MAX_CHOICES = 24
# A cost is ten times −ln of a chance of 10⁻⁶ or more for each letter nobody told.
_MAX_COST = 1_000
_LAST_MONTH = 12 * 10_000


class Odd(Exception):
    """Something that is never written."""


def plain(signature: Signature, *, marks: bool = False) -> list[list[Any]]:
    """Write a signature as JSON values; with `marks` only in a store's own file.

    Raises `StoreError` for one that could not be read again.
    """
    values = [[e.pattern, list(e.choices), e.cost] for e in signature]
    try:
        if signature_of(values, marks=marks) == signature:
            return values
        found = "its explanations are not those of evidence"
    except Odd as odd:
        found = str(odd)
    raise StoreError(f"a signature that no store can keep: {found}")


def signature_of(value: Any, *, marks: bool = False) -> Signature:
    """Read what `plain` gave; raises `Odd` for anything else."""
    if not isinstance(value, list):
        raise Odd(f"{shown(value)} stands where a list belongs")
    if len(value) > MOST_EXPLANATIONS:
        raise Odd(f"a signature of {len(value):,} explanations")
    found = tuple([_explanation(item, marks) for item in value])
    if any(one >= other for one, other in pairwise(found)):
        raise Odd("a signature whose explanations are not sorted")
    return found


def writable(signature: Signature) -> Signature:
    """What of a signature can be kept; nearly always all of it.

    >>> writable((Match("{first}", ("order@written=gf",)),))
    (Match(pattern='{first}', choices=('order@written=gf',), cost=0),)
    >>> writable((Match("{first}", ("no answer",)),))
    ()
    """
    kept = tuple(sorted({e for e in signature if _keepable(e)}))[:MOST_EXPLANATIONS]
    return signature if kept == signature else kept


def most_tenths(kind: str) -> int:
    """What evidence of a kind weighs at most: an address as one colleague, a stated pattern as a hundred of them.

    >>> most_tenths("pair"), most_tenths("stated")
    (10, 1000)
    """
    return 100 * FULL if kind == "stated" else FULL


def checked(seen: Iterable[Seen]) -> None:
    """Raise `StoreError` unless all of these can be written and read again."""
    # Colleagues follow the same few patterns: each sort of evidence in a batch is looked at once.
    for signature, kind, month, tenths, dating in set(seen):
        odd = kind not in KINDS or dating not in DATINGS
        if odd or not _within(month, NO_MONTH, _LAST_MONTH) or not _within(tenths, 1, most_tenths(kind)):
            raise StoreError(f"a sort of evidence that no store can keep: {shown((kind, month, tenths, dating))}")
        if writable(signature) is not signature:
            plain(signature)


def signature_text(signature: Signature) -> str:
    """Write a signature as text; equal signatures give equal text. Raises `StoreError` as `plain` does."""
    import json

    return json.dumps(plain(signature, marks=True), separators=(",", ":"))


def text_signature(text: str) -> Signature:
    """Read what `signature_text` gave; raises `Odd` for anything else."""
    import json

    try:
        return signature_of(json.loads(text), marks=True)
    except (ValueError, TypeError, RecursionError) as error:
        raise Odd(f"{shown(text)} is no signature") from error


@lru_cache(maxsize=16_384)
def _keepable(explanation: Match) -> bool:
    pattern, choices, cost = explanation
    try:
        return _explanation([pattern, list(choices), cost], marks=False) == explanation
    except Odd:
        return False


def _explanation(value: Any, marks: bool) -> Match:
    if not isinstance(value, list) or len(value) != 3:
        raise Odd(f"{shown(value)} is no explanation")
    pattern, choices, cost = value
    if not isinstance(pattern, str) or not (_is_pattern(pattern) or (marks and _MARK.fullmatch(pattern))):
        raise Odd(f"{shown(pattern)} is no pattern")
    if (
        not isinstance(choices, list)
        or len(choices) > _MAX_CHOICES
        or not all(isinstance(choice, str) and is_choice(choice) for choice in choices)
    ):
        raise Odd(f"{shown(choices)} are no spelling choices")
    if not _within(cost, 0, _MAX_COST):
        raise Odd(f"{shown(cost)} is no cost from 0 to {_MAX_COST:,}")
    return Match(pattern, tuple(choices), cost)


def _within(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


@lru_cache(maxsize=4096)
def _is_pattern(text: str) -> bool:
    """Whether a text is a pattern as it is printed; the empty one stands for "no pattern"."""
    try:
        return not text or str(Pattern(text)) == text
    except EmailGuessError:
        return False
