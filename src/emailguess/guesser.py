"""The guesser: the one place that wires names, evidence, store and ranking into an answer.

It validates before it works, adds what is passed to what is remembered, and returns frozen answers. It asks DNS only
when told to, and writes nothing but what it is told to learn.

Start reading at `Guesser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from os import PathLike
from time import time
from typing import TYPE_CHECKING, NamedTuple

from emailguess import results, store
from emailguess.addresses import parser as addresses
from emailguess.addresses import providers
from emailguess.addresses import related as siblings
from emailguess.addresses.roles import is_person_name, is_role
from emailguess.answer.beliefs import Beliefs
from emailguess.answer.build import built
from emailguess.answer.disclosure import discreet
from emailguess.answer.query import DomainHypothesis, Question
from emailguess.errors import InvalidDomain, InvalidName, shown
from emailguess.evidence import reading as evidence
from emailguess.evidence.counts import Counts, month_of
from emailguess.keeping import Keeper
from emailguess.model import misdelivery as risk
from emailguess.model import prior
from emailguess.model.collisions import owners
from emailguess.names.parser import NameOrder, PersonName, parse
from emailguess.names.spelling import Spelled, forms
from emailguess.patterns.language import Pattern
from emailguess.patterns.notations import noted

if TYPE_CHECKING:
    from dns.resolver import Resolver

    from emailguess.companies import DomainGuess, DomainTable
    from emailguess.companies.table import TableEntry
    from emailguess.mx import MxCache, MxReport
    from emailguess.results.reports import PatternShare

__all__ = ["Guesser"]

# Domains of a company's name that are looked into; the rest of the doubt is "none of these".
_MOST_DOMAINS = 10
MAX_LIMIT = 1_000
_MOST_WEIGHT = 100


class _Asked(NamedTuple):
    """What was passed with a question, read and checked."""

    name: str | PersonName
    spelled: tuple[Spelled, ...]
    known: Sequence[evidence.Piece] = ()
    stated: Pattern | None = None
    weight: float = evidence.STATED_WEIGHT
    failed: Sequence[addresses.Mailbox] = ()
    headcount: int | None = None
    country: str = ""
    left_out: tuple[str, ...] = ()
    """Why pieces of what is known could not be used."""

    @property
    def text(self) -> str:
        """The name as it was written."""
        return self.name if isinstance(self.name, str) else self.name.text


class Guesser(Keeper):
    """Guesses addresses, and learns each company's pattern from those already known.

    >>> guesser = Guesser()
    >>> report = guesser.learn([("Bob Jones", "bob.jones@acme.example"), ("Ann Lee", "ann.lee@acme.example")])
    >>> report.learned
    2
    >>> guesser.guess("Jane Doe", "acme.example").best.address
    'jane.doe@acme.example'
    """

    def __init__(
        self,
        *,
        prior: prior.Prior | None = None,
        store: store.Store | None = None,
        company_table: Mapping[str, TableEntry] | None = None,
        mx_cache: MxCache | None = None,
    ) -> None:
        """Configure a guesser.

        `prior` replaces the shipped knowledge with one made by ``python -m emailguess.fit``; `store` keeps what is
        learned (in memory by default). `company_table` maps companies' names to their domains; `mx_cache` is used
        for every MX look-up (by default the guesser makes one for the system's resolver when first asked to look).
        """
        self._prior = prior
        self._store = store if store is not None else _memory()
        self._company_table = company_table
        self._mx_cache = mx_cache
        self._own_cache = mx_cache is not None
        self._listed: DomainTable | None = None
        self._beliefs: Beliefs | None = None

    @classmethod
    def open(
        cls,
        path: str | PathLike[str] | None = None,
        *,
        read_only: bool = False,
        keep_months: int | None = None,
        below: Iterable[str | PathLike[str]] = (),
        create: bool = True,
        prior: prior.Prior | None = None,
        company_table: Mapping[str, TableEntry] | None = None,
        mx_cache: MxCache | None = None,
    ) -> Guesser:
        """Open a guesser that remembers, in a file (SQLite) that is made when it does not exist.

        Without `path` the file is the one named by the environment's ``EMAILGUESS_STORE``, else ``known.db`` in the
        system's folder for your data. `keep_months` sets the age limit that is applied whenever something is learned
        (0: none; a new store has 36). The stores `below`, such as a company-wide one, are only read. With
        ``create=False`` a store that is not there is an error: a program that relies on its do-not-contact list then
        never answers without it. Close it after use, or use it in a ``with``. Raises `StoreError`.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Guesser.open(folder + "/known.db") as guesser:
        ...     report = guesser.learn(["Bob Jones <bjones@acme.example>", "Ann Lee <alee@acme.example>"])
        ...     guesser.guess("Jane Doe", "acme.example").best.address
        'jdoe@acme.example'
        """
        from emailguess.store.opening import opened

        kept = opened(path, read_only=read_only, keep_months=keep_months, below=below, create=create)
        return cls(prior=prior, store=kept, company_table=company_table, mx_cache=mx_cache)

    def guess(
        self,
        name: str | PersonName,
        domain: str | None = None,
        *,
        company: str | None = None,
        country: str | None = None,
        name_order: NameOrder | None = None,
        known: Iterable[evidence.Known] = (),
        pattern: str | Pattern | None = None,
        pattern_weight: float = evidence.STATED_WEIGHT,
        bounced: Iterable[str] = (),
        headcount: int | None = None,
        limit: int = 10,
        today: date | None = None,
        check_mx: bool = False,
        resolver: Resolver | None = None,
    ) -> results.Guess:
        """Guess a person's address at a company.

        `name` is text or a `PersonName`; `domain` a domain, a URL or an address. In its place the `company`'s name
        may be given; then the probabilities include the doubt about the domain. `country` (ISO 3166, two letters) is
        the company's and the name's: it helps to find the domain and sways how the name is read and spelled.
        `name_order` ("given-first" or "family-first") settles the order of a name whose writing leaves it open.

        `known` takes colleagues as ``(name, address)``, as ``"Bob Jones <bob@…>"`` or as bare addresses; a `Sighting`
        adds a date and a weight. It counts for this answer only and is never stored. An address among it that belongs
        to somebody else is no candidate. `pattern` is a stated one, such as ``"{f}{last}"``, and weighs as much as
        `pattern_weight` colleagues (0 to 100; by default 2). `bounced` are addresses of this very person that bounced
        as unknown. `headcount` is the number of people at the company: it bears on the convention and on the risk of
        reaching somebody else. `today` (by default the clock's) is what evidence is aged by. `limit` (1 to 1000)
        truncates the candidates shown and changes no probability.

        With `check_mx` DNS is asked (through `resolver`, a ``dns.resolver.Resolver``, or the system's) whether the
        domain takes mail; no mail server is contacted. A domain that was named keeps its candidates in their order,
        marked as undeliverable where it rejects mail; a domain inferred from the company's name falls away then.

        Raises `InvalidName`, `InvalidDomain`, `InvalidCompany`, `InvalidAddress`, `InvalidPattern` or `ValueError`
        (limit, order, country) before any work is done, and `MissingExtra` where `check_mx` needs a package that is
        not installed.

        >>> answer = Guesser().guess("Jane Doe", "acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> answer.best.pattern
        '{f}{last}'
        >>> round(sum(c.probability for c in answer) + answer.p_none, 9)
        1.0
        """
        if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MAX_LIMIT:
            raise ValueError(f"limit is a number from 1 to {MAX_LIMIT}, not {shown(limit)}")
        spelled = self._spelled(name, name_order, country)
        stated = _pattern(pattern)
        weight = _weight(pattern_weight)
        read, left_out = evidence.usable(known)
        failed = [piece.box for piece in evidence.pieces(bounced)] if bounced else []
        asked = _Asked(
            name, spelled, read, stated, weight, failed, risk.checked_headcount(headcount), _country(country), left_out
        )
        if domain is None and company is not None:
            found = self._domains(company, country, [piece.box.domain.name for piece in read])
            reports = self._reports([c.domain for c in found], resolver) if check_mx else {}
            found = found.without([host for host, report in reports.items() if report.status == "rejects"])
            places = [
                self._place(addresses.domain(c.domain), c.probability, asked, elsewhere_is_odd=False)
                for c in found.candidates[:_MOST_DOMAINS]
            ]
        else:
            if domain is None or company is not None:
                raise InvalidDomain("pass either the company's domain or company='its name'")
            found = None
            places = [self._place(addresses.domain(domain), 1.0, asked)]
            reports = self._reports([places[0].where.name], resolver) if check_mx else {}
        question = Question(asked.text, spelled, places, stated, limit, found, reports)
        believe = partial(self._believed.about, now=month_of(today) if today else _this_month())
        return built(question, believe, self.prior, self._store)

    def _place(
        self, where: addresses.Domain, probability: float, asked: _Asked, *, elsewhere_is_odd: bool = True
    ) -> DomainHypothesis:
        """Gather what is known of one domain and of its siblings."""
        given = evidence.NOTHING
        owned: dict[str, store.Owner] = {}
        if asked.known or asked.stated is not None or asked.failed or asked.left_out:
            lexicon, stock = self.prior.lexicon, self.prior.stock
            given = evidence.from_known(asked.known, where, lexicon, stock, elsewhere_is_odd=elsewhere_is_odd)
            if asked.left_out:
                given = given._replace(
                    warnings=(*asked.left_out, *given.warnings), ignored=given.ignored + len(asked.left_out)
                )
            if asked.stated is not None:
                given = given.state(asked.stated, asked.weight)
            if given.warnings:
                private = {p.box.local for p in asked.known if not is_role(p.box.local, "", p.box.domain.name)}
                given = given._replace(warnings=tuple([discreet(text, private) for text in given.warnings]))
            owned = owners(given.people, asked.name)
            failed = [box.local for box in asked.failed if box.domain.name == where.name]
            if elsewhere_is_odd and len(failed) < len(asked.failed):
                strange = f"a bounced address was ignored: it is not at {where.name}"
                given = given._replace(warnings=(*given.warnings, strange))
            if failed:
                # Where somebody is known to have had the address, its owner left; the pattern did not fail.
                given = given.deny([evidence.signature(asked.spelled, x, stock) for x in failed if x not in owned])
                owned |= dict.fromkeys(failed, "bounced")
        related = [(kin, counts) for kin, counts in given.related.items() if counts]
        related += self._remembered_elsewhere(where)
        return DomainHypothesis(
            where=where,
            probability=probability,
            given=given._replace(people=()),
            remembered=self._store.counts(where.name),
            related=tuple(related),
            owned=owned,
            told=frozenset([local for _, local in given.people]),
            headcount=asked.headcount,
            country=asked.country,
        )

    def _remembered_elsewhere(self, where: addresses.Domain) -> Iterator[tuple[str, Counts]]:
        """What was learned at the company's other domains, those declared and those that look like it."""
        declared = self._store.aliases(where.name)
        for host in sorted(declared):
            yield "declared", self._store.counts(host)
        for host in sorted(self._store.named(where.registrable.split(".", 1)[0])):
            if host != where.name and host not in declared:
                kin = siblings.kinship(where, addresses.domain(host))
                if kin:
                    yield kin, self._store.counts(host)

    def domains(self, company: str, *, country: str | None = None, limit: int = 10) -> DomainGuess:
        """Find a company's mail domain from its name: what was learned, then the table, then inference.

        See `emailguess.companies.domains`. Raises `InvalidCompany`.

        >>> guesser = Guesser()
        >>> guesser.learn_company("Acme Corporation", "acme.example")
        >>> guesser.domains("ACME Corp.").best.domain
        'acme.example'
        """
        return self._domains(company, country, (), limit)

    def _domains(
        self, company: str, country: str | None, seen: Iterable[str], limit: int = _MOST_DOMAINS
    ) -> DomainGuess:
        """As `domains`, with the domains of colleagues' addresses counted like learned ones."""
        from emailguess.companies import DomainTable, company_key, domains

        if self._company_table is not None and self._listed is None:
            self._listed = DomainTable(self._company_table)
        key = company_key(company)
        learned = dict(self._store.company(key))
        for host in list(learned):
            for alias in self._store.aliases(host):
                learned.setdefault(alias, 1)
        for host in seen:
            if not providers.open_to_all(host):
                learned[host] = learned.get(host, 0) + 1
        return domains(company, table=self._listed, known={key: learned}, country=country, limit=limit)

    def _reports(self, hosts: Sequence[str], resolver: Resolver | None) -> dict[str, MxReport]:
        from emailguess.mx import MxCache, check_mx_many

        if self._mx_cache is None and resolver is None:
            self._mx_cache = MxCache()
        # What one resolver said is no answer for another, unless the caller brought the cache.
        cache = self._mx_cache if resolver is None or self._own_cache else None
        return {r.domain: r for r in check_mx_many(hosts, resolver=resolver, cache=cache)}

    def patterns(self, domain: str, *, known: Iterable[evidence.Known] = ()) -> tuple[PatternShare, ...]:
        """List a company's patterns with the share of people each holds for; the last entry is "no pattern".

        The shares sum to one.

        >>> shares = Guesser().patterns("acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> shares[0].pattern, round(sum(s.probability for s in shares), 9)
        ('{f}{last}', 1.0)
        """
        from emailguess.results.reports import PatternShare

        read, _ = evidence.usable(known)
        place = self._place(addresses.domain(domain), 1.0, _Asked("", (), read))
        company = self._believed.about(place, _this_month())
        every = sorted(company.every, key=lambda s: (-s.probability, str(s.pattern)))
        shares = [PatternShare(pattern=str(s.pattern), probability=s.probability) for s in every]
        rest = max(0.0, 1 - sum(s.probability for s in shares))
        return (*shares, PatternShare(pattern="", probability=rest))

    def _spelled(
        self, name: str | PersonName, name_order: str | None = None, country: str | None = None
    ) -> tuple[Spelled, ...]:
        lexicon = self.prior.lexicon
        readings = parse(name, lexicon, name_order=name_order, country=country)
        words = [*readings[0].given, *readings[0].family]
        # What begins with a usual given name is a person's name, whatever else is in it.
        if isinstance(name, str) and not lexicon.given(words[0]) and not is_person_name(" ".join(words)):
            raise InvalidName(f"this is a team's or an office's name, not a person's: {shown(name)}")
        spelled = forms(readings, lexicon)
        if not spelled:
            raise InvalidName(f"no mailbox letters can be made of {shown(name)}; write the name in Latin letters")
        return spelled

    @property
    def _believed(self) -> Beliefs:
        """The beliefs that follow from the prior, which is loaded when first needed."""
        if self._beliefs is None:
            self._beliefs = Beliefs(self.prior)
        return self._beliefs


_HOUR_S = 3_600


def _this_month() -> int:
    """The month it is, as evidence is dated."""
    return _month_at(int(time() / _HOUR_S))


@lru_cache(maxsize=1)
def _month_at(hour: int) -> int:
    """The month, as evidence is dated, at an hour since 1970: asking the clock's calendar is slow."""
    return month_of(date.fromtimestamp(hour * _HOUR_S))


def _memory() -> store.Store:
    return store.MemoryStore()


def _country(country: str | None) -> str:
    """A country as the last label of its domains; one that is no code at all is the company's affair."""
    code = (country or "").strip().lower()
    if not code:
        return ""
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise ValueError(f"a country is two letters (ISO 3166), such as 'de', not {shown(country)}")
    return "uk" if code == "gb" else code


def _weight(weight: float) -> float:
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= _MOST_WEIGHT:
        raise ValueError(f"pattern_weight is a number of colleagues from 0 to {_MOST_WEIGHT}, not {shown(weight)}")
    return weight


def _pattern(pattern: str | Pattern | None) -> Pattern | None:
    return pattern if pattern is None or isinstance(pattern, Pattern) else noted(pattern)
