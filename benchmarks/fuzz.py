"""Fuzzing of the public API: hostile calls by the million, each held to what the documentation promises.

    python -m benchmarks fuzz --seconds 3600 --seed 7 --out benchmarks/results/fuzz.json

A call may answer, or raise an error of the library's tree (or `ValueError` where that is documented); its answer must
keep the library's promises: probabilities that sum to one, nobody suppressed in any output, counts that a fresh store
reads back. Everything else is a fault, reported with what was passed.

Start reading at `Fuzz.step`.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import emailguess
from benchmarks.hostile import Hostile
from benchmarks.markdown import table
from emailguess import EmailGuessError, Guess, Guesser, Pattern, StoreError, expected_bounces
from emailguess.companies import domains as company_domains
from emailguess.files import read_people
from emailguess.store import LayeredStore, MemoryStore, SqliteStore
from emailguess.store.suppression import read_entries

__all__ = ["Fuzz", "main", "markdown"]

# A call of hostile input that takes longer is a fault: the longest honest ones take some tenths of a second. Time of
# the processor, for other programs keep it from us; one that waits for ever uses none, and is stopped by the clock.
_HANG_S = 30.0
_WAITING_S = 600.0
_MOST_FAULTS = 50
_CALLS_A_ROUND = 400


class Broken(AssertionError):
    """A promise that did not hold."""


class Hang(Exception):
    """A call that took too long."""


def _promise(holds: object, what: str) -> None:
    if not holds:
        raise Broken(what)


class Fuzz:
    """One run: guessers over every kind of store, and what was found."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed = seed
        self.folder = folder
        self.cases: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.faults: dict[str, dict[str, Any]] = {}
        self.slowest: dict[str, float] = {}
        self._number = 0
        self._round = 0
        self._calls: dict[str, Callable[[Guesser, Hostile], None]] = {
            name.removeprefix("_do_"): getattr(self, name) for name in sorted(dir(self)) if name.startswith("_do_")
        }

    def run(self, *, seconds: float = float("inf"), cases: int = sys.maxsize) -> None:
        """Call until the time or the number of cases is over; fresh stores after every few hundred calls."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and self._number < cases and len(self.faults) < _MOST_FAULTS:
            self._round += 1
            with tempfile.TemporaryDirectory(dir=self.folder) as folder, self._guessers(Path(folder)) as guessers:
                for _ in range(_CALLS_A_ROUND):
                    if time.monotonic() > ends or self._number >= cases:
                        break
                    self.step(guessers)
                self._tried("check", "", lambda: self._checked(guessers))

    @contextmanager
    def _guessers(self, folder: Path) -> Iterator[list[Guesser]]:
        self.place = folder
        self.suppressed: dict[int, set[str]] = {}
        below = SqliteStore(folder / "below.db", keep_months=0)
        stores = [MemoryStore(), SqliteStore(folder / "known.db", keep_months=0), LayeredStore(MemoryStore(), below)]
        made = [Guesser(store=store) for store in stores]  # type: ignore[arg-type]  # each keeps the protocol
        try:
            yield made
        finally:
            for guesser in made:
                guesser.close()

    def step(self, guessers: list[Guesser]) -> None:
        """Make one case: draw a call and its arguments, and hold the result to its promises."""
        self._number += 1
        random = Random(f"{self.seed}:{self._number}")  # noqa: S311 -- cases, not secrets
        name = random.choice(list(self._calls))
        guesser = random.choice(guessers)
        told = _Told(random)
        self._tried(name, told, lambda: self._calls[name](guesser, told))

    def _tried(self, name: str, told: object, call: Callable[[], None]) -> None:
        self.cases[name] += 1
        started = time.process_time()
        try:
            with _limited():
                call()
        except (EmailGuessError, ValueError) as error:
            # UnicodeError is a ValueError nobody means to raise.
            if isinstance(error, UnicodeError) or not str(error):
                self._fault(name, told, error)
            self.refused[name] += 1
            if len(str(error)) > 2_000 or any(ord(c) < 32 and c not in "\n\t" for c in str(error)):
                self._fault(
                    name, told, Broken(f"a message of {len(str(error))} characters, or with control characters")
                )
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 -- whatever is raised is the finding
            self._fault(name, told, error)
        self.slowest[name] = max(self.slowest.get(name, 0.0), time.process_time() - started)

    def _fault(self, name: str, told: object, error: BaseException) -> None:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "emailguess" in f.filename or "fuzz" in f.filename
        ]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
        key = f"{name}: {type(error).__name__} at {place}"
        found = self.faults.setdefault(
            key, {"number": 0, "case": self._number, "error": ascii(str(error))[:300], "passed": str(told)[:3000]}
        )
        found["number"] += 1

    def _checked(self, guessers: list[Guesser]) -> None:
        """After a round every store is sound, and a store opened afresh reads what this one holds."""
        for guesser in guessers:
            _promise(not guesser.store.check(), f"check: {guesser.store.check()}")
        ours = guessers[1].store
        with SqliteStore(self.place / "known.db", read_only=True) as fresh:
            for domain in ours.domains():
                _promise(fresh.counts(domain) == ours.counts(domain), f"a fresh store reads other counts of {domain}")

    # Each call below is drawn by its name.

    def _do_guess(self, guesser: Guesser, draw: Hostile) -> None:
        options: dict[str, Any] = {"known": draw.pieces()} if draw.random.random() < 0.5 else {}
        for option, value in (
            ("pattern", draw.pattern),
            ("country", lambda: draw.one("de", "us", "XX", "", "germany", draw.thing)),
            ("name_order", lambda: draw.one("given-first", "family-first", "other", draw.thing)),
            ("bounced", lambda: [draw.address() for _ in range(2)]),
            ("headcount", lambda: draw.one(1, 300, 10**6, 0, draw.thing)),
            ("limit", lambda: draw.one(1, 1000, 0, draw.thing)),
            ("today", draw.day),
        ):
            if draw.random.random() < 0.12:
                options[option] = value()
        if draw.random.random() < 0.15:
            options["company"] = draw.company()
        else:
            options["domain"] = draw.domain()
        answer = guesser.guess(draw.name(), **options)
        self._held(guesser, answer, draw)

    def _held(self, guesser: Guesser, answer: Guess, draw: Hostile) -> None:
        """What every answer promises."""
        chances = [c.probability for c in answer]
        _promise(all(0 <= p <= 1 for p in [*chances, answer.p_none]), "a probability outside 0 to 1")
        if len(answer.candidates) < 10:
            _promise(abs(sum(chances) + answer.p_none - 1) < 1e-6, f"mass {sum(chances) + answer.p_none}")
        _promise(chances == sorted(chances, reverse=True), "candidates out of order")
        shown = [c.address for c in answer]
        _promise(len(set(shown)) == len(shown), "a candidate twice")
        _promise(all(s.isascii() and s.isprintable() and 0 < s.index("@") <= 64 for s in shown), "an odd address")
        hidden = self.suppressed.get(id(guesser), set())
        _promise(hidden.isdisjoint(shown), "a suppressed address is a candidate")
        text = json.dumps(answer.to_dict()) + repr(answer) + answer._repr_html_()
        for way in (answer.explain, lambda: str(answer.provenance().to_dict()), answer.routes, answer.misdelivery_risk):
            if draw.random.random() < 0.4:
                text += str(way())
        if draw.random.random() < 0.05:
            text += repr(answer.would_help) + repr(answer.counterfactuals) + str(expected_bounces([answer]))
        if draw.random.random() < 0.1:
            copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 -- our own bytes
            _promise(copy == answer, "a pickled answer is another")
            text += copy.explain() + pickle.dumps(answer, protocol=0).decode("latin-1")
        self._discreet(guesser, text)

    def _discreet(self, guesser: Guesser, text: str) -> None:
        """No suppressed address in what was said, unless as a piece of a longer one."""
        found = [
            address
            for address in self.suppressed.get(id(guesser), set())
            if re.search(rf"(?<![\w.+'-]){re.escape(address)}(?![\w-]|\.\w)", text, re.IGNORECASE)
        ]
        _promise(not found, "a suppressed address is told")

    def _do_company_of_many(self, guesser: Guesser, draw: Hostile) -> None:
        where = {"company": draw.company()} if draw.random.random() < 0.2 else {"domain": draw.domain()}
        company = guesser.at(**where, known=draw.one((), draw.pieces), headcount=draw.one(None, 50, draw.thing))
        names = [draw.name() for _ in range(draw.random.randrange(4))]
        answers = company.guess_many(names, limit=draw.one(10, 1))
        _promise(len(answers) == len(names), "not as many answers as names")
        for answer in answers:
            self._held(guesser, answer, draw)
        self._discreet(guesser, repr(company) + repr(company.evidence) + str(company.warnings))

    def _do_fill(self, guesser: Guesser, draw: Hostile) -> None:
        titles = ["Name", "First name", "Last name", "Email", "Company", "Website", "Country", "Employees", "Status"]
        kinds: dict[str, Callable[[], Any]] = {
            "Email": draw.address, "Company": draw.company, "Website": draw.domain, "Country": draw.noise,
            "Employees": lambda: draw.one("12", 300, draw.noise), "Status": lambda: draw.one("bounced", "", draw.noise),
        }  # fmt: skip
        chosen = draw.random.sample(titles, draw.random.randrange(2, 7))
        rows = [
            {title: draw.one("", kinds.get(title, draw.name)) for title in chosen}
            for _ in range(draw.random.randrange(5))
        ]
        filled = list(guesser.fill(rows, known=draw.one((), draw.pieces), max_bounce=draw.one(0.05, 1.0, draw.thing)))
        _promise(len(filled) == len(rows), "not as many rows as there were")
        for before, after in zip(rows, filled, strict=True):
            _promise(all(after[title] is before[title] for title in before), "a cell was changed")
            self._discreet(guesser, " ".join(str(v) for k, v in after.items() if k.startswith("emailguess_")))

    def _do_learn(self, guesser: Guesser, draw: Hostile) -> None:
        pieces = draw.pieces(12)
        report = guesser.learn(pieces, seen=draw.one(None, None, draw.day), remember=draw.one(True, True, False))
        used = report.learned + report.repeated + len({bad.row for bad in report.rejected})
        _promise(used >= len(pieces) if isinstance(pieces, list) else True, "a row is neither learned nor reported")

    def _do_forget(self, guesser: Guesser, draw: Hostile) -> None:
        whom = draw.one(draw.address, draw.domain)
        guesser.forget(whom)
        _promise(guesser.forget(whom) == 0, "forgotten twice")

    def _do_suppress(self, guesser: Guesser, draw: Hostile) -> None:
        whom = draw.one(draw.address, draw.address, draw.address, draw.domain, draw.noise)
        name = draw.name() if draw.random.random() < 0.1 else None
        guesser.suppress(whom, name=name)
        _promise(not guesser.suppress(whom, name=name), "suppressed twice")
        if name is not None:
            _promise(not guesser.guess(name, whom).candidates, "somebody suppressed by name is answered")
        if name is None and isinstance(whom, str) and "@" in whom.strip().lstrip("@"):
            from emailguess.addresses.parser import mailbox

            self.suppressed.setdefault(id(guesser), set()).add(mailbox(whom).address)

    def _do_bounced(self, guesser: Guesser, draw: Hostile) -> None:
        kind = draw.one("unknown", "left", "full", "5.1.1", "9.9.9", draw.noise, draw.thing)
        guesser.bounced(draw.address(), name=draw.one("", draw.name), kind=kind, seen=draw.one(None, draw.day))

    def _do_delivered(self, guesser: Guesser, draw: Hostile) -> None:
        guesser.delivered(draw.address(), name=draw.one("", draw.name), seen=draw.one(None, draw.day))

    def _do_patterns(self, guesser: Guesser, draw: Hostile) -> None:
        shares = guesser.patterns(draw.domain(), known=draw.one((), draw.pieces))
        _promise(abs(sum(share.probability for share in shares) - 1) < 1e-6, "shares that do not sum to one")

    def _do_domains(self, guesser: Guesser, draw: Hostile) -> None:
        find = draw.random.choice([guesser.domains, company_domains])
        found = find(draw.company(), country=draw.one(None, "de", draw.noise))
        json.dumps(found.to_dict())
        found.explain()

    def _do_company(self, guesser: Guesser, draw: Hostile) -> None:
        if draw.random.random() < 0.5:
            guesser.learn_company(draw.company(), draw.domain())
        else:
            guesser.declare_alias(draw.domain(), draw.domain())

    def _do_pattern(self, guesser: Guesser, draw: Hostile) -> None:
        pattern = Pattern(draw.pattern())
        _promise(Pattern(str(pattern)) == pattern, "a pattern that does not print itself")

    def _do_expire(self, guesser: Guesser, draw: Hostile) -> None:
        if draw.random.random() < 0.2:
            guesser.expire(draw.one(draw.day, draw.thing))

    def _do_merge(self, guesser: Guesser, draw: Hostile) -> None:
        other = Guesser()
        other.learn([(f"{g} Doe", f"{g}.doe@acme.example") for g in ("ann", "bob", "cid", "dan", "eve", "fay")])
        document = draw.one(other.export, guesser.export)
        whole = guesser.merge(document)
        _promise(whole.stores + whole.unchanged <= 50, "more parts than stores")
        _promise(guesser.merge(document).stores == 0, "the same export changed something twice")
        before = sorted(guesser.store.domains())
        try:
            guesser.merge(draw.altered(document))
        except StoreError:
            _promise(before == sorted(guesser.store.domains()), "a refused export left something")

    def _do_files(self, guesser: Guesser, draw: Hostile) -> None:
        path = self.place / draw.one("list.csv", "team.tsv", "x.txt")
        path.write_bytes(draw.file())
        if draw.random.random() < 0.3:
            guesser.suppress_file(path)
            self.suppressed.pop(id(guesser), None)
        elif draw.random.random() < 0.5:
            guesser.learn(read_people(path))
        else:
            list(read_people(path))

    def _do_lists(self, guesser: Guesser, draw: Hostile) -> None:
        lines = [
            str(draw.one(draw.address, draw.domain, draw.noise, draw.name)) for _ in range(draw.random.randrange(9))
        ]
        for row, entry in read_entries(lines):
            _promise(1 <= row <= len(lines) and entry is not None, "a row that is none")

    def _do_upkeep(self, guesser: Guesser, draw: Hostile) -> None:
        if draw.random.random() < 0.1:
            guesser.store.vacuum()
        _promise(guesser.store.stats().pieces >= 0, "a negative size")

    def _do_open(self, guesser: Guesser, draw: Hostile) -> None:
        odd = draw.one(draw.noise, "", "\0", "~nobody/x", self.place, self.place / "list.csv" / "x", 5)
        try:
            Guesser.open(odd, create=False, read_only=True).close()
        except StoreError:
            return
        raise Broken("something that is no store was opened")


class _Told(Hostile):
    """Draws, and remembers what was drawn, so that a fault can be told."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.drawn: list[Any] = []

    def __str__(self) -> str:
        return ascii(self.drawn)


