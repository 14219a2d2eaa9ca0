"""Letters that were written in one encoding and read in another: undone where only one reading is possible.

HTML entities, percent signs, encoded words of mail headers, and UTF-8 that was read as Windows-1252, Latin-1, Mac
Roman, a DOS code page or Windows-1251, once or several times over. It judges bytes and letters, never names.

Start reading at `decoded`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

__all__ = ["decoded"]

# Each round undoes one reading; people paste text through three programs, not ten.
_MOST_ROUNDS = 3
_ENTITY = re.compile(r"&(?:#\d{2,4}(?!\d)|(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});)")
# Marks of a page around a name.
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|p|br|div|td|tr|li|font|small|h[1-6])(?:\s[^<>]{0,100})?/?>", re.IGNORECASE
)
# Quoted-printable without its header, and what JSON and source code write for a letter.
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
# Pages that text is read in by mistake, the commonest first.
_PAGES = ("cp1252", "mac_roman", "cp1251", "cp850", "cp437", "cp1250")


def _bytes_of(page: str) -> dict[str, int]:
    """The bytes that a page shows as these characters; what it leaves undefined comes out as control characters."""
    shown = {bytes([byte]).decode(page, "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
    return {chr(byte): byte for byte in range(0x80, 0xA0)} | shown


_TO_BYTES = {page: _bytes_of(page) for page in _PAGES}
# à is C3 A0 in UTF-8, and A0 is a space that other programs make a plain one.
_LOST_SPACE = re.compile("(?<=[a-z])Ã(?=[ ,]|$)")
# Latin with marks, Greek, Cyrillic, Armenian to Thai, Vietnamese, kana to Hangul, and what stands between names.
_PLAUSIBLE = re.compile(
    "[\u00c0-\u0180\u01a0-\u01b0\u0218-\u021b\u02b0-\u02ff\u0300-\u0345\u0370-\u052f\u0531-\u0e7f\u10a0-\u10ff\u1e00-\u1fff\u2010-\u201f\u3040-\u30ff"
    "\u3400-\u9fff\uac00-\ud7af\u00a0\u00b4\u00b7\x00-\x7f]*"
)


def decoded(text: str) -> str:
    r"""Undo what encodings did to a text; one that could be meant as it is comes back unchanged.

    >>> decoded("Mary O&amp;#39;Brien"), decoded("Andr\u00c3\u00a9 Petit"), decoded("\u00c3ngela Petit")
    ("Mary O'Brien", 'André Petit', 'Ãngela Petit')
    >>> decoded("J=C3=BCrgen Weber"), decoded(r"J\u00fcrgen Weber")
    ('Jürgen Weber', 'Jürgen Weber')
    """
    if "=?" in text:
        text = _header_words(text)
    for _ in range(_MOST_ROUNDS):
        if "&" not in text or _ENTITY.search(text) is None:
            break
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "%" in text and _PERCENT.search(text):
        text = unquote(text, errors="strict") if _is_utf8(text) else unquote(text, "cp1252")
    if "=" in text:
        text = _QUOTED.sub(_from_quoted, text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    if "+" in text and " " not in text:
        text = text.replace("+", " ")
    return text if text.isascii() else _read_again(text)


def _from_quoted(found: re.Match[str]) -> str:
    """The letters of quoted bytes, in UTF-8 or else in Windows-1252; what is neither stays."""
    octets = bytes.fromhex(found[0].replace("=", ""))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")


def _is_utf8(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _header_words(text: str) -> str:
    """Read the encoded words of a header line (RFC 2047), or leave them as they are where they are broken."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _read_again(text: str) -> str:
    """Undo wrong readings while there are any; the result must be writing, or all stays as it was."""
    best = text
    level = {text}
    for _ in range(_MOST_ROUNDS):
        level = {again for found in level for again in _once(found)}
        right = [found for found in level if _is_writing(found, text)]
        if right:
            best = min(right)
    return _LOST_SPACE.sub("à", best)


def _once(text: str) -> Iterable[str]:
    """The text one reading earlier, for every page that gives bytes that are UTF-8."""
    for page in _PAGES:
        to_bytes = _TO_BYTES[page]
        raw = bytes([ord(c) if c < "\x80" else to_bytes.get(c, 0xFF) for c in text])
        try:
            again = raw.decode("utf-8")  # which has no byte FF
        except UnicodeDecodeError:
            continue
        if again != text:
            yield again


def _is_writing(found: str, source: str) -> bool:
    """Whether a text read again is one that people write, and its source was none.

    Two capitals with marks in a row are UTF-8 by chance at times: their letters make one of another alphabet.
    """
    if not _PLAUSIBLE.fullmatch(found):
        return False
    signs = any(c > "\x7f" and not c.isalpha() for c in source)
    return signs or all(c < "\u0180" for c in found)
