"""Every value a user receives: frozen, with documented fields, plain enough to compare, copy, send and keep.

They hold and print what was found; they compute nothing about companies or people. `guess` has the answer itself, with
its `parts`; `reports` and `account` have what is told of an answer or a store beside it (imported when first named: a
guess does not pay for them); `documents` reads what was written as JSON.

Start reading at `guess.Guess`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emailguess.results.guess import Guess, Suppression, expected_bounces
from emailguess.results.parts import Candidate, Evidence

if TYPE_CHECKING:
    from emailguess.results.account import Contribution, Usage
    from emailguess.results.reports import (
        Counterfactual,
        Help,
        LearnReport,
        PatternShare,
        Rejected,
        Route,
        SuppressReport,
    )

__all__ = [
    "Candidate",
    "Contribution",
    "Counterfactual",
    "Evidence",
    "Guess",
    "Help",
    "LearnReport",
    "PatternShare",
    "Rejected",
    "Route",
    "SuppressReport",
    "Suppression",
    "Usage",
    "expected_bounces",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from emailguess.results import account, reports

        return getattr(account if name in account.__all__ else reports, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
