"""Does a domain take mail? The rules, against a real authoritative server on loopback, and against broken ones."""

from __future__ import annotations

import asyncio
import errno
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import dns.asyncresolver
import dns.flags
import dns.message
import dns.nameserver
import dns.query
import dns.rcode
import dns.resolver
import dns.rrset
import pytest
from email_validator import EmailUndeliverableError, validate_email
from hypothesis import given
from hypothesis import strategies as st
from tests.mx import dns_loopback as loopback

from emailguess.errors import InvalidArgument, InvalidDomain, MissingExtra
from emailguess.mx import (
    MxCache,
    MxHost,
    MxReport,
    acheck_mx,
    acheck_mx_many,
    aiter_mx,
    check_mx,
    check_mx_many,
    iter_mx,
    provider_family,
)
from emailguess.mx.decision import Reply, decide
from emailguess.mx.report import REASONS, report

SLACK_S = 2.0
"""What a busy machine may add to a budget before a test calls it broken."""


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """The port of NSD serving `loopback.ZONES`; skipped loudly without NSD, failed where that is forbidden."""
    if loopback.find_nsd() is None:
        if os.environ.get(loopback.REQUIRED) == "1":
            pytest.fail(loopback.NO_SERVER)
        pytest.skip(loopback.NO_SERVER)
    with loopback.nsd() as number:
        yield number


@pytest.fixture
def resolver(port: int) -> dns.resolver.Resolver:
    """A resolver that asks only that server."""
    return loopback.resolver_for(port)


def facts(answer: MxReport) -> tuple[str, str, list[str]]:
    """Status, reason and hosts: what most rules are about."""
    return answer.status, answer.reason, [f"{host.preference} {host.name}" for host in answer.hosts]


# --- the rules, answered by a real server -------------------------------------------------------------------------

RULES: dict[str, tuple[str, str, list[str]]] = {
    # MX records in order of preference, then by name (RFC 5321, 5.1).
    "plain.example": ("accepts", "mx", ["10 mx0.plain.example", "10 mx1.plain.example", "20 mx2.plain.example"]),
    # Names are compared and shown in lower case (RFC 1035, 2.3.3).
    "google.example": ("accepts", "mx", ["1 aspmx.l.google.com", "5 alt1.aspmx.l.google.com"]),
    # A null MX says "no mail" (RFC 7505, 3); beside real hosts it is void.
    "null.example": ("rejects", "null_mx", []),
    "null-beside.example": ("accepts", "mx", ["10 mx.null-beside.example"]),
    # Hosts that exist nowhere are no hosts.
    "local.example": ("rejects", "unusable_mx", []),
    "number.example": ("rejects", "unusable_mx", []),
    # Without MX the domain's own address counts (RFC 5321, 5.1), by either family.
    "a-only.example": ("accepts", "implicit_mx", ["0 a-only.example"]),
    "aaaa-only.example": ("accepts", "implicit_mx", ["0 aaaa-only.example"]),
    # SPF that lets nobody send makes such a domain doubtful (RFC 7208, 5.1); its strings are joined (3.3).
    "spf-none.example": ("unknown", "spf_sends_no_mail", ["0 spf-none.example"]),
    "spf-split.example": ("unknown", "spf_sends_no_mail", ["0 spf-split.example"]),
    # SPF that lets somebody send, or two records that contradict each other (4.5), say nothing.
    "spf-some.example": ("accepts", "implicit_mx", ["0 spf-some.example"]),
    "spf-twice.example": ("accepts", "implicit_mx", ["0 spf-twice.example"]),
    # Beside an MX record SPF is not asked for: it speaks of sending.
    "spf-mx.example": ("accepts", "mx", ["10 mx.spf-mx.example"]),
    # CNAMEs are followed, also to an address, to another zone, and to nothing.
    "alias.example": ("accepts", "mx", ["10 mx0.plain.example", "10 mx1.plain.example", "20 mx2.plain.example"]),
    "alias-a.example": ("accepts", "implicit_mx", ["0 alias-a.example"]),
    "alias-outside.example": ("accepts", "mx", ["10 mx.target.test"]),
    "alias-gone.example": ("rejects", "nxdomain", []),
    # A circle is a fault, not a refusal.
    "loop1.example": ("unknown", "cname_loop", []),
    "alias-circle.example": ("unknown", "cname_loop", []),
    # Internationalised names are asked for as A-labels (RFC 5890, 2.3.2.1).
    "Bücher.example": ("accepts", "mx", ["10 mail.xn--bcher-kva.example"]),
    # No such name, and a name with nothing that takes mail.
    "nowhere.example": ("rejects", "nxdomain", []),
    "empty.example": ("rejects", "no_records", []),
    # A wildcard answers for every name below it (RFC 4592).
    "any.wild.example": ("accepts", "mx", ["10 mx.wild.example"]),
    "zero.example": ("accepts", "mx", ["10 mx.zero.example"]),
    # A delegation whose servers were not asked is a referral, not "no records" (RFC 2308, 2.2).
    "lame.example": ("unknown", "lame", []),
    "below.lame.example": ("unknown", "lame", []),
    # A server asked for a zone that it does not serve refuses.
    "acme.elsewhere.org": ("unknown", "refused", []),
    # The longest name there can be: 255 octets (RFC 1035, 2.3.4).
    loopback.LONGEST: ("accepts", "mx", ["10 mx.longest.example"]),
}


@pytest.mark.parametrize(("domain", "expected"), RULES.items(), ids=lambda value: str(value)[:24])
def test_rule(domain: str, expected: tuple[str, str, list[str]], resolver: dns.resolver.Resolver) -> None:
    """Each kind of domain gets the status, reason and hosts that the RFCs give it."""
    assert expected == facts(check_mx(domain, resolver=resolver))


def test_asynchronous_check_follows_the_same_rules(port: int) -> None:
    """`acheck_mx_many` gives for every domain exactly what `check_mx` gives."""
    expected = [check_mx(domain, resolver=loopback.resolver_for(port)) for domain in RULES]
    assert expected == asyncio.run(acheck_mx_many(RULES, resolver=loopback.async_resolver_for(port)))
    assert expected[0] == asyncio.run(acheck_mx("plain.example", resolver=loopback.async_resolver_for(port)))


