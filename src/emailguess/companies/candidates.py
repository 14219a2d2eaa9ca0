"""Domain stems a company could use, each with the name of the rule that made it.

A stem is the registrable label without its suffix: `acme` of `acme.co.uk`. Nothing here knows which rule is
likely (`model`), and no company is known by name.

Start reading at `stems`.
"""

from __future__ import annotations

from collections.abc import Iterator

from emailguess.companies.names import CompanyName
from emailguess.companies.schools import school_stems
from emailguess.data.company_words import COUNTRIES, GENERIC, SHORTENED, STOP_WORDS
from emailguess.data.institution_words import COUNCIL_WORDS

__all__ = ["MAX_STEM", "stems"]

# RFC 1035 2.3.4: a label has at most 63 octets.
MAX_STEM = 63
_MAX_WORDS = 8
# What companies add to a short name. Hand-made; their weights are fitted, and a useless one costs nothing but time.
_AFTER = (
    "inc",
    "-inc",
    "hq",
    "group",
    "corp",
    "com",
    "labs",
    "tech",
    "cloud",
    "software",
    "networks",
    "systems",
    "team",
)
_PLAIN = str.maketrans("", "", "-.'&+")


def stems(name: CompanyName) -> Iterator[tuple[str, str]]:
    """Give (stem, rule); a stem made by several rules comes several times.

    >>> from emailguess.companies.names import parse
    >>> sorted({stem for stem, _ in stems(parse("Blue Widget Networks Inc"))})[:4]
    ['blue', 'blue-inc', 'blue-widget', 'blue-widget-networks']
    """
    yield from (found := list(_stems(name)))
    if name.german:
        # No umlaut is left in the corpus's names: both spellings are taken for equally likely.
        known = {stem for stem, _ in found}
        for stem, rule in _stems(name._replace(words=name.german)):
            if stem not in known:
                yield stem, rule


def _stems(name: CompanyName) -> Iterator[tuple[str, str]]:
    if name.sector == "university":
        return school_stems(name)
    if name.sector == "council":
        return _council_stems(name)
    return _company_stems(name)


def _company_stems(name: CompanyName) -> Iterator[tuple[str, str]]:
    words = [w for w in name.words if w not in STOP_WORDS] or list(name.words)
    if name.stated:
        words = [w.split(".", 1)[0] if w == name.stated else w for w in words]
    del words[_MAX_WORDS:]
    plain = [w if w.isalnum() else w.translate(_PLAIN) for w in words]
    if "-" in words[0]:
        lead = words[0].split("-")
        yield lead[0], "part of a hyphenated word"
        yield lead[-1], "last part of a hyphenated word"
        yield (
            "-".join([w.translate(_PLAIN) for w in lead]),
            "hyphenated/2" if len(plain) == 1 else "first word, hyphen kept",
        )
        yield "".join([w[0] for w in lead if w]), "initials of a hyphenated word"
    for note in name.notes:
        yield note, "in parentheses"
    if len(plain) == 1:
        yield from _of_one_word(plain[0])
    else:
        yield from _of_whole_words(name, plain)
        yield from _of_cut_words(name, plain)


def _of_one_word(first: str) -> Iterator[tuple[str, str]]:
    yield first, "only word"
    if len(first) <= 8:
        for after in _AFTER:
            yield first + after, "only word + " + after
    yield first + "s", "only word + s"
    if len(first) > 5:
        yield first[:3], "cut3"
        yield first[:4], "cut4"


