"""Posterior: what evidence does to the probabilities of a company's patterns and habits."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, Pattern, PersonName
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Signature, Weighed
from emailguess.model.convention import Convention
from emailguess.model.posterior import posterior
from emailguess.model.prior import domain_features, shipped
from emailguess.model.weighing import weigh_kinds
from emailguess.names.forms import Form
from emailguess.patterns.matching import Match

ACME = "acme.example"
# Long names of different letters, so that a pattern's slices and cuts do not fit by chance.
PEOPLE = [
    PersonName(given=given_name, family=family)
    for given_name, family in (
        ("Bartholomew", "Featherstone"),
        ("Christopher", "Montgomery"),
        ("Alexandra", "Vandenhoek"),
        ("Josephine", "Hawthornden"),
        ("Maximilian", "Throckmorton"),
        ("Wilhelmina", "Bickerstaff"),
        ("Gwendolyn", "Papadopoulos"),
        ("Theodora", "Szymanowski"),
    )
]
UNAMBIGUOUS = [
    "{first}.{last}",
    "{first}_{last}",
    "{last}.{first}",
    "{first}-{last}",
    "{f}.{last}",
    "{first}{last}",
    "{last}_{first}",
]


def address(person: PersonName, pattern: str) -> str:
    """This person's address under a pattern."""
    first, last = person.given.lower(), person.family.lower()
    return f"{Pattern(pattern).render(Form(first, last, '', first[0], last[0]))}@{ACME}"


def share(pattern: str, known: list[tuple[PersonName, str]]) -> float:
    """The probability of a pattern at a company with these colleagues."""
    return {s.pattern: s.probability for s in Guesser().patterns(ACME, known=known)}.get(pattern, 0.0)


def believed(counts: Mapping[Signature, float]) -> Convention:
    """The convention after counts, of a company of which nothing else is known."""
    prior = shipped()
    return posterior(Weighed(counts, {}), prior, prior.setting(domain_features(domain(ACME))))


def whole(company: Convention) -> float:
    """All the probability a convention gives out (patterns too unlikely to list are missing)."""
    return sum(s.probability for s in (*company.patterns, *company.numbered)) + company.p_none


@pytest.mark.parametrize("pattern", UNAMBIGUOUS)
def test_one_more_consistent_example_never_lowers_a_pattern(pattern: str) -> None:
    """The more colleagues follow a pattern, and none anything else, the likelier it is."""
    known = [(p, address(p, pattern)) for p in PEOPLE]
    shares = [share(pattern, known[:n]) for n in range(len(known) + 1)]
    assert all(later > earlier for earlier, later in pairwise(shares))


@pytest.mark.parametrize(
    "pattern", ["zq-{first}.{last}", "{first}.{last}-zq", "{first}x.{last}", "zq{first}{last}", "zq.{last}"]
)
def test_two_examples_settle_an_affix_nobody_listed(pattern: str) -> None:
    """Text that no company in the corpus uses is this company's convention once two colleagues have it."""
    assert pattern not in shipped().patterns
    known = [(p, address(p, pattern)) for p in PEOPLE[:2]]
    guesser = Guesser()
    answer = guesser.guess(PEOPLE[3], ACME, known=known)
    assert answer.best is not None
    assert (address(PEOPLE[3], pattern), pattern) == (answer.best.address, answer.best.pattern)
    assert answer.best.probability > 0.4


@pytest.mark.parametrize("pattern", ["{first}_{last}", "{first}-{last}", "{last}.{first}"])
def test_three_examples_settle_a_listed_pattern(pattern: str) -> None:
    """What three colleagues have, and nobody has otherwise, is at least even odds for the next."""
    assert pattern in shipped().patterns
    assert share(pattern, [(p, address(p, pattern)) for p in PEOPLE[:3]]) > 0.5


def test_contradiction_divides() -> None:
    """Where colleagues differ, both patterns are likelier than where all agree on another."""
    mixed = [(p, address(p, UNAMBIGUOUS[i % 2])) for i, p in enumerate(PEOPLE)]
    one, other = share(UNAMBIGUOUS[0], mixed), share(UNAMBIGUOUS[1], mixed)
    assert 0.2 < one < 0.8
    assert 0.2 < other < 0.8
    assert one + other < 1


