"""Check one domain within a budget of seconds, blocking or asynchronous.

It follows the rules of `decision.decide` and adds only time, cache and the choice of resolver.
"""

from __future__ import annotations

import inspect
import math
import time
from typing import TYPE_CHECKING

from emailguess.addresses import parser as addresses
from emailguess.errors import InvalidArgument, shown
from emailguess.mx import lookup
from emailguess.mx.cache import MxCache
from emailguess.mx.decision import Reply, decide
from emailguess.mx.report import MxReport

if TYPE_CHECKING:
    import dns.asyncresolver
    import dns.resolver
else:
    from emailguess.results.later import dns

__all__ = ["BUDGET_S", "TIMEOUT_S", "acheck_mx", "check_mx"]

TIMEOUT_S = 2.0
"""Default for the seconds one question may take, all its tries and name servers together."""
BUDGET_S = 3.0
"""Default for the seconds one domain may take, all its questions together."""


def check_mx(
    domain: str,
    *,
    resolver: dns.resolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    cache: MxCache | None = None,
) -> MxReport:
    """Ask DNS whether a domain takes mail, and whose servers take it; no mail server is contacted.

    Asks for MX records; without any, for an address (A, then AAAA: the implicit MX of RFC 5321, 5.1), and then for
    the SPF record as a hint: a domain with an address, no MX record and `v=spf1 -all` is `unknown`. `rejects` means
    that DNS said so: no such domain, a null MX (RFC 7505), neither MX nor address. Anything else that prevents
    `accepts` (silence, SERVFAIL, REFUSED, lame delegation, nonsense, no network) is `unknown`, with the reason.
    The mail servers' own addresses are not looked up.

    - `domain`: the domain; a URL or an address will do. Internationalised names are asked for in their ASCII form
    - `resolver`: a `dns.resolver.Resolver`, whose name servers, tries and flags are used as they are (set
      `dns.flags.AD` in its flags for `MxReport.dnssec` to mean anything); default: the system's
    - `timeout_s`: seconds that one question may take, above 0, held to about a tenth of a second; default: 2
    - `budget_s`: seconds that the whole call may take, likewise; default: 3
    - `cache`: is looked at first, and keeps the answer; default: none

    Returns an `MxReport`. Raises `InvalidDomain` for what cannot be a mail domain, `MissingExtra` without dnspython,
    and `InvalidArgument` for a bad time or an asynchronous resolver.

    >>> cache = MxCache()
    >>> from emailguess.mx.report import MxHost, report
    >>> hosts = (MxHost(preference=1, name="smtp.google.com"),)
    >>> cache.put(report("acme.example", "mx", hosts=hosts, provider="Google Workspace", ttl_s=300))
    >>> check_mx("Acme.example", cache=cache)
    MxReport(acme.example accepts: Google Workspace)
    """
    require_times(timeout_s=timeout_s, budget_s=budget_s)
    require_kind(resolver, asynchronous=False)
    name = addresses.domain(domain)
    kept = _kept(name, cache)
    if kept is not None:
        return kept
    lookup.require_dnspython()
    return check_one(
        name,
        resolver if resolver is not None else lookup.system_resolver(),
        timeout_s=timeout_s,
        budget_s=budget_s,
        cache=cache,
    )


