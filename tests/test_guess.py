"""The public API: questions, answers, and what is refused."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import json
import re
import time
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import emailguess
from emailguess import (
    Candidate,
    EmailGuessError,
    Guess,
    Guesser,
    InvalidAddress,
    InvalidDomain,
    InvalidName,
    InvalidPattern,
    Pattern,
    PersonName,
    guess,
)

ACME = "acme.example"
TEAM = [
    ("Bob Jones", "bob.jones@acme.example"),
    ("Ann Lee", "ann.lee@acme.example"),
    ("Tom Baker", "tom.baker@acme.example"),
]
MILLION = 1_000_000
# Far above what an answer takes (milliseconds), far below what a search that explodes takes (minutes).
EXPLOSION_S = 10.0


# Asking


def test_first_answer() -> None:
    """One colleague's address is enough for the usual convention to lead clearly."""
    answer = guess("Jane Doe", ACME, known=["Bob Jones <bob.jones@acme.example>", ("Ann Lee", "ann.lee@acme.example")])
    assert answer.best is not None
    assert ("jane.doe@acme.example", "{first}.{last}") == (answer.best.address, answer.best.pattern)
    assert 0.6 < answer.best.probability < 1


@pytest.mark.parametrize(
    "domain", ["acme.example", "https://www.acme.example/jobs", "bob@acme.example", "ACME.example."]
)
def test_domain_may_be_a_url_or_an_address(domain: str) -> None:
    """However the domain is written, the answer is the same."""
    assert guess("Jane Doe", ACME, known=TEAM) == guess("Jane Doe", domain, known=TEAM)


@pytest.mark.parametrize(
    "known",
    [
        [("Bob Jones", "bob.jones@acme.example")],
        ["Bob Jones <bob.jones@acme.example>"],
        ['"Jones, Bob" <Bob.Jones@ACME.example>'],
        [["Bob Jones", "bob.jones@acme.example"]],
        [(PersonName(given="Bob", family="Jones"), "bob.jones@acme.example")],
        iter([("Bob Jones", "bob.jones@acme.example")]),
        "Bob Jones <bob.jones@acme.example>",
    ],
    ids=["pair", "mailbox", "quoted", "list", "person-name", "iterator", "one-text"],
)
def test_colleagues_may_be_written_in_many_ways(known: Any) -> None:
    """A colleague as pair, mailbox, structured name, in any iterable, counts as one piece of evidence."""
    answer = guess("Jane Doe", ACME, known=known)
    assert answer.best is not None
    assert ("jane.doe@acme.example", 1) == (answer.best.address, answer.evidence.pairs)


def test_person_name_is_not_second_guessed() -> None:
    """Stated parts keep their place, even where the words look swapped."""
    answer = guess(PersonName(given="Smith", family="John"), ACME, known=TEAM)
    assert answer.best is not None
    assert "smith.john@acme.example" == answer.best.address
    assert "john.smith@acme.example" not in {c.address for c in answer if c.pattern == "{first}.{last}"}


def test_company_name_in_place_of_a_domain() -> None:
    """With a company's name alone, the doubt about the domain is in the probabilities, which still sum to one."""
    guesser = Guesser()
    guesser.learn_company("Acme Corporation", ACME)
    answer = guesser.guess("Jane Doe", company="ACME Corp.", known=TEAM)
    assert answer.best is not None
    assert ("jane.doe@acme.example", ACME) == (answer.best.address, answer.domain)
    assert 1.0 == pytest.approx(sum(c.probability for c in answer) + answer.p_none)
    assert answer.best.probability == pytest.approx(sum(r.product for r in answer.routes()))
    assert 3 == answer.evidence.pairs


def test_company_name_with_an_iterator_of_colleagues() -> None:
    """Colleagues may come as any iterable there, too."""
    guesser = Guesser()
    guesser.learn_company("Acme Corporation", ACME)
    assert 3 == guesser.guess("Jane Doe", company="Acme Corporation", known=iter(TEAM)).evidence.pairs


def test_domain_or_company_not_both() -> None:
    """Exactly one of domain and company is passed."""
    for arguments in ({}, {"domain": ACME, "company": "Acme"}):
        with pytest.raises(InvalidDomain, match="either"):
            guess("Jane Doe", **arguments)  # type: ignore[arg-type]


