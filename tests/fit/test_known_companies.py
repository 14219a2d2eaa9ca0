"""The table of known companies tells of groups of people, and of nobody alone."""

from __future__ import annotations

from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Seen
from emailguess.fit import Person
from emailguess.fit.known_companies import LEAST_ALIKE, LEAST_PEOPLE, known_companies
from emailguess.model.prior import shipped
from emailguess.patterns.matching import Match
from emailguess.store.known_companies import KnownCompany

FAMILIES = (
    "Featherstone Montgomery Vandenhoek Hawthornden Throckmorton Bickerstaff Papadopoulos Szymanowski Abernathy "
    "Culpepper Drinkwater Entwistle"
).split()
GIVEN = (
    "Bartholomew Christopher Alexandra Josephine Maximilian Wilhelmina Gwendolyn Theodora Konrad Leopold Ursula Vera"
)
PEOPLE = list(zip(GIVEN.split(), FAMILIES, strict=True))
ACME = domain("acme.example")


def dotted(number: int, start: int = 0) -> list[Person]:
    """People whose address is first.last."""
    return [Person(f"{g} {f}", f"{g}.{f}".lower(), ACME, "software", 2024) for g, f in PEOPLE[start : start + number]]


def company(people: list[Person]) -> KnownCompany:
    """What the table says of them."""
    return known_companies(people, shipped())["acme.example"][1]


def texts(known: KnownCompany) -> set[str]:
    """All patterns it tells of."""
    return {match.pattern for seen in known.counts for match in seen.signature}


def test_a_company_is_known_from_enough_people_on() -> None:
    """Seven people are too few; the same person twice counts once."""
    people = dotted(LEAST_PEOPLE - 1)
    assert {} == known_companies([*people, *people], shipped())
    known = company(dotted(LEAST_PEOPLE))
    assert (LEAST_PEOPLE, 2024, ("software",)) == (known.people, known.last_year, known.sources)
    assert "{first}.{last}" in texts(known)


def test_what_few_show_is_told_together_or_not_at_all() -> None:
    """Two with another pattern are left out; three different ones stand in one cell that tells no one's."""
    given, family = PEOPLE[8]
    odd = [
        Person(f"{given} {family}", f"{family}.{given}".lower(), ACME),
        Person("Konstantin Osterhagen", "osterhagen", ACME),
        Person("Philippa Quackenbush", "pquackenbush", ACME),
    ]
    two = company([*dotted(8), *odd[:2]])
    assert 8 == two.people
    assert not texts(two) & {"{last}.{first}", "{last}"}
    three = company([*dotted(8), *odd])
    assert 11 == three.people
    together = next(seen for seen in three.counts if Match("{last}") in seen.signature)
    assert 3 == three.counts[together]
    assert len(together.signature) > 1


def test_text_that_may_be_a_name_is_never_told() -> None:
    """However many have it: literal text ships only where the prior lists the pattern from many companies."""
    people = [Person(f"{g} {f}", f"{g}.{f}.osterhagen".lower(), ACME) for g, f in PEOPLE[: LEAST_PEOPLE + LEAST_ALIKE]]
    known = known_companies(people, shipped())
    assert not any("osterhagen" in pattern for _, each in known.values() for pattern in texts(each))


def test_an_answer_is_told_where_enough_people_give_it() -> None:
    """One Müller says nothing of her spelling; three with an umlaut make it the company's."""
    umlauts = [
        Person(f"{g} {f}", f"{g}.{f}".lower().replace("ü", "ue").replace("ö", "oe"), ACME)
        for g, f in (("Brunhilde", "Müllerstein"), ("Sieglinde", "Größmann"), ("Ottokar", "Schönfelder"))
    ]
    umlauts = [p._replace(local=p.local.replace("ß", "ss")) for p in umlauts]

    def answers(people: list[Person]) -> set[str]:
        return {c for seen in company(people).counts for match in seen.signature for c in match.choices}

    assert not [c for c in answers([*dotted(8), umlauts[0]]) if c.startswith("umlaut")]
    assert [c for c in answers([*dotted(8), *umlauts]) if c.startswith("umlaut")]


def test_years_are_kept_and_unknown_ones_stay_unknown() -> None:
    """What is dated can fade; what is not has no month."""
    known = company([*dotted(8), *[p._replace(year=0) for p in dotted(4, 8)]])
    assert {0, 2024 * 12 + 5} == {seen.month for seen in known.counts}
    assert all(isinstance(seen, Seen) and seen.kind == "pair" for seen in known.counts)
