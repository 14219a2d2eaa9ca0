"""No answer tells of an address that is somebody else's or on the do-not-contact list, by whatever way it is asked."""

from __future__ import annotations

import gc
import json
import pickle
import re
from types import FunctionType, ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emailguess import Guess, Guesser, InvalidAddress
from emailguess.answer.disclosure import discreet
from emailguess.store import MemoryStore

ACME = "acme.example"
# Local parts that Jane Doe may have as well; every one of them is somebody's here.
LOCALS = (
    "jdoe",
    "jane.doe",
    "doe.jane",
    "janedoe",
    "j.doe",
    "doej",
    "jane_doe",
    "jane-doe",
    "jadoe",
    "jane.doe2",
    "jd",
)
OTHERS = ("John Dover", "Kim Hill", "Una Jade Doering", "Pat Roe", "Dora Janeway", "Sam Poe")
ASKED = ("Jane Doe", "Doe, Jane", "Jane Q. Doe", "Jane Doe-Roe")

colleagues = st.lists(
    st.tuples(st.sampled_from(OTHERS), st.sampled_from(LOCALS)), max_size=5, unique_by=(lambda c: c[0], lambda c: c[1])
)


def everything(answer: Guess, others: set[str]) -> str:
    """All that an answer can be made to say, also when it is asked of addresses that it should not speak of."""
    said = [json.dumps(answer.to_dict(), ensure_ascii=False), repr(answer), answer._repr_html_(), *answer.warnings]
    said += [str(each) + json.dumps(each.to_dict()) for each in (*answer.would_help, *answer.counterfactuals)]
    said += [repr(answer.contributions), repr(answer.next_if_bounced)]
    for address in [None, *[c.address for c in answer], *[f"{local}@{ACME}" for local in others]]:
        said += [answer.explain(address), answer.explain(address, steps=True), repr(answer.is_told(address))]
        said += [repr(each) for each in answer.usage(address)]
        said += [repr(route) + json.dumps(route.to_dict()) for route in answer.routes(address)]
        said.append(repr(answer.misdelivery_risk(address)))
        try:
            record = answer.provenance(address)
        except InvalidAddress as error:
            said.append(str(error))
        else:
            said += [record.paragraph(), json.dumps(record.to_dict()), repr(record)]
    said.append(pickle.dumps(answer, protocol=0).decode("latin-1"))
    return "\n".join(said)


def told(local: str, text: str) -> bool:
    """Whether a text holds a local part, and not as a piece of a longer one or of a person's name."""
    return re.search(rf"(?<![\w.+{{}}-]){re.escape(local)}(?![\w.+{{}}-])", text) is not None


@given(
    learned=colleagues,
    passed=colleagues,
    suppressed=st.sets(st.sampled_from(LOCALS), max_size=3),
    name=st.sampled_from(ASKED),
    limit=st.sampled_from([1, 3, 10, 1000]),
    stated=st.sampled_from([None, "{f}{last}", "{first}.{last}"]),
)
def test_no_answer_tells_of_others(
    learned: list[tuple[str, str]],
    passed: list[tuple[str, str]],
    suppressed: set[str],
    name: str,
    limit: int,
    stated: str | None,
) -> None:
    """Colleagues learned or passed by name, and addresses held back: none is in anything that can be asked for."""
    guesser = Guesser()
    guesser.learn([(who, f"{local}@{ACME}") for who, local in learned])
    for local in suppressed:
        guesser.suppress(f"{local}@{ACME}")
    known = [(who, f"{local}@{ACME}") for who, local in passed]
    answer = guesser.guess(name, ACME, known=known, pattern=stated, limit=limit)
    private = suppressed | {local for _, local in (*learned, *passed)}
    said = everything(answer, private)
    assert set() == {local for local in private if told(local, said)}
    copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 -- our own bytes
    again = everything(copy, private)
    assert set() == {local for local in private if told(local, again)}


