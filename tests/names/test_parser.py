"""Names: what the readings of a written name may and may not do. The readings themselves are in `cases/names.json`."""

from __future__ import annotations

import contextlib
import json
import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from cleanco.termdata import terms_by_country, terms_by_type
from hypothesis import given
from hypothesis import strategies as st

from emailguess import InvalidArgument, InvalidName, PersonName, guess
from emailguess.data.name_words import LEGAL
from emailguess.names.fields import from_fields
from emailguess.names.forms import Form
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import Reading, parse
from emailguess.names.spelling import MAX_FORMS, forms, letters

LEXICON = Lexicon({"wei": 50, "jane": 90}, {"zhang": 80, "doe": 40})
WORDS = st.sampled_from(
    "Jane Doe O'Neil Anna-Lena van der de la Müller ŁUKASZ Dr. Jr. PhD J. Q. (Rob) María García Иван 王 Zhang Wei".split()
)
WRITTEN = st.lists(WORDS, min_size=1, max_size=7).flatmap(
    lambda words: st.sampled_from([" ".join(words), ", ".join(words[:2]) + " " + " ".join(words[2:])])
)

GOLDEN = [
    case["name"]
    for case in json.loads((Path(__file__).parents[1] / "cases" / "cultures.json").read_text("utf-8"))
    if isinstance(case["name"], str) and "error" not in case["expected"] and case["culture"] != "Hostile text"
]
NAMES = WRITTEN | st.sampled_from(GOLDEN)


def readings(name: str | PersonName) -> tuple[Reading, ...]:
    """The readings of a name; none where it is refused."""
    try:
        return parse(name, LEXICON)
    except InvalidName:
        return ()


def squeezed(text: str) -> str:
    """Letters only, so that marks around words and inside them (an ʻokina) do not matter."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalpha() and unicodedata.category(c) != "Lm")


def spelled_forms(name: str) -> list[Form]:
    """Every form of a name; none where its script does not tell the sound."""
    try:
        return [s.form for s in forms(readings(name), LEXICON)]
    except InvalidName:
        return []


@given(NAMES)
def test_tokens_come_from_the_written_name(name: str) -> None:
    """A reading divides a name; it never invents a word, nor uses one twice."""
    written = squeezed(name)
    for reading in readings(name):
        tokens = [squeezed(t) for part in (reading.given, reading.middle, reading.family) for t in part]
        assert tokens
        assert all(t in written for t in tokens)
        assert sum(map(len, tokens)) <= len(written)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(name: str) -> None:
    """No text makes it fail otherwise, and what is read has letters."""
    for reading in readings(name):
        assert any(c.isalpha() for part in (reading.given, reading.middle, reading.family) for t in part for c in t)


@given(WRITTEN | st.text(max_size=40))
def test_forms_are_ascii(name: str) -> None:
    """What a name becomes is lower-case ASCII letters and digits, with dots, hyphens, underscores and apostrophes."""
    for form in spelled_forms(name):
        for value in form:
            assert not set(value) - set("abcdefghijklmnopqrstuvwxyz0123456789._-'")


@given(NAMES)
def test_writing_conventions_make_no_difference(name: str) -> None:
    """Full-width letters, composed or taken-apart accents and extra spaces give the same readings."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c.isalpha() else c for c in name)
    expected = readings(name)
    assert expected == readings(wide)
    assert expected == readings(unicodedata.normalize("NFC", name))
    assert [forms(expected, LEXICON)] == [forms(readings(unicodedata.normalize("NFD", name)), LEXICON)]
    assert expected == readings("  " + name.replace(" ", "   ") + " ")


@given(NAMES)
def test_at_most_one_reading_for_each_answer(name: str) -> None:
    """Readings differ in the answers they assume, so that a company's habit can choose between them."""
    choices = [(r.choice, *r.also) for r in readings(name)]
    assert len(choices) == len(set(choices))


@given(NAMES)
def test_case_loses_no_reading(name: str) -> None:
    """Written in capitals or in small letters throughout, a name has the same spellings."""
    assert spelled_forms(name.lower()) == spelled_forms(name.upper())


@pytest.mark.parametrize("name", GOLDEN)
def test_case_loses_no_reading_of_a_golden_name(name: str) -> None:
    """The same for every golden name, one by one."""
    assert spelled_forms(name.lower()) == spelled_forms(name.upper())


