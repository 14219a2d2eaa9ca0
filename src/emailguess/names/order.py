"""Which end the family name stands at: classes and beliefs for the orders that words alone leave open.

It sorts and believes, by counts of names, lists of surnames and the country told; it never decides, for a company's
mailboxes know better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from emailguess.data.name_words import (
    BENGALI,
    COMMONEST,
    COMPOUND_HEADS,
    EASTERN,
    FAMILY_FIRST_COUNTRIES,
    INITIALS_FIRST_COUNTRIES,
    LAST_SURNAME_COUNTRIES,
    TWO_SURNAMES_COUNTRIES,
    VIETNAMESE,
)
from emailguess.names.questions import choice_of
from emailguess.names.romanization import script_of, unaccented

__all__ = [
    "Counts",
    "MUHAMMAD",
    "beliefs",
    "culture",
    "eastern",
    "eastern_orders",
    "employer",
    "initial_beliefs",
    "initial_class",
    "initials",
    "initials_alone",
    "is_compound",
    "kind_of",
    "surname_custom",
    "order_class",
    "single_beliefs",
    "syllabic",
    "turned_in_census",
    "vietnamese",
]


class Counts(Protocol):
    """How often a token was seen as a name."""

    def given(self, token: str) -> int:
        """People whose given name it is."""

    def family(self, token: str) -> int:
        """People whose family name it is."""


_Division = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]
"""Given, middle, family, choice, further choices."""

# Often the first of several given names and not the one in use (A Guide to Names and Naming Practices, UK, 2006).
MUHAMMAD = frozenset("md mohd muhd mohammad mohammed muhammad muhammed mohamed mohamad".split())
# One syllable of a Chinese or Korean given name in Latin letters.
_SYLLABLE = re.compile(
    r"(?:[bcdfghjklmnpqrstwxyz]|ch|sh|zh|hs|ts|kh|kw|gy|hw|hy|ky|my|ng)?[aeiouyw]{1,4}(?:ng?|k|m|l|p|t|h|r)?"
)
_CYRILLIC_SURNAME = re.compile(r"(?:[оеё]в|[иы]н|ский|цкий|[оеё]ва|[иы]на|ская|цкая|енко|чук|юк)$")
# Below this share a census tells nothing; beyond these odds the order of `order@census` was counted.
_RARE = 1e-6
_TURNED = 1000
# So the people of `order@lists` were counted.
_LISTED = 9
_TURNED_OR_LISTED = 100
# What Vietnamese writing has and hardly any other.
_VIETNAMESE_LETTERS = re.compile("[ăơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)


def culture(surname: str) -> str:
    """The kind of family-first surname an unaccented lower-case word is: "v" Vietnamese, "e" another, "" none.

    >>> culture("nguyen"), culture("tanaka"), culture("miller")
    ('v', 'e', '')
    """
    return "v" if surname in VIETNAMESE else "e" if surname in EASTERN else ""


def order_class(one: str, two: str, lexicon: Counts) -> int:
    """How strongly the words say that the family name stands first: 0 (not at all) to 4."""
    ratio = _turned(unaccented(one), unaccented(two), lexicon)
    if ratio < 0.1:
        return 0
    if ratio < 0.9:
        return 1
    if ratio < 1.2:
        return 2
    return 3 if ratio < 10 else 4


def _turned(one: str, two: str, lexicon: Counts) -> float:
    """Odds that a name is `two one` rather than `one two`, by how common each word is as given and family name."""
    turned = (lexicon.family(one) + 0.5) * (lexicon.given(two) + 0.5)
    return turned / ((lexicon.given(one) + 0.5) * (lexicon.family(two) + 0.5))


def beliefs(one: str, two: str, kind: int, land: str, lexicon: Counts) -> tuple[str, ...]:
    """What country, script and lists of surnames say beyond the class: questions that weigh gf against fg."""
    a, b = unaccented(one), unaccented(two)
    first, second = culture(a), culture(b)
    if land in FAMILY_FIRST_COUNTRIES:
        if second and not first:
            return ("order@turned",)
        if first and not second:
            return ("order@listed",)
        return ("order@country",) if kind > 1 or second else ()
    if a in BENGALI and b not in BENGALI:
        return ("order@written",)
    if first and not second:
        accented = first == "v" and _VIETNAMESE_LETTERS.search(one + two)
        divided = "-" in two and two.rpartition("-")[2].islower() and two[0].isupper()
        if accented or divided:
            return ("order@written",)
    if kind > 2:
        odds = _turned(a, b, lexicon) * turned_in_census(a, b)
        if odds >= _TURNED:
            return ("order@census",)
        if _is_turned_in_lists(a, b, odds):
            return ("order@lists",)
    if script_of(one) == "CYRILLIC":
        surname, given = (_CYRILLIC_SURNAME.search(word.lower()) for word in (one, two))
        if surname and not given:
            return ("order@written",)
    return ()


def _is_turned_in_lists(one: str, two: str, odds: float) -> bool:
    """Whether lists of many languages have the words as family and given name, and nothing else denies it."""
    from emailguess.names.frequencies.languages import turned_in_lists

    lists = turned_in_lists(one, two)
    return lists >= _LISTED and odds * lists >= _TURNED_OR_LISTED


def turned_in_census(one: str, two: str) -> float:
    """The same odds by the census."""
    from emailguess.names.frequencies.census import table

    given, family = table("given"), table("family")
    turned = (family.share(one) + _RARE) * (given.share(two) + _RARE)
    return turned / ((given.share(one) + _RARE) * (family.share(two) + _RARE))


def initial_class(word: str, lexicon: Counts) -> int:
    """How far a word beside an initial is rather a family name: 0 (a given name) to 4."""
    token = unaccented(word)
    given: float = lexicon.given(token)
    family: float = lexicon.family(token)
    if not given and not family:  # a rare name: the census knows more of them
        from emailguess.names.frequencies.census import table

        given, family = (table(part).share(token) / _RARE for part in ("given", "family"))
    ratio = (family + 0.5) / (given + 0.5)
    return sum(ratio >= end for end in (0.1, 0.9, 1.2, 10))


def single_beliefs(word: str, lexicon: Counts) -> tuple[str, ...]:
    """What lists of names say of a single word: that it is rather a given or a family name."""
    kind = kind_of(word, lexicon)
    return ("mononym@given",) if kind == "g" else ("mononym@family",) if kind == "f" else ()


def initials_alone(word: str) -> bool:
    """Whether a word is one initial, or several with hyphens between them.

    >>> [initials_alone(word) for word in ("J", "J-P", "Jo", "J-")]
    [True, True, False, False]
    """
    return len(word) % 2 == 1 and all(c == "-" if i % 2 else c.isalpha() for i, c in enumerate(word))


def initial_beliefs(land: str) -> tuple[str, ...]:
    """K. Senthil: in southern India and beyond the initial is the father's, and the name follows."""
    return ("initial-first@country",) if land in INITIALS_FIRST_COUNTRIES else ()


