"""The OpenAPI document is what the server does: schemathesis sends what it allows, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dns.resolver
import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.serving.rigs import JANE, Web, running

from emailguess import Guesser
from emailguess.asking.service import Service
from emailguess.serving import openapi
from emailguess.serving.limits import Limits

DOCUMENT = openapi.document(Limits())
schema = schemathesis.openapi.from_dict(DOCUMENT)
# `check_mx` would ask DNS about what is drawn; the table's test holds its answer against its schema.
_DRAWN = schema.exclude(path="/v1/check_mx")
_CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server that may learn; the name server it asks is not there."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = ["127.0.0.1"], 9
    with running(Service(Guesser(resolver=resolver), may_write=True)) as web:
        yield web


@_DRAWN.parametrize()
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_server_keeps_to_its_document(case: Any, web: Web) -> None:
    """Whatever is sent: no fault of the server, only statuses and documents that are announced, nothing wrong accepted.

    What fits the document and yet names nobody is 422, which is announced, too.
    """
    case.call_and_validate(base_url=web.url, checks=_CHECKS)


def test_the_document_is_one() -> None:
    """Each schema in it is a schema, and every reference leads somewhere."""
    found = DOCUMENT["components"]["schemas"]
    for each in found.values():
        jsonschema.Draft202012Validator.check_schema(each)
    text = str(DOCUMENT)
    assert {name for name in found if f"#/components/schemas/{name}'" in text} == set(found)


def test_a_header_announces_the_report(web: Web) -> None:
    """The published document is the one that is served, and its example of a question is answered."""
    assert DOCUMENT == web.get("/openapi.json").json()
    assert 200 == web.post("/v1/guess", JANE).status
