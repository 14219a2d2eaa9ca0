"""Sheets of people: what a guesser does with many at once. It passes on to `emailguess.fill` what that needs.

Start reading at `Fills.fill`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from emailguess.errors import InvalidArgument, shown
from emailguess.evidence import pieces
from emailguess.guesser.arguments import Clock, Parts
from emailguess.guesser.awaiting import Awaits
from emailguess.guesser.remembering import Remembers
from emailguess.store import Store

if TYPE_CHECKING:
    import emailguess as later
    from emailguess.guesser.guesser import Guesser
else:
    from emailguess.results.later import later

__all__ = ["Fills"]


class Fills(Remembers, Awaits):
    """What fills sheets; a part of `Guesser`."""

    _parts: Parts
    _store: Store
    _clock: Clock | None

    def _over(self, store: Store, clock: Clock) -> Guesser:
        """A guesser that writes to another store, over all that this one remembers."""
        from emailguess.guesser.guesser import Guesser
        from emailguess.store import LayeredStore

        return Guesser(store=LayeredStore(store, self._store), clock=self._clock or clock, **self._parts)  # type: ignore[misc]  # no clock is among them

    def fill(
        self,
        people: Any,
        out: str | os.PathLike[str] | None = None,
        *,
        learn: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
        **options: Unpack[later.FillOptions],
    ) -> Any:
        """Fill a sheet of people with their addresses, how sure each is, and what to do with it.

        - `people`: a path, whose rows are written to the file `out`, and which gives a `FillReport`; a frame of pandas,
          polars or Arrow, which gives one of the same kind; or records (mappings of titles to values), which come back
          one by one with more keys
        - `out`: the file to write, for a path; default: none
        - `learn`: whether the store learns the rows that have an address; default: no, they count for this sheet only
        - `progress`: is called with the step, the rows done and all rows (0 while that is not known); default: nothing
        - `options`: the fields of `FillOptions`, among them the budget `max_bounce`: as many rows as possible are
          marked `send` such that the expected share of them that bounces stays within it

        Every row, column and cell stays as it was, in its order; behind them stand the added columns. Rows that have a
        work address keep it. Rows that cannot be answered say why. Raises `EmailGuessError` and its kinds.

        >>> from emailguess import Guesser
        >>> sheet = [
        ...     {"Name": "Bob Jones", "Email": "bjones@acme.example", "Website": "acme.example"},
        ...     {"Name": "Ann Lee", "Email": "alee@acme.example", "Website": "acme.example"},
        ...     {"Name": "Jane Doe", "Email": "", "Website": "https://www.acme.example/"},
        ... ]
        >>> for row in Guesser().fill(sheet, min_probability=0.5):
        ...     print(row["emailguess_decision"], row["emailguess_address"])
        known bjones@acme.example
        known alee@acme.example
        send jdoe@acme.example
        """
        from emailguess.files.frames import is_frame
        from emailguess.fill.options import chosen

        wanted = chosen(**options)
        if is_frame(people) or not isinstance(people, str | os.PathLike):
            return self._filled(people, out, learn, wanted)
        from pathlib import Path  # with what it imports a tenth of the time in which this package is imported

        from emailguess.fill.filling import fill_file
        from emailguess.store.opening import is_of_store

        if out is None:
            raise InvalidArgument("to fill a file, pass out= the file to write")
        if is_of_store(Path(out), self._store):
            raise InvalidArgument("the file to write is the store itself; name another file")
        return fill_file(self._over, Path(people), Path(out), wanted, progress, self if learn else None)

    def _filled(self, people: Any, out: object, learn: bool, wanted: Any) -> Any:
        """What is in memory, filled."""
        from emailguess.files import read_people
        from emailguess.files.frames import is_frame
        from emailguess.fill.frames import fill_frame, fill_records

        if out is not None:
            raise InvalidArgument("a frame or records are given back; leave out= away, or pass a path to fill a file")
        if wanted.shape is not None or wanted.format is not None:
            raise InvalidArgument("a format and a shape are for files; a frame or records come back as they are")
        frame = is_frame(people)
        if not frame:
            if not isinstance(people, Iterable) or isinstance(people, bytes | Mapping):
                raise InvalidArgument(f"fill takes a path, a frame or a list of records, not {shown(people)}")
            people = list(people)
        filled = fill_frame(self._over, people, wanted) if frame else fill_records(self._over, people, wanted)
        if learn:
            filled = filled if frame else list(filled)
            self.learn(p for p in read_people(people, columns=wanted.columns) if p.addresses)
        return filled if frame else iter(filled)

    def guess_many(
        self, people: Iterable[later.Person], *, known: Iterable[pieces.Known] = (), limit: int = 10
    ) -> Iterator[later.Guess]:
        """Guess the addresses of many people at any companies: one answer for each, in their order.

        - `people`: as `read_people` gives them; those that have an address are evidence for their colleagues, for this
          call only
        - `known`: more colleagues, as for `at`; default: none
        - `limit`: how many candidates an answer lists, 1 to 1,000; default: 10

        A person who cannot be guessed gives an answer without a candidate, whose warning says why. Raises
        `InvalidArgument`.

        >>> from emailguess import Guesser, read_people
        >>> people = read_people("Name,Email,Website\\nBob Jones,bjones@acme.example,acme.example\\n"
        ...                      "Jane Doe,,acme.example\\n")
        >>> [answer.best.address for answer in Guesser().guess_many(people)]
        ['bjones@acme.example', 'jdoe@acme.example']
        """
        from emailguess.fill.frames import guesses
        from emailguess.guesser.arguments import checked_limit

        return guesses(self._over, people, known, checked_limit(limit))
