"""Evidence becomes signatures, and signatures are counted.

A signature is everything a piece of evidence can mean; it holds no address. Counts add in any order, so learning
on two machines and adding is learning on one. What the counts say about a company is for `ranking`.

Start reading at `signature`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from emailguess.explain import Explanation, Stock, explain
from emailguess.spelling import Spelled

__all__ = ["Counts", "Signature", "signature"]

Signature: TypeAlias = tuple[Explanation, ...]
"""All explanations of one piece of evidence, sorted; empty when no pattern explains it."""


def signature(names: Iterable[Spelled], local: str, stock: Stock) -> Signature:
    """Turn a name with its local part into its signature."""
    return tuple(sorted(explain(names, local, stock)))


class Counts(Mapping[Signature, int]):
    """How often each signature was seen at one company; an immutable value that adds.

    >>> one = Counts({(Explanation("{first}"),): 1})
    >>> (one + one).total
    2
    >>> one + Counts() == one
    True
    """

    __slots__ = ("_counts", "_hash", "total")

    def __init__(self, counts: Mapping[Signature, int] | Iterable[tuple[Signature, int]] = ()) -> None:
        self._counts: dict[Signature, int] = {s: n for s, n in dict(counts).items() if n > 0}
        self.total: int = sum(self._counts.values())
        self._hash: int | None = None

    @classmethod
    def of(cls, signatures: Iterable[Signature]) -> Counts:
        """Count signatures."""
        counts: dict[Signature, int] = {}
        for item in signatures:
            counts[item] = counts.get(item, 0) + 1
        return cls(counts)

    def __add__(self, other: Counts) -> Counts:
        if not other:
            return self
        if not self:
            return other
        counts = dict(self._counts)
        for item, number in other.items():
            counts[item] = counts.get(item, 0) + number
        return Counts(counts)

    def __getitem__(self, item: Signature) -> int:
        return self._counts[item]

    def __iter__(self) -> Iterator[Signature]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._counts == other._counts

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self._counts.items()))
        return self._hash

    def __repr__(self) -> str:
        return f"Counts({self.total} pieces of evidence, {len(self)} signatures)"
