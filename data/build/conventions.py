"""Spelling questions: `data/conventions.toml` becomes pseudo-counts and sentences.

Start reading at `conventions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from words import HEAD, BadList, document

KEYS = {"asks", "source", "shares", "answers", "numbered", "sorts", "alone", "wording", "letters"}


def conventions(path: Path) -> str:
    """The module of pseudo-counts by question and answer."""
    read = _read(path)
    total = read["total"]
    lines = [HEAD.format(title="What published standards say of spelling questions", files="`data/conventions.toml`")]
    lines += ['__all__ = ["LETTERS", "PSEUDO_COUNTS", "SORTS", "TOTAL"]', "", f"TOTAL = {total!r}", "PSEUDO_COUNTS = {"]
    for question, entry in _questions(read).items():
        if shares := entry.get("shares"):
            whole = sum(shares.values())
            counts = {answer: round(share / whole * total, 9) for answer, share in shares.items()}
            lines.append(f"    {question!r}: {counts!r},")
    lines += ["}", "", "# Question -> the question that it is a sort of.", "SORTS = {"]
    for question, entry in _questions(read).items():
        alone = entry.get("alone", "").split()
        lines += [f"    {question + s!r}: {question!r}," for s in entry.get("sorts", "").split() if s not in alone]
    lines += ["}", "", "# Question -> answer -> what it writes for a letter, or for several.", "LETTERS = {"]
    lines += [
        f"    {question!r}: {_letters(entry)!r}," for question, entry in _questions(read).items() if "letters" in entry
    ]
    return "\n".join([*lines, "}", ""])


def _letters(entry: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What each answer writes, in the order of the shares."""
    pairs = {answer: entry["letters"][answer].split() for answer in entry["shares"]}
    return {answer: dict(zip(words[::2], words[1::2], strict=True)) for answer, words in pairs.items()}


def wording(path: Path) -> str:
    """The module of sentences by `question=answer`; of a question asked of several sorts there is one for all."""
    lines = [HEAD.format(title="Answers to spelling questions in words", files="`data/conventions.toml`")]
    lines += ['__all__ = ["WORDING"]', "", "WORDING = {"]
    for question, entry in _questions(_read(path)).items():
        lines += [f"    {f'{question}={a}'!r}: {text!r}," for a, text in entry.get("wording", {}).items()]
    return "\n".join([*lines, "}", ""])


def _read(path: Path) -> Mapping[str, Any]:
    read = document(path)
    for question, entry in _questions(read).items():
        where = f"{path}, [{question}]"
        if unknown := set(entry) - KEYS:
            raise BadList(f"{where}: a question has no {', '.join(sorted(unknown))}")
        if not entry.get("asks") or ("shares" in entry) == ("answers" in entry):
            raise BadList(f"{where}: a question says what it `asks` and has either `shares` or `answers`")
        if "shares" in entry and not entry.get("source"):
            raise BadList(f"{where}: shares that nobody counted need a `source`")
        answers = entry["shares"] if "shares" in entry else f"{entry['answers']} {entry.get('numbered', '')}".split()
        if "letters" in entry and set(entry["letters"]) != set(entry.get("shares", ())):
            raise BadList(f'{where}: `letters` say of each answer what it writes; "" for the plain letter')
        if any(len(text.split()) % 2 for text in entry.get("letters", {}).values()):
            raise BadList(f'{where}: `letters` are pairs, as "ä ae ö oe"')
        if strange := set(entry.get("wording", {})) - set(answers):
            raise BadList(f"{where}: wording of no answer: {', '.join(sorted(strange))}")
    return read


def _questions(read: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {question: entry for question, entry in read.items() if isinstance(entry, dict)}
