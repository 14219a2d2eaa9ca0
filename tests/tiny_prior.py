"""A prior small enough to compute on paper: two kinds of company, three patterns, two questions of spelling.

Each number below is chosen so that what follows from it can be written down by hand; `tests/model/test_on_paper.py`
does so, formula by formula. Whoever changes a formula of the model changes the number that stands there.
"""

from __future__ import annotations

from math import log
from typing import Any

from emailguess.model.name_fit import FEATURES, KINDS, STEPS
from emailguess.model.prior import Prior

DOTTED, INITIAL, GIVEN = "{first}.{last}", "{f}{last}", "{first}"

# Pseudo-counts by kind of company. The first is disciplined (10 in all), the second less so (5).
ALPHA = ({DOTTED: 8.0, INITIAL: 1.0, GIVEN: 0.5}, {DOTTED: 0.5, INITIAL: 3.0, GIVEN: 1.0})
NO_PATTERN = (0.25, 0.25)
UNLISTED = (0.25, 0.25)
KIND = (0.75, 0.25)
"""Probability of each kind of company, nothing being known."""


def document(**changes: Any) -> dict[str, Any]:
    """The prior as a file holds it; every suitability is 1 and every sharpness 1 unless changed."""
    patterns = [DOTTED, INITIAL, GIVEN]
    made: dict[str, Any] = {
        "format": "emailguess-prior",
        "version": 2,
        "patterns": patterns,
        "components": [
            {"alpha": {str(patterns.index(p)): a for p, a in alpha.items()}, "none": none, "new": new}
            for alpha, none, new in zip(ALPHA, NO_PATTERN, UNLISTED, strict=True)
        ],
        "new_share": 0.1,
        "elided": 0.75,
        "kinship": {"registered": 0.3, "named": 0.2, "declared": 0.4, "registered|gov": 0.9},
        "half_life_months": 24.0,
        "tie_breaks": {"middle": 0.3, "longer": 0.2, "full": 0.1, "number": 0.05},
        "initials": {"a": 0.6, "b": 0.4},
        "numbers": {"1": 0.5, "2": 0.5},
        "habits": {"umlaut": {"plain": 1.0, "expanded": 3.0}, "umlaut|de": {"plain": 1.0, "expanded": 9.0}},
        "rules": {},
        "slip": 0.0,
        "kinds": {"*": [log(p) for p in KIND], "suffix:org": [0.0, log(3)], "size": [0.0, log(2)]},
        "given": {"jane": 100, "bob": 200},
        "family": {"doe": 50, "jones": 400},
        "suitability": {
            "weights": {kind: [0.0] * len(FEATURES) for kind in KINDS},
            "sharpness": [1.0] * STEPS,
        },
    }
    return {**made, **changes}


def tiny(**changes: Any) -> Prior:
    """The prior, with parts of its file replaced."""
    return Prior(document(**changes))
