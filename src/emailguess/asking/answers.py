"""What operations give, as JSON Schema: the documents that `to_dict` of the library's values writes.

Within a version of a document keys are only added, so a reader passes over those it does not know.

Start reading at `GUESS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from emailguess.results.guess import Suppression

__all__ = ["DOMAINS", "EXPLANATION", "GUESS", "LEARNED", "MX", "PATTERNS", "PROVENANCE", "SUPPRESSED"]

TEXT = {"type": "string"}
FLAG = {"type": "boolean"}
COUNT = {"type": "integer", "minimum": 0}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
NUMBER = {"type": "number"}


def gives(properties: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An object with all of these keys, and perhaps others of a later release."""
    return {"type": "object", "properties": dict(properties), "required": list(properties), **more}


def many(items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A list."""
    return {"type": "array", "items": items, **more}


def maybe(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A value, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def named(schema: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A document that says what it is."""
    return gives({"schema": {"const": schema}, **properties})


_CANDIDATE = gives(
    {
        "address": TEXT,
        "probability": {**SHARE, "description": "Probability that this is the person's address."},
        "pattern": {**TEXT, "description": "The likeliest pattern that gives it, as {first}.{last}."},
        "deliverable": {"type": ["boolean", "null"], "description": "Whether the domain takes mail; null: not asked."},
    }
)
_EVIDENCE = gives(
    dict.fromkeys(
        ("remembered", "public", "public_until", "pairs", "bare", "bounced", "related", "unexplained", "ignored"), COUNT
    )
    | {"shared": SHARE, "stated": TEXT}
)
_DOMAIN = gives({"domain": TEXT, "probability": SHARE, "source": TEXT, "rule": TEXT})

DOMAINS = named(
    "emailguess.domains/1",
    {"company": TEXT, "key": TEXT, "candidates": many(_DOMAIN), "p_none": SHARE, "warnings": many(TEXT)},
)

MX_REPORT = named(
    "emailguess.mx/1",
    {
        "domain": TEXT,
        "status": {"enum": ["accepts", "rejects", "unknown"]},
        "reason": TEXT,
        "explanation": TEXT,
        "hosts": many(gives({"preference": COUNT, "name": TEXT})),
        "provider": maybe(TEXT),
        "implicit": FLAG,
        "spf_sends_no_mail": maybe(FLAG),
        "dnssec": maybe(FLAG),
        "ttl_s": maybe(COUNT),
        "warnings": many(TEXT),
    },
)
MX = named("emailguess.mx_reports/1", {"reports": many(MX_REPORT)})

GUESS = named(
    "emailguess.guess/1",
    {
        "name": TEXT,
        "domain": TEXT,
        "candidates": many(_CANDIDATE, description="The likeliest first; with `p_none` they sum to one."),
        "p_none": {**SHARE, "description": "Probability that none of the candidates is right."},
        "p_unlisted": SHARE,
        "evidence": _EVIDENCE,
        "warnings": many(TEXT),
        "domains": maybe(DOMAINS),
        "mx": {"type": "object", "additionalProperties": MX_REPORT},
        "suppressed": {
            "enum": list(get_args(Suppression)),
            "description": "What the do-not-contact list holds back; do not look for another way to this person.",
        },
    },
)

PATTERNS = named(
    "emailguess.patterns/1",
    {
        "domain": TEXT,
        "patterns": many(gives({"pattern": TEXT, "probability": SHARE}), description="The last is 'no pattern'."),
    },
)

_ROUTE = gives(
    {
        "pattern": TEXT,
        "before": SHARE,
        "after": SHARE,
        "spelling": many(TEXT),
        "spelling_probability": NUMBER,
        "share": NUMBER,
        "fit": NUMBER,
        "domain_probability": SHARE,
        "roster": NUMBER,
        "tie_break": FLAG,
    }
)
EXPLANATION = named(
    "emailguess.explanation/1",
    {
        "address": {**TEXT, "description": "The address told of; empty where there is none."},
        "explanation": {**TEXT, "description": "Why, in lines for a person."},
        "routes": many(_ROUTE, description="The ways to the address; their products add up to its probability."),
        "misdelivery_risk": {**SHARE, "description": "Probability that the address is somebody else's."},
        "would_help": many(gives({"fact": TEXT, "chance": SHARE, "gain": SHARE})),
        "counterfactuals": many(gives({"without": TEXT, "pieces": COUNT, "probability": SHARE, "best": TEXT})),
    },
)

_EXAMPLES = gives(
    {"kind": TEXT, "month": TEXT, "number": COUNT, "related": FLAG, "source": TEXT, "dating": TEXT},
)
PROVENANCE = named(
    "emailguess.answer.provenance/1",
    {
        **dict.fromkeys(("name", "domain", "address"), TEXT),
        "obtained": FLAG,
        "inferred": FLAG,
        "probability": SHARE,
        "pattern": TEXT,
        "examples": many(_EXAMPLES),
        "stated": TEXT,
        "domain_inferred": FLAG,
        "company": TEXT,
        "domain_probability": SHARE,
        "recognised": FLAG,
        "suppressed": TEXT,
        "created": TEXT,
        "version": TEXT,
        "still_owed": many(TEXT),
        "paragraph": {**TEXT, "description": "The record in words, to send to the person."},
    },
)

_REJECTED = many(gives({"row": COUNT, "reason": TEXT}))
LEARNED = named(
    "emailguess.learned/1",
    {**dict.fromkeys(("learned", "repeated", "unexplained", "domains"), COUNT), "rejected": _REJECTED},
)
SUPPRESSED = named(
    "emailguess.suppression/1", {"new": {**FLAG, "description": "Whether it was not suppressed before."}}
)
