"""Kanji: readings of Japanese names by MeCab with the UniDic dictionary, where the extra `japanese` is installed.

It reads words that are known to be Japanese and never tells Chinese from Japanese names. A name that the dictionary
does not know as one is not read.

Start reading at `readings`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fugashi import Tagger

__all__ = ["installed", "readings", "split"]

# UniDic's classes of names.
_PERSON, _SURNAME, _GIVEN = "人名", "姓", "名"
# Analyses looked through, and readings that are kept of them.
_ANALYSES, _MAX_READINGS = 12, 3


class _Token(NamedTuple):
    surface: str
    sound: str
    """In katakana, with ー where a vowel is long."""
    part: str
    """Surname, given name, or something else."""


def installed() -> bool:
    """Whether readings can be looked up at all."""
    return _tagger() is not None


@lru_cache(maxsize=1)
def _tagger() -> Tagger | None:
    try:
        import unidic_lite
        from fugashi import Tagger
    except ImportError:
        return None
    return Tagger(f'-r "{unidic_lite.DICDIR}/mecabrc" -d "{unidic_lite.DICDIR}"')


@lru_cache(maxsize=1024)
def readings(word: str, *, family: bool) -> tuple[str, ...]:
    """Sounds of a surname or a given name in katakana, the likeliest first; none where the dictionary has no such name.

    Long vowels are marked with ー.
    """
    wanted = _SURNAME if family else _GIVEN
    found = [token.sound for tokens in _analyses(word) for token in tokens if token.part == wanted and len(tokens) == 1]
    return tuple(dict.fromkeys(found))[:_MAX_READINGS]


def split(name: str) -> int:
    """How many characters of an undivided name are the surname; 0 where that cannot be told."""
    for tokens in _analyses(name):
        if [token.part for token in tokens] == [_SURNAME, _GIVEN]:
            return len(tokens[0].surface)
    return 0


def _analyses(text: str) -> Iterator[list[_Token]]:
    tagger = _tagger()
    if tagger is None:
        return
    for nodes in tagger.nbestToNodeList(text, _ANALYSES):
        tokens = []
        for node in nodes:
            feature = node.feature
            name = feature.pos3 == _PERSON and feature.kana and feature.pron
            tokens.append(_Token(node.surface, _sound(feature.kana, feature.pron) if name else "", feature.pos4 or ""))
        yield tokens


def _sound(kana: str, spoken: str) -> str:
    """Spelling with the long vowels of the pronunciation, save ei, which Hepburn leaves as it is.

    >>> _sound("ヨウスケ", "ヨースケ"), _sound("イノウエ", "イノウエ"), _sound("ケイコ", "ケーコ")
    ('ヨースケ', 'イノウエ', 'ケイコ')
    """
    if len(kana) != len(spoken):
        return kana
    return "".join("ー" if s == "ー" and k in "ウオ" else k for k, s in zip(kana, spoken, strict=True))