async def acheck_mx(
    domain: str,
    *,
    resolver: dns.asyncresolver.Resolver | None = None,
    timeout_s: float = TIMEOUT_S,
    budget_s: float = BUDGET_S,
    cache: MxCache | None = None,
) -> MxReport:
    """As `check_mx`, without blocking the event loop (asyncio).

    - `resolver`: a `dns.asyncresolver.Resolver`; default: the system's
    - `domain`, `timeout_s`, `budget_s`, `cache`: as for `check_mx`

    >>> import asyncio
    >>> from emailguess.mx.report import report
    >>> cache = MxCache()
    >>> cache.put(report("acme.example", "null_mx", ttl_s=300))
    >>> asyncio.run(acheck_mx("acme.example", cache=cache))
    MxReport(acme.example rejects: null_mx)
    """
    require_times(timeout_s=timeout_s, budget_s=budget_s)
    require_kind(resolver, asynchronous=True)
    name = addresses.domain(domain)
    kept = _kept(name, cache)
    if kept is not None:
        return kept
    lookup.require_dnspython()
    return await acheck_one(
        name,
        resolver if resolver is not None else lookup.system_async_resolver(),
        timeout_s=timeout_s,
        budget_s=budget_s,
        cache=cache,
    )


def check_one(
    name: addresses.Domain,
    resolver: dns.resolver.Resolver | None,
    *,
    timeout_s: float,
    budget_s: float,
    cache: MxCache | None,
) -> MxReport:
    """Check a domain already validated, with a resolver already chosen; `None` is a system that has none."""
    kept = _kept(name, cache)
    if kept is not None:
        return kept
    deadline = time.monotonic() + budget_s
    talk = decide(name.name)
    try:
        question = next(talk)
        while True:
            if resolver is None:
                reply = _NO_RESOLVER
            else:
                reply = lookup.ask(resolver, question, deadline=min(deadline, time.monotonic() + timeout_s))
            question = talk.send(reply)
    except StopIteration as end:
        return _finished(end.value, name, cache)


async def acheck_one(
    name: addresses.Domain,
    resolver: dns.asyncresolver.Resolver | None,
    *,
    timeout_s: float,
    budget_s: float,
    cache: MxCache | None,
) -> MxReport:
    """As `check_one`, without blocking the event loop."""
    kept = _kept(name, cache)
    if kept is not None:
        return kept
    deadline = time.monotonic() + budget_s
    talk = decide(name.name)
    question = next(talk)
    while True:
        if resolver is None:
            reply = _NO_RESOLVER
        else:
            reply = await lookup.ask_async(resolver, question, deadline=min(deadline, time.monotonic() + timeout_s))
        # A coroutine may not let StopIteration pass, so the end of the talk is caught here.
        try:
            question = talk.send(reply)
        except StopIteration as end:
            return _finished(end.value, name, cache)


_NO_RESOLVER = Reply("failed", reason="no_network", detail="the system names no DNS server")


def _kept(name: addresses.Domain, cache: MxCache | None) -> MxReport | None:
    if cache is not None and not isinstance(cache, MxCache):
        raise InvalidArgument(f"cache is an MxCache, not {shown(cache)}")
    return cache.get(name.name) if cache is not None else None


def _finished(answer: MxReport, name: addresses.Domain, cache: MxCache | None) -> MxReport:
    from dataclasses import replace

    if name.warnings:
        answer = replace(answer, warnings=name.warnings)
    if cache is not None:
        cache.put(answer)
    return answer


def require_times(**times: float) -> None:
    """Raise `InvalidArgument` for a time that is not a number of seconds above 0."""
    for name, value in times.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not (value > 0 and math.isfinite(value)):
            raise InvalidArgument(f"{name} is a number of seconds above 0, not {shown(value)}")


def require_kind(resolver: object, *, asynchronous: bool) -> None:
    """Raise `InvalidArgument` where a blocking check was given an asynchronous resolver, or what is no resolver."""
    if resolver is None:
        return
    if not callable(getattr(resolver, "resolve", None)):
        raise InvalidArgument(f"resolver is a dns.resolver.Resolver, not {shown(resolver)}")
    if inspect.iscoroutinefunction(getattr(resolver, "resolve", None)) != asynchronous:
        wanted = "dns.asyncresolver.Resolver" if asynchronous else "dns.resolver.Resolver"
        found = f"{type(resolver).__module__}.{type(resolver).__name__}"
        raise InvalidArgument(f"this check needs a {wanted}, not {found}")
