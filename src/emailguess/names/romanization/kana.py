"""Kana: Japanese names in Hepburn, long vowels short unless a company writes them.

Single signs are anyascii's; contracted sounds, doubled consonants and length are put together here. Kanji, also
beside kana, are for `han`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word, _transliterated
from emailguess.names.romanization.latin import long_vowel_questions, long_vowels

__all__ = ["ROMANISER", "hepburn"]

_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o", "ャ": "a", "ュ": "u", "ョ": "o"}
_SMALL_VOWELS = dict(zip("ぁぃぅぇぉァィゥェォ", "aiueoaiueo", strict=True))
# Where the sign is not what anyascii gives in a name.
_OWN = {"づ": "zu", "ヅ": "zu", "ぢ": "ji", "ヂ": "ji", "を": "o", "ヲ": "o", "ん": "n", "ン": "n"}


def hepburn(text: str, *, marked: bool = False) -> str:
    """Kana in Latin letters, with macrons; `marked`: only ー makes a vowel long (イノウエ is no Inōe).

    >>> [hepburn(t) for t in ("しょうた", "はっとり", "ゆうこ", "ユーコ", "おおの", "きょうこ")]
    ['shōta', 'hattori', 'yūko', 'yūko', 'ōno', 'kyōko']
    >>> hepburn("イノウエ", marked=True), hepburn("ショータ", marked=True)
    ('inoue', 'shōta')
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
            vowel = out[-1][-1]
            if vowel in "ou":
                out[-1] = out[-1][:-1] + {"o": "ō", "u": "ū"}[vowel]
            else:
                out.append(vowel)
        else:
            out.append(_OWN.get(char) or _transliterated(char))
    latin = re.sub(r"\*(ch|.)", lambda m: ("t" if m[1] == "ch" else m[1]) + m[1], "".join(out))
    return latin if marked else latin.replace("ou", "ō").replace("oo", "ō").replace("uu", "ū")


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    return long_vowel_questions(hepburn(word.text))


def _write(word: Word, answers: Answers, country: str) -> str:
    return long_vowels(hepburn(word.text), answers)


ROMANISER = Romaniser(_questions, _write)
