"""Circumstances: what siblings tell is fitted by kinship, and by sector where enough people were asked about."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")

from emailguess.fit.circumstances import _kinships

# Of a true address, apart and with a sibling's evidence: as if the sibling followed the same convention, and not.
AGREES, DIFFERS = (1e-4, 0.9), (0.9, 1e-4)


def test_a_sector_with_enough_people_has_a_chance_of_its_own() -> None:
    """EM finds the planted shares; ten imagined people hold a sector to its kinship."""
    told = {"registered": {"": [DIFFERS] * 75 + [AGREES] * 25, "gov": [AGREES] * 95 + [DIFFERS] * 5}}
    found = _kinships(told)
    assert set(found) == {"registered", "registered|gov"}
    assert found["registered"] == pytest.approx(0.6, abs=0.05)
    assert found["registered|gov"] == pytest.approx((95 + 10 * 0.6) / 110, abs=0.05)


def test_few_people_are_no_sector() -> None:
    """With nineteen people asked about, a sector is as its kinship is elsewhere."""
    assert set(_kinships({"named": {"edu": [AGREES] * 19, "": [DIFFERS] * 30}})) == {"named"}
