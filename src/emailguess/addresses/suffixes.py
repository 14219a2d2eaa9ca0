"""Public suffixes: the names below which anybody may register one (`com`, `co.uk`), from the Public Suffix List.

The list ships inside, frozen when it was built (`published`); nothing is fetched. Its first section is what
registries delegate; the second, private one has names whose owners let others register below them (`uk.com`,
`github.io`). A company's site at `acme.github.io` is still a company's, so the private section counts only where it
is asked for.

Start reading at `registrable`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeAlias

from emailguess.data import load
from emailguess.errors import EmailGuessError, InvalidArgument, shown

__all__ = [
    "Divided",
    "Divider",
    "aged",
    "is_private_suffix",
    "is_top_level",
    "public_suffix",
    "published",
    "registrable",
    "registrable_by",
]


class Divided(Protocol):
    """A host taken apart by somebody else, such as a `tldextract.ExtractResult`."""

    @property
    def suffix(self) -> str:
        """The public suffix; empty where the list has none for the host."""


Divider: TypeAlias = Callable[[str], str | Divided]
"""Tells the public suffix of a host: a `tldextract.TLDExtract`, `PublicSuffixList().publicsuffix`, or your own."""

# A line of the table: a top-level domain, what is delegated below it, what is private below it. A rule is written
# without the top-level domain; `*` is any one label, `!` takes a name out again.
HEADER = b"emailguess-suffixes 1 "


def registrable(host: str, *, private: bool = False) -> str:
    """The part of a host that somebody registered; empty where the host itself is a public suffix.

    `host` is in the form of `Domain.name`: lower case, A-labels. A top-level domain that the list lacks counts as one.

    >>> registrable("us.acme.co.uk"), registrable("co.uk"), registrable("acme.example")
    ('acme.co.uk', '', 'acme.example')
    >>> registrable("www.acme.uk.com"), registrable("www.acme.uk.com", private=True)
    ('uk.com', 'acme.uk.com')
    """
    labels = host.split(".")
    size = _suffix_labels(labels, private=private)
    return ".".join(labels[-size - 1 :]) if size < len(labels) else ""


def registrable_by(divider: Divider, host: str) -> str:
    """The part of a host that somebody registered, by another list; empty where the host is a public suffix there.

    A host for which that list has no suffix is divided before its last label but one. Raises `InvalidArgument` where
    the answer is no suffix of the host.

    >>> registrable_by(lambda host: "new.example", "us.acme.new.example")
    'acme.new.example'
    """
    found = divider(host)
    suffix = found if isinstance(found, str) else getattr(found, "suffix", None)
    if not isinstance(suffix, str) or not f".{host}".endswith(f".{suffix}" if suffix else ""):
        raise InvalidArgument(
            f"suffixes tells the public suffix of a host, as tldextract.TLDExtract does; of {shown(host)} it said "
            f"{shown(found)}"
        )
    labels = host.split(".")
    size = suffix.count(".") + 1
    return ".".join(labels[-size - 1 :]) if size < len(labels) else ""


def public_suffix(host: str, *, private: bool = False) -> str:
    """The public suffix a host lies below, or is.

    >>> public_suffix("us.acme.co.uk"), public_suffix("acme.github.io"), public_suffix("acme.github.io", private=True)
    ('co.uk', 'io', 'github.io')
    """
    labels = host.split(".")
    return ".".join(labels[-_suffix_labels(labels, private=private) :])


def is_private_suffix(host: str) -> bool:
    """Whether a host is itself a name below which its owner lets others register.

    >>> is_private_suffix("github.io"), is_private_suffix("acme.github.io"), is_private_suffix("co.uk")
    (True, False, False)
    """
    return bool(registrable(host)) and not registrable(host, private=True)


def is_top_level(label: str) -> bool:
    """Whether a top-level domain is on the list.

    >>> is_top_level("com"), is_top_level("john")
    (True, False)
    """
    return _rules(label) is not None


def published() -> str:
    """The day of the list that ships, as YYYY-MM-DD.

    >>> published() > "2026"
    True
    """
    return _table()[len(HEADER) :].partition(b"\n")[0].decode("ascii")


# New top-level domains come every few months; past this a company's domain may be divided wrongly.
_GOOD_DAYS = 2 * 365


def aged(today: date) -> str:
    """What to say where the list is more than two years old on a day; empty where it is not.

    >>> aged(date(2026, 12, 1)), aged(date(2040, 1, 1)).partition(":")[0].partition(" is ")[2]
    ('', 'more than two years old')
    """
    if (today - date.fromisoformat(published()[:10].replace("_", "-"))).days <= _GOOD_DAYS:
        return ""
    return f"the list of public suffixes ({published()[:10]}) is more than two years old: install a newer emailguess"


def _suffix_labels(labels: list[str], *, private: bool) -> int:
    """How many labels the public suffix has: the longest rule that fits decides; at least the last label."""
    rules = _rules(labels[-1])
    if rules is None:
        return 1
    delegated, owned = rules
    size = 1
    below = ""
    for depth in range(1, len(labels) + 1):
        # What `*.` stands below is a suffix too, although the list leaves that unsaid.
        if _has(delegated, owned, f"!{below}", private=private):
            return depth - 1
        if _has(delegated, owned, f"*.{below}" if below else "*", private=private):
            size = min(depth + 1, len(labels))
        elif _has(delegated, owned, below, private=private):
            size = depth
        if depth < len(labels):
            label = labels[-depth - 1]
            below = f"{label}.{below}" if below else label
    return size


def _has(delegated: frozenset[str], owned: frozenset[str], rule: str, *, private: bool) -> bool:
    return rule in delegated or (private and rule in owned)


@lru_cache(maxsize=1)
def _table() -> bytes:
    table = load("suffixes.txt")
    if not table.startswith(HEADER):
        raise EmailGuessError("the table of public suffixes is damaged; install emailguess again")
    return table


@lru_cache(maxsize=2048)
def _rules(top: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The rules below one top-level domain, those delegated and those private; None for one that is not listed."""
    table = _table()
    start = table.find(b"\n%s\t" % top.encode("utf-8"))
    if start < 0:
        return None
    _, delegated, owned = table[start + 1 : table.index(b"\n", start + 1)].decode("ascii").split("\t")
    return frozenset(delegated.split()), frozenset(owned.split())
