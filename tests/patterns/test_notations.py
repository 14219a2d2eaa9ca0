"""Notations of other tools: each is read as ours, and what is none of them stays refused."""

from __future__ import annotations

import pytest

from emailguess import InvalidPattern
from emailguess.patterns.notations import noted, template


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("first.last", "{first}.{last}"),
        ("First.Last", "{first}.{last}"),
        ("firstlast", "{first}{last}"),
        ("flast", "{f}{last}"),
        ("firstl", "{first}{l}"),
        ("lastf", "{last}{f}"),
        ("first_name.last_name", "{first}.{last}"),
        ("first_initial.last_name", "{f}.{last}"),
        ("first_initial_last_name", "{f}_{last}"),
        ("f.last", "{f}.{last}"),
        ("first-last", "{first}-{last}"),
        ("first.last|12", "{first}.{last}|12"),
        ("[first][last]|8", "{first}{last}|8"),
        ("[first_initial][last]", "{f}{last}"),
        ("{{first}}.{{last}}", "{first}.{last}"),
        ("<first>.<last>", "{first}.{last}"),
        ("[first:3][last:4]", "{first:3}{last:4}"),
        ("%g.%s", "{first}.{last}"),
        ("%1g%s", "{f}{last}"),
        ("%f%l", "{first}{last}"),
        ("$first.$last", "{first}.{last}"),
        ("x-[first].[last]", "x-{first}.{last}"),
        ("[first].[last]-x", "{first}.{last}-x"),
        ("first.last@acme.example", "{first}.{last}"),
        ("  first.last  ", "{first}.{last}"),
        ("p.nom", "{f}.{last}"),
        ("n.cognome", "{f}.{last}"),
        ("prenom.n", "{first}.{l}"),
        ("pnom", "{f}{last}"),
        ("inazwisko", "{f}{last}"),
        ("vornamenachname", "{first}{last}"),
        ("lastnamefirstname", "{last}{first}"),
        ("nom.prenom", "{last}.{first}"),
        ("first.middle.last", "{first}.{middle}.{last}"),
        ("first.m.last", "{first}.{m}.{last}"),
        ("middlelast", "{middle}{last}"),
        ("mlast", "{m}{last}"),
        ("f.l", "{f}.{l}"),
        ("fl", "{f}{l}"),
        ("[First Name].[Last Name]", "{first}.{last}"),
        ("[first-name]_[last-name]", "{first}_{last}"),
        ("%first%.%last%", "{first}.{last}"),
        ("%m%s", "{middle}{last}"),
        ("%i", "{m}"),
        ("$f$last", "{first}{last}"),
        ("<f><last>", "{f}{last}"),
        ("{{f}}{{last}}|6", "{f}{last}|6"),
        ("[first:0][last]", "{first}{last}"),
    ],
)
def test_other_notations_are_ours_in_other_words(written: str, ours: str) -> None:
    """Names of fields alone or glued, brackets of all kinds, per cent and dollar signs, lengths and cuts."""
    assert ours == str(noted(written))


@pytest.mark.parametrize(
    "written",
    [
        "jane.doe",
        "firstfirst",
        "firstf",
        "lastl",
        "...",
        "",
        "[shoe].[last]",
        "%q.%s",
        "f:l",
        "first.last|x",
        "first.last|0",
        "first.last2",
        "firstlastx",
        "first..last",
        "first last",
        "[first:99]",
    ],
)
def test_what_names_no_field_is_refused(written: str) -> None:
    """A name is no pattern, nor is one field named twice in one word, nor marks alone."""
    with pytest.raises(InvalidPattern):
        noted(written)


def test_a_long_text_is_no_notation() -> None:
    """Whatever stands in it, it is refused by itself and not as a pattern made of it."""
    with pytest.raises(InvalidPattern, match=r"first\.first"):
        noted("first." * 500 + "last")


@pytest.mark.parametrize(
    ("local", "stated"),
    [
        ("vorname.nachname", "{first}.{last}"),
        ("f.l", ""),
        ("f.last", "{f}.{last}"),
        ("[first][last]", "{first}{last}"),
        ("fl", ""),
        ("pnom", "{f}{last}"),
        ("First.Last", "{first}.{last}"),
        ("%f.%l", "{first}.{last}"),
        ("[shoe]", ""),
        ("", ""),
        ("jane.doe", ""),
        ("first." * 40 + "last", ""),
    ],
)
def test_a_template_names_one_whole_field(local: str, stated: str) -> None:
    """`f.l` could be somebody's address; a form to fill in could not."""
    assert stated == template(local)
