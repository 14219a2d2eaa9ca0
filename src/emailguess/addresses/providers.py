"""Domains where anyone may have any address: free mail and throw-away mail. No company's pattern exists there.

It knows lists and asks nobody; a domain on no list may still be such a one.

Start reading at `is_free_mail`.
"""

from __future__ import annotations

from functools import lru_cache

from emailguess.addresses.roles import lists

__all__ = ["is_disposable", "is_free_mail", "open_to_all"]


def is_free_mail(name: str) -> bool:
    """Tell whether anyone can open a mailbox at this domain, so that no company's pattern exists.

    >>> is_free_mail("gmail.com"), is_free_mail("acme.com")
    (True, False)
    """
    return name in lists().free


def is_disposable(name: str) -> bool:
    """Tell whether mailboxes at this domain are thrown away after use; so are those at domains below it.

    The list is the package `disposable-email-domains`; a newer release of it knows newer domains.

    >>> is_disposable("mailinator.com"), is_disposable("x.mailinator.com"), is_disposable("acme.com")
    (True, True, False)
    """
    from disposable_email_domains import blocklist

    labels = name.split(".")
    return any(".".join(labels[i:]) in blocklist for i in range(len(labels) - 1))


@lru_cache(maxsize=16384)
def open_to_all(name: str) -> str:
    """Say why a domain has no company's pattern; empty where it may have one.

    >>> open_to_all("gmail.com"), open_to_all("acme.com")
    ('gmail.com is a free-mail domain', '')
    """
    if is_disposable(name):
        return f"{name} is a domain of throw-away addresses"
    return f"{name} is a free-mail domain" if is_free_mail(name) else ""
