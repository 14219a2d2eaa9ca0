"""What a user receives is plain data: it compares, copies, travels, is written as JSON and read back."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from typing import Any

import pytest

import emailguess
from emailguess import Candidate, DomainGuess, Guess, InvalidArgument, MxReport, NotKept, guess
from emailguess.mx.report import MxHost, report
from emailguess.results import Evidence

ACME = "acme.example"
TEAM = [("Bob Jones", f"bob.jones@{ACME}"), ("Ann Lee", f"ann.lee@{ACME}")]


def answers() -> list[Guess]:
    """Answers of all kinds: plain, with everything passed, of a company's name, and without a candidate."""
    mx = {ACME: report(ACME, "mx", hosts=(MxHost(preference=10, name=f"mx.{ACME}"),), provider=None, ttl_s=60)}
    everything = guess("José María García-López", ACME, known=TEAM, pattern="{f}{last}", headcount=300)
    return [
        guess("Jane Doe", ACME),
        dataclasses.replace(everything, mx=mx),
        guess("Jane Doe", company="Blue Widget Networks, Inc.", country="us"),
        guess("Jane Doe", "gmail.com"),
    ]


def test_a_guess_is_a_sequence_of_candidates() -> None:
    """It is indexed, sliced, iterated over and counted as its candidates are, and true where there is one."""
    answer = guess("Jane Doe", ACME, limit=4)
    assert answer.candidates == (answer[0], *answer[1:]) == tuple(answer)
    assert (answer.best, 4, True) == (answer[0], len(answer), bool(answer))
    assert answer.candidates[-1] is answer[-1]
    assert not guess("Jane Doe", "gmail.com")
    with pytest.raises(IndexError):
        answer[4]


def test_a_candidate_has_its_two_halves() -> None:
    """The local part and the domain are what stands before and after the @."""
    best = guess("Jane Doe", ACME, known=TEAM)[0]
    assert ("jane.doe", ACME, f"{best.local}@{best.domain}") == (best.local, best.domain, best.address)


@pytest.mark.parametrize("number", range(4))
def test_json_out_and_in(number: int) -> None:
    """What is read back is equal, and tells the same; why it was found is not in it."""
    answer = answers()[number]
    read = Guess.from_dict(json.loads(json.dumps(answer.to_dict())))
    assert answer == read
    assert answer.to_dict() == read.to_dict()
    assert hash(answer) == hash(read)
    assert repr(answer) == repr(read)
    for ask in (read.routes, read.misdelivery_risk, read.explain, read.provenance):
        with pytest.raises(NotKept, match="ask again"):
            ask()


@pytest.mark.parametrize("number", [0, 2, 3])
def test_pickled_it_tells_all_it_told(number: int) -> None:
    """At most 20 kB, equal, and every question to it answered as before."""
    answer = answers()[number]
    data = pickle.dumps(answer)
    read = pickle.loads(data)  # noqa: S301 -- our own bytes
    assert len(data) <= 20_000
    assert answer == read
    assert answer.explain() == read.explain()
    assert [answer.routes(c.address) for c in answer] == [read.routes(c.address) for c in read]
    assert [answer.misdelivery_risk(c.address) for c in answer] == [read.misdelivery_risk(c.address) for c in read]
    assert (answer.would_help, answer.counterfactuals) == (read.would_help, read.counterfactuals)
    assert answer.provenance().paragraph() == read.provenance().paragraph()
    assert data == pickle.dumps(read)


def test_equal_where_they_tell_the_same() -> None:
    """Two answers to one question are equal and hash alike; a copy is equal; another question's answer is not."""
    one, two, other = guess("Jane Doe", ACME), guess("Jane Doe", ACME), guess("John Roe", ACME)
    assert one == two == copy.copy(one) == copy.deepcopy(one)
    assert {one, two, copy.deepcopy(one)} == {one}
    assert one != other
    assert one != one.to_dict()
    assert {one: 1}[two] == 1


def test_fields_are_public_and_plain() -> None:
    """`fields` and `asdict` show what is documented and nothing private."""
    for answer in answers():
        assert not [f.name for f in dataclasses.fields(answer) if f.name.startswith("_")]
        plain = dataclasses.asdict(answer)
        assert [f.name for f in dataclasses.fields(answer)] == list(plain)
        assert [c.address for c in answer] == [c["address"] for c in plain["candidates"]]


def test_what_is_no_document_is_refused() -> None:
    """Each wrong value, wherever it stands, is an `InvalidArgument` that names the field."""
    good = guess("Jane Doe", ACME, known=TEAM).to_dict()
    assert Guess.from_dict(good)
    for key in good:
        for bad in (None, 5, "x", [1], {"a": 1}, -0.5, True):
            broken = good | {key: bad}
            if key in ("domains", "mx") and bad is None:
                continue
            if key in ("name", "domain") and bad == "x":
                continue
            with pytest.raises(InvalidArgument):
                Guess.from_dict(broken)
    for bad in (None, 5, "x", [], {}):
        for kind in (Guess, Candidate, Evidence, DomainGuess, MxReport):
            with pytest.raises(InvalidArgument):
                kind.from_dict(bad)  # type: ignore[arg-type]  # on purpose


def siblings() -> list[Any]:
    """One of each value that is written as JSON by itself."""
    guesser = emailguess.Guesser()
    learned = guesser.learn([*TEAM, "no address"])
    answer = guesser.guess("Jane Doe", ACME)
    return [answer, learned, answer.provenance(), guesser.domains("Blue Widget Networks"), report(ACME, "mx", ttl_s=1)]


def test_siblings_write_json_in_one_style() -> None:
    """Each names its schema with a version first; every probability has at most six digits."""

    def numbers(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [n for each in value.values() for n in numbers(each)]
        if isinstance(value, list):
            return [n for each in value for n in numbers(each)]
        return [value] if isinstance(value, float) else []

    for value in siblings():
        document = json.loads(json.dumps(value.to_dict()))
        assert "schema" == next(iter(document))
        assert document["schema"].startswith("emailguess.")
        assert document["schema"].endswith("/1")
        assert [n for n in numbers(document) if round(n, 6) != n] == []


def test_siblings_are_true_where_they_hold_a_candidate() -> None:
    """A guess and the domains of a company agree."""
    found = emailguess.domains("Blue Widget Networks")
    empty = dataclasses.replace(found, candidates=(), p_none=1.0)
    assert (True, False) == (bool(found), bool(empty))
    assert found[0] == found.best
    assert found == DomainGuess.from_dict(json.loads(json.dumps(found.to_dict())))
    assert () == empty.warnings == guess("Jane Doe", ACME).warnings
