"""A sheet in, the same sheet out with addresses behind it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.fill.sheets import TEAM, filled, many

from emailguess import EmailGuessError, Guesser, read_people
from emailguess.fill.columns import COLUMNS, SHAPES
from emailguess.fill.options import FORMATS

# What a new fit of the prior may change.
_FITTED = ("probability", "p_none", "misdelivery_risk", "domain_probability", "second", "third")
GOLDEN = Path(__file__).parents[1] / "cases" / "fill"


def _rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=delimiter))


def test_the_sheet_teaches_itself(tmp_path: Path) -> None:
    """Two addresses of the sheet settle the pattern of the third row; three spellings and a website are one company."""
    rows = _rows(filled(tmp_path, TEAM, min_probability=0.5))
    assert ["known", "known", "send", "send"] == [r["emailguess_decision"] for r in rows]
    assert ["bjones", "alee", "jdoe", "troe"] == [r["emailguess_address"].partition("@")[0] for r in rows]
    assert {"acme.example"} == {r["emailguess_domain"] for r in rows}
    assert rows[2]["emailguess_evidence"] == "2 in this sheet"


def test_without_the_addresses_the_sheet_says_less(tmp_path: Path) -> None:
    """What it is compared with: the same row without colleagues is less certain."""
    alone = "Id,Name,Email,Company,Website\n9,Jane Doe,,ACME,acme.example\n"
    row = _rows(filled(tmp_path, alone))[0]
    assert row["emailguess_evidence"] == "nothing is known of this company"
    assert float(row["emailguess_probability"]) < 0.6


@pytest.mark.parametrize(
    "text",
    [
        TEAM.encode(),
        b"\xef\xbb\xbf" + TEAM.encode(),
        TEAM.replace("\r\n", "\n").encode(),
        TEAM.replace("\r\n", "\r").encode(),
        TEAM.rstrip().encode(),
        TEAM.replace("Bob", "Jürgen").encode("cp1252"),
        TEAM.encode("utf-16"),
        TEAM.replace(",", ";").replace("Acme; Inc.", "Acme, Inc.").encode(),
        b"Report of today\r\n\r\n" + TEAM.encode() + b"\r\ntotal\r\n",
        TEAM.encode() + TEAM.encode(),
        TEAM.replace("Bob Jones", '"Bob\n""the"" Jones"').encode(),
        TEAM.replace("acme.example/jobs", "acme.example/jobs,,").encode(),
        TEAM.replace("Tom Roe", "T\xff\x81m Roe").encode("latin-1"),
    ],
)
def test_every_byte_of_the_sheet_comes_back(tmp_path: Path, text: bytes) -> None:
    """Each line of a csv is its own bytes with cells behind them; lines that are no row are not touched."""
    out = filled(tmp_path, text)
    encoding = "utf-16-le" if text[:2] == b"\xff\xfe" else "latin-1"
    before, after = text.decode(encoding), out.decode(encoding)
    place = 0
    for line in before.splitlines():
        place = after.index(line, place) + len(line)
    assert before.splitlines()[0] == after[: len(before.splitlines()[0])]
    assert {end: before.count(end) for end in ("\r\n", "\r", "\n")} == {
        end: after.count(end) for end in ("\r\n", "\r", "\n")
    }


def test_golden_csv_and_jsonl(tmp_path: Path) -> None:
    """The added columns are what they were: titles, order, sentences, all but figures and further candidates."""
    expected = json.loads((GOLDEN / "team.json").read_text())
    rows = _rows(filled(tmp_path, TEAM, min_probability=0.5))
    figures = {f"emailguess_{n}" for n in _FITTED}
    words = [{k: v for k, v in r.items() if k not in figures} for r in rows]
    for row in words:
        row["emailguess_reason"] = row["emailguess_reason"].partition("%")[2] or row["emailguess_reason"]
    assert expected["csv"] == words
    lines = filled(tmp_path, TEAM, out="out.jsonl", min_probability=0.5).decode().splitlines()
    records = [json.loads(line) for line in lines]
    assert [sorted(k for k in r if r[k] != "") for r in rows] == [sorted(k for k in r if r[k] != "") for r in records]
    assert rows[2]["emailguess_address"] == records[2]["emailguess_address"]


def test_a_workbook_keeps_its_values_and_has_a_summary(tmp_path: Path) -> None:
    """Texts stay texts, numbers numbers and days days; a formula of a text is a text; the last sheet is the summary."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    calamine = pytest.importorskip("python_calamine")
    from datetime import date

    with xlsxwriter.Workbook(tmp_path / "in.xlsx", {"strings_to_formulas": False}) as book:
        sheet, day = book.add_worksheet("Team"), book.add_format({"num_format": "yyyy-mm-dd"})
        for place, row in enumerate(line.split(",") for line in TEAM.replace('"Acme, Inc."', "=1+1").splitlines()):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
        sheet.write_string(0, 5, "Since")
        sheet.write_datetime(1, 5, date(2024, 2, 29), day)
        sheet.write_number(2, 5, 0.1)
    Guesser().fill(tmp_path / "in.xlsx", tmp_path / "out.xlsx", min_probability=0.5)
    before = calamine.CalamineWorkbook.from_path(str(tmp_path / "in.xlsx")).get_sheet_by_name("Team").to_python()
    book = calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    after = book.get_sheet_by_name("Team").to_python()
    assert before == [row[:6] for row in after]
    assert ["Team", "Summary"] == book.sheet_names
    assert ["emailguess_decision", "known", "known", "send", "send"] == [row[8] for row in after]
    assert ["rows", 4.0] == book.get_sheet_by_name("Summary").to_python()[1]


