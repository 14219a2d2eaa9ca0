"""Every format with people of three scripts: everybody comes out; of broken twins nobody under another's name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from emailguess import EmailGuessError
from emailguess.files import People, Person, read_people

sys.path.insert(0, str(Path(__file__).parents[1] / "cases" / "files"))
from formats import FORMATS, GROUPS, NO_COMPANY
from layouts import PEOPLE

CASES = [(name, group) for name in FORMATS for group in GROUPS]
# Who received the mailbox, and whose message came back.
BESIDE = {"rita@ourfirm.example", "gone@acme.example", "mailer-daemon@ourfirm.example", "all@acme.example"}
Said = dict[str, tuple[list[str], str]]


def letters(name: str) -> list[str]:
    """The letters of a name, whichever part stands first."""
    return sorted(c for c in name if c not in ' ,"')


def work(people: list[Person]) -> Said:
    """Name and company by work address."""
    return {p.work_address: (letters(p.full_name), p.company) for p in people if p.work_address not in {"", *BESIDE}}


def expected(name: str, group: str) -> Said:
    """What a file in this format holds."""
    return {a: (letters(g + f), "" if name in NO_COMPANY else c) for g, f, a, c in PEOPLE[group]}


def written(name: str, group: str) -> bytes:
    """The file."""
    made = FORMATS[name](PEOPLE[group])
    return made if isinstance(made, bytes) else made.encode()


def read(path: Path, data: bytes) -> tuple[People, list[Person]] | None:
    """The people of a file that may be broken; None where it is refused by its name."""
    path.write_bytes(data)
    try:
        people = read_people(path)
        return people, list(people)
    except EmailGuessError as error:
        assert path.name in str(error)
        return None


@pytest.mark.parametrize(("name", "group"), CASES)
def test_whole(name: str, group: str, tmp_path: Path) -> None:
    """Everybody comes out with name, work address and company, nobody else does, and nothing is left out unsaid."""
    found = read(tmp_path / "x", written(name, group))
    assert found is not None
    assert expected(name, group) == work(found[1])
    parts = {(p.given, p.family) for p in found[1] if (p.given or p.family) and p.address not in BESIDE}
    assert set() == parts - {(g, f) for g, f, _, _ in PEOPLE[group]}


@pytest.mark.parametrize("share", [0.35, 0.6, 0.85, 0.97])
@pytest.mark.parametrize(("name", "group"), CASES)
def test_cut(name: str, group: str, share: float, tmp_path: Path) -> None:
    """Of a file that is cut nobody comes out under another's name or with an address that is not theirs."""
    data = written(name, group)
    found = read(tmp_path / "x", data[: int(len(data) * share)])
    whole = expected(name, group)
    for address, (spelled, _) in work(found[1] if found else []).items():
        if address not in whole:  # the cut went through the address itself
            assert any(a.startswith(address) for a in {*whole, *BESIDE}), address
        else:
            assert set(spelled) <= set(whole[address][0]), address


@pytest.mark.parametrize(
    ("name", "group"), [c for c in CASES if c[0] not in ("workbook", "mbox", "xml", "ldif", "vcard 2.1", "drawn frame")]
)
def test_wrong_encoding_declared(name: str, group: str, tmp_path: Path) -> None:
    """A mark of UTF-8 above letters of a Windows code page: no name comes out in wrong letters, and it is told."""
    page = {"western": "cp1252", "central": "cp1250", "cyrillic": "cp1251"}[group]
    data = b"\xef\xbb\xbf" + written(name, group).decode().encode(page, errors="replace")
    found = read(tmp_path / "x", data)
    if found is None:
        return
    whole = expected(name, group)
    for address, (spelled, _) in work(found[1]).items():
        assert spelled in ([], whole[address][0]), (address, "".join(spelled))
    assert found[0].left_out or data.isascii()


@pytest.mark.parametrize(("name", "group"), CASES)
def test_beginning_only(name: str, group: str, tmp_path: Path) -> None:
    """What stands above the first person is nobody."""
    data = written(name, group)
    if name in ("workbook", "ldif"):
        pytest.skip("its beginning is no file, or its names are not to be seen")
    text = data.decode()
    first = min(text.find(word) for word in (*PEOPLE[group][0][:3], "x@") if word in text)
    found = read(tmp_path / "x", text[:first].rpartition("\n")[0].encode() + b"\n")
    assert found is None or [] == found[1]
