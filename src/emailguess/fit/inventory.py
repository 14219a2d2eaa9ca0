"""What is counted before anything is fitted: names, patterns worth listing, initials, numbers, signatures.

Whatever was seen for fewer than five people at three domains is dropped here, before the fit sees it.

Start reading at `prepare`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from emailguess.errors import EmailGuessError, InvalidName
from emailguess.evidence.counts import Signature
from emailguess.evidence.reading import signature
from emailguess.fit.corpus import LEAST_DOMAINS, LEAST_PEOPLE, Person, by_domain, common_words
from emailguess.fit.name_frequencies import fit_handles, fit_names
from emailguess.fit.ownership import fit_strangers
from emailguess.model.prior import FORMAT, VERSION
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Pattern, parsed
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import Stock

__all__ = ["Prepared", "prepare"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MAX_PATTERNS = 700
# Of the mass kept for patterns nobody listed, the part one such pattern gets before it is seen.
NEW_SHARE = 0.02
# Chance that a person whose middle name nobody told us has none in the address either.
ELIDED = 0.7


class Prepared(NamedTuple):
    """A corpus as the fit sees it: signatures by domain, and what they were made with."""

    people: Sequence[Person]
    spelled: Sequence[tuple[Spelled, ...]]
    signatures: Sequence[Signature]
    document: dict[str, Any]
    """What is counted, not fitted: listed patterns, initials, numbers, name frequencies."""

    def only(self, companies: set[str]) -> Prepared:
        """Keep the people of these companies (registrable domains)."""
        keep = [i for i, p in enumerate(self.people) if p.domain.registrable in companies]
        return Prepared(
            [self.people[i] for i in keep],
            [self.spelled[i] for i in keep],
            [self.signatures[i] for i in keep],
            self.document,
        )


def prepare(people: Sequence[Person], say: Callable[[str], None]) -> Prepared:
    """Read all names, list the patterns, and explain all addresses."""
    lexicon = fit_names(people)
    kept = [(p, s) for p in people if (s := _spelled(p, lexicon))]
    document = _first_guess(lexicon)
    say(f"{len(kept):,} people at {len(by_domain(p for p, _ in kept)):,} domains")
    # Twice: a middle initial nobody told us can only be told from literal text once its patterns are listed.
    for _ in range(2):
        document["patterns"] = _listed(kept, document)
    if not document["patterns"]:
        raise EmailGuessError(
            f"too few people to fit on: no pattern was seen for {LEAST_PEOPLE} people at {LEAST_DOMAINS} domains"
        )
    say(f"{len(document['patterns'])} patterns listed")
    _count_initials_and_numbers(kept, document)
    stock = _stock(document)
    signatures = [signature(s, p.local, stock) for p, s in kept]
    unexplained = [(p.local, p.domain.name) for (p, _), found in zip(kept, signatures, strict=True) if not found]
    document["naming"]["handles"] = fit_handles(unexplained)
    lexicon = Lexicon(document["given"], document["family"], document["naming"])
    document["strangers"] = fit_strangers(kept, signatures, Matcher(lexicon, stock))
    say(f"strangers among the owners: {document['strangers']}")
    return Prepared([p for p, _ in kept], [s for _, s in kept], signatures, document)


def _spelled(person: Person, lexicon: Lexicon) -> tuple[Spelled, ...]:
    try:
        return forms(parse(person.name, lexicon), lexicon)
    except InvalidName:
        return ()


def _first_guess(lexicon: Lexicon) -> dict[str, Any]:
    """A document that knows nothing yet, enough to build a stock from."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "patterns": [],
        "components": [],
        "kinds": {},
        "habits": {},
        "new_share": NEW_SHARE,
        "elided": ELIDED,
        "initials": dict.fromkeys(_LETTERS, 1 / 26),
        "numbers": {"#1": 0.1, "#2": 0.01, "#3": 0.001},
        "given": dict(lexicon._given),
        "family": dict(lexicon._family),
        "naming": dict(lexicon.mixed),
    }


def _stock(document: Mapping[str, Any]) -> Stock:
    return Stock(map(Pattern, document["patterns"]), document["initials"], document["numbers"], document["elided"])


def _listed(kept: Sequence[tuple[Person, tuple[Spelled, ...]]], document: Mapping[str, Any]) -> list[str]:
    """Patterns seen for enough people at enough domains to be nobody's in particular.

    Middle-initial patterns are listed from people whose middle name is known; the search needs a stock to start from,
    so it runs twice.
    """
    number: Counter[str] = Counter()
    domains: dict[str, Counter[str]] = defaultdict(Counter)
    stock = _stock(document)
    for person, spelled in kept:
        for name in {e.pattern for e in signature(spelled, person.local, stock)}:
            number[name] += 1
            domains[name][person.domain.name] += 1
    common = [n for n in number if number[n] >= LEAST_PEOPLE and len(domains[n]) >= LEAST_DOMAINS]
    # A slice, a cut or a text seen once in a company is somebody's name by chance; a convention shows twice.
    kept_names = [
        n
        for n in common
        if not (parsed(n).shortens or parsed(n).has_literal)
        or sum(seen >= 2 for seen in domains[n].values()) >= LEAST_DOMAINS
    ]
    return sorted(kept_names, key=lambda n: (-number[n], n))[:_MAX_PATTERNS]


def _count_initials_and_numbers(kept: Sequence[tuple[Person, tuple[Spelled, ...]]], document: dict[str, Any]) -> None:
    """Frequencies of middle initials (from names that show one) and of trailing numbers (from addresses)."""
    initials: Counter[str] = Counter(dict.fromkeys(_LETTERS, 1))
    for _, spelled in kept:
        letter = next((s.form.m[:1] for s in spelled if s.form.m), "")
        if letter in initials:
            initials[letter] += 1
    whole = sum(initials.values())
    document["initials"] = {c: round(n / whole, 5) for c, n in sorted(initials.items(), key=lambda i: -i[1])}
    numbers = [
        (p.local[len(p.local.rstrip("0123456789")) :], p.domain.name)
        for p, _ in kept
        if p.local[-1:].isdigit() and not p.local.isdigit()
    ]
    common = common_words(numbers)
    total = max(len(numbers), 1)
    lengths = Counter(len(n) for n, _ in numbers if n not in common)
    document["numbers"] = {n: round(c / total, 5) for n, c in sorted(common.items(), key=lambda i: (-i[1], i[0]))}
    for length in range(1, 7):
        document["numbers"][f"#{length}"] = round((lengths[length] + 0.5) / (total + 3) / 10**length, 9)