def test_stated_pattern_leads() -> None:
    """A stated pattern, as text or as Pattern, is put first where nothing else is known."""
    for pattern in ("{last}_{first}", Pattern("{last}_{first}")):
        answer = guess("Jane Montgomery", ACME, pattern=pattern)
        assert answer.best is not None
        assert ("montgomery_jane@acme.example", "{last}_{first}") == (answer.best.address, answer.evidence.stated)


@pytest.mark.parametrize("host", ["acme.example", "acme.org", "uni.edu"])
def test_any_pattern_that_is_stated_alone_leads(host: str) -> None:
    """Also one that companies mostly use to tell namesakes apart, for a short and common name, whatever the ending."""
    guesser = Guesser()
    patterns = [p for p in guesser.prior.patterns if p and not re.search(r"[{]n[}]|[{]m(iddle)?[}:]", p)]
    behind = []
    for pattern in patterns:
        company = guesser.at(host, pattern=pattern)
        behind += [(pattern, name) for name in ("Jane Doe", "Tom Roe") if company.guess(name)[0].pattern != pattern]
    assert 200 < len(patterns)
    assert [] == behind


def test_evidence_outweighs_a_stated_pattern() -> None:
    """What colleagues really have counts for more than what somebody said of the company."""
    names = ["Bob Jones", "Ann Lee", "Tom Baker", "Eve Stone", "Sam Wood", "Kim Hill"]
    team = [(name, name.lower().replace(" ", ".") + "@acme.example") for name in names]
    answer = guess("Jane Montgomery", ACME, known=team, pattern="{last}{f}")
    assert answer.best is not None
    assert "jane.montgomery@acme.example" == answer.best.address


def test_known_leaves_the_guesser_as_it_was() -> None:
    """What is passed with a question is not remembered."""
    guesser = Guesser()
    before = guesser.guess("Jane Doe", ACME)
    guesser.guess("Ann Lee", ACME, known=[("Bob Jones", "jonesb7@acme.example")] * 5)
    guesser.patterns(ACME, known=TEAM)
    assert before == guesser.guess("Jane Doe", ACME)


def test_known_and_learned_evidence_are_alike() -> None:
    """Evidence passed with the question weighs what the same evidence weighs once learned."""
    guesser = Guesser()
    guesser.learn(TEAM)
    learned = guesser.guess("Jane Doe", ACME)
    expected = {c.address: pytest.approx(c.probability) for c in guess("Jane Doe", ACME, known=TEAM)}
    assert expected == {c.address: c.probability for c in learned}
    assert (3, 0) == (learned.evidence.remembered, learned.evidence.pairs)


def test_learning_one_company_teaches_nothing_of_another() -> None:
    """Counts are kept by domain."""
    guesser = Guesser()
    before = guesser.guess("Jane Doe", "other.example").candidates
    guesser.learn(TEAM)
    assert before == guesser.guess("Jane Doe", "other.example").candidates


def test_learning_reports_bad_rows_and_keeps_the_good_ones() -> None:
    """A row that cannot be used is reported with its place and reason, and stops nothing."""
    guesser = Guesser()
    report = guesser.learn(
        [
            ("Bob Jones", "bob.jones@acme.example"),
            ("Ann Lee", "not an address"),
            ("12345", "x@acme.example"),
            ("Ann Lee", "ann.lee@gmail.com"),
            None,  # type: ignore[list-item]
            ("Tom Baker", "bluefox@other.example"),
        ]
    )
    assert (2, 1, 2) == (report.learned, report.unexplained, report.domains)
    assert [2, 3, 4, 5] == [r.row for r in report.rejected]
    assert all(r.reason for r in report.rejected)


def test_patterns_of_a_company_sum_to_one() -> None:
    """The shares of all patterns and of "no pattern" are a distribution, likeliest pattern first."""
    shares = Guesser().patterns(ACME, known=TEAM)
    assert "{first}.{last}" == shares[0].pattern
    assert "" == shares[-1].pattern
    assert 1.0 == pytest.approx(sum(s.probability for s in shares))
    listed = [s.probability for s in shares[:-1]]
    assert sorted(listed, reverse=True) == listed


# Answers


def test_answer_is_frozen() -> None:
    """Neither a guess nor a candidate can be changed."""
    answer = guess("Jane Doe", ACME)
    assert answer.best is not None
    for value, field in ((answer, "p_none"), (answer.best, "probability"), (answer.evidence, "pairs")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, field, 0.5)


def test_answer_is_iterable() -> None:
    """A guess iterates over its candidates and has their number as length."""
    answer = guess("Jane Doe", ACME, limit=4)
    assert list(answer.candidates) == list(answer)
    assert 4 == len(answer)
    assert answer.best is answer.candidates[0]


