"""The guesser: the one place that wires names, evidence, store and ranking into an answer.

It validates before it works, asks DNS only when told to, and writes nothing but what it is told to learn. The work is
done by its parts: `gathering` reads what is known of a company, `company` answers, `learning` keeps.

Start reading at `Guesser.at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, Self, Unpack

from emailguess.addresses.suffixes import Divider
from emailguess.answer.beliefs import Beliefs
from emailguess.evidence import pieces, reading
from emailguess.guesser import arguments
from emailguess.guesser.arguments import CompanyOptions, Parts
from emailguess.guesser.company import CompanyGuesser, failed_of, spelled
from emailguess.guesser.filling import Fills
from emailguess.guesser.gathering import About, Finder, MailChecks, about_company
from emailguess.guesser.learning import Learner
from emailguess.model.prior import Prior, shipped
from emailguess.names.parser import NameOrder, PersonName
from emailguess.patterns.language import Pattern
from emailguess.results import Guess
from emailguess.store import MemoryStore, Merged, Store
from emailguess.store.aggregation import MIN_PEOPLE

if TYPE_CHECKING:
    import dns.resolver

    import emailguess as later
else:
    from emailguess.results.later import dns, later

__all__ = ["Guesser"]


class Guesser(Fills):
    """Guesses addresses, and learns each company's pattern from those already known.

    >>> guesser = Guesser()
    >>> guesser.learn([("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "ann.lee@acme.example")]).learned
    2
    >>> guesser.guess("Jane Doe", "acme.example").best.address
    'jane.doe@acme.example'
    """

    def __init__(
        self,
        *,
        prior: Prior | None = None,
        store: Store | None = None,
        company_table: Mapping[str, Any] | None = None,
        known_companies: bool = True,
        resolver: dns.resolver.Resolver | None = None,
        mx_cache: later.MxCache | None = None,
        clock: arguments.Clock | None = None,
        suffixes: Divider | None = None,
    ) -> None:
        """Configure a guesser. Raises `InvalidArgument`.

        `prior` replaces the shipped knowledge with one made by ``python -m emailguess.fit``; `store` keeps what is
        learned (in memory by default). `company_table` maps companies' names to their domains. With
        `known_companies` the patterns that ship for some 1,100 domains are evidence too. `resolver` (a
        ``dns.resolver.Resolver``; by default the system's) and `mx_cache` (by default one of its own) serve every MX
        look-up. `clock` tells today's date, by which evidence is aged; by default the computer's does. `suffixes`
        tells a host's public suffix in place of the list that ships: a ``TLDExtract`` of tldextract, or your function.
        """
        self._prior = arguments.checked_prior(prior)
        self._store: Store = MemoryStore() if store is None else arguments.checked_store(store)
        self._finder = Finder(self._store, company_table, known_companies, arguments.checked_suffixes(suffixes))
        self._mail = MailChecks(resolver, mx_cache)
        self._clock = arguments.checked_clock(clock)
        self._beliefs: Beliefs | None = None
        self._learner = Learner(partial(getattr, self, "prior"), self._store)
        self._parts = Parts(prior=prior, company_table=company_table, known_companies=known_companies)
        self._parts["suffixes"] = suffixes

    @property
    def prior(self) -> Prior:
        """The knowledge about companies in general; the shipped one is loaded when first needed."""
        if self._prior is None:
            self._prior = shipped()
        return self._prior

    @property
    def store(self) -> Store:
        """Where this guesser keeps what it learned."""
        return self._store

    @classmethod
    def open(
        cls,
        path: str | PathLike[str] | None = None,
        *,
        read_only: bool = False,
        keep_months: int | None = None,
        below: Iterable[str | PathLike[str]] = (),
        create: bool = True,
        key: str | bytes | None = None,
        **parts: Unpack[Parts],
    ) -> Guesser:
        """Open a guesser that remembers, in a file (SQLite) that is made when it does not exist.

        Without `path` the file is the one named by the environment's ``EMAILGUESS_STORE``, else ``known.db`` in the
        system's folder for your data. `keep_months` sets the age limit that is applied whenever something is learned
        (0: none; a new store has 36). The stores `below` are only read. With ``create=False`` a store that is not there
        is an error: a program that relies on its do-not-contact list never answers without it. `key` keeps the secret
        of a new store's digests out of the file, so that the file alone does not tell whom it knows: a passphrase,
        ``file:PATH``, ``keyring:NAME`` or bytes; None: what ``EMAILGUESS_KEY`` tells. `parts` are those of `Guesser`.
        Close it after use. Raises `StoreError`.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Guesser.open(folder + "/known.db") as guesser:
        ...     report = guesser.learn(["Bob Jones <bjones@acme.example>", "Ann Lee <alee@acme.example>"])
        ...     guesser.guess("Jane Doe", "acme.example").best.address
        'jdoe@acme.example'
        """
        from emailguess.store.opening import opened

        kept = opened(path, read_only=read_only, keep_months=keep_months, below=below, create=create, key=key)
        return cls(store=kept, **parts)

    def close(self) -> None:
        """Let go of the store; it may not be used afterwards."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def at(
        self,
        domain: str | None = None,
        *,
        company: str | None = None,
        known: Iterable[pieces.Known] | PathLike[str] = (),
        pattern: str | Pattern | None = None,
        pattern_weight: float = reading.STATED_WEIGHT,
        headcount: int | None = None,
        country: str | None = None,
        check_mx: bool = False,
    ) -> CompanyGuesser:
        """Read what is known of a company once, for any number of names.

        `domain` is a domain, a URL or an address. In its place the `company`'s name may be given; then the
        probabilities include the doubt about the domain. `known` takes colleagues as ``(name, address)``, as
        ``"Bob Jones <bob@…>"`` or as bare addresses; a `Sighting` adds a date and a weight. It counts for these answers
        only and is never stored. An address among it that belongs to somebody else is no candidate. `pattern` is a
        stated one, such as ``"{f}{last}"``, and weighs as much as `pattern_weight` colleagues (0 to 100; by default 2).
        `headcount` is the number of people at the company: it bears on the convention and on the risk of reaching
        somebody else. `country` (ISO 3166, two letters) is the company's and the names': it helps to find the domain
        and sways how names are read and spelled.

        With `check_mx` DNS is asked whether the domain takes mail; no mail server is contacted. A domain that was named
        keeps its candidates in their order, marked as undeliverable where it rejects mail; a domain inferred from the
        company's name falls away then.

        Raises `InvalidDomain`, `InvalidCompany`, `InvalidAddress`, `InvalidPattern` or `InvalidArgument` before any
        work is done, and `MissingExtra` where `check_mx` needs a package that is not installed.

        >>> company = Guesser().at("acme.example", known=["Bob Jones <bjones@acme.example>", "alee@acme.example"])
        >>> company.guess("Jane Doe").best.address
        'jdoe@acme.example'
        """
        about = about_company(known, pattern, pattern_weight, headcount, country)
        return self._at(domain, company, about, self._mail if check_mx else None, self._clock)

    def guess(
        self,
        name: str | PersonName,
        domain: str | None = None,
        *,
        company: str | None = None,
        country: str | None = None,
        name_order: NameOrder | None = None,
        known: Iterable[pieces.Known] | PathLike[str] = (),
        bounced: Iterable[str] = (),
        limit: int = 10,
        **options: Unpack[CompanyOptions],
    ) -> Guess:
        """Guess a person's address at a company: `at` and `CompanyGuesser.guess` in one call.

        `name` is text or a `PersonName`; `name_order` ("given-first" or "family-first") settles the order of a name
        whose writing leaves it open. `domain` or `company`, `country`, `known` and the `options` (`pattern`,
        `pattern_weight`, `headcount`, `check_mx`) are those of `at`. `bounced` are addresses of this very person that
        bounced as unknown. `limit` (1 to 1000) truncates the candidates shown and changes no probability. Raises
        `InvalidName`, and what `at` raises, before any work is done.

        >>> answer = Guesser().guess("Jane Doe", "acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> answer.best.pattern
        '{f}{last}'
        """
        arguments.checked_limit(limit)
        read = spelled(self._believed, name, name_order, country)
        failed = failed_of(bounced)
        today, resolver = options.pop("today", None), options.pop("resolver", None)
        mail = self._mail.through(resolver) if options.pop("check_mx", False) else None
        clock = self._clock if today is None else partial(arguments.checked_day, today, "today")
        about = about_company(known, country=country, **options)  # type: ignore[misc]  # those left are its own
        return self._at(domain, company, about, mail, clock).answer(name, read, failed, limit)

    def _at(
        self,
        domain: str | None,
        company: str | None,
        about: About,
        mail: MailChecks | None,
        clock: arguments.Clock | None,
    ) -> CompanyGuesser:
        found = self._finder.gathered(domain, company, about, self.prior, mail)
        return CompanyGuesser(found, about, store=self._store, beliefs=self._believed, clock=clock)

    @property
    def _believed(self) -> Beliefs:
        """The beliefs that follow from the prior."""
        if self._beliefs is None:
            self._beliefs = Beliefs(self.prior)
        return self._beliefs

    def patterns(self, domain: str, *, known: Iterable[pieces.Known] = ()) -> tuple[later.PatternShare, ...]:
        """List a company's patterns with the share of people each holds for, "no pattern" last; they sum to one.

        >>> Guesser().patterns("acme.example", known=["Bob Jones <bjones@acme.example>"])[0].pattern
        '{f}{last}'
        """
        return self.at(domain, known=known).patterns()

    def domains(self, company: str, *, country: str | None = None, limit: int = 10) -> later.DomainGuess:
        """Find a company's mail domain from its name: what was learned, then the table, then inference.

        See `emailguess.companies.domains`. Raises `InvalidCompany` or `InvalidArgument`.

        >>> guesser = Guesser()
        >>> guesser.learn_company("Acme Corporation", "acme.example")
        >>> guesser.domains("ACME Corp.").best.domain
        'acme.example'
        """
        return self._finder.found(company, country, (), limit)

    def learn(
        self, known: Iterable[pieces.Known] | PathLike[str], *, seen: date | None = None, remember: bool = True
    ) -> later.LearnReport:
        """Learn from colleagues' addresses, at any number of companies; all good rows in one transaction.

        Takes what ``known=`` of `guess` takes; where a piece is ``(name, address, company)``, the company's domain is
        learned as by `learn_company`. `seen` dates the pieces that have no date of their own; without it they count as
        of this month. Pieces that cannot be used go into the report with their place and a reason; the others are
        counted, an address that was learned before only once.

        What is kept is counts of patterns and spellings, and a keyed digest of each address and name, which knows again
        a repetition, the person to `forget` and an address's owner. Without `remember` there is none: the
        same people then count each time they come, and cannot be forgotten one by one. Raises `StoreError`.

        >>> guesser = Guesser()
        >>> report = guesser.learn(["Bob Jones <bjones@acme.example>", "bjones@acme.example", "no address"])
        >>> report.learned, report.repeated, [bad.row for bad in report.rejected]
        (1, 1, [3])
        """
        return self._learner.learn(known, seen=seen, remember=remember)

    def record_bounce(
        self, address: str, *, name: str | PersonName = "", kind: str = "unknown", seen: date | None = None
    ) -> bool:
        """Tell that a message to an address came back; whether that taught something about the company's convention.

        `kind` is "unknown" (no such user), "left" (the owner is gone), "full" or "policy", or an enhanced status code
        such as "5.1.1" (RFC 3463). Only an unknown user speaks against the pattern, gently, and not where the address
        is known to have been somebody's; that one and "left" keep the address from being guessed again. With the `name`
        it was guessed for, more is learned. `seen` is the day (today by default).

        Raises `InvalidArgument` (for a bad address, name, kind or day) or `StoreError`.

        >>> guesser = Guesser()
        >>> first = guesser.guess("Jane Doe", "acme.example").best.address
        >>> guesser.record_bounce(first, name="Jane Doe"), guesser.record_bounce(first, kind="5.2.2")
        (True, False)
        >>> first in [candidate.address for candidate in guesser.guess("Jane Doe", "acme.example")]
        False
        """
        return self._learner.bounced(address, name=name, kind=kind, seen=seen)

    def record_delivery(
        self, address: str, *, name: str | PersonName = "", catch_all: bool = False, seen: date | None = None
    ) -> bool:
        """Tell that a message to an address did not come back; whether that taught anything.

        That is weak evidence, half of a colleague's address, and none at a domain that takes mail for any address
        (`catch_all`). It adds nothing to an address that is known already. Raises as `record_bounce` does.

        >>> guesser = Guesser()
        >>> guesser.record_delivery("jdoe@acme.example", name="Jane Doe")
        True
        >>> guesser.record_delivery("jdoe@acme.example", name="Jane Doe", catch_all=True)
        False
        """
        return self._learner.delivered(address, name=name, catch_all=catch_all, seen=seen)

    bounced = record_bounce  # the names they had; for one release
    delivered = record_delivery

    def learn_company(self, company: str, domain: str) -> None:
        """Remember that a company has its mail at a domain. Raises `InvalidCompany` or `InvalidDomain`."""
        self._learner.learn_company(company, domain)

    def declare_alias(self, one: str, other: str) -> None:
        """Declare that two domains belong to the same company.

        What is learned at either then helps at both, as far as companies with several domains were seen to build
        addresses alike at them. Raises `InvalidDomain`.

        >>> guesser = Guesser()
        >>> guesser.declare_alias("acme.example", "acme-group.example")
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.guess("Jane Doe", "acme-group.example").best.address
        'jdoe@acme-group.example'
        """
        self._learner.declare_alias(one, other)

    def forget(self, whom: str) -> int:
        """Forget one person, by the address, or everything about a domain; how many pieces of evidence went.

        The counts are then what they would be had the person never been learned. Who was learned with
        ``remember=False`` cannot be recognised. What was exported before stays with those who have it, until they
        merge a newer export. Raises `InvalidAddress`, `InvalidDomain` or `StoreError`.

        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.forget("bjones@acme.example"), guesser.forget("bjones@acme.example"), guesser.forget("acme.example")
        (1, 0, 1)
        """
        return self._learner.forget(whom)

    def expire(self, before: date) -> int:
        """Forget all evidence older than the month of a date, for good; how many pieces went.

        Evidence older than that is not taken in again, whoever tells it. Raises `StoreError`.

        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example")], seen=date(2020, 1, 31))
        >>> guesser.expire(before=date(2021, 1, 1))
        1
        """
        return self._learner.expire(before)

    def suppress(self, whom: str, *, name: str | PersonName | None = None) -> bool:
        """Never show an address again: this one, any at a domain, or a person's by name and domain.

        `whom` is an address, a domain (which stands for those below it), or the SHA-256 digest of a lower-case address
        or domain; with `name` it is the person's domain, and those below it: whoever the name may be is held back, so
        "R. Smith", "Bob Smith" and "Mr Smith" for an entry "Robert Smith". Patterns such as ``*@acme.com`` are refused:
        pass the domain. It is kept as a keyed digest, a digest as it came. `guess` then says `suppressed`, and
        no option of it shows the address. True if it was not suppressed before. Raises `InvalidArgument` (a sort of it)
        or `StoreError`.

        >>> guesser = Guesser()
        >>> guesser.suppress("acme.example", name="Jane Doe")
        True
        >>> answer = guesser.guess("Doe, Jane", "acme.example")
        >>> answer.suppressed, answer.candidates
        ('person', ())
        """
        return self._learner.suppress(whom, name=name)

    def suppress_file(self, path: str | PathLike[str]) -> later.SuppressReport:
        """Suppress a list: an address, a domain or a SHA-256 digest a line, or a table.

        Of a table the columns that hold addresses or digests count, else the one with domains. The good lines hold, the
        others are reported. Raises `EmailGuessError` for a file that cannot be read.
        """
        return self._learner.suppress_file(path)

    def export(self, *, minimum: int = MIN_PEOPLE) -> str:
        """What is counted, here and by merged exports, as JSON to hand to others: groups of people and never one.

        Of each domain it tells which patterns and answers to questions of spelling at least `minimum` people (5) have,
        and how many, rounded to multiples of it; smaller groups are left out, and so are companies whose names may be
        a person's. With a `minimum` of 1 it tells all, and identifies people: keep such an export as you keep
        addresses. Raises `StoreError`.
        """
        return self._learner.export(minimum)

    def merge(self, document: str) -> Merged:
        """Add what another store exported; the same export, or an older one of the same store, changes nothing.

        The people two stores both learned count twice. Raises `StoreError` for anything that is not exactly an export,
        and takes nothing of it in.

        >>> ours, theirs = Guesser(), Guesser()
        >>> report = theirs.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> ours.merge(theirs.export(minimum=1)).domains, ours.guess("Jane Doe", "acme.example").best.local
        (1, 'jdoe')
        """
        return self._learner.merge(document)
