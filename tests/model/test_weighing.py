"""Weighing: what every kind of company makes of evidence."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Signature, Weighed
from emailguess.model import weighing
from emailguess.model.posterior import posterior
from emailguess.model.prior import domain_features, shipped
from emailguess.model.weighing import LEFT, Grouped, Shares, bounces, weigh_kinds
from emailguess.patterns.matching import Match

LISTED = list(shipped().patterns)[:40]
ITEMS = st.dictionaries(st.sampled_from(LISTED), st.sampled_from([0.05, 0.5, 1.0]), min_size=1, max_size=20)
Plain = list[tuple[dict[str, float], float]]
SUPPORT = st.lists(st.tuples(ITEMS, st.sampled_from([0.5, 1.0, 3.0])), max_size=5)


def weighed(support: Plain) -> tuple[Shares, float]:
    """What the kinds, one as likely as another, make of signatures whose ways have these chances."""
    kinds = shipped().kinds
    signatures: dict[Signature, float] = {}
    for items, count in support:
        signature = tuple(Match(pattern, (f"chance={weight}",)) for pattern, weight in items.items())
        signatures[signature] = signatures.get(signature, 0.0) + count
    grouped = Grouped(signatures)
    digest = grouped.digest({f"chance={weight}": weight for items, _ in support for weight in items.values()})
    return weigh_kinds(grouped.groups, digest, (), kinds, [1 / len(kinds.totals)] * len(kinds.totals))


def in_order(support: Plain) -> list[tuple[tuple[tuple[str, float], ...], float]]:
    """Alike ones together, the least ambiguous first."""
    merged: dict[tuple[tuple[str, float], ...], float] = {}
    for items, count in support:
        key = tuple(items.items())
        merged[key] = merged.get(key, 0.0) + count
    return sorted(merged.items(), key=lambda item: (len(item[0]), item[0]))


def one_by_one(support: Plain) -> tuple[list[float], dict[str, list[float]]]:
    """The formula as it is written, pattern by pattern: m = Σ w_z (α_cz + n_cz), and z gets its part of m."""
    kinds = shipped().kinds
    scores, found = [0.0] * len(kinds.totals), {p: [0.0] * len(kinds.totals) for items, _ in support for p in items}
    for i, total in enumerate(kinds.totals):
        seen = 0.0
        for items, count in in_order(support):
            # In small steps every mass is the ratio that the gamma functions stand for.
            for step in (1.0, count - 1) if count > 1 and len(items) > 1 else (count,):
                parts = {p: w * (kinds.rows[p][i] + found[p][i]) for p, w in items}
                mass = sum(parts.values())
                if step == 1:
                    scores[i] += log(mass / (total + seen))
                for p, part in parts.items():
                    found[p][i] += step * part / mass
                seen += step
    return scores, found


@settings(max_examples=60, deadline=None)
@given(SUPPORT)
def test_patterns_weighed_together_count_as_each_by_itself(support: Plain) -> None:
    """Patterns that no signature tells apart are weighed as one, and each has the counts it would have had alone."""
    kinds = shipped().kinds
    shares, _ = weighed(support)
    _, expected = one_by_one(support)
    for i in range(len(kinds.totals)):
        only = [float(i == j) for j in range(len(kinds.totals))]
        counted = dict(shares.counted(only, kinds))
        assert {p: pytest.approx(row[i], abs=1e-7) for p, row in expected.items()} == {
            p: counted.get(p, 0.0) for p in expected
        }


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ITEMS, st.just(1.0)), max_size=5, unique_by=lambda row: tuple(row[0].items())))
def test_patterns_weighed_together_make_the_evidence_as_likely(support: Plain) -> None:
    """Which kind explains the company is the same, too: r_c ∝ Π m_c / (α_c0 + N)."""
    kinds = shipped().kinds
    number = len(kinds.totals)
    shares, whole = weighed(support)
    scores, _ = one_by_one(support)
    assert [pytest.approx(score - log(number), abs=1e-6) for score in scores] == [
        log(r) + whole for r in shares.responsibilities
    ]


def test_three_colleagues_are_three_in_every_view() -> None:
    """A company is seen in two views where names may be turned round; its evidence is the same amount in both."""
    prior = shipped()
    known = {
        (
            Match("{f}{last}", (f"order0={'gf' if i else 'fg'}",)),
            Match("{l}{first}", (f"order0={'fg' if i else 'gf'}", f"nick={'asis' if i % 2 else 'short'}")),
        ): 1.0
        for i in range(3)
    }
    steps = {
        posterior(Weighed(known, {}), prior, prior.setting(domain_features(domain(host)))).known
        for host in ("acme.example", "acme.de", "acme.hu", "acme.edu", "acme.org", "acme.co.uk", "acme.jp", "acme.net")
    }
    assert {2} == steps


def bounced(cuts: list[float], masses: list[float], total: float, count: float) -> tuple[float, list[float], float]:
    """The rule as it is written: R = T − Σ c m; each bounce has the chance R / T and leaves m (1 − c / (R + 1))."""
    score = 0.0
    while count > 0:
        step = min(count, 1.0)
        count -= step
        rest = total - sum(c * m for c, m in zip(cuts, masses, strict=True))
        score += step * log(rest / total)
        left = [m * (1 - c * step / (rest + step)) for c, m in zip(cuts, masses, strict=True)]
        total -= sum(masses) - sum(left)
        masses = left
    return score, masses, total


CHANCES = st.sampled_from([1.0, 1.0, 0.9, 0.5, 0.03, 0.0004]).map(lambda chance: (1 - LEFT) * chance)
PATTERNS = st.lists(st.tuples(CHANCES, st.floats(-3, 4).map(lambda power: 10**power)), min_size=1, max_size=6)


Outcome = tuple[float, list[float], float]


def both_ways(patterns: list[tuple[float, float]], other: float, count: float) -> tuple[Outcome, Outcome]:
    """What the library computes, and what the rule says."""
    cuts, masses = [c for c, _ in patterns], [m for _, m in patterns]
    total = sum(masses) + 10**other
    return bounces(cuts, masses, total, count), bounced(cuts, masses, total, count)


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.floats(-2, 4), st.sampled_from([1.0, 7.4, 64.0]))
def test_few_bounces_count_one_by_one(patterns: list[tuple[float, float]], other: float, count: float) -> None:
    """Up to 64 the rule itself is computed, fractions of a bounce included."""
    (score, left, whole), (expected, rest, sum_) = both_ways(patterns, other, count)
    assert pytest.approx((expected, sum_, *rest), rel=1e-9) == (score, whole, *left)


@settings(max_examples=60, deadline=None)
@given(PATTERNS, st.floats(-2, 4), st.sampled_from([65.0, 300.5, 3_000.0]))
def test_many_bounces_count_as_one_by_one(patterns: list[tuple[float, float]], other: float, count: float) -> None:
    """Within .01 of every share and three thousandths of the log-likelihood, however contrived the company is."""
    (score, left, whole), (expected, rest, sum_) = both_ways(patterns, other, count)
    assert pytest.approx(expected, rel=3e-3, abs=3e-3) == score
    assert [pytest.approx(m / sum_, abs=0.01) for m in rest] == [m / whole for m in left]


@pytest.mark.parametrize("count", [1e3, 1e6, 1e12])
@pytest.mark.parametrize("masses", [[5.0], [1e7, 30.0, 0.001], [1e10] * 40])
def test_a_forged_number_of_bounces_takes_no_longer(
    monkeypatch: pytest.MonkeyPatch, masses: list[float], count: float
) -> None:
    """The steps are few whatever the number, and end where nothing of the patterns is left."""
    steps = 0
    slowly = weighing._slowly

    def counted(*state: float) -> float:
        nonlocal steps
        steps += 1
        return slowly(*state)  # type: ignore[arg-type]

    monkeypatch.setattr(weighing, "_slowly", counted)
    score, left, total = bounces([0.84] * len(masses), masses, sum(masses) + 45, count)
    assert steps < 400
    assert score < 0
    assert 44.9 < total < sum(masses) + 45
    if count == 1e12:
        assert pytest.approx([0.0] * len(masses), abs=1e-6) == left


def test_kinds_that_are_given_up_would_not_have_mattered(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a company with many colleagues the kinds that e^-60 leaves without hope change no probability by 1e-12."""
    prior = shipped()
    listed = [name for name in LISTED if "{n}" not in name]
    known: dict[Signature, float] = {
        tuple(Match(p) for p in sorted({"{first}.{last}", *listed[i % 17 :: 5 + i % 7]})): 1.0 + i % 3
        for i in range(90)
    }
    setting = prior.setting(domain_features(domain("acme.example")))
    quick = posterior(Weighed(known, {}), prior, setting)
    monkeypatch.setattr("emailguess.model.weighing._SIGNATURES", 10**9)
    whole = posterior(Weighed(known, {}), prior, setting)
    assert [share.pattern.text for share in whole.patterns] == [share.pattern.text for share in quick.patterns]
    assert [share.probability for share in quick.patterns] == pytest.approx(
        [share.probability for share in whole.patterns], abs=1e-12
    )


@pytest.mark.parametrize(
    ("cuts", "masses", "total", "rest", "fastest"),
    [
        ([1.0, 0.5], [2.0, 4.0], 5.0, 1.0, 0.8),  # T: gives 2 + 2 = 4, 4 / 5
        ([0.5, 0.5], [2.0, 6.0], 100.0, 1.0, 1.0),  # R: gives 4, less 2 that is slower: 2 / 2
        ([1.0], [1.0], 100.0, 1.0, 0.25),  # their ratio: 1 / 1 / 4
    ],
)
def test_how_many_bounces_at_once_on_paper(
    cuts: list[float], masses: list[float], total: float, rest: float, fastest: float
) -> None:
    """A tenth over what changes fastest: T, R or R / T."""
    assert 0.1 * (rest + 1) / fastest == pytest.approx(weighing._slowly(cuts, masses, total, rest))
