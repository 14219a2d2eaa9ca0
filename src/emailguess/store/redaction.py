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

from emailguess.evidence.counts import Seen
from emailguess.names.frequencies import census
from emailguess.names.frequencies.lexicon import Lexicon

__all__ = ["for_keeps", "names_a_person"]

# Words companies add to a person's name, all of them published conventions for externals, roles and titles.
_AFFIXES = frozenset(
    "adjunct admin agency alumni associate consultant consulting contract contractor contractors councillor dealer "
    "employee extern external externe externo faculty freelance freelancer guest intern interim mail office partner "
    "postdoc prestataire prof professor representative senate senator staff student students supplier temp "
    "trainee user vendor visitor volunteer work".split()
)
_FIELD = re.compile(r"\{[^}]*\}|\|\d+")
_WORD = re.compile(r"[^\W\d_]{3,}")
# Text this short is an abbreviation (`ext`, `csr`) unless it is a name.
_ABBREVIATION = 3


def for_keeps(seen: Seen, domain: str, lexicon: Lexicon, listed: Container[str]) -> Seen:
    """Leave out explanations whose literal text may be a name; `listed` are patterns known from many companies.

    Text stays where it is a known affix, part of the domain's own name, or an abbreviation no one is called.
    """
    kept = tuple([e for e in seen.signature if e.pattern in listed or _harmless(e.pattern, domain, lexicon)])
    return seen if len(kept) == len(seen.signature) else seen._replace(signature=kept)


def names_a_person(key: str, lexicon: Lexicon) -> bool:
    """Whether a company's key reads as a person's name: "jane doe consulting" does, and "john deere", rather too many.

    Two words beside each other are one where the census or the corpus knows one as a given name, the other as a family
    name.
    """
    words = re.findall(r"[^\W\d_]+", key)
    given = [bool(lexicon.given(word) or census.table("given").share(word)) for word in words]
    family = [bool(lexicon.family(word) or census.table("family").share(word)) for word in words]
    return any((given[i] and family[j]) or (family[i] and given[j]) for i, j in pairwise(range(len(words))))


def _harmless(pattern: str, domain: str, lexicon: Lexicon) -> bool:
    for word in _words(pattern):
        if word in _AFFIXES or word in domain:
            continue
        if len(word) > _ABBREVIATION or lexicon.given(word) or lexicon.family(word):
            return False
    return True


@lru_cache(maxsize=4096)
def _words(pattern: str) -> tuple[str, ...]:
    """The words of a pattern's literal text."""
    return tuple(_WORD.findall(_FIELD.sub(" ", pattern)))
