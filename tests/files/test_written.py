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
