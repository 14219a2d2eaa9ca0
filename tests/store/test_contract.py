"""The contract of a store: every place to keep counts behaves alike."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from benchmarks.hostile import sealed
from tests.store.rigs import BARE, DOTTED, INITIAL, NONE, NOW, STORES, Rig, entry, rig

from emailguess import Guesser, StoreError
from emailguess.evidence.counts import Counts
from emailguess.patterns.matching import Match
from emailguess.store import Entry, MemoryStore
from emailguess.store.digests import sha256
from emailguess.store.protocol import Hidden, Target


@pytest.fixture(params=STORES)
def both(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """An empty store of every kind."""
    with rig(request.param) as made:
        yield made


def test_nothing_is_known_at_first(both: Rig) -> None:
    """Every domain has empty counts, no company has a domain, no domain an alias, nobody is suppressed."""
    store = both.reader
    assert Counts() == store.counts("acme.example")
    assert [] == list(store.domains())
    assert {} == dict(store.company("acme"))
    assert frozenset() == store.aliases("acme.example")
    assert {} == dict(store.owners("acme.example", ["bob jones"], ["bob"]))
    assert not store.suppresses()
    assert Hidden() == store.suppressed("acme.example", ["bob jones"], ["bob"])
    assert () == store.check()
    assert (0, 0, 0, 0) == store.stats()[:4]


def test_counts_add_up(both: Rig) -> None:
    """What is added is there, beside what was there before."""
    both.writer.add({"acme.example": Counts({DOTTED: 2})})
    both.writer.add({"acme.example": Counts({DOTTED: 1, INITIAL: 4}), "other.example": Counts({NONE: 1})})
    assert Counts({DOTTED: 3, INITIAL: 4}) == both.reader.counts("acme.example")
    assert Counts({NONE: 1}) == both.reader.counts("other.example")


def test_one_address_counts_once(both: Rig) -> None:
    """The same address again is a repetition, in the same batch or another; somebody else's is not."""
    first = both.writer.record([entry("bob.jones"), entry("bob.jones"), entry("ann.lee")])
    again = both.writer.record([entry("bob.jones"), entry("ann.lee"), entry("bob.jones", domain="other.example")])
    assert ((2, 1), (1, 2)) == (first[:2], again[:2])
    assert Counts({DOTTED: 2}) == both.reader.counts("acme.example")
    assert Counts({DOTTED: 1}) == both.reader.counts("other.example")


def test_a_pair_beats_a_bare_address(both: Rig) -> None:
    """Whichever comes first: with the name known, the address without it says nothing more."""
    both.writer.record([entry("jones", BARE), entry("lee", INITIAL)])
    both.writer.record([entry("jones", INITIAL), entry("lee", BARE)])
    assert Counts({INITIAL: 2}) == both.reader.counts("acme.example")


def test_the_later_month_stays(both: Rig) -> None:
    """Of two dated repetitions the later one counts, in either order; a stamp never replaces a told month."""
    old, new = DOTTED._replace(month=NOW - 9), DOTTED._replace(month=NOW - 2)
    for local, order in (("bob", (old, new)), ("ann", (new, old)), ("tom", (new, DOTTED._replace(month=0)))):
        for seen in order:
            both.writer.record([entry(local, seen)], month=NOW)
    assert Counts({new: 3}) == both.reader.counts("acme.example")


def test_repeating_renews_nothing(both: Rig) -> None:
    """Evidence without a date is of the month it was first learned, however often the same export is imported."""
    undated = DOTTED._replace(month=0)
    for month in (NOW - 5, NOW - 3, NOW):
        both.writer.record([entry("bob", undated)], month=month)
    assert Counts({DOTTED._replace(month=NOW - 5, dating="learned"): 1}) == both.reader.counts("acme.example")


