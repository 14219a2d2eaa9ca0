"""Filling a sheet: it is read and teaches, then its rows are answered, then it is read again and written.

What is answered stands in the job's folder until the result is in its place, so a run that was stopped can go on.

Start reading at `fill_file`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emailguess.errors import EmailGuessError
from emailguess.files import Person
from emailguess.fill.answers import Answered, Asked, Decision
from emailguess.fill.asking import Asker, asked_of
from emailguess.fill.columns import SHAPES, added, shaped
from emailguess.fill.deciding import Deciding
from emailguess.fill.job import Job, fingerprint
from emailguess.fill.options import Chosen
from emailguess.fill.sheet import Line, Sheet
from emailguess.fill.summary import CompanyHelp, FillReport
from emailguess.fill.telling import Learner, Told, learned_from, teach
from emailguess.fill.workers import answered, chances_with_another
from emailguess.fill.writers import Writer, format_of, widened, writer_for

if TYPE_CHECKING:
    from emailguess.guesser import Guesser
    from emailguess.store import Store

__all__ = ["NOBODY", "Over", "Progress", "Stopped", "Tally", "fill_file"]

Over = Callable[["Store", "Callable[[], date]"], "Guesser"]
"""Makes a guesser that writes to a store, over all that the caller's guesser knows, with a clock."""

Progress = Callable[[str, int, int], None]
"""Told of what is done: the step, rows done, rows in all (0 where that is not known yet)."""

_ASKED_COMPANIES = 50
"""Companies for which it is worked out what one more address would do; each takes some hundredths of a second."""

# Less is no reason to look anything up.
_LEAST_GAIN = 0.05


class Stopped(KeyboardInterrupt):
    """The work was stopped; what was done until then is written."""

    def __init__(self, report: FillReport) -> None:
        super().__init__()
        self.report = report


def fill_file(
    over: Over,
    path: Path,
    out: Path,
    options: Chosen,
    progress: Progress | None = None,
    learner: Learner | None = None,
) -> FillReport:
    """Fill a file into another; then the `learner` learns its people.

    Raises `EmailGuessError`, and `Stopped` at Ctrl-C.
    """
    if out.exists() and os.path.samefile(path, out):
        raise EmailGuessError(f"the output is the input ({out.name}); name another file")
    if not out.parent.is_dir():
        raise EmailGuessError(f"there is no folder {str(out.parent)[-60:]!a} to write {out.name} into")
    job = Job(out.with_name(f"{out.name}.job"))
    try:
        return _Filling(over, path, out, options, job, progress or (lambda *_: None)).run(learner)
    except OSError as error:
        raise EmailGuessError(
            f"cannot write {out.name}: {error.strerror or error}; what was answered is kept in {job.folder.name}, and "
            "resuming goes on from there"
        ) from error
    finally:
        job.close()


