"""Scripts of India: a consonant carries an a unless a sign takes it away, and northern languages drop the last one.

The blocks of Unicode for these scripts are laid out alike, so that one table reads them all; long vowels are written
short as people write their names. Tamil does not tell voiced consonants from others, and neither does this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word

__all__ = ["ROMANISER"]

# By place in the script's block of 128.
_CONSONANTS = dict(
    zip(
        range(0x15, 0x3A),
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h".split(),
        strict=True,
    )
)
_VOWELS = {
    0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0D: "e", 0x0E: "e", 0x0F: "e",
    0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au",
}  # fmt: skip
_SIGNS = {
    0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e", 0x47: "e", 0x48: "ai",
    0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au",
}  # fmt: skip
_NASAL, _VIRAMA, _NUKTA = (0x01, 0x02), 0x4D, 0x3C
_BLOCKS = range(0x0900, 0x0D80)
_SOUTHERN = 0x0B80  # from Tamil on the last a is sounded or taken away by a sign


def _latin(text: str) -> str:
    """Letters with a mark (*) for an a that is only implied.

    >>> _latin("राहुल"), _latin("वर्मा")
    ('rahul*', 'v*rma')
    """
    out: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        code = ord(char)
        place = code % 0x80 if code in _BLOCKS else -1
        if place in _CONSONANTS:
            out += [_CONSONANTS[place], "*"]
        elif place in _VOWELS:
            out.append(_VOWELS[place])
        elif (place in _SIGNS or place == _VIRAMA) and out and out[-1] == "*":
            out[-1] = _SIGNS.get(place, "")
        elif place in _NASAL:
            out.append("n")
    return "".join(out)


def _write(word: Word, answers: Answers, country: str) -> str:
    latin = _latin(word.text)
    if any(ord(c) < _SOUTHERN for c in word.text if ord(c) in _BLOCKS):
        latin = re.sub(r"(?<=[^*])\*$", "", latin) if len(latin) > 2 else latin
        # Between a vowel with its consonant and a consonant with its vowel it is not sounded either (Hindi).
        latin = re.sub(r"(?<=[aeiou*])([bcdfghjklmnpqrstvy]h?)\*(?=[bcdfghjklmnpqrstvy]h?[aeiou])", r"\1", latin)
    latin = latin.replace("*", "a")
    if answers.get("indic-v") == "w":
        latin = latin.replace("v", "w")
    return latin


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    return {"indic-v": ("v", "w")} if "v" in _latin(word.text) else {}


ROMANISER = Romaniser(_questions, _write)
