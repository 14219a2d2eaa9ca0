"""Which letters bytes stand for, told by the bytes alone: no label is believed.

UTF-8 is what proves itself; everything else is asked of `chardet`, which is imported only then.

Start reading at `detected`.
"""

from __future__ import annotations

import codecs
import re
import threading
from itertools import pairwise
from unicodedata import category

__all__ = ["FALLBACK", "Encoding", "detected", "repaired", "strange_bytes"]

FALLBACK = "emailguess-windows"
"""Error handler that reads what is no UTF-8 as Windows-1252: lists put together from several sources mix both."""

Encoding = str
"""A name that `bytes.decode` knows."""

# What office programs, mail programs and databases of the last thirty years write. Code pages of mainframes are left
# out: the detector would see them in short texts.
_CANDIDATES = """
ascii utf-8 utf-16-le utf-16-be utf-32-le utf-32-be windows-1250 windows-1251 windows-1252 windows-1253 windows-1254
windows-1255 windows-1256 windows-1257 windows-1258 iso-8859-1 iso-8859-2 iso-8859-5 iso-8859-7 iso-8859-9 iso-8859-15
macroman maclatin2 maccyrillic macturkish macgreek koi8-r koi8-u cp932 shift_jis euc-jp iso-2022-jp gb18030 gb2312 big5
euc-kr cp949 iso-2022-kr tis-620 windows-874 cp850 cp437 cp852 cp866
""".split()
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH = 64 * 1024
# What else is weighed against the detector's answer, the commonest first: of two that fit alike the first is taken.
_WEIGHED = """
windows-1252 windows-1250 windows-1251 windows-1254 windows-1253 macroman koi8-r cp932 gb18030 euc-jp euc-kr big5
""".split()
# The detector's answer is worth as much as a letter and a half in the wrong place.
_DETECTED = 3.0
# In short lists of Western names it is right above this confidence, and as often wrong as right below a half of it.
_SURE = 0.1
_NAMES_LOOKED_UP = 200
_PUNCTUATION = "–—’‘“”„«»…•、。・（）「」：；，\u3000\xa0"
_MOJIBAKE = re.compile(r"[ÃÂÐÑÅÄØÙâ][\x80-\xbf¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]")


_strange = threading.local()


def strange_bytes() -> int:
    """How many bytes this thread has read by the fallback so far."""
    return getattr(_strange, "count", 0)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.end == len(error.object) and error.reason.startswith("unexpected end"):
        return "\ufffd", error.end  # a letter that is cut with its file
    _strange.count = getattr(_strange, "count", 0) + error.end - error.start
    odd = error.object[error.start : error.end]
    return "".join([bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in odd]), error.end


codecs.register_error(FALLBACK, _as_windows)


