"""The pattern language: its notation, its printer, and the laws that hold between them."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import InvalidPattern, Pattern
from emailguess.names.forms import FIELDS, Form
from emailguess.patterns.language import Element

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=14)
LITERALS = st.text("abcxyz019._-'+", min_size=1, max_size=5)


@st.composite
def pattern_texts(draw: st.DrawFn) -> str:
    """Any pattern one could write: fields in any order, slices, literal text, a cut."""
    fields = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5, unique=True))
    text = draw(LITERALS | st.just(""))
    for field in fields:
        sliced = draw(st.integers(1, 64) | st.none()) if len(field) > 1 else None
        text += f"{{{field}:{sliced}}}" if sliced else f"{{{field}}}"
        text += draw(LITERALS | st.just(""))
    cut = draw(st.integers(1, 64) | st.none())
    return f"{text}|{cut}" if cut else text


def written(text: str) -> Pattern | None:
    """The pattern, unless two fields became the same one (`{f}{first:1}`)."""
    try:
        return Pattern(text)
    except InvalidPattern as error:
        if "each field once" in str(error):
            return None
        raise


@st.composite
def people(draw: st.DrawFn) -> Form:
    """A person's letters."""
    first, last, middle = draw(LETTERS), draw(LETTERS), draw(LETTERS)
    return Form(first, last, middle, first[0], last[0], middle[0], draw(st.integers(0, 999).map(str)))


@given(pattern_texts())
def test_printing_and_parsing_are_inverse(text: str) -> None:
    """A printed pattern parses to the same pattern and prints the same text."""
    pattern = written(text)
    if pattern is not None:
        again = Pattern(str(pattern))
        assert (str(pattern), pattern.elements, pattern.cut) == (str(again), again.elements, again.cut)
        assert pattern == again
        assert hash(pattern) == hash(again)


@given(pattern_texts())
def test_building_from_pieces_is_parsing(text: str) -> None:
    """A pattern made of a parsed one's pieces is the same pattern."""
    pattern = written(text)
    if pattern is not None:
        assert pattern == Pattern.of(pattern.elements, pattern.cut)


@given(pattern_texts(), people(), st.integers(1, 64))
def test_a_cut_never_lengthens(text: str, person: Form, cut: int) -> None:
    """A cut gives the beginning of the uncut local part, at most as long as it says, and no separator at its end."""
    pattern = written(text.partition("|")[0])
    if pattern is not None:
        whole = pattern.render(person)
        assert whole is not None
        assert (whole[:cut].rstrip("._-") or None) == Pattern.of(pattern.elements, cut).render(person)


@given(people(), st.integers(2, 64))
def test_a_slice_never_lengthens(person: Form, length: int) -> None:
    """A slice gives the field's beginning; of a shorter name, the whole name."""
    assert person.first[:length] == Pattern(f"{{first:{length}}}").render(person)


@given(pattern_texts(), people())
def test_rendering_puts_literal_text_and_fields_in_order(text: str, person: Form) -> None:
    """The local part is the pieces' texts, one after the other, then the cut, which leaves no separator at the end."""
    pattern = written(text)
    if pattern is not None:
        pieces = [getattr(person, e.field)[: e.length or None] if e.field else e.text for e in pattern.elements]
        whole = "".join(pieces)
        cut = whole[: pattern.cut].rstrip("._-") or None
        assert (cut if pattern.cut else whole) == pattern.render(person)


@given(pattern_texts(), people(), st.sampled_from(FIELDS))
def test_a_missing_field_cannot_be_rendered(text: str, person: Form, field: str) -> None:
    """A pattern gives nothing for a name that lacks a field it needs, and ignores fields it does not need."""
    pattern = written(text)
    if pattern is not None:
        rendered = pattern.render(person._replace(**{field: ""}))
        assert (None if field in pattern.fields else pattern.render(person)) == rendered


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("{first}.{m}.{last}", "m", "{first}.{last}"),
        ("{f}{m}{last}", "m", "{f}{last}"),
        ("{first}{m}.{last}", "m", "{first}.{last}"),
        ("{first}_{middle}_{last}", "middle", "{first}_{last}"),
        ("{m}.{last}", "m", "{last}"),
        ("{last}.{m}", "m", "{last}"),
        ("ext-{first}.{m}.{last}", "m", "ext-{first}.{last}"),
        ("{f}{m}{last}|8", "m", "{f}{last}|8"),
    ],
)
def test_without_a_field(text: str, field: str, expected: str) -> None:
    """What remains when a name has no middle part: no separator is left over, affix and cut stay."""
    assert Pattern(expected) == Pattern(text).without(field)


def test_without_a_field_it_does_not_have() -> None:
    """There is nothing to leave out, and a pattern of that field alone leaves nothing."""
    assert Pattern("{first}.{last}").without("m") is None
    assert Pattern("{m}").without("m") is None


def test_neighbouring_literals_are_one() -> None:
    """Pieces put together print and compare like the same text written at once."""
    pieces = (Element("", 0, "ext"), Element("", 0, "-"), Element("last"))
    assert Pattern("ext-{last}") == Pattern.of(pieces)