def test_the_month_of_learning_is_no_date_of_the_evidence(both: Rig) -> None:
    """Which of the two a month is, is told apart, also by whoever is handed an export."""
    both.writer.record([entry("bob", DOTTED._replace(month=NOW - 3)), entry("ann", INITIAL._replace(month=0))])
    told = Counts({DOTTED._replace(month=NOW - 3): 1, INITIAL._replace(month=NOW, dating="learned"): 1})
    assert told == both.reader.counts("acme.example")
    with rig("sqlite") as other:
        other.writer.merge(both.reader.export(1))
        assert told == other.reader.counts("acme.example")


def test_text_is_kept_when_three_people_show_it(both: Rig) -> None:
    """Two, or one under two addresses, are too few; a third opens it for all; whoever is forgotten takes it away."""
    told = NONE._replace(signature=(Match("{first}.{last}.north"),))

    def learn(local: str, name: str) -> None:
        both.writer.record([entry(local, NONE, name)._replace(texts=told.signature)])

    learn("ann", "ann lee")
    learn("a.lee", "ann lee")
    learn("bob", "bob jones")
    assert Counts({NONE: 3}) == both.reader.counts("acme.example")
    learn("tom", "tom roe")
    assert Counts({told: 4}) == both.reader.counts("acme.example")
    both.writer.record([entry("eve", NONE, "eve day")])
    assert Counts({told: 4, NONE: 1}) == both.reader.counts("acme.example")
    both.writer.forget("acme.example", "bob")
    assert Counts({NONE: 4}) == both.reader.counts("acme.example")
    learn("tom", "tom roe")
    learn("bob", "bob jones")
    assert Counts({told: 4, NONE: 1}) == both.reader.counts("acme.example")
    assert () == both.reader.check()


def test_outcomes(both: Rig) -> None:
    """A bounce counts once; that of an address somebody is known to have had says that the owner left, no more."""
    bounce = DOTTED._replace(kind="bounce")
    both.writer.record([entry("bob"), entry("bob", bounce), entry("tom", bounce), entry("tom", bounce)])
    assert Counts({DOTTED: 1, bounce: 1}) == both.reader.counts("acme.example")
    assert {"bob": "bounced", "tom": "bounced"} == dict(both.reader.owners("acme.example", [], ["bob", "tom"]))
    both.writer.record([entry("bob", DOTTED._replace(kind="delivery")), entry("ann", DOTTED._replace(kind="delivery"))])
    assert {DOTTED: 1, bounce: 1, DOTTED._replace(kind="delivery"): 1} == dict(both.reader.counts("acme.example"))


def test_a_statement_counts_once(both: Rig) -> None:
    """What is nobody's address is recognised by what it says."""
    stated = DOTTED._replace(kind="stated")
    both.writer.record([Entry("acme.example", stated), Entry("acme.example", stated)])
    both.writer.record([Entry("acme.example", stated), Entry("acme.example", stated._replace(signature=()))])
    assert Counts({stated: 1, stated._replace(signature=()): 1}) == both.reader.counts("acme.example")


def test_nobody_is_remembered_on_request(both: Rig) -> None:
    """Without digests nobody is recognised: repetitions count, owners are unknown, nobody can be forgotten."""
    for _ in range(2):
        both.writer.record([entry("bob", name="bob jones")], remember=False)
    assert 2 == both.reader.counts("acme.example").total
    assert {} == dict(both.reader.owners("acme.example", ["bob jones"], ["bob"]))
    assert 0 == both.writer.forget("acme.example", "bob")
    assert 0 == both.reader.stats().people


def test_who_is_remembered_is_recognised_by_who_is_not(both: Rig) -> None:
    """A repetition is one, even where this time nothing shall be kept."""
    both.writer.record([entry("bob")])
    assert (0, 1) == both.writer.record([entry("bob")], remember=False)[:2]
    assert 1 == both.reader.counts("acme.example").total


