"""Faults done to a store on purpose: flipped bytes, processes killed in every kind of change, wrong clocks, readers.

The tests run each small and seeded, `python -m benchmarks store` at full size (`--only` some of them).
People are numbers at `.example` domains.

Start reading at `mutated`, `killed_anywhere`, `clocks` and `readers`.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeAlias
from unittest import mock

import emailguess
from emailguess.errors import StoreError
from emailguess.evidence.counts import Counts, Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, MemoryStore, SqliteStore
from emailguess.store.people import this_month
from emailguess.store.protocol import Target
from emailguess.store.sqlite.connection import CHECKED_BYTES

__all__ = [
    "Clocks",
    "Kills",
    "Mutations",
    "Readers",
    "clocks",
    "enlarge",
    "filled",
    "killed_anywhere",
    "mutated",
    "questions",
    "read_damaged",
    "readers",
    "restored",
]

_State: TypeAlias = dict[str, Counts]
_Asked: TypeAlias = dict[str, Callable[[SqliteStore], object]]
_DOMAINS = [f"c{number}.example" for number in range(12)]
_PATTERNS = ("{first}.{last}", "{f}{last}", "{first}", "{last}{f}")


class Mutations(NamedTuple):
    """What became of mutated files."""

    mutations: int
    harmless: int
    """Everything is read as it was, and the check finds nothing: the byte meant nothing."""
    noticed: int
    """The check tells, or the store is not opened."""
    refused: int
    """Of those noticed, where something that was asked for was refused."""
    silent: int
    """Something else was read than was written, and no error told."""
    unnoticed: int
    """Something was refused or read wrongly, and the check found nothing."""
    mended: int
    """Of those noticed, stores that `repair` made sound."""


def filled(path: Path) -> None:
    """Make a store with something of everything, merged counts and a do-not-contact list included."""
    theirs = MemoryStore()
    theirs.record([Entry(name, _seen(n), f"t{n}", f"n{n}") for n, name in enumerate(_DOMAINS)])
    theirs.add_alias("c1.example", "c2.example")
    with SqliteStore(path) as store:
        store.record(
            [Entry(_DOMAINS[n % 12], _seen(n), f"p{n}", f"name{n}", "acme" if n % 5 == 0 else "") for n in range(240)]
        )
        store.merge(theirs.export(1))
        store.add_alias("c3.example", "c4.example")
        store.suppress([Target(_DOMAINS[n % 12], f"s{n}") for n in range(120)])
        store.suppress([Target("closed.example")])


def _seen(number: int) -> Seen:
    explanation = Match(_PATTERNS[number % 4], (f"order@written={'gf' if number % 2 else 'fg'}",), number % 30)
    return Seen((explanation,), "pair" if number % 3 else "bare", this_month() - number % 7)


def _exported(store: SqliteStore) -> str:
    """An export; what it leaves out because it is damaged it tells, which is as good as refusing."""
    told: list[logging.LogRecord] = []
    log = logging.getLogger("emailguess")
    handler = logging.Handler()
    handler.emit = told.append  # type: ignore[method-assign]
    log.addHandler(handler)
    try:
        document = store.export()
    finally:
        log.removeHandler(handler)
    if told:
        raise StoreError(told[0].getMessage())
    return document


def _asked() -> dict[str, Callable[[SqliteStore], object]]:
    """Everything a reader may ask, each by itself."""
    asked: dict[str, Callable[[SqliteStore], object]] = {
        "alias": lambda s: (s.aliases("c3.example"), s.aliases("c1.example")),
        "company": lambda s: dict(s.company("acme")),
        "domains": lambda s: list(s.domains()),
        "closed": lambda s: s.suppressed("closed.example", (), ()),
        "suppresses": lambda s: s.suppresses(),
        "export": _exported,
    }
    for place, name in enumerate(_DOMAINS):
        locals_ = [f"p{n}" for n in range(place, 240, 12)]
        hidden = [f"s{n}" for n in range(place, 120, 12)]
        names = [f"name{n}" for n in range(place, 240, 24)]
        asked |= {
            f"counts {name}": lambda s, name=name: s.counts(name),
            f"owners {name}": lambda s, name=name, names=names, locals_=locals_: dict(s.owners(name, names, locals_)),
            f"hidden {name}": lambda s, name=name, hidden=hidden: s.suppressed(name, (), hidden),
            f"named {name}": lambda s, place=place: s.named(f"c{place}"),
        }
    return asked


def enlarge(path: Path) -> None:
    """Give a file more empty pages than one may have that is checked as a whole when it is opened."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE room AS SELECT zeroblob(?)", (CHECKED_BYTES + (1 << 18),))
    db.execute("DROP TABLE room")
    db.commit()
    db.close()


