"""Latin letters beyond ASCII: what country and language say of how they are written out, and Japanese length.

Letters that are written in one of several ways wherever they stand (ä, å, ə) are in `data/conventions.toml`. Accents
that everybody drops raise no question. It knows no other script.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word, lowered

__all__ = ["ROMANISER", "beliefs", "long_vowel_questions", "long_vowels"]

# Answers by question, and the letters that raise it.
_QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "dje": ("đ", ("d", "dj")),
    "long-o": ("ō", ("o", "ou", "oh")),
    "long-u": ("ū", ("u", "uu")),
}
# What else a name may hold that tells its language: there the two dots are not written out at home.
_NOT_GERMAN = frozenset("őűşğıçəåøæþðõľŕĺôčďťňřžšěůýâêîûáíóúñ")
_VIETNAMESE = frozenset("ăơưảạắằẳẵặấầẩẫậẻẽẹếềểễệỉĩịỏọốồổỗộớờởỡợủũụứừửữựỷỹỵ")
_PLAIN_COUNTRIES = frozenset("SE FI EE HU TR AZ IS SK TM ES NL BE FR".split())


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    if word.text.isascii():
        return {}
    text = lowered(word.text)
    found = {q: answers for q, (raising, answers) in _QUESTIONS.items() if any(c in raising for c in text)}
    if "dje" in found and (country == "VN" or set(text) & _VIETNAMESE):
        del found["dje"]
    if country == "LV" or set(text) & set("āēīģķļņėęįų"):  # Latvian and Lithuanian length is never written out
        found.pop("long-o", None)
        found.pop("long-u", None)
    return found


def beliefs(words: Sequence[Word], questions: Iterable[str], country: str) -> Mapping[str, Sequence[str]]:
    """What language and country add to a question, as `question@belief`; the answers are the question's own.

    The dots of Gülşen or Tünde Szőke are written out by German companies at most; a question's own habit and this
    belief multiply, so that one juergen.mueller@ still weighs for both.
    """
    found: dict[str, Sequence[str]] = {}
    text = set("".join(lowered(word.text) for word in words))
    for question in questions:
        if question == "umlaut" and (text & _NOT_GERMAN or country in _PLAIN_COUNTRIES):
            found["umlaut@elsewhere"] = ()
        if question == "han-system" and country in ("TW", "HK", "MO"):
            found["han-system@HK" if country == "MO" else f"han-system@{country}"] = ()
    return found


def _write(word: Word, answers: Answers, country: str) -> str:
    text = word.text
    if text.isascii():
        return text
    text = lowered(text)
    if "dje" in answers:
        text = text.replace("đ", answers["dje"])
    return long_vowels(text, answers)


def long_vowel_questions(text: str) -> dict[str, Sequence[str]]:
    """The questions that Japanese long vowels raise."""
    return {question: answers for question in _LONG for letters, answers in [_QUESTIONS[question]] if letters in text}


_LONG = ("long-o", "long-u")


def long_vowels(text: str, answers: Answers) -> str:
    """Japanese length: Satō is sato, satou or satoh (Hepburn; kana spelling; what people print on cards).

    >>> long_vowels("satō", {"long-o": "ou"}), long_vowels("ōno", {"long-o": "ou"})
    ('satou', 'oono')
    """
    answer = answers.get("long-o")
    if answer and "ō" in text:
        text = text.replace("ō", answer)
        if answer == "ou" and text.startswith("ou"):  # big: written oo in kana wherever a surname begins with it
            text = "oo" + text[2:]
    if answers.get("long-u"):
        text = text.replace("ū", answers["long-u"])
    return text


ROMANISER = Romaniser(_questions, _write)