def _of_whole_words(name: CompanyName, plain: list[str]) -> Iterator[tuple[str, str]]:
    """Words kept or dropped as they are, and their initials."""
    n = len(plain)
    first = plain[0]
    joined = "".join(plain)
    tail = plain[-1]
    # How many generic or geographic words end the name: they are what is dropped first.
    core = n
    while core > 1 and (plain[core - 1] in GENERIC or plain[core - 1] in COUNTRIES):
        core -= 1
    shape = ("2" if n == 2 else "3" if n == 3 else "4" if n == 4 else "5+") + ("g" if core < n else "")
    yield joined, "joined/" + shape
    yield first, "first word/" + shape
    yield tail, "last word/" + shape
    initials = "".join([w[0] for w in plain])
    yield initials, "initials/" + shape
    yield "-".join(plain), "hyphenated/" + shape
    if core < n:
        yield "".join(plain[:core]), "generic words dropped"
        yield joined, "keep:" + tail
        yield "".join(plain[: n - 1]), "drop:" + tail
        if core > 1:
            yield "-".join(plain[:core]), "generic words dropped, hyphenated"
            yield initials[:core], "initials without generic words"
        elif core < n - 1:
            yield first + plain[1], "first two words"
    elif n > 2:
        yield first + plain[1], "first two words"
        yield plain[-2] + tail, "last two words"
    if n > 2:
        yield initials[:2], "initials of two words"
        yield initials[:3], "initials of three words"
        small = "".join([w[0] for w in name.words])
        if small != initials:
            yield small, "initials with small words"
        if plain[0] in COUNTRIES:
            yield "".join(plain[1:]), "leading country dropped"
            yield initials[1:], "initials without the country"


def _of_cut_words(name: CompanyName, plain: list[str]) -> Iterator[tuple[str, str]]:
    """Words cut short, and what companies add."""
    first, tail = plain[0], plain[-1]
    initials = "".join([w[0] for w in plain])
    if name.legal:
        yield initials + name.legal[0][0], "initials with the legal form"
    short = SHORTENED.get(tail) or tail[:3]
    yield "".join(plain[:-1]) + short, "last word shortened"
    yield first + initials[1:], "first word + initials"
    yield first[0] + "".join(plain[1:]), "initial + rest"
    yield initials[:-1] + tail, "initials + last word"
    yield first[:3] + tail[:3], "first3+last3"
    yield first[:3] + tail, "first3+last"
    if len(first) > 4:
        yield first[:4], "cut4/2"
        yield first[:3], "cut3/2"
    if len(first) <= 8:
        for after in ("inc", "-inc", "group", "hq"):
            yield first + after, "first word + " + after
    acronym = next((w for w in plain[1:] if 2 <= len(w) <= 5 and not _VOWELS.intersection(w)), "")
    if acronym:
        yield acronym, "a word that can only be spelled out"


_VOWELS = frozenset("aeiouy")


def _council_stems(name: CompanyName) -> Iterator[tuple[str, str]]:
    plain = [w.translate(_PLAIN) for w in name.words][:_MAX_WORDS]
    place = [w for w in plain if w not in COUNCIL_WORDS] or plain
    content = [w for w in plain if w not in STOP_WORDS] or plain
    joined = "".join(place)
    several = "several words" if len(place) > 1 else "one word"
    yield joined, "place/" + several
    kind = next((w for w in content if w in COUNCIL_WORDS), "council")
    yield joined + kind, "place + kind"
    yield joined + "council", "place + council"
    yield joined + "city", "place + city"
    yield "cityof" + joined, "cityof + place"
    yield kind + "of" + joined, "kind + of + place"
    yield "-".join(place), "place, hyphenated"
    yield "".join([w[0] for w in content]), "initials"
    letters = "".join([w[0] for w in place])
    yield letters + "c", "place initials + c"
    yield letters + "cc", "place initials + cc"
    yield letters + "council", "place initials + council"
    yield joined + "".join([w[0] for w in content if w in COUNCIL_WORDS]), "place + initials"
    yield "".join(content), "joined"
    if len(place) > 1:
        yield place[0], "first word of the place"
        yield place[-1], "last word of the place"
        yield "".join([SHORTENED.get(w, w) for w in place]), "place shortened"
        yield place[0] + place[-1][:3], "place cut"
        yield place[0][:4] + place[-1][:3], "place, both words cut"
