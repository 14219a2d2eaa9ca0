"""Telling: an answer becomes sentences for a person.

It words what the answer already holds and decides nothing.
"""

from __future__ import annotations

from emailguess.results import Evidence, Guess, Route

__all__ = ["told"]

_MOST_ROUTES = 4

_SPELLINGS = {
    "order": {"gf": "the given name stands first", "fg": "the family name stands first"},
    "umlaut": {"plain": "ü becomes u", "expanded": "ü becomes ue"},
    "nordic": {"plain": "å becomes a, ø becomes o", "expanded": "å becomes aa, ø becomes oe"},
    "formal": {"asis": "no nickname", "nick": "a nickname is used"},
    "nick": {"asis": "the short name is used", "formal": "the formal name is used"},
    "told-nickname": {"asis": "the nickname is not used", "nick": "the nickname is used"},
    "particle": {"join": "the particle is joined", "drop": "the particle is dropped", "keep": "the particle is hyphened"},
    "given-hyphen": {"keep": "the given name's hyphen is kept", "join": "the given name's hyphen is dropped"},
    "family-hyphen": {"keep": "the family name's hyphen is kept", "join": "the family name's hyphen is dropped"},
    "apostrophe": {"join": "the apostrophe is dropped", "keep": "the apostrophe is kept"},
    "compound": {"join": "the given names are joined", "dot": "the given names are dotted"},
    "surnames": {"join": "the surnames are joined", "keep": "the surnames are hyphened"},
    "inner": {
        "middle": "the inner words are middle names",
        "compound": "the inner words belong to the given name",
        "surnames": "there are two surnames, both used",
        "penultimate": "there are two surnames, the first used",
        "second": "the second word is the given name in use",
        "familyfirst": "the family name stands first",
    },
}


def told(answer: Guess, address: str | None = None) -> str:
    """Word one answer."""
    if answer.best is None:
        return "\n".join([f"No address can be guessed for {answer.name} at {answer.domain}.", *_warnings(answer)])
    wanted = address or answer.best.address
    routes = answer.routes(wanted)
    probability = sum(r.product for r in routes)
    if not routes:
        return f"{wanted} is not a candidate for {answer.name}: no pattern gives it with a probability worth naming."
    lines = [f"{wanted}: {probability:.0%} likely to be the address of {answer.name}.", _based_on(answer.evidence)]
    lines += [_route(r) for r in routes[:_MOST_ROUTES]]
    rest = sum(r.product for r in routes[_MOST_ROUTES:])
    if rest > 0:
        lines.append(f"  other ways to the same address = {rest:.4f}")
    others = [c for c in answer.candidates if c.address != wanted]
    if others:
        lines.append(f"The next candidate is {others[0].address} with {others[0].probability:.0%}.")
    lines.append(f"None of the {len(answer)} candidates is right with a probability of {answer.p_none:.0%}.")
    return "\n".join([*lines, *_warnings(answer)])


def _warnings(answer: Guess) -> list[str]:
    return [f"Note: {w}." for w in answer.warnings]


def _based_on(evidence: Evidence) -> str:
    parts = []
    for number, one, many in (
        (evidence.pairs, "name with its address", "names with their addresses"),
        (evidence.bare, "bare address", "bare addresses"),
        (evidence.remembered, "piece of remembered evidence", "pieces of remembered evidence"),
    ):
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    if evidence.stated:
        parts.append(f"the stated pattern {evidence.stated}")
    if not parts:
        return "Based on: what companies with such a domain usually do; nothing is known of this one."
    note = f" ({evidence.unexplained} of them follow no pattern)" if evidence.unexplained else ""
    return f"Based on: {', '.join(parts)}{note}."


def _route(route: Route) -> str:
    factors = [f"{route.pattern} {route.after:.4f} (before the evidence {route.before:.4f})"]
    if route.spelling_probability != 1:
        words = "; ".join(filter(None, map(_spelling, route.spelling))) or "this reading of the name"
        factors.append(f"{words} {route.spelling_probability:.4f}")
    if route.share != 1:
        factors.append(f"an assumed initial or number {route.share:.4f}")
    if route.fit != 1:
        factors.append(f"for such a name {route.fit:.4f}")
    return f"  {' × '.join(factors)} = {route.product:.4f}"


def _spelling(choice: str) -> str:
    question, _, answer = choice.partition("=")
    for start, answers in _SPELLINGS.items():
        if question.rstrip("0123456789gfiu") == start or question == start:
            answer = answer.rstrip("0123456789")
            return answers.get(answer, f"{start} {answer}")
    return ""
