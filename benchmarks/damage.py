"""Damage: what happens to colleagues' names on their way into a list, done on purpose and reproducibly.

With a chance of .3 a name is cut to an initial, exchanged with another colleague's, read in the wrong encoding,
replaced by a nickname or by the login. The addresses stay right.

Start reading at `damaged`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from emailguess.names.frequencies.lexicon import Lexicon

__all__ = ["CHANCE", "damaged"]

CHANCE = 0.3
_NICKNAMES = Lexicon({}, {})
# Where no nickname is listed, people are called by the first letters of their name.
_SHORT = 3

Pair = tuple[str, str]


def damaged(pairs: Sequence[Pair], strangers: Sequence[str], rng: random.Random) -> tuple[Pair, ...]:
    """Damage the names of (name, address) pairs; a name is exchanged with one of the others', or of `strangers`.

    >>> damaged([("Jane Doe", "jdoe@acme.example")], ["Bob Roe"], random.Random(3))
    (('Jane Doe', 'jdoe@acme.example'),)
    """
    names = [name for name, _ in pairs]
    for i, (name, address) in enumerate(pairs):
        if rng.random() >= CHANCE:
            continue
        kinds = ["initial", "exchanged", "nickname", "login"]
        if not name.isascii():
            kinds.append("encoding")
        kind = rng.choice(kinds)
        others = [j for j in range(len(names)) if names[j] != name]
        if kind == "initial":
            names[i] = _initial(name, rng)
        elif kind == "exchanged" and others:
            other = rng.choice(others)
            names[i], names[other] = names[other], names[i]
        elif kind == "exchanged" and strangers:
            names[i] = rng.choice(strangers)
        elif kind == "nickname":
            names[i] = _nickname(name)
        elif kind == "encoding":
            names[i] = name.encode().decode("cp1252", "ignore")
        else:
            names[i] = address.partition("@")[0]
    return tuple((name, address) for name, (_, address) in zip(names, pairs, strict=True))


def _initial(name: str, rng: random.Random) -> str:
    """The first or the last word cut to its first letter."""
    words = name.split()
    place = rng.choice((0, -1)) if len(words) > 1 else 0
    words[place] = f"{words[place][:1]}."
    return " ".join(words)


def _nickname(name: str) -> str:
    """The first word as a listed nickname, or else cut short."""
    first, *rest = name.split()
    short = _NICKNAMES.nicknames(first.lower())
    return " ".join([short[0].capitalize() if short else first[:_SHORT], *rest])
