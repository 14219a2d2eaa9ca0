"""Discretion: the do-not-contact list, the record owed to a person, and what the library touches and logs."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import EmailGuessError, Guesser, InvalidAddress, InvalidArgument, InvalidDomain, Person
from emailguess.evidence.counts import Counts, Seen
from emailguess.evidence.pieces import Sighting
from emailguess.model.prior import shipped
from emailguess.patterns.matching import Match
from emailguess.results import Guess
from emailguess.store.list_only import ListOnly
from emailguess.store.redaction import for_keeps
from emailguess.store.suppression import read_entries

TEAM = [("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "ann.lee@acme.example")]


@pytest.fixture(params=["memory", "sqlite"])
def guesser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Guesser]:
    """A guesser that knows two colleagues."""
    made = Guesser() if request.param == "memory" else Guesser.open(tmp_path / "known.db")
    with made:
        made.learn(TEAM)
        yield made


def shows(answer: Guess, address: str) -> bool:
    """Whether anything the answer gives holds the address."""
    told = json.dumps(answer.to_dict()) + answer.explain() + repr(answer) + answer._repr_html_()
    told += repr(answer.counterfactuals) + repr(answer.would_help) + repr(answer.routes())
    return address in told or bool(answer.routes(address))


@pytest.mark.parametrize("entry", ["J.Doe+jobs@ACME.example", sha256(b"j.doe@acme.example").hexdigest().upper()])
def test_an_address_is_never_shown(guesser: Guesser, entry: str) -> None:
    """Its probability goes to "none of these", the answer says `suppressed`, the other candidates stay as they were."""
    before = guesser.guess("Jane Doe", "acme.example")
    (held_back,) = [c for c in before if c.address == "j.doe@acme.example"]
    assert guesser.suppress(entry)
    assert not guesser.suppress(entry)
    for options in ({}, {"limit": 1000}, {"known": ["Tom Roe <tom.roe@acme.example>"]}):
        answer = guesser.guess("Jane Doe", "acme.example", **options)  # type: ignore[arg-type]  # of several kinds
        assert "address" == answer.suppressed
        assert not shows(answer, "j.doe@acme.example"), options
        assert 1 == pytest.approx(sum(c.probability for c in answer) + answer.p_none)
        assert "do-not-contact" in " ".join(answer.warnings)
    plain = guesser.guess("Jane Doe", "acme.example")
    assert plain.p_none == pytest.approx(before.p_none + held_back.probability, abs=0.02)
    kept = {c.address: c.probability for c in before if c != held_back}
    assert kept == {c.address: pytest.approx(c.probability) for c in plain if c.address in kept}
    with pytest.raises(InvalidAddress):
        plain.provenance("j.doe@acme.example")


@pytest.mark.parametrize("entry", ["Jane.Doe+jobs@ACME.example", sha256(b"jane.doe@acme.example").hexdigest()])
def test_whose_likeliest_address_is_listed_is_not_answered(guesser: Guesser, entry: str) -> None:
    """The address is probably theirs, and so is the wish: no other address is offered that may reach them as well."""
    guesser.suppress(entry)
    for options in (
        {"limit": 1000},
        {"known": ["Jane Doe <jane.doe@acme.example>"]},
        {"pattern": "{first}.{last}"},
    ):
        answer = guesser.guess("Jane Doe", "acme.example", **options)  # type: ignore[arg-type]  # of several kinds
        assert ("address", (), 1.0) == (answer.suppressed, answer.candidates, answer.p_none)
        assert "no address is shown" in " ".join(answer.warnings)
        assert "do-not-contact" in answer.provenance().paragraph()
    (answer,) = guesser.guess_many([Person(name="Jane Doe", domain="acme.example")])
    assert () == answer.candidates == guesser.at("acme.example").guess("Jane Doe").candidates
    assert guesser.guess("Jane Doe", "acme.example", bounced=["jane.doe@acme.example"]).candidates
    assert guesser.guess("Janet Doe", "acme.example").candidates


def test_a_listed_address_of_a_colleague_holds_nobody_else_back(guesser: Guesser) -> None:
    """Where it is known to be another's, the entry says nothing about who is asked for."""
    guesser.learn([("Jan Edoe", "jane.doe@acme.example")])
    guesser.suppress("jane.doe@acme.example")
    answer = guesser.guess("Jane Doe", "acme.example")
    assert answer.candidates
    assert not shows(answer, "jane.doe@acme.example")


