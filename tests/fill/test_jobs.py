"""Long work: several processes, kills and Ctrl-C change no byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.fill.sheets import TEAM, filled, many

from emailguess import EmailGuessError, Guesser
from emailguess.fill import workers
from emailguess.fill.filling import Stopped


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CHUNK", 7)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="several jobs need fork")
def test_the_same_bytes_for_any_number_of_jobs(tmp_path: Path) -> None:
    """One, two and five processes write the same file."""
    text = many(60, 6, known=4)
    once = filled(tmp_path, text)
    assert [once, once] == [filled(tmp_path, text, jobs=jobs) for jobs in (2, 5)]


class _Killed(BaseException):
    """Stands for a kill: nobody catches it."""


@pytest.mark.parametrize("answered", [0, 7, 35])
def test_a_killed_run_is_gone_on_with(tmp_path: Path, answered: int) -> None:
    """After a kill, and a line that was cut by it, the resumed file is the undisturbed one; no row is asked twice."""
    text, asked = many(60, 6, known=4), []
    once = filled(tmp_path, text)

    def kill(step: str, done: int, _: int) -> None:
        if step == "answering" and done >= answered:
            raise _Killed

    with pytest.raises(_Killed):
        filled(tmp_path, text, out="b.csv", progress=kill)
    journal = tmp_path / "b.csv.job" / "answers.jsonl"
    before = len(journal.read_bytes().splitlines())
    journal.write_bytes(journal.read_bytes() + b'["guessed","half')

    def note(step: str, done: int, _: int) -> None:
        if step == "answering":
            asked.append(done)

    assert once == filled(tmp_path, text, out="b.csv", resume=True, progress=note)
    assert before + 7 == asked[0]
    assert not (tmp_path / "b.csv.job").exists()


def test_another_sheet_is_no_job_to_go_on_with(tmp_path: Path) -> None:
    """Resuming with another sheet or other options is refused, and says what changed."""

    def kill(step: str, done: int, _: int) -> None:
        if step == "answering":
            raise _Killed

    with pytest.raises(_Killed):
        filled(tmp_path, many(20, 2), progress=kill)
    with pytest.raises(EmailGuessError, match="another input"):
        filled(tmp_path, many(21, 2), resume=True)
    with pytest.raises(EmailGuessError, match="another max_bounce"):
        filled(tmp_path, many(20, 2), resume=True, max_bounce=0.1)
    assert filled(tmp_path, many(20, 2)) == filled(tmp_path, many(20, 2), out="c.csv")


def test_ctrl_c_leaves_a_partial_file(tmp_path: Path) -> None:
    """The rows answered until then stand in a file of their own, decided as a sheet of their own."""

    def stop(step: str, done: int, _: int) -> None:
        if step == "answering" and done >= 14:
            raise KeyboardInterrupt

    with pytest.raises(Stopped) as stopped:
        filled(tmp_path, many(60, 6), progress=stop)
    report = stopped.value.report
    assert (14, False) == (report.rows, report.complete)
    assert 15 == len(Path(report.output).read_text().splitlines())
    assert Guesser().fill(tmp_path / "in.csv", tmp_path / "out.csv", resume=True).rows == 60


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the result cannot be written, the old output stays and the answers are kept."""
    (tmp_path / "out.csv").write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(EmailGuessError, match="No space left"):
        filled(tmp_path, many(20, 2))
    monkeypatch.undo()
    assert "before" == (tmp_path / "out.csv").read_text()
    assert filled(tmp_path, many(20, 2), resume=True)


@pytest.mark.parametrize("text", [TEAM.encode("utf-16"), b"\xef\xbb\xbf" + TEAM.encode(), TEAM.encode()])
def test_a_sheet_is_gone_on_with_in_its_own_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    """Stopped when it was read and nothing was answered, a sheet is filled as in one go, whatever its encoding."""
    whole = filled(tmp_path, text, out="whole.csv")

    def stop(*_: object) -> object:
        raise RuntimeError("killed")

    monkeypatch.setattr("emailguess.fill.filling.Asker", stop)
    with pytest.raises(RuntimeError, match="killed"):
        filled(tmp_path, text)
    monkeypatch.undo()
    monkeypatch.setattr("emailguess.fill.filling.teach", stop)  # what was read is not read again
    assert filled(tmp_path, text, resume=True) == whole


def test_a_sheet_that_lost_rows_while_it_was_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that went, or came, after the sheet was read would put answers beside other people."""
    source = tmp_path / "in.csv"
    for changed in (TEAM.rsplit("\r\n", 2)[0] + "\r\n", TEAM + "11,Eva Fox,,acme,\r\n"):
        source.write_text(TEAM, newline="")

        def change(*_: object, changed: str = changed) -> tuple[()]:
            source.write_text(changed, newline="")
            return ()

        monkeypatch.setattr("emailguess.fill.filling.Tally.would_help", change)
        with pytest.raises(EmailGuessError, match="was changed while it was read"):
            Guesser().fill(source, tmp_path / "out.csv")
        assert not (tmp_path / "out.csv").exists()
