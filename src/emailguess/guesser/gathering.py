"""Gathering: what is known of a company's domain, passed and remembered, read once for any number of names.

It reads the store and what was passed, and asks DNS where it is told to; it ranks nothing and knows no name asked
about.

Start reading at `Finder.gathered`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, NamedTuple

from emailguess.addresses import parser as addresses
from emailguess.addresses import providers
from emailguess.addresses import related as kin
from emailguess.addresses.roles import is_role
from emailguess.addresses.suffixes import Divider
from emailguess.answer.disclosure import discreet, without_addresses
from emailguess.answer.query import DomainHypothesis
from emailguess.errors import InvalidArgument, InvalidDomain, shown
from emailguess.evidence import pieces
from emailguess.evidence import reading as evidence
from emailguess.evidence.counts import Counts
from emailguess.guesser.arguments import checked_headcount, checked_pattern, checked_weight, of_file
from emailguess.model.collisions import Roster
from emailguess.model.prior import Prior
from emailguess.names.country import country_code, top_level
from emailguess.patterns.language import Pattern
from emailguess.store import Store, known_companies

if TYPE_CHECKING:
    from dns.asyncresolver import Resolver as AsyncResolver
    from dns.resolver import Resolver

    from emailguess.companies import DomainGuess, DomainTable
    from emailguess.companies.table import TableEntry
    from emailguess.mx import MxCache, MxReport
    from emailguess.store.known_companies import KnownCompanies

__all__ = ["About", "Finder", "Gathered", "Known", "MailChecks", "about_company"]


class About(NamedTuple):
    """What was passed of a company, read and checked."""

    known: Sequence[pieces.Piece] = ()
    stated: Pattern | None = None
    weight: float | None = None
    """How many colleagues the stated pattern weighs as much as; None for what it does by itself."""
    headcount: int | None = None
    code: str = ""
    """The country, as the last label of its domains."""
    country: str | None = None
    """The same as it was passed."""
    left_out: tuple[str, ...] = ()
    """Why pieces of what is known could not be used."""


def about_company(
    known: Iterable[pieces.Known] | PathLike[str],
    pattern: str | Pattern | None = None,
    pattern_weight: float | None = None,
    headcount: int | None = None,
    country: str | None = None,
) -> About:
    """What was passed of a company, checked and read. Raises what `Guesser.at` raises."""
    read, left_out = pieces.usable(of_file(known)) if known != () else ((), ())
    return About(
        stated=checked_pattern(pattern),
        weight=checked_weight(pattern_weight),
        headcount=checked_headcount(headcount),
        code=top_level(country_code(country)),
        country=country,
        known=read,
        left_out=tuple(map(without_addresses, left_out)),
    )


class Known(NamedTuple):
    """What is known of one domain, whoever is asked about."""

    place: DomainHypothesis
    roster: Roster
    """Who, of those passed, has which local part."""


class Gathered(NamedTuple):
    """What is known of a company at all the domains it may have."""

    places: Sequence[Known]
    found: DomainGuess | None
    """The domains, where only the company's name was given."""
    reports: Mapping[str, MxReport]


def _gathered(
    where: addresses.Domain,
    probability: float,
    about: About,
    store: Store,
    prior: Prior,
    *,
    alone: bool,
    table: KnownCompanies | None = None,
    divider: Divider | None = None,
) -> Known:
    """Gather what is known of one domain and of its siblings; unless it is `alone`, evidence may be of another one.

    Of a related domain what ships says nothing: parents, children and cousins agree there as seldom as strangers do.
    """
    given = evidence.NOTHING
    if about.known or about.stated is not None or about.left_out:
        given = evidence.from_known(about.known, where, prior.matcher, elsewhere_is_odd=alone)
        if about.stated is not None:
            weight = about.weight
            if weight is None:
                weight = evidence.stated_weight(prior.pattern_means.get(about.stated.text, 0.0))
            given = given.state(about.stated, weight)
        if about.left_out:
            given = given._replace(
                warnings=(*about.left_out, *given.warnings), ignored=given.ignored + len(about.left_out)
            )
        if given.warnings:
            private = {p.box.local for p in about.known if not is_role(p.box.local, "", p.box.domain.name)}
            given = given._replace(warnings=tuple([discreet(text, private) for text in given.warnings]))
    related = [(kinship, counts) for kinship, counts in given.related.items() if counts]
    related += _remembered_elsewhere(where, store, divider)
    place = DomainHypothesis(
        where=where,
        probability=probability,
        given=given._replace(people=()) if given.people else given,
        remembered=store.counts(where.name),
        public=table.find(where.name) if table is not None else None,
        related=tuple(related),
        told=frozenset([local for _, local in given.people]),
        headcount=about.headcount,
        country=about.code,
    )
    return Known(place, Roster(given.people))


def _divided(piece: pieces.Piece, divider: Divider) -> pieces.Piece:
    """A colleague whose domain is divided by another list."""
    return piece._replace(box=piece.box._replace(domain=addresses.divided(piece.box.domain, divider)))


