"""What is asked of a row, and what is answered: plain values that go to other processes and into a job's journal.

Start reading at `Answered`.
"""

from __future__ import annotations

import json
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["Answered", "Asked", "Decision", "What", "answered_from", "asked_from", "to_line"]

What: TypeAlias = Literal["known", "send", "verify first", "skip"]
"""What to do with a row."""


class Asked(NamedTuple):
    """A row as a question."""

    name: str = ""
    """The whole name, where it did not come in parts."""
    given: str = ""
    middle: str = ""
    family: str = ""
    domain: str = ""
    """The domain or website, as it stands there."""
    company: str = ""
    addresses: tuple[str, ...] = ()
    status: str = ""
    """A verifier's verdict on the first address."""
    failed: bool = False
    """Whether the first address bounced."""
    country: str = ""
    headcount: int | None = None
    reason: str = ""
    """Why the row names nobody."""


class Answered(NamedTuple):
    """What is answered to a row, whatever is decided."""

    kind: Literal["known", "guessed", "none"]
    """The row has an address; one was guessed; or there is none."""
    address: str = ""
    probability: float = 0.0
    """To four digits."""
    pattern: str = ""
    domain: str = ""
    domain_probability: float = 0.0
    p_none: float = 1.0
    evidence: str = ""
    risk: float = 0.0
    second: str = ""
    third: str = ""
    warnings: str = ""
    reason: str = ""
    """Why there is no address, or why the one that is known may not be used; what the row is known by."""
    held_back: bool = False
    """Whether the do-not-contact list holds the address back."""
    company: str = ""
    """The domain, or else the key of the company's name: what rows of one company share."""
    informed: bool = False
    """Whether anything is known of the company."""


class Decision(NamedTuple):
    """What to do with a row, and why."""

    what: What
    why: str
    paid_lookup: str = ""


def to_line(value: Answered | Asked) -> bytes:
    """A question or an answer as a line of a journal."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def answered_from(line: bytes) -> Answered:
    """Read what `to_line` wrote of an answer.

    >>> answered_from(to_line(Answered("guessed", "jdoe@acme.example", 0.5))).address
    'jdoe@acme.example'
    """
    return Answered(*json.loads(line))


def asked_from(line: bytes) -> Asked:
    """Read what `to_line` wrote of a question.

    >>> asked_from(to_line(Asked("Jane Doe", addresses=("jane@acme.example",)))).addresses
    ('jane@acme.example',)
    """
    asked = Asked(*json.loads(line))
    return asked._replace(addresses=tuple(asked.addresses))
