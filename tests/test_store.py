"""The contract of a store: every place to keep counts behaves alike."""

from __future__ import annotations

import threading
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emailguess import Guesser
from emailguess.counts import Counts, Seen
from emailguess.explain import Explanation
from emailguess.store import MemoryStore, Store

# Another store is held to the same contract by one more line.
STORES: list[Callable[[], Store]] = [
    MemoryStore,
]

DOTTED, INITIAL = Seen((Explanation("{first}.{last}"),)), Seen((Explanation("{f}{last}"), Explanation("{f}{last}|8")))
NONE = Seen(())


@pytest.fixture(params=STORES, ids=lambda make: make.__name__)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store."""
    made: Store = request.param()
    return made


def test_nothing_is_known_at_first(store: Store) -> None:
    """Every domain has empty counts, no company has a domain, and no domain an alias."""
    assert Counts() == store.counts("acme.example")
    assert [] == list(store.domains())
    assert {} == dict(store.company("acme"))
    assert frozenset() == store.aliases("acme.example")


def test_counts_add_up(store: Store) -> None:
    """What is added is there, beside what was there before."""
    store.add({"acme.example": Counts({DOTTED: 2})})
    store.add({"acme.example": Counts({DOTTED: 1, INITIAL: 4}), "other.example": Counts({NONE: 1})})
    assert Counts({DOTTED: 3, INITIAL: 4}) == store.counts("acme.example")
    assert Counts({NONE: 1}) == store.counts("other.example")


PIECES = st.tuples(
    st.sampled_from(["a.example", "b.example"]), st.sampled_from([DOTTED, INITIAL, NONE]), st.integers(1, 9)
)


@settings(max_examples=30)
@given(pieces=st.lists(PIECES, max_size=8), random=st.randoms())
@pytest.mark.parametrize("make", STORES)
def test_order_is_irrelevant(make: Callable[[], Store], random: Random, pieces: list[tuple[str, Seen, int]]) -> None:
    """The same counts in another order leave the same store."""
    one, other = make(), make()
    shuffled = list(pieces)
    random.shuffle(shuffled)
    for where, order in ((one, pieces), (other, shuffled)):
        for name, seen, number in order:
            where.add({name: Counts({seen: number})})
    assert {d: one.counts(d) for d in one.domains()} == {d: other.counts(d) for d in other.domains()}


def test_domains_come_in_alphabetical_order(store: Store) -> None:
    """Once each, however often counts were added."""
    for name in ("b.example", "a.example", "c.example", "a.example"):
        store.add({name: Counts({DOTTED: 1})})
    assert ["a.example", "b.example", "c.example"] == list(store.domains())


def test_reading_changes_nothing(store: Store) -> None:
    """Asking for an unknown domain does not make it known."""
    store.counts("acme.example")
    assert [] == list(store.domains())


def test_companies_are_counted_by_domain(store: Store) -> None:
    """A company may be seen with several domains; each time counts."""
    for name in ("acme.example", "acme.example", "acme.test"):
        store.add_company("acme", name)
    assert {"acme.example": 2, "acme.test": 1} == dict(store.company("acme"))
    assert {} == dict(store.company("other"))


def test_aliases_are_mutual_and_join(store: Store) -> None:
    """Two domains of a company are each other's alias, and so are the aliases of both."""
    store.add_alias("a.example", "b.example")
    store.add_alias("c.example", "d.example")
    store.add_alias("b.example", "c.example")
    family = {"a.example", "b.example", "c.example", "d.example"}
    assert {name: family - {name} for name in family} == {name: set(store.aliases(name)) for name in family}


def test_threads_lose_nothing(store: Store) -> None:
    """Counts added by several threads at once are all there."""

    def work() -> None:
        for _ in range(200):
            store.add({"acme.example": Counts({DOTTED: 1})})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 800 == store.counts("acme.example").total


def test_a_store_keeps_no_name_and_no_address(store: Store) -> None:
    """What was learned is patterns and spelling answers; neither the people nor their addresses can be read back."""
    Guesser(store=store).learn(
        [("Xiomara Quintanilla", "xiomara.quintanilla@acme.example"), ("Bo Zzyzx", "ext-zzyzx@acme.example")]
    )
    kept = repr(dict(store.counts("acme.example"))).lower()
    assert "{first}.{last}" in kept
    assert not [word for word in ("xiomara", "quintanilla", "zzyzx", "bo z", "@") if word in kept]


def test_a_guesser_reads_its_store(store: Store) -> None:
    """Two guessers with one store know the same."""
    Guesser(store=store).learn([("Bob Jones", "bjones@acme.example"), ("Ann Montgomery", "amontgomery@acme.example")])
    best = Guesser(store=store).guess("Jane Doe", "acme.example").best
    assert best is not None
    assert "jdoe@acme.example" == best.address
