"""What a sheet tells of its companies, in a file of its own beside the result: evidence as a store keeps it, and the
spellings of each company's name.

No store that outlives the work is written to. The evidence is counts and digests; it goes when the work is done.

Start reading at `teach`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from emailguess.companies import company_key
from emailguess.errors import EmailGuessError
from emailguess.files import Person

if TYPE_CHECKING:
    from emailguess.results.reports import LearnReport
    from emailguess.store import Store

__all__ = ["BATCH", "Learner", "Told", "learned_from", "teach"]

BATCH = 5_000
"""So many addresses are read together: rows that slipped against their names are noticed among these."""
_SPELLINGS = 20_000


class Told:
    """What a sheet told."""

    def __init__(self, evidence: Store, spellings: Path | None = None) -> None:
        """`spellings` is the file that keeps how companies are written; without one they are kept in memory."""
        self.evidence = evidence
        self._path = spellings
        self._memory: dict[str, str] = {}
        self.spelling = lru_cache(maxsize=4096)(self._spelling)
        self.count = lru_cache(maxsize=4096)(self._count)

    def _count(self, host: str) -> int:
        """Pieces of evidence about a domain that the sheet told."""
        return self.evidence.counts(host).total

    def _spelling(self, key: str) -> str:
        """The commonest way in which a company is written; empty for one the sheet does not have."""
        if self._path is None:
            return self._memory.get(key, "")
        with _connected(self._path) as db:
            found = db.execute(_COMMONEST, (key,)).fetchone()
        return str(found[0]) if found is not None else ""

    def keep(self, names: Iterable[str]) -> None:
        """Keep how companies are written, one name for each row."""
        if self._path is None:
            best: dict[str, tuple[int, str]] = {}
            for name, number in Counter(names).items():
                key = _key(name)
                best[key] = min(best.get(key, (1, "")), (-number, name))
            self._memory = {key: name for key, (_, name) in best.items() if key}
            return
        source = iter(names)
        with _connected(self._path) as db:
            db.execute("CREATE TABLE IF NOT EXISTS spelling (key TEXT, name TEXT, number INT, PRIMARY KEY (key, name))")
            while some := Counter(islice(source, _SPELLINGS)):
                db.executemany(_ADD, [(key, name, n) for name, n in some.items() if (key := _key(name))])


_COMMONEST = "SELECT name FROM spelling WHERE key = ? ORDER BY number DESC, name LIMIT 1"
_ADD = "INSERT INTO spelling VALUES (?, ?, ?) ON CONFLICT (key, name) DO UPDATE SET number = number + excluded.number"


def _connected(path: Path) -> _Closing:
    return _Closing(path)


class _Closing:
    """A connection that commits and is closed at the end."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        return self._db

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()


@lru_cache(maxsize=16_384)
def _key(name: str) -> str:
    try:
        return company_key(name)
    except EmailGuessError:
        return ""


class Learner(Protocol):
    """Whoever learns colleagues' addresses, and where companies have their mail."""

    def learn(self, known: Iterable[Any], *, seen: date | None = None, jobs: int = 1) -> LearnReport:
        """Learn colleagues' addresses; `seen` dates those without a day of their own."""

    def learn_company(self, company: str, domain: str, *, only_new: bool = False) -> bool:
        """Learn where a company has its mail; with `only_new` only where nothing is known of it."""


def teach(guesser: Learner, told: Told, people: Iterable[Person], known: Iterable[Any], today: date, jobs: int) -> None:
    """Have the guesser, which writes to `told.evidence`, learn what a sheet's people and further colleagues tell."""
    learned_from(guesser, known, today, jobs)
    told.keep(_companies(guesser, people, today, jobs))


def _companies(guesser: Learner, people: Iterable[Person], today: date, jobs: int) -> Iterator[str]:
    """Learn the people in batches, and give the company of each row on the way."""
    batch: list[Person] = []
    places: dict[tuple[str, str], None] = {}
    for person in people:
        if person.company:
            yield person.company
            if domain := person.company_domain:
                places[person.company, domain] = None
        if person.addresses:
            batch.append(person)
        if len(batch) >= BATCH or len(places) >= BATCH:
            _learn(guesser, batch, places, today, jobs)
            batch, places = [], {}
    _learn(guesser, batch, places, today, jobs)


def _learn(
    guesser: Learner, people: Iterable[Person], places: Iterable[tuple[str, str]], today: date, jobs: int
) -> None:
    """Learn people, then where their companies have their mail, where no address tells."""
    if people:
        guesser.learn(people, seen=today, jobs=jobs)
    for company, domain in places:
        try:
            guesser.learn_company(company, domain, only_new=True)
        except EmailGuessError:
            continue  # what stands there is no company or no domain; the row itself is answered with why


def learned_from(guesser: Learner, people: Iterable[Any], today: date | None, jobs: int) -> int:
    """Learn people in batches; how many pieces of evidence were new."""
    source, new = iter(people), 0
    while batch := list(islice(source, BATCH)):
        new += guesser.learn(batch, seen=today, jobs=jobs).learned
    return new