def detected(head: bytes, more: bytes = b"") -> Encoding:
    """Tell the encoding of a text by its beginning, and by other lines of it that hold more than ASCII.

    >>> detected("Müller;Jürgen".encode()), detected("Müller;Jürgen".encode("utf-16-le"))
    ('utf-8', 'utf-16-le')
    >>> "Müller;Jürgen\\nGroß;Zoë".encode("cp1252").decode(detected("Müller;Jürgen\\nGroß;Zoë".encode("cp1252")))[:6]
    'Müller'
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            if mark != codecs.BOM_UTF8 or _is_utf8(_telling(head + more)):
                return name
            head = head.removeprefix(mark)  # what promises UTF-8 and is none
    wide = _wide(head)
    if wide:
        return wide
    sample = _telling(head + more)
    if not sample and b"\x1b" not in head:
        return "utf-8"
    if _is_utf8(sample):
        return "utf-8"
    return _judged(sample or head[:_ENOUGH], head[:_ENOUGH])


def _judged(sample: bytes, head: bytes) -> Encoding:
    """Weigh what `chardet` says against what it cannot know: that there are titles and names in it."""
    import chardet

    found = chardet.detect(sample, include_encodings=_CANDIDATES)
    said = (found["encoding"] or "windows-1252").lower()
    if said in ("ascii", "utf-8") or said.startswith(("utf-16", "utf-32", "iso-2022")):
        return said if said != "ascii" else "utf-8"
    weight = _DETECTED * min(1.0, found["confidence"] / _SURE)
    best, winner = -1e9, said
    for candidate in dict.fromkeys((*_WEIGHED, said)):
        try:
            text = sample.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        score = weight * (candidate == said) + _titles_known(head, candidate) + _names_known(text) - _oddities(text)
        if score > best:
            best, winner = score, candidate
    return winner


def _titles_known(head: bytes, encoding: Encoding) -> float:
    """What the titles in the first lines say: words that only this encoding gives, or a language that it is for."""
    from emailguess.files.titles import meaning, normalised, table

    lines = re.split(r"[\r\n]+", head.decode(encoding, errors="replace"))[:10]
    cells = [c.strip(' "') for line in lines for c in re.split(r"[,;\t|]", line[:5_000]) if c.strip()][:200]
    pages = table().code_pages
    letters = sum(not c.isascii() and meaning(c).field not in ("", "stranger") for c in cells)
    return 10 * letters + 2 * sum(pages.get(normalised(c)) == encoding for c in cells)


def _names_known(text: str) -> float:
    """How many words with letters beyond ASCII are names that people bear, spelled in this way."""
    from emailguess.names.frequencies import census
    from emailguess.names.spelling import letters

    words = [w for w in dict.fromkeys(re.findall(r"[^\W\d_]+", text)) if not w.isascii()][:_NAMES_LOOKED_UP]
    tables = census.table("given"), census.table("family")
    return 2.0 * sum(any(t.share(letters(w)) > 0 for t in tables) for w in words)


def _oddities(text: str) -> float:
    """How much of a text is no text: signs and capitals inside of words, letters of two alphabets in one."""
    odd = 0.0
    for before, letter in pairwise(text):
        if letter < "\x80":
            continue
        kind = category(letter)
        if kind[0] != "L":
            odd += 0.2 if kind[0] == "M" or letter in _PUNCTUATION else 2
        elif before.isalpha() and ((kind == "Lu" and category(before) == "Ll") or _mixed(before, letter)):
            odd += 2
        elif letter in "ªº\uff61" or "\uff61" <= letter <= "\uff9f":  # marks of order, half-width kana
            odd += 1
    return odd


def _mixed(one: str, two: str) -> bool:
    """Whether two letters that stand side by side are of different alphabets."""
    return _alphabet(one) != _alphabet(two)


def _alphabet(letter: str) -> int:
    """Latin, Greek, Cyrillic, or one of the others, by the blocks of Unicode."""
    return 0 if letter < "\u0370" else 1 if letter < "\u0400" else 2 if letter < "\u0530" else 3


def _wide(head: bytes) -> Encoding:
    """UTF-16 and UTF-32 without a mark: half or more of the bytes of plain letters are zero, all on one side."""
    piece = head[: 4096 - 4096 % 4]
    if b"\0" not in piece or len(piece) < 4:
        return ""
    quarters = [piece[i::4].count(0) / max(1, len(piece[i::4])) for i in range(4)]
    if quarters[1] > 0.9 and quarters[2] > 0.9 and quarters[3] > 0.9 and quarters[0] < 0.1:
        return "utf-32-le"
    if quarters[0] > 0.9 and quarters[1] > 0.9 and quarters[2] > 0.9 and quarters[3] < 0.1:
        return "utf-32-be"
    even, odd = piece[::2].count(0) / len(piece[::2]), piece[1::2].count(0) / len(piece[1::2])
    # Line ends, separators and addresses are ASCII whatever the alphabet: a fifth of the letters at the least.
    if odd > 0.2 and even < odd / 8:
        return "utf-16-le"
    if even > 0.2 and odd < even / 8:
        return "utf-16-be"
    return ""


def _telling(data: bytes) -> bytes:
    """The lines with more than ASCII: the others tell a detector nothing."""
    if data.isascii():
        return b""
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    return b"\n".join(dict.fromkeys(line[:2000] for line in lines))[:_ENOUGH]


def _is_utf8(sample: bytes) -> bool:
    """Whether letters beyond ASCII are UTF-8, all of them or most: a stray byte of another list does not undo that."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
    try:
        decoder.decode(sample)
    except UnicodeDecodeError:
        text = sample.decode("utf-8", errors="replace")
        good = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
        return good > text.count("\ufffd")
    return True


def repaired(text: str) -> str:
    """Undo letters that were written in UTF-8 and read in Windows-1252 once too often; other text stays as it is.

    >>> repaired("JÃ¼rgen MÃ¼ller"), repaired("Ãngel"), repaired("Jürgen")
    ('Jürgen Müller', 'Ãngel', 'Jürgen')
    """
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    raw = b"".join(_byte(c) for c in text)
    try:
        return raw.decode("utf-8") if raw else text
    except UnicodeDecodeError:
        return text


def _byte(letter: str) -> bytes:
    """The byte that Windows-1252 shows as this letter; five bytes it leaves undefined stand for themselves."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", errors="replace") if letter < "\u0100" else b"\xff"
