"""Commonness: the chance that a person unknown to us bears a given or family name, whatever the name.

Three sources are mixed with fitted weights: names counted in the corpus, the census table, and, for names neither
lists, a model of their letters. It knows words, not people, and says nothing of whole names.

Start reading at `Commonness`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import exp, log
from operator import add
from typing import Any

from emailguess.names.frequencies import census

__all__ = ["HANDLE", "NAME", "Commonness", "Letters", "plain_letters"]

NAME = "abcdefghijklmnopqrstuvwxyz"
HANDLE = NAME + "0123456789._-"
# Costs are hundredths of −ln of a probability; a character outside the alphabet is as rare as this.
_FOREIGN = 900
_MOST_KEPT = 20_000


class Letters:
    """A model of spelling: each character depends on the one before it (a Markov chain of first order).

    >>> model = Letters(NAME, plain_letters(NAME))
    >>> model.chance("anna") == model.chance("xqzj") > model.chance("annabel")
    True
    """

    def __init__(self, alphabet: str, costs: Mapping[str, Sequence[int]]) -> None:
        columns = alphabet + "$"
        self._costs = {
            before + after: -cost for before, row in costs.items() for after, cost in zip(columns, row, strict=True)
        }

    def chance(self, word: str) -> float:
        """Probability of just this word, its end included."""
        return self.starting(word) * exp(self._costs.get(f"{word[-1:] or '^'}$", -_FOREIGN) / 100)

    def starting(self, start: str) -> float:
        """Probability that a word starts with this."""
        pairs = map(add, f"^{start}", start)
        try:
            return exp(sum(map(self._costs.__getitem__, pairs)) / 100)
        except KeyError:  # a foreign character
            return exp(sum([self._costs.get(pair, -_FOREIGN) for pair in map(add, f"^{start}", start)]) / 100)


def plain_letters(alphabet: str) -> dict[str, list[int]]:
    """Spelling of no language: all characters are equally likely; after each a word ends with one chance in seven."""
    row = [round(100 * log(len(alphabet) * 7 / 6))] * len(alphabet) + [round(100 * log(7))]
    return dict.fromkeys(f"^{alphabet}", row)


# Until a prior brings fitted ones: about what the shipped prior holds.
_UNFITTED: Mapping[str, Any] = {"corpus": 0.4, "census": 0.4, "unlisted": 0.2, "hyphened": 0.01}


class Commonness:
    """How common names of one kind are.

    >>> given = Commonness("given", {"judith": 9}, {})
    >>> given.share("judith") > given.share("xqzj") > 0
    True
    """

    def __init__(self, kind: census.Kind, listed: Mapping[str, int], fitted: Mapping[str, Any]) -> None:
        """Mix the names `listed` (people in any unit) with the census by the weights of `fitted`."""
        self._kind = kind
        self._listed = listed
        fitted = {**_UNFITTED, **fitted}
        whole = sum(listed.values())
        self._corpus: float = fitted["corpus"] / whole if whole else 0.0
        self._census: float = fitted["census"]
        self._unlisted: float = fitted["unlisted"]
        self._hyphened: float = fitted["hyphened"]
        self._letters = Letters(NAME, fitted.get("letters") or plain_letters(NAME))
        self._kept: dict[str, float] = {}
        self._kept_starts: dict[str, float] = {}

    def share(self, word: str) -> float:
        """Probability that a person bears this name (lower-case ASCII, hyphens allowed); 0 for what is no name."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[word] = self._share(word)
        return known

    def lists(self, word: str) -> bool:
        """Whether the corpus or the census has the name."""
        return word in self._listed or self._table.share(word) > 0

    def starting(self, start: str) -> float:
        """Probability that a person's name starts with these letters, be it all of the name."""
        known = self._kept_starts.get(start)
        if known is None:
            if len(self._kept_starts) >= _MOST_KEPT:
                self._kept_starts.clear()
            known = self._kept_starts[start] = self._starting(start)
        return known

    def _share(self, word: str) -> float:
        if not word.isalpha() or not word.isascii():
            first, hyphen, second = word.partition("-")
            if not hyphen or "-" in second:
                return 0.0
            return self._hyphened * self.share(first) * self.share(second)
        if len(word) < 2:  # an initial is no name
            return 0.0
        return (
            self._corpus * self._listed.get(word, 0)
            + self._census * self._table.share(word) / self._table.listed
            + self._unlisted * self._letters.chance(word)
        )

    def _starting(self, start: str) -> float:
        if not start.isalpha() or not start.isascii():
            return 0.0
        words, below = self._sorted
        low = bisect_left(words, start)
        corpus = below[bisect_left(words, start + "{", low)] - below[low]  # "{" follows "z"
        return (
            self._corpus * corpus
            + self._census * self._table.starting(start) / self._table.listed
            + self._unlisted * self._letters.starting(start)
        )

    @cached_property
    def _table(self) -> census.Table:
        return census.table(self._kind)

    @cached_property
    def _sorted(self) -> tuple[list[str], list[int]]:
        words = sorted(self._listed)
        return words, list(accumulate((self._listed[w] for w in words), initial=0))
