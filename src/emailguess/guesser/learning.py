"""What a guesser remembers: it learns, forgets, and keeps quiet about whom it was told to.

Names and addresses come in and digests and counts go to the store; every row is judged by itself, and the good ones
are written in one transaction. It answers no question.

Start reading at `Learner.learn`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from emailguess.addresses import parser as addresses
from emailguess.addresses import providers
from emailguess.errors import EmailGuessError, InvalidArgument, InvalidDomain, InvalidName, shown
from emailguess.evidence import pieces
from emailguess.evidence import reading as evidence
from emailguess.evidence.counts import Seen, month_of
from emailguess.evidence.intake import one_mailbox
from emailguess.guesser.arguments import of_file
from emailguess.model.collisions import name_keys
from emailguess.model.prior import Prior
from emailguess.names.parser import PersonName
from emailguess.processes import checked_jobs, worked
from emailguess.store import Entry, Merged, Store
from emailguess.store.aggregation import MIN_PEOPLE, Expected
from emailguess.store.people import latest_month, month_told

if TYPE_CHECKING:
    from emailguess.results.reports import LearnReport, Rejected, SuppressReport

__all__ = ["Learner"]

MAX_LIST_BYTES = 256 * 1024 * 1024
# Rows that one process reads at a time: some tenths of a second.
_TOGETHER = 250


class Learner:
    """Keeps evidence in a store, read with what a prior knows of names and patterns."""

    def __init__(self, prior: Callable[[], Prior], store: Store) -> None:
        """`prior` is asked for when something is to be read: loading it takes time."""
        self._prior = prior
        self._store = store

    def learn(
        self,
        known: Iterable[pieces.Known] | PathLike[str],
        *,
        seen: date | None = None,
        remember: bool = True,
        jobs: int = 1,
    ) -> LearnReport:
        """Learn from colleagues' addresses, at any number of companies; all good rows in one transaction."""
        from emailguess.results.reports import LearnReport, Rejected

        month = month_told(seen)
        checked_jobs(jobs)
        entries: list[Entry] = []
        rows: list[int] = []
        rejected: list[Rejected] = []
        told = [(row, one) for row, item in enumerate(pieces.items(of_file(known)), 1) for one in pieces.parted(item)]
        read, slipped = evidence.read_list([one for _, one in told])
        batch = _Batch(self, [one for _, one in told], read, slipped, month)
        places = [range(start, min(start + _TOGETHER, len(told))) for start in range(0, len(told), _TOGETHER)]
        made = chain.from_iterable(worked(_Batch.entries, batch, places, jobs if len(places) > 1 else 1))
        for (row, _), (entry, odd) in zip(told, made, strict=True):
            if isinstance(entry, str):
                rejected.append(Rejected(row=row, reason=entry))
                continue
            if odd:
                rejected.append(Rejected(row=row, reason=odd))
            entries.append(entry)
            rows.append(row)
        done = self._store.record(entries, remember=remember)
        why = dict.fromkeys(done.old, _TOO_OLD) | dict.fromkeys(done.damaged, _DAMAGED)
        rejected += [Rejected(row=rows[place], reason=reason) for place, reason in why.items()]
        rejected.sort(key=lambda bad: bad.row)
        _log("learned %d pieces of evidence, %d of them repeated; %d rejected", len(rows), done.repeated, len(rejected))
        return LearnReport(
            learned=done.new,
            repeated=done.repeated,
            unexplained=sum(entry.seen.unexplained for entry in entries),
            domains=len({entry.domain for entry in entries}),
            rejected=tuple(rejected),
        )

    def entry(self, item: pieces.Known, piece: pieces.Piece | None, month: int) -> tuple[Entry | str, str]:
        """What a store is told of one row, or why it cannot be used; and what is wrong with the company's name in it.

        `piece` is what `read_list` made of it; `month` dates what has no date of its own.
        """
        try:
            entry = self._entry(item, piece, month)
        except _UNFORESEEN as error:  # one row must not end a batch
            entry = f"it could not be read ({type(error).__name__}); please report the form of this row"
        if isinstance(entry, str):
            return entry, ""
        try:
            return entry._replace(company=_company_key(item)), ""
        except EmailGuessError as error:
            return entry, str(error)

    def _entry(self, item: pieces.Known, piece: pieces.Piece | None, month: int) -> Entry | str:
        """What the store is told of a piece of evidence; or why it cannot be used."""
        knowledge = self._prior()
        read = evidence.read_item(item, knowledge.matcher, piece)
        if isinstance(read, str):
            return read
        piece, found = read
        host = piece.box.domain.name
        if month and not found.month:
            found = found._replace(month=month)
        if found.month > latest_month():
            return "dated in the future; pass the day it was seen"
        return self._kept(host, found, piece.box.local, self._name_key(piece.name))

    def _name_key(self, name: str | PersonName) -> str:
        """The key of the plainest way to read a name; empty where there is none."""
        plainest = evidence.spelled(name, self._prior().lexicon)[:1] if name else ()
        return next(iter(name_keys(plainest)), "")

    def _kept(self, host: str, seen: Seen, local: str, name: str) -> Entry:
        """What the store is told, without what of a signature may not be kept."""
        from emailguess.store.redaction import for_keeps
        from emailguess.store.signatures import writable

        kept, texts = for_keeps(seen, host, self._prior().lexicon, self._prior().patterns)
        return Entry(
            host, kept._replace(signature=writable(kept.signature)), local, name, texts=writable(tuple(sorted(texts)))
        )

    def _name_keys(self, name: str | PersonName) -> tuple[str, ...]:
        """The keys by which a store knows a person's name, the plainest way to read it first."""
        return name_keys(evidence.spelled(name, self._prior().lexicon))

    def bounced(
        self, address: str, *, name: str | PersonName = "", kind: str = "unknown", seen: date | None = None
    ) -> bool:
        """Tell that a message to an address came back; whether that taught something."""
        from emailguess.evidence.outcomes import bounce, bounce_kind

        why = bounce_kind(kind)

        def showing(piece: pieces.Piece, knowledge: Prior) -> Seen | None:
            return bounce(piece, why, knowledge.matcher)

        return self._note(address, name, seen, showing)

    def delivered(
        self, address: str, *, name: str | PersonName = "", catch_all: bool = False, seen: date | None = None
    ) -> bool:
        """Tell that a message to an address did not come back; whether that taught anything."""
        from emailguess.evidence.outcomes import delivery

        def showing(piece: pieces.Piece, knowledge: Prior) -> Seen | None:
            return delivery(piece, knowledge.matcher, catch_all=catch_all)

        return self._note(address, name, seen, showing)

    def _note(
        self,
        address: str,
        name: str | PersonName,
        seen: date | None,
        showing: Callable[[pieces.Piece, Prior], Seen | None],
    ) -> bool:
        """Record what became of one message; whether the counts changed."""
        month_told(seen)
        (piece,) = pieces.pieces([pieces.Sighting(address=address, name=name, seen=seen)])
        host = piece.box.domain.name
        if reason := providers.open_to_all(host):
            raise InvalidDomain(
                f"{reason}; only an address at a company's own domain tells how that company writes addresses"
            )
        found = showing(piece, self._prior())
        if found is None:
            return False
        keys = self._name_keys(piece.name) if piece.name else ()
        before = self._store.counts(host)
        self._store.record([self._kept(host, found, piece.box.local, keys[0] if keys else "")])
        return self._store.counts(host) != before

    def learn_company(self, company: str, domain: str, *, only_new: bool = False) -> bool:
        """Remember that a company has its mail at a domain. Raises `InvalidCompany` or `InvalidDomain`."""
        from emailguess.companies import company_key

        key, host = company_key(company), addresses.domain(domain).name
        if only_new and (self._store.company(key) or providers.open_to_all(host)):
            return False
        self._store.add_company(key, host)
        return True

    def declare_alias(self, one: str, other: str) -> None:
        """Declare that two domains belong to the same company."""
        self._store.add_alias(addresses.domain(one).name, addresses.domain(other).name)

    def forget(self, whom: str) -> int:
        """Forget one person, by the address, or everything about a domain; how many pieces of evidence went."""
        if isinstance(whom, str) and "@" in whom:
            box = one_mailbox(whom)
            gone = self._store.forget(box.domain.name, box.local)
        else:
            gone = self._store.forget_domain(addresses.domain(whom).name)
        _log("forgot %d pieces of evidence", gone)
        return gone

    def expire(self, before: date) -> int:
        """Forget all evidence older than the month of a date, for good; how many pieces went."""
        if not isinstance(before, date):
            raise InvalidArgument(f"expire takes a datetime.date, not {shown(before)}")
        before = before.date() if isinstance(before, datetime) else before
        if before > date.today():
            raise InvalidArgument(f"{before.isoformat()} is in the future; nothing learned until then would be kept")
        gone = self._store.expire(month_of(before))
        _log("expired %d pieces of evidence", gone)
        return gone

    def suppress(self, whom: str, *, name: str | PersonName | None = None) -> bool:
        """Never show an address again; whether it was not suppressed before."""
        from emailguess.store.likeness import listed_keys
        from emailguess.store.suppression import target

        entry = target(whom)
        if name is not None and not isinstance(name, str | PersonName):
            raise InvalidName(f"a name is text or a PersonName, not {shown(name)}")
        if name is not None:
            if entry.local or entry.sha256:
                raise InvalidDomain(f"with a name, pass the person's domain, not {shown(whom)}")
            keys = listed_keys([each.form for each in evidence.spelled(name, self._prior().lexicon)])
            if not keys:
                raise InvalidName(
                    f"{shown(name)} has nothing but initials that an address could show; write it out, in Latin letters"
                )
            entry = entry._replace(names=keys)
        return bool(self._store.suppress([entry]))

    def suppress_file(self, path: str | PathLike[str]) -> SuppressReport:
        """Suppress a list."""
        from emailguess.files.readers import read_list
        from emailguess.results.reports import Rejected, SuppressReport
        from emailguess.store.suppression import read_entries

        read = list(read_entries(read_list(path, MAX_LIST_BYTES).splitlines()))
        good = [entry for _, entry in read if not isinstance(entry, Rejected)]
        bad = tuple(entry for _, entry in read if isinstance(entry, Rejected))
        new = self._store.suppress(good)
        _log("suppressed %d entries, %d of them new; %d rejected", len(good), new, len(bad))
        return SuppressReport(entries=len(good), new=new, rejected=bad)

    def export(self, minimum: int = MIN_PEOPLE) -> str:
        """What is counted, as JSON to hand to others."""
        from emailguess.store.redaction import names_a_person

        known = self._prior()
        persons = partial(names_a_person, lexicon=known.lexicon)
        return self._store.export(minimum, Expected(known.pattern_means, known.habit_means, persons))

    def merge(self, document: str) -> Merged:
        """Add what another store exported."""
        done = self._store.merge(document)
        _log("merged %d stores with %d domains", done.stores, done.domains)
        return done


