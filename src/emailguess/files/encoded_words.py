"""Words of other alphabets in headers (RFC 2047), as the letters they stand for, whatever their encoding claims.

Start reading at `decoded`.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

from emailguess.files.encoding import detected

__all__ = ["decoded"]

_ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[bBqQ]\?[^?]*\?=(?:\s+(?==\?))?")


def decoded(value: str) -> str:
    """Decode the encoded words of a header (RFC 2047); what has marks of a list inside of it is put in quotes.

    >>> decoded("=?utf-8?q?J=C3=BCrgen_M=C3=BCller?= <jm@acme.example>")
    'Jürgen Müller <jm@acme.example>'
    """
    if "=?" not in value:
        return value
    return _ENCODED.sub(_word, value)


def _word(found: re.Match[str]) -> str:
    try:
        pieces = decode_header(found[0].strip())
        text = ""
        for raw, charset in pieces:
            if isinstance(raw, str):
                text += raw
                continue
            try:
                text += raw.decode(charset or "ascii")
            except (LookupError, UnicodeDecodeError):
                text += raw.decode(detected(raw), errors="replace")
    except (HeaderParseError, ValueError):
        return "\ufffd"
    text = "".join(c if c.isprintable() else " " for c in text).replace("@", " ").replace("<", " ").replace(">", " ")
    return f'"{text}"' if any(c in ";|" for c in text) else text