def test_owners(both: Rig) -> None:
    """An address is this very person's by any key of the name, another's, learned bare, or dead; the rest unknown."""
    both.writer.record(
        [entry("bjones", name="bob jones"), entry("info2", BARE), entry("x", DOTTED._replace(kind="bounce"))]
    )
    asked = ("bjones", "info2", "x", "nobody")
    owners = both.reader.owners
    known = {"info2": "unknown", "x": "bounced"}
    assert known | {"bjones": "same"} == dict(owners("acme.example", ["jones robert", "bob jones"], asked))
    assert known | {"bjones": "other"} == dict(owners("acme.example", ["jones robert"], asked))
    assert {} == dict(owners("other.example", ["bob jones"], asked))


def test_forget_a_person(both: Rig) -> None:
    """Counts are what they were without the person, in the domain and of the company; others stay."""
    both.writer.record([entry("ann", INITIAL, company="acme")])
    before = both.reader.counts("acme.example"), dict(both.reader.company("acme"))
    both.writer.record([entry("bob", company="acme"), entry("bob", BARE), entry("bob", NONE._replace(kind="bounce"))])
    assert 3 == both.writer.forget("acme.example", "bob")
    assert before == (both.reader.counts("acme.example"), dict(both.reader.company("acme")))
    assert 0 == both.writer.forget("acme.example", "bob")
    assert {} == dict(both.reader.owners("acme.example", [], ["bob"]))
    assert () == both.reader.check()


def test_forget_a_domain(both: Rig) -> None:
    """Nothing is left of it: no counts, no people, no company, no alias; other domains stay."""
    both.writer.record([entry("bob", company="acme"), entry("ann"), entry("bob", domain="other.example")])
    both.writer.add_alias("acme.example", "other.example")
    assert 2 == both.writer.forget_domain("acme.example")
    store = both.reader
    assert ["other.example"] == list(store.domains())
    assert Counts() == store.counts("acme.example")
    assert ({}, frozenset()) == (dict(store.company("acme")), store.aliases("other.example"))
    assert (1, ()) == (store.stats().people, store.check())


def test_what_is_too_old_goes_and_stays_away(both: Rig) -> None:
    """Expiry takes out what is older than the month, whoever learned it, and refuses it when it comes again."""
    old, young = DOTTED._replace(month=NOW - 10), INITIAL._replace(month=NOW - 4)
    theirs = MemoryStore()
    theirs.record([entry("tom", old), entry("eve", young)])
    both.writer.record([entry("bob", old, company="acme"), entry("ann", young)])
    both.writer.add({"acme.example": Counts({old: 2, young: 1})})
    both.writer.merge(theirs.export(1))
    assert 4 == both.writer.expire(NOW - 4)
    assert Counts({young: 3}) == both.reader.counts("acme.example")
    assert {} == dict(both.reader.company("acme"))
    assert (1,) == both.writer.record([entry("zoe", young), entry("bob", old)]).old
    assert 0 == both.writer.expire(NOW - 9)
    assert (4, ()) == (both.reader.counts("acme.example").total, both.reader.check())


def test_behind_a_pair_that_expires_the_bare_address_counts(both: Rig) -> None:
    """What is left is what a store would hold that never saw the pair."""
    both.writer.record([entry("jones", INITIAL._replace(month=NOW - 8)), entry("jones", BARE)])
    both.writer.expire(NOW - 1)
    assert Counts({BARE: 1}) == both.reader.counts("acme.example")


def test_domains_come_in_alphabetical_order(both: Rig) -> None:
    """Once each, however often counts were added; those registered under one name can be found by it."""
    for name in ("b.example", "a.example", "mail.b.example", "c.example", "a.example"):
        both.writer.record([entry("bob", domain=name)])
    both.writer.forget_domain("c.example")
    assert ["a.example", "b.example", "mail.b.example"] == list(both.reader.domains())
    assert {"b.example", "mail.b.example"} == set(both.reader.named("b"))
    assert () == tuple(both.reader.named("c"))


def test_reading_changes_nothing(both: Rig) -> None:
    """Asking for an unknown domain does not make it known."""
    both.reader.counts("acme.example")
    assert [] == list(both.reader.domains())


