"""What the shipped lists of companies and schools say of a name, and how that is weighed against inference.

It asks the lists in turn, the surest way to find a name first, and gives shares; it reads no table itself.

Start reading at `listing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from emailguess.companies.customs import by_custom
from emailguess.companies.names import CompanyName
from emailguess.data.institution_words import SCHOOL_SHORT, SCHOOL_WORDS

__all__ = ["Listing", "listing"]

# Probability that a school found by part of its name is meant: of six in the corpus (data/build/schools.py) and ten
# well-known ones that people asked for so, eleven.
BY_PART = 11 / 16


class Listing(NamedTuple):
    """Domains that lists have for a name."""

    shares: Mapping[str, float]
    """Probability of each domain, before inference has its share."""
    rest: float
    """What is left to inference."""
    rule: str
    """How the domains were found, in words."""


_COMPANY = "a list of companies has this domain for the name"
_CUSTOM = "towns, regions and schools with such a name have such domains"
_SCHOOL = "a list of schools has this domain for the name"


def listing(company: str, name: CompanyName) -> Listing | None:
    """What is listed for a name; None where nothing is, or nothing in the country that was told."""
    from emailguess.companies.listed_companies import TRUST, listed

    found = listed(name.key)
    exact = found is not None and found.trust == TRUST["name"]
    if found is None or not exact:
        if (school := _school(company, name)) is not None:
            return school
        if customary := by_custom(name):
            return Listing(customary, max(0.0, 1 - sum(customary.values())), _CUSTOM)
        if name.sector == "university":
            return None
    if found is None or not any(_is_open(domain, name) for domain in found.domains):
        return None
    total = sum(found.domains.values())
    shares = {domain: found.trust * people / total for domain, people in found.domains.items()}
    return Listing(shares, 1 - found.trust, _COMPANY)


def _is_open(domain: str, name: CompanyName) -> bool:
    """Whether a domain may be of an organisation in the country that the caller told."""
    top = domain.rpartition(".")[2]
    return not name.told or len(top) > 2 or top in name.countries


def _school(company: str, name: CompanyName) -> Listing | None:
    from emailguess.companies.listed_schools import ALONE, ANY, BELOW, FIRST, school_domains

    if name.sector != "university":
        # Tesco is a school in Mexico, too; KU Leuven and IIT Bombay say what they are.
        said = name.words[0] in SCHOOL_SHORT or not SCHOOL_WORDS.keys().isdisjoint(name.words)
        if name.legal or len(name.words) == 1 or not said:
            return None
    domains, whole = school_domains(company)
    domains = tuple([domain for domain in domains if _is_open(domain, name)])
    if not domains:
        return None
    if not whole:
        return Listing(dict.fromkeys(domains, BY_PART / len(domains)), 1 - BY_PART, _SCHOOL)
    others = len(domains) - 1
    shares = dict.fromkeys(domains, (ANY - FIRST) / others if others else ALONE)
    if others:
        shares[domains[0]] = FIRST
    return Listing(shares, 1 - BELOW, _SCHOOL)
