"""The table of operations: what is asked is checked, what is answered is what the library answers and the table says."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, Sighting
from emailguess.asking.documents import Malformed, checked
from emailguess.asking.operations import OPERATIONS
from emailguess.asking.question import colleagues
from emailguess.asking.service import ReadOnly, Service
from emailguess.errors import InvalidArgument, InvalidDomain

KNOWN = ["Bob Jones <bjones@acme.example>", {"name": "Ann Lee", "address": "alee@acme.example", "seen": "2024-05"}]
JANE = {"name": "Jane Doe", "domain": "acme.example", "known": KNOWN, "headcount": 300}
ASKED: dict[str, dict[str, Any]] = {
    "guess": JANE,
    "patterns": {"domain": "acme.example", "known": KNOWN},
    "domains": {"company": "Blue Widget Networks, Inc.", "country": "us"},
    "explain": JANE,
    "provenance": JANE,
    "check_mx": {"domains": ["not a domain"]},
    "learn": {"people": KNOWN, "seen": "2024-05-31"},
    "suppress": {"whom": "acme.example", "name": "Tom Roe"},
}


def test_every_operation_is_tried() -> None:
    """The examples here are of all operations."""
    assert set(OPERATIONS) == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_what_the_table_says(name: str) -> None:
    """It fits the schema, and has no key that the schema does not name."""
    operation = OPERATIONS[name]
    answer = Service(Guesser(), may_write=True).answer(name, ASKED[name])
    jsonschema.validate(answer, operation.gives)
    assert sorted(operation.gives["properties"]) == sorted(answer)
    for part, items in operation.gives["properties"].items():
        if items.get("type") == "array" and "properties" in items["items"] and answer[part]:
            assert sorted(items["items"]["properties"]) == sorted(answer[part][0])


@pytest.mark.parametrize("name", ASKED)
def test_schemas_are_schemas(name: str) -> None:
    """Both are valid by the draft that OpenAPI 3.1 and the Model Context Protocol use."""
    for schema in (OPERATIONS[name].takes, OPERATIONS[name].gives):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert "object" == schema["type"]


def test_answers_are_the_library_s() -> None:
    """The same question gives the same document, whichever way it is asked."""
    known = colleagues(KNOWN)
    service, guesser = Service(Guesser()), Guesser()
    answer = guesser.guess("Jane Doe", "acme.example", known=known, headcount=300)
    assert answer.to_dict() == service.answer("guess", JANE)
    explained = service.answer("explain", JANE)
    assert answer.explain() == explained["explanation"]
    assert [route.to_dict() for route in answer.routes()] == explained["routes"]
    shares = guesser.patterns("acme.example", known=known)
    assert [share.to_dict() for share in shares] == service.answer("patterns", ASKED["patterns"])["patterns"]
    found = guesser.domains("Blue Widget Networks, Inc.", country="us")
    assert found.to_dict() == service.answer("domains", ASKED["domains"])


def test_the_domain_decides_beside_a_company() -> None:
    """Where both are told, the domain is where the person is asked for; a company alone is looked up."""
    service = Service(Guesser())
    asked = {"name": "Jane Doe", "company": "Blue Widget Networks, Inc."}
    assert "bluewidget.com" == service.answer("guess", asked)["domain"]
    assert "acme.example" == service.answer("guess", asked | {"domain": "acme.example"})["domain"]
    with pytest.raises(InvalidDomain, match="say where the person works"):
        service.answer("guess", {"name": "Jane Doe", "domain": " ", "company": None})


def test_nothing_is_written_where_nothing_may() -> None:
    """Learning and suppressing are refused, and the refusal says how to allow them."""
    guesser = Guesser()
    for name in ("learn", "suppress"):
        with pytest.raises(ReadOnly, match="--store"):
            Service(guesser).answer(name, ASKED[name])
    assert [] == list(guesser.store.domains())


def test_colleagues_with_more_than_an_address() -> None:
    """An object says when and whose; a month is its first day; a date that is none is told."""
    (found,) = colleagues([{"address": "a@acme.example", "name": "Ann Lee", "company": "Acme", "seen": "2024-05"}])
    assert isinstance(found, Sighting)
    assert ("a@acme.example", "Ann Lee", "Acme", "2024-05-01") == (
        found.address, found.name, found.company, found.seen.isoformat() if found.seen else "",
    )  # fmt: skip
    with pytest.raises(InvalidArgument, match="2024-05-31"):
        colleagues([{"address": "a@acme.example", "seen": "May 2024"}])


def test_lists_in_texts_are_bounded() -> None:
    """A text may hold several addresses; all of them together are no more than there may be texts."""
    told = [", ".join(f"{letter}@acme.example" for letter in "abcdefghij")] * 101
    with pytest.raises(InvalidArgument, match="1,010 addresses are more than 1,000; send them in parts"):
        colleagues(told)
    assert told[:100] == colleagues(told[:100])


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "name is missing"),
        ([], "what is sent is an object"),
        ({"name": 3}, "name is a text, not 3"),
        ({"name": "J", "nome": ""}, "no 'nome' to pass; there is name, domain"),
        ({"name": "J", "limit": 0}, "limit is 1 to 1,000, not 0"),
        ({"name": "J", "limit": True}, "limit is a whole number"),
        ({"name": "J", "limit": 1.5}, "limit is a whole number"),
        ({"name": "J", "known": "Bob"}, "known is a list"),
        ({"name": "J", "known": [3]}, "known[0] is a text or an object"),
        ({"name": "J", "known": [{"name": "Bob"}]}, "known[0].address is missing"),
        ({"name": "J", "name_order": "upside-down"}, "name_order is one of given-first, family-first"),
        ({"name": "J" * 601}, "name has at most 600 characters, not 601"),
        ({"name": "J", "check_mx": "yes"}, "check_mx is true or false"),
    ],
)
def test_what_is_malformed_is_told(document: Any, words: str) -> None:
    """The error names the place, what is asked for there, and what came."""
    with pytest.raises(Malformed) as told:
        checked(document, OPERATIONS["guess"].takes)
    assert words in str(told.value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2_000) | st.floats(-2, 2_000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """An operation, and something sent to it that is mostly right."""
    name = draw(st.sampled_from(sorted(OPERATIONS)))
    document: dict[str, Any] = dict(ASKED[name])
    for key in draw(st.lists(st.sampled_from(sorted(OPERATIONS[name].takes["properties"])), max_size=3)):
        document[key] = draw(_JSON | st.lists(_JSON, max_size=2) | st.just(ASKED[name].get(key)))
    for key in draw(st.lists(st.sampled_from([*document]), max_size=1)):
        del document[key]
    return name, draw(st.just(document) | _JSON)


@given(documents())
def test_checking_agrees_with_the_schema(drawn: tuple[str, Any]) -> None:
    """What is refused is what JSON Schema calls invalid, and nothing else: the published schema is the one that holds."""
    name, document = drawn
    valid = jsonschema.Draft202012Validator(OPERATIONS[name].takes).is_valid(document)
    try:
        passed = checked(document, OPERATIONS[name].takes)
    except Malformed:
        assert not valid
    else:
        assert valid
        assert {key: value for key, value in document.items() if value is not None}.keys() == passed.keys()
