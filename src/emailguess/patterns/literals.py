"""Affixes: literal text before, inside or after a name's fields, found by covering the rest of a local part.

It finds what companies add that no table lists (`rep.`, `-ext`, the `x` of externals); it refuses words of which a
name happens to be a part, and is asked only where fields alone do not explain an address.

Start reading at `with_literal`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from emailguess.names.forms import SEPARATORS, Form
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.spelling import Spelled
from emailguess.patterns.language import LITERAL, Element, Pattern, parsed

__all__ = ["has_literal", "literal_share", "too_long", "with_glued_letter", "with_literal"]

# Spellings searched for literal text; a real name and address have fewer that could hold it.
_MAX_LITERAL_FORMS = 8
# As long as `.contractor` and `-consultant`; the longer, the less likely (`literal_share`).
_MAX_LITERAL = 11

Found = dict[str, list[tuple[Spelled, int]]]
"""Patterns with the spellings that give the local part under them, and what each assumes."""


def with_literal(names: list[Spelled], local: str, found: Found) -> None:
    """Explain with one run of literal text before, inside or after the fields; keep the shortest literals."""
    if not LITERAL.fullmatch(local):
        return
    best = _MAX_LITERAL + 1
    results: list[tuple[int, str, Spelled]] = []
    holding = [
        n
        for n in names
        if any(len(v) > 2 and v in local for v in (n.form.first, n.form.last))
        and not too_long(local[_MAX_LITERAL:], n.form)
    ]
    holding.sort(key=lambda n: (n.form.first in local) + (n.form.last in local), reverse=True)
    for name in holding[:_MAX_LITERAL_FORMS]:
        form = name.form
        for start in range(len(local)):
            lefts = list(_cover_part(local[:start], form, frozenset()))
            if not lefts:
                continue
            for length in range(1, min(best, len(local) - start) + 1):
                text = local[start : start + length]
                if text.strip(SEPARATORS) == "":
                    continue
                elements = _cover(lefts, local[start + length :], form)
                if elements is None or _goes_on_from_initial(text, elements):
                    continue
                weight = sum(c not in SEPARATORS for c in text)
                taken = sum(
                    len(form.first if e.field == "first" else form.last if e.field == "last" else "x")
                    for e in elements
                    if e.field
                )
                if taken < 3 or not _plausible(text, local[:start], local[start + length :], taken):
                    continue
                pattern = Pattern.of(tuple(Element("", 0, text) if e.text == "\0" else e for e in elements))
                results.append((weight, str(pattern), name))
                best = min(best, length + 1)
    if results:
        least = min(weight for weight, _, _ in results)
        for weight, pattern_text, name in results:
            if weight == least:
                found.setdefault(pattern_text, []).append((name, 0))


def with_glued_letter(names: list[Spelled], local: str, found: Found) -> None:
    """Explain `janex.doe` by an affix as well: x may be a suffix, or a middle initial that is not known."""
    literal: Found = {}
    with_literal(names, local, literal)
    for pattern, ways in literal.items():
        if _glued_letter(parsed(pattern)):
            found.setdefault(pattern, []).extend(ways)


def _glued_letter(pattern: Pattern) -> bool:
    """Whether a letter is glued to the given name it starts with."""
    first, behind = (*pattern.elements, Element(""))[:2]
    return first == Element("first") and behind.text[:1].isalpha() and behind.text[1:2] in (*SEPARATORS,)


def _goes_on_from_initial(text: str, elements: list[Element]) -> bool:
    """Whether a text and an initial beside it are one word: `senator.doe` is not `senato{f}.{last}`."""
    place = next(i for i, e in enumerate(elements) if e.text == "\0")
    before, after = elements[:place][-1:], elements[place + 1 :][:1]
    if before and before[0].field in ("f", "l", "m") and text[0].isalnum():
        return True
    return bool(after) and after[0].field in ("f", "l", "m") and text[-1].isalnum() and len(text.strip(SEPARATORS)) > 1


def _plausible(text: str, before: str, after: str, taken: int) -> bool:
    """Whether a text can be an affix, and not the rest of a word in which the name happens to stand.

    A text set off by separators may be long (`senator.doe`). One in front of a name is no longer than the name
    (`crjanedoe`). One glued behind a name has one or two letters (`janex.doe`), or else `Tim` would explain `timothy`.
    """
    if before and before[-1] not in SEPARATORS and text[0] not in SEPARATORS:
        return len(text.strip(SEPARATORS)) <= 2
    apart = not text[-1].isalnum() or not after or after[0] in SEPARATORS
    return apart or len(text) <= taken


def _cover(lefts: list[list[Element]], right: str, form: Form) -> list[Element] | None:
    """Cover the text around one literal (the NUL) with whole fields and initials, at least one field whole.

    `lefts` are the ways to cover the text before it.
    """
    for used in lefts:
        taken = frozenset(f for e in used if e.field for f in _TAKES[e.field])
        for rest in _cover_part(right, form, taken):
            elements = [*used, Element("", 0, "\0"), *rest]
            if any(e.field in ("first", "last") and len(getattr(form, e.field)) > 2 for e in elements):
                return elements
    return None


_TAKES = {
    "first": ("first", "f"),
    "f": ("first", "f"),
    "last": ("last", "l"),
    "l": ("last", "l"),
    "middle": ("middle", "m"),
    "m": ("middle", "m"),
}


def _cover_part(text: str, form: Form, taken: frozenset[str]) -> Iterable[list[Element]]:
    if not text:
        yield []
        return
    if text[0] in SEPARATORS:
        for rest in _cover_part(text[1:], form, taken):
            yield [Element("", 0, text[0]), *rest]
        return
    for field in ("first", "last", "middle", "f", "l", "m"):
        value = getattr(form, field)
        if value and field not in taken and text.startswith(value):
            for rest in _cover_part(text[len(value) :], form, taken | set(_TAKES[field])):
                yield [Element(field), *rest]


# A text is a word more often than its letters tell; there are about a million (a large dictionary with abbreviations).
_LEAST_SHARE = 1e-6
# A letter (`janex.doe`) is an affix or an initial nobody told us; this makes a usual initial as likely as the affix,
# and two colleagues with the same letter settle it.
_LETTER_SHARE = 0.05
# Of the affixes that the corpora list, one in a hundred is a name they know.
_NAMED = 1e-2


@lru_cache(maxsize=16384)
def has_literal(pattern: str) -> bool:
    """As `Pattern.has_literal`, of a printed pattern; "no pattern" has no text.

    >>> has_literal("{first}.{last}.ext"), has_literal("")
    (True, False)
    """
    return pattern != "" and parsed(pattern).has_literal


@lru_cache(maxsize=16384)
def literal_share(pattern: str, lexicon: Lexicon) -> float:
    """Probability of a pattern's literal texts among all texts a company may add; 1 where it has none.

    Longer texts are the less likely, as handles are spelled; a text that the lexicon knows as a name is hardly one.
    """
    share = 1.0
    for text in parsed(pattern).texts if pattern else ():
        word = text.strip(SEPARATORS)
        if len(word) == 1:
            share *= _LETTER_SHARE
        elif word:
            share *= max(lexicon.handles.chance(text), _LEAST_SHARE)
            if lexicon.given_names.lists(word) or lexicon.family_names.lists(word):
                share *= _NAMED
    return share


def too_long(text: str, form: Form) -> bool:
    """Whether the fields, with one unknown initial, have too few letters for the text: a quick first test."""
    letters = len(text) - sum(map(text.count, SEPARATORS))
    return letters > len(form.first) + len(form.last) + max(len(form.middle), 1)
