"""What is passed by mistake: every public call names what it wants, whatever it was given in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from emailguess import (
    EmailGuessError,
    Guess,
    Guesser,
    MxCache,
    Pattern,
    PersonName,
    Prior,
    Sighting,
    check_mx,
    check_mx_many,
    expected_bounces,
    read_people,
)
from emailguess.companies import combine, domains
from emailguess.mx import provider_family
from emailguess.mx.report import report

ACME = "acme.example"
# Where it is asked no name server is: the answer is kept.
DOWN = MxCache()
DOWN.put(report(ACME, "null_mx", ttl_s=3_600))
ODD: list[Any] = [
    5, None, b"x", [], {}, object(), 1.5, True, float("nan"), ("a", "b"), Path("x"), date(2026, 1, 1), "x" * 10_000,
    "\ud800", "\0", "\x1b[2J\u202e", [None], {"a": None}, {5: 5},
]  # fmt: skip


def sheet(*rows: Any) -> Callable[[Guesser], Iterable[Any]]:
    """Fill records, to the last."""
    return lambda guesser: list(guesser.fill(rows))


CALLS: dict[str, Callable[[Any], Callable[[Guesser], Any]]] = {
    "learn": lambda o: lambda g: g.learn(o),
    "learn a piece": lambda o: lambda g: g.learn([o, ("Bob Jones", o), (o, f"jd@{ACME}"), ("Bob Jones", f"b@{ACME}", o)]),
    "learn a sighting": lambda o: lambda g: g.learn([Sighting(address=f"a@{ACME}", name=o, seen=o, weight=o)]),
    "learn seen": lambda o: lambda g: g.learn([], seen=o),
    "guess a name": lambda o: lambda g: g.guess(o, ACME),
    "guess at": lambda o: lambda g: g.guess("Jane Doe", o),
    "guess of a company": lambda o: lambda g: g.guess("Jane Doe", company=o),
    "guess in parts": lambda o: lambda g: g.guess(PersonName(given="Jane", family=o, middle=o), ACME),
    "country": lambda o: lambda g: g.guess("Jane Doe", ACME, country=o),
    "name_order": lambda o: lambda g: g.guess("Jane Doe", ACME, name_order=o),
    "known": lambda o: lambda g: g.guess("Jane Doe", ACME, known=o),
    "bounced": lambda o: lambda g: g.guess("Jane Doe", ACME, bounced=o),
    "limit": lambda o: lambda g: g.guess("Jane Doe", ACME, limit=o),
    "pattern": lambda o: lambda g: g.guess("Jane Doe", ACME, pattern=o),
    "pattern_weight": lambda o: lambda g: g.guess("Jane Doe", ACME, pattern="{f}{last}", pattern_weight=o),
    "headcount": lambda o: lambda g: g.guess("Jane Doe", ACME, headcount=o),
    "today": lambda o: lambda g: g.guess("Jane Doe", ACME, today=o),
    "guess_many here": lambda o: lambda g: g.at(ACME).guess_many(o),
    "guess_many": lambda o: lambda g: list(g.guess_many(o)),
    "guess_many a person": lambda o: lambda g: list(g.guess_many([o])),
    "fill": lambda o: lambda g: list(g.fill(o)),
    "fill a record": sheet,
    "fill a name": lambda o: sheet({"Name": o, "Website": ACME}),
    "fill a website": lambda o: sheet({"Name": "Jane Doe", "Website": o}),
    "fill an address": lambda o: sheet({"Name": "Jane Doe", "Email": o}),
    "fill a budget": lambda o: lambda g: list(g.fill([], max_bounce=o)),
    "record_bounce": lambda o: lambda g: g.record_bounce(o),
    "record_bounce of": lambda o: lambda g: g.record_bounce(f"a@{ACME}", name=o),
    "record_bounce why": lambda o: lambda g: g.record_bounce(f"a@{ACME}", kind=o),
    "record_bounce seen": lambda o: lambda g: g.record_bounce(f"a@{ACME}", seen=o),
    "record_delivery": lambda o: lambda g: g.record_delivery(o),
    "learn_company": lambda o: lambda g: g.learn_company(o, ACME),
    "learn_company at": lambda o: lambda g: g.learn_company("Acme", o),
    "declare_alias": lambda o: lambda g: g.declare_alias(ACME, o),
    "forget": lambda o: lambda g: g.forget(o),
    "expire": lambda o: lambda g: g.expire(o),
    "suppress": lambda o: lambda g: g.suppress(o),
    "suppress a name": lambda o: lambda g: g.suppress(ACME, name=o),
    "suppress_file": lambda o: lambda g: g.suppress_file(o),
    "export": lambda o: lambda g: g.export(minimum=o),
    "merge": lambda o: lambda g: g.merge(o),
    "domains": lambda o: lambda g: (g.domains(o), domains(o)),
    "domains in": lambda o: lambda g: g.domains("Acme", country=o),
    "domains limit": lambda o: lambda g: g.domains("Acme", limit=o),
    "patterns": lambda o: lambda g: g.patterns(o),
    "Pattern": lambda o: lambda g: Pattern(o),
    "open": lambda o: lambda g: Guesser.open(o, read_only=True),
    "open below": lambda o: lambda g: Guesser.open("known.db", below=o, create=False),
    "prior": lambda o: lambda g: Guesser(prior=o),
    "store": lambda o: lambda g: Guesser(store=o),
    "company_table": lambda o: lambda g: Guesser(company_table=o).domains("Acme"),
    "clock": lambda o: lambda g: Guesser(clock=o).guess("Jane Doe", ACME),
    "suffixes": lambda o: lambda g: Guesser(suffixes=o).guess("Jane Doe", ACME),
    "expected_bounces": lambda o: lambda g: expected_bounces(o),
    "expected_bounces of": lambda o: lambda g: expected_bounces([o]),
    "check_mx": lambda o: lambda g: check_mx(o, cache=DOWN, budget_s=0.01),
    "check_mx times": lambda o: lambda g: (check_mx(ACME, cache=DOWN, timeout_s=o), check_mx(ACME, cache=DOWN, budget_s=o)),
    "check_mx resolver": lambda o: lambda g: check_mx(ACME, cache=DOWN, resolver=o),
    "check_mx cache": lambda o: lambda g: check_mx(ACME, cache=o, budget_s=0.01),
    "check_mx_many": lambda o: lambda g: check_mx_many(o, cache=DOWN, budget_s=0.01),
    "check_mx_many at once": lambda o: lambda g: check_mx_many([], concurrency=o),
    "check_mx_many budget": lambda o: lambda g: check_mx_many([], total_budget_s=o),
    "MxCache": lambda o: lambda g: (MxCache(max_entries=o)),
    "MxCache get": lambda o: lambda g: DOWN.get(o),
    "MxCache put": lambda o: lambda g: MxCache().put(o),
    "provider_family": lambda o: lambda g: provider_family(o),
    "domains known": lambda o: lambda g: domains("Acme", known=o),
    "domains table": lambda o: lambda g: domains("Acme", table=o),
    "combine": lambda o: lambda g: combine(o, {}),
    "combine answers": lambda o: lambda g: combine(domains("Acme"), o),
    "Prior.load": lambda o: lambda g: Prior.load(o),
    "Guess.from_dict": lambda o: lambda g: Guess.from_dict(o),
    "read_people columns": lambda o: lambda g: list(read_people("a,b\nJane Doe,jane@acme.example\n", columns=o)),
    "read_people a column": lambda o: lambda g: list(read_people("a,b\nJane Doe,jane@acme.example\n", columns={"name": o})),
    "fill columns": lambda o: lambda g: list(g.fill([{"Name": "Jane Doe", "Website": ACME}], columns=o)),
    "read_people": lambda o: lambda g: list(read_people(o)),
    "provenance": lambda o: lambda g: g.guess("Jane Doe", ACME).provenance(o),
    "provenance when": lambda o: lambda g: g.guess("Jane Doe", ACME).provenance(when=o),
    "routes": lambda o: lambda g: g.guess("Jane Doe", ACME).routes(o),
    "explain": lambda o: lambda g: g.guess("Jane Doe", ACME).explain(o),
    "misdelivery_risk": lambda o: lambda g: g.guess("Jane Doe", ACME).misdelivery_risk(o),
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_value_is_refused_in_words(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It works or raises an error of ours, short and without control letters; nothing else comes through."""
    monkeypatch.chdir(tmp_path)
    for odd in ODD:
        guesser = Guesser()
        try:
            CALLS[call](odd)(guesser)
        except EmailGuessError as error:
            said = str(error)
            assert 0 < len(said) < 1_000, (odd, said)
            assert said.isprintable() or "\n" in said, (odd, said)
