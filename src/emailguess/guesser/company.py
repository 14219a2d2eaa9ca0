"""One company asked about again and again: its evidence is read once, and each further name costs what a name costs.

It wires what `gathering` found to the answers; it reads no evidence itself and writes nothing.

Start reading at `CompanyGuesser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from emailguess.addresses.roles import is_person_name
from emailguess.answer.build import built
from emailguess.answer.conventions import Conventions, Ready
from emailguess.answer.query import DomainHypothesis, Question, evidence_of
from emailguess.errors import InvalidName, shown
from emailguess.evidence import pieces, reading
from emailguess.guesser.arguments import Clock, checked_limit, listed, month_by
from emailguess.guesser.gathering import About, Gathered, Known
from emailguess.names.parser import NameOrder, PersonName, parse
from emailguess.names.spelling import Spelled, forms
from emailguess.results import Evidence, Guess
from emailguess.store import Store

if TYPE_CHECKING:
    import emailguess as later
else:
    from emailguess.results.later import later

__all__ = ["CompanyGuesser", "spelled"]


def spelled(
    conventions: Conventions, name: str | PersonName, order: str | None, country: str | None
) -> tuple[Spelled, ...]:
    """Read a name. Raises `InvalidName`."""
    lexicon = conventions.prior.lexicon
    readings = parse(name, lexicon, name_order=order, country=country)
    words = [*readings[0].given, *readings[0].family]
    # What begins with a usual given name is a person's name, whatever else is in it.
    if isinstance(name, str) and not lexicon.given(words[0]) and not is_person_name(" ".join(words)):
        raise InvalidName(f"this is a team's or an office's name, not a person's: {shown(name)}")
    found = forms(readings, lexicon)
    if not found:
        raise InvalidName(f"no mailbox letters can be made of {shown(name)}; write the name in Latin letters")
    return found


class CompanyGuesser:
    """A company with what is known of it, ready for any number of names; made by `Guesser.at`.

    What was passed and remembered is read when it is made and stays; whom the do-not-contact list holds back is asked
    for each name.

    >>> from emailguess import Guesser
    >>> company = Guesser().at("acme.example", known=["Bob Jones <bjones@acme.example>"], headcount=300)
    >>> company.guess("Jane Doe").best.address
    'jdoe@acme.example'
    >>> [answer.best.local for answer in company.guess_many(["Ann Lee", "Tom Roe"])]
    ['alee', 'troe']
    >>> company.patterns()[0].pattern
    '{f}{last}'
    """

    def __init__(
        self, gathered: Gathered, about: About, *, store: Store, conventions: Conventions, clock: Clock | None
    ) -> None:
        self._known = gathered.places
        self._found = gathered.found
        self._reports = gathered.reports
        self._stated = about.stated
        self._country = about.country
        self._store = store
        self._conventions = conventions
        self._clock = clock
        self._ready: Ready | None = None

    @property
    def domain(self) -> str:
        """The company's mail domain; the likeliest one where only its name was given, empty where there is none."""
        return self._known[0].place.where.name if self._known else ""

    @property
    def domains(self) -> later.DomainGuess | None:
        """The domains considered, where only the company's name was given."""
        return self._found

    @property
    def mx(self) -> Mapping[str, later.MxReport]:
        """What DNS says of each domain considered, where that was asked for."""
        return self._reports

    @property
    def evidence(self) -> Evidence:
        """What every answer here rests on."""
        shared = [self._at_hand()(each.place).shared for each in self._known]
        return evidence_of(self._question("", (), 1), max(shared, default=0.0))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was odd about the company or about what is known of it, in sentences for a person."""
        warnings: list[str] = []
        for each in self._known:
            warnings += [*each.place.where.warnings, *each.place.given.warnings]
        return tuple(dict.fromkeys(warnings))

    def __repr__(self) -> str:
        pieces = sum(each.place.counts.total for each in self._known)
        return f"CompanyGuesser({self.domain or 'no domain'}: {pieces:,} pieces of evidence)"

    def guess(
        self,
        name: str | PersonName,
        *,
        name_order: NameOrder | None = None,
        bounced: Iterable[str] = (),
        limit: int = 10,
    ) -> Guess:
        """Guess a person's address here.

        - `name`: the person's name, as text or as a `PersonName`
        - `name_order`: "given-first" or "family-first", for a name whose writing leaves it open; default: not known
        - `bounced`: addresses of this very person that bounced as unknown; default: none
        - `limit`: how many candidates are listed, 1 to 1,000; it changes no probability. Default: 10

        Raises `InvalidName`, `InvalidAddress` or `InvalidArgument`, and `StoreError` where the store is gone.

        >>> from emailguess import Guesser
        >>> company = Guesser().at("acme.example")
        >>> first = company.guess("Jane Doe").best.address
        >>> first in [candidate.address for candidate in company.guess("Jane Doe", bounced=[first])][:1]
        False
        """
        checked_limit(limit)
        read = spelled(self._conventions, name, name_order, self._country)
        return self._answer(name, read, failed_of(bounced), limit)

    def guess_many(
        self, names: Iterable[str | PersonName], *, name_order: NameOrder | None = None, limit: int = 10
    ) -> list[Guess]:
        """Guess the addresses of many people here, one answer for each name, in their order.

        - `names`: the people's names, as texts or as `PersonName`s
        - `name_order`, `limit`: as for `guess`

        A name that cannot be read gives an answer without a candidate, whose warning says why; it stops no other.
        Raises `InvalidArgument` for a bad `limit` or `name_order`, or where `names` is no list.

        >>> from emailguess import Guesser
        >>> answers = Guesser().at("acme.example").guess_many(["Jane Doe", "12345"])
        >>> [bool(answer) for answer in answers], answers[1].warnings
        ([True, False], ("a name needs letters: '12345'",))
        """
        checked_limit(limit)
        parse("Jane Doe", self._conventions.prior.lexicon, name_order=name_order)  # a wrong order is so for all
        answers = []
        for name in listed(names, "guess_many"):
            try:
                read = spelled(self._conventions, name, name_order, self._country)
            except InvalidName as error:
                answers.append(self._answer(name, (), [], limit, odd=(str(error),)))
            else:
                answers.append(self._answer(name, read, [], limit))
        return answers

    def patterns(self) -> tuple[later.PatternShare, ...]:
        """List the company's patterns with the share of people each holds for; the last entry is "no pattern".

        The shares sum to one. Where only the company's name was given, they are those of its likeliest domain.
        """
        from emailguess.results import PatternShare

        company = self._at_hand()(self._known[0].place) if self._known else None
        every = sorted(company.every, key=lambda s: (-s.probability, str(s.pattern))) if company is not None else []
        shares = [PatternShare(pattern=str(s.pattern), probability=s.probability) for s in every]
        rest = max(0.0, 1 - sum(s.probability for s in shares))
        return (*shares, PatternShare(pattern="", probability=rest))

    def _answer(
        self,
        name: str | PersonName,
        read: tuple[Spelled, ...],
        failed: Sequence[pieces.Piece],
        limit: int,
        *,
        odd: tuple[str, ...] = (),
    ) -> Guess:
        """Answer for a name that was read already."""
        places = [self._place(each, name, read, failed) for each in self._known]
        question = self._question(_text(name), read, limit)._replace(places=places, odd=odd)
        return built(question, self._at_hand(), self._conventions.prior, self._store)

    def _question(self, name: str, read: tuple[Spelled, ...], limit: int) -> Question:
        places = [each.place for each in self._known]
        return Question(name, read, places, self._stated, limit, self._found, self._reports)

    def _place(
        self, known: Known, name: str | PersonName, read: tuple[Spelled, ...], failed: Sequence[pieces.Piece]
    ) -> DomainHypothesis:
        """What is known of a domain, as it bears on one person."""
        place = known.place
        owned = known.roster.owners(_text(name))
        if not failed:
            return place._replace(owned=owned) if owned else place
        given = place.given
        here = [piece.box.local for piece in failed if piece.box.domain.name == place.where.name]
        if self._found is None and len(here) < len(failed):
            strange = f"a bounced address was ignored: it is not at {place.where.name}"
            given = given._replace(warnings=(*given.warnings, strange))
        if here:
            # Where somebody is known to have had the address, its owner left; the pattern did not fail.
            stock = self._conventions.prior.stock
            denied = {x: reading.signature(read, x, stock) for x in here if x not in owned}
            idle = [
                f"the bounced {x}@ changes nothing: no pattern gives it for this name" for x in denied if not denied[x]
            ]
            given = given.deny(denied.values())._replace(warnings=(*given.warnings, *idle))
            owned = {**owned, **dict.fromkeys(here, "bounced")}
        return place._replace(given=given, owned=owned)

    def _at_hand(self) -> Ready:
        """The conventions of this month, those of this company at hand."""
        now = month_by(self._clock)
        if self._ready is None or self._ready.now != now:
            self._ready = Ready(self._conventions, now, [each.place for each in self._known])
        return self._ready


def failed_of(bounced: Iterable[str]) -> list[pieces.Piece]:
    """Addresses that bounced, read. Raises `InvalidAddress`."""
    return list(pieces.pieces(bounced)) if bounced != () else []


def _text(name: str | PersonName) -> str:
    """The name as it was written."""
    return name if isinstance(name, str) else name.text if isinstance(name, PersonName) else shown(name)
