"""Bare addresses: what a local part without a name may be, and how sure that is."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import guess
from emailguess.model.prior import shipped
from emailguess.patterns.language import Element, Pattern
from emailguess.patterns.matcher import Matcher
from emailguess.patterns.matching import Stock
from emailguess.patterns.unnamed import Told, Words, chances_of, explain_bare

PLAIN = ("{first}", "{last}", "{f}{last}", "{first}{l}", "{last}{f}", "{l}{first}", "{first}{last}", "{f}{l}")


def weights(local: str, *patterns: str) -> Mapping[str, float]:
    """How the explanations among these patterns (or all listed) compare; the likeliest has weight 1."""
    prior = shipped()
    stock = Stock(map(Pattern, patterns), prior.initials, prior.numbers, prior.elided) if patterns else prior.stock
    return {e.pattern: exp(-e.cost / 10) for e in explain_bare(local, Matcher(prior.lexicon, stock))}


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("smithj", "{last}{f}"),
        ("johns", "{first}{l}"),
        ("jsmith", "{f}{last}"),
        ("smith", "{last}"),
        ("michael", "{first}"),
        ("michaeljohnson", "{first}{last}"),
        ("johnsonm", "{last}{f}"),
    ],
)
def test_the_commoner_name_decides(local: str, expected: str) -> None:
    """`smithj` is a surname with an initial, since smithj is no name and Smith a common one."""
    found = weights(local, *PLAIN)
    assert 1.0 == found.pop(expected)
    assert all(weight < 1 / 5 for weight in found.values())


@pytest.mark.parametrize(
    ("local", "one", "other"),
    [
        ("martin.thomas", "{first}.{last}", "{last}.{first}"),
        ("grant", "{first}", "{last}"),
        ("thomasj", "{first}{l}", "{last}{f}"),
        ("mkelly", "{f}{last}", "{l}{first}"),
    ],
)
def test_the_ambiguous_stays_so(local: str, one: str, other: str) -> None:
    """Where both readings are common names, neither is worth five times the other."""
    found = weights(local, *PLAIN, "{first}.{last}", "{last}.{first}")
    assert 1 / 5 < found[one] / found[other] < 5
    every = weights(local)
    assert 1 / 5 < every[one] / every[other] < 5


def test_one_address_of_a_common_name_shows_the_convention() -> None:
    """The pattern that explains the address gains."""
    for local, expected in (("jsmith", "jdoe"), ("michael.johnson", "jane.doe"), ("sarah", "jane"), ("mkelly", "jdoe")):
        address = f"{expected}@acme.example"
        before = {c.address: c.probability for c in guess("Jane Doe", "acme.example", limit=1000)}
        after = {c.address: c.probability for c in guess("Jane Doe", "acme.example", known=[f"{local}@acme.example"])}
        assert after[address] > 1.2 * before[address]


def test_a_name_nobody_lists_is_still_a_name() -> None:
    """Dots and letters that read like a name are enough; `x9` follows no pattern."""
    assert weights("zbornikova.drahomirka")["{last}.{first}"] > 0.01
    assert 1.0 == weights("zbornikova.kovarikova", "{first}.{last}", "{f}{last}")["{first}.{last}"]
    assert {""} == weights("x9", *PLAIN).keys()
    assert {""} == weights("xq9kz4").keys()


@pytest.mark.parametrize(
    ("pattern", "local"),
    [
        ("{f}{last}|8", "jfeather"),
        ("{f}{last}|8", "jsmith"),
        ("{first:4}{last:4}", "michjohn"),
        ("{first:4}{last:4}", "annsmit"),
        ("{last:6}{f}", "johnsoj"),
        ("{first}.{m}.{last}", "jane.q.smith"),
        ("{first}.{m}.{last}", "jane.smith"),
        ("{first}.{middle}.{last}", "jane.marie.smith"),
        ("{first}.{last}|12", "michael.john"),
        ("{first}.{last}|12", "bartholomew."),
        ("{first}_{last}{n}", "jane_smith2"),
        ("ext-{first}.{last}", "ext-jane.smith"),
        ("{last}-{f}", "smith-j"),
        ("{first}.{last}", "anne-marie.smith-jones"),
    ],
)
def test_every_listed_pattern_is_asked(pattern: str, local: str) -> None:
    """Slices, cuts, numbers, middle names, present or not, and literal text are recognised without a name."""
    assert pattern in weights(local, pattern)


@pytest.mark.parametrize(
    ("pattern", "local"),
    [
        ("{f}{last}|8", "jfeatherston"),
        ("{first:4}{last:4}", "michaeljohnson"),
        ("{first}.{last}", "jane_smith"),
        ("{first}.{last}", "jane.smith2"),
        ("{f}{last}{n}", "jsmith"),
        ("ext-{first}.{last}", "jane.smith"),
        ("{first}.{last}", ".smith"),
        ("{first}.{last}", "jane."),
        ("{first}", "j"),
        ("{f}{l}", "jsm"),
    ],
)
def test_a_pattern_that_cannot_give_the_text_is_no_explanation(pattern: str, local: str) -> None:
    """What is too long, lacks a separator or a number, or has one too many."""
    assert {""} == weights(local, pattern).keys()


def test_a_cut_pattern_and_its_whole_agree_on_short_names() -> None:
    """Below the cut nothing tells them apart; at it, the cut name may be any longer one."""
    short = weights("jdoe", "{f}{last}", "{f}{last}|8")
    assert short["{f}{last}"] == short["{f}{last}|8"]
    cut = weights("jfeather", "{f}{last}", "{f}{last}|8")
    assert cut["{f}{last}|8"] > 1.5 * cut.get("{f}{last}", 0.0)


@given(st.text("abjnosmith0129._-", min_size=1, max_size=64))
def test_any_local_part_has_a_signature(local: str) -> None:
    """Something explains it, be it "no pattern"; costs start near zero and are finite; the same each time."""
    prior = shipped()
    found = explain_bare(local, prior.matcher)
    assert found
    assert list(found) == sorted(found)
    assert 0 == min(e.cost for e in found) <= max(e.cost for e in found) < 2_000
    assert found == explain_bare.__wrapped__(local, prior.matcher)


@pytest.mark.parametrize("local", ["a" * 64, "ab" * 20, "a.b.c.d.e.f.g.h", "1" * 40, "jan" * 13, "-" * 30, "a-" * 20])
def test_contrived_addresses_take_no_longer(local: str) -> None:
    """No text makes the search explode."""
    prior = shipped()
    explain_bare("jane.doe", prior.matcher)
    start = time.process_time()
    explain_bare.__wrapped__(local, prior.matcher)
    assert time.process_time() - start < 5


def _by_hand(elements: Sequence[Element], local: str, given: Words, family: Words) -> float:
    """P(local part | pattern), summed over every way to part the text among the elements."""
    if not elements:
        return float(not local)
    (field, length, text), rest = elements[0], elements[1:]
    if not field:
        return _by_hand(rest, local.removeprefix(text), given, family) if local.startswith(text) else 0.0
    words = given if field in ("first", "f") else family
    total = 0.0
    for end in range(1, len(local) + 1):
        piece = local[:end]
        if len(field) == 1:
            chance = words.starting(piece) if end == 1 else 0.0
        else:
            chance = words.starting(piece) if end == length else words.share(piece) if not length or end < length else 0
        if chance:
            total += chance * _by_hand(rest, local[end:], given, family)
    return total


@pytest.mark.parametrize("told", ["", "jane"])
def test_a_chance_is_the_sum_over_all_ways_to_part_the_text(told: str) -> None:
    """For names in general, and for one that is told."""
    lexicon = shipped().lexicon
    first: Words = Told(told) if told else lexicon.given_names
    patterns = (
        *PLAIN,
        "{first}.{last}",
        "{last}_{f}",
        "{first:3}.{last}",
        "{f}.{last:4}",
        "{last}.{first}.x",
        "x.{f}{l}",
    )
    stock = Stock(map(Pattern, patterns), {}, {}, 0.9)
    locals_ = "jdoe jane.doe doe.jane.x doe_j jan.doe j.doer x.jd li.na.doe l.doe jane..doe .doe doe. jane_doe"
    for local in [*locals_.split(), "ann-marie.lee"]:
        found = chances_of(local, first, lexicon.family_names, stock)
        expected = {p: _by_hand(Pattern(p).elements, local, first, lexicon.family_names) for p in patterns}
        assert found == pytest.approx({p: chance for p, chance in expected.items() if chance}, rel=1e-9)
