"""Commands that read files: what they say they understood, what they leave out, and the exit status they leave."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emailguess import Guesser
from emailguess.cli import main
from emailguess.evidence.counts import month_of

PEOPLE = [("Bob", "Jones"), ("Ann", "Lee"), ("Kim", "Zhang"), ("Tom", "Reed"), ("Eve", "Stone"), ("Max", "Weber")]


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of this test's own, with the store at its usual place below; it does not exist yet."""
    monkeypatch.delenv("EMAILGUESS_STORE", raising=False)
    for folder in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(folder, str(tmp_path / "home"))
    return tmp_path


def run(*arguments: str | Path, text: str | None = None) -> Result:
    """Run the command line in this process, its output piped."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="emailguess", input=text)


def team(path: Path, titles: str, rows: list[str]) -> Path:
    """A file with a table."""
    path.write_text("\n".join([titles, *rows, ""]), encoding="utf-8")
    return path


def mine(domain: str = "acme.example") -> list[str]:
    """Rows of people whose addresses are their initial and their family name."""
    return [f"{given} {family},{given[0]}{family}@{domain}".lower() for given, family in PEOPLE]


def test_columns_shows_what_is_understood(place: Path) -> None:
    """The mapping, what is not used, and three people; nothing of the file is printed raw."""
    file = team(place / "x.csv", "Candidate Name,Email,Recruiter", ["Bob \x1b[31mJones,bjones@acme.example,Rita"])
    shown = run("columns", file)
    assert 0 == shown.exit_code
    rows = dict(line.split("\t") for line in shown.stdout.splitlines())
    assert ("x.csv", "table", "in row 1", "'Email'") == tuple(
        rows[key] for key in ("file", "format", "titles", "address")
    )
    assert "Recruiter" == rows["not used"]
    assert rows["row 2"].endswith("Jones | bjones@acme.example")
    assert "\x1b" not in shown.stdout
    told = json.loads(run("columns", file, "--json").stdout)
    assert {"address": ["Email"], "name": ["Candidate Name"]} == told["columns"]
    nobody = run("columns", team(place / "none.csv", "Name,Email", []))
    assert (1, True) == (nobody.exit_code, "nobody is in it: there are titles, and no row below them" in nobody.stderr)
    assert 2 == run("columns", place / "missing.csv").exit_code


def test_map_mends_what_titles_say(place: Path) -> None:
    """--map says which column holds what; a wrong title is an error with the right ones."""
    rows = [f"Acme,{row.title()},x" for row in mine()]
    file = team(place / "x.csv", "Full Name,Who,Email 1,Note", rows)
    shown = run("columns", file, "--map", "name=Who,address=Email 1")
    assert "Bob Jones | Bjones@Acme.Example" in shown.stdout
    wrong = run("columns", file, "--map", "name=Whom")
    assert (2, True) == (wrong.exit_code, "the columns are 'Full Name', 'Who'" in wrong.stderr)
    assert 2 == run("columns", file, "--map", "Who").exit_code


def test_known_files_of_any_kind(place: Path) -> None:
    """-f may be repeated, and - reads standard input."""
    table = team(place / "one.csv", "Name,Email", mine()[:3])
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Stone;Eve;;;\nEMAIL:estone@acme.example\nEND:VCARD\n"
    answer = run("guess", "Jane Doe", "acme.example", "-f", table, "-f", "-", "--json", text=card)
    assert 0 == answer.exit_code
    told = json.loads(answer.stdout)
    assert "jdoe@acme.example" == told["candidates"][0]["address"]
    assert 4 == told["evidence"]["pairs"]


def test_a_company_uses_its_own_rows(place: Path) -> None:
    """`guess --company X -f` uses the rows of X only, in whatever spelling."""
    theirs = [f"{g} {f},{f}.{g}@other.example,Other Ltd".lower() for g, f in PEOPLE]
    file = team(place / "x.csv", "Name,Email,Firma", [*(f"{row},ACME Inc." for row in mine()), *theirs])
    answer = run("guess", "Jane Doe", "--company", "Acme", "-f", file, "-n", "1")
    assert "jdoe@acme.example" == answer.stdout.split("\t")[0]
    assert "x.csv: 6 of 12 are at Acme" in answer.stderr
    mistyped = run("guess", "Jane Doe", "--company", "Acne Inc", "-f", file, "-n", "1").stderr
    assert "x.csv: nobody in it is at Acne Inc; did you mean 'ACME Inc.'?" in mistyped
    assert "has an address" not in mistyped


def test_a_file_that_is_not_there_makes_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip of the finger leaves nothing behind that later commands would say they use."""
    monkeypatch.setenv("EMAILGUESS_STORE", str(tmp_path / "none.db"))
    done = run("learn", tmp_path / "nothere.csv")
    assert (2, "cannot read nothere.csv: there is no such file") == (done.exit_code, done.stderr.strip()[12:])
    assert [] == list(tmp_path.iterdir())


