"""Hangul: Korean names in Latin letters, surnames as passports have them, given names by the Revised Romanization.

Sources: Revised Romanization of Korean (2000), which leaves personal names to their owners, and the surname spellings
in common use. Hanja (Chinese characters) are not read as Korean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.data.hangul_names import HANGUL_SURNAMES
from emailguess.names.romanization import Answers, Romaniser, Word

__all__ = ["COMPOUND_SURNAMES", "ROMANISER"]

_INITIALS = "g kk n d tt r m b pp s ss . j jj ch k t p h".replace(".", "").split(" ")
_MEDIALS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = ". k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace(".", "").split(" ")

COMPOUND_SURNAMES = frozenset(word for word in HANGUL_SURNAMES if len(word) == 2)
_ANSWERS = ("usual", "second", "third")


def _jamo(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - 0xAC00
    return code // 588, code % 588 // 28, code % 28


def _syllables(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFC", text) if 0xAC00 <= ord(c) <= 0xD7A3]


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    text = unicodedata.normalize("NFC", word.text)
    if word.family and text in HANGUL_SURNAMES:
        spellings = len(HANGUL_SURNAMES[text])
        return {"hangul-surname": _ANSWERS[:spellings]} if spellings > 1 else {}
    found: dict[str, Sequence[str]] = {}
    for syllable in _syllables(text):
        initial, medial, _ = _jamo(syllable)
        if medial == 13:
            found["hangul-u"] = ("u", "oo")
        if medial in (4, 6):
            found["hangul-eo"] = ("eo", "u")
        if medial == 19 and initial == 18:
            found["hangul-hui"] = ("ee", "ui")
        if initial == 0:
            found["hangul-g"] = ("g", "k")
    return found


def _write(word: Word, answers: Answers, country: str) -> str:
    text = unicodedata.normalize("NFC", word.text)
    if word.family and text in HANGUL_SURNAMES:
        spellings = HANGUL_SURNAMES[text]
        place = _ANSWERS.index(answers.get("hangul-surname", "usual"))
        return spellings[min(place, len(spellings) - 1)]
    return "-".join(_syllable(*_jamo(s), answers) for s in _syllables(text))


def _syllable(initial: int, medial: int, final: int, answers: Answers) -> str:
    head, vowel = _INITIALS[initial], _MEDIALS[medial]
    if initial == 0:
        head = answers.get("hangul-g", "g")
    if medial == 13 and answers.get("hangul-u") == "oo":
        vowel = "woo" if not head else "oo"
    if medial in (4, 6) and answers.get("hangul-eo") == "u":
        vowel = "u" if medial == 4 else "you" if (initial, final) == (11, 21) else "yu"
    if medial == 19 and initial == 18:
        vowel = answers.get("hangul-hui", "ee")
    return head + vowel + _FINALS[final]


ROMANISER = Romaniser(_questions, _write)
