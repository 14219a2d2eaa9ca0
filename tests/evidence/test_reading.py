"""Evidence: what pieces of it mean, and that counts of them add like numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, InvalidAddress, InvalidArgument, Pattern, PersonName, guess
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import KINDS, Counts, Seen
from emailguess.evidence.pieces import pieces
from emailguess.evidence.reading import Given, from_known, signature
from emailguess.model.prior import shipped
from emailguess.names.parser import parse
from emailguess.names.spelling import forms
from emailguess.patterns.matching import Match

ACME = "acme.example"
DOTTED, INITIAL, FIRST = (
    Match("{first}.{last}"),
    Match("{f}{last}"),
    Match("{first}", ("nick=asis",), 4),
)
COUNTS = st.dictionaries(
    st.builds(
        Seen,
        st.sampled_from([(), (DOTTED,), (INITIAL,), (DOTTED, INITIAL), (FIRST,)]),
        st.sampled_from(KINDS),
        st.sampled_from([0, 24_300, 24_322]),
        st.sampled_from([3, 10]),
    ),
    st.integers(1, 1_000_000),
    max_size=5,
).map(Counts)


def given_for(*known: object) -> Given:
    """What these colleagues say about acme.example."""
    return from_known(list(pieces(known)), domain(ACME), shipped().matcher)  # type: ignore[arg-type]


@given(COUNTS, COUNTS, COUNTS)
def test_counts_add_like_numbers(a: Counts, b: Counts, c: Counts) -> None:
    """In any order, in any grouping; nothing added changes nothing."""
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Counts() == a == Counts() + a
    assert hash(a + b) == hash(b + a)
    assert (a + b).total == a.total + b.total
    assert (a + b).unexplained == a.unexplained + b.unexplained


@given(COUNTS, COUNTS)
def test_adding_changes_neither(a: Counts, b: Counts) -> None:
    """Counts are values."""
    before = dict(a), dict(b)
    assert a + b is not None
    assert before == (dict(a), dict(b))


def test_counting_signatures() -> None:
    """Equal signatures are one key; what counts nothing is not kept."""
    counts = Counts.of([Seen((DOTTED,)), Seen((INITIAL,)), Seen((DOTTED,)), Seen(())])
    assert {Seen((DOTTED,)): 2, Seen((INITIAL,)): 1, Seen(()): 1} == dict(counts)
    assert (4, 1) == (counts.total, counts.unexplained)
    assert Counts() == Counts({Seen((DOTTED,)): 0})


def test_counts_are_shown_short() -> None:
    """The prompt shows how much there is, not everything there is."""
    assert "Counts(3 pieces of evidence, 2 sorts)" == repr(Counts({Seen((DOTTED,)): 2, Seen(()): 1}))


def test_a_signature_is_sorted_and_holds_no_address() -> None:
    """The same name and address give the same signature; only patterns and spelling answers are in it."""
    prior = shipped()
    spelled = forms(parse("Xiomara Quintanilla", prior.lexicon), prior.lexicon)
    one = signature(spelled, "xquintanilla", prior.stock)
    assert one == signature(tuple(reversed(spelled)), "xquintanilla", prior.stock)
    assert list(one) == sorted(one)
    assert "quintanilla" not in repr(one)


def test_pairs_bare_and_ignored_are_told_apart() -> None:
    """What was used, and as what, is reported."""
    found = given_for(
        ("Bob Jones", "bob.jones@acme.example"),
        "Ann Lee <ann.lee@acme.example>",
        "tom.baker@acme.example",
        "Eve Stone <eve@other.example>",
        "info@acme.example",
        ("123", "kim.hill@acme.example"),
    )
    assert (2, 2, 2) == (found.pairs, found.bare, found.ignored)
    assert 4 == found.counts.total
    assert 3 == len(found.warnings)


def test_a_colleague_told_twice_counts_once() -> None:
    """The same name with the same address is one piece of evidence."""
    once, twice = (
        given_for(("Bob Jones", "bob.jones@acme.example")),
        given_for(("Bob Jones", "bob.jones@acme.example"), "Bob Jones <Bob.Jones@ACME.example>"),
    )
    assert once.counts == twice.counts


def test_many_warnings_are_summed_up() -> None:
    """A thousand foreign addresses do not make a thousand warnings."""
    found = given_for(*[f"Bob Jones <bob{i}@other{i}.example>" for i in range(1000)])
    assert 1000 == found.ignored
    (note,) = found.warnings
    assert note.endswith(" (and 999 more of this kind)")


@pytest.mark.parametrize(
    "bad", ["nonsense", ("Bob", "nonsense"), ("Bob", None), 7, None, ("a", "b", "c"), b"bob@acme.example"]
)
def test_what_is_no_address_is_an_error(bad: object) -> None:
    """Colleagues are checked before anything is made of them."""
    with pytest.raises(InvalidAddress):
        given_for(bad)


def test_tags_are_not_evidence() -> None:
    """jane.doe+jobs@ is jane.doe@."""
    assert (
        given_for(("Bob Jones", "bob.jones@acme.example")).counts
        == given_for(("Bob Jones", "bob.jones+x@acme.example")).counts
    )


def test_structured_and_written_names_agree_on_the_pattern() -> None:
    """Stated parts leave fewer questions open, never other patterns."""
    ((written, *_),) = given_for(("Bartholomew Featherstone", "bartholomew.featherstone@acme.example")).counts
    ((stated, *_),) = given_for(
        (PersonName(given="Bartholomew", family="Featherstone"), "bartholomew.featherstone@acme.example")
    ).counts
    assert {"{first}.{last}"} == {e.pattern for e in stated if e.cost == 0}
    assert {e.pattern for e in stated} <= {e.pattern for e in written}


def test_a_stated_pattern_is_a_few_colleagues() -> None:
    """It weighs as much as colleagues who follow it and nothing else."""
    stated = Given().state(Pattern("{f}{last}"), 2.0)
    assert {(INITIAL,): 2.0} == stated.counts.weighed().support
    assert Counts() == Given().state(Pattern("{f}{last}"), 0).counts


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (["bob.jones@acme.example", "ann.miller@acme.example"], "jane.doe@acme.example"),
        (["bjones@acme.example", "asmith@acme.example", "kmiller@acme.example"], "jdoe@acme.example"),
        (["bob_jones@acme.example", "ann_smith@acme.example"], "jane_doe@acme.example"),
    ],
)
def test_bare_addresses_teach(known: list[str], expected: str) -> None:
    """Addresses of unknown people show the convention, since common names are recognised in them."""
    answer = guess("Jane Doe", ACME, known=known)
    assert answer.best is not None
    assert (expected, len(known), 0) == (answer.best.address, answer.evidence.bare, answer.evidence.pairs)
    before = {c.address: c.probability for c in guess("Jane Doe", ACME, limit=50)}
    assert answer.best.probability > before.get(expected, 0.0)


def test_a_name_says_more_than_a_bare_address() -> None:
    """The same addresses with their names leave less doubt."""
    people = [("Bob Jones", "bjones"), ("Ann Smith", "asmith"), ("Kim Miller", "kmiller")]
    named = guess("Jane Doe", ACME, known=[(n, f"{x}@{ACME}") for n, x in people])
    bare = guess("Jane Doe", ACME, known=[f"{x}@{ACME}" for _, x in people])
    assert named.best is not None
    assert bare.best is not None
    assert named.best.address == bare.best.address == "jdoe@acme.example"


def test_roles_are_no_evidence() -> None:
    """A role's mailbox says nothing of how people's are built."""
    answer = guess("Jane Doe", ACME, known=["info@acme.example", "careers@acme.example"])
    assert guess("Jane Doe", ACME).candidates == answer.candidates
    assert 2 == answer.evidence.ignored
    assert all("role" in w for w in answer.warnings)


def test_learning_a_role_is_refused_with_a_reason() -> None:
    """In a batch, a role's mailbox is reported, not learned."""
    report = Guesser().learn(["info@acme.example"])
    assert 0 == report.learned
    assert ["role" in r.reason for r in report.rejected] == [True]


