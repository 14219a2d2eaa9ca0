"""Families of mail servers: `data/mail/providers.toml` becomes the table that the MX check reads."""

from __future__ import annotations

import json
from pathlib import Path

from words import BadList, document

EVIDENCE = ("provider", "public")


def providers(path: Path) -> str:
    """The packed table: suffixes by family, each suffix once."""
    families: dict[str, list[str]] = {}
    seen: set[str] = set()
    for entry in document(path)["families"]:
        family, suffixes = entry["family"], entry["suffixes"]
        if not entry.get("source") or entry.get("evidence") not in EVIDENCE:
            raise BadList(f"{path}, {family}: an entry has a `source` and says what `evidence` it is")
        for suffix in suffixes:
            if suffix in seen or suffix != suffix.lower().strip(".") or "." not in suffix:
                raise BadList(f"{path}, {family}: {suffix} is there twice or is no suffix of host names")
            seen.add(suffix)
        families.setdefault(family, []).extend(suffixes)
    table = {"format": "emailguess-mail-providers", "version": 1, "families": families}
    return json.dumps(table, indent=1) + "\n"
