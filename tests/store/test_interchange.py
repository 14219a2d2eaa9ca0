"""Exports and merges: what is refused before anything is written, and what an export never holds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.rigs import DOTTED, INITIAL, NOW, Rig, entry, rig

from emailguess import Guesser, StoreError
from emailguess.evidence.counts import Counts
from emailguess.store import MemoryStore
from emailguess.store.interchange import MAX_CHARS, MAX_COUNT


@pytest.fixture(params=["memory", "sqlite"])
def both(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """A store that knows something already."""
    with rig(request.param) as made:
        made.writer.record([entry("bob")])
        yield made


@pytest.fixture
def document() -> dict[str, Any]:
    """Another store's export, as JSON values."""
    theirs = MemoryStore()
    theirs.record([entry("ann", INITIAL, company="acme"), entry("tom", domain="other.example")])
    theirs.add_alias("acme.example", "acme.test")
    read: dict[str, Any] = json.loads(theirs.export(1))
    return read


def sealed(body: dict[str, Any]) -> str:
    """Write a document whose checksum fits, as somebody would who alters one on purpose."""
    plain = {key: value for key, value in body.items() if key != "checksum"}
    text = json.dumps(plain, separators=(",", ":"), sort_keys=True)
    return json.dumps(plain | {"checksum": "sha256:" + sha256(text.encode()).hexdigest()})


def test_a_sealed_copy_is_taken(both: Rig, document: dict[str, Any]) -> None:
    """The way the tests below seal a document is the right one."""
    assert 1 == both.writer.merge(sealed(document)).stores
    assert Counts({DOTTED: 1, INITIAL: 1}) == both.reader.counts("acme.example")


def _part(document: dict[str, Any]) -> dict[str, Any]:
    part: dict[str, Any] = document["parts"][0]
    return part


def _row(document: dict[str, Any]) -> list[Any]:
    row: list[Any] = _part(document)["counts"]["acme.example"][0]
    return row


ALTERATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a negative count": lambda d: _row(d).__setitem__(4, -1),
    "no count": lambda d: _row(d).__setitem__(4, 0),
    "a huge count": lambda d: _row(d).__setitem__(4, MAX_COUNT + 1),
    "a count that is none": lambda d: _row(d).__setitem__(4, True),
    "a text for a count": lambda d: _row(d).__setitem__(4, "1"),
    "a signature that is not there": lambda d: _row(d).__setitem__(0, 99),
    "a signature from the end": lambda d: _row(d).__setitem__(0, -1),
    "a kind nobody knows": lambda d: _row(d).__setitem__(1, "rumour"),
    "a month that is none": lambda d: _row(d).__setitem__(2, "2026-13"),
    "a month of the year 3000": lambda d: _row(d).__setitem__(2, "3000-01"),
    "a month of the year 0": lambda d: _row(d).__setitem__(2, "0000-05"),
    "a weight above one": lambda d: _row(d).__setitem__(3, 11),
    "a short row": lambda d: _row(d).pop(),
    "a row twice": lambda d: _part(d)["counts"]["acme.example"].append(_row(d)),
    "a row that is none": lambda d: _part(d)["counts"].__setitem__("acme.example", "rows"),
    "a domain that is none": lambda d: _part(d)["counts"].__setitem__("co.uk", []),
    "a domain with a capital": lambda d: _part(d)["counts"].__setitem__("Acme.example", []),
    "a domain like an attack": lambda d: _part(d)["counts"].__setitem__("a.example'; DROP TABLE meta;--", []),
    "a version of next year": lambda d: _part(d).__setitem__("version", (time.time_ns() // 10**6) + 366 * 86_400_000),
    "counts that sum up to too many": lambda d: _part(d)["counts"].__setitem__(
        "acme.example", [[0, "pair", "2026-01", n, MAX_COUNT // 2] for n in (1, 2, 3)]
    ),
    "no version": lambda d: _part(d).__setitem__("version", 0),
    "a huge version": lambda d: _part(d).__setitem__("version", 2**63),
    "a store without an id": lambda d: _part(d).__setitem__("store", "x"),
    "a store twice": lambda d: d["parts"].append(_part(d)),
    "a field too many": lambda d: _part(d).__setitem__("people", []),
    "another field too many": lambda d: d.__setitem__("people", []),
    "a pattern that is none": lambda d: d["signatures"].__setitem__(0, [["{nope}", [], 0]]),
    "a pattern written oddly": lambda d: d["signatures"].__setitem__(0, [["{first:1}{last}", [], 0]]),
    "an explanation without a cost": lambda d: d["signatures"].__setitem__(0, [["{first}", []]]),
    "a choice that is text": lambda d: d["signatures"].__setitem__(0, [["{first}", ["bob@acme.example"], 0]]),
    "explanations out of order": lambda d: d["signatures"].__setitem__(0, [["{last}", [], 0], ["{first}", [], 0]]),
    "too many explanations": lambda d: d["signatures"].__setitem__(0, [["{first}", [], n] for n in range(65)]),
    "a company without a name": lambda d: _part(d)["companies"].__setitem__("", {"acme.example": 1}),
    "a company of control characters": lambda d: _part(d)["companies"].__setitem__("a\x1b[2J", {"acme.example": 1}),
    "an alias of itself": lambda d: _part(d)["aliases"].append(["acme.example", "acme.example"]),
    "an alias of three": lambda d: _part(d)["aliases"].append(["a.example", "b.example", "c.example"]),
    "parts that are none": lambda d: d.__setitem__("parts", {}),
}


@pytest.mark.parametrize("what", ALTERATIONS)
def test_an_altered_export_is_refused_whole(both: Rig, document: dict[str, Any], what: str) -> None:
    """Even with a fitting checksum, nothing that `export` never writes is taken in, nor what stands beside it."""
    ALTERATIONS[what](document)
    with pytest.raises(StoreError, match=r"altered|damaged") as raised:
        both.writer.merge(sealed(document))
    assert len(str(raised.value)) < 300
    assert (["acme.example"], 1, ()) == (list(both.reader.domains()), both.reader.stats().pieces, both.reader.check())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "name,email\n",
        '{"format": "emailguess.evidence.counts"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "1e999",
        "NaN",
        '{"a": 1, "a": 2}',
        "9" * 5000,
    ],
    ids=lambda text: text[:12] or "empty",
)
def test_what_is_no_export_is_refused(both: Rig, text: str) -> None:
    """Other JSON, other text, and what is meant to break a reader."""
    with pytest.raises(StoreError, match="export"):
        both.writer.merge(text)
    assert 1 == both.reader.stats().pieces


def test_what_is_no_text_is_refused(both: Rig) -> None:
    """The error says what to pass."""
    for odd in (None, 5, b"{}", {"format": "emailguess.evidence.counts"}):
        with pytest.raises(StoreError, match="takes the text of an export"):
            both.writer.merge(odd)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(StoreError, match=f"at most {MAX_CHARS:,}"):
        both.writer.merge(_Long())


class _Long(str):
    """A text that says it is longer than what is read."""

    __slots__ = ()

    def __len__(self) -> int:
        return MAX_CHARS + 1


def test_a_newer_format_is_refused(both: Rig, document: dict[str, Any]) -> None:
    """With what to do about it."""
    document["version"] = 4
    with pytest.raises(StoreError, match="update emailguess"):
        both.writer.merge(sealed(document))


@given(data=st.data())
def test_damage_is_found(data: st.DataObject) -> None:
    """Cut anywhere or with any character changed: refused, or, where only the writing changed, the same."""
    theirs = MemoryStore()
    theirs.record([entry("ann", INITIAL, company="acme"), entry("tom", domain="other.example")])
    text = theirs.export(1)
    place = data.draw(st.integers(0, len(text) - 1))
    damaged = data.draw(st.sampled_from([text[:place], text[:place] + data.draw(st.characters()) + text[place + 1 :]]))
    store = MemoryStore()
    try:
        store.merge(damaged)
    except StoreError:
        assert [] == list(store.domains())
    else:
        assert {d: store.counts(d) for d in store.domains()} == {d: theirs.counts(d) for d in theirs.domains()}


def test_two_teams_add_up_without_an_address() -> None:
    """What each learned helps both, and the documents between them name nobody."""
    ours, theirs = Guesser(), Guesser()
    ours.learn([("Bob Jones", "bjones@acme.example")])
    theirs.learn([("Ann Montgomery", "amontgomery@acme.example"), ("Xaver Huber", "xhuber@other.example")])
    document = theirs.export(minimum=1)
    assert not [word for word in ("ann", "montgomery", "xaver", "huber") if word in document.lower()]
    ours.merge(document)
    assert 2 == ours.store.counts("acme.example").total
    best = ours.guess("Jane Doe", "acme.example").best
    assert best is not None
    assert "jdoe@acme.example" == best.address


def test_old_evidence_is_not_merged(both: Rig) -> None:
    """What this store would not keep it does not take from others, and says how much that was."""
    theirs = MemoryStore()
    theirs.record([entry("ann", INITIAL._replace(month=NOW - 9)), entry("tom")])
    both.writer.expire(NOW - 2)
    assert 1 == both.writer.merge(theirs.export(1)).old
    assert Counts({DOTTED: 2}) == both.reader.counts("acme.example")


def test_a_store_met_again_through_others(both: Rig) -> None:
    """Its own part comes back from whom it was given to, and is not counted twice."""
    other = MemoryStore()
    other.merge(both.reader.export(1))
    assert (0, 1) == both.writer.merge(other.export(1))[:2]
    assert 1 == both.reader.counts("acme.example").total


def test_an_export_of_single_people_is_refused(both: Rig, document: dict[str, Any]) -> None:
    """As older versions wrote it; the error says what to do."""
    document["version"] = 1
    with pytest.raises(StoreError, match="export it again"):
        both.writer.merge(sealed(document))


def test_a_forged_version_does_not_block_a_partner(both: Rig, document: dict[str, Any]) -> None:
    """What is merged is listed, and can be taken out; then the partner's own export counts as new."""
    theirs = document["parts"][0]["store"]
    genuine = sealed(document)
    _part(document)["version"] = time.time_ns() // 10**6
    _row(document)[4] = 7
    both.writer.merge(sealed(document))
    assert 0 == both.writer.merge(genuine).stores
    (part,) = both.reader.parts()
    assert (theirs, 2, 8) == (part.store, part.domains, part.pieces)
    assert both.writer.drop_part(theirs)
    assert not both.writer.drop_part(theirs)
    assert ((), ()) == (both.reader.parts(), both.reader.check())
    assert (Counts({DOTTED: 1}), frozenset()) == (both.reader.counts("acme.example"), both.reader.aliases("acme.test"))
    assert {} == dict(both.reader.company("acme"))
    assert 1 == both.writer.merge(genuine).stores
