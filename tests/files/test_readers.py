"""Files people already have: whatever table or list it is, the colleagues come out, and nothing is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from emailguess import EmailGuessError
from emailguess.files.readers import read_known

EXPECTED = [("Jane Doe", "jane.doe@acme.example"), ("Bob Jones", "bob.jones@acme.example")]


def read(tmp_path: Path, content: str | bytes) -> list[str | tuple[str, str]]:
    """Write a file and read its colleagues."""
    path = tmp_path / "team.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_known(path))


@pytest.mark.parametrize(
    "content",
    [
        "name,email\nJane Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\n",
        "Email,Department,Full Name\njane.doe@acme.example,Sales,Jane Doe\nbob.jones@acme.example,Sales,Bob Jones\n",
        "First Name,Last Name,E-Mail\nJane,Doe,jane.doe@acme.example\nBob,Jones,bob.jones@acme.example\n",
        "last_name,first_name,email_address\nDoe,Jane,jane.doe@acme.example\nJones,Bob,bob.jones@acme.example\n",
        "Jane Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\n",
        "jane.doe@acme.example,Jane Doe\nbob.jones@acme.example,Bob Jones\n",
        "name;email\nJane Doe;jane.doe@acme.example\nBob Jones;bob.jones@acme.example\n",
        "name\temail\nJane Doe\tjane.doe@acme.example\nBob Jones\tbob.jones@acme.example\n",
        "\ufeffname,email\r\nJane Doe,jane.doe@acme.example\r\nBob Jones,bob.jones@acme.example\r\n",
        'name,email\n"Jane Doe","jane.doe@acme.example"\n\n,\nno address,here\nBob Jones, bob.jones@acme.example \n',
        "na\0me,email\nJane\0 Doe,jane.doe@acme.example\nBob Jones,bob.jones@acme.example\0\n",
    ],
    ids=[
        "header",
        "other-columns",
        "given-and-family",
        "family-first",
        "no-header",
        "address-first",
        "semicolon",
        "tab",
        "bom-crlf",
        "quotes-and-gaps",
        "nul",
    ],
)
def test_tables(tmp_path: Path, content: str) -> None:
    """Comma, semicolon or tab, with a header or without: the same colleagues."""
    assert EXPECTED == read(tmp_path, content)


def test_list_of_mailboxes(tmp_path: Path) -> None:
    """One mailbox a line; lines without an address are passed over, commas in names do no harm."""
    content = (
        'Jane Doe <jane.doe@acme.example>\n\n# a remark\n"Jones, Bob" <bob.jones@acme.example>\nann@acme.example\n'
    )
    expected = ["Jane Doe <jane.doe@acme.example>", '"Jones, Bob" <bob.jones@acme.example>', "ann@acme.example"]
    assert expected == read(tmp_path, content)


def test_list_of_bare_addresses(tmp_path: Path) -> None:
    """Addresses alone are a list, too."""
    assert ["jane@acme.example", "bob@acme.example"] == read(tmp_path, "jane@acme.example\nbob@acme.example\n")


def test_header_and_quoted_comma(tmp_path: Path) -> None:
    """A quoted cell keeps its comma."""
    assert [("Doe, Jane", "jane@acme.example")] == read(tmp_path, 'name,email\n"Doe, Jane",jane@acme.example\n')


def test_row_without_a_name_is_a_bare_address(tmp_path: Path) -> None:
    """A missing name does not lose the address."""
    assert ["jane@acme.example"] == read(tmp_path, "name,email\n,jane@acme.example\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with or without a byte order mark, and what older office programs write."""
    content = "name,email\nJürgen Müller,jm@acme.example\n".encode(encoding)
    assert [("Jürgen Müller", "jm@acme.example")] == read(tmp_path, content)


def test_formulas_stay_text(tmp_path: Path) -> None:
    """A cell that a spreadsheet would run is a name like any other."""
    hostile = '=HYPERLINK("http://evil.example";"Jane")'
    content = 'name,email\n"' + hostile.replace('"', '""') + '",jane@acme.example\n@SUM(1),bob@acme.example\n'
    assert [(hostile, "jane@acme.example"), ("@SUM(1)", "bob@acme.example")] == read(tmp_path, content)


def test_any_bytes_are_read(tmp_path: Path) -> None:
    """Bytes of no known encoding do not stop it."""
    content = b"name,email\n" + bytes(range(128, 256)) + b",jane@acme.example\n"
    ((_, address),) = read(tmp_path, content)
    assert "jane@acme.example" == address


def test_empty_file(tmp_path: Path) -> None:
    """Nothing in, nothing out."""
    assert [] == read(tmp_path, "")
    assert [] == read(tmp_path, "name,email\n")


def test_huge_cell_is_an_error_with_its_line(tmp_path: Path) -> None:
    """A table that is none is refused with the place where it stopped making sense."""
    with pytest.raises(EmailGuessError, match=r"team\.csv, line 2: not readable as a table"):
        read(tmp_path, "name,email\n" + "x" * 1_000_000 + ",jane@acme.example\n")


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is an error that names it."""
    with pytest.raises(EmailGuessError, match=r"cannot read missing\.csv"):
        list(read_known(tmp_path / "missing.csv"))


def test_directory(tmp_path: Path) -> None:
    """A directory is no file."""
    with pytest.raises(EmailGuessError, match="cannot read"):
        list(read_known(tmp_path))
