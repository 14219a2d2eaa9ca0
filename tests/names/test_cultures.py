"""Names of the world, end to end: what `cases/cultures.json` expects of `guess` with the shipped prior.

A case has a culture, a label, the published source of its convention where there is one, what is known of the company,
a name, and the address expected (first, or within a rank) or the error. All people are invented.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from emailguess import PersonName, guess

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "cultures.json").read_text("utf-8"))


def parameters() -> list[Any]:
    """Each case; a known failure carries its reason."""
    return [
        pytest.param(
            case,
            id=f"{case['culture']}: {case['label']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_case(case: dict[str, Any]) -> None:
    """The expected address is first, or at most at the rank stated; or the name is refused with the text stated."""
    name = PersonName(**case["name"]) if isinstance(case["name"], dict) else case["name"]
    known = [item if isinstance(item, str) else tuple(item) for item in case["known"]]
    told = {option: case[option] for option in ("country", "name_order") if option in case}
    expected = case["expected"]
    if "error" in expected:
        with pytest.raises(ValueError, match=re.escape(expected["error"])):
            guess(name, case["domain"], known=known, **told)
        return
    answer = guess(name, case["domain"], known=known, **told)
    assert case.get("warnings", 0) == len(answer.warnings)
    assert expected["address"] in [c.address for c in answer][: expected.get("rank", 1)]


def test_the_cases_are_many_and_wide() -> None:
    """At least 300 cases of at least 30 cultures; known failures are under one in twelve."""
    assert len(CASES) >= 300
    assert len({case["culture"] for case in CASES}) >= 30
    assert sum("xfail" in case for case in CASES) < len(CASES) / 12


def test_cases_carry_information() -> None:
    """No two cases ask the same, every rank is one that a reader of ten candidates sees, and every label is unique."""
    asked = Counter(json.dumps([c["known"], c["name"], c.get("country"), c.get("name_order")]) for c in CASES)
    expected = Counter(json.dumps([c["known"], c["name"], c.get("country"), c["expected"]]) for c in CASES)
    assert max(expected.values()) == 1
    assert max(asked.values()) <= 4
    assert all(1 <= c["expected"].get("rank", 1) <= 10 for c in CASES)
    assert len({(c["culture"], c["label"]) for c in CASES}) == len(CASES)


def test_people_live_nowhere() -> None:
    """Every address is at a reserved domain (RFC 2606, RFC 6761)."""
    for case in CASES:
        addresses = [k if isinstance(k, str) else k[1] for k in case["known"]] + [case["expected"].get("address", "")]
        assert case["domain"].endswith((".example", ".test"))
        assert all(not a or a.endswith("@" + case["domain"]) for a in addresses)
