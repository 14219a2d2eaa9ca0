"""Strangers among the owners: planted rates of wrong names are found again."""

from __future__ import annotations

import random

import pytest

from emailguess.addresses.parser import domain
from emailguess.evidence.reading import signature
from emailguess.fit import Person
from emailguess.fit.corpus import ordinary
from emailguess.fit.ownership import fit_strangers
from emailguess.model.prior import shipped
from emailguess.names.parser import parse
from emailguess.names.spelling import forms

GIVEN = "anna robert maria peter laura thomas susan martin julia daniel karen stefan emma lucas olivia victor".split()
FAMILY = (
    "smith miller garcia schmidt rossi novak silva johnson weber martinez fischer brown wagner moreau jensen".split()
)
PLANTED = {"family": 0.06, "given": 0.04, "other": 0.05}


def people(number: int) -> list[Person]:
    """Invented people at first.last, some of them beside a name that is not, or not quite, the owner's."""
    rng = random.Random(7)
    found = []
    for i in range(number):
        first, last = rng.choice(GIVEN), rng.choice(FAMILY)
        other_first = rng.choice([x for x in GIVEN if x != first])
        other_last = rng.choice([x for x in FAMILY if x != last])
        kind = rng.choices([*PLANTED, "own"], [*PLANTED.values(), 1 - sum(PLANTED.values())])[0]
        given = first if kind in ("own", "family") else other_first
        family = last if kind in ("own", "given") else other_last
        name = f"{given.title()} {family.title()}"
        found.append(Person(name, f"{first}.{last}", domain(f"company{i % 40}.example")))
    return found


def test_planted_rates_are_found_again() -> None:
    """Another family name, another given name, another person: each as often as it was planted."""
    prior = shipped()
    read = [(p, forms(parse(p.name, prior.lexicon), prior.lexicon)) for p in people(1500)]
    signatures = [signature(s, p.local, prior.stock) for p, s in read]
    found = fit_strangers(read, signatures, prior.matcher)
    assert found == {owner: pytest.approx(rate, abs=0.02) for owner, rate in PLANTED.items()}


def test_no_corpus_rules_a_stranger_out() -> None:
    """Where every name gives its address, a wrong owner stays thinkable."""
    prior = shipped()
    clean = [Person("Anna Smith", "anna.smith", domain("acme.example"))]
    read = [(p, forms(parse(p.name, prior.lexicon), prior.lexicon)) for p in clean]
    found = fit_strangers(read, [signature(s, p.local, prior.stock) for p, s in read], prior.matcher)
    assert {"family": 0.001, "given": 0.001, "other": 0.001} == found


@pytest.mark.parametrize(
    ("host", "source", "number", "expected"),
    [
        ("acme.com", "software", 10, True),
        ("acme.de", "business", 10, True),
        ("acme.com", "academia", 10, False),
        ("acme.edu", "software", 10, False),
        ("acme.com", "software", 200, False),
        ("acme.org", "software", 10, False),
    ],
)
def test_ordinary_companies(host: str, source: str, number: int, expected: bool) -> None:
    """Software or business, fewer than two hundred people, a commercial suffix."""
    group = [Person("Anna Smith", f"anna{i}", domain(host), source) for i in range(number)]
    assert expected == ordinary(group)
