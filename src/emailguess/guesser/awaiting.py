"""Waiting for DNS without holding up an event loop; nothing else of the library waits for anything but its own file.

Start reading at `Awaits.aguess`.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Protocol, TypedDict, Unpack

from emailguess.evidence import pieces
from emailguess.guesser.arguments import Clock, checked_limit
from emailguess.guesser.company import CompanyGuesser, failed_of, spelled
from emailguess.guesser.gathering import About, Finder, MailChecks, about_company
from emailguess.names.parser import NameOrder, PersonName
from emailguess.patterns.language import Pattern
from emailguess.results import Guess

if TYPE_CHECKING:
    import dns.asyncresolver

    from emailguess.answer.conventions import Conventions
else:
    from emailguess.results.later import dns

__all__ = ["Awaits", "PersonOptions"]


class PersonOptions(TypedDict, total=False):
    """What may be said of a person and the company beside the name and the domain; see `Guesser.guess`."""

    company: str | None
    country: str | None
    name_order: NameOrder | None
    known: Iterable[pieces.Known] | PathLike[str]
    bounced: Iterable[str]
    limit: int
    pattern: str | Pattern | None
    pattern_weight: float | None
    headcount: int | None


class _Guesser(Protocol):
    """What of a guesser this needs."""

    _finder: Finder
    _mail: MailChecks
    _clock: Clock | None

    @property
    def _conventions(self) -> Conventions: ...

    def _at(
        self, domain: str | None, company: str | None, about: About, mail: MailChecks | None, clock: Clock | None
    ) -> CompanyGuesser: ...


class Awaits:
    """What waits for DNS; a part of `Guesser`."""

    async def aguess(
        self: _Guesser,
        name: str | PersonName,
        domain: str | None = None,
        *,
        resolver: dns.asyncresolver.Resolver | None = None,
        **options: Unpack[PersonOptions],
    ) -> Guess:
        """Guess as ``guess(…, check_mx=True)`` does, and leave the event loop (asyncio) to others while DNS answers.

        - `name`, `domain` and the `options`: those of `guess`
        - `resolver`: a ``dns.asyncresolver.Resolver``; default: the system's

        What DNS said is kept as long as it said, so that many people of one company cost one question. Without a
        look-up there is nothing to wait for: call `guess`. Raises what `guess` raises, and `InvalidArgument` for a
        resolver that blocks.

        >>> import asyncio
        >>> from emailguess import Guesser, MxCache
        >>> from emailguess.mx.report import report
        >>> said = MxCache()
        >>> said.put(report("acme.example", "null_mx", ttl_s=300))
        >>> answer = asyncio.run(Guesser(mx_cache=said).aguess("Jane Doe", "acme.example"))
        >>> answer.best.address, answer.best.deliverable
        ('jane.doe@acme.example', False)
        """
        company, country = options.pop("company", None), options.pop("country", None)
        limit = checked_limit(options.pop("limit", 10))
        read = spelled(self._conventions, name, options.pop("name_order", None), country)
        failed = failed_of(options.pop("bounced", ()))
        about = about_company(options.pop("known", ()), country=country, **options)  # type: ignore[misc]  # those left are its own
        mail = await self._mail.awaited(self._finder.hosts(domain, company, about), resolver)
        return self._at(domain, company, about, mail, self._clock)._answer(name, read, failed, limit)
