"""Spelling questions: what a name leaves open, in one place that writes an answer down and takes it apart again.

An answer is written `question=answer`: `umlaut=expanded`, `order3=fg`. Some questions are one question asked of names
of several sorts (`order3`: the words look turned round); what country or writing add to a question is a belief of its
own (`order@country`). The questions with their answers, what each means in words, and where its convention comes from
are in `data/conventions.toml`; how companies answer is not known here (`model.habits`).

Start reading at `split`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from unicodedata import normalize

from emailguess.data.conventions import PSEUDO_COUNTS, SORTS

__all__ = [
    "PSEUDO_COUNTS",
    "answer_of",
    "asked_in",
    "base_of",
    "choice_of",
    "family_of",
    "is_belief",
    "is_choice",
    "merged",
    "place_of",
    "question_of",
    "split",
    "worded",
]

# A question, a belief about it (`order@written`) or where it is asked (`umlaut|com`, `han-system@HK`), and the answer.
_CHOICE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}(?:[@|][A-Za-z0-9][A-Za-z0-9.-]{0,39}){0,2}=[a-z0-9_-]{1,40}")


@lru_cache(maxsize=4096)
def choice_of(question: str, answer: str) -> str:
    """Write an answer to a question down.

    >>> choice_of("umlaut", "expanded")
    'umlaut=expanded'
    """
    return f"{question}={answer}"


def split(choice: str) -> tuple[str, str]:
    """Take apart what `choice_of` wrote, into question and answer.

    >>> split("order@country=fg")
    ('order@country', 'fg')
    """
    question, _, answer = choice.partition("=")
    return question, answer


@lru_cache(maxsize=4096)
def question_of(choice: str) -> str:
    """The question that `choice` answers.

    >>> question_of("order3=fg")
    'order3'
    """
    return choice.partition("=")[0]


@lru_cache(maxsize=4096)
def answer_of(choice: str) -> str:
    """The answer that `choice` gives; empty for a question that is not answered.

    >>> answer_of("order3=fg"), answer_of("order@written")
    ('fg', '')
    """
    return choice.partition("=")[2]


def is_choice(text: str) -> bool:
    """Whether a text has the form of a written answer; which questions there are may change from release to release.

    >>> is_choice("han-system@HK=cantonese"), is_choice("order3"), is_choice("a=b=c")
    (True, False, False)
    """
    return _CHOICE.fullmatch(text) is not None


def base_of(question: str) -> str:
    """The question that a belief is about; any other question is its own.

    >>> base_of("order@country"), base_of("umlaut")
    ('order', 'umlaut')
    """
    return question.partition("@")[0]


def is_belief(question: str) -> bool:
    """Whether a question is a belief: what country or writing add to another question.

    >>> is_belief("order@country"), is_belief("order3")
    (True, False)
    """
    return "@" in question


def asked_in(question: str, where: str) -> str:
    """A question as one country answers it on its own; `where` is the last label of its domains.

    >>> asked_in("umlaut", "de")
    'umlaut|de'
    """
    return f"{question}|{where}" if where else question


def place_of(question: str) -> tuple[str, str]:
    """Take apart what `asked_in` wrote, into the question and where it is asked; empty for everywhere.

    >>> place_of("umlaut|de"), place_of("umlaut")
    (('umlaut', 'de'), ('umlaut', ''))
    """
    asked, _, where = question.partition("|")
    return asked, where


def family_of(question: str) -> str:
    """The question that a question is a sort of; most stand alone.

    >>> family_of("order3"), family_of("order@country"), family_of("umlaut")
    ('order', 'order@country', 'umlaut')
    """
    return SORTS.get(question, question)


def merged(fitted: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Lay fitted pseudo-counts over those of the conventions, answer by answer.

    >>> merged({"dje": {"d": 2.0}})["dje"] == {**PSEUDO_COUNTS["dje"], "d": 2.0}
    True
    """
    both = {question: {**PSEUDO_COUNTS.get(question, {}), **answers} for question, answers in fitted.items()}
    return {**PSEUDO_COUNTS, **both}


def worded(choice: str, name: str = "") -> str:
    """What an answer means, in words; empty where it changes nothing that a reader could see.

    Of an answer about several letters only what bears on those in the `name` is told.

    >>> worded("umlaut=expanded", "Björn Åkesson"), worded("order3=fg"), worded("order3=gf")
    ('ö becomes oe', 'the family name stands first', '')
    """
    from emailguess.data.wording import WORDING

    question, answer = split(choice)
    # Country and writing speak of a question as its answer does; the numbers of nicknames only count them.
    question = family_of(base_of(question))
    words = WORDING.get(choice_of(question, answer.rstrip("0123456789")), "")
    letters = normalize("NFC", name).lower()
    about = [clause for clause in words.split(", ") if clause[1:9] == " becomes" and clause[0] in letters]
    return ", ".join(about) or words