def test_json_lines_keep_their_bytes(tmp_path: Path) -> None:
    """A record's line is its own bytes with keys behind them; a line that is no record is given back."""
    lines = ['{"name": "Jane Doe",  "website": "acme.example", "n": 1.50}', "# note", '{"name":"Tom Roe","n":[1, {}]}']
    out = filled(tmp_path, "\n".join(lines) + "\n", out="out.jsonl").decode().splitlines()
    assert lines[1] == out[1]
    assert [line[:-1] for line in (lines[0], lines[2])] == [out[i][: len(lines[i]) - 1] for i in (0, 2)]
    assert "the row has neither a company nor a domain" == json.loads(out[2])["emailguess_reason"]


@pytest.mark.parametrize(("shape", "title"), [("hubspot", "Email"), ("apollo", "Contact Email")])
def test_import_files_of_others(tmp_path: Path, shape: str, title: str) -> None:
    """An import file has the other program's titles, an address where it may be written to, and nobody held back."""
    guesser = Guesser()
    guesser.suppress("acme.example", name="Tom Roe")
    rows = _rows(filled(tmp_path, TEAM, guesser, shape=shape, min_probability=0.99))
    assert ["bjones@acme.example", "alee@acme.example", ""] == [r[title] for r in rows]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ending", FORMATS)
def test_import_files_in_every_format(tmp_path: Path, shape: str, ending: str) -> None:
    """Every shape may be written in every format, of a sheet with people and of one with titles only."""
    for package in ("pyarrow", "xlsxwriter", "python_calamine"):
        pytest.importorskip(package)
    everybody = ["Jones", "Lee", "Doe", "Roe"]
    for text, expected in ((TEAM, everybody), (TEAM.splitlines()[0] + "\n", [])):
        name = f"{len(expected)}.{ending}"
        filled(tmp_path, text, out=name, shape=shape, format=ending)
        assert expected == [person.family for person in read_people(tmp_path / name)]


def test_nobody_held_back_is_shown(tmp_path: Path) -> None:
    """Who is on the do-not-contact list has no address, candidate or domain's figures in our columns, known or not."""
    guesser = Guesser()
    guesser.suppress("bjones@acme.example")
    guesser.suppress("acme.example", name="Jane Doe")
    rows = _rows(filled(tmp_path, TEAM, guesser))
    ours = [",".join(v for k, v in r.items() if k.startswith("emailguess_")) for r in rows]
    assert ["skip", "known", "skip"] == [r["emailguess_decision"] for r in rows[:3]]
    assert [False, True, False] == ["@" in line for line in ours[:3]]


def test_nothing_is_learned_unless_told(tmp_path: Path) -> None:
    """A filled sheet leaves the store as it was; with `learn` its addresses are in it."""
    guesser = Guesser()
    filled(tmp_path, TEAM, guesser)
    assert [] == list(guesser.store.domains())
    filled(tmp_path, TEAM, guesser, learn=True)
    assert 2 == guesser.store.counts("acme.example").total


