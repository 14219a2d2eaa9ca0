"""A company's written name, read into words: legal forms off, kind of organisation, country hints.

It reads and refuses; it proposes no domain (`candidates`) and weighs none (`model`).

Start reading at `parse`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from emailguess.addresses import suffixes
from emailguess.addresses.roles import lists
from emailguess.companies.legal import letters, telling_marks, without_legal, without_native
from emailguess.data.company_words import (
    COUNTRIES,
    LEGAL_COUNTRIES,
    LEGAL_SUFFIXES,
    NO_COMPANY,
    NO_COMPANY_CERTAIN,
    STOP_WORDS,
)
from emailguess.data.institution_words import ADMINISTRATION, COUNCIL_HEADS, SCHOOLS
from emailguess.errors import InvalidCompany, shown
from emailguess.names.country import country_code, top_level

__all__ = ["CompanyName", "company_key", "parse"]

# Far above the longest registered company name (the UK's Companies House stops at 160 characters).
MAX_COMPANY = 300

_NOTE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
# What stands between words. A hyphen, dot, ampersand, plus or apostrophe may be part of one.
_BREAK = re.compile(r"[^a-z0-9&+.'-]+")
_DOTTED = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
# NFKC would make letters of them.
_TRADE_MARKS = dict.fromkeys(map(ord, "™℠®©"), " ")
_WORD = re.compile(r"[^\W\d_]+")
_ALSO_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ı": "i", "đ": "d"})
_DROPPED_MARKS = dict.fromkeys(map(ord, "’‘ʼ`´"), "'")
_FORMER = ("fka", "formerly", "aka", "dba", "now")


class CompanyName(NamedTuple):
    """A company's name, read."""

    key: str
    """What two spellings of one company share: words in plain lower-case letters, no legal form."""
    words: tuple[str, ...]
    """The words, hyphens kept, legal form, "the" and stop words still in place only where they carry meaning."""
    legal: tuple[str, ...]
    """Legal forms that were taken off, outermost first: `("ltd", "co")`."""
    notes: tuple[str, ...]
    """Words that stood in parentheses; often an acronym or a former name."""
    sector: str
    """`university`, `council` or `other`."""
    stated: str
    """A domain written as part of the name ("Example.com Inc"), else empty."""
    german: tuple[str, ...]
    """The words with ä, ö, ü written ae, oe, ue, where that differs; else empty."""
    countries: tuple[str, ...]
    """Country-code domains hinted at by a word of the name ("Deutsche", "Japan") or given by the caller."""
    told: bool
    """Whether the caller named the country."""


# A company is read for its key, then for its domains: the last few are kept.
_KEPT = 8


def parse(company: str, country: str | None = None, *, certain: bool = False) -> CompanyName:
    """Read a company's name; a `certain` one has a domain, so that it is none of the words for having no employer.

    >>> parse("The ACME Corp. (Holdings) GmbH").key
    'acme'
    >>> parse("University of Nowhere").sector
    'university'

    Raises `InvalidCompany` for text that is no name: empty, without a letter, longer than 300 characters, with
    control characters, or a legal form alone; `InvalidArgument` for a country that is not a two-letter code.
    """
    if not isinstance(company, str):
        raise InvalidCompany(f"a company is text such as 'Acme Corporation', not {type(company).__name__}")
    name = _read(company, certain)
    code = country_code(country)
    return name._replace(countries=(top_level(code),), told=True) if code else name


@lru_cache(maxsize=_KEPT)
def _read(company: str, certain: bool) -> CompanyName:
    """A company's name with what itself says of its country."""
    text = _clean(company)
    native: list[str] = []
    script = ""
    if not text.isascii():
        text, native = without_native(text)
        if not text.strip():
            raise _legal_form(company)
        script = next((LEGAL_COUNTRIES[form] for form in native if form in LEGAL_COUNTRIES), "") or _script(text)
    text, notes = _trading(_without_job(text))
    abroad: dict[str, int] = {}
    if "(" in text or "[" in text:
        for note in _NOTE.findall(text):
            notes += _noted(note)
            abroad |= {COUNTRIES[w]: 0 for w in map(letters, _tokens(_ascii(note))) if w in COUNTRIES}
        bare = _NOTE.sub(" ", text)
        text = bare if any(map(str.isalnum, bare)) else text
    umlauts: dict[str, str] = {}
    if not text.isascii():
        if any(c in text for c in "äöü"):
            long = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
            umlauts = dict(zip(_tokens(_ascii(text)), _tokens(_ascii(long)), strict=False))
        text = _ascii(text)
    tokens = _tokens(text)
    words, legal = without_legal(tokens)
    legal += native
    if not words:
        raise _legal_form(company) if tokens else _no_letter(company)
    stated = ""
    if "." in text:
        stated = next((w for w in words if "." in w and _DOTTED.fullmatch(w) and is_domain(w)), "")
    if words[0] == "the" and len(words) > 1:
        words = words[1:]
    sector = _sector(words)
    if sector == "university":
        words = _without_administration(words)
    plain = tuple(w for w in map(letters, words) if w)
    if not (stated or certain):
        _refuse_no_company(plain, company)
    if not plain:
        raise _no_letter(company)
    hints = tuple({COUNTRIES[w]: 0 for w in plain if w in COUNTRIES} or abroad) or ((script,) if script else ())
    return CompanyName(
        " ".join(w for w in plain if w not in STOP_WORDS) or " ".join(plain),
        tuple(words),
        tuple(legal),
        tuple(notes[:4]),
        sector,
        stated,
        tuple([umlauts.get(w, w) for w in words]) if umlauts else (),
        hints,
        False,
    )


