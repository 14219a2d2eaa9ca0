"""What a column's cells hold, whatever its title says: addresses, persons, companies, dates, verdicts.

Cells are judged beside the address of their row: a name of a person is in the local part, a company's is in the domain.

Start reading at `profile`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from emailguess.addresses.pasted import found_in
from emailguess.data.name_words import LEGAL
from emailguess.files.dates import read_date
from emailguess.files.titles import normalised, table
from emailguess.names.frequencies import census
from emailguess.names.spelling import letters

__all__ = ["EMPTY", "Profile", "holds_name", "host", "is_domain", "name_words", "profile"]

EMPTY = frozenset(
    {"", "-", "--", "–", "—", "n/a", "#n/a", "na", "null", "none", "nil", "nan", "undefined", "unknown", "\\n"}
)
"""What exports write for nothing, in lower case."""
_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_ANSWERS = frozenset(
    "yes no y n true false 0 1 x ja nein oui non si sí sì sim não nao da net да нет так ні tak nie ano evet hayır igen "
    "nem kyllä ei nej nei ναι όχι はい いいえ 是 否 예 아니요 כן לא نعم لا có không".split()
)
# A cell beyond this is a text, and none of its words tells a column.
_LONGEST = 300
_DOMAIN = re.compile(
    r"(?i)(?:https?://)?(?:[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]{0,61}[a-z0-9\u0080-\uffff])?\.)+[a-z\u0080-\uffff][a-z0-9\u0080-\uffff-]+(?:[:/?#]\S*)?"
)
_NUMBER = re.compile(r"[+(]?[\d\s.,()/+%$€£-]+")


class Profile(NamedTuple):
    """Shares, 0 to 1, of a column's cells that are not empty."""

    filled: float = 0.0
    """Share of all rows with anything in this column."""
    addresses: float = 0.0
    mailboxes: float = 0.0
    """Addresses with a name beside them in the cell."""
    domains: float = 0.0
    numbers: float = 0.0
    dates: float = 0.0
    salutations: float = 0.0
    legal: float = 0.0
    """Cells that end in a legal form, such as GmbH."""
    in_local: float = 0.0
    """Of the rows with an address, those with a word of this cell in its local part."""
    is_local: float = 0.0
    """Of the rows with an address, those whose cell is its local part: an account's name, nobody's."""
    in_domain: float = 0.0
    """Of the rows with an address, those with a word of this cell in its domain."""
    several_words: float = 0.0
    given: float = 0.0
    """Cells whose first word more people bear as a given than as a family name."""
    letters: float = 0.0
    answers: float = 0.0
    """Cells that say yes or no."""


def profile(cells: Sequence[str], addresses: Sequence[str]) -> Profile:
    """Judge a column by its cells and by the address of each row, empty where there is none."""
    kept = [(c.strip()[:_LONGEST], a) for c, a in zip(cells, addresses, strict=True) if c.strip().lower() not in EMPTY]
    if not kept:
        return Profile()
    told = table()
    total = len(kept)
    found = [sum(1 for _ in found_in(c)) if "@" in c else 0 for c, _ in kept]
    beside = [(name_words(c), a.lower()) for c, a in kept if a and "@" not in c]
    forms = [normalised(c) for c, _ in kept]
    given = census.table("given"), census.table("family")
    firsts = [words[0] for words, _ in ((name_words(c), 0) for c, _ in kept) if words]
    return Profile(
        filled=total / len(cells),
        addresses=sum(map(bool, found)) / total,
        mailboxes=sum(bool(n) and ("<" in c or " (" in c) for n, (c, _) in zip(found, kept, strict=True)) / total,
        domains=sum(is_domain(c) for c, _ in kept) / total,
        numbers=sum(bool(_NUMBER.fullmatch(c)) for c, _ in kept) / total,
        dates=sum(read_date(c) is not None for c, _ in kept) / total,
        salutations=sum(bool(f) and all(w in told.salutations for w in f.split()) for f in forms) / total,
        legal=sum(bool(f) and f.split()[-1] in LEGAL for f in forms) / total,
        in_local=_share(holds_name(w, a.partition("@")[0]) for w, a in beside),
        is_local=_share(c.lower() == a.lower().partition("@")[0] for c, a in kept if a and "@" not in c),
        in_domain=_share(holds_name(w, a.partition("@")[2].partition(".")[0]) for w, a in beside),
        several_words=sum(len(c.split()) > 1 for c, _ in kept) / total,
        given=_share(given[0].share(w) > given[1].share(w) for w in firsts),
        letters=sum(any(x.isalpha() for x in c) for c, _ in kept) / total,
        answers=sum(c.lower() in _ANSWERS for c, _ in kept) / total,
    )


def _share(each: object) -> float:
    judged = list(each)  # type: ignore[call-overload]
    return sum(judged) / len(judged) if judged else 0.0


def name_words(text: str) -> list[str]:
    """The words of a cell in mailbox letters, as they would stand in an address."""
    written = re.split(r"[\s,;/.]+", text[:_LONGEST])[:8]
    words = [letters(w).replace("-", "").replace("'", "") for w in written]
    if not text.isascii():  # Müller is mueller as well
        words += [
            letters(w.lower().translate(_EXPANDED)) for w in written if w.lower() != w.lower().translate(_EXPANDED)
        ]
    return [w for w in words if w]


def holds_name(words: Sequence[str], part: str) -> bool:
    """Whether a word of three letters or more, or its beginning, is in a part of an address.

    >>> holds_name(["bob", "jones"], "bjones"), holds_name(["acme"], "bjones"), holds_name(["li"], "li.wei")
    (True, False, True)
    """
    plain = part.replace(".", "").replace("-", "").replace("_", "")
    tokens = re.split(r"[._-]", part)
    return any((len(w) > 2 and w[:5] in plain) or w in tokens for w in words)


def host(text: str) -> str:
    """The host of a domain or a website, without `www`; empty for what is none.

    >>> host("https://www.Acme.example/jobs"), host("acme.example"), host("Acme Inc.")
    ('acme.example', 'acme.example', '')
    """
    if not is_domain(text):
        return ""
    text = text.strip().lower()
    return re.split(r"[/:?#]", text.partition("://")[2] or text)[0].removeprefix("www.")


def is_domain(text: str) -> bool:
    """Whether a cell is a domain or a website.

    >>> is_domain("acme.example"), is_domain("https://www.acme.example/jobs"), is_domain("Acme Inc."), is_domain("Mr.")
    (True, True, False, False)
    """
    return len(text) <= _LONGEST and "." in text and bool(_DOMAIN.fullmatch(text.strip()))