def test_who_is_listed_at_one_domain_of_a_company_is_not_offered_at_another(guesser: Guesser) -> None:
    """Asked by the company's name, the person is the same wherever the company has its mail."""
    guesser.learn_company("Acme Widgets", "acme.example")
    assert {"acme.example"} < {c.domain for c in guesser.guess("Tom Roe", company="Acme Widgets", limit=1000)}
    guesser.suppress("acme.example", name="Tom Roe")
    answer = guesser.guess("T. Roe", company="Acme Widgets", limit=1000)
    assert ("person", (), 1.0) == (answer.suppressed, answer.candidates, answer.p_none)
    guesser.suppress("ann.poe@acme.example")
    answer = guesser.guess("Ann Poe", company="Acme Widgets", limit=1000)
    assert ("address", ()) == (answer.suppressed, answer.candidates)


def test_an_answer_outlives_its_store(tmp_path: Path) -> None:
    """Explained after the store was closed, it says what it said before, and holds back what it held back."""
    with Guesser.open(tmp_path / "known.db") as guesser:
        guesser.learn(TEAM)
        guesser.suppress("jdoe@acme.example")
        answer = guesser.guess("Jane Doe", "acme.example")
        bob = guesser.guess("Bob Jones", "acme.example")
        told = answer.explain()
    assert told == answer.explain()
    assert "address of Bob Jones, and right about 98 times in 100: it is itself among" in bob.explain()
    assert answer.routes()
    assert () == answer.routes("jdoe@acme.example")
    assert answer.would_help
    assert answer.counterfactuals
    assert (False, True) == (answer.provenance().obtained, bob.provenance().obtained)


@pytest.mark.parametrize("asked", ["Jane Doe", "Doe, Jane", "JANE DOE", "Dr. Jane Doe", "Jane A. Doe"])
def test_a_person_is_suppressed_by_any_writing(guesser: Guesser, asked: str) -> None:
    """By name and domain: no candidate at all, whatever the evidence; the same name elsewhere is somebody else."""
    guesser.suppress("acme.example", name="Jane Doe")
    answer = guesser.guess(asked, "acme.example", known=["Jane Doe <jd@acme.example>"])
    assert ("person", (), 1.0) == (answer.suppressed, answer.candidates, answer.p_none)
    assert "jd@" not in answer.explain()
    assert "" == guesser.guess("Jane Doe", "other.example").suppressed
    assert "" == guesser.guess("John Roe", "acme.example").suppressed


def test_a_domain_is_suppressed_with_those_below(guesser: Guesser) -> None:
    """No candidate for anybody there; also where the domain was found from the company's name."""
    guesser.learn_company("Acme", "acme.example")
    guesser.suppress("acme.example")
    for answer in (guesser.guess("John Roe", "acme.example"), guesser.guess("John Roe", "us.acme.example")):
        assert ("domain", (), 1.0) == (answer.suppressed, answer.candidates, answer.p_none)
    found = guesser.guess("John Roe", company="Acme")
    assert ("domain", (), 1.0) == (found.suppressed, found.candidates, found.p_none)


def test_what_cannot_be_suppressed(guesser: Guesser) -> None:
    """Each says what to pass."""
    with pytest.raises(InvalidAddress, match="64 hexadecimal digits"):
        guesser.suppress("d41d8cd98f00b204e9800998ecf8427e")
    with pytest.raises(InvalidDomain, match="with a name, pass the person's domain"):
        guesser.suppress("jane@acme.example", name="Jane Doe")
    for odd in ("", "nonsense", "@", None, 5):
        with pytest.raises(EmailGuessError):
            guesser.suppress(odd)  # type: ignore[arg-type]  # on purpose


