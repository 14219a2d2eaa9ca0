"""Work that is parted among processes comes back whole, in its order, and the same for any number of them."""

from __future__ import annotations

import os
import signal

import pytest

from emailguess import EmailGuessError, Guesser, InvalidArgument
from emailguess.guesser import learning
from emailguess.processes import checked_jobs, worked

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="several jobs need fork")


def _times(known: list[int], part: int) -> int:
    return known[0] * part


def _ended(known: object, part: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return part


def _refuses(known: object, part: int) -> int:
    if part == 5:
        raise InvalidArgument("five is not wanted")
    return part


@needs_fork
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_order_is_kept(jobs: int) -> None:
    """Parts come back in the order in which they went out, more of them than wait for the processes."""
    assert [3 * part for part in range(40)] == list(worked(_times, [3], range(40), jobs))


@needs_fork
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_reaches_the_caller(jobs: int) -> None:
    """What a process raises is raised where the work was given out, and ends it."""
    with pytest.raises(InvalidArgument, match="five is not wanted"):
        list(worked(_refuses, None, range(40), jobs))


@needs_fork
def test_a_process_that_is_ended_is_told_of() -> None:
    """A process that the system ends, for want of memory mostly, is an error that says what to do."""
    with pytest.raises(EmailGuessError, match="go on with fewer jobs"):
        list(worked(_ended, None, range(4), 2))


@pytest.mark.parametrize("jobs", [0, -1, 257, 1.5, True, "2", None])
def test_a_number_of_processes_is_one(jobs: object) -> None:
    """Anything but 1 to 256 is refused."""
    with pytest.raises(InvalidArgument, match="from 1 to 256"):
        checked_jobs(jobs)


@needs_fork
@pytest.mark.parametrize("jobs", [2, 3])
def test_learning_is_the_same_for_any_number_of_processes(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Report, counts and answers are those of one process, bad rows and repetitions among the good ones."""
    monkeypatch.setattr(learning, "_TOGETHER", 4)
    rows: list[object] = ["no address", *(("Ann Lee", f"ann.lee@one{n % 3}.example") for n in range(9)), None, 5]
    rows += [("Kim Min-su", "minsu.kim@one1.example"), "Bob Ray <bray@one0.example>", ("Bob Ray", "bray@one0.example")]
    one, many = Guesser(), Guesser()
    assert one.learn(rows) == many.learn(rows, jobs=jobs)  # type: ignore[arg-type]  # as hostile callers pass them
    assert one.patterns("one0.example") == many.patterns("one0.example")
    assert one.guess("Jane Doe", "one0.example").to_dict() == many.guess("Jane Doe", "one0.example").to_dict()


def test_a_wrong_number_is_refused_before_anything_is_learned() -> None:
    """Also of a list so short that one process reads it."""
    guesser = Guesser()
    with pytest.raises(InvalidArgument, match="jobs is a number"):
        guesser.learn(["Ann Lee <ann.lee@one.example>"], jobs=0)
    assert 0 == guesser.guess("Jane Doe", "one.example").evidence.remembered
