"""The rules for "does this domain take mail?", written as a conversation: yield a question, be sent its reply.

It knows nothing of sockets, clocks or dnspython, so the blocking and the asynchronous check follow one set of rules.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Literal, NamedTuple

from emailguess.mx.providers import provider_of
from emailguess.mx.report import MxHost, MxReport, Reason, report

__all__ = ["Question", "Reply", "decide"]

RecordType = Literal["MX", "A", "AAAA", "TXT"]


class Question(NamedTuple):
    """One thing to ask DNS."""

    name: str
    """Domain name without a trailing dot."""
    record_type: RecordType
    """Which records to ask for."""


class Reply(NamedTuple):
    """What came back, with dnspython's types and exceptions already translated."""

    kind: Literal["records", "empty", "alias", "nxdomain", "failed"]
    """`empty`: the name exists without such records; `alias`: the answer stops at a CNAME; `failed`: no answer."""
    hosts: tuple[MxHost, ...] = ()
    """The MX records; a null MX has the name `""`."""
    texts: tuple[str, ...] = ()
    """The TXT records, or the addresses."""
    name: str = ""
    """Where the CNAMEs lead, or the name asked for."""
    ttl_s: int | None = None
    """Seconds for which the reply may be kept; for `empty` and `nxdomain` from the SOA record (RFC 2308, 5)."""
    authentic: bool = False
    """The AD flag."""
    reason: Reason = "bad_answer"
    """For `failed`: why."""
    detail: str = ""
    """For `failed`: the particulars."""


Talk = Generator[Question, Reply, Reply]

# As many as dnspython follows within one answer.
_MAX_ALIASES = 16

# Names that exist on no network (RFC 6761, 6.3 and 6.4) and addresses in a name's clothes (RFC 1035, 3.3.9 wants a
# name; no top-level domain is a number). People point MX records at them to say "no mail".
_UNREACHABLE = re.compile(r"(?:.*\.)?(?:localhost|invalid|[0-9]+)")


def decide(domain: str) -> Generator[Question, Reply, MxReport]:
    """Ask what must be asked about a domain, in order, and return the report.

    >>> talk = decide("acme.example")
    >>> next(talk)
    Question(name='acme.example', record_type='MX')
    >>> try:
    ...     talk.send(Reply("nxdomain", ttl_s=60))
    ... except StopIteration as end:
    ...     print(end.value)
    MxReport(acme.example rejects: nxdomain)
    """
    mx = yield from _ask(domain, "MX")
    if mx.kind == "failed":
        return report(domain, mx.reason, detail=mx.detail)
    if mx.kind == "nxdomain":
        return report(domain, "nxdomain", ttl_s=mx.ttl_s, dnssec=mx.authentic)
    if mx.kind == "records":
        return _named_hosts(domain, mx)
    return (yield from _own_address(domain, mx))


def _named_hosts(domain: str, mx: Reply) -> MxReport:
    usable = tuple(sorted({host for host in mx.hosts if host.name and not _UNREACHABLE.fullmatch(host.name)}))
    reason: Reason = "mx"
    if not usable:
        # RFC 7505, 3 wants a null MX to stand alone at preference 0; nobody who writes "." means anything else.
        # Beside real hosts it is void.
        reason = "unusable_mx" if any(host.name for host in mx.hosts) else "null_mx"
    return report(domain, reason, hosts=usable, provider=provider_of(usable), ttl_s=mx.ttl_s, dnssec=mx.authentic)


def _own_address(domain: str, mx: Reply) -> Generator[Question, Reply, MxReport]:
    """RFC 5321, 5.1: without MX records the domain's own address is an MX of preference 0."""
    used = [mx]
    failed: Reply | None = None
    kinds: tuple[RecordType, ...] = ("A", "AAAA")
    for record_type in kinds:
        address = yield from _ask(mx.name or domain, record_type)
        if address.kind == "records":
            used.append(address)
            return (yield from _implicit(domain, address.name or domain, used))
        if address.kind == "failed":
            failed = failed or address
        else:
            # Some servers wrongly say NXDOMAIN for a type they lack; the MX reply has shown that the name exists.
            used.append(address)
    if failed is not None:
        return report(domain, failed.reason, detail=failed.detail)
    return report(domain, "no_records", ttl_s=_ttl_s(used), dnssec=_authentic(used))


def _implicit(domain: str, name: str, used: list[Reply]) -> Generator[Question, Reply, MxReport]:
    spf = yield from _ask(name, "TXT")
    sends_no_mail: bool | None = None
    if spf.kind != "failed":
        used.append(spf)
        sends_no_mail = _sends_no_mail(spf.texts)
    return report(
        domain,
        "spf_sends_no_mail" if sends_no_mail else "implicit_mx",
        hosts=(MxHost(preference=0, name=domain),),
        spf_sends_no_mail=sends_no_mail,
        ttl_s=_ttl_s(used),
        dnssec=_authentic(used),
    )


def _ask(name: str, record_type: RecordType) -> Talk:
    """Ask, and follow CNAMEs that the answering server did not follow itself (it need only know its own zone)."""
    start, seen = name, {name}
    used: list[Reply] = []
    while True:
        reply = yield Question(name, record_type)
        used.append(reply)
        if reply.kind != "alias":
            return reply._replace(ttl_s=_ttl_s(used), authentic=_authentic(used))
        name = reply.name
        if name in seen or len(seen) > _MAX_ALIASES:
            return Reply("failed", reason="cname_loop", detail=f"{start} to {name}")
        seen.add(name)


def _sends_no_mail(texts: tuple[str, ...]) -> bool:
    """Whether the one SPF record's first mechanism is `-all`: no host may send (RFC 7208, 4.5, 4.6 and 5.1)."""
    records = [text for text in texts if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE)]
    if len(records) != 1:
        return False  # several are an error (4.5), which permits nothing to be concluded
    terms = records[0].lower().split()[1:]
    mechanisms = [term for term in terms if not re.match(r"[a-z][a-z0-9_.-]*=", term)]  # name=value is a modifier
    return mechanisms[:1] == ["-all"]


def _ttl_s(used: list[Reply]) -> int | None:
    """A report is as fresh as its oldest part; one part that may not be kept forbids keeping the whole."""
    known = [reply.ttl_s for reply in used if reply.ttl_s is not None]
    return min(known) if len(known) == len(used) else None


def _authentic(used: list[Reply]) -> bool:
    return all(reply.authentic for reply in used)
