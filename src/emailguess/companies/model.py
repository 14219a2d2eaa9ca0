"""The fitted model of company domains: which stem, which suffix, and how often neither.

The probability of a domain is that of a stem and a suffix together, log-linear in the rules that made the stem
and in the hints the name gives about the suffix, against the chance that no rule finds it. The weights are
fitted by `fit.company_domains`; nothing here learns, and no company is stored.

Start reading at `Model.shares`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from math import exp
from typing import Any, NamedTuple

from emailguess.companies.candidates import MAX_STEM
from emailguess.companies.names import CompanyName
from emailguess.data.company_words import LEGAL_COUNTRIES, REGISTRY_SUFFIXES

__all__ = ["FLOOR", "Model", "load", "none_features", "stem_scores", "suffix_features", "suffixes_for"]

# Candidates less likely than this are not listed; their share stays in p_none.
FLOOR = 0.001
# Upper ends of the stem lengths that share a weight, and of those that share suffix habits.
LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 15, 18, 21, 25, 30, MAX_STEM)
CLASSES = (3, 6, 12, MAX_STEM)
LENGTH_BUCKET = tuple(next(i for i, end in enumerate(LENGTHS) if size <= end) for size in range(MAX_STEM + 1))
CLASS_OF = tuple(next(i for i, end in enumerate(CLASSES) if size <= end) for size in range(MAX_STEM + 1))
_CACHED_CUES = 4096
# Kinds of suffix below a country's top-level domain, and the labels that registries use for each.
RELATIVE = {
    "university": ("edu", "ac"),
    "council": ("gov", "gouv", "gob", "go", "govt"),
    "other": ("co", "com"),
}
# Open to institutions of the United States only (Educause; CISA).
_AMERICAN = frozenset(("edu", "gov", "mil"))
# Country-code domains sold to anyone and used as generic ones.
_GENERIC_COUNTRIES = frozenset(("ai", "cc", "co", "eu", "io", "me", "sh", "so", "tv"))


class Cues(NamedTuple):
    """What a name says about its suffix; equal cues share their computation."""

    sector: str
    legal: str
    words: tuple[str, ...]
    countries: tuple[str, ...]
    told: bool


def suffixes_for(cues: Cues, common: list[str], second_level: dict[str, list[str]]) -> list[str]:
    """Suffixes worth trying: the sector's common ones, and those of the countries hinted at."""
    found = dict.fromkeys(common)
    if cues.told:
        found = {s: None for s in found if _open_to(s, cues.countries)}
    for country in cues.countries:
        if country == "us" and cues.sector != "council":
            continue  # .us is for local government; everyone else has .com, .org or .edu
        found[country] = None
        if country == "us":
            found |= dict.fromkeys(("gov", "org"))
        for label in RELATIVE[cues.sector]:
            if label in second_level.get(country, ()):
                found[f"{label}.{country}"] = None
    return list(found)


def _open_to(suffix: str, countries: tuple[str, ...]) -> bool:
    """Whether an organisation known to be in one of these countries could have it."""
    top = suffix.rpartition(".")[2]
    if top in _AMERICAN:
        return "us" in countries
    return len(top) != 2 or top in countries or top in _GENERIC_COUNTRIES


def suffix_features(cues: Cues, suffix: str, size_class: int) -> list[str]:
    """Names of the weights that add up to a suffix's score."""
    sector = cues.sector
    features = [f"{sector}|{suffix}", f"{sector}|{size_class}|{suffix}"]
    features += [f"word|{word}|{suffix}" for word in cues.words]
    if cues.legal:
        features.append(f"legal|{cues.legal}|{suffix}")
    if not cues.countries:
        return features
    # A company's legal form is as good as being told its country; schools and councils rarely show theirs.
    source = "told" if cues.told and sector != "other" else "hinted"
    top = suffix.rpartition(".")[2]
    if top in cues.countries:
        features.append(f"{source}|{sector}|{'second' if '.' in suffix else 'top'}")
    elif "us" in cues.countries and suffix in _AMERICAN:
        features.append(f"{source}|{sector}|american")
    else:
        national = suffix in _AMERICAN or (len(top) == 2 and top not in _GENERIC_COUNTRIES)
        features.append(f"{source} elsewhere|{'country' if national else 'generic'}")
    return features


