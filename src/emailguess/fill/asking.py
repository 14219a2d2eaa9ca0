"""Asking: a row becomes an answer, each company worked out once and let go of when others take its place.

It knows no file and decides nothing.

Start reading at `Asker.answer`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from emailguess.addresses import parser as addresses
from emailguess.addresses.providers import open_to_all
from emailguess.addresses.roles import is_role
from emailguess.companies import company_key
from emailguess.data.company_words import COUNTRIES
from emailguess.errors import EmailGuessError, InvalidCompany, InvalidDomain, InvalidName
from emailguess.evidence.intake import one_mailbox
from emailguess.evidence.reading import spelled
from emailguess.files import Person
from emailguess.fill.answers import Answered, Asked
from emailguess.names.fields import from_fields
from emailguess.names.parser import NameCounts, PersonName
from emailguess.store.likeness import asked_keys

if TYPE_CHECKING:
    from emailguess.addresses.parser import Mailbox
    from emailguess.guesser import CompanyGuesser, Guesser
    from emailguess.results import Guess, Suppression

__all__ = ["Asker", "Own", "Spellings", "asked_of", "company_of", "country_of", "own_addresses"]

# Companies kept ready; each takes some kilobytes. A sheet is mostly sorted, or of fewer companies. 9,000 rows of 3,000
# companies in random order take twice as long with a quarter of these, and as much memory (153 MB, most of it names).
_KEPT = 2048
_DIGITS = 4
_CODE = re.compile(r"[A-Za-z]{2}")
# What country columns write most, beside the one-word names that companies' names are read by.
_LONG_NAMES = {"unitedstates": "us", "usa": "us", "unitedkingdom": "gb", "greatbritain": "gb", "newzealand": "nz"}


def asked_of(person: Person) -> Asked:
    """The question that a row asks."""
    return Asked(
        person.name,
        person.given,
        person.middle,
        person.family,
        person.domain,
        person.company,
        person.addresses,
        person.status,
        person.failure() is not None,
        person.country,
        person.headcount,
    )


class Own(NamedTuple):
    """What a row's own addresses say."""

    known: Mailbox | None = None
    """The person's address at work, where the row has one."""
    bounced: tuple[str, ...] = ()
    """The address that failed."""
    host: str = ""
    """A domain told by an address that is not, or not any more, the person's."""


def own_addresses(asked: Asked) -> Own:
    """Look through the addresses of a row."""
    bounced: list[str] = []
    host = ""
    for place, address in enumerate(asked.addresses):
        box = _mailbox(address)
        if box is None or open_to_all(box.domain.name):
            continue
        if place == 0 and asked.failed:
            bounced.append(box.address)
            host = host or box.domain.name
        elif is_role(box.local, _full(asked), box.domain.name):
            host = host or box.domain.name
        else:
            return Own(box, (), host)
    return Own(None, tuple(bounced), host)


def company_of(asked: Asked, host: str) -> tuple[str, str]:
    """Whose company a row asks about: `domain` or `company` and which; both empty where it names none.

    The domain of the row counts first, then the company's name, then `host`, the domain of an address that is not the
    person's. Raises `InvalidDomain` where only a domain is told, and that is no company's.
    """
    domain = _domain(asked.domain)
    if domain:
        return "domain", domain
    if asked.company:
        return "company", asked.company
    if host:
        return "domain", host
    if asked.domain:
        raise InvalidDomain(f"{asked.domain[:60]!a} is no mail domain of a company; write one like acme.com")
    return "", ""


class Spellings(Protocol):
    """What a sheet told, as far as answers ask for it."""

    def spelling(self, key: str) -> str:
        """The commonest way in which a company is written; empty for one the sheet does not have."""

    def count(self, host: str) -> int:
        """Pieces of evidence about a domain that the sheet told."""


