"""The store's benchmark, run small: it measures what it says, and its tables hold the figures."""

from __future__ import annotations

from pathlib import Path

from benchmarks.store import markdown, measure

PEOPLE_A_DOMAIN = 10


def test_the_benchmark_measures_every_aim(tmp_path: Path) -> None:
    """Nothing is lost among processes or by kills, every aim has a figure, and the tables tell them all."""
    result = measure(tmp_path, 300, 0.2, 1, fresh=1, learned=100)
    aims = {row["figure"]: row for row in result["check"]}
    for figure in (
        "updates lost among eight processes",
        "errors told to eight processes",
        "batches lost or halved by kills",
    ):
        assert (0, True) == (aims[figure]["value"], aims[figure]["ok"])
    assert 300 * PEOPLE_A_DOMAIN == result["counts"]["addresses"]
    assert result["counts"]["vacuumed_megabytes"] <= result["counts"]["megabytes"]
    assert 0 < result["cold"]["read_ms"] < result["cold"]["guess_ms"] <= result["cold"]["guess_p95_ms"]
    assert result["together"]["learned"] == result["together"]["counted"] > 0
    told = markdown(result)
    for figure in aims:
        assert f"| {figure} |" in told
    for number in (result["counts"]["per_second"], result["learn_per_second"], result["repeated_per_second"]):
        assert f"{number:,}" in told
