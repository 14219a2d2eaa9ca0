"""Han characters: Chinese names in pinyin, Wade-Giles or with a Cantonese surname; the commonest Japanese names.

Pinyin of a character is anyascii's; surnames that read otherwise, and the Cantonese ones, are listed. Japanese names
that are not listed are looked up in a dictionary (`kanji`) where the country or kana beside them say that they are
Japanese; Chinese given names in Cantonese cannot be told from the characters. Sources: ISO 7098, the Wade-Giles table
of the Library of Congress, the Hong Kong Government's Cantonese romanisation, Hepburn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from emailguess.data.han_names import HAN_SURNAME_CANTONESE, HAN_SURNAME_PINYIN, JAPANESE_GIVEN_NAMES, JAPANESE_SURNAMES
from emailguess.names.romanization import Answers, Romaniser, Word, _transliterated, kanji, untold
from emailguess.names.romanization.kana import hepburn
from emailguess.names.romanization.latin import long_vowel_questions, long_vowels

__all__ = ["ROMANISER", "japanese_split"]

# ü after l and n is written u, v (the key on a keyboard) or yu (passports).
_UE = frozenset("吕呂女绿綠律旅侣侶闾閭率屡履")

_WG_INITIALS = [
    ("ch", "ch"), ("sh", "sh"), ("zh", "ch"), ("x", "hs"), ("q", "ch"), ("j", "ch"), ("r", "j"), ("b", "p"), ("d", "t"),
    ("g", "k"),
    ("z", "ts"), ("c", "ts"),
]  # fmt: skip
_WG_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh",
    "you": "yu", "yan": "yen", "ye": "yeh", "yi": "i", "yong": "yung",
}  # fmt: skip
_WG_FINALS = [
    ("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("iu", "iu"), ("uo", "o"),
]  # fmt: skip


def japanese_split(text: str, country: str = "") -> int:
    """How many characters of an undivided name are a Japanese surname; 0 if it may be none.

    Without the country only listed names are taken for Japanese.

    >>> japanese_split("田中太郎"), japanese_split("王小明")
    (2, 0)
    """
    text = text.translate(_VARIANTS)
    listed = next((i for i in (3, 2, 1) if text[:i] in JAPANESE_SURNAMES and text[i:] in JAPANESE_GIVEN_NAMES), 0)
    return listed or (kanji.split(text) if country == "JP" else 0)


# Forms of characters that only names have.
_VARIANTS = str.maketrans("髙﨑", "高崎")


@lru_cache(maxsize=1024)
def _japanese(word: Word, country: str) -> tuple[str, ...]:
    """Japanese readings with macrons, the likeliest first; none where the word is taken for Chinese."""
    text = word.text.translate(_VARIANTS)
    # The lists are short: a given name of two characters and more that is on them is hardly ever Chinese.
    alone = word.family or len(text) > 1 or country == "JP"
    listed = (JAPANESE_SURNAMES if word.family else JAPANESE_GIVEN_NAMES).get(text, "") if alone else ""
    read = tuple([hepburn(r, marked=True) for r in kanji.readings(text, family=word.family)]) if country == "JP" else ()
    # What is listed is read so by most people who bear it.
    return tuple(dict.fromkeys((listed, *read))) if listed else read


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    japanese = _japanese(word, country)
    if japanese:
        found = long_vowel_questions("".join(japanese))
        if len(japanese) > 1:
            found["kanji-surname" if word.family else "kanji-given"] = _READINGS[: len(japanese)]
        return found
    if country == "JP":
        return {}
    found = {"han-system": ("pinyin", "wade-giles", "cantonese")}
    if any(c in _UE for c in word.text):
        found["pinyin-ue"] = ("v", "yu", "u")
    return found


_READINGS = ("usual", "second", "third", "fourth")


def _write(word: Word, answers: Answers, country: str) -> str:
    japanese = _japanese(word, country)
    if japanese:
        answer = answers.get("kanji-surname" if word.family else "kanji-given", "usual")
        return long_vowels(japanese[_READINGS.index(answer)], answers)
    if country == "JP" or any("\u3041" <= c <= "\u30ff" for c in word.text):
        missing = "" if kanji.installed() else " (pip install 'emailguess[japanese]' reads most names)"
        raise untold(word.text, f"the reading of these kanji cannot be told from the characters{missing}")
    system = answers.get("han-system", "pinyin")
    if word.family and system == "cantonese" and word.text in HAN_SURNAME_CANTONESE:
        return HAN_SURNAME_CANTONESE[word.text]
    if word.family and word.text in HAN_SURNAME_PINYIN:
        syllables = [HAN_SURNAME_PINYIN[word.text]]
    else:
        syllables = [_pinyin(c, answers) for c in word.text]
    if system == "wade-giles":
        syllables = [_wade_giles(s) for s in syllables]
    return ("" if word.family else "-").join(syllables)


def _pinyin(char: str, answers: Answers) -> str:
    syllable = _transliterated(char)
    if char in _UE:
        return syllable.replace("u", answers.get("pinyin-ue", "u"))
    return syllable


def _wade_giles(syllable: str) -> str:
    """Wade-Giles without its marks, as names on cards have it.

    >>> [_wade_giles(s) for s in ("zhang", "xiao", "zhi", "jian", "guo", "cai", "de")]
    ['chang', 'hsiao', 'chih', 'chien', 'kuo', 'tsai', 'te']
    """
    if syllable in _WG_WHOLE:
        return _WG_WHOLE[syllable]
    for pinyin, own in _WG_INITIALS:
        if syllable.startswith(pinyin):
            syllable = own + syllable[len(pinyin) :]
            break
    for pinyin, own in _WG_FINALS:
        if syllable.endswith(pinyin) and not (pinyin == "uo" and re.match("[kh]|sh", syllable)):
            return syllable[: -len(pinyin)] + own
    return syllable


ROMANISER = Romaniser(_questions, _write)
