"""Spelling: a reading of a name gives the letters that could stand in a mailbox.

Every open question (ü as u or ue, hyphen kept or dropped, particle joined or dropped, formal name or nickname)
is answered in each way people use, and each result carries its answers; it does not choose between them:
companies have habits, and `ranking` learns them.

Start reading at `forms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple, Protocol

from emailguess.data.name_words import ARTICLES, FILIAL
from emailguess.names.forms import SEPARATORS, Form
from emailguess.names.order import eastern, initials_alone, syllabic
from emailguess.names.parser import Reading
from emailguess.names.questions import answer_of, base_of, choice_of, family_of, question_of, split
from emailguess.names.romanization import Word, letters, romanised, script_of

__all__ = ["NicknameTable", "Spelled", "forms", "letters"]

# More spellings than this come only from contrived names; a real one raises two or three questions.
MAX_FORMS = 128
_MAX_NICKNAMES = 5
_MAX_FIELD = 40
# Questions about the division of a name: whose given name is one of syllables, and whose surnames are settled.
_OF_SYLLABLES = frozenset({"syllables-first", "syllables-last"})
_SURNAMES_SETTLED = frozenset({"inner", "inner1i", "inner2i", "married", "initials-first", "initials-last", "muhammad"})


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

    def __hash__(self) -> int:
        """Answers are kept by table."""


def forms(readings: Iterable[Reading], table: NicknameTable) -> tuple[Spelled, ...]:
    """Spell every reading in every way companies do, at most `MAX_FORMS` of them, plainer ones first."""
    spelled: list[Spelled] = []
    for reading in readings:
        given = reading.given[0] if len(reading.given) == 1 else ""
        family = reading.family[0] if len(reading.family) == 1 else ""
        if (
            given.isascii() and given.isalpha() and family.isascii() and family.isalpha()
            and not reading.nickname and not reading.middle and not reading.also and len(given) > 1 < len(family)
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
    if answer_of(reading.choice) == "fg":
        out.append(Spelled(Form(first, last, "", f, l, ""), base))
        return
    for other, choices in _nicknames(first, table):
        out.append(Spelled(Form(other, last, "", other[0], l, ""), base + choices))


@lru_cache(maxsize=8192)
def _nicknames(first: str, table: NicknameTable) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name as written, then the names that may stand for it, each with the answer it assumes."""
    short, full = table.nicknames(first), table.formal(first)
    if full:
        others = [(name, (choice_of("nick", f"formal{i}"),)) for i, name in enumerate(full[:_MAX_NICKNAMES], 1)]
        others += [
            (name, (choice_of("nick", f"short{i}"),))
            for i, name in enumerate(short[:_MAX_NICKNAMES], 1)
            if name not in full
        ]
        return ((first, ("nick=asis",)), *others)
    if short:
        others = [(name, (choice_of("formal", f"nick{i}"),)) for i, name in enumerate(short[:_MAX_NICKNAMES], 1)]
        return ((first, ("formal=asis",)), *others)
    return ((first, ()),)


def _spell(reading: Reading, table: NicknameTable, out: list[Spelled]) -> None:
    base = (reading.choice, *reading.also) if reading.choice else reading.also
    base = tuple(filter(answer_of, base))
    syllables = _in_syllables(reading)
    for given, middle, family, nickname, letter_choice in _lettered(reading):
        assumed = base + letter_choice
        firsts = [
            (_cut(first), f, assumed + choices)
            for first, f, choices in _given_forms(given, nickname, table, reading.question, syllables=syllables)
        ]
        middles = [(_cut(mid), m, choices) for mid, m, choices in _middle_forms(middle)]
        lasts = [(_cut(last), start, choices) for last, start, choices in _family_forms(family, reading)]
        for (first, f, c1), (mid, m, c2), (last, l, c3) in product(firsts, middles, lasts):  # noqa: E741
            if first or f or last or l:
                out.append(Spelled(Form(first, last, mid, f, l, m), c1 + c2 + c3))
                if len(out) > 4 * MAX_FORMS:
                    return


def _cut(field: str) -> str:
    """What of a field is used; a mark that the cut leaves last would stand beside the pattern's own."""
    return field if len(field) <= _MAX_FIELD else field[:_MAX_FIELD].rstrip(SEPARATORS)


