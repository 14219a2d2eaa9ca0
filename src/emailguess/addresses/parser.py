"""Domains and addresses: text gives a checked mail domain, or a mailbox with its display name.

It reads and refuses; it never asks the network whether a domain or mailbox exists.

Start reading at `domain`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from emailguess.addresses import suffixes
from emailguess.addresses.doubtful import doubts, imitated, unused
from emailguess.errors import InvalidAddress, InvalidDomain, shown

__all__ = ["Domain", "Mailbox", "divided", "domain", "mailbox"]

# RFC 1035 2.3.4 and RFC 5321 4.5.3.1.
MAX_DOMAIN = 253
MAX_ADDRESS = 254
_MAX_INPUT = 2_000

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_PLAIN_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_ANGLE = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>")


class Domain(NamedTuple):
    """A mail domain in the form DNS knows it."""

    name: str
    """Lower case, A-labels (punycode) where it is internationalised, no trailing dot."""
    registrable: str
    """The part a company registers: `us.acme.co.uk` gives `acme.co.uk`."""
    suffix: str
    """The public suffix below which it is registered: `co.uk`."""
    warnings: tuple[str, ...] = ()
    """What a person should see before trusting it, such as mixed scripts."""


class Mailbox(NamedTuple):
    """An address and the name written beside it."""

    name: str
    """Display name; empty for a bare address."""
    local: str
    """Local part, lower case, without a +tag."""
    domain: Domain
    tag: str = ""
    """What stood after the plus sign (RFC 5233), if anything."""

    @property
    def address(self) -> str:
        """The address without its tag."""
        return f"{self.local}@{self.domain.name}"


def domain(text: str, divider: suffixes.Divider | None = None) -> Domain:
    """Read a company's mail domain from a bare domain, a URL or an address.

    >>> domain("https://www.Acme.co.uk/jobs").name
    'acme.co.uk'
    >>> domain("jane@mail.acme.com").registrable
    'acme.com'

    A `divider` tells its public suffix in place of the list that ships. Raises `InvalidDomain` for anything that cannot
    be a company's mail domain: no dot, an IP address, a public suffix such as `co.uk`, a label DNS does not allow.
    """
    if not isinstance(text, str):
        raise InvalidDomain(f"a domain is text such as 'acme.com', not {type(text).__name__}")
    return _domain(text) if len(text) <= MAX_DOMAIN and divider is None else _domain_uncached(text, divider)


def divided(where: Domain, divider: suffixes.Divider) -> Domain:
    """A domain divided anew by another list; one that is a public suffix there stays whole.

    >>> divided(domain("us.acme.example"), lambda host: "acme.example").registrable
    'us.acme.example'
    """
    registrable = suffixes.registrable_by(divider, where.name) or where.name
    return where._replace(registrable=registrable, suffix=registrable.partition(".")[2])


def _domain_uncached(text: str, divider: suffixes.Divider | None = None) -> Domain:
    if len(text) > _MAX_INPUT:
        raise InvalidDomain(f"a domain has at most {MAX_DOMAIN} characters: {shown(text)}")
    host = text.strip().lower()
    if not host.isprintable():
        raise InvalidDomain(f"a domain has no spaces or control characters: {shown(text)}")
    host = _host(host).removesuffix(".")
    if not host:
        raise InvalidDomain(f"there is no domain in {shown(text)}; pass one such as 'acme.com'")
    if any(c.isspace() for c in host):
        raise InvalidDomain(f"a domain has no spaces or control characters: {shown(text)}")
    warnings: tuple[str, ...] = ()
    if not host.isascii():
        host, warnings = _to_ascii(host, text)
    elif "xn--" in host:
        warnings = _look_alike(host, text)
    if host.startswith("[") or re.fullmatch(r"[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*", host):
        raise InvalidDomain(f"an IP address has no company pattern: {shown(text)}; pass the company's domain")
    if len(host) > MAX_DOMAIN:
        raise InvalidDomain(f"a domain has at most {MAX_DOMAIN} characters: {shown(text)}")
    labels = host.split(".")
    for label in labels:
        if not _LABEL.fullmatch(label):
            meant = host.replace(",", ".")  # a slip of the finger: the keys are neighbours
            hint = f"did you mean {shown(meant)}?" if meant != host else "pass one such as 'acme.com'"
            what = "this is no domain" if label == text.strip() else f"{shown(label)} cannot be part of a domain"
            raise InvalidDomain(f"{what}: {shown(text)}; {hint}")
    if labels[-1].isdigit():  # RFC 3696 2: no top-level domain is a number, so this is an address in some notation
        raise InvalidDomain(f"an IP address has no company pattern: {shown(text)}; pass the company's domain")
    if len(labels) < 2:
        raise InvalidDomain(f"a mail domain has a dot: {shown(text)}; did you mean '{host[:40]}.com'?")
    # Not by the private section: a hosted company's site is still a domain.
    registrable = suffixes.registrable(host) if divider is None else suffixes.registrable_by(divider, host)
    if not registrable:
        raise InvalidDomain(
            f"{shown(host)} is a public suffix, not a company's domain; pass one such as 'acme.{host[:40]}'"
        )
    warnings += doubts(host, registrable, text.strip().lower())
    return Domain(host, registrable, registrable.split(".", 1)[1], warnings)


def _host(text: str) -> str:
    """The host in a URL, an address or a host's name with a port or path."""
    if "://" in text:
        host = text.split("://", 1)[1]
        host = re.split(r"[/?#]", host, maxsplit=1)[0].rpartition("@")[2]
        host = re.sub(r":\d+$", "", host)
        host = host.removeprefix("www.")
    elif "@" in text:
        host = text.rpartition("@")[2]
    else:
        host = re.split(r"[/?#]", text, maxsplit=1)[0]
        host = re.sub(r":\d+$", "", host)
        if host.startswith("www.") and host.count(".") > 1:
            host = host.removeprefix("www.")
    return host


