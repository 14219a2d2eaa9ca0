"""How common names are: the census table, the mixture with the corpus, and the letters of names nobody lists."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.data import load
from emailguess.errors import EmailGuessError
from emailguess.model.prior import shipped
from emailguess.names.frequencies import census, languages
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.names.frequencies.mixture import HANDLE, NAME, Commonness, Letters, plain_letters

WORDS = st.text(NAME, min_size=1, max_size=9)
KINDS: tuple[census.Kind, ...] = ("given", "family")


@pytest.mark.parametrize("kind", KINDS)
def test_shares_of_the_listed_names_sum_to_what_is_listed(kind: census.Kind) -> None:
    """Packed to one byte each, the shares still sum to the listed part of the population, which is below one."""
    table = census.table(kind)
    total = sum(table.starting(a + b) for a in table.letters() for b in NAME)
    assert table.listed == pytest.approx(total, rel=0.002)
    assert 0.8 < table.listed < 1
    assert table.listed == pytest.approx(sum(map(table.starting, table.letters())), rel=1e-4)


def test_common_names_are_common() -> None:
    """Orders of magnitude are the census': about 0.8% of its people are Smiths; unlisted words have no share."""
    family, given_names = census.table("family"), census.table("given")
    assert 0.0079 == pytest.approx(family.share("smith"), rel=0.06)
    assert family.share("smith") > family.share("quintanilla") > family.share("xqzj") == 0.0
    assert given_names.share("john") > 10 * given_names.share("xiomara") > 0
    assert 0.0 == family.share("") == family.share("-") == family.starting("-")


@given(WORDS)
def test_a_name_is_among_those_that_start_with_it(word: str) -> None:
    """The share of a start is at least that of the name, and of every longer start."""
    for kind in KINDS:
        table = census.table(kind)
        assert table.starting(word) >= table.share(word) * (1 - 1e-9)
        assert table.starting(word) <= table.starting(word[:-1] or word) * 1.01 + 1e-9
        mixed = shipped().lexicon.given_names if kind == "given" else shipped().lexicon.family_names
        assert 0 <= mixed.share(word) <= mixed.starting(word) * 1.01 <= 1.02


@pytest.mark.parametrize(
    "damaged", [b"", b"\n", b'{"format":"other"}\n', b'{"format":"emailguess-lexicon","version":99}\n']
)
def test_another_table_is_refused(damaged: bytes) -> None:
    """A file of another kind or version says so."""
    with pytest.raises(EmailGuessError, match="damaged or of another release"):
        census.Table(damaged, "given")


def test_the_table_is_small() -> None:
    """It ships in every wheel."""
    assert len(load("lexicon.bin")) < 1_000_000


def test_a_question_with_names_does_not_read_the_table() -> None:
    """Only bare addresses need it; pairs and plain questions do not pay for it."""
    code = """
import emailguess
from emailguess.names.frequencies import census, languages
emailguess.guess("Jane Doe", "acme.example", known=["Bob Jones <bob.jones@acme.example>"])
assert census.table.cache_info().currsize == 0
emailguess.guess("Jane Doe", "acme.example", known=["bob.jones@acme.example"])
assert census.table.cache_info().currsize == 2
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@given(WORDS, st.dictionaries(WORDS, st.integers(1, 1000), max_size=5))
def test_every_word_may_be_a_name(word: str, listed: dict[str, int]) -> None:
    """Names nobody lists have a small chance; being listed in the corpus never lowers it."""
    plain, counted = Commonness("family", {}, {}), Commonness("family", {**listed, word: 1}, {})
    if len(word) > 1:
        assert 0 < plain.share(word) <= counted.share(word) <= 1
    else:
        assert 0.0 == plain.share(word)


def test_chances_of_names_sum_to_about_one() -> None:
    """Corpus, census and unlisted names together are everybody, in the shipped mixture too."""
    lexicon = shipped().lexicon
    for mixed in (lexicon.given_names, lexicon.family_names):
        assert 1 == pytest.approx(sum(map(mixed.starting, NAME)), abs=0.01)


def test_hyphened_names_are_two_names() -> None:
    """Anne-Marie is less likely than Anne and than Marie, and possible; what is no word is no name."""
    mixed = shipped().lexicon.given_names
    assert 0 < mixed.share("anne-marie") < min(mixed.share("anne"), mixed.share("marie"))
    assert {0.0} == {mixed.share(text) for text in ("", "-", "a-", "anne-", "x9", "anne.marie", "é", "a-b-c", "anne-")}


@pytest.mark.parametrize("alphabet", [NAME, HANDLE])
def test_letters_are_a_distribution(alphabet: str) -> None:
    """What may follow a start, its end included, is as likely as the start."""
    fitted = shipped().lexicon.handles if alphabet == HANDLE else Letters(alphabet, plain_letters(alphabet))
    for start in ("", "jo", "smi"):
        after = sum(fitted.starting(start + letter) for letter in alphabet) + fitted.chance(start)
        assert fitted.starting(start) == pytest.approx(after, rel=0.05)


def test_letters_know_the_language_of_names() -> None:
    """Of two names nobody lists the one that reads like a name is likelier."""
    mixed = shipped().lexicon.family_names
    assert 0.0 == census.table("family").share("mandersonov") == census.table("family").share("xqvkwjzzpfg")
    assert mixed.share("mandersonov") > 100 * mixed.share("xqvkwjzzpfg")


def test_a_lexicon_without_a_mixture_still_answers() -> None:
    """A prior made before names were mixed is read as ever."""
    lexicon = Lexicon({"judith": 9}, {"doe": 3})
    assert lexicon.given_names.share("judith") > lexicon.given_names.share("xqzj") > 0
    assert lexicon.handles.chance("bluefox") > 0


def test_languages_are_counted_not_people() -> None:
    """A word counts once for each language that lists it, and a thin census is helped by the lists of others."""
    assert 0 == languages.listings("xqzj", "given") == languages.listings("", "family")
    assert languages.listings("maria", "given") > 5 > languages.listings("popescu", "family") > 0
    assert languages.turned_in_lists("xqzj", "qzxj") == 1.0
    assert languages.turned_in_lists("jansen", "piet") > 1 > languages.turned_in_lists("piet", "jansen")
