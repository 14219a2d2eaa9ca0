"""The optimisation behind `fit.company_domains`: penalised maximum likelihood of a log-linear model, by L-BFGS.

It needs numpy and scipy, which the running library does not; it reads no file and writes none.

Start reading at `fit_weights`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from emailguess.companies.candidates import stems
from emailguess.companies.model import (
    CLASS_OF,
    LENGTH_BUCKET,
    LENGTHS,
    Cues,
    Model,
    is_stem,
    none_features,
    suffix_features,
    suffixes_for,
)
from emailguess.fit.company_domains import MIN_COMPANIES, PRECISION, SECTORS, Company, Split, seen

__all__ = ["fit_weights"]


class _Columns:
    """Numbers the weights and remembers each one's prior."""

    def __init__(self) -> None:
        self.index: dict[tuple[str, str], int] = {}
        self.precision: list[float] = []

    def __call__(self, kind: str, name: str) -> int:
        at = self.index.get((kind, name))
        if at is None:
            at = self.index[kind, name] = len(self.precision)
            self.precision.append(PRECISION[kind])
        return at


def fit_weights(companies: Sequence[Company], splits: Sequence[Split], data: dict[str, Any]) -> None:
    """Fill the weights of `data` in place.

    The target of a company is the share of its people at each domain; what no candidate covers is "none".
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    rules = _frequent_rules(companies, splits)
    supported = _supported_features(companies, splits, data)
    frequent = seen((f, c.group) for c in companies for f in none_features(c.name))
    columns = _Columns()
    model = Model(data)
    stem_rows: list[list[int]] = []
    suffix_rows: list[list[int]] = []
    none_rows: list[list[int]] = []
    pair_stem: list[int] = []
    pair_suffix: list[int] = []
    pair_target: list[float] = []
    starts: list[int] = []
    none_target: list[float] = []
    suffix_at: dict[tuple[Cues, int, str], int] = {}
    second_level = {k: v.split() for k, v in data["second_level"].items()}
    for company, split in zip(companies, splits, strict=True):
        name = company.name
        sector = name.sector
        cues = model.cues(name)
        tried = suffixes_for(cues, data["suffixes"][sector], second_level)
        targets: dict[tuple[str, str], float] = defaultdict(float)
        for _, stem, suffix, share in split:
            targets[stem, suffix] += share
        features: dict[str, list[int]] = defaultdict(list)
        for stem, rule in stems(name):
            if is_stem(stem):
                label = f"{sector}|{rule}" if rule in rules[sector] else f"{sector}|(rare)"
                features[stem].append(columns("rule", label))
        starts.append(len(pair_stem))
        covered = 0.0
        for stem, row in features.items():
            row.append(columns("length", f"{sector}|{LENGTH_BUCKET[len(stem)]}"))
            stem_rows.append(row)
            size_class = CLASS_OF[len(stem)]
            for suffix in tried:
                at = suffix_at.get((cues, size_class, suffix))
                if at is None:
                    at = suffix_at[cues, size_class, suffix] = len(suffix_rows)
                    suffix_rows.append(
                        [
                            columns("suffix" if f.count("|") == 1 else "cue", f)
                            for f in suffix_features(cues, suffix, size_class)
                            if f in supported
                        ]
                    )
                pair_stem.append(len(stem_rows) - 1)
                pair_suffix.append(at)
                target = targets.get((stem, suffix), 0.0)
                pair_target.append(target)
                covered += target
        none_rows.append([columns("none", f) for f in none_features(name) if f in frequent])
        none_target.append(1.0 - covered)

    width = len(columns.precision)

    def matrix(rows: list[list[int]]) -> Any:
        indices = [i for row in rows for i in row]
        pointers = np.cumsum([0] + [len(row) for row in rows])
        return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), width))

    by_stem, by_suffix, by_none = matrix(stem_rows), matrix(suffix_rows), matrix(none_rows)
    stem_of, suffix_of = np.array(pair_stem), np.array(pair_suffix)
    start = np.array(starts)
    sizes = np.diff(np.append(start, len(stem_of)))
    wanted, wanted_none = np.array(pair_target), np.array(none_target)
    precision = np.array(columns.precision)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = (by_stem @ weights)[stem_of] + (by_suffix @ weights)[suffix_of]
        none = by_none @ weights
        top = np.maximum(np.maximum.reduceat(scores, start), none)
        raw = np.exp(scores - np.repeat(top, sizes))
        raw_none = np.exp(none - top)
        total = np.add.reduceat(raw, start) + raw_none
        log_total = np.log(total) + top
        value = -(wanted @ scores) - (wanted_none @ none) + log_total.sum() + 0.5 * (precision @ weights**2)
        gap = raw / np.repeat(total, sizes) - wanted
        slope = by_stem.T @ np.bincount(stem_of, gap, len(stem_rows))
        slope += by_suffix.T @ np.bincount(suffix_of, gap, len(suffix_rows))
        slope += by_none.T @ (raw_none / total - wanted_none) + precision * weights
        return float(value), slope

    best = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-9})
    _write_back(data, columns, best.x)


def _frequent_rules(companies: Sequence[Company], splits: Sequence[Split]) -> dict[str, set[str]]:
    """Rules that gave the right stem at `MIN_COMPANIES` independent companies."""
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for company, split in zip(companies, splits, strict=True):
        right = {stem for _, stem, _, _ in split}
        for stem, rule in stems(company.name):
            if stem in right:
                groups[company.name.sector, rule].add(company.group)
    return {s: {r for (t, r), g in groups.items() if t == s and len(g) >= MIN_COMPANIES} for s in SECTORS}


def _supported_features(companies: Sequence[Company], splits: Sequence[Split], data: dict[str, Any]) -> set[str]:
    """Suffix features that were right at `MIN_COMPANIES` independent companies."""
    groups: dict[str, set[str]] = defaultdict(set)
    model = Model(data)
    for company, split in zip(companies, splits, strict=True):
        cues = model.cues(company.name)
        for _, stem, suffix, _ in split:
            for feature in suffix_features(cues, suffix, CLASS_OF[len(stem)]):
                groups[feature].add(company.group)
    found = {feature for feature, g in groups.items() if len(g) >= MIN_COMPANIES}
    # These penalise what a hint speaks against, so being wrong is their evidence.
    return found | {f"{source} elsewhere|{kind}" for source in ("told", "hinted") for kind in ("country", "generic")}


def _write_back(data: dict[str, Any], columns: _Columns, weights: Any) -> None:
    data["stems"] = {sector: {} for sector in SECTORS}
    data["rare"] = dict.fromkeys(SECTORS, 0.0)
    data["lengths"] = {sector: [0.0] * len(LENGTHS) for sector in SECTORS}
    for (kind, name), at in columns.index.items():
        value = round(float(weights[at]), 3)
        sector, _, rest = name.partition("|")
        if kind == "rule" and rest == "(rare)":
            data["rare"][sector] = value
        elif kind == "rule":
            data["stems"][sector][rest] = value
        elif kind == "length":
            data["lengths"][sector][int(rest)] = value
        elif kind == "none":
            data["none"][name] = value
        else:
            data["suffix_weights"][name] = value
