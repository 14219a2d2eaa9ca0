"""tldextract, which reads the same list independently: it divides hosts as we do, and may do so in our place."""

from __future__ import annotations

import random
import re
from importlib.resources import files

import idna
import pytest

from emailguess import Guesser, InvalidDomain
from emailguess.addresses.suffixes import registrable, registrable_by
from emailguess.data import load

tldextract = pytest.importorskip("tldextract")

LABELS = ["acme", "us", "mail", "a-b", "x1", "xn--bcher-kva", "www", "city", "com", "co"]


@pytest.fixture(scope="module")
def delegated() -> object:
    """tldextract without network: with the list that it carries."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@pytest.fixture(scope="module")
def private() -> object:
    """The same with the names whose owners let others register below them."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _ours() -> tuple[set[str], set[str]]:
    """The rules of the table that ships: those delegated, and those private."""
    found: tuple[set[str], set[str]] = set(), set()
    for line in load("suffixes.txt").decode("ascii").splitlines()[1:]:
        top, *columns = line.split("\t")
        found[0].add(top)
        for rules, column in zip(found, columns, strict=True):
            for rule in column.split():
                mark = "!" if rule.startswith("!") else ""
                rules.add(f"{mark}{rule.removeprefix('!')}.{top}")
    return found


def _theirs() -> tuple[set[str], set[str]]:
    """The rules of the list that tldextract carries, which is older or newer than ours."""
    found: tuple[set[str], set[str]] = set(), set()
    text = files("tldextract").joinpath(".tld_set_snapshot").read_text(encoding="utf-8")
    for rules, part in zip(found, text.split("// ===BEGIN PRIVATE DOMAINS==="), strict=True):
        for line in part.splitlines():
            if rule := line.split("//")[0].strip():
                mark, name = re.fullmatch(r"(!?(?:\*\.)?)(.*)", rule).groups()  # type: ignore[union-attr]  # all fit
                rules.add(mark + idna.encode(name, uts46=True).decode("ascii"))
    return found


def _hosts(rules: set[str]) -> list[str]:
    """Hosts at, below and far below each rule, and invented ones at its top-level domain."""
    drawn = random.Random(7)
    hosts = []
    for rule in sorted(rules):
        name = rule.lstrip("!").removeprefix("*.")
        below = [".".join(drawn.choices(LABELS, k=depth)) for depth in (1, 2, 3)]
        hosts += [name, *(f"{labels}.{name}" for labels in below), f"{below[2]}.{name.rpartition('.')[2]}"]
    return hosts


def _decided_by(host: str, rules: set[str]) -> set[str]:
    """The rules of a list that bear on a host."""
    labels = host.split(".")
    ends = {".".join(labels[i:]) for i in range(len(labels))}
    starred = {f"*.{end}" for end in ends}
    return (ends | {f"!{end}" for end in ends} | starred) & rules


def _unexplained(hosts: list[str], extract: object, ours: set[str], theirs: set[str], *, private: bool) -> list[str]:
    """Hosts divided differently although both lists have the same rules for them."""
    found = []
    for host in hosts:
        same = registrable(host, private=private) == registrable_by(extract, host)  # type: ignore[arg-type]
        if not same and _decided_by(host, ours) == _decided_by(host, theirs):
            found.append(host)
    return found


def test_an_independent_reader_divides_hosts_alike(delegated: object) -> None:
    """Tens of thousands of hosts; they differ only where a rule is in one list alone, and at what a star stands below.

    Of `*.kawasaki.jp` the list does not say what `kawasaki.jp` is: nobody's by us, somebody's by tldextract.
    """
    (ours, _), (theirs, _) = _ours(), _theirs()
    hosts = _hosts(ours | theirs)
    assert len(hosts) > 30_000
    starred = {rule.removeprefix("*.") for rule in ours & theirs if rule.startswith("*.") and rule.count(".") > 1}
    assert starred == set(_unexplained(hosts, delegated, ours, theirs, private=False))


def test_private_names_are_divided_alike(private: object) -> None:
    """With both sections of the list."""
    (ours, ours_private), (theirs, theirs_private) = _ours(), _theirs()
    hosts = _hosts(ours_private | theirs_private)
    assert len(hosts) > 10_000
    unexplained = _unexplained(hosts, private, ours | ours_private, theirs | theirs_private, private=True)
    assert [] == [host for host in unexplained if f"*.{host}" not in ours | ours_private]


def test_a_guesser_takes_it(delegated: object) -> None:
    """The answers are those of the list that ships, where both lists say the same."""
    known = ["Bob Jones <bjones@us.acme.co.uk>", "Ann Lee <alee@acme.co.uk>"]
    own, given = Guesser(), Guesser(suffixes=delegated)  # type: ignore[arg-type]
    assert own.guess("Jane Doe", "acme.co.uk", known=known) == given.guess("Jane Doe", "acme.co.uk", known=known)
    with pytest.raises(InvalidDomain, match="public suffix"):
        given.guess("Jane Doe", "co.uk")
