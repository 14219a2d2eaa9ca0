"""A country, as callers tell it: two letters, read in one place.

It knows the form of a code, not which countries there are.

Start reading at `country_code`.
"""

from __future__ import annotations

from emailguess.errors import InvalidArgument, shown

__all__ = ["country_code", "top_level"]


def country_code(country: str | None) -> str:
    """Read a country's code (ISO 3166, two letters in either case) into capitals; empty where none was told.

    >>> country_code(" de "), country_code("UK"), country_code(None)
    ('DE', 'GB', '')

    Raises `InvalidArgument`.
    """
    if country is None:
        return ""
    code = country.strip().upper() if isinstance(country, str) else "?"
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise InvalidArgument(f"a country is two letters (ISO 3166), such as 'de', not {shown(country)}")
    return "GB" if code == "UK" else code


def top_level(code: str) -> str:
    """The last label of a country's domains.

    >>> top_level("DE"), top_level("GB"), top_level("")
    ('de', 'uk', '')
    """
    return "uk" if code == "GB" else code.lower()
