"""Whose mailbox it is: a person's or a role's (`info@`, `hr_team@`), and whether a display name is a person's.

It goes by words alone, in the languages sourcers meet, and asks nobody; a role's word that is also a name (*Root*,
*Post*) counts as the name where such a person stands beside it.

Start reading at `is_role`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from emailguess import data as shipped
from emailguess.data.name_words import FAMILY_FIELDS, GIVEN_FIELDS, PLACEHOLDERS
from emailguess.errors import EmailGuessError
from emailguess.names.frequencies.census import table
from emailguess.names.spelling import letters

__all__ = ["is_person_name", "is_role", "lists"]

FORMAT, VERSION = "emailguess-mailboxes", 1
_SEPARATORS = re.compile(r"[._+-]+")
_BETWEEN = re.compile(r"[\s@.,;:|/]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# Glued compounds are split only behind a word this long: `salesteam`, but not `hall` into hal and l.
_LEAST_GLUED = 4
# A longer text is no name; `names` says so.
_LONGEST = 300
# So many people in the census, some three hundred, make a word a name beside which a role's word is one too.
_A_NAME = 1e-6
_FIELDS = GIVEN_FIELDS | FAMILY_FIELDS


class Lists(NamedTuple):
    """The shipped words; their provenance is in `data/SOURCES.toml`."""

    roles: frozenset[str]
    names: frozenset[str]
    """Roles' words that are somebody's name as well."""
    qualifiers: frozenset[str]
    """Words beside a role: `de` in `info-de`, `team` in `hr_team`."""
    organisations: frozenset[str]
    """Words of display names that are no person's."""
    free: frozenset[str]
    """Domains of free-mail providers; `providers` answers for them."""


@lru_cache(maxsize=1)
def lists() -> Lists:
    """Read the shipped words."""
    import json

    document = json.loads(shipped.load("mailboxes.json"))
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise EmailGuessError("the list of mailboxes is damaged or of another release; install emailguess again")
    return Lists(*(frozenset(document[field].split()) for field in Lists._fields))


def is_role(local: str, name: str = "", host: str = "") -> bool:
    """Tell whether a mailbox is a role's, a team's or a machine's, and so says nothing of people's addresses.

    `local` is the local part, with or without a tag; `name` the name written beside it, which may show that it is a
    person's after all, or that it is a team's; `host` the domain, since `acme@acme.com` is the company's own.

    >>> [is_role(x) for x in ("Careers", "info-de", "sales.emea", "hr_team", "no-reply-jobs", "support+x")]
    [True, True, True, True, True, True]
    >>> is_role("jane.doe"), is_role("root"), is_role("root", "Kim Root"), is_role("jane.doe", "Jane Doe via Acme")
    (False, True, False, False)
    >>> is_role("pr4", "Acme Sales Team"), is_role("acme", host="acme.com"), is_role("acme", "Jo Acme", "acme.com")
    (True, True, False)
    """
    low = local.lower().partition("+")[0]
    tokens = _tokens(low)
    words = _words(name) if name else []
    if name and is_person_name(name):
        return _is_role_text(low, tokens) and not _claims(words, tokens)
    if _is_role_text(low, tokens):
        return True
    if host and low == host.partition(".")[0] and len(low) > 1 and not words:
        return True
    return bool(words) and not _shares_a_name(words, low)


@lru_cache(maxsize=64)
def is_person_name(name: str) -> bool:
    """Tell whether a display name can be a person's, rather than a team's, a company's or a machine's.

    >>> [is_person_name(x) for x in ("Jane Doe", "Steve Jobs", "Kim Root", "DOE, Jane (Sales)")]
    [True, True, True, True]
    >>> [is_person_name(x) for x in ("Acme Sales Team", "Acme Support via Zendesk", "The Hiring Team", "noreply", "")]
    [False, False, False, False, False]
    """
    known = lists()
    words = _words(name)
    if "@" in name or not words:
        return False
    odd = [w for w in words if w in known.organisations]
    if odd:
        # Steve Jobs: a common given name that is no place (Austin Office), and the odd word is a family name as well.
        return len(words) == 2 and odd == words[1:] and _is_given_name(words[0]) and table("family").share(odd[0]) > 0
    return not all(_is_role_word(w) for w in words)


def _tokens(low: str) -> list[str]:
    """The words of a local part; numbers beside them (`info2`, `team-2026`) tell nothing."""
    found = [(each, token) for each in _SEPARATORS.split(low) if (token := each.strip("0123456789"))]
    # beamer.2og, drucker.3a: what a number stands in, beside a word, says where.
    return [token for each, token in found if len(found) < 2 or each == token or len(token) > 2] or [
        t for _, t in found
    ]


def _words(name: str) -> list[str]:
    return [
        word
        for each in _BETWEEN.split(_BRACKETED.sub(" ", name[:_LONGEST]).replace("'", ""))
        if (word := letters(each).strip("-"))
    ]


def _is_role_text(low: str, tokens: Sequence[str]) -> bool:
    known = lists()
    if not tokens:
        return _ID.fullmatch(low) is not None
    whole = "".join(tokens)
    if _is_machine(low, tokens) or _names_nobody(tokens):
        return True
    if whole in known.roles:
        return len(tokens) == 1 or whole not in known.names
    kinds = [_is_role_word(token) for token in tokens]
    if all(kinds):
        return any(token not in known.qualifiers for token in tokens)
    # `sales.chicago`, `info-kundenportal`: behind a word that is nobody's name anything may stand.
    first = tokens[0]
    return len(tokens) > 1 and _is_role_word(first) and first not in known.names and first not in known.qualifiers