def questions(path: Path) -> tuple[_Asked, dict[str, object]]:
    """What is asked of a store, and what is right."""
    asked = _asked()
    with SqliteStore(path, read_only=True) as store:
        return asked, {name: ask(store) for name, ask in asked.items()}


def mutated(folder: Path, *, mutations: int = 3_000, seed: int = 7, large: bool = False) -> Mutations:
    """Change one byte of a store's file at random, many times: is anything wrong read without an error?

    A `large` file is one that is not checked as a whole when it is opened.
    """
    path = folder / "mutated.db"
    path.unlink(missing_ok=True)
    filled(path)
    if large:
        enlarge(path)
    asked, truth = questions(path)
    content = path.read_bytes()
    random = Random(seed)  # noqa: S311 -- where to break
    found = dict.fromkeys(Mutations._fields, 0)
    used = [place for place, byte in enumerate(content) if byte]
    for number in range(mutations):
        damaged = bytearray(content)
        # Most bytes of a file are unused; two of three mutations go where something stands.
        place = random.choice(used) if number % 3 else random.randrange(len(content))
        damaged[place] ^= random.randrange(1, 256)
        restored(path, bytes(damaged))
        wrong, refused, told = read_damaged(path, asked, truth)
        found["mutations"] += 1
        found["silent"] += bool(wrong)
        found["refused"] += bool(refused)
        found["noticed"] += told
        found["unnoticed"] += bool(wrong or refused) and not told
        found["harmless"] += not (wrong or refused or told)
        if told and number % 10 == 0:
            found["mended"] += 10 * _mended(path)
    restored(path, content)
    return Mutations(**found)


def restored(path: Path, content: bytes) -> None:
    for beside in ("-wal", "-shm"):
        Path(f"{path}{beside}").unlink(missing_ok=True)
    path.write_bytes(content)


def read_damaged(path: Path, asked: _Asked, truth: dict[str, object]) -> tuple[int, int, bool]:
    """How many answers were wrong, how many refused, and whether the check tells."""
    wrong = refused = 0
    try:
        with SqliteStore(path, read_only=True) as store:
            for name, ask in asked.items():
                try:
                    wrong += ask(store) != truth[name]
                except StoreError:
                    refused += 1
            return wrong, refused, bool(store.check())
    except StoreError:
        return 0, len(asked), True


def _mended(path: Path) -> bool:
    from emailguess.store.sqlite.mending import repair_file

    try:
        repair_file(path)
        with SqliteStore(path) as store:
            return not store.check()
    except StoreError:
        return False


class Kills(NamedTuple):
    """What processes left that were killed at some point of some change."""

    kills: int
    by_operation: dict[str, int]
    """How many were killed in each kind of change."""
    lost: int
    """Changes that were told to be done and are not, or are there in part."""
    problems: tuple[str, ...]
    """What the check found after any of them."""


_VICTIM = """
import sys
from pathlib import Path
from emailguess.evidence.counts import Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, MemoryStore, SqliteStore
from emailguess.store.people import this_month
from emailguess.store.protocol import Target
path, operation, run = sys.argv[1:]
seen = Seen((Match("{first}.{last}"),))
print("ready", flush=True)
store = SqliteStore(path)
number = 0
while True:
    here = f"r{run}b{number}.example"
    if operation == "learn":
        store.record([Entry(here, seen, f"p{n}", f"n{n}", "acme") for n in range(40)])
    elif operation == "forget":
        store.forget("keep.example", f"p{run}x{number}")
    elif operation == "merge":
        theirs = MemoryStore()
        theirs.record([Entry(f"m{n}.example", seen, f"t{run}x{number}") for n in range(40)])
        store.merge(theirs.export(1))
    elif operation == "expire":
        # What was expired is never taken again, so every time has a later limit; all of them are long ago.
        limit = this_month() - 20_000 + int(run) * 60 + min(number, 59)
        old = Seen((Match("{first}"),), month=limit - 1)
        store.record([Entry(f"e{n}.example", old, f"o{run}x{number}x{n}") for n in range(20)])
        store.expire(limit)
    elif operation == "suppress":
        store.suppress([Target(here, f"p{n}") for n in range(40)])
    elif operation == "vacuum":
        store.vacuum()
    elif operation == "repair":
        store.repair()
    elif operation == "migrate":
        store.close()
        store = SqliteStore(path)
    print(number, flush=True)
    number += 1
"""
OPERATIONS = ("learn", "forget", "merge", "expire", "suppress", "vacuum", "repair", "migrate")


