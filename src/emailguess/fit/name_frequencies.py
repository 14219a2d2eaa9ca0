"""How common names are: counted in the corpus, and weighed against the census by what foretells other companies' names.

Only words and pairs of letters seen for five people at three domains leave this module.

Start reading at `fit_names`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from typing import Any, Literal, NamedTuple

from emailguess.fit.corpus import Person, common_words
from emailguess.names.frequencies.census import table
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.frequencies.mixture import HANDLE, NAME, Letters
from emailguess.names.spelling import letters

__all__ = ["fit_handles", "fit_names"]

# Companies are divided into so many parts; what is counted on the others must foretell the names of each.
_PARTS = 5
_ROUNDS = 40
# Added to every count of a pair of letters, shared out as the second letter occurs at all.
_SMOOTHING = 20.0

_Word = tuple[str, str]
"""A word and the domain it was seen at."""


class _Seen(NamedTuple):
    """How likely each source makes one held-out word, and what the word weighs."""

    corpus: float
    census: float
    unlisted: float
    weight: float


def fit_names(people: Sequence[Person]) -> Lexicon:
    """Words standing first and last, per hundred thousand people, with the fitted mixture of their sources."""
    first, last = _words(people)
    scale = 100_000 / max(len(first), 1)
    given, family = ({w: max(1, round(n * scale)) for w, n in common_words(each).items()} for each in (first, last))
    return Lexicon(given, family, {"given": _fit("given", first), "family": _fit("family", last)})


def _words(people: Iterable[Person]) -> tuple[list[_Word], list[_Word]]:
    first: list[_Word] = []
    last: list[_Word] = []
    for person in people:
        words = [letters(w).strip("-'") for w in person.name.replace(",", " ").split()]
        words = [w for w in words if len(w) > 1]
        if len(words) > 1:
            first.append((words[0], person.domain.name))
            last.append((words[-1], person.domain.name))
    return first, last


def _fit(kind: Literal["given", "family"], words: Sequence[_Word]) -> dict[str, Any]:
    """Weights of corpus, census and letters, by EM on words of companies that were not counted."""
    plain = [(w, d) for w, d in words if w.isalpha()]
    parts: dict[int, list[_Word]] = defaultdict(list)
    for word, where in plain:
        parts[hashlib.sha256(where.encode()).digest()[-2] % _PARTS].append((word, where))
    seen: list[_Seen] = []
    names = table(kind)
    for i in sorted(parts):
        others = [item for j in sorted(parts) if j != i for item in parts[j]]
        counted = common_words(others)
        whole = max(sum(counted.values()), 1)
        model = Letters(NAME, _letters([w for w in others if w[0] not in counted and not names.share(w[0])], NAME))
        size = Counter(d for _, d in parts[i])
        seen += [
            _Seen(counted.get(w, 0) / whole, names.share(w) / names.listed, model.chance(w), 1 / size[d])
            for w, d in parts[i]
        ]
    weights = _mixture(seen)
    counted = common_words(plain)
    unlisted = [w for w in plain if w[0] not in counted and not names.share(w[0])]
    return {
        **{source: round(weight, 4) for source, weight in zip(("corpus", "census", "unlisted"), weights, strict=True)},
        "hyphened": round(sum("-" in w for w, _ in words) / max(len(words), 1), 5),
        "letters": _letters(unlisted, NAME),
    }


def _mixture(seen: Sequence[_Seen]) -> tuple[float, float, float]:
    """Maximum-likelihood weights of the three sources; every domain weighs alike."""
    a = b = c = 1 / 3
    for _ in range(_ROUNDS):
        owed_a = owed_b = owed_c = 1e-9
        for item in seen:
            corpus, census, unlisted = a * item.corpus, b * item.census, c * item.unlisted
            share = item.weight / (corpus + census + unlisted)
            owed_a += share * corpus
            owed_b += share * census
            owed_c += share * unlisted
        whole = owed_a + owed_b + owed_c
        a, b, c = owed_a / whole, owed_b / whole, owed_c / whole
    return a, b, c


def fit_handles(seen: Sequence[_Word]) -> dict[str, list[int]]:
    """A model of the letters of local parts that no name explains, given with their domains."""
    return _letters(seen, HANDLE)


def _letters(words: Sequence[_Word], alphabet: str) -> dict[str, list[int]]:
    """Costs of each character after each other, in hundredths of −ln; "^" begins a word, "$" ends it."""
    number: Counter[str] = Counter()
    people: list[_Word] = []
    for word, where in words:
        pairs = list(map(str.__add__, f"^{word}", f"{word}$"))
        number.update(pairs)
        people += [(pair, where) for pair in set(pairs)]
    common = {pair: number[pair] for pair in common_words(people)}
    columns = alphabet + "$"
    single = Counter(dict.fromkeys(columns, 1.0))
    for pair, n in common.items():
        if pair[1] in single:
            single[pair[1]] += n
    whole = single.total()
    costs = {}
    for before in f"^{alphabet}":
        row = [common.get(before + c, 0) + _SMOOTHING * single[c] / whole for c in columns]
        total = sum(row)
        costs[before] = [round(-100 * log(n / total)) for n in row]
    return costs
