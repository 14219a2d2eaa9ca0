"""The formulas of the model, each held against numbers computed by hand on the tiny prior.

Inequalities let a wrong constant pass; these do not. What each fitted constant does is guarded here: half-life, kinship,
sharpness, suitability, the shares of tie-breaks, elision, country, headcount, the chance that an owner left.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

import pytest
from tests.tiny_prior import DOTTED, GIVEN, INITIAL, document, tiny

from emailguess import Guesser, PersonName
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Counts, Seen, Signature, Weighed
from emailguess.model.collisions import settle
from emailguess.model.convention import Convention
from emailguess.model.habits import Habit, after_colleagues
from emailguess.model.misdelivery import misdelivery
from emailguess.model.name_fit import FEATURES, KINDS, STEPS
from emailguess.model.posterior import LEFT, posterior
from emailguess.model.prior import Prior, domain_features
from emailguess.model.ranking import Ranking, rank
from emailguess.names.forms import Form
from emailguess.names.parser import parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Pattern
from emailguess.patterns.matching import Match
from emailguess.patterns.unnamed import chances_of

ONE_INITIAL = (Match(INITIAL),)
ONE_DOTTED = (Match(DOTTED),)
EITHER = (Match(DOTTED), Match(INITIAL))
NONE = ""
# Given and family name stated, and no nickname: nothing of how the name is written is asked.
YARA = PersonName(given="Yara", family="Doe")


def after(
    support: Mapping[Signature, float] | None = None,
    denied: Mapping[Signature, float] | None = None,
    related: list[tuple[Weighed, float]] | None = None,
    where: str = "acme.com",
    prior: Prior | None = None,
    headcount: int | None = None,
) -> Convention:
    """The convention after evidence."""
    prior = prior or tiny()
    setting = prior.setting(domain_features(domain(where)), headcount)
    return posterior(Weighed(support or {}, denied or {}), prior, setting, related or [])


def shares(company: Convention) -> dict[str, float]:
    """Probability of each pattern; under "" that of none."""
    return {str(share.pattern): share.probability for share in company.patterns} | {NONE: company.p_none}


def approx(expected: Mapping[str, float], rel: float = 1e-6) -> object:
    """Equal but for rounding in the last digits."""
    return pytest.approx(dict(expected), rel=rel)


def spelled(name: PersonName, prior: Prior) -> tuple[Spelled, ...]:
    """The spellings of a name."""
    return forms(parse(name, prior.lexicon), prior.lexicon)


def ranked(prior: Prior, company: Convention, name: PersonName = YARA) -> dict[str, float]:
    """Candidates with their probabilities."""
    return {local: p for local, p, _ in rank(spelled(name, prior), company, prior).locals}


def test_without_evidence_kinds_are_averaged() -> None:
    """P(z) = Σ π_c α_cz / α_c0."""
    expected = {
        DOTTED: 0.75 * 8 / 10 + 0.25 * 0.5 / 5,
        INITIAL: 0.75 * 1 / 10 + 0.25 * 3 / 5,
        GIVEN: 0.75 * 0.5 / 10 + 0.25 * 1 / 5,
        NONE: 0.75 * 0.5 / 10 + 0.25 * 0.5 / 5,
    }
    assert approx(expected) == shares(after())
    assert 1 == pytest.approx(sum(expected.values()))


def test_one_colleague_weighs_kinds_and_adds_a_count() -> None:
    """r_c ∝ π_c α_cz / α_c0, then P(z) = Σ r_c (α_cz + n_z) / (α_c0 + N)."""
    first, second = 0.75 * 1 / 10, 0.25 * 3 / 5
    r, s = first / (first + second), second / (first + second)
    expected = {
        DOTTED: r * 8 / 11 + s * 0.5 / 6,
        INITIAL: r * 2 / 11 + s * 4 / 6,
        GIVEN: r * 0.5 / 11 + s * 1 / 6,
        NONE: r * 0.5 / 11 + s * 0.5 / 6,
    }
    assert approx(expected) == shares(after({ONE_INITIAL: 1}))


def test_several_colleagues_are_a_dirichlet_multinomial() -> None:
    """Two alike: α (α + 1) / (α_0 (α_0 + 1)) for each kind."""
    first, second = 0.75 * (1 * 2) / (10 * 11), 0.25 * (3 * 4) / (5 * 6)
    r, s = first / (first + second), second / (first + second)
    assert r * 3 / 12 + s * 5 / 7 == pytest.approx(shares(after({ONE_INITIAL: 2}))[INITIAL], rel=1e-6)


def test_an_ambiguous_address_is_shared_out_by_each_kind() -> None:
    """A set of patterns is as likely as their sum; each gets its part of the count."""
    first, second = 0.75 * 9 / 10, 0.25 * 3.5 / 5
    r, s = first / (first + second), second / (first + second)
    expected = {
        DOTTED: r * (8 + 8 / 9) / 11 + s * (0.5 + 0.5 / 3.5) / 6,
        INITIAL: r * (1 + 1 / 9) / 11 + s * (3 + 3 / 3.5) / 6,
    }
    found = shares(after({EITHER: 1}))
    assert approx(expected) == {p: found[p] for p in expected}


def test_costs_are_tenths_of_nats() -> None:
    """A match that costs 10 counts e times less than one that costs nothing."""
    costly = (Match(DOTTED, (), 10), Match(INITIAL))
    first, second = 0.75 * (8 / exp(1) + 1) / 10, 0.25 * (0.5 / exp(1) + 3) / 5
    r, s = first / (first + second), second / (first + second)
    gets = [(8 / exp(1)) / (8 / exp(1) + 1), (0.5 / exp(1)) / (0.5 / exp(1) + 3)]
    expected = r * (8 + gets[0]) / 11 + s * (0.5 + gets[1]) / 6
    assert expected == pytest.approx(shares(after({costly: 1}))[DOTTED], rel=0.01)  # weights keep two digits


def test_a_bounce_takes_from_the_pattern_that_gave_it() -> None:
    """An address arrives unless its pattern gave it, or gave it and its owner left."""
    arrives = [1 - (1 - LEFT) * 0.1, 1 - (1 - LEFT) * 0.6]
    first, second = 0.75 * arrives[0], 0.25 * arrives[1]
    r, s = first / (first + second), second / (first + second)

    def kept(alpha: float, total: float, arrive: float) -> tuple[float, float]:
        added = 1 / (total * arrive)
        lost = alpha * (1 - LEFT) * added / (1 + added)
        return alpha - lost, total - lost

    (one, ten), (three, five) = kept(1, 10, arrives[0]), kept(3, 5, arrives[1])
    expected = {INITIAL: r * one / ten + s * three / five, DOTTED: r * 8 / ten + s * 0.5 / five}
    found = shares(after(denied={ONE_INITIAL: 1}))
    assert approx(expected) == {p: found[p] for p in expected}


def test_who_left_is_as_often_as_the_source_says() -> None:
    """A median tenure of 3.9 years (BLS, Employee Tenure, January 2024) leaves 1 − 2^(−1/3.9) gone after one."""
    assert 1 - 2 ** (-1 / 3.9) == pytest.approx(LEFT, abs=0.005)


def test_related_domains_are_mixed_by_their_chance() -> None:
    """Without evidence of its own, a company is as its relative with the chance of their kinship, else as any."""
    other = Weighed({ONE_INITIAL: 1}, {})
    alone, like = shares(after()), shares(after({ONE_INITIAL: 1}))
    company = after(related=[(other, 0.3)])
    assert approx({p: 0.7 * alone[p] + 0.3 * like[p] for p in alone}) == shares(company)
    assert 0.3 == pytest.approx(company.shared)


def test_relatives_agree_as_their_sector_does() -> None:
    """A kinship's chance is the sector's own where that was fitted, else the kinship's; strangers have none."""
    prior = tiny()
    government, company = domain("north.acme.gov.uk"), domain("north.acme.com")
    expected = [0.9, 0.2, 0.3, 0.2, 0.0]
    asked = [(government, "registered"), (government, "named"), (company, "registered"), (company, "named")]
    assert expected == [prior.agreement(kin, where) for where, kin in [*asked, (company, "unheard of")]]


