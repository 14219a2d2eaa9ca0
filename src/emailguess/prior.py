"""What companies in general do: the fitted prior that ships with the library.

It loads and checks the shipped (or a refitted) file and answers questions about it; it never fits
(`emailguess.fit` does) and sees no evidence (`ranking` does).

Start reading at `Prior`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from math import exp
from typing import Any, NamedTuple

from emailguess.addresses import Domain
from emailguess.conventions import merged
from emailguess.errors import EmailGuessError
from emailguess.explain import Stock
from emailguess.lexicon import Lexicon
from emailguess.patterns import Pattern
from emailguess.shipped import read
from emailguess.suitability import Suitability

__all__ = ["Component", "Prior", "domain_features", "shipped"]

FORMAT, VERSION = "emailguess-prior", 1


class Component(NamedTuple):
    """One kind of company: a Dirichlet over patterns."""

    alpha: Mapping[str, float]
    """Pseudo-counts by pattern; under "" that of "no pattern explains it"."""
    new: float
    """Pseudo-count of "a pattern the prior does not list"."""
    total: float
    """Sum of all pseudo-counts: how disciplined this kind is."""


class Prior:
    """The fitted knowledge about companies in general.

    >>> prior = shipped()
    >>> abs(sum(prior.weights(domain_features(Domain("acme.com", "acme.com", "com")))) - 1) < 1e-9
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
        self.initials = _descending(document["initials"])
        self.numbers = _descending(document["numbers"])
        self.habits: dict[str, dict[str, float]] = merged(document["habits"])
        self.suitability = Suitability(document["suitability"]) if "suitability" in document else None
        self._kinds: dict[str, list[float]] = document["kinds"]

    @classmethod
    def load(cls, data: bytes) -> Prior:
        """Read a prior from the bytes of a file that `python -m emailguess.fit` wrote.

        Raises `EmailGuessError` for a file that is damaged, of another kind, or of another version.
        """
        import gzip
        import json
        import zlib

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
        return Lexicon(self.document["given"], self.document["family"])

    @cached_property
    def stock(self) -> Stock:
        """The listed patterns, indexed for explanation."""
        return Stock(self.patterns.values(), self.initials, self.numbers, self.elided)

    @cached_property
    def habit_means(self) -> dict[str, float]:
        """Probability of each answer, as `question=answer`, at a company we know nothing of."""
        means: dict[str, float] = {}
        for question, answers in self.habits.items():
            total = sum(answers.values())
            for answer, pseudo in answers.items():
                means[f"{question}={answer}"] = pseudo / total
        return means

    def weights(self, features: Iterable[str]) -> list[float]:
        """Probability of each component for a company with these features; they sum to one."""
        scores = list(self._kinds["*"])
        for feature in features:
            offsets = self._kinds.get(feature)
            if offsets is not None:
                scores = [s + o for s, o in zip(scores, offsets, strict=True)]
        top = max(scores)
        raw = [exp(s - top) for s in scores]
        total = sum(raw)
        return [r / total for r in raw]


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


@lru_cache(maxsize=1)
def shipped() -> Prior:
    """Load the prior that ships with this release; its provenance is in `data/SOURCES.toml`."""
    return Prior.load(read("prior.json.gz"))