def kind_of(token: str, lexicon: Counts) -> str:
    """Sort a word inside a name: i(nitial), g(iven-like), f(amily-like) or u(nknown)."""
    word = unaccented(token)
    if len(word) == 1:
        return "i"
    given, family = lexicon.given(word), lexicon.family(word)
    if given > 2 * family:
        return "g"
    return "f" if family > 2 * given else "u"


def is_compound(given: Sequence[str], lexicon: Counts) -> bool:
    """Whether two words are rather one given name, which others write with a hyphen: Jean Charles, Hans Peter."""
    if len(given) != 2 or unaccented(given[0]) not in COMPOUND_HEADS:
        return False
    return kind_of(given[1], lexicon) == "g" or unaccented(given[1]) in COMPOUND_HEADS


def employer(first: str, behind: str, lexicon: Counts) -> bool:
    """Whether in `First Last, Behind` the last word is rather an employer than a given name."""
    return kind_of(first, lexicon) == "g" and len(behind) > 1 and not lexicon.given(unaccented(behind))


def initials(words: Sequence[str], land: str, lexicon: Counts) -> list[_Division] | None:
    """Names of three words and more that begin or end in initials."""
    count = next((i for i, w in enumerate(words) if len(w) > 1), len(words))
    if count == len(words):
        return None
    first, rest = tuple(words[:count]), tuple(words[count:])
    if count and len(rest) > 1 and kind_of(rest[0], lexicon) == "f":  # J. Garcia Lopez
        return [
            ((first[0],), first[1:], rest, "leading-surname=surnames", ()),
            ((rest[0],), rest[1:-1], (rest[-1],), "leading-surname=second", ()),
            ((first[0],), first[1:] + rest[:-1], (rest[-1],), "leading-surname=middle", ()),
            ((first[0],), first[1:] + rest[:-2], (rest[-2],), "leading-surname=first", ()),
        ]
    if count and len(rest) > 1:
        return [
            ((rest[0],), rest[1:-1], (rest[-1],), "leading=second", ()),
            ((first[0],), first[1:] + rest[:-1], (rest[-1],), "leading=initial", ()),
        ]
    if count:
        also = land in INITIALS_FIRST_COUNTRIES
        belief = "initials-first@country"
        return [
            ((first[0],), first[1:], rest, "initials-first=given", (choice_of(belief, "given"),) if also else ()),
            (rest, (), first, "initials-first=family", (choice_of(belief, "family"),) if also else ()),
            (first, (), rest, "initials-first=both", (choice_of(belief, "both"),) if also else ()),
        ]
    tail = next((i for i, w in enumerate(reversed(words)) if len(w) > 1), 0)
    if tail == 1 and len(words) == 3 and script_of(words[0]) == "LATIN":
        return _initial_last(words, lexicon)
    if tail > 1 and len(words) - tail == 1:  # Anoop M. S., but Orlov I. P.
        if script_of(words[0]) == "CYRILLIC":
            return [((words[1],), tuple(words[2:]), (words[0],), "", ())]
        return [
            ((words[0],), (), tuple(words[1:]), "initials-last=family", ()),
            ((words[1],), tuple(words[2:]), (words[0],), "initials-last=given", ()),
        ]
    return None


