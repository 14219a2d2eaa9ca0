"""The answer behind `emailguess.companies.domains`: what is known and what the name suggests, weighed together.

It asks no network and keeps nothing.

Start reading at `answer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emailguess.companies.candidates import stems
from emailguess.companies.listing import Listing, listing
from emailguess.companies.model import FLOOR, Model, load
from emailguess.companies.names import MAX_COMPANY, CompanyName, is_domain, parse
from emailguess.companies.results import DomainCandidate, DomainGuess, remainder
from emailguess.companies.wording import wording
from emailguess.errors import InvalidAddress, InvalidArgument, InvalidCompany, InvalidDomain, shown

if TYPE_CHECKING:
    from emailguess.companies.table import DomainTable

__all__ = ["MAX_LIMIT", "answer"]

MAX_LIMIT = 100


def answer(
    company: str,
    *,
    table: DomainTable | None = None,
    known: Mapping[str, Mapping[str, float]] | None = None,
    country: str | None = None,
    limit: int = 10,
    model: Model | None = None,
    lists: bool = True,
) -> DomainGuess:
    """Rank a company's domains; see `emailguess.companies.domains`. `model` is the shipped one unless given.

    Without `lists`, what ships of companies and schools by name is not asked: so the inference alone is judged.
    """
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MAX_LIMIT:
        raise InvalidArgument(f"limit is a whole number from 1 to {MAX_LIMIT}, not {shown(limit)}")
    stated, note = _stated_domain(company)
    name = parse(stated.partition(".")[0] if stated else company, country, certain=bool(stated))
    model = model or load()
    if known is not None and not isinstance(known, Mapping):
        raise InvalidArgument(f"known maps companies' keys to domains with their people, not {shown(known)}")
    learned = known.get(name.key, {}) if known else {}
    listed = table.counts(name.key) if table is not None else {}
    counts: dict[str, float] = dict(listed)
    for domain, people in learned.items():
        counts[domain] = counts.get(domain, 0.0) + people
    if stated:
        counts[stated] = counts.get(stated, 0.0) + 1.0
    made = list(stems(name))
    shares = model.shares(name, made)
    rows = [(p, domain) for domain, (p, _) in shares.items()]
    found = listing(company, name) if lists and not stated else None
    if found:
        rows = _with_listed(rows, found)
    if counts:
        rows = _weigh(rows, counts, model.spread)
    rows = [(-p, domain) for p, domain in sorted([(-p, domain) for p, domain in rows])[:limit]]
    rules = model.rules(name, made, {shares[domain][1] for _, domain in rows if domain in shares})
    candidates = []
    for probability, domain in rows:
        source = "inferred"
        if domain in learned:
            source, rule = "learned", "people of this company were seen there"
        elif domain in listed:
            source, rule = "table", "the table lists it"
        elif domain == stated:
            rule = note
        elif found and domain in found.shares:
            rule = found.rule
        elif stem := shares[domain][1]:
            rule = wording(rules[stem], stem, domain)
        else:
            rule = "the domain is part of the name"
        candidates.append(DomainCandidate(domain=domain, probability=probability, source=source, rule=rule))
    return DomainGuess(
        company=company,
        key=name.key,
        candidates=tuple(candidates),
        p_none=remainder(candidates),
        warnings=_notes(name, note, bool(counts) or bool(found)),
    )


def _with_listed(rows: list[tuple[float, str]], found: Listing) -> list[tuple[float, str]]:
    """The listed domains take their shares; inference shares what is left, and agrees with them where it may."""
    weights = {domain: probability * found.rest for probability, domain in rows}
    for domain, share in found.shares.items():
        weights[domain] = weights.get(domain, 0.0) + share
    return _kept(weights)


def _kept(weights: Mapping[str, float]) -> list[tuple[float, str]]:
    return [(p, domain) for domain, p in weights.items() if p >= FLOOR]


def _weigh(rows: list[tuple[float, str]], counts: Mapping[str, float], spread: float) -> list[tuple[float, str]]:
    """A Dirichlet around the inferred ranking, worth `spread` people, updated by the people seen."""
    total = sum(counts.values()) + spread
    weights = {domain: probability * spread / total for probability, domain in rows}
    for domain, people in counts.items():
        weights[domain] = weights.get(domain, 0.0) + people / total
    return [(p, domain) for domain, p in weights.items() if p >= FLOOR or domain in counts]


def _notes(name: CompanyName, note: str, known: bool) -> tuple[str, ...]:
    if note:
        return (note,)
    if name.countries or known:
        return ()
    # The corpus's schools are mostly American and its councils Australian; a name alone does not tell.
    if name.sector == "council":
        return ("without a country, a local government is taken for an Australian one; pass country=",)
    if name.sector == "university":
        return ("without a country, a school is taken for an American one; pass country=",)
    return ()


def _stated_domain(company: str) -> tuple[str, str]:
    """The domain and a note, where the text given as a company is a domain, a URL or an address."""
    if not isinstance(company, str) or len(company) > MAX_COMPANY:
        return "", ""
    if "." not in company and "@" not in company and "://" not in company:
        return "", ""
    text = company.strip()
    if "@" in text:
        return _domain_of_address(text)
    explicit = "://" in text
    if not explicit and (len(text.split()) != 1 or not is_domain(text.split("/", 1)[0].lower().removeprefix("www."))):
        return "", ""
    from emailguess.addresses.parser import domain

    try:
        found = domain(text)
    except InvalidDomain as error:
        raise InvalidCompany(f"not a company's name, and not a domain either: {error}") from error
    kind = "a web address" if explicit else "itself a domain"
    return found.name, f"the name is {kind}, taken as the company's domain"


def _domain_of_address(text: str) -> tuple[str, str]:
    from emailguess.addresses.parser import mailbox
    from emailguess.addresses.providers import is_free_mail

    try:
        found = mailbox(text)
    except (InvalidAddress, InvalidDomain):
        return "", ""  # an "@" in a name is a letter like others
    if is_free_mail(found.domain.name):
        raise InvalidCompany(f"{shown(found.domain.name)} is a mail provider, not a company; pass the company's name")
    return found.domain.name, "the name is an address, whose domain is taken as the company's"
