"""What a guesser is told to keep: colleagues, outcomes, companies' domains, and whom not to show.

The work is done by `learning`; here stands what each call takes and promises.

Start reading at `Remembers.learn`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING

from emailguess.evidence import pieces
from emailguess.guesser.learning import Learner
from emailguess.names.parser import PersonName
from emailguess.store import Merged
from emailguess.store.aggregation import MIN_PEOPLE

if TYPE_CHECKING:
    import emailguess as later
else:
    from emailguess.results.later import later

__all__ = ["Remembers"]


class Remembers:
    """What learns, forgets, suppresses and exports; a part of `Guesser`."""

    _learner: Learner

    def learn(
        self,
        known: Iterable[pieces.Known] | PathLike[str],
        *,
        seen: date | None = None,
        remember: bool = True,
        jobs: int = 1,
    ) -> later.LearnReport:
        """Learn from colleagues' addresses, at any number of companies; all good rows in one transaction.

        - `known`: what ``known=`` of `guess` takes; of a ``(name, address, company)`` the company's domain is learned
          as well, as by `learn_company`
        - `seen`: the day on which addresses without a date of their own were in use; default: this month
        - `remember`: whether a keyed digest of each address and name is kept. It recognises a repetition, the person to
          `forget`, and an address's owner. Without digests the same people count each time they come, and cannot be
          forgotten one by one. Default: yes
        - `jobs`: processes that read at once, 1 to 256, where a system can fork; what is kept is the same. Default: 1

        Besides digests only counts of patterns and spellings are kept. Pieces that cannot be used go into the report
        with their place and a reason; the others are counted, an address that was learned before only once. Raises
        `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn(["Bob Jones <bjones@acme.example>", "bjones@acme.example", "no address"])
        >>> report.learned, report.repeated, [bad.row for bad in report.rejected]
        (1, 1, [3])
        """
        return self._learner.learn(known, seen=seen, remember=remember, jobs=jobs)

    def record_bounce(
        self, address: str, *, name: str | PersonName = "", kind: str = "unknown", seen: date | None = None
    ) -> bool:
        """Record that a message to an address came back; True if that taught something about the company's convention.

        - `address`: the address that bounced
        - `name`: whom it was guessed for; with it more is learned. Default: not known
        - `kind`: "unknown" (no such user), "left" (the owner is gone), "full" or "policy", or an enhanced status code
          such as "5.1.1" (RFC 3463); default: "unknown"
        - `seen`: the day of the bounce; default: today

        Only an unknown user is evidence against the pattern, and not if the address is known to have been somebody's.
        After "unknown" and "left" the address is not guessed again.

        Raises `InvalidArgument` (for a bad address, name, kind or day) or `StoreError`.

        >>> from emailguess import Guesser
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
        """Record that a message to an address did not come back; True if that taught anything.

        - `address`, `name`, `seen`: as for `record_bounce`
        - `catch_all`: whether the domain takes mail for any address; then nothing is learned. Default: no

        It counts as half of a colleague's address, and not at all for an address that is known already. Raises as
        `record_bounce` does.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.record_delivery("jdoe@acme.example", name="Jane Doe")
        True
        >>> guesser.record_delivery("jdoe@acme.example", name="Jane Doe", catch_all=True)
        False
        """
        return self._learner.delivered(address, name=name, catch_all=catch_all, seen=seen)

    bounced = record_bounce  # the names they had; for one release
    delivered = record_delivery

    def learn_company(self, company: str, domain: str, *, only_new: bool = False) -> bool:
        """Remember that a company has its mail at a domain; returns whether that was noted.

        - `company`: the company's name, in any writing of it
        - `domain`: its mail domain; a URL or an address will do
        - `only_new`: for a website rather than a mail domain: noted only of a company nothing is known of, and not
          where anyone may have an address

        Raises `InvalidCompany` or `InvalidDomain`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.learn_company("Acme Test Inc.", "acme.example")
        True
        >>> guesser.learn_company("Acme Test", "https://www.acme-shop.example/", only_new=True)
        False
        """
        return self._learner.learn_company(company, domain, only_new=only_new)

    def declare_alias(self, one: str, other: str) -> None:
        """Declare that two domains belong to the same company.

        - `one`, `other`: the domains

        What is learned at either is then evidence at both, by the fitted chance that a company with several domains
        builds addresses alike at them. Raises `InvalidDomain`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> guesser.declare_alias("acme.example", "acme-group.example")
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.guess("Jane Doe", "acme-group.example").best.address
        'jdoe@acme-group.example'
        """
        self._learner.declare_alias(one, other)

    def forget(self, whom: str) -> int:
        """Forget one person or everything about a domain; returns how many pieces of evidence were removed.

        `whom` is the person's address, or the domain. The counts are then as if the person had never been learned. Who
        was learned with ``remember=False`` cannot be recognised. What was exported before stays with those who have it,
        until they merge a newer export. Raises `InvalidAddress`, `InvalidDomain` or `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> guesser.forget("bjones@acme.example"), guesser.forget("bjones@acme.example"), guesser.forget("acme.example")
        (1, 0, 1)
        """
        return self._learner.forget(whom)

    def expire(self, before: date) -> int:
        """Forget all evidence older than the month of `before`, for good; returns how many pieces were removed.

        Evidence older than that is refused from then on. Raises `StoreError`.

        >>> from emailguess import Guesser
        >>> guesser = Guesser()
        >>> report = guesser.learn([("Bob Jones", "bjones@acme.example")], seen=date(2020, 1, 31))
        >>> guesser.expire(before=date(2021, 1, 1))
        1
        """
        return self._learner.expire(before)

    def suppress(self, whom: str, *, name: str | PersonName | None = None) -> bool:
        """Never show an address again: this one, any at a domain, or a person's by name and domain.

        - `whom`: an address, a domain (which stands for those below it), or the SHA-256 digest of a lower-case address
          or domain. Patterns such as ``*@acme.com`` are refused: pass the domain.
        - `name`: the person's name; `whom` is then the person's domain, and stands for those below it. Whoever the name
          may be is held back: "R. Smith", "Bob Smith" and "Mr Smith" for an entry "Robert Smith". Default: none

        A keyed digest is kept; a digest that was passed is kept as it came. `guess` then says `suppressed`, and no
        option of it shows the address. Returns True if it was not suppressed before. Raises `InvalidArgument` (a sort
        of it) or `StoreError`.

        >>> from emailguess import Guesser
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
        """Write the counts as JSON to hand to others, those of merged exports among them: groups, never one person.

        `minimum` (from 1; default: 5) is the smallest group that is told. For each domain the export has the patterns
        and the answers to spelling questions that at least so many people have, with their numbers rounded to multiples
        of it. Companies whose names may be a person's are left out. With a `minimum` of 1 it has everything, and
        identifies people: keep such an export as you keep addresses. Raises `StoreError`.
        """
        return self._learner.export(minimum)

    def merge(self, document: str) -> Merged:
        """Add what another store exported; the same export, or an older one of the same store, changes nothing.

        The people two stores both learned count twice. Raises `StoreError` for anything that is not exactly an export,
        and takes nothing of it in.

        >>> from emailguess import Guesser
        >>> ours, theirs = Guesser(), Guesser()
        >>> report = theirs.learn([("Bob Jones", "bjones@acme.example"), ("Ann Lee", "alee@acme.example")])
        >>> ours.merge(theirs.export(minimum=1)).domains, ours.guess("Jane Doe", "acme.example").best.local
        (1, 'jdoe')
        """
        return self._learner.merge(document)
