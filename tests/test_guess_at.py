"""A company asked about again and again: its evidence is read once, and each answer is what `guess` gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import emailguess
from emailguess import EmailGuessError, Guesser, InvalidAddress, InvalidArgument, InvalidName, guess
from emailguess.evidence import reading

ACME = "acme.example"
TEAM = [("Bob Jones", f"bjones@{ACME}"), ("Ann Lee", f"alee@{ACME}"), ("John Doe", f"jdoe@{ACME}")]
NAMES = ["Jane Doe", "José María García-López", "Doe, John", "Kim Min-su", "Bob Jones"]


@given(
    name=st.sampled_from(NAMES),
    known=st.lists(st.sampled_from([*TEAM, f"kim.hill@{ACME}", "x@other.example"]), max_size=4),
    learned=st.lists(st.sampled_from(TEAM), max_size=3),
    bounced=st.lists(st.sampled_from([f"jane.doe@{ACME}", f"alee@{ACME}", "x@other.example"]), max_size=2),
    limit=st.sampled_from([1, 10, 50]),
    options=st.fixed_dictionaries(
        {}, optional={"pattern": st.just("{f}{last}"), "headcount": st.just(300), "country": st.just("de")}
    ),
)
def test_a_company_answers_as_guess_does(
    name: str, known: Any, learned: Any, bounced: list[str], limit: int, options: dict[str, Any]
) -> None:
    """Whatever is passed and remembered, also the second time and after other names were asked about."""
    guesser = Guesser()
    guesser.learn(learned)
    expected = guesser.guess(name, ACME, known=known, bounced=bounced, limit=limit, **options)
    company = guesser.at(ACME, known=known, **options)
    for other in (name, "Tom Roe", name):
        answer = company.guess(other, bounced=bounced, limit=limit)
    assert expected == answer
    assert expected.explain() == answer.explain()
    assert guesser.guess(name, ACME, known=known, limit=limit, **options) == company.guess_many([name], limit=limit)[0]


def test_a_company_found_by_name_answers_as_guess_does() -> None:
    """With the doubt about its domain."""
    company = Guesser().at(company="Blue Widget Networks, Inc.", country="us")
    assert guess("Jane Doe", company="Blue Widget Networks, Inc.", country="us") == company.guess("Jane Doe")
    assert company.domains is not None
    assert company.domain == company.domains[0].domain


def test_evidence_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names are asked about."""
    read = []
    from_known = reading.from_known

    def counted(*arguments: Any, **options: Any) -> reading.Given:
        read.append(1)
        return from_known(*arguments, **options)

    monkeypatch.setattr(reading, "from_known", counted)
    company = Guesser().at(ACME, known=TEAM, headcount=300, country="DE")
    answers = company.guess_many(["Jane Doe", "Tom Roe", "Eve Dunn"])
    assert [f"{x}@{ACME}" for x in ("troe", "edunn")] == [answer[0].address for answer in answers[1:]]
    assert 3 == company.guess("Pat Poe", bounced=[f"ppoe@{ACME}"]).evidence.pairs
    assert [1] == read


def test_a_name_that_cannot_be_read_stops_no_other() -> None:
    """It has an answer without a candidate, in its place, that says why."""
    answers = Guesser().at(ACME).guess_many(["Jane Doe", "12345", None, "Ann Lee"])  # type: ignore[list-item]
    assert [True, False, False, True] == [bool(answer) for answer in answers]
    assert "letters" in answers[1].warnings[0]
    assert (1.0, 0.0) == (answers[1].p_none, answers[1].p_unlisted)
    assert "No address can be guessed" in answers[2].explain()
    with pytest.raises(InvalidName):
        Guesser().at(ACME).guess("12345")


def test_whom_not_to_contact_is_asked_for_each_name() -> None:
    """What is suppressed after the company was read is held back all the same; what is learned is for the next `at`."""
    guesser = Guesser()
    company = guesser.at(ACME)
    before = company.guess("Jane Doe")
    guesser.learn(TEAM)
    assert before == company.guess("Jane Doe")
    guesser.suppress(before[0].address)
    assert "address" == company.guess("Jane Doe").suppressed
    guesser.suppress(ACME)
    assert "domain" == company.guess("Jane Doe").suppressed


def test_a_company_tells_of_itself() -> None:
    """Its patterns, what it rests on, and what was odd."""
    company = Guesser().at(ACME, known=[*TEAM, "x@other.example"], pattern="{first}_{last}")
    assert company.patterns() == Guesser().at(ACME, known=TEAM, pattern="{first}_{last}").patterns()
    assert (3, 1, "{first}_{last}") == (company.evidence.pairs, company.evidence.ignored, company.evidence.stated)
    assert any("other.example" in text for text in company.warnings)
    assert f"CompanyGuesser({ACME}: 4 pieces of evidence)" == repr(company)
    assert ({}, None) == (company.mx, company.domains)


