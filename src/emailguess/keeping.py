"""What a guesser remembers: it learns, forgets, and keeps quiet about whom it was told to.

Names and addresses come in and digests and counts go to the store; every row is judged by itself, and the good ones
are written in one transaction. It answers no question.

Start reading at `Keeper.learn`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Self

from emailguess.addresses import parser as addresses
from emailguess.addresses import providers
from emailguess.errors import EmailGuessError, InvalidDomain, InvalidName, StoreError, shown
from emailguess.evidence import reading as evidence
from emailguess.evidence.counts import Seen, month_of
from emailguess.model import prior
from emailguess.model.collisions import name_keys
from emailguess.model.prior import Prior
from emailguess.names.parser import PersonName
from emailguess.store import Entry, Merged, Store
from emailguess.store.aggregation import MIN_PEOPLE, Expected
from emailguess.store.people import latest_month, month_told

if TYPE_CHECKING:
    from emailguess.results.reports import LearnReport, Rejected, SuppressReport

__all__ = ["Keeper"]

MAX_LIST_BYTES = 256 * 1024 * 1024


class Keeper:
    """Keeps evidence in a store; `Guesser` answers from it."""

    _prior: Prior | None
    _store: Store

    @property
    def prior(self) -> Prior:
        """The knowledge about companies in general; the shipped one is loaded when first needed."""
        if self._prior is None:
            self._prior = prior.shipped()
        return self._prior

    @property
    def store(self) -> Store:
        """Where this guesser keeps what it learned."""
        return self._store

    def close(self) -> None:
        """Let go of the store; it may not be used afterwards."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def learn(self, known: Iterable[evidence.Known], *, seen: date | None = None, remember: bool = True) -> LearnReport:
        """Learn from colleagues' addresses, at any number of companies; all good rows in one transaction.

        Takes what ``known=`` of `guess` takes; where a piece is ``(name, address, company)``, the company's domain is
        learned as by `learn_company`. `seen` dates the pieces that have no date of their own; without it they count as
        of this month. Pieces that cannot be used go into the report with their place and a reason; the others are
        counted, an address that was learned before only once.

        What is kept is counts of patterns and spellings, and a keyed digest of each address and name, by which a
        repetition, the person to `forget` and an address's owner are recognised. Without `remember` no digest is kept;
        then the same people count again when they come again, and cannot be forgotten one by one. Raises `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn(["Bob Jones <bjones@acme.example>", "bjones@acme.example", "no address"])
        >>> report.learned, report.repeated, [bad.row for bad in report.rejected]
        (1, 1, [3])
        """
        from emailguess.results.reports import LearnReport, Rejected

        month = month_told(seen)
        entries: list[Entry] = []
        rows: list[int] = []
        rejected: list[Rejected] = []
        unexplained = 0
        items = list(evidence.items(known))
        slipped = evidence.slipped(items)
        for row, item in enumerate(items, 1):
            try:
                entry = _SLIPPED if row - 1 in slipped else self._entry(item, month)
            except _UNFORESEEN as error:  # one row must not end a batch
                entry = f"it could not be read ({type(error).__name__}); please report the form of this row"
            if isinstance(entry, str):
                rejected.append(Rejected(row=row, reason=entry))
                continue
            try:
                company = _company_key(item)
            except EmailGuessError as error:
                rejected.append(Rejected(row=row, reason=str(error)))
                company = ""
            unexplained += entry.seen.unexplained
            entries.append(entry._replace(company=company))
            rows.append(row)
        done = self._store.record(entries, remember=remember)
        left_out = [(place, _TOO_OLD) for place in done.old] + [(place, _DAMAGED) for place in done.damaged]
        rejected = sorted(
            [*rejected, *(Rejected(row=rows[p], reason=why) for p, why in left_out)], key=lambda bad: bad.row
        )
        _log("learned %d pieces of evidence, %d of them repeated; %d rejected", len(rows), done.repeated, len(rejected))
        return LearnReport(
            learned=done.new,
            repeated=done.repeated,
            unexplained=unexplained,
            domains=len({entry.domain for entry in entries}),
            rejected=tuple(rejected),
        )

    def _entry(self, item: evidence.Known, month: int) -> Entry | str:
        """What the store is told of a piece of evidence; or why it cannot be used."""
        knowledge = self.prior
        read = evidence.read_item(item, knowledge.lexicon, knowledge.stock)
        if isinstance(read, str):
            return read
        piece, found = read
        host = piece.box.domain.name
        found = self._for_keeps(found, host)
        if month and not found.month:
            found = found._replace(month=month)
        if found.month > latest_month():
            return "dated in the future; pass the day it was seen"
        return Entry(host, found, piece.box.local, self._name_key(piece.name))

    def _name_key(self, name: str | PersonName) -> str:
        """The key of the plainest way to read a name; empty where there is none."""
        plainest = evidence.spelled(name, self.prior.lexicon)[:1] if name else ()
        return next(iter(name_keys(plainest)), "")

    def _for_keeps(self, seen: Seen, host: str) -> Seen:
        """What of a signature may be kept."""
        from emailguess.store.redaction import for_keeps
        from emailguess.store.signatures import writable

        kept = for_keeps(seen, host, self.prior.lexicon, self.prior.patterns)
        return kept._replace(signature=writable(kept.signature))

    def _name_keys(self, name: str | PersonName) -> tuple[str, ...]:
        """The keys by which a store knows a person's name, the plainest way to read it first."""
        lexicon = self.prior.lexicon
        return name_keys(evidence.spelled(name, lexicon))

    def bounced(
        self, address: str, *, name: str | PersonName = "", kind: str = "unknown", seen: date | None = None
    ) -> bool:
        """Tell that a message to an address came back; whether that taught something about the company's convention.

        `kind` is "unknown" (no such user), "left" (the owner is gone), "full" or "policy", or an enhanced status code
        such as "5.1.1" (RFC 3463). Only an unknown user speaks against the pattern, gently, and not where the address
        is known to have been somebody's; that one and "left" keep the address from being guessed again. With the `name`
        it was guessed for, more is learned. `seen` is the day (today by default).

        Raises `InvalidAddress`, `InvalidDomain`, `InvalidName`, `StoreError` (a day in the future among them), or
        `EmailGuessError` for a bad kind.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> first = guesser.guess("Jane Doe", "acme.example").best.address
        >>> guesser.bounced(first, name="Jane Doe"), guesser.bounced(first, kind="5.2.2")
        (True, False)
        >>> first in [candidate.address for candidate in guesser.guess("Jane Doe", "acme.example")]
        False
        """
        from emailguess.evidence.outcomes import bounce, bounce_kind

        why = bounce_kind(kind)

        def showing(piece: evidence.Piece, knowledge: Prior) -> Seen | None:
            return bounce(piece, why, knowledge.lexicon, knowledge.stock)

        return self._note(address, name, seen, showing)

    def delivered(
        self, address: str, *, name: str | PersonName = "", catch_all: bool = False, seen: date | None = None
    ) -> bool:
        """Tell that a message to an address did not come back; whether that taught anything.

        That is weak evidence, half of a colleague's address, and none at a domain that takes mail for any address
        (`catch_all`). It adds nothing to an address that is known already. Raises as `bounced` does.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.delivered("jdoe@acme.example", name="Jane Doe")
        True
        >>> guesser.delivered("jdoe@acme.example", name="Jane Doe", catch_all=True)
        False
        """
        from emailguess.evidence.outcomes import delivery

        def showing(piece: evidence.Piece, knowledge: Prior) -> Seen | None:
            return delivery(piece, knowledge.lexicon, knowledge.stock, catch_all=catch_all)

        return self._note(address, name, seen, showing)

    def _note(
        self,
        address: str,
        name: str | PersonName,
        seen: date | None,
        showing: Callable[[evidence.Piece, Prior], Seen | None],
    ) -> bool:
        """Record what became of one message; whether the counts changed."""
        month_told(seen)
        (piece,) = evidence.pieces([evidence.Sighting(address=address, name=name, seen=seen)])
        host = piece.box.domain.name
        if reason := providers.open_to_all(host):
            raise InvalidDomain(f"{reason}: no company, no convention to learn")
        found = showing(piece, self.prior)
        if found is None:
            return False
        found = self._for_keeps(found, host)
        keys = self._name_keys(piece.name) if piece.name else ()
        before = self._store.counts(host)
        self._store.record([Entry(host, found, piece.box.local, keys[0] if keys else "")])
        return self._store.counts(host) != before

    def learn_company(self, company: str, domain: str) -> None:
        """Remember that a company has its mail at a domain. Raises `InvalidCompany` or `InvalidDomain`."""
        from emailguess.companies import company_key

        self._store.add_company(company_key(company), addresses.domain(domain).name)

    def declare_alias(self, one: str, other: str) -> None:
        """Declare that two domains belong to the same company.

        What is learned at either then helps at both, as far as companies with several domains were seen to build
        addresses alike at them. Raises `InvalidDomain`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.declare_alias("acme.example", "acme-group.example")
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.guess("Jane Doe", "acme-group.example").best.address
        'jdoe@acme-group.example'
        """
        self._store.add_alias(addresses.domain(one).name, addresses.domain(other).name)

    def forget(self, whom: str) -> int:
        """Forget one person, by the address, or everything about a domain; how many pieces of evidence went.

        The counts are then what they would be had the person never been learned. Who was learned with
        ``remember=False`` cannot be recognised. What was exported before stays with those who have it, until they
        merge a newer export. Raises `InvalidAddress`, `InvalidDomain` or `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.forget("bjones@acme.example"), guesser.forget("bjones@acme.example"), guesser.forget("acme.example")
        (1, 0, 1)
        """
        if isinstance(whom, str) and "@" in whom:
            box = addresses.mailbox(whom)
            gone = self._store.forget(box.domain.name, box.local)
        else:
            gone = self._store.forget_domain(addresses.domain(whom).name)
        _log("forgot %d pieces of evidence", gone)
        return gone

    def expire(self, before: date) -> int:
        """Forget all evidence older than the month of a date, for good; how many pieces went.

        Evidence older than that is not taken in again, whoever tells it. Raises `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example")], seen=date(2020, 1, 31))
        >>> guesser.expire(before=date(2021, 1, 1))
        1
        """
        if not isinstance(before, date):
            raise StoreError(f"expire takes a datetime.date, not {shown(before)}")
        if before > date.today():
            raise StoreError(f"{before.isoformat()} is in the future; nothing learned until then would be kept")
        gone = self._store.expire(month_of(before))
        _log("expired %d pieces of evidence", gone)
        return gone

    def suppress(self, whom: str, *, name: str | PersonName | None = None) -> bool:
        """Never show an address again: this one, any at a domain, or a person's by name and domain.

        `whom` is an address, a domain (which stands for those below it), or the SHA-256 digest of a lower-case address
        or domain; with `name` it is the person's domain, and those below it. Patterns such as ``*@acme.com`` are
        refused: pass the domain. It is kept as a keyed digest, a digest as it came. `guess`
        then says `suppressed`, and no option of it shows the address. True if it was not suppressed before.

        Raises `InvalidAddress`, `InvalidDomain`, `InvalidName` or `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.suppress("acme.example", name="Jane Doe")
        True
        >>> answer = guesser.guess("Doe, Jane", "acme.example")
        >>> answer.suppressed, answer.candidates
        ('person', ())
        """
        from emailguess.store.suppression import target

        entry = target(whom)
        if name is not None:
            if entry.local or entry.sha256:
                raise InvalidDomain(f"with a name, pass the person's domain, not {shown(whom)}")
            keys = self._name_keys(name)
            if not keys:
                raise InvalidName(f"no mailbox letters can be made of {shown(name)}; write the name in Latin letters")
            entry = entry._replace(names=keys)
        return bool(self._store.suppress([entry]))

    def suppress_file(self, path: str | PathLike[str]) -> SuppressReport:
        """Suppress a list: an address, a domain or a SHA-256 digest a line, or a table.

        Of a table the columns that hold addresses or digests count, found by what they hold; where there are none, the
        one with domains. The good lines hold, the others are reported. Raises `EmailGuessError` for a file that cannot
        be read.
        """
        from emailguess.files.readers import read_text
        from emailguess.results.reports import Rejected, SuppressReport
        from emailguess.store.suppression import read_entries

        read = list(read_entries(read_text(path, MAX_LIST_BYTES).splitlines()))
        good = [entry for _, entry in read if not isinstance(entry, Rejected)]
        bad = tuple(entry for _, entry in read if isinstance(entry, Rejected))
        new = self._store.suppress(good)
        _log("suppressed %d entries, %d of them new; %d rejected", len(good), new, len(bad))
        return SuppressReport(entries=len(good), new=new, rejected=bad)

    def export(self, *, minimum: int = MIN_PEOPLE) -> str:
        """What is counted, here and by merged exports, as JSON to hand to others: groups of people and never one.

        Of each domain it tells which patterns and answers to questions of spelling at least `minimum` people (5) have,
        and how many, rounded to multiples of it; smaller groups are left out, and so are companies whose names may be
        a person's. With a `minimum` of 1 it tells all, and identifies people: keep such an export as you keep
        addresses. Raises `StoreError`.
        """
        from emailguess.store.redaction import names_a_person

        known = self.prior
        persons = partial(names_a_person, lexicon=known.lexicon)
        return self._store.export(minimum, Expected(known.pattern_means, known.habit_means, persons))

    def merge(self, document: str) -> Merged:
        """Add what another store exported; the same export, or an older one of the same store, changes nothing.

        The people two stores both learned count in both: without addresses nobody can tell them apart. Raises
        `StoreError` for anything that is not exactly an export, and takes nothing of it in.

        >>> from emailguess import Guesser
        >>> ours, theirs = Guesser(), Guesser()
        >>> names = ["Bob Jones", "Ann Lee", "Eve Day", "Tom Fox", "Ida Roe", "Max Orr", "Zoe Huber"]
        >>> report = theirs.learn([(name, f"{name[0]}{name[4:]}@acme.example") for name in names])
        >>> ours.merge(theirs.export()).domains, ours.merge(theirs.export()).domains
        (1, 0)
        >>> ours.guess("Jane Doe", "acme.example").best.address
        'jdoe@acme.example'
        """
        done = self._store.merge(document)
        _log("merged %d stores with %d domains", done.stores, done.domains)
        return done


_UNFORESEEN = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
_SLIPPED = "its name belongs to another address in this list: did rows slip?"
_DAMAGED = "what is known of this company is damaged; run `emailguess store repair`, then learn the row again"
_TOO_OLD = "older than what the store keeps; change its age limit to keep it"


def _company_key(item: evidence.Known) -> str:
    """The key of the company told beside a colleague; empty where none was. Raises `InvalidCompany`."""
    if isinstance(item, evidence.Sighting):
        company = item.company
    elif isinstance(item, evidence.Told):
        told = item.sighting()
        company = told.company if told is not None else ""
    else:
        company = item[2] if not isinstance(item, str) and len(item) == 3 else ""
    if not company:
        return ""
    from emailguess.companies import company_key

    return company_key(company)


def _log(text: str, *numbers: int) -> None:
    """Log numbers only: a name or an address has no business in a log."""
    import logging

    logging.getLogger("emailguess").info(text, *numbers)
