"""Laws over odd names: whatever the marks in it, what is offered can be written to, and its routes add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, InvalidPattern, Pattern
from emailguess.addresses.parser import mailbox

_GIVEN = st.sampled_from(
    [
        "Gerard",
        "Li-Na",
        "Li Na",
        "Jean Luc",
        "Anna-Maria",
        "J.R.",
        "A.",
        "J L",
        "'t",
        "O'Neal",
        "D'",
        "-",
        "Maria de los",
    ]
)
_BEFORE = st.sampled_from(["", "van ", "van de ", "in ", "al-", "St. ", "O'", "de l'", "x-"])
_FAMILY = st.sampled_from(
    [
        "'t",
        "’t",
        "'t Hoen",
        "'t-Hoen",
        "Hoen-'t",
        "'s",
        "o'",
        "B",
        "'L",
        "-a",
        "a-",
        "'A-B",
        "b.",
        "Smith",
        "'t 's",
        "'y-z",
    ]
)
_COLLEAGUES = st.sampled_from(
    [
        [],
        [("Jane Doe", "jane.d@acme.example")],
        [("Jane Doe", "doe.jane@acme.example")],
        [("Jane Doe", "jan.doe@acme.example"), ("Robert Smith", "rob.smith@acme.example")],
        [("Jane Doe", "doejan@acme.example"), ("Robert Smith", "smithrob@acme.example")],
        [("Jane Doe", "ja.d@acme.example"), ("Robert Smith", "ro.s@acme.example")],
    ]
)


@given(given=_GIVEN, before=_BEFORE, family=_FAMILY, known=_COLLEAGUES)
def test_what_is_offered_is_an_address_and_its_routes_add_up(
    given: str, before: str, family: str, known: list[tuple[str, str]]
) -> None:
    """No initial is missing and no dot stands at an end or beside another."""
    answer = Guesser().guess(f"{given} {before}{family}", "acme.example", known=known, limit=200)
    offered = [c.address for c in answer.candidates]
    assert [mailbox(one).local for one in offered] == [one.partition("@")[0] for one in offered]
    for candidate in answer.candidates[:8] + answer.candidates[-2:]:
        added = sum(route.product for route in answer.routes(candidate.address))
        assert added == pytest.approx(candidate.probability, abs=1e-9)


@pytest.mark.parametrize("pattern", ["{first}.", ".{first}", "{first}..{last}", "{first}" + "a" * 64])
def test_a_stated_pattern_gives_addresses_however_it_is_passed(pattern: str) -> None:
    """A pattern that none can come from is refused as text and as an object alike."""
    stated: str | Pattern
    for stated in (pattern, Pattern(pattern)):
        with pytest.raises(InvalidPattern, match="before the @"):
            Guesser().guess("Jane Doe", "acme.example", pattern=stated)


def test_a_pattern_without_its_middle_name_ends_in_no_mark() -> None:
    """What stood before the middle name goes with it."""
    assert Pattern("{f}-.{m}").without("m") == Pattern("{f}")