def test_agreement_makes_relatives_likelier_the_same() -> None:
    """The chance that two domains share a convention follows P(both) / (P(one) P(other))."""
    other = Weighed({ONE_INITIAL: 1}, {})
    one = 0.75 * 1 / 10 + 0.25 * 3 / 5
    both = 0.75 * 2 / 110 + 0.25 * 12 / 30
    odds = 0.3 / 0.7 * both / one**2
    assert odds / (1 + odds) == pytest.approx(after({ONE_INITIAL: 1}, related=[(other, 0.3)]).shared, rel=1e-6)
    one_dotted = 0.75 * 8 / 10 + 0.25 * 0.5 / 5
    apart = 0.75 * 8 / 110 + 0.25 * 1.5 / 30
    odds = 0.3 / 0.7 * apart / (one * one_dotted)
    assert odds / (1 + odds) == pytest.approx(after({ONE_DOTTED: 1}, related=[(other, 0.3)]).shared, rel=1e-6)


def test_kinds_follow_the_domain_and_the_headcount() -> None:
    """Offsets of a feature and of the size (three doublings a unit, from 500) add to the log-weights of the kinds."""
    prior = tiny()
    assert [0.5, 0.5] == pytest.approx(prior.setting(domain_features(domain("acme.org"))).weights)
    larger = prior.setting(domain_features(domain("acme.com")), 4_000).weights
    assert [0.75 / 1.25, 0.5 / 1.25] == pytest.approx(larger)


