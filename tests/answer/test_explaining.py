"""What an answer says of itself: in plain words first, with the arithmetic behind it, and in steps that add up."""

from __future__ import annotations

import re
from math import prod
from typing import Any

import pytest

from emailguess import Guess, Guesser, guess
from emailguess.answer.wording import plain_pattern, times
from emailguess.results.notes import summed_up

ACME = "acme.example"
BOB, ANN, TOM = (
    f"Bob Jones <bob.jones@{ACME}>",
    f"Ann Lee <ann.lee@{ACME}>",
    f"Tom Roe <troe@{ACME}>",
)
ROLES = [f"{role}@{ACME}" for role in ("info", "sales", "office", "support", "jobs")]


def remembering(*known: Any) -> Guesser:
    guesser = Guesser()
    guesser.learn(known)
    return guesser


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "Nothing is known of how acme.example builds its addresses"),
        ({"known": [BOB]}, "The one colleague you gave uses first.last."),
        ({"known": [BOB, ANN]}, "Both colleagues you gave use first.last."),
        ({"known": [BOB, ANN, f"Kim Hill <kim.hill@{ACME}>"]}, "All 3 colleagues you gave use first.last."),
        ({"known": [BOB, ANN, TOM]}, "2 of the 3 colleagues you gave use first.last, 1 uses flast."),
        ({"known": [BOB, TOM]}, "1 of the 2 colleagues you gave uses "),
        ({"known": [("Bob Jones", f"zz9@{ACME}")]}, "The one colleague you gave follows no pattern."),
        ({"known": [f"bob.jones@{ACME}"]}, "The one address you gave without a name looks like first.last."),
        (
            {"known": [BOB, f"ann.lee@{ACME}"]},
            "The one colleague you gave uses first.last. The one address you gave without a name looks like first.last.",
        ),
        ({"bounced": [f"jane.doe@{ACME}"]}, "The address that bounced speaks against first.last."),
        ({"pattern": "{f}{last}"}, "You passed the pattern flast, which counts as much as 2 colleagues."),
        ({"pattern": "{f}{last}", "pattern_weight": 1}, "counts as much as 1 colleague."),
        ({"known": [BOB, *ROLES]}, "it is a role's mailbox, not a person's (and 4 more of this kind)."),
        ({"known": [BOB, "broken"]}, "Note: known address 2 was left out: not an e-mail address"),
    ],
)
def test_it_says_who_follows_what(options: dict[str, Any], says: str) -> None:
    """Numbers, singular and plural as a person writes them; what is odd or left out comes with its reason."""
    text = guess("Jane Doe", ACME, **options).explain()
    assert says in text
    assert "The domain acme.example was told, not inferred." in text


def test_it_says_what_is_remembered_related_and_public() -> None:
    """What was learned before, what is known of related domains, and what ships, each in a sentence of its own."""
    guesser = remembering(BOB, ANN)
    guesser.record_bounce(f"jane.doe@{ACME}", name="Jane Doe")
    text = guesser.guess("Jane Doe", ACME).explain()
    assert "Both colleagues remembered from before use first.last." in text
    assert "The address that bounced speaks against first.last." in text
    assert "jane.doe@" not in text
    related = remembering("Bob Jones <bjones@acme.com>").guess("Jane Doe", "acme.de").explain()
    assert "The one colleague known at a related domain uses flast." in related
    assert "A company builds its addresses alike at such domains about " in related


def test_it_says_how_the_domain_was_found() -> None:
    """From the company's name, or from what is known of its people; the doubt is said to be counted."""
    inferred = guess("Jane Doe", company="Blue Widget Networks, Inc.").explain()
    assert "was inferred from the company's name (Blue Widget Networks, Inc.); it is right about " in inferred
    learned = guess("Jane Doe", company="Acme Corp", known=[BOB]).explain()
    assert "was inferred from what is known of the company's people (Acme Corp)" in learned


@pytest.mark.parametrize(
    ("name", "domain"), [("Madonna", ACME), ("J. Doe", ACME), ("Jürgen Müller", ACME), ("Jane Doe", "gmail.com")]
)
def test_every_sort_of_name_has_words(name: str, domain: str) -> None:
    """A single word, an initial, letters of another alphabet, no answer at all: whole sentences, no notation."""
    text = guess(name, domain, known=[BOB, TOM]).explain()
    assert all(line[-1] in ".:" for line in text.splitlines())
    assert not re.search(r"[{}]|0\.\d|  ", text)
    assert name in text


def test_a_spelling_that_is_assumed_is_said() -> None:
    """Where the letters could be written otherwise, it says how they are taken to be."""
    known = [f"Karl Schröder <karl.schroeder@{ACME}>"]
    assert "For this name it assumes: ü becomes ue." in guess("Jürgen Müller", ACME, known=known).explain()
    assert "assumes" not in guess("Jane Doe", ACME, known=known).explain()


def test_an_address_that_was_told_is_no_guess() -> None:
    """It says so, in words and to a program."""
    answer = guess("Jane Doe", ACME, known=[BOB, f"Jane Doe <jd@{ACME}>"])
    assert "it is itself among the addresses that were told" in answer.explain()
    assert [True, False] == [answer.is_told(), answer.is_told(answer[1].address)]


