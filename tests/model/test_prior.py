"""The shipped prior: what it is made of, that its masses sum to one, and which files are refused."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import EmailGuessError, Guesser, Pattern
from emailguess.addresses.parser import domain
from emailguess.evidence.counts import Weighed
from emailguess.model.posterior import posterior
from emailguess.model.prior import Prior, domain_features, shipped

HOSTS = st.sampled_from(
    "acme.com acme.de cs.acme.edu acme.ac.uk uni-acme.de acme.gov.au acme.org acme.net acme.io acme.example".split()
)
RAW = files("emailguess").joinpath("data/prior.json.gz").read_bytes()


def document() -> dict[str, Any]:
    """The shipped document, fresh, to be changed."""
    loaded: dict[str, Any] = json.loads(gzip.decompress(RAW))
    return loaded


def packed(value: Any) -> bytes:
    """A document as the bytes of a file."""
    return gzip.compress(json.dumps(value).encode())


@given(HOSTS)
def test_kinds_of_company_sum_to_one(host: str) -> None:
    """Every domain is of some kind, with probabilities that sum to one."""
    weights = shipped().setting(domain_features(domain(host))).weights
    assert len(shipped().components) == len(weights)
    assert 1 == pytest.approx(sum(weights))
    assert all(w > 0 for w in weights)


@given(HOSTS)
def test_patterns_sum_to_one(host: str) -> None:
    """Without evidence, patterns and "no pattern" are all there is (those too unlikely to list are missing)."""
    prior = shipped()
    company = posterior(Weighed({}, {}), prior, prior.setting(domain_features(domain(host))))
    total = sum(s.probability for s in (*company.patterns, *company.numbered)) + company.p_none
    assert 0.95 < total < 1 + 1e-9


def test_components_sum_to_one() -> None:
    """Each kind's pseudo-counts are positive, and its mean over patterns, new ones among them, is a distribution."""
    for component in shipped().components:
        shares = [a / component.total for a in (*component.alpha.values(), component.new)]
        assert all(s > 0 for s in shares)
        assert 1 == pytest.approx(sum(shares))


def test_answers_to_a_question_sum_to_one() -> None:
    """The habit of a company we know nothing of is a distribution over the answers to each question."""
    totals: dict[str, float] = {}
    for choice, probability in shipped().habit_means.items():
        assert 0 < probability <= 1
        question = choice.partition("=")[0]
        totals[question] = totals.get(question, 0.0) + probability
    assert {"umlaut", "particle", "family-hyphen", "apostrophe"} <= set(totals)
    assert {q: pytest.approx(1) for q in totals} == totals


def test_initials_sum_to_one() -> None:
    """Middle initials are a distribution over the alphabet, the likeliest first."""
    initials = shipped().initials
    assert set("abcdefghijklmnopqrstuvwxyz") == set(initials)
    assert 1 == pytest.approx(sum(initials.values()), abs=1e-3)
    assert sorted(initials.values(), reverse=True) == list(initials.values())


def test_numbers_are_at_most_certain() -> None:
    """Numbers seen often enough to list, with what remains for the others, sum to at most one."""
    numbers = shipped().numbers
    listed = sum(p for n, p in numbers.items() if not n.startswith("#"))
    others = sum(p * 10 ** int(n[1:]) for n, p in numbers.items() if n.startswith("#"))
    assert 0.5 < listed + others < 1.05


def test_it_is_small() -> None:
    """What ships is at most 500 KB."""
    assert len(RAW) <= 500_000


def test_it_holds_no_address() -> None:
    """Patterns, answers and single words: nothing in it looks like an address or a whole name."""
    text = gzip.decompress(RAW).decode()
    strings = set(re.findall(r'"((?:[^"\\]|\\.)*)"', text))
    provenance = {v for v in document().get("provenance", {}).values() if isinstance(v, str)}
    assert not [s for s in strings - provenance if "@" in s]
    words = {*document()["given"], *document()["family"]}
    assert len(words) > 100
    assert not [w for w in words if not w.replace("-", "").replace("'", "").isalnum()]


def test_listed_patterns_are_patterns() -> None:
    """Every listed pattern prints as it is listed."""
    for text, pattern in shipped().patterns.items():
        assert text == str(pattern) == str(Pattern(text))


def test_loading_is_deterministic() -> None:
    """The same bytes give the same answers, in another process with another hash seed, too."""
    one, other = Prior.load(RAW), Prior.load(RAW)
    assert one.document == other.document
    code = (
        "from emailguess import guess;"
        "answer = guess('Jürgen Müller', 'acme.example', known=['Bob Jones <bj@acme.example>']);"
        "print([(c.address, c.probability) for c in answer])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert 1 == len(answers)


def test_a_prior_can_be_replaced() -> None:
    """A guesser takes another prior, and its answers follow it."""
    changed = document()
    index = changed["patterns"].index("{last}")
    for component in changed["components"]:
        component["alpha"][str(index)] = 1000.0
    best = Guesser(prior=Prior.load(packed(changed))).guess("Jane Doe", "acme.example").best
    assert best is not None
    assert "{last}" == best.pattern


@pytest.mark.parametrize("version", [0, 1, 99, "1", None])
def test_another_version_is_refused(version: object) -> None:
    """A file of another format version is refused with both versions and what to do."""
    with pytest.raises(EmailGuessError, match=rf"format version {version}, this release reads 2; refit"):
        Prior.load(packed({**document(), "version": version}))


@pytest.mark.parametrize("foreign", [{}, {"format": "something else", "version": 1}, {"version": 1}])
def test_a_foreign_file_is_refused(foreign: dict[str, object]) -> None:
    """What is no prior file of ours says so."""
    with pytest.raises(EmailGuessError, match="not a prior file"):
        Prior.load(packed(foreign))


@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", RAW[:100], gzip.compress(b"nonsense"), gzip.compress(b"[1]")],
    ids=["empty", "not-gzip", "cut-off", "not-json", "not-a-document"],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    """A file that cannot even be read is refused in the same way."""
    with pytest.raises(EmailGuessError):
        Prior.load(data)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("acme.com", {"suffix:com", "tld:com"}),
        ("cs.acme.ac.uk", {"suffix:ac.uk", "tld:uk", "sector:edu", "sub"}),
        ("uni-acme.de", {"suffix:de", "tld:de", "word:uni"}),
    ],
)
def test_features_of_a_domain(host: str, expected: set[str]) -> None:
    """What of a domain's name says something about its convention."""
    assert expected == set(domain_features(domain(host)))
