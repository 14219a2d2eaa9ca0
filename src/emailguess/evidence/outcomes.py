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
# What is spoken of, and what is said of it, in the languages that servers and their administrators write in. Either may
# stand first: "user unknown", "unknown user", "adres nie istnieje".
_MAILBOX = (
    r"user|mailbox|recipient|address|account|addressee|alias|person|benutzer|empf(?:ä|ae)nger|postfach|adresse|konto|"
    r"utilisateur|destinataire|bo[iî]te|compte|usuario|destinatario|buz[oó]n|cuenta|direcci[oó]n|"
    r"utente|casella|indirizzo|"
    r"usu[aá]rio|destinat[aá]rio|caixa|conta\b|endere[cç]o|gebruiker|geadresseerde|postvak|adres|u[zż]ytkownik|odbiorc|"
    r"skrzynk|anv[aä]ndar|mottagar|kontot|brevl[aå]da|bruger|modtager|postkasse|bruker|mottaker|vastaanottaj|osoite|"
    r"postilaatikk|u[zž]ivate[lľ]|p[rř][ií]jemc|pr[ií]jemc|schr[aá]n|pou[zž][ií]vate[lľ]|c[ií]mzett|felhaszn[aá]l[oó]|"
    r"postafi[oó]k|kullan[ıi]c[ıi]|al[ıi]c[ıi]|posta kutusu|пользовател|ящик|адрес|получател|"
    r"користувач|скриньк|διεύθυνση|"
    r"παραλήπτη|χρήστη|用户|收件人|邮箱|宛先|ユーザー|メールボックス|사용자|받는 사람|메일함"
)
_NOBODY = (
    r"unknown|not (?:be )?found|does ?(?:n['o’]?t|not) exist|not exist|no such|invalid|nonexistent|"
    r"non-existent|illegal|"
    r"rejected|not (?:a )?(?:known|valid)|(?:not |un)available|unrouteable|unbekannt|"
    r"nicht (?:gefunden|bekannt|vorhanden)|"
    r"existiert nicht|ung(?:ü|ue)ltig|inconnue?|introuvable|inexistante?|n['’]existe pas|invalide|"
    r"desconocid|inexistente|"
    r"no (?:existe|encontrad)|sconosciut|inesistente|non (?:esiste|trovat)|desconhecid|"
    r"n[aã]o (?:existe|encontrad)|onbekend|"
    r"niet gevonden|bestaat niet|nie istnieje|nieznan|nie znalezion|ok[aä]nd|finns inte|hittades inte|ukendt|"
    r"findes ikke|finnes ikke|ukjent|ei (?:löydy|ole olemassa)|tuntemato|neexistuje|nenalezen|nenájden|nezn[aá]m|"
    r"nem (?:található|létezik)|ismeretlen|bulunamad|mevcut değil|ge[cç]ersiz|не (?:найден|существует|знайдено|існує)|"
    r"неизвестн|нет такого|невідом|δεν (?:βρέθηκε|υπάρχει)|άγνωστ|"
    r"不存在|見つかりません|不明|存在しない|존재하지|찾을 수 없|없는"
)
_FULL = (
    r"full|pleine?|lleno|piena|cheia|voll|vol\b|pełn|full[ta]?\b|fuld|täynnä|pln[aá]|tele\b|"
    r"megtelt|"
    r"dolu|переполнен|заповнен|满|いっぱい"
)
# What servers say without a code, or with one that says nothing: Exchange, Gmail, Yahoo, Postfix, Exim, qmail; and
# what services that send or verify write in their reports.
_BY_TEXT: tuple[tuple[str, BounceKind], ...] = (
    (
        rf"quota|insufficient (?:system )?storage|over.?limit|(?:inbox|mailbox)[ _-](?:is )?full|"
        rf"(?:{_MAILBOX}).{{0,40}}\b(?:{_FULL})",
        "full",
    ),
    (
        r"no longer (?:with|works|employed|here|at\b|part)|has left|left the company|disabled|deactivated|inactive|"
        r"nicht mehr (?:bei|für|im|in|tätig|beschäftigt)|ausgeschieden|plus partie|a quitté|ne travaill\w+ plus|"
        r"ya no (?:trabaj|form|est)|non lavor\w+ più|non f\w+ più parte|niet (?:langer|meer) (?:bij|"
        r"werkzaam|in dienst)|"
        r"nie pracuj|slutat|(?:ikke|inte) l[aæä]n[gn]\w+|ei ole enää|больше не|не работа|вже не працю|artık çalış|"
        r"(?:já )?não trabalh\w+ mais|já não trabalh|uvolněn|már nem dolgoz",
        "left",
    ),
    (
        rf"(?:{_MAILBOX}).{{0,60}}(?:{_NOBODY})|(?:{_NOBODY}).{{0,40}}(?:{_MAILBOX})|does(?: not|n[o']t) have an? |"
        r"no mailbox|could ?n[o']t be found|recipientnotfound|mailbox_not_found|bad_?(?:mailbox|destination)|"
        r"adr\.rec(?:ipient)?notfound|does ?n[o']t exist|^(?:hard(?:[ _-]?bounced?)?|invalid|undeliverable)$|"
        r"^#?(?:550 |5)?511$",
        "unknown",
    ),
    (
        r"spam|blocked|block ?list|blacklist|policy|denied|refused|reputation|dmarc|spf|rela(?:y|ying)\b|"
        r"^soft(?:[ _-]?bounced?)?$|dns|domain",
        "policy",
    ),
)
# A reply of class 5 that says nothing that is known (RFC 5321 4.2.1): nothing is learned from it.
_REFUSED = re.compile(r"5\d\d[ -]")
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
    if match is None and _REFUSED.match(word):
        return "policy"
    if match is None:
        raise InvalidArgument(
            "a bounce's kind is 'unknown' (no such user), 'left', 'full' or 'policy', or a code such as 5.1.1; "
            f"not {shown(said)}"
        )
    if match.group()[0] == "4":  # it may still arrive
        return "full" if (match[1], match[2]) == ("2", "2") else "policy"
    return _BY_STATUS.get((int(match[1]), int(match[2])), text or "policy")


def _by_text(said: str) -> BounceKind | None:
    """The kind of bounce that a mail server's words name; None where they name none."""
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
