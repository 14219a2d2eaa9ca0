"""Risk: how likely a guessed address exists and belongs to somebody else.

It multiplies how common the names behind an address are by how many people the company has; it knows nobody.

Start reading at `misdelivery`.
"""

from __future__ import annotations

from math import exp

from emailguess.errors import InvalidArgument, shown
from emailguess.model.convention import Convention
from emailguess.model.prior import Prior
from emailguess.patterns.unnamed import chance_among

__all__ = ["checked_headcount", "misdelivery", "taken_elsewhere"]

_MOST = 10_000_000
# Rarer patterns are not asked. No local part is had by one in a hundred of all people, so that with a hundred people
# each of them adds less than a thousandth; together they take most of the time.
_LEAST_SHARE = 1e-3
# A way to part a local part into names that adds less than this to the people expected to have it is left out.
_LEAST_PEOPLE = 1e-7


def taken_elsewhere(local: str, company: Convention, headcount: int, prior: Prior) -> float:
    """Probability (0 to 1) that one of `headcount` people unknown to us has this local part.

    It is 1 − exp(−headcount × Σ_z P(z) P(local | z)): z are the company's patterns, and P(local | z) is how likely a
    person with a name as common as names are gets this local part.
    """
    shares = {str(s.pattern): s.probability for s in company.every if s.probability >= _LEAST_SHARE}
    names = prior.lexicon.given_names, prior.lexicon.family_names
    return 1 - exp(-headcount * chance_among(local, *names, prior.stock, shares, _LEAST_PEOPLE / headcount))


def misdelivery(probability: float, local: str, company: Convention, headcount: int, prior: Prior) -> float:
    """Probability (0 to 1) that the address exists and is another person's: (1 − probability) × `taken_elsewhere`.

    - `probability`: that the address is this person's, 0 to 1; then it is nobody else's
    - `local`: the local part
    - `company`, `prior`: what is believed of the company, and how common names are
    - `headcount`: how many people the company has
    """
    return (1 - probability) * taken_elsewhere(local, company, headcount, prior)


def checked_headcount(headcount: int | None) -> int | None:
    """Refuse what is no number of people."""
    if headcount is None:
        return None
    if isinstance(headcount, bool) or not isinstance(headcount, int) or not 1 <= headcount <= _MOST:
        raise InvalidArgument(f"headcount is a number of people from 1 to {_MOST:,}, not {shown(headcount)}")
    return headcount