def _in_syllables(reading: Reading) -> bool:
    """Whether the given name is one of syllables (Min-su, Xiao-ming, 小明), which are mostly written together."""
    given = reading.given
    if not given:
        return False
    if question_of(reading.choice) in _OF_SYLLABLES or script_of(given[0]) in ("CJK", "HANGUL"):
        return True
    if len(given) > 1 or given[0].count("-") != 1 or not given[0].isascii():
        return False
    head, _, tail = given[0].partition("-")
    return (
        bool(tail)
        and syllabic([head, tail])
        and ((tail.islower() and not head.islower()) or any(eastern(w) for w in reading.family))
    )


def _lettered(
    reading: Reading,
) -> Iterable[tuple[list[str], list[str], list[str], str, tuple[str, ...]]]:
    """Turn all words into ASCII, in every way people write their letters; one that leaves no letter is left out."""
    parts = (reading.given, reading.middle, reading.family)
    words = [Word(t, i == 2) for i, part in enumerate(parts) for t in part]
    if all(word.text.isascii() for word in words) and reading.nickname.isascii():
        given, middle, family = ([w for w in map(letters, part) if w.strip("-'")] for part in parts)
        yield given, middle, family, letters(reading.nickname), ()
        return
    if reading.nickname:
        words.append(Word(reading.nickname, False))
    first, second, third = (len(part) for part in parts)
    for written, choices in romanised(tuple(words), reading.country):
        given, middle, family = (
            [w for w in part if w.strip("-'")]
            for part in (
                written[:first],
                written[first : first + second],
                written[first + second : first + second + third],
            )
        )
        yield given, middle, family, written[-1] if reading.nickname else "", choices


_Variant = tuple[str, str, tuple[str, ...]]


def _given_forms(
    words: list[str], nickname: str, table: NicknameTable, question: str, *, syllables: bool
) -> list[_Variant]:
    """(first, f, choices) for the given name; `question` is how the nickname was told."""
    if not words:
        return [("", "", ())]
    variants: list[_Variant]
    words = [w.replace("'", "") for w in words]
    if all(len(w) == 1 for w in words) and words[0].isascii():
        return _initials_only("".join(words), "first-initial")
    if len(words) == 1 and initials_alone(words[0]) and words[0].isascii():  # J.-P. is half a Jean-Pierre
        together = words[0].replace("-", "")
        return [
            (first, initial, (*choices, choice_of("given-initials", how)))
            for first, _, choices in _initials_only(together, "first-initial")
            for how, initial in (("one", together[0]), ("all", together), ("hyphened", words[0]))
        ]
    if syllables and (len(words) > 1 or "-" in words[0].strip("-")):
        pieces = [p for w in words for p in w.split("-") if p]
        variants = _divided(pieces, "syllables", "syllable-initials", join_first=True)
    elif len(words) > 1:
        variants = _divided(words, "compound", "given-initials", join_first=True)
    elif "-" in words[0].strip("-"):
        pieces = [p for p in words[0].split("-") if p]
        variants = _divided(pieces, "given-hyphen", "given-initials", join_first=False)
        variants.append((pieces[0], pieces[0][0], ("given-hyphen=first", "given-initials=one")))
        variants.append((pieces[-1], pieces[-1][0], ("given-hyphen=last", "given-initials=one")))
    else:
        first = words[0].strip("-")
        variants = [(name, name[0], choices) for name, choices in _nicknames(first, table)]
    if nickname.strip("-'"):
        variants = [(v, f, (*c, choice_of(question, "asis"))) for v, f, c in variants]
        short = nickname.replace("'", "").replace("-", "")
        variants.append((short, short[0], (choice_of(question, "nick"),)))
    return variants


def _initials_only(letters_: str, question: str) -> list[_Variant]:
    """A part of which initials are told: what it is in full is unknown, unless the letters are all people use."""
    return [
        ("", letters_[0], (choice_of(question, "unknown"),)),
        (letters_, letters_[0], (choice_of(question, "whole"),)),
    ]


