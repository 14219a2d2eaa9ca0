"""The pattern language: how a company builds a local part from a person's name.

It parses, prints and renders patterns; it does not know which of them are common (`model.prior`) and does
not search for them (`matching`).

The notation is the one recruiters know from Hunter, with a few additions::

    {first}.{last}      jane.doe           {f}{last}       jdoe
    {first:4}{last:4}   slices             {f}{last}|8     a cut of the whole local part
    {first}x.{last}     literal text       {first}.{m}.{last}   middle initial
    {f}{last}{n}        a number nobody can know from the name

Start reading at `Pattern`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from emailguess.errors import InvalidPattern, shown
from emailguess.names.forms import FIELDS, SEPARATORS, Form

__all__ = ["LITERAL", "MAX_LOCAL", "Element", "Pattern", "parsed", "printed", "sendable"]

# RFC 5321 4.5.3.1.1: a local part has at most 64 octets; longer slices, cuts and literals say nothing.
MAX_LOCAL = 64
_MAX_TEXT = 200
_MAX_ELEMENTS = 12
LITERAL = re.compile(r"[a-z0-9._+'-]+")
_TOKEN = re.compile(r"\{([a-z]+)(?::([0-9]{1,2}))?\}|([a-z0-9._+'-]+)")


class Element(NamedTuple):
    """One piece of a pattern: a field with an optional slice length, or literal text."""

    field: str
    """A name out of `FIELDS`, or empty for literal text."""
    length: int = 0
    """Keep this many leading letters of the field; 0 keeps all of them."""
    text: str = ""
    """Literal text, separators among it."""

    def __str__(self) -> str:
        if not self.field:
            return self.text
        return f"{{{self.field}:{self.length}}}" if self.length else f"{{{self.field}}}"


class Pattern:
    """How a local part is built from a name; equal patterns print the same text.

    >>> from emailguess.names.forms import Form
    >>> Pattern("{f}{last}|8").render(Form("jane", "montgomery", f="j"))
    'jmontgom'
    >>> Pattern("{first:1}.{last}") == Pattern("{f}.{last}")
    True

    Raises `InvalidPattern` for text outside the notation, for a field used twice, and for a pattern
    without any field.
    """

    __slots__ = ("_single", "_unmiddled", "cut", "elements", "fields", "template", "text", "values")

    elements: tuple[Element, ...]
    cut: int
    """Keep this many characters of the whole local part, without a separator at the end; 0 keeps all."""
    fields: tuple[str, ...]
    """The fields it uses, in order."""
    text: str
    """The pattern in the notation, as it is printed."""
    values: Callable[[Form], Any]
    """Takes from a form the fields this pattern uses."""
    template: str
    """A percent format for `values`: ``template % values(form)``, then the cut, is what `render` returns."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise InvalidPattern(f"a pattern is text such as '{{first}}.{{last}}', not {shown(text)}")
        self._build(*_parse(text))

    @classmethod
    def of(cls, elements: tuple[Element, ...], cut: int = 0) -> Pattern:
        """Make a pattern from its pieces; neighbouring literals are joined."""
        pattern = cls.__new__(cls)
        pattern._build(elements, cut)
        return pattern

    def _build(self, elements: tuple[Element, ...], cut: int) -> None:
        merged: list[Element] = []
        for element in elements:
            if element.length == 1 and element.field in ("first", "last", "middle"):
                element = Element(element.field[0])
            if merged and not element.field and not merged[-1].field:
                merged[-1] = Element("", 0, merged[-1].text + element.text)
            elif element.field or element.text:
                merged.append(element)
        fields = self.fields = tuple([e.field for e in merged if e.field])
        if not fields:
            raise InvalidPattern("a pattern needs at least one field, such as {first} or {last}")
        if len(set(fields)) != len(fields):
            raise InvalidPattern("a pattern may use each field once")
        self.elements = tuple(merged)
        self.cut = cut
        self.text = printed(merged, cut)
        self.template = "".join((f"%.{e.length}s" if e.length else "%s") if e.field else e.text for e in merged)
        self._single = len(fields) == 1
        self.values = itemgetter(*map(FIELDS.index, fields))

    def render(self, form: Form) -> str | None:
        """Write the local part for a name, or None where the name lacks a field it needs."""
        values = self.values(form)
        if self._single:
            if not values:
                return None
        elif "" in values:
            return None
        local: str = self.template % values
        return (local[: self.cut].rstrip(SEPARATORS) or None) if self.cut else local

    @property
    def texts(self) -> tuple[str, ...]:
        """The text between, before and behind its fields, in order."""
        return tuple([e.text for e in self.elements if not e.field])

    @property
    def has_literal(self) -> bool:
        """Whether it has text of its own besides what stands between names.

        >>> Pattern("{first}.{last}|20").has_literal, Pattern("{first}.{last}.ext").has_literal
        (False, True)
        """
        return any(text.strip(SEPARATORS) for text in self.texts)

    @property
    def shortens(self) -> bool:
        """Whether it cuts anything off, a name or the whole."""
        return bool(self.cut) or any(e.length for e in self.elements)

    @property
    def numbered(self) -> bool:
        """Whether it needs a number that nobody can know from the name."""
        return "n" in self.fields

    @property
    def middle(self) -> str:
        """The field it has of the middle name: `m`, `middle` or none."""
        return "m" if "m" in self.fields else "middle" if "middle" in self.fields else ""

    @property
    def unmiddled(self) -> Pattern | None:
        """What remains of it for a person without a middle name; None where that is nothing.

        >>> Pattern("{first}.{m}.{last}").unmiddled, Pattern("{f}{last}").unmiddled, Pattern("{middle}").unmiddled
        (Pattern('{first}.{last}'), Pattern('{f}{last}'), None)
        """
        if not self.middle:
            return self
        try:
            return self._unmiddled
        except AttributeError:
            self._unmiddled: Pattern | None = self.without(self.middle)
            return self._unmiddled

    def with_middle(self, field: str) -> Pattern | None:
        """Put a middle initial behind a field, with its separator; None without such a field or with a middle name.

        >>> Pattern("{first}.{last}").with_middle("first"), Pattern("{f}{last}").with_middle("f")
        (Pattern('{first}.{m}.{last}'), Pattern('{f}{m}{last}'))
        """
        if self.middle or Element(field) not in self.elements:
            return None
        at = self.elements.index(Element(field)) + 1
        mark = "".join([e.text[:1] for e in self.elements[at : at + 1] if e.text[:1] in SEPARATORS])
        return Pattern.of((*self.elements[:at], Element("", 0, mark), Element("m"), *self.elements[at:]), self.cut)

    def with_number(self) -> Pattern | None:
        """Put a number at the end; None where it has one already, or where its cut would take the number off.

        >>> Pattern("{f}{last}").with_number(), Pattern("{f}{last}|8").with_number()
        (Pattern('{f}{last}{n}'), None)
        """
        return None if self.numbered or self.cut else Pattern.of((*self.elements, Element("n")))

    def replaced(self, field: str, by: Element) -> Pattern | None:
        """Replace a field by another; None where the pattern lacks the first or has the second already.

        >>> Pattern("{f}{last}").replaced("f", Element("first", 2))
        Pattern('{first:2}{last}')
        """
        if Element(field) not in self.elements or by.field in self.fields:
            return None
        return Pattern.of(tuple([by if e == Element(field) else e for e in self.elements]), self.cut)

    def without(self, field: str) -> Pattern | None:
        """Drop a field and the separator before it: what remains when a name has no such part.

        >>> Pattern("{first}.{m}.{last}").without("m")
        Pattern('{first}.{last}')
        """
        kept = [element for element in self.elements if element.field != field]
        if len(kept) == len(self.elements) or not any(e.field for e in kept):
            return None
        out: list[Element] = []
        for element in kept:
            if not element.field and out and not out[-1].field and out[-1].text == element.text:
                continue
            out.append(element)
        for end in (0, -1):
            if not out[end].field and not out[end].text.strip(SEPARATORS) and self.elements[end].field == field:
                out.pop(end)
        return Pattern.of(tuple(out), self.cut)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def printed(elements: Iterable[Element], cut: int = 0) -> str:
    """Write a pattern down in the notation.

    >>> printed([Element("f"), Element("last", 4)], cut=8)
    '{f}{last:4}|8'
    """
    return "".join(map(str, elements)) + (f"|{cut}" if cut else "")


