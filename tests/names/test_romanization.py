"""Scripts: the letters a word of any alphabet becomes, in the ways people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import InvalidName
from emailguess.data.conventions import LETTERS
from emailguess.names.questions import PSEUDO_COUNTS
from emailguess.names.romanization import Word, letters, romanised, script_of, unaccented


def ways(text: str, *, family: bool = False, country: str = "") -> list[str]:
    """All ways to write one word, the most conventional first."""
    return list(dict.fromkeys(way.words[0] for way in romanised((Word(text, family),), country)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", ["mueller", "muller"]),  # DIN 5007-2
        ("Øst", ["ost", "oest"]),  # ICAO Doc 9303-3
        ("Đuro", ["duro", "djuro"]),
        ("Žižka", ["zizka"]),
        ("Łukasz", ["lukasz"]),
        ("Weiß", ["weiss"]),
        ("Peña", ["pena"]),
        ("Yıldız", ["yildiz"]),
        ("İnci", ["inci"]),
        ("Þór", ["thor"]),
        ("Garðar", ["gardar"]),
        ("Ōno", ["ono", "oono", "ohno"]),
        (
            "Юрий",
            ["yury", "yuri", "yuriy", "yurii", "iury", "iuri", "iuriy", "iurii", "jury", "juri", "juriy", "jurii"],
        ),
        ("Хромов", ["khromov", "hromov"]),
        ("Милош", ["milosh"]),  # nothing in this word alone says that it is Serbian
        ("Γιώργος", ["giorgos", "yiorgos", "yorgos"]),  # ELOT 743 first
        ("Παπαδόπουλος", ["papadopoulos"]),
        ("やまだ", ["yamada"]),
        ("しょうた", ["shota", "shouta", "shohta"]),
        ("राहुल", ["rahul"]),
        ("გიორგი", ["giorgi"]),
    ],
)
def test_ways_to_write_a_word(text: str, expected: list[str]) -> None:
    """Each way that people use, the commonest first, and no other."""
    assert expected == ways(text)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("Олег", "UA", "oleh"),
        ("Олег", "RU", "oleg"),
        ("Гълъбов", "", "galabov"),
        ("Жикић", "", "zikic"),
        ("Єва", "", "yeva"),
        ("Müller", "SE", "muller"),
        ("Öztürk", "TR", "ozturk"),
        ("志明", "TW", "chih-ming"),
        ("志明", "", "zhi-ming"),
        ("민수", "", "min-su"),
    ],
)
def test_language_by_letters_or_country(text: str, country: str, expected: str) -> None:
    """The language is told by its own letters, else by the country; syllables are divided by a hyphen."""
    assert expected == ways(text, country=country)[0]


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("김", "", ["kim"]),
        ("이", "", ["lee", "yi", "rhee"]),
        ("박", "", ["park", "pak"]),
        ("정", "", ["jung", "jeong", "chung"]),
        ("王", "", ["wang", "wong"]),
        ("陳", "HK", ["chan", "chen"]),
        ("蔡", "TW", ["tsai", "cai", "choi"]),
        ("欧阳", "", ["ouyang", "auyeung"]),
        ("单", "", ["shan"]),
        ("佐藤", "JP", ["sato", "satou", "satoh"]),
    ],
)
def test_surnames_are_spelled_as_people_do(text: str, country: str, expected: list[str]) -> None:
    """A surname has spellings of its own, beside those its signs would have."""
    assert expected == ways(text, family=True, country=country)


@pytest.mark.parametrize(
    ("text", "country"), [("ضرغام", ""), ("צלופחד", ""), ("กขค", ""), ("月見里", "JP"), ("山ざき", "")]
)
def test_what_the_letters_do_not_tell_is_refused(text: str, country: str) -> None:
    """Without vowels or a reading no letters are made up; the error says what to do."""
    with pytest.raises(InvalidName, match="write the name in Latin letters"):
        ways(text, country=country)


@given(st.text(min_size=1, max_size=30), st.booleans(), st.sampled_from(["", "JP", "TW", "UA", "DE", "HK", "TR"]))
def test_any_word_is_written_in_ascii_or_refused(text: str, family: bool, country: str) -> None:
    """Whatever the word, each way is lower-case ASCII, and each answer is one that the prior can learn."""
    try:
        found = romanised((Word(text, family),), country)
    except InvalidName:
        return
    for way in found:
        assert not set(way.words[0]) - set("abcdefghijklmnopqrstuvwxyz0123456789'-")
        for choice in way.choices:
            question, _, answer = choice.partition("=")
            assert answer in PSEUDO_COUNTS[question]


def test_one_answer_holds_for_the_whole_name() -> None:
    """Nobody writes one ü as ue and the next as u."""
    words = (Word("Jürgen", False), Word("Müller", True))
    assert {("juergen", "mueller"), ("jurgen", "muller")} == {way.words for way in romanised(words, "")}


def test_a_question_of_letters_is_an_entry_of_the_conventions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters that are written in two ways need no code: their entry raises the question and writes each answer."""
    answers = {"ss": {"ß": "ss"}, "sz": {"ß": "sz"}}
    monkeypatch.setitem(LETTERS, "sharp", answers)
    monkeypatch.setitem(PSEUDO_COUNTS, "sharp", {"ss": 0.3, "sz": 0.05})
    romanised.cache_clear()
    try:
        words = (Word("Jörg", False), Word("WEIẞ", True))
        found = {way.words: way.choices for way in romanised(words, "")}
    finally:
        romanised.cache_clear()
    assert [("joerg", "weiss"), ("jorg", "weiss"), ("joerg", "weisz"), ("jorg", "weisz")] == list(found)
    assert ("umlaut=plain", "sharp=sz") == found["jorg", "weisz"]


def test_lower_case_does_not_follow_the_machine() -> None:
    """Dotted and dotless i are told apart by Unicode, never by a locale; capitals give the same letters."""
    assert ["isil"] == [unaccented("IŞIL")] == [letters("ışıl")]
    assert "istanbul" == letters("İSTANBUL") == letters("istanbul")


def test_script_of_a_word() -> None:
    """The first letter tells; digits and marks do not."""
    assert ["LATIN", "CYRILLIC", "CJK", "HANGUL", ""] == [script_of(w) for w in ("Öz", "1ж", "々", "김", "12")]
