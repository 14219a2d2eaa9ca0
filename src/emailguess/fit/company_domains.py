"""Fit the model of company domains on a table of companies and their domains.

    python -m emailguess.fit.company_domains company_domains.tsv data/companies.json

It writes aggregates only: the weight of a rule, a suffix or an ordinary word, each seen at three companies or
more that share no domain; what is rarer is pooled. No company, and no domain of one, is written.

Start reading at `fit`.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from emailguess.addresses import suffixes
from emailguess.companies.candidates import stems
from emailguess.companies.model import (
    RELATIVE,
    Model,
    is_stem,
    legal_cue,
)
from emailguess.companies.names import CompanyName, parse
from emailguess.data.company_words import GENERIC, STOP_WORDS, TELLING_BESIDES
from emailguess.data.institution_words import COUNCIL_WORDS, SCHOOLS

__all__ = ["Company", "Split", "fit", "folds", "groups", "read", "registrable", "seen", "write"]

# Ordinary words that may tell something of the suffix; which of them do is fitted.
TELLING = (GENERIC | SCHOOLS | COUNCIL_WORDS | TELLING_BESIDES) - STOP_WORDS
# An aggregate seen at fewer independent companies than this is not written.
MIN_COMPANIES = 3
# Gaussian priors of the weights (inverse variances). Chosen on the cross-validated log loss and calibration of the
# first candidate; both are flat around them: halving or doubling all of them moves top-1 and top-5 by under 0.01.
PRECISION = {"rule": 0.1, "length": 0.3, "suffix": 0.1, "cue": 0.3, "none": 0.1}
# Administrative suffixes that the public suffix list leaves out although everyone registers below them.
EXTRA_SUFFIXES = ("nsw.gov.au",)
SECTORS = ("university", "council", "other")


Split = list[tuple[str, str, str, float]]
"""A company's domains that its candidates explain: prefix, stem, suffix, share of its people."""


class Company(NamedTuple):
    """One company of the corpus."""

    name: CompanyName
    domains: dict[str, float]
    """Shares of its people, by domain; they sum to 1."""
    group: str
    """Companies that share a registrable domain share a group."""
    text: str
    """The name as written."""


def registrable(domain: str, extra_suffixes: Sequence[str] = EXTRA_SUFFIXES) -> str:
    """The part a company registers; below an administrative suffix, one label more."""
    for extra in extra_suffixes:
        if domain.endswith("." + extra):
            return domain.removesuffix("." + extra).rpartition(".")[2] + "." + extra
    return suffixes.registrable(domain) or domain


def groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Connect companies through what they share; give each a label for its connected component.

    >>> found = groups([("a", "x"), ("b", "x"), ("b", "y"), ("c", "z")])
    >>> found["a"] == found["b"], found["a"] == found["c"]
    (True, False)
    """
    parent: dict[tuple[int, str], tuple[int, str]] = {}

    def root(item: tuple[int, str]) -> tuple[int, str]:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    companies = set()
    for company, shared in pairs:
        companies.add(company)
        a, b = root((0, company)), root((1, shared))
        # The smaller label wins, so that the order of the rows does not matter.
        parent[max(a, b)] = min(a, b)
    return {company: root((0, company))[1] for company in companies}


def read(path: Path, extra_suffixes: Sequence[str] = EXTRA_SUFFIXES) -> list[Company]:
    """Read a table with the columns company, domain, people: tab-separated, UTF-8, a header line, no quoting.

    Companies whose names share a key, or whose domains share a registrable part, share a group.
    """
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            people[row["company"]][row["domain"]] += int(row["people"])
    names = {company: parse(company) for company in people}
    pairs = [(c, registrable(d, extra_suffixes)) for c, table in people.items() for d in table]
    pairs += [(c, "key " + name.key) for c, name in names.items()]
    component = groups(pairs)
    return [
        Company(names[c], {d: n / sum(table.values()) for d, n in sorted(table.items())}, component[c], c)
        for c, table in sorted(people.items())
    ]


def folds(companies: Sequence[Company], number: int = 5) -> list[int]:
    """The fold of each company: a hash of its group, so that no domain is on both sides of a split."""
    return [int.from_bytes(hashlib.sha256(c.group.encode()).digest()[:4], "big") % number for c in companies]


def seen(items: Iterable[tuple[str, str]]) -> set[str]:
    """What occurs in at least `MIN_COMPANIES` groups."""
    found: dict[str, set[str]] = defaultdict(set)
    for item, group in items:
        found[item].add(group)
    return {item for item, groups_ in found.items() if len(groups_) >= MIN_COMPANIES}


def _split(company: Company) -> Split:
    """Divide each domain into prefix, stem and suffix by the candidates' stems: the longest stem that fits."""
    known = {stem for stem, _ in stems(company.name) if is_stem(stem)}
    rows = []
    for domain, share in company.domains.items():
        labels = domain.split(".")
        hits = [i for i, label in enumerate(labels[:-1]) if label in known]
        if hits:
            at = max(hits, key=lambda i: (len(labels[i]), i))
            rows.append((".".join(labels[:at]), labels[at], ".".join(labels[at + 1 :]), share))
    return rows


