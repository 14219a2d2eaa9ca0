"""What makes a sighting of a name beside an address a row of a corpus.

Dropped are free-mail, forwarding, project and no-reply domains, role mailboxes, bots and single-word names. Nothing is
dropped because an address does not match its name: that is what the benchmark is about.

Start reading at `rows`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from emailguess.addresses.parser import mailbox
from emailguess.addresses.providers import is_free_mail
from emailguess.errors import EmailGuessError

__all__ = ["Report", "Row", "Sighting", "rows"]

LEAST_PEOPLE = 3
_MAX_NAME = 200

# Mailboxes of an office, not of a person; compared without digits and punctuation.
_ROLE_WORDS = (
    "abuse account accounts admin administrator admins all announce api apache autobuild automation backup billing bot "
    "bugs bugzilla build builder builds buildbot careers ci commit commits community contact contactus cvs daemon dev "
    "devel developer developers devops dns docs editor enquiries events feedback ftp gerrit git github gitlab hello "
    "help helpdesk hostmaster hr info infra inquiries it jenkins jira jobs legal list lists mail mailer mailerdaemon "
    "maintainer maintainers marketing media news newsletter nobody noc noreply notifications office ops owner patches "
    "postmaster press pr privacy project qa receipts recruiting release releases reply robot root sales security "
    "service services staff subscribe subversion support svn sysadmin system team test tester testing travis "
    "undisclosedrecipients unknown user users web webmaster www zuul"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_BOT = re.compile(
    r"\[bot\]|\b(?:\w*bot|jenkins|zuul|gerrit|travis|renovate|dependabot|mergify|buildbot|automation|autobuild|"
    r"continuous integration|release (?:team|manager|engineering)|automated|noreply|github|gitlab|weblate|"
    r"transifex|import(?:er)?|translation service)\b",
    re.IGNORECASE,
)
_NO_REPLY = re.compile(r"(?:^|[.+_-])(?:no-?reply|do-?not-?reply|donotreply|bounces?|notifications?)(?:$|[@.+_-])")
# Anyone who contributes, or once studied, has an address here: no company, no convention.
_FORWARDING_DOMAINS = (
    "acm.org computer.org ieee.org member.fsf.org alum.mit.edu alumni.stanford.edu kernel.org debian.org ubuntu.com "
    "apache.org gnu.org gnome.org kde.org freebsd.org netbsd.org openbsd.org gentoo.org archlinux.org "
    "fedoraproject.org mageia.org python.org php.net perl.org cpan.org sourceforge.net users.sf.net sf.net github.com "
    "gitlab.com bitbucket.org launchpad.net savannah.gnu.org mozilla.org eclipse.org linux.com linux.dev "
    "samba.org postgresql.org riseup.net disroot.org mailbox.org posteo.de posteo.net hey.com duck.com skiff.com "
    "simplelogin.com relay.firefox.com googlegroups.com tuxfamily.org sdf.org pobox.com iki.fi xs4all.nl"
)
_FORWARDING = frozenset(_FORWARDING_DOMAINS.split())
_NO_HOST = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|lan|home|internal|intranet|invalid|corp|arpa|onion)$")
_LETTER = re.compile(r"[^\W\d_]")


class Sighting(NamedTuple):
    """A name seen beside an address."""

    name: str
    address: str
    year: int = 0
    """0 where it is unknown."""


class Row(NamedTuple):
    """A row of the corpus."""

    name: str
    email: str
    sightings: int
    last_year: int
    source: str


@dataclass(slots=True)
class Report:
    """How many sightings were read, and why others were dropped."""

    read: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


def rows(sightings: Iterable[Sighting], source: str, report: Report) -> list[Row]:
    """Count sightings by person; a domain is kept when at least three people have an address there.

    One address is one person: of several ways to write the name the commonest is kept.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, int] = {}
    hosts: dict[str, str] = {}
    for sighting in sightings:
        report.read += 1
        found = _clean(sighting)
        if isinstance(found, str):
            report.dropped[found] += 1
            continue
        name, address, host = found
        names[address][name] += 1
        years[address] = max(years.get(address, 0), sighting.year)
        hosts[address] = host
    people = Counter(hosts.values())
    kept = []
    for address in sorted(names, key=lambda a: (hosts[a], a)):
        if people[hosts[address]] < LEAST_PEOPLE:
            report.dropped["fewer than three people at the domain"] += names[address].total()
            continue
        # Of equally common ways the longest: it holds more of the name.
        name = min(names[address], key=lambda n: (-names[address][n], -len(n), n))
        kept.append(Row(name, address, names[address].total(), years[address], source))
    return kept


def _clean(sighting: Sighting) -> tuple[str, str, str] | str:
    """The name, the address and its domain; or why it is no person's."""
    name = " ".join("".join(c if c.isprintable() else " " for c in sighting.name).split()).strip(" \"'<>,;")
    if "@" in name or len(name) > _MAX_NAME or sum(bool(_LETTER.search(w)) for w in name.split()) < 2:
        return "no name of two words"
    try:
        # Other spellings of the same mailbox are the same person; tags are not part of it.
        box = mailbox(sighting.address.strip().strip("<>"))
    except EmailGuessError:
        return "no address"
    local, host = box.local, box.domain.name
    if _NO_HOST.search(host):
        return "a host nobody can write to"
    if _NO_REPLY.search(f"{local}@") or _NO_REPLY.search(host) or "noreply" in host:
        return "no-reply"
    if is_free_mail(host):
        return "free mail"
    if host in _FORWARDING or box.domain.registrable in _FORWARDING:
        return "forwarding or project domain"
    if re.sub(r"[\d._-]", "", local) in _ROLES:
        return "role mailbox"
    if _BOT.search(name) or (local.endswith("bot") and "bot" in name.lower()):
        return "bot"
    return name, f"{local}@{host}", host
