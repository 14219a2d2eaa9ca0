"""The command `learn`: files of any kind become counts, batch by batch, with a line on each file.

It reads by `emailguess.files` and writes by the guesser; what it says of a file is put together here.

Start reading at `learn`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from emailguess.cli.reading import FILE, column_map, mapping, open_people, printable, question
from emailguess.cli.shared import NO_ANSWER, Verbatim, as_json, failed, opened, print_json, store_path
from emailguess.cli.showing import Column, in_options, is_quiet, note, progress_console, say, show

if TYPE_CHECKING:
    from emailguess.files import People, Person
    from emailguess.guesser import Guesser
    from emailguess.results import LearnReport

    _Learning = Callable[[list[Person]], LearnReport]

__all__ = ["learn"]

# Rows that are written together: a batch takes about a second, and is lost at most when the process is killed.
BATCH = 5_000
_MOST_SHOWN = 20
_MOST_CONVENTIONS = 20
_KEPT_REJECTED = 10_000
_MOST_DOMAINS_COUNTED = 100_000
_INTERRUPTED = 130

_LEARN_EXAMPLES = """
Examples:

  emailguess learn team.csv contacts.vcf inbox.mbox

  emailguess learn export.csv --map name=Candidate --seen 2024-03-01 --no-remember

  git log | emailguess learn -

