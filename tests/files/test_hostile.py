"""Hostile and broken input: a clear error with file and line, or the rest of the file, and never another's name."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from emailguess import EmailGuessError, MissingExtra
from emailguess.files import read_people

SAMPLES = Path(__file__).parents[1] / "cases" / "files"


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a pipe, a missing file: an error that names it and waits for nobody."""
    os.mkfifo(tmp_path / "pipe")
    for path, why in ((tmp_path, "folder"), (tmp_path / "pipe", "no plain file"), (tmp_path / "x.csv", "No such file")):
        with pytest.raises(EmailGuessError, match=why):
            read_people(path)
    with pytest.raises(EmailGuessError, match=r"no file 'missing\.csv'"):
        read_people("missing.csv")


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"\x1f\x8b\x08", b"\x89PNG\r\n", b"PK\x03\x04word/document.xml"])
def test_formats_that_are_not_read(tmp_path: Path, head: bytes) -> None:
    """A file of another kind is refused with what it is; its bytes are never taken for text."""
    (tmp_path / "list.csv").write_bytes(head + bytes(range(256)) * 10)
    with pytest.raises(EmailGuessError, match=r"cannot read list\.csv: it is "):
        read_people(tmp_path / "list.csv")


def test_noise_is_no_text(tmp_path: Path) -> None:
    """Bytes that are nothing are refused."""
    (tmp_path / "noise").write_bytes(bytes(range(1, 32)) * 100)
    with pytest.raises(EmailGuessError, match="neither a text"):
        read_people(tmp_path / "noise")


def test_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that would unpack to gigabytes (here: megabytes) is not opened, whatever its header says; a cut one is an error."""
    monkeypatch.setattr("emailguess.files.spreadsheets._MOST_UNPACKED", 4 * 1024 * 1024)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(5):
                sheet.write(bytes(1024 * 1024))
    data = path.read_bytes()
    with pytest.raises(EmailGuessError, match="would take more than 4 MB"):
        list(read_people(path))
    with zipfile.ZipFile(path) as archive:
        size = archive.infolist()[1].file_size.to_bytes(4, "little")
    lying = data.replace(size, (1000).to_bytes(4, "little"))
    assert lying != data
    path.write_bytes(lying)
    with pytest.raises(EmailGuessError, match=r"would take more than 4 MB|not readable as a workbook"):
        list(read_people(path))
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(EmailGuessError, match="cut or damaged"):
        list(read_people(path))


def test_workbook_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the message names the extra."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"emailguess\[excel\]"):
        list(read_people(SAMPLES / "export.xlsx"))


def test_hostile_cells() -> None:
    """Cells of a megabyte, formulas, escapes and nested quotes do no harm and lose nobody."""
    rows = [
        f"{'x' * 1_000_000},a@acme.example",
        "\"=cmd|'/C calc'!A0\",bob.jones@acme.example",
        '"\x1b[31mAnn\x07 Lee",ann.lee@acme.example',
        '"Kim ""the """"Rock"""" "" Zhang",kim@acme.example',
    ]
    people = list(read_people("\n".join(["Name,Email", *rows, ""])))
    assert ["a", "bob.jones", "ann.lee", "kim"] == [p.address.partition("@")[0] for p in people]
    assert ["=cmd|'/C calc'!A0", "[31mAnn Lee"] == [p.name for p in people[1:3]]
    assert all(len(p.name) <= 300 for p in people)


def test_open_quotes_cost_one_line() -> None:
    """A quotation mark that is never closed is told with its line, and swallows nobody."""
    rows = [f"Bob {x},bob.{x}@acme.example,note" for x in "abcdef"]
    rows[2] = '"Bob c,bob.c@acme.example,note'
    people = read_people("\n".join(["Name,Email,Notes", *rows, ""]))
    assert [f"bob.{x}@acme.example" for x in "abcdef"] == [p.address for p in people]
    assert [(4, "a quotation mark is never closed; its line was read without quotes")] == people.notes
    good = 'Name,Email,Notes\nBob,bob@acme.example,"two\nlines, ""quoted"""\nAnn,ann@acme.example,x\n'
    assert ["bob@acme.example", "ann@acme.example"] == [p.address for p in read_people(good)]


def test_one_endless_line() -> None:
    """A line of many megabytes is cut and told; the next line is read."""
    people = read_people("Name,Email\n" + "x" * 9_000_000 + "\nBob Jones,bob@acme.example\n")
    assert ["bob@acme.example"] == [p.address for p in people if p.address]
    assert any("letters; the rest of it was passed over" in reason for reason in people.left_out)


@pytest.mark.parametrize("line", ["N:Jones;Bob\n", "PHOTO:" + "A" * 70 + "\n", " folded\n", "EMAIL:a@acme.example\n"])
def test_vcard_without_end(line: str) -> None:
    """A card that never ends is told and not believed."""
    people = read_people("BEGIN:VCARD\n" + line * 20_000)
    assert [] == list(people)
    assert {"a card without an end": 1} == people.left_out


def test_mailbox_without_end() -> None:
    """Headers without end are cut and told; a thousand recipients come out, each once."""
    begin = "From x@y.example Tue Mar  5 10:00:00 2024\nFrom: Bob Jones <bob@acme.example>\n"
    recipients = ",\n ".join(f"Person {i} <p{i}@acme.example>" for i in range(1000))
    assert 1001 == len(list(read_people(f"{begin}To: {recipients}\nCc: {recipients}\n\n")))
    endless = read_people(begin + "X: y\n" * 200_000)
    assert ["bob@acme.example"] == [p.address for p in endless]
    assert any("longer than 256 kB" in reason for reason in endless.left_out)