def test_blocking_bulk_follows_the_same_rules(resolver: dns.resolver.Resolver) -> None:
    """`check_mx_many` and `iter_mx` give for every domain exactly what `check_mx` gives."""
    expected = [check_mx(domain, resolver=resolver) for domain in RULES]
    assert expected == check_mx_many(RULES, resolver=resolver)
    assert expected == list(iter_mx(iter(RULES), resolver=resolver, concurrency=3))


def test_url_and_address_lead_to_their_domain(resolver: dns.resolver.Resolver) -> None:
    """The domain is read as everywhere in the library: also from a URL or an address."""
    expected = check_mx("plain.example", resolver=resolver)
    assert expected == check_mx("https://www.plain.example/jobs", resolver=resolver)
    assert expected == check_mx("jane@plain.example", resolver=resolver)


def test_provider_is_that_of_the_most_preferred_host(resolver: dns.resolver.Resolver) -> None:
    """The family comes from the hosts tried first; a stand-in's family is not the domain's."""
    assert check_mx("google.example", resolver=resolver).provider == "Google Workspace"
    assert check_mx("backup.example", resolver=resolver).provider is None
    assert check_mx("a-only.example", resolver=resolver).provider is None


def test_implicit_mx_is_said_to_be_implicit(resolver: dns.resolver.Resolver) -> None:
    """`implicit` tells a domain's own address from a named mail server."""
    domains = ["plain.example", "a-only.example", "spf-none.example", "null.example"]
    assert [check_mx(each, resolver=resolver).implicit for each in domains] == [False, True, True, False]


def test_spf_hint_is_none_where_it_was_not_asked(resolver: dns.resolver.Resolver) -> None:
    """`spf_sends_no_mail` is True or False only for a domain with an address and no MX record."""
    domains = ["spf-none.example", "spf-some.example", "a-only.example", "spf-mx.example", "empty.example"]
    hints = [check_mx(each, resolver=resolver).spf_sends_no_mail for each in domains]
    assert hints == [True, False, False, None, None]


def test_fifty_records_come_over_tcp(port: int) -> None:
    """An answer too long for one UDP packet is truncated, asked for again over TCP (RFC 7766), and complete."""
    query = dns.message.make_query("fifty.example.", "MX")
    assert dns.query.udp(query, loopback.HOST, port=port).flags & dns.flags.TC
    expected = [(n + 50, f"{'x' * 30}{49 - n}.fifty.example") for n in range(50)]
    blocking = check_mx("fifty.example", resolver=loopback.resolver_for(port))
    assert expected == [(host.preference, host.name) for host in blocking.hosts]
    assert blocking == asyncio.run(acheck_mx("fifty.example", resolver=loopback.async_resolver_for(port)))


@pytest.mark.parametrize(
    ("domain", "expected"),
    {
        "plain.example": 300,
        "minute.example": 60,
        "zero.example": 0,
        "alias.example": 60,  # the shortest along the chain
        "alias-outside.example": 45,
        "nowhere.example": 120,  # SOA minimum, below the SOA record's own 300
        "empty.example": 120,
        "a-only.example": 120,  # rests on "no MX record", too
        "lame.example": None,
    }.items(),
)
def test_time_to_live_is_that_of_the_shortest_lived_part(
    domain: str, expected: int | None, resolver: dns.resolver.Resolver
) -> None:
    """A report lives as long as the first of its records to expire; negative ones as RFC 2308, 5 says."""
    assert expected == check_mx(domain, resolver=resolver).ttl_s


# --- a second opinion --------------------------------------------------------------------------------------------

AGREED = {
    "plain.example": True,
    "google.example": True,
    "backup.example": True,
    "null.example": False,
    "null-beside.example": True,
    "a-global.example": True,
    "aaaa-global.example": True,
    "spf-some.example": True,
    "spf-mx.example": True,
    "alias.example": True,
    "alias-outside.example": True,
    "alias-gone.example": False,
    "loop1.example": None,
    "bücher.example": True,
    "nowhere.example": False,
    "empty.example": False,
    "any.wild.example": True,
    "zero.example": True,
    "fifty.example": True,
    "acme.elsewhere.org": None,
}

# domain -> (our status, whether email-validator delivers, why they differ)
EXPLAINED = {
    "a-only.example": ("accepts", False, "it wants a globally reachable address; 192.0.2.0/24 is for documentation"),
    "aaaa-only.example": ("accepts", False, "the same for 2001:db8::/32; RFC 5321 has no such rule"),
    "local.example": ("rejects", True, "it does not look at the host's name; RFC 6761, 6.3 reserves localhost"),
    "number.example": ("rejects", True, "it does not look at the host's name; an address is no host name"),
    "spf-none.example": ("unknown", False, "it refuses on SPF alone; SPF speaks of sending, so for us it is a hint"),
    "spf-split.example": ("unknown", False, "as above"),
    "lame.example": ("unknown", False, "it takes a referral for an empty answer; RFC 2308, 2.2 tells them apart"),
}

STATUS_OF = {True: "accepts", False: "rejects", None: "unknown"}


def second_opinion(domain: str, resolver: dns.resolver.Resolver) -> bool | None:
    """What email-validator thinks: delivers, does not, or cannot tell."""
    try:
        checked = validate_email(f"jane@{domain}", check_deliverability=True, dns_resolver=resolver)
    except EmailUndeliverableError:
        return False
    return None if getattr(checked, "mx", None) is None else True


@pytest.mark.parametrize(("domain", "delivers"), AGREED.items())
def test_email_validator_agrees(domain: str, delivers: bool | None, resolver: dns.resolver.Resolver) -> None:
    """email-validator's deliverability check, written by others, finds the same in the same zone."""
    assert delivers == second_opinion(domain, resolver)
    assert STATUS_OF[delivers] == check_mx(domain, resolver=resolver).status


@pytest.mark.parametrize(("domain", "verdicts"), EXPLAINED.items())
def test_email_validator_differs_for_a_reason(
    domain: str, verdicts: tuple[str, bool, str], resolver: dns.resolver.Resolver
) -> None:
    """Where the two differ, they differ as described."""
    status, delivers, _ = verdicts
    assert delivers == second_opinion(domain, resolver)
    assert status == check_mx(domain, resolver=resolver).status