class _Filling:
    """One run."""

    def __init__(self, over: Over, path: Path, out: Path, options: Chosen, job: Job, progress: Progress) -> None:
        self.started = time.perf_counter()
        self.over, self.path, self.out, self.options, self.job = over, path, out, options, job
        self.progress = progress
        self.sheet = Sheet(path, wishes=options.columns, titles=options.titles)
        self.format = format_of(out.name, self.sheet, options)
        self.rows = self.headers = self.widest = 0

    def run(self, learner: Learner | None) -> FillReport:
        from emailguess.store import SqliteStore

        told = self.options.told() | {"input": fingerprint(self.path), "today": date.today().isoformat()}
        told = self.job.begin(told, resume=self.options.resume)
        today = date.fromisoformat(told["today"])
        taught = told.get("taught") if self.job.is_read else None
        if taught is None:
            self.job.forget_evidence()
        evidence = SqliteStore(self.job.evidence, keep_months=0)
        try:
            guesser = self.over(evidence, lambda: today)
            company_names = Told(evidence, self.job.spellings)
            if taught is None:
                teach(guesser, company_names, self._people(), self.options.known, today, self.options.jobs)
                taught = [self.rows, self.headers, self.widest]
                self.job.note(told | {"taught": taught})
            self.rows, self.headers, self.widest = taught
            asker = Asker(guesser, company_names)
            return self._answered(asker, learner)
        finally:
            evidence.close()

    def _people(self) -> Iterator[Person]:
        """The people of the sheet; on the way it is measured, and noted what each row asks."""
        with self.job.reading() as noted:
            for line in self.sheet.lines():
                self._measure(line)
                person = line.person
                asked = None
                if line.kind in ("person", "nobody"):
                    asked = asked_of(person) if person is not None else Asked(reason=line.reason or NOBODY)
                noted.note(line.kind, asked)
                if person is not None:
                    yield person

    def _measure(self, line: Line) -> None:
        if self.sheet.clash and not self.options.overwrite:
            raise EmailGuessError(
                f"{self.sheet.name} has a column {self.sheet.clash!a} already; to replace what an earlier run "
                "added pass overwrite (--overwrite), or pass another prefix (--prefix)"
            )
        width = len(line.cells) - len(line.ours)
        if line.kind == "header":
            self.headers = max(self.headers, width)
        elif line.kind != "other":
            self.rows += 1
            self.widest = max(self.widest, width)
            if self.rows % 1_000 == 0:
                self.progress("reading", self.rows, 0)

    def _answered(self, asker: Asker, learner: Learner | None) -> FillReport:
        deciding = Deciding(self.options)
        done = self.job.answered()
        if done and asker.holds_back:
            # Who was put on the do-not-contact list since the stop is shown in none of the rows answered before.
            pairs = zip(self.job.questions(), self.job.answers(), strict=False)
            self.job.answer_again(a if asker.allows(asked, a) else asker.answer(asked) for asked, a in pairs)
        for answer in self.job.answers():
            deciding.note(answer)
        stopped = False
        try:
            with self.job.append() as journal:
                for answers in answered(asker, islice(self.job.questions(), done, None), self.options.jobs):
                    journal.write(answers)
                    for answer in answers:
                        deciding.note(answer)
                    done += len(answers)
                    self.progress("answering", done, self.rows)
        except KeyboardInterrupt:
            stopped = True
        tally = Tally(deciding, self.job.answers())
        out = self.out if not stopped else self.out.with_name(f"{self.out.stem}.partial{self.out.suffix}")
        helps = () if stopped else tally.would_help(asker, self.options.jobs)
        self._write(deciding, tally, helps, out, complete=not stopped)
        if stopped:
            raise Stopped(self._report(tally, helps, out, complete=False))
        people = (line.person for line in self.sheet.lines() if line.person is not None and line.person.addresses)
        learned = learned_from(learner, people, None, self.options.jobs) if learner is not None else 0
        self.job.remove()
        return self._report(tally, helps, out, learned=learned)

    def _report(
        self, tally: Tally, helps: tuple[CompanyHelp, ...], out: Path, *, complete: bool = True, learned: int = 0
    ) -> FillReport:
        seconds = time.perf_counter() - self.started
        return tally.report(helps, seconds=seconds, complete=complete, learned=learned, output=str(out))

    def _write(
        self, deciding: Deciding, tally: Tally, helps: tuple[CompanyHelp, ...], out: Path, *, complete: bool
    ) -> None:
        """Write the result beside its place and move it there."""
        deciding.again()
        shape = self.options.shape
        titles = list(SHAPES[shape]) if shape is not None else self.options.titles
        width = 0 if shape is not None else widened(self.headers, self.widest)
        with open(self.job.result, "wb") as file:
            writer = writer_for(self.format, file, self.sheet, self.options, titles, width)
            answers = self.job.answers()
            self._write_rows(writer, deciding, tally, answers, complete)
            writer.close(self._report(tally, helps, out, complete=complete).to_dict() | {"seconds": ""})
        os.replace(self.job.result, out)

    def _write_rows(
        self, writer: Writer, deciding: Deciding, tally: Tally, answers: Iterator[Answered], complete: bool
    ) -> None:
        shape, number = self.options.shape, 0
        if shape is not None:
            writer.write(Line(0, "header", ()), None)
        # The rows of another program's import are made of people; of others each is given back as it is.
        for line in self.sheet.lines() if shape is not None else self.sheet.lines_of(self.job.kinds()):
            if line.kind not in ("person", "nobody"):
                if shape is None:
                    writer.write(line, None)
                continue
            answer = next(answers, None)
            if answer is None:
                if complete:
                    raise EmailGuessError(f"{self.sheet.name} was changed while it was read; fill it again")
                return
            decision = deciding.decide(answer)
            tally.count(answer, decision)
            number += 1
            if number % 1_000 == 0:
                self.progress("writing", number, self.rows)
            if shape is None:
                writer.write(line, added(answer, decision))
            elif line.person is not None and not answer.held_back:
                cells = shaped(shape, line.person, _parts(line.person), answer, decision)
                writer.write(Line(line.row, "person", ()), cells)


