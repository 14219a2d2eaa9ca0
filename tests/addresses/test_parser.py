"""Domains and addresses: laws beside the golden cases in `cases/addresses.json`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.addresses.parser import domain, mailbox
from emailguess.errors import InvalidAddress, InvalidDomain

LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True).filter(
    lambda x: not x.startswith("xn--") and x[2:4] != "--"
)
HOSTS = st.lists(LABELS, min_size=1, max_size=3).map(lambda labels: ".".join([*labels, "example"]))
LOCAL = st.from_regex(r"[a-z][a-z0-9_-]{0,8}(\.[a-z0-9]{1,6})?", fullmatch=True)


@given(HOSTS)
def test_reading_a_domain_twice_changes_nothing(host: str) -> None:
    """A domain as DNS knows it is read as itself."""
    once = domain(host)
    assert once == domain(once.name)


@given(
    HOSTS.filter(lambda h: not h.startswith("www.")),
    st.sampled_from(["{}", "{}.", "https://{}/", "https://www.{}/a?b#c", "jane@{}", " {} ", "{}:443", "HTTPS://{}"]),
)
def test_every_way_of_writing_a_domain(host: str, form: str) -> None:
    """URL, address, port, trailing dot and case make no difference."""
    assert domain(host) == domain(form.format(host))
    assert domain(host) == domain(form.format(host.upper()))


@given(HOSTS)
def test_registrable_domain_is_a_suffix(host: str) -> None:
    """What a company registers is the end of its mail domain, one label below the public suffix."""
    where = domain(host)
    assert where.name == where.registrable or where.name.endswith("." + where.registrable)
    assert where.registrable.split(".", 1)[1] == where.suffix


def test_registrable_domain_below_a_long_suffix() -> None:
    """A suffix of two labels counts as one."""
    where = domain("us.acme.co.uk")
    assert ("acme.co.uk", "co.uk") == (where.registrable, where.suffix)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("\u0430cme.example", True),
        ("acm\u0435.example", True),
        ("xn--cme-5cd.example", True),
        ("p\u03b1y.example", True),
        ("bücher.example", False),
        ("пример.example", False),
        ("日本語テスト.example", False),
        ("acme.example", False),
    ],
)
def test_mixed_alphabets_warn(text: str, mixed: bool) -> None:
    """One label in two alphabets looks like a domain it is not; Japanese mixes its own in every word."""
    warnings = domain(text).warnings
    assert mixed == bool(warnings)
    assert all("xn--" in w for w in warnings)


@given(LOCAL, HOSTS, st.sampled_from(["{}", "<{}>", "Jane Doe <{}>", '"Doe, Jane" <{}>', "  {} "]))
def test_every_way_of_writing_an_address(local: str, host: str, form: str) -> None:
    """Display name, brackets and case make no difference to the address."""
    address = f"{local}@{host}"
    assert address == mailbox(form.format(address)).address
    assert address == mailbox(form.format(address.upper())).address


@given(
    LOCAL,
    HOSTS,
    st.from_regex(r"[a-z0-9.]{0,5}[a-z0-9]", fullmatch=True).filter(lambda t: ".." not in t and t[0] != "."),
)
def test_a_tag_is_not_part_of_the_mailbox(local: str, host: str, tag: str) -> None:
    """What follows the plus sign is kept apart."""
    box = mailbox(f"{local}+{tag}@{host}")
    assert (local, tag, f"{local}@{host}") == (box.local, box.tag, box.address)


@given(st.text(max_size=60) | st.text("a@.<>\"'(),;:+[] \n", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes it fail otherwise; what is read has no control characters, spaces or brackets."""
    for read in (domain, mailbox):
        try:
            found = read(text)
        except (InvalidAddress, InvalidDomain) as error:
            message = str(error)
        else:
            message = ""
            address = found.name if read is domain else found.address  # type: ignore[union-attr]
            assert not set(address) & set(' \r\n\t<>()[]",;:')
        assert message.isprintable()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("a" * 1_000_000 + "@acme.example", InvalidAddress),
        ("jane@" + "a." * 500_000 + "example", InvalidAddress),
        ("(" * 1900 + "<@", InvalidAddress),
        ("<" * 1900, InvalidAddress),
        ("\\" * 1900 + "<x", InvalidAddress),
        (" " * 1900, InvalidAddress),
        ("." * 1900 + "@acme.example", InvalidAddress),
        ("jane@" + "-" * 200, InvalidDomain),
    ],
    ids=range(8),
)
def test_hostile_addresses_are_refused_at_once(text: str, error: type[Exception]) -> None:
    """Length and nesting do not make it slow, and the message stays short."""
    start = time.process_time()
    with pytest.raises(error) as caught:
        mailbox(text)
    assert time.process_time() - start < 5
    assert len(str(caught.value)) < 300


def test_an_encoded_name_in_no_character_set_is_left_as_it_is() -> None:
    """A damaged header names a character set of control characters; the address is read all the same."""
    assert "bob@acme.example" == mailbox("=?u\xf8\x05tf-8?q?B=6Fb?= <bob@acme.example>").address
