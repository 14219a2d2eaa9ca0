"""From a company's name to the domains where its people may have mail, offline, with probabilities that add up.

It answers from what was learned, from a table the caller supplies, and from rules fitted on public affiliations;
it asks no network, and keeps nothing: what is learned is handed in.

Start reading at `domains`; then `names` (reading a name), `candidates` and `schools` (stems), `model` (weights).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emailguess.companies.results import DomainCandidate, DomainGuess, TableEntry, combine

if TYPE_CHECKING:
    import emailguess as later
    from emailguess.companies.table import DomainTable
else:
    from emailguess.results.later import later

__all__ = ["DomainCandidate", "DomainGuess", "DomainTable", "TableEntry", "combine", "company_key", "domains"]


def domains(
    company: str,
    *,
    table: later.DomainTable | Mapping[str, TableEntry] | None = None,
    known: Mapping[str, Mapping[str, float]] | None = None,
    country: str | None = None,
    limit: int = 10,
) -> DomainGuess:
    """Rank the domains where people of a company may have their addresses.

    - `company`: the name, as people write it, up to 300 characters
    - `table`: companies with a domain, several, or domains with weights; for many calls make one `DomainTable` of it.
      Default: none
    - `known`: what a store has learned: company keys (`company_key`) with the number of people seen at each domain;
      default: nothing
    - `country`: where the company is, as two letters (ISO 3166); default: not known
    - `limit`: how many domains are listed, 1 to 100; it changes no probability, and inferred candidates below 0.1% are
      never listed. Default: 10

    The probabilities of the candidates and `p_none` sum to 1. What was learned and stated counts in people; what is
    inferred from the name counts as a fitted fraction of one person. A name that is itself a domain, a URL or an
    address counts as one person seen there, and a note says so.

    The inference is fitted on the published affiliations of software, standards and research people and on local
    councils (see `data/SOURCES.toml`): without `country`, schools are taken for American ones and councils for
    Australian ones, and a note says so.

    >>> guess = domains("Blue Widget Networks, Inc.")
    >>> guess.best.domain
    'bluewidget.com'
    >>> abs(sum(c.probability for c in guess) + guess.p_none - 1) < 1e-9
    True
    >>> domains("ACME Corporation", table={"Acme Corp.": "acme.example"}).best
    DomainCandidate(acme.example 0.98 table)

    Raises `InvalidCompany` for text that is no company's name (empty, without a letter, over 300 characters, with
    control characters, a legal form alone, an address at a mail provider) and for a bad table; `InvalidArgument` for a
    bad country or limit; `InvalidDomain` for a bad domain in the table.
    """
    from emailguess.companies.infer import answer
    from emailguess.companies.table import DomainTable

    if table is not None and not isinstance(table, DomainTable):
        table = DomainTable(table)
    return answer(company, table=table, known=known, country=country, limit=limit)


def company_key(company: str) -> str:
    """Give what two spellings of one company share, for storing and looking up what was learned of it.

    >>> company_key("Acme Corp.") == company_key("ACME Corporation") == company_key("acmé, inc")
    True

    Raises `InvalidCompany` as `domains` does.
    """
    from emailguess.companies import names

    return names.company_key(company)


def __getattr__(name: str) -> Any:
    # Imported on demand: whoever only passes a guess on should not pay for reading tables.
    if name == "DomainTable":
        from emailguess.companies.table import DomainTable

        return DomainTable
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
