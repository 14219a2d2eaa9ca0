"""How the mixture of names' sources is fitted: planted weights come back, and nobody is in the result."""

from __future__ import annotations

import json
import random

import pytest

pytest.importorskip("numpy")  # the fit's package needs it

from emailguess.addresses.parser import domain
from emailguess.fit import Person
from emailguess.fit.name_frequencies import _mixture, _Seen, fit_handles, fit_names
from emailguess.names.frequencies.mixture import HANDLE, NAME, Letters

SYLLABLES = "zbro vrna klju mo din avek uho lex ka ur".split()


def people(count: int = 1500) -> list[Person]:
    """People at sixty companies: some given names are common, family names are made up and everybody has another."""
    rng = random.Random(5)
    found = []
    for i in range(count):
        family = "".join(rng.choices(SYLLABLES, k=4))
        given = rng.choice(("Ashley", "Heather", "Bramwick"))
        found.append(Person(f"{given} {family.title()}", f"p{i}", domain(f"c{i % 60}.example")))
    return found


def test_planted_weights_are_found() -> None:
    """The share of people whose name only the corpus knows is the weight of the corpus' own."""
    rng = random.Random(3)
    seen = []
    for _ in range(4000):
        source = rng.choices(("corpus", "census", "unlisted"), (0.5, 0.3, 0.2))[0]
        seen.append(_Seen(*(0.01 if source == s else 1e-6 for s in ("corpus", "census", "unlisted")), weight=1.0))
    assert [0.5, 0.3, 0.2] == [pytest.approx(w, abs=0.03) for w in _mixture(seen)]


def test_each_source_weighs_what_it_foretells() -> None:
    """Names that all companies share are the corpus', names that nobody shares the letters'; weights sum to one."""
    mixed = fit_names(people()).mixed
    assert mixed["given"]["corpus"] > 0.9
    assert mixed["family"]["unlisted"] > 0.9
    for fitted in mixed.values():
        assert 1 == pytest.approx(fitted["corpus"] + fitted["census"] + fitted["unlisted"], abs=1e-3)


def test_unlisted_names_teach_their_letters() -> None:
    """What reads like the names nobody lists becomes likelier than what does not; every row is a distribution."""
    model = Letters(NAME, fit_names(people()).mixed["family"]["letters"])
    assert model.chance("zbrodinlex") > 1000 * model.chance("wqgyxpmftk")
    for before in ("", "z", "od"):
        whole = sum(model.starting(before + c) for c in NAME) + model.chance(before)
        assert model.starting(before) == pytest.approx(whole, rel=0.05)


def test_letters_of_one_company_are_not_learned() -> None:
    """A pair of letters seen at fewer than three domains, or for fewer than five people, leaves no trace."""
    common = [("banana", f"c{i}.example") for i in range(9)]
    rare = [("qzqzqz", "c1.example")] * 50 + [("xjxj", f"c{i}.example") for i in range(4)]
    assert fit_handles(common) == fit_handles([*common, *rare])


def test_handles_are_spelled_with_digits_and_marks() -> None:
    """The model of local parts that no name explains covers what local parts are made of."""
    seen = [(f"{word}{i}", f"c{i % 7}.example") for word in ("fox", "sky.", "x_") for i in range(40)]
    model = Letters(HANDLE, fit_handles(seen))
    assert model.chance("fox17") > 100 * model.chance("gub17")
    assert model.chance("é") > 0


def test_no_name_of_few_people_leaves_the_fit() -> None:
    """A name seen for fewer than five people at three domains is not in what is fitted."""
    rare = [Person("Xiomarella Quzzbeck", f"x{i}", domain("c1.example")) for i in range(9)]
    lexicon = fit_names([*people(), *rare])
    assert 0 == lexicon.given("xiomarella") == lexicon.family("quzzbeck")
    kept = json.dumps([dict(lexicon.mixed), dict(lexicon._given), dict(lexicon._family)])
    assert "xiomar" not in kept
    assert "quzz" not in kept