def test_what_the_store_knows_counts(tmp_path: Path) -> None:
    """Remembered colleagues and those passed bear on the rows, and each is told of."""
    guesser = Guesser()
    guesser.learn(
        [("Kim Hill", "hillk@acme.example"), ("Max Fox", "foxm@acme.example"), ("Ida Ward", "wardi@acme.example")]
    )
    alone = "Name,Website\nJane Doe,acme.example\n"
    row = _rows(filled(tmp_path, alone, guesser, known=["Zoe Park <parkz@acme.example>"]))[0]
    assert ("doej@acme.example", "1 in this sheet, 3 remembered") == (
        row["emailguess_address"],
        row["emailguess_evidence"],
    )


def test_verdicts_that_come_back_are_read(tmp_path: Path) -> None:
    """A guess that a verifier called invalid is not given again; one that is valid is known and teaches."""
    first = _rows(filled(tmp_path, "Name,Website\nJane Doe,acme.example\nTom Roe,acme.example\n"))
    titles = list(first[0])
    for row, verdict in zip(first, ("invalid", "valid"), strict=True):
        row["Verification Status"] = verdict
    text = "\n".join(
        ",".join(f'"{c}"' for c in row) for row in ([*titles, "Verification Status"], *[r.values() for r in first])
    )
    second = _rows(filled(tmp_path, text + "\n", overwrite=True))
    assert first[0]["emailguess_address"] != second[0]["emailguess_address"]
    assert ("known", first[1]["emailguess_address"]) == (
        second[1]["emailguess_decision"],
        second[1]["emailguess_address"],
    )


def test_a_guess_is_no_evidence(tmp_path: Path) -> None:
    """Filling what was filled gives the same file: the columns that were added teach nothing."""
    once = filled(tmp_path, TEAM + "=1+1,Kim Hill,,Acme,\r\n")
    with pytest.raises(EmailGuessError, match="emailguess_address"):
        filled(tmp_path, once)
    assert once == filled(tmp_path, once, overwrite=True)


def test_bad_rows_are_results(tmp_path: Path) -> None:
    """A row without a name, a company or letters says so, in its place, and stops nothing."""
    text = "Name,Email,Company,Website\n,,Acme,\nJane Doe,,,\n12345,,,acme.example\nJane Doe,,,gmail.com\nSales Team,,,acme.example\nJane Doe,jd@gmail.com,Acme,\n"
    rows = _rows(filled(tmp_path, text))
    assert ["skip"] * 5 == [r["emailguess_decision"] for r in rows[:5]]
    assert all(r["emailguess_reason"] for r in rows)
    assert rows[5]["emailguess_address"].endswith("@acme.com")


def test_rows_that_are_too_wide_keep_their_cells(tmp_path: Path) -> None:
    """A row with a hundred cells too many is given back; the columns of the others do not move for it."""
    wide = "1,Jane Doe,,Acme,acme.example" + ",x" * 100
    out = filled(tmp_path, TEAM + wide + "\r\n").decode().splitlines()
    assert wide == out[-1]
    assert 5 + len(COLUMNS) == len(next(csv.reader([out[0]])))


def test_wrong_files_say_what_to_do(tmp_path: Path) -> None:
    """The output may not be the input, must have a folder and a known ending."""
    source = tmp_path / "in.csv"
    source.write_text(TEAM)
    for out, said in (
        (source, "output is the input"),
        (tmp_path / "no" / "x.csv", "no folder"),
        (tmp_path / "x.doc", "format"),
    ):
        with pytest.raises(EmailGuessError, match=said):
            Guesser().fill(source, out)
    assert TEAM == source.read_bytes().decode()


def test_frames_and_records_come_back_as_they_were() -> None:
    """A frame of each kind keeps its columns, index and kind; records keep their values."""
    records = [
        {"Name": "Bob Jones", "Email": "bjones@acme.example", "Website": "acme.example", "n": 1},
        {"Name": "Jane Doe", "Email": None, "Website": "acme.example", "n": 2},
    ]
    told = list(Guesser().fill(records))
    assert records == [{k: v for k, v in r.items() if not k.startswith("emailguess_")} for r in told]
    assert ["bjones@acme.example", "jdoe@acme.example"] == [r["emailguess_address"] for r in told]
    pandas, polars, arrow = (pytest.importorskip(x) for x in ("pandas", "polars", "pyarrow"))
    frame = pandas.DataFrame(records, index=[7, 3])
    for kind in (frame, polars.DataFrame(records), polars.DataFrame(records).lazy(), arrow.Table.from_pylist(records)):
        filled_frame = Guesser().fill(kind)
        assert type(kind) is type(filled_frame)
    back = Guesser().fill(frame)
    assert frame.equals(back[list(frame.columns)])
    assert ["known", "verify first"] == list(back["emailguess_decision"])