def test_old_evidence_halves_with_the_half_life() -> None:
    """Weight = tenths / 10 × 2^(−age / half-life)."""
    counts = Counts({Seen(ONE_INITIAL, "pair", 100): 3, Seen(ONE_DOTTED, "pair", 100, 5): 1})
    assert {ONE_INITIAL: 1.5, ONE_DOTTED: 0.25} == pytest.approx(counts.weighed(now=124, half_life_months=24.0).support)
    assert {ONE_INITIAL: 3.0, ONE_DOTTED: 0.5} == counts.weighed(now=90, half_life_months=24.0).support


def test_a_company_answers_a_question_as_its_colleagues_do() -> None:
    """Where people choose: (pseudo + seen) / (pseudo_0 + N); a country may have pseudo-counts of its own."""
    umlaut = (Match(DOTTED, ("umlaut=plain",)),)
    assert 0.25 == pytest.approx(after().habits["umlaut=plain"])
    assert 0.1 == pytest.approx(after(where="acme.de").habits["umlaut=plain"])
    assert 3 / 6 == pytest.approx(after({umlaut: 2}).habits["umlaut=plain"])


def test_a_rule_is_weighed_against_choice() -> None:
    """P(rule | seen) ∝ P(rule) (1 − slip)^n; P(choice | seen) ∝ P(choice) × Dirichlet-multinomial."""
    habit = Habit({"plain": 1.0, "expanded": 1.0}, {"plain": 0.2, "expanded": 0.2}, 0.1)
    rule, against, choice = 0.2 * 0.9**2, 0.2 * 0.1**2, 0.6 * (1 * 2) / (2 * 3)
    whole = rule + against + choice
    expected = rule / whole * 0.9 + against / whole * 0.1 + choice / whole * 3 / 4
    found = after_colleagues({"umlaut": habit}, {"umlaut": {"expanded": 2.0}})
    assert expected == pytest.approx(found["umlaut"]["expanded"])