def legal_cue(name: CompanyName) -> str:
    """The outermost legal form; without one, whether the name is a single word: often a brand, rarely an agency."""
    if name.sector != "other":
        return ""
    if name.legal:
        return name.legal[0]
    return "-" if len(name.words) > 1 else "-1"


def none_features(name: CompanyName) -> list[str]:
    """Names of the weights for "no candidate is right"."""
    size = min(len(name.words), 6)
    legal = "legal" if name.legal else "no legal"
    features = [f"{name.sector}|none", f"{name.sector}|none|{size}", f"{name.sector}|none|{legal}|{min(size, 2)}"]
    if name.notes:
        features.append("none|notes")
    return features


def stem_scores(made: Iterable[tuple[str, str]], weights: dict[str, float], rare: float) -> dict[str, float]:
    """Add up the rules behind each stem; a rule too rare to have its own weight has the common one."""
    scores: dict[str, float] = {}
    for stem, rule in made:
        weight = weights.get(rule, rare)
        scores[stem] = scores[stem] + weight if stem in scores else weight
    return {stem: score for stem, score in scores.items() if is_stem(stem)}


def is_stem(stem: str) -> bool:
    """Whether DNS and registries would take it: letters, digits, inner hyphens, two to 63 characters."""
    if not 2 <= len(stem) <= MAX_STEM:
        return False
    return stem.isalnum() or (stem[0] != "-" != stem[-1] and stem.replace("-", "a").isalnum() and stem[2:4] != "--")


def _as_registered(factors: list[tuple[str, float]], cues: Cues) -> list[tuple[str, float]]:
    """Share out a country's part between its top level and the second level its companies register below.

    The fit knows how much goes to the country, but not how countries differ: it sees few companies of each.
    """
    shares = dict(factors)
    for country in cues.countries if cues.sector == "other" else ():
        label, _, percent = REGISTRY_SUFFIXES.get(country, "").partition("-")
        second = f"{label}.{country}"
        if label and country in shares and second in shares:
            whole = shares[country] + shares[second]
            shares[second] = whole * int(percent) / 100
            shares[country] = whole - shares[second]
    return list(shares.items())