def test_many_people_are_guessed_in_order() -> None:
    """`guess_many` gives an answer for each person, those that cannot be guessed among them."""
    from emailguess import read_people

    people = read_people(
        "Name,Email,Website\nBob Jones,bjones@acme.example,acme.example\n123,,acme.example\nJane Doe,,acme.example\n"
    )
    answers = list(Guesser().guess_many(people))
    assert ["bjones@acme.example", None, "jdoe@acme.example"] == [a.best and a.best.address for a in answers]
    assert answers[1].warnings


def test_a_row_tells_the_others_where_their_company_has_its_mail(tmp_path: Path) -> None:
    """By its website or by a mailbox such as info@; a colleague's address says more, and a free-mail address nothing."""
    sheet = tmp_path / "people.csv"
    sheet.write_text(
        "Name,Company,Website,Email\n"
        "Jane Doe,Blue Widget Ltd,https://www.bluewidget.example/about,\nMax Stone,Blue Widget Ltd,,\n"
        "Info,Red Gadget Inc,,info@redgadget.example\nLisa Brook,Red Gadget Inc,,\n"
        "Ann Lee,Grey Things,shop.example,ann.lee@grey.example\nBob Jones,Grey Things,,\n"
        "Sales,Odd Ends Corp,,oddends@gmail.com\nEd Poe,Odd Ends Corp,,\n",
        encoding="utf-8",
    )
    Guesser().fill(sheet, tmp_path / "filled.csv")
    hosts = [row["emailguess_domain"] for row in _rows((tmp_path / "filled.csv").read_bytes())]
    assert ["bluewidget.example", "redgadget.example", "grey.example"] == hosts[1:6:2]
    assert "gmail.com" != hosts[7]


def test_the_report_adds_up(tmp_path: Path) -> None:
    """Each row has one decision, and the expected bounces are those of the rows sent to."""
    source = tmp_path / "in.csv"
    source.write_text(many(60, 5, known=3))
    report = Guesser().fill(source, tmp_path / "out.csv", max_bounce=0.2)
    rows = _rows((tmp_path / "out.csv").read_bytes())
    assert 60 == report.rows == report.known + report.send + report.verify_first + report.skip
    doubts = sum(1 - float(r["emailguess_probability"]) for r in rows if r["emailguess_decision"] == "send")
    assert round(doubts, 4) == round(report.expected_bounces, 4)
    assert report.expected_bounce_rate <= 0.2


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["Bob Jones,bob.jones@acme.example,"], "1 row: 1 known, 0 send, 0 verify first, 0 skip"),
        (["Jane Doe,,acme.example"], "1 company has rows without an address; nothing is known of it"),
        (["Jane Doe,,acme.example", "Tom Roe,,beta.example"], "nothing is known of any of them"),
        (["Bob Jones,bob.jones@acme.example,", "Jane Doe,,acme.example"], "something is known of it"),
        (
            ["Bob Jones,bob.jones@acme.example,", "Jane Doe,,acme.example", "Tom Roe,,beta.example"],
            "nothing is known of 1 of them",
        ),
    ],
)
def test_the_summary_counts_as_people_do(rows: list[str], says: str, tmp_path: Path) -> None:
    """One is one, none is none, and what is nought is left out."""
    source = tmp_path / "in.csv"
    source.write_text("\n".join(["Name,Email,Website", *rows, ""]))
    told = str(Guesser().fill(source, tmp_path / "out.csv"))
    assert says in told
    assert " 0 more sure" not in told


def test_columns_with_the_same_title_are_all_kept(tmp_path: Path) -> None:
    """In a record each of two columns called alike has a name of its own; in a csv both stay."""
    text = "Name,Note,Note,Website\nJane Doe,one,two,acme.example\n"
    record = json.loads(filled(tmp_path, text, out="out.jsonl"))
    assert ("one", "two") == (record["Note"], record["Note 2"])
    assert b"Jane Doe,one,two,acme.example," in filled(tmp_path, text)


def test_a_row_that_is_too_wide_is_no_row_of_a_parquet_file(tmp_path: Path) -> None:
    """Where cells would be lost the format is refused, with the row."""
    pytest.importorskip("pyarrow")
    wide = "Name,Website\nJane Doe,acme.example" + ",x" * 100 + "\n"
    with pytest.raises(EmailGuessError, match="row 2 has 102 cells"):
        filled(tmp_path, wide, out="out.parquet")
