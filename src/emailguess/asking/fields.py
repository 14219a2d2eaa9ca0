"""What may be passed to an operation: each field once, as JSON Schema with words for a person or a program.

Bounds here guard a server's time; what a value means is checked by the library, which says what is wrong with it.

Start reading at `QUESTION`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from emailguess.asking.question import MOST_COLLEAGUES
from emailguess.fill.columns import SHAPES
from emailguess.fill.options import FORMATS

__all__ = ["ADDRESS", "FILL", "QUESTION", "field", "takes", "text"]

# More than the longest name (200 characters), domain (253) or address (320): the library says then what is wrong.
_LONGEST_TEXT = 600
_MOST_BOUNCED = 100
_MOST_DOMAINS = 100


def field(kind: str, description: str, *, optional: bool = True, **more: Any) -> dict[str, Any]:
    """One field; an optional one may be null, too, which is as if it had not been passed."""
    return {"type": [kind, "null"] if optional else kind, "description": description, **more}


def text(description: str, *, optional: bool = True, **more: Any) -> dict[str, Any]:
    """A field that holds a text."""
    return field("string", description, optional=optional, maxLength=_LONGEST_TEXT, **more)


def takes(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    """An object of fields, and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


_COLLEAGUE: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "maxLength": _LONGEST_TEXT},
        takes(
            {
                "address": text("The address.", optional=False),
                "name": text("The colleague's name."),
                "company": text("The company's name; learning then remembers its domain."),
                "seen": text("When the address was in use: 2024-05-31, or 2024-05."),
            },
            "address",
        ),
    ]
}


def _colleagues(description: str, *, optional: bool = True) -> dict[str, Any]:
    return field("array", description, optional=optional, items=_COLLEAGUE, maxItems=MOST_COLLEAGUES)


DOMAIN = text("The company's mail domain; a website or an address of the company does as well.", examples=["acme.com"])
COMPANY = text("The company's name, where its domain is not known.", examples=["Acme Corporation"])
COUNTRY = text("The country of the company and the name: two letters (ISO 3166).", examples=["de"])
KNOWN = _colleagues(
    "Colleagues whose addresses are known: 'Bob Jones <bob@acme.com>', a bare address, or an object with address, name "
    "and seen. They count for this answer only and are not stored."
)

QUESTION: Mapping[str, Any] = {
    "name": text("The person's name, in any order and script.", optional=False, examples=["Jane Doe"]),
    "domain": DOMAIN,
    "company": COMPANY,
    "country": COUNTRY,
    "name_order": field(
        "string",
        "Which part of the name stands first, where the writing does not tell.",
        enum=["given-first", "family-first", None],
    ),
    "known": KNOWN,
    "pattern": text("A pattern somebody stated, such as {f}{last} or first.last.", examples=["{first}.{last}"]),
    "bounced": field(
        "array",
        "Addresses of this very person that bounced as unknown.",
        items={"type": "string", "maxLength": _LONGEST_TEXT},
        maxItems=_MOST_BOUNCED,
    ),
    "headcount": field("integer", "How many people the company has.", minimum=1, maximum=10_000_000),
}
"""What a question about a person consists of."""

LIMIT = field("integer", "How many candidates to show; no probability changes.", minimum=1, maximum=1_000, default=10)
CHECK_MX = field("boolean", "Ask DNS whether the domain takes mail. No mail server is contacted.", default=False)
ADDRESS = text("The candidate to tell of; by default the likeliest.")

DOMAINS_LIMIT = field("integer", "How many domains to show.", minimum=1, maximum=100, default=10)
DOMAINS = field(
    "array",
    "Domains to ask DNS about.",
    optional=False,
    items={"type": "string", "maxLength": _LONGEST_TEXT},
    minItems=1,
    maxItems=_MOST_DOMAINS,
)
PEOPLE = _colleagues(
    "People whose addresses are known, at any number of companies: as `known` of a question takes them.", optional=False
)
SEEN = text("When those without a date of their own were in use: 2024-05-31, or 2024-05; by default this month.")
REMEMBER = field(
    "boolean",
    "Keep keyed digests that know repetitions and people to forget again; without them people count each time.",
    default=True,
)
WHOM = text("An address, a domain, or the SHA-256 digest of either; with `name` the person's domain.", optional=False)
HIS_NAME = text("The name of the person at this domain who is not to be contacted.")

_SHARE: dict[str, Any] = {"minimum": 0, "maximum": 1}
FILL: Mapping[str, Any] = {
    "max_bounce": field("number", "The share of messages that may be expected to bounce; 0.05 by default.", **_SHARE),
    "min_probability": field("number", "Mark no row `send` that is less likely.", **_SHARE),
    "skip_below": field("number", "Mark rows `skip` that are less likely; 0.1 by default.", **_SHARE),
    "max_risk": field("number", "Mark rows `skip` whose address may be another's.", **_SHARE),
    "format": field("string", "What to write; by default as the sheet came.", enum=[*FORMATS, None]),
    "shape": field("string", "Columns of another program's import file.", enum=[*SHAPES, None]),
    "prefix": field("string", "What titles of added columns begin with; `emailguess_` by default.", maxLength=60),
    "overwrite": field("boolean", "Replace the columns that an earlier run added."),
    "keep_formulas": field("boolean", "Leave cells that a spreadsheet would run as they are."),
}
"""How a sheet is filled; see `emailguess.fill.options`."""