def test_asking_does_not_tell_who_is_known() -> None:
    """Asked of an address, an answer says the same whether somebody has it, it is held back, or it is nobody's."""
    team = [("Bob Jones", f"bob.jones@{ACME}"), ("Ann Lee", f"ann.lee@{ACME}"), ("John Doe", f"jdoe@{ACME}")]
    other = Guesser()
    other.learn(team)
    held_back = Guesser()
    held_back.learn([*team[:2], ("Tom Roe", f"tom.roe@{ACME}")])
    held_back.suppress(f"jdoe@{ACME}")
    said = []
    for answer in (other.guess("Jane Doe", ACME), held_back.guess("Jane Doe", ACME)):
        for address in (f"jdoe@{ACME}", f"zebra@{ACME}", "jdoe@other.example"):
            assert address not in [c.address for c in answer]
            with pytest.raises(InvalidAddress) as caught:
                answer.provenance(address)
            said.append(
                (answer.routes(address), answer.misdelivery_risk(address), answer.explain(address), str(caught.value),
                 answer.usage(address), answer.is_told(address), answer.explain(address, steps=True))
            )  # fmt: skip
    assert said == [said[0]] * len(said)


def test_an_answer_is_a_snapshot() -> None:
    """What is suppressed, learned or forgotten later changes nothing in an answer, looked at or not."""
    team = [("Bob Jones", f"bjones@{ACME}"), ("Ann Lee", f"alee@{ACME}"), ("Kim Hill", f"khill@{ACME}")]

    def asked(guesser: Guesser) -> Guess:
        return guesser.guess("Jane Doe", ACME, known=[("Tom Roe", f"tom.roe@{ACME}")])

    def looked_at(answer: Guess) -> tuple[object, ...]:
        return answer.counterfactuals, answer.would_help, answer.explain(), answer.routes(), answer.misdelivery_risk()

    guesser = Guesser()
    guesser.learn(team)
    before = looked_at(asked(guesser))
    later = asked(guesser)
    guesser.suppress(f"jane.doe@{ACME}")
    guesser.learn([("Jim Doe", f"jdoe@{ACME}"), ("Pat Poe", f"pat_poe@{ACME}")])
    guesser.forget(f"bjones@{ACME}")
    guesser.close()
    assert before == looked_at(later)


def test_an_answer_holds_no_store() -> None:
    """Nothing that an answer refers to leads to the store, to a guesser, or to another person's name."""
    guesser = Guesser()
    guesser.learn([("Bob Jones", f"bjones@{ACME}")])
    answer = guesser.guess("Jane Doe", ACME, known=[("Xiomara Zorba", f"xzorba@{ACME}")])
    seen: set[int] = set()
    waiting: list[object] = [answer]
    found = []
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | ModuleType | FunctionType):
            continue
        seen.add(id(each))
        if isinstance(each, Guesser | MemoryStore) or (isinstance(each, str) and "Zorba" in each):
            found.append(type(each))
        waiting += gc.get_referents(each)
    assert [] == found
    assert len(seen) > 100


def test_what_could_not_be_read_is_told_by_its_place() -> None:
    """A warning about evidence that was left out has the row, the reason and the domain, and nobody's local part."""
    known = [
        "bob.jones.@acme.example",
        "tom.roe@acme",
        ("Xi5 Bo", "xi.bo@acme.example"),
        ("?", "kim.hill@other.example"),
    ]
    warned = " ".join(Guesser().guess("Jane Doe", ACME, known=known).warnings)
    assert "known address 1" in warned
    assert [] == [local for local in ("bob.jones", "tom.roe", "xi.bo", "kim.hill") if local in warned]


@pytest.mark.parametrize(
    ("text", "private", "expected"),
    [
        ("bob.jones@ was ignored", ["bob.jones"], "…@ was ignored"),
        ("'Bob.Jones@acme.example' is an address", ["bob.jones"], "'…@acme.example' is an address"),
        ("an address was ignored", ["address", "was"], "an address was ignored"),
        ("'lee' and lee@acme.example", ["lee"], "'…' and …@acme.example"),
        ("anna.lee@ and lee.ann@", ["ann.lee", "lee"], "anna.lee@ and lee.ann@"),
        ("nothing", [], "nothing"),
    ],
)
def test_sentences_are_made_discreet(text: str, private: list[str], expected: str) -> None:
    """Local parts go, in any case; other words that look alike stay."""
    assert expected == discreet(text, private)
