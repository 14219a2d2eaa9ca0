"""Explanations: the search finds every pattern under which a name gives a local part, and nothing absurd."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from emailguess import Pattern
from emailguess.model.prior import shipped
from emailguess.names.forms import Form
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Element
from emailguess.patterns.matching import Match, Stock, explain, open_questions

LEXICON = Lexicon({}, {})
STOCK = Stock(
    map(Pattern, ["{first}.{last}", "{f}{last}", "{f}{last}|8", "{first:5}", "{first}.{m}.{last}", "{f}{m}{last}"]),
    dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 1 / 26),
    {"1": 0.2, "#1": 0.05, "#2": 0.01, "#3": 0.001},
    0.7,
)
# A search that explodes takes seconds; one that does not takes a few hundredths.
EXPLOSION_S = 5.0


def found(name: str, local: str, stock: Stock = STOCK) -> tuple[Match, ...]:
    """The explanations of an address for a written name."""
    return explain(forms(parse(name, LEXICON), LEXICON), local, stock)


def patterns(name: str, local: str) -> set[str]:
    """The patterns among them."""
    return {e.pattern for e in found(name, local)}


# Letters of their own for each field and for affixes, so that no text can be read in two ways by accident.
FORMS = st.builds(
    lambda first, last, middle: Form(first, last, middle, first[0], last[0], middle[0]),
    st.text("abcdefg", min_size=4, max_size=9),
    st.text("hijklmn", min_size=4, max_size=9),
    st.text("opqrs", min_size=4, max_size=9),
)
AFFIXES = st.text("tuvwxz", min_size=2, max_size=4)


@st.composite
def plain_patterns(draw: st.DrawFn) -> Pattern:
    """A pattern without literal text: fields, some sliced, separators between them, perhaps a cut."""
    names = draw(st.lists(st.sampled_from(["first", "last", "middle"]), min_size=1, max_size=3, unique=True))
    elements: list[Element] = []
    for name in names:
        if elements and draw(st.booleans()):
            elements.append(Element("", 0, draw(st.sampled_from("._-"))))
        length = draw(st.sampled_from([0, 0, 1, 2, 3]))
        elements.append(Element(name[0]) if length == 1 else Element(name, length))
    return Pattern.of(tuple(elements))


@given(FORMS, plain_patterns())
def test_render_then_explain_finds_the_pattern(form: Form, pattern: Pattern) -> None:
    """Whatever pattern made a local part, listed or not, is among its explanations, at no cost."""
    local = pattern.render(form)
    assert local is not None
    assert Match(str(pattern), (), 0) in explain([Spelled(form, ())], local, STOCK)


@given(FORMS, plain_patterns(), st.integers(0, 2))
def test_every_explanation_renders_to_the_local_part(form: Form, pattern: Pattern, short: int) -> None:
    """No explanation is wrong: each pattern that assumes nothing gives just this text."""
    local = (pattern.render(form) or "")[: -short or None]
    for explanation in explain([Spelled(form, ())], local, STOCK):
        if explanation.cost == 0:
            assert local == Pattern(explanation.pattern).render(form)


@given(st.sampled_from(sorted(shipped().patterns)), FORMS)
def test_render_then_explain_finds_listed_patterns(text: str, form: Form) -> None:
    """Every pattern the prior lists is found for a name that has all its parts."""
    pattern = Pattern(text)
    assume(not any(not e.field and any(c.isalnum() for c in e.text) for e in pattern.elements))
    # A cut name is told from a whole one only where something was cut.
    assume(all(e.length < len(getattr(form, e.field)) for e in pattern.elements if e.length))
    local = pattern.render(form._replace(n="7"))
    assert local is not None
    assert text in {e.pattern for e in explain([Spelled(form, ())], local, shipped().stock)}


@given(
    FORMS,
    AFFIXES,
    st.sampled_from(["{first}.{last}", "{last}.{first}", "{first}{last}", "{f}.{last}"]),
    st.sampled_from("._-"),
)
def test_any_affix_set_off_is_found(form: Form, affix: str, base: str, mark: str) -> None:
    """Text before or after the name, set off by a separator, is literal text of the pattern; no table is needed."""
    for text in (f"{affix}{mark}{base}", f"{base}{mark}{affix}"):
        local = Pattern(text).render(form)
        assert local is not None
        assert text in {e.pattern for e in explain([Spelled(form, ())], local, STOCK)}


@given(FORMS, AFFIXES)
def test_any_affix_glued_in_front_is_found(form: Form, affix: str) -> None:
    """Text glued in front of the name is found as long as the name outweighs it."""
    text = affix + "{first}{last}"
    assert text in {e.pattern for e in explain([Spelled(form, ())], f"{affix}{form.first}{form.last}", STOCK)}


def test_the_shortest_literal_wins() -> None:
    """Nothing that a field can say is said by literal text."""
    assert {"rep.{first}.{last}", "rep.{last}.{first}"} == patterns("Jane Doe", "rep.jane.doe")


def test_ambiguous_stays_ambiguous() -> None:
    """A short name fits the whole field, longer slices and longer cuts alike; each is kept."""
    assert {"{f}{last}", "{f}{last}|8"} <= patterns("Jane Doe", "jdoe")
    assert {"{first}", "{first:5}"} <= patterns("Jane Doe", "jane")


def test_a_long_name_settles_it() -> None:
    """Where the surname is longer than the cut, only one of the two is left."""
    assert "{f}{last}" in patterns("Jane Montgomery", "jmontgomery")
    assert "{f}{last}|8" not in patterns("Jane Montgomery", "jmontgomery")
    assert "{f}{last}|8" in patterns("Jane Montgomery", "jmontgom")
    assert "{f}{last}" not in patterns("Jane Montgomery", "jmontgom")


def test_nicknames_do_not_crowd_patterns_out() -> None:
    """A name with many short forms keeps every pattern, the plainest among them."""
    prior = shipped()
    for name, local in (
        ("Jane Doe", "jdoe"),
        ("Robert Ray", "rray"),
        ("Elizabeth Kay", "ekay"),
        ("John Smith", "jsmith"),
    ):
        spelled = forms(parse(name, prior.lexicon), prior.lexicon)
        assert "{f}{last}" in {e.pattern for e in explain(spelled, local, prior.stock)}


def test_a_short_name_asks_nothing_where_its_letter_is_all_that_stands() -> None:
    """`rsmith` is Robert's as he is and as Rob; that Bob begins with another letter leaves the question open all the same.

    Of other questions every answer must give the text.
    """
    answers = {"nick=asis", "nick=formal", "nick=other", "umlaut=plain", "umlaut=expanded"}
    assert {"nick"} == open_questions([("nick=asis",), ("nick=formal",), ()], answers)
    assert set() == open_questions([("nick=other",), ("nick=formal",)], answers)
    assert {"umlaut"} == open_questions([(), ("umlaut=plain",), ("umlaut=expanded",)], answers)
    assert set() == open_questions([(), ("umlaut=plain",)], answers)


def test_open_questions_are_not_answered() -> None:
    """An address that does not show the given name says nothing of short names."""
    assert all(not c.startswith(("nick", "formal")) for e in found("Judith Doe", "jdoe") for c in e.choices)
    assert any(c in ("formal=asis", "nick=asis") for e in found("Judith Doe", "judith.doe") for c in e.choices)


def test_an_untold_middle_initial_costs() -> None:
    """A letter nobody told us is likelier to be chance: the explanation is there, at a cost."""
    (explanation,) = [e for e in found("Jane Doe", "jane.q.doe") if e.pattern == "{first}.{m}.{last}"]
    assert explanation.cost > 0


def test_a_rarer_number_costs_more() -> None:
    """A trailing number is nobody's guess; the longer, the less likely."""
    cost = {
        n: min(e.cost for e in found("Jane Doe", f"jane.doe{n}") if e.pattern == "{first}.{last}{n}")
        for n in ("1", "7", "77", "777")
    }
    assert cost["1"] < cost["7"] < cost["77"] < cost["777"]


