"""What is known of single addresses: rosters, bounces, deliveries, and the risk of reaching somebody else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import EmailGuessError, Guesser, InvalidAddress, InvalidDomain, Sighting, expected_bounces, guess
from emailguess.evidence.outcomes import bounce_kind
from emailguess.results import Guess

ACME = "acme.example"
TEAM = [("Bob Jones", f"bjones@{ACME}"), ("Ann Lee", f"alee@{ACME}"), ("Tom Baker", f"tbaker@{ACME}")]
NAMES = st.sampled_from(["Jane Doe", "John Smith", "Jane Q. Doe", "Jürgen Müller", "Xiomara Quintanilla-Roe"])


def probability(answer: Guess, address: str) -> float:
    """What an answer gives to an address."""
    return next((c.probability for c in answer if c.address == address), 0.0)


def check_sum(answer: Guess) -> None:
    """Candidates and none sum to one, and every candidate replays from its routes."""
    assert 1.0 == pytest.approx(sum(c.probability for c in answer) + answer.p_none)
    for candidate in answer:
        assert candidate.probability == pytest.approx(sum(r.product for r in answer.routes(candidate.address)))


def test_somebody_elses_address_is_no_candidate() -> None:
    """An address known to be another person's is not guessed; its mass goes to the usual tie-breaks."""
    before = guess("Jane Doe", ACME, known=TEAM)
    answer = guess("Jane Doe", ACME, known=[*TEAM, ("John Doe", f"jdoe@{ACME}")])
    assert before.best is not None
    assert f"jdoe@{ACME}" == before.best.address
    assert 0.0 == probability(answer, f"jdoe@{ACME}")
    for variant in (f"jadoe@{ACME}", f"janedoe@{ACME}"):
        assert probability(answer, variant) > probability(before, variant)
    check_sum(answer)


def test_a_middle_initial_breaks_the_tie() -> None:
    """Where a middle name is told, the variant with it leads."""
    answer = guess("Jane Q. Doe", ACME, known=[*TEAM, ("John Doe", f"jdoe@{ACME}")])
    assert answer.best is not None
    assert f"jqdoe@{ACME}" == answer.best.address
    assert any(route.tie_break for route in answer.routes())
    assert "as companies tell namesakes apart" in answer.explain(steps=True)
    assert "as companies tell namesakes apart" in answer.explain()
    assert "jdoe@" not in answer.explain().replace("jqdoe@", "")
    check_sum(answer)


def test_a_tie_break_that_is_taken_too_is_not_made() -> None:
    """Two namesakes before: neither of their addresses is a candidate."""
    taken = [("John Doe", f"jdoe@{ACME}"), ("Jake Doe", f"jadoe@{ACME}")]
    answer = guess("Jane Doe", ACME, known=[*TEAM, *taken])
    assert set() == {c.address for c in answer} & {address for _, address in taken}
    check_sum(answer)


@pytest.mark.parametrize("name", ["Jane Doe", "Doe, Jane", "JANE DOE"])
def test_the_persons_own_address_is_the_answer(name: str) -> None:
    """What is known needs no guess, even where it follows no pattern; a little doubt is left for namesakes."""
    answer = guess("Jane Doe", ACME, known=[*TEAM, (name, f"jd77@{ACME}")])
    assert answer.best is not None
    assert f"jd77@{ACME}" == answer.best.address
    assert 0.95 < answer.best.probability < 1
    check_sum(answer)


def test_an_address_that_exists_is_likelier() -> None:
    """A bare address that fits the name is probably this person's, the more the rarer the name."""
    known = [*TEAM, f"xquintanilla@{ACME}"]
    assert probability(guess("Xiomara Quintanilla", ACME, known=known), f"xquintanilla@{ACME}") > probability(
        guess("Xiomara Quintanilla", ACME, known=TEAM), f"xquintanilla@{ACME}"
    )
    common = guess("John Smith", ACME, known=[*TEAM, f"jsmith@{ACME}"], headcount=100_000)
    rare = guess("Xiomara Quintanilla", ACME, known=known, headcount=100_000)
    assert probability(common, f"jsmith@{ACME}") < probability(rare, f"xquintanilla@{ACME}")
    check_sum(rare)


@given(NAMES, st.sampled_from([[], TEAM[:1], TEAM]), st.integers(1, 3))
def test_a_bounce_never_raises_the_bounced_address(name: str, known: list[tuple[str, str]], number: int) -> None:
    """Whatever bounced is no candidate any more, the sum holds, and nobody else's chance of such an address rises."""
    before = guess(name, ACME, known=known, limit=50)
    bounced = [c.address for c in before.candidates[:number]]
    answer = guess(name, ACME, known=known, bounced=bounced, limit=50)
    assert set() == set(bounced) & {c.address for c in answer}
    check_sum(answer)
    assert len(bounced) == answer.evidence.bounced


