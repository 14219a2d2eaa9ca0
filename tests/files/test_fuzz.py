"""Whatever bytes come, a reader ends with people or with an error on purpose, in time that grows with the input."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emailguess import EmailGuessError
from emailguess.files import read_people

FOLDER = Path(__file__).parents[1] / "cases" / "files"
SAMPLES = sorted(p for p in FOLDER.iterdir() if p.suffix not in (".py", ".md") and p.name != "expected.json")
CONTENTS = [p.read_bytes() for p in SAMPLES]
PIECES = [
    b'"',
    b";",
    b",",
    b"\t",
    b"\r",
    b"\n",
    b"\0",
    b"@",
    b"<",
    b">",
    b"|",
    b"=?utf-8?q?",
    b"?=",
    b"\xff\xfe",
    b"{",
    b"]",
]
PIECES += [
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"From x@y.z Tue Mar  5 10:00:00 2024\n",
    b"dn: x\n",
    b"<table>",
    b"Email",
    b"\x80",
]
# Far above what these inputs take, so that a busy machine fails nobody; what explodes takes minutes.
PATIENCE_S = 20.0


def read(data: bytes, path: Path) -> None:
    """Read to the end; only errors on purpose may come."""
    path.write_bytes(data)
    begun = time.process_time()
    try:
        for person in read_people(path):
            assert all("@" in a for a in person.addresses)
            assert all(c.isprintable() or c in "\u200c\u200d" for c in person.full_name), ascii(person.full_name)
    except EmailGuessError as error:
        assert path.name in str(error) or "column" in str(error)
    assert time.process_time() - begun < PATIENCE_S


def mutated(chance: random.Random) -> bytes:
    """A sample that is cut, glued, repeated, or has pieces put in and letters changed."""
    data = bytearray(chance.choice(CONTENTS))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                del data[place : place + chance.randint(1, 200)]
            case 1:
                data[place:place] = chance.choice(PIECES) * chance.choice((1, 1, 2, 300))
            case 2:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 3:
                other = chance.choice(CONTENTS)
                data[place:place] = other[: chance.randint(1, 500)]
            case _:
                data = data[:place] or data
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_mutated_samples(seed: int, tmp_path: Path) -> None:
    """Forty broken twins of samples for each seed, the same ones every time."""
    chance = random.Random(seed)
    for _ in range(40):
        read(mutated(chance), tmp_path / "x.dat")


@given(
    st.lists(
        st.sampled_from([*PIECES, b"bob@acme.example", b"Bob Jones", b"Name", "Müller".encode("cp1252")]), max_size=60
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pieces_in_any_order(tmp_path: Path, pieces: list[bytes]) -> None:
    """The marks of all formats, put together anyhow."""
    read(b"".join(pieces), tmp_path / "x.dat")


@pytest.mark.parametrize(
    "piece", [b'"', b"<", b"a@", b"=?utf-8?q?", b"{", b"[", b"<table><tr><td>", b"N:;", b"|", b" :::", b"(((", b"a.a@"]
)
def test_repetition_is_linear(piece: bytes, tmp_path: Path) -> None:
    """A piece thousands of times, behind the beginning of each kind of file."""
    for begin in (b"Name,Email\n", b"BEGIN:VCARD\n", b"From: a@b.example\nTo: ", b"bob@acme.example ", b"<table>"):
        read(begin + piece * 3_000, tmp_path / "x.dat")
