"""One mailbox told twice: with a name rather than without, then the newest date and the most trusted source wins."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, Sighting
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import month_of
from emailguess.evidence.pieces import pieces
from emailguess.evidence.reading import from_known
from emailguess.model.prior import shipped

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
