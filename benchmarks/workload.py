"""What the speed benchmark works on: invented people at invented companies.

Every company follows a planted convention; three colleagues of each are known. All names asked about are different.

Start reading at `workload`.
"""

from __future__ import annotations

from typing import NamedTuple

from benchmarks import synthetic

__all__ = ["Company", "Workload", "workload"]

KNOWN = 3


class Company(NamedTuple):
    """A domain with the colleagues known there."""

    domain: str
    known: tuple[tuple[str, str], ...]


class Workload(NamedTuple):
    """Companies to learn from and questions to ask."""

    companies: list[Company]
    questions: list[tuple[str, str]]
    """(name, domain); one company after the other, no name twice."""


def workload(companies: int, names: int, *, seed: int) -> Workload:
    """Invent so many companies and different names; each name is asked about at the next company in turn."""
    planted = synthetic.conventions(companies, seed=seed)
    known = [Company(c.domain, tuple(synthetic.people(c, KNOWN, seed=seed))) for c in planted]
    invented = synthetic.distinct_names(names, seed=seed)
    return Workload(known, [(name, known[i % len(known)].domain) for i, name in enumerate(invented)])
