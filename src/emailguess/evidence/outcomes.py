"""Outcomes: what a bounce or a delivery says of how a company builds addresses, which is often nothing.

It reads what a mail system said and makes evidence of it; it sends nothing and asks no server.

Start reading at `bounce`.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

from emailguess.errors import InvalidArgument, shown
from emailguess.evidence.counts import Seen
from emailguess.evidence.pieces import Piece
from emailguess.evidence.reading import seen_in
from emailguess.patterns.matcher import Matcher

__all__ = ["BounceKind", "bounce", "bounce_kind", "delivery"]

BounceKind: TypeAlias = Literal["unknown", "left", "full", "policy"]
"""Why a message came back: there is no such mailbox; its owner left; it is full; the message itself was refused."""

# Of 1.6 million business domains, 31% take mail for any address (OrbiSearch, The State of Catch-All Domains, May 2026);
# and an address was written to because it seemed likely. A delivery counts as half of a colleague's address.
_DELIVERY_TENTHS = 5

# Enhanced status codes (RFC 3463 section 3, IANA registry): class 4 or 5, subject, detail.
_STATUS = re.compile(r"(?<![\d.])[45]\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# A reply of class 4 without such a code: the server asks to try again (RFC 5321 4.2.1).
_LATER = re.compile(r"4[25]\d[ -]")
# A bounce quotes the server in a line or a few.
_LONGEST = 2_000
# What servers say without a code, or with one that says nothing: Exchange, Gmail, Yahoo, Postfix, Exim, qmail.
_BY_TEXT: tuple[tuple[str, BounceKind], ...] = (
    (
        r"quota|(?:mail|in)box (?:is )?full|insufficient (?:system )?storage|over.?limit|postfach (?:ist )?voll|"
        r"bo[iî]te (?:est )?pleine|buz[oó]n lleno|casella piena|caixa (?:postal )?cheia|ящик переполнен",
        "full",
    ),
    (
        r"(?:user|mailbox|recipient|address|account|addressee)s? (?:is |was )?(?:unknown|not found|"
        r"does ?n[o']t exist|"
        r"invalid|not exist|rejected|not available|unavailable)|(?:unknown|invalid|no such|nonexistent|illegal) "
        r"(?:or illegal )?(?:user|mailbox|recipient|address|account|alias|person)|"
        r"does(?: not|n[o']t) (?:exist|have an? )|"
        r"no mailbox|not? (?:a )?(?:known|valid) (?:user|recipient)|unrouteable|could ?n[o']t be found|"
        r"recipientnotfound|adr\.rec(?:ipient)?notfound|mailbox unavailable|^#?(?:550 |5)?511$",
        "unknown",
    ),
    (
        # The same in the languages that servers and their administrators write in.
        r"(?:benutzer|empf(?:ä|ae)nger|postfach|adresse|konto) (?:ist |wurde )?"
        r"(?:unbekannt|nicht (?:gefunden|bekannt|vorhanden)|existiert nicht|ung(?:ü|ue)ltig)|"
        r"unbekannte[rs]? (?:benutzer|empf(?:ä|ae)nger|adresse|postfach)|"
        r"(?:utilisateur|destinataire|adresse|bo[iî]te(?: aux lettres)?|compte) (?:est )?"
        r"(?:inconnue?|introuvable|inexistante?|invalide)|"
        r"(?:usuario|destinatario|buz[oó]n|cuenta|direcci[oó]n) "
        r"(?:desconocid[oa]|inexistente|no (?:existe|encontrad[oa]))|"
        r"no existe (?:el |la |ning[uú]n )?(?:usuario|cuenta|buz[oó]n|destinatario)|"
        r"(?:utente|destinatario|casella|indirizzo) (?:di posta )?"
        r"(?:sconosciut[oa]|inesistente|non (?:esiste|trovat[oa]))|"
        r"(?:usu[aá]rio|destinat[aá]rio|caixa postal|conta) "
        r"(?:desconhecid[oa]|inexistente|n[aã]o (?:existe|encontrad[oa]))|"
        r"(?:gebruiker|geadresseerde|postvak) (?:is )?(?:onbekend|niet gevonden|bestaat niet)|onbekende gebruiker|"
        r"nieznany (?:u[zż]ytkownik|odbiorca|adresat)|ok[aä]nd (?:anv[aä]ndare|mottagare)|"
        r"ukendt (?:bruger|modtager)|"
        r"(?:пользователь|ящик|адресат|получатель) не (?:найден|существует)|"
        r"неизвестный (?:пользователь|получатель)|"
        r"нет такого (?:пользователя|ящика)|用户不存在|收件人不存在|宛先不明|存在しない",
        "unknown",
    ),
    (r"no longer (?:with|works|employed|here)|has left|disabled|deactivated|inactive", "left"),
    (r"spam|blocked|block ?list|blacklist|policy|denied|refused|reputation|dmarc|spf", "policy"),
)
_BY_STATUS: dict[tuple[int, int], BounceKind] = {
    (1, 0): "unknown",  # other address status
    (1, 1): "unknown",  # bad destination mailbox address
    (1, 3): "unknown",  # bad destination mailbox address syntax
    (1, 10): "unknown",  # Exchange: recipient not found
    (4, 1): "unknown",  # Exchange Online, directory-based edge blocking: no such recipient
    (1, 6): "left",  # destination mailbox has moved
    (2, 1): "left",  # mailbox disabled, not accepting messages
    (2, 2): "full",  # mailbox full
}


def bounce_kind(said: str) -> BounceKind:
    """Read why a message came back: one of the words, or an enhanced status code (RFC 3463) as the bounce shows it.

    >>> bounce_kind("unknown"), bounce_kind("5.1.1"), bounce_kind("5.2.2"), bounce_kind("5.7.1")
    ('unknown', 'unknown', 'full', 'policy')

    Raises `InvalidArgument` for anything else.
    """
    word = said.strip().lower() if isinstance(said, str) else ""
    for kind in get_args(BounceKind):
        if word == kind:
            return kind  # type: ignore[no-any-return]
    match = _STATUS.search(word[:_LONGEST])
    text = _by_text(word[:_LONGEST])
    if match is None and _LATER.match(word):  # it may still arrive
        return "full" if text == "full" else "policy"
    if match is None and text is not None:
        return text
    if match is None:
        raise InvalidArgument(
            "a bounce's kind is 'unknown' (no such user), 'left', 'full' or 'policy', or a code such as 5.1.1; "
            f"not {shown(said)}"
        )
    if match.group()[0] == "4":  # it may still arrive
        return "full" if (match[1], match[2]) == ("2", "2") else "policy"
    return _BY_STATUS.get((int(match[1]), int(match[2])), text or "policy")


def _by_text(said: str) -> BounceKind | None:
    """What the words of a mail server say, where they say something; None otherwise."""
    return next((kind for pattern, kind in _BY_TEXT if re.search(pattern, said)), None)


def bounce(piece: Piece, kind: BounceKind, matcher: Matcher) -> Seen | None:
    """What a bounce shows; None where it shows nothing, not even that the address is dead.

    An owner who left says nothing of the pattern, only that nobody has the address any more. Raises `InvalidName`.
    """
    if kind in ("full", "policy"):
        return None
    if kind == "left":
        return Seen((), "bounce", piece.month)
    return seen_in(piece, matcher, "bounce")


def delivery(piece: Piece, matcher: Matcher, *, catch_all: bool) -> Seen | None:
    """What a delivery shows; None at a domain that takes mail for any address. Raises `InvalidName`."""
    if catch_all:
        return None
    seen = seen_in(piece, matcher, "delivery")
    return seen._replace(tenths=_DELIVERY_TENTHS) if seen is not None else None
