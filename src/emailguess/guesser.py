"""The guesser: the one place that wires names, evidence, store and ranking into an answer.

It validates before it works, adds what is passed to what is remembered, and returns frozen answers. It asks DNS only
when told to, and writes nothing but what it is told to learn.

Start reading at `Guesser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from emailguess import addresses, belief, evidence, prior, ranking, results, store, telling
from emailguess.errors import EmailGuessError, InvalidDomain, InvalidName, shown
from emailguess.names import NameOrder, PersonName, parse
from emailguess.patterns import Pattern
from emailguess.places import Place, evidence_of
from emailguess.spelling import Spelled, forms

if TYPE_CHECKING:
    from dns.resolver import Resolver

    from emailguess.companies import DomainGuess, DomainTable
    from emailguess.companies.table import TableEntry
    from emailguess.mx import MxCache, MxReport

__all__ = ["Guesser"]

# Beliefs kept ready; one takes a few kilobytes.
_KEPT_COMPANIES = 2_000
# Domains of a company's name that are looked into; the rest of the doubt is "none of these".
_MOST_DOMAINS = 10
MAX_LIMIT = 1_000


class Guesser:
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
        self._beliefs: dict[tuple[tuple[str, ...], evidence.Counts], belief.Company] = {}

    @property
    def prior(self) -> prior.Prior:
        """The knowledge about companies in general; the shipped one is loaded when first needed."""
        if self._prior is None:
            self._prior = prior.shipped()
        return self._prior

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
        limit: int = 10,
        check_mx: bool = False,
        resolver: Resolver | None = None,
    ) -> results.Guess:
        """Guess a person's address at a company.

        `name` is text or a `PersonName`; `domain` a domain, a URL or an address. In its place the `company`'s name
        may be given; then the probabilities include the doubt about the domain. `country` (ISO 3166, two letters) is
        the company's and the name's: it helps to find the domain and sways how the name is read and spelled.
        `name_order` ("given-first" or "family-first") settles the order of a name whose writing leaves it open.
        `known` takes colleagues as ``(name, address)``, as ``"Bob Jones <bob@…>"`` or as bare addresses; it counts
        for this answer only and is never stored. `pattern` is a stated one, such as ``"{f}{last}"``. `limit` (1 to
        1000) truncates the candidates shown and changes no probability.

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
        known = list(evidence.listed(known)) if known else ()
        text = name if isinstance(name, str) else name.text
        if domain is None and company is not None:
            pieces = [evidence.split(item) for item in known]
            found = self._domains(company, country, [box.domain.name for _, box in pieces])
            reports = self._reports([c.domain for c in found], resolver) if check_mx else {}
            found = found.without([host for host, report in reports.items() if report.status == "rejects"])
            places = [
                self._place(addresses.domain(c.domain), c.probability, known, stated, elsewhere_is_odd=False)
                for c in found.candidates[:_MOST_DOMAINS]
            ]
            return self._answer(text, spelled, places, stated, limit, found, reports)
        if domain is None or company is not None:
            raise InvalidDomain("pass either the company's domain or company='its name'")
        place = self._place(addresses.domain(domain), 1.0, known, stated, elsewhere_is_odd=True)
        reports = self._reports([place.where.name], resolver) if check_mx else {}
        return self._answer(text, spelled, [place], stated, limit, None, reports)

    def _place(
        self,
        where: addresses.Domain,
        probability: float,
        known: Iterable[evidence.Known],
        stated: Pattern | None,
        *,
        elsewhere_is_odd: bool,
    ) -> Place:
        """Gather what is known of one domain."""
        given = evidence.NOTHING
        if known or stated is not None:
            given = evidence.from_known(
                known, where, self.prior.lexicon, self.prior.stock, elsewhere_is_odd=elsewhere_is_odd
            )
            if stated is not None:
                given = given.state(stated)
        return Place(where, probability, given, self._remembered(where))

    def _remembered(self, where: addresses.Domain) -> evidence.Counts:
        """What was learned at a domain and at its declared aliases."""
        counts = self._store.counts(where.name)
        for alias in self._store.aliases(where.name):
            counts = counts + self._store.counts(alias)
        return counts

    def _answer(
        self,
        name: str,
        spelled: tuple[Spelled, ...],
        places: Sequence[Place],
        stated: Pattern | None,
        limit: int,
        found: DomainGuess | None,
        reports: Mapping[str, MxReport],
    ) -> results.Guess:
        """Rank at every domain considered and put the rankings together."""
        knowledge = self.prior
        ranked: list[tuple[float, str, str, Pattern]] = []
        beliefs: dict[str, tuple[Place, belief.Company]] = {}
        warnings: list[str] = []
        unlisted = 0.0
        for place in places:
            host = place.where.name
            warnings += place.where.warnings
            warnings += place.given.warnings
            if addresses.is_free_mail(host):
                warnings.append(
                    f"{host} is a free-mail domain: anyone may have any address there, so there is no company pattern"
                )
                continue
            company = self._belief(place.where, place.remembered + place.given.counts)
            beliefs[host] = place, company
            found_here = ranking.rank(spelled, company, knowledge)
            scale = place.probability / found_here.whole
            patterns = found_here.patterns
            ranked += [(mass * scale, local, host, patterns[local]) for mass, local in found_here.masses[:limit]]
            unlisted -= sum([mass for mass, _ in found_here.masses[limit:]]) * scale
        if len(places) > 1:
            ranked.sort()
            unlisted -= sum([mass for mass, *_ in ranked[limit:]])
        deliverable = {host: _DELIVERABLE[report.status] for host, report in reports.items()}
        warnings += [
            f"{report.domain}: {report.explanation}" for report in reports.values() if report.status != "accepts"
        ]
        if found is not None:
            warnings += found.notes
        candidates = tuple(
            [
                results.Candidate(
                    address=f"{local}@{host}", probability=-mass, pattern=str(best), deliverable=deliverable.get(host)
                )
                for mass, local, host, best in ranked[:limit]
            ]
        )

        def routes(address: str) -> tuple[results.Route, ...]:
            local, _, host = address.rpartition("@")
            if host not in beliefs:
                return ()
            place, company = beliefs[host]
            before = self._belief(place.where, _NO_COUNTS)
            return tuple(
                results.Route(
                    pattern=str(path.pattern),
                    before=_share_of(before, path.pattern),
                    after=path.pattern_probability,
                    spelling=path.spelled.choices,
                    spelling_probability=path.spelling_probability,
                    share=path.share,
                    fit=path.fit,
                    domain_probability=place.probability,
                )
                for path in ranking.paths(spelled, company, knowledge, local)
            )

        return results.Guess(
            name=name,
            domain=places[0].where.name if places else "",
            candidates=candidates,
            p_none=max(0.0, 1 - sum([c.probability for c in candidates])),
            p_unlisted=unlisted,
            evidence=evidence_of(places, stated),
            warnings=tuple(dict.fromkeys(warnings)) if warnings else (),
            domains=found,
            mx=reports,
            _routes=routes,
            _tell=telling.told,
        )

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
            if not addresses.is_free_mail(host):
                learned[host] = learned.get(host, 0) + 1
        return domains(company, table=self._listed, known={key: learned}, country=country, limit=limit)

    def learn_company(self, company: str, domain: str) -> None:
        """Remember that a company has its mail at a domain; said again, it weighs more.

        Raises `InvalidCompany` or `InvalidDomain`.
        """
        from emailguess.companies import company_key

        self._store.add_company(company_key(company), addresses.domain(domain).name)

    def declare_alias(self, one: str, other: str) -> None:
        """Declare that two domains belong to the same company, which then builds addresses alike at both.

        What is learned at either counts at both. Raises `InvalidDomain`.

        >>> guesser = Guesser()
        >>> guesser.declare_alias("acme.example", "acme-group.example")
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.guess("Jane Doe", "acme-group.example").best.address
        'jdoe@acme-group.example'
        """
        self._store.add_alias(addresses.domain(one).name, addresses.domain(other).name)

    def _reports(self, hosts: Sequence[str], resolver: Resolver | None) -> dict[str, MxReport]:
        from emailguess.mx import MxCache, check_mx_many

        if self._mx_cache is None and resolver is None:
            self._mx_cache = MxCache()
        # What one resolver said is no answer for another, unless the caller brought the cache.
        cache = self._mx_cache if resolver is None or self._own_cache else None
        return {r.domain: r for r in check_mx_many(hosts, resolver=resolver, cache=cache)}

    def learn(self, known: Iterable[evidence.Known]) -> results.LearnReport:
        """Learn from colleagues' addresses, at any number of companies.

        Takes what ``known=`` of `guess` takes; where a piece is ``(name, address, company)``, the company's domain is
        learned as by `learn_company`. Pieces that cannot be used go into the report with their place and a
        reason; the others are counted. Only counts of patterns and spellings are kept, no name and no address.
        """
        by_domain: dict[str, list[evidence.Signature]] = {}
        rejected: list[results.Rejected] = []
        companies: list[tuple[int, str, str]] = []
        learned = unexplained = 0
        for row, item in enumerate(evidence.listed(known), 1):
            read = evidence.read(item, self.prior.lexicon, self.prior.stock)
            if isinstance(read, str):
                rejected.append(results.Rejected(row=row, reason=read))
                continue
            where, found = read
            by_domain.setdefault(where.name, []).append(found)
            if len(item) == 3 and not isinstance(item, str) and item[2]:
                companies.append((row, item[2], where.name))
            learned += 1
            unexplained += not found
        self._store.add({name: evidence.Counts.of(signatures) for name, signatures in by_domain.items()})
        for row, company, host in companies:
            try:
                self.learn_company(company, host)
            except EmailGuessError as error:
                rejected.append(results.Rejected(row=row, reason=str(error)))
        return results.LearnReport(
            learned=learned, unexplained=unexplained, domains=len(by_domain), rejected=tuple(rejected)
        )

    def patterns(self, domain: str, *, known: Iterable[evidence.Known] = ()) -> tuple[results.PatternShare, ...]:
        """List a company's patterns with the share of people each holds for; the last entry is "no pattern".

        The shares sum to one.

        >>> shares = Guesser().patterns("acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> shares[0].pattern, round(sum(s.probability for s in shares), 9)
        ('{f}{last}', 1.0)
        """
        where = addresses.domain(domain)
        given = evidence.from_known(known, where, self.prior.lexicon, self.prior.stock)
        company = self._belief(where, self._remembered(where) + given.counts)
        every = sorted([*company.patterns, *company.numbered], key=lambda s: (-s.probability, str(s.pattern)))
        shares = [results.PatternShare(pattern=str(s.pattern), probability=s.probability) for s in every]
        rest = max(0.0, 1 - sum(s.probability for s in shares))
        return (*shares, results.PatternShare(pattern="", probability=rest))

    def _spelled(
        self, name: str | PersonName, name_order: str | None = None, country: str | None = None
    ) -> tuple[Spelled, ...]:
        lexicon = self.prior.lexicon
        spelled = forms(parse(name, lexicon, name_order=name_order, country=country), lexicon)
        if not spelled:
            raise InvalidName(f"no mailbox letters can be made of {shown(name)}; write the name in Latin letters")
        return spelled

    def _belief(self, where: addresses.Domain, counts: evidence.Counts) -> belief.Company:
        """The belief about a company, kept as long as its counts stay the same."""
        features = prior.domain_features(where)
        key = (features, counts)
        company = self._beliefs.get(key)
        if company is None:
            company = belief.posterior(counts, self.prior, self.prior.weights(features))
            if len(self._beliefs) >= _KEPT_COMPANIES:
                self._beliefs = {}
            self._beliefs[key] = company
        return company


_DELIVERABLE = {"accepts": True, "rejects": False, "unknown": None}
_NO_COUNTS = evidence.Counts()


def _memory() -> store.Store:
    return store.MemoryStore()


def _pattern(pattern: str | Pattern | None) -> Pattern | None:
    return pattern if pattern is None or isinstance(pattern, Pattern) else Pattern(pattern)


def _share_of(company: belief.Company, pattern: Pattern) -> float:
    shares = (*company.patterns, *company.numbered)
    return next((s.probability for s in shares if s.pattern == pattern), 0.0)