def test_a_file_of_entries(guesser: Guesser, tmp_path: Path) -> None:
    """A heading, comments, other columns, digests with and without a prefix; broken lines are reported, the rest hold."""
    digest = sha256(b"tom.day@acme.example").hexdigest()
    lines = [
        "\ufeffEmail;Reason",
        "jane.doe@acme.example;asked us",
        f"sha256:{digest}",
        "# note",
        "",
        "closed.example",
        "half@",
        "a" * 2000,
        "\x00\x07",
    ]
    listed = tmp_path / "list.csv"
    listed.write_bytes("\r\n".join(lines).encode() + b"\r\nj\xfcrgen@acme.example\r\n")
    report = guesser.suppress_file(listed)
    assert (4, 4, [7, 8, 9]) == (report.entries, report.new, [bad.row for bad in report.rejected])
    assert all(bad.reason and len(bad.reason) < 250 for bad in report.rejected)
    assert "address" == guesser.guess("Tom Day", "acme.example").suppressed
    assert "domain" == guesser.guess("Tom Day", "closed.example").suppressed
    assert 0 == guesser.suppress_file(listed).new
    with pytest.raises(EmailGuessError, match="cannot read"):
        guesser.suppress_file(tmp_path / "missing.csv")


@given(lines=st.lists(st.text(max_size=80), max_size=8))
def test_any_list_is_read(lines: list[str]) -> None:
    """No line raises; each is an entry, a report, or nothing."""
    for row, read in read_entries(lines):
        assert 1 <= row <= len(lines)
        assert getattr(read, "row", row) == row


def test_literal_text_that_may_be_a_name_is_not_kept() -> None:
    """A maiden name in an address is no company's pattern; affixes, the domain's own name and abbreviations stay."""
    knowledge = shipped()

    def kept(pattern: str, domain: str = "acme.example") -> bool:
        seen, texts = for_keeps(Seen((Match(pattern),)), domain, knowledge.lexicon, knowledge.patterns)
        assert (Match(pattern),) == seen.signature + texts
        return bool(seen.signature)

    names = (
        "{first}.zzyzxowicz",
        "{first}.smith",
        "smith-{first}.{last}",
        "{first}.{last}.garcia",
        "{first}lee.{last}",
        "{first}.{last}.xu",
        "{first}.{last}.ng",
        "ng.{first}.{last}",
        "{first}.h0fm4nn",
        "{first}.{last}.19850412",
        "{first}.{last}.1985-04-12",
        "{first}.{last}85",
        "{first}.{last}.zzy",
        "{first}.d'arc",
    )
    assert not [pattern for pattern in names if kept(pattern)]
    affixes = ("{first}.{last}", "ext-{first}.{last}", "{first}.{last}-contractor", "acme.{first}", "{first}x.{last}")
    assert [*affixes] == [pattern for pattern in affixes if kept(pattern)]
    for domain, pattern in (("lee.example", "lee.{first}"), ("leeds.example", "{first}.leeds")):
        assert kept(pattern, domain)
    for domain, pattern in (("bingo.example", "{first}.ng"), ("leeds.example", "{first}.lee"), ("a.xu", "{first}.xu")):
        assert not kept(pattern, domain)


@pytest.mark.parametrize("local", ["jane.doe.xu", "jane.h0fm4nn", "jane.doe.19850412", "jane.doe.ng", "ng.jane.doe"])
def test_no_text_of_an_address_that_may_be_a_name_reaches_a_store(guesser: Guesser, local: str) -> None:
    """By `learn`, `bounced` and `delivered`, at once or again; it counts as an address without a pattern."""
    text = local.replace("jane", "").replace("doe", "").strip(".")
    guesser.learn([("Jane Doe", f"{local}@acme.example")])
    guesser.delivered(f"{local}@b.example", name="Jane Doe")
    guesser.bounced(f"{local}@c.example", name="Jane Doe")
    kept = "".join(repr(dict(guesser.store.counts(f"{name}.example"))) for name in ("acme", "b", "c"))
    assert text not in (kept + guesser.export(minimum=1)).replace("dating", "")