# --- faults no real server produces ------------------------------------------------------------------------------


def scripted(change: Callable[[dns.message.Message], None]) -> loopback.Answerer:
    """Answer every query with an empty response, first changed as told."""

    def answer(query: bytes, transport: str) -> list[bytes]:
        response = dns.message.make_response(dns.message.from_wire(query), recursion_available=True)
        change(response)
        return [response.to_wire()]

    return answer


def with_code(code: dns.rcode.Rcode) -> loopback.Answerer:
    """Answer every query with this response code."""
    return scripted(lambda response: response.set_rcode(code))


def noise(query: bytes, transport: str) -> list[bytes]:
    """The right id, then nonsense."""
    return [query[:2] + bytes(range(251, 0, -4))]


def too_short(query: bytes, transport: str) -> list[bytes]:
    """Packets that end within the header."""
    return [b"", query[:2], query[:11]]


def wrong_id(query: bytes, transport: str) -> list[bytes]:
    """A perfect answer to a question nobody asked."""
    response = dns.message.make_response(dns.message.make_query("other.example.", "MX"))
    return [response.to_wire()]


def truncated_nonsense(query: bytes, transport: str) -> list[bytes]:
    """Truncated over UDP, nonsense over TCP."""
    if transport == "tcp":
        return noise(query, transport)
    response = dns.message.make_response(dns.message.from_wire(query))
    response.flags |= dns.flags.TC
    return [response.to_wire()]


def truncated_over_tcp(query: bytes, transport: str) -> list[bytes]:
    """Truncated over UDP and again over TCP."""
    response = dns.message.make_response(dns.message.from_wire(query), recursion_available=True)
    response.flags |= dns.flags.TC
    return [response.to_wire()]


def about(name: str, record_class: str = "IN") -> loopback.Answerer:
    """The question repeated, and beside it an MX record of this name and class."""
    return scripted(
        lambda response: response.answer.append(
            dns.rrset.from_text(name, 300, record_class, "MX", "10 mx.acme.example.")
        )
    )


FAULTS: dict[str, tuple[loopback.Answerer, set[str]]] = {
    "servfail": (with_code(dns.rcode.SERVFAIL), {"servfail"}),
    "refused": (with_code(dns.rcode.REFUSED), {"refused"}),
    "formerr": (with_code(dns.rcode.FORMERR), {"bad_answer"}),
    "notimp": (with_code(dns.rcode.NOTIMP), {"bad_answer"}),
    "yxdomain": (with_code(dns.rcode.YXDOMAIN), {"bad_answer"}),
    "silent": (loopback.silence, {"timeout"}),
    "noise": (noise, {"timeout"}),  # ignored as forged; the true answer might still come
    "too_short": (too_short, {"timeout"}),
    "wrong_id": (wrong_id, {"timeout"}),
    "truncated_over_tcp": (truncated_over_tcp, {"bad_answer"}),
    "another_name": (about("other.example."), {"bad_answer"}),
    "name_below": (about("mail.acme.example."), {"bad_answer"}),
    "another_class": (about("acme.example.", "CH"), {"bad_answer"}),
    "truncated_nonsense": (truncated_nonsense, {"bad_answer", "timeout"}),
}


@pytest.mark.parametrize(("answer", "reasons"), FAULTS.values(), ids=FAULTS)
def test_fault_is_unknown_and_keeps_its_reason(answer: loopback.Answerer, reasons: set[str]) -> None:
    """No fault of a server or the network ever reads as `rejects`, and none raises."""
    with loopback.stub(answer) as port:
        blocking = check_mx("acme.example", resolver=loopback.resolver_for(port), budget_s=0.5)
        other = asyncio.run(acheck_mx("acme.example", resolver=loopback.async_resolver_for(port), budget_s=0.5))
    assert (blocking.status, other.status) == ("unknown", "unknown")
    assert blocking.reason in reasons
    assert other.reason in reasons
    assert blocking.explanation.startswith(REASONS[blocking.reason][1])


@given(body=st.binary(max_size=200), keep_id=st.booleans())
def test_no_packet_makes_it_raise(body: bytes, keep_id: bool) -> None:
    """Whatever a server sends, the check returns a report; random bytes never make a domain accept mail."""

    def answer(query: bytes, transport: str) -> list[bytes]:
        return [(query[:2] if keep_id else b"") + body]

    with loopback.stub(answer) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port), budget_s=0.05).status == "unknown"


def test_silent_server_is_given_up_within_the_default_budget() -> None:
    """With nothing but defaults, silence costs at most the budget of 3 s, blocking and asynchronous."""
    with loopback.stub(loopback.silence) as port:
        started = time.monotonic()
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).reason == "timeout"
        blocking_s = time.monotonic() - started
        started = time.monotonic()
        asyncio.run(acheck_mx("acme.example", resolver=loopback.async_resolver_for(port)))
        other_s = time.monotonic() - started
    assert blocking_s < 3 + SLACK_S
    assert other_s < 3 + SLACK_S


def silent_after_mx(query: bytes, transport: str) -> list[bytes]:
    """No MX record, at once; for anything else silence."""
    if dns.message.from_wire(query).question[0].rdtype == dns.rdatatype.MX:
        return scripted(lambda response: None)(query, transport)
    return []


@pytest.mark.parametrize(("try_s", "timeout_s"), [(0.02, 0.6), (1.0, 2.5), (30.0, 2.5)])
def test_budget_holds_over_all_questions(try_s: float, timeout_s: float) -> None:
    """The budget is for the whole check, however long one question may take and the resolver's own tries are."""
    took_s = []
    with loopback.stub(silent_after_mx) as port:
        resolver, other = loopback.resolver_for(port), loopback.async_resolver_for(port)
        resolver.timeout = other.timeout = try_s
        started = time.monotonic()
        answers = [check_mx("acme.example", resolver=resolver, timeout_s=timeout_s, budget_s=1.0)]
        took_s.append(time.monotonic() - started)
        started = time.monotonic()
        answers.append(asyncio.run(acheck_mx("acme.example", resolver=other, timeout_s=timeout_s, budget_s=1.0)))
        took_s.append(time.monotonic() - started)
    assert [(answer.status, answer.reason) for answer in answers] == [("unknown", "timeout")] * 2
    assert [each for each in took_s if not 0.9 < each < 1.0 + SLACK_S] == []


