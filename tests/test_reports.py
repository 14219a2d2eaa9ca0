"""What people really write: names, evidence and companies as they come, each with what must be answered.

A case in `cases/reports/*.json` says what is known (local parts at acme.example, whole addresses, or pairs with a name),
whose name is asked for, and what the answer must show. A known failure has its reason under `xfail`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import emailguess
from emailguess import EmailGuessError, Guess, Guesser

CASES = Path(__file__).parent / "cases" / "reports"
DOMAIN = "acme.example"
KINDS = sorted(path.stem for path in CASES.glob("*.json"))
# How far a piece of evidence that says nothing may move the first probability.
MOST_MOVED = 0.03


def cases() -> list[Any]:
    """All cases as parameters, named by kind."""
    return [
        pytest.param(
            case,
            id=f"{kind}: {case['id']}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for kind in KINDS
        for case in json.loads((CASES / f"{kind}.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_report(case: dict[str, Any]) -> None:
    """Every wish of a case holds."""
    assert broken(case) == []


def broken(case: dict[str, Any]) -> list[str]:
    """The wishes of a case that do not hold, with what was found instead."""
    try:
        found = _CALLS[case.get("call", "guess")](case)
    except EmailGuessError as error:
        found = [] if type(error).__name__ == case.get("raises") else [f"{type(error).__name__}: {error}"]
    else:
        if "raises" in case:
            found.append(f"no {case['raises']}")
    return found


def _guess(case: dict[str, Any], *, evidence: bool = True) -> Guess:
    domain = case.get("domain", DOMAIN)

    def address(text: Any) -> Any:
        return f"{text}@{domain}" if isinstance(text, str) and text.isprintable() and _local(text) else text

    told = case.get("known", []) if evidence else []
    known = told if isinstance(told, dict) else [(x[0], address(x[1])) if isinstance(x, list) else x for x in told]
    return emailguess.guess(case["name"], domain, known=known, **case.get("options", {}))


def _local(text: str) -> bool:
    return "@" not in text and " " not in text


def _guessed(case: dict[str, Any]) -> list[str]:
    answer = _guess(case)
    if "raises" in case:
        return []
    shares = {c.address.rpartition("@")[0]: c.probability for c in answer.candidates}
    found = list(shares)
    bad = []
    best = case.get("best")
    if best is not None and (found[:1] or [""])[0] not in ([best] if isinstance(best, str) else best):
        bad.append(f"first is {found[:3]}")
    if "within" in case and case["within"][0] not in found[: case["within"][1]]:
        bad.append(f"{case['within'][0]} is not among {found[:6]}")
    bad += [f"{local} is offered" for local in case.get("absent", []) if local in found]
    if answer.p_none < case.get("none_at_least", 0):
        bad.append(f"p_none is {answer.p_none:.2f}")
    bad += [f"{x} has {shares.get(x, 0):.2f}" for x, p in case.get("at_least", {}).items() if shares.get(x, 0) < p]
    bad += [f"{x} has {shares.get(x, 0):.3f}" for x, p in case.get("at_most", {}).items() if shares.get(x, 0) > p]
    if case.get("like_without"):
        plain = _guess(case, evidence=False).best
        first = answer.best
        assert plain is not None
        assert first is not None
        if plain.address != first.address or abs(plain.probability - first.probability) > MOST_MOVED:
            bad.append(f"{first} instead of {plain}")
    if case.get("warns") and not answer.warnings:
        bad.append("no warning")
    return bad


def _domains(case: dict[str, Any]) -> list[str]:
    found = [c.domain for c in emailguess.domains(*case["args"], **case.get("options", {}))]
    bad = []
    if "first_domain" in case and found[:1] != [case["first_domain"]]:
        bad.append(f"first is {found[:3]}")
    if "domain_within" in case and case["domain_within"][0] not in found[: case["domain_within"][1]]:
        bad.append(f"{case['domain_within'][0]} is not among {found[:5]}")
    return bad + [f"{domain} is offered" for domain in case.get("domain_absent", []) if domain in found]


def _suppressed(case: dict[str, Any]) -> list[str]:
    guesser = Guesser()
    guesser.suppress(*case["args"])
    answer = guesser.guess(case["name"], case["domain"])
    return [] if answer.suppressed and not answer.candidates else [f"shown: {answer.best}"]


def _bounced(case: dict[str, Any]) -> list[str]:
    guesser = Guesser()
    first = guesser.guess(case["name"], DOMAIN).best
    assert first is not None
    guesser.bounced(first.address, name=case["name"], kind=case["args"][0])
    again = [c.address for c in guesser.guess(case["name"], DOMAIN)]
    return [f"{first.address} is offered again"] if first.address in again else []


_CALLS = {"guess": _guessed, "domains": _domains, "suppress": _suppressed, "bounced": _bounced}