def _divided(pieces: list[str], question: str, initials: str, *, join_first: bool) -> list[_Variant]:
    """A name of several pieces: how they are put together, and whether its initial is one letter or all."""
    joined = "".join(pieces).replace("-", "")
    whole = [("join", joined), ("keep", "-".join(pieces)), ("dot", ".".join(pieces)), ("underscore", "_".join(pieces))]
    if not join_first:
        whole[:2] = whole[1::-1]
    letters_of = [p[0] for p in pieces]
    return [
        (text, initial, (choice_of(question, answer), choice_of(initials, how)))
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


def _family_forms(words: list[str], reading: Reading) -> list[_Variant]:
    """(last, l, choices) for the family name."""
    if not words:
        return [("", "", ())]
    if len(words) == 1 and len(words[0]) == 1:
        beliefs = [b for b in reading.also if not answer_of(b)]
        return [(v, i, (*c, *_believed(c, beliefs))) for v, i, c in _initials_only(words[0], "last-initial")]
    particles = min(reading.particles, len(words) - 1)
    # Where a comma, a particle or the caller marks two surnames, which of them is used is a question of its own; in
    # readings of words that nothing marks, the reading has answered it.
    marked = family_of(question_of(reading.choice)) not in _SURNAMES_SETTLED and len(words) - particles > 1
    word = words[0]
    head, _, rest = word.partition("-")
    if not particles and rest.strip("-'") and head in ARTICLES:
        words = [head, rest, *words[1:]]
        particles = 1
    if particles and len(words[-1]) == 1:  # Jane van D.
        tails = _initials_only(words[-1], "last-initial")[:1]
        return [("", initial, choices) for _, initial, choices in tails]
    tails = _surname_forms(words[particles:], marked=marked)
    beliefs = [b for b in reading.also if not answer_of(b)]
    if beliefs and marked:
        tails = [(text, i, (*c, *_believed(c, beliefs))) for text, i, c in tails]
    if not particles:
        return tails
    before = [w.replace("'", "").replace("-", "") for w in words[:particles]]
    question = (
        "article" if set(before) <= ARTICLES
        else "filial" if before[0] in FILIAL
        else "saint" if before in (["st"], ["ste"])
        else "particle"
    )  # fmt: skip
    variants: list[_Variant] = []
    for last, initial, choices in tails:
        if "two-surnames=last" in choices:  # da Silva Santos: without the first surname its particle goes too
            variants.append((last, initial, choices))
        else:
            variants += _with_particles(before, last, initial, choices, question)
    return variants


def _believed(choices: Sequence[str], beliefs: Sequence[str]) -> tuple[str, ...]:
    """The answers that beliefs (`question@belief`) repeat."""
    answered = dict(map(split, choices))
    return tuple([choice_of(b, answered[base_of(b)]) for b in beliefs if base_of(b) in answered])


def _with_particles(
    before: Sequence[str], last: str, initial: str, choices: tuple[str, ...], question: str
) -> list[_Variant]:
    joined = "".join(before)
    every = "".join(b[0] for b in before)
    whole = [
        ("join", joined + last),
        ("drop", last),
        ("dot", ".".join([*before, last])),
        ("keep", "-".join([*before, last])),
        ("underscore", "_".join([*before, last])),
    ]
    if question == "particle":
        whole.append(("initials", every + last))
        if len(before) > 1:
            whole.append(("lastonly", before[-1] + last))
    elif question in ("filial", "saint"):
        first = initial if question == "filial" else joined[0]
        return [(text, first, (*choices, choice_of(question, answer))) for answer, text in whole]
    starts = [("particle", joined[0]), ("main", initial)]
    if question == "particle":
        starts.append(("all", every + initial))
    return [
        (text, letter, (*choices, choice_of(question, answer), choice_of(f"{question}-initial", how)))
        for how, letter in starts
        for answer, text in whole
    ]


def _surname_forms(words: list[str], *, marked: bool) -> list[_Variant]:
    if len(words) > 1:
        plain = [w.replace("'", "").replace("-", "") for w in words]
        variants = _divided(plain, "surnames", "family-initials", join_first=True)
        if marked:
            variants = [(text, i, (*c, "two-surnames=both")) for text, i, c in variants]
            variants.append((plain[0], plain[0][0], ("two-surnames=first",)))
            variants.append((plain[-1], plain[-1][0], ("two-surnames=last",)))
        return variants
    word = words[0].strip("-'")  # the apostrophe of 't is no initial
    variants = []
    if "-" in word:
        pieces = [bare for p in word.split("-") if (bare := p.strip("'"))]
        variants = _divided(pieces, "family-hyphen", "family-initials", join_first=False)
        variants.append((pieces[0], pieces[0][0], ("family-hyphen=first", "family-initials=one")))
        variants.append((pieces[-1], pieces[-1][0], ("family-hyphen=last", "family-initials=one")))
    else:
        variants = [(word, word[0], ())]
    if "'" not in word:
        return variants
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
