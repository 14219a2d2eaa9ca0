"""The frozen answer to "does this domain take mail?", with the words for every reason.

It holds values and renders them; it asks nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from emailguess.errors import InvalidArgument
from emailguess.results.documents import Document

__all__ = ["REASONS", "MxHost", "MxReport", "Reason", "Status", "report"]

Status = Literal["accepts", "rejects", "unknown"]

Reason = Literal[
    "mx",
    "implicit_mx",
    "null_mx",
    "unusable_mx",
    "nxdomain",
    "no_records",
    "spf_sends_no_mail",
    "timeout",
    "servfail",
    "refused",
    "lame",
    "cname_loop",
    "bad_answer",
    "no_network",
    "budget",
    "invalid_domain",
]

REASONS: dict[Reason, tuple[Status, str]] = {
    "mx": ("accepts", "the domain names mail servers"),
    "implicit_mx": ("accepts", "no MX record, but an address: mail goes to the domain's own host (RFC 5321, 5.1)"),
    "null_mx": ("rejects", "the domain states that it takes no mail (null MX, RFC 7505)"),
    "unusable_mx": ("rejects", "every mail server named is one nobody can reach, such as localhost"),
    "nxdomain": ("rejects", "the domain does not exist"),
    "no_records": ("rejects", "the domain has neither mail servers nor an address"),
    "spf_sends_no_mail": ("unknown", "an address but no MX record, and SPF says that the domain sends no mail"),
    "timeout": ("unknown", "no usable answer in time"),
    "servfail": ("unknown", "the name server reported a failure of its own"),
    "refused": ("unknown", "the name server refused to answer"),
    "lame": ("unknown", "the name server asked does not know the domain, or only points elsewhere"),
    "cname_loop": ("unknown", "the domain's aliases lead in a circle, or further than anyone follows"),
    "bad_answer": ("unknown", "the name server's answer made no sense"),
    "no_network": ("unknown", "no name server could be reached"),
    "budget": ("unknown", "not asked: the time for the whole list was used up"),
    "invalid_domain": ("unknown", "not asked: this is no mail domain"),
}
"""Reason -> the status it leads to, and the sentence a person reads. Faults are all `unknown`, never `rejects`."""

_SCHEMA = "emailguess.mx/1"


@dataclass(frozen=True, slots=True, kw_only=True, order=True, repr=False)
class MxHost:
    """One mail server, as an MX record names it; hosts sort by preference, then by name.

    >>> MxHost(preference=10, name="mx.acme.example")
    MxHost(10 mx.acme.example)
    """

    preference: int
    """0 to 65535; the lowest is tried first (RFC 5321, 5.1)."""
    name: str
    """Host name, lower case, A-labels, no trailing dot."""

    def __repr__(self) -> str:
        return f"MxHost({self.preference} {self.name})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MxReport:
    """What DNS says about mail for one domain.

    >>> report("acme.example", "null_mx", ttl_s=300)
    MxReport(acme.example rejects: null_mx)
    >>> report("acme.example", "null_mx", ttl_s=300).explanation
    'the domain states that it takes no mail (null MX, RFC 7505)'
    """

    domain: str
    """The domain asked about: lower case, A-labels (punycode), no trailing dot."""
    status: Status
    """`accepts`, `rejects`, or `unknown`: DNS gave no answer one could build on."""
    reason: Reason
    """One word for why; a stable identifier, safe to compare with."""
    explanation: str
    """The same reason as a sentence for a person, with the particulars where there are any."""
    hosts: tuple[MxHost, ...] = ()
    """The usable mail servers, most preferred first; for an implicit MX the domain itself at preference 0."""
    provider: str | None = None
    """Family of the most preferred host, such as `Google Workspace`; `None` where the table knows none."""
    implicit: bool = False
    """Whether there is no MX record and mail would go to the domain's own A or AAAA address (RFC 5321, 5.1)."""
    spf_sends_no_mail: bool | None = None
    """Whether SPF allows no sender at all (`v=spf1 -all`, RFC 7208); `None` when not asked or not answered.

    Asked only for a domain with an address and no MX record. SPF speaks of sending, so it is a hint: `True` turns
    `accepts` into `unknown`, never into `rejects`."""
    dnssec: bool | None = None
    """Whether the resolver marked every answer used as authentic (AD flag, RFC 4035, 3.2.3).

    `False` says an answer lacked the mark: unsigned domain or resolver that does not validate, DNS cannot tell them
    apart. `None` when there was no answer. Worth as much as the path to the resolver."""
    ttl_s: int | None = None
    """Seconds for which the answer may be kept, as received; `None` where DNS gave no such time."""
    warnings: tuple[str, ...] = ()
    """What a person should see before trusting the domain, such as mixed alphabets."""

    def __post_init__(self) -> None:
        if self.status not in get_args(Status) or self.reason not in REASONS:
            raise InvalidArgument(f"no such status and reason: {self.status!r}, {self.reason!r}")

    def __repr__(self) -> str:
        if self.status != "accepts":
            return f"MxReport({self.domain} {self.status}: {self.reason})"
        many = f"{len(self.hosts)} host{'s' if len(self.hosts) != 1 else ''}"
        return f"MxReport({self.domain} accepts: {'implicit' if self.implicit else self.provider or many})"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; the keys are stable within the version named under `schema`.

        >>> answer = report("acme.example", "mx", hosts=(MxHost(preference=10, name="mx.acme.example"),), ttl_s=60)
        >>> answer.to_dict()["hosts"]
        [{'preference': 10, 'name': 'mx.acme.example'}]
        """
        return {
            "schema": _SCHEMA,
            "domain": self.domain,
            "status": self.status,
            "reason": self.reason,
            "explanation": self.explanation,
            "hosts": [{"preference": host.preference, "name": host.name} for host in self.hosts],
            "provider": self.provider,
            "implicit": self.implicit,
            "spf_sends_no_mail": self.spf_sends_no_mail,
            "dnssec": self.dnssec,
            "ttl_s": self.ttl_s,
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> MxReport:
        """Read what `to_dict` wrote. Raises `InvalidArgument`."""
        read = Document(document, "an MX report", _SCHEMA)
        return cls(
            domain=read.text("domain"),
            status=read.one_of("status", get_args(Status)),
            reason=read.one_of("reason", get_args(Reason)),
            explanation=read.text("explanation"),
            hosts=tuple(map(_host, read.list("hosts"))),
            provider=read.maybe("provider", str),
            implicit=bool(read.maybe("implicit", bool)),
            spf_sends_no_mail=read.maybe("spf_sends_no_mail", bool),
            dnssec=read.maybe("dnssec", bool),
            ttl_s=read.maybe("ttl_s", int),
            warnings=read.texts("warnings"),
        )


def _host(document: Mapping[str, Any]) -> MxHost:
    read = Document(document, "a mail server")
    return MxHost(preference=read.count("preference"), name=read.text("name"))


def report(
    domain: str,
    reason: Reason,
    *,
    detail: str = "",
    hosts: tuple[MxHost, ...] = (),
    provider: str | None = None,
    spf_sends_no_mail: bool | None = None,
    dnssec: bool | None = None,
    ttl_s: int | None = None,
) -> MxReport:
    """Make a report whose status and sentence follow from its reason.

    >>> report("acme.example", "timeout", detail="MX, 3.0 s").explanation
    'no usable answer in time (MX, 3.0 s)'
    """
    status, sentence = REASONS[reason]
    return MxReport(
        domain=domain,
        status=status,
        reason=reason,
        explanation=f"{sentence} ({detail})" if detail else sentence,
        hosts=hosts,
        provider=provider,
        implicit=reason in ("implicit_mx", "spf_sends_no_mail"),
        spf_sends_no_mail=spf_sends_no_mail,
        dnssec=dnssec,
        ttl_s=ttl_s,
    )
