"""MX checks inside `guess()`: what DNS changes about an answer, against a real server on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator

import dns.resolver
import pytest
from tests.mx import dns_loopback as loopback

from emailguess import Guesser, guess

KNOWN = ["Bob Jones <bob.jones@{}>", "Ann Lee <ann.lee@{}>"]


@pytest.fixture(scope="module")
def resolver() -> Iterator[dns.resolver.Resolver]:
    """A resolver that asks only the loopback server; without NSD, skipped or failed as in `test_mx`."""
    if loopback.find_nsd() is None:
        if os.environ.get(loopback.REQUIRED) == "1":
            pytest.fail(loopback.NO_SERVER)
        pytest.skip(loopback.NO_SERVER)
    with loopback.nsd() as port:
        yield loopback.resolver_for(port)


def _known(domain: str) -> list[str]:
    return [text.format(domain) for text in KNOWN]


def test_named_domain_that_rejects_keeps_its_ranking(resolver: dns.resolver.Resolver) -> None:
    """For a domain the caller named, DNS marks the candidates undeliverable and changes neither order nor numbers."""
    host = "null.example"
    plain = guess("Jane Doe", host, known=_known(host))
    checked = guess("Jane Doe", host, known=_known(host), check_mx=True, resolver=resolver)
    assert [(c.address, c.probability) for c in plain] == [(c.address, c.probability) for c in checked]
    assert {None} == {c.deliverable for c in plain}
    assert {False} == {c.deliverable for c in checked}
    assert "rejects" == checked.mx[host].status
    assert any(host in warning for warning in checked.warnings)


def test_named_domain_that_accepts_is_marked(resolver: dns.resolver.Resolver) -> None:
    """A domain that takes mail has its candidates marked deliverable, and no warning."""
    host = "plain.example"
    checked = guess("Jane Doe", host, check_mx=True, resolver=resolver)
    assert {True} == {c.deliverable for c in checked}
    assert () == checked.warnings


def test_silence_changes_nothing() -> None:
    """A server that never answers leaves the candidates neither deliverable nor undeliverable, within the budget."""
    host = "plain.example"
    with loopback.stub(loopback.silence) as port:
        checked = guess("Jane Doe", host, check_mx=True, resolver=loopback.resolver_for(port))
    assert {None} == {c.deliverable for c in checked}
    assert "unknown" == checked.mx[host].status


def test_inferred_domain_that_rejects_falls_away(resolver: dns.resolver.Resolver) -> None:
    """A domain inferred from the company's name that rejects mail gives its share to the others and to "none"."""
    good, bad = "plain.example", "null.example"
    guesser = Guesser(company_table={"Acme": {good: 1, bad: 1}})
    before = guesser.guess("Jane Doe", company="Acme")
    after = guesser.guess("Jane Doe", company="Acme", check_mx=True, resolver=resolver)
    assert {good, bad} <= {c.address.partition("@")[2] for c in before}
    assert bad not in {c.address.partition("@")[2] for c in after}
    share = {c.address: c.probability for c in before}
    assert after.best is not None
    assert share[after.best.address] < after.best.probability
    assert abs(sum(c.probability for c in after) + after.p_none - 1) < 1e-9
