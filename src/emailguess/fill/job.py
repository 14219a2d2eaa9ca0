"""The folder of a job: what the sheet told, the answers so far, and by what it is known again after a kill.

It stands beside the output and goes when that is in its place.

Start reading at `Job`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from emailguess.errors import EmailGuessError
from emailguess.fill.answers import Answered, Asked, answered_from, asked_from, to_line
from emailguess.fill.sheet import Kind

__all__ = ["Job", "fingerprint"]

_BLOCK = 1024 * 1024


class Job:
    """A folder that one run at a time works in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.evidence = folder / "told.db"
        self.spellings = folder / "companies.db"
        self.result = folder / "result"
        self._answers = folder / "answers.jsonl"
        self._questions = folder / "questions.jsonl"
        self._kinds = folder / "kinds"
        self._state = folder / "job.json"
        self._lock: int | None = None

    def begin(self, told: dict[str, Any], *, resume: bool) -> dict[str, Any]:
        """Take the folder; gives what the job was begun with where it is resumed, else `told`.

        - `told`: what the job is begun with: the input and the options that bear on the result
        - `resume`: whether to go on with what the folder holds; else that is removed

        Raises `EmailGuessError` where another run works in it, or where the job to go on with was another one.
        """
        if not resume and self.folder.exists():
            self._take()
            self.remove(keep=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._take()
        kept = self._kept()
        if kept is None:
            self.remove(keep=True)
            self.note(told)
            return told
        changed = [key for key in told if key not in ("today", "taught") and told[key] != kept.get(key)]
        if changed:
            raise EmailGuessError(
                f"the job in {self.folder.name} was begun with another {' and another '.join(changed)}; run the "
                "command as it was, or without resuming to begin anew"
            )
        return kept

    def _kept(self) -> dict[str, Any] | None:
        try:
            kept = json.loads(self._state.read_bytes())
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) else None

    def note(self, told: dict[str, Any]) -> None:
        """Keep by what the job is known."""
        beside = self._state.with_suffix(".new")
        beside.write_text(json.dumps(told))
        os.replace(beside, self._state)

    def _take(self) -> None:
        """Keep other runs out for as long as this process lives, where the system can."""
        if self._lock is not None:
            return
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self._lock = os.open(self.folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            self._lock = None
            raise EmailGuessError(f"another run is filling the same output (in {self.folder.name})") from None

    def answered(self) -> int:
        """How many rows are answered; a line that was cut by a kill is taken away."""
        if not self._answers.exists():
            return 0
        number = good = 0
        with open(self._answers, "rb+") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                number, good = number + 1, good + len(line)
            file.truncate(good)
        return number

    def append(self) -> _Journal:
        """Where further answers are written."""
        return _Journal(self._answers)

    def answers(self) -> Iterator[Answered]:
        """The answers in the order of the sheet."""
        if self._answers.exists():
            with open(self._answers, "rb") as file:
                yield from map(answered_from, file)

    def reading(self) -> _Reading:
        """Where it is noted what each row is, and what it asks."""
        return _Reading(self._kinds, self._questions)

    @property
    def is_read(self) -> bool:
        """Whether that was noted; whether to its end, the state tells."""
        return self._kinds.exists() and self._questions.exists()

    def kinds(self) -> Iterator[Kind]:
        """The kinds of all rows in the order of the sheet."""
        with open(self._kinds, "rb") as file:
            while block := file.read(_BLOCK):
                yield from map(_KINDS.__getitem__, block)

    def questions(self) -> Iterator[Asked]:
        """What the rows ask, in the order of the sheet."""
        with open(self._questions, "rb") as file:
            yield from map(asked_from, file)

    def answer_again(self, answers: Iterable[Answered]) -> None:
        """Replace all answers; a kill leaves the old ones or the new ones."""
        beside = self._answers.with_suffix(".new")
        beside.unlink(missing_ok=True)
        with _Journal(beside) as journal:
            for answer in answers:
                journal.write([answer])
        os.replace(beside, self._answers)

    def forget_evidence(self) -> None:
        """Remove what an unfinished first reading left."""
        for path in self.folder.glob("told.db*"):
            path.unlink()
        for path in self.folder.glob("companies.db*"):
            path.unlink()

    def remove(self, *, keep: bool = False) -> None:
        """Remove the folder; or, with `keep`, all in it but the lock."""
        if not keep:
            self.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        for path in self.folder.iterdir():
            if path.name != "lock":
                path.unlink()

    def close(self) -> None:
        """Let others take the folder."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


class _Journal:
    """Answers on their way to the disk: what is written together is there after a kill."""

    def __init__(self, path: Path) -> None:
        self._file = open(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab", buffering=0)  # noqa: SIM115 -- closed by `close`

    def write(self, answers: list[Answered]) -> None:
        """Write some answers."""
        left = memoryview(b"".join(map(to_line, answers)))
        while left:
            left = left[self._file.write(left) or 0 :]

    def __enter__(self) -> _Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


_KINDS: Sequence[Kind] = ("person", "header", "nobody", "other")


class _Reading:
    """What the rows of a sheet are and ask, on its way to the disk."""

    def __init__(self, kinds: Path, questions: Path) -> None:
        self._files = [open(os.open(path, _ANEW, 0o600), "wb", buffering=_BLOCK) for path in (kinds, questions)]  # noqa: SIM115 -- closed by `close`
        self._codes = {kind: bytes([place]) for place, kind in enumerate(_KINDS)}

    def note(self, kind: Kind, asked: Asked | None) -> None:
        """Note a row; one that is nobody's asks nothing."""
        kinds, questions = self._files
        kinds.write(self._codes[kind])
        if asked is not None:
            questions.write(to_line(asked))

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()


_ANEW = os.O_CREAT | os.O_TRUNC | os.O_WRONLY


def fingerprint(path: Path) -> str:
    """What a file is known by."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