def test_provenance_in_numbers_and_words(guesser: Guesser) -> None:
    """How many examples of which kind and month, by which version, when; no colleague's name or address."""
    guesser.learn([("Eve Day", "eve.day@acme.example"), "tom.roe@acme.example"], seen=date(2025, 3, 9))
    when = datetime(2026, 11, 22, 12, tzinfo=UTC)
    answer = guesser.guess("Jane Doe", "acme.example", known=["zoe.fox@acme.example"], pattern="{first}.{last}")
    record = answer.provenance(when=when)
    document = record.to_dict()
    today = date.today()
    month = f"{today:%Y-%m}"
    assert [
        ("bare", "", 1),
        ("bare", "2025-03", 1),
        ("pair", "2025-03", 1),
        ("pair", month, 2),
    ] == [(each["kind"], each["month"], each["number"]) for each in document["examples"]]
    assert ("emailguess.answer.provenance/1", False, True) == (
        document["schema"],
        document["obtained"],
        document["inferred"],
    )
    assert ("2026-11-22T12:00:00+00:00", "{first}.{last}") == (document["created"], document["stated"])
    assert json.loads(json.dumps(document)) == document
    told = record.paragraph()
    for words in (
        "jane.doe@acme.example",
        "inferred, not obtained",
        "22 November 2026",
        document["version"],
        "3 colleagues' names",
        "2 addresses without a name",
        "(seen in 2025-03)",
        f"(seen in 2025-03, learned in {month})",
    ):
        assert words in told, words
    whole = (told + json.dumps(document)).lower()
    assert not [word for word in ("bob", "jones", "ann.", "lee", "eve", "tom", "roe", "zoe", "fox") if word in whole]
    assert len(document["still_owed"]) == 5


def test_provenance_does_not_call_inferred_what_was_told(guesser: Guesser) -> None:
    """Where the person's own address was among the evidence, the record says so."""
    passed = guesser.guess("Jane Doe", "acme.example", known=["Jane Doe <jane.doe@acme.example>"])
    learned = guesser.guess("Bob Jones", "acme.example")
    for answer in (passed, learned):
        record = answer.provenance()
        assert record.obtained
        assert "was not inferred" in record.paragraph()
    assert not guesser.guess("Zoe Fox", "acme.example").provenance().obtained


def test_provenance_of_other_candidates_and_of_none(guesser: Guesser) -> None:
    """Any candidate can be told of; where there is none the record says why; the clock is read when it is asked for."""
    answer = guesser.guess("Jane Doe", "acme.example")
    other = answer.candidates[1]
    record = answer.provenance(other.address.upper())
    assert (other.address, other.probability, other.pattern) == (record.address, record.probability, record.pattern)
    with pytest.raises(InvalidAddress, match="no candidate"):
        answer.provenance("x@acme.example")
    none = guesser.guess("Jane Doe", "gmail.com").provenance()
    assert ("", 0.0) == (none.address, none.probability)
    assert "We hold no address" in none.paragraph()
    guesser.suppress("acme.example")
    assert "do-not-contact" in guesser.guess("Jane Doe", "acme.example").provenance().paragraph()
    before = datetime.now(UTC)
    assert before <= answer.provenance().created <= datetime.now(UTC)


def test_provenance_claims_no_date_that_an_export_rounded(guesser: Guesser) -> None:
    """The middle of a group, by quarters, was the date of nobody; it is told as about then, in no case as seen then."""
    people = [
        (f"{a} {b}", f"{a}.{b}@zebra.test".lower()) for a in ("Ann", "Bob", "Kim") for b in ("Lee", "Roe", "Hill")
    ]
    theirs = Guesser()
    theirs.learn(people, seen=date(2026, 5, 17))
    guesser.merge(theirs.export())
    record = guesser.guess("Jane Doe", "zebra.test").provenance()
    assert {"unknown"} == {each.dating for each in record.examples}
    assert "(seen or learned about 2026-04)" in record.paragraph()


