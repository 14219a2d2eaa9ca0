"""Telling: an answer becomes sentences for a person.

It words what the answer already holds and decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emailguess.names.questions import worded
from emailguess.results import Evidence, Guess

if TYPE_CHECKING:
    from emailguess.results import Route

__all__ = ["sentences"]

_MOST_ROUTES = 4
_LEAST_RISK = 5e-4


def sentences(answer: Guess, address: str) -> str:
    """Word one answer, as it bears on one of its candidates."""
    if answer.best is None:
        return "\n".join([f"No address can be guessed for {answer.name} at {answer.domain}.", *_warnings(answer)])
    wanted = address
    routes = answer.routes(wanted)
    probability = sum(r.product for r in routes)
    if not routes:
        # The address is not repeated: it may be somebody's who is not to be spoken of.
        return f"That address is not a candidate for {answer.name}; this answer tells nothing of it."
    lines = [f"{wanted}: {probability:.0%} likely to be the address of {answer.name}.", _based_on(answer.evidence)]
    lines += [_route(r) for r in routes[:_MOST_ROUTES]]
    rest = sum(r.product for r in routes[_MOST_ROUTES:])
    if rest > 0:
        lines.append(f"  other ways to the same address = {rest:.4f}")
    others = [c for c in answer.candidates if c.address != wanted]
    if others:
        lines.append(f"The next candidate is {others[0].address} with {others[0].probability:.0%}.")
    if (risk := answer.misdelivery_risk(wanted)) >= _LEAST_RISK:
        lines.append(f"The risk that it is somebody else's address is {risk:.1%}.")
    lines.append(f"None of the {len(answer)} candidates is right with a probability of {answer.p_none:.0%}.")
    lines += _help(answer)
    return "\n".join([*lines, *_warnings(answer)])


def _warnings(answer: Guess) -> list[str]:
    return [f"Note: {w}." for w in answer.warnings]


def _help(answer: Guess) -> list[str]:
    return [f"What would help most: {fact}." for fact in answer.would_help[:1]]


def _based_on(evidence: Evidence) -> str:
    parts = []
    for number, one, many in (
        (evidence.pairs, "name with its address", "names with their addresses"),
        (evidence.bare, "bare address", "bare addresses"),
        (evidence.remembered, "piece of remembered evidence", "pieces of remembered evidence"),
        (
            evidence.related,
            "address at a related domain",
            "addresses at related domains",
        ),
    ):
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    if evidence.public:
        until = f" up to {evidence.public_until}" if evidence.public_until else ""
        parts.append(f"{evidence.public} people there who were seen in public sources{until}")
    if evidence.stated:
        parts.append(f"the stated pattern {evidence.stated}")
    if not parts:
        return "Based on: what companies with such a domain usually do; nothing is known of this one."
    note = f" ({evidence.unexplained} of them follow no pattern)" if evidence.unexplained else ""
    if evidence.related:
        note += f"; related domains are taken to be like this one with {evidence.shared:.0%}"
    return f"Based on: {', '.join(parts)}{note}."


def _route(route: Route) -> str:
    factors = [f"{route.pattern} {route.after:.4f} (before the evidence {route.before:.4f})"]
    if route.spelling_probability != 1:
        words = "; ".join(dict.fromkeys(filter(None, map(worded, route.spelling)))) or "read and spelled as usual"
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
