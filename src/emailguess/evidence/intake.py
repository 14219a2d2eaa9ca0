"""What people pass as known: mailboxes in any writing, templates, empty cells.

It finds the mailboxes of a text, undoes what programs did to them, and tells templates from people's addresses.
What a mailbox means is for `reading`.

Start reading at `one_mailbox`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from emailguess.addresses.parser import Mailbox, mailbox
from emailguess.addresses.pasted import mailboxes
from emailguess.addresses.rewritten import unwrapped
from emailguess.errors import EmailGuessError, InvalidAddress, shown
from emailguess.patterns.notations import template

__all__ = ["Stated", "is_empty", "is_plain", "one_mailbox", "several", "stated_in"]

_PLAIN = re.compile(r"[a-z0-9._-]{1,64}@[a-z0-9.-]{1,253}", re.IGNORECASE)
_EMPTY = frozenset(("", "nan", "none", "null", "n/a", "na", "nil", "-", "--", "nat", "undefined", "#n/a", "<na>"))
# Some two thousand mailboxes; more are a list or a file.
_MOST = 100_000
# ann [at] acme (dot) example
_AT = re.compile(r"\s*[\[({]\s*(?:at|@|arroba|ät)\s*[\])}]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({]\s*(?:dot|punkt|punto|point)\s*[\])}]\s*", re.IGNORECASE)
_LINK = re.compile(r"(?:mailto|smtp):", re.IGNORECASE)
_SUBJECT = re.compile(r"\?(?:subject|cc|bcc|body)=\S*", re.IGNORECASE)
_TEMPLATE = re.compile(r"\s*(?:mailto:)?([^@]{1,200})@([a-z0-9.-]{1,253})\s*", re.IGNORECASE)


class Stated(NamedTuple):
    """A pattern that somebody wrote in the place of an address."""

    text: str
    box: Mailbox
    """A mailbox that stands for the domain; its local part is nobody's."""


def is_empty(item: object) -> bool:
    """Whether a cell holds nothing: None, NaN, an empty text or a word for it."""
    if isinstance(item, str):
        return len(item) < 12 and item.strip().lower() in _EMPTY
    return item is None or (isinstance(item, float) and item != item)


def is_plain(text: str) -> bool:
    """Whether a text is one bare address and nothing else."""
    return _PLAIN.fullmatch(text) is not None


def several(text: str) -> Iterator[str | tuple[str, str]]:
    """The mailboxes of a text, one by one; the text itself where it holds one or none."""
    found = list(mailboxes(_readable(text))) if len(text) <= _MOST and text.count("@") > 1 else []
    if len(found) < 2 or not any(c in text for c in " ,;<\n\t|"):
        yield text
        return
    for name, address in found:
        yield (name, address) if name else address


def one_mailbox(text: str) -> Mailbox:
    """Read one mailbox as people and programs write it.

    >>> box = one_mailbox("Ann Lee [mailto:ann.lee@acme.example]")
    >>> box.name, box.address
    ('Ann Lee', 'ann.lee@acme.example')

    Raises `InvalidAddress` or `InvalidDomain`.
    """
    if not isinstance(text, str) or (is_plain(text) and not text.lower().startswith(("u00", "x3", "x2"))):
        return mailbox(text)
    if len(text) > _MOST:
        raise InvalidAddress(
            f"a text of colleagues has at most {_MOST:,} characters: {shown(text)}; pass a list of them"
        )
    readable = _readable(text)
    try:
        box = mailbox(readable)
    except EmailGuessError:
        found = list(mailboxes(readable)) if any(not c.isalnum() and c not in "@._-+=" for c in readable) else []
        if len(found) != 1 or readable.count("@") > 2:
            raise
        name, address = found[0]
        box = mailbox(address)._replace(name=name)
    address = unwrapped(f"{box.local}+{box.tag}@{box.domain.name}" if box.tag else box.address)
    if not address:
        raise InvalidAddress(f"this is a sender that a mail program rewrote, nobody's mailbox: {shown(text)}")
    return mailbox(address)._replace(name=box.name)


def _readable(text: str) -> str:
    text = text.strip(" \t\r\n,;")
    if "&" in text:
        text = unescape(text)
    if "@" not in text:
        text = _AT.sub("@", text)
    if "(" in text or "[" in text:
        text = _DOT.sub(".", text)
    text = _SUBJECT.sub("", text)
    if " " not in text and "<" not in text:
        text = text.rstrip(".")
        return (unwrapped(text) or text) if _LINK.match(text) else text
    return text


def stated_in(text: str) -> Stated | None:
    """The pattern that a template such as `vorname.nachname@acme.example` states; None for anybody's address."""
    match = _TEMPLATE.fullmatch(text) if len(text) < 500 else None
    if match is None:
        return None
    found = template(match[1].strip())
    return Stated(found, mailbox(f"name@{match[2]}")) if found else None
