"""Kanji: names read by the dictionary, and what becomes of them without it."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from emailguess import InvalidName, guess
from emailguess.data import han_names
from emailguess.names.romanization import han, kanji
from emailguess.names.romanization.kana import hepburn

needs_dictionary = pytest.mark.skipif(
    find_spec("unidic_lite") is None or find_spec("fugashi") is None, reason="the extra `japanese` is not installed"
)

KNOWN = ["Ann Lee <ann.lee@acme.example>", "Bob Jones <bob.jones@acme.example>"]


def read(name: str, country: str | None = "JP") -> str:
    """The local part guessed for a name."""
    best = guess(name, "acme.example", known=KNOWN, country=country).best
    assert best is not None
    return best.address.partition("@")[0]


@needs_dictionary
@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("小笠原健二", "kenji.ogasawara"),
        ("柳原 莉子", "riko.yanagihara"),
        ("髙橋陽介", "yosuke.takahashi"),
        ("飯塚 のり子", "noriko.iizuka"),
        ("井上恵子", "keiko.inoue"),
    ],
)
def test_names_nobody_listed_are_read(name: str, local: str) -> None:
    """The dictionary divides an undivided name and tells how both halves sound."""
    assert local == read(name)


@needs_dictionary
def test_kana_tell_that_kanji_are_japanese() -> None:
    """Without a country, kana in the name say as much."""
    assert "sakura.iizuka" == read("飯塚 さくら", None)


def test_without_country_or_kana_characters_are_chinese() -> None:
    """王小明 stays Wang Xiaoming, whatever the dictionary knows."""
    assert "xiaoming.wang" == read("王小明", None)


@needs_dictionary
def test_the_first_reading_is_the_usual_one() -> None:
    """Of the commonest surnames and given names the dictionary's first reading is the listed one."""
    for names, family in ((han_names.JAPANESE_SURNAMES, True), (han_names.JAPANESE_GIVEN_NAMES, False)):
        for written, listed in names.items():
            first = kanji.readings(written, family=family)[0]
            assert listed == hepburn(first, marked=True), written


@needs_dictionary
def test_other_readings_stay_candidates() -> None:
    """優 is Yū or Masaru: the second has its share."""
    locals_ = [c.address.partition("@")[0] for c in guess("小笠原 優", "acme.example", known=KNOWN, country="JP")]
    assert "yu.ogasawara" == locals_[0]
    assert "masaru.ogasawara" in locals_


@needs_dictionary
def test_what_is_no_name_is_not_read() -> None:
    """A word that the dictionary knows only as something else has no reading."""
    assert () == kanji.readings("経済", family=True)
    with pytest.raises(InvalidName, match="Latin letters"):
        guess("経済 新聞紙", "acme.example", country="JP")


def test_without_the_dictionary_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing, unlisted kanji are refused and the error says what reads them."""
    monkeypatch.setattr(kanji, "_tagger", lambda: None)
    kanji.readings.cache_clear()
    han._japanese.cache_clear()
    with pytest.raises(InvalidName, match=r"emailguess\[japanese\]"):
        guess("小笠原 六花", "acme.example", country="JP")
    kanji.readings.cache_clear()
    han._japanese.cache_clear()