@pytest.mark.parametrize("name", ["Jane Doe", "Jan van den Berg", "Ana García López", "Kim Min-su", "Nguyễn Văn An"])
def test_capitals_mean_nothing_where_all_are(name: str) -> None:
    """Among the readings of a name in capitals are those of the same name in the usual letters."""
    usual = {s.form for s in forms(readings(name), LEXICON)}
    assert usual <= {s.form for s in forms(readings(name.upper()), LEXICON)}


@given(NAMES | st.text(max_size=40))
def test_local_parts_are_ascii(name: str) -> None:
    """No candidate holds anything but lower-case ASCII, whatever the name; no company here ever showed otherwise."""
    try:
        answer = guess(name, "acme.example", known=[("Ann Lee", "ann.lee@acme.example")])
    except InvalidName:
        return
    for candidate in answer:
        assert not set(candidate.address) - set("abcdefghijklmnopqrstuvwxyz0123456789._-'@")


@given(st.sampled_from(GOLDEN), st.sampled_from("\u200b\u200d\u200e\u200f\u202e\u00ad\ufeff\u2066\ufe0f"), st.data())
def test_invisible_marks_make_no_difference(name: str, mark: str, data: st.DataObject) -> None:
    """A zero-width joiner, a direction mark or a soft hyphen anywhere changes no reading."""
    place = data.draw(st.integers(0, len(name)))
    assert readings(name) == readings(name[:place] + mark + name[place:])


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_hostile_text_is_read_or_refused_at_once(text: str) -> None:
    """Any text of any length allowed is read and spelled, or refused, within two seconds, tables of a rare script loaded on the way."""
    with contextlib.suppress(InvalidName):
        assert len(forms(readings(text), LEXICON)) <= MAX_FORMS


@pytest.mark.parametrize("order", ["given-first", "family-first"])
def test_a_stated_order_settles(order: str) -> None:
    """With `name_order` two words have one reading."""
    (reading,) = parse("Zhang Wei", LEXICON, name_order=order)
    assert (("Zhang",) if order == "given-first" else ("Wei",)) == reading.given


@pytest.mark.parametrize("order", ["", "western", "first", None.__class__, 1])
def test_another_order_is_refused(order: object) -> None:
    """The error says what to pass."""
    with pytest.raises(InvalidArgument, match="name_order is 'given-first' or 'family-first'"):
        parse("Jane Doe", LEXICON, name_order=order)  # type: ignore[arg-type]


@pytest.mark.parametrize("country", ["Germany", "D", "D1", "ДЕ", 49])
def test_another_country_is_refused(country: object) -> None:
    """A country is two letters, in either case."""
    with pytest.raises(InvalidArgument, match="two letters"):
        parse("Jane Doe", LEXICON, country=country)  # type: ignore[arg-type]
    assert parse("Jane Doe", LEXICON, country="uk") == parse("Jane Doe", LEXICON, country=" GB ")
    assert parse("Jane Doe", LEXICON, country="") == parse("Jane Doe", LEXICON)


def test_a_country_does_not_turn_plain_western_names() -> None:
    """Country HU makes Kovács Botond family-first and leaves Jane Doe as she is."""
    jane = {r.given: (r.choice, *r.also) for r in parse("Jane Doe", LEXICON, country="HU")}
    assert all("@" not in choice for choices in jane.values() for choice in choices)
    assert "Botond" == parse("Kovács Botond", LEXICON, country="HU")[0].given[0]


@pytest.mark.parametrize("form", sorted(LEGAL))
def test_legal_forms_are_known_ones(form: str) -> None:
    """Each legal form that refuses a name is one that cleanco lists."""
    listed = {
        re.sub(r"[^\w]", "", term) for terms in (*terms_by_type.values(), *terms_by_country.values()) for term in terms
    }
    assert form in listed


def test_both_orders_of_two_words_stay_open() -> None:
    """Two words may be family name first; the words' frequencies only sort the question into a class."""
    usual, turned = parse("Jane Doe", LEXICON), parse("Zhang Wei", LEXICON)
    assert [("Jane",), ("Doe",)] == [r.given for r in usual]
    assert [("Zhang",), ("Wei",)] == [r.given for r in turned]
    assert usual[0].choice.partition("=")[0] != turned[0].choice.partition("=")[0]


