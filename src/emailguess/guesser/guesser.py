"""The guesser: the one place that wires names, evidence, store and ranking into an answer.

It validates before it works, asks DNS only when told to, and writes nothing but what it is told to learn. The work is
done by its parts: `gathering` reads what is known of a company, `company` answers, `learning` keeps. `filling` and
`remembering` have the calls about sheets and about what is kept.

Start reading at `Guesser.at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, Self, Unpack

from emailguess.addresses.suffixes import Divider
from emailguess.answer.conventions import Conventions
from emailguess.evidence import pieces
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
from emailguess.store import MemoryStore, Store

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

        - `prior`: knowledge about companies in general, as ``python -m emailguess.fit`` makes it; default: the one that
          ships
        - `store`: keeps what is learned; default: a `MemoryStore`, which ends with the program
        - `company_table`: companies' names with their domains, as for `DomainTable`; default: none
        - `known_companies`: whether the patterns that ship for some 1,100 domains are evidence; default: yes
        - `resolver`: a ``dns.resolver.Resolver`` for MX look-ups; default: the system's
        - `mx_cache`: keeps what DNS said; default: one of its own
        - `clock`: a function that gives today's date, by which evidence is aged; default: the computer's clock
        - `suffixes`: a function that gives a host's public suffix, such as a ``TLDExtract`` of tldextract; default: the
          Public Suffix List that ships
        """
        self._prior = arguments.checked_prior(prior)
        self._store: Store = MemoryStore() if store is None else arguments.checked_store(store)
        self._finder = Finder(self._store, company_table, known_companies, arguments.checked_suffixes(suffixes))
        self._mail = MailChecks(resolver, mx_cache)
        self._clock = arguments.checked_clock(clock)
        self._conventions_made: Conventions | None = None
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

        - `path`: the file; default: the one that the environment's ``EMAILGUESS_STORE`` names, else ``known.db`` in the
          system's folder for your data
        - `read_only`: whether learning is refused; default: no
        - `keep_months`: how old evidence may get, in months (0: any age), applied whenever something is learned;
          default: as the store has it, 36 in a new one
        - `below`: further stores, which are only read; default: none
        - `create`: whether a store that does not exist is made; default: yes. With ``create=False`` that is an error,
          so that a program never answers without its do-not-contact list
        - `key`: where a new store's secret is, so that the file alone does not tell whom it knows: a passphrase,
          ``file:PATH``, ``keyring:NAME`` or bytes; default: what ``EMAILGUESS_KEY`` says, else inside the file
        - `parts`: the arguments of `Guesser`, without `store`

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
        pattern_weight: float | None = None,
        headcount: int | None = None,
        country: str | None = None,
        check_mx: bool = False,
    ) -> CompanyGuesser:
        """Read what is known of a company once, for any number of names.

        - `domain`: the company's mail domain; a URL or an address will do
        - `company`: the company's name, in place of the domain; the probabilities then include the doubt about the
          domain
        - `known`: colleagues as ``(name, address)``, as ``"Bob Jones <bob@…>"``, as bare addresses, as a `Sighting`
          (with a date and a weight), or a file's path. They count for these answers only and are never stored. An
          address of somebody else is no candidate. Default: none
        - `pattern`: a stated pattern, such as ``"{f}{last}"``; default: none
        - `pattern_weight`: how many colleagues the stated pattern weighs as much as, 0 to 100; default: 2, and 5 where
          it holds for less than 2% of people in general
        - `headcount`: people at the company, 1 to 10,000,000. It matters for the convention and for the risk of
          reaching somebody else. Default: not known
        - `country`: of the company and the names, as two letters (ISO 3166). It helps to find the domain, and matters
          for how names are read and spelled. Default: not known
        - `check_mx`: whether DNS is asked if the domain takes mail; no mail server is contacted. A stated domain that
          rejects mail keeps its candidates, marked as undeliverable; an inferred one is left out. Default: no

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

        - `name`: the person's name, as text or as a `PersonName`
        - `domain`, `company`, `country`, `known`, and as `options` `pattern`, `pattern_weight`, `headcount`,
          `check_mx`: as for `at`
        - `name_order`: "given-first" or "family-first", for a name whose writing leaves it open; default: not known
        - `bounced`: addresses of this very person that bounced as unknown; default: none
        - `limit`: how many candidates are listed, 1 to 1,000; it changes no probability. Default: 10

        Raises `InvalidName`, and what `at` raises, before any work is done.

        >>> answer = Guesser().guess("Jane Doe", "acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> answer.best.pattern
        '{f}{last}'
        """
        arguments.checked_limit(limit)
        read = spelled(self._conventions, name, name_order, country)
        failed = failed_of(bounced)
        today, resolver = options.pop("today", None), options.pop("resolver", None)
        mail = self._mail.through(resolver) if options.pop("check_mx", False) else None
        clock = self._clock if today is None else partial(arguments.checked_day, today, "today")
        about = about_company(known, country=country, **options)  # type: ignore[misc]  # those left are its own
        return self._at(domain, company, about, mail, clock)._answer(name, read, failed, limit)

    def _at(
        self,
        domain: str | None,
        company: str | None,
        about: About,
        mail: MailChecks | None,
        clock: arguments.Clock | None,
    ) -> CompanyGuesser:
        found = self._finder.gathered(domain, company, about, self.prior, mail)
        return CompanyGuesser(found, about, store=self._store, conventions=self._conventions, clock=clock)

    @property
    def _conventions(self) -> Conventions:
        """The conventions under this guesser's prior."""
        if self._conventions_made is None:
            self._conventions_made = Conventions(self.prior)
        return self._conventions_made

    def patterns(self, domain: str, *, known: Iterable[pieces.Known] = ()) -> tuple[later.PatternShare, ...]:
        """List a company's patterns with the share of people each holds for, "no pattern" last; they sum to one.

        - `domain`: the company's mail domain; a URL or an address will do
        - `known`: colleagues, as for `at`; default: none

        >>> Guesser().patterns("acme.example", known=["Bob Jones <bjones@acme.example>"])[0].pattern
        '{f}{last}'
        """
        return self.at(domain, known=known).patterns()

    def domains(self, company: str, *, country: str | None = None, limit: int = 10) -> later.DomainGuess:
        """Find a company's mail domain from its name: what was learned, then the table, then inference.

        - `company`: the name, as people write it
        - `country`: where it is, as two letters (ISO 3166); default: not known
        - `limit`: how many domains are listed, 1 to 100; default: 10

        See `emailguess.companies.domains`. Raises `InvalidCompany` or `InvalidArgument`.

        >>> guesser = Guesser()
        >>> guesser.learn_company("Acme Corporation", "acme.example")
        True
        >>> guesser.domains("ACME Corp.").best.domain
        'acme.example'
        """
        return self._finder.found(company, country, (), limit)