def test_companies_are_counted_by_domain(both: Rig) -> None:
    """A company may be seen with several domains; each time counts, each person once."""
    for name in ("acme.example", "acme.example", "acme.test"):
        both.writer.add_company("acme", name)
    for _ in range(2):
        both.writer.record([entry("bob", company="acme")])
    assert {"acme.example": 3, "acme.test": 1} == dict(both.reader.company("acme"))
    assert {} == dict(both.reader.company("other"))


def test_aliases_are_mutual_and_join(both: Rig) -> None:
    """Two domains of a company are each other's alias, and so are the aliases of both."""
    both.writer.add_alias("a.example", "b.example")
    both.writer.add_alias("c.example", "d.example")
    both.writer.add_alias("b.example", "c.example")
    both.writer.add_alias("e.example", "e.example")
    family = {"a.example", "b.example", "c.example", "d.example"}
    assert {name: family - {name} for name in family} == {name: set(both.reader.aliases(name)) for name in family}
    assert frozenset() == both.reader.aliases("e.example")


def test_suppressed(both: Rig) -> None:
    """An address, a name at a domain, a domain with those below it, and a digest from elsewhere are each hidden."""
    targets = [
        Target("acme.example", "bob"),
        Target("acme.example", names=("ann lee",)),
        Target("closed.example"),
        Target(sha256=sha256("tom@acme.example")),
        Target(sha256=sha256("shut.example")),
    ]
    assert 5 == both.writer.suppress(targets)
    assert 0 == both.writer.suppress(targets)
    asked = ("bob", "tom", "eve")
    hidden = both.reader.suppressed
    assert Hidden(locals=frozenset({"bob", "tom"})) == hidden("acme.example", ["eve day"], asked)
    assert "person" == hidden("acme.example", ["lee anna", "ann lee"], ["eve"]).reason
    assert Hidden() == hidden("other.example", ["ann lee"], asked)
    for domain in ("closed.example", "us.closed.example", "shut.example", "mail.shut.example"):
        assert "domain" == hidden(domain, ["eve day"], asked).reason, domain
    assert both.reader.suppresses()
    assert () == both.reader.check()


def test_merging(both: Rig) -> None:
    """Another store's counts, companies and aliases are added once; a newer export replaces the older."""
    theirs = MemoryStore()
    theirs.record([entry("bob", company="acme")])
    theirs.add_alias("acme.example", "acme.test")
    first = theirs.export(1)
    theirs.record([entry("ann", INITIAL)])
    second = theirs.export(1)
    both.writer.record([entry("eve", company="acme")])
    assert (1, 0) == both.writer.merge(first)[:2]
    assert (0, 1) == both.writer.merge(first)[:2]
    assert Counts({DOTTED: 2}) == both.reader.counts("acme.example")
    assert (1, 0) == both.writer.merge(second)[:2]
    assert (0, 1) == both.writer.merge(first)[:2]
    assert Counts({DOTTED: 2, INITIAL: 1}) == both.reader.counts("acme.example")
    assert {"acme.example": 2} == dict(both.reader.company("acme"))
    assert {"acme.test"} == set(both.reader.aliases("acme.example"))
    assert ["acme.example"] == list(both.reader.named("acme"))
    assert (1, ()) == (both.reader.stats().stores, both.reader.check())


def test_an_export_passes_on_what_was_merged(both: Rig) -> None:
    """Three stores in a row, and the last one back to the first: every part counts once."""
    first, last = MemoryStore(), MemoryStore()
    first.record([entry("bob")])
    both.writer.merge(first.export(1))
    both.writer.record([entry("ann", INITIAL)])
    last.merge(both.reader.export(1))
    assert Counts({DOTTED: 1, INITIAL: 1}) == last.counts("acme.example") == both.reader.counts("acme.example")
    first.merge(last.export(1))
    assert Counts({DOTTED: 1, INITIAL: 1}) == first.counts("acme.example")