def killed_anywhere(folder: Path, *, kills: int = 300, seed: int = 3) -> Kills:
    """Kill processes (SIGKILL) at random points of every kind of change: nothing told is lost, the check is clean."""
    random = Random(seed)  # noqa: S311 -- when to kill
    path = folder / "killed.db"
    with SqliteStore(path, keep_months=0) as store:
        store.record([Entry("keep.example", Seen(()), f"p{run}x{n}") for run in range(kills) for n in range(8)])
    lost = 0
    problems: list[str] = []
    done = dict.fromkeys(OPERATIONS, 0)
    for run in range(kills):
        operation = OPERATIONS[run % len(OPERATIONS)]
        target = path
        if operation == "migrate":
            target = folder / f"old{run}.db"
            older(path, target)
        before = _state(path)
        told = _kill(target, operation, run, random)
        done[operation] += 1
        with SqliteStore(target, keep_months=0) as store:
            if operation == "learn":
                lost += sum(store.counts(f"r{run}b{n}.example").total != 40 for n in range(told))
            elif operation == "forget":
                left = store.owners("keep.example", (), [f"p{run}x{n}" for n in range(8)])
                lost += sum(f"p{run}x{n}" in left for n in range(min(told, 8)))
            elif operation == "suppress":
                lost += sum(
                    len(store.suppressed(f"r{run}b{n}.example", (), [f"p{p}" for p in range(40)]).locals) != 40
                    for n in range(told)
                )
            problems += store.check()
        if operation == "migrate":  # version 1 did not note how months are known
            before = {name: _undated(counts) for name, counts in before.items()}
        lost += _halved(operation, told, before, _state(target))
        if target != path:
            target.unlink()
    return Kills(kills, done, lost, tuple(problems))


def _state(path: Path) -> _State:
    with SqliteStore(path, read_only=True, keep_months=0) as store:
        return {name: store.counts(name) for name in store.domains()}


def _undated(counts: Counts) -> Counts:
    return Counts.of(seen._replace(dating="unknown") for seen, number in counts.items() for _ in range(number))


def _halved(operation: str, told: int, before: _State, after: _State) -> bool:
    """Whether the counts are neither those before a change nor those after it, wherever they tell."""
    if operation in ("learn", "forget", "suppress"):  # asked by themselves
        return False
    letter, number = {"merge": ("m", 40), "expire": ("e", 20)}.get(operation, ("", 0))
    changed = {f"{letter}{n}.example" for n in range(number)}
    if any(before.get(name) != after.get(name) for name in (before.keys() | after.keys()) - changed):
        return True
    if not changed:
        return False
    old, new = ({state.get(name, Counts()).total for name in changed} for state in (before, after))
    if len(new) != 1:
        return True
    (was,), (is_,) = old, new
    if operation == "merge":  # the last one may be done and not yet told
        return is_ - was not in (told, told + 1)
    return is_ > 1 + (0 if told else was)  # what one round learned, and what the run before left behind


def _kill(path: Path, operation: str, run: int, random: Random) -> int:
    """Start a change again and again, and kill the process; how many were told to be done."""
    victim = subprocess.Popen(
        [sys.executable, "-c", _VICTIM, str(path), operation, str(run)],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(emailguess.__file__).parent.parent)},
    )
    assert victim.stdout is not None
    victim.stdout.readline()
    read = ""
    if operation != "migrate":
        for _ in range(random.randrange(3)):
            read += victim.stdout.readline()
    time.sleep(random.random() * 0.03)
    victim.send_signal(signal.SIGKILL)
    rest, _ = victim.communicate()
    # Lines come in order from 0; the last one may be cut.
    numbers = [int(line) for line in (read + rest).split("\n")[:-1] if line.isdigit()]
    return max(numbers, default=-1) + 1


def older(path: Path, target: Path) -> None:
    """Write a store as version 1 of its tables had it."""
    from emailguess.store.sqlite import schema, withheld
    from emailguess.store.sqlite.codec import mark, opened

    db = sqlite3.connect(target)
    for statement in schema._statements(schema.MIGRATIONS[0]):
        db.execute(statement)
    db.execute("ATTACH ? AS new", (str(path),))
    for table, columns in {
        "meta": "key, value, mark",
        "signatures": "id, body, mark",
        "domains": "id, name, registered, oldest, counts",
        "people": "domain, person, facts",
        "parts": "id, store, version, mark",
        "merged": "domain, part, registered, oldest, counts",
        "companies": "id, key, domain, part, number, mark",
        "aliases": "one, other, part, mark",
    }.items():
        db.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")  # noqa: S608 -- names from above
    for number, *sort in db.execute("SELECT id, signature, kind, month, tenths FROM new.seens").fetchall():
        db.execute("INSERT INTO seens VALUES (?, ?, ?, ?, ?, ?)", (number, *sort, mark(*sort)))
    db.execute("DELETE FROM meta WHERE key = 'clock'")
    for group, blob in db.execute("SELECT id, digests FROM new.withheld WHERE id >= 0").fetchall():
        for digest in withheld._parsed(opened(withheld._key(group), blob)):
            db.execute("INSERT INTO suppressed VALUES (?, ?)", (digest, mark(digest)))
    db.commit()
    db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    db.close()


