"""Kana: Japanese names in Hepburn, long vowels short unless a company writes them.

Single signs are anyascii's; contracted sounds, doubled consonants and length are put together here. Kanji beside kana
are read where `han` lists them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.scripts import Answers, Romaniser, Word, _transliterated, untold
from emailguess.scripts.latin import long_vowels

__all__ = ["ROMANISER"]

_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL_VOWELS = dict(zip("ぁぃぅぇぉァィゥェォ", "aiueoaiueo", strict=True))
# Where the sign is not what anyascii gives in a name.
_OWN = {"づ": "zu", "ヅ": "zu", "ぢ": "ji", "ヂ": "ji", "を": "o", "ヲ": "o", "ん": "n", "ン": "n"}


def _romaji(text: str) -> str:
    """Hepburn with macrons.

    >>> [_romaji(t) for t in ("しょうた", "はっとり", "ゆうこ", "ユーコ", "おおの", "きょうこ")]
    ['shōta', 'hattori', 'yūko', 'yūko', 'ōno', 'kyōko']
    """
    out: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char in _SMALL and out:
            head = out.pop().removesuffix("i")
            out.append(head + ("" if head.endswith(("sh", "ch", "j")) else "y") + _SMALL[char])
        elif char in _SMALL_VOWELS and out:
            out.append(out.pop()[:-1] + _SMALL_VOWELS[char])
        elif char in "っッ":
            out.append("*")
        elif char == "ー" and out:
            out.append(out[-1][-1])
        else:
            out.append(_OWN.get(char) or _transliterated(char))
    latin = re.sub(r"\*(ch|.)", lambda m: ("t" if m[1] == "ch" else m[1]) + m[1], "".join(out))
    return latin.replace("ou", "ō").replace("oo", "ō").replace("uu", "ū")


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    latin = _romaji(word.text)
    found: dict[str, Sequence[str]] = {}
    if "ō" in latin:
        found["long-o"] = ("o", "ou", "oh")
    if "ū" in latin:
        found["long-u"] = ("u", "uu")
    return found


def _write(word: Word, answers: Answers, country: str) -> str:
    if any("\u4e00" <= c <= "\u9fff" for c in word.text):
        raise untold(word.text, "the reading of these kanji cannot be told from the characters")
    return long_vowels(_romaji(word.text), answers)


ROMANISER = Romaniser(_questions, _write)