def test_handles_raise_the_chance_of_none() -> None:
    """A company where people choose their own login says so."""
    handles = [(p, f"handle{i}zebra@{ACME}") for i, p in enumerate(PEOPLE)]
    assert believed({}).p_none < believed({(): 8}).p_none
    answer, before = Guesser().guess("Jane Doe", ACME, known=handles), Guesser().guess("Jane Doe", ACME)
    assert before.p_none < answer.p_none
    assert 8 == answer.evidence.unexplained


def test_ambiguity_is_settled_by_others() -> None:
    """A short `jdoe` fits a cut at eight as well; whether there is one is told by a colleague with a longer name."""
    short = [("Bob Ray", "bray@acme.example"), ("Ann Lee", "alee@acme.example")]
    cut = [*short, *[(p, address(p, "{f}{last}|8")) for p in PEOPLE[:3]]]
    uncut = [*short, *[(p, address(p, "{f}{last}")) for p in PEOPLE[:3]]]
    person = PersonName(given="Josephine", family="Hawthornden")
    best = [Guesser().guess(person, ACME, known=k).best for k in (cut, uncut)]
    assert ["jhawthor@acme.example", "jhawthornden@acme.example"] == [b.address if b else "" for b in best]


SIGNATURES = st.sampled_from(
    [
        (),
        (Match("{first}.{last}"),),
        (Match("{f}{last}"), Match("{f}{last}|8")),
        (Match("zq.{first}"),),
        (Match("{first}.{last}", ("umlaut=expanded",)), Match("{last}.{first}", ("order0=fg",), 7)),
        (Match("{first}{n}", (), 92),),
    ]
)


@given(st.dictionaries(SIGNATURES, st.integers(1, 1_000_000), max_size=6))
def test_posterior_is_a_distribution(counts: Mapping[Signature, float]) -> None:
    """Whatever was counted, up to millions, probabilities are finite, sorted, and sum to one but for the tiny ones."""
    company = believed(counts)
    values = [s.probability for s in company.patterns]
    assert all(isfinite(v) and 0 < v <= 1 + 1e-9 for v in values)
    assert sorted(values, reverse=True) == values
    assert 0 <= company.p_none <= 1
    assert 0.95 < whole(company) < 1 + 1e-9
    assert all(0 <= p <= 1 for p in company.habits.values())


def test_a_million_of_one_kind() -> None:
    """A million colleagues who all follow one pattern leave hardly a doubt, and no overflow."""
    company = believed({(Match("{first}.{last}"),): 1_000_000})
    assert "{first}.{last}" == str(company.patterns[0].pattern)
    assert 0.99 < company.patterns[0].probability <= 1


def test_thousands_of_contradictions() -> None:
    """Thousands of patterns seen once each leave a posterior, not an error."""
    company = believed({(Match(f"zq{i}.{{first}}"),): 1 for i in range(3000)})
    assert 0.9 < whole(company) < 1 + 1e-9 or company.p_none > 0
    assert all(isfinite(s.probability) for s in company.patterns)


def test_questions_nobody_was_asked_keep_the_prior_answer() -> None:
    """Only people whose names raise a question inform it."""
    prior = shipped()
    company = believed({(Match("{first}.{last}", ("umlaut=expanded",)),): 3})
    assert company.habits["umlaut=expanded"] > prior.habit_means["umlaut=expanded"]
    assert 1 == pytest.approx(company.habits["umlaut=expanded"] + company.habits["umlaut=plain"], abs=0.01)
    untouched = {c: p for c, p in prior.habit_means.items() if not c.startswith("umlaut")}
    assert untouched == {c: p for c, p in company.habits.items() if not c.startswith("umlaut")}


def test_posterior_is_a_pure_function() -> None:
    """The same counts give the same posterior; counts put together in another order, too."""
    a, b = (Match("{first}.{last}"),), (Match("{f}{last}"), Match("{f}{last}|8"))
    one, other = believed({a: 2, b: 3}), believed({b: 3, a: 2})
    assert [(str(s.pattern), pytest.approx(s.probability)) for s in one.patterns] == [
        (str(s.pattern), s.probability) for s in other.patterns
    ]


def shares_after(support: Mapping[Signature, float], denied: Mapping[Signature, float]) -> dict[str, float]:
    """Probability of each pattern after evidence and bounces."""
    prior = shipped()
    company = posterior(Weighed(support, denied), prior, prior.setting(domain_features(domain(ACME))))
    return {str(s.pattern): s.probability for s in company.patterns}


