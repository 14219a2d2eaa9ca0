"""Words inside a name that mark its parts: particles, articles, patronymics, shouted surnames, undivided scripts.

It finds marks and answers with places in the list of words; it weighs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from emailguess.data.name_words import (
    CHILD,
    PARTICLES,
    PARTICLES_CAPITAL_TOO,
    PARTICLES_LOWER,
    PARTICLES_SINGLE,
    VIETNAMESE,
)
from emailguess.names.order import Counts, culture, initials_alone, kind_of, turned_in_census
from emailguess.names.romanization import script_of, unaccented

__all__ = [
    "capitalised",
    "conjunctions_out",
    "is_particle",
    "married",
    "particle_run",
    "patronymic",
    "shouted",
    "turned",
    "undivided",
]


def is_particle(words: Sequence[str], place: int, loose: bool = False) -> bool:
    """Whether the word at a place is a particle there; `loose`: capitals mean nothing in this name.

    >>> [is_particle(name.split(), 1) for name in ("Jan van Berg", "Yann Le Goff", "An Le Vo")]
    [True, True, False]
    """
    word = words[place]
    low = word.lower()
    if low not in PARTICLES:
        return False
    if low not in PARTICLES_LOWER:
        return True
    if word.islower() and not loose:
        return True
    if low in PARTICLES_SINGLE:
        return False
    if place and words[place - 1].lower() in PARTICLES - PARTICLES_SINGLE:
        return True
    if loose or low in PARTICLES_CAPITAL_TOO:
        return low in PARTICLES_CAPITAL_TOO and not any(
            unaccented(w) in VIETNAMESE for i, w in enumerate(words) if i != place and w.lower() not in PARTICLES
        )
    return False


def particle_run(words: Sequence[str]) -> int:
    """Count leading particles, leaving at least one word as the name itself."""
    count = 0
    while count < len(words) - 1 and is_particle(words, count):
        count += 1
    return count


def conjunctions_out(family: list[str]) -> list[str]:
    """Drop what stands between two surnames: Ruiz y Soto, Melo e Castro."""
    return [w for i, w in enumerate(family) if not (0 < i < len(family) - 1 and w in ("y", "e", "i"))]


def shouted(words: Sequence[str]) -> tuple[int, int] | None:
    """Find the one run of upper-case words that marks the family name, if the others are not upper case."""
    clear = [_is_shouted(w) for w in words]
    if not any(clear):
        return None
    # DE LA CRUZ, and van der BERG: particles beside a shouted word go with it.
    loud = [
        clear[i] or (w.lower() in PARTICLES - PARTICLES_SINGLE and (w.isupper() or (i > 0 and any(clear[i + 1 :]))))
        for i, w in enumerate(words)
    ]
    first = loud.index(True)
    last = len(loud) - loud[::-1].index(True)
    if not all(loud[first:last]) or (first > 0 and last < len(words)):
        return None
    others = [*words[:first], *words[last:]]
    if not any(any(c.islower() for c in w) for w in others):
        return None
    return first, last


def _is_shouted(word: str) -> bool:
    if len(word) == 2:  # LI Wei, but TJ Miller
        return word.isupper() and culture(word.lower()) != ""
    tail = re.sub("^Ma?c(?=[A-Z])", "", word)  # MacDONALD keeps its small letters
    return (
        len(tail) > 2
        and tail.isupper()
        and not initials_alone(tail)
        and word.replace("-", "").replace("'", "").isalpha()
    )


def capitalised(words: Sequence[str]) -> list[str]:
    """Shouted words with one capital each."""
    return [w.capitalize() if w.isupper() else w if w.islower() else w[0] + w[1:].lower() for w in words]


# The patronymic of Russian, Ukrainian, Belarusian and Bulgarian names; -ович in Latin letters is -ovich and the like.
_PATRONYMIC = re.compile(
    r"(?:[оеё]вич|ьич|ич|[оеё]вна|[иы]чна|[иї]вна|ович|йович)$|"
    r"(?:[oe]vich|[oe]vych|yovych|[oe]vic|[oe]witch|[oe]vna|ivna|ichna|yevna|ilyich|ilich)$"
)
_Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]


def patronymic(words: list[str]) -> list[_Parts] | None:
    """Divide a name that holds a father's name in a form of its own; None where there is none."""
    if len(words) > 3 and words[-1].lower() in CHILD:
        return [((words[1],), tuple(words[2:-1]), (words[0],), "")]
    if len(words) != 3:
        return None
    first, middle, last = words
    if _PATRONYMIC.search(middle.lower()):
        return [((first,), (middle,), (last,), "")]
    if _PATRONYMIC.search(last.lower()):
        if script_of(last) == "CYRILLIC":
            return [((middle,), (last,), (first,), "")]
        return [
            ((middle,), (last,), (first,), "patronymic-last=eastern"),
            ((first,), (middle,), (last,), "patronymic-last=family"),
        ]
    return None


def married(words: list[str], lexicon: Counts) -> list[_Parts] | None:
    """Hungarian Kovácsné Bíró Emese: the husband's surname with -né stands first, her own may follow.

    Joséphiné is nobody's wife but a given name.
    """
    first = words[0]
    if len(first) < 5 or not unicodedata.normalize("NFC", first).lower().endswith("né"):
        return None
    if kind_of(first, lexicon) == "g" or turned_in_census(unaccented(words[-1]), unaccented(first)) > 1:
        return None
    if len(words) == 2:
        return [((words[1],), (), (first,), "")]
    if len(words) == 3:
        return [
            ((words[2],), (), (first,), "married=first"),
            ((words[2],), (), (first, words[1]), "married=both"),
        ]
    return None


def turned(words: Sequence[str], lexicon: Counts) -> int:
    """Where the given names begin in a name that a particle shows to have its family name first; 0 in any other.

    De Vries Jan, van den Berg Piet: the particle is no given name itself, and given names follow the word behind it.
    """
    end = particle_run(words) + 1
    behind = words[end:]
    if end < 2 or not behind or len(words[0]) < 2 or any(culture(unaccented(w)) == "v" for w in words):
        return 0
    called = lexicon.given(words[0].lower()) > 0 and end < 3 and not (words[0].islower() and not words[-1].islower())
    return 0 if called or any(kind_of(word, lexicon) != "g" for word in behind) else end


def undivided(words: list[str], land: str) -> list[str]:
    """Words of a script that needs no spaces, as ["", family, given, …]; other words as they are."""
    kind = {script_of(w) for w in words}
    if not kind <= {"CJK", "HANGUL", "HIRAGANA", "KATAKANA"}:
        return words
    if len(words) > 1:
        return ["", words[0], "".join(words[1:])]
    (word,) = words
    if kind == {"HANGUL"}:
        from emailguess.names.romanization.hangul import COMPOUND_SURNAMES as COMPOUND

        split = 2 if word[:2] in COMPOUND and len(word) > 2 else 1
    elif kind == {"CJK"}:
        from emailguess.data.han_names import HAN_COMPOUND_SURNAMES
        from emailguess.names.romanization.han import japanese_split

        split = japanese_split(word, land) or (2 if word[:2] in HAN_COMPOUND_SURNAMES and len(word) > 2 else 1)
    else:
        return words
    return ["", word[:split], word[split:]] if 1 < len(word) <= split + 3 else words
