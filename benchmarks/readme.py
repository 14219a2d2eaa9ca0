"""Write the README's tables from the committed benchmark figures: `python benchmarks/readme.py`.

With `--check` nothing is written; the exit status is 1 where the README is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"
_EVIDENCE = (
    ("pairs", "0", "all", "nothing"),
    ("pairs", "1", "all", "1 name + address"),
    ("pairs", "3", "all", "3 names + addresses"),
    ("pairs", "3", "plain names", "3, plain names"),
    ("pairs", "3", "hard names", "3, hard names"),
    ("pairs", "3", "ordinary companies", "3, ordinary companies"),
    ("damaged", "3", "all", "3, names damaged"),
    ("pairs", "10", "all", "10 names + addresses"),
    ("bare", "1", "all", "1 bare address"),
    ("bare", "3", "all", "3 bare addresses"),
    ("dirty", "3", "all", "3 bare addresses, dirty"),
)
_PEERS = (
    ("emailguess", "emailguess"),
    ("vote of twelve formats", "vote"),
    ("emailguesser 0.4.0", "emailguesser 0.4.0"),
    ("coldreach 0.1.0", "coldreach 0.1.0"),
)


def accuracy(document: dict[str, Any]) -> str:
    """Top-1 beside the baselines, then our other figures."""
    figures = document["figures"]
    guessers = [(key, title) for key, title in _PEERS if key in figures]
    head = ["evidence", *(f"{title} top-1" for _, title in guessers), "top-3", "top-10", "log loss", "ECE", "cover@90"]
    rows = []
    for kind, k, part, words in _EVIDENCE:
        ours = figures[guessers[0][0]][kind][k][part]
        row = [words]
        for key, _ in guessers:
            found = figures[key].get(kind, {}).get(k, {}).get(part)
            row.append(f"{found['top1']:.3f}" if found else "")
        row += [f"{ours[f]:.3f}" for f in ("top3", "top10")]
        row += [f"{ours['log_loss']:.2f}", f"{ours['ece']:.3f}", f"{ours['cover90']:.3f}"]
        rows.append(row)
    return _table(head, rows)


def more(companies: dict[str, Any], speed: dict[str, Any]) -> str:
    """Company names and speed."""
    found = [("emailguess", companies["sectors"]["all"]), *companies["baselines"].items()]
    rows = [[name, *(f"{row[c]:.3f}" if c in row else "" for c in ("top1", "top5", "ece"))] for name, row in found]
    bars = [
        [row["figure"], f"{row['value']:,.4g}" if row["value"] < 1000 else f"{row['value']:,.0f}"]
        for row in speed["check"]
        if row["value"] is not None
    ]
    return (
        _table(["company's name to domain", "top-1", "top-5", "ECE"], rows) + "\n\n" + _table(["speed", "figure"], bars)
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> int:
    """Fill the marked places."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    made = {
        "accuracy": accuracy(json.loads((RESULTS / "accuracy.json").read_text(encoding="utf-8"))),
        "more": more(
            json.loads((RESULTS / "companies.json").read_text(encoding="utf-8")),
            json.loads((RESULTS / "speed.json").read_text(encoding="utf-8")),
        ),
    }
    fresh = text
    for name, body in made.items():
        fresh = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda m, body=body: f"{m[1]}{body}\n{m[2]}",
            fresh,
            flags=re.DOTALL,
        )
    if "--check" in sys.argv:
        return int(fresh != text)
    path.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
