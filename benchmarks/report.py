"""The accuracy report: judged answers give one JSON document, and that gives the Markdown.

Aggregates only. A slice or a bin with fewer than five answers, or from fewer than three domains, is left out.

Start reading at `document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks import outcomes
from benchmarks.figures import Judged, figures, reliability
from benchmarks.judging import OURS, Asked
from benchmarks.markdown import table

__all__ = ["BARS", "check", "document", "markdown"]

LEAST_ANSWERS, LEAST_DOMAINS = 5, 3
_FIGURES = {
    "top1": "top-1",
    "top3": "top-3",
    "top10": "top-10",
    "log_loss": "log loss",
    "brier": "Brier",
    "ece": "ECE",
    "ece_by_chance": "by chance",
    "cover90": "cover@90",
    "bounces_projected": "bounces projected",
    "bounces_actual": "actual",
}
_KINDS = {
    "pairs": "Colleagues with names and addresses",
    "damaged": "Colleagues with names and addresses, three names in ten damaged",
    "bare": "Colleagues' bare addresses",
    "dirty": "Bare addresses with a role address, a stranger's and a duplicate among them",
}
_SKETCH = (
    "**A sketch, not the real figures**: a cheap fit on one company in three, a third of the people asked about, and "
    "by default one fold, where chance alone lifts the ECE. The real figures come from a run without `--quick`."
)


class Bar(NamedTuple):
    """What the library must reach on pairs, and what it aims at."""

    figure: str
    k: int
    at_least: bool
    bar: float
    aim: float


BARS = (
    Bar("top1", 0, True, 0.315, 0.36),
    Bar("top1", 1, True, 0.49, 0.54),
    Bar("top1", 3, True, 0.53, 0.60),
    Bar("top1", 10, True, 0.555, 0.62),
    Bar("top10", 3, True, 0.78, 0.85),
    Bar("log_loss", 3, False, 3.05, 2.6),
    *(Bar("ece", k, False, 0.035, 0.02) for k in (0, 1, 3, 10)),
    Bar("cover90", 3, True, 0.08, 0.25),
)


def document(judged: Mapping[Asked, Sequence[Judged]], about: Mapping[str, Any]) -> dict[str, Any]:
    """Compute every figure: guesser → kind → k → slice → figures, as plain JSON values."""
    result: dict[str, Any] = {"benchmark": "accuracy-1", **about, "figures": {}, "reliability": {}}
    for (guesser, kind, k), answers in judged.items():
        slices = {name: figures(part).to_dict() for name, part in _slices(answers) if _enough(part)}
        result["figures"].setdefault(guesser, {}).setdefault(kind, {})[str(k)] = slices
        if guesser == OURS and answers:
            bins = [
                {"from": i / 10, "weight": round(b.weight, 4), "stated": round(b.stated, 4), "right": round(b.right, 4)}
                for i, b in enumerate(reliability(answers))
                if b.answers >= LEAST_ANSWERS
            ]
            result["reliability"].setdefault(kind, {})[str(k)] = bins
    result["check"] = check(result)
    return result


def _slices(answers: Sequence[Judged]) -> Iterable[tuple[str, list[Judged]]]:
    yield "all", list(answers)
    for source in sorted({a.source for a in answers} - {""}):
        yield f"source: {source}", [a for a in answers if a.source == source]
    yield "ordinary companies", [a for a in answers if a.ordinary]
    yield "other companies", [a for a in answers if not a.ordinary]
    yield "plain names", [a for a in answers if not a.hard]
    yield "hard names", [a for a in answers if a.hard]


def _enough(answers: Sequence[Judged]) -> bool:
    return len(answers) >= LEAST_ANSWERS and len({a.domain for a in answers}) >= LEAST_DOMAINS


def check(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare with the bars; what was not asked is left out."""
    found = result["figures"].get(OURS, {}).get("pairs", {})
    rows = []
    for bar in BARS:
        value = found.get(str(bar.k), {}).get("all", {}).get(bar.figure)
        if value is not None:
            rows.append(
                {
                    "figure": f"{_FIGURES[bar.figure]}, k = {bar.k}",
                    "value": value,
                    "at_least" if bar.at_least else "at_most": bar.bar,
                    "aim": bar.aim,
                    "ok": value >= bar.bar if bar.at_least else value <= bar.bar,
                }
            )
    return rows