_domain = lru_cache(maxsize=16384)(_domain_uncached)


def _to_ascii(host: str, text: str) -> tuple[str, tuple[str, ...]]:
    import idna

    try:
        encoded = idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidDomain(f"not a valid internationalised domain: {shown(text)} ({error})") from error
    return encoded, _look_alike(encoded, text)


def _look_alike(encoded: str, text: str) -> tuple[str, ...]:
    """Warn where one label mixes alphabets, or is a Latin word in letters of another: ways to imitate (UTS 39)."""
    import unicodedata

    import idna

    try:
        decoded = idna.decode(encoded)
    except idna.IDNAError as error:
        raise InvalidDomain(f"not a valid internationalised domain: {shown(text)} ({error})") from error
    labels = decoded.split(".")
    for label in labels:
        scripts = {unicodedata.name(c, "?").split()[0] for c in label if c.isalpha()}
        if len(scripts) > 1 and not scripts <= _JAPANESE:
            return (
                f"the domain mixes alphabets ({', '.join(sorted(scripts)).title()}) and may imitate another: "
                f"it is really {encoded}",
            )
        if odd := unused(label):
            return (
                f"{odd!r} (U+{ord(odd):04X}) is a letter that hardly any domain has: it may imitate another "
                f"domain, and is really {encoded}",
            )
        if len(scripts) == 1 and (like := imitated(label, script := min(scripts), labels[-1])):
            return (
                f"every letter of '{label}' is {script.title()} and looks like '{like}': it may imitate another "
                f"domain, and is really {encoded}",
            )
    return ()


_JAPANESE = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})


def mailbox(text: str) -> Mailbox:
    """Read an RFC 5322 mailbox (`Bob Jones <bob@acme.com>`) or a bare address.

    >>> box = mailbox('"Jones, Bob" <Bob.Jones+jobs@acme.com>')
    >>> box.name, box.address, box.tag
    ('Jones, Bob', 'bob.jones@acme.com', 'jobs')

    Raises `InvalidAddress` for text that is neither, and `InvalidDomain` where only the domain is at fault.
    """
    if not isinstance(text, str):
        raise InvalidAddress(f"an address is text such as 'jane@acme.com', not {type(text).__name__}")
    if len(text) > _MAX_INPUT:
        raise InvalidAddress(f"an address has at most {MAX_ADDRESS} characters: {shown(text)}")
    if "\n" in text.strip() or "\r" in text.strip() or "\0" in text:
        raise InvalidAddress(f"an address has no line breaks: {shown(text)}")
    match = _ANGLE.fullmatch(text.strip())
    name, address = (_display(match["name"]), match["address"]) if match else ("", text.strip())
    if not match and "<" in text:
        name, address = _header(text)
    local, at, host = address.rpartition("@")
    if not at or not local or not host:
        raise InvalidAddress(
            f"not an e-mail address: {shown(text)}; pass 'jane@acme.com' or 'Jane Doe <jane@acme.com>'"
        )
    if len(local) > 64 or len(address) > MAX_ADDRESS:
        raise InvalidAddress(f"longer than an address may be (64 + 1 + 189 characters, RFC 5321): {shown(text)}")
    local = local.lower()
    if "*" in local:
        raise InvalidAddress(f"letters of this address are hidden behind stars: {shown(text)}; pass it in full")
    if not _PLAIN_LOCAL.fullmatch(local):
        local = _unusual_local(address, text)
    base, _, tag = local.partition("+")
    if not base:
        base, tag = local, ""
    return Mailbox(name, base, domain(host), tag)


def _display(written: str) -> str:
    """Take a display name out of its quotes (RFC 5322 3.2.4) and its encoding."""
    written = written.strip()
    if "=?" in written:
        written = _decoded(written)
    if len(written) > 1 and written[0] == written[-1] == '"':
        return re.sub(r"\\(.)", r"\1", written[1:-1]).strip()
    return written.strip(" \"'")


def _decoded(written: str) -> str:
    """Read the encoded words of a header line (RFC 2047), or leave them as they are where they are broken."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    try:
        decoded = str(make_header(decode_header(written)))
    except (MessageError, LookupError, ValueError):
        return written
    return decoded if decoded.isprintable() else written


def _header(text: str) -> tuple[str, str]:
    from email.utils import getaddresses

    try:
        found = [(name, address) for name, address in getaddresses([text]) if "@" in address]
    except RecursionError:  # the standard library descends into nested comments
        found = []
    if len(found) > 1:
        raise InvalidAddress(f"more than one address: {shown(text)}; pass them one by one")
    return found[0] if found else ("", "")


def _unusual_local(address: str, text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(address, check_deliverability=False, allow_quoted_local=False)
    except EmailNotValidError as error:
        raise InvalidAddress(f"not an e-mail address: {shown(text)} ({error})") from error
    return checked.local_part.lower()
