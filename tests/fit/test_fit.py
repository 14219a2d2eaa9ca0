"""Fitting: planted conventions are found again, the same seed gives the same bytes, and nobody is in the result."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import EmailGuessError, Guesser, Pattern, PersonName
from emailguess.model.habits import Habit, after_colleagues
from emailguess.model.prior import Prior
from emailguess.names.forms import Form

pytest.importorskip("numpy")
pytest.importorskip("scipy")

from emailguess.addresses.parser import domain
from emailguess.fit import Person, fit_prior, read_corpus
from emailguess.fit.corpus import common_words
from emailguess.fit.habits import least_rules
from emailguess.fit.model import dump_prior

GIVEN = (
    "Bartholomew Christopher Alexandra Josephine Maximilian Wilhelmina Gwendolyn Theodora Leopold Konstantin".split()
)
FAMILY = (
    "Featherstone Montgomery Vandenhoek Hawthornden Throckmorton Bickerstaff Papadopoulos Szymanowski Quimby".split()
)
# Kinds of company that were planted, with the kind of domain each has and how many companies there are.
PLANTED = {"{first}.{last}": ("example", 16), "{f}{last}|8": ("edu", 12), "{last}{f}": ("de", 8)}
TINY = {"components": 3, "rounds": 2, "parts": 0}


def person(given: str, family: str, pattern: str, host: str) -> Person:
    """One row of the corpus."""
    first, last = given.lower(), family.lower()
    local = Pattern(pattern).render(Form(first, last, "", first[0], last[0]))
    assert local is not None
    return Person(f"{given} {family}", local, domain(host))


@pytest.fixture(scope="module")
def people() -> list[Person]:
    """A synthetic corpus: three kinds of company, one odd company, a few people nobody shares a name with."""
    rng = random.Random(7)
    rows = [
        person(rng.choice(GIVEN), rng.choice(FAMILY), pattern, f"{pattern.strip('{}')[:1]}{number}.{tld}")
        for pattern, (tld, companies) in PLANTED.items()
        for number in range(companies)
        for _ in range(8)
    ]
    rows += [person(rng.choice(GIVEN), rng.choice(FAMILY), "zzz-{first}.{last}", "odd.example") for _ in range(20)]
    rows += [person("Xiomara", rng.choice(FAMILY), "{first}.{last}", f"f{number}.example") for number in range(4)]
    rows += [person(rng.choice(GIVEN), "Zzyzxson", "{first}.{last}", "f0.example") for _ in range(9)]
    return rows


@pytest.fixture(scope="module")
def prior(people: list[Person]) -> Prior:
    """The prior fitted on it."""
    return fit_prior(people, seed=3, **TINY)


def test_planted_conventions_are_found(prior: Prior) -> None:
    """Each planted convention is listed and is what such a domain is expected to use."""
    assert set(PLANTED) <= set(prior.patterns)
    stranger = PersonName(given="Leopoldine", family="Quackenbush")
    for pattern, (tld, _) in PLANTED.items():
        answer = Guesser(prior=prior).guess(stranger, f"new.{tld}", limit=50)
        form = Form("leopoldine", "quackenbush", "", "l", "q")
        found = {c.address.partition("@")[0]: c.probability for c in answer}
        assert Pattern(pattern).render(form) == next(iter(found))


def test_one_colleague_settles_a_planted_convention(prior: Prior) -> None:
    """Where all companies are disciplined, one address tells which kind this one is."""
    known = [(PersonName(given="Leopoldine", family="Quackenbush"), "quackenbushl@new.test")]
    best = Guesser(prior=prior).guess(PersonName(given="Theodora", family="Bickerstaff"), "new.test", known=known).best
    assert best is not None
    assert "bickerstafft@new.test" == best.address
    assert best.probability > 0.5


def test_nothing_of_one_company_is_listed(prior: Prior) -> None:
    """A pattern seen at one company only, by however many people, is that company's and does not ship."""
    assert not [p for p in prior.patterns if "zzz" in p]
    assert "zzz" not in json.dumps(prior.document)


def test_no_rare_name_is_listed(prior: Prior) -> None:
    """A name of four people, or of nine at one company, does not ship; a common one does."""
    assert 0 == prior.lexicon.given("xiomara") == prior.lexicon.family("zzyzxson")
    assert prior.lexicon.given("josephine") > 0
    assert prior.lexicon.family("montgomery") > 0
    kept = json.dumps(prior.document).lower()
    assert "xiomara" not in kept
    assert "zzyzx" not in kept


def test_the_same_seed_gives_the_same_bytes(people: list[Person], prior: Prior) -> None:
    """A fit can be repeated to the byte, in whatever order the corpus was not changed."""
    again = fit_prior(people, seed=3, **TINY)
    provenance = {"about": "synthetic"}
    assert dump_prior(prior, provenance) == dump_prior(again, provenance)