def test_person_name_is_not_second_guessed() -> None:
    """Stated parts are one reading without open questions, whatever the words look like."""
    (reading,) = parse(PersonName(given="Doe", middle="van", family="Jane Smith", nickname="Dodo"), LEXICON)
    assert Reading(("Doe",), ("van",), ("Jane", "Smith"), "", 0, "Dodo") == reading


def test_person_name_without_a_family_name() -> None:
    """A mononym may be stated as either part."""
    assert [("Plato",)] == [r.given for r in parse(PersonName(given="Plato"), LEXICON)]
    assert [("Plato",)] == [r.family for r in parse(PersonName(family="Plato"), LEXICON)]


@pytest.mark.parametrize(
    ("given", "middle", "family", "read"),
    [
        ("Jane", "", "Doe", ("Jane", "", "Doe")),
        ("Dr. Sabine", "", "Groß-Becker", ("Sabine", "", "Groß-Becker")),
        ("Jane", "", "Doe, PhD", ("Jane", "", "Doe")),
        ("Tom 🚀", "", "Roe (he/him)", ("Tom", "", "Roe")),
        ("Prof. Dr. Anna Maria", "", "von der Heide", ("Anna Maria", "", "von der Heide")),
        ("María José", "", "García López", ("María José", "", "García López")),
        ("Jean-Luc", "P.", "O'Brien Jr.", ("Jean-Luc", "P", "O'Brien")),
        ("J.", "", "van den Berg MBA", ("J", "", "van den Berg")),
        ("Frau", "", "Erika Muster", "Frau Erika Muster"),
        ("Christopher", "", "Null", ("Christopher", "", "Null")),
        ("小明", "", "王", ("小明", "", "王")),
    ],
)
def test_fields_of_a_sheet_hold_more_than_names(given: str, middle: str, family: str, read: Any) -> None:
    """Titles, degrees, pronouns and pictures go, and each part stays what it is; a title alone makes it one text."""
    found = from_fields(given, middle, family, LEXICON)
    assert read == (found if isinstance(found, str) else (found.given, found.middle, found.family))


@pytest.mark.parametrize(("given", "family"), [("Prefer not", "to say"), ("Decline", "to state"), ("Not", "disclosed")])
def test_two_fields_of_a_form_may_hold_one_refusal(given: str, family: str) -> None:
    """Together they decline to name anybody."""
    with pytest.raises(InvalidName, match="placeholder"):
        from_fields(given, "", family, LEXICON)


def test_person_name_text() -> None:
    """Its text is the name as one would write it, without the suffix."""
    assert "Jan P. van der Berg" == PersonName(given="Jan", middle="P.", family="van der Berg", suffix="Jr.").text


def test_mononym_may_be_either() -> None:
    """One word is a given or a family name; both readings are kept."""
    given_reading, family_reading = parse("Plato", LEXICON)
    assert (("Plato",), ("Plato",)) == (given_reading.given, family_reading.family)


@pytest.mark.parametrize(
    "char", ["\0", "\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ue000", "\ud800"]
)
def test_control_characters_are_refused(char: str) -> None:
    """Whatever could end a header line or drive a terminal is no part of a name."""
    with pytest.raises(InvalidName, match="control characters"):
        parse(f"Jane{char}Doe", LEXICON)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "ü" * 1_000_000, "a b " * 250_000, "\n" * 1_000_000, "a" * 201])
def test_long_text_is_refused_at_once(text: str) -> None:
    """More than 200 characters are not one person's name; the refusal does not read them all."""
    start = time.process_time()
    with pytest.raises(InvalidName, match="at most 200 characters"):
        parse(text, LEXICON)
    assert time.process_time() - start < 5


def test_longest_name() -> None:
    """Two hundred characters are still read."""
    assert parse("Jane " + "d" * 195, LEXICON)


@given(st.text(max_size=30))
def test_letters_are_idempotent_ascii(text: str) -> None:
    """Turning letters into ASCII twice changes nothing more."""
    once = letters(text)
    assert once.isascii()
    assert once == letters(once)


def test_initials_are_the_first_letters() -> None:
    """Where a form has a part, it has the part's initial."""
    for spelled in forms(parse("Anna-Lena Maria van der Berg", LEXICON), LEXICON):
        form: Form = spelled.form
        assert all(bool(a) == bool(b) for a, b in ((form.first, form.f), (form.last, form.l), (form.middle, form.m)))
