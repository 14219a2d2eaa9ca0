"""Clean text: undo what fonts, keyboards and pranksters do to the letters of a name.

Invisible marks and stacked accents go, look-alike letters of another alphabet return to their word's own. What could
break out of a header line, and a word that mixes alphabets beyond that, is refused. It knows nothing of names.

Start reading at `clean`.
"""

from __future__ import annotations

import re
import unicodedata

from emailguess.errors import InvalidName, shown

__all__ = ["MAX_NAME_CHARS", "clean"]

MAX_NAME_CHARS = 200
# Engº, Profª: what is written small and raised stands for the rest of the word.
_RAISED = re.compile(r"(?<=[^\W\d_]{2})\.?[ªº](?!\w)")
_MARIA = re.compile(r"\bM\.?ª(?!\w)")
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼʻʹ`´′＇՚ꞌ", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－־", "-"))
_COMMAS = str.maketrans(dict.fromkeys("،、﹐", ","))
# NFKC would make letters of them.
_TRADE_MARKS = str.maketrans(dict.fromkeys("™℠®©", " "))
# Letters by their category, yet nothing to see.
_FILLERS = "\u115f\u1160\u3164\uffa0\u17b4\u17b5"
# The same shapes in Latin, Cyrillic and Greek (the single-letter pairs of Unicode's confusables table, UTS 39, that
# occur in names).
_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝӏкмтвнАВЕКМНОРСТУХІЈЅԚԜ", "aeopcyxijshdqwlkmtbhABEKMHOPCTYXIJSQW", strict=True))
_GREEK = dict(zip("οανικτυρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oaviktupABEZHIKMNOPTYX", strict=True))
_FROM = {"CYRILLIC": _CYRILLIC, "GREEK": _GREEK}
_ONE_ALPHABET = ("LATIN", "CYRILLIC", "GREEK")
# More marks than this on one letter are decoration; Vietnamese has two where they are taken apart.
_MOST_MARKS = 2


# J?rgen, Andr? Petit: a program that could not write the letter wrote this.
_LOST = re.compile(r"[^\W\d_]\?(?:[^\W\d_]|\s+[^\W\d_])")
# Entities, percent signs, encoded words, and a plus for a space.
_ENCODED = re.compile(r"&[#A-Za-z]|<[/A-Za-z]|%[0-9A-Fa-f]{2}|=\?|[A-Za-z]\+[A-Za-z]|=[0-9A-F]{2}|\\[ux][0-9a-fA-F]{2}")


def clean(text: str) -> str:
    """Undo full-width and composed writing, drop what is invisible, refuse control characters."""
    if len(text) > MAX_NAME_CHARS:
        stripped = text.strip() if len(text) <= 10 * MAX_NAME_CHARS else text
        if len(stripped) > MAX_NAME_CHARS:
            raise InvalidName(f"a name has at most {MAX_NAME_CHARS} characters: {shown(text)}; pass one person's name")
        text = stripped
    text = text.strip(" \t\r\n\u00a0\u3000\ufeff\u200b")
    if "?" in text and "=?" not in text and _LOST.search(text):
        raise InvalidName(
            f"a letter of this name is lost (a question mark stands for it): {shown(text)}; write it anew"
        )
    if text.isascii() and text.isprintable() and not _ENCODED.search(text):
        return text.replace("`", "'")
    from emailguess.names.encoding import decoded  # most names need no such thing

    text = decoded(text).strip()
    text = _RAISED.sub(".", _MARIA.sub("María", text))
    text = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES).translate(_TRADE_MARKS))
    text = text.translate(_APOSTROPHES).translate(_HYPHENS).translate(_COMMAS)
    if not text.isalpha():
        text = _without_invisible(text)
    elif any(c in _FILLERS for c in text):
        text = "".join(c for c in text if c not in _FILLERS)
    return text if text.isascii() else _WORD.sub(_one_alphabet, text)


# What fonts show for a letter they do not have, and people copy.
_BOXES = "\u25a1\u25af\u2610"


def _without_invisible(text: str) -> str:
    out: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category == "Mn":
            marks += 1
            if marks > _MOST_MARKS or "\ufe00" <= char <= "\ufe0f" or "\u0334" <= char <= "\u0338":
                continue  # Zalgo, variation selectors, strokes through the letter
            out.append(char)
            continue
        # Zero-width joiners and direction marks are never part of a name.
        if category in ("Cf", "Me") or char in _FILLERS:
            continue
        marks = 0
        if category in ("Cc", "Zl", "Zp", "Cs", "Co", "Cn"):
            raise InvalidName(
                f"a name has no control characters or line breaks (here is U+{ord(char):04X}): {shown(text)}"
            )
        if char == "\ufffd" or (char in _BOXES and out and out[-1].isalpha()):
            raise InvalidName(
                f"a letter of this name is lost (U+{ord(char):04X} stands for it): {shown(text)}; write the name anew"
            )
        out.append(char if category not in ("So", "Sk") else " | " if _is_behind_a_name(out) else " ")
    return unicodedata.normalize("NFC", "".join(out))


def _is_behind_a_name(out: list[str]) -> bool:
    """Whether two words stand before a star or a picture: what follows is set off by it."""
    return len("".join(out).replace("|", " ").split()) > 1


_WORD = re.compile(r"[^\W\d_]+")


def _alphabet(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "").split(" ", 1)[0]


def _one_alphabet(match: re.Match[str]) -> str:
    """Fold the look-alikes of a word that mixes alphabets to the one most of its letters are from."""
    word = match.group()
    if word.isascii():
        return word
    found = [_alphabet(c) for c in word]
    present = [a for a in _ONE_ALPHABET if a in found]
    if len(present) < 2:
        return word
    main = max(present, key=found.count)
    out = []
    for char, alphabet in zip(word, found, strict=True):
        if alphabet != main and alphabet in present:
            latin = _FROM[alphabet].get(char, "") if alphabet != "LATIN" else char
            own = latin if main == "LATIN" else next((c for c, like in _FROM[main].items() if like == latin), "")
            if not own:
                raise InvalidName(f"this word mixes alphabets: {shown(word)}; write the name in one of them")
            char = own
        out.append(char)
    return "".join(out)
