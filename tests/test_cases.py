"""Golden cases: what the text in `cases/*.json` must mean.

A case has a label, a comment, an input and what is expected of it; a known failure also has the reason under `xfail`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emailguess import InvalidName, InvalidPattern, Pattern, errors
from emailguess.addresses import parser as addresses
from emailguess.model.prior import shipped
from emailguess.names.forms import Form
from emailguess.names.parser import parse
from emailguess.names.spelling import forms
from emailguess.patterns.matching import explain

CASES = Path(__file__).parent / "cases"
JANE = Form("jane", "montgomery", "quinn", "j", "m", "q")


def cases(name: str) -> list[Any]:
    """The cases of one file, as parameters."""
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases("names"))
def test_name(case: dict[str, Any]) -> None:
    """The likeliest reading of a written name, and the plainest `{first}.{last}` it gives; or the error."""
    lexicon = shipped().lexicon
    expected = case["expected"]
    if "error" in expected:
        with pytest.raises(InvalidName) as caught:
            parse(case["input"], lexicon)
        assert expected["error"] in str(caught.value)
        return
    readings = parse(case["input"], lexicon)
    found: dict[str, Any] = {part: list(getattr(readings[0], part)) for part in ("given", "middle", "family")}
    if "nickname" in expected:
        found["nickname"] = readings[0].nickname
    if "local" in expected:
        found["local"] = Pattern("{first}.{last}").render(forms(readings[:1], lexicon)[0].form)
    assert expected == found


@pytest.mark.parametrize("case", cases("patterns"))
def test_pattern(case: dict[str, Any]) -> None:
    """How a pattern prints and what it makes of Jane Quinn Montgomery; or the error."""
    expected = case["expected"]
    if "error" in expected:
        with pytest.raises(InvalidPattern) as caught:
            Pattern(case["input"])
        assert expected["error"] in str(caught.value)
        return
    pattern = Pattern(case["input"])
    assert expected == {"prints": str(pattern), "local": pattern.render(JANE)}


@pytest.mark.parametrize("case", cases("explanations"))
def test_explanation(case: dict[str, Any]) -> None:
    """Patterns among (and never among) the explanations of an address, in the likeliest reading of the name."""
    prior = shipped()
    name, local = case["input"]
    readings = parse(name, prior.lexicon)[:1]
    found = {e.pattern for e in explain(forms(readings, prior.lexicon), local, prior.stock)}
    assert set() == set(case["expected"]) - found
    assert set() == set(case.get("never", ())) & found
    if case.get("none"):
        assert set() == found


@pytest.mark.parametrize("case", cases("addresses"))
def test_address(case: dict[str, Any]) -> None:
    """A domain as DNS knows it, or a mailbox as (name, local part, domain, tag); or the error."""
    expected, text = case["expected"], case["input"]
    read = addresses.domain if case["kind"] == "domain" else addresses.mailbox
    if isinstance(expected, dict):
        with pytest.raises(getattr(errors, expected["error"])) as caught:
            read(text)
        assert expected["says"] in str(caught.value)
    elif case["kind"] == "domain":
        assert expected == addresses.domain(text).name
    else:
        box = addresses.mailbox(text)
        assert expected == [box.name, box.local, box.domain.name, box.tag]
