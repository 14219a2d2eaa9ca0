"""The store's benchmark, run small: it measures what it says, part by part, and its tables hold the figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.parts import OtherRun, Parts
from benchmarks.store import PARTS, Size, check, head, measure
from benchmarks.store_told import markdown

PEOPLE_A_DOMAIN = 10
SMALL = Size(domains=300, seconds=0.2, kills=4, faults=1 / 1000, fresh=1, learned=100)
QUICK = ("size", "people", "learn", "together", "killed")


def test_the_benchmark_measures_every_aim(tmp_path: Path) -> None:
    """Nothing is lost among processes or by kills, every aim has a figure, and the tables tell them all."""
    parts = Parts(head(SMALL), only=QUICK)
    measure(tmp_path, parts, SMALL)
    result = parts.figures
    aims = {row["figure"]: row for row in check(result)}
    for figure in (
        "updates lost among eight processes",
        "errors told to eight processes",
        "batches lost or halved by kills",
    ):
        assert (0, True) == (aims[figure]["value"], aims[figure]["ok"])
    assert 300 * PEOPLE_A_DOMAIN == result["size"]["counts"]["addresses"]
    assert result["size"]["counts"]["vacuumed_megabytes"] <= result["size"]["counts"]["megabytes"]
    cold = result["size"]["cold"]
    assert 0 < cold["read_ms"] < cold["guess_ms"] <= cold["guess_p95_ms"]
    assert result["together"]["learned"] == result["together"]["counted"] > 0
    assert (4, 4) == (result["killed"]["runs"], result["killed"]["slices_done"])
    told = markdown(result, check(result))
    for figure in aims:
        assert f"| {figure} |" in told
    rates = result["size"]["counts"]["per_second"], result["learn"]["per_second"]
    for number in (*rates, result["people"]["repeated_per_second"]):
        assert f"{number:,}" in told
    assert not parts.complete(PARTS)
    assert parts.complete({name: PARTS[name] for name in QUICK})


def test_a_run_that_is_stopped_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    """Each slice is on disk before the next begins; what was measured is not measured again, and slices add up."""
    path = tmp_path / "figures.json"
    asked: list[int] = []

    def part(number: int) -> dict[str, object]:
        if number == 2 and len(asked) < 3:
            raise KeyboardInterrupt
        asked.append(number)
        return {"tried": 10, "lost": 0, "by": {"learn": number}, "problems": (str(number),)}

    first = Parts({"schema": 4}, path)
    with pytest.raises(KeyboardInterrupt):
        first.add("kills", 4, part)
    assert 2 == json.loads(path.read_text(encoding="utf-8"))["kills"]["slices_done"]
    asked.append(-1)
    second = Parts({"schema": 4}, path)
    second.resume()
    second.add("kills", 4, part)
    found = json.loads(path.read_text(encoding="utf-8"))["kills"]
    assert [0, 1, -1, 2, 3] == asked
    assert (40, 0, {"learn": 6}, ["0", "1", "2", "3"]) == tuple(found[k] for k in ("tried", "lost", "by", "problems"))


def test_figures_of_another_run_are_not_mixed_in(tmp_path: Path) -> None:
    """Whatever the head tells apart, such as the version of the tables."""
    path = tmp_path / "figures.json"
    Parts({"schema": 3}, path).measure("size", lambda: {"megabytes": 1})
    with pytest.raises(OtherRun, match="schema: 3"):
        Parts({"schema": 4}, path).resume()