# your.name@, tu.nombre@: whose it is, beside a word for a name; someone@, yourname@: nobody's by themselves.
_WHOSE = frozenset("your my ihr dein votre ton vos tu su uw jouw twoj vas din tuo suo seu".split())
_NOBODYS = frozenset(
    "someone somebody anyone everybody nobody person you me address adresse email id login loginname username yourname "
    "youremail yourmail youraddress someuser someone noname nickname placeholder protected foo deleteduser".split()
)


def _names_nobody(tokens: Sequence[str]) -> bool:
    """Whether a local part stands for anybody's, as in an example: `your.name`, `username`, `foo.bar`."""
    told = [token for token in tokens if token not in _WHOSE]
    nobodys = [t in _NOBODYS or t in PLACEHOLDERS or (len(told) < len(tokens) and t in _FIELDS) for t in told]
    repeated = len(tokens) == 1 and len(tokens[0]) > 2 and len(set(tokens[0])) == 1  # xxx
    return repeated or (bool(told) and all(nobodys))


# svc_backup, sa-reports: an account that a program runs under. bot42 and renovate-bot are programs themselves.
_SERVICE = re.compile(r"(?:svc|srv|svcacct|sys|sa|adm|api|app|cron|batch|daemon|noc|vm|smtp|imap)[._-].+")
# 00c1e5d2a9f3b7: a number in letters and digits that a program counts or draws; no name has four digits in its midst.
# return-123-45 is a mailing list's, for what comes back.
_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:.*[._-])?(?:no-?reply|do-?not-?reply)(?:[._-].*)?|"
    r"(?=(?:.*[0-9]){4})(?=.*[0-9].*[a-f].*[0-9])[0-9a-f]{12,}|return-[0-9].*"
)
_BOT = re.compile(r"(?:.*[._-])?bot[0-9]*|bot[._-].*")
# A numbered room or machine: room101, printer-2ndfloor, raum.b12.
_PLACE = re.compile(
    r"(?:meeting|conf|conference|board|class|seminar|training|vergader|besprechungs|sitzungs|konferenz)?[._-]?"
    r"(?:room|raum|zimmer|zaal|salle|sala|saal|aula|rum|sal|pokoj|terem|huddle|konferenz|zasedacka|moterom|"
    r"neuvotteluhuone|peregovornaya)(?:[._-]?[a-z]?[0-9]+[a-z]?|[._-].+|(?<=[a-z]{6}))|"
    r"(?:cr|mr|mtg|bdr)(?:[._-][a-z]{2,})?[._-]?[0-9][0-9._-]*"
)
# The end of compounds that are an office, in languages that write them in one word.
_OFFICES = (
    "abteilung verwaltung stelle sekretariat kanzlei zentrale buero bibliothek leitung referat ministerium behoerde "
    "vertretung betreuung dienst amt kasse kammer afdeling secretariaat receptie balie administratie avdelning kontor "
    "tjanst afdelingen avdelningen afdeling styrelse forvaltning myndighet virasto palvelu toimisto "
    "desk team office department center centre zentrum centrum postfach service support"
).split()


def _is_machine(low: str, tokens: Sequence[str]) -> bool:
    """Whether the form of a local part is that of a program's, a room's or an office's, whatever its words."""
    if _ID.fullmatch(low) or _SERVICE.fullmatch(low) or _BOT.fullmatch(low) or _PLACE.fullmatch(low):
        return True
    word = tokens[0] if len(tokens) == 1 else ""
    if len(word) < _LEAST_GLUED + 3:
        return False
    office = word.endswith("bot") or any(word.endswith(end) and len(word) > len(end) + 3 for end in _OFFICES)
    return office and not _is_name(word)


def _is_role_word(token: str) -> bool:
    """A role's word, one that stands beside roles, or two such glued together."""
    known = lists()
    if token in known.roles or token in known.qualifiers:
        return True
    for cut in range(_LEAST_GLUED, len(token) - 1):
        first, second = token[:cut], token[cut:]
        if second[:1] == "s" and second not in known.roles:
            second = second[1:]  # Vertriebsteam
        if first in known.roles and first not in known.names and (second in known.roles or second in known.qualifiers):
            return not _is_name(token)
    return False


def _claims(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """A person of this name may well have this mailbox, though it reads like a role's."""
    initials = "".join(word[0] for word in words)
    for token in tokens:
        if len(words) > 1 and token == initials:
            return True
        if token in words and any(_is_name(word) for word in words if word != token):
            return True
    return False


def _shares_a_name(words: Sequence[str], low: str) -> bool:
    """`Jane Doe, Acme Sales Team` stands beside `jane.doe@`: the mailbox is hers, whatever else is written."""
    return any(len(w) > 2 and w in low and not _is_role_word(w) for w in words)


def _is_given_name(word: str) -> bool:
    return word not in lists().qualifiers and table("given").share(word) >= 10 * _A_NAME


def _is_name(word: str) -> bool:
    return max(table("given").share(word), table("family").share(word)) >= _A_NAME