def test_a_bounce_speaks_gently_against_the_pattern() -> None:
    """One bounce lowers the pattern for everybody, less than it was raised by a colleague; ten lower it further."""
    guesser = Guesser()
    guesser.learn(TEAM)

    def share() -> float:
        return {s.pattern: s.probability for s in guesser.patterns(ACME)}["{f}{last}"]

    shares = [share()]
    for n in range(10):
        surname = "abcdefghij"[n] + "onnerton"
        assert guesser.bounced(f"k{surname}@{ACME}", name=f"Kim {surname.title()}")
        shares.append(share())
    assert sorted(shares, reverse=True) == shares
    assert shares[1] > 0.8 * shares[0]
    assert shares[-1] < 0.6 * shares[0]


def test_a_bounced_address_is_remembered_for_the_person() -> None:
    """It is not guessed again, for the person or for a namesake."""
    guesser = Guesser()
    guesser.learn(TEAM)
    assert guesser.bounced(f"jdoe@{ACME}", name="Jane Doe", kind="5.1.1")
    for name in ("Jane Doe", "John Doe"):
        assert 0.0 == probability(guesser.guess(name, ACME), f"jdoe@{ACME}")
    guesser.forget(f"jdoe@{ACME}")
    assert probability(guesser.guess("Jane Doe", ACME), f"jdoe@{ACME}") > 0.5


def test_an_owner_who_left_says_nothing_of_the_pattern() -> None:
    """Neither told as such nor found out, because the address was known to be somebody's."""
    guesser = Guesser()
    guesser.learn(TEAM)
    before = guesser.patterns(ACME)
    assert not guesser.bounced(f"bjones@{ACME}")
    assert not guesser.bounced(f"khill@{ACME}", name="Kim Hill", kind="left") or before == guesser.patterns(ACME)
    assert before == guesser.patterns(ACME)
    assert 0.0 == probability(guesser.guess("Kim Hill", ACME), f"khill@{ACME}")


@pytest.mark.parametrize("kind", ["full", "policy", "5.2.2", "4.2.2", "5.7.1", "4.7.0"])
def test_what_is_no_unknown_user_teaches_nothing(kind: str) -> None:
    """A full mailbox and a refused message say nothing, not even that the address is dead."""
    guesser = Guesser()
    guesser.learn(TEAM)
    assert not guesser.bounced(f"jdoe@{ACME}", name="Jane Doe", kind=kind)
    assert probability(guesser.guess("Jane Doe", ACME), f"jdoe@{ACME}") > 0.5


def test_bad_outcomes_are_refused() -> None:
    """With an error that says what to pass."""
    guesser = Guesser()
    with pytest.raises(EmailGuessError, match=r"5\.1\.1"):
        guesser.bounced(f"jdoe@{ACME}", kind="gone fishing")
    with pytest.raises(InvalidAddress):
        guesser.bounced("jdoe")
    with pytest.raises(InvalidDomain, match="free-mail"):
        guesser.delivered("jdoe@gmail.com")
    assert "left" == bounce_kind("5.2.1")


def test_a_delivery_is_weak_support() -> None:
    """Less than a colleague's address, nothing at a catch-all domain, nothing where the address is known already."""
    shares = []
    for act in (
        lambda g: None,
        lambda g: g.delivered(f"khill@{ACME}", name="Kim Hill"),
        lambda g: g.learn([("Kim Hill", f"khill@{ACME}")]),
    ):
        guesser = Guesser()
        guesser.learn(TEAM[:1])
        act(guesser)
        shares.append({s.pattern: s.probability for s in guesser.patterns(ACME)}["{f}{last}"])
    assert shares[0] < shares[1] < shares[2]
    guesser = Guesser()
    guesser.learn(TEAM)
    assert not guesser.delivered(f"khill@{ACME}", name="Kim Hill", catch_all=True)
    assert not guesser.delivered(f"bjones@{ACME}", name="Bob Jones")


def test_a_guess_is_no_evidence() -> None:
    """The library's own guesses cannot confirm themselves."""
    answer = guess("Jane Doe", ACME)
    for item in (answer, answer.best):
        with pytest.raises(InvalidAddress, match="no evidence"):
            guess("Jane Doe", ACME, known=[item])  # type: ignore[list-item]
    assert ["no evidence" in r.reason for r in Guesser().learn([answer]).rejected] == [True]  # type: ignore[list-item]


