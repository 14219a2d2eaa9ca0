"""Whose mail servers these are: a host name gives the family that runs it, from a table with provenance.

It knows only the suffixes in `data/mail/providers.toml` and guesses nothing beyond them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from emailguess import data as shipped
from emailguess.errors import InvalidArgument, shown
from emailguess.mx.report import MxHost

__all__ = ["provider_family", "provider_of"]


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """Suffix -> family, read once."""
    families = json.loads(shipped.load("mail_providers.json"))["families"]
    return {suffix: family for family, suffixes in families.items() for suffix in suffixes}


def provider_family(host: str) -> str | None:
    """Return the family of one mail server's name, or `None` for one the table does not know.

    Suffixes match whole labels, and the longest wins.

    >>> provider_family("acme-example.mail.protection.outlook.com")
    'Microsoft 365'
    >>> provider_family("aspmx.l.google.com.evil.example") is None
    True
    """
    if not isinstance(host, str):
        raise InvalidArgument(f"a mail server is named by its host, not {shown(host)}")
    labels = host.lower().removesuffix(".").split(".")
    families = _families()
    for start in range(len(labels)):
        family = families.get(".".join(labels[start:]))
        if family is not None:
            return family
    return None


def provider_of(hosts: Sequence[MxHost]) -> str | None:
    """Return the family of the most preferred hosts; what only stands in for them says nothing of the domain.

    >>> provider_of([MxHost(preference=5, name="mx.acme.example"), MxHost(preference=9, name="smtp.google.com")])
    >>> provider_of([MxHost(preference=5, name="smtp.google.com"), MxHost(preference=9, name="mx.acme.example")])
    'Google Workspace'
    """
    best = min((host.preference for host in hosts), default=0)
    families = (provider_family(host.name) for host in hosts if host.preference == best)
    return next((family for family in families if family is not None), None)
