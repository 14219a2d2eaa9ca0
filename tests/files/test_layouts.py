"""Tables in the products' layouts, in every language and encoding: read right, and their broken twins not believed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from emailguess import EmailGuessError
from emailguess.files import People, Person, read_people

sys.path.insert(0, str(Path(__file__).parents[1] / "cases" / "files"))
from layouts import Layout, layouts

LAYOUTS = {layout.name: layout for layout in layouts()}
Said = dict[str, tuple[list[str], str]]


def letters(name: str) -> list[str]:
    """The letters of a name, whichever part stands first."""
    return sorted(c for c in name if c not in ' ,"')


def written(layout: Layout, folder: Path, data: bytes | None = None) -> Path:
    """The layout as a file, or its broken twin."""
    path = folder / f"{layout.name}.csv"
    path.write_bytes(layout.data if data is None else data)
    return path


def work(people: list[Person], layout: Layout) -> Said:
    """Name and company by work address."""
    told = [p for p in people if p.work_address and p.work_address not in layout.beside]
    return {p.work_address: (letters(p.full_name), p.company) for p in told}


def expected(layout: Layout) -> Said:
    """What the layout holds."""
    return {a: (letters(g + f), c if layout.has_company else "") for g, f, a, c in layout.people}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name: str, tmp_path: Path) -> None:
    """Everybody comes out with name, work address, company and what else the table says; nobody else does."""
    layout = LAYOUTS[name]
    people = list(read_people(written(layout, tmp_path)))
    assert expected(layout) == work(people, layout)
    assert [] == [p.addresses for p in people if len(p.addresses) > 1 and layout.beside & set(p.addresses)]
    parts = {(p.given, p.family) for p in people if (p.given or p.family) and p.address not in layout.beside}
    assert set() == parts - {(g, f) for g, f, _, _ in layout.people}
    for attribute, value in layout.holds.items():
        assert {str(value)} == {str(getattr(p, attribute)) for p in people if p.address not in layout.beside}, attribute


TWINS: dict[str, Callable[[list[list[str]]], list[list[str]]]] = {
    "columns in another order": lambda rows: [row[::-1] for row in rows],
    "empty columns": lambda rows: [["", *row, "", ""] for row in rows],
    "blank rows": lambda rows: [part for row in rows for part in (row, [""] * len(row))],
    "notes over several lines": lambda rows: [
        [*row, "Comments" if row is rows[0] else 'first, "quoted"; line\nsecond\tline\n\nlast'] for row in rows
    ],
    "the same people again": lambda rows: rows * 2,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_twins(name: str, tmp_path: Path) -> None:
    """However the columns are ordered and whatever stands between them, the same people come out."""
    layout = LAYOUTS[name]
    whole = expected(layout)
    for twin, change in TWINS.items():
        assert whole == work(list(read_people(written(layout, tmp_path, layout.twin(change)))), layout), twin


@pytest.mark.parametrize("name", LAYOUTS)
def test_cut_in_the_middle(name: str, tmp_path: Path) -> None:
    """Of a table that is cut nobody comes out with another's name, and who is not read is told or behind the cut."""
    layout = LAYOUTS[name]
    whole = expected(layout)
    for share in (0.5, 0.85):
        people = _read(written(layout, tmp_path, layout.data[: int(len(layout.data) * share)]))
        if people is None:
            continue
        for address, (spelled, _) in work(people[1], layout).items():
            if address not in whole:  # the cut went through the address itself
                assert any(a.startswith(address) for a in {*whole, *layout.beside}), address
            else:
                assert set(spelled) <= set(whole[address][0]), address


@pytest.mark.parametrize("name", LAYOUTS)
def test_header_only(name: str, tmp_path: Path) -> None:
    """A table without rows holds nobody; who stands above it, as the host of a meeting does, is told apart."""
    layout = LAYOUTS[name]
    above = layout.text[: layout.text.index(layout.people[0][2])].splitlines()[:-1]
    people = _read(written(layout, tmp_path, ("\r\n".join(above) + "\r\n").encode(layout.encoding)))
    assert people is None or set() == {p.address for p in people[1]} - layout.beside


@pytest.mark.parametrize("name", LAYOUTS)
def test_ragged_rows(name: str, tmp_path: Path) -> None:
    """A row with two cells too many in front is told, and nobody gets its cells."""
    layout = LAYOUTS[name]
    lines = layout.text.split("\r\n")
    place = next(i for i, line in enumerate(lines) if layout.people[1][2] in line)
    mark = max(",;\t", key=lines[place].count)
    lines[place] = f"x{mark}x{mark}" + lines[place]
    people = _read(written(layout, tmp_path, "\r\n".join(lines).encode(layout.encoding)))
    assert people is not None
    found, whole = work(people[1], layout), expected(layout)
    missing = whole.keys() - found.keys()
    assert missing <= {layout.people[1][2]}
    assert {a: said for a, said in whole.items() if a not in missing} == found
    assert not missing or people[0].left_out


@pytest.mark.parametrize("name", LAYOUTS)
def test_wrong_encoding_declared(name: str, tmp_path: Path) -> None:
    """A mark that promises UTF-8 above other bytes is not believed: no name comes out in wrong letters, and it is told."""
    layout = LAYOUTS[name]
    if layout.encoding in ("utf-8", "utf-16"):
        pytest.skip("its bytes are what the mark says")
    people = _read(written(layout, tmp_path, b"\xef\xbb\xbf" + layout.data))
    if people is None:
        return
    found, whole = work(people[1], layout), expected(layout)
    for address, (spelled, _) in found.items():
        assert spelled in ([], whole[address][0]), (address, spelled)
    assert found == whole or people[0].left_out


def _read(path: Path) -> tuple[People, list[Person]] | None:
    """The people of a file that may be broken; None where it is refused by name."""
    people = read_people(path) if path.stat().st_size else None
    if people is None:
        return None
    try:
        return people, list(people)
    except EmailGuessError as error:
        assert path.name in str(error)
        return None