def test_repr_is_short() -> None:
    """What a person sees at the prompt is the address, its probability and the pattern."""
    candidate = Candidate(address="jane.doe@acme.example", probability=0.8642, pattern="{first}.{last}")
    assert "Candidate(jane.doe@acme.example 0.86 {first}.{last})" == repr(candidate)
    answer = guess("Jane Doe", ACME, known=TEAM)
    assert repr(answer).startswith("Guess(jane.doe@acme.example 0.")
    assert len(repr(answer)) < 100
    assert "Guess('Jane Doe' at gmail.com: no candidate)" == repr(guess("Jane Doe", "gmail.com"))


def test_to_dict_has_stable_keys() -> None:
    """The JSON form is plain, versioned, and its keys do not change within the version."""
    document = json.loads(json.dumps(guess("Jane Doe", ACME, known=TEAM, pattern="{f}{last}", limit=2).to_dict()))
    candidates = document.pop("candidates")
    assert [["address", "probability", "pattern", "deliverable"]] * 2 == [list(c) for c in candidates]
    assert 1.0 == pytest.approx(sum(c["probability"] for c in candidates) + document.pop("p_none"), abs=1e-5)
    assert 0 <= document.pop("p_unlisted") <= 1
    assert {
        "schema": "emailguess.guess/1",
        "name": "Jane Doe",
        "domain": "acme.example",
        "evidence": {
            "remembered": 0,
            "public": 0,
            "public_until": 0,
            "pairs": 3,
            "bare": 0,
            "bounced": 0,
            "related": 0,
            "shared": 0,
            "stated": "{f}{last}",
            "unexplained": 0,
            "ignored": 0,
        },
        "warnings": [
            "the stated pattern {f}{last} does not fit what is known of acme.example, where {first}.{last} is likelier"
        ],
        "domains": None,
        "mx": {},
        "suppressed": "",
    } == document


def test_html_escapes() -> None:
    """In a notebook, a hostile name is shown, not run."""
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)

    html = guess("Jane <img src=x onerror=alert(1)> Doe", ACME, known=["<b@other.example>"])._repr_html_()
    Tags().feed(html)
    assert "table" in seen
    assert "img" not in seen
    assert "jane" in html


def test_explanation_mentions_pattern_evidence_and_probability() -> None:
    """What a person is told names the address, how likely it is, who follows what, and how likely none is right."""
    answer = guess("Jane Doe", ACME, known=TEAM)
    assert answer.best is not None
    text = answer.explain()
    assert text.startswith("jane.doe@acme.example is the likeliest address of Jane Doe, and right about ")
    assert f"and right about {round(100 * answer.best.probability)} times in 100." in text
    assert "All 3 colleagues you gave use first.last." in text
    assert f"{round(100 * answer.p_none)} times in 100 none of" in text


def test_explanation_of_nothing_known() -> None:
    """Without evidence, the explanation says so."""
    assert "Nothing is known of how acme.example builds its addresses" in guess("Jane Doe", ACME).explain()


def test_explanation_of_another_candidate() -> None:
    """Any candidate can be explained; what is no candidate is said to be none."""
    answer = guess("Jane Doe", ACME, known=TEAM)
    second = answer.candidates[1]
    assert answer.explain(second.address).startswith(second.address)
    assert "is not a candidate" in answer.explain("zebra@acme.example")
    assert () == answer.routes("zebra@acme.example")
    assert () == answer.routes("jane.doe@other.example")


# Laws

WORDS = st.sampled_from(
    "jane juergen jürgen bob anna-lena o'neil doe müller schmidt-roth van der de berg j. q. jr. dr. li zhang maría "
    "garcía SMITH łukasz matt judith (rob)".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda n: any(w.isalpha() for w in n.split()))
LOCALS = st.sampled_from(
    "bob.jones bjones jones.b bob jones bobjones bjone bob-jones ext.bob.jones bob.jones2 bluefox bq.jones".split()
)
KNOWN = st.lists(
    st.tuples(
        st.sampled_from(["Bob Jones", "Jones, Bob", "Bob van Jones", ""]), LOCALS.map(lambda x: x + "@acme.example")
    ),
    max_size=6,
    unique=True,
)


def answered(name: str, known: list[tuple[str, str]], limit: int = 10) -> Guess:
    """Ask, leaving out generated names that hold nothing but titles."""
    try:
        return guess(name, ACME, known=known, limit=limit)
    except InvalidName:
        return guess("Jane Doe", ACME, known=known, limit=limit)


