"""Owners: a name known in part is a constraint, and a pair that may not belong together is worth its bare address."""

from __future__ import annotations

import math

import pytest

from emailguess import Guess, Guesser
from emailguess.evidence.ownership import is_login, owned
from emailguess.model.prior import shipped
from emailguess.names.parser import parse
from emailguess.names.spelling import forms
from emailguess.patterns.literals import literal_share

DOMAIN = "acme.example"
Told = list[tuple[str, str]]


def patterns(name: str, local: str) -> set[str]:
    """The patterns that a name beside a local part may mean."""
    prior = shipped()
    spelled = forms(parse(name, prior.lexicon), prior.lexicon)
    return {e.pattern for e in owned(spelled, local, prior.matcher)}


def asked(known: Told, name: str = "Tom Hall") -> Guess:
    """Ask about a stranger beside these colleagues; a colleague without a name is a bare address."""
    told = [(who, f"{local}@{DOMAIN}") if who else f"{local}@{DOMAIN}" for who, local in known]
    return Guesser().guess(name, DOMAIN, known=told, limit=50)


def best(answer: Guess) -> str:
    """The first candidate's local part."""
    assert answer.best is not None
    return answer.best.address.partition("@")[0]


@pytest.mark.parametrize(
    ("name", "local", "pattern"),
    [
        ("J. Smith", "john.smith", "{first}.{last}"),
        ("J. Smith", "jsmith", "{f}{last}"),
        ("John S.", "john.smith", "{first}.{last}"),
        ("John S.", "jsmith", "{f}{last}"),
        ("A. Lee", "ann.lee", "{first}.{last}"),
        ("Lee", "ann.lee", "{first}.{last}"),
        ("K. Novak", "karel_novak", "{first}_{last}"),
        ("Jane", "jane.roe", "{first}.{last}"),
    ],
)
def test_the_unknown_part_is_any_name_that_fits(name: str, local: str, pattern: str) -> None:
    """What is not told of a name is no company's affix."""
    found = patterns(name, local)
    assert pattern in found
    assert not [p for p in found if literal_share(p, shipped().lexicon) < 1]


@pytest.mark.parametrize(
    ("known", "right", "wrong"),
    [
        ([("J. Smith", "john.smith")], "tom.hall", "john.hall"),
        ([("John S.", "john.smith")], "tom.hall", "tom.smith"),
        ([("Ann Hill", "ann.lee")], "tom.hall", "tom.lee"),
        ([("Alexandra Lee", "sasha.lee")], "tom.hall", "sasha.hall"),
        ([("Lee", "ann.lee")], "tom.hall", "ann.tom"),
        ([("Maria Gomez", "maria.petrov")], "tom.hall", "tom.petrov"),
        ([("Dr Who", "peter.berg")], "tom.hall", "peter.hall"),
    ],
)
def test_a_colleagues_own_name_is_no_affix(known: Told, right: str, wrong: str) -> None:
    """A text that is somebody's name is not what a company adds to addresses."""
    answer = asked(known)
    assert right == best(answer)
    assert not [c.address for c in answer if c.address == f"{wrong}@{DOMAIN}"]


@pytest.mark.parametrize("who", ["Mom", "Bob Jones", "xX_shadow_Xx", "Zdzislaw Brzeczyszczykiewicz", "jroe"])
@pytest.mark.parametrize("local", ["jane.roe", "jroe", "roe.jane"])
def test_a_strange_name_is_worth_the_bare_address(who: str, local: str) -> None:
    """An address of unknown owner weighs at least as much as the address alone."""
    alone, beside = asked([("", local)]), asked([(who, local)])
    assert best(alone) == best(beside)
    assert alone.best is not None
    assert beside.best is not None
    assert alone.best.probability - 0.03 <= beside.best.probability


@pytest.mark.parametrize("affix", ["ext-{}", "{}.ext", "{}.contractor", "{}-extern", "zq.{}"])
def test_an_affix_that_two_colleagues_share_wins(affix: str) -> None:
    """What two colleagues have beside their names is the company's."""
    known = [("Ann Lee", affix.format("ann.lee")), ("Bob Jones", affix.format("bob.jones"))]
    assert affix.format("tom.hall") == best(asked(known))


def test_a_text_that_looks_like_a_name_wins_when_many_share_it() -> None:
    """Even a surname may be what a company adds, if enough colleagues have it."""
    known = [("Ann Lee", "sen.lee"), ("Bob Jones", "sen.jones"), ("Kim Hill", "sen.hill"), ("Pat Stone", "sen.stone")]
    assert "sen.moore" == best(asked(known, "Tom Moore"))


def test_a_login_in_the_place_of_a_name_says_what_the_address_says() -> None:
    """Three logins as names are three bare addresses."""
    logins = ["jroe", "alee", "bjones"]
    as_names, bare = asked([(x, x) for x in logins]), asked([("", x) for x in logins])
    assert "thall" == best(as_names)
    assert as_names.p_none == pytest.approx(bare.p_none, abs=0.01)


def test_a_given_name_alone_is_a_name() -> None:
    """Jane at jane@ is no login: the lexicon knows the word as a name."""
    lexicon = shipped().lexicon
    assert is_login("jdoe", "jdoe", lexicon)
    assert not is_login("Jane", "jane", lexicon)
    assert not is_login("Jane Doe", "janedoe", lexicon)


def test_costs_are_those_of_the_formula() -> None:
    """Beside J. Smith, {f}{last} is sure to give jsmith; {first}.{last} gives jan.smith as often as a J is a Jan."""
    prior = shipped()
    spelled = forms(parse("J. Smith", prior.lexicon), prior.lexicon)
    found = {e.pattern: e.cost for e in owned(spelled, "jan.smith", prior.matcher)}
    given = prior.lexicon.given_names
    # The slice {first:3} takes every name that starts so; costs are tenths of nats, relative to the least.
    ratio = given.share("jan") / given.starting("jan")
    assert -10 * math.log(ratio) == pytest.approx(found["{first}.{last}"] - found["{first:3}.{last}"], abs=1)
