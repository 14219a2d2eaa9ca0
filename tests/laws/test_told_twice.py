"""One mailbox told twice: with a name rather than without, then the newest date and the most trusted source wins."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.rigs import DOTTED, NOW, entry, rig

from emailguess import Guesser, Sighting
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Seen, month_of
from emailguess.evidence.pieces import pieces
from emailguess.evidence.reading import from_known
from emailguess.model.prior import shipped
from emailguess.patterns.matching import Match

WHERE = domain("acme.example")
sightings = st.builds(
    lambda name, seen, weight: Sighting(address="bob.jones@acme.example", name=name, seen=seen, weight=weight),
    st.sampled_from(["", "Bob Jones", "Jones Bob", "Robert Jones"]),
    st.sampled_from([None, date(2024, 3, 1), date(2025, 1, 31), date(2026, 5, 2)]),
    st.sampled_from([1.0, 0.7, 0.3]),
)


@given(told=st.lists(sightings, min_size=2, max_size=4), data=st.data())
def test_the_order_does_not_matter_and_the_best_wins(told: list[Sighting], data: st.DataObject) -> None:
    """Beside a question and learned: the same counts for every order, those of the best piece."""
    other = data.draw(st.permutations(told))
    knowledge = shipped()
    counts = [from_known(list(pieces(each)), WHERE, knowledge.matcher).counts for each in (told, other)]
    assert counts[0] == counts[1]
    named = [each for each in told if each.name] or told
    months = [month_of(each.seen) if each.seen else 0 for each in named]
    (seen,) = counts[0]
    assert max(months) == seen.month
    assert (
        max(round(10 * e.weight) for e, month in zip(named, months, strict=True) if month == seen.month) == seen.tenths
    )
    kept = []
    for each in (told, other):
        with Guesser() as guesser:
            guesser.learn(each)
            kept.append(guesser.store.counts("acme.example"))
    assert kept[0] == kept[1]


SIGNATURES = ((Match("{first}.{last}"),), (Match("{f}{last}"),), ())
evidence = st.builds(
    Seen,
    st.sampled_from(SIGNATURES),
    st.sampled_from(["pair", "bare", "bounce", "delivery"]),
    st.sampled_from([0, NOW - 40, NOW - 30, NOW - 3, NOW]),
    st.sampled_from([10, 3]),
    st.just("told"),
)


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
@given(told=st.lists(evidence, min_size=2, max_size=5), data=st.data())
def test_the_order_does_not_matter_whenever_something_expires(kind: str, told: list[Seen], data: st.DataObject) -> None:
    """Told with a date or without, early or late, and expired before, between or after: one and the same store."""
    limit = data.draw(st.sampled_from([NOW - 36, NOW - 20]))
    states = []
    for order in ([*told, None], data.draw(st.permutations([*told, None]))):
        with rig(kind) as made:
            for seen in order:
                if seen is None:
                    made.writer.expire(limit)
                else:
                    made.writer.record([entry("jdoe", seen, "doe jane")], month=NOW)
            made.writer.expire(limit)
            owner = made.reader.owners("acme.example", ("doe jane",), ("jdoe",))
            states.append((dict(made.reader.counts("acme.example")), dict(owner), made.reader.check()))
    assert states[0] == states[1]
    assert () == states[0][2]


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
def test_what_was_learned_shows_again_when_a_told_date_expires(kind: str) -> None:
    """An address told of long ago and met again without a date is known as long as the latter is."""
    with rig(kind) as made:
        for seen in (DOTTED._replace(month=NOW - 30, dating="told"), DOTTED._replace(month=0)):
            made.writer.record([entry("jdoe", seen, "doe jane")], month=NOW)
        assert {NOW - 30: 1} == {seen.month: n for seen, n in made.reader.counts("acme.example").items()}
        assert 0 == made.writer.expire(NOW - 20)
        assert {NOW: 1} == {seen.month: n for seen, n in made.reader.counts("acme.example").items()}
        assert (1, 0) == (made.writer.forget("acme.example", "jdoe"), made.reader.counts("acme.example").total)
