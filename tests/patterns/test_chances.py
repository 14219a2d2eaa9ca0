"""How likely a pattern gives a local part, held against all people of a tiny world, counted one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import exp
from string import ascii_lowercase

import pytest

from emailguess.model.prior import shipped
from emailguess.names.forms import Form
from emailguess.patterns.index import Stock
from emailguess.patterns.language import Pattern
from emailguess.patterns.unnamed import _COMMONEST, Beginning, Told, Words, chance_among, chances_of

GIVEN = {"ann": 0.3, "anna": 0.2, "jo": 0.5}
FAMILY = {"lee": 0.4, "le": 0.1, "anders": 0.5}
INITIALS, NUMBERS = {"a": 0.5, "j": 0.3, "l": 0.2}, {"1": 0.5, "7": 0.1, "##": 0.4, "#1": 0.2, "#2": 0.1}
ELIDED = 0.6
PATTERNS = (
    "{first}.{last}", "{f}{last}", "{first}{l}", "{first}", "{last}", "{last}{first:2}", "{first:3}{last:3}", "{last:3}",
    "{f}{last}|4", "{first}{last}|6", "{first}{last}|3", "{first}.{middle}.{last}", "{f}{m}{last}", "{middle}{last}",
    "{f}{last}{n}", "{first}{n}", "x{first}", "{first}_{last}", "{last}.x", "{f}{middle:2}", "{first}{middle}|5",
)  # fmt: skip
STOCK = Stock(map(Pattern, PATTERNS), INITIALS, NUMBERS, ELIDED)


class World(Words):
    """Names with the share of people who bear each; nobody is called otherwise."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        self.shares = shares

    def share(self, word: str, /) -> float:
        return self.shares.get(word, 0.0)

    def starting(self, start: str, /) -> float:
        return sum(p for word, p in self.shares.items() if word.startswith(start))


def people(given: Mapping[str, float], family: Mapping[str, float], middle: str) -> Iterator[tuple[Form, float]]:
    """Everybody there can be, with how many they are: with a middle name and without, by initial and by number.

    The costs of initials and numbers are whole tenths of nats; the middle initial counts who has none.
    """
    middles: dict[tuple[str, str], float] = {("", ""): 0.0 if middle else exp(-STOCK.elided_cost / 10)}
    if middle:
        middles[middle, middle[0]] = 1.0
    else:
        share = 1 - exp(-STOCK.elided_cost / 10)
        for word in {**GIVEN, **FAMILY}:
            middles[word, ""] = share * (GIVEN.get(word, 0.0) + FAMILY.get(word, 0.0)) / 2
    for (first, p), (last, q), ((second, initial), r) in product(given.items(), family.items(), middles.items()):
        yield Form(first, last, second, first[0], last[0], initial), p * q * r


def counted(text: str, local: str, given: Mapping[str, float], family: Mapping[str, float], middle: str = "") -> float:
    """The share of people whose local part this is under a pattern."""
    pattern, whole = Pattern(text), 0.0
    for form, share in people(given, family, middle):
        ways = [(form, share)]
        if "m" in pattern.fields and not middle and not form.middle:
            ways = [
                (form._replace(m=m), share / exp(-STOCK.elided_cost / 10) * exp(-STOCK.initial_cost[m] / 10))
                for m in INITIALS
            ]
            ways.append((form, share))
        elif "m" in pattern.fields and not middle:
            continue  # of an unknown middle name the initial has shares of its own
        if pattern.numbered:
            number = local[len(local.rstrip("0123456789")) :]
            cost = STOCK.number_cost.get(number, STOCK.number_cost.get(f"#{len(number)}"))
            if not number or cost is None:
                return 0.0
            ways = [(each._replace(n=number), p * exp(-cost / 10)) for each, p in ways]
        for each, p in ways:
            needs = pattern if each.m or each.middle or pattern.unmiddled is None else pattern.unmiddled
            if needs.render(each) == local:
                whole += p
    return whole


def locals_of(text: str) -> list[str]:
    """What a pattern gives to somebody there, and texts that it gives to nobody."""
    pattern = Pattern(text)
    found = {"lee", "ann.lee", "annlee1", "annlee12", "annlee123", "zed"}
    for form, _ in people(GIVEN, FAMILY, ""):
        for m, n in product(("", *INITIALS), ("1", "7", "3", "42")):
            each = form._replace(m=m, n=n)
            for one in (pattern, pattern.unmiddled):
                if one is not None and (local := one.render(each)):
                    found.add(local)
    return sorted(found)