@given(NAMES, KNOWN, st.integers(1, 40))
def test_probabilities_sum_to_one(name: str, known: list[tuple[str, str]], limit: int) -> None:
    """Candidates and "none of these" together are certain, whatever is asked and known."""
    answer = answered(name, known, limit)
    assert 1.0 == pytest.approx(sum(c.probability for c in answer) + answer.p_none, abs=1e-9)
    assert all(0 < c.probability <= 1 for c in answer)
    assert 0 <= answer.p_unlisted <= answer.p_none + 1e-12


@given(NAMES, KNOWN, st.integers(1, 40))
def test_limit_only_truncates(name: str, known: list[tuple[str, str]], limit: int) -> None:
    """A smaller limit shows fewer candidates: the same first ones, with the same probabilities."""
    everything, some = answered(name, known, 1000), answered(name, known, limit)
    assert everything.candidates[:limit] == some.candidates
    assert everything.p_none == pytest.approx(some.p_none - some.p_unlisted)


@given(NAMES, KNOWN)
def test_candidates_are_sorted_and_different(name: str, known: list[tuple[str, str]]) -> None:
    """The likeliest candidate comes first, and none comes twice."""
    answer = answered(name, known, 50)
    probabilities = [c.probability for c in answer]
    assert sorted(probabilities, reverse=True) == probabilities
    assert len(answer) == len({c.address for c in answer})


@given(NAMES, KNOWN)
def test_candidates_are_plain_addresses(name: str, known: list[tuple[str, str]]) -> None:
    """Every candidate is a lower-case ASCII address that fits RFC 5321, at the domain asked about."""
    for candidate in answered(name, known, 50):
        local, _, host = candidate.address.rpartition("@")
        assert host == ACME
        assert local.isascii()
        assert local == local.lower()
        assert 1 <= len(local) <= 64
        assert not set(local) - set("abcdefghijklmnopqrstuvwxyz0123456789._-'")


@given(NAMES, KNOWN, st.randoms(use_true_random=False))
def test_order_of_evidence_is_irrelevant(name: str, known: list[tuple[str, str]], random: Any) -> None:
    """The same evidence in another order, passed or learned, in one batch or many, gives the same answer."""
    shuffled = list(known)
    random.shuffle(shuffled)
    answer, other = answered(name, known, 50), answered(name, shuffled, 50)
    expected = {c.address: pytest.approx(c.probability, rel=1e-6) for c in answer}
    assert expected == {c.address: c.probability for c in other}


@given(
    st.lists(st.tuples(st.just("Bob Jones"), LOCALS.map(lambda x: x + "@acme.example")), max_size=8), st.integers(0, 8)
)
def test_batches_of_learning_are_irrelevant(known: list[tuple[str, str]], cut: int) -> None:
    """Learning in two batches, the second first, is learning in one."""
    at_once, batched = Guesser(), Guesser()
    at_once.learn(known)
    batched.learn(known[cut:])
    batched.learn(known[:cut])
    expected = {c.address: pytest.approx(c.probability, rel=1e-6) for c in at_once.guess("Jane Doe", ACME, limit=50)}
    assert expected == {c.address: c.probability for c in batched.guess("Jane Doe", ACME, limit=50)}


@given(NAMES, KNOWN)
def test_explanations_replay(name: str, known: list[tuple[str, str]]) -> None:
    """The products of the routes to a candidate add up to its probability."""
    answer = answered(name, known, 8)
    for candidate in answer:
        products = [r.product for r in answer.routes(candidate.address)]
        assert candidate.probability == pytest.approx(sum(products), rel=1e-6)
        assert sorted(products, reverse=True) == pytest.approx(products)


# Bad input


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "123",
        "?!",
        "Jane\nDoe",
        "Jane\r\nBcc: all@acme.example",
        "Jane\0Doe",
        "jane@acme.example",
        "www.acme.example",
    ],
)
def test_bad_name(name: str) -> None:
    """What holds no name is refused with an error that is also a ValueError."""
    with pytest.raises(InvalidName) as caught:
        guess(name, ACME)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, EmailGuessError)


@pytest.mark.parametrize("name", [None, 5, b"Jane Doe", ["Jane", "Doe"]])
def test_name_of_another_type(name: Any) -> None:
    """Only text and PersonName are names; the message says what came instead."""
    with pytest.raises(InvalidName, match=f"not {type(name).__name__}"):
        guess(name, ACME)