class Asker:
    """Answers rows with a guesser that knows what the sheet told."""

    def __init__(self, guesser: Guesser, told: Spellings) -> None:
        self._guesser = guesser
        self._told = told
        self._companies: OrderedDict[tuple[str, str, int | None, str | None], CompanyGuesser] = OrderedDict()
        self._words: dict[str, str] = {}

    def answer(self, asked: Asked) -> Answered:
        """Answer one row; what cannot be answered is an answer that says why."""
        if asked.reason:
            return Answered("none", reason=asked.reason)
        own = own_addresses(asked)
        host = own.host
        if reason := self._held_back(asked):
            kind: Literal["known", "none"] = "none" if own.known is None else "known"
            return Answered(kind, reason=reason, held_back=True, company=self._key(asked, host))
        if own.known is not None:
            return self._known(asked, own.known)
        try:
            company = self._company(asked, host)
            if company is None:
                return Answered("none", reason="the row has neither a company nor a domain")
            here = [a for a in own.bounced if a.endswith(f"@{company.domain}")]
            guess = company.guess(self._name(asked), limit=3, bounced=here)
        except (InvalidName, InvalidCompany, InvalidDomain) as error:
            return Answered("none", reason=str(error), company=self._key(asked, host))
        return self._told_of(guess, company, self._key(asked, host))

    def guess(self, asked: Asked, limit: int) -> Guess:
        """The whole answer to one row, as a guesser gives it; where there is none, its warning says why."""
        boxes = [box for a in asked.addresses if (box := _mailbox(a)) is not None and not open_to_all(box.domain.name)]
        bounced = [boxes[0].address] if asked.failed and boxes else []
        if reason := self._held_back(asked):
            return _nothing(asked, f"{reason}: no address is shown", "address")
        try:
            company = self._company(asked, boxes[0].domain.name if boxes else "")
            if company is None:
                raise InvalidDomain("neither a company nor a domain was told")
            return company.guess(self._name(asked), limit=limit, bounced=bounced)
        except (InvalidName, InvalidCompany, InvalidDomain) as error:
            return _nothing(asked, str(error))

    def chance_with_another(self, domain: str) -> tuple[float, float]:
        """The chance of a right first answer for an ordinary name at a domain: now, and with one more address."""
        guess = self._guesser.at(domain).guess("Jane Doe")
        now = guess.best.probability if guess.best is not None else 0.0
        return now, next((h.chance for h in guess.would_help if h.fact == "pair"), now)

    @property
    def holds_back(self) -> bool:
        """Whether anything is on the do-not-contact list at all."""
        return self._guesser.store.suppresses()

    def allows(self, asked: Asked, answer: Answered) -> bool:
        """Whether an earlier answer may still be shown whole, by the do-not-contact list as it is now."""
        store = self._guesser.store
        shown = [address.partition("@") for address in (answer.address, answer.second, answer.third) if address]
        names = _keys(self._guesser, asked) if shown else ()
        held_back = [store.suppressed(host, names, (local,)).reason for local, _, host in shown]
        return answer.held_back or not (any(held_back) or self._held_back(asked))

    def _held_back(self, asked: Asked) -> str:
        """Why nothing may be shown for a row: one of its own addresses, private ones too, is on the list."""
        store = self._guesser.store
        if not asked.addresses or not store.suppresses():
            return ""
        names = _keys(self._guesser, asked)
        for box in filter(None, map(_mailbox, asked.addresses)):
            hidden = store.suppressed(box.domain.name, names, (box.local,))
            if hidden.person or (hidden.locals and not is_role(box.local, _full(asked), box.domain.name)):
                return f"{'the person' if hidden.person else 'an address of this person'} is on the do-not-contact list"
        return ""

    def _known(self, asked: Asked, box: Mailbox) -> Answered:
        """A row that has an address; whoever is not to be contacted is held back all the same."""
        host = box.domain.name
        company = host
        store = self._guesser.store
        if store.suppresses():
            names = _keys(self._guesser, asked)
            reason = store.suppressed(host, names, (box.local,)).reason
            if reason:
                why = f"the {reason} is on the do-not-contact list"
                return Answered("known", reason=why, held_back=True, company=company)
        doubt = {"catch_all": "its domain takes mail for any address", "risky": "a verifier called it risky"}
        note = doubt.get(asked.status, "")
        why = f"the row has this address{f'; {note}' if note else ''}"
        return Answered("known", box.address, 1.0, domain=host, reason=why, company=company)

    def _name(self, asked: Asked) -> str | PersonName:
        return _name(asked, self._guesser.prior.lexicon)

    def _company(self, asked: Asked, host: str) -> CompanyGuesser | None:
        """The company of a row: by its domain, else by its name, else by an address that is not the person's."""
        kind, what = company_of(asked, host)
        if not kind:
            return None
        if kind == "company":
            what = self._told.spelling(company_key(what)) or what
        return self._at(kind, what, asked.headcount, country_of(asked))

    def _at(self, kind: str, what: str, headcount: int | None, country: str | None) -> CompanyGuesser:
        key = kind, what, headcount, country
        company = self._companies.get(key)
        if company is None:
            named = {kind: what}
            company = self._guesser.at(**named, headcount=headcount, country=country)  # type: ignore[arg-type]
            self._companies[key] = company
            if len(self._companies) > _KEPT:
                self._companies.popitem(last=False)
        else:
            self._companies.move_to_end(key)
        return company

    def _key(self, asked: Asked, host: str) -> str:
        """What rows of one company share."""
        domain = _domain(asked.domain)
        if domain or not asked.company:
            return domain or host
        try:
            return company_key(asked.company)
        except EmailGuessError:
            return ""

    def _told_of(self, guess: Guess, company: CompanyGuesser, key: str) -> Answered:
        evidence = guess.evidence
        informed = bool(evidence.remembered or evidence.public or evidence.related)
        words = self._worded(guess, company)
        share = 1.0
        if guess.domains is not None:
            share = guess.domains.best.probability if guess.domains.best is not None else 0.0
        common = {
            "evidence": words,
            "warnings": "; ".join(guess.warnings),
            "company": key,
            "informed": informed,
        }
        best = guess.best
        if guess.suppressed in ("person", "domain") or (guess.suppressed and best is None):
            what = "likeliest address" if guess.suppressed == "address" else guess.suppressed
            why = f"the {what} is on the do-not-contact list"
            return Answered("none", reason=why, held_back=True, company=key)
        if best is None:
            why = "no address can be guessed"
            if guess.domains is not None and not guess.domains:
                why = "no domain of this company is known, and none follows from its name"
            return Answered("none", domain=guess.domain, reason=why, **common)  # type: ignore[arg-type]
        others = [c.address for c in guess.candidates[1:3]]
        domain = best.domain
        if guess.domains is not None:
            share = next((c.probability for c in guess.domains if c.domain == domain), share)
        common["company"] = domain  # a company that is named and one whose domain is told are the same
        return Answered(
            "guessed",
            best.address,
            round(best.probability, _DIGITS),
            best.pattern,
            domain,
            round(share, _DIGITS),
            round(guess.p_none, _DIGITS),
            risk=round(guess.misdelivery_risk(), _DIGITS),
            second=others[0] if others else "",
            third=others[1] if len(others) > 1 else "",
            **common,  # type: ignore[arg-type]
        )

    def _worded(self, guess: Guess, company: CompanyGuesser) -> str:
        """What is known of the company, in counts."""
        evidence = guess.evidence
        hosts = [company.domain] if guess.domains is None else [c.domain for c in guess.domains]
        here = min(evidence.remembered, sum(self._told.count(host) for host in hosts))
        parts = [
            f"{number:,} {words}"
            for number, words in (
                (here, "in this sheet"),
                (evidence.remembered - here, "remembered"),
                (evidence.public, "in public sources"),
                # Of a company's name the other domains that it may have are related; they say the same once more.
                (evidence.related if guess.domains is None or not here else 0, "at related domains"),
            )
            if number
        ]
        if not parts:
            return "nothing is known of this company"
        odd = f"; {evidence.unexplained:,} of them follow no pattern" if evidence.unexplained else ""
        return f"{', '.join(parts)}{odd}"


