"""Wrong pairings: names that plainly belong to other addresses of the same list, as where rows slipped by one.

It only finds them and corrects nothing: what such a row is still worth is for `evidence`.

Start reading at `mispaired`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from emailguess.names.forms import SEPARATORS
from emailguess.names.spelling import letters

__all__ = ["bears_on_others", "mispaired"]

# A shorter word is inside too many others to tell anything.
_LEAST_LETTERS = 3
# A longer text is no name; `names` says so.
_LONGEST = 300
# No name in use has more words; a longer text is refused elsewhere.
_MAX_WORDS = 6


def mispaired(rows: Sequence[tuple[str, str]]) -> frozenset[int]:
    """Which rows of (name, local part) at one domain have the name of another row's address.

    A row is named only where nothing of its name is in its own address, and either its name plainly gives an address
    that another row has under a strange name or none, or its address is plainly what another row's name gives. Names
    that follow no pattern are not named: where people choose, nothing can be told.

    >>> sorted(mispaired([("Bob Jones", "ann.lee"), ("Ann Lee", "bob.jones"), ("Eve Stone", "eve.stone")]))
    [0, 1]
    >>> sorted(mispaired([("Bob Jones", "bluefox"), ("John Smith", "john.smith"), ("John Smith", "jsmith2")]))
    []
    """
    words = [_words(name) for name, _ in rows]
    locals_ = [local.rstrip("0123456789") for _, local in rows]
    strange = {i for i, found in enumerate(words) if found and not _is_own(found, locals_[i])}
    # A row whose address is its own needs no other owner; one without a name may.
    free = {locals_[i] for i in range(len(rows)) if i in strange or not words[i]}
    claims = {i: claimed for i in strange if (claimed := free.intersection(_plain(words[i])))}
    taken = frozenset().union(*claims.values())
    return frozenset(i for i in strange if i in claims or locals_[i] in taken)


def bears_on_others(name: str, local: str) -> bool:
    """Whether `mispaired` needs a row for others: its name does not give its address, or it has no name.

    >>> bears_on_others("Bob Jones", "ann.lee"), bears_on_others("", "ann.lee"), bears_on_others("Ann Lee", "ann.lee")
    (True, True, False)
    """
    words = _words(name)
    return not words or not _is_own(words, local.rstrip("0123456789"))


def _words(name: str) -> list[str]:
    name = name[:_LONGEST]
    words = [letters(w).replace("-", "").replace("'", "") for w in name.replace(",", " ").split()[: _MAX_WORDS + 1]]
    return [w for w in words if len(w) > 1][:_MAX_WORDS]


def _is_own(words: Sequence[str], local: str) -> bool:
    """Whether an address has anything of the name in it: a word, the start of one, or the initials."""
    joined = "".join(c for c in local if c.isalnum())
    if any(len(w) >= _LEAST_LETTERS and w[:_LEAST_LETTERS] in joined for w in words):
        return True
    initials = {w[0] for w in words}
    return any(w in joined for w in words) or (len(joined) <= len(words) + 1 and set(joined) <= initials)


def _plain(words: Sequence[str]) -> Iterable[str]:
    """Local parts of the plainest patterns with both names, with the given name first and last."""
    if len(words) < 2:
        return
    for given, family in {(words[0], words[-1]), (words[0], "".join(words[1:])), (words[-1], words[0])}:
        for mark in ("", *SEPARATORS):
            yield f"{given}{mark}{family}"
            yield f"{family}{mark}{given}"
            yield f"{given[0]}{mark}{family}"
            yield f"{family}{mark}{given[0]}"
            yield f"{given}{mark}{family[0]}"
