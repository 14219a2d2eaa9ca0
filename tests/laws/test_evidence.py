"""Laws of evidence: junk never makes an answer worse, and any convention is learned from three colleagues."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emailguess import Guesser, PersonName
from emailguess.model.prior import shipped
from emailguess.names.forms import Form
from emailguess.patterns.language import Pattern

DOMAIN = "acme.example"
GUESSER = Guesser()
TARGET = PersonName(given="Imogen", family="Halloway")
TEAM = [
    ("Bartholomew", "Cunningham"),
    ("Josephine", "Hawthornden"),
    ("Maximilian", "Throckmorton"),
    ("Evangeline", "Pemberton"),
]


# Nothing of her addresses reads in two ways: no name ends in her initial.
STRANGER = ("Rosalind", "Quigley")


def local_of(person: tuple[str, str] | PersonName, pattern: Pattern) -> str:
    """The local part of a person with two long names."""
    first, last = (person.given, person.family) if isinstance(person, PersonName) else person
    first, last = first.lower(), last.lower()
    local = pattern.render(Form(first, last, "", first[0], last[0]))
    assert local is not None
    return local


def pair(person: tuple[str, str], pattern: Pattern, name: str | None = None) -> tuple[str, str]:
    """A colleague's name and address; another `name` may stand in its place."""
    return " ".join(person) if name is None else name, f"{local_of(person, pattern)}@{DOMAIN}"


def first_of(known: list[tuple[str, str]]) -> tuple[str, float]:
    """The first candidate and its probability."""
    best = GUESSER.guess(TARGET, DOMAIN, known=known).best
    assert best is not None
    return best.address, best.probability


CONVENTIONS = st.sampled_from(
    ["{first}.{last}", "{f}{last}", "{first}_{last}", "{last}.{first}", "{first}{l}", "{first}-{last}", "{f}.{last}"]
).map(Pattern)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8).map(str.capitalize)
JUNK_NAMES = st.one_of(
    st.sampled_from(
        [
            "Mom",
            "Dad",
            "My Boss",
            "Aunt Bea",
            "Neighbour",
            "Dentist",
            "Boss (work)",
            "J.",
            "?",
            "n/a",
            "-",
            "Mama",
            "Schwiegermutter",
            "Papá",
            "Soeur",
            "Mr. Lee",
            "DOE J",
            "LinkedIn Member",
            "jdoe42",
            "rquigley",
        ]
    ),
    st.tuples(WORDS, WORDS).map(" ".join),
    st.text("ÃÂ©¤¼¶Ÿâ€žabcdefgh ", min_size=3, max_size=14),
    st.sampled_from([" ".join(p) for p in TEAM]),
    st.text(max_size=20),
)


@given(CONVENTIONS, st.integers(2, 3), JUNK_NAMES)
def test_a_name_that_is_junk_never_makes_the_answer_worse(pattern: Pattern, size: int, junk: str) -> None:
    """Whatever stands in the place of a colleague's name, the answer loses at most .03."""
    known = [pair(p, pattern) for p in TEAM[:size]]
    right, before = first_of(known)
    extra = pair(STRANGER, pattern, junk)
    told = {c.address: c.probability for c in GUESSER.guess(TARGET, DOMAIN, known=[*known, extra], limit=50)}
    assert before - 0.03 <= told.get(right, 0.0)


# What stands in lists, answers and logs beside colleagues, and says nothing of how a company builds addresses.
PARTS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=2, max_size=10)
ROLES = st.sampled_from(
    ["info", "jobs", "hr-team", "svc-backup", "room101", "noreply", "your.name", "test.user", "bewerbung"]
)
SAYS_NOTHING = st.one_of(
    ROLES.map(f"{{}}@{DOMAIN}".format),
    st.tuples(st.sampled_from(["Sales Team", "Acme via Zendesk", "The Hiring Team", "Kopierer"]), ROLES).map(
        lambda told: f"{told[0]} <{told[1]}@{DOMAIN}>"
    ),
    st.tuples(PARTS, PARTS).map(lambda two: f"SRS0={two[0]}=TT=home.example={two[1]}@{DOMAIN}"),
    st.tuples(PARTS, PARTS).map(lambda two: f"bounces+{two[0]}-{two[1]}=home.example@{DOMAIN}"),
    st.tuples(PARTS, PARTS).map(lambda two: f"{two[0]}={two[1]}.example@{DOMAIN}"),
    st.uuids().map(lambda number: f"{number}@{DOMAIN}"),
    st.tuples(PARTS, PARTS).map(lambda two: f"{two[0]} {two[1]} <{two[0]}.{two[1]}@home.example>"),
    st.sampled_from([None, "", " ", "n/a", float("nan"), ("Ann Lee", None), f"@{DOMAIN}", DOMAIN, f"a..b@{DOMAIN}"]),
)