# What stands behind a name in a job's advertisement: an id, a way of working, a place.
_JOB = re.compile(r"\s+[-–—#|(]+\s*(?:(?:req|job|id|no|nr)[.:]?\s*){0,3}#?[a-z]{0,3}-?\d{2,9}\)?\s*$|\s*\|.*$")
_WORK = re.compile(r"\s+[-–—]\s+(?:remote|hybrid|on-?site|headquarters|hq|emea|apac|latam|global|worldwide|me|epp)\s*$")
_TRADING = re.compile(
    r"\s*[,(]?\s*\b(?:d/?b/?a\.?|d\.b\.a\.?|doing business as|t/a|trading as|operating as|o/a|a/k/a|a\.k\.a\.|"
    r"(?<=, )now(?: known as)?|now known as)(?=[\s:])\s*"
)
_PART_OF = re.compile(
    r",\s+an?\s+.{2,60}\s(?:company|business|brand|subsidiary|corporation|partnership)\s*$|,\s+(?:part|member) of\s.*$"
)
# How somebody is employed there: Acme · Full-time, Acme (Contract via Globex).
_EMPLOYED = re.compile(
    r"(?:\s+[-–—·•]\s+|\s*,\s+|\s*[(\[])(?:full-?\s?time|part-?\s?time|contract|permanent|temporary|temp|internship|"
    r"apprenticeship|seasonal|freelance|vollzeit|teilzeit|praktikum|cdi|cdd|stage)\b[^)\]]{0,40}[)\]]?\s*$"
)
# Who else stands behind it: powered by Globex, via Globex Staffing, formerly known as Globex, and its subsidiaries.
_BESIDE = re.compile(
    r"(?<=\w)[.,]?\s+(?:powered by|via|by way of|on behalf of|and (?:its|their) (?:subsidiaries|affiliates|group)|"
    r"(?:formerly|previously)(?: known as)?)\s*.*$"
)
_TOLD = frozenset("tm sm the remote hybrid onsite headquarters hq emea apac latam global worldwide pty ltd".split())
_PARTS = frozenset("group groups global central world worldwide international".split())
_OTHERS = frozenset("acquired part now of by req job id a an division subsidiary member company".split())


def _without_job(text: str) -> str:
    """Take off what advertisements and parents add: "- D48", "| Berlin", "- Remote", ", a Globex company"."""
    if not any(mark in text for mark in "-–—#|(,·•") and text.count(" ") < 2:
        return text
    for rule in (_JOB, _EMPLOYED, _WORK, _PART_OF, _BESIDE):
        rest = rule.sub("", text)
        text = rest if any(map(str.isalpha, rest)) else text
    return _without_place(text)


def _without_place(text: str) -> str:
    """Take off what stands behind a comma and is a place: Acme, Berlin, Germany."""
    head, comma, tail = text.rpartition(",")
    while comma and any(map(str.isalpha, head)):
        words = _WORD.findall(tail)
        # Shorter words are legal forms as well (Acme, SA), and Group is part of a name.
        places = [w in COUNTRIES or (len(w) > 3 and w not in _PARTS and w in lists().qualifiers) for w in words]
        if not words or not all(places):
            break
        text = head
        head, comma, tail = text.rpartition(",")
    return text


def _trading(text: str) -> tuple[str, list[str]]:
    """The name a company trades under, and the words of the one it is registered under."""
    if not any(mark in text for mark in ("dba", "/", ".", " as", "business", " now")):
        return text, []
    before, after = text, ""
    if match := _TRADING.search(text):
        before, after = text[: match.start()], text[match.end() :].strip(" )")
    if not any(map(str.isalpha, after)) or not any(map(str.isalpha, before)):
        return text, []
    words, _ = without_legal(_tokens(_ascii(before)))
    return after, [w for w in map(letters, words) if len(w) > 1]


def _noted(note: str) -> list[str]:
    """Words in brackets that may be the company's: no legal form, no place, no parent."""
    words = [letters(w) for w in _tokens(_ascii(note))]
    if _OTHERS.intersection(words) or any(c.isdigit() for c in note):
        return []
    places = lists().qualifiers
    drop = (_FORMER, LEGAL_SUFFIXES, _TOLD, COUNTRIES, places)
    return [w for w in words if len(w) > 1 and not any(w in known for known in drop)]


