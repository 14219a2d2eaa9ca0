"""Companies known by name: found as they are written, by their own words, and by their initials."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emailguess.companies import domains, listed_companies
from emailguess.companies.listed_companies import TRUST, listed, packed
from emailguess.companies.names import company_key, is_domain
from emailguess.data.known_organisations import ORGANISATIONS
from emailguess.fit.listed_companies import agreement, entries, is_person
from emailguess.model.prior import shipped

TABLE = {
    "blue widget networks": {"bluewidget.example": 9, "bw.example": 1},
    "zorblat": {"zorblat.example": 5},
    "frobnitz research": {"frob.example": 4},
    "frobnitz bank": {"frobbank.example": 4},
    "national gadget agency": {"gadgets.example": 7},
    "qxz": {"qxz.example": 3},
}


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A table of invented companies in the place of the shipped one."""
    whole = packed(TABLE)
    load = listed_companies.shipped.load
    monkeypatch.setattr(
        listed_companies.shipped, "load", lambda name: whole if name == "listed_companies.bin" else load(name)
    )
    listed_companies._table.cache_clear()
    yield
    listed_companies._table.cache_clear()


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize(
    ("written", "rule", "first"),
    [
        ("Blue Widget Networks, Inc.", "name", "bluewidget.example"),
        ("Networks Blue Widget", "words", "bluewidget.example"),
        ("Blue Widget", "core", "bluewidget.example"),
        ("Blue Widget Technologies GmbH", "core", "bluewidget.example"),
        ("Frobnitz Forschung", "words", "frob.example"),
        ("Agence nationale Gadget", "words", "gadgets.example"),
        ("NGA", "initials", "gadgets.example"),
        ("Quick Xylophone Zoo", "written out", "qxz.example"),
    ],
)
def test_found_by(written: str, rule: str, first: str) -> None:
    """Legal form, order, language and length may differ; each way to find a company has its own trust."""
    found = listed(company_key(written))
    assert found is not None
    assert (next(iter(found.domains)), found.trust) == (first, TRUST[rule])
    best = domains(written).best
    assert best is not None
    if rule not in ("initials", "written out"):
        assert best.domain == first


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("written", ["Frobnitz", "Frobnitz Media", "Networks", "Research Networks", "Yonder", "QX"])
def test_not_found(written: str) -> None:
    """What two companies with other domains share tells neither, and words that all companies use tell none."""
    assert listed(company_key(written)) is None


@pytest.mark.usefixtures("invented")
def test_probabilities_add_up() -> None:
    """Listed domains share what the match is worth by their people; inference has the rest."""
    answer = domains("Blue Widget Networks")
    shares = {c.domain: c.probability for c in answer}
    assert shares["bluewidget.example"] == pytest.approx(0.95 * 0.9)
    assert shares["bw.example"] == pytest.approx(0.95 * 0.1)
    assert sum(shares.values()) + answer.p_none == pytest.approx(1)


def test_no_person_in_the_shipped_table() -> None:
    """No company that a corpus named reads as a person's name; Robert Bosch is on the list that we keep by hand."""
    lexicon = shipped().lexicon
    by_hand = {key for entry in ORGANISATIONS for key in entry.partition(": ")[2].split("; ")}
    names = listed_companies._table().names.keys() - by_hand
    assert [key for key in names if is_person(key.split(), lexicon)] == []


def test_organisations_are_listed_by_their_keys() -> None:
    """A name on the list that we keep by hand is one that `company_key` gives, with a domain that is one."""
    for entry in ORGANISATIONS:
        domain, _, keys = entry.partition(": ")
        assert is_domain(domain)
        assert [company_key(key) for key in keys.split("; ")] == keys.split("; ")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("Georgia Tech", "uga.edu"),
        ("Virginia Tech", "virginia.edu"),
        ("Boston Consulting Group", "bu.edu"),
        ("CDC", "coorong.sa.gov.au"),
        ("Michigan Energy", "umich.edu"),
    ],
)
def test_a_company_is_no_school_of_the_place(written: str, wrong: str) -> None:
    """What shares only the place with a school or a council is not found by it."""
    assert wrong not in [c.domain for c in domains(written)]


def test_entries_drop_persons_and_the_few(tmp_path: Path) -> None:
    """A person's own company and domains with fewer than three people are not written."""
    table = tmp_path / "pairs.tsv"
    rows = ["company\tdomain\tpeople", "Zorblat Inc\tzorblat.example\t5", "Zorblat\tzb.example\t2"]
    rows += ["Robert Miller\tmiller.example\t4", "Zorblat GmbH\tzorblat.example\t3"]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    found, dropped = entries(table, shipped().lexicon)
    assert found == {"zorblat": {"zorblat.example": 8}}
    assert dropped == {"fewer than three people": 1, "could be a person's name": 1}


def test_agreement_counts_what_is_found_by_less_than_the_name() -> None:
    """Each entry is asked for in a table without it; what shares a domain was found rightly."""
    table = {"zorblat": {"z.example": 3}, "zorblat labs": {"z.example": 4}, "other group": {"o.example": 3}}
    assert agreement(table)["core"] == (2, 2)