@given(CONVENTIONS, st.integers(0, 3), st.lists(SAYS_NOTHING, min_size=1, max_size=3))
def test_what_says_nothing_leaves_the_answer_alone(pattern: Pattern, size: int, junk: list[Any]) -> None:
    """Mailboxes of roles, rewritten senders, numbers of machines, strangers and empty cells change nothing."""
    known = [pair(p, pattern) for p in TEAM[:size]]
    right, before = first_of(known)
    told = GUESSER.guess(TARGET, DOMAIN, known=[*junk, *known]).best
    assert told is not None
    assert (right, pytest.approx(before, abs=0.03)) == (told.address, told.probability)


@given(CONVENTIONS, st.sampled_from(["cp1252", "latin-1", "mac_roman", "cp1250"]), st.permutations(range(4)))
def test_slipped_and_broken_names_never_make_the_answer_worse(
    pattern: Pattern, encoding: str, order: list[int]
) -> None:
    """Colleagues' names that slipped by some rows, or were read in a wrong encoding, cost at most .03."""
    bare = [pair(p, pattern)[1] for p in TEAM]
    right, before = first_of(bare)
    slipped = [(" ".join(TEAM[i]), address) for i, address in zip(order, bare, strict=True)]
    accented = [" ".join(p).replace("e", "é").replace("u", "ü") for p in TEAM]
    broken = [(name.encode().decode(encoding, "replace"), a) for name, a in zip(accented, bare, strict=True)]
    for known in (slipped, broken):
        told = {c.address: c.probability for c in GUESSER.guess(TARGET, DOMAIN, known=known, limit=50)}
        assert before - 0.03 <= told.get(right, 0.0)


@given(CONVENTIONS, JUNK_NAMES)
def test_a_strange_owner_never_weighs_less_than_none(pattern: Pattern, junk: str) -> None:
    """An address beside a name that is not its owner's says at least what the address alone says."""
    address = pair(STRANGER, pattern)[1]
    bare = GUESSER.guess(TARGET, DOMAIN, known=[address]).best
    assert bare is not None
    answer = GUESSER.guess(TARGET, DOMAIN, known=[(junk, address)], limit=50)
    assume(not answer.evidence.ignored)  # a role's mailbox by its name, and left out as a whole
    told = {c.address: c.probability for c in answer}
    assert bare.probability - 0.03 <= told.get(bare.address, 0.0)


FIELDS = st.sampled_from(
    [
        "{first}.{last}", "{last}.{first}", "{first}_{last}", "{f}{last}", "{first}{last}", "{last}{f}", "{first}-{last}",
        "{f}.{last}", "{first:2}{last:2}", "{first:3}{last:3}", "{last:5}{f}", "{first:4}{last:4}", "{first}.{l}",
    ]
)  # fmt: skip
AFFIXES = st.sampled_from(["{}", "{}.ext", "{}.web", "{}-extern", "ext-{}", "x-{}", "{}.contractor", "v-{}", "{}_zq"])
# A cut that leaves the given name alone says nothing of the rest.
CUTS = st.sampled_from(["", "", "|15", "|17", "|20"])


@given(FIELDS, AFFIXES, CUTS)
def test_three_colleagues_make_any_pattern_first(fields: str, affix: str, cut: str) -> None:
    """Listed or not, a pattern that three unanimous and unambiguous colleagues follow is the likeliest."""
    if ":" in fields:  # text is found beside whole names and initials
        affix, cut = "{}", ""
    pattern = Pattern(affix.format(fields) + ("" if affix != "{}" else cut))
    known = [pair(p, pattern) for p in TEAM[:3]]
    others = [*TEAM[3:], STRANGER]
    answers = [GUESSER.guess(" ".join(person), DOMAIN, known=known).best for person in others]
    assert [f"{local_of(person, pattern)}@{DOMAIN}" for person in others] == [a and a.address for a in answers]


@pytest.mark.parametrize(
    ("listed", "unlisted"), [("{first}.{last}.ext", "{first}.{last}.zkw"), ("{first}.{last}|20", "{first}.{last}|17")]
)
def test_a_listed_pattern_learns_no_slower(listed: str, unlisted: str) -> None:
    """What a component never showed has the same share of it, whether the prior lists it or not."""
    assert listed in shipped().patterns
    shares = [
        GUESSER.guess(TARGET, DOMAIN, known=[pair(p, Pattern(text)) for p in TEAM[:3]]).best
        for text in (listed, unlisted)
    ]
    assert shares[0] is not None
    assert shares[1] is not None
    assert shares[1].probability - 0.05 <= shares[0].probability