@lru_cache(maxsize=65536)
def parsed(text: str) -> Pattern:
    """Parse a pattern that `printed` wrote; each is parsed once and kept."""
    return Pattern(text)


def sendable(local: str) -> bool:
    """Whether a text of a pattern's characters can stand before the @ (RFC 5322 3.2.3, RFC 5321 4.5.3.1.1).

    >>> sendable("jane.doe"), sendable("jane."), sendable("li..na")
    (True, False, False)
    """
    return 0 < len(local) <= MAX_LOCAL and ".." not in local and local[0] != "." and local[-1] != "."


@lru_cache(maxsize=4096)
def _parse(text: str) -> tuple[tuple[Element, ...], int]:
    if not isinstance(text, str) or not text.strip():
        raise InvalidPattern("a pattern is text such as {first}.{last}")
    if len(text) > _MAX_TEXT:
        raise InvalidPattern(f"a pattern has at most {_MAX_TEXT} characters: {shown(text)}")
    body, bar, cut_text = text.strip().partition("|")
    cut = 0
    if bar:
        if not cut_text.isascii() or not cut_text.isdigit() or not 1 <= int(cut_text) <= MAX_LOCAL:
            raise InvalidPattern(f"a cut is a length from 1 to {MAX_LOCAL}, as in {{f}}{{last}}|8: {shown(text)}")
        cut = int(cut_text)
    elements: list[Element] = []
    position = 0
    while position < len(body):
        match = _TOKEN.match(body, position)
        if match is None:
            raise InvalidPattern(
                f"cannot read {shown(text)} at {shown(body[position : position + 12])}; "
                "fields are {first} {last} {middle} {f} {l} {m} {n}, slices {first:4}, "
                "text is lower-case letters, digits and . _ - + '"
            )
        field, length, literal = match.groups()
        if literal is not None:
            elements.append(Element("", 0, literal))
        elif field not in FIELDS:
            raise InvalidPattern(
                f"no field {{{field[:20]}}}; use {{first}} {{last}} {{middle}} {{f}} {{l}} {{m}} {{n}}"
            )
        elif length is not None and not 1 <= int(length) <= MAX_LOCAL:
            raise InvalidPattern(f"a slice keeps 1 to {MAX_LOCAL} letters: {shown(match.group())}")
        elif length is not None and len(field) == 1:
            raise InvalidPattern(f"{{{field}}} is one letter already; slice {{first}}, {{last}} or {{middle}}")
        else:
            elements.append(Element(field, int(length or 0)))
        position = match.end()
    if len(elements) > _MAX_ELEMENTS:
        raise InvalidPattern(f"a pattern has at most {_MAX_ELEMENTS} pieces: {shown(text)}")
    return tuple(elements), cut
