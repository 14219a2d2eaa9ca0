"""Laws of the stores: what they hold is a function of the facts told, however the telling went."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.rigs import BARE, DOTTED, INITIAL, NONE, NOW, entry, rig

from emailguess.evidence.counts import Counts, Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, MemoryStore, Store

KINDS = ["memory", "sqlite", "layered"]

seens = st.builds(
    lambda seen, ago, tenths: seen._replace(month=NOW - ago, tenths=tenths),
    st.sampled_from([DOTTED, INITIAL, BARE, NONE, NONE._replace(kind="bounce"), INITIAL._replace(kind="delivery")]),
    st.integers(0, 5),
    st.sampled_from([10, 3]),
)
dated = st.builds(
    lambda seen, dating: seen._replace(dating=dating), seens, st.sampled_from(["told", "learned", "unknown"])
)
# Text that may be a name, shown by two or three people or by one under several names.
TEXT = (Match("{first}.{last}.north", (), 4),)
entries = st.builds(
    lambda local, seen, name, domain, company, text: entry(
        local, seen, name if seen.kind == "pair" else "", domain, company
    )._replace(texts=TEXT if text and seen.kind != "bare" else ()),
    st.sampled_from(["bob", "ann", "tom", "eve"]),
    seens,
    st.sampled_from(["bob jones", "ann lee", "tom roe"]),
    st.sampled_from(["a.example", "b.example"]),
    st.sampled_from(["", "acme"]),
    st.sampled_from([False, True, True]),
)


def _exports(batches: list[list[Entry]]) -> list[str]:
    """Two versions of one store's export, and one of another that merged the first."""
    first, second = MemoryStore(), MemoryStore()
    documents = []
    for number, batch in enumerate(batches):
        into = first if number % 3 != 2 else second
        into.record(batch)
        documents.append(into.export(1))
        second.merge(documents[0])
    return documents


steps = st.tuples(
    st.lists(entries, max_size=8),
    st.lists(st.lists(entries, max_size=3), max_size=3).map(_exports),
    st.lists(st.integers(0, 4), max_size=2),
)


def _do(store: Store, step: Entry | str | int) -> None:
    if isinstance(step, Entry):
        store.record([step])
    elif isinstance(step, str):
        store.merge(step)
    else:
        store.expire(NOW - step)


def _held(store: Store) -> object:
    domains = list(store.domains())
    return {name: store.counts(name) for name in domains}, dict(store.company("acme")), store.stats().people


@pytest.mark.parametrize("kind", KINDS)
@given(told=steps, data=st.data())
def test_any_order_and_interleaving_gives_the_same(
    kind: str, told: tuple[list[Entry], list[str], list[int]], data: st.DataObject
) -> None:
    """Learning, merging and expiring the same, in another order and some of it twice: equal counts and companies."""
    plain: list[Entry | str | int] = [step for group in told for step in group]
    order = data.draw(st.permutations(plain))
    again = data.draw(st.lists(st.sampled_from(plain), max_size=3)) if plain else []
    with rig(kind) as one, rig(kind) as other:
        for step in plain:
            _do(one.writer, step)
        for step in [*order, *again]:
            _do(other.writer, step)
        assert _held(one.reader) == _held(other.reader)
        assert () == one.reader.check() == other.reader.check()


@pytest.mark.parametrize("kind", KINDS)
@given(told=steps, data=st.data())
def test_forgetting_undoes_exactly_the_person(
    kind: str, told: tuple[list[Entry], list[str], list[int]], data: st.DataObject
) -> None:
    """After `forget`, whatever came between, the store is as one that was never told of the person."""
    steps_: list[Entry | str | int] = data.draw(st.permutations([step for group in told for step in group]))
    with rig(kind) as one, rig(kind) as other:
        for step in steps_:
            _do(one.writer, step)
            if not (isinstance(step, Entry) and step.local == "bob"):
                _do(other.writer, step)
        for domain in ("a.example", "b.example"):
            one.writer.forget(domain, "bob")
        assert _held(one.reader) == _held(other.reader)
        assert () == one.reader.check()


@pytest.mark.parametrize("kind", ["sqlite", "layered", "read-only"])
@given(told=steps)
def test_every_store_holds_what_one_in_memory_holds(kind: str, told: tuple[list[Entry], list[str], list[int]]) -> None:
    """The stores differ in where they keep, not in what."""
    memory = MemoryStore()
    with rig(kind) as both:
        for step in [step for group in told for step in group]:
            _do(memory, step)
            _do(both.writer, step)
        assert _held(memory) == _held(both.reader)


@given(told=st.lists(st.lists(st.lists(entries, max_size=3), max_size=4).map(_exports), min_size=2, max_size=3))
def test_merging_is_commutative_associative_and_idempotent(told: list[list[str]]) -> None:
    """One by one in either order, or what others merged before: the same counts."""
    documents = [document for each in told for document in each]
    with ExitStack() as stack:
        stores = [stack.enter_context(rig(kind)).writer for kind in ("memory", "sqlite", "memory")]
        for document in documents:
            stores[0].merge(document)
        for document in [*documents[::-1], *documents]:
            stores[1].merge(document)
        between = MemoryStore()
        for document in documents[1:]:
            between.merge(document)
        stores[2].merge(between.export(1))
        for document in documents[:1]:
            stores[2].merge(document)
        held = [{name: store.counts(name) for name in store.domains()} for store in stores]
        assert held[0] == held[1] == held[2]


@pytest.mark.parametrize("kind", KINDS)
@given(
    counts=st.dictionaries(st.sampled_from(["a.example", "b.example"]), st.dictionaries(dated, st.integers(1, 10**4)))
)
def test_what_is_written_is_read(kind: str, counts: dict[str, dict[Seen, int]]) -> None:
    """Counts of any size come back as they were, and after an export and a merge too."""
    with rig(kind) as both, rig(kind) as other:
        both.writer.add({name: Counts(each) for name, each in counts.items()})
        other.writer.merge(both.reader.export(1))
        for name, each in counts.items():
            assert Counts(each) == both.reader.counts(name) == other.reader.counts(name)
