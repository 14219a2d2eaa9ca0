"""One DNS question through dnspython, blocking or asynchronous, and its answer in our own words.

It judges whether an answer is one, never what it means for mail. dnspython is imported here, inside functions only.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from emailguess.errors import MissingExtra
from emailguess.mx.decision import Question, Reply
from emailguess.mx.report import MxHost, Reason

if TYPE_CHECKING:
    import dns.asyncresolver
    import dns.message
    import dns.resolver
    import dns.rrset

__all__ = ["ask", "ask_async", "require_dnspython", "system_async_resolver", "system_resolver"]

# The longest wait for one name server, out of the budget of a check; a second server or a second try still fits.
_TRY_S = 1.0
# What fits one UDP packet on any path (DNS flag day 2020); larger answers come over TCP.
_UDP_PAYLOAD = 1232


def require_dnspython() -> None:
    """Raise `MissingExtra`, naming the pip command, where dnspython is not installed."""
    try:
        import dns.resolver  # noqa: F401
    except ImportError as error:
        raise MissingExtra(
            "checking whether a domain takes mail needs dnspython; run: pip install emailguess[mx]"
        ) from error


def system_resolver() -> dns.resolver.Resolver | None:
    """Return a resolver as the system is configured, or `None` where it names no DNS server."""
    import dns.resolver

    try:
        resolver = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None
    _prepare(resolver)
    return resolver


def system_async_resolver() -> dns.asyncresolver.Resolver | None:
    """Return an asynchronous resolver as the system is configured, or `None` where it names no DNS server."""
    import dns.asyncresolver
    import dns.resolver

    try:
        resolver = dns.asyncresolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None
    _prepare(resolver)
    return resolver


def _prepare(resolver: dns.resolver.BaseResolver) -> None:
    import dns.flags

    resolver.timeout = _TRY_S
    resolver.use_edns(0, 0, _UDP_PAYLOAD)
    # AD in a query asks a validating resolver to say whether the answer is authentic (RFC 6840, 5.7).
    resolver.set_flags(dns.flags.RD | dns.flags.AD)


def ask(resolver: dns.resolver.Resolver, question: Question, *, deadline: float) -> Reply:
    """Ask until there is an answer or `deadline` (as `time.monotonic` counts) is reached, to a tenth of a second."""
    import dns.exception

    started = time.monotonic()
    while (remaining_s := deadline - time.monotonic()) > 0:
        round_s = _round_s(resolver, remaining_s)
        try:
            answer = resolver.resolve(
                _absolute(question.name),
                question.record_type,
                lifetime=round_s,
                raise_on_no_answer=False,
                search=False,
            )
        except dns.exception.Timeout:
            if time.monotonic() < deadline - remaining_s + round_s / 2:
                break  # a resolver that gives up early must not be asked in a tight circle
        except Exception as error:  # noqa: BLE001 - _failure raises again what is no answer of the network's
            return _failure(error, question)
        else:
            return _understand(answer.response, question)
    return _timeout(question, time.monotonic() - started)


async def ask_async(resolver: dns.asyncresolver.Resolver, question: Question, *, deadline: float) -> Reply:
    """As `ask`, without blocking the event loop."""
    import asyncio

    import dns.exception

    started = time.monotonic()
    while (remaining_s := deadline - time.monotonic()) > 0:
        round_s = _round_s(resolver, remaining_s)
        try:
            async with asyncio.timeout(remaining_s):
                answer = await resolver.resolve(
                    _absolute(question.name),
                    question.record_type,
                    lifetime=round_s,
                    raise_on_no_answer=False,
                    search=False,
                )
        except (dns.exception.Timeout, TimeoutError):
            if time.monotonic() < deadline - remaining_s + round_s / 2:
                break
        except Exception as error:  # noqa: BLE001 - _failure raises again what is no answer of the network's
            return _failure(error, question)
        else:
            return _understand(answer.response, question)
    return _timeout(question, time.monotonic() - started)


def _absolute(name: str) -> str:
    return name.removesuffix(".") + "."


def _round_s(resolver: dns.resolver.BaseResolver, remaining_s: float) -> float:
    """Time for one round of all name servers.

    dnspython sleeps longer and longer between rounds without regard for its lifetime, so `ask` repeats single
    rounds instead: after one the sleep is a tenth of a second.
    """
    servers = max(1, len(getattr(resolver, "nameservers", ())))
    return min(remaining_s, servers * float(getattr(resolver, "timeout", _TRY_S)))


def _timeout(question: Question, waited_s: float) -> Reply:
    return Reply("failed", reason="timeout", detail=f"{question.record_type}, {max(waited_s, 0.0):.1f} s")


def _failure(error: Exception, question: Question) -> Reply:
    """Say which fault of the network, the server or the zone an exception stands for."""
    import dns.exception
    import dns.message
    import dns.resolver

    if isinstance(error, dns.resolver.NXDOMAIN):
        response = next(iter((error.kwargs.get("responses") or {}).values()), None)
        return _understand(response, question) if response else Reply("nxdomain", name=question.name)
    if isinstance(error, dns.resolver.NoAnswer):  # from a resolver that does not honour raise_on_no_answer
        response = error.kwargs.get("response")
        return _understand(response, question) if response else Reply("empty", name=question.name)
    reason: Reason = "bad_answer"
    detail: str = question.record_type
    if isinstance(error, dns.resolver.NoNameservers):
        faults = [fault[3] for fault in error.kwargs.get("errors") or ()]
        last = faults[-1] if faults else None
        detail = f"{question.record_type}, {last}" if isinstance(last, str) else question.record_type
        if isinstance(last, dns.message.ChainTooLong):
            reason = "cname_loop"
        elif isinstance(last, OSError):
            reason = "no_network"
        elif last == "SERVFAIL":
            reason = "servfail"
        elif last == "REFUSED":
            reason = "refused"
    elif isinstance(error, OSError | dns.resolver.NoResolverConfiguration):
        reason = "no_network"
    elif not isinstance(error, dns.exception.DNSException | EOFError):
        raise error  # a mistake in a program, the caller's resolver or ours: not for hiding behind "unknown"
    return Reply("failed", reason=reason, detail=detail)


def _understand(response: dns.message.Message, question: Question) -> Reply:
    """Translate a response whose code is NOERROR or NXDOMAIN."""
    import dns.flags
    import dns.message
    import dns.rcode
    import dns.rdatatype

    if not isinstance(response, dns.message.QueryMessage):
        return Reply("failed", detail=question.record_type)
    if response.flags & dns.flags.TC:  # over TCP too: what is missing may be what decides
        return Reply("failed", detail=f"{question.record_type}, truncated")
    try:
        chain = response.resolve_chaining()
    except dns.message.ChainTooLong:
        return Reply("failed", reason="cname_loop", detail=question.record_type)
    name = chain.canonical_name.to_text(omit_final_dot=True).lower()
    authentic = bool(response.flags & dns.flags.AD)
    ttls = [alias.ttl for alias in chain.cnames]
    if chain.answer is not None:
        ttls.append(chain.answer.ttl)
        hosts, texts = _records(chain.answer, question)
        return Reply("records", hosts, texts, name, min(ttls), authentic)
    # Records that the chain of aliases did not take up are of another name or class; nothing follows from them.
    passed = (dns.rdatatype.RRSIG, dns.rdatatype.DNAME)
    if any(rrset.rdtype not in passed and rrset not in chain.cnames for rrset in response.answer):
        return Reply("failed", detail=f"{question.record_type}, of another name or class")
    missing = response.rcode() == dns.rcode.NXDOMAIN
    negative_s = _negative_ttl(response)
    if negative_s is None:
        if chain.cnames and not missing:
            return Reply("alias", name=name, ttl_s=min(ttls), authentic=authentic)
        # RFC 2308, 2.2: NS records without an SOA record are a referral, not "no such record"; and a server that
        # neither has authority nor asked one (RFC 1035, 4.1.1) cannot say what does not exist.
        referral = any(rrset.rdtype == dns.rdatatype.NS for rrset in response.authority)
        if (referral and not missing) or not response.flags & (dns.flags.AA | dns.flags.RA):
            return Reply("failed", reason="lame", detail=question.record_type)
        # Without an SOA record the answer must not be kept (RFC 2308, 5).
        return Reply("nxdomain" if missing else "empty", name=name, authentic=authentic)
    return Reply("nxdomain" if missing else "empty", name=name, ttl_s=min([*ttls, negative_s]), authentic=authentic)


def _records(rrset: dns.rrset.RRset, question: Question) -> tuple[tuple[MxHost, ...], tuple[str, ...]]:
    if question.record_type == "MX":
        return tuple(
            MxHost(preference=record.preference, name=record.exchange.to_text(omit_final_dot=True).lower().strip("."))
            for record in rrset
        ), ()
    if question.record_type == "TXT":
        # The strings of one record belong together without spaces (RFC 7208, 3.3).
        return (), tuple(b"".join(record.strings).decode("ascii", "replace") for record in rrset)
    return (), tuple(record.address for record in rrset)


def _negative_ttl(response: dns.message.Message) -> int | None:
    """RFC 2308, 5: the smaller of the SOA record's TTL and its minimum field."""
    import dns.rdatatype

    for rrset in response.authority:
        if rrset.rdtype == dns.rdatatype.SOA:
            return min(int(rrset.ttl), int(rrset[0].minimum))
    return None