@pytest.mark.parametrize("odd", [5, None, True, 1.5, b"bob@acme.example"])
def test_what_is_no_list_of_colleagues_is_refused(odd: object) -> None:
    """With an error of the library that says what to pass, wherever colleagues are passed."""
    guesser = Guesser()
    for call in (
        lambda: guesser.learn(odd),  # type: ignore[arg-type]  # on purpose
        lambda: guesser.patterns("acme.example", known=odd),  # type: ignore[arg-type]  # on purpose
    ):
        with pytest.raises(InvalidAddress, match="a list of colleagues"):
            call()


@pytest.mark.parametrize("day", [5, "2026-01-01", date(2999, 1, 1)])
def test_a_day_that_cannot_be_is_refused(day: Any) -> None:
    """A wrong kind and a future day, by every call that takes one; a future day would poison every export."""
    guesser = Guesser()
    before = guesser.export()
    for call in (
        lambda: guesser.learn(["bob.jones@acme.example"], seen=day),
        lambda: guesser.bounced("bob.jones@acme.example", seen=day),
        lambda: guesser.delivered("bob.jones@acme.example", seen=day),
    ):
        with pytest.raises(InvalidArgument):
            call()
    assert before == guesser.export()


def test_learn_parts_a_text_of_several_mailboxes() -> None:
    """What `known=` reads of one text `learn` reads as well; a bad one is told with the row it stands in."""
    guesser = Guesser()
    report = guesser.learn(["Ann Lee <ann.lee@acme.example>; Bob Jones <bob.jones@acme.example>", "nonsense"])
    assert (2, [2]) == (report.learned, [bad.row for bad in report.rejected])
