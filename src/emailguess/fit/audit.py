"""Look for a corpus' people in what ships: `python -m emailguess.fit.audit CORPUS.tsv [WHEEL or folder]`.

Every file is read as text, those that are packed unpacked too. An address of the corpus must stand nowhere. Two words
of a list may happen to be somebody's name, so names are looked for in the tables that are made from a corpus.

Start reading at `found_in`.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from emailguess.fit.corpus import Person, read_corpus

__all__ = ["Found", "found_in"]

HOME = Path(__file__).parents[1]
# Made from a corpus by this package.
FITTED = frozenset({"companies.json", "known_companies.bin", "lexicon.bin", "listed_companies.bin", "prior.json.gz"})

_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]+\w")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 4
# What stands between the words of one name; a new line is the next entry of a table.
_BETWEEN = re.compile(r"[ ,.'-]{1,2}")


class Found(NamedTuple):
    """How often a file shows what is a person's; it says neither the name nor the address."""

    file: str
    addresses: int
    names: int


def found_in(people: Iterable[Person], place: Path) -> list[Found]:
    """The files of a wheel or a folder that show an address or a full name of these people."""
    addresses, names = set(), set()
    for person in people:
        addresses.add(f"{person.local}@{person.domain.name}".casefold())
        words = _WORD.findall(person.name.casefold())
        if 2 <= len(words) <= _MOST_WORDS:
            names.add(" ".join(words))
    found = []
    for file, data in _files(place):
        seen_addresses: set[str] = set()
        seen_names: set[str] = set()
        for text in _texts(data):
            seen_addresses |= addresses.intersection(each.lstrip("'") for each in _ADDRESS.findall(text))
            if file.rpartition("/")[2] in FITTED:
                seen_names |= names.intersection(_phrases(text))
        if seen_addresses or seen_names:
            found.append(Found(file, len(seen_addresses), len(seen_names)))
    return found


def _files(place: Path) -> Iterator[tuple[str, bytes]]:
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(place).as_posix(), path.read_bytes()
    else:
        with ZipFile(place) as wheel:
            for name in wheel.namelist():
                yield name, wheel.read(name)


def _texts(data: bytes) -> Iterator[str]:
    """The file as text, and unpacked where it is packed."""
    yield data.decode("utf-8", "replace").casefold()
    for start in (match.start() for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x9c\xda]", data)):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
        try:
            yield unpacker.decompress(data[start:]).decode("utf-8", "replace").casefold()
        except zlib.error:
            continue  # the bytes only look like the beginning of something packed


def _phrases(text: str) -> Iterator[str]:
    """Two to four words that stand side by side."""
    words = list(_WORD.finditer(text))
    for i in range(len(words)):
        phrase = words[i].group()
        for before, word in zip(words[i : i + _MOST_WORDS - 1], words[i + 1 : i + _MOST_WORDS], strict=False):
            if not _BETWEEN.fullmatch(text, before.end(), word.start()):
                break
            phrase += f" {word.group()}"
            yield phrase


def main() -> int:
    """Exit status 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m emailguess.fit.audit", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a TSV with the columns name and email")
    parser.add_argument("place", type=Path, nargs="?", default=HOME, help="a wheel or a folder (default: this package)")
    options = parser.parse_args()
    found = found_in(read_corpus(options.corpus), options.place)
    for file, addresses, names in found:
        sys.stdout.write(f"{file}: {addresses} addresses, {names} names\n")
    sys.stdout.write("nothing of anybody was found\n" if not found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
