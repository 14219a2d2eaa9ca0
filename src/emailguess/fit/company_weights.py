"""The optimisation behind `fit.company_domains`: penalised maximum likelihood of a log-linear model, by L-BFGS.

It needs numpy and scipy, which the running library does not; it reads no file and writes none.

Start reading at `fit_weights`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Design:
    """What a weight is multiplied by: rows of columns for stems, suffixes and "none", and which belong together."""

    columns: _Columns
    stem_rows: list[list[int]] = field(default_factory=list)
    suffix_rows: list[list[int]] = field(default_factory=list)
    none_rows: list[list[int]] = field(default_factory=list)
    """One for each company."""
    pairs: list[tuple[int, int]] = field(default_factory=list)
    """Candidates: a row of `stem_rows` and one of `suffix_rows`."""
    wanted: list[float] = field(default_factory=list)
    """Share of the company's people at each candidate."""
    wanted_none: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each company's candidates begin."""


def fit_weights(companies: Sequence[Company], splits: Sequence[Split], data: dict[str, Any]) -> None:
    """Fill the weights of `data` in place.

    The target of a company is the share of its people at each domain; what no candidate covers is "none".
    """
    design = _designed(companies, splits, data)
    _write_back(data, design.columns, _best(design))


def _designed(companies: Sequence[Company], splits: Sequence[Split], data: dict[str, Any]) -> _Design:
    """Every candidate of every company, with its features and its share of the people."""
    rules = _frequent_rules(companies, splits)
    supported = _supported_features(companies, splits, data)
    frequent = seen((f, c.group) for c in companies for f in none_features(c.name))
    columns = _Columns()
    design = _Design(columns)
    model = Model(data)
    suffix_at: dict[tuple[Cues, int, str], int] = {}
    second_level = {k: v.split() for k, v in data["second_level"].items()}
    for company, split in zip(companies, splits, strict=True):
        name, sector = company.name, company.name.sector
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
        design.starts.append(len(design.pairs))
        covered = 0.0
        for stem, row in features.items():
            row.append(columns("length", f"{sector}|{LENGTH_BUCKET[len(stem)]}"))
            design.stem_rows.append(row)
            size_class = CLASS_OF[len(stem)]
            for suffix in tried:
                at = suffix_at.get((cues, size_class, suffix))
                if at is None:
                    at = suffix_at[cues, size_class, suffix] = len(design.suffix_rows)
                    known = [f for f in suffix_features(cues, suffix, size_class) if f in supported]
                    design.suffix_rows.append([columns("suffix" if f.count("|") == 1 else "cue", f) for f in known])
                design.pairs.append((len(design.stem_rows) - 1, at))
                target = targets.get((stem, suffix), 0.0)
                design.wanted.append(target)
                covered += target
        design.none_rows.append([columns("none", f) for f in none_features(name) if f in frequent])
        design.wanted_none.append(1.0 - covered)
    return design


def _best(design: _Design) -> Any:
    """The weights of greatest likelihood under their priors: a softmax over a company's candidates and "none"."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    width = len(design.columns.precision)

    def matrix(rows: list[list[int]]) -> Any:
        indices = [i for row in rows for i in row]
        pointers = np.cumsum([0] + [len(row) for row in rows])
        return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), width))

    by_stem, by_suffix, by_none = matrix(design.stem_rows), matrix(design.suffix_rows), matrix(design.none_rows)
    stem_of, suffix_of = np.array(design.pairs).T
    start = np.array(design.starts)
    sizes = np.diff(np.append(start, len(stem_of)))
    wanted, wanted_none = np.array(design.wanted), np.array(design.wanted_none)
    precision = np.array(design.columns.precision)

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
        slope = by_stem.T @ np.bincount(stem_of, gap, len(design.stem_rows))
        slope += by_suffix.T @ np.bincount(suffix_of, gap, len(design.suffix_rows))
        slope += by_none.T @ (raw_none / total - wanted_none) + precision * weights
        return float(value), slope

    return minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-9}).x


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
