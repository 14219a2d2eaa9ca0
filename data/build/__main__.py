"""Rebuild every table that needs no download: `python data/build`, from a fresh clone with nothing installed.

The TOML files in `data/`, and what packages list (`data/packaged/`), become the modules and tables in
`src/emailguess/data/`, and `data/SOURCES.toml` gets their checksums. Tables made from corpora or large packages have
commands of their own, which `data/SOURCES.toml` names; after one of them run this, to seal what it wrote.

Start reading at `tables`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # so that the neighbours are found however this is started

from conventions import conventions, wording
from mailboxes import mailboxes
from providers import providers
from seal import sealed
from short_forms import nicknames
from titles import titles
from words import words

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data"
TARGET = ROOT / "src" / "emailguess" / "data"

# Module -> the TOML files whose lists it holds. One for what every question needs, and one for each rarer script.
WORDS = {
    "name_words.py": ("names/*.toml",),
    "han_names.py": ("scripts/han.toml", "scripts/japanese.toml"),
    "hangul_names.py": ("scripts/hangul.toml",),
    "unvowelled_names.py": ("scripts/unvowelled.toml",),
    "company_words.py": ("companies/*.toml",),
    "institution_words.py": ("institutions/*.toml",),
    "known_organisations.py": ("organisations/*.toml",),
}


def tables() -> Mapping[str, str]:
    """Text of each built file that is made of lists alone, by its name in `src/emailguess/data/`."""
    built = {
        module: words([path for pattern in patterns for path in sorted(SOURCE.glob(pattern))], SOURCE)
        for module, patterns in WORDS.items()
    }
    return {
        **built,
        "conventions.py": conventions(SOURCE / "conventions.toml"),
        "wording.py": wording(SOURCE / "conventions.toml"),
        "mail_providers.json": providers(SOURCE / "mail" / "providers.toml"),
        "titles.json": titles(SOURCE / "files" / "titles.toml"),
    }


def weighed_tables() -> Mapping[str, str]:
    """Text of each built file for which it counts how many people bear a name; `tables` must be in place."""
    sys.path.insert(0, str(ROOT / "src"))  # a fresh clone has nothing installed
    from emailguess.names.frequencies import census

    given, family = census.table("given"), census.table("family")
    return {
        "mailboxes.json": mailboxes(SOURCE, lambda word: max(given.share(word), family.share(word))),
        "nicknames.json": nicknames(SOURCE, given.share),
    }


def main() -> None:
    """Write what has changed, and say so."""
    _write(tables())
    _write(weighed_tables())
    sources = SOURCE / "SOURCES.toml"
    text = sources.read_text(encoding="utf-8")
    if (after := sealed(text, TARGET)) != text:
        sources.write_text(after, encoding="utf-8")
        print(f"sealed: {sources.relative_to(ROOT)}")


def _write(built: Mapping[str, str]) -> None:
    for name, text in built.items():
        path = TARGET / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
