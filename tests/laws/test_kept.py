"""Whatever `learn` accepts, a fresh connection reads back, exports, merges and forgets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emailguess import Guesser, PersonName, StoreError
from emailguess.errors import EmailGuessError
from emailguess.evidence.counts import Counts, Seen
from emailguess.model.prior import shipped
from emailguess.names.parser import parse
from emailguess.names.questions import PSEUDO_COUNTS
from emailguess.names.spelling import forms
from emailguess.patterns.language import Pattern
from emailguess.patterns.matching import Match
from emailguess.store import Entry, MemoryStore, SqliteStore
from emailguess.store.signatures import signature_text, text_signature

CASES = Path(__file__).parent.parent / "cases"
PATTERNS = [Pattern(text) for text in ("{first}.{last}", "{f}{last}", "{last}{f}", "{first}x.{last}", "{l}-{first}")]
# One name, or more, of every script the library reads, with the accents and hyphens that raise beliefs.
NAMES = (
    "Kim Min-su|Müller Jörg|Jürgen Groß|García Márquez, José|María del Carmen López y García|Phạm Văn Minh|da Silva Santos, João|João Silva e Sousa|김민수|"
    "王小明|田中太郎|Иванов Иван Иванович|Ольга Шевченко|Γιώργος Παπαδόπουλος|محمد العلي|שרה כהן|प्रिया शर्मा|たなか たろう|"
    "Søren Ångström|Anne-Marie O'Brien-Smith|Al-/El-Masri|Jean (Johnny) Dupont|Nguyễn Thị Ánh|van der Berg, Jan|"
    "Elif Çağlar Yılmaz|Łukasz Żółć|Bin Salman Al-Saud|Əli Əliyev|Muhammad Ali Khan|O'|D'|Zhang Wei|Smith-Jones Mary"
).split("|")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _golden() -> list[str]:
    found = {text for file in CASES.glob("*.json") for text in _texts(json.loads(file.read_text(encoding="utf-8")))}
    # An address made of the words "first" and "last" is a form to fill in, nobody's that could be forgotten.
    forms_to_fill = {text for text in found if {"first", "last"} <= set(re.findall(r"[a-z]+", text.lower()))}
    return sorted(t for t in found - forms_to_fill if len(t) <= 60 and "@" not in t and "{" not in t)


GOLDEN = _golden()


def _rows(name: str, number: int) -> Iterator[tuple[str, str]]:
    """A name with what patterns make of its first, middle and last spelling; none where it cannot be read."""
    lexicon = shipped().lexicon
    try:
        spelled = forms(parse(name, lexicon), lexicon)
    except EmailGuessError:
        return
    for place, each in enumerate({0: 0, len(spelled) // 2: 0, len(spelled) - 1: 0}):
        local = PATTERNS[(number + place) % len(PATTERNS)].render(spelled[each].form)
        yield name, f"{local}@c{number % 7}p{place}.example"


def _travels(rows: list[tuple[object, str]]) -> dict[str, Counts]:
    """Learn rows, then ask a fresh connection for everything; what was held."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "known.db"
        with Guesser.open(path) as guesser:
            report = guesser.learn(rows)  # type: ignore[arg-type]  # odd rows are the point
            held = {host: guesser.store.counts(host) for host in guesser.store.domains()}
        assert report.learned + report.repeated + len({bad.row for bad in report.rejected}) >= len(rows)
        with SqliteStore(path) as store:
            assert () == store.check()
            assert held == {host: store.counts(host) for host in store.domains()}
            other = MemoryStore()
            other.merge(store.export(1))
            assert held == {host: other.counts(host) for host in other.domains()}
        with Guesser.open(path) as guesser:
            for _, address in rows:
                if "@" in address:
                    with suppress(EmailGuessError):  # what is no address was rejected, and nothing is left of it below
                        guesser.forget(address)
        with SqliteStore(path) as store:
            assert ([], 0, ()) == (list(store.domains()), store.stats().people, store.check())
    return held


GOOD = [row for number, name in enumerate(NAMES) for row in _rows(name, number)]


def test_names_of_all_scripts_are_read_back() -> None:
    """Names with an accent, a syllable hyphen, a comma: their signatures hold beliefs, and are read back."""
    held = _travels(list(GOOD))
    choices = {c for counts in held.values() for seen in counts for e in seen.signature for c in e.choices}
    beliefs = {choice.partition("=")[0] for choice in choices}
    assert {"order@written", "two-surnames@last", "umlaut@elsewhere"} <= beliefs


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(GOLDEN), st.integers(0, 40)), min_size=8, max_size=16))
def test_golden_names_are_read_back(names: list[tuple[str, int]]) -> None:
    """Every name of the golden cases, under any pattern."""
    _travels([row for name, number in names for row in _rows(name, number)])


