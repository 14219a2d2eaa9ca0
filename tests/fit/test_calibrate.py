"""Suitability weights from questions whose answer is planted: what is fitted is what was planted."""

from __future__ import annotations

from math import exp, log

import pytest

from emailguess.fit.calibrate import Asked, Case, fit_suitability
from emailguess.model.name_fit import KINDS, STEPS, Situation, feature_row

ROW = feature_row(Situation(3, 2, 6, 6, 0, 0, known=2, discipline=4))
DOTTED, SHORT = KINDS.index("first.last"), KINDS.index("flast")


def case(right: str, *, said: float = 0.5, chance: float = 1.0) -> Case:
    """A company at which two patterns share what is not "none of these", and which of them was right."""
    ways = ((said, 1.0, DOTTED, right == "first.last"), (0.9 - said, 1.0, SHORT, right == "flast"))
    return Case(chance, ROW, 2, ways, 0.1)


def shares(fitted: dict[str, object], said: float = 0.5) -> list[float]:
    """What the fitted weights make of such a company: the share of either pattern, and of neither."""
    weights, sharpness = fitted["weights"], fitted["sharpness"]
    assert isinstance(weights, dict)
    assert isinstance(sharpness, list)
    parts = [
        exp(
            (log(p) * sharpness[2] if kind != "none" else log(p))
            + sum(w * x for w, x in zip(weights[kind], ROW, strict=True))
        )
        for kind, p in (("first.last", said), ("flast", 0.9 - said), ("none", 0.1))
    ]
    return [part / sum(parts) for part in parts]


def test_planted_shares_are_found_again() -> None:
    """Where .3 of the answers are of the first pattern, .5 of the second and .2 of neither, that is what comes out."""
    planted = {"first.last": 30, "flast": 50, "none": 20}
    asked = [Asked((case(right),), 10.0) for right, times in planted.items() for _ in range(times)]
    assert pytest.approx([0.3, 0.5, 0.2], abs=0.01) == shares(fit_suitability(asked))


def test_a_case_divided_is_the_same_question() -> None:
    """Two halves of one case, each with half of its chance, teach what the whole one does."""
    rights = ["first.last"] * 3 + ["flast"] * 5 + ["none"] * 2
    whole = fit_suitability([Asked((case(right),), 1.0) for right in rights])
    halves = fit_suitability([Asked((case(right, chance=0.5), case(right, chance=0.5)), 1.0) for right in rights])
    assert whole["sharpness"] == pytest.approx(halves["sharpness"], abs=2e-3)
    for kind in KINDS:
        assert whole["weights"][kind] == pytest.approx(halves["weights"][kind], abs=2e-3)


def test_an_unlikely_case_teaches_little() -> None:
    """A case with one chance in a hundred moves the weights by about a hundredth of what it would alone."""
    rights = ["first.last"] * 9 + ["flast"]
    alone = fit_suitability([Asked((case(right),), 1.0) for right in rights])
    mixed = fit_suitability([Asked((case(right, chance=0.99), case("flast", chance=0.01)), 1.0) for right in rights])
    assert shares(alone) == pytest.approx(shares(mixed), abs=0.02)


def test_every_amount_of_evidence_has_its_sharpness() -> None:
    """An amount nobody was asked at keeps the exponent 1."""
    fitted = fit_suitability([Asked((case("flast"),), 1.0)])
    assert [1.0] * (STEPS - 1) == [s for step, s in enumerate(fitted["sharpness"]) if step != 2]