def test_one_round_of_name_servers_at_a_time() -> None:
    """dnspython's pauses grow from round to round and overrun its lifetime, so it is given one round at a time."""
    lifetimes = []

    class Recording(dns.resolver.Resolver):
        def resolve(self, *args: Any, **options: Any) -> Any:
            lifetimes.append(options["lifetime"])
            raise dns.resolver.LifetimeTimeout(timeout=0.0, errors=[])  # type: ignore[no-untyped-call]

    resolver = Recording(configure=False)
    resolver.nameservers = [loopback.HOST, loopback.HOST]
    resolver.timeout = 0.25
    check_mx("acme.example", resolver=resolver)
    assert lifetimes == [0.5]


def test_timeout_of_one_question_leaves_time_for_the_next() -> None:
    """`timeout_s` ends one question; an AAAA record still answers after the A question went unheard."""

    def only_a_is_silent(query: bytes, transport: str) -> list[bytes]:
        asked = dns.message.from_wire(query).question[0]
        if asked.rdtype == dns.rdatatype.A:
            return []

        def change(response: dns.message.Message) -> None:
            if asked.rdtype == dns.rdatatype.AAAA:
                response.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "AAAA", "2001:db8::1"))

        return scripted(change)(query, transport)

    with loopback.stub(only_a_is_silent) as port:
        answer = check_mx("acme.example", resolver=loopback.resolver_for(port), timeout_s=0.3)
    assert (answer.status, answer.reason) == ("accepts", "implicit_mx")


def test_second_name_server_is_asked_when_the_first_fails(port: int) -> None:
    """One dead, one refusing and one good server: the good one's answer counts."""
    with loopback.stub(loopback.silence) as dead, loopback.stub(with_code(dns.rcode.REFUSED)) as refusing:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.timeout = 0.2
        resolver.nameservers = [dns.nameserver.Do53Nameserver(loopback.HOST, each) for each in (dead, refusing, port)]
        assert check_mx("plain.example", resolver=resolver).status == "accepts"


def test_unanswered_spf_question_leaves_the_hint_open() -> None:
    """Without an answer about SPF the address still counts, and the hint is None."""

    def answer(query: bytes, transport: str) -> list[bytes]:
        asked = dns.message.from_wire(query).question[0]

        def change(response: dns.message.Message) -> None:
            if asked.rdtype == dns.rdatatype.A:
                response.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "A", "192.0.2.1"))
            if asked.rdtype == dns.rdatatype.TXT:
                response.set_rcode(dns.rcode.SERVFAIL)

        return scripted(change)(query, transport)

    with loopback.stub(answer) as port:
        result = check_mx("acme.example", resolver=loopback.resolver_for(port))
    assert (result.status, result.spf_sends_no_mail) == ("accepts", None)


def test_empty_answer_without_authority_is_not_believed() -> None:
    """A server that neither has authority nor asked one cannot say that there is no record (RFC 1035, 4.1.1)."""

    def change(response: dns.message.Message) -> None:
        response.flags &= ~dns.flags.RA

    with loopback.stub(scripted(change)) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).reason == "lame"


def test_referral_passed_on_by_a_resolver_is_not_an_empty_answer() -> None:
    """NS records without an SOA record point elsewhere, whoever says so (RFC 2308, 2.2)."""

    def change(response: dns.message.Message) -> None:
        response.authority.append(dns.rrset.from_text("acme.example.", 60, "IN", "NS", "ns.elsewhere.test."))

    with loopback.stub(scripted(change)) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).reason == "lame"


def test_empty_answer_without_soa_is_believed_but_not_kept() -> None:
    """RFC 2308, 2.2 allows "no data" without SOA from a resolver; 5 forbids keeping it."""
    with loopback.stub(scripted(lambda response: None)) as port:
        answer = check_mx("acme.example", resolver=loopback.resolver_for(port))
    assert (answer.status, answer.reason, answer.ttl_s) == ("rejects", "no_records", None)


@pytest.mark.parametrize(("soa_ttl", "minimum"), [(300, 60), (60, 300)])
def test_negative_answer_lives_for_the_smaller_of_two_times(soa_ttl: int, minimum: int) -> None:
    """The SOA record's own time to live and its minimum field: the smaller counts (RFC 2308, 5)."""

    def change(response: dns.message.Message) -> None:
        response.set_rcode(dns.rcode.NXDOMAIN)
        soa = f"ns.example. hostmaster.example. 1 3600 600 86400 {minimum}"
        response.authority.append(dns.rrset.from_text("example.", soa_ttl, "IN", "SOA", soa))

    with loopback.stub(scripted(change)) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).ttl_s == 60


def test_time_to_live_with_the_top_bit_set_is_zero() -> None:
    """RFC 2181, 8: such a number is not a long time but none."""

    def answer(query: bytes, transport: str) -> list[bytes]:
        def change(response: dns.message.Message) -> None:
            response.answer.append(
                dns.rrset.from_text(response.question[0].name, 77, "IN", "MX", "10 mx.acme.example.")
            )

        (packet,) = scripted(change)(query, transport)
        return [packet.replace((77).to_bytes(4, "big"), (2**31 + 77).to_bytes(4, "big"))]

    with loopback.stub(answer) as port:
        result = check_mx("acme.example", resolver=loopback.resolver_for(port))
    assert (result.status, result.ttl_s) == ("accepts", 0)


@pytest.mark.parametrize("authentic", [True, False])
def test_dnssec_repeats_what_the_resolver_says(authentic: bool) -> None:
    """`dnssec` is the AD flag of the answers used (RFC 4035, 3.2.3)."""

    def change(response: dns.message.Message) -> None:
        name = response.question[0].name
        response.answer.append(dns.rrset.from_text(name, 60, "IN", "MX", "10 mx.acme.example."))
        if authentic:
            response.flags |= dns.flags.AD

    with loopback.stub(scripted(change)) as port:
        assert authentic is check_mx("acme.example", resolver=loopback.resolver_for(port)).dnssec