def test_no_digest_leaves_in_an_export(both: Rig) -> None:
    """Who merges an export can recognise nobody."""
    both.writer.record([entry("bob", name="bob jones")])
    other = MemoryStore()
    other.merge(both.reader.export(1))
    assert 1 == other.counts("acme.example").total
    assert {} == dict(other.owners("acme.example", ["bob jones"], ["bob"]))
    assert 0 == other.stats().people


def test_threads_lose_nothing(both: Rig) -> None:
    """Counts added by several threads at once are all there."""

    def work(thread: int) -> None:
        for number in range(25):
            both.writer.record([entry(f"p{thread}x{number}"), entry("everybody")])
            both.reader.counts("acme.example")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 101 == both.reader.counts("acme.example").total
    assert 101 == both.reader.stats().people


def test_all_or_nothing(both: Rig) -> None:
    """Entries that fail half-way leave the store as it was, and usable."""
    both.writer.record([entry("bob")])

    def half() -> Iterator[Entry]:
        yield entry("ann")
        raise RuntimeError("the file ended here")

    with pytest.raises(RuntimeError, match="ended here"):
        both.writer.record(half())
    assert (1, 1) == (both.reader.counts("acme.example").total, both.reader.stats().people)
    both.writer.record([entry("ann")])
    assert 2 == both.reader.counts("acme.example").total


def test_sweeping_changes_nothing_one_can_ask_for(both: Rig) -> None:
    """Vacuum gives back space only."""
    both.writer.record([entry("bob", company="acme"), entry("ann", INITIAL), entry("ann", BARE)])
    both.writer.forget("acme.example", "bob")
    before = both.reader.counts("acme.example")
    both.writer.vacuum()
    assert before == both.reader.counts("acme.example")
    both.writer.record([entry("bob"), entry("ann", INITIAL)])
    assert Counts({DOTTED: 1, INITIAL: 1}) == both.reader.counts("acme.example")
    assert () == both.reader.check()


def test_a_closed_store_says_so(both: Rig) -> None:
    """After close every call raises `StoreError`; closing twice is harmless."""
    both.reader.close()
    both.reader.close()
    for call in (
        lambda: both.reader.counts("acme.example"),
        lambda: both.reader.record([entry("bob")]),
        lambda: list(both.reader.domains()),
        both.reader.stats,
    ):
        with pytest.raises(StoreError):
            call()


def test_a_store_keeps_no_name_and_no_address(both: Rig) -> None:
    """What was learned is patterns and spelling answers; neither the people nor their addresses can be read back."""
    Guesser(store=both.writer).learn(
        [("Xiomara Quintanilla", "xiomara.quintanilla@acme.example"), ("Bo Zzyzx", "ext-zzyzx@acme.example")]
    )
    kept = repr(dict(both.reader.counts("acme.example"))).lower() + both.reader.export(1).lower()
    assert "{first}.{last}" in kept
    assert not [word for word in ("xiomara", "quintanilla", "zzyzx", "bo z", "@") if word in kept]


def test_a_guesser_reads_its_store(both: Rig) -> None:
    """Two guessers with one store know the same."""
    Guesser(store=both.writer).learn(
        [("Bob Jones", "bjones@acme.example"), ("Ann Montgomery", "amontgomery@acme.example")]
    )
    best = Guesser(store=both.reader).guess("Jane Doe", "acme.example").best
    assert best is not None
    assert "jdoe@acme.example" == best.address