ANSWERS = sorted({f"{q}={a}" for q, each in shipped().habits.items() for a in each})


@given(st.data())
def test_every_question_belief_and_answer_is_read_back(data: st.DataObject) -> None:
    """What the registry of habits can say, and a belief about any question, is written and read by one grammar."""
    questions = sorted({*PSEUDO_COUNTS, *(answer.partition("=")[0] for answer in ANSWERS)})
    words = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
    beliefs = st.builds("{}@{}".format, st.sampled_from([q for q in questions if "@" not in q]), words)
    asked = st.sampled_from(questions) | beliefs
    choice = st.sampled_from(ANSWERS) | st.builds("{}={}".format, asked, words)
    explanation = st.builds(
        Match,
        st.sampled_from([*map(str, PATTERNS), ""]),
        st.lists(choice, max_size=8, unique=True).map(tuple),
        st.integers(0, 200),
    )
    signature = tuple(sorted(set(data.draw(st.lists(explanation, max_size=12)))))
    assert signature == text_signature(signature_text(signature))


@pytest.mark.parametrize(
    "odd",
    [
        Seen((Match("{first}", ("no answer",)),)),
        Seen((Match("{nobody}"),)),
        Seen((Match("{last}"), Match("{first}"))),
        Seen((Match("{first}", (), -1),)),
        Seen((), "rumour"),  # type: ignore[arg-type]  # on purpose
        Seen((), "pair", -1),
        Seen((), "pair", 0, 11),
    ],
)
@pytest.mark.parametrize("kind", [MemoryStore, SqliteStore])
def test_what_could_not_be_read_is_not_written(kind: type, odd: Seen, tmp_path: Path) -> None:
    """A store refuses at once what no reader would take; nothing of the batch is kept."""
    with SqliteStore(tmp_path / "known.db") if kind is SqliteStore else closing(MemoryStore()) as store:
        for tell in (
            lambda: store.record([Entry("acme.example", Seen(()), "ann"), Entry("acme.example", odd, "bob")]),
            lambda: store.add({"acme.example": {odd: 1}}),
        ):
            with pytest.raises(StoreError, match="no store can keep"):
                tell()
        assert [] == list(store.domains())


ODD_ROWS: list[tuple[object, str]] = [
    ("Al-/El-Masri", "al.masri@acme.example"),
    (PersonName(given=5), "five@acme.example"),  # type: ignore[arg-type]  # on purpose
    (PersonName(family=["x"]), "list@acme.example"),  # type: ignore[arg-type]  # on purpose
    (5, "six@acme.example"),
    ("Bob Jones", "\ud800@acme.example"),
]


def test_one_odd_row_ends_no_batch() -> None:
    """It is told with its place and a reason; the rows around it are learned."""
    with Guesser() as guesser:
        report = guesser.learn(
            [("Ann Lee", "ann.lee@acme.example"), *ODD_ROWS, ("Bob Jones", "bob.jones@acme.example")]
        )  # type: ignore[list-item]
        assert [3, 4, 5, 6] == [bad.row for bad in report.rejected]
        assert all(bad.reason for bad in report.rejected)
        assert 3 == report.learned


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.text(max_size=25) | st.integers() | st.none() | st.lists(st.text()),
            st.text(max_size=12).map("{}@acme.example".format) | st.text(max_size=9),
        ),
        max_size=6,
    )
)
def test_any_row_is_learned_or_told(rows: list[tuple[object, str]]) -> None:
    """Text of any letters, and what is no text: no error, and whatever was learned is read back."""
    _travels(rows)


@pytest.mark.once
def test_a_fresh_process_reads_it(tmp_path: Path) -> None:
    """Without anything the writer remembered: patterns, export and forget on the command line."""
    path = tmp_path / "known.db"
    with Guesser.open(path) as guesser:
        guesser.learn([("Kim Min-su", "minsu.kim@acme.example"), ("Ann Lee", "ann.lee@acme.example")])
    run = [sys.executable, "-m", "emailguess"]
    store = ["--store", str(path)]
    for words in (
        ["guess", "Jane Doe", "acme.example", *store],
        ["patterns", "acme.example", *store],
        ["store", "export", str(tmp_path / "out.json"), *store],
        ["forget", "minsu.kim@acme.example", *store],
        ["store", "check", *store],
    ):
        done = subprocess.run([*run, *words], capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, "" if done.returncode == 0 else done.stderr), words