class Clocks(NamedTuple):
    """What walks of the clock left."""

    walks: int
    steps: int
    lost: int
    """Pieces of evidence that are gone, though no more than the age limit has passed since they were learned."""
    kept: int
    """Pieces learned and to be kept."""


_CLOCKS = ("emailguess.store.sqlite.clock.this_month", "emailguess.store.sqlite.store.this_month")


def clocks(folder: Path, *, walks: int = 200, steps: int = 12, seed: int = 9) -> Clocks:
    """Let the clock walk at random, years ahead and back, over questions and changes: nothing learned may go by it."""
    random = Random(seed)  # noqa: S311 -- where the clock walks
    real = this_month()
    lost = kept = 0
    for walk in range(walks):
        path = folder / f"clock{walk}.db"
        with SqliteStore(path) as store:
            store.record([Entry("acme.example", Seen(()), f"p{n}") for n in range(5)])
        learned = 5
        for step in range(steps):
            month = real if random.random() < 0.3 else real + random.choice([-1, 1]) * random.randrange(7, 120)
            with (
                mock.patch(_CLOCKS[0], lambda month=month: month),
                mock.patch(_CLOCKS[1], lambda month=month: month),
                SqliteStore(path) as store,
            ):
                what = random.randrange(4)
                if what == 0:
                    learned += store.record([Entry("acme.example", Seen(()), f"w{step}")]).new
                elif what == 1:
                    store.expire()
                else:
                    store.counts("acme.example")
        with SqliteStore(path) as store:
            lost += learned - store.counts("acme.example").total
        kept += learned
        for beside in ("", "-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
    return Clocks(walks, walks * steps, lost, kept)


class Readers(NamedTuple):
    """What readers saw while others wrote."""

    reads: int
    writes: int
    vacuums: int
    wrong: int
    """Answers that no state of the store ever was."""
    problems: tuple[str, ...]


_WRITES = """
import json, sys, time
from emailguess.evidence.counts import Seen
from emailguess.patterns.matching import Match
from emailguess.store import Entry, SqliteStore
from emailguess.store.protocol import Target
path, process, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
seen = Seen((Match("{first}.{last}"),))
store = SqliteStore(path)
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + seconds
writes = vacuums = 0
while time.monotonic() < end:
    # Always four at once, so that a reader never sees a number that four does not divide.
    store.record([Entry(f"c{process}.example", seen, f"p{writes}x{n}") for n in range(4)])
    store.suppress([Target(f"c{process}.example", f"s{writes}")])
    writes += 1
    if writes % 20 == 0:
        store.vacuum()
        vacuums += 1
print(json.dumps([writes, vacuums]))
"""

_READS = """
import json, sys, time
from emailguess.store import SqliteStore
path, process, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
store = SqliteStore(path, read_only=True)
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + seconds
reads = wrong = 0
last = [0] * 8
while time.monotonic() < end:
    for n in range(8):
        total = store.counts(f"c{n}.example").total
        stable = store.counts("stable.example").total
        hidden = store.suppressed("stable.example", (), ("hidden",)).locals
        wrong += total % 4 != 0 or total < last[n] or stable != 100 or not hidden
        last[n] = total
        reads += 1
print(json.dumps([reads, wrong]))
"""


def readers(path: Path, *, each: int = 8, seconds: float = 20.0) -> Readers:
    """As many writers as readers, vacuum included: a reader sees a state of the store, and never one from before."""
    with SqliteStore(path) as store:
        store.record([Entry("stable.example", Seen(()), f"p{n}") for n in range(100)])
        store.suppress([Target("stable.example", "hidden")])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(process), str(seconds)],
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(emailguess.__file__).parent.parent)},
        )
        for code in (_WRITES, _READS)
        for process in range(each)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said: list[Any] = []
    problems: list[str] = []
    for process in started:
        out, err = process.communicate(timeout=seconds * 10 + 120)
        if process.returncode:  # a note on standard error is none
            problems += err.strip().splitlines()[-1:]
        said.append(json.loads(out.strip().splitlines()[-1]) if out.strip().startswith("[") else [0, 0])
    with SqliteStore(path) as store:
        problems += store.check()
    return Readers(
        reads=sum(reads for reads, _ in said[each:]),
        writes=sum(writes for writes, _ in said[:each]),
        vacuums=sum(vacuums for _, vacuums in said[:each]),
        wrong=sum(wrong for _, wrong in said[each:]),
        problems=tuple(problems),
    )
