"""Bare addresses: a local part without a name gives explanations weighed by how common names are.

`jsmith` is an initial and a surname because *smith* is a surname and *jsmith* no given name; what stays ambiguous
stays so. It knows a few dozen shapes only, since a bare address cannot tell the finer ones apart.

Start reading at `explain_bare`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log

from emailguess.explain import Explanation, Stock
from emailguess.lexicon import Lexicon

__all__ = ["chances_of", "explain_bare"]

# A name the lexicon does not list: about three in ten people have one (by token, on the held-out folds of the
# corpus), and its letters are about as hard to foresee as one in twelve.
_UNLISTED = 0.3
_PER_LETTER = 12.0
_PER_LENGTH = 0.12
# A local part that follows no pattern: its characters are harder to foresee than a name's.
_PER_CHARACTER = 15.0
# Explanations this much less likely than the best one (in tenths of nats) are dropped.
_WORST = 80
_SEPARATORS = ".-_"

_Chance = Callable[[str], float]


def explain_bare(local: str, lexicon: Lexicon, stock: Stock) -> tuple[Explanation, ...]:
    """Explain a local part of an unknown person; the empty pattern stands for "no pattern"."""
    chances = {"": _PER_LENGTH * _PER_CHARACTER ** -len(local), **chances_of(local, lexicon, stock)}
    best = max(chances.values())
    costs = {name: round(10 * log(best / chance)) for name, chance in chances.items()}
    return tuple(sorted(Explanation(name, (), cost) for name, cost in costs.items() if cost <= _WORST))


def chances_of(local: str, lexicon: Lexicon, stock: Stock) -> dict[str, float]:
    """How likely each listed pattern gives a person unknown to us just this local part."""
    chances: dict[str, float] = {}
    body = local.rstrip("0123456789")
    number = local[len(body) :]
    tail = "{n}" if number else ""
    certain = 10.0 ** -len(number)
    for pattern, chance in _shapes(body, lexicon):
        name = pattern + tail
        if chance > 0 and name in stock.names:
            chances[name] = chances.get(name, 0.0) + chance * certain
    return chances


def _shapes(body: str, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """Every shape with the chance that a person unknown to us gives just this text under it."""

    def given(word: str) -> float:
        return lexicon.given(word) / 1e5 * (1 - _UNLISTED) + _unlisted(word)

    def family(word: str) -> float:
        return lexicon.family(word) / 1e5 * (1 - _UNLISTED) + _unlisted(word)

    mark = next((c for c in body if c in _SEPARATORS), "")
    parts = body.split(mark) if mark else [body]
    if not all(part.isalpha() and part.isascii() for part in parts):
        return
    if len(parts) == 1:
        yield from _one_word(body, given, family, lexicon)
    elif len(parts) == 2:
        a, b = parts
        yield f"{{first}}{mark}{{last}}", given(a) * family(b)
        yield f"{{last}}{mark}{{first}}", family(a) * given(b)
        if len(a) == 1:
            yield f"{{f}}{mark}{{last}}", _INITIAL * family(b)
            yield f"{{l}}{mark}{{first}}", _INITIAL * given(b)
        if len(b) == 1:
            yield f"{{first}}{mark}{{l}}", given(a) * _INITIAL
            yield f"{{last}}{mark}{{f}}", family(a) * _INITIAL
    elif len(parts) == 3:
        a, b, c = parts
        if len(b) == 1:
            yield f"{{first}}{mark}{{m}}{mark}{{last}}", given(a) * _INITIAL * family(c)
        yield f"{{first}}{mark}{{middle}}{mark}{{last}}", given(a) * max(given(b), family(b)) * family(c)


_INITIAL = 1 / 15  # first letters of names: their perplexity, not 26


def _unlisted(word: str) -> float:
    return _UNLISTED * _PER_LENGTH * _PER_LETTER ** -len(word) if len(word) > 1 else 0.0


def _one_word(word: str, given: _Chance, family: _Chance, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    yield "{first}", given(word)
    yield "{last}", family(word)
    size = len(word)
    if size == 2:
        yield "{f}{l}", _INITIAL**2
    if size == 3:
        yield "{f}{m}{l}", _INITIAL**3
    if size > 2:
        yield "{f}{last}", _INITIAL * family(word[1:])
        yield "{l}{first}", _INITIAL * given(word[1:])
        yield "{last}{f}", family(word[:-1]) * _INITIAL
        yield "{first}{l}", given(word[:-1]) * _INITIAL
    if size > 3:
        yield "{f}{m}{last}", _INITIAL**2 * family(word[2:])
        yield "{first:2}{last}", _INITIAL**2 * family(word[2:]) / 2
    for cut in range(2, size - 1):
        yield "{first}{last}", given(word[:cut]) * family(word[cut:])
        yield "{last}{first}", family(word[:cut]) * given(word[cut:])
    if 5 <= size <= 9:
        longer = lexicon.family_starting(word[1:]) / 1e5
        yield f"{{f}}{{last}}|{size}", _INITIAL * longer
        yield f"{{f}}{{last:{size - 1}}}", _INITIAL * longer
        yield f"{{last:{size}}}", lexicon.family_starting(word) / 1e5
        yield f"{{last:{size - 1}}}{{f}}", lexicon.family_starting(word[:-1]) / 1e5 * _INITIAL
