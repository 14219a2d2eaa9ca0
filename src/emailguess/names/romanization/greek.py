"""Greek names in Latin letters: ELOT 743 (passports), with the spellings people use beside it.

It reads modern Greek; ancient accents fall.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word

__all__ = ["ROMANISER"]

_TABLE = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
_VOICED = "αεηιουωβγδζλμνρ"
_RAISED: dict[str, tuple[str, tuple[str, ...]]] = {
    "grk-ch": ("χ", ("ch", "h", "x")),
    "grk-f": ("φ", ("f", "ph")),
    "grk-y": ("(?<![αεηο])υ", ("y", "i")),
    "grk-gk": ("(?<!^)γκ", ("gk", "g")),
    "grk-yi": ("^γι(?=[αοω])", ("gi", "yi", "y")),
    "grk-mp": ("(?<!^)μπ", ("mp", "b")),
    "grk-nt": ("ντ", ("nt", "d")),
}


def _low(text: str) -> str:
    """Lower case without accents; a diaeresis stays, for it divides vowels."""
    out = unicodedata.normalize("NFD", text.lower())
    out = "".join(c for c in out if not unicodedata.combining(c) or c == "\u0308")
    return out.replace("υ\u0308", "y").replace("ι\u0308", "i").replace("\u0308", "")


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    text = _low(word.text)
    return {q: answers for q, (raising, answers) in _RAISED.items() if re.search(raising, text)}


def _write(word: Word, answers: Answers, country: str) -> str:
    text = _low(word.text)
    text = text.replace("ου", "ou")
    text = re.sub(rf"(?<=[αεη])υ(?=[{_VOICED}])", "v", text)
    text = re.sub("(?<=[αεη])υ", "f", text)
    text = re.sub("^γι(?=[αοω])", answers.get("grk-yi", "gi"), text)
    text = text.replace("γγ", "ng").replace("γξ", "nx").replace("γχ", "nch")
    text = re.sub("^γκ", "gk", text)
    text = text.replace("γκ", answers.get("grk-gk", "gk"))
    text = re.sub("^μπ|μπ$", "b", text)
    text = text.replace("μπ", answers.get("grk-mp", "mp"))
    text = text.replace("ντ", answers.get("grk-nt", "nt"))
    table = {
        **_TABLE,
        "χ": answers.get("grk-ch", "ch"),
        "φ": answers.get("grk-f", "f"),
        "υ": answers.get("grk-y", "y"),
    }
    return "".join(table.get(c, c) for c in text)


ROMANISER = Romaniser(_questions, _write)