class _Batch(NamedTuple):
    """Rows that are read together."""

    learner: Learner
    items: Sequence[pieces.Known]
    read: Mapping[int, pieces.Piece]
    """What the addresses' reader made of the rows, by their place."""
    slipped: Container[int]
    month: int

    def entries(self, places: range) -> list[tuple[Entry | str, str]]:
        """What `Learner.entry` gives for some of them."""
        return [
            (_SLIPPED, "")
            if place in self.slipped
            else self.learner.entry(self.items[place], self.read.get(place), self.month)
            for place in places
        ]


_UNFORESEEN = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
_SLIPPED = "its name belongs to another address in this list: did rows slip?"
_DAMAGED = "what is known of this company is damaged; run `emailguess store repair`, then learn the row again"
_TOO_OLD = "older than what the store keeps; change its age limit to keep it"


def _company_key(item: pieces.Known) -> str:
    """The key of the company told beside a colleague; empty where none was. Raises `InvalidCompany`."""
    if isinstance(item, str):
        return ""
    if isinstance(item, pieces.Sighting):
        company = item.company
    elif isinstance(item, (tuple, list)):
        company = item[2] if len(item) == 3 else ""
    else:
        told = item.sighting()
        company = told.company if told is not None else ""
    if not company:
        return ""
    from emailguess.companies import company_key

    return company_key(company)


def _log(text: str, *numbers: int) -> None:
    """Log numbers only: a name or an address has no business in a log."""
    import logging

    logging.getLogger("emailguess").info(text, *numbers)