class Model:
    """Weights, ready to rank.

    Built from the JSON that `fit.company_domains` writes; equal JSON gives equal answers.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self._stem_weights: dict[str, dict[str, float]] = data["stems"]
        self._rare: dict[str, float] = data["rare"]
        self._lengths: dict[str, list[float]] = data["lengths"]
        self._suffixes: dict[str, list[str]] = data["suffixes"]
        self._suffix_weights: dict[str, float] = data["suffix_weights"]
        self._none: dict[str, float] = data["none"]
        self._prefixes: dict[str, list[tuple[str, float]]] = {
            sector: sorted([(f"{p}." if p else "", share) for p, share in table.items()], key=lambda item: -item[1])
            for sector, table in data["prefixes"].items()
        }
        self._second_level: dict[str, list[str]] = {k: v.split() for k, v in data["second_level"].items()}
        self._cue_words = frozenset(data["cue_words"])
        self._cue_legal = frozenset(data["cue_legal"])
        self._stated: float = data["stated"]
        self.spread: float = data["spread"]
        """How many people's worth of evidence the inferred candidates are, against what was learned."""
        self._suffix_tables = lru_cache(maxsize=_CACHED_CUES)(self._suffix_tables_uncached)

    def cues(self, name: CompanyName) -> Cues:
        """What the name says about its suffix."""
        legal = legal_cue(name)
        countries = name.countries
        if not countries and name.sector == "other":
            # GmbH & Co. KGaA: the first of its forms that belongs to one country.
            countries = tuple([LEGAL_COUNTRIES[form] for form in name.legal if form in LEGAL_COUNTRIES][:1])
        known = self._cue_words
        return Cues(
            name.sector,
            legal if legal in self._cue_legal else "",
            tuple([w for w in name.words if w in known][:4]),
            countries[:2],
            name.told,
        )

    def _suffix_tables_uncached(self, cues: Cues) -> list[tuple[float, list[tuple[str, float]]]]:
        """For each class of stem length: the sum of the suffix factors, and they themselves, largest first."""
        tables = []
        get = self._suffix_weights.get
        for size_class in range(len(CLASSES)):
            factors = [
                (suffix, exp(sum([get(f, 0.0) for f in suffix_features(cues, suffix, size_class)])))
                for suffix in suffixes_for(cues, self._suffixes[cues.sector], self._second_level)
            ]
            factors = _as_registered(factors, cues)
            factors.sort(key=lambda item: -item[1])
            tables.append((sum([f for _, f in factors]), factors))
        return tables

    def shares(self, name: CompanyName, made: Sequence[tuple[str, str]]) -> dict[str, tuple[float, str]]:
        """The domains of at least `FLOOR`, each with its probability and its stem; `made` are the name's stems."""
        sector = name.sector
        lengths = self._lengths[sector]
        tables = self._suffix_tables(self.cues(name))
        total = exp(sum([self._none.get(f, 0.0) for f in none_features(name)]))
        factors = []
        for stem, score in stem_scores(made, self._stem_weights[sector], self._rare[sector]).items():
            size = len(stem)
            factor = exp(score + lengths[LENGTH_BUCKET[size]])
            mass, suffixes = tables[CLASS_OF[size]]
            total += factor * mass
            factors.append((factor, stem, suffixes))
        found: dict[str, tuple[float, str]] = {}
        (usual, most), *others = self._prefixes[sector]
        least = FLOOR / most
        for factor, stem, suffixes in factors:
            share = factor / total
            start = f"{usual}{stem}."
            for suffix, weight in suffixes:
                probability = share * weight
                if probability < least:
                    break
                domain = start + suffix
                part = probability * most
                found[domain] = (found[domain][0] + part if domain in found else part, stem)
                for prefix, less in others:
                    part = probability * less
                    if part < FLOOR:
                        break
                    domain = f"{prefix}{stem}.{suffix}"
                    found[domain] = (found[domain][0] + part if domain in found else part, stem)
        return self._with_stated(name.stated, found) if name.stated else found

    def _with_stated(self, stated: str, found: dict[str, tuple[float, str]]) -> dict[str, tuple[float, str]]:
        """A domain in the company's own name: as likely as such names turned out to be right."""
        rest = {d: (p * (1 - self._stated), stem) for d, (p, stem) in found.items() if d != stated}
        return {stated: (self._stated, ""), **{d: item for d, item in rest.items() if item[0] >= FLOOR}}

    def rules(self, name: CompanyName, made: Sequence[tuple[str, str]], wanted: Container[str]) -> dict[str, str]:
        """For each wanted stem, the name of the rule that speaks loudest for it."""
        weights = self._stem_weights[name.sector]
        rare = self._rare[name.sector]
        loudest: dict[str, tuple[float, str]] = {}
        for stem, rule in made:
            if stem not in wanted:
                continue
            weight = weights.get(rule, rare)
            if stem not in loudest or weight > loudest[stem][0]:
                loudest[stem] = (weight, rule)
        return {stem: rule for stem, (_, rule) in loudest.items()}


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that ships with the library, read on first use."""
    import json
    from importlib.resources import files

    text = (files("emailguess") / "data" / "companies.json").read_text(encoding="utf-8")
    return Model(json.loads(text))