def test_the_clock_is_the_guessers() -> None:
    """Evidence is aged by it; `today=` of one release ago says the same."""
    old = emailguess.Sighting(name="Bob Jones", address=f"bjones@{ACME}", seen=date(2010, 1, 1))
    answers = [
        Guesser(clock=lambda day=day: day).guess("Jane Doe", ACME, known=[old])
        for day in (date(2010, 2, 1), date(2026, 1, 1))  # type: ignore[misc]
    ]
    assert answers[0] != answers[1]
    assert answers[0] == guess("Jane Doe", ACME, known=[old], today=date(2010, 2, 1))
    with pytest.raises(InvalidArgument, match="clock"):
        Guesser(clock=lambda: "today").at(ACME).guess("Jane Doe")  # type: ignore[arg-type, return-value]


WRONG: list[Any] = [5, 5.5, b"x", True, object(), {"a": 1}, [5], "\0", "x" * 100_000, -1]


@pytest.mark.parametrize(
    "option",
    ["domain", "company", "known", "pattern", "pattern_weight", "headcount", "country", "bounced", "limit", "name_order",
     "today"],
)  # fmt: skip
def test_a_wrong_argument_is_an_error_of_ours(option: str) -> None:
    """Every argument of every wrong kind: `InvalidArgument` or a sort of it, or an answer where the value is fine."""
    for value in WRONG:
        call: dict[str, Any] = {"domain": ACME, option: value}
        if option == "company":
            del call["domain"]
        if option == "pattern_weight":
            call["pattern"] = "{f}{last}"
        try:
            answer = Guesser().guess("Jane Doe", **call)
        except EmailGuessError as error:
            assert isinstance(error, InvalidArgument), (value, error)
            assert len(str(error)) < 300
        else:
            assert answer.name == "Jane Doe"


def test_constructor_and_keepers_refuse_what_is_wrong() -> None:
    """Nothing outside the one tree of errors escapes, whatever kind of value is passed."""
    guesser = Guesser()
    calls: list[Any] = [
        lambda x: Guesser(prior=x),
        lambda x: Guesser(clock=x),
        lambda x: Guesser(company_table=x).domains("Acme"),
        lambda x: Guesser(store=x).guess("Jane Doe", ACME),
        guesser.learn,
        lambda x: guesser.learn([], seen=x),
        guesser.record_bounce,
        lambda x: guesser.record_bounce(f"jdoe@{ACME}", name=x),
        lambda x: guesser.record_bounce(f"jdoe@{ACME}", kind=x),
        guesser.record_delivery,
        lambda x: guesser.learn_company(x, ACME),
        lambda x: guesser.learn_company("Acme", x),
        lambda x: guesser.declare_alias(ACME, x),
        guesser.forget,
        guesser.expire,
        guesser.suppress,
        lambda x: guesser.suppress(ACME, name=x),
        guesser.suppress_file,
        guesser.merge,
        guesser.patterns,
        guesser.domains,
        lambda x: guesser.domains("Acme", limit=x),
        lambda x: guesser.domains("Acme", country=x),
        lambda x: guesser.at(ACME).guess_many(x),
        lambda x: guesser.guess("Jane Doe", ACME).routes(x),
        lambda x: guesser.guess("Jane Doe", ACME).explain(x),
        lambda x: guesser.guess("Jane Doe", ACME).provenance(x),
        lambda x: guesser.guess("Jane Doe", ACME).provenance(when=x),
    ]
    escaped = []
    for number, call in enumerate(calls):
        for value in WRONG:
            try:
                call(value)
            except EmailGuessError:
                continue
            except Exception as error:  # noqa: BLE001 -- that is what is looked for
                escaped.append((number, str(value)[:40], repr(error)[:200]))
    assert [] == escaped


def test_both_names_of_an_outcome() -> None:
    """`bounced` and `delivered` are the names they had for one release more."""
    assert Guesser.bounced is Guesser.record_bounce
    assert Guesser.delivered is Guesser.record_delivery
    assert Guesser().record_delivery(f"jdoe@{ACME}", name="Jane Doe")
    with pytest.raises(InvalidAddress):
        Guesser().record_bounce("jdoe")
    with pytest.raises(InvalidArgument, match="kind"):
        Guesser().record_bounce(f"jdoe@{ACME}", kind="gone fishing")
