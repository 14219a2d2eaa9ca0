"""Domain stems of universities and colleges: how places of learning shorten their names.

Each stem comes with the name of the rule that made it; a stem made by several rules comes several times.
Nothing here knows which rule is likely (`model`).

Start reading at `school_stems`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from emailguess.companies.names import CompanyName
from emailguess.data.company_words import SHORTENED, STATES
from emailguess.data.institution_words import DIRECTIONS, SCHOOL_SILENT, SCHOOL_UNSAID, SCHOOLS

__all__ = ["school_stems"]

_BREAKS = str.maketrans({"-": " ", "&": " ", "+": " ", "'": None, ".": None})
_KINDS = SCHOOLS | {"institute", "school"}
_MAX_WORDS = 12


class _School(NamedTuple):
    """A school's name taken apart: "Southern Nowhere State University at Someplace"."""

    form: str
    """`of` for "University of X", `x` for "X University", `college`, `institute`, `system` for SUNY and CUNY."""
    kind: str
    """First letter of the word that makes it a school: u, c, i, s."""
    place: tuple[str, ...]
    """The words that name it, "state" and "tech" included."""
    campus: tuple[str, ...]
    """The words that tell one campus from its sisters."""
    content: tuple[str, ...]
    """All words but the silent ones, in order."""
    every: tuple[str, ...]
    """All words in order."""


def school_stems(name: CompanyName) -> Iterator[tuple[str, str]]:
    """Give (stem, rule) for a university's name, most with several rules to their credit.

    >>> from emailguess.companies.names import parse
    >>> found = dict(school_stems(parse("University of Northern Nowhere")))
    >>> "unn" in found, "nowhere" in found, "northernnowhere" in found
    (True, True, True)
    """
    school = _take_apart(name)
    content, place, form = school.content, school.place, school.form
    initials = "".join([w[0] for w in content])
    yield initials, "initials"
    yield initials, form + ":initials"
    if len(school.every) != len(content):
        yield "".join([w[0] for w in school.every]), "initials with small words"
        lead = [w for w in school.every if w not in ("at", "in", "for", "the", "and")]
        yield "".join([w[0] for w in lead]), form + ":initials with 'of'"
    yield "".join(content), "all words"
    if not place:
        return
    joined = "".join(place)
    letters = "".join([w[0] for w in place])
    yield joined, form + ":place"
    yield joined + "u", form + ":place+u"
    yield "u" + joined, form + ":u+place"
    yield from _campuses(school, joined, letters)
    if len(place) > 1:
        yield from _of_several_words(school, letters)
    yield joined[:3], form + ":cut3"
    yield joined[:4], form + ":cut4"
    yield "u" + joined[:2], form + ":u+cut2"
    yield "u" + joined[:3], form + ":u+cut3"
    yield "u" + joined[:4], form + ":u+cut4"
    yield joined[:3] + "u", form + ":cut3+u"
    yield from _by_state(school, letters)
    yield from _of_its_kind(school, joined, letters)


def _campuses(school: _School, joined: str, letters: str) -> Iterator[tuple[str, str]]:
    """The place's letters with the kind's, and what tells one campus from its sisters."""
    campus, kind, form = school.campus, school.kind, school.form
    if campus:
        far = "".join(campus)
        far_letters = "".join([w[0] for w in campus])
        yield far, form + ":campus"
        yield letters + far_letters + kind, form + ":PCk"
        yield kind + letters + far_letters, form + ":kPC"
        yield letters + kind + far_letters[0], form + ":PkC1"
        yield letters + kind, form + ":Pk, campus unsaid"
        yield kind + letters, form + ":kP, campus unsaid"
        yield kind + letters + far, form + ":kP+campus"
        yield letters + kind + far, form + ":Pk+campus"
        yield kind + far, form + ":k+campus"
        yield kind + far_letters, form + ":kC"
        yield joined + far, form + ":place+campus"
        yield far_letters + kind, form + ":Ck"
    else:
        yield letters + kind, form + ":Pk"
        yield kind + letters, form + ":kP"
        yield letters, form + ":P"


def _of_several_words(school: _School, letters: str) -> Iterator[tuple[str, str]]:
    """A place of several words: which of them are left, cut or shortened."""
    place, kind, form = school.place, school.kind, school.form
    first, last = place[0], place[-1]
    yield first, form + ":first"
    yield last, form + ":last"
    yield first + kind, form + ":first+k"
    yield kind + last, form + ":k+last"
    yield first[0] + last, form + ":f+last"
    yield letters[:-1] + last, form + ":initials+last"
    yield "-".join(place), form + ":hyphens"
    yield first[:3] + last, form + ":first3+last"
    yield first[:3] + "".join([w[0] for w in place[1:]]) + kind, form + ":first3+initials"
    said = [w for w in place if w not in SCHOOL_UNSAID]
    if said and len(said) < len(place):
        yield "".join(said), form + ":place, kind unsaid"
        yield (
            "".join(said)[:3] + "".join([SHORTENED.get(w, "") for w in place if w in SCHOOL_UNSAID]),
            form + ":cut3+kind",
        )
    short = [SHORTENED.get(w, w) for w in place]
    if short != list(place):
        yield "".join(short), form + ":shortened"
        yield first + "".join(short[1:]), form + ":rest shortened"
        yield first[:3] + "".join(short[1:]), form + ":first3+shortened"


