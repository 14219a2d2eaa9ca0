"""What companies in general do: the fitted prior that ships with the library.

It loads and checks the shipped (or a refitted) file and answers questions about it; it never fits
(`emailguess.fit` does) and sees no evidence (`ranking` does).

Start reading at `Prior`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from math import exp, log2
from typing import Any, NamedTuple

from emailguess.addresses.parser import Domain
from emailguess.data import load
from emailguess.errors import EmailGuessError, InvalidArgument, shown
from emailguess.model.habits import Habit, expected
from emailguess.model.kinds import Kinds, kinds_of
from emailguess.model.name_fit import Suitability
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.questions import choice_of, family_of, merged, place_of
from emailguess.patterns.language import Pattern
from emailguess.patterns.literals import literal_share
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import Stock

__all__ = [
    "AT_SECTOR",
    "HEADCOUNT",
    "Component",
    "Prior",
    "Setting",
    "domain_features",
    "sector_of",
    "shipped",
    "size_of",
]

FORMAT, VERSION = "emailguess-prior", 2


class Component(NamedTuple):
    """One kind of company: a Dirichlet over patterns."""

    alpha: Mapping[str, float]
    """Pseudo-counts by pattern; under "" that of "no pattern explains it"."""
    new: float
    """Pseudo-count of "a pattern the prior does not list"."""
    total: float
    """Sum of all pseudo-counts: how disciplined this kind is."""


class Setting(NamedTuple):
    """What the prior expects of one company before any evidence."""

    weights: Sequence[float]
    """Probability of each component; they sum to one."""
    questions: Mapping[str, Habit]
    """What companies in general do about each spelling question."""
    habits: Mapping[str, float]
    """Probability of each answer, as `question=answer`."""
    families: Mapping[str, Sequence[str]]
    """The sorts of each question (`questions.family_of`)."""


class Prior:
    """The fitted knowledge about companies in general.

    >>> prior = shipped()
    >>> abs(sum(prior.setting(domain_features(Domain("acme.com", "acme.com", "com"))).weights) - 1) < 1e-9
    True
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        if document.get("format") != FORMAT:
            raise EmailGuessError("this is not a prior file of emailguess; make one with python -m emailguess.fit")
        if document.get("version") != VERSION:
            raise EmailGuessError(
                f"this prior has format version {document.get('version')}, this release reads {VERSION}; refit it with "
                "python -m emailguess.fit"
            )
        names: list[str] = document["patterns"]
        self.document = document
        self.patterns: dict[str, Pattern] = {name: Pattern(name) for name in names}
        self.components: list[Component] = []
        for c in document["components"]:
            alpha = {"": c["none"]} | {names[int(i)]: a for i, a in c["alpha"].items()}
            self.components.append(Component(alpha, c["new"], sum(alpha.values()) + c["new"]))
        self.new_share: float = document["new_share"]
        self.elided: float = document["elided"]
        self.kinship: Mapping[str, float] = document.get(
            "kinship", {"registered": 0.35, "named": 0.33, "declared": 0.4}
        )
        """Chance that a related domain follows the same convention, by kinship and, where that was fitted, sector."""
        self.half_life_months: float = document.get("half_life_months", 0.0)
        """Age at which evidence counts half; 0 where it was not fitted."""
        self.tie_breaks: Mapping[str, float] = document.get(
            "tie_breaks", {"middle": 0.25, "longer": 0.05, "full": 0.045, "number": 0.02}
        )
        """How often a person whose usual address somebody else has gets each variant of it (`collisions`)."""
        self.initials = _descending(document["initials"])
        self.numbers = _descending(document["numbers"])
        self.habits: dict[str, dict[str, float]] = merged(document["habits"])
        self.suitability = Suitability(document["suitability"]) if "suitability" in document else None
        self._kinds: dict[str, list[float]] = document["kinds"]
        self._settings: dict[tuple[tuple[str, ...], int | None], Setting] = {}

    @classmethod
    def load(cls, data: bytes) -> Prior:
        """Read a prior from the bytes of a file that `python -m emailguess.fit` wrote.

        Raises `EmailGuessError` for a file that is damaged, of another kind, or of another version.
        """
        import gzip
        import json
        import zlib

        if not isinstance(data, bytes | bytearray | memoryview):
            raise InvalidArgument(f"a prior is read from the bytes of its file, not from {shown(data)}")
        try:
            document = json.loads(gzip.decompress(data))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise EmailGuessError(
                f"this prior file is damaged ({error}); refit it with python -m emailguess.fit"
            ) from error
        if not isinstance(document, dict):
            raise EmailGuessError("this is not a prior file of emailguess; make one with python -m emailguess.fit")
        return cls(document)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Name frequencies counted from the same corpus."""
        return Lexicon(self.document["given"], self.document["family"], self.document.get("naming", {}))

    @cached_property
    def stock(self) -> Stock:
        """The listed patterns, indexed for explanation."""
        return Stock(self.patterns.values(), self.initials, self.numbers, self.elided, self.document.get("strangers"))

    @cached_property
    def matcher(self) -> Matcher:
        """Stock and lexicon together: what local parts are matched against."""
        return Matcher(self.lexicon, self.stock)

    def unseen(self, pattern: str) -> float:
        """The part of a component's mass for patterns it never showed that this pattern gets.

        All get the same, times the probability of the pattern's literal text, letter by letter.
        """
        if pattern in self.patterns:
            return self.new_share
        return self.new_share * literal_share(pattern, self.lexicon)

    @cached_property
    def kinds(self) -> Kinds:
        """The components side by side, as evidence is weighed by all of them."""
        return kinds_of(self.components, self.patterns, self.unseen)

    @cached_property
    def habit_means(self) -> dict[str, float]:
        """Probability of each answer, as `question=answer`, at a company we know nothing of."""
        return _means({q: habit for q, habit in self._questions.items() if not place_of(q)[1]})

    @cached_property
    def _questions(self) -> dict[str, Habit]:
        """How companies in general answer each question, everywhere and by country."""
        rules: Mapping[str, Mapping[str, float]] = self.document.get("rules", {})
        slip: float = self.document.get("slip", 0.0)
        return {q: Habit(pseudo, rules.get(family_of(q), {}), slip) for q, pseudo in self.habits.items()}

    @cached_property
    def _families(self) -> dict[str, list[str]]:
        """The sorts of each question."""
        families: dict[str, list[str]] = {}
        for question in self._everywhere[0]:
            families.setdefault(family_of(question), []).append(question)
        return families

    def setting(self, features: Iterable[str], headcount: int | None = None) -> Setting:
        """What to expect of a company with these features and, where it is told, so many people.

        Features are those of `domain_features`; a `country:de` beside them bears on spelling only.
        """
        key = (tuple(features), headcount)
        known = self._settings.get(key)
        if known is None:
            if len(self._settings) >= _MAX_SETTINGS:
                self._settings.clear()
            known = self._settings[key] = self._setting(*key)
        return known

    def _setting(self, features: Sequence[str], headcount: int | None) -> Setting:
        weights = self._weights(features, size_of(headcount))
        questions, habits = self._everywhere
        local: dict[str, Habit] = {}
        for feature in features:
            kind, _, where = feature.partition(":")
            if kind in ("tld", "country"):
                local |= self._local_habits.get(where, {})
        if local:
            questions, habits = {**questions, **local}, {**habits, **_means(local)}
        return Setting(weights, questions, habits, self._families)

    @cached_property
    def pattern_means(self) -> dict[str, float]:
        """Share of people by pattern, at a company nothing is known of; under "" those whom no pattern explains."""
        shares: dict[str, float] = {}
        for weight, component in zip(self.setting(()).weights, self.components, strict=True):
            for pattern, alpha in component.alpha.items():
                shares[pattern] = shares.get(pattern, 0.0) + weight * alpha / component.total
        return shares

    @cached_property
    def _everywhere(self) -> tuple[dict[str, Habit], dict[str, float]]:
        return {q: habit for q, habit in self._questions.items() if not place_of(q)[1]}, self.habit_means

    @cached_property
    def _local_habits(self) -> dict[str, dict[str, Habit]]:
        """Questions that are answered otherwise in one country, by its top-level domain."""
        local: dict[str, dict[str, Habit]] = {}
        for name, habit in self._questions.items():
            question, where = place_of(name)
            if where:
                local.setdefault(where, {})[question] = habit
        return local

    def agreement(self, kinship: str, where: Domain) -> float:
        """Chance (0 to 1) that a domain related in this way follows the same convention; 0 for unrelated domains."""
        usual = self.kinship.get(kinship, 0.0)
        return self.kinship.get(kinship + AT_SECTOR + sector_of(where), usual)

    def _weights(self, features: Iterable[str], size: float) -> list[float]:
        """Probability of each component for a company with these features; they sum to one."""
        scores = list(self._kinds["*"])
        for feature in features:
            offsets = self._kinds.get(feature)
            if offsets is not None:
                scores = [s + o for s, o in zip(scores, offsets, strict=True)]
        if size and "size" in self._kinds:
            scores = [s + size * o for s, o in zip(scores, self._kinds["size"], strict=True)]
        top = max(scores)
        raw = [exp(s - top) for s in scores]
        total = sum(raw)
        return [r / total for r in raw]


_MAX_SETTINGS = 4_096
AT_SECTOR = "|"
"""Between a kinship and the sector where it means something else, as `registered|gov`."""
# Where nobody told: half of the employees of US firms work where there are more people than this (US Census Bureau,
# Statistics of US Businesses 2021: firms with fewer than 500 employees have 46% of them).
HEADCOUNT = 500
# A corpus shows some of a company's people, and no company in it is as small or as large as companies get; three
# doublings are one unit, and beyond two units nothing was seen.
_DOUBLINGS, _MOST_SIZE = 3.0, 2.0


def size_of(headcount: float | None, typical: float = HEADCOUNT) -> float:
    """Place a number of people beside the typical one, on a logarithmic scale from -2 to 2; 0 where nobody told.

    >>> size_of(500), size_of(5), size_of(None)
    (0.0, -2.0, 0.0)
    """
    if headcount is None:
        return 0.0
    return max(-_MOST_SIZE, min(_MOST_SIZE, log2(headcount / typical) / _DOUBLINGS))


def _means(questions: Mapping[str, Habit]) -> dict[str, float]:
    return {choice_of(q, answer): p for q, habit in questions.items() for answer, p in expected(habit).items()}


def _descending(shares: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


_SECTORS = {
    "edu": "edu",
    "ac": "edu",
    "gov": "gov",
    "gob": "gov",
    "gouv": "gov",
    "govt": "gov",
    "go": "gov",
    "mil": "gov",
    "org": "org",
    "net": "net",
}


@lru_cache(maxsize=16384)
def domain_features(domain: Domain) -> tuple[str, ...]:
    """What of a domain's name says something about its convention.

    >>> domain_features(Domain("cs.acme.edu.au", "acme.edu.au", "edu.au"))
    ('suffix:edu.au', 'tld:au', 'sector:edu', 'sub')
    """
    suffix = domain.suffix
    labels = suffix.split(".")
    features = [f"suffix:{suffix}", f"tld:{labels[-1]}"]
    sector = _SECTORS.get(labels[0])
    if sector:
        features.append(f"sector:{sector}")
    if domain.name != domain.registrable:
        features.append("sub")
    name = domain.registrable.split(".", 1)[0]
    if sector is None and ("uni" in name[:4] or name.startswith(("tu-", "fh-", "hs-"))):
        features.append("word:uni")
    return tuple(features)


def sector_of(domain: Domain) -> str:
    """The sector a domain's name tells: `edu`, `gov`, `org`, `net`; empty for companies.

    >>> sector_of(Domain("acme.ac.uk", "acme.ac.uk", "ac.uk")), sector_of(Domain("acme.com", "acme.com", "com"))
    ('edu', '')
    """
    features = domain_features(domain)
    named = next((f.removeprefix("sector:") for f in features if f.startswith("sector:")), "")
    return "edu" if "word:uni" in features else named


@lru_cache(maxsize=1)
def shipped() -> Prior:
    """Load the prior that ships with this release; its provenance is in `data/SOURCES.toml`."""
    return Prior.load(load("prior.json.gz"))
