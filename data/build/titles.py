"""Titles of columns: `data/files/titles.toml` becomes the table that readers of files look titles up in.

Start reading at `titles`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from words import BadList, document

_OF_WORDS = ("words", "salutations")
# Windows code pages by language, from Microsoft's list of code page identifiers.
CODE_PAGES = {
    "windows-1252": "de fr es pt it nl sv da fi",
    "windows-1250": "pl cs sk hu ro hr",
    "windows-1254": "tr",
    "windows-1257": "et lv lt",
    "windows-1251": "ru uk bg",
    "windows-1253": "el",
}


def titles(path: Path) -> str:
    """The packed table: fields with their titles, languages merged in their order; every group has its source."""
    read = document(path)
    for name, group in read.items():
        if not group.get("source"):
            raise BadList(f"{path}, [{name}]: a group has a `source`")
    groups = {name: {k: v for k, v in group.items() if k != "source"} for name, group in read.items()}
    special = (*_OF_WORDS, "months", "verdicts")
    table = {
        "format": "emailguess-titles",
        "version": 1,
        "titles": {name: _once(group.values(), ";") for name, group in groups.items() if name not in special},
        "words": {kind: sorted(set(text.split())) for kind, text in groups["words"].items()},
        "salutations": sorted(set(" ".join(groups["salutations"].values()).split())),
        "months": _months(groups["months"]),
        "code_pages": _code_pages([group for name, group in groups.items() if name not in special]),
        "verdicts": {kind: _once([text], ";") for kind, text in groups["verdicts"].items()},
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _once(texts: Iterable[str], mark: str) -> list[str]:
    """Each entry once, in the order of the languages: the first are the plainest."""
    entries = (" ".join(e.split()) for text in texts for e in text.split(mark))
    return [e for e in dict.fromkeys(entries) if e]


def _months(languages: Mapping[str, str]) -> dict[str, int]:
    """A month's names with its number; a word for two months in two languages names none."""
    found: dict[str, set[int]] = {}
    for text in languages.values():
        for number, names in enumerate(text.split(";"), 1):
            for name in names.split():
                found.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in sorted(found.items()) if len(numbers) == 1}


def _code_pages(groups: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The titles that one family of languages has alone, with its code page."""
    page = {language: name for name, languages in CODE_PAGES.items() for language in languages.split()}
    found: dict[str, set[str]] = {}
    for group in groups:
        for language, text in group.items():
            for title in _once([text], ";"):
                found.setdefault(title, set()).add(page.get(language, ""))
    return {title: min(pages) for title, pages in sorted(found.items()) if len(pages) == 1 and "" not in pages}
