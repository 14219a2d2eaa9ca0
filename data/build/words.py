"""Lists of words: TOML that people edit becomes a module of constants.

A file holds lists. A list says what it is `about` and has groups, each with its `source` and one of

- `words`: words in any order; the constant is a frozen set
- `list`: entries in their order, which may hold spaces; a tuple
- `pairs`: a word and what it stands for, a pair to a line; a dict
- `rows`: a word and what belongs to it, the likeliest first, a row to a line; a dict of tuples
- `members`: what words stand for, and those words, a row to a line; a dict by word

Start reading at `words`.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

KINDS = ("words", "list", "pairs", "rows", "members")
WIDTH = 118

HEAD = '''"""{title}. Built by `python data/build`; edit {files} instead."""

# ruff: noqa
# fmt: off
'''


class BadList(SystemExit):
    """A list that cannot be built, with what to mend."""


def document(path: Path) -> dict[str, Any]:
    """A TOML file, or an error that says which file cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadList(f"{path}: {error}") from error


def words(paths: Sequence[Path], below: Path) -> str:
    """The module that holds the lists of some files, in the order of the files."""
    made: dict[str, str] = {}
    for path in paths:
        for name, entry in document(path).items():
            if name in made:
                raise BadList(f"{path}: there is a list {name} already")
            made[name] = _constant(name, entry, f"{path}, [{name}]")
    files = " and ".join(f"`{path.relative_to(below.parent)}`" for path in paths)
    if len(paths) > 2:
        files = f"the files in `{paths[0].parent.relative_to(below.parent)}`"
    head = HEAD.format(title="Lists of words", files=files)
    exported = "\n".join(f'    "{name.upper()}",' for name in sorted(made))
    return f"{head}\n__all__ = [\n{exported}\n]\n\n" + "\n".join(made.values())


def _constant(name: str, entry: Mapping[str, Any], where: str) -> str:
    groups = {key: group for key, group in entry.items() if isinstance(group, dict)}
    if not entry.get("about") or not groups:
        raise BadList(f"{where}: a list needs `about` and at least one group")
    kinds = {kind for group in groups.values() for kind in KINDS if kind in group}
    if len(kinds) != 1:
        raise BadList(f"{where}: its groups need one and the same of {', '.join(KINDS)}")
    (kind,) = kinds
    found: list[Any] = []
    for key, group in groups.items():
        if not group.get("source") or set(group) != {"source", kind}:
            raise BadList(f"{where}.{key}: a group has a `source` and `{kind}`, nothing else")
        found += group[kind] if kind == "list" else _read(kind, group[kind], f"{where}.{key}")
    if kind == "list" and any("|" in entry or entry != entry.strip() for entry in found):
        raise BadList(f"{where}: an entry has no | and no blank at its ends")
    keys = [row[0] if isinstance(row, tuple) else row for row in found]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise BadList(f"{where}: twice in the list: {', '.join(twice)}")
    about = "\n".join(textwrap.wrap(entry["about"], WIDTH, initial_indent="# ", subsequent_indent="# "))
    return f"{about}\n{_expression(name.upper(), kind, found)}\n"


def _read(kind: str, text: str, where: str) -> list[Any]:
    if kind == "words":
        return text.split()
    rows = [tuple(line.split()) for line in text.splitlines() if line.strip()]
    if any(len(row) < 2 or (kind == "pairs" and len(row) > 2) or "|" in "".join(row) for row in rows):
        raise BadList(f"{where}: each line has a word and what belongs to it, and no |")
    if kind == "members":
        return [(word, head) for head, *members in rows for word in members]
    return rows


def _expression(name: str, kind: str, found: Sequence[Any]) -> str:
    if kind == "words":
        return f'{name} = frozenset("""\n{_wrapped(sorted(found), " ")}\n""".split())'
    if kind == "list":
        return f'{name} = tuple(map(str.strip, """\n{_wrapped(found, " | ")}\n""".split("|")))'
    text = _wrapped([" ".join(row) for row in found], " | ")
    if kind == "rows":
        return f'{name} = {{key: tuple(values) for key, *values in map(str.split, """\n{text}\n""".split("|"))}}'
    return f'{name} = {{key: value for key, value in map(str.split, """\n{text}\n""".split("|"))}}'


def _wrapped(entries: Iterable[str], between: str) -> str:
    lines, line = [], ""
    for entry in entries:
        if line and len(line) + len(between) + len(entry) > WIDTH:
            lines.append(line + between.rstrip())
            line = entry
        else:
            line = f"{line}{between}{entry}" if line else entry
    return "\n".join([*lines, line])