def _of_its_kind(school: _School, joined: str, letters: str) -> Iterator[tuple[str, str]]:
    """What colleges, universities, systems and schools of technology add of their own."""
    content, place, campus, kind, form = school.content, school.place, school.campus, school.kind, school.form
    if kind == "c":
        yield joined + "college", form + ":place+college"
        yield "c" + "of"[: "of" in school.every] + letters, form + ":c(o)P"
    if form == "of" or form == "x":
        yield "uni-" + joined, form + ":uni-place"
        yield joined + "-university", form + ":place-university"
        yield "uni" + joined[:2], form + ":uni+cut2"
    if "technology" in content or "tech" in content:
        core = "".join([w for w in place if w not in ("tech", "technology", "institute")])
        yield core + "tech", "tech"
        yield core[:3] + "tech", "cut3+tech"
        yield core[0] + "tech" if core else "tech", "initial+tech"
    if form == "system":
        yield school.every[0] + joined, "system+place"
        yield school.every[0] + letters, "system+letters"
        yield school.every[0] + "".join([SHORTENED.get(w, w) for w in place[:1]]), "system+shortened"
        yield school.every[0], "system alone"
        yield letters + school.every[0][1:], "letters+system"
    if "technical" in content and campus:
        yield "tu" + "".join(campus), "tu+place"
        yield "tu-" + "".join(campus), "tu-place"
        yield "tu" + campus[0][0], "tu+letter"
    if "applied" in content:
        yield "fh-" + "".join(content[: content.index("university")] if "university" in content else place), "fh-"


def _by_state(school: _School, letters: str) -> Iterator[tuple[str, str]]:
    """Forms that shorten the name of a US state inside the school's name."""
    place, campus, kind, form = school.place, school.campus, school.kind, school.form
    at = size = -1
    for width in (2, 1):
        for start in range(len(place) - width + 1):
            if "-".join(place[start : start + width]) in STATES:
                at, size = start, width
                break
        if size > 0:
            break
    if size < 0:
        return
    code, short = STATES["-".join(place[at : at + size])]
    before = place[:at]
    rest = [w for w in place[at + size :] if w != "technology"]
    lead = "".join([w[0] for w in before])
    tail = "".join([SHORTENED.get(w, w) if w != "state" else w for w in rest])
    tail_letters = "".join([w[0] for w in rest])
    far = "".join([w[0] for w in campus])
    state = "".join(place[at : at + size])
    form = "state " + form
    yield lead + short + tail, form + ":short"
    yield lead + code + tail, form + ":code"
    yield lead + state + tail, form + ":state"
    yield kind + lead + short, form + ":k+short"
    yield kind + lead + code, form + ":k+code"
    yield kind + lead + code + far, form + ":k+code+campus"
    yield kind + lead + short + far, form + ":k+short+campus"
    yield lead + short + kind, form + ":short+k"
    yield lead + code + kind, form + ":code+k"
    yield letters + kind + code, form + ":Pk+code"
    yield lead + code + tail_letters + kind, form + ":code+rest+k"
    yield kind + state, form + ":k+state"
    if campus:
        yield kind + lead + short + "".join([SHORTENED.get(w, "") for w in campus]), form + ":k+short+campus shortened"
    yield kind + lead + state[0] + far, form + ":kS+campus"
    if rest:
        yield lead + short[:3] + tail, form + ":short3+rest"
        yield lead + short + tail_letters, form + ":short+rest letters"
        yield lead + code + "".join([SHORTENED.get(w, w) for w in rest]), form + ":code+rest shortened"
        yield lead + short[:3] + "".join([SHORTENED.get(w, "") for w in rest if w != "state"]), form + ":short3+kind"
        yield lead + state[0] + tail, form + ":s+rest"
        yield "".join(before) + tail, form + ":state unsaid"


def _take_apart(name: CompanyName) -> _School:
    every: list[str] = []
    for word in name.words:
        if not word.isalnum():
            # "A&M" gives two initials, "Nowhere-Someplace" two words.
            every += [w for w in word.translate(_BREAKS).split() if w]
        elif word in DIRECTIONS:
            every += DIRECTIONS[word]
        else:
            every.append(word)
    del every[_MAX_WORDS:]
    content = [w for w in every if w not in SCHOOL_SILENT] or every
    kind_at = next((i for i, w in enumerate(every) if w in SCHOOLS), -1)
    if kind_at < 0:
        kind_at = next((i for i, w in enumerate(every) if w in _KINDS), 0)
    kind = every[kind_at]
    before = [w for w in every[:kind_at] if w not in SCHOOL_SILENT]
    after = every[kind_at + 1 :]
    place: list[str]
    campus: list[str]
    if kind in ("suny", "cuny"):
        rest = [w for w in after if w not in SCHOOL_SILENT and w != "college"]
        form, place, campus = "system", rest, []
    elif kind in ("institute", "school"):
        form, campus = "institute", []
        place = before or [w for w in after if w not in SCHOOL_SILENT]
    elif not before:
        form = "of" if kind != "college" else "college"
        place, campus = _campus(after[1:] if after[:1] == ["of"] else after)
    else:
        form = "x" if kind != "college" else "college"
        place, campus = before, [w for w in after if w not in SCHOOL_SILENT]
    letter = "i" if kind == "institute" else kind[0]
    return _School(form, letter, tuple(place), tuple(campus), tuple(content), tuple(every))


def _campus(words: list[str]) -> tuple[list[str], list[str]]:
    """Part "Nowhere at Someplace", and "Texas Someplace" where a state's name leads."""
    for split in ("at", "in"):
        if split in words[1:]:
            at = words.index(split, 1)
            return [w for w in words[:at] if w not in SCHOOL_SILENT], [
                w for w in words[at + 1 :] if w not in SCHOOL_SILENT
            ]
    for width in (2, 1):
        if len(words) > width and "-".join(words[:width]) in STATES:
            return words[:width], [w for w in words[width:] if w not in SCHOOL_SILENT]
    return [w for w in words if w not in SCHOOL_SILENT], []
