"""Disclosure: what an answer may say of single addresses, decided in one place.

Whose address is known to be somebody else's, and whom nobody is to write to, is known while an answer is made and may
not be read out of it: not from a step of the explanation, a risk, a warning or a what-if, and not by asking whether an
address is among them. So an answer speaks of its own candidates only. Everything it can tell passes here.

Start reading at `Disclosure`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

__all__ = ["Disclosure", "discreet", "without_addresses"]


class Disclosure:
    """What one answer may say of addresses."""

    def __init__(
        self,
        candidates: Iterable[str],
        cleared: Mapping[str, Collection[str] | None],
        private: Mapping[str, Collection[str]],
    ) -> None:
        """Decide for an answer with these candidates.

        `cleared` gives for each domain the local parts that were looked up and may be shown; None where nothing is
        known of single addresses there, so that any may. `private` are those that may not.
        """
        self._candidates = frozenset(candidates)
        self._cleared = cleared
        self._private = private

    def is_candidate(self, address: str) -> bool:
        """Whether the answer speaks of an address at all."""
        return address in self._candidates

    def address(self, address: str) -> str:
        """An address that came up beside the answer; empty where it was not cleared."""
        local, _, host = address.rpartition("@")
        if address in self._candidates:
            return address
        if host not in self._cleared or local in self._private.get(host, ()):
            return ""
        cleared = self._cleared[host]
        return address if cleared is None or local in cleared else ""

    def sentence(self, text: str) -> str:
        """A sentence without the local part of anybody who is private."""
        for host, locals_ in self._private.items():
            text = discreet(text, [local for local in locals_ if f"{local}@{host}" not in self._candidates])
        return text


# What stands for an address that is not told.
_UNTOLD = "…"
_BEFORE_AT = re.compile(r"[^\s'\"<>(),;:]+(?=@)")


def without_addresses(text: str) -> str:
    """A sentence in which only the domains of addresses are left, for those that could not be read.

    >>> without_addresses("known address 3 was left out: 'bob.@acme.example' ends in a dot")
    "known address 3 was left out: '…@acme.example' ends in a dot"
    """
    return _BEFORE_AT.sub(_UNTOLD, text)


def discreet(text: str, private: Collection[str]) -> str:
    """A sentence with each of these local parts taken out; a plain word only where it stands as an address or a quote.

    >>> discreet("bob.jones@ was ignored, and so was 'lee'", ["bob.jones", "lee", "so"])
    "…@ was ignored, and so was '…'"
    """
    if not private:
        return text
    words = sorted((local for local in private if local.isalpha()), key=len, reverse=True)
    others = sorted((local for local in private if not local.isalpha()), key=len, reverse=True)
    if others:
        text = re.sub(rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, others))})(?![\w+-])", _UNTOLD, text, flags=re.I)
    if words:
        text = re.sub(rf"(?<![\w.+-])(?:{'|'.join(map(re.escape, words))})(?=[@'\"])", _UNTOLD, text, flags=re.I)
    return text