def test_another_candidate_is_told_beside_the_first() -> None:
    """Asked of the second, the words say how likely it is and what is likelier, and advise nothing."""
    answer = guess("Jane Doe", ACME, known=[BOB, ANN, TOM])
    text = answer.explain(answer[1].address)
    assert text.startswith(f"{answer[1].address} is the address of Jane Doe about ")
    assert f"likelier is {answer[0].address} (" in text
    assert "bounces" not in text


@pytest.mark.parametrize("known", [[], [BOB], [BOB, TOM], [f"Jane Doe <jd@{ACME}>"]])
def test_what_to_try_next_is_what_asking_again_says(known: list[str]) -> None:
    """The address to try after a bounce, with its probability, is the answer once the bounce is passed."""
    answer = guess("Jane Doe", ACME, known=known)
    then = answer.next_if_bounced
    assert answer.best is not None
    again = guess("Jane Doe", ACME, known=known, bounced=[answer.best.address]).best
    assert again is not None
    assert then == again
    assert f"If it bounces, try {again.address} next: it is then right {times(again.probability)}." in answer.explain()


def test_what_is_held_back_is_not_tried_next() -> None:
    """The next address is one that may be shown, or none."""
    guesser = remembering(BOB, TOM)
    first = guesser.guess("Jane Doe", ACME)
    assert first.next_if_bounced is not None
    guesser.suppress(first.next_if_bounced.address)
    again = guesser.guess("Jane Doe", ACME)
    assert again.next_if_bounced != first.next_if_bounced
    assert first.next_if_bounced.address not in again.explain()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"known": [BOB, ANN, TOM]},
        {"known": [BOB, f"ann.lee@{ACME}", ("Kim Hill", f"zz9@{ACME}")], "pattern": "{f}{last}"},
        {"known": [BOB], "bounced": [f"jane.doe@{ACME}"]},
        {"known": [BOB, f"Jane Doe <jd@{ACME}>"]},
        {"known": [BOB, ANN], "limit": 1},
        {"known": [f"{c}ob.jones{c}@{ACME}" for c in "abcdefghijklmnopqrstuvwxyz"]},
    ],
)
def test_contributions_lead_to_the_answer(options: dict[str, Any]) -> None:
    """From what companies usually do, sort by sort, to the first candidate's probability."""
    answer = guess("Jane Doe", ACME, **options)
    steps = answer.contributions
    assert answer.best is not None
    assert answer.best.probability == pytest.approx(steps[-1].probability, abs=1e-4)
    assert 0 == steps[0].pieces
    before = next((c.probability for c in guess("Jane Doe", ACME, limit=1000) if c.address == answer.best.address), 0.0)
    if "bounced" not in options:
        assert before == pytest.approx(steps[0].probability, abs=1e-6)
    assert len({step.what for step in steps}) == len(steps)


def test_the_printed_steps_replay() -> None:
    """The factors of each line multiply to the figure at its end, and those add up to the figure at the top."""
    for answer in (
        guess("Jürgen Müller", ACME, known=[BOB, ANN, TOM]),
        guess("Jane Doe", ACME, known=[BOB, ("John Doe", f"jdoe@{ACME}")]),
        guess("Jane Doe", company="Blue Widget Networks, Inc."),
    ):
        head, *lines = answer.explain(steps=True).splitlines()
        assert answer.best is not None
        whole = float(head.rpartition(" ")[2])
        assert answer.best.probability == pytest.approx(whole, abs=1e-4)
        ways = [line for line in lines if line.startswith("  ")]
        for way in [way for way in ways if "×" in way]:
            told, _, result = way.rpartition(" = ")
            factors = [
                float(re.findall(r"\d\.\d{4}", part)[0]) for part in told.split(" × ") if re.search(r"\d\.\d{4}", part)
            ]
            assert prod(factors) == pytest.approx(float(result), abs=4e-4)
        assert whole == pytest.approx(sum(float(way.rpartition(" = ")[2]) for way in ways), abs=1e-3)


def test_a_pickled_answer_tells_the_same() -> None:
    """Its words, steps, usage and contributions travel with it."""
    import pickle

    answer = guess("Jane Doe", ACME, known=[BOB, ANN, TOM])
    read = pickle.loads(pickle.dumps(answer))  # noqa: S301 -- our own bytes
    for told in (Guess.explain, Guess.usage, lambda a: a.explain(steps=True), lambda a: a.contributions):
        assert told(answer) == told(read)
    assert answer.next_if_bounced == read.next_if_bounced


def test_patterns_are_written_as_people_write_them() -> None:
    """Where that leaves no doubt; slices and text keep the notation."""
    written = ["{first}.{last}", "{f}{last}", "{last}_{f}", "{f}{last}|8", "{first:2}{last}", "x.{first}"]
    assert ["first.last", "flast", "last_f", "flast (cut after 8 letters)", "{first:2}{last}", "x.{first}"] == [
        plain_pattern(pattern) for pattern in written
    ]


def test_notes_of_a_kind_are_summed_up() -> None:
    """More than three alike are told by the first; different ones, and three alike, stay as they are."""
    alike = [f"an address at other{i}.example was ignored: it is not at {ACME}" for i in range(21)]
    assert [f"{alike[0]} (and 20 more of this kind)", "odd"] == summed_up([*alike, "odd", alike[0]])
    assert alike[:3] == summed_up(alike[:3])
