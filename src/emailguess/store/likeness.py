"""Which written names may be one person's, as keys that a list keeps and a question asks for.

Whoever is on the do-not-contact list as "Robert Smith" is held back when "R. Smith", "Bob Smith", "Robert J. Smith" or
"Mr Smith" of that company is asked for: the name fits, and nobody can tell that another is meant. "Rachel Smith" does
not fit. An entry "R. Smith" holds for Robert and for Rachel, and not for "J. Smith".

A digest can only be equal or not, so both sides are told at each depth that the other side may have: two words; a word
with an initial; a word. A key says at which depth it is compared and which side was told less, or else Robert, whose
entry is kept for questions about "R. Smith", and Rachel, whose question asks for entries "R. Smith", would meet.
Nicknames and ways of spelling are in the forms of a name (`names.spelling`).

Start reading at `listed_keys` and `asked_keys`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from emailguess.names.forms import Form
from emailguess.store.digests import person_key

__all__ = ["asked_keys", "listed_keys"]

# For questions that tell as much as the entry or less; and for entries that tell less than the question.
_OF_THE_LIST, _OF_THE_QUESTION = ">", "<"


def listed_keys(forms: Iterable[Form]) -> tuple[str, ...]:
    """What a list keeps of a name, in all its spellings.

    >>> robert = Form("robert", "smith", f="r", l="s")
    >>> listed_keys([robert])
    ('robert smith', '>robert s', '>robert', '>smith r', '>smith')
    """
    return tuple(dict.fromkeys(key for form in forms for key in _listed(form)))


def asked_keys(forms: Iterable[Form]) -> tuple[str, ...]:
    """What a list is asked for, of a name in all its spellings.

    >>> robert, initial = Form("robert", "smith", f="r", l="s"), Form("", "smith", f="r", l="s")
    >>> set(asked_keys([initial])) & set(listed_keys([robert]))
    {'>smith r'}
    >>> set(asked_keys([Form("rachel", "smith", f="r", l="s")])) & set(listed_keys([robert]))
    set()
    """
    return tuple(dict.fromkeys(key for form in forms for key in _asked(form)))


def _listed(form: Form) -> Iterator[str]:
    words, parts = _words(form), _parts(form)
    if len(words) == 2:
        yield person_key(form.first, form.last)
    for word, initial in parts:
        if initial:
            yield f"{_OF_THE_LIST}{word} {initial}"
            if len(words) == 1:
                yield f"{_OF_THE_QUESTION}{word} {initial}"
        else:
            yield f"{_OF_THE_QUESTION}{word}"
        yield f"{_OF_THE_LIST}{word}"


def _asked(form: Form) -> Iterator[str]:
    words, parts = _words(form), _parts(form)
    # Older lists hold names at their full depth only, whatever that is.
    if key := person_key(form.first, form.last):
        yield key
    for word, initial in parts:
        side = _OF_THE_QUESTION if len(words) == 2 else _OF_THE_LIST
        yield f"{side}{word} {initial}" if initial else f"{side}{word}"
        if initial:
            yield f"{_OF_THE_QUESTION}{word}"


def _words(form: Form) -> list[str]:
    """The parts of a name that are told in full."""
    return [word for word in (form.first, form.last) if len(word) > 1]


def _parts(form: Form) -> Iterator[tuple[str, str]]:
    """Each word of a name with the initial of the other part; empty where that is not told."""
    for (word, _), (other, initial) in permutations([(form.first, form.f), (form.last, form.l)]):
        if len(word) > 1:
            yield word, (initial or other)[:1]
