"""Public suffixes: the frozen table says what the Public Suffix List says."""

from __future__ import annotations

from importlib.resources import files

import idna
import pytest
from publicsuffixlist import PublicSuffixList

from emailguess import Guesser, InvalidArgument, InvalidDomain
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


@pytest.mark.once
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


def newer(host: str) -> str:
    """A list that delegates below `new.example`."""
    return "new.example" if f".{host}".endswith(".new.example") else host.rpartition(".")[2]


def test_another_list_divides_what_is_asked() -> None:
    """What is a public suffix there is no company's domain; what is registered below it is."""
    guesser = Guesser(suffixes=newer)
    with pytest.raises(InvalidDomain, match="public suffix"):
        guesser.guess("Jane Doe", "new.example")
    assert Guesser().guess("Jane Doe", "new.example").best is not None
    assert "jane.doe@acme.new.example" in [c.address for c in guesser.guess("Jane Doe", "acme.new.example")]


def test_another_list_says_which_domains_are_related() -> None:
    """Two companies below its suffix are strangers; two domains of one are not. Passed or remembered is the same."""
    strange, own = ["Bob Jones <bjones@other.new.example>"], ["Bob Jones <bjones@us.acme.new.example>"]
    counted = [
        [guesser.guess("Jane Doe", "acme.new.example", known=known).evidence.related for known in (strange, own)]
        for guesser in (Guesser(), Guesser(suffixes=newer))
    ]
    assert [[1, 1], [0, 1]] == counted
    remembered = []
    for known in (strange, own):
        guesser = Guesser(suffixes=newer)
        guesser.learn(known)
        remembered.append(guesser.guess("Jane Doe", "acme.new.example").evidence.related)
    assert [0, 1] == remembered


@pytest.mark.parametrize("said", [None, 7, "com", "xample"])
def test_an_answer_that_is_no_suffix_is_refused(said: object) -> None:
    """The error says what to pass."""
    with pytest.raises(InvalidArgument, match=r"as tldextract\.TLDExtract does"):
        Guesser(suffixes=lambda host: said).guess("Jane Doe", "acme.example")  # type: ignore[arg-type, return-value]


def test_what_cannot_be_called_is_refused() -> None:
    """A path or a list is no divider."""
    with pytest.raises(InvalidArgument, match="suffixes is a function"):
        Guesser(suffixes="public_suffix_list.dat")  # type: ignore[arg-type]