def test_learn_questions_a_file_whose_names_are_not_its_peoples(place: Path) -> None:
    """Where most names follow no pattern of their addresses, the file is asked about and not learned."""
    rows = [f"{x}lpha Tool{x},{row.partition(',')[2]}" for x, row in zip("abcdef", mine(), strict=True)]
    file = team(place / "x.csv", "Full Name,Email", rows)
    asked = run("learn", file)
    assert (1, "") == (asked.exit_code, asked.stdout)
    assert "is 'Full Name' the person's name?" in asked.stderr
    assert "" == run("patterns").stdout
    assert 0 == run("learn", file, "--believe").exit_code
    for shown in (run("columns", file), run("guess", "Jane Doe", "acme.example", "-f", file)):
        assert "is 'Full Name' the person's name?" in shown.stderr
        assert "--believe" not in shown.stderr


def test_learn_reads_and_tells(place: Path) -> None:
    """One line a file, with what was found; passed-over rows leave 0, a file of no use 1, a folder 2."""
    file = team(place / "x.csv", "Name,Email", [*mine(), "Zoe Day,", "Info,info@acme.example"])
    done = run("learn", file)
    assert (0, ["acme.example", "6", "{f}{last}"]) == (done.exit_code, done.stdout.split("\t")[:3])
    assert "x.csv: 8 read, 6 learned, at 1 company" in done.stderr
    assert "x.csv: 8 read, 0 learned, 6 known before" in run("learn", file).stderr
    assert 1 == run("learn", team(place / "none.csv", "Name,Email", ["Zoe Day,"])).exit_code
    assert 2 == run("learn", place).exit_code
    piped = run("learn", "-", text="Uwe Kern <ukern@acme.example>\n")
    assert "1 learned" in piped.stderr


def test_learn_dates_rows_by_the_file(place: Path) -> None:
    """`Connected On` is the month of the evidence; verdicts that say no are bounces."""
    rows = [f"{row},05 Mar 2024" for row in mine()]
    run("learn", team(place / "x.csv", "Name,Email,Connected On", rows))
    with Guesser.open() as guesser:
        months = {seen.month for seen, _ in guesser.store.counts("acme.example").items()}
    assert {month_of(date(2024, 3, 5))} == months


def test_suppress_reads_a_workbook(place: Path) -> None:
    """A do-not-contact list may be a workbook; the columns with addresses count."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(place / "list.xlsx") as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [("Name", "Email"), ("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")]
        ):
            sheet.write_row(row, 0, cells)
    done = run("suppress", "--file", place / "list.xlsx")
    assert (0, "2 entries hold, 2 of them new\n") == (done.exit_code, done.stdout)


@pytest.mark.parametrize(
    ("rows", "status", "says"),
    [
        (
            ["Bob Jones,bjones@acme.example", "Ann Lee,", ",,,", "x,no address here"],
            0,
            "line 3: no address in this row",
        ),
        (["Bob Jones,", "Ann Lee,nothing"], 1, ""),
        ([], 1, ""),
    ],
)
def test_learn_exits_by_what_could_be_used(place: Path, rows: list[str], status: int, says: str) -> None:
    """0 where rows were merely passed over, which the report says; 1 where nothing could be used."""
    told = run("learn", team(place / "x.csv", "Name,Email", rows))
    assert status == told.exit_code
    assert says in told.output


@pytest.mark.parametrize(
    "arguments",
    [("learn",), ("learn", "missing.csv"), ("learn", "-", "--map", "nothing"), ("columns",), ("learn", "--odd")],
)
def test_wrong_usage_exits_with_2(place: Path, arguments: tuple[str, ...]) -> None:
    """2 where the command cannot be meant so, in one line and never a traceback."""
    told = run(*arguments, text="Name,Email\nBob Jones,bjones@acme.example\n")
    assert 2 == told.exit_code
    assert "Traceback" not in told.output


def test_a_company_is_linked_by_a_row_without_an_address(place: Path) -> None:
    """A company beside its website is found by name later; a row counts once, and known companies keep their domain."""
    people = team(place / "x.csv", "Name,Company,Website", ["Bob Jones,Acme Test Inc,https://www.acme.example/"])
    firms = team(
        place / "y.csv", "Account Name,Website", ["Blue Widget GmbH,blue.example", "Acme Test Inc,shop.example"]
    )
    told = json.loads(run("learn", people, firms, "--json").stdout)
    assert [1, 1] == [each["linked"] for each in told.values()]
    again = run("learn", people, firms, "--json")
    assert (0, [0, 0]) == (again.exit_code, [each["linked"] for each in json.loads(again.stdout).values()])
    for company, domain in (("Acme Test Inc", "acme.example"), ("Blue Widget", "blue.example")):
        assert f"@{domain}" in run("guess", "Jane Doe", "--company", company).stdout.splitlines()[0]


def test_a_company_is_linked_by_a_mailbox_of_nobody(place: Path) -> None:
    """info@ is no colleague's address, but it tells where the company has its mail."""
    file = team(place / "x.csv", "Name,Company,Email", ["Info,Blue Widget GmbH,info@blue.example"])
    assert 1 == json.loads(run("learn", file, "--json").stdout)[str(file)]["linked"]
    assert "@blue.example" in run("guess", "Jane Doe", "--company", "Blue Widget").stdout.splitlines()[0]


def test_a_website_where_anyone_may_have_an_address_links_nothing(place: Path) -> None:
    """A free-mail provider in a column of domains is no company's."""
    file = team(place / "x.csv", "Name,Company,Domain", ["Bob Jones,Acme Test Inc,gmail.com"])
    assert 0 == json.loads(run("learn", file, "--json").stdout)[str(file)]["linked"]
