"""Frames and records: what a program holds in memory is filled as a file is, and comes back as what it was.

Start reading at `fill_frame` and `fill_records`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from emailguess.errors import EmailGuessError, InvalidArgument, MissingExtra, shown
from emailguess.files import Person
from emailguess.files.frames import rows as frame_rows
from emailguess.files.log import Log
from emailguess.files.records import rows as record_rows
from emailguess.files.table import RowRead, Tables
from emailguess.fill.answers import Answered, Asked
from emailguess.fill.asking import Asker, asked_of
from emailguess.fill.columns import COLUMNS, Cell, added
from emailguess.fill.deciding import Deciding
from emailguess.fill.filling import NOBODY, Over, Tally
from emailguess.fill.options import Chosen
from emailguess.fill.telling import Told, teach
from emailguess.fill.workers import answered

if TYPE_CHECKING:
    from emailguess.results import Guess

__all__ = ["fill_frame", "fill_records", "guesses"]


def fill_frame(over: Over, frame: Any, options: Chosen) -> Any:
    """The frame with the added columns, of the kind it was. Raises `MissingExtra` or `EmailGuessError`."""
    try:
        import narwhals as nw
    except ImportError:
        raise MissingExtra("to fill frames, run: pip install 'emailguess[frames]'") from None
    native = nw.from_native(frame)
    lazy = isinstance(native, nw.LazyFrame)
    whole = native.collect() if isinstance(native, nw.LazyFrame) else native
    clash = [t for t in options.titles if t in whole.columns]
    if clash and not options.overwrite:
        raise EmailGuessError(_CLASH.format(title=shown(clash[0])))
    plain = whole.drop(*clash) if clash else whole
    source = frame_rows(plain.to_native())
    header = next(source)[1]
    reads = list(Tables(Log(), wishes=options.columns, header=header).read(source))
    rows = [cells for cells, _ in _filled(over, reads, options)]
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in options.titles]
    space = nw.get_native_namespace(plain)
    kinds = [nw.Float64 if column.is_number else nw.String for column in COLUMNS.values()]
    series = [
        nw.new_series(title, [None if c == "" else c for c in column], kind, backend=space)
        for title, column, kind in zip(options.titles, columns, kinds, strict=True)
    ]
    filled = plain.with_columns(*_aligned(plain, series))
    return filled.lazy().to_native() if lazy else filled.to_native()


def _aligned(frame: Any, series: Sequence[Any]) -> list[Any]:
    """The new columns with the frame's own index, where its kind has one."""
    import narwhals as nw

    index = nw.maybe_get_index(frame)
    return [nw.maybe_set_index(s, index=index) for s in series] if index is not None else list(series)


def fill_records(over: Over, records: Iterable[Mapping[str, Any]], options: Chosen) -> Iterator[dict[str, Any]]:
    """Each record with the added values, one by one, in their order; where there is no value there is no key."""
    kept = list(records)
    for place, record in enumerate(kept, 1):
        if not isinstance(record, Mapping) or not all(isinstance(title, str) for title in record):
            raise InvalidArgument(f"a record maps titles to values; record {place} is {shown(record)}")
    clash = next((t for r in kept for t in options.titles if t in r), "")
    if clash and not options.overwrite:
        raise EmailGuessError(_CLASH.format(title=shown(clash)))
    ours = set(options.titles)
    own = [{k: v for k, v in r.items() if k not in ours} for r in kept]
    source = record_rows(enumerate(own, 1))
    header = next(source, None)
    read = list(Tables(Log(), wishes=options.columns, header=header[1]).read(source)) if header is not None else []
    reads: list[RowRead] = read or [RowRead(i, [], "other") for i, _ in enumerate(own, 1)]
    for record, (cells, _) in zip(own, _filled(over, reads, options), strict=True):
        yield record | {t: c for t, c in zip(options.titles, cells, strict=True) if c != ""}


def _filled(over: Over, reads: Sequence[RowRead], options: Chosen) -> Iterator[tuple[list[Cell], Answered]]:
    """The added cells of rows, which teach each other first."""
    people = [r.person for r in reads if r.person is not None]
    asker = _taught(over, people, options)
    rows = [asked_of(r.person) if r.person is not None else Asked(reason=r.reason or NOBODY) for r in reads]
    answers = [a for some in answered(asker, rows, options.jobs) for a in some]
    deciding = Deciding(options)
    for answer in answers:
        deciding.note(answer)
    Tally(deciding, iter(answers))
    deciding.again()
    for answer in answers:
        yield added(answer, deciding.decide(answer)), answer


def _taught(over: Over, people: Sequence[Person], options: Chosen) -> Asker:
    from emailguess.store import MemoryStore

    evidence, today = MemoryStore(), date.today()
    told = Told(evidence)
    guesser = over(evidence, lambda: today)
    teach(guesser, told, people, options.known, today, options.jobs)
    return Asker(guesser, told)


def guesses(over: Over, people: Iterable[Person], known: Iterable[Any], limit: int) -> Iterator[Guess]:
    """An answer for each person, in their order; those with an address teach the others."""
    if not isinstance(people, Iterable):
        raise InvalidArgument(f"people are those that read_people gives, not {shown(people)}")
    kept = list(people)
    for person in kept:
        if not isinstance(person, Person):
            raise InvalidArgument(f"people are those that read_people gives, not {shown(person)}")
    asker = _taught(over, kept, Chosen(known=list(known)))
    for person in kept:
        yield asker.guess(asked_of(person), limit)


_CLASH = (
    "there is a column {title} already; to replace what an earlier run added pass overwrite=True, or another prefix"
)