def test_equal_patterns_are_one_key() -> None:
    """Patterns can be counted."""
    assert 1 == len({Pattern("{first:1}.{last}"), Pattern("{f}.{last}")})
    assert Pattern("{f}.{last}") != Pattern("{f}{last}")
    assert Pattern("{f}.{last}") != "{f}.{last}"


def test_fields_come_in_order() -> None:
    """The fields a pattern uses, as they stand in it."""
    assert ("last", "f", "n") == Pattern("x{last:4}.{f}{n}").fields


def test_repr_can_be_pasted() -> None:
    """What the prompt shows makes the same pattern again."""
    assert "Pattern('{f}{last}|8')" == repr(Pattern("{f}{last}|8"))


def test_not_text() -> None:
    """Only text is parsed."""
    with pytest.raises(InvalidPattern):
        Pattern(None)  # type: ignore[arg-type]


def test_long_text_is_refused_and_shown_cut() -> None:
    """A million characters are no pattern; the message shows only the beginning."""
    with pytest.raises(InvalidPattern, match="at most 200 characters") as caught:
        Pattern("{first}" + "x" * 1_000_000)
    assert len(str(caught.value)) < 200


def test_patterns_travel() -> None:
    """A pattern can be sent to another process."""
    pattern = Pattern("{f}{last}|8")
    assert pattern == pickle.loads(pickle.dumps(pattern))  # noqa: S301 -- our own bytes


@pytest.mark.parametrize("odd", [None, 5, b"{first}", ["{first}"], ("{first}",), {}])
def test_what_is_no_text_is_refused(odd: object) -> None:
    """With an error that says what to pass."""
    with pytest.raises(InvalidPattern, match="a pattern is text"):
        Pattern(odd)  # type: ignore[arg-type]  # on purpose


@given(pattern_texts(), people())
def test_without_the_middle_name_a_pattern_needs_none(text: str, person: Form) -> None:
    """`unmiddled` has no field of the middle name, gives the same to everybody, and is the pattern itself without one."""
    pattern = written(text)
    plain = pattern.unmiddled if pattern is not None and {"m", "middle"} - set(pattern.fields) else None
    if pattern is None or plain is None:
        return
    assert "" == plain.middle
    assert plain.render(person) == plain.render(person._replace(middle="", m=""))
    assert (pattern.middle == "") == (plain == pattern)


@given(pattern_texts())
def test_variants_differ_by_one_field(text: str) -> None:
    """A variant has the pattern's fields and text, but for the field it is made by and the mark before that."""
    pattern = written(text)
    if pattern is None:
        return
    made = {
        "m": [pattern.with_middle("f"), pattern.with_middle("first")],
        "n": [pattern.with_number()],
        "first": [pattern.replaced("f", Element("first", 2))],
    }
    for field, variants in made.items():
        for variant in [v for v in variants if v is not None]:
            assert {field} == set(variant.fields) - set(pattern.fields)
            assert set(pattern.fields) - set(variant.fields) <= {"f"}
            assert pattern.cut == variant.cut
            assert variant == Pattern(str(variant))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{f}.{last}", ("{f}.{m}.{last}", "{f}.{last}{n}", "{first:2}.{last}")),
        ("{first}-{last}", ("{first}-{m}-{last}", "{first}-{last}{n}", None)),
        ("x{f}_ext.{last}|9", ("x{f}_{m}_ext.{last}|9", None, "x{first:2}_ext.{last}|9")),
        ("{first:3}{last}", (None, "{first:3}{last}{n}", None)),
        ("{f}{middle}{last}{n}", (None, None, "{first:2}{middle}{last}{n}")),
        ("{f}{first}", ("{f}{m}{first}", "{f}{first}{n}", None)),
    ],
)
def test_what_tells_namesakes_apart(text: str, found: tuple[str | None, ...]) -> None:
    """A middle initial stands behind the given name, set off as that is; a field that is there is not put in twice."""
    pattern = Pattern(text)
    middle = pattern.with_middle("f") or pattern.with_middle("first")
    made = (middle, pattern.with_number(), pattern.replaced("f", Element("first", 2)))
    assert found == tuple(None if variant is None else str(variant) for variant in made)


@pytest.mark.parametrize(
    ("text", "texts", "literal", "shortens", "numbered", "middle"),
    [
        ("{first}.{last}", (".",), False, False, False, ""),
        ("x{f}{last:4}{n}", ("x",), True, True, True, ""),
        ("{f}_{m}-{last}|8", ("_", "-"), False, True, False, "m"),
        ("{middle}.ext", (".ext",), True, False, False, "middle"),
    ],
)
def test_what_a_pattern_tells_of_itself(
    text: str, texts: tuple[str, ...], literal: bool, shortens: bool, numbered: bool, middle: str
) -> None:
    """Its texts, whether one is no separator, whether letters are cut off, a number, the middle name."""
    pattern = Pattern(text)
    found = (pattern.texts, pattern.has_literal, pattern.shortens, pattern.numbered, pattern.middle)
    assert (texts, literal, shortens, numbered, middle) == found