def _initial_last(words: Sequence[str], lexicon: Counts) -> list[_Division]:
    """Two words and an initial: a list that has the family name first, a father's initial, or a second given name's."""
    one, two, initial = words
    question = f"initial-last{order_class(one, two, lexicon)}"
    return [
        ((one,), (initial,), (two,), choice_of(question, "middle"), ()),
        ((two,), (initial,), (one,), choice_of(question, "turned"), ()),
        ((one, two), (), (initial,), choice_of(question, "family"), ()),
    ]


def eastern(surname: str) -> bool:
    """Whether a word is listed as an East Asian or Hungarian surname."""
    return unaccented(surname) in EASTERN


def syllabic(words: Sequence[str]) -> bool:
    """Whether all words could be syllables of one Chinese or Korean given name."""
    return len(words) == 2 and all(len(w) <= 6 and _SYLLABLE.fullmatch(w.lower()) for w in words)


def eastern_orders(words: Sequence[str], land: str, lexicon: Counts) -> list[_Division] | None:
    """Three or four words with an East Asian surname at an end, or behind an English given name."""
    first, last = unaccented(words[0]), unaccented(words[-1])
    tail = tuple(words[1:])
    if vietnamese(words, land) and (last not in VIETNAMESE or land == "VN" or _accented(words)):
        return [
            ((words[-1],), tail[:-1], (words[0],), "vietnamese=last", ()),
            (tail[-2:], tail[:-2], (words[0],), "vietnamese=two", ()),
            ((words[0],), tail[:-1], (words[-1],), "vietnamese=western", ()),
        ]
    if len(words) == 3 and first in EASTERN and syllabic(tail) and _stands_out(first, last, land):
        also = land in FAMILY_FIRST_COUNTRIES
        belief = "syllables-first@country"
        return [
            (tail, (), (words[0],), "syllables-first=eastern", (choice_of(belief, "eastern"),) if also else ()),
            (
                (words[0],),
                (words[1],),
                (words[2],),
                "syllables-first=western",
                (choice_of(belief, "western"),) if also else (),
            ),
        ]
    if len(words) == 3 and last in EASTERN and syllabic(words[:2]) and _stands_out(last, first, ""):
        return [
            (tuple(words[:2]), (), (words[2],), "syllables-last=compound", ()),
            ((words[0],), (words[1],), (words[2],), "syllables-last=middle", ()),
        ]
    if len(words) == 4 and unaccented(words[1]) in EASTERN and syllabic(words[2:]) and not syllabic([first, last]):
        return [
            ((words[0],), tuple(words[2:]), (words[1],), "english-first=english", ()),
            (tuple(words[2:]), (), (words[1],), "english-first=chinese", ()),
        ]
    return None


def _stands_out(surname: str, other: str, land: str) -> bool:
    """Whether a listed surname is more surely one than the word at the other end, which may be listed as well."""
    if other not in EASTERN or (land in FAMILY_FIRST_COUNTRIES and surname in COMMONEST):
        return True
    return surname in COMMONEST and other not in COMMONEST


def surname_custom(land: str) -> str:
    """The belief, as a question, about which of several surnames people use in a country; empty for no custom."""
    if land in TWO_SURNAMES_COUNTRIES:
        return "inner@two-surnames"
    return "inner@last-surname" if land in LAST_SURNAME_COUNTRIES else ""


def _accented(words: Sequence[str]) -> bool:
    """Whether words have letters that Vietnamese writing has and hardly any other."""
    return bool(_VIETNAMESE_LETTERS.search("".join(words)))


def vietnamese(words: Sequence[str], land: str = "") -> bool:
    """Whether a name of three words or more is Vietnamese as written at home: its Van is no particle.

    >>> vietnamese(["Nguyen", "Van", "An"]), vietnamese(["Mai", "Van", "Dijk"])
    (True, False)
    """
    if len(words) < 3 or unaccented(words[0]) not in VIETNAMESE:
        return False
    return (
        land == "VN"
        or _accented(words)
        or (unaccented(words[1]) in ("van", "thi") and unaccented(words[0]) in _UNMISTAKABLE)
    )


# Vietnamese surnames that are names of nobody else.
_UNMISTAKABLE = frozenset("nguyen tran pham huynh phan dang bui ngo duong dinh trinh truong hoang".split())
