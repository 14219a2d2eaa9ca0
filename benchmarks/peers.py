"""The peers, called as their own documentation says: `emailguesser` and `coldreach`, an extra of this project.

Each gets the name, the domain and the colleagues through its own feature for known addresses, and is read in the way
that is kindest to it. One that is not installed is left out with a notice.

Start reading at `find`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from benchmarks.baselines import Answer, words

__all__ = ["COMPARED", "Peer", "find"]

# The releases that published figures compare with.
COMPARED = {"emailguesser": "0.4.0", "coldreach": "0.1.0"}


class Peer(NamedTuple):
    """Another library that guesses addresses."""

    name: str
    version: str
    guess: Callable[[str, str, Sequence[tuple[str, str]]], Answer]
    """From a name, a domain and the colleagues (name, which may be empty, and address) to scored addresses."""


def find() -> tuple[list[Peer], list[str]]:
    """The peers that are installed, and a notice for each that is not or is another release."""
    found, notices = [], []
    for name, make in (("emailguesser", _emailguesser), ("coldreach", _coldreach)):
        try:
            release = version(name)
            guess = make()
        except (PackageNotFoundError, ImportError):
            notices.append(f"{name} is not installed and was left out; pip install 'emailguess[bench]' brings it")
            continue
        if release != COMPARED[name]:
            notices.append(f"{name} {release} is installed; published figures are of {COMPARED[name]}")
        found.append(Peer(name, release, guess))
    return found, notices


def _emailguesser() -> Callable[[str, str, Sequence[tuple[str, str]]], Answer]:
    generate: Any = import_module("emailguesser").generate

    def guess(name: str, domain: str, known: Sequence[tuple[str, str]]) -> Answer:
        parts = words(name)
        if len(parts) < 2:
            return []
        given = {
            "first_name": parts[0],
            "middle_name": " ".join(parts[1:-1]),
            "last_name": parts[-1],
            "domains": [domain],
            "limit": 0,
        }
        try:
            found = generate(**given, known_emails=[f"{who} <{address}>" if who else address for who, address in known])
        except ValueError:
            # It refuses the whole question for one address or name it cannot read: without the colleagues, then.
            try:
                found = generate(**given)
            except ValueError:
                return []
        # Colleagues at another domain make it answer for that domain as well; nobody asked.
        return [(row["email"], row["score"]) for row in found["emails"] if row["domain"] == domain]

    return guess


def _coldreach() -> Callable[[str, str, Sequence[tuple[str, str]]], Answer]:
    targeted: Any = import_module("coldreach.generate.learner").targeted_patterns
    every: Any = import_module("coldreach.generate.patterns").generate_patterns

    def guess(name: str, domain: str, known: Sequence[tuple[str, str]]) -> Answer:
        text = " ".join(words(name))
        # It ranks without scores: those it picks share the whole probability, its other formats follow with none.
        picked = [p.email for p in targeted(text, domain, [address for _, address in known])]
        others = [p.email for p in every(text, domain) if p.email not in picked]
        return [(email, 1 / len(picked)) for email in picked] + [(email, 0.0) for email in others]

    return guess