def test_dnssec_is_none_without_an_answer() -> None:
    """No answer, nothing to say about its authenticity."""
    with loopback.stub(with_code(dns.rcode.SERVFAIL)) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).dnssec is None


def alias_to(targets: dict[str, str]) -> loopback.Answerer:
    """A server that states its own alias and leaves the following to whoever asks."""

    def answer(query: bytes, transport: str) -> list[bytes]:
        def change(response: dns.message.Message) -> None:
            name = response.question[0].name
            target = targets.get(name.to_text(omit_final_dot=True))
            if target is None:
                response.answer.append(dns.rrset.from_text(name, 90, "IN", "MX", "10 mx.acme.example."))
            else:
                response.answer.append(dns.rrset.from_text(name, 30, "IN", "CNAME", target + "."))

        return scripted(change)(query, transport)

    return answer


def test_alias_that_the_server_did_not_follow_is_followed() -> None:
    """An answer that ends at a CNAME leads to a second question, and the shorter time to live counts."""
    with loopback.stub(alias_to({"acme.example": "mail.acme.example"})) as port:
        answer = check_mx("acme.example", resolver=loopback.resolver_for(port))
    assert (facts(answer), answer.ttl_s) == (("accepts", "mx", ["10 mx.acme.example"]), 30)


@pytest.mark.parametrize(
    "targets",
    [
        {"acme.example": "b.example", "b.example": "acme.example"},
        {"acme.example": "acme.example"},
        {"acme.example": "n0.example"} | {f"n{n}.example": f"n{n + 1}.example" for n in range(40)},
    ],
    ids=["circle", "itself", "endless"],
)
def test_aliases_that_lead_nowhere_are_unknown(targets: dict[str, str]) -> None:
    """A circle that spans servers, and a chain longer than anyone follows, end as `cname_loop`."""
    with loopback.stub(alias_to(targets)) as port:
        assert check_mx("acme.example", resolver=loopback.resolver_for(port)).reason == "cname_loop"


class Unreachable(dns.nameserver.Nameserver):
    """A name server behind a network that is down."""

    def __str__(self) -> str:
        return "unreachable"

    def answer_nameserver(self) -> str:
        return "unreachable"

    def answer_port(self) -> int:
        return 53

    def is_always_max_size(self) -> bool:
        return False

    def query(self, *args: Any, **options: Any) -> dns.message.Message:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")


def test_missing_network_is_unknown() -> None:
    """A network that is down is not the domain's fault."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [Unreachable()]  # type: ignore[no-untyped-call]
    answer = check_mx("acme.example", resolver=resolver)
    assert (answer.status, answer.reason) == ("unknown", "no_network")


def test_system_without_a_resolver_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that names no DNS server gives `no_network`, in all four ways to ask."""

    def unconfigured(self: object, *args: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver.BaseResolver, "read_resolv_conf", unconfigured)
    monkeypatch.setattr(dns.resolver.BaseResolver, "read_registry", unconfigured)
    answers = [
        check_mx("acme.example"),
        asyncio.run(acheck_mx("acme.example")),
        *check_mx_many(["acme.example"]),
        *asyncio.run(acheck_mx_many(["acme.example"])),
    ]
    assert [(answer.status, answer.reason) for answer in answers] == [("unknown", "no_network")] * 4


def test_system_resolver_is_the_one_the_system_names(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `resolver` the system's is used, with room for a second try and the AD flag asked for."""
    seen = []

    def configured(self: dns.resolver.BaseResolver, *args: object) -> None:
        self.nameservers = [loopback.HOST]
        self.port = port
        seen.append(self)

    monkeypatch.setattr(dns.resolver.BaseResolver, "read_resolv_conf", configured)
    monkeypatch.setattr(dns.resolver.BaseResolver, "read_registry", configured)
    assert check_mx("plain.example").status == "accepts"
    assert asyncio.run(acheck_mx("plain.example")).status == "accepts"
    assert [(each.timeout, bool((each.flags or 0) & dns.flags.AD)) for each in seen] == [(1.0, True)] * 2


def test_resolver_that_gives_up_at_once_is_asked_only_once() -> None:
    """A resolver whose timeout comes early does not make the check spin until its own."""
    calls = itertools.count()

    class Hasty(dns.resolver.Resolver):
        def resolve(self, *args: Any, **options: Any) -> Any:
            next(calls)
            raise dns.resolver.LifetimeTimeout(timeout=0.0, errors=[])  # type: ignore[no-untyped-call]

    assert check_mx("acme.example", resolver=Hasty(configure=False)).reason == "timeout"
    assert next(calls) == 1


def test_mistake_in_a_resolver_is_not_hidden() -> None:
    """An exception that is no fault of DNS reaches the caller instead of becoming `unknown`."""

    class Broken(dns.resolver.Resolver):
        def resolve(self, *args: Any, **options: Any) -> Any:
            raise KeyError("a programmer's mistake")

    with pytest.raises(KeyError):
        check_mx("acme.example", resolver=Broken(configure=False))


# --- cache -------------------------------------------------------------------------------------------------------


class Counting(dns.resolver.Resolver):
    """Counts its questions, and how many are under way at once."""

    def __init__(self, port: int) -> None:
        super().__init__(configure=False)
        self.nameservers = [loopback.HOST]
        self.port = port
        self.asked = 0
        self.under_way = 0
        self.most_under_way = 0
        self.lock = threading.Lock()

    def resolve(self, *args: Any, **options: Any) -> Any:
        with self.lock:
            self.asked += 1
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            return super().resolve(*args, **options)
        finally:
            with self.lock:
                self.under_way -= 1


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("domain", "lives_s"), {"minute.example": 60, "nowhere.example": 120, "empty.example": 120}.items()
)
def test_cache_keeps_an_answer_for_its_time_to_live(domain: str, lives_s: int, port: int) -> None:
    """Found or not found, an answer is asked for again when its time is over, and not before (RFC 2308, 5)."""
    clock = Clock()
    cache, resolver = MxCache(clock=clock), Counting(port)
    first = check_mx(domain, resolver=resolver, cache=cache)
    questions = resolver.asked
    clock.now += lives_s - 1
    assert first == check_mx(domain, resolver=resolver, cache=cache)
    assert questions == resolver.asked
    clock.now += 1
    assert first == check_mx(domain, resolver=resolver, cache=cache)
    assert 2 * questions == resolver.asked


