"""What ships about single companies: used unless it is not wanted, told of, and outweighed by the user's own evidence."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from emailguess import Guesser, guess
from emailguess.cli import main
from emailguess.store.known_companies import shipped

# Domains out of the shipped table: companies, and how many people were seen there.
DISCIPLINED = "nvidia.com"


def test_a_known_company_is_answered_by_its_own_patterns() -> None:
    """Without any evidence of the user's, the answer is that of the company, and says what it rests on."""
    known, unknown = guess("Jane Doe", DISCIPLINED), Guesser(known_companies=False).guess("Jane Doe", DISCIPLINED)
    assert known.evidence.public == shipped().company(DISCIPLINED).people >= 8
    assert 0 == unknown.evidence.public
    assert known.best is not None
    assert unknown.best is not None
    assert known.best.probability > unknown.best.probability
    assert f"of the {known.evidence.public} people at {DISCIPLINED} seen in public version histories" in known.explain()
    assert 1 == pytest.approx(sum(c.probability for c in known) + known.p_none, abs=0.2)


def test_provenance_names_the_source() -> None:
    """Who asks where the address comes from is told of the public sources, how many people and until when."""
    record = guess("Jane Doe", DISCIPLINED).provenance()
    assert "seen in public version histories up to 20" in record.paragraph()
    assert {"public version histories"} == {each.source for each in record.examples}


def test_own_evidence_outweighs_it() -> None:
    """Ten colleagues of today who all contradict the table make their pattern the first."""
    team = [
        (f"{given} Featherstone", f"featherstone_{given.lower()}@{DISCIPLINED}")
        for given in "Bartholomew Christopher Josephine Maximilian Wilhelmina Gwendolyn Theodora Leopold Ursula".split()
    ]
    before, after = guess("Jane Doe", DISCIPLINED), guess("Jane Doe", DISCIPLINED, known=team)
    pattern = "doe_jane@" + DISCIPLINED
    chances = [{c.address: c.probability for c in answer}.get(pattern, 0.0) for answer in (before, after)]
    assert chances[1] > 10 * chances[0]


def test_no_address_and_no_name_is_in_it() -> None:
    """Patterns in the table hold no text but separators and what many companies use."""
    texts = {m.pattern for d in shipped().domains for seen in shipped().counts(d) for m in seen.signature}
    listed = set(Guesser().prior.patterns)
    assert set() == texts - listed - {""}


@pytest.mark.once
def test_counts_are_of_groups() -> None:
    """Nothing is told of a company with fewer than eight people."""
    assert 8 <= min(shipped().company(domain).people for domain in shipped().domains)


def test_the_command_line_leaves_it_out() -> None:
    """`--no-known-companies` answers as of a company nobody knows."""
    run = CliRunner()
    with_it = run.invoke(main, ["guess", "Jane Doe", DISCIPLINED, "--json", "--no-store"])
    without = run.invoke(main, ["guess", "Jane Doe", DISCIPLINED, "--json", "--no-store", "--no-known-companies"])
    assert [0, 0] == [with_it.exit_code, without.exit_code]
    assert '"public": 0,' in without.output
    assert '"public": 0,' not in with_it.output
