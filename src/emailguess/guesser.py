"""The guesser: the one place that wires names, evidence, store and ranking into an answer.

It validates before it works, adds what is passed to what is remembered, and returns frozen answers. It asks no
network and writes nothing but what `learn` is given.

Start reading at `Guesser`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from emailguess import addresses, belief, evidence, prior, ranking, results, store, telling
from emailguess.errors import InvalidName, shown
from emailguess.names import PersonName, parse
from emailguess.patterns import Pattern
from emailguess.spelling import Spelled, forms

__all__ = ["Guesser", "guess"]

# Beliefs kept ready; one takes a few kilobytes.
_KEPT_COMPANIES = 2_000
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

    def __init__(self, *, prior: prior.Prior | None = None, store: store.Store | None = None) -> None:
        """Configure a guesser.

        `prior` replaces the shipped knowledge with one made by ``python -m emailguess.fit``; `store` keeps what is
        learned (in memory by default).
        """
        self._prior = prior
        self._store = store if store is not None else _memory()
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
        domain: str,
        *,
        known: Iterable[evidence.Known] = (),
        pattern: str | Pattern | None = None,
        limit: int = 10,
    ) -> results.Guess:
        """Guess a person's address at a company.

        `name` is text or a `PersonName`; `domain` a domain, a URL or an address. `known` takes colleagues as
        ``(name, address)``, as ``"Bob Jones <bob@…>"`` or as bare addresses; it counts for this answer only and is
        never stored. `pattern` is a stated one, such as ``"{f}{last}"``. `limit` (1 to 1000) truncates the candidates
        shown and changes no probability.

        Raises `InvalidName`, `InvalidDomain`, `InvalidAddress` or `InvalidPattern` before any work is done.

        >>> answer = Guesser().guess("Jane Doe", "acme.example", known=["Bob Jones <bjones@acme.example>"])
        >>> answer.best.pattern
        '{f}{last}'
        >>> round(sum(c.probability for c in answer) + answer.p_none, 9)
        1.0
        """
        if not isinstance(limit, int) or not 1 <= limit <= MAX_LIMIT:
            raise ValueError(f"limit is a number from 1 to {MAX_LIMIT}, not {shown(limit)}")
        spelled = self._spelled(name)
        where = addresses.domain(domain)
        stated = _pattern(pattern)
        if known or stated is not None:
            given = evidence.from_known(known, where, self.prior.lexicon, self.prior.stock)
            if stated is not None:
                given = given.state(stated)
        else:
            given = evidence.NOTHING
        return self._answer(name, spelled, where, given, str(stated or ""), limit)

    def _answer(
        self,
        name: str | PersonName,
        spelled: tuple[Spelled, ...],
        where: addresses.Domain,
        given: evidence.Given,
        stated: str,
        limit: int,
    ) -> results.Guess:
        if addresses.is_free_mail(where.name):
            return self._no_pattern(name, where, given, stated)
        remembered = self._store.counts(where.name)
        counts = remembered + given.counts
        knowledge = self.prior
        company = self._belief(where, counts)
        ranked = ranking.rank(spelled, company, knowledge)
        at = "@" + where.name
        shown_candidates = tuple(
            [
                results.Candidate(address=local + at, probability=p, pattern=str(best))
                for local, p, best in ranked.locals[:limit]
            ]
        )
        unlisted = sum([p for _, p, _ in ranked.locals[limit:]])

        def routes(address: str) -> tuple[results.Route, ...]:
            local, _, host = address.rpartition("@")
            if host != where.name:
                return ()
            before = self._belief(where, _NO_COUNTS)
            return tuple(
                results.Route(
                    pattern=str(path.pattern),
                    before=_share_of(before, path.pattern),
                    after=path.pattern_probability,
                    spelling=path.spelled.choices,
                    spelling_probability=path.spelling_probability,
                    share=path.share,
                    fit=path.fit,
                )
                for path in ranking.paths(spelled, company, knowledge, local)
            )

        return results.Guess(
            name=name if isinstance(name, str) else name.text,
            domain=where.name,
            candidates=shown_candidates,
            p_none=max(0.0, 1 - sum([c.probability for c in shown_candidates])),
            p_unlisted=unlisted,
            evidence=results.Evidence(
                remembered=remembered.total,
                pairs=given.pairs,
                bare=given.bare,
                stated=stated,
                unexplained=counts.unexplained,
                ignored=given.ignored,
            ),
            warnings=where.warnings + given.warnings,
            _routes=routes,
            _tell=telling.told,
        )

    def _no_pattern(
        self, name: str | PersonName, where: addresses.Domain, given: evidence.Given, stated: str
    ) -> results.Guess:
        """Answer for a domain where anyone may have any address: no candidate is honest."""
        return results.Guess(
            name=name if isinstance(name, str) else name.text,
            domain=where.name,
            candidates=(),
            p_none=1.0,
            p_unlisted=0.0,
            evidence=results.Evidence(stated=stated, ignored=given.ignored),
            warnings=(
                *where.warnings,
                f"{where.name} is a free-mail domain: anyone may have any address there, so there is no company pattern",
            ),
            _routes=lambda address: (),
            _tell=telling.told,
        )

    def learn(self, known: Iterable[evidence.Known]) -> results.LearnReport:
        """Learn from colleagues' addresses, at any number of companies.

        Takes what ``known=`` of `guess` takes. Pieces that cannot be used go into the report with their place and a
        reason; the others are counted. Only counts of patterns and spellings are kept, no name and no address.
        """
        by_domain: dict[str, list[evidence.Signature]] = {}
        rejected: list[results.Rejected] = []
        learned = unexplained = 0
        for row, item in enumerate(known, 1):
            read = evidence.read(item, self.prior.lexicon, self.prior.stock)
            if isinstance(read, str):
                rejected.append(results.Rejected(row=row, reason=read))
                continue
            where, found = read
            by_domain.setdefault(where.name, []).append(found)
            learned += 1
            unexplained += not found
        self._store.add({name: evidence.Counts.of(signatures) for name, signatures in by_domain.items()})
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
        company = self._belief(where, self._store.counts(where.name) + given.counts)
        shares = [results.PatternShare(pattern=str(s.pattern), probability=s.probability) for s in company.patterns]
        rest = max(0.0, 1 - sum(s.probability for s in shares))
        return (*shares, results.PatternShare(pattern="", probability=rest))

    def _spelled(self, name: str | PersonName) -> tuple[Spelled, ...]:
        lexicon = self.prior.lexicon
        spelled = forms(parse(name, lexicon), lexicon)
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


_NO_COUNTS = evidence.Counts()


def _memory() -> store.Store:
    return store.MemoryStore()


def _pattern(pattern: str | Pattern | None) -> Pattern | None:
    return pattern if pattern is None or isinstance(pattern, Pattern) else Pattern(pattern)


def _share_of(company: belief.Company, pattern: Pattern) -> float:
    return next((s.probability for s in company.patterns if s.pattern == pattern), 0.0)


@lru_cache(maxsize=1)
def _default() -> Guesser:
    return Guesser()


def guess(
    name: str | PersonName,
    domain: str,
    *,
    known: Sequence[evidence.Known] | Iterable[evidence.Known] = (),
    pattern: str | Pattern | None = None,
    limit: int = 10,
) -> results.Guess:
    """Guess a person's work address: `Guesser.guess` with the shipped knowledge and nothing remembered.

    >>> answer = guess("Jane Doe", "acme.example", known=[("Bob Jones", "bob.jones@acme.example")])
    >>> answer.best.address
    'jane.doe@acme.example'
    """
    return _default().guess(name, domain, known=known, pattern=pattern, limit=limit)