@pytest.mark.parametrize("domain", ["zero.example", "lame.example", "loop1.example", "spf-none.example"])
def test_cache_does_not_keep_what_may_not_be_kept(domain: str, port: int) -> None:
    """A time to live of 0 is not kept, nor is any `unknown`: a fault must not outlive its cause."""
    cache, resolver = MxCache(), Counting(port)
    check_mx(domain, resolver=resolver, cache=cache)
    questions = resolver.asked
    check_mx(domain, resolver=resolver, cache=cache)
    assert (0, 2 * questions) == (len(cache), resolver.asked)


def test_cache_serves_all_ways_to_ask(port: int) -> None:
    """One cache serves blocking, asynchronous and bulk checks alike."""
    cache, resolver = MxCache(), Counting(port)
    expected = check_mx("plain.example", resolver=resolver, cache=cache)
    with loopback.stub(loopback.silence) as silent:
        other = loopback.async_resolver_for(silent)
        assert expected == asyncio.run(acheck_mx("plain.example", resolver=other, cache=cache))
        assert [expected] == asyncio.run(acheck_mx_many(["plain.example"], resolver=other, cache=cache))
    assert [expected] == check_mx_many(["plain.example"], resolver=resolver, cache=cache)
    assert resolver.asked == 1


def test_cache_forgets_what_was_used_longest_ago() -> None:
    """Memory is bounded; a look counts as use."""
    cache = MxCache(max_entries=2)
    for name in ("a.example", "b.example"):
        cache.put(report(name, "mx", ttl_s=60))
    cache.get("a.example")
    cache.put(report("c.example", "mx", ttl_s=60))
    held = [name for name in ("a.example", "b.example", "c.example") if cache.get(name)]
    assert held == ["a.example", "c.example"]


def test_cache_cuts_long_times() -> None:
    """At most a day for what was found, three hours for what was not (RFC 2308, 5)."""
    clock = Clock()
    cache = MxCache(clock=clock)
    cache.put(report("found.example", "mx", ttl_s=2**31 - 1))
    cache.put(report("missing.example", "nxdomain", ttl_s=2**31 - 1))
    held = []
    for later_s in (10_799, 10_800, 86_399, 86_400):
        clock.now = 1000.0 + later_s
        held.append([bool(cache.get("found.example")), bool(cache.get("missing.example"))])
    assert held == [[True, True], [True, False], [True, False], [False, False]]


def test_cache_clear_and_size() -> None:
    """A cache can be emptied, and one of no size is a mistake."""
    cache = MxCache()
    cache.put(report("a.example", "mx", ttl_s=60))
    assert (len(cache), repr(cache)) == (1, "MxCache(1 of 10000)")
    cache.clear()
    assert len(cache) == 0
    with pytest.raises(InvalidArgument, match="at least 1"):
        MxCache(max_entries=0)


# --- many at once ------------------------------------------------------------------------------------------------


def test_bulk_keeps_order_around_dead_servers(port: int) -> None:
    """Answers come in the order of the questions although some take a second and most a millisecond."""
    with loopback.stub(loopback.silence) as silent:
        dead = loopback.resolver_for(silent)

        class Split(Counting):
            def resolve(self, qname: Any, *args: Any, **options: Any) -> Any:
                if "dead" in str(qname):
                    return dead.resolve(qname, *args, **options)
                return super().resolve(qname, *args, **options)

        domains = [f"dead{n}.example" if n % 10 == 3 else f"n{n}.wild.example" for n in range(60)]
        answers = check_mx_many(domains, resolver=Split(port), budget_s=0.5, concurrency=8)
    assert domains == [answer.domain for answer in answers]
    assert ["unknown" if "dead" in domain else "accepts" for domain in domains] == [each.status for each in answers]


def test_bulk_reports_bad_rows_and_goes_on(port: int) -> None:
    """A text that is no domain is reported in its place and stops nothing; it says nothing about mail."""
    rows: list[Any] = ["plain.example", "no domain", "", None, "com", "x" * 5000, "null.example"]
    expected = ["accepts", *["unknown"] * 5, "rejects"]
    blocking = check_mx_many(rows, resolver=loopback.resolver_for(port))
    assert expected == [answer.status for answer in blocking]
    assert [answer.reason for answer in blocking[1:-1]] == ["invalid_domain"] * 5
    assert blocking == asyncio.run(acheck_mx_many(rows, resolver=loopback.async_resolver_for(port)))


def test_bulk_asks_no_more_at_once_than_told(port: int) -> None:
    """Concurrency is bounded."""
    resolver = Counting(port)
    check_mx_many([f"n{n}.wild.example" for n in range(100)], resolver=resolver, concurrency=3)
    assert resolver.asked == 100
    assert resolver.most_under_way <= 3


def test_total_budget_holds_for_the_whole_list() -> None:
    """When the time for all is over, the rest comes back as `budget` without being asked about."""
    domains = [f"n{n}.example" for n in range(40)]
    with loopback.stub(loopback.silence) as port:
        started = time.monotonic()
        blocking = check_mx_many(
            domains, resolver=loopback.resolver_for(port), total_budget_s=0.5, budget_s=0.4, concurrency=2
        )
        blocking_s = time.monotonic() - started
        started = time.monotonic()
        other = asyncio.run(
            acheck_mx_many(
                domains, resolver=loopback.async_resolver_for(port), total_budget_s=0.5, budget_s=0.4, concurrency=2
            )
        )
        other_s = time.monotonic() - started
    for answers in (blocking, other):
        assert domains == [answer.domain for answer in answers]
        assert {"timeout", "budget"} == {answer.reason for answer in answers}
        assert answers[-1].reason == "budget"
    assert blocking_s < 0.5 + SLACK_S
    assert other_s < 0.5 + SLACK_S


