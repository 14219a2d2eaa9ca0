"""Schools that are known by name: the shipped list is asked first, and inference keeps the rest."""

from __future__ import annotations

import pytest

from emailguess.companies import domains
from emailguess.companies.listed_schools import FIRST, school_domains
from emailguess.companies.listing import BY_PART


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("University of Oxford", "ox.ac.uk"),
        ("Oxford University", "ox.ac.uk"),
        ("Hochschule M\u00fcnchen", "hm.edu"),
        ("Universit\u00e4t Wien", "univie.ac.at"),
        ("University of Vienna", "univie.ac.at"),
        ("Massachusetts Institute of Technology", "mit.edu"),
        ("TU Wien", "tuwien.ac.at"),
        ("Danmarks Tekniske Universitet", "dtu.dk"),
        ("IIT Kanpur", "iitk.ac.in"),
        ("UC Davis", "ucdavis.edu"),
        ("Helsingin yliopisto", "helsinki.fi"),
        ("K\u00f8benhavns Universitet", "ku.dk"),
    ],
)
def test_a_listed_school_has_its_domain_first(name: str, expected: str) -> None:
    """Order of words, language and diacritics do not matter; the share is the measured one, and all sum to one."""
    answer = domains(name)
    assert answer.best is not None
    assert expected == answer.best.domain
    assert answer.best.probability >= FIRST - 1e-9
    assert sum(c.probability for c in answer) + answer.p_none == pytest.approx(1.0)


def test_an_unlisted_school_is_inferred() -> None:
    """A school that the list does not have is answered from the rules."""
    assert school_domains("University of Northern Nowhere") == ((), False)
    assert {"inferred"} == {c.source for c in domains("University of Northern Nowhere")}


def test_another_country_is_not_meant() -> None:
    """A listed domain below another country's top level is no answer where the caller names the country."""
    assert "ox.ac.uk" not in [c.domain for c in domains("University of Oxford", country="DE")]


@pytest.mark.parametrize("name", ["Charles University", "Jagiellonian University"])
def test_a_part_of_the_name_is_less_sure(name: str) -> None:
    """A school that is found by part of its name has the smaller share measured for that."""
    found, whole = school_domains(name)
    best = domains(name).best
    assert (len(found), whole) == (1, False)
    assert best is not None
    assert (best.domain, best.probability) == (found[0], pytest.approx(BY_PART, abs=0.01))
