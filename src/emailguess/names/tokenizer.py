"""A name as it was written: titles, degrees, nicknames, maiden names and employers taken off, words left.

It says what stands around the name and refuses what is no name (an address, a number, a company, a placeholder). How
the words divide into given and family name is for `names`.

Start reading at `read`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from emailguess.data.name_words import (
    DEGREES,
    GENERATIONS,
    HONORIFIC_TAILS,
    JOBS,
    LEGAL,
    LEGAL_SCRIPTS,
    LEGAL_SHOUTED,
    NAMES_MORE_OFTEN,
    PLACEHOLDERS,
    PLACEHOLDERS_TOO,
    TITLES,
    TITLES_BEHIND,
)
from emailguess.errors import InvalidName, shown
from emailguess.names.normalize import clean

__all__ = ["Written", "bare", "caseless", "read", "tokens_of"]

MAX_TOKENS = 10
_PHONE_DIGITS = 7
_MARKS_AROUND = ".,;:*#|/\\~^=+<>{}!?&%$\u2018\u2019'\"`\u00b4_-·"


class Written(NamedTuple):
    """The words of a name and what stood around them."""

    words: list[str]
    """Without a comma all words; with one those before it, which are the family name."""
    behind: list[str]
    """The words behind the comma; empty where there was none."""
    nickname: str = ""
    question: str = "told-nickname"
    """How the nickname was told: inside the name, after it, or behind a slash."""
    maiden: tuple[str, ...] = ()
    """Family name at birth."""


# Brackets, and quotes that stand around a word.
_BRACKETED = re.compile(
    r"[(\[\u201c\u201d\u201e\"\u00ab\uff08]([^()\[\]\u201c\u201d\"\u00ab\u00bb\uff08\uff09]{1,60})"
    r"[)\]\u201c\u201d\"\u00bb\uff09]|(?<=\s)'([^'\s]{2,30})'(?=\s)"
)
# née, geborene, z domu, rozená, född, omaa sukua, született, урождённая, …
_BORN = (
    r"n[ée]e|né|geb\.?|geborene[rn]?|z domu|z d\.|roz\.|rozen[áa]|roden[áa]|rod\.|nata|född|født|fødd|szül\.?|"
    r"született|"
    r"o\.s\.|omaa sukua|born|formerly|nacida|nascida|урожд\.?|урожденная|урождённая|dite?"
)
_MAIDEN = re.compile(rf"(?<=\w)[.,]?\s+(?:{_BORN})\s+([^\W\d_][\w'-]+(?:[ -][^\W\d_][\w'-]+)?)\s*$")
_MAIDEN_ANY_CASE = re.compile(_MAIDEN.pattern, re.IGNORECASE)
_MAIDEN_INSIDE = re.compile(rf"^(?:{_BORN})\s+(.+)$", re.IGNORECASE)
_EMPLOYER = re.compile(r"\s+(?:[|·•]|-+|/|@|//|::)\s+|\s+(?:via|c/o)\s+|\s*\|\s*")
_COUPLE = re.compile(r"\s(?:&|\+|and|(?<!von )und(?! zu\b)|et)\s", re.IGNORECASE)
_FILIAL_MARKS = re.compile(r"(?<=\s)(?:[asd]/[lpo]|a\.l\.|a\.p\.)(?=\s)", re.IGNORECASE)
_DOMAIN = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|io|ai|eu|edu|gov|info|biz|de|uk|fr|nl|ch|at|us|ca|au|jp|cn|in|br|ru|"
    r"example|test)",
    re.IGNORECASE,
)
_LEGAL_PHRASE = re.compile(
    r"\bsp\.?\s*z\.?\s*o\.?\s*o\b\.?|\bs\.\s?r\.\s?o\.?$|\bd\.o\.o\.?$|\bco\.?,?\s+kg\b", re.IGNORECASE
)
_O_APOSTROPHE = re.compile(r"\b([ODLod])'\s+(?=\w)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]?\.?")
_REPEATED = re.compile(r"(.)\1\1+", re.IGNORECASE)


def bare(token: str) -> str:
    """A word in lower case without dots and commas, as the lists have it."""
    return token.replace(".", "").rstrip(",").lower()


def caseless(tokens: list[str]) -> bool:
    """Whether the writing gives no meaning to capitals: all are, or none is."""
    text = "".join(tokens)
    return text.isupper() or text.islower()


def read(name: str) -> Written:
    """Take a written name apart; raises `InvalidName` where the text holds none."""
    text = " ".join(clean(name).replace(";", ",").split())
    _refuse_other_things(text, name)
    text, nickname, question = _without_brackets(text)
    # Senthil a/l Kumaran, s/o: the father's name follows; the mark itself is never part of an address.
    text = _without_employer(_FILIAL_MARKS.sub("", text))
    text, maiden = _without_maiden(text)
    if "@" in text:
        raise InvalidName(f"this is an address, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if _COUPLE.search(text):
        raise InvalidName(f"this names more than one person: {shown(name)}; pass one person's name at a time")
    head, behind = _around_comma(_O_APOSTROPHE.sub(r"\1'", text), name)
    words, others = tokens_of(head), tokens_of(behind)
    if not words:
        words, others = others, []
    if not nickname and words and words[0].count("/") == 1:
        words[0], _, nickname = words[0].partition("/")
        question = "slashed"
    words = [piece for word in words for piece in word.split("/") if piece]
    if not words or (len(words) == 1 and not others and bare(words[0]) in _TITLES_ALONE):
        raise InvalidName(f"a name needs letters beyond titles: {shown(name)}")
    if len(words) + len(others) > MAX_TOKENS:
        raise InvalidName(f"a name has at most {MAX_TOKENS} words: {shown(name)}; pass one person's name")
    return Written(words, others, nickname, question, maiden)


_TITLES_ALONE = frozenset(
    "dr mr mrs ms prof professor dipl herr frau mme mlle madame monsieur dott sra srta shri smt".split()
)


def _refuse_other_things(text: str, name: str) -> None:
    """Say what a text is that is no name."""
    if not any(c.isalpha() for c in text):
        raise InvalidName(f"a name needs letters: {shown(name)}")
    low = text.lower()
    if "://" in text or low[:4] == "www." or ("@" in text and " @ " not in text):
        raise InvalidName(f"this is an address, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if _DOMAIN.fullmatch(text):
        raise InvalidName(f"this is a domain, not a name: {shown(name)}; pass the person's name, such as 'Jane Doe'")
    if sum(map(str.isdigit, text)) >= _PHONE_DIGITS:
        raise InvalidName(f"there is a phone number or an id in the name: {shown(name)}; pass the name alone")
    words = [w for w in re.split(r"[\W_]+", low) if w]
    if low.strip(" .") in ("n/a", "n.a", "n.n") or _is_placeholder(words):
        raise InvalidName(f"this is a placeholder, not a name: {shown(name)}; a name has a given or a family name")
    if _is_company(text):
        raise InvalidName(f"this is a company, not a person's name: {shown(name)}; pass the company as company=")


def _is_placeholder(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0] in PLACEHOLDERS or _REPEATED.fullmatch(words[0]) is not None
    # Na, Bar and Guest are names, if rarely: two of them may be a person.
    return set(words) <= PLACEHOLDERS and (words == ["first", "last"] or not set(words) <= PLACEHOLDERS_TOO)


def _is_company(text: str) -> bool:
    """Whether a text without an employer behind a mark ends in a legal form."""
    if any(form in text.lower() for form in LEGAL_SCRIPTS):
        return True
    if _EMPLOYER.search(text) or "(" in text:
        return False
    words = text.replace(",", " ").split()
    if len(words) > 1 and (bare(words[-1]) in LEGAL or _LEGAL_PHRASE.search(text)):
        before = text.rpartition(",")[0]
        return len(before.split()) < 2 or not before
    return len(words) > 1 and words[-1] in LEGAL_SHOUTED and any(c.islower() for c in "".join(words[:-1]))


def _without_maiden(text: str) -> tuple[str, tuple[str, ...]]:
    match = (_MAIDEN_ANY_CASE if text.isupper() or text.islower() else _MAIDEN).search(text)
    if match is None:
        return text, ()
    return text[: match.start()], tuple(tokens_of(match.group(1)))


def _without_brackets(text: str) -> tuple[str, str, str]:
    """Text without brackets; the nickname in them, and how it was told."""
    match = _BRACKETED.search(text)
    if match is None:
        return text, "", "told-nickname"
    inner = (match.group(1) or match.group(2)).strip()
    rest = text[: match.start()] + " " + text[match.end() :]
    if not any(c.isalpha() for c in rest):
        return inner, "", "told-nickname"
    maiden = _MAIDEN_INSIDE.match(inner)
    if maiden:
        return _BRACKETED.sub(" ", text[: match.start()]) + f" née {maiden[1]}", "", "maiden"
    question = "told-nickname" if any(c.isalpha() for c in text[match.end() :]) else "told-after"
    if question == "told-after" and match.group()[0] not in "([\uff08":
        question = "told-nickname"  # quotes hold nicknames, brackets anything
    proper = (
        inner.isalpha()
        and len(inner) > 1
        and (not inner.isupper() or text.isupper())
        and bare(inner) not in _NOT_NICKNAMES
    )
    return _BRACKETED.sub(" ", text), inner if proper else "", question


_NOT_NICKNAMES = frozenset("ret retd retired hr he she they him her extern external ext intern contractor".split())


def _without_employer(text: str) -> str:
    """Cut what stands behind a bar, a dash or an at, where a name stands before it."""
    match = _EMPLOYER.search(text)
    if match is None:
        return text
    before, after = text[: match.start()].strip(), text[match.end() :]
    if set(match.group().strip()) != {"-"} or len(before.split()) > 1 or "," in before:
        return before if any(c.isalpha() for c in before) else after
    # "Jean - Luc Petit": one word before a dash is half a name, unless one word follows as well.
    return f"{before}-{after}" if len(after.split()) > 1 else f"{before} {after}"


def _around_comma(text: str, name: str) -> tuple[str, str]:
    """The words before the first comma and those behind it that belong to the name."""
    head, *others = text.split(",")
    kept: list[str] = []
    for other in others:
        words = [bare(w) for w in other.split() if any(c.isalpha() for c in w)]
        if not words or all(_is_suffix(w, anywhere=True) for w in other.split()):
            continue
        if (len(head.split()) > 1 and set(words) & JOBS) or ((kept or len(head.split()) > 1) and words[-1] in LEGAL):
            continue
        kept.append(other)
    words = _without_titles(_raw(head), least=1 if kept else 2)
    behind = _without_titles(_raw(" ".join(kept)), least=1)
    if not words and not behind:
        raise InvalidName(f"a name needs letters beyond titles: {shown(name)}")
    return " ".join(words), " ".join(behind)


def _raw(text: str) -> list[str]:
    for title in TITLES_BEHIND:
        text = text.strip().removesuffix(title)
    return [w for w in text.replace("_", " ").split() if any(c.isalnum() for c in w)]


def _is_suffix(token: str, *, anywhere: bool = False) -> bool:
    """Whether a word behind a name is a degree or a generation; `anywhere`: a comma already sets it off."""
    word = bare(token.strip(_MARKS_AROUND))
    if word in GENERATIONS:
        return True
    if word in ("sen", "jun"):  # Sen and Jun are names; senior and junior have a dot
        return "." in token
    if word not in DEGREES:
        return False
    # Yo-Yo Ma and Li Peng hold no degree: such words are one in capitals or with a dot only.
    return anywhere or not (len(word) < 3 or word in ("peng", "shum")) or token.isupper() or "." in token


def _is_title(token: str, behind: int) -> bool:
    """Whether a word before `behind` others is a title."""
    word = bare(token.strip("-'"))
    if word.replace("-", "") not in TITLES and word not in TITLES:
        return False
    if token.rstrip(",").endswith("."):
        return True
    if len(word) == 1 or word in NAMES_MORE_OFTEN:
        return False
    # Before one other word most titles are names as well (Phil, Chief, Sheikh); a few never are.
    return behind > 1 or word in _TITLES_ALONE


def _without_titles(raw: list[str], least: int) -> list[str]:
    """Take titles off the front and degrees off the end; `least` words at least stay before a degree goes."""
    while len(raw) > 1 and _is_title(raw[0], len(raw) - 1):
        raw = raw[1:]
    all_caps = caseless(raw)
    while len(raw) > 1 and (len(raw) > least or bare(raw[-1]) in ("jr", "phd", "iii", "ii")):
        last = raw[-1]
        known = bare(last.strip(_MARKS_AROUND))
        if known in HONORIFIC_TAILS or (_is_suffix(last) and (len(known) > 2 or not all_caps or known in GENERATIONS)):
            raw = raw[:-1]
        else:
            break
    return raw


def tokens_of(text: str) -> list[str]:
    """Words without the marks around them; initials written together are taken apart."""
    out: list[str] = []
    for raw in text.replace("_", " ").split():
        token = raw if raw.lower() == "'t" else raw.strip(_MARKS_AROUND)
        if not any(c.isalpha() for c in token):
            continue
        stem, dash, tail = token.rpartition("-")
        if dash and tail.lower() in ("san", "sama") and stem:
            token = stem
        if _INITIALS.fullmatch(token + "."):
            out += [piece for piece in token.split(".") if piece]
        elif "." in token and all(piece.isalpha() for piece in token.split(".")):
            out += token.split(".")
        else:
            out.append(token)
    digits = [t for t in out if any(c.isdigit() for c in t)]
    if digits:
        if len(out) - len(digits) < 2:
            raise InvalidName(f"there are digits in the name: {shown(text)}; pass the name alone")
        out = [t for t in out if t not in digits]
    return out
