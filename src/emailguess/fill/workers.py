"""Answering on several processes: the same answers for any number of them.

Start reading at `answered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from emailguess.fill.answers import Answered, Asked
from emailguess.processes import worked

if TYPE_CHECKING:
    from emailguess.fill.asking import Asker

__all__ = ["CHUNK", "answered", "chances_with_another"]

CHUNK = 200
"""Rows that are answered together: some tenths of a second, which is what a kill costs at most."""


def answered(asker: Asker, rows: Iterable[Asked], jobs: int) -> Iterator[list[Answered]]:
    """Answer rows chunk by chunk, in their order."""
    source = iter(rows)
    return worked(_answers, asker, iter(lambda: list(islice(source, CHUNK)), []), jobs)


def chances_with_another(asker: Asker, domains: Sequence[str], jobs: int) -> list[tuple[float, float]]:
    """What `Asker.chance_with_another` gives for each of some domains."""
    return list(worked(_chances, asker, domains, jobs))


def _answers(asker: Asker, chunk: list[Asked]) -> list[Answered]:
    return [asker.answer(asked) for asked in chunk]


def _chances(asker: Asker, domain: str) -> tuple[float, float]:
    return asker.chance_with_another(domain)
