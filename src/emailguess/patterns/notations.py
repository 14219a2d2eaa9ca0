"""Patterns as other tools and people write them: `first.last`, `[first_initial][last]`, `%f.%l`, `vorname.nachname`.

It turns a notation into ours (`language`) or says that it is none; it judges no pattern.

Start reading at `noted`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from emailguess.data.name_words import FAMILY_FIELDS, GIVEN_FIELDS
from emailguess.errors import InvalidPattern, shown
from emailguess.names.forms import SEPARATORS
from emailguess.names.spelling import letters
from emailguess.patterns.language import MAX_LOCAL, Element, Pattern, printed

__all__ = ["noted", "require_addresses", "template"]

_MOST = 200
_WORDS: dict[str, str] = {
    **dict.fromkeys(GIVEN_FIELDS, "first"),
    **dict.fromkeys(FAMILY_FIELDS, "last"),
    **dict.fromkeys(
        ("f", "fi", "initial", "firstinitial", "finitial", "giveninitial", "firstnameinitial", "i", "v"), "f"
    ),
    **dict.fromkeys(("l", "li", "lastinitial", "linitial", "surnameinitial", "lastnameinitial", "familyinitial"), "l"),
    **dict.fromkeys(("middle", "middlename", "mname", "secondname"), "middle"),
    **dict.fromkeys(("m", "mi", "middleinitial"), "m"),
    **dict.fromkeys(("n", "number", "num", "digit"), "n"),
}
# %f.%l, and %g.%s of Exchange's address policies (given name, surname, 1g for the initial).
_PERCENT = {"f": "first", "l": "last", "g": "first", "s": "last", "1g": "f", "1s": "l", "i": "m", "m": "middle"}
# What the word for the given name begins with, glued to the word for the family name: pnom, ncognome, inazwisko.
_GIVEN_INITIALS = frozenset("pnvie")
# Initials are one letter in a template, and one letter is no template by itself.
_PLAIN = re.compile(r"[a-z]+|[._-]|[^a-z._-]+")
_BRACKETED = re.compile(
    r"\{\{([^{}]*)\}\}|[$#]?\{([^{}]*)\}|\[([^\[\]]*)\]|<([^<>]*)>|\(([^()]*)\)|"
    r"%(1?[a-z])(?![a-z])|%([a-z]+)%?|\$([a-z]+)"
)
# A shorter word in the text of a pattern (`ext`, `ln`) may be what a company adds.
_LEAST_WORD = 4
_LENGTH = re.compile(r"[:]\s*([0-9]{1,2})$")


def noted(text: str) -> Pattern:
    """Read a pattern in our notation or in one that people know from other tools.

    >>> [str(noted(x)) for x in ("{f}{last}", "first.last", "[first_initial][last]", "%f.%l", "{f}{last}@acme.com")]
    ['{f}{last}', '{first}.{last}', '{f}{last}', '{first}.{last}', '{f}{last}']

    Raises `InvalidPattern`.
    """
    try:
        pattern = _without_words(Pattern(text))
    except InvalidPattern:
        found = _translated(text) if isinstance(text, str) and len(text) <= _MOST else ""
        if not found:
            raise
        pattern = _without_words(Pattern(found))
    require_addresses(pattern)
    return pattern


def _without_words(pattern: Pattern) -> Pattern:
    """`{first}.last` means the family name: a word for a field that the pattern does not have is no text to add."""
    fields = set(pattern.fields)
    elements: list[Element] = []
    for element in pattern.elements:
        for piece in _PLAIN.findall(element.text) if element.text else ():
            field = _WORDS.get(piece, "") if len(piece) >= _LEAST_WORD else ""
            if field in fields:
                field = ""
            fields.add(field)
            elements.append(Element(field) if field else Element("", 0, piece))
        if not element.text:
            elements.append(element)
    return Pattern(printed(elements, pattern.cut)) if len(fields - {""}) > len(set(pattern.fields)) else pattern


def require_addresses(pattern: Pattern) -> None:
    """Refuse a pattern none of whose local parts can stand in an address (RFC 5322 3.2.3, RFC 5321 4.5.3.1.1)."""
    texts = [element.text for element in pattern.elements]  # empty for a field
    if texts[0].startswith("."):
        fault = "a dot cannot stand first"
    elif texts[-1].endswith(".") and not pattern.cut:  # a cut leaves no mark at the end
        fault = "a dot cannot stand last"
    elif any(".." in text for text in texts):
        fault = "two dots cannot stand side by side"
    elif not pattern.cut and sum(map(len, texts)) >= MAX_LOCAL:
        fault = f"more than {MAX_LOCAL} characters cannot stand"
    else:
        return
    raise InvalidPattern(
        f"{fault} before the @ of an address: {shown(str(pattern))}; pass {{first}}.{{last}} or the like"
    )


@lru_cache(maxsize=4096)
def template(local: str) -> str:
    """The pattern that a template such as `vorname.nachname` states; empty for what may be a person's local part.

    >>> template("vorname.nachname"), template("{f}{last}"), template("first.last"), template("jane.doe")
    ('{first}.{last}', '{f}{last}', '{first}.{last}', '')
    """
    if len(local) > _MOST or not local:
        return ""
    if any(c in "{[<(%$" for c in local):
        try:
            return str(noted(local))
        except InvalidPattern:
            return ""
    # f.l could be anybody; one whole field at least is written out.
    found = _plain("".join([letters(c) if c.isalpha() else c for c in local]) if not local.isascii() else local.lower())
    return printed(found) if any(e.field in ("first", "last") for e in found) else ""


def _translated(text: str) -> str:
    body, cut = text.strip().lower(), ""
    body = body.partition("@")[0]
    if "|" in body:
        body, _, cut = body.partition("|")
    if not any(c in body for c in "{[<(%$"):
        return _with(printed(_plain(body)), cut)
    out: list[str] = []
    place = 0
    for match in _BRACKETED.finditer(body):
        out.append(body[place : match.start()])
        inside = next(group for group in match.groups() if group is not None)
        length = _LENGTH.search(inside)
        word = re.sub(r"[\s_.-]", "", inside[: length.start()] if length else inside)
        field = _WORDS.get(word, "")
        if match.group().startswith(("%", "$")):
            field = _PERCENT.get(word, field)
        if not field:
            return ""
        out.append(str(Element(field, int(length[1]) if length else 0)))
        place = match.end()
    out.append(body[place:])
    return _with("".join(out), cut) if place else ""


def _with(pattern: str, cut: str) -> str:
    return f"{pattern}|{cut}" if pattern and cut else pattern


def _plain(body: str) -> list[Element]:
    """Read a notation without brackets (`first.last`, `flast`); empty where it is none."""
    out: list[Element] = []
    pieces = _PLAIN.findall(body)
    if len(pieces) == 3 and len(pieces[0]) == 1 and pieces[2] in FAMILY_FIELDS:
        pieces[0] = "f"  # p.nom, n.cognome: the initial of the field's name in its language
    elif len(pieces) == 3 and len(pieces[2]) == 1 and pieces[0] in GIVEN_FIELDS:
        pieces[2] = "l"
    for piece in pieces:
        if piece in SEPARATORS:
            out.append(Element("", 0, piece))
            continue
        found = _glued(piece)
        if not found:
            # first_name.last_name: the mark is part of the word.
            joined = body.replace("_name", "name").replace("_initial", "initial")
            if joined == body and "." in body:  # nama_depan.nama_belakang
                joined = body.replace("_", "")
            return _plain(joined) if joined != body else []
        out += found
    return out if any(e.field for e in out) else []


def _glued(word: str) -> list[Element]:
    """The fields that a word names: `firstname`, `flast`, `firstlast`."""
    if not word.isalpha():
        return []
    if field := _WORDS.get(word):
        return [Element(field)]
    if word[0] in _GIVEN_INITIALS and word[1:] in FAMILY_FIELDS:
        return [Element("f"), Element("last")]
    for cut in range(1, len(word)):
        one, two = _WORDS.get(word[:cut]), _WORDS.get(word[cut:])
        if one and two and one != two and {one, two} not in ({"first", "f"}, {"last", "l"}):
            return [Element(one), Element(two)]
    return []
