"""How common a word is as a given and as a family name, and which short names stand for which.

It counts words, never whole names, and knows no person.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from emailguess import data as shipped
from emailguess.names.frequencies.mixture import HANDLE, Commonness, Letters, plain_letters

__all__ = ["Lexicon"]


_NOTHING: Mapping[str, Any] = {}
# A name with more bearers than so many times those of a formal one is a name of its own (John beside Ioannis): a guess,
# between Mike (fewer bearers than Michael) and John (five times those of Jonathan).
_MOST_INDEPENDENT = 5


class Lexicon:
    """Name frequencies beside the table of nicknames.

    >>> names = Lexicon({"judith": 9, "judy": 5}, {"doe": 3})
    >>> names.given("Judith"), names.family("smith"), names.nicknames("judith")[0]
    (9, 0, 'judy')
    """

    def __init__(
        self, given: Mapping[str, int], family: Mapping[str, int], mixed: Mapping[str, Any] = _NOTHING
    ) -> None:
        """Keep counts per hundred thousand people, and how they mix with other sources (`emailguess.fit`)."""
        self._given = given
        self._family = family
        self.mixed = mixed
        """For "given" and "family" names the weights of the sources, for "handles" the costs of letters."""
        self._short: dict[str, tuple[str, ...]] = {}
        self._long: dict[str, tuple[str, ...]] = {}

    def given(self, token: str) -> int:
        """People per hundred thousand whose given name it is; 0 when it was seen too seldom to ship."""
        return self._given.get(token) or self._given.get(token.lower(), 0)

    def family(self, token: str) -> int:
        """People per hundred thousand whose family name it is; 0 when it was seen too seldom to ship."""
        return self._family.get(token) or self._family.get(token.lower(), 0)

    @cached_property
    def given_names(self) -> Commonness:
        """How common any given name is, listed or not; reads the census table when first asked."""
        return Commonness("given", self._given, self.mixed.get("given", _NOTHING))

    @cached_property
    def family_names(self) -> Commonness:
        """How common any family name is, listed or not; reads the census table when first asked."""
        return Commonness("family", self._family, self.mixed.get("family", _NOTHING))

    @cached_property
    def handles(self) -> Letters:
        """How local parts are spelled that no name explains."""
        return Letters(HANDLE, self.mixed.get("handles") or plain_letters(HANDLE))

    def nicknames(self, given: str) -> tuple[str, ...]:
        """Short names used for a formal one, the commonest pair first."""
        known = self._short.get(given)
        if known is None:
            known = self._short[given] = tuple(_nickname_table()[0].get(given, "").split())
        return known

    def formal(self, nickname: str) -> tuple[str, ...]:
        """Formal names behind a short one, the commonest first."""
        known = self._long.get(nickname)
        if known is None:
            known = self._long[nickname] = self._sorted(nickname)
        return known

    def _sorted(self, nickname: str) -> tuple[str, ...]:
        # Bayes' rule: how many bear the formal name, times how usual the short form is for it. By rank that falls
        # about as Zipf's law says, like the fitted shares of the question `formal`.
        short, long = _nickname_table()

        def people(formal: str) -> float:
            return (self.given(formal) + 1) / (short[formal].split().index(nickname) + 1)

        bearers = self.given(nickname) / _MOST_INDEPENDENT
        formal = [name for name in long.get(nickname, ()) if self.given(name) + 1 >= bearers]
        return tuple(sorted(formal, key=lambda name: (-people(name), name)))


@lru_cache(maxsize=1)
def _nickname_table() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Formal name -> nicknames in one text, and the reverse; see `data/SOURCES.toml` for where the table comes from."""
    import json

    short: dict[str, str] = json.loads(shipped.load("nicknames.json"))["nicknames"]
    long: dict[str, list[str]] = {}
    for formal, names in short.items():
        for name in names.split():
            long.setdefault(name, []).append(formal)
    return short, long