def markdown(result: Mapping[str, Any]) -> str:
    """Write the document for people."""
    corpus = result["corpus"]
    parts = ["# Accuracy"]
    if result["mode"] == "quick":
        parts.append(_SKETCH)
    parts.append(
        f"{corpus['people']:,} people at {corpus['domains']:,} domains (corpus `{corpus['sha256'][:12]}`), divided by "
        f"{_SPLITS[result['split']]} into five folds; judged: {', '.join(map(str, result['folds']))}. Nothing fitted "
        "saw the companies it is judged on. Every domain counts alike."
    )
    parts += [f"Note: {notice}." for notice in result["notices"]]
    parts += ["## The bars", _check_table(result["check"])]
    for kind, title in _KINDS.items():
        if any(kind in kinds for kinds in result["figures"].values()):
            parts += [f"## {title}", _overall(result["figures"], kind)]
            parts += [f"### {OURS}, by slice", _by_slice(result["figures"], kind)]
    parts += outcomes.markdown(result.get("outcomes", {}))
    parts += ["## Reliability", "Share of right first candidates by their stated probability, pairs.", _bins(result)]
    refused = {name: n for name, n in sorted(result["refused"].items()) if n}
    if refused:
        told = ", ".join(f"{name} {n:,}" for name, n in refused.items())
        parts.append(f"Questions refused, counted as not answered: {told}.")
    return "\n\n".join(parts) + "\n"


_SPLITS = {"registrable": "registrable domain", "domain": "domain (siblings leak)"}


def _check_table(rows: Sequence[Mapping[str, Any]]) -> str:
    def bar(row: Mapping[str, Any]) -> str:
        return f"≥ {row['at_least']}" if "at_least" in row else f"≤ {row['at_most']}"

    return table(
        ("pairs", "bar", "aim", "figure", "ok"),
        [(r["figure"], bar(r), str(r["aim"]), f"{r['value']:.3f}", "ok" if r["ok"] else "**not**") for r in rows],
    )


def _cells(row: Mapping[str, float]) -> list[str]:
    return [f"{row[name]:.2f}" if name == "log_loss" else f"{row[name]:.3f}" for name in _FIGURES]


def _overall(found: Mapping[str, Any], kind: str) -> str:
    amounts = [k for kinds in found.values() for k in kinds.get(kind, {})]
    rows = []
    for k in dict.fromkeys(amounts):
        for guesser, kinds in found.items():
            row = kinds.get(kind, {}).get(k, {}).get("all")
            if row:
                rows.append([k, guesser, f"{row['questions']:,}", *_cells(row)])
    return table(["k", "guesser", "questions", *_FIGURES.values()], rows, text_columns=2)


def _by_slice(found: Mapping[str, Any], kind: str) -> str:
    """Our figures by slice, with the vote's top-1 beside them."""
    rows = []
    vote = found.get("vote of twelve formats", {}).get(kind, {})
    for k, slices in found[OURS].get(kind, {}).items():
        for name, row in slices.items():
            if name != "all":
                other = vote.get(k, {}).get(name)
                rows.append([k, name, f"{row['questions']:,}", f"{other['top1']:.3f}" if other else "", *_cells(row)])
    return table(["k", "slice", "questions", "vote top-1", *_FIGURES.values()], rows, text_columns=2)


def _bins(result: Mapping[str, Any]) -> str:
    rows = []
    for k, bins in result["reliability"].get("pairs", {}).items():
        cell: Callable[[Mapping[str, float]], str] = lambda b: f"{b['stated']:.2f} → {b['right']:.2f}"  # noqa: E731
        at = {round(b["from"] * 10): cell(b) for b in bins}
        rows.append([k, *(at.get(i, "") for i in range(10))])
    return table(["k", *(f"{i / 10:.1f}–{(i + 1) / 10:.1f}" for i in range(10))], rows)
