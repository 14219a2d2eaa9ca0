"""What is already known of companies' domains: a caller's table, read and checked.

It keeps nothing beyond the object it returns, and infers nothing.

Start reading at `DomainTable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite

from emailguess.companies.names import company_key
from emailguess.companies.results import TableEntry
from emailguess.errors import InvalidCompany, shown

__all__ = ["DomainTable", "TableEntry"]

# A table's entry counts as this many people seen at the domain: the corpus the model is fitted on lists a domain of a
# company from three people on, and a table says the same thing.
ENTRY_PEOPLE = 3.0


class DomainTable:
    """A caller's table of companies and their domains, read and checked once.

    Values are a domain, several domains (equally likely), or a mapping of domains to weights, which count as
    people seen there. Spellings of one company ("Acme Corp.", "ACME Corporation") share an entry.

    >>> table = DomainTable({"Acme Corp.": "acme.example", "Globex": {"globex.example": 8, "globex.test": 2}})
    >>> table.counts("acme")
    {'acme.example': 3.0}

    Raises `InvalidCompany` for a name that is none or a weight that is not a positive number, and `InvalidDomain`.
    """

    __slots__ = ("_counts",)

    def __init__(self, entries: Mapping[str, TableEntry]) -> None:
        if not isinstance(entries, Mapping):
            raise InvalidCompany(f"a table maps companies to domains; this is {type(entries).__name__}")
        self._counts: dict[str, dict[str, float]] = {}
        for company, entry in entries.items():
            counts = self._counts.setdefault(company_key(company), {})
            for domain, weight in _weights(company, entry).items():
                counts[domain] = counts.get(domain, 0.0) + weight

    def __len__(self) -> int:
        return len(self._counts)

    def counts(self, key: str) -> dict[str, float]:
        """People's worth of evidence by domain, for a key as `company_key` gives it; empty where nothing is known."""
        return self._counts.get(key, {})


def _weights(company: str, entry: TableEntry) -> dict[str, float]:
    from emailguess.addresses.parser import domain

    if isinstance(entry, str):
        return {domain(entry).name: ENTRY_PEOPLE}
    if isinstance(entry, Mapping):
        found: dict[str, float] = {}
        for text, weight in entry.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not isfinite(weight) or weight <= 0:
                raise InvalidCompany(
                    f"the weight of a domain is a positive number, not {shown(weight)}, for {shown(company)}"
                )
            name = domain(text).name
            found[name] = found.get(name, 0.0) + weight
        return found
    if not isinstance(entry, Iterable):
        raise InvalidCompany(f"a table gives a domain or several for {shown(company)}, not {type(entry).__name__}")
    names = list(dict.fromkeys(domain(text).name for text in entry))
    return {name: ENTRY_PEOPLE / len(names) for name in names}