def test_the_risk_grows_with_the_company_and_the_name() -> None:
    """More people, and commoner names, make it likelier that a wrong address is somebody's."""
    risks = [guess("John Smith", ACME, headcount=n).misdelivery_risk() for n in (10, 1_000, 100_000)]
    assert sorted(risks) == risks
    assert risks[0] < 0.05
    assert all(0 <= risk <= 1 for risk in risks)
    rare = guess("Xiomara Quintanilla", ACME, headcount=1_000).misdelivery_risk()
    assert rare < risks[1]
    best = guess("John Smith", ACME, headcount=100_000)
    assert best.misdelivery_risk() <= 1 - (best.best.probability if best.best else 0)
    assert 0.0 == best.misdelivery_risk("nobody@other.example")


@pytest.mark.parametrize("bad", [0, -1, True, 2.5, "many", 10**9])
def test_a_headcount_is_a_number_of_people(bad: object) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="headcount"):
        guess("Jane Doe", ACME, headcount=bad)  # type: ignore[arg-type]


def test_expected_bounces_of_a_list() -> None:
    """The doubts about the first candidates add up; who has no candidate is not written to."""
    answers = [guess("Jane Doe", ACME, known=TEAM), guess("Kim Hill", ACME), guess("Jane Doe", "gmail.com")]
    doubts = [1 - a.best.probability for a in answers if a.best is not None]
    assert 2 == len(doubts)
    assert expected_bounces(answers) == pytest.approx(sum(doubts))


GIVEN = ["Kim", "Eve", "Sam", "Pat", "Max", "Una", "Leo", "Ida", "Roy", "Zoe"]
FAMILY = ["Hillman", "Stoner", "Woodley", "Fisher", "Carter", "Mason", "Porter", "Turner", "Walker", "Cooper"]


def test_a_source_of_no_weight_says_nothing() -> None:
    """Weight 0 leaves the answer as it was; more weight says more."""
    plain = guess("Jane Doe", ACME)
    answers = [
        guess("Jane Doe", ACME, known=[Sighting(name=n, address=a, weight=w) for n, a in TEAM]) for w in (0, 0.3, 1)
    ]
    assert plain.candidates == answers[0].candidates
    found = [probability(a, f"jdoe@{ACME}") for a in answers]
    assert sorted(found) == found
    assert found[0] < found[-1]


@pytest.mark.parametrize("bad", [{"weight": 2}, {"weight": True}, {"weight": "high"}, {"seen": "yesterday"}])
def test_bad_sightings_are_refused(bad: dict[str, object]) -> None:
    """With an error that says what to pass."""
    with pytest.raises(InvalidAddress, match="sighting"):
        guess("Jane Doe", ACME, known=[Sighting(address=f"bjones@{ACME}", **bad)])  # type: ignore[arg-type]


def test_small_companies_use_given_names() -> None:
    """The number of people shifts the convention, as the corpus shows."""
    small, large = (guess("Jane Doe", "acme.com", headcount=n) for n in (5, 50_000))
    assert probability(small, "jane@acme.com") > probability(large, "jane@acme.com")


def test_old_conventions_fade() -> None:
    """Three recent colleagues outweigh ten from long ago; without dates they would not."""
    old = [(f"{g} {f}", f"{g[0]}{f}@{ACME}".lower()) for g, f in zip(GIVEN, FAMILY, strict=True)]
    new = [("Bob Jones", f"bob.jones@{ACME}"), ("Ann Lee", f"ann.lee@{ACME}"), ("Tom Baker", f"tom.baker@{ACME}")]
    dated = [
        *(Sighting(name=n, address=a, seen=date(1999, 1, 1)) for n, a in old),
        *(Sighting(name=n, address=a, seen=date(2026, 1, 1)) for n, a in new),
    ]
    undated, answer = (guess("Jane Doe", ACME, known=k, today=date(2026, 6, 1)) for k in ([*old, *new], dated))
    assert undated.best is not None
    assert answer.best is not None
    assert ("{f}{last}", "{first}.{last}") == (undated.best.pattern, answer.best.pattern)


class _Row:
    """Somebody a file tells of, who counts how often they are asked."""

    def __init__(self, name: str, address: str) -> None:
        self.asked, self._told = 0, Sighting(name=name, address=address)

    def sighting(self) -> Sighting:
        """The colleague."""
        self.asked += 1
        return self._told

    def failure(self) -> None:
        """No address failed."""


def test_a_row_is_read_once_to_be_learned() -> None:
    """What is read to see whether rows slipped is what is learned; the company beside it is asked for apart."""
    rows = [_Row(name, address) for name, address in TEAM]
    assert 3 == Guesser().learn(rows).learned
    assert [2, 2, 2] == [row.asked for row in rows]
