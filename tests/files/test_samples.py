"""Sample files in layouts, languages and encodings that people hold: all right, and broken twins are not believed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from emailguess import EmailGuessError
from emailguess.files import Person, read_people

FOLDER = Path(__file__).parents[1] / "cases" / "files"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
# Who received the mailbox, and whose message came back.
BESIDE = {"rita@ourfirm.example", "gone@acme.example", "mailer-daemon@ourfirm.example"}
TABLES = [name for name in EXPECTED if name.endswith(".csv") and name != "no_header.csv"]
Said = dict[str, tuple[list[str], str]]


def letters(name: str) -> list[str]:
    """The letters of a name, whichever part stands first."""
    return sorted(c for c in name if c not in ' ,"')


def work(people: Iterable[Person]) -> Said:
    """Name and company by address, without those at free-mail providers."""
    found = {p.work_address: (letters(p.full_name), p.company) for p in people if p.work_address}
    return {address: said for address, said in found.items() if address not in BESIDE}


def expected(name: str) -> Said:
    """What a sample holds."""
    return {p["address"]: (letters(p["given"] + p["family"]), p["company"]) for p in EXPECTED[name]}


def text_of(name: str) -> tuple[str, str]:
    """A sample's text without its mark, and the encoding it was read in."""
    people = read_people(FOLDER / name)
    people.close()
    return (FOLDER / name).read_bytes().decode(people.encoding).removeprefix("\ufeff"), people.encoding


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    """Everybody in it comes out with name, work address and company; nobody else does; parts of names are right."""
    people = list(read_people(FOLDER / name))
    assert expected(name) == work(people)
    right = {(p["given"], p["family"]) for p in EXPECTED[name]} | {("Piet", "van den Berg")}
    assert set() == {(p.given, p.family) for p in people if p.given or p.family} - right


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("share", [0.4, 0.5, 0.63, 0.8])
def test_cut_in_the_middle(tmp_path: Path, name: str, share: float) -> None:
    """Of a file that is cut nobody comes out under another's name or with an address that is not theirs."""
    data = (FOLDER / name).read_bytes()
    (tmp_path / name).write_bytes(data[: int(len(data) * share)])
    try:
        found = work(read_people(tmp_path / name))
    except EmailGuessError as error:
        assert name in str(error)
        return
    for address, (written, _) in found.items():
        whole = expected(name).get(address)
        if whole is None:  # the cut went through the address itself
            assert any(a.startswith(address) for a in {*expected(name), *BESIDE}), address
        else:
            assert set(written) <= set(whole[0]), address


@pytest.mark.parametrize("name", TABLES)
def test_header_only(tmp_path: Path, name: str) -> None:
    """A table without rows holds nobody, and its titles are nobody's name."""
    text, _ = text_of(name)
    path = tmp_path / name
    path.write_text(text.splitlines()[0] + "\r\n", encoding="utf-8", newline="")
    assert [] == list(read_people(path))


@pytest.mark.parametrize("name", TABLES)
def test_ragged_rows(tmp_path: Path, name: str) -> None:
    """A row with two cells too many in front is told and not believed; the others come out."""
    people = read_people(FOLDER / name)
    list(people)
    text, _ = text_of(name)
    lines = text.splitlines()
    lines[2] = f"x{people.delimiter}x{people.delimiter}" + lines[2]
    (tmp_path / name).write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    twin = read_people(tmp_path / name)
    found = work(twin)
    missing = expected(name).keys() - found.keys()
    assert {a: said for a, said in expected(name).items() if a not in missing} == found
    assert len(missing) <= 1
    assert not missing or any("cells" in reason or "no name" in reason for reason in twin.left_out), twin.left_out


@pytest.mark.parametrize("name", TABLES)
def test_wrong_encoding_declared(tmp_path: Path, name: str) -> None:
    """A mark that promises UTF-8 above other bytes is not believed: the letters are right all the same, and it is told."""
    text, encoding = text_of(name)
    if encoding not in ("utf-8", "utf-8-sig", "windows-1252") or EXPECTED[name][0]["given"] != "Bob":
        pytest.skip("its letters are not in Windows-1252")
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.encode("cp1252"))
    twin = read_people(tmp_path / name)
    assert expected(name) == work(twin)
    assert any("UTF-8" in reason for reason in twin.left_out)