def test_ranking_renders_each_pattern() -> None:
    """Suitability and sharpness 1: a candidate has its pattern's probability, "none of these" the rest."""
    prior, company = tiny(), after()
    found = shares(company)
    expected = {"yara.doe": found[DOTTED], "ydoe": found[INITIAL], "yara": found[GIVEN]}
    assert approx(expected) == ranked(prior, company)


def test_sharpness_is_an_exponent() -> None:
    """mass = p^sharpness, over their sum and what is left to none of these."""
    prior = tiny(suitability={**document()["suitability"], "sharpness": [2.0] + [1.0] * (STEPS - 1)})
    company = after(prior=prior)
    p = shares(company)
    squares = {"yara.doe": p[DOTTED] ** 2, "ydoe": p[INITIAL] ** 2, "yara": p[GIVEN] ** 2}
    whole = sum(squares.values()) + 1 - p[DOTTED] - p[INITIAL] - p[GIVEN]
    assert approx({local: square / whole for local, square in squares.items()}) == ranked(prior, company)


def test_suitability_multiplies_a_kind_of_pattern() -> None:
    """mass = p × exp(weights · features); "one" is the feature that is always 1."""
    weights = {kind: [0.0] * len(FEATURES) for kind in KINDS}
    weights["first"] = [log(3)] + [0.0] * (len(FEATURES) - 1)
    prior = tiny(suitability={"weights": weights, "sharpness": [1.0] * STEPS})
    company = after(prior=prior)
    p = shares(company)
    whole = 1 + 2 * p[GIVEN]
    expected = {"yara.doe": p[DOTTED] / whole, "ydoe": p[INITIAL] / whole, "yara": 3 * p[GIVEN] / whole}
    assert approx(expected) == ranked(prior, company)


def test_misdelivery_counts_the_others() -> None:
    """(1 − p) (1 − exp(−headcount × Σ_z P(z) P(local | z)))."""
    prior, company = tiny(), after()
    chances = chances_of("jdoe", prior.lexicon.given_names, prior.lexicon.family_names, prior.stock)
    rate = shares(company)[INITIAL] * chances[INITIAL] + shares(company)[GIVEN] * chances.get(GIVEN, 0.0)
    expected = 0.75 * (1 - exp(-300 * rate))
    assert 0 < expected == pytest.approx(misdelivery(0.25, "jdoe", company, 300, prior))


def test_a_taken_address_goes_to_the_ways_namesakes_are_told_apart() -> None:
    """The mass of somebody else's address: 0.2 to two letters, 0.1 to the full name, 0.3 to a middle initial …"""
    prior = tiny()
    ranking = Ranking({"jdoe": 0.6, "jane": 0.2}, 1.0, {"jdoe": Pattern(INITIAL), "jane": Pattern(GIVEN)})
    settled = settle(
        ranking,
        {"jdoe": "other"},
        lambda locals_: {},
        lambda local: Form("jane", "doe", f="j", l="d"),
        lambda local: 0.0,
        prior,
    )
    expected = {
        "jane": 0.2,
        "jadoe": 0.6 * (0.3 * 0.6 + 0.2),  # the initial a, or two letters of Jane
        "jbdoe": 0.6 * 0.3 * 0.4,
        "janedoe": 0.6 * 0.1,
        "jdoe1": 0.6 * 0.05 * 0.5,
        "jdoe2": 0.6 * 0.05 * 0.5,
    }
    assert approx(expected) == settled.masses
    assert sorted(expected, key=lambda local: (-expected[local], local)) == list(settled.masses)
    assert 1 - 0.6 * (1 - 0.65) == pytest.approx(settled.whole)