def _remembering(name: str) -> Callable[[_Told], Any]:
    plain = getattr(Hostile, name)

    def drawn(self: _Told, *arguments: Any) -> Any:
        value = plain(self, *arguments)
        self.drawn.append((name, value))
        return value

    return drawn


for _name in ("name", "domain", "address", "pieces", "company", "pattern", "day", "file", "altered", "one"):
    setattr(_Told, _name, _remembering(_name))


@contextmanager
def _limited() -> Iterator[None]:
    """Stop a call that hangs."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang(f"no answer in {_HANG_S:.0f} s of the processor's time, or {_WAITING_S:.0f} s by the clock")

    before = [(number, signal.signal(number, stop)) for number in (signal.SIGALRM, signal.SIGPROF)]
    signal.setitimer(signal.ITIMER_REAL, _WAITING_S)
    signal.setitimer(signal.ITIMER_PROF, _HANG_S)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        for number, handler in before:
            signal.signal(number, handler)


def result(fuzz: Fuzz, seconds: float) -> dict[str, Any]:
    """The figures of a run."""
    return {
        "emailguess": emailguess.__version__,
        "seed": fuzz.seed,
        "seconds": round(seconds),
        "cases": sum(fuzz.cases.values()),
        "calls": {
            name: {"cases": n, "refused": fuzz.refused[name], "slowest_s": round(fuzz.slowest[name], 2)}
            for name, n in sorted(fuzz.cases.items())
        },
        "faults": fuzz.faults,
    }


def added(before: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """The figures of several runs together."""
    calls = dict(before["calls"])
    for name, call in found["calls"].items():
        had = calls.get(name, {"cases": 0, "refused": 0, "slowest_s": 0.0})
        calls[name] = {
            "cases": had["cases"] + call["cases"],
            "refused": had["refused"] + call["refused"],
            "slowest_s": max(had["slowest_s"], call["slowest_s"]),
        }
    return {
        "emailguess": found["emailguess"],
        "seed": f"{before['seed']}, {found['seed']}",
        "seconds": before["seconds"] + found["seconds"],
        "cases": before["cases"] + found["cases"],
        "calls": dict(sorted(calls.items())),
        "faults": before["faults"] | found["faults"],
    }


def markdown(found: dict[str, Any]) -> str:
    """Write the figures for people."""
    rows = [[name, f"{c['cases']:,}", f"{c['refused']:,}", f"{c['slowest_s']}"] for name, c in found["calls"].items()]
    parts = [
        "# Fuzzing",
        f"emailguess {found['emailguess']}, seed {found['seed']}: {found['cases']:,} hostile calls in "
        f"{found['seconds']:,} s, {len(found['faults'])} kinds of fault.",
        table(["call", "cases", "refused with an error", "slowest, s of processor time"], rows),
    ]
    parts += [f"- {key} ({fault['number']} times): {fault['error']}" for key, fault in found["faults"].items()]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Run for some seconds, and write the figures; 1 where faults were found."""
    parser = argparse.ArgumentParser(description="hostile calls of the public API, each held to its promises")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write JSON here, and Markdown beside it")
    parser.add_argument("--add", action="store_true", help="add to the figures that are in --out already")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(options.seed, Path(folder))
        fuzz.run(seconds=options.seconds)
    found = result(fuzz, time.monotonic() - started)
    if options.add and options.out and options.out.exists():
        found = added(json.loads(options.out.read_text(encoding="utf-8")), found)
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        options.out.with_suffix(".md").write_text(markdown(found), encoding="utf-8")
    print(markdown(found))
    for key, fault in fuzz.faults.items():
        print(f"{key}\n  {fault['error']}\n  passed: {fault['passed'][:1500]}\n", file=sys.stderr)
    return int(bool(fuzz.faults))


if __name__ == "__main__":
    raise SystemExit(main())
