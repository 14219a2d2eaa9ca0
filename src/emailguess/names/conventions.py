"""Conventions the corpus is silent about: pseudo-counts for spelling questions that published standards answer.

They lie under the fitted ones, which win wherever the corpus knows a question. Nothing here is counted; each line says
where its answers come from. Their sum is small on purpose: three colleagues outweigh any of them (`tests/
test_habits.py` asserts it), so that a company's own habit is learned at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from emailguess.data.conventions import PSEUDO_COUNTS as CONVENTIONAL

__all__ = ["CONVENTIONAL", "merged"]


def merged(fitted: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Lay fitted pseudo-counts over the conventional ones, answer by answer.

    >>> merged({"dje": {"d": 2.0}})["dje"] == {**CONVENTIONAL["dje"], "d": 2.0}
    True
    """
    both = {question: {**CONVENTIONAL.get(question, {}), **answers} for question, answers in fitted.items()}
    return {**CONVENTIONAL, **both}
