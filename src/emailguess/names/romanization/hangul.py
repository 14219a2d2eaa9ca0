"""Hangul: Korean names in Latin letters, surnames as passports have them, given names by the Revised Romanization.

Sources: Revised Romanization of Korean (2000), which leaves personal names to their owners, and the surname spellings
in common use. Hanja (Chinese characters) are not read as Korean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word

__all__ = ["COMPOUND_SURNAMES", "ROMANISER"]

_INITIALS = "g kk n d tt r m b pp s ss . j jj ch k t p h".replace(".", "").split(" ")
_MEDIALS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = ". k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace(".", "").split(" ")

# Surname -> spellings in use, the commonest first.
_SURNAMES = {
    word[0]: word[1:]
    for word in (
        line.split()
        for line in (
            "김 kim,이 lee yi rhee,박 park pak,최 choi choe,정 jung jeong chung,강 kang gang,조 cho jo,윤 yoon yun,"
            "장 jang chang,임 lim im,한 han,오 oh o,서 seo suh,신 shin sin,권 kwon gwon,황 hwang,안 ahn an,송 song,"
            "류 ryu yoo,유 yoo yu,홍 hong,전 jeon jun,고 ko go,문 moon mun,양 yang,손 son sohn,배 bae,백 baek paik,"
            "허 heo hur huh,남 nam,심 shim sim,노 noh roh no,하 ha,곽 kwak gwak,성 sung seong,차 cha,주 joo ju,"
            "우 woo u,"
            "구 koo gu,민 min,나 na,진 jin,지 ji,엄 um eom,채 chae,원 won,천 chun cheon,방 bang,공 kong gong,현 "
            "hyun hyeon,"
            "함 ham,변 byun byeon,염 yeom yum,여 yeo,추 choo chu,도 do,소 so,석 seok suk,선 sun seon,설 seol sul,마 ma,"
            "길 gil kil,연 yeon,위 wi,표 pyo,명 myung myeong,기 ki gi,반 ban,왕 wang,금 keum geum,옥 ok,육 yook "
            "yuk,인 in,"
            "맹 maeng,제 je,모 mo,탁 tak,국 kook guk,어 eo,은 eun,편 pyun pyeon,용 yong,남궁 namgung namkoong,"
            "황보 hwangbo,제갈 jegal,사공 sagong,선우 sunwoo seonu,독고 dokgo,서문 seomun"
        ).split(",")
    )
}
COMPOUND_SURNAMES = frozenset(word for word in _SURNAMES if len(word) == 2)
_ANSWERS = ("usual", "second", "third")


def _jamo(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - 0xAC00
    return code // 588, code % 588 // 28, code % 28


def _syllables(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFC", text) if 0xAC00 <= ord(c) <= 0xD7A3]


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    text = unicodedata.normalize("NFC", word.text)
    if word.family and text in _SURNAMES:
        spellings = len(_SURNAMES[text])
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
    if word.family and text in _SURNAMES:
        spellings = _SURNAMES[text]
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
