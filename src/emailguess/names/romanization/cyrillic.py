"""Cyrillic: Russian, Ukrainian, Bulgarian, Serbian, Macedonian, Belarusian and Kazakh names in Latin letters.

The language is told by its own letters or by the country; without either it is Russian. Sources: BGN/PCGN 1947 for
Russian, ICAO Doc 9303-3 section 6 (Russian passports since 2013), resolution 55 of 2010 for Ukrainian, the
Transliteration Act of 2009 for Bulgarian.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.names.romanization import Answers, Romaniser, Word

__all__ = ["ROMANISER", "home"]

_BASE = dict(
    zip(
        "абвгдезиклмнопрстуфчшыэъьійёжхцщюя",
        "a b v g d e z i k l m n o p r s t u f ch sh y e . . i y e zh kh ts shch yu ya".replace(".", "").split(" "),
        strict=True,
    )
)
_OWN = {
    "ukr": {"г": "h", "ґ": "g", "и": "y", "й": "i", "ю": "iu", "я": "ia", "є": "ie", "ї": "i"},
    "bel": {"г": "h", "ў": "u", "ё": "io"},
    "bul": {"ъ": "a", "щ": "sht", "х": "h", "ь": "y"},
    "srp": {
        "ж": "z", "ч": "c", "ш": "s", "х": "h", "ц": "c", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
        "џ": "dz",
    },
    "mkd": {"х": "h", "ц": "c", "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "ј": "j", "љ": "lj", "њ": "nj", "џ": "dj"},
    "kaz": {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h"},
    "rus": {},
}  # fmt: skip
_TELLING = {"ukr": "іїєґ", "bel": "ў", "srp": "ђћ", "mkd": "ѓќѕ", "kaz": "әғқңөұүһ"}
_COUNTRIES = {"UA": "ukr", "BY": "bel", "BG": "bul", "RS": "srp", "ME": "srp", "BA": "srp", "MK": "mkd", "KZ": "kaz"}
_VOWELS = "аеёиіоуыэюяєїў"
# A hard sign between consonants is Bulgarian; Russian has it before е, ё, ю, я only.
_BULGARIAN = re.compile(r"[бвгджзклмнпрстфхцчшщ]ъ[бвгджзклмнпрстфхцчшщ]")


def _language(text: str, country: str) -> str:
    if country in _COUNTRIES:
        return _COUNTRIES[country]
    for language in ("kaz", "bel", "mkd", "srp", "ukr"):
        if any(c in _TELLING[language] for c in text):
            return language
    if any(c in "љњџј" for c in text) or text.endswith("ић"):
        return "srp"
    return "bul" if _BULGARIAN.search(text) else "rus"


def home(text: str) -> str:
    """The country whose language a whole name shows by its letters; empty for Russian.

    >>> home("Милош Жикић"), home("Иван Орлов")
    ('RS', '')
    """
    found = {_language(_low(word), "") for word in text.split()}
    return next((land for land, language in _COUNTRIES.items() if language in found), "")


def _low(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace("'", "")


# Question -> what of a word raises it, by language ("*": each that is not named).
_RAISED: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "cyr-iy": ({"rus": r"[иы]й$|ия", "bel": r"[іы]й$", "kaz": r"[иы]й$"}, ("y", "i", "iy", "ii")),
    "cyr-y": ({"rus": r"(?<![иы])й|[иы]й.", "bel": "(?<![іы])й", "kaz": "(?<![иы])й"}, ("y", "i", "j")),
    "cyr-yu": ({"rus": "ю|(?<!и)я", "bel": "[юя]", "kaz": "[юя]"}, ("yu", "iu", "ju")),
    "cyr-ye": ({"rus": rf"(?:^|(?<=[{_VOWELS}]))е", "kaz": rf"(?<=[{_VOWELS}])е"}, ("e", "ye")),
    "cyr-yo": ({"rus": "ё"}, ("e", "yo", "io")),
    "cyr-soft": ({"rus": "[ьъ][еёюяи]"}, ("y", "i", "none")),
    "cyr-kh": ({"rus": "х", "ukr": "х", "bel": "х", "kaz": "х"}, ("kh", "h")),
    "cyr-ts": ({"rus": "ц", "ukr": "ц"}, ("ts", "c", "tc")),
    "cyr-shch": ({"rus": "щ", "ukr": "щ"}, ("shch", "sch", "sh")),
    "cyr-zh": ({"rus": "ж", "bul": "ж"}, ("zh", "j", "z")),
    "cyr-x": ({"rus": "кс", "ukr": "кс"}, ("ks", "x")),
    "cyr-ander": ({"rus": "^александр$"}, ("andr", "ander")),
    "ukr-h": ({"ukr": "г"}, ("h", "g")),
    "ukr-ye": ({"ukr": "^[єюя]"}, ("y", "i")),
    "ukr-ia": ({"ukr": "(?<!^)[юя]"}, ("ia", "ya")),
    "ukr-yi": ({"ukr": "[иі]й$"}, ("y", "yi", "iy")),
    "kaz-q": ({"kaz": "қ"}, ("k", "q")),
    "dje": ({"srp": "ђ"}, ("d", "dj")),
}
_COMPILED = {q: ({k: re.compile(p) for k, p in by.items()}, answers) for q, (by, answers) in _RAISED.items()}


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    text = _low(word.text)
    language = _language(text, country)
    return {q: a for q, (by, a) in _COMPILED.items() if language in by and by[language].search(text)}


def _write(word: Word, answers: Answers, country: str) -> str:
    text = _low(word.text)
    language = _language(text, country)
    table = {**_BASE, **_OWN[language]}
    for question, letter in (("cyr-kh", "х"), ("cyr-ts", "ц"), ("cyr-shch", "щ"), ("cyr-zh", "ж"), ("ukr-h", "г")):
        if question in answers and (question != "ukr-h" or language == "ukr"):
            table[letter] = answers[question]
    if language == "kaz":
        table["қ"] = answers.get("kaz-q", "k")
    if language == "srp":
        table["ђ"] = answers.get("dje", "dj")
        table["ж"], table["х"], table["ц"] = "z", "h", "c"
    if answers.get("cyr-x") == "x":
        text = text.replace("кс", "x")
    if answers.get("cyr-ander") == "ander":
        text = re.sub("ндр$", "nder", text)
    if language in ("rus", "bel", "kaz", "bul"):
        text = _russian(text, answers, table, language)
    elif language == "ukr":
        text = _ukrainian(text, answers, table)
    return "".join(table.get(c, c) for c in text)


def _russian(text: str, answers: Answers, table: dict[str, str], language: str) -> str:
    if language == "bul":
        return re.sub("ия$", "ia", text)
    head = answers.get("cyr-yu", "yu")[0]
    table["ю"], table["я"] = head + "u", head + "a"
    table["й"] = answers.get("cyr-y", "y")
    table["ё"] = answers.get("cyr-yo", table["ё"])
    text = re.sub("(?<=[шщчж])ё", "o" if table["ё"] == "yo" else "e", text)
    text = re.sub("[иыі]й$", answers.get("cyr-iy", "iy"), text)
    text = text.replace("ия", {"iy": "iya", "ii": "iia"}.get(answers.get("cyr-iy", ""), "ia"))
    soft = {"y": "y", "i": "i", "none": ""}[answers.get("cyr-soft", "none")]
    rest = {"ё": "o" if table["ё"] == "yo" else "e", "е": "e", "ю": "u", "я": "a", "и": "i"}
    if soft:
        text = re.sub("[ьъ]([еёюя])", lambda m: soft + rest[m[1]], text)
        text = re.sub("[ьъ]и", "yi" if soft == "y" else "i", text)
    if answers.get("cyr-ye") == "ye":
        text = re.sub(rf"(?:^|(?<=[{_VOWELS}]))е", "ye", text)
    return text


def _ukrainian(text: str, answers: Answers, table: dict[str, str]) -> str:
    first = answers.get("ukr-ye", "y")
    start = {"є": "e", "ю": "u", "я": "a"}
    text = re.sub("^[єюя]", lambda m: first + start[m[0]], text)
    text = re.sub("^ї", "yi", text)
    text = re.sub("^й", "y", text)
    text = text.replace("зг", "zgh")
    text = re.sub("[иі]й$", answers.get("ukr-yi", "yi"), text)
    middle = answers.get("ukr-ia", "ia")[0]
    table["ю"], table["я"], table["є"] = middle + "u", middle + "a", middle + "e"
    return text


ROMANISER = Romaniser(_questions, _write)