Exit status: 0 learned, though rows may have been passed over (the report says which), 1 nothing of a file could be
used, 2 wrong usage, 130 stopped by Ctrl-C; what was learned until then is kept.
"""


@click.command(cls=Verbatim, epilog=_LEARN_EXAMPLES)
@click.argument("file", nargs=-1, required=True, type=FILE)
@column_map
@click.option(
    "--seen",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m"]),
    help="When the addresses were in use, where the file has no dates; by default this month.",
)
@click.option(
    "--remember/--no-remember",
    default=True,
    help="Keep keyed digests that recognise repetitions and whom to forget; without them rows count again.",
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that work at once.")
@click.option("--believe", is_flag=True, help="Learn a file though most of its names follow no pattern.")
@store_path
@as_json
def learn(
    file: tuple[Path, ...],
    column_map: tuple[str, ...],
    seen: datetime | None,
    remember: bool,
    jobs: int,
    believe: bool,
    store_path: Path | None,
    as_json: bool,
) -> None:
    """Learn companies' patterns from each FILE, whatever it is: an export, a workbook, an address book, a mailbox.

    Kept are counts of patterns and keyed digests, no name and no address. What was learned before counts once, so a
    command that was stopped can be run again. `emailguess columns FILE` shows how a file is understood.
    """
    from emailguess.errors import EmailGuessError

    columns = mapping(column_map)
    missing = [path for path in file if str(path) != "-" and not path.exists()]
    if len(missing) == len(file):  # no store is made for nothing
        failed(f"cannot read {printable(missing[0].name)}: there is no such file")
    reports: dict[str, dict[str, Any]] = {}
    useless = broken = False
    with opened(store_path, create=True) as guesser:
        learning = partial(guesser.learn, seen=seen.date() if seen else None, remember=remember, jobs=jobs)
        for path in file:
            done = _Done()
            try:
                _learned(guesser, learning, path, columns, done, believe)
            except EmailGuessError as error:
                say(f"emailguess: {in_options(str(error))}", err=True)
                broken = True
            except KeyboardInterrupt:
                _tell_interrupted(done, remember)
                sys.exit(_INTERRUPTED)
            reports[str(path)] = done.to_dict()
            useless = useless or not done.used
            if not as_json and done.name:
                _print(guesser, done)
    if as_json:
        print_json(reports)
    if broken:
        sys.exit(2)
    if useless:
        sys.exit(NO_ANSWER)


@dataclass(slots=True)
class _Done:
    """What became of a file."""

    name: str = ""
    read: int = 0
    learned: int = 0
    repeated: int = 0
    unexplained: int = 0
    linked: int = 0
    """Companies whose domain is known from this file alone, and from no address."""
    companies: set[tuple[str, str]] = field(default_factory=set)
    row: int = 0
    question: str = ""
    domains: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    """Row and reason; the first ten thousand."""

    @property
    def used(self) -> int:
        """Rows that count, now or before."""
        return self.learned + self.repeated + len(self.companies)

    def leave_out(self, row: int, reason: str) -> None:
        """Note a row that was not used."""
        self.left_out[reason] += 1
        if len(self.rejected) < _KEPT_REJECTED:
            self.rejected.append((row, reason))

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "read": self.read,
            "learned": self.learned,
            "repeated": self.repeated,
            "unexplained": self.unexplained,
            "domains": len(self.domains),
            "linked": self.linked,
            "question": self.question,
            "left_out": dict(self.left_out),
            "rejected": [{"line": row, "reason": reason} for row, reason in sorted(self.rejected)],
        }


def _learned(
    guesser: Guesser,
    learning: _Learning,
    path: Path,
    columns: dict[str, list[str]] | None,
    done: _Done,
    believe: bool,
) -> None:
    """Learn one file in batches."""
    people = open_people(path, columns, also_companies=True)
    done.name = people.name
    first = True
    with people, _progress(people) as advance:
        while batch := list(islice(people, BATCH)):
            if first and not believe:
                done.question = question(people, batch)
                if done.question:
                    done.read = len(batch)
                    return
            first = False
            _learn_batch(guesser, learning, batch, done)
            advance(people)
    for row, reason in people.notes:
        if len(done.rejected) < _KEPT_REJECTED:
            done.rejected.append((row, reason))
    done.left_out.update(people.left_out)


def _learn_batch(guesser: Guesser, learning: _Learning, batch: list[Person], done: _Done) -> None:
    """Learn some rows in one transaction."""
    done.read += len(batch)
    done.row = batch[-1].row
    told = []
    for person in batch:
        if person.addresses:
            told.append(person)
        told_company = _told_company(guesser, person, done)
        if not person.addresses and not told_company:
            done.leave_out(person.row, "no address in this row")
    report = learning(told)
    done.learned += report.learned
    done.repeated += report.repeated
    done.unexplained += report.unexplained
    odd = {bad.row for bad in report.rejected}
    for bad in report.rejected:
        done.leave_out(told[bad.row - 1].row, bad.reason)
    if len(done.domains) < _MOST_DOMAINS_COUNTED:
        hosts = (p.address.rpartition("@")[2].lower() for i, p in enumerate(told, 1) if i not in odd)
        done.domains.update(hosts)


def _told_company(guesser: Guesser, person: Person, done: _Done) -> bool:
    """Link a company to the domain beside it, where no person's address in the row would; whether it tells of one.

    A website is not always where the mail is, so it counts once, and only for a company nothing is known of.
    """
    from emailguess.errors import EmailGuessError

    domain = person.company_domain if person.company else ""
    if not domain:
        return False
    told = person.company, domain
    if told not in done.companies:
        if len(done.companies) >= _MOST_DOMAINS_COUNTED:
            done.companies.clear()
        done.companies.add(told)
        try:
            done.linked += guesser.learn_company(*told, only_new=True)
        except EmailGuessError as error:
            done.leave_out(person.row, str(error))
    return True


@contextmanager
def _progress(people: People) -> Iterator[Any]:
    """A bar on a terminal with rows, rate and time left; nothing where stderr is no terminal."""
    if not sys.stderr.isatty() or is_quiet():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.description} {task.fields[rows]:,} rows, {task.fields[rate]:,.0f} a second", markup=False)
    with Progress(text, BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=progress_console()) as bar:
        task = bar.add_task(printable(people.name), total=people.size, rows=0, rate=0.0)

        def advance(now: People) -> None:
            elapsed = bar.tasks[task].elapsed or 1.0
            bar.update(task, completed=now.place, rows=now.read, rate=now.read / elapsed)

        yield advance


def _tell_interrupted(done: _Done, remember: bool) -> None:
    """Say how far it came, and what to do."""
    again = (
        "run the same command again: what is learned already counts once"
        if remember
        else f"with --no-remember those rows would count twice; go on behind line {done.row:,}"
    )
    say(
        f"stopped: {printable(done.name, 80)}: {done.learned:,} learned of {done.read:,} read, up to line {done.row:,}"
        f"; they are kept. To go on, {again}",
        err=True,
    )


def _print(guesser: Guesser, done: _Done) -> None:
    """What was learned, a company a line; what became of the file is told beside it."""
    name = printable(done.name, 80)
    if done.question:
        say(f"{name}: not learned: {done.question}, or pass --believe", err=True)
        return
    found = done.domains.most_common(_MOST_CONVENTIONS)
    rows = []
    for domain, number in found:
        best = guesser.patterns(domain)[0]
        rows.append((domain, f"{number:,}", best.pattern or "no pattern", f"{best.probability:.0%}"))
    if rows:
        show(_COLUMNS, rows)
    if not is_quiet():
        say(f"{name}: {_summary(done)}", err=True)
    for row, reason in sorted(done.rejected)[:_MOST_SHOWN]:
        where = f"{name}, line {row}" if row else name
        note(f"{where}: {printable(reason, 200)}")
    total = sum(done.left_out.values())
    if total > _MOST_SHOWN:
        kinds = [f"{number:,} × {printable(reason, 160)}" for reason, number in done.left_out.most_common(_MOST_SHOWN)]
        note(f"{name}: {total:,} lines were not used (--json shows them): {'; '.join(kinds)}")
    if not done.read:
        note(f"{name}: nobody is in it; emailguess columns FILE shows how a file is understood")


_COLUMNS = (
    Column("domain", whole=True, style="bold"),
    Column("people", right=True),
    Column("pattern"),
    Column("share", whole=True, right=True),
)


def _summary(done: _Done) -> str:
    parts = [f"{done.read:,} read", f"{done.learned:,} learned"]
    if done.repeated:
        parts.append(f"{done.repeated:,} known before")
    if done.unexplained:
        parts.append(f"{done.unexplained:,} that follow no pattern")
    count = len(done.domains)
    parts.append(f"at {count:,} {'company' if count == 1 else 'companies'}")
    if done.linked:
        parts.append(f"{done.linked:,} more by a website or a mailbox such as info@ alone")
    more = count - _MOST_CONVENTIONS
    return ", ".join(parts) + (f", {more:,} more than are listed" if more > 0 else "")