def test_iterator_reads_only_a_bounded_way_ahead(port: int) -> None:
    """An endless list can be checked: what is read beyond what was yielded is bounded, in both kinds."""
    read = itertools.count()

    def endless() -> Iterator[str]:
        while True:
            yield f"n{next(read)}.wild.example"

    async def first(count: int) -> list[str]:
        found = []
        stream = aiter_mx(endless(), resolver=loopback.async_resolver_for(port), concurrency=2)
        async for answer in stream:
            found.append(answer.domain)
            if len(found) == count:
                break
        await stream.aclose()  # type: ignore[attr-defined]
        return found

    stream = iter_mx(endless(), resolver=loopback.resolver_for(port), concurrency=2)
    assert [f"n{n}.wild.example" for n in range(5)] == [answer.domain for answer in itertools.islice(stream, 5)]
    stream.close()  # type: ignore[attr-defined]
    assert next(read) <= 5 + 2 * 32 + 1
    read = itertools.count()
    assert [f"n{n}.wild.example" for n in range(5)] == asyncio.run(first(5))
    assert next(read) <= 5 + 2 * 32 + 1


def test_stopping_early_leaves_nothing_running(port: int) -> None:
    """A caller who stops iterating waits for nothing, and the threads end by themselves."""
    with loopback.stub(loopback.silence) as silent:
        stream = iter_mx(
            itertools.chain(["no domain"], (f"n{n}.example" for n in range(1000))),
            resolver=loopback.resolver_for(silent),
            budget_s=0.5,
        )
        next(stream)
        next(stream)  # by now hundreds are waiting for a thread
        started = time.monotonic()
        stream.close()  # type: ignore[attr-defined]
        assert time.monotonic() - started < SLACK_S
        deadline = time.monotonic() + 0.5 + SLACK_S
        while time.monotonic() < deadline and any("emailguess-mx" in each.name for each in threading.enumerate()):
            time.sleep(0.05)
    assert [each.name for each in threading.enumerate() if "emailguess-mx" in each.name] == []


def test_cancelling_the_asynchronous_bulk_ends_it() -> None:
    """Cancelling the caller cancels what is under way."""

    async def run() -> float:
        with loopback.stub(loopback.silence) as silent:
            task = asyncio.create_task(
                acheck_mx_many([f"n{n}.example" for n in range(50)], resolver=loopback.async_resolver_for(silent))
            )
            await asyncio.sleep(0.2)
            started = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert {asyncio.current_task()} == asyncio.all_tasks()
            return time.monotonic() - started

    assert asyncio.run(run()) < SLACK_S


# --- arguments, imports, and what is never done --------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [{"timeout_s": 0}, {"budget_s": -1}, {"budget_s": float("nan")}, {"timeout_s": "2"}, {"budget_s": True}],
)
def test_time_that_is_none_is_refused(options: dict[str, float]) -> None:
    """Times are numbers above 0."""
    with pytest.raises(InvalidArgument, match="seconds above 0"):
        check_mx("acme.example", **options)  # type: ignore[arg-type]


def test_concurrency_below_one_is_refused() -> None:
    """Nobody can be asked about by nobody; the call itself says so, not the first answer."""
    with pytest.raises(InvalidArgument, match="1 or more"):
        iter_mx([], concurrency=0)


def test_other_values_than_a_list_and_a_number_are_refused() -> None:
    """One text is not as many domains as it has letters, and half a question cannot be asked."""
    with pytest.raises(InvalidArgument, match="several domains are a list"):
        check_mx_many("acme.example")
    with pytest.raises(InvalidArgument, match="1 or more"):
        iter_mx([], concurrency=2.5)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="at least 1"):
        MxCache(max_entries="10")  # type: ignore[arg-type]


def test_wrong_kind_of_resolver_is_refused() -> None:
    """A blocking check given an asynchronous resolver says which it needs, and the other way round."""
    with pytest.raises(InvalidArgument, match=r"needs a dns\.resolver\.Resolver"):
        check_mx("acme.example", resolver=dns.asyncresolver.Resolver(configure=False))  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match=r"needs a dns\.asyncresolver\.Resolver"):
        asyncio.run(acheck_mx("acme.example", resolver=dns.resolver.Resolver(configure=False)))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "acme", "192.0.2.1", "co.uk", "a" * 300])
def test_what_is_no_domain_is_refused_before_any_question(text: str) -> None:
    """A single check raises `InvalidDomain`, with the words of the rest of the library."""
    with pytest.raises(InvalidDomain):
        check_mx(text, resolver=dns.resolver.Resolver(configure=False))


def test_mixed_alphabets_are_shown_in_punycode_with_a_warning(resolver: dns.resolver.Resolver) -> None:
    """A look-alike domain is asked for and shown as what it is."""
    look_alike = "рlain"  # its first letter is Cyrillic
    answer = check_mx(f"{look_alike}.example", resolver=resolver)
    in_ascii = "xn--" + look_alike.encode("punycode").decode("ascii")
    assert (f"{in_ascii}.example", "rejects") == (answer.domain, answer.status)
    assert "imitate" in answer.warnings[0]