@pytest.mark.parametrize("name", [PersonName(), PersonName(given="1"), PersonName(given="Jane\nX", family="Doe")])
def test_bad_person_name(name: PersonName) -> None:
    """A structured name is checked like a written one."""
    with pytest.raises(InvalidName):
        guess(name, ACME)


@pytest.mark.parametrize(
    "domain", ["", "acme", "192.0.2.1", "[192.0.2.1]", "co.uk", "acme.example\nX: y", "a b.example", None, 5]
)
def test_bad_domain(domain: Any) -> None:
    """What cannot be a company's mail domain is refused."""
    with pytest.raises(InvalidDomain):
        guess("Jane Doe", domain)


@pytest.mark.parametrize(
    "known", ["nonsense", "jane@", "a@b@c@acme.example\nx", ("Bob Jones", "bob"), ("Bob", 5), 5, ("a", "b", "c")]
)
def test_bad_colleague(known: Any) -> None:
    """A colleague whose address does not parse is left out and named in a warning; the others still count."""
    answer = guess("Jane Doe", ACME, known=[*TEAM, known])
    assert guess("Jane Doe", ACME, known=TEAM).candidates == answer.candidates
    assert 1 == answer.evidence.ignored
    assert [f"known address {len(TEAM) + 1} was left out"] == [w.partition(":")[0] for w in answer.warnings]


@pytest.mark.parametrize(
    "empty", [None, float("nan"), "", "  ", "nan", "N/A", ("Ann Lee", None), ("Ann Lee", float("nan")), ("", "")]
)
def test_empty_cells_are_passed_over(empty: Any) -> None:
    """What holds nothing is no colleague, and worth no warning."""
    answer = guess("Jane Doe", ACME, known=[*TEAM, empty])
    assert guess("Jane Doe", ACME, known=TEAM).candidates == answer.candidates
    assert () == answer.warnings


def test_known_may_be_a_dictionary() -> None:
    """Names with their addresses are colleagues, whatever holds them."""
    assert guess("Jane Doe", ACME, known=list(TEAM)).candidates == guess("Jane Doe", ACME, known=dict(TEAM)).candidates


@pytest.mark.parametrize("pattern", ["", "{nope}", "{first", "info", "(" * 1_000_000, 5])
def test_bad_pattern(pattern: Any) -> None:
    """A malformed pattern is refused."""
    with pytest.raises(InvalidPattern):
        guess("Jane Doe", ACME, pattern=pattern)


@pytest.mark.parametrize("limit", [0, -1, 1001, "3", 2.0])
def test_bad_limit(limit: Any) -> None:
    """The limit is a number from 1 to 1000."""
    with pytest.raises(ValueError, match="limit"):
        guess("Jane Doe", ACME, limit=limit)


def test_errors_show_the_value_cut() -> None:
    """A message quotes what was wrong, escaped, and never a million characters of it."""
    with pytest.raises(InvalidName) as caught:
        guess("x\n" * MILLION, ACME)
    assert len(str(caught.value)) < 250
    assert "\n" not in str(caught.value)


def test_free_mail_domain_has_no_pattern() -> None:
    """Where anyone may have any address, there is no candidate, and the answer says why."""
    answer = guess("Jane Doe", "gmail.com", known=["Bob Jones <bob.jones@gmail.com>"])
    assert ((), 1.0, None) == (answer.candidates, answer.p_none, answer.best)
    assert any("free-mail" in w for w in answer.warnings)
    assert "No address can be guessed" in answer.explain()
    assert "free-mail" in answer.explain()
    assert () == answer.routes()


def test_mixed_script_domain_warns() -> None:
    """A domain that mixes alphabets is answered with a warning that shows what it really is."""
    answer = guess("Jane Doe", "\u0430cme.example")
    assert "xn--cme-5cd.example" == answer.domain
    assert any("mixes alphabets" in w and "xn--cme-5cd.example" in w for w in answer.warnings)
    assert () == guess("Jane Doe", "bücher.example").warnings


def test_other_domains_are_ignored_with_a_warning() -> None:
    """An address of another company teaches nothing here, and the answer says that it was left out."""
    answer = guess("Jane Doe", ACME, known=["Bob Jones <jonesb@other.example>"])
    assert guess("Jane Doe", ACME).candidates == answer.candidates
    assert (0, 1) == (answer.evidence.pairs, answer.evidence.ignored)
    assert any("other.example was ignored" in w for w in answer.warnings)