PLAIN = ("{first}.{last}", "{f}{last}", "{first}", "{last}", "{first}{l}", "zq.{first}")


@given(st.dictionaries(st.sampled_from(PLAIN), st.integers(1, 50), max_size=4), st.sampled_from(PLAIN))
def test_a_consistent_example_never_lowers_its_pattern(known: dict[str, int], pattern: str) -> None:
    """One more colleague who follows a pattern makes it likelier, whatever was known before."""
    before: dict[Signature, float] = {(Match(name),): float(n) for name, n in known.items()}
    signature = (Match(pattern),)
    after = {**before, signature: before.get(signature, 0.0) + 1}
    assert shares_after(after, {})[pattern] >= shares_after(before, {}).get(pattern, 0.0) * (1 - 1e-9)


@given(
    st.dictionaries(st.sampled_from(PLAIN), st.integers(1, 50), max_size=4),
    st.sampled_from(PLAIN),
    st.sampled_from([0.1, 1, 7, 1000]),
)
def test_a_bounce_never_raises_its_pattern(known: dict[str, int], pattern: str, bounces: float) -> None:
    """What failed once, or often, is not likelier than before; at most as much is lost as there was."""
    support: dict[Signature, float] = {(Match(name),): float(n) for name, n in known.items()}
    before = shares_after(support, {}).get(pattern, 0.0)
    after = shares_after(support, {(Match(pattern),): bounces}).get(pattern, 0.0)
    assert -1e-12 <= after <= before * (1 + 1e-9)


@given(
    st.dictionaries(SIGNATURES, st.integers(1, 1_000_000), max_size=4),
    st.dictionaries(SIGNATURES, st.integers(1, 1_000_000), max_size=4),
)
def test_bounces_leave_a_distribution(known: Mapping[Signature, float], denied: Mapping[Signature, float]) -> None:
    """A million bounces beside a million colleagues: finite, and no more than one in all."""
    prior = shipped()
    company = posterior(Weighed(known, denied), prior, prior.setting(domain_features(domain(ACME))))
    assert all(isfinite(s.probability) and s.probability >= 0 for s in company.patterns)
    assert 0.9 < whole(company) < 1 + 1e-9


@given(
    people=st.lists(st.tuples(st.sampled_from(PLAIN), st.integers(1, 5_000)), max_size=4),
    bounced=st.lists(
        st.tuples(st.sampled_from(PLAIN), st.sampled_from([1.0, 0.4])), min_size=1, max_size=3, unique_by=lambda b: b[0]
    ),
    times=st.integers(2, 64),
)
def test_bounces_at_once_are_bounces_one_by_one(
    people: list[tuple[str, int]], bounced: list[tuple[str, float]], times: int
) -> None:
    """So many bounces of an address are worth as many that come one after the other, whatever else is known."""
    prior = shipped()
    weights = prior.setting(domain_features(domain(ACME))).weights
    groups = [(name,) for name, _ in people]
    support = [((place,), (1.0,), float(number)) for place, (_, number) in enumerate(people)]
    at_once, one = weigh_kinds(groups, support, [(bounced, float(times))], prior.kinds, weights)
    by_one, other = weigh_kinds(groups, support, [(bounced, 1.0)] * times, prior.kinds, weights)
    assert one == pytest.approx(other, rel=1e-6)
    assert list(at_once.responsibilities) == pytest.approx(list(by_one.responsibilities), abs=1e-6)
    assert list(at_once.totals) == pytest.approx(list(by_one.totals), rel=1e-6)


def test_evidence_elsewhere_counts_by_how_alike_it_is() -> None:
    """A sibling that agrees with what is known here is believed more, one that contradicts it less."""
    prior = shipped()
    setting = prior.setting(domain_features(domain(ACME)))
    dotted: dict[Signature, float] = {(Match("{first}.{last}"),): 3.0}
    initial: dict[Signature, float] = {(Match("{f}{last}"),): 3.0}
    shared = [
        posterior(Weighed(here, {}), prior, setting, [(Weighed(dotted, {}), 0.4)]).shared
        for here in (dotted, {}, initial)
    ]
    assert shared[0] > shared[1] > shared[2]
    assert shared[1] == pytest.approx(0.4)
