"""A name out of a sheet's or form's fields: its parts are told, but people write more into them than names.

"Dr. Sabine" stands under the given name, "Doe, PhD" and "Roe (he/him)" under the family name, and "Prefer not | to
say" under both. Each field is read as a name is; what of it is no name goes, and the parts stay what they are.

Start reading at `from_fields`.
"""

from __future__ import annotations

import re

from emailguess.data.name_words import DEGREES, GENERATIONS, PLACEHOLDERS, TITLES
from emailguess.errors import InvalidName, shown
from emailguess.names.parser import NameCounts, PersonName

__all__ = ["from_fields"]

# One word of letters: nothing stands beside it.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEHIND = DEGREES | GENERATIONS
_NO_NAME = TITLES | _BEHIND
_TELLING = _NO_NAME | PLACEHOLDERS


def from_fields(given: str, middle: str, family: str, lexicon: NameCounts) -> PersonName | str:
    """The person whom the fields name; the whole as one text where one of the two holds no name, as a title alone.

    Raises `InvalidName` where the fields hold a placeholder between them.

    >>> from emailguess.model.prior import shipped
    >>> from_fields("Dr. Sabine", "", "Groß-Becker, MBA", shipped().lexicon).text
    'Sabine Groß-Becker'
    >>> from_fields("Prof.", "", "Sabine Becker", shipped().lexicon)
    'Prof. Sabine Becker'
    """
    if not middle and _is_plain(given) and _is_plain(family):
        return PersonName(given=given, family=family)
    from emailguess.names.tokenizer import is_placeholder

    whole = " ".join(filter(None, (given, middle, family)))
    if is_placeholder(re.findall(r"[^\W_]+", whole.lower())):
        raise InvalidName(f"this is a placeholder, not a name: {shown(whole)}; a name has a given or a family name")
    first, nickname = _read(given, lexicon)
    last, _ = _read(family, lexicon)
    if not first or not last:
        return whole
    return PersonName(given=first, middle=_read(middle, lexicon)[0], family=last, nickname=nickname)


def _is_plain(text: str) -> bool:
    return _WORD.fullmatch(text) is not None and text.lower() not in _TELLING


def _read(text: str, lexicon: NameCounts) -> tuple[str, str]:
    """The names that a field holds, and the nickname told in it; the field as it is where it cannot be read."""
    from emailguess.names.tokenizer import bare, read_written

    if not text.strip() or _is_plain(text):
        return text, ""
    try:
        written = read_written(text, lexicon)
    except InvalidName:
        # A title or a degree alone names nobody; of what else is refused more may be a name in a field of its own.
        return ("" if all(bare(word) in _NO_NAME for word in text.split()) else text), ""
    if written.behind:
        return text, ""
    words = written.words
    while len(words) > 1 and bare(words[-1]) in _BEHIND:
        words = words[:-1]
    return " ".join(words), written.nickname
