"""JSON as services give it: who is a person, whatever stands around, and where they work."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emailguess.files import read_people

BOB = {"name": "Bob Jones", "email": "bob.jones@acme.example"}
ANN = {"name": "Ann Lee", "email": "ann.lee@acme.example"}
RITA = {"name": "Rita Boss", "email": "rita@ourfirm.example"}
BOTH = [("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "ann.lee@acme.example")]

SHAPES: dict[str, Any] = {
    "list": [BOB, ANN],
    "one level": {"ok": True, "data": [BOB, ANN], "paging": {"next": {"after": "2"}}},
    "edges and nodes": {"data": {"contacts": {"edges": [{"node": BOB}, {"node": ANN}]}}},
    "properties": {"results": [{"id": "1", "properties": p, "archived": False} for p in (BOB, ANN)]},
    "attributes": {"data": [{"type": "people", "attributes": p} for p in (BOB, ANN)]},
    "by address": {p["email"]: {"name": p["name"], "title": "CTO"} for p in (BOB, ANN)},
    "address to name": {p["email"]: p["name"] for p in (BOB, ANN)},
    "name to address": {p["name"]: p["email"] for p in (BOB, ANN)},
    "below domains": {"acme.example": [BOB, ANN], "other.example": []},
    "columns": {"name": ["Bob Jones", "Ann Lee"], "email": [BOB["email"], ANN["email"]]},
    "columns by row": {k: {"0": BOB[k], "1": ANN[k]} for k in ("name", "email")},
    "titles and rows": {"columns": ["name", "email"], "index": [0, 1], "data": [list(p.values()) for p in (BOB, ANN)]},
    "rows of cells": [["Name", "E-mail"], *(list(p.values()) for p in (BOB, ANN))],
    "owner beside": {"data": [{**p, "owner": RITA} for p in (BOB, ANN)]},
    "recruiters beside": [{**p, "recruiters": [RITA, RITA]} for p in (BOB, ANN)],
    "typed addresses": [
        {"name": p["name"], "emails": [{"value": "x@gmail.com", "type": "home"}, {"value": p["email"], "type": "work"}]}
        for p in (BOB, ANN)
    ],
    "named addresses": {
        "value": [
            {"displayName": p["name"], "emailAddresses": [{"name": "B", "address": p["email"]}]} for p in (BOB, ANN)
        ]
    },
    "cards": [["vcard", [["fn", {}, "text", p["name"]], ["email", {}, "text", p["email"]]]] for p in (BOB, ANN)],
    "names in a list": [
        {"names": [{"displayName": p["name"]}], "emailAddresses": [{"value": p["email"]}]} for p in (BOB, ANN)
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("indent", [None, 2])
def test_shapes(shape: str, indent: int | None) -> None:
    """Everybody comes out once, with the work address first; owners and recruiters do not."""
    found = [(p.full_name, p.work_address) for p in read_people(json.dumps(SHAPES[shape], indent=indent))]
    assert BOTH == found


@pytest.mark.parametrize("indent", [None, 2])
def test_objects_one_behind_the_other(indent: int | None) -> None:
    """Objects need no list around them, nor a line each."""
    text = "\n".join(json.dumps(p, indent=indent) for p in (BOB, ANN))
    assert BOTH == [(p.full_name, p.address) for p in read_people(text)]


def test_the_company_is_told_above() -> None:
    """What a level above people says of their company is theirs, where they say nothing else."""
    document = {
        "companies": [
            {"name": "Acme Ltd", "website": "https://acme.example", "employees": 51, "contacts": [BOB]},
            {"name": "Acme Ltd", "contacts": [{**ANN, "company": "Other Inc"}]},
        ]
    }
    found = [(p.full_name, p.company, p.domain, p.headcount) for p in read_people(json.dumps(document))]
    assert [("Bob Jones", "Acme Ltd", "https://acme.example", 51), ("Ann Lee", "Other Inc", "", None)] == found


@pytest.mark.parametrize("share", [0.4, 0.6, 0.9])
def test_cut(share: float) -> None:
    """A list that is cut gives whoever is whole, and says so."""
    whole = json.dumps([BOB, ANN])
    people = read_people(whole[: int(len(whole) * share)])
    found = [(p.full_name, p.address) for p in people]
    assert BOTH[: len(found)] == found
    assert people.left_out
