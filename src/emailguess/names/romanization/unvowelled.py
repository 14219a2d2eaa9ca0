"""Arabic, Persian, Hebrew and Thai: the letters do not tell the sound, so common names are listed with their spellings.

A name that is not listed is refused: a skeleton of consonants is nobody's address. The spellings are those in common
use, the commonest first; the lists hold names, not people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from emailguess.data.unvowelled_names import UNVOWELLED
from emailguess.names.romanization import Answers, Romaniser, Word, script_of, untold

__all__ = ["ROMANISER"]

_ANSWERS = ("usual", "second", "third")
_ARTICLE = "ال"


def _bare(text: str) -> str:
    """A word as the table has it: no vowel signs, plain alif, Arabic letters for their Persian look-alikes."""
    text = unicodedata.normalize("NFC", text)
    if script_of(text) == "THAI":
        return text
    text = re.sub("[\u064b-\u065f\u0670\u0640\u0591-\u05c7]", "", text)
    return text.translate(str.maketrans("أإٱ", "ااا")).replace("'", "").replace("-", "")


def _listed(text: str) -> tuple[tuple[str, ...], bool]:
    """Spellings of a word and whether it has the Arabic article; no spellings where it is not listed."""
    bare = _bare(text)
    if bare in UNVOWELLED:
        return UNVOWELLED[bare], False
    if bare.startswith(_ARTICLE) and bare[2:] in UNVOWELLED:
        return UNVOWELLED[bare[2:]], True
    return (), False


def _questions(word: Word, country: str) -> Mapping[str, Sequence[str]]:
    spellings, article = _listed(word.text)
    found: dict[str, Sequence[str]] = {}
    if len(spellings) > 1:
        found["listed-spelling"] = _ANSWERS[: len(spellings)]
    if article:
        found["written-article"] = ("al", "el", "none")
    return found


def _write(word: Word, answers: Answers, country: str) -> str:
    spellings, article = _listed(word.text)
    if not spellings:
        raise untold(word.text, "these letters do not tell how the name sounds, and it is not among those listed")
    place = _ANSWERS.index(answers.get("listed-spelling", "usual"))
    name = spellings[min(place, len(spellings) - 1)]
    head = answers.get("written-article", "al")
    return name if not article or head == "none" else head + name


ROMANISER = Romaniser(_questions, _write)
