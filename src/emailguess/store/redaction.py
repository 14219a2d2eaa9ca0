"""What of a signature may be kept: literal text in a pattern can be a piece of somebody's address.

`anna.hofmann@` of Anna Schmidt reads as ``{first}.hofmann``: no company's pattern, but Anna's maiden name. It judges
text only; whoever must decide for one answer (``known=``) needs no such care, since nothing is kept of it.

Start reading at `for_keeps`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import pairwise

from emailguess.evidence.counts import Seen, Signature
from emailguess.names.frequencies import census
from emailguess.names.frequencies.lexicon import Lexicon
from emailguess.patterns.language import parsed

__all__ = ["for_keeps", "names_a_person"]

# Words companies add to a person's name, all of them published conventions for externals, roles and titles; `ctr`,
# `civ` and `mil` are those of the United States' Department of Defense.
_AFFIXES = frozenset(
    "adjunct adm admin agency alumni associate civ consultant consulting contract contractor contractors "
    "councillor csr ctr dealer employee ext extern external externe externo faculty freelance freelancer guest "
    "intern interim mail mil office partner postdoc prestataire prof professor representative senate senator "
    "staff student students supplier temp trainee user vendor visitor volunteer work".split()
)
# Letters and digits: names of two letters, names written with digits, and dates are text as well.
_WORD = re.compile(r"[^\W_]{2,}")
# A part of a domain's name is as long, so that `ann` is no part of `annex.example`.
_PART = 4


def for_keeps(seen: Seen, domain: str, lexicon: Lexicon, listed: Container[str]) -> tuple[Seen, Signature]:
    """Take out explanations whose literal text may be a name; `listed` are patterns known from many companies.

    Text stays where it is a known affix, the domain's own name or a part of it that is no name, or one letter: whatever
    else stands beside a name may be another name (`.xu`, `.h0fm4nn`) or a date of birth. What was taken out is given
    too: a store keeps it once enough people show it (`texts`), and until then that the address follows no pattern.
    """
    taken = tuple([e for e in seen.signature if e.pattern not in listed and not _harmless(e.pattern, domain, lexicon)])
    if not taken:
        return seen, ()
    return seen._replace(signature=tuple([e for e in seen.signature if e not in taken])), taken


def names_a_person(key: str, domain: str, lexicon: Lexicon) -> bool:
    """Whether a company's key reads as a person's name: "jane doe consulting" does, and "john deere", rather too many.

    Two words beside each other are one where the census or the corpus knows one as a given name, the other as a family
    name. So is a key of nothing but names, a single one among them, unless its domain tells the same: "weber" may be
    Ms Weber, and at weber.example everybody reads it anyway.
    """
    words = re.findall(r"[^\W\d_]+", key)
    given = [bool(lexicon.given(word) or census.table("given").share(word)) for word in words]
    family = [bool(lexicon.family(word) or census.table("family").share(word)) for word in words]
    if any((given[i] and family[j]) or (family[i] and given[j]) for i, j in pairwise(range(len(words)))):
        return True
    told = domain.rpartition(".")[0]
    return all(g or f for g, f in zip(given, family, strict=True)) and not all(word in told for word in words)


def _harmless(pattern: str, domain: str, lexicon: Lexicon) -> bool:
    return all(word in _AFFIXES or _of_domain(word, domain, lexicon) for word in _words(pattern))


def _of_domain(word: str, domain: str, lexicon: Lexicon) -> bool:
    """Whether a word is the domain's own: one of its labels, or what one begins or ends with, unless that is a name."""
    labels = re.split(r"[.-]", domain)
    if word in labels[:-1]:
        return True
    if len(word) < _PART or lexicon.given(word) or lexicon.family(word):
        return False
    return any(label.startswith(word) or label.endswith(word) for label in labels[:-1])


@lru_cache(maxsize=4096)
def _words(pattern: str) -> tuple[str, ...]:
    """The words of a pattern's literal text."""
    return tuple([word for text in (parsed(pattern).texts if pattern else ()) for word in _WORD.findall(text)])
