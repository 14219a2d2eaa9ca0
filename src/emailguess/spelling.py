"""Spelling: a reading of a name gives the letters that could stand in a mailbox.

Every open question (ü as u or ue, hyphen kept or dropped, particle joined or dropped, formal name or nickname)
is answered in each way people use, and each result carries its answers; it does not choose between them:
companies have habits, and `ranking` learns them.

Start reading at `forms`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple, Protocol

from emailguess.names import Reading
from emailguess.patterns import Form

__all__ = ["NicknameTable", "Spelled", "forms", "letters"]

# More spellings than this come only from contrived names; a real one raises two or three questions.
MAX_FORMS = 128
_MAX_NICKNAMES = 5
_MAX_FIELD = 40


class Spelled(NamedTuple):
    """One spelling of a name and the answers it assumes, as `question=answer`."""

    form: Form
    choices: tuple[str, ...]


class NicknameTable(Protocol):
    """Which names stand for which."""

    def nicknames(self, given: str) -> Sequence[str]:
        """Short names used for a formal one, the commonest first."""

    def formal(self, nickname: str) -> Sequence[str]:
        """Formal names behind a short one, the commonest first."""


# Letters whose plain form is not their Unicode base letter.
_PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
        "ħ": "h", "ŋ": "ng", "ə": "e", "ĸ": "k", "ŀ": "l", "ŧ": "t",
    }
)  # fmt: skip
# German and Nordic habit: the second letter is written out (DIN 5007-2, ICAO Doc 9303-3 table 6).
_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_GERMAN, _NORDIC = frozenset("äöü"), frozenset("åø")


def letters(text: str) -> str:
    """Write a word in lower-case ASCII letters, apostrophes and hyphens; everything else goes.

    >>> letters("Łukasz"), letters("İnönü"), letters("O'Neil-Smith")
    ('lukasz', 'inonu', "o'neil-smith")
    """
    if text.isascii():
        low = text.lower()
        return low if low.isalpha() else "".join(c for c in low if c.isalnum() or c in "'-")
    low = unicodedata.normalize("NFC", text.replace("İ", "i").lower()).translate(_PLAIN)
    out = []
    for char in unicodedata.normalize("NFD", low):
        if char.isascii():
            if char.isalnum() or char in "'-":
                out.append(char)
        elif not unicodedata.combining(char):
            out.append(_transliterated(char))
    return "".join(out)


def _transliterated(char: str) -> str:
    from anyascii import anyascii

    return "".join(c for c in anyascii(char).lower() if c.isalnum())


def forms(readings: Iterable[Reading], table: NicknameTable) -> tuple[Spelled, ...]:
    """Spell every reading in every way companies do, at most `MAX_FORMS` of them, plainer ones first."""
    spelled: list[Spelled] = []
    for reading in readings:
        given = reading.given[0] if len(reading.given) == 1 else ""
        family = reading.family[0] if len(reading.family) == 1 else ""
        if (
            given.isascii() and given.isalpha() and family.isascii() and family.isalpha()
            and not reading.nickname and not reading.middle
        ):  # fmt: skip
            _spell_plain(reading, given.lower(), family.lower(), table, spelled)
        else:
            _spell(reading, table, spelled)
    if len(spelled) > MAX_FORMS:
        spelled.sort(key=lambda s: len(s.choices))
        del spelled[MAX_FORMS:]
    return tuple(spelled)


def _spell_plain(reading: Reading, first: str, last: str, table: NicknameTable, out: list[Spelled]) -> None:
    """The usual name: two plain words; only a nickname can be an open question."""
    base = (reading.choice,) if reading.choice else ()
    f, l = first[0], last[0]  # noqa: E741
    if reading.choice.endswith("=fg"):
        out.append(Spelled(Form(first, last, "", f, l, ""), base))
        return
    alternatives = _nicknames(first, table)
    if not alternatives:
        out.append(Spelled(Form(first, last, "", f, l, ""), base))
    for other, choice in alternatives:
        out.append(Spelled(Form(other, last, "", other[0], l, ""), (*base, choice)))


def _nicknames(first: str, table: NicknameTable) -> list[tuple[str, str]]:
    """The name as written, then the names that may stand for it; none where no other is known."""
    short, full = table.nicknames(first), table.formal(first)
    if full:
        others = [(name, f"nick=formal{i}") for i, name in enumerate(full[:_MAX_NICKNAMES], 1)]
        others += [(name, f"nick=short{i}") for i, name in enumerate(short[:_MAX_NICKNAMES], 1) if name not in full]
        return [(first, "nick=asis"), *others]
    if short:
        return [(first, "formal=asis")] + [(s, f"formal=nick{i}") for i, s in enumerate(short[:_MAX_NICKNAMES], 1)]
    return []


def _spell(reading: Reading, table: NicknameTable, out: list[Spelled]) -> None:
    base = (reading.choice,) if reading.choice else ()
    for given, middle, family, nickname, letter_choice in _lettered(reading):
        firsts = _given_forms(given, nickname, table)
        lasts = _family_forms(family, reading.particles, marked="=" not in reading.choice)
        middles = _middle_forms(middle)
        for (first, f, c1), (mid, m, c2), (last, l, c3) in product(firsts, middles, lasts):  # noqa: E741
            if not first and not last:
                continue
            out.append(
                Spelled(
                    Form(first[:_MAX_FIELD], last[:_MAX_FIELD], mid[:_MAX_FIELD], f, l, m),
                    base + letter_choice + c1 + c2 + c3,
                )
            )
            if len(out) > 4 * MAX_FORMS:
                return


def _lettered(
    reading: Reading,
) -> Iterable[tuple[list[str], list[str], list[str], str, tuple[str, ...]]]:
    """Turn all words into ASCII, once with plain letters and, where it matters, once written out."""
    parts = (reading.given, reading.middle, reading.family)
    written = unicodedata.normalize("NFC", "".join("".join(p) for p in parts) + reading.nickname).lower()
    seen = set(written)
    question = "umlaut" if seen & _GERMAN else "nordic" if seen & _NORDIC else ""
    for answer in ("plain", "expanded") if question else ("",):
        words = [
            [w for w in (letters(_expand(t) if answer == "expanded" else t) for t in part) if w.strip("-'")]
            for part in parts
        ]
        nickname = letters(reading.nickname) if reading.nickname else ""
        yield words[0], words[1], words[2], nickname, ((f"{question}={answer}",) if question else ())


def _expand(token: str) -> str:
    return unicodedata.normalize("NFC", token).lower().translate(_EXPANDED)


_Variant = tuple[str, str, tuple[str, ...]]


def _given_forms(words: list[str], nickname: str, table: NicknameTable) -> list[_Variant]:
    """(first, f, choices) for the given name."""
    if not words:
        return [("", "", ())]
    variants: list[_Variant]
    words = [w.replace("'", "") for w in words]
    if len(words) > 1:
        variants = _divided(words, "compound", "given-initials", join_first=True)
    elif "-" in words[0].strip("-"):
        pieces = [p for p in words[0].split("-") if p]
        variants = _divided(pieces, "given-hyphen", "given-initials", join_first=False)
        variants.append((pieces[0], pieces[0][0], ("given-hyphen=first", "given-initials=one")))
        variants.append((pieces[-1], pieces[-1][0], ("given-hyphen=last", "given-initials=one")))
    else:
        first = words[0].strip("-")
        variants = [(n, n[0], (c,)) for n, c in _nicknames(first, table)] or [(first, first[0], ())]
    if nickname:
        choice = "told-nickname="
        variants = [(v, f, (*c, choice + "asis")) for v, f, c in variants]
        variants.append((nickname, nickname[0], (choice + "nick",)))
    return variants


def _divided(pieces: list[str], question: str, initials: str, *, join_first: bool) -> list[_Variant]:
    """A name of several pieces: how they are put together, and whether its initial is one letter or all."""
    joined = "".join(pieces).replace("-", "")
    whole = [("join", joined), ("keep", "-".join(pieces)), ("dot", ".".join(pieces)), ("underscore", "_".join(pieces))]
    if not join_first:
        whole[:2] = whole[1::-1]
    letters_of = [p[0] for p in pieces]
    return [
        (text, initial, (f"{question}={answer}", f"{initials}={how}"))
        for how, initial in (("one", joined[0]), ("all", "".join(letters_of)), ("hyphened", "-".join(letters_of)))
        for answer, text in whole
        if how != "hyphened" or answer == "keep"
    ]


def _middle_forms(words: list[str]) -> list[_Variant]:
    """(middle, m, choices) for the middle names."""
    if not words:
        return [("", "", ())]
    plain = [w.replace("'", "").replace("-", "") for w in words]
    if len(plain) == 1:
        return [(plain[0], plain[0][0], ())]
    return [
        (plain[0], plain[0][0], ("middles=first",)),
        ("".join(plain), "".join(w[0] for w in plain), ("middles=all",)),
        (plain[-1], plain[-1][0], ("middles=last",)),
    ]


def _family_forms(words: list[str], particles: int, *, marked: bool) -> list[_Variant]:
    """(last, l, choices) for the family name; `marked`: nothing else divides two surnames."""
    if not words:
        return [("", "", ())]
    particles = min(particles, len(words) - 1)
    tails = _surname_forms(words[particles:], marked=marked)
    if not particles:
        return tails
    before = [w.replace("'", "").replace("-", "") for w in words[:particles]]
    joined = "".join(before)
    every = "".join(b[0] for b in before)
    variants: list[_Variant] = []
    for last, initial, choices in tails:
        whole = [
            ("join", joined + last),
            ("drop", last),
            ("dot", ".".join([*before, last])),
            ("keep", "-".join([*before, last])),
            ("underscore", "_".join([*before, last])),
            ("initials", every + last),
        ]
        if particles > 1:
            whole.append(("lastonly", before[-1] + last))
        for how, letter in (("particle", joined[0]), ("main", initial), ("all", every + initial)):
            variants += [
                (text, letter, (*choices, f"particle={answer}", f"particle-initial={how}")) for answer, text in whole
            ]
    return variants


def _surname_forms(words: list[str], *, marked: bool) -> list[_Variant]:
    if len(words) > 1:
        plain = [w.replace("'", "").replace("-", "") for w in words]
        variants = _divided(plain, "surnames", "family-initials", join_first=True)
        if marked:
            variants.append((plain[-1], plain[-1][0], ("surnames=last", "family-initials=one")))
            variants.append((plain[0], plain[0][0], ("surnames=first", "family-initials=one")))
        return variants
    word = words[0].strip("-")
    variants = []
    if "-" in word:
        pieces = [p for p in word.split("-") if p.strip("'")]
        variants = _divided(pieces, "family-hyphen", "family-initials", join_first=False)
        variants.append((pieces[0], pieces[0][0], ("family-hyphen=first", "family-initials=one")))
        variants.append((pieces[-1], pieces[-1][0], ("family-hyphen=last", "family-initials=one")))
    else:
        variants = [(word, word[0], ())]
    if "'" not in word.strip("'"):
        return [(v.replace("'", ""), l.replace("'", ""), c) for v, l, c in variants]  # noqa: E741
    out: list[_Variant] = []
    for last, initial, choices in variants:
        bare = last.replace("'", "")
        initial = initial.replace("'", "") or bare[0]
        out.append((bare, initial, (*choices, "apostrophe=join")))
        if "'" in last.strip("'"):
            head, _, tail = last.partition("'")
            out.append((last, initial, (*choices, "apostrophe=keep")))
            if tail.replace("'", ""):
                tail = tail.replace("'", "")
                out.append((tail, tail[0], (*choices, "apostrophe=drop-prefix")))
                if head:
                    out.append((f"{head}-{tail}", initial, (*choices, "apostrophe=hyphen")))
                    out.append((f"{head}.{tail}", initial, (*choices, "apostrophe=dot")))
    return out
