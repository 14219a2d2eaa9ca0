"""What ships shows nobody of the corpus: planted addresses and names are found, and the real tables hold none."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from emailguess.addresses.parser import domain
from emailguess.fit import Person, read_corpus
from emailguess.fit.audit import HOME, Found, found_in

PEOPLE = [
    Person("Xiomara Quintanilla-Vega", "xquintanilla", domain("acme.example")),
    Person("Jane Q. Doe", "jane.doe", domain("acme.example")),
]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zlib.compress, lambda b: b"\0\1HEAD" + zlib.compress(b)])
def test_a_planted_person_is_found_however_packed(pack: object, tmp_path: Path) -> None:
    """In clear, as a whole packed file, and packed behind a head."""
    assert callable(pack)
    (tmp_path / "lexicon.bin").write_bytes(pack(b"xiomara quintanilla, vega"))
    (tmp_path / "words.py").write_bytes(pack(b"WHO = ('Jane.Doe@acme.example',)"))
    assert [Found("lexicon.bin", 0, 1), Found("words.py", 1, 0)] == found_in(PEOPLE, tmp_path)


def test_words_of_different_entries_are_nobodys_name(tmp_path: Path) -> None:
    """A table lists given names and family names; beside each other they are not one person."""
    (tmp_path / "lexicon.bin").write_text("jane: 9\nq: 3\n...\ndoe: 9", encoding="utf-8")
    (tmp_path / "prior.json.gz").write_bytes(gzip.compress(b'{"given":{"jane":9},"family":{"q":1,"doe":9}}'))
    assert [] == found_in(PEOPLE, tmp_path)


def test_a_wheel_is_looked_through(tmp_path: Path) -> None:
    """Its files are named as the wheel names them."""
    with ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("emailguess/data/companies.json", "Doe, Jane Q, or: jane q doe")
        wheel.writestr("emailguess/clean.py", "")
    assert [Found("emailguess/data/companies.json", 0, 1)] == found_in(PEOPLE, tmp_path / "a.whl")


@pytest.mark.skipif("EMAILGUESS_CORPUS" not in os.environ, reason="EMAILGUESS_CORPUS names no corpus of people")
def test_what_ships_shows_nobody_of_the_corpus() -> None:
    """No address in any file, no full name in any fitted table."""
    assert [] == found_in(read_corpus(Path(os.environ["EMAILGUESS_CORPUS"])), HOME)
