"""The commands that remember: what they print where, the exit status they leave, and what they keep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emailguess.cli import main

TEAM = "name,email,company\nBob Jones,bjones@acme.example,Acme\nAnn Lee,alee@acme.example,Acme\n"


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A store of this test's own, at the usual place; it does not exist yet."""
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    monkeypatch.setattr("emailguess.store.opening._usual", lambda: tmp_path / "known.db")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    """Run the command line in this process, its output piped."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="emailguess")


@pytest.fixture
def team(place: Path) -> Path:
    """A file with two colleagues."""
    file = place / "team.csv"
    file.write_text(TEAM, encoding="utf-8")
    return file


def test_guess_uses_what_was_learned_and_says_so(team: Path) -> None:
    """The store counts by default, with a note on stderr; --no-store leaves it out."""
    before = run("guess", "Jane Doe", "acme.example", "-n", "1")
    assert ("jane.doe@acme.example", "") == (before.stdout.split("\t")[0], before.stderr)
    learned = run("learn", team)
    assert (0, "team.csv: 2 read, 2 learned, at 1 company\n") == (learned.exit_code, learned.stderr)
    assert ["acme.example", "2", "{f}{last}"] == learned.stdout.split("\t")[:3]
    after = run("guess", "Jane Doe", "acme.example", "-n", "1")
    assert "jdoe@acme.example" == after.stdout.split("\t")[0]
    assert "known.db (--no-store" in after.stderr
    without = run("guess", "Jane Doe", "acme.example", "-n", "1", "--no-store")
    assert (before.stdout, "") == (without.stdout, without.stderr)
    assert "acme.example" in run("domains", "Acme").stdout
    assert "acme.example" not in run("domains", "Acme", "--no-store").stdout


def test_guessing_makes_no_store(place: Path) -> None:
    """Who learns nothing leaves no file; a store that was named must exist."""
    run("guess", "Jane Doe", "acme.example")
    run("patterns")
    assert [] == list(place.iterdir())
    missing = run("guess", "Jane Doe", "acme.example", "--store", place / "other.db")
    assert (2, "") == (missing.exit_code, missing.stdout)
    assert "no store at" in missing.stderr


def test_learn_reports_rows(place: Path) -> None:
    """Good rows are learned, bad ones named by line and reason; rows that are passed over are no failure."""
    odd = place / "odd.csv"
    rows = [
        "name,email",
        "Bob Jones,bjones@acme.example",
        "",
        "Tom,",
        "X,info@acme.example",
        f"Y,{'z' * 5000}@acme.example",
        f"Z,{'z' * 1_000_000}@acme.example",
    ]
    odd.write_bytes(
        "\n".join(rows).encode() + b"\nJ\xfcrgen M\xfcller,jmueller@acme.example\nZoe\0 Day,zday@acme.example\n"
    )
    done = run("learn", odd, "--json")
    report = json.loads(done.stdout)[str(odd)]
    assert 0 == done.exit_code
    lines = [bad["line"] for bad in report["rejected"]]
    assert (3, [0, 0, 4, 5, 6, 7]) == (report["learned"], lines)
    again = run("learn", odd)
    assert again.stderr.startswith("odd.csv: 7 read, 0 learned, 3 known before")
    assert ["line 4", "line 5", "line 6", "line 7"] == [
        line.split(", ")[1].split(":")[0] for line in again.stderr.splitlines() if ", line" in line
    ]
    assert all(len(line) < 300 for line in again.stderr.splitlines())


def test_learn_with_a_date_and_without_digests(team: Path) -> None:
    """--seen dates the rows; --no-remember keeps nobody recognisable."""
    run("learn", team, "--seen", "2025-03-01", "--no-remember")
    exported = json.loads(run("store", "export", "--min-people", "1").stdout)
    assert {"2025-03"} == {row[2] for row in exported["parts"][0]["counts"]["acme.example"]}
    assert 0 == json.loads(run("store", "stats", "--json").stdout)["people"]


def test_patterns_lists_what_is_known(team: Path) -> None:
    """Without a domain, one line for each domain learned of."""
    run("learn", team)
    domain, pieces, pattern, _ = run("patterns").stdout.strip().split("\t")
    assert ("acme.example", "2", "{f}{last}") == (domain, pieces, pattern)
    assert [("acme.example", 2)] == [(d["domain"], d["pieces"]) for d in json.loads(run("patterns", "--json").stdout)]


def test_what_became_of_messages(place: Path) -> None:
    """A bounced address is not guessed again; what teaches nothing is said to."""
    first = run("guess", "Jane Doe", "acme.example", "-n", "1").stdout.split("\t")[0]
    done = run("bounced", first, "--name", "Jane Doe")
    assert (0, "noted\n") == (done.exit_code, done.stdout)
    assert first not in run("guess", "Jane Doe", "acme.example").stdout
    assert "says nothing" in run("bounced", "tom.roe@acme.example", "--kind", "full").stdout
    assert 2 == run("bounced", "tom.roe@acme.example", "--kind", "odd").exit_code
    assert 0 == run("delivered", "troe@acme.example", "--name", "Tom Roe").exit_code
    assert "says nothing" in run("delivered", "troe@acme.example", "--name", "Tom Roe", "--catch-all").stdout
    assert 2 == run("delivered", "nonsense").exit_code


def test_forget(team: Path) -> None:
    """A person or a domain; what was not known leaves status 1."""
    run("learn", team)
    assert "1 piece of evidence forgotten\n" == run("forget", "bjones@acme.example").stdout
    assert 1 == run("forget", "bjones@acme.example").exit_code
    assert "1 piece of evidence forgotten\n" == run("forget", "acme.example").stdout
    assert "" == run("patterns").stdout
    assert 2 == run("forget", "nonsense").exit_code


def test_nothing_shows_who_is_suppressed(team: Path, place: Path) -> None:
    """Whatever is passed to `guess` or `provenance`, a suppressed person has no address."""
    run("learn", team)
    assert "1 entry holds, 1 of them new\n" == run("suppress", "acme.example", "--name", "Jane Doe").stdout
    for options in (
        [],
        ["--no-store"],
        ["--explain"],
        ["--json"],
        ["-k", "Jane Doe <jdoe@acme.example>"],
        ["-p", "{f}{last}"],
    ):
        answer = run("guess", "Doe, Jane", "acme.example", *options)
        assert 1 == answer.exit_code, options
        assert "doe@" not in answer.stdout, options
        assert "do-not-contact" in answer.stdout + answer.stderr
    told = run("provenance", "Jane Doe", "acme.example")
    assert 1 == told.exit_code
    assert "do-not-contact list" in told.stdout
    assert "doe@" not in told.stdout


def test_a_list_with_broken_lines(place: Path) -> None:
    """The good lines hold, the bad ones are reported with their number."""
    listed = place / "dnc.txt"
    listed.write_text(
        "email\njdoe@acme.example\nclosed.example,why\nnot an entry\n# a note\nabc123\n@x\n", encoding="utf-8"
    )
    done = run("suppress", "--file", listed)
    assert (1, "2 entries hold, 2 of them new\n") == (done.exit_code, done.stdout)
    assert ["4", "6", "7"] == [line.split()[2].rstrip(":") for line in done.stderr.splitlines()]
    assert 2 == run("suppress").exit_code
    assert 1 == run("guess", "Jane Doe", "closed.example").exit_code


def test_provenance(team: Path) -> None:
    """A paragraph to send on stdout, what the sender still owes on stderr; or JSON."""
    run("learn", team)
    told = run("provenance", "Jane Doe", "acme.example")
    assert 0 == told.exit_code
    assert told.stdout.startswith("Your address jdoe@acme.example was inferred, not obtained")
    assert "14(1)(c)" in told.stderr
    assert not [word for word in ("bjones", "alee", "Bob", "Ann") if word in told.stdout]
    record = json.loads(
        run("provenance", "Jane Doe", "acme.example", "--address", "jane.doe@acme.example", "--json").stdout
    )
    assert ("jane.doe@acme.example", False, True) == (record["address"], record["obtained"], record["inferred"])
    assert 2 == run("provenance", "Jane Doe", "acme.example", "--address", "x@acme.example").exit_code


def test_stores_are_exchanged(team: Path, place: Path) -> None:
    """What one store exports another merges, once; what is no export is refused."""
    run("learn", team)
    ours = place / "ours.json"
    assert 0 == run("store", "export", ours, "--min-people", "1").exit_code
    other = place / "other.db"
    merged = [run("store", "merge", ours, "--store", other).stdout for _ in range(2)]
    assert [
        "ours.json: 1 stores taken in with 1 domains, 0 known before\n",
        "ours.json: 0 stores taken in with 0 domains, 1 known before\n",
    ] == merged
    assert "jdoe@acme.example" in run("guess", "Jane Doe", "acme.example", "--store", other).stdout
    ours.write_text(ours.read_text().replace("acme", "evil"))
    refused = run("store", "merge", ours)
    assert 2 == refused.exit_code
    assert "checksum" in refused.stderr
    assert 2 == run("store", "export", place / "no" / "folder.json").exit_code


def test_store_upkeep(team: Path, place: Path) -> None:
    """Stats, check, expire and vacuum."""
    run("learn", team, "--seen", "2025-01-15")
    stats = json.loads(run("store", "stats", "--json").stdout)
    assert (1, 2, 2, 36) == (stats["domains"], stats["pieces"], stats["people"], stats["keep_months"])
    assert "pieces of evidence" in run("store", "stats").stdout
    assert "the store is sound\n" == run("store", "check").stdout
    assert (
        "2 pieces of evidence forgotten; kept since 2025-02\n" == run("store", "expire", "--before", "2025-02").stdout
    )
    assert 2 == run("store", "expire", "--before", "2999-01").exit_code
    run("store", "expire", "--keep-months", "6")
    assert 6 == json.loads(run("store", "stats", "--json").stdout)["keep_months"]
    assert "bytes on disk" in run("store", "vacuum").stdout


def test_a_damaged_store_is_told_of(team: Path, place: Path) -> None:
    """Every command says what is wrong and what to do, without a traceback; `guess` does not do without the list."""
    run("learn", team)
    store = place / "known.db"
    store.write_bytes(b"SQLite format 3\0" + b"damaged" * 1000)
    for command in (
        ["guess", "Jane Doe", "acme.example"],
        ["guess", "Jane Doe", "acme.example", "--no-store"],
        ["learn", team],
        ["store", "check"],
        ["store", "stats"],
    ):
        done = run(*command)
        assert (2, "") == (done.exit_code, done.stdout), command
        assert "known.db" in done.stderr
        assert "restore" in done.stderr


def test_outcomes_of_messages_are_remembered(team: Path) -> None:
    """What bounced is not guessed again; a full mailbox says nothing; a delivery supports its pattern."""
    run("learn", team)
    told = run("bounced", "jdoe@acme.example", "--name", "Jane Doe", "--kind", "5.1.1")
    assert (0, "noted\n") == (told.exit_code, told.stdout)
    assert "\njdoe@" not in "\n" + run("guess", "Jane Doe", "acme.example").stdout
    full = run("bounced", "khill@acme.example", "--kind", "full")
    assert (0, True) == (full.exit_code, "says nothing" in full.stdout)
    assert "khill@acme.example" == run("guess", "Kim Hill", "acme.example", "-n", "1").stdout.split("\t")[0]
    assert "noted\n" == run("delivered", "khill@acme.example", "--name", "Kim Hill").stdout
    assert "nothing new" in run("delivered", "khill@acme.example", "--name", "Kim Hill", "--catch-all").stdout
    wrong = run("bounced", "khill@acme.example", "--kind", "gone")
    assert (2, True) == (wrong.exit_code, "5.1.1" in wrong.stderr)


def test_a_bounce_told_with_the_question(place: Path) -> None:
    """--bounced leaves an address out for this answer; --headcount bears on the risk that --explain tells."""
    first = run("guess", "John Smith", "acme.example", "-n", "1").stdout.split("\t")[0]
    again = run("guess", "John Smith", "acme.example", "--bounced", first)
    assert (0, False) == (again.exit_code, first in again.stdout)
    explained = run("guess", "John Smith", "acme.example", "--headcount", "50000", "--explain")
    assert "it is somebody else's address" in explained.stdout
    assert "One more colleague's name and address would raise the " in explained.stdout
