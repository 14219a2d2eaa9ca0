"""Whole files as products, mail programs, chats and papers write them: read right, and not believed where they are cut."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from emailguess import EmailGuessError
from emailguess.files import Person, read_people

FILE = Path(__file__).parents[1] / "cases" / "files" / "written.toml"
WRITTEN: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))


def words(name: str) -> list[str]:
    """The words of a name in any order, without what stands in brackets or behind a slash, as other code reads it."""
    plain = re.sub(r"/.*", "", re.sub(r"\([^()]*\)", "", name))
    return sorted(re.split(r"[\s,]+", plain.strip(' :&[]"').lower()))


def told(people: list[Person]) -> dict[str, tuple[list[str], str]]:
    """Name and company by first address."""
    return {p.address: (words(p.full_name), p.company) for p in people if p.address}


def expected(name: str) -> dict[str, tuple[list[str], str]]:
    """What the file holds."""
    rows = [line.split(" | ") for line in WRITTEN[name]["people"]]
    return {address: (words(whole), company) for address, whole, company in rows}


def written(name: str, folder: Path, share: float = 1.0) -> Path:
    """The file, or its beginning."""
    path = folder / "people.txt"
    data = WRITTEN[name]["text"].encode(WRITTEN[name].get("encoding", "utf-8"))
    path.write_bytes(data[: int(len(data) * share)])
    return path


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name: str, tmp_path: Path) -> None:
    """Everybody comes out with the name that is theirs and the company that is told, and nobody else does."""
    people = list(read_people(written(name, tmp_path)))
    found, whole = told(people), expected(name)
    any_company = {address for address, (_, company) in whole.items() if company == "*"}
    assert {a: (n, "*" if a in any_company else c) for a, (n, c) in whole.items()} == {
        a: (n, "*" if a in any_company else c) for a, (n, c) in found.items()
    }
    for address, attributes in WRITTEN[name].get("holds", {}).items():
        person = next(p for p in people if p.address == address)
        assert attributes == {key: str(getattr(person, key)) for key in attributes}, address


@pytest.mark.parametrize("name", WRITTEN)
def test_cut(name: str, tmp_path: Path) -> None:
    """Of a file that is cut nobody comes out with a name that the whole file gives to somebody else."""
    whole = expected(name)
    for share in (0.3, 0.5, 0.7, 0.85):
        try:
            people = list(read_people(written(name, tmp_path, share)))
        except EmailGuessError as error:
            assert "people.txt" in str(error)
            continue
        for address, (spelled, _) in told(people).items():
            if address in whole:
                others = {word for a, (names, _) in whole.items() if a != address for word in names}
                assert set() == (set(spelled) & others) - set(whole[address][0]), (share, address)


def test_merged_cells_of_a_workbook(tmp_path: Path) -> None:
    """A company in a cell that is merged over rows, or in a heading over the columns, is that of the rows it stands for."""
    xlsxwriter = pytest.importorskip("xlsxwriter")
    people = [("Bob Jones", "bob@acme.example"), ("Priya Rao", "priya@acme.example"), ("Ann Lee", "ann@widget.example")]
    with xlsxwriter.Workbook(tmp_path / "team.xlsx") as book:
        merged, headed = book.add_worksheet(), book.add_worksheet()
        merged.write_row(0, 0, ["Company", "Name", "E-mail"])
        merged.merge_range(1, 0, 2, 0, "Acme Test Inc")
        merged.write(3, 0, "Widget Test Ltd")
        headed.write_row(0, 0, ["Name", "E-mail", "Phone"])
        headed.merge_range(1, 0, 1, 2, "Acme Test Inc")
        headed.merge_range(4, 0, 4, 2, "Widget Test Ltd")
        for number, person in enumerate(people):
            merged.write_row(number + 1, 1, person)
            headed.write_row((2, 3, 5)[number], 0, [*person, "1"])
    companies = ["Acme Test Inc", "Acme Test Inc", "Widget Test Ltd"]
    read = [(p.full_name, p.address, p.company) for p in read_people(tmp_path / "team.xlsx")]
    assert 2 * [(*person, company) for person, company in zip(people, companies, strict=True)] == read


def test_an_empty_company_stays_empty() -> None:
    """Who has another domain, or a private address, is not of the company above; nor anybody where each row names its own."""
    text = "Company,Name,Email\nAcme Test Inc,Bob Jones,bob@acme.example\n,Kim Hill,{}\nWidget Ltd,Ann Lee,ann@widget.example\n"
    for address in ("kim@other.example", "kim@gmail.com"):
        assert ["Acme Test Inc", "", "Widget Ltd"] == [p.company for p in read_people(text.format(address))]
    each = "Company,Name,Email\nAcme Inc,Bob Jones,bob@acme.example\nAcme Inc,Al Ray,al@acme.example\n,Kim Hill,kim@acme.example\n"
    assert ["Acme Inc", "Acme Inc", ""] == [p.company for p in read_people(each)]