def _remembered_elsewhere(
    where: addresses.Domain, store: Store, divider: Divider | None
) -> Iterator[tuple[str, Counts]]:
    """What was learned at the company's other domains, those declared and those that look like it."""
    declared = store.aliases(where.name)
    for host in sorted(declared):
        yield "declared", store.counts(host)
    named = set(store.named(where.registrable.split(".", 1)[0]))
    if divider is not None:  # a store keeps domains by the name they have in the list that ships
        named |= set(store.named(kin.registered_name(where.name)))
    for host in sorted(named):
        if host != where.name and host not in declared:
            kinship = kin.kinship(where, addresses.domain(host, divider))
            if kinship:
                yield kinship, store.counts(host)


# Domains of a company's name that are looked into; the rest of the doubt is "none of these".
_MOST_DOMAINS = 10


class Finder:
    """Finds a company's domains (by what was learned, by a table, by its name) and what is known there."""

    def __init__(
        self,
        store: Store,
        table: Mapping[str, TableEntry] | None,
        known_companies: bool = True,
        divider: Divider | None = None,
    ) -> None:
        if table is not None and not isinstance(table, Mapping):
            raise InvalidArgument(f"company_table maps companies' names to their domains; it is not {shown(table)}")
        self._store = store
        self._table = table
        self._listed: DomainTable | None = None
        self._known_companies = known_companies
        self._divider = divider

    def gathered(
        self, domain: str | None, company: str | None, about: About, prior: Prior, mail: MailChecks | None
    ) -> Gathered:
        """Gather what is known at a domain, or at those that a company may have. Raises what `Guesser.at` raises."""
        found: DomainGuess | None = None
        reports: Mapping[str, MxReport] = {}
        if domain is not None and company is None:
            wheres = [(addresses.domain(domain, self._divider), 1.0)]
            if mail is not None:
                reports = mail.reports([wheres[0][0].name])
        elif company is not None and domain is None:
            seen = [piece.box.domain.name for piece in about.known]
            found = self.found(company, about.country, seen, _MOST_DOMAINS)
            if mail is not None:
                reports = mail.reports([c.domain for c in found])
                found = found.without([host for host, report in reports.items() if report.status == "rejects"])
            named = found.candidates[:_MOST_DOMAINS]
            wheres = [(addresses.domain(c.domain, self._divider), c.probability) for c in named]
        else:
            raise InvalidDomain("pass either the company's domain or company='its name'")
        table = known_companies.shipped() if self._known_companies else None
        if self._divider is not None:
            about = about._replace(known=[_divided(piece, self._divider) for piece in about.known])
        places = [
            _gathered(where, share, about, self._store, prior, alone=found is None, table=table, divider=self._divider)
            for where, share in wheres
        ]
        return Gathered(places, found, reports)

    def hosts(self, domain: str | None, company: str | None, about: About) -> list[str]:
        """The domains that `gathered` asks DNS about. Raises what `gathered` raises of them."""
        if company is not None and domain is None:
            seen = [piece.box.domain.name for piece in about.known]
            return [c.domain for c in self.found(company, about.country, seen, _MOST_DOMAINS)]
        return [addresses.domain(domain, self._divider).name] if domain is not None else []

    def found(self, company: str, country: str | None, seen: Iterable[str], limit: int) -> DomainGuess:
        """The domains of a company; those `seen` in colleagues' addresses count like learned ones."""
        from emailguess.companies import DomainTable, company_key, domains

        if self._table is not None and self._listed is None:
            self._listed = DomainTable(self._table)
        key = company_key(company)
        learned = dict(self._store.company(key))
        for host in list(learned):
            for alias in self._store.aliases(host):
                learned.setdefault(alias, 1)
        for host in seen:
            if not providers.open_to_all(host):
                learned[host] = learned.get(host, 0) + 1
        return domains(company, table=self._listed, known={key: learned}, country=country, limit=limit)


class MailChecks:
    """Asks DNS whether domains take mail, through one resolver, and keeps what it said."""

    def __init__(self, resolver: Resolver | None, cache: MxCache | None) -> None:
        self._resolver = resolver
        self._cache = cache

    def reports(self, hosts: Sequence[str]) -> dict[str, MxReport]:
        """What DNS says of each domain. Raises `MissingExtra`."""
        from emailguess.mx import check_mx_many

        return {r.domain: r for r in check_mx_many(hosts, resolver=self._resolver, cache=self._kept())}

    def through(self, resolver: Resolver | None) -> MailChecks:
        """The same through another resolver; what one said is no answer for another."""
        return self if resolver is None else MailChecks(resolver, None)

    async def awaited(self, hosts: Sequence[str], resolver: AsyncResolver | None) -> MailChecks:
        """What DNS says of these domains, waited for on the event loop. Raises `MissingExtra`."""
        from emailguess.mx import acheck_mx_many

        cache = self._kept() if resolver is None else None
        return _Answered(await acheck_mx_many(hosts, resolver=resolver, cache=cache))

    def _kept(self) -> MxCache:
        """What DNS said to this guesser."""
        from emailguess.mx import MxCache

        if self._cache is None:
            self._cache = MxCache()
        return self._cache


class _Answered(MailChecks):
    """Knows what DNS said, and asks no more."""

    def __init__(self, reports: Iterable[MxReport]) -> None:
        super().__init__(None, None)
        self._reports = {each.domain: each for each in reports}

    def reports(self, hosts: Sequence[str]) -> dict[str, MxReport]:
        return {host: self._reports[host] for host in hosts if host in self._reports}
