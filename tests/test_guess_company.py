"""Guessing from a company's name: where the domain comes from, and what the doubt about it does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from emailguess import Guesser, InvalidCompany, domains, guess
from emailguess.files import read_people


def test_colleague_tells_where_the_mail_is() -> None:
    """A colleague's address among `known` makes its domain the likeliest one, and teaches the pattern there."""
    answer = guess("Jane Doe", company="Blue Widget Networks", known=["Bob Jones <bjones@bwn-mail.example>"])
    assert answer.best is not None
    assert "jdoe@bwn-mail.example" == answer.best.address
    assert 1 == answer.evidence.pairs


def test_company_column_teaches_the_domain(tmp_path: Path) -> None:
    """A file with a company column teaches companies' domains when it is learned."""
    path = tmp_path / "team.csv"
    path.write_text("name,email,company\nBob Jones,bjones@acme.example,Acme Corporation\n", encoding="utf-8")
    guesser = Guesser()
    assert 1 == guesser.learn(read_people(path)).learned
    best = guesser.domains("ACME Corp.").best
    assert best is not None
    assert ("acme.example", "learned") == (best.domain, best.source)


def test_bad_company_cell_is_reported_and_the_person_kept() -> None:
    """A company cell that is no name goes into the report; the address beside it is learned."""
    report = Guesser().learn([("Bob Jones", "bjones@acme.example", "GmbH")])
    assert (1, [1]) == (report.learned, [r.row for r in report.rejected])


def test_aliases_share_what_was_learned_and_are_candidates() -> None:
    """Declared aliases pool their evidence, and a company learned at one has the others among its domains."""
    guesser = Guesser()
    guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
    guesser.learn_company("Acme", "acme.example")
    guesser.declare_alias("acme.example", "acme-group.example")
    assert "jdoe@acme-group.example" == guesser.guess("Jane Doe", "acme-group.example").candidates[0].address
    assert {"acme.example", "acme-group.example"} <= {c.domain for c in guesser.domains("Acme")}


def test_explanation_includes_the_doubt_about_the_domain() -> None:
    """The routes of a candidate at an inferred domain multiply by that domain's probability and still replay."""
    answer = guess("Jane Doe", company="Blue Widget Networks, Inc.")
    assert answer.best is not None
    assert all(route.domain_probability < 1 for route in answer.routes())
    assert abs(sum(route.product for route in answer.routes()) - answer.best.probability) < 1e-9


@pytest.mark.parametrize("company", ["", "  ", "GmbH", "\n", "x" * 10_000])
def test_what_is_no_company_is_refused(company: str) -> None:
    """An empty name, a legal form alone, a line break or ten thousand characters raise `InvalidCompany`."""
    with pytest.raises(InvalidCompany):
        guess("Jane Doe", company=company)
    with pytest.raises(InvalidCompany):
        domains(company)


def test_no_socket_is_opened_without_check_mx() -> None:
    """Guessing from names, domains and companies, and explaining, open no socket: an audit hook would see it."""
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.'):\n"
        "        raise SystemExit(f'opened a socket: {event}')\n"
        "sys.addaudithook(hook)\n"
        "from emailguess import Guesser, guess\n"
        "guess('Jane Doe', 'acme.example', known=['Bob Jones <bjones@acme.example>']).explain()\n"
        "guess('Jane Doe', company='Acme Widgets GmbH').explain()\n"
        "g = Guesser(); g.learn([('Bob Jones', 'bjones@acme.example', 'Acme')]); g.domains('Acme')\n"
        "print('quiet')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ("quiet\n", "") == (done.stdout, done.stderr)


def test_patterns_of_an_alias_are_those_of_the_company() -> None:
    """`patterns` learns from a declared alias as `guess` does: much, but less than from the domain itself."""
    guesser = Guesser()
    guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
    guesser.declare_alias("acme.example", "acme-group.example")
    here, there, before = (guesser.patterns(d)[0] for d in ("acme.example", "acme-group.example", "other.example"))
    assert "{f}{last}" == here.pattern == there.pattern != before.pattern
    assert here.probability > there.probability


def test_one_text_is_one_colleague_to_learn_from() -> None:
    """A single mailbox passed to `learn` is one piece of evidence, not its letters."""
    assert 1 == Guesser().learn("Bob Jones <bjones@acme.example>").learned
