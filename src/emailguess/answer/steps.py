"""Steps: the arithmetic behind a candidate, line by line, for whoever wants to replay it.

Each line is one way to the address, its factors multiply to the figure at its end, and those add up to the
probability. Nothing is computed here.

Start reading at `replayed`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emailguess.answer.wording import NOT_A_CANDIDATE, notes, unanswered
from emailguess.names.questions import worded

if TYPE_CHECKING:
    from emailguess.results import Guess, Route

__all__ = ["replayed"]

_MOST_ROUTES = 12
_DIGITS = 4


def replayed(answer: Guess, address: str) -> str:
    """Write the arithmetic behind one of an answer's candidates."""
    if answer.best is None:
        return unanswered(answer)
    routes = answer.routes(address)
    if not routes:
        return NOT_A_CANDIDATE.format(name=answer.name)
    probability = sum(route.product for route in routes)
    lines = [
        f"{address}: the ways to it add up to {probability:.{_DIGITS}f}",
        *[_route(route, answer.name) for route in routes[:_MOST_ROUTES]],
    ]
    if rest := routes[_MOST_ROUTES:]:
        total = sum(route.product for route in rest)
        lines.append(f"  {len(rest):,} other {'way' if len(rest) == 1 else 'ways'} = {total:.{_DIGITS}f}")
    return "\n".join([*lines, *notes(answer)])


def _route(route: Route, name: str) -> str:
    pattern = route.pattern or "known to be this person's"
    factors = [f"{pattern} {route.after:.4f} (before the evidence {route.before:.4f})"]
    if route.spelling_probability != 1:
        words = (
            "; ".join(dict.fromkeys(filter(None, [worded(c, name) for c in route.spelling])))
            or "read and spelled as usual"
        )
        factors.append(f"{words} {route.spelling_probability:.4f}")
    if route.share != 1:
        factors.append(f"an assumed initial or number {route.share:.4f}")
    if route.fit != 1:
        factors.append(f"for such a name {route.fit:.4f}")
    if route.tie_break:
        factors.append("as companies tell namesakes apart")
    if f"{route.roster:.4f}" != "1.0000":
        factors.append(f"given whose other addresses are {route.roster:.4f}")
    if route.domain_probability != 1:
        factors.append(f"this domain {route.domain_probability:.4f}")
    return f"  {' × '.join(factors)} = {route.product:.4f}"