def test_provenance_does_not_speak_of_what_was_left_out(guesser: Guesser) -> None:
    """With what was learned left out, the address may be in the store: the record speaks of this answer alone."""
    guesser.learn([("Jane Doe", "jane.doe@acme.example")])
    record = Guesser(store=ListOnly(guesser.store)).guess("Jane Doe", "acme.example").provenance()
    assert not record.obtained
    assert "not among the addresses that this answer was made from" in record.paragraph()
    assert "told of" not in record.paragraph()


def test_provenance_of_a_company_found_by_name() -> None:
    """That the domain too was inferred is told."""
    record = Guesser().guess("Jane Doe", company="Blue Widget Networks, Inc.").provenance()
    assert record.domain_inferred
    assert "from which its domain was inferred" in record.paragraph()
    assert "how companies in general build theirs" in record.paragraph()


def test_logs_hold_numbers_only(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """At the lowest level too: no name, no local part, no domain, no path."""
    listed = tmp_path / "list.txt"
    listed.write_text("quinn.zorba@acme.example\nbroken entry\n", encoding="utf-8")
    with caplog.at_level(logging.DEBUG), Guesser.open(tmp_path / "store.db") as guesser:
        guesser.learn(
            [("Xiomara Zorba", "xiomara.zorba@acme.example", "Acme"), ("Quinn", "no address"), "info@acme.example"]
        )
        guesser.guess("Quinn Zorba", "acme.example", check_mx=False).explain()
        guesser.suppress_file(listed)
        guesser.suppress("acme.example", name="Xiomara Zorba")
        guesser.merge(guesser.export())
        guesser.forget("xiomara.zorba@acme.example")
        guesser.expire(date(2020, 1, 1))
        guesser.guess("Quinn Zorba", "acme.example").provenance()
    logged = " ".join(record.getMessage() for record in caplog.records).lower()
    assert "learned 1 pieces of evidence" in logged
    assert not [word for word in ("xiomara", "quinn", "zorba", "acme", "@", str(tmp_path)) if word in logged]


HOOK = """
import json, os, sys, sysconfig
store, script = sys.argv[1], sys.argv[2]
events = []
def hook(event, arguments):
    if event.split(".")[0] in ("socket", "subprocess", "http", "urllib", "ftplib", "smtplib"):
        events.append([event, ""])
    if event in ("os.system", "os.exec", "os.fork", "os.posix_spawn"):
        events.append([event, ""])
    if event in ("open", "sqlite3.connect", "os.mkdir", "os.rename", "os.remove") and isinstance(arguments[0], (str, bytes)):
        path = os.fsdecode(arguments[0]).removeprefix("file:").partition("?")[0]
        events.append([event, os.path.realpath(path)])
sys.addaudithook(hook)
exec(script)
import emailguess
own = [os.path.dirname(emailguess.__file__), *sysconfig.get_paths().values(), sys.prefix, sys.base_prefix]
own += [os.path.dirname(os.path.realpath(sys.executable)), os.path.dirname(os.__file__)]
own = [os.path.realpath(p) + os.sep for p in own] + [os.path.realpath("/proc/self/mountinfo")]
odd = [e for e in events if not any(e[1].startswith(p) for p in own) and not e[1].startswith(os.path.realpath(store))]
print("\\n" + json.dumps([odd, any(e[1] == os.path.realpath(store) for e in events)]))
"""
LIBRARY = """
from datetime import date
from emailguess import Guesser
with Guesser.open(store) as guesser:
    guesser.learn([("J\\u00fcrgen M\\u00fcller", "juergen.mueller@acme.example", "Acme"), ("X", "y"), "bob@acme.example"])
    guesser.guess("\\u0141ukasz O'Neil", "acme.example", known=["Ann Lee <alee@acme.example>"]).explain()
    guesser.guess("Jane Doe", company="Acme").provenance().paragraph()
    guesser.suppress("x@closed.example"); guesser.forget("bob@acme.example"); guesser.expire(date(2020, 1, 1))
    guesser.merge(guesser.export()); guesser.store.check(); guesser.store.vacuum(); guesser.patterns("acme.example")
"""
COMMANDS = """
import os
os.environ["EMAILGUESS_STORE"] = store
from click.testing import CliRunner
from emailguess.cli import main
for words in (["learn", sys.argv[3]], ["guess", "Jane Doe", "acme.example", "--explain"], ["patterns"],
              ["provenance", "Jane Doe", "acme.example"], ["suppress", "x@closed.example"],
              ["forget", "bjones@acme.example"], ["store", "stats"], ["store", "check"], ["store", "export"]):
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, (words, done.output, done.exception)
events[:] = [e for e in events if e[1] != os.path.realpath(sys.argv[3])]
"""


@pytest.mark.parametrize("script", [LIBRARY, COMMANDS], ids=["library", "commands"])
def test_no_socket_and_no_file_but_the_store(tmp_path: Path, script: str) -> None:
    """Watched by an audit hook: installed files and the list of mounts are read, the store and what is beside it written."""
    team = tmp_path / "team.csv"
    team.write_text("name,email\nBob Jones,bjones@acme.example\n", encoding="utf-8")
    store = tmp_path / "store.db"
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(HOOK), str(store), script, str(team)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert 0 == done.returncode, done.stderr
    odd, used = json.loads(done.stdout.splitlines()[-1])
    assert [] == odd
    assert used
    assert {"store.db", "team.csv"} == {file.name for file in tmp_path.iterdir()}


def test_learning_reports_hostile_rows(guesser: Guesser) -> None:
    """Each bad row with its place and a short reason; the good ones stay."""
    rows: list[Any] = [
        ("Zoe Fox", "zoe.fox@acme.example"),
        ("Bob", "no-domain"),
        ("M" * 1_000_000, "m@acme.example"),
        ("Ann", "a" * 1_000_000 + "@acme.example"),
        ("A\x00nn", "ann\x00@acme.example"),
        None,
        5,
        ("x", None),
        ("x", "y", "z", "w"),
        ("Tom Roe", "tom.roe@acme.example", "?" * 5000),
        ("Kim Poe", "kim.poe@acme.example"),
    ]
    report = guesser.learn(rows)
    assert 3 == report.learned
    assert [2, 3, 4, 5, 6, 7, 8, 9, 10] == [bad.row for bad in report.rejected]
    assert all(0 < len(bad.reason) < 300 for bad in report.rejected)
    assert 5 == guesser.store.counts("acme.example").total


def test_what_is_dated_in_the_future_is_not_learned(guesser: Guesser) -> None:
    """It would never grow old; a slip in one row takes no other with it. Very old dates are dates."""
    soon = Sighting(name="Eve Day", address="eve.day@acme.example", seen=date(2999, 1, 1))
    report = guesser.learn([soon, ("Tom Roe", "tom.roe@acme.example")])
    assert (1, [1]) == (report.learned, [bad.row for bad in report.rejected])
    assert "future" in report.rejected[0].reason
    old = Guesser()
    old.learn([("Tom Roe", "tom.roe@acme.example")], seen=date(1, 1, 1))
    other = Guesser()
    other.merge(old.export(minimum=1))
    assert old.store.counts("acme.example") == other.store.counts("acme.example") != Counts()


def test_expire_refuses_the_future(guesser: Guesser) -> None:
    """A slip of the hand must not close the store for years."""
    with pytest.raises(InvalidArgument, match="future"):
        guesser.expire(date(2999, 1, 1))
    with pytest.raises(InvalidArgument, match=r"datetime\.date"):
        guesser.expire("2020-01-01")  # type: ignore[arg-type]  # on purpose
    assert Counts() != guesser.store.counts("acme.example")
