"""A dossier: all that is known of one company, as a worker holds it while it answers for that company's people.

It is a store that is only read. What it holds came as rows, sorted before those of the people, and goes when the next
company comes; whose an address is and who is held back it knows by digests.

Start reading at `Dossier.take`.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from emailguess.addresses.related import registered_name
from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import Counts, Seen
from emailguess.spark.tables import seen_of
from emailguess.store import Hidden, Owner
from emailguess.store.digests import Digests
from emailguess.store.signatures import Odd

__all__ = ["ALIAS", "COUNT", "HIDDEN", "LINK", "OWNERS", "ROW", "SPELLING", "Dossier", "packed"]

SPELLING, LINK, ALIAS, COUNT, OWNERS, HIDDEN, ROW = range(7)
"""What a row that goes to a worker holds, in the order in which they come."""

_EMPTY = Counts()
_OWNERS: tuple[Owner, ...] = ("other", "unknown", "bounced")
_RECORD_BYTES = 17


class Dossier:
    """What is known of one company; a store, as far as answers read one."""

    def __init__(self, digests: Digests, foreign: Collection[bytes] = frozenset()) -> None:
        """`foreign` are digests on the do-not-contact list that were made elsewhere."""
        self._digests = digests
        self._foreign = foreign
        self.begin()

    def begin(self) -> None:
        """Forget all of it, for another company."""
        self._raw: dict[str, dict[Seen, int]] = {}
        self._counts: dict[str, Counts] = {}
        self._sheet: dict[str, int] = {}
        self._named: dict[str, list[str]] = {}
        self._aliases: dict[str, set[str]] = {}
        self._links: dict[str, int] = {}
        self._owners: dict[str, list[_Block]] = {}
        self._hidden: set[bytes] = set()
        self._spelling = ""
        self.damaged = False
        """Whether any of it could not be read."""

    def take(self, part: int, fact: str, blob: bytes | None) -> None:
        """Take in a row of the dossier."""
        told = json.loads(fact) if fact else {}
        if part == SPELLING:
            self._spelling = told["spelling"]
        elif part == LINK:
            self._links[told["domain"]] = self._links.get(told["domain"], 0) + told["number"]
        elif part == ALIAS:
            self._aliases.setdefault(told["domain"], set()).add(told["other"])
        elif part == COUNT:
            self._count(told)
        elif part == OWNERS and blob is not None:
            self._owners.setdefault(told["domain"], []).append(_Block(blob))
        elif part == HIDDEN and blob is not None:
            self._hidden.add(blob)

    def _count(self, told: Mapping[str, Any]) -> None:
        domain, number = told["domain"], told.get("count_v1", 0)
        try:
            seen = seen_of(*(told.get(name) for name in ("signature", "kind", "month", "tenths", "dating")))
            label = registered_name(domain)
        except (Odd, EmailGuessError):
            self.damaged = True
            return
        held = self._raw.setdefault(domain, {})
        if not held:
            self._named.setdefault(label, []).append(domain)
        held[seen] = held.get(seen, 0) + number
        self._counts.pop(domain, None)
        if told["sheet"]:
            self._sheet[domain] = self._sheet.get(domain, 0) + number

    def spelling(self, key: str) -> str:
        """The commonest way in which the company is written; empty where it is not asked about by its name."""
        return self._spelling

    def count(self, host: str) -> int:
        """Pieces of evidence about a domain that the people themselves told."""
        return self._sheet.get(host, 0)

    def counts(self, domain: str) -> Counts:
        """What is known of a domain; empty counts if nothing."""
        found = self._counts.get(domain)
        if found is None:
            found = self._counts[domain] = Counts(self._raw[domain]) if domain in self._raw else _EMPTY
        return found

    def named(self, name: str) -> Iterable[str]:
        """The domains registered under a name."""
        return tuple(self._named.get(name, ()))

    def aliases(self, domain: str) -> frozenset[str]:
        """The other domains declared to belong to the same company."""
        return frozenset(self._aliases.get(domain, ()))

    def company(self, key: str) -> Mapping[str, int]:
        """The domains the company was seen with, and how often."""
        return self._links

    def suppresses(self) -> bool:
        """Whether anything is suppressed here at all."""
        return bool(self._hidden or self._foreign)

    def suppressed(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Hidden:
        """What of a domain, a person by the keys of the name, and candidates may not be shown."""
        if not self.suppresses():
            return Hidden()
        from emailguess.store.suppression import hidden

        return hidden(self._held_back, self._digests, domain, names, locals_, self.aliases)

    def _held_back(self, asked: set[bytes]) -> Collection[bytes]:
        return {digest for digest in asked if digest in self._hidden or digest in self._foreign}

    def owners(self, domain: str, names: Collection[str], locals_: Collection[str]) -> Mapping[str, Owner]:
        """Whose the addresses known among these are, for a person whose name has these keys."""
        blocks = self._owners.get(domain)
        if not blocks:
            return {}
        firsts = [block.people[0] for block in blocks]
        found: dict[str, Owner] = {}
        wanted: set[int] | None = None
        for digest, local in self._digests.addresses(domain, locals_):
            person = int.from_bytes(digest, "big")
            place = bisect_right(firsts, person) - 1
            held = blocks[place].find(person) if place >= 0 else None
            if held is None:
                continue
            owner, name = held
            if owner == "other":
                if wanted is None:
                    wanted = {int.from_bytes(self._digests.name(domain, key), "big") for key in names}
                owner = "same" if name in wanted else "other"
            found[local] = owner
        return found


class _Block:
    """Some of a domain's people: digests in ascending order, of each the digest of the name, and whose it is."""

    def __init__(self, blob: bytes) -> None:
        number = len(blob) // _RECORD_BYTES
        self.people = array("Q", blob[: 8 * number])
        self._names = array("Q", blob[8 * number : 16 * number])
        self._owners = blob[16 * number :]

    def find(self, person: int) -> tuple[Owner, int] | None:
        """Whose the address with this digest is, and the name's digest; None for an address that is not known."""
        place = bisect_left(self.people, person)
        if place == len(self.people) or self.people[place] != person:
            return None
        return _OWNERS[self._owners[place]], self._names[place]


def packed(people: Iterable[tuple[bytes, bytes, Owner]]) -> bytes:
    """People by digest, in ascending order, with the digest of the name and whose the address is, for `Dossier`.

    It is read again by a machine of the same byte order, which all of a cluster have.
    """
    rows = list(people)
    digests = array("Q", [int.from_bytes(person, "big") for person, _, _ in rows])
    names = array("Q", [int.from_bytes(name, "big") for _, name, _ in rows])
    return digests.tobytes() + names.tobytes() + bytes(_OWNERS.index(owner) for _, _, owner in rows)
