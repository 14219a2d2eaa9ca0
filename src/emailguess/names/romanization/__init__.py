"""Alphabets: words of any script become ASCII letters, in each way people really write them.

Where people differ (ю as yu or iu, ü as u or ue, 정 as jung or jeong) the way is a question, answered once for a whole
name; which answer a company prefers is not decided here. What cannot be told from the letters (the vowels of an Arabic
name, the reading of kanji) is refused rather than made up.

Start reading at `romanised`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from emailguess.data.conventions import LETTERS
from emailguess.errors import InvalidName, shown
from emailguess.names.questions import PSEUDO_COUNTS, base_of, choice_of, is_belief

__all__ = ["Answers", "Romaniser", "Word", "letters", "lowered", "romanised", "script_of", "unaccented"]

# Ways to write one name in Latin letters that are followed up; the likeliest by convention.
_MAX_WAYS = 32

Answers = Mapping[str, str]
"""Answer by question."""


class Word(NamedTuple):
    """A word of a name as it was written."""

    text: str
    family: bool
    """Whether it stands in the family name; surnames have spellings of their own."""


class Romaniser(NamedTuple):
    """How one script becomes Latin letters."""

    questions: Callable[[Word, str], Mapping[str, Sequence[str]]]
    """The questions that a word raises, each with its answers; takes the word and the country (or nothing)."""
    write: Callable[[Word, Answers, str], str]
    """Latin letters of a word under the answers; syllables of one word are divided by a hyphen where that matters."""


_KANA = ("HIRAGANA", "KATAKANA")
# First word of a letter's Unicode name -> the module that writes its script.
_MODULES = {
    "CYRILLIC": "cyrillic", "GREEK": "greek", "HANGUL": "hangul", "CJK": "han", "HIRAGANA": "kana", "KATAKANA": "kana",
    "DEVANAGARI": "indic", "BENGALI": "indic", "GURMUKHI": "indic", "GUJARATI": "indic", "TAMIL": "indic",
    "TELUGU": "indic", "KANNADA": "indic", "MALAYALAM": "indic", "ORIYA": "indic", "ARABIC": "unvowelled",
    "HEBREW": "unvowelled", "THAI": "unvowelled",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    name = unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]
    return "CJK" if char in "々〆ヶ" else name


def script_of(word: str) -> str:
    """The script of a word's first letter, as the first word of its Unicode name; empty without a letter.

    >>> script_of("Müller"), script_of("Иван"), script_of("王")
    ('LATIN', 'CYRILLIC', 'CJK')
    """
    return next((_script(c) for c in word if c.isalpha()), "")


# Letters whose plain form is not their Unicode base letter (ICAO Doc 9303-3, section 6, where it lists them).
_PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
        "ħ": "h", "ŋ": "ng", "ə": "e", "ĸ": "k", "ŀ": "l", "ŧ": "t", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ɗ": "d", "ɓ": "b",
        "ƙ": "k", "ƴ": "y", "ɣ": "g", "ʋ": "v",
    }
)  # fmt: skip


def letters(text: str) -> str:
    """Write a word in lower-case ASCII letters, apostrophes and hyphens; everything else goes.

    Every letter is written in its plainest way; `romanised` knows the other ways.

    >>> letters("Łukasz"), letters("İnönü"), letters("O'Neil-Smith")
    ('lukasz', 'inonu', "o'neil-smith")
    """
    if text.isascii():
        low = text.lower()
        return low if low.isalpha() else "".join(c for c in low if c.isalnum() or c in "'-")
    # str.lower() follows Unicode, not the machine's language; it makes of İ an i with a dot above, of I never ı.
    low = unicodedata.normalize("NFC", text.replace("İ", "i").lower()).translate(_PLAIN)
    out = []
    for char in low:
        if char.isascii():
            if char.isalnum() or char in "'-":
                out.append(char)
            continue
        base = unicodedata.normalize("NFD", char)[0]
        if base.isascii():
            out.append(base if base.isalnum() else "")
        elif not unicodedata.combining(char):
            out.append(_transliterated(char))
    return "".join(out)


def lowered(text: str) -> str:
    """Lower case, each accented letter as one character; neither follows the machine's language.

    >>> lowered("İNÖNÜ"), lowered("U\u0308ber")
    ('inönü', 'über')
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).replace("İ", "i").lower())


def unaccented(word: str) -> str:
    """Lower case without accents, for looking a Latin word up in a list.

    >>> unaccented("Nguyễn"), unaccented("Đặng")
    ('nguyen', 'dang')
    """
    return word.lower() if word.isascii() else letters(word)


@lru_cache(maxsize=4096)
def _transliterated(char: str) -> str:
    from anyascii import anyascii

    return "".join(c for c in anyascii(char).lower() if c.isalnum() and c.isascii())