@pytest.mark.parametrize("text", PATTERNS)
def test_the_chance_is_the_share_of_people(text: str) -> None:
    """P(local part | pattern) is the share of people, of all there can be, for whom the pattern gives it."""
    given, family = World(GIVEN), World(FAMILY)
    for local in locals_of(text):
        expected = counted(text, local, GIVEN, FAMILY)
        assert expected == pytest.approx(chances_of(local, given, family, STOCK).get(text, 0.0), abs=1e-12), local


@pytest.mark.parametrize("text", PATTERNS)
def test_a_part_that_is_known_is_no_chance(text: str) -> None:
    """Of somebody known in part only those people count whom it fits, in proportion."""
    began = World({"ann": 0.6, "anna": 0.4})
    for local in locals_of(text):
        middle = chances_of(local, World(GIVEN), Told("lee"), STOCK, middle="jo").get(text, 0.0)
        assert counted(text, local, GIVEN, {"lee": 1.0}, "jo") == pytest.approx(middle, abs=1e-12), local
        if Pattern(text).middle == "middle":
            continue  # an unknown middle name is one of the names that the other parts may be
        told = chances_of(local, Told("ann"), World(FAMILY), STOCK).get(text, 0.0)
        assert counted(text, local, {"ann": 1.0}, FAMILY) == pytest.approx(told, abs=1e-12), local
        beginning = chances_of(local, Beginning("an", World(GIVEN)), World(FAMILY), STOCK).get(text, 0.0)
        assert counted(text, local, began.shares, FAMILY) == pytest.approx(beginning, abs=1e-12), local


def test_only_patterns_asked_for_are_told() -> None:
    """`whole` leaves out the patterns that cut anything off; what is impossible is no entry."""
    given, family = World(GIVEN), World(FAMILY)
    elided = 0.5 * 0.4 * exp(-STOCK.elided_cost / 10)
    expected = {"{f}{last}": 0.5 * 0.4, "{f}{last}|4": 0.5 * 0.4, "{f}{m}{last}": elided}
    assert expected == pytest.approx(chances_of("jlee", given, family, STOCK))
    assert {"{f}{last}", "{f}{m}{last}"} == set(chances_of("jlee", given, family, STOCK, whole=True))
    assert {} == chances_of("j" + "e" * 40, given, family, STOCK)
    assert {} == chances_of("zed", given, family, STOCK)


def test_a_beginning_is_a_share_of_the_names_that_start_so() -> None:
    """`An…` is Ann or Anna, as common as they are; a longer start counts those of them that go on so."""
    part = Beginning("an", World(GIVEN))
    assert [0.6, 0.4, 0.0] == pytest.approx([part.share("ann"), part.share("anna"), part.share("jo")])
    assert [1.0, 1.0, 1.0, 0.4, 0.0] == pytest.approx([part.starting(start) for start in ("", "a", "an", "anna", "jo")])
    assert 0.0 == Beginning("zz", World(GIVEN)).share("zzz")


def test_ways_that_do_not_matter_are_left_out() -> None:
    """Of the mean of chances over a company's patterns no more is missing than each way left out may add."""
    prior = shipped()
    given, family, stock = prior.lexicon.given_names, prior.lexicon.family_names, prior.stock
    texts = ("jane.doe", "jdoe", "janedoe", "doejane", "maryannsmith", "xqzjvw", "anna.maria.lopez", "schwarzeneggera")
    for local in texts:
        chances = chances_of(local, given, family, stock)
        shares = dict.fromkeys(
            ["{first}.{last}", "{f}{last}", "{first}{last}", "{first}{middle}{last}", "{last}{f}"], 0.2
        )
        whole = sum(share * chances.get(text, 0.0) for text, share in shares.items())
        assert whole == pytest.approx(chance_among(local, given, family, stock, shares, 0.0), rel=1e-12), local
        for least in (1e-14, 1e-10, 1e-7):
            found = chance_among(local, given, family, stock, shares, least)
            assert 0 <= whole - found <= len(shares) * len(local) ** 2 * least, (local, least)
    exact, quick = (chance_among("maryannsmith", given, family, stock, shares, least) for least in (0.0, 1e-7))
    assert quick < exact
    assert 0.0 == chance_among("j" + "e" * 40, given, family, stock, shares, 0.0)


def test_no_name_is_as_common_as_ways_are_left_out_by() -> None:
    """A bound on what a name can add holds of the commonest names there are, and of names of two letters."""
    lexicon = shipped().lexicon
    for names, common in (
        (lexicon.given_names, ("james", "john", "mary", "robert", "michael", "david", "maria", "wei", "jo", "li")),
        (lexicon.family_names, ("smith", "johnson", "garcia", "wang", "li", "lee", "kim", "nguyen", "le", "xu")),
    ):
        assert 0 < max(map(names.share, common)) < _COMMONEST
        assert max(names.share(one + other) for one in ascii_lowercase for other in ascii_lowercase) < _COMMONEST
