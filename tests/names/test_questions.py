"""The registry of spelling questions: whatever a name raises is in it, with its answers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess.errors import EmailGuessError
from emailguess.model.prior import shipped
from emailguess.names import questions
from emailguess.names.parser import parse
from emailguess.names.questions import (
    PSEUDO_COUNTS,
    base_of,
    choice_of,
    family_of,
    is_choice,
    place_of,
    question_of,
    split,
    worded,
)
from emailguess.names.spelling import forms

ROOT = Path(__file__).parents[2]
QUESTIONS: Mapping[str, Mapping[str, Any]] = {
    question: entry
    for question, entry in tomllib.loads((ROOT / "data" / "conventions.toml").read_text(encoding="utf-8")).items()
    if isinstance(entry, dict)
}
CASES = [
    case["name"]
    for file in ("names.json", "cultures.json")
    for case in json.loads((ROOT / "tests" / "cases" / file).read_text(encoding="utf-8"))
    if isinstance(case.get("name"), str)
]


def _listed(question: str, answer: str) -> bool:
    """Whether `data/conventions.toml` has the question, this sort of it, and the answer."""
    for name, entry in QUESTIONS.items():
        if question in [name + sort for sort in entry.get("sorts", "").split()] or question == name:
            numbered = entry.get("numbered", "").split()
            known = [*entry.get("shares", ()), *entry.get("answers", "").split()]
            return answer in known or (answer.rstrip("0123456789") in numbered and answer[-1].isdigit())
    return False


def test_the_cases_are_read() -> None:
    """The rules below are tried on the golden names."""
    assert len(CASES) > 100


@pytest.mark.parametrize("name", CASES)
def test_every_question_that_a_name_raises_is_listed(name: str) -> None:
    """A reading or spelling assumes only answers that the registry lists, in the form that it writes."""
    try:
        spelled = forms(parse(name, shipped().lexicon), shipped().lexicon)
    except EmailGuessError:
        return
    assumed = {choice for each in spelled for choice in each.choices}
    assert set() == {choice for choice in assumed if not is_choice(choice) or not _listed(*split(choice))}


def test_every_fitted_habit_is_listed() -> None:
    """What the fit counted is an answer to a listed question."""
    fitted = {(place_of(q)[0], a) for q, answers in shipped().habits.items() for a in answers}
    assert set() == {(question, answer) for question, answer in fitted if not _listed(question, answer)}


def test_a_belief_has_the_answers_of_its_question() -> None:
    """`question@belief` multiplies the answers of `question`, so it has no others."""
    for question in QUESTIONS:
        if base_of(question) != question:
            answers = set(PSEUDO_COUNTS[question])
            assert set() == {a for a in answers if not any(_listed(q, a) for q in (base_of(question), "order2"))}


@given(
    question=st.from_regex(r"[a-z][a-z0-9-]{0,20}(@[A-Za-z]{1,9})?", fullmatch=True),
    answer=st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True),
)
def test_an_answer_reads_back(question: str, answer: str) -> None:
    """What is written down is taken apart into what it was made of."""
    written = choice_of(question, answer)
    assert is_choice(written)
    assert (question, answer) == split(written)
    assert question == question_of(written)


@pytest.mark.parametrize(
    "text",
    ["", "umlaut", "=plain", "umlaut=", "a=b=c", "umlaut=Plain", "two words=x", "q@=x", "q\n=x", "x" * 99 + "=y"],
)
def test_what_is_no_answer(text: str) -> None:
    """A text that `choice_of` never writes is not taken for an answer."""
    assert not is_choice(text)


def test_sorts_of_a_question_are_worded_alike() -> None:
    """A sort of a question, and a belief about it, are told as the question is; what stands alone has its own words."""
    assert ["the family name stands first"] * 3 == [worded(f"order{sort}=fg") for sort in ("2", "4", "@country")]
    assert "a nickname is used" == worded("formal=nick3")
    assert ("order", "order", "order0") == (family_of("order2"), family_of("order4"), family_of("order0"))
    assert "" == worded("order0=fg")


def test_every_question_has_words() -> None:
    """An explanation can name each question: at least one of its answers is worded."""
    silent = [q for q, entry in QUESTIONS.items() if base_of(q) == q and not entry.get("wording")]
    assert [] == silent


def test_answers_are_taken_apart_in_one_place() -> None:
    """No other module cuts `question=answer`, `question@belief` or `question|place` apart, or looks into one."""
    package = Path(questions.__file__).parents[1]
    cuts = re.compile(r"""\.r?(?:partition|split)\("=|(?:starts|ends)with\("=|"=" (?:not )?in """)
    found = [
        f"{path.relative_to(package).as_posix()}: {line.strip()}"
        for floor in ("names", "patterns", "evidence", "store", "model", "answer", "guesser", "fit")
        for path in sorted((package / floor).rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if cuts.search(line) and path.name not in ("questions.py", "encoding.py")
    ]
    assert [] == found
