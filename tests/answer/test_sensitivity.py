"""Which fact would help most, what each piece of evidence did, and evidence from elsewhere."""

from __future__ import annotations

import pytest

from emailguess import Guesser, guess

ACME = "acme.example"
TEAM = [("Bob Jones", f"bob.jones@{ACME}"), ("Ann Lee", f"ann.lee@{ACME}")]


def test_one_more_pair_helps_most_where_nothing_is_known() -> None:
    """With nothing known a colleague's address promises much, and less the more are known; the best fact comes first."""
    first, later = guess("Jane Doe", ACME), guess("Jane Doe", ACME, known=TEAM)
    gains = [{h.fact: h.gain for h in answer.would_help} for answer in (first, later)]
    assert all(sorted(g.values(), reverse=True) == list(g.values()) for g in gains)
    assert gains[0]["pair"] > 0.1 > gains[1].get("pair", 0.0)


def test_what_is_promised_is_kept_on_average() -> None:
    """The expected chance lies above today's, below certainty, and says so in words."""
    answer = guess("Jane Doe", ACME)
    assert answer.best is not None
    for found in answer.would_help:
        assert answer.best.probability < found.chance <= 1
        assert found.chance == pytest.approx(answer.best.probability + found.gain)
        assert f"{found.chance:.0%}" in str(found)


def test_a_middle_name_is_asked_for_where_it_settles_something() -> None:
    """Where companies use initials it promises more than a colleague; where a namesake has the address, most of all."""
    initials = [
        ("Bob Q. Jones", f"bob.q.jones@{ACME}"),
        ("Ann T. Lee", f"ann.t.lee@{ACME}"),
        ("Tom R. Hill", f"tom.r.hill@{ACME}"),
    ]
    gains = {h.fact: h.gain for h in guess("Jane Doe", ACME, known=initials).would_help}
    assert gains["middle"] > gains.get("pair", 0.0)
    namesake = [("Bob Jones", f"bjones@{ACME}"), ("Ann Lee", f"alee@{ACME}"), ("John Doe", f"jdoe@{ACME}")]
    assert "middle" == guess("Jane Doe", ACME, known=namesake).would_help[0].fact
    for known in (initials, namesake):
        assert "middle" not in {h.fact for h in guess("Jane Q. Doe", ACME, known=known).would_help}


def test_nothing_helps_where_there_is_no_pattern() -> None:
    """At a free-mail domain there is nothing to ask for, and nothing to leave out."""
    answer = guess("Jane Doe", "gmail.com")
    assert () == answer.would_help == answer.counterfactuals


def test_counterfactuals_replay() -> None:
    """What is told of an answer without a piece is what asking without it gives."""
    answer = guess("Jane Doe", ACME, known=TEAM, pattern="{f}{last}")
    assert answer.best is not None
    found = {c.without: c for c in answer.counterfactuals}
    assert {"colleagues who use first.last", "the stated pattern flast"} == set(found)
    without = {
        "colleagues who use first.last": guess("Jane Doe", ACME, pattern="{f}{last}"),
        "the stated pattern flast": guess("Jane Doe", ACME, known=TEAM),
    }
    for what, other in without.items():
        expected = next((c.probability for c in other if c.address == answer.best.address), 0.0)
        assert expected == pytest.approx(found[what].probability)
        assert other.best is not None
        assert other.best.address == found[what].best
    assert 2 == found["colleagues who use first.last"].pieces


def test_remembered_and_related_evidence_have_counterfactuals() -> None:
    """They are left out as a whole."""
    guesser = Guesser()
    guesser.learn([*TEAM, ("Kim Hill", "khill@us.acme.example")])
    words = [c.without for c in guesser.guess("Jane Doe", ACME).counterfactuals]
    assert {"what is remembered", "what is known at related domains"} == set(words)


def test_a_contradicted_statement_is_told() -> None:
    """Where colleagues say otherwise, the answer says so; where they agree, it does not."""
    three = [*TEAM, ("Eve Dunn", f"eve.dunn@{ACME}")]
    warned = guess("Jane Doe", ACME, known=three, pattern="{f}{last}").warnings
    assert any("{first}.{last} is likelier" in w for w in warned)
    assert () == guess("Jane Doe", ACME, known=TEAM, pattern="{first}.{last}").warnings


def test_a_stated_pattern_without_weight_changes_nothing() -> None:
    """Weight 0 is no statement; more weight says more."""
    plain = guess("Jane Doe", ACME)
    answers = [guess("Jane Doe", ACME, pattern="{last}_{first}", pattern_weight=w) for w in (0, 1, 5)]
    assert plain.candidates == answers[0].candidates
    found = [next((c.probability for c in a if c.address == f"doe_jane@{ACME}"), 0.0) for a in answers]
    assert sorted(found) == found
    assert found[0] < found[1] < found[2]


@pytest.mark.parametrize("bad", [-1, 101, True, "much"])
def test_a_pattern_weight_is_a_number_of_colleagues(bad: object) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="pattern_weight"):
        guess("Jane Doe", ACME, pattern="{f}{last}", pattern_weight=bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("sibling", ["us.acme.example", "acme.de"])
def test_siblings_help_less_than_the_domain_itself(sibling: str) -> None:
    """Evidence at a related domain helps, less than evidence here, and the answer says how much there was."""
    here = "acme.example" if sibling.endswith(".example") else "acme.com"
    at = [[(name, f"{name[0]}{name.split()[1]}@{where}".lower()) for name, _ in TEAM] for where in (sibling, here)]
    answers = [guess("Jane Doe", here, known=known) for known in ([], *at)]
    found = [next((c.probability for c in a if c.address == f"jdoe@{here}"), 0.0) for a in answers]
    assert found[0] < found[1] < found[2]
    assert (2, 0) == (answers[1].evidence.related, answers[1].evidence.pairs)
    assert "Both colleagues known at related domains use flast." in answers[1].explain()


def test_strangers_teach_nothing() -> None:
    """A short name that many companies share makes no siblings, nor does another name."""
    for stranger in ("abc.de", "other.com"):
        known = [("Bob Jones", f"bjones@{stranger}")]
        home = "abc.com" if stranger == "abc.de" else "acme.com"
        answer = guess("Jane Doe", home, known=known)
        assert guess("Jane Doe", home).candidates == answer.candidates
        assert 1 == answer.evidence.ignored