def test_a_read_only_view_writes_nothing() -> None:
    """Every change is refused by a `StoreError`, and nothing changed."""
    with rig("read-only") as both:
        both.writer.record([entry("bob")])
        for call in (
            lambda: both.reader.record([entry("ann")]),
            lambda: both.reader.add({"acme.example": Counts({DOTTED: 1})}),
            lambda: both.reader.forget("acme.example", "bob"),
            lambda: both.reader.forget_domain("acme.example"),
            lambda: both.reader.expire(NOW),
            lambda: both.reader.suppress([Target("acme.example")]),
            lambda: both.reader.merge(both.writer.export(1)),
            lambda: both.reader.add_company("acme", "acme.example"),
            lambda: both.reader.add_alias("a.example", "b.example"),
            both.reader.vacuum,
        ):
            with pytest.raises(StoreError, match="read-only"):
                call()
        assert 1 == both.reader.counts("acme.example").total


def test_layers_add_up_and_the_top_is_written() -> None:
    """A company-wide store under a personal one: both count, the lower one never changes."""
    from emailguess.store import LayeredStore

    top, below = MemoryStore(), MemoryStore()
    below.record([entry("bob", name="bob jones"), entry("tom", BARE)])
    below.suppress([Target("acme.example", "eve")])
    store = LayeredStore(top, below)
    known = store.record([entry("bob", name="bob jones"), entry("tom", BARE), entry("ann", INITIAL)])
    assert (1, 2) == known[:2]
    assert Counts({DOTTED: 1, BARE: 1, INITIAL: 1}) == store.counts("acme.example")
    assert (1, 2) == (top.stats().people, below.stats().people)
    assert {"bob": "same"} == dict(store.owners("acme.example", ["bob jones"], ["bob"]))
    assert frozenset({"eve"}) == store.suppressed("acme.example", [], ["eve"]).locals
    with pytest.raises(StoreError, match="below"):
        store.forget("acme.example", "bob")
    with pytest.raises(StoreError, match="below"):
        store.forget_domain("acme.example")
    assert 0 == top.counts("acme.example").total


def test_a_guesser_travels_with_what_it_remembers(both: Rig) -> None:
    """Pickled for another process, in memory as a copy, on disk as the same file: it knows and recognises the same."""
    guesser = Guesser(store=both.writer)
    guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Montgomery", "amontgomery@acme.example")])
    with pickle.loads(pickle.dumps(guesser)) as copy:  # noqa: S301 -- ours
        assert both.reader.counts("acme.example") == copy.store.counts("acme.example")
        assert "jdoe@acme.example" == copy.guess("Jane Doe", "acme.example").best.address
        assert 1 == copy.learn([("Bob Jones", "bjones@acme.example")]).repeated


@pytest.mark.parametrize("kind", STORES)
def test_more_aliases_than_a_company_has_are_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs every answer; what was declared before stays, and the error says what to do."""
    monkeypatch.setattr("emailguess.store.imported.MOST_ALIASES", 12)
    with rig(kind) as made:
        for number in range(11):
            made.writer.add_alias("acme.example", f"a{number}.example")
        with pytest.raises(StoreError, match="store drop"):
            made.writer.add_alias("a3.example", "one-more.example")
        assert 11 == len(made.reader.aliases("a5.example"))
        assert frozenset() == made.reader.aliases("one-more.example")


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("shape", ["star", "chain"])
def test_a_forged_export_of_countless_aliases_is_refused_at_once(kind: str, shape: str) -> None:
    """Nothing of it is taken in, and it takes no longer than its size; all stores read it alike, so one is sent much."""
    names = sorted(f"a{number}.example" for number in range(20_000 if kind == "memory" else 1_000))
    pairs = [[names[0] if shape == "star" else one, other] for one, other in pairwise(names)]
    part = {"store": "ab" * 16, "version": 1, "counts": {}, "companies": {}, "aliases": pairs}
    document = sealed({"format": "emailguess.evidence.counts", "version": 3, "parts": [part], "signatures": []})
    with rig(kind) as made:
        made.writer.add_alias("a0.example", "acme.example")
        started = time.perf_counter()
        with pytest.raises(StoreError, match="more than 256 domains"):
            made.writer.merge(document)
        assert time.perf_counter() - started < 60
        assert frozenset({"acme.example"}) == made.reader.aliases("a0.example")
        assert () == made.reader.parts()
