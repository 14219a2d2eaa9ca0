"""Towns, regions and schools whose domains follow a custom of their country."""

from __future__ import annotations

import pytest

from emailguess.companies import domains
from emailguess.companies.customs import by_custom
from emailguess.companies.names import parse


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stadt Oberniederstadt", "oberniederstadt.de"),
        ("Stadt N\u00fcrnhausen am Main", "nuernhausen.de"),
        ("Landkreis Oberniederstadt", "landkreis-oberniederstadt.de"),
        ("Gemeente Nergenshuizen", "nergenshuizen.nl"),
        ("Ville de Nullepart", "ville-nullepart.fr"),
        ("Comune di Nessundove", "comune.nessundove.it"),
        ("Ayuntamiento de Ningunlugar", "ningunlugar.es"),
        ("C\u00e2mara Municipal de Nenhures", "cm-nenhures.pt"),
        ("Ingensteds kommune", "ingensteds.kommune.no"),
        ("Ingenstans kommun", "ingenstan.se"),
        ("Olemattoman kaupunki", "olemattoma.fi"),
        ("Hi\u00e7biryer Belediyesi", "hicbiryer.bel.tr"),
        ("Nowhereshire County Council", "nowhereshire.gov.uk"),
        ("London Borough of Nowhere", "nowhere.gov.uk"),
        ("Kildare County Council", "kildarecoco.ie"),
        ("Leeds City Council", "leeds.gov.uk"),
        ("City of Hamilton", "hamilton.ca"),
        ("Universit\u00e4t Nirgendwo", "uni-nirgendwo.de"),
        ("FH Nirgendwo", "fh-nirgendwo.de"),
    ],
)
def test_the_form_of_a_name_tells_the_custom(name: str, expected: str) -> None:
    """The first domain is the custom's; what the custom leaves goes to inference, and all sum to one."""
    answer = domains(name)
    assert answer.best is not None
    assert expected == answer.best.domain
    assert sum(c.probability for c in answer) + answer.p_none == pytest.approx(1.0)


@pytest.mark.parametrize(
    "name", ["Stadtwerke Nirgendwo", "Stadt Apotheke GmbH", "Uni", "County National Bank", "Lars Stad Ltd"]
)
def test_other_names_follow_none(name: str) -> None:
    """A word that only begins like a town's kind, a legal form, or a kind alone tells no custom."""
    assert by_custom(parse(name)) == {}


def test_the_country_told_wins() -> None:
    """A kommune in Denmark is no Norwegian one, and a city council in New Zealand no British one."""
    assert [*by_custom(parse("Ingensteds kommune", "DK"))] == ["ingensteds.dk"]
    assert "hamilton.gov.uk" not in by_custom(parse("Hamilton City Council", "NZ"))
    assert by_custom(parse("Stadt Nirgendwo", "FR")) == {}
