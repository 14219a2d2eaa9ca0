"""What an answer says of itself: in plain words first, with the arithmetic behind it, and in steps that add up."""

from __future__ import annotations

import re
from math import prod
from typing import Any

import pytest

from emailguess import Guess, Guesser, guess
from emailguess.answer.wording import LEAST_TO_TRY, plain_pattern, times
from emailguess.names.questions import question_of, worded
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
    assert "The domain acme.example is the one you gave, not a guess." in text


def test_it_says_what_is_remembered_related_and_public() -> None:
    """What was learned before, what is known of related domains, and what ships, each in a sentence of its own."""
    guesser = remembering(BOB, ANN)
    guesser.record_bounce(f"jane.doe@{ACME}", name="Jane Doe")
    text = guesser.guess("Jane Doe", ACME).explain()
    assert "Both colleagues remembered from before use first.last." in text
    assert "The address that bounced speaks against first.last." in text
    assert "jane.doe@" not in text
    related = remembering("Bob Jones <bjones@acme.com>").guess("Jane Doe", "acme.de").explain()
    assert "The one colleague known at related domains uses flast." in related
    assert "A company builds its addresses alike at such domains about " in related


def test_it_says_how_the_domain_was_found() -> None:
    """From the company's name, or from what is known of its people; the doubt is said to be counted."""
    inferred = guess("Jane Doe", company="Blue Widget Networks, Inc.").explain()
    assert "is a guess from the company's name (Blue Widget Networks, Inc.); it is right about " in inferred
    learned = guess("Jane Doe", company="Acme Corp", known=[BOB]).explain()
    assert "is a guess from what is known of the company's people (Acme Corp)" in learned


@pytest.mark.parametrize(
    ("name", "domain"), [("Madonna", ACME), ("J. Doe", ACME), ("Jürgen Müller", ACME), ("Jane Doe", "gmail.com")]
)
def test_every_sort_of_name_has_words(name: str, domain: str) -> None:
    """A single word, an initial, letters of another alphabet, no answer at all: whole sentences, no notation."""
    text = guess(name, domain, known=[BOB, TOM]).explain()
    assert all(line[-1] in ".?" for line in text.splitlines())
    assert not re.search(r"[{}]|0\.\d|  ", text)
    assert name in text


def test_a_spelling_that_is_assumed_is_said() -> None:
    """Where the letters could be written otherwise, it says how they are taken to be."""
    known = [f"Karl Schröder <karl.schroeder@{ACME}>"]
    assert "Assumed for this name: ü becomes ue." in guess("Jürgen Müller", ACME, known=known).explain()
    assert "Assumed" not in guess("Jane Doe", ACME, known=known).explain()
    assert "Assumed for this name: å becomes a; ö becomes o." in guess("Åke Ström", "acme.se").explain()


@pytest.mark.parametrize(
    ("name", "pattern", "assumed"),
    [
        ("Jan van der Berg", "{first}", ()),
        ("Jan van der Berg", "{f}{last}", ("particle",)),
        ("Jürgen Müller", "{f}.{l}", ()),
        ("王小明", "{first}.{last}", ("han-system", "syllables")),
        ("Anne-Marie Fox", "{last}", ()),
        ("Jane Doe", "{first}.{last}", ()),
    ],
)
def test_only_what_bears_on_the_address_is_assumed(name: str, pattern: str, assumed: tuple[str, ...]) -> None:
    """A question is told of where another answer to it gives another address, by the same pattern."""
    answer = guess(name, ACME, pattern=pattern, pattern_weight=20)
    assert answer.best is not None
    assert pattern == answer.best.pattern
    assert set(assumed) == {question_of(choice) for choice in answer.assumed() if worded(choice)}
    assert () == answer.assumed("somebody.else@acme.example")


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
    often = times(again.probability)
    if round(again.probability, 2) >= LEAST_TO_TRY:
        assert f"If it bounces, try {again.address} next: it is then right {often}." in answer.explain()
    else:
        assert f"no other address is likely: the next, {again.address}, would be right {often}." in answer.explain()


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
    written = {
        "{first}.{last}": "first.last",
        "{f}{last}": "flast",
        "{last}_{f}": "last_f",
        "{f}{last}|8": "flast (cut after 8 letters)",
        "{first:2}{last}": "firstlast (first cut to 2 letters)",
        "{f}{last:1}": "flast (last cut to 1 letter)",
        "{first:4}{last:4}|8": "firstlast (first cut to 4 letters, last cut to 4 letters, cut after 8 letters)",
        "{f}{l}{n}": "fl and a number",
        "{first}.{last}.ext": "first.last.ext",
        "ext-{f}{last}": "ext-flast",
        "x.{first}": "x.{first}",
        "{first}x.{last}": "{first}x.{last}",
        "cr{first}{last}": "cr{first}{last}",
        "first.{last}": "first.{last}",
        "{n}{first}": "{n}{first}",
    }
    assert written == {pattern: plain_pattern(pattern) for pattern in written}