def test_missing_dnspython_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dnspython every way to ask raises `MissingExtra` with the pip command, and bulk does so at once."""
    monkeypatch.setitem(sys.modules, "dns.resolver", None)
    for ask in (
        lambda: check_mx("acme.example"),
        lambda: iter_mx(["acme.example"]),
        lambda: asyncio.run(acheck_mx("acme.example")),
        lambda: asyncio.run(acheck_mx_many(["acme.example"])),
    ):
        with pytest.raises(MissingExtra, match=r"pip install emailguess\[mx\]"):
            ask()


def test_import_touches_neither_dnspython_nor_network() -> None:
    """Importing, refusing a text and answering from a cache load no dnspython and open no socket."""
    program = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(event) if event.startswith("socket.") else None)
from emailguess.mx import MxCache, check_mx, check_mx_many
from emailguess.mx.report import report
loaded = [name for name in sys.modules if name.split(".")[0] == "dns"]
cache = MxCache()
cache.put(report("acme.example", "mx", ttl_s=60))
check_mx("acme.example", cache=cache)
try:
    check_mx("no domain")
except ValueError:
    pass
print([loaded, [name for name in sys.modules if name.split(".")[0] == "dns"], opened])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[[], [], []]"


AUDITED: list[tuple[str, Any]] = []
AUDITING = False


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if AUDITING and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        AUDITED.append((event, args[1] if event in ("socket.connect", "socket.sendto") else args[:2]))


sys.addaudithook(_audit)


def test_only_the_resolver_is_ever_spoken_to(port: int) -> None:
    """No mail server is looked up or connected to: every packet goes to the name server."""
    global AUDITING
    AUDITED.clear()
    AUDITING = True
    try:
        check_mx_many(RULES, resolver=loopback.resolver_for(port))
        asyncio.run(acheck_mx_many(RULES, resolver=loopback.async_resolver_for(port)))
    finally:
        AUDITING = False
    elsewhere = [each for each in AUDITED if each[0].startswith("socket.get") or each[1][:2] != (loopback.HOST, port)]
    assert len(AUDITED) > len(RULES)
    assert elsewhere == []


# --- values --------------------------------------------------------------------------------------------------------


def test_report_is_stable_json(resolver: dns.resolver.Resolver) -> None:
    """`to_dict` is plain JSON with a version and the same keys for every status."""
    expected = {
        "schema": "emailguess.mx/1",
        "domain": "google.example",
        "status": "accepts",
        "reason": "mx",
        "explanation": "the domain names mail servers",
        "hosts": [
            {"preference": 1, "name": "aspmx.l.google.com"},
            {"preference": 5, "name": "alt1.aspmx.l.google.com"},
        ],
        "provider": "Google Workspace",
        "implicit": False,
        "spf_sends_no_mail": None,
        "dnssec": False,
        "ttl_s": 300,
        "warnings": [],
    }
    actual = check_mx("google.example", resolver=resolver).to_dict()
    assert expected == json.loads(json.dumps(actual))
    assert list(expected) == list(report("acme.example", "timeout").to_dict())


def test_every_reason_has_a_status_and_a_sentence() -> None:
    """Only DNS's own word rejects; the faults are all `unknown`."""
    assert {"null_mx", "unusable_mx", "nxdomain", "no_records"} == {
        reason for reason, (status, _) in REASONS.items() if status == "rejects"
    }
    assert {"mx", "implicit_mx"} == {reason for reason, (status, _) in REASONS.items() if status == "accepts"}
    assert all(
        sentence and report("acme.example", reason).explanation == sentence for reason, (_, sentence) in REASONS.items()
    )


def test_report_of_no_known_status_is_refused() -> None:
    """A report cannot be made with words the documentation does not know."""
    with pytest.raises(ValueError, match="no such"):
        MxReport(domain="acme.example", status="maybe", reason="mx", explanation="")  # type: ignore[arg-type]


def test_short_repr_is_for_a_person() -> None:
    """At the prompt a report says the status and what matters most."""
    hosts = (MxHost(preference=10, name="mx.acme.example"),)
    assert [
        repr(report("acme.example", "mx", hosts=hosts)),
        repr(report("acme.example", "mx", hosts=hosts, provider="Zoho")),
        repr(report("acme.example", "implicit_mx", hosts=hosts)),
        repr(report("acme.example", "null_mx")),
    ] == [
        "MxReport(acme.example accepts: 1 host)",
        "MxReport(acme.example accepts: Zoho)",
        "MxReport(acme.example accepts: implicit)",
        "MxReport(acme.example rejects: null_mx)",
    ]


def test_address_after_a_wrong_nxdomain_still_counts() -> None:
    """A server that says NXDOMAIN for a missing type is overruled by its own earlier "the name exists"."""
    talk = decide("acme.example")
    replies = (Reply("empty"), Reply("nxdomain"), Reply("records", texts=("2001:db8::1",)))
    asked = [next(talk).record_type, *(talk.send(reply).record_type for reply in replies)]
    with pytest.raises(StopIteration) as end:
        talk.send(Reply("empty"))
    assert asked == ["MX", "A", "AAAA", "TXT"]
    assert end.value.value.reason == "implicit_mx"


@pytest.mark.parametrize(
    ("host", "family"),
    {
        "smtp.google.com": "Google Workspace",
        "alt2.aspmx.l.google.com": "Google Workspace",
        "aspmx3.googlemail.com": "Google Workspace",
        "acme-example.mail.protection.outlook.com": "Microsoft 365",
        "acme-example.a-v1.mx.microsoft": "Microsoft 365",
        "mx0a-00000000.pphosted.com": "Proofpoint",
        "mx1-us1.ppe-hosted.com": "Proofpoint",
        "eu-smtp-inbound-1.mimecast.com": "Mimecast",
        "mx2.zoho.eu": "Zoho",
        "mx.yandex.net": "Yandex",
        "mxbiz1.qq.com": "Tencent Exmail",
        "mx1.qiye.aliyun.com": "Alibaba Mail",
        "mxn.mxhichina.com": "Alibaba Mail",
        "d000000a.ess.barracudanetworks.com": "Barracuda",
        "mx1.hc0000-00.iphmx.com": "Cisco IronPort",
        "in1-smtp.messagingengine.com": "Fastmail",
        "mail.protonmail.ch": "Proton",
        "inbound-smtp.eu-west-1.amazonaws.com": "Amazon",
        "mx1.emailsrvr.com": "Rackspace",
        "mx1.mail.ovh.net": "OVH",
        "mx00.ionos.de": "Ionos",
        "smtp.secureserver.net": "GoDaddy",
        "mx01.hornetsecurity.com": "Hornetsecurity",
        "cluster5.eu.messagelabs.com": "Symantec MessageLabs",
        "acme.in.tmes.trendmicro.eu": "Trend Micro",
        "mx-01-eu-central-1.prod.hydra.sophos.com": "Sophos",
        "cust0000-1.in.mailcontrol.com": "Forcepoint",
        "MX.Yandex.NET.": "Yandex",  # as DNS may write it
        "notmimecast.com": None,  # not at a label's edge
        "mimecast.com.acme.example": None,  # not at the end
        "mail.outlook.com": None,  # a suffix of ours must be there whole
        "mx.acme.example": None,
    }.items(),
)
def test_provider_family(host: str, family: str | None) -> None:
    """A host belongs to a family when a suffix from the table ends it at the edge of a label."""
    assert family == provider_family(host)