def test_dumped_is_loaded(prior: Prior) -> None:
    """What was written answers as what was fitted, and tells its provenance."""
    loaded = Prior.load(dump_prior(prior, {"about": "synthetic"}))
    assert {"about": "synthetic"} == loaded.document["provenance"]
    for tld in ("example", "edu"):
        one, other = (Guesser(prior=p).guess("Theodora Quimby", f"new.{tld}") for p in (prior, loaded))
        expected = {c.address: pytest.approx(c.probability) for c in one}
        assert expected == {c.address: c.probability for c in other}


def test_masses_of_a_fitted_prior_sum_to_one(prior: Prior) -> None:
    """Weights of kinds, habits and initials are distributions, as in the shipped one."""
    assert 1 == pytest.approx(sum(prior.setting(("tld:edu", "suffix:edu")).weights))
    assert 1 == pytest.approx(sum(prior.initials.values()), abs=1e-3)
    totals: dict[str, float] = {}
    for choice, probability in prior.habit_means.items():
        totals[choice.partition("=")[0]] = totals.get(choice.partition("=")[0], 0.0) + probability
    assert {q: pytest.approx(1) for q in totals} == totals


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([("word", f"c{i}") for i in range(5)], {"word": 5}),
        ([("word", f"c{i % 3}") for i in range(5)], {"word": 5}),
        ([("word", f"c{i}") for i in range(4)], {}),
        ([("word", f"c{i % 2}") for i in range(50)], {}),
        ([], {}),
    ],
    ids=["five", "five-at-three", "four-people", "two-companies", "nobody"],
)
def test_least_people_and_companies(pieces: list[tuple[str, str]], expected: dict[str, int]) -> None:
    """What was seen for fewer than five people or at fewer than three companies is dropped."""
    assert expected == common_words(pieces)


def corpus(tmp_path: Path, text: str) -> Path:
    """Write a corpus file."""
    path = tmp_path / "corpus.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_reading_a_corpus(tmp_path: Path) -> None:
    """Rows become people; rows without a usable address are passed over; other columns are ignored."""
    rows = (
        "name\temail\tsource\tmore\nJane Doe\tJane.Doe@ACME.example\tlist\tx\n"
        "Bob\tnonsense\t\t\n\tx@acme.example\t\t\nAnn\ta@com\t\t\n"
    )
    assert [Person("Jane Doe", "jane.doe", domain("acme.example"), "list")] == read_corpus(corpus(tmp_path, rows))


@pytest.mark.parametrize(
    ("text", "says"),
    [("name\tmail\nJane\tx\n", "lacks the column email"), ("name\temail\n", "no row"), ("", "lacks the column")],
)
def test_a_corpus_without_people(tmp_path: Path, text: str, says: str) -> None:
    """A file that is no corpus is refused with what is missing."""
    with pytest.raises(EmailGuessError, match=says):
        read_corpus(corpus(tmp_path, text))


def test_the_command(tmp_path: Path, people: list[Person], capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m emailguess.fit` refuses what is no corpus with status 2 and a message."""
    from emailguess.fit import __main__ as command

    monkeypatch.setattr("sys.argv", ["fit", str(corpus(tmp_path, "x\ty\n")), "-o", str(tmp_path / "out.gz")])
    assert 2 == command.main()
    assert "lacks the column" in capsys.readouterr().err
    assert not (tmp_path / "out.gz").exists()


@given(st.lists(st.tuples(st.floats(1e-3, 20), st.floats(1e-3, 20)), min_size=2, max_size=6), st.floats(0.001, 0.01))
def test_three_colleagues_are_enough_whatever_was_fitted(counts: list[tuple[float, float]], slip: float) -> None:
    """However stiff the fitted counts are, three who keep a rule and nobody who breaks it make it .9 probable."""
    pseudo: dict[str, dict[str, float]] = {"q1": {}, "q2": {}}
    for name, (one, other) in zip("abcdef", counts, strict=False):
        pseudo["q1"][name], pseudo["q2"][name] = one, other
    names = list(pseudo["q1"])
    rules = least_rules(pseudo, dict.fromkeys(names, 0.01), slip)
    assert sum(rules.values()) <= 0.95 + 1e-9
    sorts = {q: Habit(each, rules, slip) for q, each in pseudo.items()}
    for question in pseudo:
        for answer in names:
            after = after_colleagues(sorts, {question: {answer: 3.0}})[question]
            assert abs(sum(after.values()) - 1) < 1e-9
            assert after[answer] >= 0.9


def test_initials_in_a_corpus_do_not_say_what_an_initial_stands_for(people: list[Person]) -> None:
    """Names in version histories are cut as their addresses are; the published shares stay whatever the corpus shows."""
    cut = [
        row
        for number in range(30)
        for given, family in zip(GIVEN, FAMILY, strict=False)
        for row in (
            person(given, family, "{first}.{last}", f"i{number}.example"),
            Person(f"{given[0]}. {family}", f"{given[0].lower()}.{family.lower()}", domain(f"i{number}.example")),
        )
    ]
    fitted = fit_prior(people + cut, **TINY).document
    assert {"first-initial", "last-initial"}.isdisjoint(fitted["habits"])
    assert {"first-initial", "last-initial"}.isdisjoint(fitted["rules"])