def _second_level() -> dict[str, str]:
    """Labels that registries reserve for kinds of organisation, from the public suffix list."""
    labels = sorted({label for kinds in RELATIVE.values() for label in kinds})
    table = {}
    for a in "abcdefghijklmnopqrstuvwxyz":
        for b in "abcdefghijklmnopqrstuvwxyz":
            found = [x for x in labels if suffixes.public_suffix(f"{x}.{a}{b}") == f"{x}.{a}{b}"]
            if found:
                table[a + b] = " ".join(found)
    return table


def fit(companies: Sequence[Company]) -> dict[str, Any]:
    """Fit the model; give the data that `Model` takes. Deterministic: no random number is drawn."""
    from emailguess.fit.company_weights import fit_weights

    splits = [_split(c) for c in companies]
    data = _skeleton(companies, splits)
    told = [copy for c in companies if (copy := _told(c))]
    fit_weights([*companies, *told], [*splits, *map(_split, told)], data)
    data["prefixes"] = _prefixes(companies, splits)
    data["stated"] = _stated(companies)
    data["spread"] = _spread(companies, data)
    return data


def _told(company: Company) -> Company | None:
    """The same school or council as if the caller had named its country, which its domain gives away.

    .edu is for schools of the United States. Of other companies a .com tells nothing: leaving those out would
    make every country look loyal to its own domain.
    """
    if company.name.sector == "other":
        return None
    top = max(company.domains, key=lambda d: (company.domains[d], d)).rpartition(".")[2]
    country = "us" if top in ("edu", "gov") else top
    if len(country) != 2 or country == "io":
        return None
    return company._replace(name=company.name._replace(countries=(country,), told=True))


def _skeleton(companies: Sequence[Company], splits: Sequence[Split]) -> dict[str, Any]:
    """Everything that is counted rather than optimised: which suffixes, words, legal forms and rules exist."""
    suffix_lists = {}
    for sector in SECTORS:
        of_sector = [(c, split) for c, split in zip(companies, splits, strict=True) if c.name.sector == sector]
        suffix_lists[sector] = sorted(seen((s, c.group) for c, split in of_sector for _, _, s, _ in split))
    words = seen((w, c.group) for c in companies for w in c.name.words if w in TELLING)
    legal = seen((cue, c.group) for c in companies if (cue := legal_cue(c.name)))
    return {
        "format": 1,
        "suffixes": suffix_lists,
        "cue_words": sorted(words),
        "cue_legal": sorted(legal),
        "second_level": _second_level(),
        "stems": {},
        "rare": {},
        "lengths": {},
        "suffix_weights": {},
        "none": {},
        "prefixes": {sector: {"": 1.0} for sector in SECTORS},
        "stated": 0.5,
        "spread": 1.0,
    }


def _prefixes(companies: Sequence[Company], splits: Sequence[Split]) -> dict[str, dict[str, float]]:
    """How often mail lives below the registered domain, by the label in front; each company counts once."""
    shares = {}
    for sector in SECTORS:
        of_sector = [(c, split) for c, split in zip(companies, splits, strict=True) if c.name.sector == sector]
        rows = [(p, share, c.group) for c, split in of_sector for p, _, _, share in split]
        frequent = seen((p, group) for p, _, group in rows) | {""}
        total = sum(share for _, share, _ in rows) or 1.0
        table: dict[str, float] = defaultdict(float)
        for prefix, share, _ in rows:
            if prefix in frequent:
                table[prefix] += share / total
        shares[sector] = {p: round(v, 4) for p, v in sorted(table.items(), key=lambda item: -item[1])}
    return shares


def _stated(companies: Sequence[Company]) -> float:
    """How often a domain that is part of a company's name is its mail domain, under Jeffreys' prior."""
    named = [c for c in companies if c.name.stated]
    if len({c.group for c in named}) < MIN_COMPANIES:
        return 0.5
    return round((sum(c.domains.get(c.name.stated, 0.0) for c in named) + 0.5) / (len(named) + 1), 3)


def _spread(companies: Sequence[Company], data: dict[str, Any]) -> float:
    """How much one known colleague says: maximum likelihood of the concentration of a Dirichlet around the ranking.

    For a company with shares s and inferred probabilities q, a second person has the first one's domain with
    probability (1 + spread·q) / (1 + spread) and any other with spread·q / (1 + spread).
    """
    from math import log

    model = Model(data)
    cases: list[tuple[float, float, bool]] = []
    for company in companies:
        shares = model.shares(company.name, list(stems(company.name)))
        inferred = {domain: probability for domain, (probability, _) in shares.items()}
        for a, share_a in company.domains.items():
            for b, share_b in company.domains.items():
                cases.append((share_a * share_b, inferred.get(b, 1e-4), a == b))

    def loss(spread: float) -> float:
        return -sum(w * log((same + spread * q) / (1 + spread)) for w, q, same in cases)

    return round(min((loss(spread), spread) for spread in (0.02 * 1.1**i for i in range(60)))[1], 3)


def write(data: Mapping[str, Any], path: Path) -> None:
    """Write the model as compact JSON with sorted keys: equal models give equal bytes."""
    path.write_text(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit on the table named first and write the model to the path named second."""
    if len(arguments) != 2:
        print("usage: python -m emailguess.fit.company_domains company_domains.tsv companies.json", file=sys.stderr)
        return 2
    companies = read(Path(arguments[0]))
    write(fit(companies), Path(arguments[1]))
    print(f"fitted on {len(companies)} companies")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
