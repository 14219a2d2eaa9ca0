"""What verifiers and mailing systems say of addresses: which columns hold it, and what a cell means.

A verdict counts for the address that it stands beside. A status code of a bounce (RFC 3463) is one wherever it stands.

Start reading at `read_verdict` and `verdict_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from emailguess.files.people import Status
from emailguess.files.titles import Meaning, normalised, table

__all__ = ["is_bounced", "is_telling", "read_verdict", "verdict_beside", "verdict_columns"]

_CODE = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
# SMTP replies that say the mailbox does not exist or may not be used (RFC 5321 4.2.3).
_REPLY = re.compile(r"55[0134]\b")
_LONGEST = 200
# Words of verifiers that stand in no other column; `yes`, `ok` or `pending` are in many.
_TELLING = re.compile(
    r"deliverab|undeliver|verif|bounce|catch ?all|accept ?all|risky|spam ?trap|do not mail|safe to send|disposable"
)
_TELLING_ALONE = frozenset({"valid", "invalid", "unknown"})
_TELLING_SHARE = 0.8
_BOUNCED = frozenset({"bounced", "hard bounced", "email bounced", "emails bounced", "mail bounced", "contact bounced"})
_NO = frozenset({"false", "no", "nein", "non", "net", "нет", "not verified", "unverified", "0"})


def read_verdict(text: str, title: str = "") -> tuple[Status, str]:
    """The verdict of a cell, and the code of a bounce; both empty where it says nothing.

    A bare no means `invalid` only below a title that asks whether the address is valid.

    >>> read_verdict("Undeliverable"), read_verdict("550 5.1.1 user unknown"), read_verdict("4.2.2")
    (('invalid', ''), ('invalid', '5.1.1'), ('', ''))
    """
    text = text.strip()[:_LONGEST]
    if not text:
        return "", ""
    code = _CODE.search(text)
    if code is not None:
        return ("invalid", code[1]) if code[1][0] == "5" else ("", "")
    if _REPLY.match(text):
        return "invalid", ""
    said = normalised(text)
    found = table().verdicts.get(said, "")
    if found == "invalid" and said in _NO and not re.search(r"valid|deliver|exist", normalised(title)):
        return "risky", ""
    return found, ""  # type: ignore[return-value]


def is_bounced(text: str) -> bool:
    """Whether a cell says in one word that mail came back, as the state of somebody in a campaign does.

    >>> is_bounced("emailsBounced"), is_bounced("Bounced"), is_bounced("Not bounced"), is_bounced("soft bounced")
    (True, True, False, False)
    """
    return normalised(text[:_LONGEST]) in _BOUNCED if "ounced" in text else False


def is_telling(text: str) -> bool:
    """Whether a cell is a verdict whatever its column is called."""
    said = normalised(text[:_LONGEST])
    if said in _TELLING_ALONE:
        return True
    return (said in table().verdicts and bool(_TELLING.search(said))) or bool(_CODE.fullmatch(text.strip()))


def verdict_columns(said: Sequence[Meaning], cells: Sequence[Sequence[str]], taken: set[int]) -> list[int]:
    """Columns of verdicts: by title where half of the cells are verdicts, else by cells that no other column has."""
    titled, telling = [], []
    for i, says in enumerate(said):
        filled = [c for c in cells[i] if c.strip()]
        if i in taken or not filled:
            continue
        if says.field == "status":
            if sum(any(read_verdict(c)) or bool(_CODE.search(c)) for c in filled) >= len(filled) / 2:
                titled.append(i)
        elif says.field in ("", "noise", "label", "title", "job"):
            told = sum(map(is_telling, filled))
            if told > len(filled) * _TELLING_SHARE and any(c.strip().lower() != "unknown" for c in filled):
                telling.append(i)
    return [*sorted(titled, key=lambda i: (said[i].rank, i)), *telling]


def verdict_beside(
    address: int, title: str, verdicts: Sequence[int], titles: Sequence[str], places: Sequence[int]
) -> int:
    """The column with the verdict on a column of addresses; -1 where none is on it alone or on all.

    It is called after the address, `Email #1 status`; or it stands behind it, before the next address.
    """
    if not verdicts:
        return -1
    own = set(normalised(title).split())
    after = [p for p in places if p > address]
    named = [i for i in verdicts if i < len(titles) and own and own < set(normalised(titles[i]).split())]
    longer = [i for i in named if not any(own < o < set(normalised(titles[i]).split()) for o in _words(places, titles))]
    if longer:
        return longer[0]
    behind = [i for i in verdicts if i > address and (not after or i < after[0])]
    if behind and len(verdicts) > 1:
        return behind[0]
    return verdicts[0] if len(verdicts) == 1 or address == places[0] else -1


def _words(places: Sequence[int], titles: Sequence[str]) -> list[set[str]]:
    return [set(normalised(titles[p]).split()) for p in places if p < len(titles)]