def test_a_glued_letter_is_affix_or_initial() -> None:
    """`janex.doe` may be Jane X. Doe or an affix; both stay open, and colleagues will tell."""
    stock = Stock(map(Pattern, ["{first}{m}.{last}"]), STOCK.initial_cost and {"x": 0.01}, {}, 0.7)
    found_patterns = {e.pattern for e in explain(forms(parse("Jane Doe", LEXICON), LEXICON), "janex.doe", stock)}
    assert {"{first}x.{last}", "{first}{m}.{last}"} <= found_patterns


@pytest.mark.parametrize("local", ["bluefox", "bob.jones", "x", "info", "...", "12345", "doé", ""])
def test_nothing_is_explained_by_force(local: str) -> None:
    """A handle, somebody else's name, a role or noise has no explanation for Jane Doe."""
    assert () == found("Jane Doe", local)


def test_text_that_goes_on_from_an_initial_is_no_affix() -> None:
    """An initial and the letters glued to it are one word; a letter or two in front of one may be a prefix."""
    assert {"senator.{last}", "senator.{first}"} == patterns("Rob Doe", "senator.doe")
    assert "{first}.{l}oe" not in patterns("Jane Dane", "jane.doe")
    assert "x{f}{last}" in patterns("Jane Doe", "xjdoe")


def test_name_within_a_word_is_no_affix() -> None:
    """Tim does not explain timothy, nor Ann annabelle: what follows a name unseparated is at most a letter or two."""
    assert set() == patterns("Tim Xu", "timberland")
    assert set() == patterns("Ann Xu", "annabelle")


def test_spelling_choices_come_with_the_explanation() -> None:
    """Which answers an address gives to the questions its name raises is part of the explanation."""
    choices = {c for e in found("Jürgen Müller", "juergen.mueller") for c in e.choices}
    assert "umlaut=expanded" in choices
    assert "umlaut=plain" not in choices


@pytest.mark.parametrize(
    "name",
    [
        "Aaaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaa",
        "aa aa aa aa aa aa aa aa aa aa",
        "Aa-Aa-Aa-Aa Aa-Aa-Aa",
        "Aa Aa'aa'a-aa van de la aa-aa'aa-aa",
        "Anna Anna-Anna Anna'Anna",
    ],
)
@pytest.mark.parametrize(
    "local",
    [
        "a" * 8,
        "a" * 20,
        "a" * 64,
        "aaaaaaaabaaaaaaaa",
        "aa." * 21,
        "a.a-a_a.a-a_a",
        "annaanna" * 8,
        "annabanna",
        "aaaaaaaaaaaa1",
    ],
)
def test_repetition_does_not_explode(name: str, local: str) -> None:
    """Where every letter is alike, the search gives up in time."""
    spelled = forms(parse(name, shipped().lexicon), shipped().lexicon)
    start = time.process_time()
    explanations = explain(spelled, local, shipped().stock)
    assert time.process_time() - start < EXPLOSION_S
    assert len(explanations) <= 64