def test_colleague_without_a_usable_name_leaves_the_bare_address_and_a_warning() -> None:
    """A colleague's bad name does not lose the answer, nor the address."""
    answer = guess("Jane Doe", ACME, known=[("12345", "kim.hill@acme.example"), *TEAM])
    assert (3, 1, 0) == (answer.evidence.pairs, answer.evidence.bare, answer.evidence.ignored)
    assert any("without its name" in w for w in answer.warnings)


HOSTILE_NAMES = [
    "Aaaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaaaaaaaaaaaa Aaaaaaaaaaaaaaa",
    "aa aa aa aa aa aa aa aa aa aa",
    "Aa Aa'aa'a-aa van de la aa-aa'aa-aa",
    " ".join(["Ää-Öö'Üü"] * 10),
    "-".join(["ab"] * 66),
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("local", ["a" * 20, "a" * 64, "aaaaaaaabaaaaaaaa", "a.a-a_a.a-a_a.a-a", "." * 64, "9" * 64])
def test_no_colleague_makes_it_slow(name: str, local: str) -> None:
    """Repetitive names and addresses do not make the search explode."""
    guess("Jane Doe", ACME)  # the prior is loaded
    start = time.process_time()
    try:
        guess(name, ACME, known=[(name, f"{local}@acme.example")])
    except InvalidAddress:
        assert local == "." * 64
    assert time.process_time() - start < EXPLOSION_S


@pytest.mark.parametrize(
    ("name", "domain", "known"),
    [
        ("a" * MILLION, ACME, []),
        (" " * MILLION, ACME, []),
        ("Jane " * 200_000, ACME, []),
        ("ü" * MILLION, ACME, []),
        ("Jane Doe", "a." * MILLION + "example", []),
        ("Jane Doe", "a" * MILLION, []),
        ("Jane Doe", "ü" * 1900 + ".example", []),
    ],
    ids=range(7),
)
def test_huge_input_is_refused_quickly(name: str, domain: str, known: list[str]) -> None:
    """A million characters are refused at once."""
    start = time.process_time()
    with pytest.raises(EmailGuessError):
        guess(name, domain, known=known)
    assert time.process_time() - start < EXPLOSION_S


@pytest.mark.parametrize("known", ["a" * MILLION + "@acme.example", "<" * MILLION, "@" * MILLION], ids=range(3))
def test_huge_colleagues_are_left_out_quickly(known: str) -> None:
    """A million characters, or two thousand nested brackets, are no colleague, and the warning stays short."""
    start = time.process_time()
    answer = guess("Jane Doe", ACME, known=[known])
    assert time.process_time() - start < EXPLOSION_S
    assert 1 == answer.evidence.ignored
    assert all(len(warning) < 500 for warning in answer.warnings)


# The package


def test_public_names_exist() -> None:
    """Everything announced can be imported, and nothing announced is missing its documentation."""
    for name in emailguess.__all__:
        assert getattr(emailguess, name).__doc__, name


def test_one_tree_of_errors() -> None:
    """Every error a caller can meet is an EmailGuessError; wrong values are also ValueErrors."""
    errors = [getattr(emailguess, n) for n in emailguess.__all__ if isinstance(getattr(emailguess, n), type)]
    raised = [e for e in errors if issubclass(e, Exception)]
    assert all(issubclass(e, EmailGuessError) for e in raised)
    assert all(issubclass(e, ValueError) for e in raised if e.__name__.startswith("Invalid"))
    assert issubclass(emailguess.MissingExtra, ImportError)


def test_permutations_of_a_team_agree() -> None:
    """Every order of four contradictory colleagues gives the same first candidate."""
    team = [
        ("Bob Jones", "bob.jones@acme.example"),
        ("Ann Lee", "alee@acme.example"),
        ("Tom Baker", "baker@acme.example"),
        ("Eve Stone", "eve.stone@acme.example"),
    ]
    firsts = {
        guess("Jane Montgomery", ACME, known=order).candidates[0].address for order in itertools.permutations(team)
    }
    assert 1 == len(firsts)


def test_shortcuts_take_what_the_methods_take() -> None:
    """`guess` and `domains` have the signatures of the methods they stand for, without `self`."""
    for name in ("guess", "domains"):
        method = inspect.signature(getattr(Guesser, name))
        own = [p for p in method.parameters.values() if p.name != "self"]
        assert method.replace(parameters=own) == inspect.signature(getattr(emailguess, name))
        assert name == getattr(emailguess, name).__name__
