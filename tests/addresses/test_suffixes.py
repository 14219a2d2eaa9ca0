"""Public suffixes: the frozen table says what the Public Suffix List says."""

from __future__ import annotations

from importlib.resources import files

import idna
import pytest
from publicsuffixlist import PublicSuffixList

from emailguess.addresses.suffixes import is_private_suffix, is_top_level, public_suffix, published, registrable


@pytest.mark.parametrize(
    ("host", "delegated", "private"),
    [
        ("acme.com", "acme.com", "acme.com"),
        ("us.acme.co.uk", "acme.co.uk", "acme.co.uk"),
        ("co.uk", "", ""),
        ("com", "", ""),
        ("acme.uk.com", "uk.com", "acme.uk.com"),
        ("a.b.example", "b.example", "b.example"),
        ("www.ck", "www.ck", "www.ck"),  # an exception
        ("acme.anything.ck", "acme.anything.ck", "acme.anything.ck"),  # a wildcard
        ("anything.ck", "", ""),
        ("city.kobe.jp", "city.kobe.jp", "city.kobe.jp"),  # an exception below a wildcard
        ("acme.blogspot.com", "blogspot.com", "acme.blogspot.com"),
        ("acme.xn--p1ai", "acme.xn--p1ai", "acme.xn--p1ai"),
    ],
)
def test_what_somebody_registered(host: str, delegated: str, private: str) -> None:
    """The longest rule decides; names that their owners let others register below count only where asked for."""
    assert (delegated, private) == (registrable(host), registrable(host, private=True))


def test_a_private_suffix_is_told() -> None:
    """`uk.com` and `github.io` are owned and let; `co.uk` is delegated; what lies below is somebody's."""
    hosts = ["uk.com", "github.io", "co.uk", "com", "acme.com", "acme.github.io"]
    assert [True, True, False, False, False, False] == [is_private_suffix(host) for host in hosts]


def test_top_level_domains_are_told() -> None:
    """Only what the list has: `example` and `john` are none, and nor is any text."""
    assert [True, True, False, False, False] == [is_top_level(t) for t in ("com", "xn--p1ai", "example", "john", "\n")]


def test_the_table_agrees_with_the_list_installed() -> None:
    """Every rule of the list it was built from, and hosts below and above it, divide as its own package does."""
    text = files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text(encoding="utf-8")
    if f"// VERSION: {published()}" not in text:
        pytest.skip(f"another list than that of {published()} is installed")
    delegated, every = PublicSuffixList(only_icann=True), PublicSuffixList()
    rules = (line.split("//")[0].strip().lstrip("!").removeprefix("*.") for line in text.splitlines())
    for rule in filter(None, rules):
        name = idna.encode(rule, uts46=True).decode("ascii")
        for host in (name, f"a.{name}", f"b.a.{name}"):
            ours = (registrable(host), registrable(host, private=True), public_suffix(host, private=True))
            theirs = (delegated.privatesuffix(host) or "", every.privatesuffix(host) or "", every.publicsuffix(host))
            assert theirs == ours, host
