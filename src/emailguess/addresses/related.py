"""Related domains: whether two domains look like one company's, by their names alone.

It compares names and asks nobody; what a sibling's evidence is worth is fitted (`prior`), and what a user declares
to be one company is for the guesser.

Start reading at `kinship`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from emailguess.addresses.parser import Domain, domain
from emailguess.addresses.suffixes import registrable

__all__ = ["KINSHIPS", "Kinship", "kinship", "registered_name"]

Kinship: TypeAlias = Literal["registered", "named", "declared"]
"""`us.acme.com` and `acme.com` (one registration), `acme.de` and `acme.com` (one name), or an alias somebody told."""
KINSHIPS: tuple[Kinship, ...] = ("registered", "named", "declared")

# Shorter names (abc.com, abc.fr) are shared by companies that have nothing to do with each other.
_LEAST_LETTERS = 4
# What every country or town has one of is no company's name: parliament.uk and parliament.gov.au are strangers.
_INSTITUTIONS = frozenset(
    "parliament parlament parlamento parlement riksdag folketing storting senate senat senado assembly assemblee "
    "asamblea assembleia assemblea camara congress congreso house state government gouvernement gobierno governo "
    "police policia polizei army navy court university college school city county council municipality library "
    "museum hospital bank mail email info".split()
)


def kinship(one: Domain, other: Domain) -> Kinship | None:
    """Tell how two different domains are related; None for strangers.

    >>> from emailguess.addresses.parser import domain
    >>> kinship(domain("acme.com"), domain("us.acme.com")), kinship(domain("acme.com"), domain("acme.co.uk"))
    ('registered', 'named')
    >>> kinship(domain("acme.com"), domain("other.com")), kinship(domain("parliament.uk"), domain("parliament.gov.au"))
    (None, None)
    """
    if one.registrable == other.registrable:
        # Below uk.com or onmicrosoft.com every name is somebody else's.
        return "registered" if _owned(one) == _owned(other) else None
    name = _name(one)
    alike = name == _name(other) and len(name) >= _LEAST_LETTERS and name not in _INSTITUTIONS
    return "named" if alike else None


def registered_name(host: str) -> str:
    """The label a domain is registered under, without the public suffix.

    >>> registered_name("us.acme.co.uk")
    'acme'
    """
    return _name(domain(host))


def _name(where: Domain) -> str:
    return _owned(where).split(".", 1)[0]


# Below these, too, everybody has a name; the public suffix list does not hold them.
_SHARED = frozenset(
    "onmicrosoft.com onmicrosoft.us onmicrosoft.de sharepoint.com wordpress.com wixsite.com zendesk.com atlassian.net "
    "squarespace.com freshdesk.com hubspot.com salesforce.com force.com okta.com slack.com zohomail.com workday.com "
    "gb.com hu.com kr.com tumblr.com livejournal.com typepad.com jimdofree.com strikingly.com glitch.me "
    "weebly.com googleusercontent.com my.salesforce.com myshopify.com webflow.io "
    "greenhouse.io lever.co bamboohr.com mailgun.org sendgrid.net amazonses.com".split()
)


def _owned(where: Domain) -> str:
    """The part of a domain that one company has, though it lies below another's name."""
    for shared in (".".join(where.name.split(".")[-3:]), where.registrable):
        pages = shared in _SHARED or shared.startswith("blogspot.")
        if pages and where.name != shared:
            return where.name[: -len(shared) - 1].rpartition(".")[2] + "." + shared
    # A domain may have been divided by a newer list than ours.
    return max(registrable(where.name, private=True), where.registrable, key=len)