def _refuse_no_company(words: Sequence[str], company: str) -> None:
    """Refuse what people write where they have no employer."""
    parts = {piece for word in words for piece in word.split("-") if piece}
    written = {w for w in _WORD.findall(_unaccented(company)) if w}
    if company.strip().lower() in ("n/a", "n.a.") or any(
        said and said <= NO_COMPANY and not NO_COMPANY_CERTAIN.isdisjoint(said) for said in (parts, written)
    ):
        raise InvalidCompany(f"this is no company: {shown(company)}; pass the employer's name")


def _unaccented(text: str) -> str:
    """Words as the lists have them: small letters without accents, in their own alphabet."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.casefold()).translate(_ALSO_PLAIN)
    kept = [c for i, c in enumerate(plain) if not "\u0300" <= c <= "\u036f" or "\u0400" <= plain[i - 1] <= "\u04ff"]
    return unicodedata.normalize("NFC", "".join(kept))  # й is a letter of its own


def _legal_form(company: str) -> InvalidCompany:
    return InvalidCompany(f"{shown(company)} is a legal form, not a name; pass the company's name with it")


def _no_letter(company: str) -> InvalidCompany:
    return InvalidCompany(f"no letter or digit in {shown(company)}; pass a company's name such as 'Acme Corporation'")


def company_key(company: str) -> str:
    """Give what two spellings of one company share, for looking up what was learned of it.

    >>> company_key("Acme Corp.") == company_key("ACME Corporation") == company_key("acmé, inc")
    True

    Raises `InvalidCompany` as `parse` does.
    """
    return parse(company).key


def _clean(company: str) -> str:
    """Lower case and compatibility forms unified; refuses what no company is called."""
    if len(company) > MAX_COMPANY:
        raise InvalidCompany(f"a company's name has at most {MAX_COMPANY} characters: {shown(company)}")
    company = telling_marks(company)
    if company.isascii() and company.isprintable():
        text = company.lower()
    else:
        # Twice: folding case can undo a normal form, and a normal form can make a letter that folds (UTS 15).
        company = company.translate(_TRADE_MARKS)
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", company).casefold())
        text = text.translate(_DROPPED_MARKS)
        kept = []
        for c in text:
            kind = unicodedata.category(c)
            if kind in ("Cc", "Cs", "Co"):
                raise InvalidCompany(f"a company's name has no control characters or line breaks: {shown(company)}")
            if kind != "Cf":  # invisible marks: soft hyphens, joiners, direction
                kept.append(c)
        text = "".join(kept)
    if not text.strip():
        raise InvalidCompany("the company's name is empty; pass one such as 'Acme Corporation'")
    return text


def _ascii(text: str) -> str:
    """Other scripts by their sound: anyascii gives "Zorblaks" for "Зорблакс"."""
    from anyascii import anyascii

    return anyascii(text).lower()


# Scripts used mainly in one country, by the first word of their letters' Unicode names; kana before Han.
_SCRIPTS = {
    "HIRAGANA": "jp",
    "KATAKANA": "jp",
    "HANGUL": "kr",
    "CJK": "cn",
    "CYRILLIC": "ru",
    "GREEK": "gr",
    "HEBREW": "il",
    "THAI": "th",
    "ARMENIAN": "am",
    "GEORGIAN": "ge",
}


def _script(text: str) -> str:
    """The country where most names in this script are from; a hint, no more."""
    found = {unicodedata.name(c, "").split(" ", 1)[0].split("-", 1)[0] for c in text if c.isalpha() and not c.isascii()}
    return next((country for script, country in _SCRIPTS.items() if script in found), "")


def _tokens(text: str) -> list[str]:
    tokens = []
    for token in text.split() if text.replace(" ", "a").isalnum() else _BREAK.split(text):
        word = token.strip(".'-+&")
        if word:
            tokens.append(word)
    return tokens


def _sector(words: list[str]) -> str:
    if not SCHOOLS.isdisjoint(words):
        return "university"
    if "institute" in words and "technology" in words:
        return "university"
    if "school" in words and "of" in words:
        return "university"
    if words[-1] == "council" and len(words) > 1 and "research" not in words:
        return "council"
    if "of" in words[1:4]:
        head = " ".join(words[: words.index("of")])
        if head in COUNCIL_HEADS:
            return "council"
    return "other"


def _without_administration(words: list[str]) -> list[str]:
    """A university's grants are held by its foundation, trustees or regents; its mail is the university's."""
    if "of" in words and words[0] in ("trustees", "regents", "board", "president", "curators"):
        words = words[words.index("of") + 1 :] or words
        if words[0] == "the" and len(words) > 1:
            words = words[1:]
    end = len(words)
    while end > 1 and words[end - 1] in ADMINISTRATION:
        end -= 1
    return words[:end]


def is_domain(word: str) -> bool:
    """Below a real top-level domain: "example.com" is one, "st.john" is not.

    Unlike `addresses`, which takes a caller's domain at its word, only top-level domains that exist count.
    """
    labels = word.lower().split(".")
    if len(word) > 100 or not all(labels) or not suffixes.is_top_level(labels[-1]):
        return False
    return bool(suffixes.registrable(".".join(labels)))