def test_an_address_of_an_unknown_owner_is_likelier_hers() -> None:
    """Bayes: p / (p + (1 − p) × chance that somebody else has it); the others keep their proportions."""
    ranking = Ranking({"jdoe": 0.6, "jane": 0.2}, 1.0, {"jdoe": Pattern(INITIAL), "jane": Pattern(GIVEN)})
    settled = settle(ranking, {"jdoe": "unknown"}, lambda locals_: {}, lambda local: None, lambda local: 0.5, tiny())
    found = {local: mass / settled.whole for local, mass in settled.masses.items()}
    raised = 0.6 / (0.6 + 0.4 * 0.5)
    assert approx({"jdoe": raised, "jane": (1 - raised) * 0.5}) == found


def test_a_bounced_address_keeps_the_chance_that_its_owner_left() -> None:
    """A bounce of this person's address takes it out; all but the chance that she left goes with it."""
    ranking = Ranking({"jdoe": 0.6, "jane": 0.2}, 1.0, {"jdoe": Pattern(INITIAL), "jane": Pattern(GIVEN)})
    settled = settle(ranking, {"jdoe": "bounced"}, lambda locals_: {}, lambda local: None, lambda local: 0.0, tiny())
    assert {"jane": 0.2} == settled.masses
    assert 1 - 0.6 * (1 - LEFT) == pytest.approx(settled.whole)


def test_middle_fields_are_elided_as_often_as_fitted() -> None:
    """Without a middle name a pattern that wants one gives 0.75 to its shorter form, 0.25 to assumed initials."""
    middle = "{first}.{m}.{last}"
    made = document(patterns=[DOTTED, INITIAL, GIVEN, middle])
    for component in made["components"]:
        component["alpha"] = {"0": 6.0, "3": 3.5}
    prior = Prior(made)
    company = after(prior=prior)
    wants = shares(company)[middle]
    found = ranked(prior, company)
    expected = {
        "yara.doe": shares(company)[DOTTED] + 0.75 * wants,
        "yara.a.doe": 0.25 * 0.6 * wants,
        "yara.b.doe": 0.25 * 0.4 * wants,
    }
    assert approx(expected) == found


def test_an_alias_counts_once() -> None:
    """A domain that is declared and looks related is one related domain, weighed as declared."""
    guesser = Guesser(prior=tiny())
    guesser.learn([("Bob Jones", "bjones@acme.net")])
    looks = guesser.guess(YARA, "acme.com").evidence
    guesser.declare_alias("acme.com", "acme.net")
    declared = guesser.guess(YARA, "acme.com").evidence
    assert (1, 1) == (looks.related, declared.related)
    assert [0.2, 0.4] == pytest.approx([looks.shared, declared.shared])


def test_a_stated_pattern_weighs_as_colleagues() -> None:
    """A stated pattern is two colleagues unless said otherwise."""
    guesser = Guesser(prior=tiny())
    stated = guesser.guess(YARA, "acme.com", pattern=INITIAL)
    assert shares(after({ONE_INITIAL: 2}))[INITIAL] == pytest.approx(stated.candidates[0].probability, rel=1e-6)
    thrice = guesser.guess(YARA, "acme.com", pattern=INITIAL, pattern_weight=3)
    assert shares(after({ONE_INITIAL: 3}))[INITIAL] == pytest.approx(thrice.candidates[0].probability, rel=1e-6)


def test_country_sways_the_spelling() -> None:
    """`country="DE"` answers the question of umlauts as companies there do, whatever the domain's ending."""
    guesser = Guesser(prior=tiny())
    plain = guesser.guess(PersonName(given="Jörg", family="Doe"), "acme.com")
    german = guesser.guess(PersonName(given="Jörg", family="Doe"), "acme.com", country="DE")
    ratio = {a.address: a.probability for a in plain}["joerg.doe@acme.com"] / shares(after())[DOTTED]
    swayed = {a.address: a.probability for a in german}["joerg.doe@acme.com"] / shares(after())[DOTTED]
    assert [0.75, 0.9] == pytest.approx([ratio, swayed], rel=1e-6)
