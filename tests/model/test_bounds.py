"""Bounds and defaults of the model, each with its exact value."""

from __future__ import annotations

import pytest
from tests.tiny_prior import DOTTED, document

from emailguess import Guesser, InvalidArgument
from emailguess.evidence.outcomes import bounce_kind
from emailguess.evidence.reading import NOTHING
from emailguess.model.kinds import Rows
from emailguess.model.misdelivery import checked_headcount
from emailguess.model.name_fit import FEATURES, Situation, feature_row
from emailguess.model.prior import Prior
from emailguess.patterns.language import Pattern


def test_a_headcount_is_one_to_ten_million() -> None:
    """Both ends count; what lies beyond, and what is no number, is refused and shown."""
    assert [1, 10_000_000, None] == [checked_headcount(n) for n in (1, 10_000_000, None)]
    for wrong in (0, 10_000_001, True, 2.5):
        with pytest.raises(InvalidArgument, match=f"from 1 to 10,000,000, not {wrong}"):
            checked_headcount(wrong)  # type: ignore[arg-type]


def test_a_prior_that_lacks_what_was_fitted_later() -> None:
    """A file of an older fit has the shares that were usual then, and its evidence does not age."""
    old = {key: value for key, value in document().items() if key not in ("kinship", "half_life_months", "tie_breaks")}
    prior = Prior(old)
    assert {"registered": 0.35, "named": 0.33, "declared": 0.4} == prior.kinship
    assert 0.0 == prior.half_life_months
    assert {"middle": 0.25, "longer": 0.05, "full": 0.045, "number": 0.02} == prior.tie_breaks


def test_a_pattern_nobody_listed_has_its_share_of_what_is_kept() -> None:
    """Pseudo-count: what a kind keeps for unseen patterns × the pattern's share of it."""
    rows = Rows({DOTTED: (8.0, 0.5)}, (0.25, 0.5), lambda pattern: 0.2)
    assert (8.0, 0.5) == rows[DOTTED]
    assert pytest.approx((0.05, 0.1)) == rows["{last}.{first}"]


def test_features_of_a_situation() -> None:
    """Every number that the weights multiply, computed by hand."""
    told = Situation(given=5, family=4, given_letters=9, family_letters=3, middle=1, spellings=0, known=2, discipline=7)
    row = dict(zip(FEATURES, feature_row(told), strict=True))
    assert (1.0, 1.0, 1.0, 1.0, -1.0) == tuple(row[f] for f in FEATURES[:5])
    assert (1.0, 0.0) == (row["middle told"], row["several spellings"])
    assert (0.0, 0.0, 1.0) == (row["nothing known"], row["little known"], row["disciplined"])
    assert (0.0, 0.0) == (row["mostly bare"], row["mostly bare, disciplined"])
    assert (1.0, 1.0) == (row["given common, disciplined"], row["family common, disciplined"])
    empty = dict(zip(FEATURES, feature_row(told._replace(known=0, discipline=4)), strict=True))
    assert (1.0, 0.0, 0.0) == (empty["nothing known"], empty["little known"], empty["disciplined"])
    assert (0.0, 0.0) == (empty["given common, disciplined"], empty["family common, disciplined"])


def test_a_bounce_that_may_still_arrive() -> None:
    """A code of class 4 says that a mailbox is full, or nothing of the mailbox at all."""
    assert ["full", "policy", "policy"] == [bounce_kind(code) for code in ("4.2.2", "4.2.1", "4.1.1")]
    with pytest.raises(InvalidArgument, match="not 'sunny'"):
        bounce_kind("sunny")


def test_a_stated_pattern_is_counted_as_stated() -> None:
    """It weighs as many colleagues as was said, in tenths, and is told of as a stated one."""
    ((seen, number),) = NOTHING.state(Pattern(DOTTED), 2).counts.items()
    assert ("stated", 20, 1) == (seen.kind, seen.tenths, number)


def test_a_bounce_passed_counts_against_its_pattern() -> None:
    """The bounced address falls, and the pattern that gave it loses to the others."""
    known = ["Bob Jones <bjones@acme.example>"]
    before = Guesser().at("acme.example", known=known).guess("Jane Doe")
    after = Guesser().at("acme.example", known=known).guess("Jane Doe", bounced=["jdoe@acme.example"])
    assert "jdoe@acme.example" not in [candidate.address for candidate in after]
    assert (0, 1) == (before.evidence.bounced, after.evidence.bounced)
