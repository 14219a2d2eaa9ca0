"""Verdicts of verifiers and bounces in tables: for which address, and what they are worth."""

from __future__ import annotations

import pytest

from emailguess.files import read_people


def statuses(text: str) -> list[tuple[str, str, str]]:
    """Address, verdict and bounce of everybody."""
    return [(p.address, p.status, p.bounce) for p in read_people(text)]


@pytest.mark.parametrize(
    "title",
    ["Work Email Status", "State", "Clearout Status", "ZB Status", "debounce_response", "Geprüft?", "Email #1 status"],
)
def test_any_title(title: str) -> None:
    """Cells that are verdicts are known below any title."""
    text = f"Name,Email,{title}\nBob Jones,bob@acme.example,Deliverable\nAnn Lee,ann@acme.example,Undeliverable\n"
    assert [("bob@acme.example", "valid", ""), ("ann@acme.example", "invalid", "")] == statuses(text)


def test_unknown_is_a_verdict() -> None:
    """`unknown` is an empty cell elsewhere; below a verdict's title it says that nobody confirmed the address."""
    text = "Name,Email,Status\nBob Jones,bob@acme.example,unknown\nAnn Lee,ann@acme.example,valid\n"
    assert ["risky", "valid"] == [s for _, s, _ in statuses(text)]


def test_the_verdict_beside_the_address() -> None:
    """Of several addresses each has its own verdict, and one that failed does not stand first."""
    text = (
        "Name,Email #1,Email #1 status,Email #2,Email #2 status\n"
        "Bob Jones,bob@gmail.com,valid,bob.jones@acme.example,catch-all\n"
        "Ann Lee,ann@old.example,invalid,ann.lee@acme.example,valid\n"
    )
    assert [("bob.jones@acme.example", "catch_all", ""), ("ann.lee@acme.example", "valid", "")] == statuses(text)


def test_bounce_lists() -> None:
    """A status code of a bounce is one in any column; a soft one is nothing against the address."""
    text = (
        "status,reason,email,created\n"
        "5.1.1,550 5.1.1 no such user,bob@acme.example,1709632800\n"
        "4.2.2,452 mailbox full,ann@acme.example,1709632800\n"
    )
    assert [("bob@acme.example", "invalid", "5.1.1"), ("ann@acme.example", "", "")] == statuses(text)


def test_a_bare_no_is_no_bounce() -> None:
    """`Email verified: false` says that nobody confirmed it; only below a title of validity no means that it failed."""
    for title, expected in (("Email Verified", "risky"), ("Is Valid", "invalid")):
        text = f"Name,Email,{title}\nBob Jones,bob@acme.example,false\nAnn Lee,ann@acme.example,true\n"
        assert [expected, "valid"] == [s for _, s, _ in statuses(text)], title


def test_a_state_of_something_else() -> None:
    """`Active` and `New` below `Status` are no verdicts."""
    text = "Name,Email,Status\nBob Jones,bob@acme.example,Active\nAnn Lee,ann@acme.example,New\n"
    assert ["", ""] == [s for _, s, _ in statuses(text)]


@pytest.mark.parametrize(
    ("title", "bad", "good"),
    [
        ("Bounced", "Yes", "No"),
        ("Has hard bounced", "true", "false"),
        ("Email hard bounce reason", "UNKNOWN_USER", ""),
        ("Email Bounced Reason", "550 5.1.1 no such user", ""),
        ("Email Bounced Date", "2024-03-05", ""),
        ("Invalid email address", "Yes", "No"),
        ("CLEAN_TIME", "2024-03-05 10:00:00", ""),
        ("Bounced Hard", "1", "0"),
    ],
)
def test_who_bounced_is_no_colleague(title: str, bad: str, good: str) -> None:
    """A column that tells whose message came back is believed, however it says so; the others stay colleagues."""
    text = f"Name,E-mail,{title}\nBob Jones,bjones@acme.example,{bad}\nAnn Lee,alee@acme.example,{good}\n"
    bob, ann = read_people(text)
    assert (True, False) == (bob.failure() is not None, ann.failure() is not None)
    assert (None, "alee@acme.example") == (bob.sighting(), ann.sighting().address if ann.sighting() else "")


def test_soft_bounces_and_their_number_say_nothing() -> None:
    """How many messages came back, or for a while, is no verdict."""
    text = "Name,E-mail,Bounces,Soft bounced,Bounce-Status\nBob Jones,bjones@acme.example,1,Yes,kein Bounce\n"
    assert [""] == [p.status for p in read_people(text)]