NOBODY = "the row names nobody"


def _parts(person: Person) -> tuple[str, str]:
    """Given and family name; of a whole name the last word is the family's, as such imports take it."""
    if person.given or person.family:
        return " ".join(filter(None, (person.given, person.middle))), person.family
    last, comma, first = person.name.partition(",")
    if comma:
        return first.strip(), last.strip()
    given, _, family = person.name.rpartition(" ")
    return given, family


class Tally:
    """Counts what became of the rows, and which companies would settle most of them."""

    def __init__(self, deciding: Deciding, answers: Iterator[Answered]) -> None:
        """`answers` are looked through once, before anything is decided."""
        self._deciding = deciding
        deciding.again()
        self._companies: dict[str, bool] = {}
        for answer in answers:
            if answer.kind != "known" and answer.company:
                self._companies[answer.company] = self._companies.get(answer.company, False) or answer.informed
            if not deciding.sends(answer):
                deciding.unsettled(answer)
        self._what = dict.fromkeys(("known", "send", "verify first", "skip"), 0)
        self._answered = self._held_back = self._lookups = 0
        self._doubts = 0
        """Doubts of the rows sent to, in ten-thousandths."""

    def would_help(self, asker: Asker, jobs: int) -> tuple[CompanyHelp, ...]:
        """Companies where one more address would help, as far as an ordinary name there tells."""
        self._deciding.again()
        least = self._deciding.least
        found = []
        unsettled = [each for each in self._deciding.companies(_ASKED_COMPANIES) if "." in each[0]]
        chances_at = chances_with_another(asker, [company for company, _ in unsettled], jobs)
        for (company, rows), (now, then) in zip(unsettled, chances_at, strict=True):
            doubt = (1 - then) / (1 - now) if now < 1 else 1.0
            chances = [(units / 10_000, 1 - (1 - units / 10_000) * doubt) for units in rows]
            gain = sum(after - before for before, after in chances)
            if gain >= _LEAST_GAIN:
                settled = sum(after >= least for _, after in chances)
                found.append(CompanyHelp(domain=company, rows=len(rows), gain=round(gain, 3), settled=settled))
        return tuple(sorted(found, key=lambda each: (-each.gain, each.domain)))

    def count(self, answer: Answered, decision: Decision) -> None:
        """Count a row."""
        self._what[decision.what] += 1
        self._answered += answer.kind == "guessed"
        self._held_back += answer.held_back
        self._lookups += bool(decision.paid_lookup)
        if decision.what == "send":
            self._doubts += 10_000 - round(10_000 * answer.probability)

    def report(self, helps: tuple[CompanyHelp, ...], **more: Any) -> FillReport:
        """The summary."""
        return FillReport(
            rows=sum(self._what.values()),
            known=self._what["known"],
            answered=self._answered,
            send=self._what["send"],
            verify_first=self._what["verify first"],
            skip=self._what["skip"],
            expected_bounces=self._doubts / 10_000,
            held_back=self._held_back,
            companies=len(self._companies),
            companies_unknown=sum(not informed for informed in self._companies.values()),
            paid_lookups=self._lookups,
            would_help=helps,
            **more,
        )
