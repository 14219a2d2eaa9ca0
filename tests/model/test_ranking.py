"""Ranking: candidates for one name at one company, as a pure function of convention and name."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import PersonName
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Signature, Weighed
from emailguess.model.convention import Convention
from emailguess.model.posterior import posterior
from emailguess.model.prior import domain_features, shipped
from emailguess.model.ranking import Ranking, paths, rank, weigh
from emailguess.names.parser import parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.matching import Match

EXPLAINED = [
    (Match("{first}.{last}"),),
    (Match("{f}{last}"), Match("{f}{last}|8")),
    (Match("{first}.{m}.{last}"),),
    (Match("{f}{last}{n}"),),
    (Match("zq-{last}"),),
    (),
]
COUNTS = st.dictionaries(st.sampled_from(EXPLAINED), st.integers(1, 10_000), max_size=5)
NAMES = st.sampled_from(
    [
        "Jane Doe",
        "Jane Q. Doe",
        "Jane",
        "J. Doe",
        "Jürgen Müller-Öz",
        "Piet van der Berg",
        "María José García López",
        "Anna-Lena O'Neil",
        "Robert (Robbo) Smith",
        "Иван Петров",
        PersonName(given="Jane", family="Doe"),
        PersonName(family="Doe"),
    ]
)


def spelled(name: str | PersonName) -> tuple[Spelled, ...]:
    """The spellings of a name."""
    lexicon = shipped().lexicon
    return forms(parse(name, lexicon), lexicon)


def company(counts: Mapping[Signature, float] | None = None, where: str = "acme.example") -> Convention:
    """The convention of a company after counts."""
    prior = shipped()
    return posterior(Weighed(counts or {}, {}), prior, prior.setting(domain_features(domain(where))))


def ranked(name: str | PersonName, counts: Mapping[Signature, float] | None = None) -> Ranking:
    """The ranking for a name after counts."""
    return rank(spelled(name), company(counts), shipped())


@given(NAMES, COUNTS)
def test_probabilities_leave_room_for_none(name: str | PersonName, counts: Mapping[Signature, float]) -> None:
    """All candidates together are less than certain; each is possible; the likeliest comes first; none comes twice."""
    found = ranked(name, counts).locals
    values = [p for _, p, _ in found]
    assert all(0 < p < 1 for p in values)
    assert sum(values) < 1
    assert sorted(values, reverse=True) == values
    assert len(found) == len({local for local, _, _ in found})


@given(NAMES, COUNTS)
def test_every_candidate_replays(name: str | PersonName, counts: Mapping[Signature, float]) -> None:
    """The ways to a candidate, each the product of its numbers, add up to its probability."""
    prior, convention = shipped(), company(counts)
    for local, probability, pattern in rank(spelled(name), convention, prior).locals[:5]:
        found = paths(spelled(name), convention, prior, local)
        products = [p.pattern_probability * p.spelling_probability * p.share * p.fit for p in found]
        assert probability == pytest.approx(sum(products), rel=1e-6)
        assert pattern in {p.pattern for p in found}


@given(NAMES, COUNTS)
def test_the_same_question_has_the_same_answer(name: str | PersonName, counts: Mapping[Signature, float]) -> None:
    """Nothing but name and evidence bears on it, not even what was asked before."""
    first = ranked(name, counts)
    ranked("Somebody Else", counts)
    assert first == ranked(name, counts)


@given(NAMES)
def test_spellings_are_a_distribution(name: str | PersonName) -> None:
    """The spellings kept for a name have probabilities that sum to at most one, hopeless ones dropped."""
    weighted = weigh(spelled(name), company().habits)
    total = sum(p for _, p in weighted)
    assert 0.5 < total <= 1 + 1e-9
    assert [p for _, p in weighted] == sorted((p for _, p in weighted), reverse=True)


def test_a_pattern_the_name_cannot_fill_goes_to_the_others() -> None:
    """Where everyone has a middle initial, a person without one gets what remains of the pattern."""
    counts = {(Match("{first}.{m}.{last}"),): 20}
    found = ranked(PersonName(given="Jane", family="Montgomery"), counts).locals
    assert "jane.montgomery" == found[0][0]
    told = ranked(PersonName(given="Jane", middle="Quinn", family="Montgomery"), counts).locals
    assert "jane.q.montgomery" == told[0][0]
    assert told[0][1] > found[0][1]


def test_an_untold_initial_is_assumed() -> None:
    """The likeliest initials are candidates, none of them likelier than leaving it out."""
    counts = {(Match("{first}.{m}.{last}"),): 20}
    found = [local for local, _, _ in ranked(PersonName(given="Jane", family="Montgomery"), counts).locals]
    assert [x for x in found if x.startswith("jane.") and len(x) == len("jane.x.montgomery")]


def test_an_unknowable_number_is_nobody_s_guess() -> None:
    """Where everyone has a number, no candidate is likely, and "none of these" is likelier than without numbers."""
    numbered = ranked("Jane Doe", {(Match("{f}{last}{n}", (), 60),): 50}).locals
    plain = ranked("Jane Doe", {(Match("{f}{last}"),): 50}).locals
    assert numbered[0][1] < 0.3 < plain[0][1]
    assert sum(p for _, p, _ in numbered) < sum(p for _, p, _ in plain)


def test_a_mononym_is_doubtful() -> None:
    """Half a name is answered with less confidence than a whole one."""
    counts = {(Match("{first}.{last}"),): 5}
    best, whole = ranked("Plato", counts).locals[:1], ranked("Jane Doe", counts).locals[0]
    assert not best or best[0][1] < whole[1]


def test_nothing_longer_than_a_local_part() -> None:
    """RFC 5321 allows 64 octets: what would be longer is no candidate."""
    long = PersonName(given="Maximiliana" * 4, family="Featherstonehaugh" * 3)
    found = ranked(long).locals
    assert found
    assert all(len(local) <= 64 for local, _, _ in found)


def test_the_kind_of_domain_matters() -> None:
    """A university is not expected to build addresses as a firm does."""
    prior = shipped()
    firm, school = (rank(spelled("Jane Doe"), company(where=w), prior) for w in ("acme.com", "acme.edu"))
    assert {local: p for local, p, _ in firm.locals} != {local: p for local, p, _ in school.locals}
