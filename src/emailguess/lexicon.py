"""How common a word is as a given and as a family name, and which short names stand for which.

It counts words, never whole names, and knows no person.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from emailguess import shipped

__all__ = ["Lexicon"]


class Lexicon:
    """Name frequencies beside the table of nicknames.

    >>> names = Lexicon({"judith": 9, "judy": 5}, {"doe": 3})
    >>> names.given("Judith"), names.family("smith"), names.nicknames("judith")[0]
    (9, 0, 'judy')
    """

    def __init__(self, given: Mapping[str, int], family: Mapping[str, int]) -> None:
        self._given = given
        self._family = family
        self._families: list[str] | None = None
        self._short: dict[str, tuple[str, ...]] = {}
        self._long: dict[str, tuple[str, ...]] = {}

    def given(self, token: str) -> int:
        """People per hundred thousand whose given name it is; 0 when it was seen too seldom to ship."""
        return self._given.get(token) or self._given.get(token.lower(), 0)

    def family(self, token: str) -> int:
        """People per hundred thousand whose family name it is; 0 when it was seen too seldom to ship."""
        return self._family.get(token) or self._family.get(token.lower(), 0)

    def family_starting(self, start: str) -> int:
        """People per hundred thousand whose family name starts with this and goes on."""
        if self._families is None:
            self._families = sorted(self._family)
        names = self._families
        total = 0
        for i in range(bisect_right(names, start), len(names)):
            if not names[i].startswith(start):
                break
            total += self._family[names[i]]
        return total

    def nicknames(self, given: str) -> tuple[str, ...]:
        """Short names used for a formal one, the commonest first."""
        known = self._short.get(given)
        if known is None:
            known = self._short[given] = self._sorted(_nickname_table()[0].get(given, ()))
        return known

    def formal(self, nickname: str) -> tuple[str, ...]:
        """Formal names behind a short one, the commonest first."""
        known = self._long.get(nickname)
        if known is None:
            known = self._long[nickname] = self._sorted(_nickname_table()[1].get(nickname, ()))
        return known

    def _sorted(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda n: (-self.given(n), n))) if names else ()


@lru_cache(maxsize=1)
def _nickname_table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Formal name -> nicknames and the reverse; see `data/SOURCES.toml` for where the table comes from."""
    import json

    raw: dict[str, str] = json.loads(shipped.read("nicknames.json"))["nicknames"]
    short = {formal: tuple(names.split()) for formal, names in raw.items()}
    long: dict[str, tuple[str, ...]] = {}
    for formal, names in short.items():
        for name in names:
            long[name] = (*long.get(name, ()), formal)
    return short, long
