"""What is kept of one search for the next: it may save time, and must change nothing."""

from __future__ import annotations

from copy import copy

import pytest

from emailguess.model.prior import shipped
from emailguess.names.parser import parse
from emailguess.names.spelling import forms
from emailguess.patterns.matching import ways

PEOPLE = [
    ("Judith Stetrut", "judith.stetrut"),
    ("Julian Stetson", "julian.stetson"),
    ("Anna Anders", "aanders"),
    ("Otto Andres", "oandres"),
    ("Jörg Müller-Lüdenscheidt", "joerg.mueller"),
    ("Jürg Möller-Büdenscheidt", "juerg.moeller"),
    ("Lee Lee", "lee.lee"),
    ("Ann Lee", "ann.lee"),
    ("Robert Vohor", "bob.vohor"),
    ("Rupert Vohar", "rupertv"),
    ("Maria del Carmen Ruiz Soto", "mruizs"),
    ("Jane Q. Doe", "jqdoe12"),
    ("Jane Doe", "jxdoe"),
    ("Li Na", "na.li"),
]


@pytest.mark.parametrize(("name", "local"), PEOPLE)
def test_what_other_names_left_behind_changes_no_search(name: str, local: str) -> None:
    """A name is explained alike by patterns that explained many names before, and by a copy that explained none."""
    prior = shipped()
    used = prior.stock
    for other, mailbox in PEOPLE * 2:
        ways(forms(parse(other, prior.lexicon), prior.lexicon), mailbox, used)
    spelled = forms(parse(name, prior.lexicon), prior.lexicon)
    assert ways(spelled, local, copy(used)) == ways(spelled, local, used)
