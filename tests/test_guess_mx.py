"""MX checks inside `guess()`: what DNS changes about an answer, against a real server on loopback."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import dns.asyncresolver
import dns.resolver
import pytest
from tests.mx import dns_loopback as loopback

from emailguess import EmailGuessError, Guesser, InvalidArgument, guess

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


@pytest.fixture
def waiting(resolver: dns.resolver.Resolver) -> dns.asyncresolver.Resolver:
    """The same server, asked without blocking."""
    return loopback.async_resolver_for(resolver.port)


@pytest.mark.parametrize(
    ("domain", "options"),
    [
        ("plain.example", {}),
        ("null.example", {"known": ["Bob Jones <bob.jones@null.example>"], "bounced": ["jane.doe@null.example"]}),
        ("plain.example", {"pattern": "{f}{last}", "headcount": 900, "country": "GB", "limit": 3}),
        (None, {"company": "Acme", "known": ["Bob Jones <bob.jones@plain.example>"]}),
    ],
)
def test_what_is_awaited_is_what_guess_gives(
    domain: str | None,
    options: dict[str, Any],
    resolver: dns.resolver.Resolver,
    waiting: dns.asyncresolver.Resolver,
) -> None:
    """The same answer, figure by figure, whoever waits for DNS."""
    guesser = Guesser(company_table={"Acme": {"plain.example": 1, "null.example": 1}})
    plain = guesser.guess("Jane Doe", domain, check_mx=True, resolver=resolver, **options)
    assert plain == asyncio.run(guesser.aguess("Jane Doe", domain, resolver=waiting, **options))
    assert plain.mx


def test_others_work_while_dns_is_awaited() -> None:
    """A server that never answers holds up nobody else on the event loop, and the answer says that nothing was learned."""

    async def both(port: int) -> tuple[str, int]:
        turns = 0

        async def counting() -> None:
            nonlocal turns
            while True:
                await asyncio.sleep(0)
                turns += 1

        other = asyncio.create_task(counting())
        answer = await Guesser().aguess("Jane Doe", "plain.example", resolver=loopback.async_resolver_for(port))
        other.cancel()
        return answer.mx["plain.example"].status, turns

    with loopback.stub(loopback.silence) as port:
        status, turns = asyncio.run(both(port))
    assert "unknown" == status
    assert turns > 100


def test_a_wrong_question_is_told_before_dns_is_asked() -> None:
    """What `guess` refuses `aguess` refuses, and a resolver that blocks, too."""
    guesser = Guesser()
    wrong: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        (("Jane Doe",), {}),
        (("Jane Doe", "acme.example"), {"company": "Acme"}),
        (("Jane Doe", "acme.example"), {"limit": 0}),
        (("", "acme.example"), {}),
        (("Jane Doe", "no domain"), {}),
        (("Jane Doe", "acme.example"), {"pattern": "{nonsense}"}),
    ]
    for words, options in wrong:
        with pytest.raises(EmailGuessError) as told:
            guesser.guess(*words, **options)
        with pytest.raises(type(told.value)) as awaited:
            asyncio.run(guesser.aguess(*words, **options))
        assert str(told.value) == str(awaited.value)
    with pytest.raises(InvalidArgument, match="asyncresolver"):
        asyncio.run(guesser.aguess("Jane Doe", "acme.example", resolver=dns.resolver.Resolver(configure=False)))  # type: ignore[arg-type]


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