@pytest.mark.parametrize(
    ("name", "local", "says"),
    [
        ("Tom Roe", "roe", "uses last."),
        ("Al King", "king.al", "uses last.first."),
        ("Bob Alan Jones", "bajones", "uses fmlast."),
        ("Mary Ann Poole", "map", "uses fml."),
        ("Bob Jones", "bj", "uses fl."),
        ("Albert King", "al.king", "uses first.last."),
        ("Alistair King", "al.king", "uses first.last (first cut to 2 letters)."),
        ("Anne-Marie Fox", "amfox", "uses flast."),
        ("Jan van der Berg", "jvdberg", "uses flast."),
        ("Zoë Kipp", "zoe.kipp.ext", "uses first.last.ext."),
        ("Zoë Kipp", "zk88", "uses fl and a number."),
    ],
)
def test_colleagues_are_told_as_a_person_reads_them(name: str, local: str, says: str) -> None:
    """Alone, and among others that follow something else: what a colleague's address shows is what one sees in it."""
    assert f"The one colleague you gave {says}" in guess("Jane Doe", ACME, known=[(name, f"{local}@{ACME}")]).explain()
    usage = guess("Jane Doe", ACME, known=[(name, f"{local}@{ACME}"), TOM, f"Kim Fox <kim.fox@{ACME}>"]).usage()
    assert 1 <= sum(f"uses {plain_pattern(each.pattern)}." == says for each in usage)


def test_who_shares_the_address_pattern_is_counted_where_the_commonest_do_not() -> None:
    """janedoe@ comes of several rare patterns: how many people have one of them is told, else nothing of the kind."""
    answer = guess("Jane Doe", "microsoft.com")
    assert answer.best is not None
    ours = {route.pattern for route in answer.routes()}
    number = sum(each.number for each in answer.usage() if each.pattern in ours)
    local = answer.best.address.partition("@")[0]
    assert f"Of them {number:,} use patterns that give {local}@ for this name." in answer.explain()
    assert "for this name" not in guess("Jane Doe", ACME, known=[BOB, ANN, TOM]).explain()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"known": [BOB, ANN]}, "One more colleague"),
        ({"known": [f"Kim Hill <kim.hill@{ACME}>", BOB, ANN], "pattern": "{first}.{last}"}, "try "),
        ({"known": []}, "no other address is likely"),
    ],
)
def test_what_would_change_little_is_not_advised(options: dict[str, Any], says: str) -> None:
    """A fact that brings less than the figures are off by, an address hardly ever right: no advice."""
    assert says not in guess("Jane Doe", ACME, **options).explain()


def test_what_is_not_worth_a_try_is_what_fill_skips() -> None:
    """The words and the sheet hold the same addresses for too unlikely to write to."""
    from emailguess.fill.options import Chosen

    assert LEAST_TO_TRY == Chosen().skip_below


def test_a_doubtful_answer_says_only() -> None:
    """Below one half it is no recommendation: "but right only"; from there on "and right"."""
    for known in ([], [BOB], [BOB, TOM], [f"zz9@{ACME}"]):
        answer = guess("Jane Doe", ACME, known=known)
        assert answer.best is not None
        assert (answer.best.probability < 0.5) == (" Jane Doe, but right only " in answer.explain())


def test_a_bounce_that_says_nothing_is_told() -> None:
    """An address that no pattern gives for this name, reported as bounced, is told to change nothing; others are not."""
    idle = "the bounced qzx9@ changes nothing: no pattern gives it for this name"
    bounced = [f"qzx9@{ACME}", f"jane.doe@{ACME}"]
    assert (idle,) == guess("Jane Doe", ACME, bounced=bounced).warnings


def test_after_a_bounce_the_person_may_have_left() -> None:
    """Where a bounce leaves most of the answer open, it says what that often comes of."""
    left = "After a bounce that is often because the person has left."
    assert left in guess("Jane Doe", ACME, known=[BOB, ANN], bounced=[f"jane.doe@{ACME}"]).explain()
    assert left not in guess("J. Doe", ACME, known=[BOB, ANN]).explain()


def test_a_stated_pattern_that_does_not_win_is_told() -> None:
    """One that is too rare to be believed at once, and one that colleagues speak against."""
    (rare,) = guess("Jane Doe", ACME, pattern="{first:2}{last}", pattern_weight=2).warnings
    assert "is so rare that {f}{last} is likelier all the same: a colleague's address would tell" in rare
    (against,) = guess("Jane Doe", ACME, pattern="{f}{last}", pattern_weight=0.1, known=[BOB, ANN]).warnings
    assert f"does not fit what is known of {ACME}, where {{first}}.{{last}} is likelier" in against


def test_a_single_word_asks_for_the_other_name() -> None:
    """Where one word is the whole name and the answer is mostly open, it says what is missing."""
    assert ("one word is all that is known of the name: if the person has another name, pass both",) == guess(
        "Suharto", ACME
    ).warnings


def test_notes_of_a_kind_are_summed_up() -> None:
    """More than three alike are told by the first; different ones, and three alike, stay as they are."""
    alike = [f"an address at other{i}.example was ignored: it is not at {ACME}" for i in range(21)]
    assert [f"{alike[0]} (and 20 more of this kind)", "odd"] == summed_up([*alike, "odd", alike[0]])
    assert alike[:3] == summed_up(alike[:3])
    assert alike[:1] == [n.partition(" (and")[0] for n in summed_up(summed_up(alike))]
    assert [f"{alike[0]} (and 20 more of this kind)"] == summed_up([*summed_up(alike[:20]), alike[20]])


def test_many_odd_addresses_are_one_note() -> None:
    """One notion of a kind, in the answer and where it is shown."""
    known = [f"kim{i}@other{i}.example" for i in range(30)]
    (note,) = guess("Jane Doe", ACME, known=known).warnings
    assert note == f"an address at other0.example was ignored: it is not at {ACME} (and 29 more of this kind)"
    (note,) = guess("Jane Doe", ACME, known=["Kim Hill"] * 3 + [f"broken {i}" for i in range(30)]).warnings
    assert note.startswith("known address 1 was left out: ")
    assert note.endswith(" (and 32 more of this kind)")