def test_a_file_that_changes(tmp_path: Path) -> None:
    """A file that grows while it is read is told, with the line."""
    path = tmp_path / "team.csv"
    path.write_text("Name,Email\n" + "".join(f"Bob {i},bob{i}@acme.example\n" for i in range(1000)))
    people = read_people(path)
    next(people)
    with path.open("a") as file:
        file.write("Eve,eve@acme.example\n")
    with pytest.raises(EmailGuessError, match=r"team\.csv was changed while it was read \(line 1,0\d\d\)"):
        list(people)


def test_mojibake_is_undone() -> None:
    """Letters that were read in the wrong encoding before are put right; lost ones make no name."""
    people = read_people("Name,Email\nJÃ¼rgen MÃ¼ller,jm@acme.example\nJ\ufffdrgen Mayer,jmayer@acme.example\n")
    assert [("Jürgen Müller", "jm"), ("", "jmayer")] == [(p.full_name, p.address[:-13]) for p in people]
    assert any("letters of its name were lost" in reason for reason in people.left_out)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, '[{"email": "a@acme.example"}, {"em', '["a", 1]', "{}"]
)
def test_json_that_is_none(tmp_path: Path, text: str) -> None:
    """Nested without end, cut, or without records: an error or a note that names the file."""
    (tmp_path / "x.json").write_text(text)
    try:
        people = read_people(tmp_path / "x.json")
        found = [p.address for p in people]
        assert found in ([], ["a@acme.example"])
        assert people.left_out or text == "{}"
    except EmailGuessError as error:
        assert "x.json" in str(error)


def test_letters_in_base64() -> None:
    """A value that says it is base64 and has other letters ends nothing: it is told, and the others are read."""
    text = "dn: cn=Bob\ncn:: Jö==\nmail: bob@acme.example\n\ndn: cn=Ann\ncn: Ann Lee\nmail: ann@acme.example\n\n"
    people = read_people(text)
    assert [("", "bob@acme.example"), ("Ann Lee", "ann@acme.example")] == [(p.full_name, p.address) for p in people]
    assert any("base64" in reason for reason in people.left_out)
    card = "BEGIN:VCARD\nVERSION:3.0\nFN;ENCODING=b:Jö==\nEMAIL:bob@acme.example\nEND:VCARD\n"
    assert ["bob@acme.example"] == [p.address for p in read_people(card)]


def test_addresses_hold_no_orders() -> None:
    """What is no letter is taken out of addresses too, whatever reader they come by."""
    history = (
        "commit 0123456789abcdef\nAuthor: Bob Jones <bob\x1b[31m\x8d@acme.example>\nDate: Tue Mar 5 10:00:00 2024\n"
    )
    assert ["bob[31m@acme.example"] == [p.address for p in read_people(history)]


def test_digits_that_are_no_numbers() -> None:
    """Superscripts in a page's spans are no numbers, and end nothing."""
    head = "<table><tr><th>Name</th><th colspan='¹'>Email</th></tr>"
    page = head + "<tr><td>Bob Jones</td><td>bob@acme.example</td></tr></table>"
    assert [("Bob Jones", "bob@acme.example")] == [(p.full_name, p.address) for p in read_people(page)]


def test_a_row_of_a_dump_without_end() -> None:
    """It is told and costs its length: the rows before it stay."""
    dump = "INSERT INTO t (name, email) VALUES ('Bob Jones', 'bob@acme.example'), (" + "'x',\n" * 2_000
    people = read_people(dump)
    assert ["bob@acme.example"] == [p.address for p in people]
    assert {"a row of the dump that does not end": 1} == people.left_out


REPEATED = [
    "\n",
    "\n ",
    "a <",
    "<a ",
    "<tr",
    "<a mailto",
    "<!--",
    "<a@",
    " ",
    "|-",
    "- ",
    "{a,",
    "[",
    '"',
    "a, ",
    "\\{a ",
]


@pytest.mark.parametrize("head", ["", "Name,Email\n", "<html>", "| Name | Email |\n|---|---|\n|-|", "* bob"])
@pytest.mark.parametrize("piece", REPEATED)
def test_repeated_marks_cost_no_more_than_their_length(head: str, piece: str) -> None:
    """Sixty thousand letters of what begins a tag, a rule or a line are read in seconds, where squares take minutes."""
    begun = time.process_time()
    with suppress(EmailGuessError):
        list(read_people(head + piece * (60_000 // len(piece)) + "\nbob@acme.example"))
    assert time.process_time() - begun < 20


def test_a_history_holds_no_cut_address() -> None:
    """An address longer than the mail standards allow is none, and no part of it is."""
    text = "commit 1234567\nAuthor: Bob Jones <bob@acme.example>\n\ncommit 1234568\nAuthor: Ann Lee <{}@acme.example>\n"
    assert ["bob@acme.example"] == [p.address for p in read_people(text.format("a" * 300))]


def test_a_domain_that_is_cut() -> None:
    """Where a file ends inside of a domain that stands whole above, the last row is told and not believed."""
    text = "Name,Email\nBob Jones,bob@acme.example\nAnn Lee,ann@acme.exam"
    people = read_people(text)
    assert ["bob@acme.example"] == [p.address for p in people]
    assert {"the file ends inside of this row: it may be cut": 1} == people.left_out
    assert ["bob@acme.example", "ann@acme.example"] == [p.address for p in read_people(text + "ple")]
