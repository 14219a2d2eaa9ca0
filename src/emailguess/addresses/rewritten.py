"""Addresses that programs rewrote: signed senders, forwarded senders, prefixes of links and remains of escapes.

It gives back what stood there before, or says that nothing of this domain did. It asks nobody.

Start reading at `unwrapped`.
"""

from __future__ import annotations

import re

__all__ = ["unwrapped"]

_LINK = re.compile(r"(?:mailto|smtp|sip|e-?mail|x400|exchange):(?://)?", re.I)
# What a JSON, URL or HTML escape before an address leaves: u003e, x3c, %20, &lt;, 3d of quoted-printable.
_ESCAPE = re.compile(r"(?:\\?u00(?:3[ce]|2[027])|\\?x(?:3[ce]|2[027])|%(?:3[ce]|2[027])|&[lg]t;|&quot;|=3d)+", re.I)
# BATV (draft-levine-smtp-batv): prvs=tag=local, and the older btv1==tag==local.
_SIGNED = re.compile(r"prvs=[^=]*=(?=.)|btv1==[^=]*==(?=.)|msprvs1=[^=]*=(?=.)", re.I)
# SRS (www.libsrs2.net): a forwarder's address that hides a sender of another domain; VERP and bounce addresses as well.
_FOREIGN = re.compile(r"srs[01][=+-].*|.*=[a-z0-9-]+\.[a-z]{2,}|bounces?[+=-].*|.*-bounces?(?:[+=-].*)?", re.I)


def unwrapped(address: str) -> str:
    """The mailbox that an address stands for; empty where it is a mailing machine's or hides another's sender.

    >>> unwrapped("prvs=1234=bob@acme.example"), unwrapped("u003eann@acme.example"), unwrapped("mailto:x@acme.example")
    ('bob@acme.example', 'ann@acme.example', 'x@acme.example')
    >>> unwrapped("SRS0=abc=x=other.example=ann@acme.example"), unwrapped("jane.doe@acme.example")
    ('', 'jane.doe@acme.example')
    """
    text = _LINK.sub("", address, count=1) if _LINK.match(address) else address
    local, at, host = text.rpartition("@")
    if not at or ("=" not in local and "%" not in local and "&" not in local and local.isalpha() and len(local) < 5):
        return text
    if _ESCAPE.match(local):
        local = _ESCAPE.sub("", local, count=1)
    if "=" in local or "+" in local or "-" in local:
        local = _SIGNED.sub("", local, count=1)
        if _FOREIGN.fullmatch(local):
            return ""
    return f"{local}@{host}" if local else ""
