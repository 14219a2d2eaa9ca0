"""Spelling: the forms a name may take, and how one colleague's address teaches a company's habits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guesser, PersonName
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.parser import parse
from emailguess.names.spelling import MAX_FORMS, forms, letters

LEXICON = Lexicon({}, {})
ACME = "acme.example"


def lasts(name: str) -> set[str]:
    """All spellings of the family name."""
    return {s.form.last for s in forms(parse(name, LEXICON)[:1], LEXICON)}


def firsts(name: str) -> set[str]:
    """All spellings of the given name."""
    return {s.form.first for s in forms(parse(name, LEXICON)[:1], LEXICON)}


def taught(colleague: str, local: str, name: str) -> list[str]:
    """The local parts guessed for a person at a company where one colleague has this address."""
    guesser = Guesser()
    report = guesser.learn([(colleague, f"{local}@acme.example")])
    assert (1, 0) == (report.learned, report.unexplained)
    return [c.address.partition("@")[0] for c in guesser.guess(name, ACME)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hans Müller", {"muller", "mueller"}),
        ("Lars Østergård", {"ostergard", "oestergaard"}),
        ("Hans Weiß", {"weiss"}),
        ("Ana Muñoz", {"munoz"}),
        ("Jan Smith-Jones", {"smith-jones", "smithjones", "smith.jones", "smith_jones", "smith", "jones"}),
        ("Pat O'Neil", {"oneil", "o'neil", "neil", "o-neil", "o.neil"}),
        ("Piet de Vries", {"devries", "vries", "de.vries", "de-vries", "de_vries", "dvries"}),
    ],
)
def test_spellings_of_a_family_name(name: str, expected: set[str]) -> None:
    """Every way companies write such a surname is among the forms, and no other."""
    assert expected == lasts(name)


def test_spellings_of_a_double_given_name() -> None:
    """Hyphen kept, dropped or replaced, or one half alone."""
    assert {"anna-lena", "annalena", "anna.lena", "anna_lena", "anna", "lena"} == firsts("Anna-Lena Roth")


def test_told_nickname_is_a_spelling() -> None:
    """A nickname written beside the name may stand for the given name."""
    assert {"robbo"} <= firsts("Robert (Robbo) Smith")
    (reading,) = parse(PersonName(given="Xaverius", family="Smith", nickname="Xavi"), LEXICON)
    assert {"xaverius", "xavi"} == {s.form.first for s in forms([reading], LEXICON)}


def test_plainest_spelling_comes_first() -> None:
    """The first form is the name as written."""
    for name, first, last in (
        ("Judith Doe", "judith", "doe"),
        ("Anna-Lena Roth", "anna-lena", "roth"),
        ("Jan van der Berg", "jan", "vanderberg"),
    ):
        form = forms(parse(name, LEXICON), LEXICON)[0].form
        assert (first, last) == (form.first, form.last)


@given(
    st.lists(
        st.sampled_from("Ää-Öö'Üü Anna-Lena O'Neil-Öz van der de Jürgen María (Jo) Smith-Jones".split()),
        min_size=1,
        max_size=8,
    )
)
def test_contrived_names_have_a_bounded_number_of_spellings(words: list[str]) -> None:
    """However many questions a name raises, the number of forms is limited, and no form is empty."""
    spelled = forms(parse(" ".join(["Jane", *words]), LEXICON), LEXICON)
    assert 1 <= len(spelled) <= MAX_FORMS
    assert all(s.form.first or s.form.last for s in spelled)
    assert all(len(v) <= 40 for s in spelled for v in (s.form.first, s.form.last, s.form.middle))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", "muller"),
        ("Ærø", "aero"),
        ("Đorđe", "dorde"),
        ("İnönü", "inonu"),
        ("Ångström", "angstrom"),
        ("Þórr", "thorr"),
        ("Ольга", "olga"),
        ("李", "li"),
    ],
)
def test_letters(text: str, expected: str) -> None:
    """Every alphabet becomes ASCII, accents dropped."""
    assert expected == letters(text)


@pytest.mark.parametrize(
    ("colleague", "local", "name", "expected", "instead"),
    [
        ("Jürgen Müller", "juergen.mueller", "Karl Schröder", "karl.schroeder", "karl.schroder"),
        ("Jürgen Müller", "jurgen.muller", "Karl Schröder", "karl.schroder", "karl.schroeder"),
        ("Jan van der Berg", "jan.vanderberg", "Piet de Vries", "piet.devries", "piet.vries"),
        ("Jan van der Berg", "jan.berg", "Piet de Vries", "piet.vries", "piet.devries"),
        ("Jan van der Berg", "jan.van.der.berg", "Piet de Vries", "piet.de.vries", "piet.devries"),
        ("Jean-Luc Petit", "jean-luc.petit", "Anna-Lena Roth", "anna-lena.roth", "annalena.roth"),
        ("Jean-Luc Petit", "jeanluc.petit", "Anna-Lena Roth", "annalena.roth", "anna-lena.roth"),
        ("Jo Smith-Jones", "jo.smithjones", "Kim Baker-Hill", "kim.bakerhill", "kim.baker-hill"),
        ("Jo Smith-Jones", "jo.smith-jones", "Kim Baker-Hill", "kim.baker-hill", "kim.bakerhill"),
        ("Pat O'Neil", "pat.o'neil", "Una O'Shea", "una.o'shea", "una.o-shea"),
        ("Robert (Robbo) Smith", "robbo.smith", "Xaver (Xavi) Roth", "xavi.roth", "xaver.roth"),
        ("Robert (Robbo) Smith", "robert.smith", "Xaver (Xavi) Roth", "xaver.roth", "xavi.roth"),
    ],
)
def test_one_colleague_teaches_a_habit(colleague: str, local: str, name: str, expected: str, instead: str) -> None:
    """How one colleague's name is spelled tells how the next one's will be: that spelling comes before the other."""
    guessed = taught(colleague, local, name)
    assert expected in guessed
    assert guessed.index(expected) < (guessed.index(instead) if instead in guessed else len(guessed))


def test_a_habit_holds_for_other_patterns() -> None:
    """One `jmueller` says how Schröder is spelled, though it does not show a given name."""
    assert "kschroeder" == taught("Jürgen Müller", "jmueller", "Karl Schröder")[0]


def test_a_name_without_the_question_teaches_no_answer() -> None:
    """Jane Doe's address says nothing of umlauts."""
    guesser, informed = Guesser(), Guesser()
    guesser.learn([("Jane Doe", "jane.doe@acme.example")])
    informed.learn([("Jürgen Müller", "juergen.mueller@acme.example")])
    shares = [
        {c.address.partition("@")[0]: c.probability for c in g.guess("Karl Schröder", ACME)}
        for g in (guesser, informed)
    ]
    odds = [s["karl.schroeder"] / s.get("karl.schroder", 1e-3) for s in shares]
    assert odds[0] < odds[1]


def test_nicknames_used_by_colleagues_are_expected_of_others() -> None:
    """Where two colleagues go by short names, short names gain for the third."""
    formal, short = Guesser(), Guesser()
    formal.learn([("William Hill", "william.hill@acme.example"), ("Thomas Lee", "thomas.lee@acme.example")])
    short.learn([("William Hill", "bill.hill@acme.example"), ("Thomas Lee", "tom.lee@acme.example")])

    def share_of_written(guesser: Guesser) -> float:
        return {c.address: c.probability for c in guesser.guess("Robert Doe", ACME)}["robert.doe@acme.example"]

    assert share_of_written(short) < share_of_written(formal)


def test_a_formal_name_is_no_short_name() -> None:
    """Thomas is the formal name behind Tom, not the other way round, so both ask the same question of a company."""
    assert "thomas" in LEXICON.formal("tom")
    assert () == LEXICON.formal("thomas")
    assert () == LEXICON.formal("robert")