class Romanised(NamedTuple):
    """All words of a name in one consistent way of writing them."""

    words: tuple[str, ...]
    choices: tuple[str, ...]
    """The answers it assumes, as `question=answer`."""


@lru_cache(maxsize=2048)
def romanised(words: tuple[Word, ...], country: str) -> tuple[Romanised, ...]:
    """Write the words of one name in ASCII letters, in every way that people do, the commonest first.

    Raises `InvalidName` where the script does not tell the sound.
    """
    scripts = [script_of(word.text) for word in words]
    if "CYRILLIC" in scripts:
        from emailguess.names.romanization.cyrillic import home

        country = home(" ".join(word.text for word in words)) or country
    if not country and any(script in _KANA for script in scripts):
        country = "JP"
    writers = [_romaniser(_written_in(word.text)) for word in words]
    raised = [
        {**_of_letters(word), **writer.questions(word, country)} for word, writer in zip(words, writers, strict=True)
    ]
    questions: dict[str, Sequence[str]] = {}
    for each in raised:
        questions.update(each)
    if questions:
        questions.update(_latin_beliefs(words, questions, country))
    experts = list(filter(is_belief, questions))
    for name in experts:
        del questions[name]
    # A word is written once for each combination of the answers that it depends on itself.
    kept: list[dict[tuple[str, ...], str]] = [{} for _ in words]
    ways = []
    for answers in _likeliest(questions, experts):
        choices = tuple(choice_of(q, a) for q, a in answers.items())
        choices += tuple(choice_of(e, answers[base_of(e)]) for e in experts)
        out = []
        for word, writer, own, known in zip(words, writers, raised, kept, strict=True):
            key = tuple([answers[q] for q in own])
            text = known.get(key)
            if text is None:
                text = known[key] = letters(writer.write(_with_letters(word, answers), answers, country))
            out.append(text)
        ways.append(Romanised(tuple(out), choices))
    return tuple(ways)


def _of_letters(word: Word) -> dict[str, Sequence[str]]:
    """The questions that single letters of a word raise, whatever its script and language (`data/conventions.toml`)."""
    if word.text.isascii():
        return {}
    text = lowered(word.text)
    return {q: tuple(by) for q, by in LETTERS.items() if any(old in text for pairs in by.values() for old in pairs)}


def _with_letters(word: Word, answers: Answers) -> Word:
    """The word with those letters written as the answers say."""
    pairs = [pair for q, by in LETTERS.items() if q in answers for pair in by[answers[q]].items()]
    if not pairs or word.text.isascii():
        return word
    text = lowered(word.text)
    for old, new in pairs:
        text = text.replace(old, new)
    return word._replace(text=text)


def _written_in(word: str) -> str:
    """The script that tells how to read a word: that of its kanji, where kana stand beside them."""
    script = script_of(word)
    return "CJK" if script in _KANA and any(_script(c) == "CJK" for c in word) else script


def _latin_beliefs(words: Sequence[Word], questions: Iterable[str], country: str) -> Mapping[str, Sequence[str]]:
    from emailguess.names.romanization.latin import beliefs

    return beliefs(words, questions, country)


def _likeliest(questions: Mapping[str, Sequence[str]], experts: Iterable[str]) -> list[dict[str, str]]:
    """Combinations of answers, the most conventional first, at most `_MAX_WAYS`."""
    ways: list[tuple[float, dict[str, str]]] = [(1.0, {})]
    swayed = {base_of(e): PSEUDO_COUNTS.get(e, {}) for e in experts}
    for question, answers in questions.items():
        usual = PSEUDO_COUNTS.get(question, {})
        sway = swayed.get(question, {})
        ways = [
            (weight * usual.get(a, 1e-3) * sway.get(a, 1.0), {**answered, question: a})
            for (weight, answered), a in product(ways, answers)
        ]
        ways.sort(key=lambda way: -way[0])
        del ways[_MAX_WAYS:]
    return [answered for _, answered in ways]


@lru_cache(maxsize=64)
def _romaniser(script: str) -> Romaniser:
    if script in ("", "LATIN"):
        from emailguess.names.romanization.latin import ROMANISER

        return ROMANISER
    module = _MODULES.get(script)
    if module is None:
        return Romaniser(lambda word, country: {}, lambda word, answers, country: word.text)
    from importlib import import_module

    romaniser: Romaniser = import_module(f"emailguess.names.romanization.{module}").ROMANISER
    return romaniser


def untold(word: str, why: str) -> InvalidName:
    """The error for a word whose sound its letters do not tell."""
    return InvalidName(f"{why}: {shown(word)}; write the name in Latin letters")
