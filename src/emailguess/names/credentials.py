"""Titles before a name and credentials behind it: degrees, certifications, orders, generations.

How they are written tells most of them: a dotted word before two more is a title, tokens in capitals that nobody is
called are credentials behind a mixed-case name. Lists sharpen it: they know the undotted title and the short degree.

Start reading at `without_titles`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from emailguess.data.name_words import (
    ABBREVIATED_NAMES,
    CREDENTIAL_TAILS,
    DEGREES,
    DEGREES_IN_FRONT,
    GENERATIONS,
    GIVEN_TITLES,
    HONORIFIC_TAILS,
    HONORIFICS_THAT_ARE_NAMES,
    JOBS,
    NAMES_MORE_OFTEN,
    TITLE_PAIRS,
    TITLES,
    TITLES_ALONE,
)

__all__ = ["bare", "caseless", "glued", "is_credentials", "is_name", "is_suffix", "without_titles"]

_MARKS = ".,;:*#|/\\~^=+<>{}!?&%$\u2018\u2019'\"`\u00b4_-·"
# So many people in the census, some three hundred, make a word a name.
_A_NAME = 1e-6
# Common Turkish given names have a share of ten in a million in the United States, common English ones of a thousand.
_SELDOM_WESTERN = 5e-5
# Some two thousand; Gen, Col and Maj are given to fewer.
_A_FEW = 6e-6
# A title that so many of a hundred thousand people are called by is rather their given name.
_RATHER_A_NAME = 12
# Longer words in capitals are shouted surnames; certifications are abbreviations.
_LONGEST_CREDENTIAL = 7
# Up to here an unknown word in capitals is an abbreviation, however well it can be spoken.
_SHORT = 4
# Of a dotted word behind a name; a longer one may end a sentence.
_LONGEST_DOTTED = 5
# What a name in Latin letters can begin with, besides one consonant or none; and what it can end in.
_ONSETS = frozenset(
    "bl br ch cl cr cz dh dj dr dz fj fl fr gh gj gl gn gr gw hj hr hw kh kj kl kn kr kw lj ll mb mc mj mn nd ng nj nk "
    "nt ny ph pl pr ps pt qu rh rz sc sch schl schm schn schr schw sh shr sj sk skr sl sm sn sp spr st str sv sw sz "
    "szcz th thr tj tr ts tsch tw tz vl vr wh wl wr xh zb zd zg zh zl zm zv zw".split()
)
_MIXED = re.compile(r"[A-Z][a-z]{1,4}[A-Z]{1,2}|[A-Z]{2,}[a-z][A-Z]{1,3}")
# "Ph. D." and "B. Sc." are one word each.
_PARTED = re.compile(r"\b([A-Z][a-z]{0,4}|LL)\.\s+([A-Z][a-z]{0,4}\.|[A-Z])(?=\s*(?:,|$|\())")
_GLUED_TITLE = re.compile(r"^([^\W\d_]{2,5})\.(?=[^\W\d_a-z][^\W\d_])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
# What a title's abbreviation looks like: Hr., Kpt., Dipl.-Ing., M.Sc.
_DOTTED = re.compile(r"(?:[^\W\d_]{1,8}[.-])*[^\W\d_]{2,8}\.")


class Counts(Protocol):
    """How often a token was seen as a name."""

    def given(self, token: str) -> int:
        """People whose given name it is."""

    def family(self, token: str) -> int:
        """People whose family name it is."""


def bare(token: str) -> str:
    """A word in lower case without dots and commas, as the lists have it."""
    return token.replace(".", "").rstrip(",").lower()


def caseless(tokens: Sequence[str]) -> bool:
    """Whether the writing gives no meaning to capitals: all are, or none is."""
    text = "".join(tokens)
    return text.isupper() or text.islower()


def glued(text: str) -> str:
    """Put together what belongs to one degree (Ph. D.), and take a title off the word it is glued to (Dr.Jane).

    >>> glued("Jane Smith, Ph. D."), glued("Dr.Jane Smith"), glued("Smith, J. R.")
    ('Jane Smith, Ph.D.', 'Dr. Jane Smith', 'Smith, J. R.')
    """
    text = _PARTED.sub(_together, text)
    match = _GLUED_TITLE.match(text)
    return f"{match[1]}. {text[match.end() :]}" if match and match[1].lower() in TITLES else text


def _together(match: re.Match[str]) -> str:
    """One degree of two pieces; two initials and what stands before a name are none."""
    one, two = match[1], match[2].rstrip(".")
    return match.group() if len(one) + len(two) < 3 or one.lower() in TITLES else f"{one}.{two}."


def without_titles(raw: list[str], least: int, counts: Counts | None = None) -> tuple[list[str], str]:
    """Take titles off the front and credentials off the end, and tell the last title.

    `least` words at least stay before a degree goes; `counts` knows what is somebody's name.

    >>> without_titles("dr Vincent van Gogh dr".split(), 2), without_titles(["Herr", "Schmidt"], 2)
    ((['Vincent', 'van', 'Gogh'], 'dr'), (['Schmidt'], 'herr'))
    """
    title = ""
    while len(raw) > 1:
        taken = _titles_at(raw, counts)
        if not taken:
            break
        title = bare(raw[taken - 1].strip("-'"))
        raw = raw[taken:]
    while len(raw) > 1 and (taken := _credentials_at(raw, least, counts)):
        raw = raw[:-taken]
    return raw, title


def _titles_at(raw: Sequence[str], counts: Counts | None) -> int:
    """How many words at the front make one title."""
    pair = bare(raw[0]), bare(raw[1])
    if len(raw) > 3 and len(pair[0]) == 1 and raw[0].islower() and not caseless(raw) and pair[1] in TITLES:
        return 2  # dr n. med. Anna Nowak
    if len(raw) > 2 and " ".join(pair) in TITLE_PAIRS:
        return 2
    return 1 if _is_title(raw[0], raw[1:], counts) else 0


def _is_title(token: str, behind: Sequence[str], counts: Counts | None) -> bool:
    """Whether a word before others is a title."""
    if token.count("/") == 1 and len(behind) > 1:  # WP/StB
        return all(_is_title(piece, behind, counts) for piece in token.split("/"))
    word = bare(token.strip("-'"))
    dotted = token.rstrip(",").endswith(".")
    listed = word.replace("-", "") in TITLES or word in TITLES
    if listed and dotted:
        return True
    if dotted and len(behind) > 1 and _DOTTED.fullmatch(token) and word not in ABBREVIATED_NAMES:
        return True
    if len(behind) > 1 and _COMPOUND.fullmatch(token):
        return True
    if len(behind) > 1 and _is_abbreviation(token, behind[0], counts) and not caseless([token, *behind]):
        return True
    if len(behind) > 1 and _is_rank(token, behind[0], counts):
        return True
    if token.isupper() and word in DEGREES_IN_FRONT and len(behind) > 1 and not caseless(behind):
        return True
    if not listed or len(word) == 1 or word in NAMES_MORE_OFTEN:
        return False
    # Before one other word most titles are names as well (Phil, Chief, Sheikh); a few never are.
    if word in TITLES_ALONE:
        return True
    if len(behind) > 1:  # Dean Martin Jones and Earl Otto Stein may be so called
        return counts is None or counts.given(word) <= _RATHER_A_NAME
    return len(word) > 2 and counts is not None and word not in GIVEN_TITLES and not is_name(word, counts)


# Dipl.-Kffr., Univ.-Prof., Dr.-Ing.; with an ending: Mag.a, Dott.ssa, Eng.º.
_COMPOUND = re.compile(
    r"[^\W\d_]{3,}\.(?:-[^\W\d_]+\.?)+|[^\W\d_]{2,5}\.(?:ssa|in|ra|mo|ma|le|mi|[aoªº°])", re.IGNORECASE
)
# KTM, TkT, PD: capitals that are nobody's name.
_CAPITALS = re.compile(r"[A-ZÄÖÜ]{2,4}|[A-Z][bcdfghjklmnpqrstvwxz]{0,2}[A-Z]")


def _is_abbreviation(token: str, behind: str, counts: Counts | None) -> bool:
    """Whether capitals that nobody is called stand before a given name or another title."""
    if counts is None or _CAPITALS.fullmatch(token) is None:
        return False
    word, name = token.lower(), bare(behind)
    if counts.given(word) or counts.family(word) or word in NAMES_MORE_OFTEN:
        return False
    return name in TITLES or counts.given(name) > counts.family(name)


def _is_rank(token: str, behind: str, counts: Counts | None) -> bool:
    """Whether a word that nobody can be called stands before a given name: Pr, Sqn, Ldr, KommR, к.т.н., Gen."""
    word = bare(token.strip("-'"))
    if word in JOBS | CREDENTIAL_TAILS and bare(behind) in JOBS | TITLES:
        return True  # Managing Director Jane Doe
    if counts is None or not counts.given(bare(behind)) > counts.family(bare(behind)):
        return False
    if word in JOBS | CREDENTIAL_TAILS and not is_name(word, counts):
        return True
    if _INITIALS.fullmatch(token.replace("-", "")) and token.islower() and len(word) > 1 and behind[:1].isupper():
        return True
    if is_name(word, counts):
        return word in TITLES and _is_rare(word, counts)
    return (
        len(word) > 1
        and word.isalpha()
        and (word in TITLES or _MIXED.fullmatch(token) is not None or not _has_vowel(word))
    )


def _is_rare(word: str, counts: Counts) -> bool:
    """Whether so few people bear a word as a name that before a given name it is a title."""
    from emailguess.names.frequencies.census import table

    rare = max(table("given").share(word), table("family").share(word)) < _A_FEW
    return rare and counts.given(word) + counts.family(word) == 0


def _has_vowel(word: str) -> bool:
    """Whether a word of Latin letters can be spoken; of other alphabets nothing is said."""
    return not word.isascii() or any(c in "aeiouy" for c in word)


def _credentials_at(raw: Sequence[str], least: int, counts: Counts | None) -> int:
    """How many words at the end are a credential."""
    last = raw[-1]
    word = bare(last.strip(_MARKS))
    enough = len(raw) > least
    if word in HONORIFIC_TAILS and (enough or _is_honorific(last, raw[0])):
        return 1
    if not (enough or word in ("jr", "phd", "iii", "ii")):
        return 0
    if is_suffix(last):
        return 1 if len(word) > 2 or not caseless(raw) or word in GENERATIONS else 0
    if len(raw) < 3:
        return 0
    if word in JOBS and counts is not None and not is_name(word, counts):
        return 1
    if word in CREDENTIAL_TAILS and is_credential(raw[-2], raw[:-2], counts):
        return 2
    return 1 if is_credential(last, raw[:-1], counts) else 0


def _is_honorific(token: str, name: str) -> bool:
    """Whether a form of address stands behind one word: Ayşe Hanım, Tanaka sama; Bey and San are names as well."""
    word = bare(token)
    if word not in HONORIFICS_THAT_ARE_NAMES:
        return True
    if word == "bey":
        from emailguess.names.frequencies.census import table

        return table("given").share(bare(name)) < _SELDOM_WESTERN
    return token.islower() and not name.islower()


def is_credential(token: str, name: Sequence[str], counts: Counts | None, least: int = 2) -> bool:
    """Whether a token behind the words of a name is a credential by its writing; `least` words must be left."""
    word = token.strip(_MARKS + "®™")
    low = bare(word)
    if len(name) < least or not low:
        return False
    if is_suffix(token) or low in TITLES_ALONE:
        return True
    if "." in word and not _INITIALS.fullmatch(word):  # M.Ed, Msc.Ed, B.Com
        return all(len(piece) < 6 for piece in word.split("."))
    if _MIXED.fullmatch(word):  # PhD, PsyD, MBChB
        return True
    if token.endswith(".") and 2 < len(word) < _LONGEST_DOTTED and counts is not None and not is_name(low, counts):
        return True  # Bakk.
    if len(name) > least and len(word) == 2 and word.isupper() and is_suffix(name[-1]) and len(bare(name[-1])) > 2:
        return True  # MSc RA: what two letters mean behind a degree, they do not mean behind a name
    letters = word.replace("-", "").replace("&", "").replace("/", "")
    cased = [w for w in name if any(c.islower() for c in w)]
    if not letters.isascii() or not letters.isupper() or len(letters) < 2 or len(cased) < least:
        return False
    if any(c.isdigit() for c in letters):
        return True
    return len(letters) <= _LONGEST_CREDENTIAL and len(letters) > 2 and not _can_be_name(letters.lower(), counts)


def is_credentials(piece: str, head: Sequence[str], counts: Counts | None) -> bool:
    """Whether all of what stands between two commas is credentials; `head` are the words of the name before it.

    >>> [is_credentials(x, ["Jane", "Doe"], None) for x in ("CLU", "M.Ed", "Ph.D. Student", "Dr.", "Jane", "J. R.")]
    [True, True, True, True, False, False]
    """
    words = [w for w in piece.split() if any(c.isalpha() for c in w)]
    if not words:
        return True
    if all(is_suffix(w, anywhere=True) for w in words):
        # Smith, J.R. has its initials behind the comma, Smith, Jr. his generation.
        return len(head) > 1 or not _INITIALS.fullmatch(words[0]) or len(words) > 1
    if len(head) < 2:
        return False
    rest = [w for w in words if bare(w.strip(_MARKS)) not in CREDENTIAL_TAILS]
    if rest and all(is_suffix(w, anywhere=True) or is_credential(w, head, counts) for w in rest):
        return True
    if not rest and all(w.isupper() or counts is None or not is_name(bare(w), counts) for w in words):
        return True  # ABD, Candidate
    if len(words) > 1 and (is_suffix(words[0]) and len(bare(words[0])) > 2):
        return True  # MBA and mother of two
    dotted = all(w.endswith(".") or any(c.isdigit() for c in w) for w in words)
    return dotted and any(len(bare(w)) > 1 and not _INITIALS.fullmatch(w) for w in words)


def is_suffix(token: str, *, anywhere: bool = False) -> bool:
    """Whether a word behind a name is a listed degree or a generation; `anywhere`: a comma already sets it off."""
    word = bare(token.strip(_MARKS + "®™"))
    if word in GENERATIONS:
        return True
    if word in ("sen", "jun"):  # Sen and Jun are names; senior and junior have a dot
        return "." in token
    if word not in DEGREES:
        return False
    # Yo-Yo Ma and Li Peng hold no degree: such words are one in capitals or with a dot only.
    return anywhere or not (len(word) < 3 or word in ("peng", "shum")) or token.isupper() or "." in token


def _can_be_name(word: str, counts: Counts | None) -> bool:
    """Whether an unlisted word in capitals may be a shouted surname."""
    if counts is not None and is_name(word, counts):
        return True
    return len(word) > _SHORT and _can_be_spoken(word)


def is_name(word: str, counts: Counts) -> bool:
    """Whether anybody known is called so, in lower case."""
    if counts.given(word) or counts.family(word):
        return True
    from emailguess.names.frequencies.census import table

    return max(table("given").share(word), table("family").share(word)) >= _A_NAME


def _can_be_spoken(word: str) -> bool:
    """Whether a word begins and ends as names do, and has its vowels where one needs them."""
    clusters = re.split("[aeiouy]+", word)
    if len(clusters) < 2:
        return False
    onset, *inner, coda = clusters
    return (len(onset) < 2 or onset in _ONSETS) and all(len(c) < 4 for c in inner) and coda not in _UNENDING


# Two consonants that end no name in Latin letters.
_UNENDING = frozenset(
    "bm bp cb cd cf cm cn cp cr cv dc df dm dp fc fd fm fp fr gc gd gm gp mc md mr mt nb nm np nr pc pd pm pn pr "
    "rcs rfs sb sc sd sf sg sr td tf tm tp tr vc vp".split()
)
