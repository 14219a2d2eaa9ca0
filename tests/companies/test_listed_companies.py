"""Companies known by name: found as they are written, by their own words, and by their initials."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emailguess.companies import domains, listed_companies
from emailguess.companies.listed_companies import TRUST, listed, packed
from emailguess.companies.names import company_key
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
    monkeypatch.setattr(listed_companies.shipped, "load", lambda name: whole)
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
    """No company in the shipped table reads as a person's name."""
    lexicon = shipped().lexicon
    assert [key for key in listed_companies._table().names if is_person(key.split(), lexicon)] == []


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
