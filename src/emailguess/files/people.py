"""The person a reader yields: what a file says of one, and nothing that it does not say.

It knows no format. What a person is worth as evidence is told by `Person.sighting`.

Start reading at `Person`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from emailguess.addresses.providers import open_to_all
from emailguess.addresses.roles import is_role
from emailguess.evidence.pieces import Sighting

__all__ = ["VERDICT_WEIGHTS", "Person", "Status", "is_private"]

Status = Literal["", "valid", "invalid", "catch_all", "risky"]
"""A verifier's verdict on the address; empty where none was told."""

VERDICT_WEIGHTS: Mapping[Status, float] = {"": 1.0, "valid": 1.0, "catch_all": 0.2, "risky": 0.2}
"""How far an address with this verdict is trusted, 0 to 1.

A catch-all domain says yes to any address, and a risky or unknown address was confirmed by nobody: it is what a finder
inferred from a pattern. NeverBounce writes that accept-all addresses bounce at about half the rate at which a list is
invalid (neverbounce.com/help/what-is-an-accept-all-unverifiable): that tells of lists, and not how often such an
address is the person's. So the weight is our estimate: a pattern somebody states counts as two colleagues
(`STATED_WEIGHT`), and finders show some ten addresses of a company: a fifth of a colleague each.
`invalid` is no weight but a bounce.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as a file has them.

    >>> Person(given="Bob", family="Jones", addresses=("bjones@acme.example",)).full_name
    'Bob Jones'
    """

    row: int = 0
    """The line or row of the file, from 1; of a message, its place among the messages."""
    name: str = ""
    """The whole name as it stands there; empty where the file has its parts."""
    given: str = ""
    """Given name."""
    middle: str = ""
    """Middle names, or a patronymic."""
    family: str = ""
    """Family name with its particle; both where there are two."""
    addresses: tuple[str, ...] = ()
    """All addresses, those at work before private ones."""
    company: str = ""
    """The company's name."""
    domain: str = ""
    """The company's domain or website, as it stands there."""
    title: str = ""
    """The job."""
    country: str = ""
    """The country, as it stands there."""
    headcount: int | None = None
    """How many people the company has."""
    seen: date | None = None
    """The latest day the file has for this person that is not in the future."""
    status: Status = ""
    """A verifier's verdict on the first address."""
    bounce: str = ""
    """Why a message to the first address came back, as a status code (RFC 3463); empty where none did."""
    more: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What else a caller asked for by `columns`, by title."""

    def __post_init__(self) -> None:
        """Take out what is no letter: orders to a terminal, marks of direction, whatever reader it came by."""
        for part in ("name", "given", "middle", "family", "company", "title"):
            text = getattr(self, part)
            if text and not text.isprintable():
                object.__setattr__(self, part, _printed(text))
        if not all(map(str.isprintable, self.addresses)):
            object.__setattr__(self, "addresses", tuple("".join(_printed(a).split()) for a in self.addresses))

    @property
    def address(self) -> str:
        """The first address, the work address if there is one; empty without any."""
        return self.addresses[0] if self.addresses else ""

    @property
    def work_address(self) -> str:
        """The first address that is at no free-mail provider; empty without one."""
        return next((a for a in self.addresses if not is_private(a)), "")

    @property
    def company_domain(self) -> str:
        """Where the company has its mail, as far as the row says so without a person's address: its website, or the
        domain of a mailbox such as info@; empty where it does not, or a person's address says it."""
        address = self.work_address
        if not address:
            return self.domain
        local, _, host = address.rpartition("@")
        return host if is_role(local, self.full_name, host) else ""

    @property
    def full_name(self) -> str:
        """The name as one text, whether it came whole or in parts."""
        return " ".join(filter(None, (self.given, self.middle, self.family))) or self.name

    def sighting(self) -> Sighting | None:
        """What this says of how the company builds addresses; None where it says nothing, or that one failed."""
        if not self.addresses or self.bounce or self.status == "invalid":
            return None
        weight = VERDICT_WEIGHTS[self.status]
        name = " ".join(filter(None, (self.given, self.family))) or self.name
        if self.given and self.middle and self.family:
            name = self.full_name
        return Sighting(address=self.address, name=name, seen=self.seen, weight=weight, company=self.company)

    def failure(self) -> tuple[Sighting, str] | None:
        """The person and why the first address failed, where a bounce or a verifier says so; else None."""
        if not self.addresses or not (self.bounce or self.status == "invalid"):
            return None
        return Sighting(address=self.address, name=self.full_name, seen=self.seen), self.bounce or "unknown"

    def to_dict(self) -> dict[str, Any]:
        """The fields that are told, as JSON knows them."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "more" and getattr(self, name)}
        if self.seen is not None:
            told["seen"] = self.seen.isoformat()
        return told | ({"addresses": list(self.addresses)} if self.addresses else {})


def _printed(text: str) -> str:
    """Blanks for blanks, and nothing for what is not shown; joiners stay, for Persian and Hindi need them."""
    kept = (c if c.isprintable() or c in "\u200c\u200d" else " " if c.isspace() else "" for c in text)
    return " ".join("".join(kept).split())


def is_private(address: str) -> bool:
    """Tell whether an address is at a domain where anyone may have one.

    >>> is_private("bob@gmail.com"), is_private("bob@acme.example")
    (True, False)
    """
    return bool(open_to_all(address.rpartition("@")[2].lower()))