def _nothing(asked: Asked, why: str, suppressed: Suppression = "") -> Guess:
    """An answer without a candidate."""
    from emailguess.results import Evidence, Guess

    return Guess(
        name=_full(asked), domain="", candidates=(), p_none=1.0, p_unlisted=0.0, evidence=Evidence(),
        warnings=(why,), suppressed=suppressed,
    )  # fmt: skip


def _full(asked: Asked) -> str:
    return " ".join(filter(None, (asked.given, asked.middle, asked.family))) or asked.name


def _name(asked: Asked, lexicon: NameCounts) -> str | PersonName:
    """The name, in its parts where the sheet has both halves of it."""
    if asked.given and asked.family:
        return from_fields(asked.given, asked.middle, asked.family, lexicon)
    name = _full(asked)
    if not name:
        raise InvalidName("the row has no name")
    return name


def _keys(guesser: Guesser, asked: Asked) -> tuple[str, ...]:
    """The keys a do-not-contact list is asked for; none for a name that cannot be read."""
    try:
        return asked_keys([each.form for each in spelled(_name(asked, guesser.prior.lexicon), guesser.prior.lexicon)])
    except InvalidName:
        return ()


def _mailbox(address: str) -> Mailbox | None:
    try:
        return one_mailbox(address)
    except EmailGuessError:
        return None


@lru_cache(maxsize=4096)
def _domain(text: str) -> str:
    """The company's domain; empty for none, and for one where anybody may have an address."""
    if not text:
        return ""
    try:
        name = addresses.domain(text).name
    except EmailGuessError:
        return ""
    return "" if open_to_all(name) else name


def country_of(asked: Asked) -> str | None:
    """The country of a row's company as two letters; None where that cannot be told."""
    return _country(asked.country)


@lru_cache(maxsize=1024)
def _country(text: str) -> str | None:
    """A country as two letters; None where that cannot be told."""
    if _CODE.fullmatch(text.strip()):
        return text.strip().lower()
    letters = "".join(c for c in text.lower() if c.isalpha())
    found = _LONG_NAMES.get(letters) or COUNTRIES.get(letters)
    return found if found != "eu" else None
